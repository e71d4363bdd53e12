"""On which items each misconception about signs shows, told from the item's numbers alone.

A claim is exact: true if and only if a holder's answer is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.domains.arithmetic.signed_rules import Pair

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from teachsim.domains.base import Item


def truth(pair: Pair) -> int:
    """The right value."""
    first, sign, second = pair
    match sign:
        case "+":
            return first + second
        case "-":
            return first - second
        case "×":
            return first * second
        case _:
            return first // second


def _unlike(item: Item) -> tuple[int, int] | None:
    """The two numbers of a sum with one of each sign, a taken-away negative counted as added."""
    first, sign, second = item.data
    if sign == "-" and second < 0:
        second = -second
    elif sign == "-":
        return None
    return (first, second) if first and second and (first < 0) != (second < 0) else None


def _sum_of_unlike_is_not_zero(item: Item) -> bool:
    return bool((pair := _unlike(item)) and sum(pair))


def _starts_below_zero_and_goes_up(item: Item) -> bool:
    return bool((pair := _unlike(item)) and pair[0] < 0)


def _sizes_alone_give_something_else(item: Item) -> bool:
    """Working with the sizes alone does not come to the right value; 4 - 9 has no sign to leave out."""
    first, sign, second = item.data
    if first >= 0 and second >= 0:
        return False
    return truth(Pair(abs(first), sign, abs(second))) != truth(item.data)


def _larger_size_has_another_sign(item: Item) -> bool:
    """The sign of the number of larger size (of two alike, the first) is not that of the product."""
    pair: Pair = item.data
    first, _, second = pair
    return (first < 0 if abs(first) >= abs(second) else second < 0) != (first * second < 0)


CLAIMS: Mapping[str, Callable[[Item], bool]] = {
    "wrong-sign-of-sum": _sum_of_unlike_is_not_zero,
    "ignores-signs": _sizes_alone_give_something_else,
    "minus-covers-sum": _starts_below_zero_and_goes_up,
    "two-negatives-make-positive": lambda item: item.data.first < 0 and item.data.second < 0,
    "negatives-add-to-positive": lambda item: item.data.first < 0 < item.data.second,
    "minus-negative-stays-minus": lambda item: item.data.second < 0,
    "turns-difference-round": lambda item: 0 <= item.data.first < item.data.second,
    "nothing-below-zero": lambda item: 0 <= item.data.first < item.data.second,
    "any-minus-makes-minus": lambda item: item.data.first < 0 and item.data.second < 0,
    "larger-gives-product-sign": _larger_size_has_another_sign,
}
"""By misconception id."""
