"""PSI-KT's readable core: knowledge that drifts to a level of its own, held up by what it builds on.

Each student has four traits: α how fast knowledge decays to its level, μ that level, σ how much it
wanders, γ how much what is known of the prerequisites lifts it. Knowledge z_k of a component, in logits,
is an Ornstein–Uhlenbeck process:

    target    μ̃_k = μ + γ·(1/K)·Σ_i a_ik·z_i            a_ik 1 where i is a prerequisite of k
    mean      E z_k(t + Δ) = z_k·e^(−αΔ) + μ̃_k·(1 − e^(−αΔ))
    variance  σ²·(1 − e^(−2αΔ))/(2α)
    answer    P(right) = 1/(1 + e^(−z_k))

The equations are the paper's. Its neural inference, its learnt graph and its traits that change are left
out: the graph is given (teachsim/domains/graph.py), traits are constant, and `psiktfit` finds them.

source: Zhou et al. 2024, Predictive, scalable and interpretable knowledge tracing (arXiv 2403.13179)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp, expm1, log, pi, sqrt
from typing import TYPE_CHECKING, NamedTuple

from teachsim.measure.tracing.rows import by_student
from teachsim.roles.student.mind import sigmoid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from random import Random

    from teachsim.measure.tracing.rows import Row

FIRST_SPREAD = 1.0
"""Standard deviation of z at a student's first answer, around 0: an even chance, give or take."""

Prerequisites = dict[str, tuple[str, ...]]
"""For each component, in a fixed order, what it builds on directly."""


class Traits(NamedTuple):
    """What sets one student apart."""

    forgetting: float
    """α > 0, per day: after ln 2/α days half of the way to the level is gone."""
    level: float
    """μ: where knowledge ends up without prerequisites, in logits."""
    volatility: float
    """σ > 0, logits per root of a day."""
    transfer: float
    """γ in (0, 1): how much of the mean knowledge of the prerequisites is added to the level."""

    def target(self, support: float) -> float:
        """μ̃ of a component, given (1/K)·Σ_i a_ik·z_i."""
        return self.level + self.transfer * support

    def mean(self, knowledge: float, target: float, days: float) -> float:
        """Expected knowledge after so many days."""
        kept = exp(-self.forgetting * days)
        return knowledge * kept + target * (1 - kept)

    def variance(self, days: float) -> float:
        """Variance of knowledge after so many days, when it was known at their beginning."""
        return self.volatility**2 * -expm1(-2 * self.forgetting * days) / (2 * self.forgetting)


class Answer(NamedTuple):
    """One answer to one component."""

    component: str
    correct: bool | None
    """None asks for a prediction, and moves nothing."""
    time: float
    """Days; never less than at the answer before."""


def answers(rows: Iterable[Row]) -> dict[str, list[Answer]]:
    """Each student's answers, one for each component that a row calls for.

    A student whose rows do not all tell their time is taken to answer once a day.
    """
    return {
        student: [
            Answer(component, row.correct, float(n) if untimed or row.time is None else row.time)
            for n, row in enumerate(given)
            for component in row.components
        ]
        for student, given in by_student(rows).items()
        for untimed in [any(row.time is None for row in given)]
    }


@dataclass(slots=True)
class Estimate:
    """What is known of a student's knowledge: mean and variance of each z, after the last answer."""

    mean: dict[str, float]
    variance: dict[str, float]
    predicted: list[float] = field(default_factory=list)
    """P(right) before each answer, in order."""
    log_likelihood: float = 0.0


def trace(traits: Traits, prerequisites: Prerequisites, answers: Iterable[Answer]) -> Estimate:
    """A student's knowledge from its answers, by assumed-density filtering.

    Between answers every component moves by the equations above, held up by the means of its
    prerequisites; an answer then moves its own component's Gaussian by the moments of the probit
    approximation to its logistic likelihood (MacKay 1992). Components are kept independent.
    """
    estimate = Estimate(dict.fromkeys(prerequisites, 0.0), dict.fromkeys(prerequisites, FIRST_SPREAD**2))
    now: float | None = None
    for component, correct, time in answers:
        if now is not None and time > now:
            _let_pass(estimate, traits, prerequisites, time - now)
        now = time
        mean, variance = estimate.mean[component], estimate.variance[component]
        flat = 1 / sqrt(1 + pi * variance / 8)
        chance = sigmoid(flat * mean)
        estimate.predicted.append(chance)
        if correct is None:
            continue
        happened = chance if correct else 1 - chance
        slope = flat * (1 - happened) * (1 if correct else -1)
        bend = -(flat**2) * chance * (1 - chance)
        estimate.mean[component] = mean + variance * slope
        estimate.variance[component] = variance + variance**2 * bend
        estimate.log_likelihood += log(max(happened, 1e-12))
    return estimate


def _let_pass(estimate: Estimate, traits: Traits, prerequisites: Prerequisites, days: float) -> None:
    kept = exp(-traits.forgetting * days)
    added = traits.variance(days)
    before = dict(estimate.mean)
    count = len(prerequisites)
    for component, needs in prerequisites.items():
        target = traits.target(sum(before[need] for need in needs) / count if needs else 0.0)
        estimate.mean[component] = before[component] * kept + target * (1 - kept)
        estimate.variance[component] = estimate.variance[component] * kept * kept + added


def simulated(
    traits: Traits, prerequisites: Prerequisites, asked: Sequence[tuple[str, float]], rng: Random
) -> list[Answer]:
    """A student's answers to components at times, drawn from the model itself."""
    knowledge = {component: rng.gauss(0, FIRST_SPREAD) for component in prerequisites}
    count = len(prerequisites)
    given: list[Answer] = []
    now = asked[0][1] if asked else 0.0
    for component, time in asked:
        if time > now:
            spread = sqrt(traits.variance(time - now))
            knowledge = {
                k: traits.mean(z, traits.target(_support(knowledge, prerequisites[k], count)), time - now)
                + rng.gauss(0, spread)
                for k, z in knowledge.items()
            }
            now = time
        given.append(Answer(component, rng.random() < sigmoid(knowledge[component]), time))
    return given


def _support(knowledge: Mapping[str, float], needs: Sequence[str], count: int) -> float:
    return sum(knowledge[need] for need in needs) / count
