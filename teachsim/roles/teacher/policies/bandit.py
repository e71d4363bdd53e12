"""Learning within the session which approach helps this student, from its answers alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.roles.teacher.approaches import APPROACHES, SLIP_CHECK, follow
from teachsim.roles.teacher.policies.classic import is_slip, under_way
from teachsim.roles.teacher.thinking import Plan, Thinking, let_go

if TYPE_CHECKING:
    from teachsim.roles.teacher.approaches import Approach

PRIOR_WEIGHT = 4.0
"""Answers that the population's share counts for, before this student has given any."""


def bandit(t: Thinking) -> Plan:
    """Take the approach whose drawn success is greatest; success is the next item right unaided.

    Thompson sampling over (approach, slot at fault): Beta(α, β) with the population's share of cures as
    prior and this student's own answers as counts, one draw an arm.
    source: Thompson 1933; contextual bandits for tutoring moves (Clement et al. 2015 use the same reward)
    """
    if (going_on := under_way(t)) is not None:
        return going_on
    if t.episode.right is not False:
        return let_go("the answer is right" if t.episode.right else "there is no answer to go by")
    if is_slip(t):
        return follow(SLIP_CHECK, t)
    drawn = {a.name: t.rng.betavariate(*counts(a, t)) for a in APPROACHES.values()}
    best = max(drawn, key=lambda name: (drawn[name], name))
    plan = follow(APPROACHES[best], t)
    tried = sum(past.approach == best for past in t.taught)
    return Plan(
        plan.approach, plan.moves, plan.step, plan.closes,
        f"drawn {drawn[best]:.2f}, tried {tried} times; {plan.reason}", plan.predicted, plan.probability,
        {name: round(share, 6) for name, share in drawn.items()},
    )  # fmt: skip


def counts(approach: Approach, t: Thinking) -> tuple[float, float]:
    """α and β of an approach where the fault lies now: successes and failures, the prior's included."""
    outcomes = [
        past.next_right
        for past in t.taught
        if past.approach == approach.name and past.about == t.slot and past.next_right is not None
    ]
    right = sum(outcomes)
    share = min(0.95, max(0.05, approach.cures))
    return share * PRIOR_WEIGHT + right, (1 - share) * PRIOR_WEIGHT + len(outcomes) - right
