"""Running an experiment, from what it comes to until its tables: begun, gone on with, or done already."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from teachsim.batch.execute import run_all, workers
from teachsim.batch.folder import Folder, session_rows
from teachsim.batch.runs import Plan, Run, chunks

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.batch.modelled import Ways
    from teachsim.batch.play import Done, Failure

CHUNK = 16
"""Runs a chunk: a second's work, and little to wait for when it is to stop."""


class Progress(NamedTuple):
    """How far a batch is."""

    of: int
    """Sessions in all."""
    before: int
    """Those that were done when it started."""
    made: int
    """Those played or gone on with since."""
    failed: int
    cost_usd: float | None = None
    """What models took so far, as far as they say; None where none plays."""


class Outcome(NamedTuple):
    """What a batch came to."""

    sessions: int
    """Rows of `sessions.csv`."""
    made: int
    failures: dict[str, Failure]
    """By run."""


def run_batch(
    plan: Plan,
    folder: Folder,
    *,
    count: int,
    transcripts: bool = True,
    tell: Callable[[Progress], None] = lambda _: None,
    ways: Ways | None = None,
) -> Outcome:
    """Play what is missing in an opened folder, then write the tables.

    count:       of worker processes; 1 plays in this one
    transcripts: whether to write them; without, a session that is cut is begun anew
    ways:        to the models that play; without them sessions with models fail
    raises:      OSError when something cannot be written, WorkerLost; what was played is kept
    """
    every = plan.to_play()
    ready = folder.done(every)
    missing = [run for run in every if run.name not in ready]
    made = 0
    failures: dict[str, Failure] = {}
    where = str(folder.transcripts) if transcripts else None
    tell(Progress(len(every), len(ready), 0, 0))

    def keep(done: list[Done]) -> None:
        nonlocal made, failures
        folder.keep(done)
        made += len(done)
        failures |= {one.name: one.failure for one in done if one.failure is not None}
        spent = None if ways is None else ways.limit.spent.cost_usd
        tell(Progress(len(every), len(ready), made, len(failures), spent))

    asking: list[Run] = []
    if ways is not None:
        from teachsim.batch.modelled import one_loop
        from teachsim.scenario.played import players

        modelled = {n for n, condition in enumerate(plan.conditions) if players(condition)}
        asking = [run for run in missing if run.condition in modelled]
        missing = [run for run in missing if run.condition not in modelled]
    if missing:
        size = max(1, min(CHUNK, len(missing) // (4 * count)))
        with workers(min(count, len(missing))) as (executor, in_flight):
            for done in run_all(chunks(plan, missing, size), executor, where, in_flight):
                keep(done)
    if ways is not None and asking:
        # once the money is spent nothing more is begun, and what is under way ends at its next call
        affordable = takewhile(lambda _: not ways.spent, chunks(plan, asking, 1))
        with one_loop(ways) as (executor, in_flight):
            for done in run_all(affordable, executor, where, in_flight):
                keep(done)
    return Outcome(folder.write_tables(plan), made - len(failures), failures)


def results(plan: Plan, folder: Folder) -> list[dict[str, Any]]:
    """The rows of all sessions that have ended, with their factors, in the order of the runs."""
    return [row for run, rows in folder.rows(plan.runs) for row in session_rows(plan, run, rows)]


def in_memory(
    plan: Plan, count: int = 1, tell: Callable[[Progress], None] = lambda _: None
) -> list[dict[str, Any]]:
    """The same rows without a folder: nothing is written, and nothing is gone on with.

    raises: RuntimeError when a session fails
    """
    every = plan.to_play()
    found: dict[str, Done] = {}
    size = max(1, min(CHUNK, len(every) // (4 * count)))
    with workers(min(count, len(every))) as (executor, in_flight):
        for done in run_all(chunks(plan, every, size), executor, None, in_flight):
            found |= {one.name: one for one in done}
            tell(Progress(len(every), 0, len(found), 0))
    return [row for run in plan.runs for row in session_rows(plan, run, _rows(found[run.name]))]


def _rows(done: Done) -> Any:
    if done.rows is None:
        raise RuntimeError(f"{done.name}: {done.failure}")
    return done.rows
