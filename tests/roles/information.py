"""Expected information reckoned hypothesis by hypothesis and answer by answer: the oracle for `probing`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.roles.teacher.belief import SLIP, entropy_bits, likelihood

if TYPE_CHECKING:
    from teachsim.domains.base import Domain, Item
    from teachsim.roles.teacher.belief import Belief, Predictions


def information_bits(belief: Belief, predictions: Predictions, slip: float, plausible: int) -> float:
    """Expected information of asking an item: H(b) − Σ_y P(y)·H(b | y), in bits.

    Answers that no hypothesis predicts are alike and are reckoned once, as many as there are.
    """
    before = entropy_bits(belief)
    named = {answer for table in predictions.values() for answer in table}
    others = max(0, plausible - len(named))
    after = 0.0
    for answer, count in [*((a, 1) for a in sorted(named)), ("", others)]:
        joint = {h: p * likelihood(predictions[h], answer, slip, plausible) for h, p in belief.items()}
        total = sum(joint.values())
        if count and total > 0:
            after += count * total * entropy_bits({h: j / total for h, j in joint.items()})
    return max(0.0, before - after)


def information_of(domain: Domain, belief: Belief, item: Item, slip: float = SLIP) -> float:
    """Expected information of asking this item, in bits."""
    table = domain.predict(item, tuple(belief))
    return information_bits(belief, table, slip, domain.plausible(item))
