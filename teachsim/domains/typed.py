"""What people type, in the characters that the notations are written in.

Keyboards, word processors and copied pages have several dashes, spaces, dots and slashes for one sign.
Which sign means what is left to the domain.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SAME = str.maketrans(
    {
        **dict.fromkeys("−–‐‑‒﹣－", "-"),
        **dict.fromkeys("∙•⋅‧", "·"),
        **dict.fromkeys("✕✖⨯", "×"),
        **dict.fromkeys("⁄∕", "/"),
        **dict.fromkeys("\u200b\u2060\ufeff", ""),
        **dict.fromkeys("☐▢⬜◻", "□"),
        "∶": ":",
        "＝": "=",
        "＋": "+",
        "’": "'",
    }
)
_VULGAR = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5",
    "⅘": "4/5", "⅙": "1/6", "⅚": "5/6", "⅐": "1/7", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8",
    "⅑": "1/9", "⅒": "1/10",
}  # fmt: skip
_ONE_CHARACTER = re.compile(rf"(?:(\d)\s?)?([{''.join(_VULGAR)}])")
_SPACE = re.compile(r"\s")
_SLASH = re.compile(r"\s*\u2044\s*")


def plain(text: str) -> str:
    """The text with one character for each sign, and fractions in figures.

    >>> plain("2½ − ¼ ⋅ 3")
    '2 1/2 - 1/4 · 3'
    """
    if text.isascii() and text.isprintable():
        return text  # most of what is read, again and again
    return _plain(text)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    text = _SPACE.sub(" ", _SLASH.sub("/", text)).translate(_SAME)
    return _ONE_CHARACTER.sub(lambda m: f"{f'{m[1]} ' if m[1] else ''}{_VULGAR[m[2]]}", text)
