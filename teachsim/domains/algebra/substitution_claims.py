"""What a holder of one misconception gets when numbers are put in, as formulas; see `formulas`."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from math import prod
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from teachsim.domains.expressions.tree import (
    Bracket,
    Letter,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    children,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from teachsim.domains.algebra.notation import Task
    from teachsim.domains.base import Item
    from teachsim.domains.expressions.tree import Node

Claim: TypeAlias = "Callable[[Item], bool]"


def _usual_order(terms: Sequence[tuple[int, list[tuple[bool, Fraction]]]]) -> Sequence[Fraction]:
    return [
        sign * prod((1 / n if over else n for over, n in factors), start=Fraction(1))
        for sign, factors in terms
    ]


class Putting(NamedTuple):
    """The formulas of a student; each is the right one unless it is replaced."""

    beside: Callable[[Product, list[Fraction]], Fraction] = lambda node, factors: prod(
        factors, start=Fraction(1)
    )
    """Numbers and letters side by side, the letters' numbers put in."""
    given: Callable[[Fraction, Node], Fraction] = lambda number, expression: number
    """What goes in for a letter."""
    power: Callable[[Fraction, int], Fraction] = lambda base, times: base**times
    add: Callable[[Fraction, Fraction], Fraction] = lambda one, two: one + two
    order: Callable[[Sequence[tuple[int, list[tuple[bool, Fraction]]]]], Sequence[Fraction]] = _usual_order
    """Signed terms with the factors and divisors of each, as numbers to be added up."""


def worth(task: Task, method: Putting) -> Fraction | None:
    """The value; None where something would be divided by 0."""
    try:
        return _worth(task.expression, task, method)
    except ZeroDivisionError:
        return None


def _worth(node: Node, task: Task, method: Putting) -> Fraction:
    match node:
        case Number():
            return node.value
        case Letter(name):
            return method.given(dict(task.given)[name], task.expression)
        case Negative(inner):
            return -_worth(inner, task, method)
        case Bracket(inner):
            return _worth(inner, task, method)
        case Power(base, exponent):
            return method.power(_worth(base, task, method), int(_worth(exponent, task, method)))
        case Quotient(top, bottom):
            return _worth(top, task, method) / _worth(bottom, task, method)
        case Product(factors):
            numbers = [_worth(factor, task, method) for factor in factors]
            return method.beside(node, numbers) if is_beside(node) else prod(numbers, start=Fraction(1))
        case Sum(terms):
            signed = [(-1 if sign == "-" else 1, _factors(part, task, method)) for sign, part in terms]
            return reduce(method.add, method.order(signed))
    raise AssertionError(node)


def _factors(node: Node, task: Task, method: Putting) -> list[tuple[bool, Fraction]]:
    """The numbers of a term in the order of writing, and whether each divides."""
    match node:
        case Product(factors) if not (is_beside(node) and method.beside is not Putting().beside):
            return [piece for factor in factors for piece in _factors(factor, task, method)]
        case Quotient(top, bottom):
            (_, first), *others = _factors(bottom, task, method)
            return [*_factors(top, task, method), (True, first), *others]
    return [(False, _worth(node, task, method))]


def is_beside(node: Product) -> bool:
    """Whether only numbers and letters stand side by side."""
    return not node.sign and all(isinstance(factor, Number | Letter) for factor in node.factors)


def _from_left(terms: Sequence[tuple[int, list[tuple[bool, Fraction]]]]) -> Sequence[Fraction]:
    if not any(len(factors) > 1 for _, factors in terms[1:]):
        return _usual_order(terms)
    result = Fraction(0)
    for sign, ((_, first), *others) in terms:
        result += sign * first
        for over, number in others:
            result = result / number if over else result * number
    return [result]


def _digits(node: Product, numbers: list[Fraction]) -> Fraction:
    first, *others = numbers
    whole = isinstance(node.factors[0], Number) and first.denominator == 1
    return 10 * first + others[0] if whole and len(others) == 1 else prod(numbers, start=Fraction(1))


def _number_alone(node: Product, numbers: list[Fraction]) -> Fraction:
    plain = [factor.value for factor in node.factors if isinstance(factor, Number)]
    number = prod(plain, start=Fraction(1))
    return number if number != 1 else prod(numbers, start=Fraction(1))


def _first_number(number: Fraction, expression: Node) -> Fraction:
    found = next(_numbers(expression), None)
    return number if found is None else found


def _numbers(node: Node) -> Iterator[Fraction]:
    if isinstance(node, Number):
        yield node.value
    for part in children(node):
        yield from _numbers(part)


def _goes_wrong(method: Putting) -> Claim:
    return lambda item: worth(item.data, method) != worth(item.data, Putting())


def _two_minuses(one: Fraction, two: Fraction) -> Fraction:
    return abs(one + two) if one < 0 and two < 0 else one + two


def _not_below_zero(one: Fraction, two: Fraction) -> Fraction:
    return abs(one + two) if one * two < 0 else one + two


SUBSTITUTING: Mapping[str, Claim] = {
    "digits-side-by-side": _goes_wrong(Putting(beside=_digits)),
    "adds-side-by-side": _goes_wrong(Putting(beside=lambda node, numbers: sum(numbers, start=Fraction(0)))),
    "letter-not-used": _goes_wrong(Putting(beside=_number_alone)),
    "first-number-for-letter": _goes_wrong(Putting(given=_first_number)),
    "drops-minus-putting-in": _goes_wrong(Putting(given=lambda number, expression: abs(number))),
    "left-to-right-putting-in": _goes_wrong(Putting(order=_from_left)),
    "power-as-times": _goes_wrong(Putting(power=lambda base, times: base * times)),
    "two-negatives-make-positive": _goes_wrong(Putting(add=_two_minuses)),
    "never-below-zero": _goes_wrong(Putting(add=_not_below_zero)),
}
"""By misconception id, for putting numbers in."""
