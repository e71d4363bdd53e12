"""What a tree is worth: exact values, and the polynomial that it stands for.

This is the yardstick of grading and checks; the students' procedures do not use it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from teachsim.domains.expressions.tree import (
    Bracket,
    Letter,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    numeral,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from teachsim.domains.expressions.tree import Node

Letters: TypeAlias = tuple[str, ...]
"""The letters of a term in order, one for each time: x²y is `("x", "x", "y")`."""
Polynomial: TypeAlias = dict[Letters, Fraction]
"""Coefficients by letters; none is 0."""

HIGHEST = 12
"""The highest exponent that is worked out."""
MOST_TERMS = 60
"""The largest polynomial that is built."""


def value(node: Node, letters: Mapping[str, Fraction] | None = None) -> Fraction | None:
    """The number that a tree is worth; None when a letter is not known or something is divided by 0."""
    match node:
        case Number():
            return node.value
        case Letter(name):
            return letters.get(name) if letters else None
        case Negative(inner):
            found = value(inner, letters)
            return None if found is None else -found
        case Bracket(inner):
            return value(inner, letters)
        case Sum(terms):
            result = Fraction(0)
            for sign, term in terms:
                found = value(term, letters)
                if found is None:
                    return None
                result += -found if sign == "-" else found
            return result
        case Product(factors):
            result = Fraction(1)
            for factor in factors:
                found = value(factor, letters)
                if found is None:
                    return None
                result *= found
            return result
        case Quotient(top, bottom):
            one, two = value(top, letters), value(bottom, letters)
            return one / two if one is not None and two else None
        case Power(base, exponent):
            one, two = value(base, letters), value(exponent, letters)
            if one is None or two is None or two.denominator != 1 or abs(two) > HIGHEST:
                return None
            return Fraction(one ** int(two)) if one or two >= 0 else None
    return None


def polynomial(node: Node) -> Polynomial | None:
    """The polynomial that a tree stands for, like terms together; None where it is none, or too large.

    >>> from teachsim.domains.expressions.parser import parse
    >>> {"".join(k): str(v) for k, v in polynomial(parse("3x + 4 - 5 + x")).items()}
    {'x': '4', '': '-1'}
    """
    match node:
        case Number():
            return _without_zeros({(): node.value})
        case Letter(name):
            return {(name,): Fraction(1)}
        case Negative(inner):
            found = polynomial(inner)
            return None if found is None else _scaled(found, Fraction(-1))
        case Bracket(inner):
            return polynomial(inner)
        case Sum(terms):
            return _sum(terms)
        case Product(factors):
            result: Polynomial | None = {(): Fraction(1)}
            for factor in factors:
                result = _multiplied(result, polynomial(factor))
            return result
        case Quotient(top, bottom):
            divisor = polynomial(bottom)
            found = polynomial(top)
            if found is None or divisor is None or set(divisor) != {()}:
                return None
            return _scaled(found, 1 / divisor[()])
        case Power(base, exponent):
            times = numeral(exponent)
            if times is None or times.denominator != 1 or not 0 <= times <= HIGHEST:
                return None
            result = {(): Fraction(1)}
            found = polynomial(base)
            for _ in range(int(times)):
                result = _multiplied(result, found)
            return result
    return None


def _sum(terms: tuple[tuple[str, Node], ...]) -> Polynomial | None:
    result: Polynomial = {}
    for sign, term in terms:
        found = polynomial(term)
        if found is None:
            return None
        for key, coefficient in found.items():
            result[key] = result.get(key, Fraction(0)) + (-coefficient if sign == "-" else coefficient)
    return _without_zeros(result)


def _multiplied(one: Polynomial | None, two: Polynomial | None) -> Polynomial | None:
    if one is None or two is None or len(one) * len(two) > MOST_TERMS:
        return None
    result: Polynomial = {}
    for left, a in one.items():
        for right, b in two.items():
            key = tuple(sorted(left + right))
            result[key] = result.get(key, Fraction(0)) + a * b
    return _without_zeros(result)


def _scaled(found: Polynomial, times: Fraction) -> Polynomial:
    return _without_zeros({key: coefficient * times for key, coefficient in found.items()})


def _without_zeros(found: Polynomial) -> Polynomial:
    return {key: coefficient for key, coefficient in found.items() if coefficient}
