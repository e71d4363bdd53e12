"""Numbers that a sentence says something false of: sums, renamings, comparisons, shares, powers.

Read from the words alone, whatever the item, so an error is found in an aside too. What the mathematics of
the item itself makes of a sentence is the ear's (language/grounding.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from teachsim.language.calculations import calculations, number, renamings
from teachsim.language.normalising import clauses

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

_N = r"(-?\d+(?:\.\d+)?(?:/\d+)?)"
_IS = r"(?: ?=| is| makes| gives| equals| would be| comes to) "
_END = r"(?![\d/%×÷]|\.\d| ?[-+×÷] ?\d)"
_LESS = "smaller|less|fewer|lower|shorter"
_MORE = "bigger|larger|more|greater|higher|longer"
_SHARES = {"half": 2, "a third": 3, "a quarter": 4, "a fifth": 5, "a tenth": 10}

_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    (re.compile(rf"(?<![\d/.]){_N} ?([<>]) ?{_N}"), lambda m: _compared(m[1], m[3], m[2] == ">")),
    (
        re.compile(rf"(?<![\d/.×÷+] ){_N} is (?:\w+ )?({_LESS}|{_MORE}) than {_N}{_END}"),
        lambda m: _compared(m[1], m[3], re.fullmatch(_MORE, m[2]) is not None),
    ),
    (
        re.compile(rf"\b(half|a third|a quarter|a fifth|a tenth) of {_N}{_IS}{_N}{_END}"),
        lambda m: _value(m[2]) / _SHARES[m[1]] == _value(m[3]),
    ),
    (
        re.compile(rf"{_N}(?:%| percent) of {_N}{_IS}{_N}{_END}"),
        lambda m: _value(m[1]) * _value(m[2]) / 100 == _value(m[3]),
    ),
    (
        re.compile(rf"(?<![\d/.^]){_N} ?(?:\^ ?([2-5])| (squared|cubed)){_IS}{_N}{_END}"),
        lambda m: _value(m[1]) ** (int(m[2]) if m[2] else 2 if m[3] == "squared" else 3) == _value(m[4]),
    ),
    (
        re.compile(rf"\bfrom {_N} to {_N},? (?:you|we) (?:multiply|times) (?:it )?(?:by )?{_N}"),
        lambda m: _value(m[1]) * _value(m[3]) == _value(m[2]),
    ),
    (
        re.compile(rf"\bfrom {_N} to {_N},? (?:you|we) add {_N}"),
        lambda m: _value(m[1]) + _value(m[3]) == _value(m[2]),
    ),
)


_REMAINDER = re.compile(r" ?r(?:emainder)? ?\d")


def false_claim(sentence: str) -> str | None:
    """What is said of numbers and is not so, as it reads; None where nothing is.

    >>> false_claim("Twelve take away seven is 4.")
    '12 - 7 is 4'
    """
    for clause in clauses(sentence):
        maths = clause.maths
        for one in calculations(maths):
            if one.true is False and not _REMAINDER.match(maths[one.end :]):
                return maths[one.start : one.end]
        for named in renamings(maths):
            if not named.true and not maths[: named.start].rstrip().endswith(("+", "-", "×", "÷", "of")):
                return f"{named.left} = {named.right}"
        for pattern, holds in _RULES:
            for match in pattern.finditer(maths):
                try:
                    if not holds(match):
                        return match[0]
                except (TypeError, ZeroDivisionError):
                    continue
    return None


def _value(text: str) -> Fraction:
    value = number(text)
    if value is None:
        raise ZeroDivisionError(text)
    return value


def _compared(one: str, other: str, more: bool) -> bool:
    return _value(one) > _value(other) if more else _value(one) < _value(other)
