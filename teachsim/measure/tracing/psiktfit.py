"""PSI-KT's traits from answers: the most probable ones, by a search along each trait in turn.

Each student's traits are drawn by a prior to the middle of all students', and that middle is found by
turns with them: a student with few answers is thought to be like the others. One set of traits fitted to
everybody would not do as the middle: that students' levels differ would pass for slow forgetting.
Positive traits are searched on the logarithm, γ on the logit. A handful of answers says little about four
traits; the benchmark says how little.
"""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING, NamedTuple

from teachsim.measure.tracing.psikt import Answer, Prerequisites, Traits, trace
from teachsim.roles.student.mind import sigmoid

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Point = tuple[float, float, float, float]
"""ln α, μ, ln σ, logit γ."""

COMMON = Traits(forgetting=0.3, level=0.0, volatility=0.5, transfer=0.5)
"""Where the middle of the students is looked for first."""
SPREAD: Point = (0.7, 1.0, 0.5, 1.0)
"""How far students are thought to differ from their middle: standard deviations. Given, not fitted, since
most probable points understate how far students differ."""
ROUNDS = 3
"""Times that students are fitted, each time about the middle of the last."""
FIRST_STEP = 0.5
LAST_STEP = 0.05
"""The search's steps: 5% of α and σ is finer than any log of answers can tell."""
FARTHEST_STEP = 2.0


class Fitted(NamedTuple):
    """What students have in common, and each student's traits."""

    common: Traits
    """The middle of the students': means of ln α, μ, ln σ and logit γ."""
    students: dict[str, Traits]


def fit(answers: Mapping[str, Sequence[Answer]], prerequisites: Prerequisites) -> Fitted:
    """The most probable traits of these students, given their answers in order.

    prerequisites: every component that is answered, with what it builds on
    """
    middle = _point(COMMON)
    found = dict.fromkeys(answers, middle)
    for _ in range(ROUNDS):
        for student, given in answers.items():
            found[student] = climb(_height(given, prerequisites, middle), found[student])
        middle = _middle(list(found.values())) if found else middle
    return Fitted(_traits(middle), {student: _traits(point) for student, point in found.items()})


def _height(given: Sequence[Answer], prerequisites: Prerequisites, middle: Point) -> Callable[[Point], float]:
    """Log of the posterior of one student's traits, up to a constant."""

    def height(point: Point) -> float:
        off = sum(((p - m) / s) ** 2 for p, m, s in zip(point, middle, SPREAD, strict=True))
        return trace(_traits(point), prerequisites, given).log_likelihood - off / 2

    return height


def _middle(points: Sequence[Point]) -> Point:
    a, m, s, g = (sum(values) / len(points) for values in zip(*points, strict=True))
    return (a, m, s, g)


def climb(height: Callable[[Point], float], start: Point) -> Point:
    """The top of a hill, one coordinate at a time; a step up is doubled for the next time, others halved."""
    here, best = start, height(start)
    steps = [FIRST_STEP] * 4
    while max(map(abs, steps)) >= LAST_STEP:
        for n in range(4):
            for way in (steps[n], -steps[n]):
                a, m, s, g = (at + way * (n == place) for place, at in enumerate(here))
                reached = height((a, m, s, g))
                if reached > best:
                    here, best = (a, m, s, g), reached
                    steps[n] = min(max(2 * way, -FARTHEST_STEP), FARTHEST_STEP)  # this way first, next time
                    break
            else:
                steps[n] /= 2
    return here


def _point(traits: Traits) -> Point:
    g = traits.transfer
    return (log(traits.forgetting), traits.level, log(traits.volatility), log(g / (1 - g)))


def _traits(point: Point) -> Traits:
    a, m, s, g = point
    return Traits(exp(a), m, exp(s), sigmoid(g))
