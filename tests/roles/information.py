"""Expected information reckoned hypothesis by hypothesis and answer by answer: the oracle for `probing`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.roles.teacher.belief import RIGHT_IF_UNKNOWN, SLIP, entropy_bits, likelihood, posterior

if TYPE_CHECKING:
    from teachsim.domains.base import Domain, Item
    from teachsim.roles.teacher.belief import Belief, Predictions


def seen(
    belief: Belief,
    predictions: Predictions,
    answer: str,
    slip: float,
    plausible: int,
    luck: float = RIGHT_IF_UNKNOWN,
) -> Belief:
    """The posterior after one written answer, hypothesis by hypothesis."""
    right = predictions.get(CORRECT, {})
    return posterior(
        belief, {h: said(h, predictions[h], right, answer, slip, plausible, luck) for h in belief}
    )


def said(
    hypothesis: str, table: dict[str, float], right: dict[str, float], answer: str, slip: float,
    plausible: int, luck: float,
) -> float:  # fmt: skip
    """P(answer | hypothesis).

    luck: P(right | a rule that nobody knows); the rest of its answers is spread over all that are plausible
    """
    if hypothesis == UNKNOWN:
        return likelihood(right or {"": 0.0}, answer, 1 - luck, plausible)
    return likelihood(table, answer, slip, plausible)


def information_bits(
    belief: Belief, predictions: Predictions, slip: float, plausible: int, luck: float = RIGHT_IF_UNKNOWN
) -> float:
    """Expected information of asking an item: H(b) − Σ_y P(y)·H(b | y), in bits.

    Answers that no hypothesis predicts are alike and are reckoned once, as many as there are.
    """
    right = predictions.get(CORRECT, {})
    before = entropy_bits(belief)
    named = {answer for table in predictions.values() for answer in table}
    others = max(0, plausible - len(named))
    after = 0.0
    for answer, count in [*((a, 1) for a in sorted(named)), ("", others)]:
        joint = {
            h: p * said(h, predictions[h], right, answer, slip, plausible, luck) for h, p in belief.items()
        }
        total = sum(joint.values())
        if count and total > 0:
            after += count * total * entropy_bits({h: j / total for h, j in joint.items()})
    return max(0.0, before - after)


def information_of(domain: Domain, belief: Belief, item: Item, slip: float = SLIP) -> float:
    """Expected information of asking this item, in bits."""
    table = domain.predict(item, tuple(belief))
    return information_bits(belief, table, slip, domain.plausible(item))
