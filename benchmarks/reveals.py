"""Who told first, judged by numbers, against the verdicts of MathDial's teachers.

    TEACHSIM_DATA=… python -m benchmarks.reveals

Reads `mathdial/*.jsonl` (CC BY-SA 4.0): dialogues with the key, and whether the teacher said that the
student had found its error itself, after being told, or not. Prints how often each success detector
agrees, telling likewise, success@k and telling@k of the human teachers, and uptake beside its floor.
"""

from __future__ import annotations

import json
import os
import sys
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import fmean
from typing import TYPE_CHECKING, Any

from teachsim.measure.reveals import NUMBER, Detector, Said, Talk, counted, numbers, rates
from teachsim.measure.talk import uptake

if TYPE_CHECKING:
    from collections.abc import Sequence

EVER = 60
"""More rounds than any dialogue has."""
BY_NUMBER: tuple[Detector, ...] = ("published", "corrected")


def main() -> None:
    named = os.environ.get("TEACHSIM_DATA")
    if not named:
        sys.exit("TEACHSIM_DATA is to name the folder with mathdial/")
    rows = [
        json.loads(line)
        for path in sorted((Path(named) / "mathdial").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    found = [(talk(row), str(row["self-correctness"]).strip()) for row in rows]
    judged = [(t, verdict) for t, verdict in found if verdict.startswith(("Yes", "No"))]
    print(
        f"{len(rows)} dialogues, {len(judged)} with a verdict, {sum(v == 'No' for _, v in judged)} not solved"
    )
    for detector in BY_NUMBER:
        claims = [(ends(t, detector, "success"), v != "No") for t, v in judged]
        print(f"success {detector}: {agreement(claims)}")
    for detector in BY_NUMBER:
        claims = [(ends(t, detector, "telling"), "reveal" in v.lower()) for t, v in judged]
        print(f"telling {detector}: {agreement(claims)}")
    ever = [
        (t.gold in {n for s in t.teachers for n in numbers(s.text)}, "reveal" in v.lower()) for t, v in judged
    ]
    print(f"the teacher ever says the number: {agreement(ever)}")
    talks = [t for t, _ in found]
    for detector in BY_NUMBER:
        share = rates(talks, detector, 10)
        for name, ks in (("success", share.success), ("telling", share.telling)):
            print(f"{name}@k {detector}: " + " ".join(f"{x:.2f}" for x in ks if x is not None))
    pairs = [(a.text, b.text) for t in talks for a, b in pairwise(t.said) if b.role == "teacher"]
    print(
        f"uptake {mean_uptake(pairs):.3f}, shuffled {mean_uptake(shuffled(pairs)):.3f}, of {len(pairs)} pairs"
    )


def talk(row: dict[str, Any]) -> Talk:
    """A dialogue: its teacher opens, so that the opening is turn 0 and counts as putting the item."""
    lines = [part.strip() for part in row["conversation"].split("|EOM|") if part.strip()]
    said = []
    for n, line in enumerate(lines):
        who, _, text = line.partition(":")
        if who == "Teacher":
            if n:
                said.append(Said("teacher", text.partition(")")[2].strip(), n))
        else:
            said.append(Said("student", text.strip(), n))
    key = NUMBER.findall(row["ground_truth"].splitlines()[-1])[-1]
    return Talk("student", 1, row["question"], key, tuple(said))


def ends(talk: Talk, detector: Detector, what: str) -> bool:
    """Whether a detector sees success, or telling, by the end."""
    found = counted(talk, detector, EVER)
    return found is not None and bool(getattr(found, what)[-1])


def agreement(claims: Sequence[tuple[bool, bool]]) -> str:
    """How often claims and verdicts agree."""
    yes = [claim for claim, so in claims if so]
    no = [not claim for claim, so in claims if not so]
    right = fmean(claim == so for claim, so in claims)
    return (
        f"right {right:.3f}, sensitivity {fmean(yes):.3f}, specificity {fmean(no):.3f}, "
        f"balanced {(fmean(yes) + fmean(no)) / 2:.3f}"
    )


def shuffled(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same turns, each after a turn that it did not follow."""
    replies = [reply for _, reply in pairs]
    Random(0).shuffle(replies)
    return [(before, reply) for (before, _), reply in zip(pairs, replies, strict=True)]


def mean_uptake(pairs: Sequence[tuple[str, str]]) -> float:
    """Over the pairs whose reply has content words."""
    return fmean(share for before, reply in pairs if (share := uptake(before, reply)) is not None)


if __name__ == "__main__":
    main()
