"""A mental model of an intervention: what the student will answer without help and with it, and the gain.

Predicted from the belief alone (Saha, Hase & Bansal 2023, where a teacher's language model predicts its
student's answers): what this very student holds is known to nobody here. Which items are then explained
is the policies' business; `choose_by_utility` is the arithmetic of it.
"""

from __future__ import annotations

from functools import lru_cache
from math import floor
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.base import CORRECT
from teachsim.roles.teacher.belief import (
    SLIP,
    likeliest_misconception,
    likelihood,
    predicted,
    remedied,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.domains.base import Domain, Item
    from teachsim.roles.teacher.approaches import Approach
    from teachsim.roles.teacher.belief import Belief


class Forecast(NamedTuple):
    """What the teacher expects of the student's answer to an item."""

    correct: float
    """P(right), slips and lucky guesses included."""
    answer: str | None
    """The most probable written answer; None where no hypothesis predicts any."""
    probability: float
    """Of that answer."""


def without(belief: Belief, item: Item, domain: Domain) -> Forecast:
    """What the student answers if it is left alone, as far as the belief can tell."""
    right, table, plausible = _predictions(domain, item, tuple(belief))
    correct = sum(
        p * sum(likelihood(table[h], answer, SLIP, plausible) for answer in right) for h, p in belief.items()
    )
    answers = predicted(belief, table)
    likely = min(answers, key=lambda a: (-answers[a], a), default=None)
    said = 0.0 if likely is None else answers[likely]
    return Forecast(min(1.0, correct), likely, said)


def after(belief: Belief, approach: Approach, item: Item, domain: Domain) -> Forecast:
    """What it answers once an approach has been taken, which cures a share of those it reaches.

    The share is the population's (docs/design.md, Learning), as is all that a teacher reckons with.
    """
    return without(remedied(belief, reached(approach, belief, domain), approach.cures), item, domain)


def utility(belief: Belief, approach: Approach, item: Item, domain: Domain) -> float:
    """U(x) = P(right | item, after the approach) − P(right | item, left alone), in [−1, 1].

    source: Saha, Hase & Bansal 2023 (arXiv 2306.09299), expected utility of an intervention
    """
    return after(belief, approach, item, domain).correct - without(belief, item, domain).correct


def reached(approach: Approach, belief: Belief, domain: Domain) -> tuple[str, ...]:
    """The hypotheses whose holders an approach can change: the suspect, or all of the suspect's slot."""
    suspect = likeliest_misconception(belief)
    if suspect is None:
        return ()
    if approach.aimed:
        return (suspect,)
    slot = domain.misconceptions[suspect].slot
    return tuple(h for h in belief if h in domain.misconceptions and domain.misconceptions[h].slot == slot)


class Chosen(NamedTuple):
    """Which items are explained, and how right the student then is on all of them."""

    items: tuple[int, ...]
    """By falling utility; of equals the earlier one first."""
    accuracy: float
    """Mean P(right): with help on those items, without on the others."""


def choose_by_utility(
    pre: Sequence[float], post: Sequence[float], budget: float, *, harmful: bool = False
) -> Chosen:
    """The floor(budget · n) items with the greatest U = post − pre, and what they come to.

    pre, post: P(right) of each item without and with help, (items,)
    budget:    share of the items that may be explained, in [0, 1]
    harmful:   whether an item with U ≤ 0 is explained too, as a budget that has to be spent would have it
    source:    Saha, Hase & Bansal 2023, whose budgets are 0, .2, .4, .6, .8 and 1
    """
    gains = [with_help - alone for alone, with_help in zip(pre, post, strict=True)]
    ranked = sorted(range(len(gains)), key=lambda n: (-round(gains[n], 12), n))
    allowed = ranked[: floor(budget * len(gains) + 1e-9)]
    chosen = tuple(n for n in allowed if harmful or gains[n] > 0)
    answered = [post[n] if n in chosen else pre[n] for n in range(len(gains))]
    return Chosen(chosen, sum(answered) / len(answered) if answered else 0.0)


@lru_cache(maxsize=256)  # few: each entry holds on to its domain
def _predictions(
    domain: Domain, item: Item, hypotheses: tuple[str, ...]
) -> tuple[tuple[str, ...], dict[str, dict[str, float]], int]:
    """The right written answers, what each hypothesis predicts, and K."""
    table = domain.predict(item, hypotheses)
    right = tuple(table.get(CORRECT) or domain.predict(item, (CORRECT,))[CORRECT])
    return right, table, domain.plausible(item)
