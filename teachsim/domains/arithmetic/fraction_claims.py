"""On which items each misconception about fractions shows, told from the item's numbers alone.

A claim is exact: true if and only if a holder's answer is graded wrong. Each one states in a formula
what the holder gets and compares it with the truth, so that it can contradict the rules.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING

from teachsim.domains.arithmetic.fraction_numbers import smallest_factor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from teachsim.domains.arithmetic.fraction_numbers import Part, Task
    from teachsim.domains.base import Item


def _task(item: Item) -> Task:
    task: Task = item.data
    return task


def _truth(item: Item) -> Fraction:
    """The sum or difference."""
    left, sign, right = _task(item)
    return Fraction(left.value + right.value if sign == "+" else left.value - right.value)


def _rows_as_whole_numbers_go_wrong(item: Item) -> bool:
    """(a+c)/(b+d), or |a-c|/|b-d|, is not the sum or difference; a whole n stands as n/n."""
    left, sign, right = _task(item)
    if 0 in (left.whole + left.bottom, right.whole + right.bottom):
        return False
    if left.is_whole or right.is_whole:
        if left.is_mixed or right.is_mixed:
            return False
        (a, b), (c, d) = ((p.whole, p.whole) if p.is_whole else p[1:] for p in (left, right))
    elif sign == "-" and (left.is_mixed or right.is_mixed):
        return False
    else:
        (a, b), (c, d) = left[1:], right[1:]
    if sign == "-":
        return Fraction(abs(a - c), abs(b - d) or b) != _truth(item)
    wholes = left.whole + right.whole if left.bottom and right.bottom else 0
    return wholes + Fraction(a + c, b + d) != _truth(item)


def _unscaled_tops_go_wrong(item: Item) -> bool:
    """The old tops over the common bottom make another number; too little to take from is swapped."""
    left, sign, right = _task(item)
    if left.is_whole or right.is_whole or left.bottom == right.bottom:
        return False
    common = lcm(left.bottom, right.bottom)
    one, two = (Fraction(part.whole) + Fraction(part.top, common) for part in (left, right))
    if sign == "+":
        return one + two != _truth(item)
    if left.whole < right.whole:  # 7/2 was rewritten as 3 1/2, so the old top is what is left of it
        one = left.whole + left.top // left.bottom + Fraction(left.top % left.bottom, common)
        wholes = left.whole + left.top // left.bottom - right.whole
    else:
        wholes = left.whole - right.whole
    left_over = one - two
    return (left_over if left_over >= 0 else 2 * wholes - left_over) != _truth(item)


def _tops_too_small(item: Item) -> bool:
    """The fraction on the left is smaller than the one on the right, and there are wholes to cut."""
    left, sign, right = _task(item)
    if sign != "-" or not (left.whole or right.whole):
        return False
    fraction = Fraction(left.top, left.bottom or 1)
    if left.whole < right.whole:
        fraction %= 1
    return fraction < Fraction(right.top, right.bottom or 1)


def _parts_apart_go_wrong(item: Item) -> bool:
    """The wholes apart and |a-c|/|b-d| make another number than the difference."""
    left, sign, right = _task(item)
    if sign != "-" or left.is_whole or right.is_whole or not (left.whole or right.whole):
        return False
    if left.whole < right.whole:
        return False
    (w, a, b), (x, c, d) = left, right
    return w - x + Fraction(abs(a - c), abs(b - d) or b) != _truth(item)


def _factors(item: Item) -> tuple[Part, Part]:
    """What is to be multiplied; in a division, with the second number rightly turned over."""
    left, sign, right = _task(item)
    if sign == "÷":
        top, bottom = right.improper
        right = right._replace(whole=0, top=bottom, bottom=top)
    return left, right


def _a_whole_number_multiplies(item: Item) -> bool:
    """One factor is a whole number from 2, and the other is not 0."""
    left, right = _factors(item)
    if left.is_whole == right.is_whole:
        return False
    number, fraction = (left, right) if left.is_whole else (right, left)
    return number.whole > 1 and bool(fraction.top)


def _factors_share_a_bottom(item: Item) -> bool:
    """Both bottoms are the same, from 2, and the product is not 0."""
    left, right = _factors(item)
    return left.bottom == right.bottom > 1 and bool(left.top and right.top)


def _crosswise_goes_wrong(item: Item) -> bool:
    """Two fractions, not 0, the second other than 1."""
    left, right = _factors(item)
    if left.is_whole or right.is_whole:
        return False
    return bool(left.top and right.top) and right.top != right.bottom


def _crosswise_with_a_carry_goes_wrong(item: Item) -> bool:
    """Writing the units of ad behind bc and its tens makes 10bc + ad, which is not the product."""
    left, right = _factors(item)
    if left.is_whole or right.is_whole:
        return False
    (_, a, b), (_, c, d) = left, right
    return (10 * b * c + a * d) * b * d != a * c


def _first_turned_over_goes_wrong(item: Item) -> bool:
    """bc/ad is not ad/bc, so the two are not equal; 0 is left alone."""
    left, _, right = _task(item)
    return bool(left.value) and left.value != right.value


def _both_turned_over_goes_wrong(item: Item) -> bool:
    """The first number is neither 0 nor 1."""
    return _task(item).left.value not in (0, 1)


def _nothing_turned_over_goes_wrong(item: Item) -> bool:
    """The first number is not 0 and the second not 1."""
    return bool(_task(item).left.value) and _task(item).right.value != 1


def _dividing_rows_goes_wrong(item: Item) -> bool:
    """(a÷c)/(b÷d) without remainders is not the quotient."""
    (a, b), (c, d) = _task(item).left.improper, _task(item).right.improper
    below = b // d if b >= d else d // b
    return (a // c) * b * c != a * d * below


def _top_can_be_divided(item: Item) -> bool:
    """The top is 2 or more, so that it has a factor."""
    return _task(item).left.top >= 2


def _own_factors_differ_from_the_common_one(item: Item) -> bool:
    """The smallest factors of top and bottom are not both their largest common factor."""
    _, top, bottom = _task(item).left
    if top < 2 or bottom < 2:
        return False
    return {smallest_factor(top), smallest_factor(bottom)} != {gcd(top, bottom)}


def _larger_bottom_is_not_larger(item: Item) -> bool:
    """The bottoms differ, and the fraction with the larger one is not the larger fraction."""
    left, _, right = _task(item)
    if left.bottom == right.bottom:
        return False
    return (left.bottom < right.bottom) != (left.value < right.value) or left.value == right.value


def _there_is_a_whole(item: Item) -> bool:
    """A whole is always more than one piece, so neither w + b nor wb can be all the pieces."""
    return _task(item).left.is_mixed


def _figures_moved_go_wrong(item: Item) -> bool:
    """The figures move as if pieces were tenths (or hundredths, for two figures), and they are not."""
    whole, top, bottom = _task(item).left
    behind = len(str(top)) - (0 if whole else 1)
    return behind > 0 and bottom != 10**behind


_ADDING = ("fraction-addition", "fraction-subtraction", "mixed-addition", "mixed-subtraction")
_REWRITING = ("mixed-to-improper", "improper-to-mixed")
_MULTIPLYING = ("fraction-multiplication", "fraction-division")


def _on(kinds: tuple[str, ...], claim: Callable[[Item], bool]) -> Callable[[Item], bool]:
    return lambda item: item.kind in kinds and claim(item)


CLAIMS: Mapping[str, Callable[[Item], bool]] = {
    "add-tops-and-bottoms": _on(_ADDING, _rows_as_whole_numbers_go_wrong),
    "old-numerators": _on(_ADDING, _unscaled_tops_go_wrong),
    "no-regrouping-mixed": _on(_ADDING, _tops_too_small),
    "part-wise-mixed": _on(_ADDING, _parts_apart_go_wrong),
    "scales-both-parts": _on(_MULTIPLYING, _a_whole_number_multiplies),
    "keeps-like-denominator": _on(_MULTIPLYING, _factors_share_a_bottom),
    "cross-multiplies-product": _on(_MULTIPLYING, _crosswise_goes_wrong),
    "cross-product-with-carry": _on(_MULTIPLYING, _crosswise_with_a_carry_goes_wrong),
    "inverts-dividend": _on(("fraction-division",), _first_turned_over_goes_wrong),
    "inverts-both": _on(("fraction-division",), _both_turned_over_goes_wrong),
    "divides-without-inverting": _on(("fraction-division",), _nothing_turned_over_goes_wrong),
    "part-wise-division": _on(("fraction-division",), _dividing_rows_goes_wrong),
    "reduces-numerator-only": _on(("fraction-simplifying",), _top_can_be_divided),
    "reduces-by-guessing": _on(("fraction-simplifying",), _own_factors_differ_from_the_common_one),
    "bigger-denominator-bigger": _on(("fraction-comparison",), _larger_bottom_is_not_larger),
    "adds-whole-to-top": _on(("mixed-to-improper",), _there_is_a_whole),
    "multiplies-whole-by-top": _on(("mixed-to-improper",), _there_is_a_whole),
    "whole-before-top": _on(_REWRITING, _figures_moved_go_wrong),
}
"""By misconception id."""
