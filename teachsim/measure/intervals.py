"""Intervals at 95 %: of a share, of a mean, of a difference between paired outcomes."""

from __future__ import annotations

from math import sqrt
from random import Random
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

T = TypeVar("T")

Z = 1.959964
"""The normal quantile at .975."""
RESAMPLES = 1000


class Estimate(NamedTuple):
    """A value with its interval and the number of observations; all None where there are none."""

    value: float | None
    low: float | None
    high: float | None
    n: int


NOTHING = Estimate(None, None, None, 0)
"""Where nothing was observed: unknown, and no 0."""


def share(hits: Sequence[bool]) -> Estimate:
    """The share of hits with Wilson's score interval, which holds at 0 and 1 too.

    source: Wilson 1927; Brown, Cai & DasGupta 2001

    >>> [round(x, 3) for x in share([True] * 8 + [False] * 2)[:3]]
    [0.8, 0.49, 0.943]
    """
    return share_of(sum(hits), len(hits))


def share_of(hits: int, n: int) -> Estimate:
    """The same, of so many hits among n."""
    if not n:
        return NOTHING
    p = hits / n
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    low = 0.0 if p == 0 else max(0.0, middle - half)
    high = 1.0 if p == 1 else min(1.0, middle + half)
    return Estimate(p, low, high, n)


def mean(values: Sequence[float], seed: str) -> Estimate:
    """The mean with a percentile bootstrap interval over the values."""
    return bootstrap(list(values), fmean, seed)


def paired(one: Sequence[float], other: Sequence[float], seed: str) -> Estimate:
    """The mean of one − other over pairs, with a bootstrap interval that keeps the pairs together."""
    return mean([a - b for a, b in zip(one, other, strict=True)], seed)


def bootstrap(rows: Sequence[T], statistic: Callable[[Sequence[T]], float | None], seed: str) -> Estimate:
    """A statistic of the rows with its percentile interval over 1000 resamples of whole rows.

    statistic: None where a resample does not determine it; such resamples are left out
    source:    Efron & Tibshirani 1993, ch. 13
    """
    value = statistic(rows) if rows else None
    if value is None:
        return NOTHING
    rng = Random(seed)
    drawn = (statistic(rng.choices(rows, k=len(rows))) for _ in range(RESAMPLES))
    low, high = percentiles(x for x in drawn if x is not None)
    return Estimate(value, low, high, len(rows))


def percentiles(drawn: Iterable[float]) -> tuple[float, float] | tuple[None, None]:
    """The ends between which 95 % of what was drawn lies; None where nothing was."""
    found = sorted(drawn)
    if not found:
        return None, None
    last = len(found) - 1
    return found[round(0.025 * last)], found[round(0.975 * last)]
