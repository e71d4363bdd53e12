"""Calculations with plain numbers in running text: their operands, and what they are said to make.

No domain is asked: `2 - 0 = 2` and `9/12 + 2/12` are read the same for every item. What a calculation
is to the item at hand is settled in grounding.py.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

_NUMBER = r"(?:\d{1,9} (?=\d{1,6}/\d))?\d{1,9}(?:\.\d{1,9})?(?:/\d{1,9})?%?"
_SIGNED = rf"(?:\(-{_NUMBER}\)|(?<![\w)])-{_NUMBER}|{_NUMBER})"
_CALCULATION = re.compile(rf"(?<![\w.,/^]){_SIGNED}(?: ?[-+×÷] ?{_SIGNED})+(?![\w/^]|\.\d| ?\()")
_OPERAND = re.compile(_SIGNED)
_MAKES = re.compile(
    r"\s*(?:=|,? ?which (?:is|makes|gives|equals)|,? ?that(?:'s| is| makes| gives)|,? ?(?:to|you|we"
    r"|and) get|giv(?:es?|ing) (?:us|you)"
    r"|(?:will|would) (?:be|make|give)|(?:is |are )?equal to|is the same as|leav(?:es|ing)|is(?: not)?|was"
    r"|are|makes?|gives?|equals?|comes to|would be|must be|isn't)\s*(?:just |only )?"
    rf"(?:another )?({_SIGNED})(?![\w/^×÷]|\.\d| ?[-+×÷] ?[\d_(]| (?:lots|groups|times|more|less|steps|\d)\b)"
)
_RENAMED = re.compile(
    rf"(?<![\d./^=×÷+] )(?<![\w./^])({_NUMBER}) ?(=|is(?: the same as| equal to)?|becomes|makes"
    rf"|equals) ?({_NUMBER})(?![\w/^]|\.\d| ?[-+×÷]| of\b)"
)
_MOST = 12
"""Calculations that are looked at in one sentence."""


class Calculation(NamedTuple):
    """A calculation as written, and the value that it is said to have."""

    start: int
    end: int
    text: str
    operands: tuple[str, ...]
    value: Fraction | None
    stated: str | None
    """The number that is said to be its value; None when none is."""
    true: bool | None
    """Whether what is stated is so; None when nothing is, or it cannot be reckoned."""


@lru_cache(maxsize=2048)
def calculations(maths: str) -> tuple[Calculation, ...]:
    """The calculations of a sentence, left to right, with two or more operands."""
    if not any(sign in maths for sign in "+-×÷"):
        return ()
    return tuple(
        _read(match, maths) for match, _ in zip(_CALCULATION.finditer(maths), range(_MOST), strict=False)
    )


def _read(match: re.Match[str], maths: str) -> Calculation:
    operands = tuple(o.strip("()") for o in _OPERAND.findall(match[0]))
    value = _value(match[0])
    makes = _MAKES.match(maths, match.end())
    if makes is None or "n't" in makes[0] or " not" in makes[0]:
        return Calculation(match.start(), match.end(), match[0], operands, value, None, None)
    stated = makes[1].strip("()")
    said = number(stated)
    true = None if value is None or said is None else value == said or _with_a_rest(match, makes, value, said)
    return Calculation(match.start(), makes.end(), match[0], operands, value, stated, true)


_REST = re.compile(r",? (?:with|and|remainder|rest|r)\b")


def _with_a_rest(match: re.Match[str], makes: re.Match[str], value: Fraction, said: Fraction) -> bool:
    """Whether a division is said to go so often, and what is left comes after."""
    return "÷" in match[0] and value // 1 == said and _REST.match(makes.string, makes.end()) is not None


class Renaming(NamedTuple):
    """One number said to be another: `3/4 = 9/12`."""

    start: int
    end: int
    left: str
    right: str
    true: bool


@lru_cache(maxsize=2048)
def renamings(maths: str) -> tuple[Renaming, ...]:
    """Where a fraction is said to be another number, left to right."""
    if "/" not in maths and "." not in maths:
        return ()
    found = []
    for match, _ in zip(_RENAMED.finditer(maths), range(_MOST), strict=False):
        left, right = number(match[1]), number(match[3])
        decimals = "." in match[1] and "." in match[3]
        if left is not None and right is not None and (decimals or "/" in match[1] + match[3]):
            found.append(Renaming(match.start(), match.end(), match[1], match[3], left == right))
    return tuple(found)


def number(written: str) -> Fraction | None:
    """The value of a number as written; None for `1/0`."""
    bare = written.rstrip("%")
    try:
        *whole, part = bare.lstrip("-").split(" ")
        value = sum(map(Fraction, whole), Fraction(part))
    except (ValueError, ZeroDivisionError):
        return None
    value = -value if bare.startswith("-") else value
    return value / 100 if written.endswith("%") else value


def _value(text: str) -> Fraction | None:
    """The value by the usual order; None where it divides by nought."""
    pieces = re.findall(rf"{_SIGNED}|[-+×÷]", text)
    terms: list[Fraction] = []
    sign, operation = 1, ""
    for piece in pieces:
        if piece in "+-×÷":
            sign, operation = (-1 if piece == "-" else 1), piece
            continue
        one = number(piece.strip("()"))
        if one is None or (operation == "÷" and one == 0):
            return None
        if operation == "×":
            terms[-1] *= one
        elif operation == "÷":
            terms[-1] /= one
        else:
            terms.append(sign * one)
    return sum(terms, Fraction(0))
