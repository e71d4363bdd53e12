"""Runs every measurement in full and writes RESULTS.md beside itself; `make measure` calls it.

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
    Measurement("Solving and diagnosing", "solving", ("--items", "1")),
    Measurement("Solvers against exact arithmetic", "agreement", ("--items", "5")),
    Measurement("Diagnosis against the truth", "diagnosis", ("--draws", "10", "--processes", "1")),
    Measurement("Against a public catalogue", "misconceptions", ("--generated", "1")),
    Measurement("Lessons", "lessons", ("--seeds", "1", "--processes", "1")),
)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--small", action="store_true", help="hardly more than a try-out, printed and not written"
    )
    small: bool = parser.parse_args(arguments).small
    report = "\n".join([_head(), *(_section(one, small) for one in ALL)])
    if small:
        print(report, end="")
    else:
        RESULTS.write_text(report, encoding="utf-8")
        print(f"written: {RESULTS.relative_to(ROOT)}", file=sys.stderr)


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
