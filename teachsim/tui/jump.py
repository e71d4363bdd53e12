"""Jumping: a letter on everything that can be focused, and the letter goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Label

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.screen import Screen

LETTERS = "asdfghjkl"


class Jump(ModalScreen[Widget | None]):
    """Dismissed with the widget to focus, or None."""

    def __init__(self, below: Screen[None]) -> None:
        super().__init__()
        targets = [w for w in below.focus_chain if w.region.area]
        self._targets = dict(zip(LETTERS, targets, strict=False))

    def compose(self) -> ComposeResult:
        """A label at the corner of each."""
        for letter, widget in self._targets.items():
            label = Label(f" {letter} ", classes="jump", markup=False)
            label.styles.offset = (widget.region.x + 1, widget.region.y)
            yield label

    def on_key(self, event: events.Key) -> None:
        """The letter, or anything else to leave."""
        event.stop()
        event.prevent_default()
        self.dismiss(self._targets.get(event.key))

    def on_click(self) -> None:
        """Leave."""
        self.dismiss(None)
