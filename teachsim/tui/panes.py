"""Panes that know nothing of sessions: rows that belong together, and lists of things to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.content import Content

from teachsim.tui.roll import Roll

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from teachsim.tui.rows import Row

T = TypeVar("T")


class Reading(Roll):
    """Rows that belong together, made afresh for every width and moment."""

    has_cursor: ClassVar[bool] = False

    def __init__(self, *, title: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._make: Callable[[int], list[Row]] = lambda _: []
        if title:
            self.border_title = Content(title)

    def count(self) -> int:
        """One block."""
        return 1

    def lay_out(self, index: int, width: int) -> list[Row]:
        """The block."""
        return self._make(width)

    def show(self, make: Callable[[int], list[Row]]) -> None:
        """Show what this makes of a width."""
        self._make = make
        self.laid_anew()


class Listing(Roll, Generic[T]):
    """Things to choose from, each laid out by a function; those without an entry for the cursor are heads."""

    def __init__(
        self,
        layout: Callable[[T, int], list[Row]],
        selectable: Callable[[T], bool] = lambda _: True,
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self.things: list[T] = []
        self._layout = layout
        self._may = selectable

    def count(self) -> int:
        """Of the things."""
        return len(self.things)

    def lay_out(self, index: int, width: int) -> list[Row]:
        """As the function says."""
        return self._layout(self.things[index], width)

    def selectable(self, index: int) -> bool:
        """Heads are passed over."""
        return self._may(self.things[index])

    @property
    def thing(self) -> T | None:
        """Where the cursor is."""
        if 0 <= self.cursor_at < len(self.things) and self._may(self.things[self.cursor_at]):
            return self.things[self.cursor_at]
        return None

    def show(self, things: Sequence[T], *, keep: T | None = None) -> None:
        """Other things; the cursor stays on `keep` if that is among them."""
        self.things = list(things)
        self.cursor_at = 0
        if keep is not None and keep in self.things:
            self.cursor_at = self.things.index(keep)
        elif self.things and not self._may(self.things[0]):
            self.cursor_at = next((n for n, one in enumerate(self.things) if self._may(one)), 0)
        self.laid_anew()
        self._show_cursor()
        if self.things:
            self.post_message(self.Moved(self, self.cursor_at, by_user=False))
