"""On which items each misconception about whole numbers shows, told from the digits alone.

A claim is exact: true if and only if a holder's answer is wrong. It follows the *right* borrows, which
plain arithmetic gives: something is borrowed out of a column if the digits from there down, read as a
number, are too few on top. Up to the first place where a wrong rule does something else both pupils
stand before the same digits, and from there on the answers differ in a column that no later column
touches; so the first such place settles it. Each claim says where that is.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from teachsim.domains.base import Item


class _Digits(NamedTuple):
    """One column of a subtraction: its digits, and what the right way borrows."""

    place: int
    top: int
    bottom: int
    """0 where nothing is written."""
    lent: bool
    """Whether the column to the right borrows from this one."""
    borrows: bool
    """Whether this one borrows from the left."""

    @property
    def standing(self) -> int:
        """The top digit when the right way gets here."""
        return (self.top - self.lent) % 10

    @property
    def too_small(self) -> bool:
        """Whether this column itself is short, rather than passing a borrow on."""
        return self.standing < self.bottom


def _numbers(item: Item) -> tuple[int, int]:
    first, second = item.data
    return first, second


def _columns(item: Item) -> list[_Digits]:
    top, bottom = _numbers(item)
    return [
        _Digits(
            place,
            top // 10**place % 10,
            bottom // 10**place % 10,
            top % 10**place < bottom % 10**place,
            top % 10 ** (place + 1) < bottom % 10 ** (place + 1),
        )
        for place in range(len(str(top)))
    ]


def _some_digit_too_small(item: Item) -> bool:
    """A digit below is larger than the one above it."""
    return any(column.bottom > column.top for column in _columns(item))


def _zero_with_something_below(item: Item) -> bool:
    """A top digit is 0, or has become 0, and something is to be taken from it."""
    return any(column.standing == 0 < column.bottom for column in _columns(item))


def _borrows_from_a_zero(item: Item) -> bool:
    """A column borrows, and the next top digit is 0."""
    return any(column.lent and column.top == 0 for column in _columns(item))


def _borrows_from_a_zero_past_a_leading_ten(item: Item) -> bool:
    """The same, where the 0 and what is left of it are not just 10."""
    top, _ = _numbers(item)
    return any(column.lent and column.top == 0 and top // 10**column.place != 10 for column in _columns(item))


def _borrows_from_a_zero_over_a_zero(item: Item) -> bool:
    """A column is short itself, and next door a written 0 stands below a 0."""
    _, bottom = _numbers(item)
    return any(
        here.too_small and left.top == 0 == left.bottom and left.place < len(str(bottom))
        for here, left in pairwise(_columns(item))
    )


def _borrows_twice(item: Item) -> bool:
    """At least two columns are short, earlier borrows counted."""
    return sum(column.too_small for column in _columns(item)) >= 2


def _takes_a_zero_from_something(item: Item) -> bool:
    """A written 0 stands below a digit that is not 0 when its turn comes."""
    _, bottom = _numbers(item)
    return any(
        column.bottom == 0 != column.standing for column in _columns(item) if column.place < len(str(bottom))
    )


def _borrows_short_of_the_leftmost(item: Item) -> bool:
    """Some column borrows from a digit that is not the leftmost."""
    return any(column.lent for column in _columns(item)[:-1])


def _something_left_where_the_bottom_is_blank(item: Item) -> bool:
    """The right answer is longer than the number below."""
    top, bottom = _numbers(item)
    return len(str(top - bottom)) > len(str(bottom))


def _something_left_to_take_the_leading_digit_from(item: Item) -> bool:
    """What is left above the blanks reaches the leading digit below, which is not 0."""
    top, bottom = _numbers(item)
    leading = int(str(bottom)[0])
    left = int(str(top - bottom)[: -len(str(bottom))] or 0)
    return 0 < leading <= left


def _some_column_but_the_last_reaches_ten(item: Item) -> bool:
    """A carry is due, and not only out of the leftmost column, whose sum is written in full anyway."""
    first, second = _numbers(item)
    places = len(str(max(first, second)))
    return any(first // 10**place % 10 + second // 10**place % 10 >= 10 for place in range(places - 1))


def _one_digit_added_to_several(item: Item) -> bool:
    """One number has a single digit, not 0, and the other has more."""
    first, second = sorted(_numbers(item))
    return 0 < first < 10 <= second


CLAIMS: Mapping[str, Callable[[Item], bool]] = {
    "smaller-from-larger": _some_digit_too_small,
    "zero-instead-of-borrow": _some_digit_too_small,
    "borrow-no-decrement": _some_digit_too_small,
    "zero-minus-n-is-n": _zero_with_something_below,
    "zero-minus-n-is-zero": _zero_with_something_below,
    "borrow-once-then-smaller-from-larger": _borrows_twice,
    "always-borrow-left": _borrows_short_of_the_leftmost,
    "borrow-across-zero": _borrows_from_a_zero,
    "stops-borrow-at-zero": _borrows_from_a_zero,
    "borrow-from-zero": _borrows_from_a_zero,
    "borrow-from-zero-left-ten-ok": _borrows_from_a_zero_past_a_leading_ten,
    "borrow-from-zero-over-zero": _borrows_from_a_zero_over_a_zero,
    "smaller-from-larger-instead-of-borrow-from-zero": _borrows_from_a_zero,
    "n-minus-zero-is-zero": _takes_a_zero_from_something,
    "quits-when-bottom-blank": _something_left_where_the_bottom_is_blank,
    "stutter-subtract": _something_left_to_take_the_leading_digit_from,
    "drops-carry": _some_column_but_the_last_reaches_ten,
    "writes-both-digits": _some_column_but_the_last_reaches_ten,
    "one-digit-to-every-column": _one_digit_added_to_several,
}
"""By misconception id."""
