"""What is drawn: rows of pieces, each with the name of its style.

Everything on a screen that comes from a file is laid out as rows by plain functions, so that it can be
tested without a screen; `Roll` paints them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from teachsim.tui.words import pad, wide, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

StyleName = Literal[
    "plain", "dim", "title", "item", "student", "teacher", "margin", "mind", "critic", "good", "bad", "bar",
    "rail", "key", "head",
]  # fmt: skip
LOOKS: dict[str, str] = {
    "plain": "",
    "dim": "$say-dim",
    "title": "bold",
    "item": "bold $say-bar",
    "student": "$say-student",
    "teacher": "bold $say-teacher",
    "margin": "italic $say-dim",
    "mind": "$say-mind",
    "critic": "$say-critic",
    "good": "$say-good",
    "bad": "$say-bad",
    "bar": "$say-bar",
    "rail": "$say-dim",
    "key": "bold $say-key",
    "head": "bold",
    "match": "underline",
    "cursor": "on $cursor-ground",
    "cursor-blurred": "bold on $panel",
}
"""How each style looks, in the colours of the theme."""

Piece = tuple[str, StyleName]
Row = tuple[Piece, ...]


def row(*pieces: Piece | str) -> Row:
    """A row; plain text may stand for itself. What is in it is clean already."""
    return tuple((piece, "plain") if isinstance(piece, str) else piece for piece in pieces)


def row_text(one: Row) -> str:
    """The words of a row."""
    return "".join(text for text, _ in one).rstrip()


def paragraph(text: str, width: int, style: StyleName = "plain", indent: int = 0) -> list[Row]:
    """A clean text over as many rows as it takes."""
    if indent:
        return [row(" " * indent, (line, style)) for line in wrap(text, width - indent)]
    return [row((line, style)) for line in wrap(text, width)]


def labelled(label: Piece, text: Piece, width: int, indent: int, margin: str = "") -> list[Row]:
    """A label, and a text that is wrapped beside it; at its end, to the right, a note in the margin.

    indent: columns before the text
    """
    lines = wrap(text[0], width - indent)
    rows = [
        row((pad(label[0], indent), label[1]) if n == 0 else " " * indent, (line, text[1]))
        for n, line in enumerate(lines)
    ]
    if not margin:
        return rows
    used = indent + wide(lines[-1])
    size = wide(margin)
    if used + 2 + size <= width:
        rows[-1] = (*rows[-1], (" " * (width - used - size), "plain"), (margin, "margin"))
        return rows
    for line in wrap(margin, width - indent):
        rows.append(row(" " * max(indent, width - wide(line)), (line, "margin")))
    return rows


def columns(cells: Sequence[Piece], widths: Sequence[int]) -> Row:
    """Cells in columns of these widths, one column between them."""
    pieces: list[Piece] = []
    for n, ((text, style), width) in enumerate(zip(cells, widths, strict=True)):
        if n:
            pieces.append((" ", "plain"))
        pieces.append((pad(text, width), style))
    return tuple(pieces)
