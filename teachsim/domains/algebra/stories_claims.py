"""On which items each misconception about stories shows, told from the item's numbers alone.

A claim is exact: true if and only if a holder's answer is wrong.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from teachsim.domains.algebra.stories_rules import UNITS, Ages, Drying, Painters, Percented

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from teachsim.domains.base import Item


def _is_a_deal(item: Item) -> bool:
    return bool(item.data.deal)


def _prices_alone_are_another_total(item: Item) -> bool:
    count, price, other_count, other_price, money, _ = item.data
    due = abs(count * price + other_count * other_price - money)
    return bool(abs(price + other_price - money) != due)


def _something_is_left_over(item: Item) -> bool:
    return bool(item.data.things % item.data.size)


def _the_rest_counts(item: Item) -> bool:
    return _something_is_left_over(item) and not item.data.full_only


def _the_rest_fills_none(item: Item) -> bool:
    return _something_is_left_over(item) and bool(item.data.full_only)


def _turned(item: Item) -> bool:
    """Ann has more, and Ben is asked; times one is the same both ways."""
    _, by, how, turned = item.data
    return bool(turned and not (how == "times" and by == 1))


def _times_is_not_more(item: Item) -> bool:
    known, by, how, turned = item.data
    if how != "times":
        return False
    return bool(known != by * (known - by) if turned else known * by != known + by)


def _not_proportional(item: Item) -> bool:
    one, two, later = item.data
    if isinstance(item.data, Painters):
        return bool(later**2 != one**2)
    if isinstance(item.data, Drying):
        return bool(later != one)
    assert isinstance(item.data, Ages)
    return bool((later - one) * (two - one))


def _hands_are_no_days(item: Item) -> bool:
    people, days, others = item.data
    return bool((days - others + people) * others != people * days)


def _back_is_more(item: Item) -> bool:
    """A percentage of something else; a fraction below 1."""
    return isinstance(item.data, Percented) or bool(item.data.top != item.data.bottom)


def _made_smaller(item: Item) -> bool:
    return bool(item.data.top != item.data.bottom)


def _missing_part_is_too_small(item: Item) -> bool:
    top, bottom = item.data
    return bool((bottom - top) * top != bottom * bottom)


def _in_asked_units(item: Item) -> Fraction:
    fee, each, total, unit, asked = item.data
    made = (total - fee) / each
    return Fraction(made if unit == asked else made / UNITS[unit][1])


def _fee_is_no_price(item: Item) -> bool:
    return bool((item.data.total - item.data.fee) / item.data.fee != _in_asked_units(item))


def _always(item: Item) -> bool:
    return True


CLAIMS: Mapping[str, Callable[[Item], bool]] = {
    "given-number-on-top": _is_a_deal,
    "each-price-once": _prices_alone_are_another_total,
    "drops-the-rest": _the_rest_counts,
    "part-of-a-group": _something_is_left_over,
    "rest-always-one-more": _the_rest_fills_none,
    "word-says-what-to-do": _turned,
    "times-as-many-is-more": _times_is_not_more,
    "everything-is-proportional": _not_proportional,
    "one-more-one-less": _hands_are_no_days,
    "same-percent-back": _back_is_more,
    "same-fraction-back": _made_smaller,
    "missing-part-back": _missing_part_is_too_small,
    "divides-by-fixed-amount": _fee_is_no_price,
    "leaves-fixed-amount-in": _always,
    "units-left-as-they-are": _always,
    "multiplies-for-larger-unit": _always,
}
"""By misconception id."""
