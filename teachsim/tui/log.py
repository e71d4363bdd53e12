"""The events as they are recorded, one a row; enter opens one, typing a type filters."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Input

from teachsim.tui.bars import Bar, Part
from teachsim.tui.face import Face
from teachsim.tui.keys import key
from teachsim.tui.panes import Listing
from teachsim.tui.rows import Row, paragraph, row
from teachsim.tui.words import clean, cut, pad

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.binding import BindingType
    from textual.widget import Widget

    from teachsim.engine.events import Event
    from teachsim.tui.roll import Roll

LONGEST = 10_000
"""Characters of an event that are shown; what is beyond is in the file."""


class EventLog(Face):
    """A list of events."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("slash", "screen.filter", "Filter", "Only events whose type or words have this in them."),
        key("y", "screen.copy_turn", "Copy", "Copy the event as JSON."),
        key("ctrl+l", "screen.back", "Close", "Back to the dialogue."),
    ]
    KEYS_SHOWN = ("filter", "copy_turn", "back")

    def __init__(self, events: Sequence[Event], at: int, stem: str) -> None:
        """at: the position of the event under the cursor at first."""
        super().__init__()
        self._events = events
        self._at = at
        self._stem = stem
        self._opened: set[int] = set()

    def body(self) -> Iterable[Widget]:
        """A filter and the list."""
        yield Bar(id="top")
        yield Input(placeholder="a type, such as decision or guard; / comes here", id="filter", compact=True)
        events: Listing[int] = Listing(self._rows, id="events")
        events.border_title = Content("Events")
        yield events

    def on_mount(self) -> None:
        """All of them, at the place the dialogue was."""
        self._show("")
        listing = self.query_one("#events", Listing)
        listing.focus()
        self.call_after_refresh(listing.go_to, self._at)

    def _show(self, wanted: str) -> None:
        words = wanted.casefold().split()
        shown = [n for n, e in enumerate(self._events) if all(w in _searched(e) for w in words)]
        self.query_one("#top", Bar).show(
            [Part(f" event log · {clean(self._stem)}", "bold")],
            [Part(f"{len(shown)} of {len(self._events)} ")],
        )
        self.query_one("#events", Listing).show(shown)

    def _rows(self, position: int, width: int) -> list[Row]:
        event = self._events[position]
        turn = f"t{event.turn}" if event.turn else ""
        head = row(
            (f"{position:>6} ", "dim"), (pad(turn, 6), "dim"), (pad(event.type, 16), "head"), (" ", "plain")
        )
        if position not in self._opened:
            text = clean(event.model_dump_json(by_alias=True, exclude={"type"})[: width * 4])
            return [(*head, (cut(text, max(4, width - 30)), "plain"))]
        text = json.dumps(json.loads(event.model_dump_json(by_alias=True)), ensure_ascii=False, indent=1)
        more = f"\n… {len(text) - LONGEST:,} more characters" if len(text) > LONGEST else ""
        return [head, *paragraph(clean(text[:LONGEST], lines=True) + more, max(10, width - 2), indent=2)]

    def on_input_changed(self, event: Input.Changed) -> None:
        """As it is typed."""
        self._show(event.value)

    def on_input_submitted(self) -> None:
        """To the list."""
        self.query_one("#events").focus()

    def on_roll_chosen(self, event: Roll.Chosen) -> None:
        """Open one, or close it."""
        listing = self.query_one("#events", Listing)
        self._opened ^= {listing.things[event.index]}
        listing.changed(event.index)
        listing.go_to(event.index)

    def action_filter(self) -> None:
        """To the filter."""
        self.query_one("#filter").focus()

    def action_back(self) -> None:
        """From the filter to the list, then away."""
        if self.focused is not None and self.focused.id == "filter":
            self.query_one("#events").focus()
        else:
            super().action_back()

    def action_copy_turn(self) -> None:
        """As JSON."""
        from teachsim.tui.saving import copy

        position = self.query_one("#events", Listing).thing
        if position is not None:
            copy(self.app, self._events[position].model_dump_json(by_alias=True), "the event", self._stem)

    def stem(self) -> str:
        """As the session."""
        return self._stem


def _searched(event: Event) -> str:
    return f"{event.type} {event.student} {event.agent}"
