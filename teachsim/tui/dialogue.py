"""The dialogue of a session: the entries of a story, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.tui.roll import Roll
from teachsim.tui.story import Story
from teachsim.tui.telling import Manner, entry_rows

if TYPE_CHECKING:
    from teachsim.tui.rows import Row


class Dialogue(Roll):
    """The entries of a story; enter opens what is inside one."""

    def __init__(self, story: Story | None = None, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.story = story or Story()
        self.manner = Manner()
        self.opened: set[int] = set()
        self.following = True

    def count(self) -> int:
        """Of the entries."""
        return len(self.story.entries)

    def lay_out(self, index: int, width: int) -> list[Row]:
        """As the manner says."""
        return entry_rows(self.story.entries[index], width, self.manner, opened=index in self.opened)

    def follows(self, wanted: bool) -> None:
        """The end is followed once it is gone to."""
        self.following = wanted

    def show(self, story: Story) -> None:
        """Another story."""
        self.story = story
        self.opened.clear()
        self.cursor_at = 0
        self.laid_anew()

    def toggle(self, index: int) -> None:
        """Open an entry, or close it."""
        self.opened ^= {index}
        self.changed(index)
        self.go_to(index)

    def tell(self, manner: Manner) -> None:
        """Another manner."""
        if manner != self.manner:
            self.manner = manner
            self.laid_anew()
            self._show_cursor()
