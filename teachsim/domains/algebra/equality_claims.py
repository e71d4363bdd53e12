"""On which items each misconception about equality shows, told from the item's numbers alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from teachsim.domains.base import Item


def _sides(item: Item) -> tuple[int, int, int, int]:
    """The sums of the numbers left and right, and how often the blank is there left and right."""
    left, right = item.data
    return (
        sum(p.number for p in left if not p.blank),
        sum(p.number for p in right if not p.blank),
        sum(p.number for p in left if p.blank),
        sum(p.number for p in right if p.blank),
    )


def _result_expected(item: Item) -> bool:
    """What is true has a sum behind the sign; in a blank, the result does not fit."""
    left, right, times, others = _sides(item)
    first = item.data.right[0]
    if not times and not others:
        return left == right and len(item.data.right) > 1
    if times:
        return bool(left + times * first.number != right)
    return bool(first.blank and first.number == 1 and right)


def _sum_of_all_fails(item: Item) -> bool:
    """Only plus signs, and a blank: both sides cannot hold the sum of all, but for blanks worth 0."""
    left, right, times, others = _sides(item)
    parts = (*item.data.left, *item.data.right)
    if times + others != 1 or any(part.number < 0 for part in parts):
        return False
    return left + times * (left + right) != right + others * (left + right)


def _something_follows(item: Item) -> bool:
    """There is more behind the first number on the right, and it changes the matter."""
    left, right, times, others = _sides(item)
    first = item.data.right[0].number
    if not times and not others:
        return bool((left == right) != (left == first))
    return bool(times and first != right)


CLAIMS: Mapping[str, Callable[[Item], bool]] = {
    "equals-means-answer": _result_expected,
    "adds-all-numbers": _sum_of_all_fails,
    "stops-at-next-number": _something_follows,
    "letter-joins-bottom": lambda item: bool(item.text),
    "letter-on-both-parts": lambda item: bool(item.text),
    "adds-back-what-went": lambda item: bool(item.data.factor < 2),
    "restores-with-the-change": lambda item: bool(item.text),
    "gathers-with-its-sign": lambda item: bool(item.text),
    "divides-by-shared-factor": lambda item: bool(item.text),
}
"""By misconception id."""
