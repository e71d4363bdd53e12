"""Playing a session: new, resumed or branched, it is the same.

`play` drives the loop. While recorded events are left it takes them as what happened; then it
makes new ones. Every role observes both alike, so a session taken up again goes on as if it had
never stopped.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from teachsim.engine.events import Branched, Event, Fault, HumanNote, ModelCalled
from teachsim.engine.loop import Due, session
from teachsim.engine.stage import settled
from teachsim.errors import Diverged, TeachsimError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from teachsim.engine.stage import Stage
    from teachsim.engine.transcript import Writer

ASIDES = (Branched, ModelCalled, HumanNote, Fault)
"""Events that may stand before any other, and that the loop does not wait for."""


class Happened(NamedTuple):
    """An event, and whether it was in the transcript already."""

    event: Event
    recorded: bool


async def play(stage: Stage, recorded: Iterable[Event] = ()) -> AsyncIterator[Happened]:
    """Yield all events of the session from its start, recorded ones first.

    recorded: a prefix of a transcript that ends with a whole turn, first line included
    raises:   Diverged when the loop asks for another event than was recorded
    """
    left = deque(recorded)
    if left:
        yield Happened(left.popleft(), True)
    else:
        yield Happened(stage.started, False)
    script = session(stage)
    sent: list[Event] | None = None
    while True:
        try:
            due = next(script) if sent is None else script.send(sent)
        except StopIteration:
            return
        while left and isinstance(left[0], ASIDES):
            aside = left.popleft()
            stage.happened(aside)
            yield Happened(aside, True)
        if left:
            sent = _recorded(due, left)
            for event in sent:
                stage.happened(event)
                yield Happened(event, True)
        else:
            sent = await settled(due.make())
            for event in sent:
                stage.happened(event)
                yield Happened(event, False)


def _recorded(due: Due, left: deque[Event]) -> list[Event]:
    """What was recorded where this is due."""
    taken: list[Event] = []
    while left and left[0].type == due.type and (due.many or not taken):
        taken.append(left.popleft())
    if not taken and not due.many:
        raise Diverged(
            f"the transcript has {left[0].type!r} where this version has {due.agent} record {due.type!r}",
            remedy="replay it as it is, or go on with the teachsim version named in its first line",
        )
    return taken


async def play_into(writer: Writer, stage: Stage, recorded: Iterable[Event] = ()) -> AsyncIterator[Happened]:
    """The same, each new event on its way to the disk before anybody sees it.

    What fails is written as a fault, so that nothing after it is taken for a measurement, and raised.
    """
    try:
        async for happened in play(stage, recorded):
            if not happened.recorded:
                writer.write(happened.event)
            yield happened
    except TeachsimError:
        raise  # a person's file or another version, and no fault of this session
    except Exception as error:  # whatever a role does wrong belongs in the log of its session
        writer.write(Fault(fault_class="internal", message=f"{type(error).__name__}: {error}"[:500]))
        raise
