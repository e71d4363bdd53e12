"""What a teacher believes a student holds: probabilities over hypotheses.

Hypotheses are the domain's misconceptions, `correct`, and `unknown`; in a session also two misconceptions
held at once, named `one + other`, as far as the answers speak for two. Each predicts answers; slips are
spread over K plausible answers. Everything here is a pure function of probabilities; what an answer says
of a student beside them is the business of `evidence`.
"""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.errors import ImpossibleAnswer

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from teachsim.domains.base import Domain
    from teachsim.domains.index import Entry

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
RIGHT_IF_UNKNOWN = 0.35
"""P(right | a rule that nobody knows), which does not show on every item. Of students who each held a rule
left out of the catalogue, as many are seen to with .25 as with .5 (benchmarks.diagnosis_targets); the more
it is, the more often who slips twice in six answers is taken for one of them."""
TOGETHER = " + "
"""Stands between two misconceptions that are held at once."""
SURE = 0.9
SURE_BITS = 0.7
"""A diagnosis is closed from this probability of one hypothesis on, or below this entropy."""
LEVEL = 1e-6
"""Probabilities that differ by less are level; transcripts round to as much."""


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

    An empty table is uniform over the K plausible answers.
    """
    return chance(predictions.get(answer, 0.0), slip, plausible) if predictions else 1 / plausible


def chance(said: float, slip: float, plausible: int) -> float:
    """P(answer) where a hypothesis predicts it with the probability `said`."""
    return (1 - slip) * said + slip / (plausible - 1) * (1 - said)


def likelihoods(
    entry: Entry, answer: str, hypotheses: Collection[str], slip: float = SLIP, guess: float = 0.0
) -> dict[str, float]:
    """P(answer | hypothesis) for each hypothesis, those that hold two misconceptions aside.

    `unknown` is right with `RIGHT_IF_UNKNOWN` and else writes any other plausible answer.
    Hypotheses that predict the same are reckoned once.

    guess: how often who holds a wrong rule is right all the same where it shows
    """
    right = entry.right.get(answer, 0.0)
    found = dict.fromkeys(hypotheses, chance(right, slip, entry.plausible))
    if UNKNOWN in found:
        found[UNKNOWN] = chance(right, 1 - RIGHT_IF_UNKNOWN, entry.plausible)
    for group in entry.groups:
        said = (1 - guess) * group.table.get(answer, 0.0) + guess * right
        of_group = chance(said, slip, entry.plausible)
        found |= dict.fromkeys((h for h in group.holders if h in found), of_group)
    return found


def posterior(belief: Belief, likelihoods: Mapping[str, float]) -> Belief:
    """What the student may hold once an answer is seen.

    likelihoods: P(answer | hypothesis) for each hypothesis of the belief
    raises:      ImpossibleAnswer when every likelihood is 0
    """
    joint = {h: p * likelihoods[h] for h, p in belief.items()}
    if sum(joint.values()) <= 0:
        raise ImpossibleAnswer("no hypothesis allows this answer", remedy="let slips be possible")
    return normalised(joint)


def drifted(belief: Belief, start: Belief, drift: float) -> Belief:
    """Some of the belief moves back to the prior, since minds change and bugs are unstable.

    D = (1 − δ)I + δ·prior (docs/design.md, Belief)
    """
    return {h: (1 - drift) * p + drift * start.get(h, 0.0) for h, p in belief.items()}


def remedied(belief: Belief, misconceptions: Sequence[str], share: float) -> Belief:
    """The belief after a move that, in the population, cures this share of those who hold these.

    Who holds two and is cured of one holds the other.
    """
    after = dict(belief)
    after.setdefault(CORRECT, 0.0)
    for hypothesis, p in belief.items():
        left = [one for one in hypothesis.split(TOGETHER) if one not in misconceptions]
        if hypothesis in misconceptions or (TOGETHER in hypothesis and len(left) < 2):
            rest = left[0] if left and left[0] in after else CORRECT
            after[hypothesis] -= p * share
            after[rest] += p * share
    return after


def alone(belief: Mapping[str, float]) -> Belief:
    """The same over singles, by which decisions are made: who holds two counts half for either."""
    found = {h: p for h, p in belief.items() if TOGETHER not in h}
    for hypothesis, p in belief.items():
        if TOGETHER in hypothesis:
            for one in hypothesis.split(TOGETHER):
                found[one] += p / 2
    return found


def is_closed(belief: Mapping[str, float], contradicted: bool = False) -> bool:
    """Whether nothing more needs to be asked: one hypothesis has .9, or there are at most .7 bits left.

    contradicted: whether the last answer was not what the most probable hypothesis leads to; then it is open
    """
    return not contradicted and (max(belief.values()) >= SURE or entropy_bits(belief) <= SURE_BITS)


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
    best: str | None = None
    most = 0.0
    for h, p in belief.items():  # asked often: most are less probable than one before
        if best is not None and (p < most or (p == most and h > best)):
            continue
        if h not in (CORRECT, UNKNOWN) and TOGETHER not in h:
            best, most = h, p
    return best


def leading(belief: Mapping[str, float]) -> frozenset[str]:
    """The hypotheses that none is more probable than: several where they are level, as on one item.

    Who asks whether a diagnosis is right must ask for all of them: `top` settles a draw by name.
    """
    most = max(belief.values(), default=0.0)
    return frozenset(h for h, p in belief.items() if p >= most - LEVEL)


def top(belief: Mapping[str, float]) -> str:
    """The most probable hypothesis; of equals, the first by name, so that it never depends on order."""
    return min(belief, key=lambda h: (-belief[h], h))
