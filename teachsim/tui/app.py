"""The app: its themes, its palette, and the screen it opens on."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand

from teachsim.tui.home import Home
from teachsim.tui.keys import commands, run
from teachsim.tui.themes import AUTO, MONO, NAMES, THEMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.screen import Screen

    from teachsim.tui.seams import Opener


class TeachsimApp(App[None]):
    """Opens on Home, or on the screen that it is given."""

    CSS_PATH = "look.tcss"
    TITLE = "teachsim"
    ENABLE_COMMAND_PALETTE = True
    PAUSE_GC_ON_SCROLL = True

    def __init__(
        self,
        opener: Opener,
        first: Callable[[], Screen[None]] | None = None,
        *,
        theme: str | None = None,
        keymap: dict[str, str] | None = None,
    ) -> None:
        """first: makes the screen to open on; theme: one of `themes.NAMES`; keymap: keys by action."""
        mono = bool(os.environ.get("NO_COLOR"))
        super().__init__()
        self.opener = opener
        self._first = first
        for one in THEMES:
            self.register_theme(one)
        for name in [*self.available_themes]:
            if name not in NAMES:
                self.unregister_theme(name)
        self.theme = theme or (MONO if mono else AUTO)
        if keymap:
            self.set_keymap(keymap)

    def get_default_screen(self) -> Screen[None]:
        """What is opened on."""
        return self._first() if self._first is not None else Home()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every key's action by name, then the themes: the palette has no action of its own."""
        for command in commands(screen):
            keys = " ".join(command.keys)

            async def act(chosen: object = command) -> None:
                await run(self, chosen)  # type: ignore[arg-type]  # bound as it was in this round

            yield SystemCommand(f"{command.label}  ({keys})", command.says, act)
        for name in NAMES:
            yield SystemCommand(f"Theme: {name}", "How it looks.", lambda n=name: setattr(self, "theme", n))
        yield SystemCommand("Quit", "Leave teachsim.", self.action_quit)

    def action_help_quit(self) -> None:
        """The first ^c stops what is at work, the next one leaves."""
        from teachsim.tui.live import LiveScreen

        screen = self.screen
        if isinstance(screen, LiveScreen) and screen.driver.alive:
            screen.driver.stop()
        else:
            self.exit()

    ESCAPE_TO_MINIMIZE: ClassVar[bool] = False
