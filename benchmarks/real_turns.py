"""The figures of real students' turns that the audit compares with: lengths and acts, no text.

    TEACHSIM_DATA=… python -m benchmarks.real_turns

Reads `bridge/*.json` (MIT) and `mathdial/*.jsonl` (CC BY-SA 4.0), joins what one speaker types in a
row to one turn, counts each Bridge conversation once, and prints shares for
teachsim/measure/audit/realism.py.
"""

from __future__ import annotations

import json
import os
import sys
from itertools import groupby
from pathlib import Path

from teachsim.measure.audit.realism import act_of, acts, bin_of, distance, lengths


def main() -> None:
    named = os.environ.get("TEACHSIM_DATA")
    if not named:
        sys.exit("TEACHSIM_DATA is to name the folder with bridge/ and mathdial/")
    folder = Path(named)
    found = {"BRIDGE": bridge(folder / "bridge"), "MATHDIAL": mathdial(folder / "mathdial")}
    for name, turns in found.items():
        print(f"{name}: {len(turns)} turns")
        print(f"  lengths {lengths(map(bin_of, turns))}")
        print(f"  acts {acts(map(act_of, turns))}")
    long = [lengths(map(bin_of, turns)) for turns in found.values()]
    doing = [acts(map(act_of, turns)).values() for turns in found.values()]
    print(f"between them: lengths {distance(*long):.3f}, acts {distance(*doing):.3f}")


def bridge(folder: Path) -> list[str]:
    """Pupils' turns, each conversation once: many are in more than one split."""
    conversations = {
        row["c_id"]: row["c_h"]
        for path in sorted(folder.glob("*.json"))
        for row in json.loads(path.read_text(encoding="utf-8"))
    }
    turns = []
    for said in conversations.values():
        for user, lines in groupby(said, key=lambda line: line["user"]):
            if user == "student":
                turns.append(" ".join(line["text"] for line in lines))
    return turns


def mathdial(folder: Path) -> list[str]:
    """The students' turns."""
    rows = [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    said = [turn.strip() for row in rows for turn in row["conversation"].split("|EOM|")]
    return [turn.partition(":")[2].strip() for turn in said if not turn.startswith("Teacher:")]


if __name__ == "__main__":
    main()
