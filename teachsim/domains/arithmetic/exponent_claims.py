"""On which items each misconception about powers shows, told from bases and exponents alone.

A claim is exact: true if and only if a holder's answer is wrong. Each one states what the holder makes
of a power and compares the value of the whole with the truth.
"""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

from teachsim.domains.arithmetic.exponent_rules import Power, Powers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from teachsim.domains.base import Item


def truth(powers: Powers) -> Fraction:
    """The right value."""
    return _value(powers, lambda base, exponent: Fraction(base) ** exponent)


def _value(powers: Powers, meaning: Callable[[int, int], Fraction]) -> Fraction:
    """What an expression comes to when a power means that: products first, then the sum."""
    products = [meaning(*powers.parts[0])]
    for sign, part in zip(powers.signs, powers.parts[1:], strict=True):
        value = meaning(*part)
        if sign == "×":
            products[-1] *= value
        else:
            products.append(value if sign == "+" else -value)
    return sum(products, Fraction(0))


def _joined(powers: Powers) -> Powers:
    """Powers of one base rightly written as one power; other expressions as they are."""
    if not powers.of_one_base:
        return powers
    return Powers((Power(powers.parts[0].base, sum(part.exponent for part in powers.parts)),), ())


def _taken_for(meaning: Callable[[int, int], Fraction]) -> Callable[[Item], bool]:
    """A claim that taking powers to mean something else comes to something else."""
    return lambda item: _value(_joined(item.data), meaning) != truth(item.data)


def _base_times_exponent(base: int, exponent: int) -> Fraction:
    return Fraction(base * exponent if exponent else 1)


def _exponent_to_the_base(base: int, exponent: int) -> Fraction:
    return Fraction(exponent**base) if exponent > 0 else Fraction(base) ** exponent


def _a_zero_exponent_counts(item: Item) -> bool:
    """Taking b^0 for 0, or for b, comes to something else."""
    powers = _joined(item.data)
    if all(part.exponent for part in powers.parts):
        return False
    as_nothing = _value(powers, lambda b, e: Fraction(b) ** e if e else Fraction(0))
    as_the_base = _value(powers, lambda b, e: Fraction(b) ** (e or 1))
    return {as_nothing, as_the_base} != {truth(item.data)}


def _product_of_exponents_differs(item: Item) -> bool:
    """The base is not 1, and the exponents have another product than sum."""
    powers: Powers = item.data
    exponents = [part.exponent for part in powers.parts]
    return powers.parts[0].base != 1 and prod(exponents) != sum(exponents)


def _product_of_bases_counts(item: Item) -> bool:
    """The base is not 1 and the exponents are not all 0."""
    powers: Powers = item.data
    return powers.parts[0].base != 1 and any(part.exponent for part in powers.parts)


CLAIMS: Mapping[str, Callable[[Item], bool]] = {
    "exponent-as-times": _taken_for(_base_times_exponent),
    "base-and-exponent-swapped": _taken_for(_exponent_to_the_base),
    "zero-power-is-not-one": _a_zero_exponent_counts,
    "negative-exponent-moves-point": lambda item: item.data.parts[0].exponent < 0,
    "negative-exponent-negates": lambda item: item.data.parts[0].exponent < 0,
    "multiplies-exponents": _product_of_exponents_differs,
    "multiplies-bases-too": _product_of_bases_counts,
}
"""By misconception id."""
