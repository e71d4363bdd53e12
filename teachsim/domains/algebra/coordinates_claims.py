"""On which items each misconception about points shows, told from the item's numbers alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.domains.algebra.coordinates_rules import Read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from teachsim.domains.base import Item


def _steps(item: Item) -> tuple[int, int]:
    task = item.data
    across = task.across if task.way == "right" else -task.across
    return across, task.along if task.upright == "up" else -task.along


def _the_two_differ(item: Item) -> bool:
    if isinstance(item.data, Read):
        return bool(item.data.x != item.data.y)
    across, upright = _steps(item)
    return across != upright


def _goes_left_or_down(item: Item) -> bool:
    return min(_steps(item)) < 0


def _not_at_the_origin(item: Item) -> bool:
    return (item.data.x, item.data.y) != (0, 0)


def _off_the_axis(item: Item) -> bool:
    """Both signs are changed, and the one that must not be is not 0."""
    x, y, axis = item.data
    return bool(x if axis == "x" else y)


CLAIMS: Mapping[str, Callable[[Item], bool]] = {
    "swapped-coordinates": _the_two_differ,
    "left-and-down-without-minus": _goes_left_or_down,
    "moves-from-the-origin": _not_at_the_origin,
    "mirrors-number-of-the-axis": _not_at_the_origin,
    "mirrors-both-numbers": _off_the_axis,
    "mirror-changes-places": _not_at_the_origin,
}
"""By misconception id."""
