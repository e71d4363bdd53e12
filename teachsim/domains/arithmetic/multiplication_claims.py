"""On which items each misconception about multiplying and dividing shows, told from the numbers alone.

A claim is exact: true if and only if a holder's answer is wrong.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.arithmetic.long_division import Division, places_needed
from teachsim.domains.arithmetic.number_topic import is_rounded, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from teachsim.domains.arithmetic.decimal_rules import Numeral
    from teachsim.domains.base import Item


class Task(NamedTuple):
    """The parsed parts of an item."""

    left: Numeral
    sign: str
    """`×` or `÷`."""
    right: Numeral

    @property
    def text(self) -> str:
        """As written."""
        return f"{self.left.text} {self.sign} {self.right.text}"


def truth(task: Task) -> Fraction:
    """The right value; of a division the exact one."""
    one, two = Fraction(task.left.value), Fraction(task.right.value)
    return one * two if task.sign == "×" else one / two


def accepted(text: str, right: Fraction) -> bool:
    """Whether a decimal is the right value, or that rounded to two places or more."""
    return value_of(text) == right or is_rounded(text, right, 2)


# --- multiplying -----------------------------------------------------------------------------------


def _columns(item: Item) -> tuple[int, int]:
    """The digits of both numbers, points left out, the longer on top."""
    one, two = item.data.left.digits, item.data.right.digits
    return (one, two) if len(str(one)) >= len(str(two)) else (two, one)


def _digit_sum_is_not_the_number(item: Item) -> bool:
    """Rows that all stand under the ones make top × (sum of the digits below)."""
    top, bottom = _columns(item)
    return top * sum(map(int, str(bottom))) != top * bottom


def _columns_apart_go_wrong(item: Item) -> bool:
    """The products of the digits above each other, side by side, are not the product."""
    top, bottom = map(str, _columns(item))
    if len(bottom) < 2:
        return False
    lower = bottom.rjust(len(top))
    side_by_side = "".join(a if b == " " else str(int(a) * int(b)) for a, b in zip(top, lower, strict=True))
    return int(side_by_side) != int(top) * int(bottom)


def _something_is_carried(item: Item) -> bool:
    """A digit on top, not the first, times a digit below is ten or more.

    Then the first carry is added wrongly (or not at all), and nothing makes up for it: to add it before
    multiplying only makes a row larger, to forget it only smaller.
    """
    top, bottom = map(str, _columns(item))
    return any(int(a) * int(b) >= 10 for a in top[1:] for b in bottom)


def _a_zero_meets_a_number(item: Item) -> bool:
    """There is a zero in one number and another digit in the other."""
    top, bottom = map(str, _columns(item))
    return ("0" in top and int(bottom) > 0) or ("0" in bottom and int(top) > 0)


def _places_from_the_left_differ(item: Item) -> bool:
    """So many digits before the point leave another number of them behind it."""
    task: Task = item.data
    left, _, right = task
    places = left.places + right.places
    return max(len(str(left.digits * right.digits)) - places, 0) != places


def _both_have_places(item: Item) -> bool:
    """Both numbers have digits behind the point, so that the longer alone does not give the places."""
    return bool(item.data.left.places and item.data.right.places)


# --- dividing --------------------------------------------------------------------------------------


def _whole(item: Item) -> tuple[int, int]:
    """Quotient and remainder of whole numbers."""
    task: Task = item.data
    return divmod(task.left.digits, task.right.digits)


def _scaled(left: Numeral, right: Numeral) -> Division:
    """The division with a whole divisor, by moving both points."""
    return Division(_shifted(left, right.places), right._replace(before=str(right.digits), after=""))


def _shifted(number: Numeral, places: int) -> Numeral:
    digits = number.before + number.after.ljust(places, "0")
    point = len(number.before) + places
    return number._replace(before=str(int(digits[:point] or "0")), after=digits[point:])


def _written(digits: int, places: int) -> str:
    """The number of so many of the smallest place.

    >>> _written(5, 2), _written(12, 0)
    ('0.05', '12')
    """
    text = str(digits).zfill(places + 1)
    return f"{text[: len(text) - places]}.{text[len(text) - places :]}" if places else text


def _without_zeros(item: Item) -> bool:
    """The digits of the quotient with the zeros behind the first one left out make another number."""
    if item.kind == "whole-division":
        return "0" in str(_whole(item)[0])
    division = _scaled(item.data.left, item.data.right)
    places = max(places_needed(division), division.dividend.places)
    scaled = Fraction(division.dividend.value) / division.divisor.digits * 10**places
    digits = _written(int(scaled), places)
    kept = digits.replace("0", "")
    rounded = int(kept.replace(".", "") or "0") + (scaled % 1 >= Fraction(1, 2))
    return not accepted(_written(rounded, len(kept.partition(".")[2])), truth(item.data))


def _turned_round_goes_wrong(item: Item) -> bool:
    """The first number is the smaller, and not by so little that both quotients round to 1."""
    left, _, right = item.data
    if left.value >= right.value:
        return False
    dividend, divisor = _scaled(right, left)
    places = max(places_needed(Division(dividend, divisor)), dividend.places)
    quotient = Fraction(dividend.value) / divisor.digits * 10**places
    return not accepted(_written(int(quotient + Fraction(1, 2)), places), truth(item.data))


def _turned_quotient_differs(item: Item) -> bool:
    quotient = str(_whole(item)[0])
    return int(quotient[::-1]) != int(quotient)


def _remainder_is_no_decimal(item: Item) -> bool:
    """There is a remainder, and written behind the point it makes another number."""
    division = _scaled(item.data.left, item.data.right)
    dividend, divisor = division.dividend, division.divisor.digits
    quotient, rest = divmod(dividend.digits, divisor)
    if not rest:
        return False
    places = dividend.places + len(str(rest))
    return not accepted(_written(int(f"{quotient}{rest}"), places), truth(item.data))


CLAIMS: Mapping[str, Callable[[Item], bool]] = {
    "unshifted-partial-product": _digit_sum_is_not_the_number,
    "column-wise-multiply": _columns_apart_go_wrong,
    "carry-added-before-multiplying": _something_is_carried,
    "forgets-carry-in-multiplying": _something_is_carried,
    "times-zero-leaves-number": _a_zero_meets_a_number,
    "point-from-the-left": _places_from_the_left_differ,
    "point-stays-in-line": _both_have_places,
    "quotient-zero-omitted": _without_zeros,
    "quotient-right-to-left": _turned_quotient_differs,
    "remainder-as-decimal": _remainder_is_no_decimal,
    "drops-remainder": lambda item: _whole(item)[1] > 0,
    "larger-by-smaller": _turned_round_goes_wrong,
    "moves-only-divisor-point": lambda item: bool(item.data.right.after),
}
"""By misconception id."""
