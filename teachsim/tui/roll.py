"""A list of any length of which only the visible rows are painted.

Entries are laid out when they are first needed and a slice at a time after that, so that a session of
thousands of turns opens at once and never holds up a key.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style as Look

from teachsim.tui.rows import LOOKS, row_text

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType

    from teachsim.tui.rows import Row

SLICE = 200
"""Entries laid out at a time: about 4 ms."""


class Roll(ScrollView, can_focus=True):
    """Subclasses say how many entries there are and how each is laid out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "cursor(-1)", "Up", show=False, tooltip="To the entry above."),
        Binding("down,j", "cursor(1)", "Down", show=False, tooltip="To the entry below."),
        Binding("pageup", "page(-1)", "Page up", show=False, tooltip="A page up."),
        Binding("pagedown", "page(1)", "Page down", show=False, tooltip="A page down."),
        Binding("home", "end(-1)", "To the start", show=False, tooltip="To the first entry."),
        Binding(
            "end", "end(1)", "To the end", show=False, tooltip="To the last entry; what comes is followed."
        ),
        Binding("enter", "choose", "Open", show=False, tooltip="Open what the cursor is on."),
    ]
    DEFAULT_CSS = """
    Roll {
        overflow-x: hidden; overflow-y: auto; scrollbar-gutter: stable;
        scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0;
    }
    """

    class Moved(Message):
        """The cursor went to another entry."""

        def __init__(self, roll: Roll, index: int, *, by_user: bool) -> None:
            self.roll, self.index, self.by_user = roll, index, by_user
            super().__init__()

        @property
        def control(self) -> Roll:
            """Whose cursor it is."""
            return self.roll

    class Chosen(Message):
        """Enter or a second click on an entry."""

        def __init__(self, roll: Roll, index: int) -> None:
            self.roll, self.index = roll, index
            super().__init__()

        @property
        def control(self) -> Roll:
            """Whose entry it is."""
            return self.roll

    has_cursor: ClassVar[bool] = True
    """Whether one entry is marked; else keys scroll."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.cursor_at = 0
        self.following = False
        """Whether the cursor goes to what is new."""
        self.matches: frozenset[int] = frozenset()
        self._laid: list[list[Row]] = []
        self._starts: list[int] = []
        self._height = 0
        self._laid_width = -1
        self._styles: dict[str, Style] = {}
        self._busy = False

    # --- what subclasses say ---

    def count(self) -> int:
        """How many entries there are."""
        return 0

    def lay_out(self, index: int, width: int) -> list[Row]:
        """The rows of an entry in this many columns."""
        raise AssertionError(f"{type(self).__name__} lays nothing out")

    def selectable(self, index: int) -> bool:
        """Whether the cursor may stop here."""
        return bool(self._laid[index])

    # --- layout ---

    @property
    def wide(self) -> int:
        """Columns for rows."""
        return max(1, self.scrollable_content_region.width)

    def laid_anew(self) -> None:
        """Lay everything out again: another width, another manner. The entry at the top stays there."""
        top = self._entry_at(round(self.scroll_y))
        offset = round(self.scroll_y) - (self._starts[top] if self._starts else 0)
        self._laid.clear()
        self._starts.clear()
        self._height = 0
        self._laid_width = self.wide
        self._extend(max(top, self.cursor_at) + self.size.height + 1)
        if self._starts:
            top = min(top, len(self._starts) - 1)
            height = len(self._laid[top])
            self._keep_scroll(self._starts[top] + min(offset, max(0, height - 1)))
        self._more()
        self.refresh()

    def grew(self) -> None:
        """Entries were added at the end."""
        if self._laid_width != self.wide:
            self.laid_anew()
        elif len(self._laid) >= self.count() - SLICE:
            self._extend(self.count())
        else:
            self._more()
        if self.following and self.count():
            self._extend(self.count())
            self.go_to(self.count() - 1, by_user=False)
        self.refresh()

    def changed(self, index: int) -> None:
        """An entry is to be laid out otherwise than before."""
        if index >= len(self._laid):
            return
        rows = self.lay_out(index, self._laid_width)
        more = len(rows) - len(self._laid[index])
        self._laid[index] = rows
        if more:
            for n in range(index + 1, len(self._starts)):
                self._starts[n] += more
            self._height += more
            self._set_size()
        self.refresh()

    def _extend(self, upto: int) -> None:
        """Lay out the entries before this one."""
        width = self._laid_width
        if width < 1:
            return
        for index in range(len(self._laid), min(upto, self.count())):
            rows = self.lay_out(index, width)
            self._starts.append(self._height)
            self._laid.append(rows)
            self._height += len(rows)
        self._set_size()

    def _more(self) -> None:
        """Lay out the rest a slice at a time, with keys answered in between."""
        if self._busy or len(self._laid) >= self.count():
            return
        self._busy = True
        self.set_timer(0.001, self._slice)

    def _slice(self) -> None:
        self._busy = False
        self._extend(len(self._laid) + SLICE)
        self._more()

    def _set_size(self) -> None:
        # what is not laid out yet is taken to be two rows an entry, so that the scrollbar tells the length
        rest = 2 * (self.count() - len(self._laid))
        self.virtual_size = Size(max(1, self._laid_width), self._height + rest)

    def _keep_scroll(self, y: int) -> None:
        self.scroll_to(y=y, animate=False, immediate=True)

    def _entry_at(self, y: int) -> int:
        """The entry that has this row."""
        return max(0, bisect_right(self._starts, y) - 1)

    def on_resize(self) -> None:
        """Another width wraps otherwise."""
        if self.wide != self._laid_width:
            self.laid_anew()
        if self.following:
            self.call_after_refresh(self._show_cursor)

    def on_mount(self) -> None:
        """Colours are looked up again with each theme."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._forget_styles())

    def _forget_styles(self) -> None:
        self._styles.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Styles changed."""
        super().notify_style_update()
        self._styles.clear()

    # --- painting ---

    def _style(self, name: str) -> Style:
        found = self._styles.get(name)
        if found is None:
            # not component classes: twenty of them for each list take as long as an empty app's first picture
            variables = self.app.theme_variables
            found = self._styles[name] = Look.parse(LOOKS[name], variables).rich_style
        return found

    def render_line(self, y: int) -> Strip:
        """One visible row."""
        width = self.size.width
        base = self.rich_style
        at = y + round(self.scroll_y)
        if at >= self._height:
            if len(self._laid) >= self.count():
                return Strip.blank(width, base)
            self._extend(self._entry_at(at) + SLICE)  # scrolled beyond what is laid out
            if at >= self._height:
                return Strip.blank(width, base)
        index = self._entry_at(at)
        rows = self._laid[index]
        line = at - self._starts[index]
        row = rows[line] if line < len(rows) else ()
        marked = self.has_cursor and index == self.cursor_at
        plain = (
            marked and self.has_focus and self.app.current_theme.ansi
        )  # reversed, one colour for all of it
        over = Style(reverse=True) if plain else Style.null()
        if index in self.matches:
            over += self._style("match")
        if marked:
            over += self._style("cursor" if self.has_focus else "cursor-blurred")
        segments = [Segment(text, (base if plain else base + self._style(name)) + over) for text, name in row]
        strip = Strip(segments).adjust_cell_length(width, base + over if marked else base)
        return strip.apply_offsets(0, at)

    # --- moving ---

    def go_to(self, index: int, *, by_user: bool = True) -> None:
        """Put the cursor on an entry and show it."""
        if not self.count():
            return
        index = max(0, min(index, self.count() - 1))
        self._extend(index + 1)
        moved = index != self.cursor_at
        self.cursor_at = index
        self._show_cursor()
        self.refresh()
        if moved or not by_user:
            self.post_message(self.Moved(self, index, by_user=by_user))

    def _show_cursor(self) -> None:
        """Scroll no more than it takes."""
        if self.cursor_at >= len(self._starts):
            return
        height = self.scrollable_content_region.height
        first = self._starts[self.cursor_at]
        last = first + len(self._laid[self.cursor_at]) - 1
        top = round(self.scroll_y)
        if first < top or last - first >= height:
            self.scroll_to(y=first, animate=False, immediate=True)
        elif last >= top + height:
            self.scroll_to(y=last - height + 1, animate=False, immediate=True)

    def _next(self, index: int, step: int) -> int | None:
        """The next entry in this direction on which the cursor may stop."""
        index += step
        while 0 <= index < self.count():
            self._extend(index + 1)
            if self.selectable(index):
                return index
            index += step
        return None

    def action_cursor(self, step: int) -> None:
        """Up or down by one."""
        if not self.has_cursor:
            self.scroll_relative(y=step, animate=False)
            return
        found = self._next(self.cursor_at, step)
        if found is None:
            self.scroll_relative(y=step, animate=False)
        else:
            self.following = self.following and step > 0 and found == self.count() - 1
            self.go_to(found)

    def action_page(self, step: int) -> None:
        """Up or down by a page."""
        height = max(1, self.scrollable_content_region.height - 1)
        if not self.has_cursor:
            self.scroll_relative(y=step * height, animate=False)
            return
        if self.cursor_at >= len(self._starts):
            return
        self.following = False
        target = self._starts[self.cursor_at] + step * height
        if target >= self._height:
            self._extend(len(self._laid) + SLICE)
        found = self._entry_at(max(0, target))
        if not self.selectable(found):
            found = self._next(found, step) or self.cursor_at
        self.go_to(found if found != self.cursor_at else (self._next(found, step) or found))

    def action_end(self, step: int) -> None:
        """To the first or the last."""
        if not self.has_cursor:
            (self.scroll_home if step < 0 else self.scroll_end)(animate=False)
            return
        last = self.count() - 1
        self._extend(last + 1 if step > 0 else 1)
        start = self._next(-1, 1) if step < 0 else self._next(last + 1, -1)
        if start is not None:
            self.follows(step > 0)
            self.go_to(start)

    def follows(self, wanted: bool) -> None:
        """Whether the cursor goes to what is new from now on; subclasses that never grow do not care."""
        self.following = False

    def action_choose(self) -> None:
        """Open what the cursor is on."""
        if self.has_cursor and self.count():
            self.post_message(self.Chosen(self, self.cursor_at))

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there; a second one opens."""
        if not self.has_cursor or not self._starts:
            return
        at = event.y + round(self.scroll_y)
        if at >= self._height:
            return
        index = self._entry_at(at)
        if not self.selectable(index):
            return
        if index == self.cursor_at:
            self.action_choose()
        else:
            self.following = False
            self.go_to(index)

    def text_of(self, index: int) -> str:
        """An entry's words, to look for something in them."""
        return "\n".join(row_text(one) for one in self.lay_out(index, max(20, self._laid_width)))
