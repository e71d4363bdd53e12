"""How numbers are put in for letters and the result is worked out, rightly and wrongly."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from teachsim.domains.expressions.tree import (
    Number,
    Product,
    Quotient,
    Sum,
    bare,
    children,
    number,
    numeral,
)
from teachsim.domains.expressions.values import value
from teachsim.domains.rules import Rulebook

if TYPE_CHECKING:
    from teachsim.domains.expressions.tree import Node

book = Rulebook()


@book.right_rule(slot="put-in")
def the_number_that_is_given(letter: str, given: Fraction, expression: Node) -> Node:
    """The letter stands for the given number."""
    return number(given)


@book.mal_rule(slot="put-in", source="Booth 1984; MaE53")
def the_first_number_there_is(letter: str, given: Fraction, expression: Node) -> Node | None:
    """The first number written in the expression goes in for the letter: 12c becomes 12 × 12."""
    first = first_number(expression)
    return None if first is None else number(first)


@book.mal_rule(slot="put-in", source="Kieran 1992")
def without_its_minus(letter: str, given: Fraction, expression: Node) -> Node | None:
    """A negative number goes in without its sign."""
    return number(-given) if given < 0 else None


def first_number(expression: Node) -> Fraction | None:
    """The first number written in an expression."""
    waiting = [expression]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Number):
            return here.value
        waiting.extend(reversed(children(here)))
    return None


@book.right_rule(slot="order-of-operations")
def times_before_plus(node: Sum) -> Node | None:
    """Products are worked out before sums: nothing is added yet."""
    return None


@book.mal_rule(slot="order-of-operations", source="Kieran 1992; MaE34")
def from_left_to_right(node: Sum) -> Node | None:
    """2 + 3 × 4 becomes 20: one operation after the other, as they are written.

    None where only the first term is a product, so that this is right.
    """
    if not any(isinstance(bare(term), Product | Quotient) for _, term in node.terms[1:]):
        return None
    result = Fraction(0)
    for sign, term in node.terms:
        first, *others = _in_writing_order(bare(term))
        result += first[1] if sign == "+" else -first[1]
        for over, factor in others:
            if over and not factor:
                return None
            result = result / factor if over else result * factor
    return number(result)


def _in_writing_order(node: Node) -> list[tuple[bool, Fraction]]:
    """The numbers of a product or quotient, and whether each divides."""
    if isinstance(node, Product):
        return [piece for factor in node.factors for piece in _in_writing_order(bare(factor))]
    if isinstance(node, Quotient):
        top, (first, *others) = _in_writing_order(bare(node.top)), _in_writing_order(bare(node.bottom))
        return [*top, (True, first[1]), *others]
    return [(False, numeral(node) or Fraction(0))]


def is_plain(node: Node) -> bool:
    """Whether a node is a number, perhaps with a minus sign or in brackets."""
    return numeral(node) is not None


def unworked(node: Node) -> bool:
    """Whether a node is a calculation with plain numbers."""
    return not is_plain(node) and all(map(is_plain, children(node))) and value(node) is not None
