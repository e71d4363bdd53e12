"""Where roles leave what a language model said, before they go on with it.

A role that called a model hands the reply in here and waits until it is in the transcript; only then is it
used. So what a killed session had been told is never asked again: `Calls` is made with the replies that a
transcript holds beyond its last whole turn, and gives them out in place of new ones. It talks to no model.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from teachsim.engine.events import Fault, ModelCalled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from teachsim.engine.events import Event


class Noted(NamedTuple):
    """An event on its way to the transcript."""

    event: Event
    written: asyncio.Future[None]


class Calls:
    """The calls of one session. Outside of a session, as in an audit, roles have none."""

    def __init__(self, again: Iterable[Event] = ()) -> None:
        """again: what stands in a transcript behind its last whole turn."""
        events = tuple(again)
        stopped = any(isinstance(event, Fault) for event in events)
        self._again: dict[tuple[str, str, int], deque[ModelCalled]] = {}
        for call in events:
            # the failure that stopped a session is what going on with it is to mend
            if isinstance(call, ModelCalled) and not (stopped and call.reply is None):
                key = (call.agent, call.prompt_hash, call.attempt)
                self._again.setdefault(key, deque()).append(call)
        self._heeded = False
        self._noted: deque[Noted] = deque()
        self._bell = asyncio.Event()

    def recorded(self, agent: str, prompt_hash: str, attempt: int) -> ModelCalled | None:
        """What was said to this already, each reply once; None where it has to be asked."""
        left = self._again.get((agent, prompt_hash, attempt))
        return left.popleft() if left else None

    async def note(self, event: Event) -> None:
        """Put an event on record; once this returns, it is on its way to the disk.

        Outside of a turn, as when a copilot is asked, nobody keeps a record.
        """
        if not self._heeded:
            return
        written = asyncio.get_running_loop().create_future()
        self._noted.append(Noted(event, written))
        self._bell.set()
        await written

    async def next(self, work: asyncio.Future[list[Event]]) -> Noted | None:
        """The next event that is noted while this work goes on; None once the work is done."""
        if not self._heeded:
            self._heeded = True
            work.add_done_callback(self._done)
        while not self._noted:
            if work.done():
                return None
            self._bell.clear()
            await self._bell.wait()
        return self._noted.popleft()

    def _done(self, _: object) -> None:
        self._heeded = False
        self._bell.set()
