"""On which items each misconception about the order of operations shows.

A claim is exact: true if and only if a holder's answer is wrong. What a holder gets is computed here
by descending through the written signs with an order of precedence, not by the procedure of the rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.domains.arithmetic.order_rules import TOUCHING, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from fractions import Fraction

    from teachsim.domains.base import Item

Levels = tuple[tuple[str, ...], ...]
"""The signs that bind alike, the loosest first."""

RIGHT: Levels = (("+", "-"), ("×", "÷", TOUCHING))
_LEFT_TO_RIGHT: Levels = (("+", "-", "×", "÷", TOUCHING),)
_PLUS_FIRST: Levels = (("×", "÷", TOUCHING), ("+", "-"))
_TIMES_FIRST: Levels = (("+", "-"), ("÷",), ("×", TOUCHING))
_PLUS_BEFORE_MINUS: Levels = (("-",), ("+",), ("×", "÷", TOUCHING))


def value(row: Row, levels: Levels = RIGHT, touching: str = "×") -> Fraction:
    """What a row comes to when signs bind in this order and `touching` stands for the sign left out.

    >>> from fractions import Fraction
    >>> value(Row((Fraction(8), Fraction(2), Fraction(3)), ("-", "×")))
    Fraction(2, 1)
    """
    terms = [value(term, levels, touching) if isinstance(term, Row) else term for term in row.terms]
    return _split(terms, row.signs, levels, touching)


def _split(terms: Sequence[Fraction], signs: Sequence[str], levels: Levels, touching: str) -> Fraction:
    """Cut at the loosest signs, work the pieces, and put them together from the left."""
    if not signs:
        return terms[0]
    cuts = [at for at, sign in enumerate(signs) if sign in levels[0]]
    pieces = [
        _split(terms[start + 1 : end + 1], signs[start + 1 : end], levels[1:], touching)
        for start, end in zip([-1, *cuts], [*cuts, len(signs)], strict=True)
    ]
    total = pieces[0]
    for at, piece in zip(cuts, pieces[1:], strict=True):
        match signs[at] or ("×" if total + piece == total * piece else touching):
            case "+":
                total += piece
            case "-":
                total -= piece
            case "×":
                total *= piece
            case _:
                total = total / piece if piece else total
    return total


def _without_brackets(row: Row) -> Row:
    """The same text with its brackets rubbed out."""
    terms: list[Fraction | Row] = []
    signs: list[str] = []
    for at, term in enumerate(row.terms):
        inner = _without_brackets(term) if isinstance(term, Row) else Row((term,), ())
        signs += [row.signs[at - 1] or "×"] if at else []
        signs += inner.signs
        terms += inner.terms
    return Row(tuple(terms), tuple(signs))


def _in_this_order(levels: Levels) -> Callable[[Item], bool]:
    return lambda item: value(item.data, levels) != value(item.data)


CLAIMS: Mapping[str, Callable[[Item], bool]] = {
    "left-to-right": _in_this_order(_LEFT_TO_RIGHT),
    "adds-before-multiplying": _in_this_order(_PLUS_FIRST),
    "multiplies-before-dividing": _in_this_order(_TIMES_FIRST),
    "adds-before-subtracting": _in_this_order(_PLUS_BEFORE_MINUS),
    "passes-over-brackets": lambda item: value(_without_brackets(item.data)) != value(item.data),
    "side-by-side-means-plus": lambda item: value(item.data, touching="+") != value(item.data),
}
"""By misconception id."""
