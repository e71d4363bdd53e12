"""CPU time of an offline session of ten turns, from its cards to the last line of its transcript."""

from __future__ import annotations

from argparse import ArgumentParser
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.tables import table
from teachsim.engine.events import Utterance
from teachsim.roles.build import start
from teachsim.scenario.load import find_scenarios, load_scenario
from tests.lessons import shipped, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from teachsim.engine.events import SessionStarted

TURNS = 10
TARGET_MS = 15
WARMING = 10
"""Sessions that do not count, before those that do; no more than are timed."""
MOST = 1000
"""Seeds tried for sessions that do not end before their ten turns are used up."""


class Timed(NamedTuple):
    seed: int
    fresh_ms: float
    """Items that this process had not met."""
    again_ms: float
    """The same session at once again."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=50, help="timed sessions of each scenario")
    runs: int = parser.parse_args(arguments).runs
    warming = min(WARMING, runs)
    print(
        f"CPU time (user and system) of sessions cut to exactly {TURNS} turns, planning and tests included,\n"
        "each with its scenario's teacher and its transcript on disk. Of the seeds from 0 whose sessions\n"
        f"use up {TURNS} turns, {warming} warm up and the next {runs} count. `again`: the same session a\n"
        "second time, its items known.\n"
    )
    rows = []
    for name in find_scenarios():
        timed = list(islice(_timed(name), warming, warming + runs))
        if not timed:
            rows.append((name, "–", "–", "–", "–", str(TARGET_MS), "no session uses up its turns"))
            continue
        fresh = median(t.fresh_ms for t in timed)
        rows.append((
            name,
            f"{fresh:.1f}",
            f"{max(t.fresh_ms for t in timed):.1f}",
            f"{median(t.again_ms for t in timed):.1f}",
            f"{1000 * fresh / TURNS:.0f}",
            str(TARGET_MS),
            f"{timed[0].seed}–{timed[-1].seed}",
        ))  # fmt: skip
    columns = ("scenario", "median ms", "slowest ms", "again ms", "ms per 1,000 turns", "target ms", "seeds")
    print(table(columns, rows))


def _timed(name: str) -> Iterator[Timed]:
    """Seed by seed, the sessions of a scenario that use up ten turns."""
    budget = load_scenario(name).budget.model_copy(update={"turns": TURNS})
    cards = shipped(name, seed=0, budget=budget)  # read once: a file is not part of a session
    with TemporaryDirectory() as folder:
        for seed in range(MOST):
            fresh_ms, turns = _play(cards, seed, Path(folder) / f"{seed}.jsonl")
            if turns == TURNS:
                again_ms, _ = _play(cards, seed, Path(folder) / f"{seed}-again.jsonl")
                yield Timed(seed, fresh_ms, again_ms)


def _play(cards: SessionStarted, seed: int, path: Path) -> tuple[float, int]:
    """CPU ms, and how many turns there were."""
    before = process_time()
    started = start(cards.scenario, cards.students, cards.teacher, cards.critics, seed)
    events = written(started, path)
    took = process_time() - before
    return 1000 * took, sum(isinstance(e, Utterance) for e in events)


if __name__ == "__main__":
    main()
