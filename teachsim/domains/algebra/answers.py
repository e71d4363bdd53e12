"""Answers of algebra as they are written: numbers, `x = 3`, and expressions."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from teachsim.domains.algebra.terms import terms
from teachsim.domains.algebra.working import ANY_NUMBER, NO_SOLUTION
from teachsim.domains.base import Answer
from teachsim.domains.expressions.parser import parse
from teachsim.domains.expressions.printer import written
from teachsim.domains.expressions.tree import Bracket, Equation, Product, Ratio, letters_of, total
from teachsim.domains.expressions.values import polynomial

if TYPE_CHECKING:
    from teachsim.domains.expressions.tree import Node

_FIGURES = r"[0-9]{1,60}"
NUMBER = (
    rf"-?\s?(?:{_FIGURES} {_FIGURES}/{_FIGURES}|{_FIGURES}/-?{_FIGURES}"
    rf"|{_FIGURES}\.{_FIGURES}|\.{_FIGURES}|{_FIGURES})"
)
"""A number as somebody may write it: `-7 1/2`, `-12/-2`, `0.5`, `12`."""
_NUMBER = re.compile(NUMBER)
_LETTER_IS = re.compile(rf"([A-Za-z])\s*=\s*({NUMBER})|({NUMBER})\s*=\s*([A-Za-z])")
_NONE = re.compile(r"\b(?:no solutions?|no answer|impossible|no such number)\b", re.IGNORECASE)
_ANY = re.compile(r"\b(?:any number|all numbers|every number|infinitely many)\b", re.IGNORECASE)


def number_in(text: str) -> Fraction | None:
    """What a written number is worth; None for anything else, and for one over 0.

    >>> str(number_in("-7 1/2"))
    '-15/2'
    """
    text = text.strip().replace("−", "-")
    if len(text) > 150 or not _NUMBER.fullmatch(text):
        return None
    sign = -1 if text.startswith("-") else 1
    whole, _, part = text.removeprefix("-").strip().rpartition(" ")
    top, _, bottom = part.partition("/")
    if bottom:
        if not int(bottom):
            return None
        return sign * (Fraction(whole or 0) + Fraction(int(top), int(bottom)))
    return sign * Fraction(top)


def as_number(text: str) -> Answer | None:
    """A plain number as an answer, in its written form."""
    text = re.sub(r"\s+", " ", text.strip().replace("−", "-"))
    text = re.sub(r"^- ", "-", text)
    value = number_in(text)
    return None if value is None else Answer(text, "number", value)


def as_relation(text: str, letter: str | None = None) -> Answer | None:
    """`x = 3` as an answer; also `3 = x`, and a plain number where the letter is known."""
    text = text.strip().replace("−", "-")
    if _NONE.search(text):
        return Answer(NO_SOLUTION, "relation")
    if _ANY.search(text):
        return Answer(ANY_NUMBER, "relation")
    if match := _LETTER_IS.fullmatch(text):
        name = match[1] or match[4]
        found = as_number(match[2] or match[3])
        if found is None or (letter is not None and name != letter):
            return None
        return Answer(f"{name} = {found.text}", "relation", found.value)
    if letter is not None and (found := as_number(text)):
        return Answer(f"{letter} = {found.text}", "relation", found.value)
    return None


def as_expression(text: str) -> Answer | None:
    """An expression as an answer, with the spaces of its usual form."""
    node = parse(text)
    if node is None or isinstance(node, Equation | Ratio):
        return None
    found = polynomial(node)
    return None if found is None else Answer(written(node), "expression", tuple(sorted(found.items())))


def expression_answer(node: Node) -> Answer:
    """The same of a tree."""
    found = polynomial(node) or {}
    return Answer(written(node), "expression", tuple(sorted(found.items())))


def is_finished(text: str) -> bool:
    """Whether an expression has no brackets and no like terms that could still be put together."""
    node = parse(text)
    parts = terms(node) if node is not None and not isinstance(node, Equation | Ratio) else None
    if parts is None or "(" in text:
        return False
    kinds = [part.letters for part in parts]
    return len(set(kinds)) == len(kinds) and (len(parts) == 1 or all(part.coefficient for part in parts))


def number_forms(value: Fraction, text: str) -> dict[str, float]:
    """The ways of writing a number: as it came out, mostly; else as a decimal or a mixed number."""
    others = dict.fromkeys(form for form in (_decimal(value), _mixed(value), str(value)) if form)
    others.pop(text, None)
    if not others:
        return {text: 1.0}
    return {text: 0.6} | dict.fromkeys(others, 0.4 / len(others))


def in_decimals(text: str) -> str:
    """A line with its fractions as decimals, where these come to an end.

    >>> in_decimals("1/2 x + 3/4 = 2/3")
    '0.5x + 0.75 = 2/3'
    """
    return _FRACTION.sub(_as_decimal, text)


_FRACTION = re.compile(r"(?<![0-9./])([0-9]+)/([0-9]+)(?![0-9./^])(?: (?=[A-Za-z]))?")


def _as_decimal(match: re.Match[str]) -> str:
    bottom = int(match[2])
    return (_decimal(Fraction(int(match[1]), bottom)) if bottom else "") or match[0]


def _decimal(value: Fraction) -> str:
    if value.denominator == 1 or 1000 % value.denominator:
        return ""
    thousandths = abs(value.numerator) * (1000 // value.denominator)
    text = f"{thousandths // 1000}.{thousandths % 1000:03d}".rstrip("0")
    return f"-{text}" if value < 0 else text


def _mixed(value: Fraction) -> str:
    size = abs(value)
    if size.denominator == 1 or size < 1:
        return ""
    whole = size.numerator // size.denominator
    return f"{'-' if value < 0 else ''}{whole} {size - whole}"


def expression_forms(text: str) -> dict[str, float]:
    """As it came out, mostly; two terms or two brackets also the other way round.

    >>> expression_forms("-2x + 11")
    {'-2x + 11': 0.7, '11 - 2x': 0.3}
    """
    node = parse(text)
    other: Node | None = None
    if (
        isinstance(node, Product)
        and len(node.factors) == 2
        and all(isinstance(f, Bracket) for f in node.factors)
    ):
        other = Product(node.factors[::-1])
    else:
        parts = (terms(node) if node is not None else None) or []
        if len(parts) == 2 and parts[1].coefficient > 0:
            other = total(part.node for part in reversed(parts))
    if other is None or written(other) == text:
        return {text: 1.0}
    return {text: 0.7, written(other): 0.3}


def only_letter(node: Node) -> str | None:
    """The one letter of a tree; None where there are none or several."""
    found = list(letters_of(node))
    return found[0] if len(found) == 1 else None
