"""On which items each misconception about percent shows, told from the item's numbers alone.

A claim is exact: true if and only if a holder's answer, rounded as it is written, is wrong.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from teachsim.domains.arithmetic.number_topic import decimal_answer, is_rounded, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from teachsim.domains.arithmetic.percent_rules import Question
    from teachsim.domains.base import Item


def truth(question: Question) -> Fraction:
    """The right value, from `percentage × whole = 100 × part`."""
    asked, one, two = question
    if asked == "part":
        return Fraction(one * two, 100)
    if asked == "whole":
        return Fraction(two * 100, one)
    gone = Fraction(two * 100, one)
    return gone if asked == "percentage" else 100 - gone


def accepted(text: str, right: Fraction) -> bool:
    """Whether an answer is the right value, or that rounded to one place or more."""
    return value_of(text) == right or is_rounded(text, right, 1)


def _differs(item: Item, value: Fraction) -> bool:
    return not accepted(decimal_answer(value, 2), truth(item.data))


def _smaller_over_larger(item: Item) -> bool:
    _, one, two = item.data
    return _differs(item, min(100 * one / two, 100 * two / one))


def _a_hundredth_of_the_product(item: Item) -> bool:
    _, one, two = item.data
    return _differs(item, one * two / 100)


def _put_on_or_taken_away(item: Item) -> bool:
    asked, one, two = item.data
    return _differs(item, one + two if asked == "whole" else abs(one - two))


def _divided_by_the_percentage(item: Item) -> bool:
    asked, one, two = item.data
    return _differs(item, two / one if asked == "part" else two * one)


def _turned_round(item: Item) -> bool:
    return _differs(item, 100 * item.data.one / item.data.two)


def _point_in_front(item: Item) -> bool:
    """The percentage is not a whole number of two digits: 5 is read as .5 and 120 as .120."""
    asked, one, two = item.data
    digits = decimal_answer(one, 2).replace(".", "")
    read = Fraction(int(digits), 10 ** len(digits))
    return _differs(item, read * two if asked == "part" else two / read)


def _hundred_times_off(item: Item) -> bool:
    """Without the sign a part is 100 times as much, and a whole a hundredth of it."""
    asked, one, two = item.data
    return _differs(item, one * two if asked == "part" else two / one)


def _a_hundredth_of_it(item: Item) -> bool:
    """The decimal with a percent sign is a hundredth of the percentage."""
    return _differs(item, truth(item.data) / 100)


CLAIMS: Mapping[str, Callable[[Item], bool]] = {
    "smaller-over-larger": _smaller_over_larger,
    "percent-times-number": _a_hundredth_of_the_product,
    "percent-as-amount": _put_on_or_taken_away,
    "divides-by-percentage": _divided_by_the_percentage,
    "whole-over-part": _turned_round,
    "point-before-percentage": _point_in_front,
    "drops-percent-sign": _hundred_times_off,
    "puts-percent-sign-on-decimal": _a_hundredth_of_it,
}
"""By misconception id."""
