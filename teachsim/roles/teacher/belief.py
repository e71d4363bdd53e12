"""What a teacher believes a student holds: probabilities over hypotheses.

Hypotheses are the domain's misconceptions, `correct`, and `unknown`. Each predicts answers; slips
are spread over K plausible answers. Everything here is a pure function of probabilities.
"""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.errors import ImpossibleAnswer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from teachsim.domains.base import Domain

Belief = dict[str, float]
"""Probability by hypothesis; sums to 1."""

Predictions = dict[str, dict[str, float]]
"""By hypothesis, the probability of each written answer, slips left out; empty for `unknown`."""

SLIP = 0.05
"""ε: share of answers that are careless, in the population."""
P_UNKNOWN = 0.05
"""Prior of a misconception that is not in the catalogue."""
P_CORRECT = 0.25
"""Prior of holding none."""


def prior(domain: Domain, hypotheses: Sequence[str]) -> Belief:
    """Before anything is seen: the catalogue's frequencies where it has them for all, else uniform.

    returns: over hypotheses, `correct` and `unknown`, in that order
    """
    frequencies = [domain.misconceptions[h].frequency for h in hypotheses]
    known = [f for f in frequencies if f is not None]
    weights = known if len(known) == len(frequencies) else [1.0] * len(frequencies)
    left = 1 - P_UNKNOWN - P_CORRECT if weights else 0.0
    total = sum(weights) or 1.0
    belief = {h: left * w / total for h, w in zip(hypotheses, weights, strict=True)}
    return normalised({**belief, CORRECT: P_CORRECT, UNKNOWN: P_UNKNOWN})


def relevant(domain: Domain, kinds: Sequence[str]) -> tuple[str, ...]:
    """The misconceptions that can show on these kinds of item, in the catalogue's order."""
    return tuple(m.id for m in domain.misconceptions.values() if set(m.kinds) & set(kinds))


def likelihood(predictions: Mapping[str, float], answer: str, slip: float, plausible: int) -> float:
    """P(answer | one hypothesis) with slips: (1 − ε)·P(predicted) + ε/(K − 1) for any other.

    An empty table (`unknown`) is uniform over the K plausible answers.
    """
    if not predictions:
        return 1 / plausible
    said = predictions.get(answer, 0.0)
    return (1 - slip) * said + (slip / (plausible - 1) if said < 1 else 0.0) * (1 - said)


def posterior(belief: Belief, likelihoods: Mapping[str, float]) -> Belief:
    """What the student may hold once an answer is seen.

    likelihoods: P(answer | hypothesis) for each hypothesis of the belief
    raises:      ImpossibleAnswer when every likelihood is 0
    """
    joint = {h: p * likelihoods[h] for h, p in belief.items()}
    if sum(joint.values()) <= 0:
        raise ImpossibleAnswer("no hypothesis allows this answer", remedy="let slips be possible")
    return normalised(joint)


def seen(belief: Belief, predictions: Predictions, answer: str, slip: float, plausible: int) -> Belief:
    """The posterior after one written answer."""
    return posterior(belief, {h: likelihood(predictions[h], answer, slip, plausible) for h in belief})


def drifted(belief: Belief, start: Belief, drift: float) -> Belief:
    """Some of the belief moves back to the prior, since minds change and bugs are unstable.

    D = (1 − δ)I + δ·prior (docs/design.md, Belief)
    """
    return {h: (1 - drift) * p + drift * start[h] for h, p in belief.items()}


def remedied(belief: Belief, misconceptions: Sequence[str], share: float) -> Belief:
    """The belief after a move that, in the population, cures this share of those who hold these."""
    moved = sum(belief[m] * share for m in misconceptions if m in belief)
    after = {h: p * (1 - share) if h in misconceptions else p for h, p in belief.items()}
    after[CORRECT] = after.get(CORRECT, 0.0) + moved
    return after


def entropy_bits(belief: Mapping[str, float]) -> float:
    """H(b) in bits."""
    return -sum(p * log2(p) for p in belief.values() if p > 0)


def predicted(belief: Belief, predictions: Predictions) -> dict[str, float]:
    """P(written answer) before it is given, slips and `unknown` left out."""
    answers: dict[str, float] = {}
    for hypothesis, p in belief.items():
        for answer, share in predictions[hypothesis].items():
            answers[answer] = answers.get(answer, 0.0) + p * share
    return answers


def normalised(weights: Mapping[str, float]) -> Belief:
    """The same in proportion, summing to 1."""
    total = sum(weights.values())
    return {h: w / total for h, w in weights.items()}


def likeliest_misconception(belief: Mapping[str, float]) -> str | None:
    """The most probable misconception, `correct` and `unknown` aside; None when there is none."""
    held = {h: p for h, p in belief.items() if h not in (CORRECT, UNKNOWN)}
    return top(held) if held else None


def top(belief: Mapping[str, float]) -> str:
    """The most probable hypothesis; of equals, the first by name, so that it never depends on order."""
    return min(belief, key=lambda h: (-belief[h], h))
