"""Letter expressions in running text that are said to be equal, and whether they are: `3x + 4 is 7x`.

Two expressions are the same if they have the same value at three points, exactly. No domain is asked, so
that what is said about a part of an item, or about an expression that is no item, is reckoned as well.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_POINTS = (Fraction(7, 3), Fraction(-5), Fraction(11, 2))
"""Values that no short expressions of school agree on by chance; each letter gets its own from them."""
_SAME = (
    r"\s*(?:=|is(?: the same as| equal to| just| really| actually)?|are|makes?|gives?|becomes?|equals?"
    r"|comes to|would be|must be|,? ?(?:so )?(?:you|we) get)\s*(?:just |only )?"
)
_LONGEST = 60
"""Characters of an expression that is read."""


class Identity(NamedTuple):
    """Two expressions said to be the same."""

    start: int
    end: int
    left: str
    right: str
    true: bool


@lru_cache(maxsize=2048)
def identities(maths: str, letters: str) -> tuple[Identity, ...]:
    """Where an expression in these letters is said to be another, left to right.

    >>> [same.true for same in identities("3x + 4 is 7x", "x")]
    [False]
    """
    if not letters or not any(letter in maths for letter in letters):
        return ()
    found = []
    for match in _pattern(letters).finditer(maths):
        left, right = match["left"].strip(), match["right"].strip(" .")
        if re.search(r"\b(?:than|of|from|by|times|not|to) $", maths[: match.start()]):
            continue
        values = [(value(left, at), value(right, at)) for at in _points(letters)]
        if any(a is None or b is None for a, b in values):
            continue
        found.append(Identity(match.start(), match.end(), left, right, all(a == b for a, b in values)))
        if len(found) == 6:
            break
    return tuple(found)


@lru_cache(maxsize=64)
def _pattern(letters: str) -> re.Pattern[str]:
    letter = rf"(?<![a-z'])[{letters}]{{1,2}}(?![a-z'])(?:\^\d)?"
    term = rf"\d{{1,4}}[{letters}]{{1,2}}(?![a-z'])(?:\^\d)?|\d{{1,5}}(?![\d.%/a-z])|{letter}"
    bracket = rf"\d{{0,3}}\(-?(?:{term})(?: ?[-+×] ?(?:{term})){{0,3}}\)(?:\^\d)?"
    part = rf"(?:{bracket}|{term})"
    sum_of = rf"-?{part}(?:(?: ?[-+×] ?{part})|{bracket}){{0,5}}"
    several = rf"-?{part}(?:(?: ?[-+×] ?{part})|{bracket}){{1,5}}|{bracket}"
    return re.compile(
        rf"(?<![\w.)^])(?P<left>{several}){_SAME}(?P<right>{sum_of})(?![\w(^]|\.\d| ?[-+×÷/] ?[\w(])"
    )


@lru_cache(maxsize=64)
def _points(letters: str) -> tuple[dict[str, Fraction], ...]:
    return tuple(
        {letter: _POINTS[(ord(letter) + n) % len(_POINTS)] + ord(letter) for letter in letters}
        for n in range(len(_POINTS))
    )


_TOKEN = re.compile(r"\d+(?:/\d+)?|[a-z]|[-+×÷/^()]")


def value(written: str, at: Mapping[str, Fraction]) -> Fraction | None:
    """The value of an expression with these numbers for its letters; None where it cannot be read.

    >>> value("3x - 4", {"x": Fraction(5)})
    Fraction(11, 1)
    """
    tokens = _TOKEN.findall(written[:_LONGEST])
    try:
        result, rest = _sum(tokens, at)
    except (IndexError, KeyError, ValueError, ZeroDivisionError):
        return None
    return result if not rest else None


def _sum(tokens: list[str], at: Mapping[str, Fraction]) -> tuple[Fraction, list[str]]:
    sign = 1
    if tokens[0] in "+-":
        sign, tokens = (-1 if tokens[0] == "-" else 1), tokens[1:]
    total, tokens = _product(tokens, at)
    total *= sign
    while tokens and tokens[0] in "+-":
        sign = -1 if tokens[0] == "-" else 1
        one, tokens = _product(tokens[1:], at)
        total += sign * one
    return total, tokens


def _product(tokens: list[str], at: Mapping[str, Fraction]) -> tuple[Fraction, list[str]]:
    result, tokens = _power(tokens, at)
    while tokens and tokens[0] not in "+-)^":
        sign = tokens[0]
        one, tokens = _power(tokens[1:] if sign in "×÷/" else tokens, at)
        result = result / one if sign in "÷/" else result * one
    return result, tokens


def _power(tokens: list[str], at: Mapping[str, Fraction]) -> tuple[Fraction, list[str]]:
    head, tokens = tokens[0], tokens[1:]
    if head == "(":
        base, tokens = _sum(tokens, at)
        if tokens[0] != ")":
            raise ValueError(head)
        tokens = tokens[1:]
    elif head[0].isdigit():
        base = Fraction(head)
    elif head.isalpha():
        base = at[head]
    else:
        raise ValueError(head)
    if tokens and tokens[0] == "^":
        if not tokens[1].isdigit() or int(tokens[1]) > 9:
            raise ValueError(tokens[1])
        base, tokens = base ** int(tokens[1]), tokens[2:]
    return base, tokens
