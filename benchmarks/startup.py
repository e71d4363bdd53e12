"""How long `teachsim` takes to say something, from outside, and what it loads to do so."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from argparse import ArgumentParser
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.tables import table

if TYPE_CHECKING:
    from collections.abc import Sequence

OPTIONS = ("--help", "--version")
HEAVY = ("aiohttp", "litellm", "networkx", "sympy", "textual")
TARGET_MS = 400


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10, help="timed runs of each command")
    runs: int = parser.parse_args(arguments).runs
    print(f"Wall time of the command as a subprocess, over {runs} runs after one that does not count.\n")
    columns = ("command", "median ms", "slowest ms", "target ms", f"of {', '.join(HEAVY)} it loads")
    print(table(columns, [_row(option, runs) for option in OPTIONS]))


def _row(option: str, runs: int) -> tuple[str, ...]:
    _ms(option)
    took = [_ms(option) for _ in range(runs)]
    target = str(TARGET_MS) if option == "--help" else ""
    loads = ", ".join(sorted(set(HEAVY) & _loaded(option))) or "none"
    return f"`teachsim {option}`", f"{median(took):.0f}", f"{max(took):.0f}", target, loads


def _ms(option: str) -> float:
    """Wall time from start to exit."""
    command = shutil.which("teachsim", path=sysconfig.get_path("scripts"))
    assert command, "teachsim is not installed in this environment"
    before = perf_counter()
    subprocess.run([command, option], stdout=subprocess.DEVNULL, check=True)
    return 1000 * (perf_counter() - before)


def _loaded(option: str) -> set[str]:
    """The top-level packages imported, as Python's own import log has them."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "teachsim", option],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    names = (line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "|" in line)
    return {name.partition(".")[0] for name in names}


if __name__ == "__main__":
    main()
