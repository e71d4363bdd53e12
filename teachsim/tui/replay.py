"""A transcript read again: at any speed, from any turn, nothing played and nothing written."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, ClassVar

from teachsim.errors import TeachsimError
from teachsim.tui.keys import key
from teachsim.tui.session import SessionScreen
from teachsim.tui.words import clean

if TYPE_CHECKING:
    from pathlib import Path

    from textual.binding import BindingType
    from textual.timer import Timer

    from teachsim.engine.transcript import Transcript

AT_ONCE = 800
"""Events folded between two chances for a key: about 4 ms."""


class ReplayScreen(SessionScreen):
    """Reads a file in a thread, then goes through it as it is told."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("p", "screen.step_back", "Step back", "To the turn before."),
        key("r", "screen.resume", "Resume", "Go on with an unfinished session, in the same file."),
    ]
    KEYS_SHOWN = ("pause", "step", "turn", "mind", "branch", "find", "copy_turn")
    kind = "replay"

    def __init__(self, path: Path, at: int | None = None) -> None:
        super().__init__()
        self._path = path
        self._at = at
        self.title_before = clean(str(path))
        self.read: Transcript | None = None
        self._playing: Timer | None = None
        self._left = 0

    @property
    def path(self) -> Path:
        """The transcript."""
        return self._path

    def plain_command(self) -> str:
        """As text."""
        return f"teachsim replay {self._path} | less"

    def on_mount(self) -> None:
        """Read in a thread."""
        super().on_mount()
        self.dialogue.following = False
        self.run_worker(self._read, thread=True, exit_on_error=False)

    def _read(self) -> None:
        from teachsim.engine.transcript import read

        collecting = gc.isenabled()
        gc.disable()  # tens of thousands of new objects, none of which can go: a third of the time
        try:
            found = read(self._path)
        except TeachsimError as error:
            self.app.call_from_thread(self._cannot, error)
            return
        finally:
            if collecting:
                gc.enable()
        self.app.call_from_thread(self._has, found)

    def _cannot(self, error: TeachsimError) -> None:
        self.banner = f"! {clean(str(error))}"
        self.refreshed()

    def _has(self, found: Transcript) -> None:
        self.read = found
        self._fold()

    def _fold(self) -> None:
        """A slice of the events at a time."""
        assert self.read is not None
        done = len(self.story.events)
        for event in self.read.events[done : done + AT_ONCE]:
            self.story.add(event)
        if not done:
            self.told()
        if len(self.story.events) < len(self.read.events):
            self.set_timer(0.001, self._fold)
        else:
            self._whole()

    def _whole(self) -> None:
        """All is folded: say what is wrong with the file, and go where it was asked to."""
        assert self.read is not None
        said = [f"! {clean(one)}" for one in self.read.notices]
        if not self.read.finished:
            said.append(f"! unfinished after turn {self.story.turns}; r goes on with it")
        self.notice = " · ".join(said)
        self.told()
        if self._at is not None:
            index = self.story.entry_of_turn(self._at)
            if index is None:
                self.app.notify(
                    f"there is no turn {self._at}: turns are 1 to {self.story.turns}", severity="warning"
                )
            else:
                self.dialogue.go_to(index)
        self.refreshed()

    def status(self) -> str:
        """How it stands."""
        if self.banner:
            return "! cannot be read"
        if self.read is None or len(self.story.events) < len(self.read.events):
            return "reading…"
        if self._playing is not None:
            return "playing"
        return "recorded" if self.read.finished else "! unfinished"

    # --- going through it ---

    def action_pause(self) -> None:
        """Play or hold."""
        if self._playing is not None:
            self.hold()
        elif self._next_turn(1) is not None:
            self._play()
        self.refreshed()

    def _play(self) -> None:
        self._playing = self.set_timer(max(0.02, self.pace.seconds), self._tick)

    def _tick(self) -> None:
        self._playing = None
        if self._go(1):
            self._play()
        self.refreshed()

    def hold(self) -> None:
        """Hold."""
        if self._playing is not None:
            self._playing.stop()
            self._playing = None

    def repaced(self) -> None:
        """From the next turn on."""
        if self._playing is not None:
            self.hold()
            self._play()
        self.refreshed()

    def action_step(self) -> None:
        """The next turn."""
        self.hold()
        self._go(1)
        self.refreshed()

    def action_step_back(self) -> None:
        """The turn before."""
        self.hold()
        self._go(-1)
        self.refreshed()

    def _next_turn(self, step: int) -> int | None:
        entries = self.story.entries
        n = self.dialogue.cursor_at + step
        while 0 <= n < len(entries):
            if entries[n].spoken:
                return n
            n += step
        return None

    def _go(self, step: int) -> bool:
        n = self._next_turn(step)
        if n is None:
            return False
        self.dialogue.go_to(n)
        return True

    def action_resume(self) -> None:
        """Go on with it, where it is unfinished."""
        if self.read is None or self.read.finished:
            self.app.notify("this session is finished: b branches from a turn")
            return
        from functools import partial

        from teachsim.tui.live import LiveScreen

        opening = partial(self.app.opener.resumed, self._path)  # type: ignore[attr-defined]  # TeachsimApp
        self.app.push_screen(LiveScreen(opening, self._path.stem, kind="resume"))
