"""On which items each misconception about functions shows, told from the item's numbers alone.

A claim is exact: true if and only if a holder's answer is wrong.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from teachsim.domains.algebra.functions_rules import Repeated, Rows, Sequence, Table, Yearly

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from teachsim.domains.base import Item


# --- tables ----------------------------------------------------------------------------------------


def _line(task: Table) -> tuple[Fraction, Fraction]:
    """Slope and start, from the first and the last row."""
    slope = (task.ys[-1] - task.ys[0]) / (task.xs[-1] - task.xs[0])
    return slope, task.ys[-1] - slope * task.xs[-1]


def _starts_off_nothing(item: Item) -> bool:
    """y is not proportional to x, and where its value is asked, one of the two rates misses it."""
    task: Table = item.data
    slope, start = _line(task)
    if not start:
        return False
    if task.at is None:
        return True
    pairs = [(x, y) for x, y in zip(task.xs, task.ys, strict=True) if x]
    right = slope * task.at + start
    mean = sum((y / x for x, y in pairs), Fraction(0)) / len(pairs) * task.at
    return pairs[0][1] * task.at != right * pairs[0][0] or _hundredths(mean) != right


def _hundredths(value: Fraction) -> Fraction:
    size = Fraction(int(abs(value) * 100 + Fraction(1, 2)), 100)
    return size if value >= 0 else -size


def _has_a_start(item: Item) -> bool:
    return bool(_line(item.data)[1])


def _is_not_x_and_the_step(item: Item) -> bool:
    task: Table = item.data
    slope, start = _line(task)
    step = task.ys[1] - task.ys[0]
    if task.at is None:
        return slope != 1 or start != step
    return slope * task.at + start != task.at + step


def _is_not_next(item: Item) -> bool:
    task: Table = item.data
    slope, start = _line(task)
    return task.at is not None and slope * task.at + start != 2 * task.ys[-1] - task.ys[-2]


# --- growth ----------------------------------------------------------------------------------------


def _is_linear(item: Item) -> bool:
    match item.data:
        case Rows(xs, ys):
            slope = (ys[-1] - ys[0]) / (xs[-1] - xs[0])
            return all(y - ys[0] == slope * (x - xs[0]) for x, y in zip(xs, ys, strict=True))
        case Sequence(found):
            return all(2 * found[n] == found[n - 1] + found[n + 1] for n in range(1, len(found) - 1))
        case Yearly(percent=percent):
            return not percent
    return False


def _is_geometric(item: Item) -> bool:
    match item.data:
        case Sequence(found):
            between = all(found[n] ** 2 == found[n - 1] * found[n + 1] for n in range(1, len(found) - 1))
            return between and all(found) and not _is_linear(item)
        case Yearly(percent=percent):
            return bool(percent)
    return False


def _linear_but_no_multiples(item: Item) -> bool:
    if not _is_linear(item):
        return False
    match item.data:
        case Rows(xs, ys):
            return bool(ys[0] * (xs[1] - xs[0]) != xs[0] * (ys[1] - ys[0]))
        case Sequence(found):
            return bool(found[1] != 2 * found[0])
    return bool(item.data.start != item.data.more)


def _exponential_by_another_factor(item: Item) -> bool:
    if not _is_geometric(item):
        return False
    if isinstance(item.data, Yearly):
        return item.data.more not in (100, 200)
    return item.data.numbers[1] / item.data.numbers[0] not in (2, 3)


def _bends_up_without_a_factor(item: Item) -> bool:
    if not isinstance(item.data, Sequence) or _is_geometric(item):
        return False
    found = item.data.numbers
    bends = all(found[n - 1] + found[n + 1] > 2 * found[n] for n in range(1, len(found) - 1))
    return bool(found[1] > found[0] and bends)


def _regular_but_bent(item: Item) -> bool:
    match item.data:
        case Rows(_, ys):
            return not _is_linear(item) and list(ys) == sorted(set(ys))
    return _is_geometric(item)


def _power(item: Item) -> tuple[int, int, int, int]:
    task: Repeated = item.data
    value = task.start
    for _ in range(task.times):
        value *= task.factor
    return value, task.start, task.factor, task.times


def _is_no_product(item: Item) -> bool:
    value, start, factor, times = _power(item)
    return value != start * factor * times


def _is_no_sum(item: Item) -> bool:
    if isinstance(item.data, Repeated):
        value, start, factor, times = _power(item)
        return value != start + start * (factor - 1) * times
    start, percent, years = item.data
    value = start
    for _ in range(years):
        value += value * percent / 100
    return _hundredths(value) != _hundredths(start * (100 + percent * years) / 100)


def _is_no_power_of_the_count(item: Item) -> bool:
    value, start, factor, times = _power(item)
    power = 1
    for _ in range(factor):
        power *= times
    return value != start * power


# --- lines and speeds ------------------------------------------------------------------------------


def _asks_for_x(item: Item) -> bool:
    return bool(item.data.asked == "x-intercept")


def _number_is_no_root(item: Item) -> bool:
    return _asks_for_x(item) and bool(item.data.slope * item.data.number + item.data.number)


def _order_matters(item: Item) -> bool:
    turned = item.data.number_first and item.data.slope != item.data.number
    return bool(turned and not _asks_for_x(item))


def _asks_for_what_has_a_minus(item: Item) -> bool:
    asked, slope, number, _ = item.data
    if asked == "x-intercept":
        return bool(slope * number < 0)
    return bool((slope if asked == "slope" else number) < 0)


def _order(item: Item) -> int:
    """1 if the first is faster, -1 if the second, 0 if neither: by cross products."""
    one, two = item.data.one, item.data.two
    return 0 if two.far is None else _sign(one.far * two.time - two.far * one.time)


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)


def _far(item: Item) -> tuple[Fraction, Fraction]:
    one, two = item.data.one, item.data.two
    return one.far, two.time * one.far / one.time if two.far is None else two.far


def _more_of_both_is_not_faster(item: Item) -> bool:
    far, other = _far(item)
    signs = _sign(far - other), _sign(item.data.one.time - item.data.two.time)
    return bool(signs[0] == signs[1] != 0 and signs[0] != _order(item))


def _sooner_is_not_faster(item: Item) -> bool:
    return _sign(item.data.two.time - item.data.one.time) != _order(item)


def _difference_misleads(item: Item) -> bool:
    far, other = _far(item)
    return _sign(far - item.data.one.time - other + item.data.two.time) != _order(item)


CLAIMS: Mapping[str, Callable[[Item], bool]] = {
    "linear-as-proportional": _starts_off_nothing,
    "step-times-x": _has_a_start,
    "step-added-to-x": _is_not_x_and_the_step,
    "next-in-the-row": _is_not_next,
    "linear-only-multiples": _linear_but_no_multiples,
    "exponential-only-doubling": _exponential_by_another_factor,
    "faster-growth-is-exponential": _bends_up_without_a_factor,
    "regular-growth-is-linear": _regular_but_bent,
    "repeated-factor-as-product": _is_no_product,
    "same-amount-each-time": _is_no_sum,
    "count-as-base": _is_no_power_of_the_count,
    "x-intercept-keeps-sign": _asks_for_x,
    "number-is-x-intercept": _number_is_no_root,
    "first-number-is-slope": _order_matters,
    "minus-left-out-of-line": _asks_for_what_has_a_minus,
    "faster-if-more-of-both": _more_of_both_is_not_faster,
    "faster-if-less-time": _sooner_is_not_faster,
    "faster-by-difference": _difference_misleads,
}
"""By misconception id."""
