"""Small questions on top of a screen: one of several, or another way to go on from a turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from teachsim.tui.panes import Listing
from teachsim.tui.rows import Row, labelled
from teachsim.tui.words import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from teachsim.tui.roll import Roll


class Option(NamedTuple):
    """Something to choose."""

    id: str
    says: str


def option_rows(option: Option, width: int) -> list[Row]:
    """An option with what it means."""
    return labelled((option.id + "  ", "head"), (option.says, "plain"), width, min(26, width // 2))


class Choose(ModalScreen[str | None]):
    """Dismissed with the id of what was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss(None)", "Close", show=False)]

    def __init__(self, title: str, options: Sequence[Option]) -> None:
        super().__init__()
        self._title, self._options = title, list(options)

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(classes="dialog small") as dialog:
            dialog.border_title = Content(self._title)
            yield Listing[Option](option_rows, id="options")

    def on_mount(self) -> None:
        """Fill it."""
        self.query_one("#options", Listing).show(self._options)
        self.query_one("#options").focus()

    def on_roll_chosen(self, event: Roll.Chosen) -> None:
        """Enter."""
        event.stop()
        self.dismiss(self._options[event.index].id)


class Otherwise(NamedTuple):
    """How to go on: with another teacher, or words of one's own."""

    teacher: str | None
    words: str | None


class BranchAt(ModalScreen[Otherwise | None]):
    """Asks what is to be otherwise from a turn on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close", show=False),
        Binding("down", "list(1)", "Next", show=False),
        Binding("up", "list(-1)", "Previous", show=False),
    ]

    def __init__(self, at: int, said: str) -> None:
        """at: the last turn that is kept; said: in it."""
        super().__init__()
        self._at, self._said = at, clean(said)

    def compose(self) -> ComposeResult:
        """Words of one's own, or a teacher from the list."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(f"Branch: turn {self._at} is the last that stays")
            yield Static(Content(f"t{self._at}  {self._said}"), classes="aside")
            yield Input(placeholder="say it yourself as the teacher, enter sends it", id="words")
            yield Static("or another teacher from here on (↓, enter)", markup=False, classes="aside")
            yield Listing[Option](option_rows, id="teachers")

    def on_mount(self) -> None:
        """The cards are read in a thread."""
        self.query_one("#words").focus()
        self.run_worker(self._load, thread=True, exit_on_error=False)

    def _load(self) -> None:
        from teachsim.tui.library import teachers

        found = teachers()
        self.app.call_from_thread(lambda: self._list.show(found) if self.is_mounted else None)

    @property
    def _list(self) -> Listing[Option]:
        return self.query_one("#teachers", Listing)

    def action_list(self, step: int) -> None:
        """From the words to the list, and in it."""
        if self._list.has_focus:
            self._list.action_cursor(step)
        else:
            self._list.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Words of one's own."""
        if event.value.strip():
            self.dismiss(Otherwise(None, event.value.strip()))
        else:
            self._list.focus()

    def on_roll_chosen(self, event: Roll.Chosen) -> None:
        """A teacher."""
        event.stop()
        self.dismiss(Otherwise(self._list.things[event.index].id, None))
