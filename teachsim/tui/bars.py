"""Single lines: what stands at the top, the tabs, and the keys at the bottom. All can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from teachsim.tui.words import cut, wide

if TYPE_CHECKING:
    from collections.abc import Sequence


class Part(NamedTuple):
    """A piece of a bar."""

    text: str
    style: str = ""
    action: str = ""
    """What a click does, such as `screen.help`."""


def content(parts: Sequence[Part]) -> Content:
    """Parts side by side. Nothing in them is taken for markup."""
    pieces: list[Content] = []
    for part in parts:
        piece = Content.styled(part.text, part.style)
        if part.action:
            piece = piece.stylize(Style.from_meta({"@click": part.action}))
        pieces.append(piece)
    return Content.assemble(*pieces)


class Bar(Widget):
    """One line with something to the left and something to the right; the right is what gives way."""

    DEFAULT_CSS = "Bar { height: 1; width: 1fr; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._left: tuple[Part, ...] = ()
        self._right: tuple[Part, ...] = ()

    def show(self, left: Sequence[Part], right: Sequence[Part] = ()) -> None:
        """Say this."""
        if (tuple(left), tuple(right)) != (self._left, self._right):
            self._left, self._right = tuple(left), tuple(right)
            self.refresh()

    def render(self) -> Content:
        """Fitted to the width."""
        width = self.content_size.width
        left = _fitted(self._left, width)
        used = sum(wide(part.text) for part in left)
        right = _fitted(self._right, width - used - 2)
        gap = width - used - sum(wide(part.text) for part in right)
        return content([*left, Part(" " * max(0, gap)), *right])


def _fitted(parts: Sequence[Part], width: int) -> list[Part]:
    kept: list[Part] = []
    left = max(0, width)
    for part in parts:
        text = cut(part.text, left)
        kept.append(part._replace(text=text))
        left -= wide(text)
    return [part for part in kept if part.text]


class Shown(NamedTuple):
    """A key in the bottom line."""

    key: str
    label: str
    action: str


class KeyBar(Bar):
    """The keys that matter now, at most eight; four where there is little room."""

    MOST = 8
    MOST_COMPACT = 4

    def show_keys(self, keys: Sequence[Shown], *, compact: bool) -> None:
        """These keys, `? help` always among them."""
        most = self.MOST_COMPACT if compact else self.MOST - 1
        kept = [one for one in keys if one.key != "?"][:most]
        parts: list[Part] = []
        for one in [*kept, Shown("?", "help", "screen.help")]:
            parts.append(Part(f" {one.key}", "bold $say-key", one.action))
            parts.append(Part(f" {one.label} ", "", one.action))
        self.show(parts)
