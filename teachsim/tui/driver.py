"""Plays a session in a thread of its own and hands its events to a screen, in step with a person's wishes.

The screen's event loop never waits for a session: events pile up here, and the screen takes as many at a time
as it can draw. Between turns the session waits for the pace, a step or the end of a pause; it always stops
at the end of a whole turn, so that its transcript can be gone on with.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message_pump import MessagePump

    from teachsim.engine.events import Event
    from teachsim.tui.seams import Opened

State = Literal["opening", "playing", "paused", "ended", "stopped", "failed"]

TURN_SECONDS = 1.2
"""Between two turns at speed ×1: a line can be read in it."""
SPEEDS: tuple[tuple[str, float], ...] = (
    ("×¼", 0.25), ("×½", 0.5), ("×1", 1.0), ("×2", 2.0), ("×4", 4.0), ("×10", 10.0), ("max", 0.0),
)  # fmt: skip
"""By name; 0 is as fast as it can be."""
AT_FIRST = 2


class Pace:
    """How fast turns follow each other; live sessions and replays have the same."""

    def __init__(self, speed: int = AT_FIRST) -> None:
        self.speed = speed

    @property
    def name(self) -> str:
        """As it is shown."""
        return SPEEDS[self.speed][0]

    @property
    def seconds(self) -> float:
        """Between two turns."""
        factor = SPEEDS[self.speed][1]
        return TURN_SECONDS / factor if factor else 0.0

    def change(self, by: int) -> None:
        """Faster or slower."""
        self.speed = max(0, min(len(SPEEDS) - 1, self.speed + by))


class Driver:
    """One session at work. `start` it once; the rest may be called at any time from the screen's thread."""

    class Arrived(Message):
        """There are events to `take`; sent once until they are taken."""

    class Changed(Message):
        """The state is another, or what was opened is known."""

    def __init__(
        self, opening: Callable[[], Opened], screen: MessagePump, pace: Pace, *, paused: bool = False
    ) -> None:
        """opening: makes the session; called in the thread, since it reads files and catalogues."""
        self.opened: Opened | None = None
        self.state: State = "opening"
        self.error: BaseException | None = None
        """Why it failed."""
        self.pace = pace
        self._opening = opening
        self._screen = screen
        self._paused = paused
        self._steps = 0
        self._events: deque[Event] = deque()
        self._told = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake: asyncio.Event | None = None
        self._task: asyncio.Task[Any] | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="session", daemon=True)

    # --- from the screen ---

    def start(self) -> None:
        """Begin to play."""
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Whether more may come."""
        return self.state in ("opening", "playing", "paused")

    def take(self, most: int) -> list[Event]:
        """The next events, up to so many."""
        self._told = False
        return [self._events.popleft() for _ in range(min(most, len(self._events)))]

    @property
    def waiting(self) -> bool:
        """Whether there are events that nobody took yet."""
        return bool(self._events)

    def pause(self, *, paused: bool) -> None:
        """Hold after the present turn, or go on."""
        self._paused = paused
        self._steps = 0
        if self.alive and self.state != "opening":
            self._become("paused" if paused else "playing")
        self._nudge()

    @property
    def paused(self) -> bool:
        """Whether it holds, or will."""
        return self._paused

    def step(self) -> None:
        """One more turn, then hold."""
        self._paused = True
        self._steps += 1
        if self.alive and self.state != "opening":
            self._become("paused")
        self._nudge()

    def repace(self) -> None:
        """The pace is another."""
        self._nudge()

    def stop(self, *, wait_s: float = 0.0) -> None:
        """End here; what is written stays, and can be gone on with."""
        self._stopping = True
        self.soon(lambda: self._task.cancel() if self._task else None)
        if wait_s and self._thread.is_alive():
            self._thread.join(wait_s)

    def soon(self, callback: Callable[[], object]) -> None:
        """Run this in the session's own loop: how a person's words reach a teacher that waits for them."""
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop is closed: the session is over
                self._loop.call_soon_threadsafe(callback)

    def _nudge(self) -> None:
        self.soon(lambda: self._wake.set() if self._wake else None)

    # --- in the thread ---

    def _run(self) -> None:
        try:
            opened = self.opened = (
                self._opening()
            )  # outside of a loop: what is recorded is tried in one there
            asyncio.run(self._play(opened))
        except asyncio.CancelledError:
            self._become("stopped")
        except Exception as error:
            self.error = error  # a banner says it; the transcript has it too, where it is the session's
            self._become("failed")

    async def _play(self, opened: Opened) -> None:
        from teachsim.engine.events import TeacherBelief, TestTaken
        from teachsim.engine.session import play_into

        self._loop, self._wake = asyncio.get_running_loop(), asyncio.Event()
        self._task = asyncio.current_task()
        if self._stopping:
            self._become("stopped")
            return
        self._become("paused" if self._paused else "playing")
        clients = opened.clients()
        try:
            with opened.writing() as writer:
                async for event, recorded in play_into(writer, opened.staging(clients), opened.recorded):
                    self._events.append(event)
                    if not self._told:
                        self._told = True
                        self._screen.post_message(self.Arrived())
                    if not recorded and isinstance(event, TeacherBelief):
                        await self._between_turns()
                    elif not recorded and isinstance(event, TestTaken):
                        await asyncio.sleep(0)  # a stop is felt where the loop is let go
            self._become("ended")
        finally:
            if clients is not None:
                await clients.aclose()

    async def _between_turns(self) -> None:
        """Wait as long as the pace or a pause wants it."""
        assert self._loop is not None
        assert self._wake is not None
        since = self._loop.time()
        while True:
            await asyncio.sleep(0)
            if self._paused:
                if self._steps:
                    self._steps -= 1
                    return
                left = None
            else:
                left = since + self.pace.seconds - self._loop.time()
                if left <= 0:
                    return
            self._wake.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), left)

    def _become(self, state: State) -> None:
        self.state = state
        self._screen.post_message(self.Changed())
