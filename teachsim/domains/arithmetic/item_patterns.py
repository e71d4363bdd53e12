"""Patterns over a whole item of arithmetic as it is written: `?a/?b + ?c/?d` fits `1/4 + 2/3`.

A place `?a` stands for one written number: whole, decimal, or with its minus sign, bare or in brackets.
All else stands for itself; spaces do not matter. `?a.?b` takes a decimal apart at its point, with the
zeros it is written with. A place that stands twice stands for the same number.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from teachsim.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TOKEN = re.compile(r"\?[a-z](?![a-z])|[0-9]+|[a-z]+|_+|[^\s0-9a-z_]", re.IGNORECASE)
_SIGNS = str.maketrans({"*": "×", "−": "-", "–": "-"})
_BEFORE_A_SIGN = frozenset("+-×÷^(/_=<>")
"""What may stand before a minus sign that belongs to a number."""
_FORMS = {
    3: re.compile(r"[0-9]+\.[0-9]+"),
    2: re.compile(r"\.[0-9]+"),
    1: re.compile(r"[0-9]+"),
}
"""A number by how many tokens it is."""
LONGEST = 200
"""Characters of a pattern."""


class Part(NamedTuple):
    """A number and how it is written: 04 is 4."""

    value: Fraction
    text: str


class ItemPattern(NamedTuple):
    """What an item has to look like."""

    tokens: tuple[str, ...]

    @property
    def places(self) -> frozenset[str]:
        """The letters of its places."""
        return frozenset(token[1] for token in self.tokens if _is_place(token))

    def fits(self, text: str) -> Mapping[str, Part] | None:
        """What each place stands for in this item; None where it does not fit.

        >>> item_pattern("?a/?b + ?c/?d").fits("1/4 + 2/3")["d"].text
        '3'
        >>> item_pattern("?a + ?b").fits("-8 + (-19)")["b"].text
        '-19'
        >>> item_pattern("?a.?b + ?c").fits("0.04 + 12")["b"].text
        '04'
        >>> item_pattern("?a/?b + ?c/?d").fits("1 1/4 + 2/3") is None
        True
        """
        return next(_fitting(self.tokens, _tokens(text), 0, {}), None)


def item_pattern(text: str) -> ItemPattern:
    """The pattern that a text writes. Raises BadInput when it has no place, or is too long."""
    if len(text) > LONGEST:
        raise BadInput(f"a pattern has at most {LONGEST} characters", remedy="write a shorter one")
    found = ItemPattern(_tokens(text))
    if "?" in found.tokens:
        raise BadInput("a place is ? and one small letter", remedy='write one like "?a/?b + ?c/?d"')
    if not found.places:
        raise BadInput("the pattern has no place such as ?a", remedy='write one like "?a/?b + ?c/?d"')
    return found


def _tokens(text: str) -> tuple[str, ...]:
    found = _TOKEN.findall(text.translate(_SIGNS).lower())
    return tuple("_" if token.startswith("_") else token for token in found)


def _is_place(token: str) -> bool:
    return len(token) == 2 and token[0] == "?"


def _fitting(
    pattern: tuple[str, ...], text: tuple[str, ...], at: int, bound: Mapping[str, Part]
) -> Iterator[Mapping[str, Part]]:
    """Every way in which the pattern fits the text from here on, the longest numbers first."""
    if not pattern:
        if at == len(text):
            yield bound
        return
    first, rest = pattern[0], pattern[1:]
    if not _is_place(first):
        if at < len(text) and text[at] == first:
            yield from _fitting(rest, text, at + 1, bound)
        return
    for part, end in _numbers(text, at):
        before = bound.get(first[1])
        if before is None or before.value == part.value:
            yield from _fitting(rest, text, end, {**bound, first[1]: part})


def _numbers(text: tuple[str, ...], at: int) -> Iterator[tuple[Part, int]]:
    """The numbers that may be read from here, and where each ends."""
    yield from _plain(text, at)
    if text[at : at + 2] == ("(", "-"):
        for part, end in _plain(text, at + 2):
            if text[end : end + 1] == (")",):
                yield _negative(part), end + 1
    elif text[at : at + 1] == ("-",) and (at == 0 or text[at - 1] in _BEFORE_A_SIGN):
        yield from ((_negative(part), end) for part, end in _plain(text, at + 1))


def _plain(text: tuple[str, ...], at: int) -> Iterator[tuple[Part, int]]:
    for length in (3, 2, 1):
        written = "".join(text[at : at + length])
        # without the point in the middle, two numbers side by side would be one
        if len(text) >= at + length and _FORMS[length].fullmatch(written):
            yield Part(Fraction(written), written), at + length


def _negative(part: Part) -> Part:
    return Part(-part.value, f"-{part.text}")
