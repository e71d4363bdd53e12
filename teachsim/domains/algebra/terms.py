"""Single terms such as `-3x`, `x/3` or `5`, and sums of them, between trees and numbers."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.expressions.tree import (
    Bracket,
    Letter,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    number,
    numeral,
    terms_of,
    total,
    unsigned,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from teachsim.domains.expressions.tree import Node

HIGHEST = 6
"""The highest power of a letter that a term may have."""


class Term(NamedTuple):
    """A number times letters."""

    coefficient: Fraction
    letters: tuple[str, ...] = ()
    """In order, one for each time; none for a plain number."""
    over: bool = False
    """Whether its denominator stands underneath: `x/3`, not `1/3 x`."""

    @property
    def node(self) -> Node:
        """As it is written: no 1 before a letter, and letters side by side."""
        return _node(self)

    def scaled(self, times: Fraction) -> Term:
        """So many times the term."""
        return self._replace(coefficient=self.coefficient * times)


@lru_cache(maxsize=8192)
def _node(whole: Term) -> Node:
    size = abs(whole.coefficient)
    if not whole.letters:
        node: Node = number(size)
    elif whole.over and size.denominator != 1:
        node = Quotient(_times(Fraction(size.numerator), whole.letters), number(size.denominator))
    else:
        node = _times(size, whole.letters)
    return Negative(node) if whole.coefficient < 0 else node


def _times(coefficient: Fraction, letters: tuple[str, ...]) -> Node:
    factors: list[Node] = [] if coefficient == 1 else [number(coefficient)]
    for name in dict.fromkeys(letters):
        count = letters.count(name)
        letter = Letter(name)
        factors.append(letter if count == 1 else Power(letter, number(count)))
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


@lru_cache(maxsize=8192)  # every goal looks at the terms again
def term(node: Node) -> Term | None:
    """The node as one term, numbers in it multiplied; None where it is more than one.

    >>> from teachsim.domains.expressions.parser import parse
    >>> term(parse("-2x/3"))
    Term(coefficient=Fraction(-2, 3), letters=('x',), over=True)
    """
    match node:
        case Number():
            return Term(node.value)
        case Letter(name):
            return Term(Fraction(1), (name,))
        case Negative(inner):
            found = term(inner)
            return found and found.scaled(Fraction(-1))
        case Bracket(inner):
            return term(inner)
        case Product(factors):
            return _product(factors)
        case Quotient(top, bottom):
            found, divisor = term(top), numeral(bottom)
            if found is None or not divisor:
                return None
            return Term(found.coefficient / divisor, found.letters, bool(found.letters))
        case Power(base, exponent):
            found, times = term(base), numeral(exponent)
            if found is None or times is None or times.denominator != 1 or not 0 < times <= HIGHEST:
                return None
            return Term(
                found.coefficient ** int(times), tuple(sorted(found.letters * int(times))), found.over
            )
    return None


def _product(factors: tuple[Node, ...]) -> Term | None:
    coefficient, over = Fraction(1), False
    letters: tuple[str, ...] = ()
    for factor in factors:
        found = term(factor)
        if found is None:
            return None
        coefficient *= found.coefficient
        letters += found.letters
        over |= found.over
    return Term(coefficient, tuple(sorted(letters)), over) if len(letters) <= HIGHEST else None


def terms(node: Node) -> list[Term] | None:
    """The terms of a sum in order; None where one of them is not a single term (a bracket)."""
    found = [term(unsigned(part)) for part in terms_of(node)]
    plain = [part for part in found if part is not None]
    return plain if len(plain) == len(found) else None


def joined(parts: Iterable[Term]) -> Node:
    """The sum of terms as a tree, those worth 0 left out."""
    return total(part.node for part in parts if part.coefficient)


def tidy(node: Node) -> Node:
    """A sum with each term in its usual form (`3 × 6x` as `18x`), nothing put together.

    What is not a single term stays as it is.
    """
    return total(
        part if found is None else found.node
        for part, found in ((part, term(part)) for part in map(unsigned, terms_of(node)))
        if found is None or found.coefficient
    )
