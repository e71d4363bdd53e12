"""A mental model of an intervention: what the student will answer without help and with it, and the gain.

Predicted from the belief alone (Saha, Hase & Bansal 2023, where a teacher's language model predicts its
student's answers): what this very student holds is known to nobody here. Which items are then explained
is the policies' business; `best_of` is the arithmetic of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from teachsim.domains.base import UNKNOWN
from teachsim.domains.index import index_of
from teachsim.roles.teacher.belief import (
    RIGHT_IF_UNKNOWN,
    SLIP,
    chance,
    likeliest_misconception,
    remedied,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from teachsim.domains.base import Domain, Item
    from teachsim.roles.teacher.approaches import Approach
    from teachsim.roles.teacher.belief import Belief


Named = TypeVar("Named")


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
    entry = index_of(domain).entry(item)
    unknown = belief.get(UNKNOWN, 0.0)
    held = [(sum(belief.get(h, 0.0) for h in group.holders), group.table) for group in entry.groups]
    rest = sum(belief.values()) - unknown - sum(mass for mass, _ in held)
    answers: dict[str, float] = {}
    correct = unknown * RIGHT_IF_UNKNOWN
    for mass, table in [*held, (rest, entry.right)]:
        for answer, share in table.items():
            answers[answer] = answers.get(answer, 0.0) + mass * share
        correct += mass * sum(chance(table.get(a, 0.0), SLIP, entry.plausible) for a in entry.right)
    likely = min(answers, key=lambda a: (-answers[a], a), default=None)
    return Forecast(min(1.0, correct), likely, 0.0 if likely is None else answers[likely])


def after(belief: Belief, approach: Approach, item: Item, domain: Domain) -> Forecast:
    """What it answers once an approach has been taken, which cures a share of those it reaches.

    The share is the population's (docs/design.md, Learning), as is all that a teacher reckons with.
    """
    return without(remedied(belief, reached(approach, belief, domain), approach.cures), item, domain)


def changed(alone: Forecast, belief: Belief, approach: Approach, item: Item, domain: Domain) -> Forecast:
    """The same as `after`, from what was expected without help: as it was where nothing can change."""
    entry = index_of(domain).entry(item)
    aims = [h for h in reached(approach, belief, domain) if h in entry.tables and belief[h] > 0]
    return after(belief, approach, item, domain) if aims else alone


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


def best_of(scores: Mapping[Named, float], allowed: int, least: float | None = None) -> tuple[Named, ...]:
    """The items with the greatest scores, as many as are allowed; of equals the earlier one first.

    least:  an item with a score no greater than this is never among them
    source: Saha, Hase & Bansal 2023: the floor(b · n) items with the greatest U, at budgets of 0 to 1
    """
    ranked = sorted(scores, key=lambda item: -round(scores[item], 9))
    return tuple(item for item in ranked[: max(0, allowed)] if least is None or scores[item] > least)
