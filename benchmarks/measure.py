"""Runs every measurement in full and writes RESULTS.md beside itself; `make measure` calls it.

Named ones alone (`python -m benchmarks.measure voice lessons`) take their place among the others there.

Each runs as its own command in its own process, the one that RESULTS.md names, so that what it finds
can be had again alone and no measurement warms another's caches.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "RESULTS.md"


class Measurement(NamedTuple):
    title: str
    name: str
    small: tuple[str, ...]
    """What makes it a matter of a second or two."""


ALL = (
    Measurement("Starting", "startup", ("--runs", "1")),
    Measurement("A session of ten turns", "session", ("--runs", "1")),
    Measurement(
        "Calls of language models",
        "models_speed",
        ("--runs", "1", "--dialogues", "4", "--kinds", "client"),
    ),
    Measurement("Students under bad models", "models_enforcement", ("--seeds", "1", "--every", "30")),
    Measurement("Dialogues over a bad line", "models_faults", ("--dialogues", "4")),
    Measurement("Solving and diagnosing", "solving", ("--items", "1")),
    Measurement("Solvers and marks against sympy", "agreement", ("--items", "2", "--processes", "1")),
    Measurement("Random and hostile expressions", "hardiness", ("--expressions", "120")),
    Measurement(
        "Diagnosis against the truth", "diagnosis", ("--draws", "10", "--students", "2", "--processes", "1")
    ),
    Measurement(
        "Diagnosis within four answers",
        "diagnosis_targets",
        ("--students", "8", "--strangers", "0", "--processes", "1"),
    ),
    Measurement("Items, triples, aids", "items", ("--items", "2", "--triples", "1", "--every", "15")),
    Measurement("Against a public catalogue", "misconceptions", ("--generated", "1")),
    Measurement("Understanding teachers' turns", "understanding", ("--fuzzed", "20")),
    Measurement("Lessons", "lessons", ("--seeds", "1", "--processes", "1")),
    Measurement("Words said again", "voice", ("--scenarios", "4", "--seeds", "1", "--processes", "1")),
    Measurement(
        "Policies",
        "policies",
        (
            "--seeds",
            "1",
            "--budgets",
            "0.4",
            "--policies",
            "never",
            "mental-model-both",
            "true-utility",
            "--decisions",
            "20",
            "--processes",
            "1",
        ),
    ),
    Measurement(
        "Teachers who are wrong about students",
        "populations",
        ("--seeds", "1", "--policies", "expected-utility", "--processes", "1"),
    ),
    Measurement(
        "Experiments: published orderings",
        "experiments",
        ("--replicates", "1", "--scenarios", "1", "--processes", "1"),
    ),
    Measurement(
        "Students under the audit", "audit", ("--episodes", "6", "--students", "1", "--processes", "1")
    ),
    Measurement("Critics", "critics", ("--every", "10")),
    Measurement("Explanations", "explanations", ("--items", "1")),
    Measurement("Learning: published effects", "anchors", ("--pupils", "40")),
    Measurement("Learning: orderings", "ordinals", ("--pupils", "40")),
    Measurement("How students differ", "traits", ("--seeds", "1")),
    Measurement(
        "Knowledge tracing on simulated answers",
        "tracing",
        ("--seeds", "1", "--updates", "1000", "--students", "4", "--processes", "1"),
    ),
)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--small", action="store_true", help="hardly more than a try-out, printed and not written"
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="these alone, the others as they stand in RESULTS.md"
    )
    asked = parser.parse_args(arguments)
    wanted = [one for one in ALL if not asked.names or one.name in asked.names]
    if strangers := set(asked.names) - {one.name for one in ALL}:
        parser.error(
            f"no measurement {', '.join(sorted(strangers))}; there are {', '.join(o.name for o in ALL)}"
        )
    if asked.small:
        print("\n".join([_head(), *(_section(one, small=True) for one in wanted)]), end="")
        return
    for one in wanted:  # each is written when it is there, so that a later one that fails takes none with it
        _write({one.title: _section(one, small=False)})


def _write(made: dict[str, str]) -> None:
    sections = _standing() | made
    titles = [one.title for one in ALL if one.title in sections]
    RESULTS.write_text("\n".join([_head(), *(sections[title] for title in titles)]), encoding="utf-8")
    print(f"written: {RESULTS.relative_to(ROOT)}", file=sys.stderr)


def _standing() -> dict[str, str]:
    """The sections of RESULTS.md by title."""
    if not RESULTS.exists():
        return {}
    _, *parts = RESULTS.read_text(encoding="utf-8").split("\n## ")
    return {part.partition("\n")[0]: f"## {part.rstrip()}\n" for part in parts}


def _head() -> str:
    return (
        "# Results\n\n"
        "Made by `make measure`; not edited by hand. Times depend on the machine and on what else it does;\n"
        "all other figures follow from the seeds.\n\n"
        f"- Date: {date.today().isoformat()}\n"
        f"- Machine: {_processor()}, {os.cpu_count()} cores, {platform.system()}\n"
        f"- Python {platform.python_version()}\n"
    )


def _section(measurement: Measurement, small: bool) -> str:
    command = ["-m", f"benchmarks.{measurement.name}", *(measurement.small if small else ())]
    shown = f"python {' '.join(command)}"
    print(shown, file=sys.stderr, flush=True)
    before = perf_counter()
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    took = perf_counter() - before
    return f"## {measurement.title}\n\n`{shown}` ({took:.0f} s)\n\n{done.stdout.strip()}\n"


def _processor() -> str:
    """The processor's model, where the system tells it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
