"""The numerals of an item's text: where they stand, how long they are, how much choice lies in them.

Grading and the variants of an item work on what is written, so that they serve any domain. What a
numeral means is left to the domain, which reads the text again.
"""

from __future__ import annotations

import re
from math import log10
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NUMERAL = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d*\.\d+|\d+")
_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b")


class Numeral(NamedTuple):
    """A number in figures, as it stands in a text; a sign before it is not part of it."""

    start: int
    end: int
    text: str

    @property
    def digits(self) -> int:
        """How many figures it is written with."""
        return sum(map(str.isdigit, self.text))

    @property
    def whole(self) -> int:
        """Its figures read as one whole number: 855 for `0.855`."""
        return int("".join(filter(str.isdigit, self.text)))


def numerals(text: str) -> list[Numeral]:
    """The numbers in figures, left to right.

    >>> [numeral.text for numeral in numerals("$5,000 and 2x^2 + 0.75, after 3 years")]
    ['5,000', '2', '2', '0.75', '3']
    """
    return [Numeral(match.start(), match.end(), match[0]) for match in _NUMERAL.finditer(text)]


def number_words(text: str) -> list[Numeral]:
    """The numbers one to twelve in words, left to right."""
    return [Numeral(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]


def digits(text: str) -> int:
    """The figures of its longest numeral; 0 when it has none."""
    return max((numeral.digits for numeral in numerals(text)), default=0)


def entropy(text: str) -> float:
    """log10 of how many items of this shape have numbers no larger.

    The sum of log10(1 + figures read as a whole number) over all numerals; one to twelve count in
    words too.
    source: the measure of Saxton et al. 2019, taken of an item instead of given to its generator

    >>> round(entropy("52 - 38"), 2)
    3.32
    """
    named = sum(log10(2 + _WORDS.index(word.text)) for word in number_words(text))
    return named + sum(log10(1 + numeral.whole) for numeral in numerals(text))


def rewritten(text: str, found: Sequence[Numeral], new: Mapping[int, str]) -> str:
    """The text with some of its numerals, by their number in `found`, written otherwise.

    >>> rewritten("52 - 38", numerals("52 - 38"), {1: "40"})
    '52 - 40'
    """
    for number in sorted(new, reverse=True):
        text = text[: found[number].start] + new[number] + text[found[number].end :]
    return text


def shape(text: str) -> str:
    """The text with every whole number as `n`, every decimal as `d`, and signs alike.

    Answers of one shape are of one form: `a = -8` and `a = 28`, but not `7/2` and `3`.

    >>> shape("17a - 1") == shape("3a + 12"), shape("7/2") == shape("3")
    (True, False)
    """
    masked = _NUMERAL.sub(lambda match: "d" if "." in match[0] else "n", text.replace("- ", "+ "))
    return re.sub(r"-(?=[\w.])", "", masked)
