"""What all screens have: help, palette, jumping, zoom, a word where the terminal is too small, a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.screen import Screen
from textual.widgets import Static

from teachsim.tui.bars import KeyBar, Shown
from teachsim.tui.keys import commands, key
from teachsim.tui.roll import Roll

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget

COMPACT_WIDTH, COMPACT_HEIGHT = 100, 28
"""Below either of these, one pane at a time."""
TINY_WIDTH, TINY_HEIGHT = 60, 20
"""Below either of these, plain text is offered."""


class Face(Screen[None]):
    """A whole screen. Subclasses give `body`, and which keys are shown at the bottom."""

    ESCAPE_TO_MINIMIZE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        key("question_mark,f1", "screen.help", "Help", "The keys that work here; type to filter them."),
        key("ctrl+o", "screen.jump", "Jump", "Label what can be focused, and go there by a letter."),
        key("z,f10", "screen.zoom", "Zoom", "Give the focused pane the whole screen, or take it back."),
        key("S", "screen.picture", "Screenshot", "Save this screen as an SVG picture in exports/."),
        key("escape,q", "screen.back", "Back", "Close this screen, or what is open on it."),
    ]
    KEYS_SHOWN: ClassVar[tuple[str, ...]] = ()
    """Actions whose keys stand at the bottom, the most useful first."""

    compact = False
    zoomed: Roll | None = None
    """The pane that has the whole screen."""

    def compose(self) -> ComposeResult:
        """The body, the keys, and the word for small terminals."""
        yield from self.body()
        yield KeyBar(id="keys")
        yield Static("", id="tiny", markup=False)

    def body(self) -> Iterable[Widget]:
        """Everything but the last line."""
        return ()

    def plain_command(self) -> str:
        """What shows the same as plain text."""
        return "teachsim --help"

    def on_resize(self, event: events.Resize) -> None:
        """One pane or several; nothing is lost by it."""
        width, height = event.size
        self.compact = width < COMPACT_WIDTH or height < COMPACT_HEIGHT
        tiny = width < TINY_WIDTH or height < TINY_HEIGHT
        self.set_class(self.compact, "-compact")
        self.set_class(tiny, "-tiny")
        if tiny:
            self.query_one("#tiny", Static).update(
                f"{width}x{height} is too small: 60x20 is needed.\n"
                f"As plain text: {self.plain_command()}\n^q quits."
            )
        self.fitted()
        self.show_keys()

    def fitted(self) -> None:
        """The room is another."""

    def on_descendant_focus(self) -> None:
        """Other keys may matter now."""
        self.call_after_refresh(self.show_keys)

    def show_keys(self) -> None:
        """The bottom line."""
        if not self.is_mounted:
            return
        by_action: dict[str, Shown] = {}
        for one in commands(self):
            name = one.action.removeprefix("screen.")
            if (name not in by_action and one.node is self) or name in self.KEYS_SHOWN:
                by_action.setdefault(name, Shown(one.keys[0], one.label.lower(), f"screen.{name}"))
        keys = [by_action[name] for name in self.keys_shown() if name in by_action]
        for bar in self.query(KeyBar):
            bar.show_keys(keys, compact=self.compact)

    def keys_shown(self) -> tuple[str, ...]:
        """Names of actions, the most useful first."""
        return self.KEYS_SHOWN

    # --- actions ---

    def action_help(self) -> None:
        """The keys that work here."""
        from teachsim.tui.help import Help  # built at the first question

        self.app.push_screen(Help(commands(self)))

    def action_jump(self) -> None:
        """Go to a pane by a letter."""
        from teachsim.tui.jump import Jump

        self.app.push_screen(Jump(self), self._jumped)

    def _jumped(self, target: Widget | None) -> None:
        if target is not None:
            self.set_focus(target)

    def action_zoom(self) -> None:
        """The focused pane alone, or all of them again."""
        self.zoom(self.focused if isinstance(self.focused, Roll) and self.zoomed is None else None)

    def zoom(self, pane: Roll | None) -> None:
        """This pane alone, or all of them."""
        self.zoomed = pane
        self.set_class(pane is not None, "-zoomed")
        for roll in self.query(Roll):
            roll.set_class(roll is pane, "-zoom")
        for side in self.query("#left, #right"):
            side.set_class(pane is not None and side not in pane.ancestors, "-empty")
        self.fitted()

    def action_picture(self) -> None:
        """Save an SVG."""
        from teachsim.tui.saving import save

        path = save(self.app.export_screenshot(title="teachsim"), self.stem(), ".svg")
        self.app.notify(f"saved {path}", markup=False)

    def stem(self) -> str:
        """What files saved from here are called."""
        return "screen"

    def action_back(self) -> None:
        """Close what is open, then the screen, then the app."""
        if self.zoomed is not None:
            self.zoom(None)
        elif len(self.app.screen_stack) > 1:
            self.dismiss()
        else:
            self.app.exit()
