"""On which items each misconception about decimals shows, told from the item's numbers alone.

A claim is exact: true if and only if a holder's answer is graded wrong. It compares what the holder
gets, as a decimal value, with the truth.
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from teachsim.domains.arithmetic.decimal_rules import Task
    from teachsim.domains.base import Item


def _task(item: Item) -> Task:
    task: Task = item.data
    return task


def _order(one: Decimal | int, two: Decimal | int) -> int:
    """-1, 0 or 1."""
    return (one > two) - (one < two)


def _truth(item: Item) -> int:
    return _order(_task(item).left.value, _task(item).right.value)


def _same_wholes(item: Item) -> bool:
    return int(_task(item).left.value) == int(_task(item).right.value)


def _longer_is_not_larger(item: Item) -> bool:
    """The wholes are alike, the lengths differ, and the longer one is not the larger."""
    lengths = _order(_task(item).left.places, _task(item).right.places)
    return lengths != 0 and _same_wholes(item) and lengths != _truth(item)


def _digits_as_whole_numbers_mislead(item: Item) -> bool:
    """The wholes are alike, and 10^places times each rest compares otherwise than the rests do."""
    one, two = ((n.value % 1).scaleb(n.places) for n in (_task(item).left, _task(item).right))
    return _same_wholes(item) and _order(one, two) != _truth(item)


def _shorter_is_not_larger(item: Item) -> bool:
    """The wholes are alike, the lengths differ, neither is 0, and the shorter is not the larger."""
    one, two = _task(item).left.places, _task(item).right.places
    return one > 0 < two and one != two and _same_wholes(item) and _order(two, one) != _truth(item)


def _differ_only_behind_two_places(item: Item) -> bool:
    """Cut to hundredths they are equal, and yet they are not."""
    cent = Decimal("0.01")
    one, two = (n.value.quantize(cent, ROUND_FLOOR) for n in (_task(item).left, _task(item).right))
    return one == two and _truth(item) != 0


def _behind_the_point_reaches_a_whole_or_is_uneven(item: Item) -> bool:
    """Wholes and rests apart, each rest counted in its own last place, make another number."""
    left, _, right = _task(item)
    rests = sum(int((n.value % 1).scaleb(n.places)) for n in (left, right))
    width = max(left.places, right.places, len(str(rests)))
    apart = int(left.value) + int(right.value) + Decimal(rests).scaleb(-width)
    return apart != left.value + right.value


def _digits_below_nothing(item: Item) -> bool:
    """The number taken away has more places, and not only zeros there."""
    left, _, right = _task(item)
    return right.value.scaleb(left.places) % 1 != 0


def _right_edges_do_not_match(item: Item) -> bool:
    """Counting both in the smallest place, though one has fewer places, makes another number."""
    left, sign, right = _task(item)
    places = max(left.places, right.places)
    one, two = (n.value.scaleb(n.places - places) for n in (left, right))
    if sign == "+":
        return one + two != left.value + right.value
    return left.places != right.places and abs(one - two) != left.value - right.value


def _on(kind: str, claim: Callable[[Item], bool]) -> Callable[[Item], bool]:
    return lambda item: item.kind == kind and claim(item)


CLAIMS: Mapping[str, Callable[[Item], bool]] = {
    "longer-is-larger": _on("decimal-comparison", _longer_is_not_larger),
    "whole-number-decimals": _on("decimal-comparison", _digits_as_whole_numbers_mislead),
    "shorter-is-larger": _on("decimal-comparison", _shorter_is_not_larger),
    "money-two-places": _on("decimal-comparison", _differ_only_behind_two_places),
    "adds-either-side-of-point": _on("decimal-addition", _behind_the_point_reaches_a_whole_or_is_uneven),
    "brings-digits-down": _on("decimal-subtraction", _digits_below_nothing),
    "aligns-right": lambda item: item.kind != "decimal-comparison" and _right_edges_do_not_match(item),
}
"""By misconception id."""
