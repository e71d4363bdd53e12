"""A session as it is played: pause, step, speed, stop. After a fault a banner says what can be done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from teachsim.errors import TeachsimError
from teachsim.tui.driver import Driver
from teachsim.tui.keys import key
from teachsim.tui.session import SessionScreen
from teachsim.tui.words import clean

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.binding import BindingType

    from teachsim.tui.seams import Opened

AT_ONCE = 60
"""Events taken into the story between two frames: about 3 ms."""
FRAME_SECONDS = 1 / 15
LEAVE_SECONDS = 2.0
"""How long leaving waits for the turn at work."""


class LiveScreen(SessionScreen):
    """Plays what `opening` makes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("x", "screen.stop", "Stop", "End here; the transcript stays and can be gone on with."),
        key("r", "screen.retry", "Go on", "After a stop or a fault, go on in the same transcript."),
    ]
    KEYS_SHOWN = ("pause", "step", "faster", "mind", "branch", "find", "stop")

    def __init__(
        self, opening: Callable[[], Opened], title: str, *, kind: str = "watch", paused: bool = False
    ) -> None:
        super().__init__()
        self.kind = kind
        self.title_before = clean(title)
        self._opening = opening
        self._start_paused = paused
        self.driver = Driver(opening, self, self.pace, paused=paused)
        self._due = False

    def on_mount(self) -> None:
        """Begin."""
        super().on_mount()
        self.driver.start()

    def on_unmount(self) -> None:
        """Leave nothing at work."""
        self.driver.stop(wait_s=LEAVE_SECONDS)

    @property
    def path(self) -> Path | None:
        """The transcript."""
        return self.driver.opened.path if self.driver.opened is not None else None

    def plain_command(self) -> str:
        """As text."""
        return f"teachsim replay {self.path}" if self.path else "teachsim run SCENARIO"

    # --- what comes from the session ---

    def on_driver_arrived(self) -> None:
        """Take what has come, at most fifteen times a second."""
        if not self._due:
            self._due = True
            self.set_timer(FRAME_SECONDS, self._take)

    def _take(self) -> None:
        self._due = False
        taken = self.driver.take(AT_ONCE)
        for event in taken:
            self.story.add(event)
        if taken:
            self.told()
        if self.driver.waiting:
            self._due = True
            self.set_timer(0.005, self._take)
        elif not self.driver.alive:
            self.refreshed()

    def on_driver_changed(self) -> None:
        """Say how it stands."""
        opened = self.driver.opened
        if opened is not None and opened.notices:
            self.notice = " · ".join(f"! {clean(one)}" for one in opened.notices)
        self.banner = ""
        if self.driver.state == "failed":
            self.banner = self._failure()
        elif self.driver.state == "stopped":
            self.banner = f"stopped; kept: {self.path}\nr goes on, or later `teachsim resume {self.path}`"
        self.refreshed()
        self.show_keys()

    def _failure(self) -> str:
        error = self.driver.error
        named = "" if isinstance(error, TeachsimError) else f"{type(error).__name__}: "
        said = clean(f"{named}{error}")
        kept = ""
        if self.path is not None and self.story.events:
            kept = f"\nkept: {self.path}, {self.story.turns} turns, nothing scored; r tries again, q leaves"
        return f"! {said}{kept}"

    def status(self) -> str:
        """How it stands."""
        state = self.driver.state
        if state == "ended" and (self.driver.waiting or self._due):
            return "playing"
        return {"opening": "preparing…", "playing": "playing", "failed": "! failed"}.get(state, state)

    # --- actions ---

    def action_pause(self) -> None:
        """Hold after this turn, or go on."""
        if self.driver.alive:
            self.driver.pause(paused=not self.driver.paused)

    def hold(self) -> None:
        """Hold."""
        if self.driver.alive and not self.driver.paused:
            self.driver.pause(paused=True)

    def action_step(self) -> None:
        """One turn."""
        self.dialogue.following = True
        self.driver.step()

    def repaced(self) -> None:
        """The driver looks again."""
        self.driver.repace()
        self.refreshed()

    def action_stop(self) -> None:
        """End here."""
        if self.driver.alive:
            self.driver.stop()
        else:
            self.app.notify("it has ended already")

    def action_retry(self) -> None:
        """Go on in the same file, after what is recorded there."""
        if self.driver.alive or self.driver.state == "ended":
            self.app.notify("there is nothing to go on with: it is " + self.status())
            return
        opener = self.app.opener  # type: ignore[attr-defined]  # ours: TeachsimApp
        opening = self._opening if self.path is None else partial(opener.resumed, self.path)
        self.driver.stop(wait_s=LEAVE_SECONDS)
        self.story = type(self.story)()
        self.dialogue.show(self.story)
        self.dialogue.following = True
        self.driver = Driver(opening, self, self.pace)
        self.driver.start()
        self.refreshed()
