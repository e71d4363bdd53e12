"""The keys that work on the screen below, made from its bindings; typing filters, enter does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from teachsim.tui.keys import Command, run
from teachsim.tui.panes import Listing
from teachsim.tui.rows import Row, labelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from teachsim.tui.roll import Roll

KEYS = 16
"""Columns of the keys."""


def command_rows(command: Command, width: int) -> list[Row]:
    """A line of help."""
    keys = "  ".join(command.keys)
    return labelled((keys, "key"), (f"{command.label}: {command.says}", "plain"), width, KEYS)


class Help(ModalScreen[None]):
    """A list of commands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,question_mark", "dismiss", "Close", show=False, priority=True),
        Binding("down", "list(1)", "Next", show=False),
        Binding("up", "list(-1)", "Previous", show=False),
    ]

    def __init__(self, known: Sequence[Command]) -> None:
        super().__init__()
        self._known = list(known)

    def compose(self) -> ComposeResult:
        """A filter above the list."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Keys"
            yield Input(placeholder="type to filter, enter does it, ? closes", id="filter")
            yield Listing[Command](command_rows, id="commands")
            yield Static(
                "everywhere: ^p commands by name, ^q quit, tab next pane", markup=False, classes="aside"
            )

    def on_mount(self) -> None:
        """All of them at first."""
        self._show("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as it is typed."""
        self._show(event.value)

    def _show(self, wanted: str) -> None:
        words = wanted.casefold().split()
        shown = [c for c in self._known if all(w in _searched(c) for w in words)]
        self._list.show(shown)

    @property
    def _list(self) -> Listing[Command]:
        return self.query_one("#commands", Listing)

    def action_list(self, step: int) -> None:
        """Move in the list while the filter keeps the focus."""
        self._list.action_cursor(step)

    def on_input_submitted(self) -> None:
        """Enter in the filter."""
        self._list.action_choose()

    async def on_roll_chosen(self, event: Roll.Chosen) -> None:
        """Close, then do it."""
        event.stop()
        command = self._list.thing
        if command is not None:
            self.dismiss()
            self.app.call_later(run, self.app, command)


def _searched(command: Command) -> str:
    return f"{' '.join(command.keys)} {command.label} {command.says}".casefold()
