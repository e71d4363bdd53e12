"""On which items each misconception about ratios shows, told from the item's numbers alone.

A claim is exact: true if and only if a holder's answer is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.domains.algebra.ratios_rules import Changed, Grown, Pair

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from teachsim.domains.base import Item


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _difference_matters(item: Item) -> bool:
    """The parts differ, and the ratio has changed; or no part is 1 or the parts are not alike."""
    task = item.data
    if isinstance(task, Pair):
        return task.one not in (task.known, task.two)
    if task.one == task.two:
        return False
    big, small = max(task), min(task)
    # taken down to 1 it is right only where the larger is just as many times the smaller
    return bool(big != small * (big - small + 1))


def _more_than_one_is_asked(item: Item) -> bool:
    return bool(item.data.known != 1)


def _the_parts_differ(item: Item) -> bool:
    return bool(item.data.one != item.data.two)


def _always(item: Item) -> bool:
    return True


def _can_be_divided(item: Item) -> bool:
    one, two = item.data
    return any(one % n == 0 and two % n == 0 for n in range(2, min(one, two, 10**4) + 1)) or _big(one, two)


def _big(one: int, two: int) -> bool:
    while two:
        one, two = two, one % two
    return one > 10**4


def _not_a_unit_fraction(item: Item) -> bool:
    return bool(item.data.top != 1)


def _not_all_of_it(item: Item) -> bool:
    return bool(item.data.top != item.data.bottom)


def _pieces_are_no_single_things(item: Item) -> bool:
    return bool(item.data.part != item.data.top) and _not_all_of_it(item)


def _right(item: Item) -> int:
    """1 if the first is more, -1 if the second is, 0 if alike: by cross products."""
    one, two, three, four = item.data.ratios
    return (
        _sign(two * three - one * four) if isinstance(item.data, Grown) else _sign(one * four - two * three)
    )


def _said(item: Item, first: int, second: int) -> bool:
    """Whether the choice by two numbers is wrong; of a changed mixture only "alike or not" is asked."""
    found, right = _sign(first - second), _right(item)
    return bool(found) != bool(right) if isinstance(item.data, Changed) else found != right


def _differences_mislead(item: Item) -> bool:
    one, two, three, four = item.data.ratios
    if isinstance(item.data, Grown):
        return _said(item, two - one, four - three)
    return _said(item, one - two, three - four)


def _one_amount_misleads(item: Item) -> bool:
    one, two, three, four = item.data.ratios
    return _said(item, two, four) if isinstance(item.data, Grown) else _said(item, one, three)


def _near_but_not_equal(item: Item) -> bool:
    one, two, three, four = item.data.ratios
    apart = abs(one * four - two * three)
    return bool(0 < 5 * apart < two * four)


CLAIMS: Mapping[str, Callable[[Item], bool]] = {
    "keeps-ratio-difference": _difference_matters,
    "stops-at-amount-for-one": _more_than_one_is_asked,
    "divides-wrong-quantity": _the_parts_differ,
    "ratio-as-two-numbers": _always,
    "simplifies-one-part": _can_be_divided,
    "ratio-part-over-part": _always,
    "ratio-part-over-all": _always,
    "ratio-second-over-first": _the_parts_differ,
    "part-as-one-piece": _not_a_unit_fraction,
    "fraction-of-known-part": _not_all_of_it,
    "pieces-as-single-things": _pieces_are_no_single_things,
    "compares-differences": _differences_mislead,
    "compares-one-amount": _one_amount_misleads,
    "near-ratios-are-equal": _near_but_not_equal,
}
"""By misconception id."""
