"""Learning curves: the error rate at the first, second, third … opportunity, and how fast it falls.

Two readings of the same curve: the power law of practice, error = A·n^(−r) with n from 1, fitted to the
rates; and AFM's γ, logits gained at each opportunity, which allows for students who differ.

source: Newell & Rosenbloom 1981; Martin, Mitrovic, Koedinger & Mathan 2011
"""

from __future__ import annotations

from collections import defaultdict
from math import pow  # noqa: A004 - the built-in one may give complex numbers, so its type says nothing
from typing import TYPE_CHECKING, NamedTuple

from teachsim.measure.tracing.factors import fit_afm
from teachsim.measure.tracing.rows import opportunities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.measure.tracing.rows import Row

LEAST_EXPONENT, MOST_EXPONENT = -2.0, 4.0
"""Steeper than this, all the change lies between the first opportunity and the second."""


class Point(NamedTuple):
    """The answers at one opportunity, all students together."""

    opportunity: int
    """From 1."""
    error: float
    """Share of wrong answers."""
    answers: int


class PowerLaw(NamedTuple):
    """error = scale · n^(−exponent); a negative exponent is a rising curve."""

    scale: float
    exponent: float


class Curve(NamedTuple):
    """One component's learning curve."""

    points: tuple[Point, ...]
    power: PowerLaw | None
    """None where all answers are first ones, or none is wrong."""
    slope: float
    """AFM's γ: logits gained at each opportunity; the ridge draws it to 0 where all are first ones."""
    slope_error: float | None
    """Its standard error; None where γ is held at its bound, 0."""


def learning_curve(rows: Sequence[Row], *, may_fall: bool = False) -> dict[str, Curve]:
    """The learning curve of each component, in the order of first sight.

    The rows may be those of a class or of a single student, whose slope is then its own.
    may_fall: whether a slope may be negative; AFM says that it may not
    """
    tally: defaultdict[str, defaultdict[int, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for one in opportunities(rows):
        for component, earlier in zip(one.row.components, one.earlier, strict=True):
            tally[component][earlier + 1].append(one.correct)
    growth = fit_afm(rows, may_fall=may_fall).components
    found: dict[str, Curve] = {}
    for component, by_number in tally.items():
        points = tuple(
            Point(n, 1 - sum(given) / len(given), len(given)) for n, given in sorted(by_number.items())
        )
        rate = growth[component]
        found[component] = Curve(points, power_law(points), rate.rate, rate.rate_error)
    return found


def power_law(points: Sequence[Point]) -> PowerLaw | None:
    """The law with the least squares from the rates, each weighed by its answers.

    Fitted to the rates and not to their logarithms, so a rate of 0 counts as what it is.
    """
    if len(points) < 2 or all(point.error == 0 for point in points):
        return None

    def scale(exponent: float) -> float:
        shape = [(p, pow(p.opportunity, -exponent)) for p in points]
        return sum(p.answers * p.error * s for p, s in shape) / sum(p.answers * s * s for p, s in shape)

    def misfit(exponent: float) -> float:
        a = scale(exponent)
        return sum(p.answers * (p.error - a * pow(p.opportunity, -exponent)) ** 2 for p in points)

    # a grid finds the valley (there may be two), halving finds its ground
    step = 0.1
    grid = [LEAST_EXPONENT + step * n for n in range(round((MOST_EXPONENT - LEAST_EXPONENT) / step) + 1)]
    best = min(grid, key=misfit)
    while step > 1e-7:
        step /= 2
        within = (max(best - step, LEAST_EXPONENT), best, min(best + step, MOST_EXPONENT))
        best = min(within, key=misfit)
    return PowerLaw(scale(best), best)
