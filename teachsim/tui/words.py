"""Text made fit for a screen, in one place: no file, name or model can steer the terminal or break a pane.

Control characters are drawn as pictures of themselves; what reorders, joins or widens its neighbours is left
out, since terminals disagree about its width; marks on one letter are kept to two.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len

FOLDED = 1_200
"""Characters above which a text is shown in part until it is opened."""
KEPT = 400
"""Characters of it that are then shown."""

_MARKS = 2
_LEFT_OUT = {"Cf", "Cs", "Co", "Cn"}
"""Format characters (direction, joiners, tags), halves of characters, private and unassigned ones."""
_VARIATION = {*map(chr, range(0xFE00, 0xFE10)), "\u20e3"}


def clean(text: str, *, lines: bool = False) -> str:
    """The text with nothing left in it that could act on the terminal.

    lines: whether line breaks are kept as "\\n"; else each is drawn as ⏎

    >>> clean("[red]\\x1b[31mno\\u202eyes\\n")
    '[red]␛[31mnoyes⏎'
    """
    if text.isascii() and text.isprintable():
        return text
    kept: list[str] = []
    marks = 0
    for char in text.replace("\r\n", "\n"):
        category = unicodedata.category(char)
        if category in ("Mn", "Me"):
            marks += 1
            if marks > _MARKS or char in _VARIATION:
                continue
            kept.append(char)
            continue
        marks = 0
        if char in "\n\r\x0b\x0c\x85\u2028\u2029":
            kept.append("\n" if lines else "⏎")
        elif char == "\t":
            kept.append("    ")
        elif category == "Zs":
            kept.append(" ")
        elif category == "Cc":
            kept.append(chr(0x2400 + ord(char)) if ord(char) < 32 else "␡")
        elif category not in _LEFT_OUT and char not in _VARIATION:
            kept.append(char)
    return "".join(kept)


def wide(text: str) -> int:
    """Columns that a clean text takes.

    >>> wide("π"), wide("漢字")
    (1, 4)
    """
    return len(text) if text.isascii() else sum(map(_width, text))


@lru_cache(4096)
def _width(char: str) -> int:
    return cell_len(char)


def cut(text: str, width: int) -> str:
    """The text in at most this many columns, an ellipsis where something is left out.

    >>> cut("subtraction", 6)
    'subtr…'
    """
    if wide(text) <= width:
        return text
    if width < 1:
        return ""
    return _head(text, width - 1) + "…"


def _head(text: str, width: int) -> str:
    """The longest beginning that fits; at least nothing."""
    if text.isascii():
        return text[:width]
    used = 0
    for n, char in enumerate(text):
        used += _width(char)
        if used > width:
            return text[:n]
    return text


def pad(text: str, width: int) -> str:
    """The text in exactly this many columns."""
    short = cut(text, width)
    return short + " " * (width - wide(short))


def wrap(text: str, width: int) -> list[str]:
    """The lines of a clean text in this many columns; words longer than a line are broken.

    >>> wrap("one two  three", 7)
    ['one two', 'three']
    """
    width = max(width, 2)
    done: list[str] = []
    for paragraph in text.split("\n"):
        if wide(paragraph) <= width:
            done.append(paragraph)
            continue
        line, used = "", 0
        for whole in paragraph.split():
            word, size = whole, wide(whole)
            if line and used + 1 + size <= width:
                line, used = f"{line} {word}", used + 1 + size
                continue
            if line:
                done.append(line)
            while size > width:
                head = _head(word, width) or word[0]
                done.append(head)
                word = word[len(head) :]
                size = wide(word)
            line, used = word, size
        done.append(line)
    return done


def share(probability: float | None) -> str:
    """A probability with two places and no leading zero, 1.0 only where it is one, and ? where none is known.

    >>> share(0.93), share(0.999), share(1.0), share(None)
    ('.93', '>.99', '1.0', '?')
    """
    if probability is None:
        return "?"
    if probability >= 0.9999:
        return "1.0"
    return ">.99" if probability >= 0.995 else f"{probability:.2f}".removeprefix("0")


def signed(value: float | None) -> str:
    """A difference with its sign.

    >>> signed(0.214), signed(-0.05), signed(None)
    ('+.21', '-.05', '?')
    """
    return "?" if value is None else f"{value:+.2f}".replace("0.", ".", 1)


def number(value: float) -> str:
    """A count, or what is left of a budget.

    >>> number(3.0), number(0.5)
    ('3', '0.5')
    """
    return f"{value:g}"


def several(count: int, thing: str) -> str:
    """How many of a thing.

    >>> several(1, "turn"), several(2, "turn")
    ('1 turn', '2 turns')
    """
    return f"{count} {thing}{'' if count == 1 else 's'}"


def bar(value: float, width: int) -> str:
    """A bar for a share in [0, 1], to an eighth of a column; its number belongs beside it.

    >>> bar(0.5, 4), bar(0.01, 4)
    ('██', '▏')
    """
    eighths = round(max(0.0, min(1.0, value)) * width * 8)
    if value > 0 and eighths == 0:
        eighths = 1
    return "█" * (eighths // 8) + " ▏▎▍▌▋▊▉"[eighths % 8].strip()
