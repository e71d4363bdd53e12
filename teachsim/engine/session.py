"""Playing a session: new, resumed or branched, it is the same.

`play` drives the loop. While recorded events are left it takes them as what happened; then it
makes new ones. Every role observes both alike, so a session taken up again goes on as if it had
never stopped.
"""

from __future__ import annotations

import asyncio
from collections import deque
from inspect import isawaitable
from typing import TYPE_CHECKING, NamedTuple

from teachsim.engine.events import Branched, Event, Fault, Guard, HumanNote, ModelCalled, SessionEnded
from teachsim.engine.loop import Due, session
from teachsim.errors import Diverged, ModelFault, TeachsimError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from teachsim.engine.stage import Stage
    from teachsim.engine.transcript import Writer

ASIDES = (Branched, ModelCalled, HumanNote, Fault, Guard)
"""Events that may stand before any other, and that the loop does not wait for. What the guard refused of
a student's words is due all the same; of a teacher's, it is an aside."""


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
        stage.upcoming = next((event.type for event in left if not isinstance(event, ASIDES)), None)
        try:
            due = next(script) if sent is None else script.send(sent)
        except StopIteration:
            return
        while left and isinstance(left[0], ASIDES) and left[0].type != due.type:
            aside = left.popleft()
            stage.happened(aside)
            yield Happened(aside, True)
        if left:
            sent = _recorded(due, left)
            for event in sent:
                stage.happened(event)
                yield Happened(event, True)
        else:
            made = due.make()
            if not isawaitable(made):
                sent = made
            elif stage.calls is None:
                sent = await made
            else:  # what models say meanwhile comes first, and is written before it is used
                work = asyncio.ensure_future(made)
                try:
                    while (noted := await stage.calls.next(work)) is not None:
                        stage.happened(noted.event)
                        yield Happened(noted.event, False)
                        if not noted.written.done():
                            noted.written.set_result(None)
                    sent = work.result()
                finally:
                    if not work.done():
                        work.cancel()
                        await asyncio.gather(work, return_exceptions=True)
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

    What fails is written as a fault, so that nothing after it is taken for a measurement, and raised. Where
    the way to a model failed, the session stays unfinished and can be gone on with once the way is there
    again. What a model wrote and nobody can use ends it: asked the same again, it would say no better.
    """
    try:
        async for happened in play(stage, recorded):
            if not happened.recorded:
                writer.write(happened.event)
            yield happened
    except ModelFault as fault:
        message = f"{type(fault).__name__}: {fault}"[:500]
        writer.write(Fault(fault_class=fault.fault_class, message=message))
        if fault.fault_class == "model":
            left, turns = stage.ledger.budget - stage.ledger.spent, stage.ledger.turns_left
            writer.write(SessionEnded(reason="fault", budget_left=left, turns_left=turns))
        raise
    except TeachsimError:
        raise  # a person's file or another version, and no fault of this session
    except Exception as error:  # whatever a role does wrong belongs in the log of its session
        writer.write(Fault(fault_class="internal", message=f"{type(error).__name__}: {error}"[:500]))
        raise
