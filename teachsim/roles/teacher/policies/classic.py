"""The first six policies: when to step in, and how."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from teachsim.domains.base import CORRECT
from teachsim.roles.teacher.approaches import (
    APPROACHES,
    CONTRADICTION,
    SLIP_CHECK,
    SOCRATIC,
    TELLING,
    Approach,
    asking,
    follow,
)
from teachsim.roles.teacher.thinking import Plan, Thinking, let_go
from teachsim.roles.teacher.weighing import QUESTIONS

if TYPE_CHECKING:
    from teachsim.engine.events import Candidate

PROBABLY_SLIP = 0.6
"""P(correct) from which a wrong answer is taken for a slip."""
FALSE_BELIEF = "what I think and what I may seem to think lead to different answers here"


def never(t: Thinking) -> Plan:
    """Let the student go on alone, whatever it does."""
    return let_go("this teacher never steps in")


def teller(t: Thinking) -> Plan:
    """State the rule whenever an answer is wrong."""
    return when_wrong(TELLING, t)


def socratic(t: Thinking) -> Plan:
    """Ask, and let the student find it."""
    return when_wrong(SOCRATIC, t)


def contradiction(t: Thinking) -> Plan:
    """Let the student's own rule fail on something that it can check."""
    return when_wrong(CONTRADICTION, t)


def random(t: Thinking) -> Plan:
    """Step in or not by the toss of a coin, with any approach: the baseline."""
    if t.episode.approach in APPROACHES:
        return follow(APPROACHES[t.episode.approach], t)
    if t.rng.random() < 0.5:
        return let_go("the coin said no")
    plan = follow(t.rng.choice(list(APPROACHES.values())), t)
    return replace(plan, reason=f"the coin said yes; {plan.reason}")


def expected_utility(t: Thinking) -> Plan:
    """Whatever has the greatest expected gain over its cost; nothing when nothing is worth it.

    source: greedy utility density under a budget, value of information for probes (Horvitz et al. 1988)
    """
    if (going_on := under_way(t)) is not None:
        return going_on
    if t.episode.right and t.view.intervening:
        return let_go("it is right")
    worth = [c for c in t.candidates if c.utility is not None]
    best = max(worth, key=lambda c: (c.utility or 0.0, c.approach), default=None)
    if best is None or best.move is None or (best.utility or 0.0) <= 0:
        return nothing_left(t, "no move is worth its cost")
    return take(best, t)


# What policies share.


def under_way(t: Thinking) -> Plan | None:
    """The next turn of the approach that has been begun on this item; None where none has."""
    if t.episode.approach in APPROACHES:
        return follow(APPROACHES[t.episode.approach], t)
    return follow(SLIP_CHECK, t) if t.episode.approach == SLIP_CHECK.name else None


def nothing_left(t: Thinking, reason: str) -> Plan:
    """Let go, but what was opened is not left with a wrong answer on the table."""
    if t.view.intervening and t.episode.right is False:
        return follow(SLIP_CHECK, t)
    return let_go(reason)


def take(best: Candidate, t: Thinking) -> Plan:
    """The candidate carried out: its approach from the first rung, or its item asked."""
    if best.approach in QUESTIONS and best.on is not None:
        item = t.domain.parse(best.on)
        assert item is not None
        why = "telling the hypotheses apart is worth a question"
        return asking(t, item, why if best.approach == "probe-item" else FALSE_BELIEF).at(best.approach, 0)
    return follow(APPROACHES[best.approach], t)


def when_wrong(approach: Approach, t: Thinking) -> Plan:
    """Follow an approach wherever an answer is wrong, or an intervention is open."""
    if not t.view.intervening and t.episode.right is not False:
        return let_go("the answer is right" if t.episode.right else "there is no answer to go by")
    if approach is not TELLING and is_slip(t):
        return follow(SLIP_CHECK, t)
    return follow(approach, t)


def is_slip(t: Thinking) -> bool:
    """Whether the item is being treated as a careless error: the student probably knows better."""
    if t.episode.approach is None:
        return t.belief[CORRECT] >= PROBABLY_SLIP
    return t.episode.approach == SLIP_CHECK.name
