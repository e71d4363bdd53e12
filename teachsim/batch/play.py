"""Playing the runs of one chunk: what a worker does, in this process or another.

A run that is finished is read, one that was cut is gone on with at the turn, and every other is begun. What
goes wrong in one run is told with it and stops no other; a disk that is full stops everything.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from teachsim.batch.rows import Rows, rows_of
from teachsim.domains.registry import recorded_domain
from teachsim.engine.session import play, play_into
from teachsim.engine.transcript import Writer, read
from teachsim.errors import BadInput
from teachsim.roles.build import as_branched, stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.batch.runs import Chunk, Run
    from teachsim.engine.events import Event, SessionStarted
    from teachsim.roles.calling import Clients


class Failure(NamedTuple):
    """A run that did not come to its end."""

    kind: str
    """The class of what went wrong."""
    message: str


class Done(NamedTuple):
    """A run that was played, and what came of it."""

    name: str
    rows: Rows | None
    failure: Failure | None = None


def work(chunk: Chunk, folder: str | None) -> list[Done]:
    """Play these runs to their ends.

    folder: for transcripts; without one nothing is written
    raises: OSError when a transcript cannot be written: that is no fault of a run
    """
    return asyncio.run(_work(chunk, folder))


async def _work(chunk: Chunk, folder: str | None) -> list[Done]:
    return [await done(chunk, run, folder) for run in chunk.runs]


async def done(chunk: Chunk, run: Run, folder: str | None, clients: Clients | None = None) -> Done:
    """One run, played to its end.

    clients: the ways to models, where one is asked
    raises:  OSError as `work` does
    """
    try:
        if folder is None:
            events = await played(chunk.first_event(run), clients=clients)
        else:
            events = await written(transcript(Path(folder), run.name), chunk, run, clients)
        rows = _rows(events)
    except OSError:
        raise
    except Exception as error:  # any fault of one session is told with that session, and stops no other
        return Done(run.name, None, Failure(type(error).__name__, f"{error}"[:500]))
    if rows.end_reason == "fault":
        return Done(
            run.name, None, Failure("ModelFault", "the session ended with a fault; see its transcript")
        )
    return Done(run.name, rows)


def transcript(folder: Path, name: str) -> Path:
    """Where the transcript of a run lies."""
    return folder / f"{name}.jsonl"


async def played(
    started: SessionStarted, recorded: Sequence[Event] = (), clients: Clients | None = None
) -> list[Event]:
    """All events of the session, kept in memory alone."""
    on = stage(as_branched(started, recorded), clients=clients)
    return [happened.event async for happened in play(on, recorded)]


async def written(path: Path, chunk: Chunk, run: Run, clients: Clients | None = None) -> list[Event]:
    """All events of the run, in its transcript: begun, gone on with, or read where it is finished."""
    if path.exists() and not _begun(path):
        path.unlink()  # killed before its first line was whole: there is nothing in it
    if not path.exists():
        with Writer.new(path) as writer:
            on = stage(chunk.first_event(run), clients=clients)
            return [happened.event async for happened in play_into(writer, on)]
    found = read(path)
    if found.finished:
        return list(found.events)
    whole = found.whole_turns()
    with Writer.onto(whole) as writer:
        started = as_branched(whole.started, whole.events)
        on = stage(started, clients=clients, again=found.beyond(whole))
        return [happened.event async for happened in play_into(writer, on, whole.events)]


def _begun(path: Path) -> bool:
    """Whether the first line of a transcript is whole."""
    with path.open("rb") as file:
        return file.readline().endswith(b"\n")


def _rows(events: Sequence[Event]) -> Rows:
    started = events[0]
    if started.type != "session_started":
        raise BadInput("this is no transcript of a session", remedy="remove it and start again")
    return rows_of(events, recorded_domain(started.scenario.domain, started.own_misconceptions))
