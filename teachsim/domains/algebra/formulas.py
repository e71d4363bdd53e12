"""What a holder of one misconception gets, as formulas in the numbers of an item.

The claims of the catalogue rest on these. They know nothing of trees being rewritten, rules or lines
on paper: an expression is a list of coefficients, an equation two such lists, and a misconception one
formula that replaces a right one. So they can contradict the rules.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from teachsim.domains.algebra.terms import term, terms
from teachsim.domains.expressions.tree import (
    Bracket,
    Letter,
    Number,
    Product,
    Quotient,
    bare,
    numeral,
    terms_of,
)
from teachsim.domains.expressions.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from teachsim.domains.expressions.tree import Equation, Node

Letters: TypeAlias = tuple[str, ...]
Pair: TypeAlias = tuple[Fraction, Letters]
"""A coefficient and its letters."""
Result: TypeAlias = Fraction | str

NONE, ANY = "none", "any"


def _times_all(times: Pair, parts: Sequence[Pair], divided: bool) -> list[Pair]:
    return [_by(times, part) for part in parts]


def _by(one: Pair, two: Pair) -> Pair:
    return one[0] * two[0], tuple(sorted(one[1] + two[1]))


class Method(NamedTuple):
    """The formulas of a student; each is the right one unless it is replaced."""

    beside: Callable[[Fraction, Letters], list[Pair]] = lambda number, letters: [(number, letters)]
    """A number written beside letters."""
    out: Callable[[Pair, Sequence[Pair], bool], list[Pair]] = _times_all
    """A factor before (or a number under, then `divided`) a bracket."""
    gather: Callable[[Sequence[Fraction]], Sequence[Fraction]] = lambda coefficients: coefficients
    """The coefficients of like terms that are added up."""
    add: Callable[[Fraction, Fraction], Fraction] = lambda one, two: one + two
    """Two signed numbers."""
    letters: Callable[[Fraction, Fraction], tuple[list[Fraction], list[Fraction]]] = lambda kept, moved: (
        [kept, -moved],
        [],
    )
    """What is added up before the letter and beside it, when so many letters come over."""
    first: Callable[[Fraction, Fraction, Fraction], tuple[Fraction, Fraction, Fraction]] = lambda a, b, c: (
        a,
        b,
        c,
    )
    """The equation ax + b = c before b is moved."""
    number: Callable[[Fraction, Fraction], list[Fraction]] = lambda b, c: [c, -b]
    """What is added up when b is moved to c."""
    last: Callable[[Fraction, Fraction], Fraction] = lambda a, c: c / a
    """The letter in ax = c."""

    def total(self, numbers: Sequence[Fraction]) -> Fraction:
        """Numbers added from left to right."""
        return reduce(self.add, numbers) if numbers else Fraction(0)


RIGHT = Method()


def flat(side: Node, method: Method) -> list[Pair]:
    """The terms of a side in order, with its brackets multiplied out."""
    found: list[Pair] = []
    for sign, node in terms_of(side):
        one = Fraction(-1 if sign == "-" else 1)
        match node:
            case Bracket(inner):
                found += method.out((one, ()), _terms(inner), False)
            case Quotient(Bracket(inner), bottom):
                found += method.out((one / (numeral(bottom) or 1), ()), _terms(inner), True)
            case Product(factors) if isinstance(factors[-1], Bracket):
                head = term(factors[0])
                assert head is not None
                found += method.out((one * head.coefficient, head.letters), _terms(factors[-1]), False)
            case _:
                found += [(one * number, letters) for number, letters in _single(node, method)]
    return found


def _single(node: Node, method: Method) -> list[Pair]:
    if isinstance(node, Quotient):
        divisor = numeral(node.bottom) or Fraction(1)
        return [(number / divisor, letters) for number, letters in _single(node.top, method)]
    plain = term(node)
    if plain is None:  # a power of numbers: 8^9
        number = value(node)
        assert number is not None
        return [(number, ())]
    if (
        isinstance(node, Product)
        and not node.sign
        and all(isinstance(f, Number | Letter) for f in node.factors)
    ):
        return method.beside(plain.coefficient, plain.letters)
    return [(plain.coefficient, plain.letters)]


def _terms(node: Node) -> list[Pair]:
    return [(part.coefficient, part.letters) for part in terms(bare(node)) or ()]


def simplified(node: Node, method: Method) -> dict[Letters, Fraction]:
    """The coefficients of the simplified expression, by letters; none is 0."""
    groups: dict[Letters, list[Fraction]] = {}
    for coefficient, letters in flat(node, method):
        groups.setdefault(letters, []).append(coefficient)
    added = {
        letters: method.total(method.gather(numbers) if letters and len(numbers) > 1 else numbers)
        for letters, numbers in groups.items()
    }
    return {letters: number for letters, number in added.items() if number}


def solution(equation: Equation, method: Method) -> Result:
    """What the letter is; `none` or `any` where it drops out."""
    (a, b), (c, d) = (_ax_plus_b(flat(side, method), method) for side in (equation.left, equation.right))
    if a and c:
        if not d and b:
            a, b, c, d = c, d, a, b
        before, beside = method.letters(a, c)
        numbers = [number for number in (b, *beside) if number]
        a, b, c = method.total(before), method.total(numbers), d
    else:
        a, b, c = (a, b, d) if a else (c, d, b)
    if not a:
        return ANY if b == c else NONE
    if b:
        a, b, c = method.first(a, b, c)
        c = method.total([number for number in method.number(b, c) if number])
    return c if a == 1 else method.last(a, c)


def _ax_plus_b(pairs: Sequence[Pair], method: Method) -> tuple[Fraction, Fraction]:
    before = [number for number, letters in pairs if letters and number]
    beside = [number for number, letters in pairs if not letters and number]
    if len(before) > 1:
        before = list(method.gather(before))
    return method.total(before), method.total(beside)
