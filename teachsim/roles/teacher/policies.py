"""When to step in, and how: each policy is a short, pure function of what the teacher knows."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.engine.events import Candidate
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
from teachsim.roles.teacher.belief import (
    SLIP,
    Belief,
    entropy_bits,
    information_of,
    likeliest_misconception,
    likelihood,
    posterior,
)
from teachsim.roles.teacher.thinking import Plan, Thinking, let_go

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from teachsim.domains.base import Domain, Item
    from teachsim.engine.cards import PolicyName

    Policy = Callable[[Thinking], Plan]

PRICE = 1.0
"""What opening an intervention costs of the budget."""
PRICE_IN_UTILITY = 0.02
"""λ: gain in P(right) that one intervention must bring to be worth its price."""
TURN_IN_UTILITY = 0.002
"""The same for a turn."""
SURE_BITS = 0.7
"""Below this entropy, or above P = .9 for one hypothesis, no more probing."""
PROBABLY_SLIP = 0.6
"""P(correct) from which a wrong answer is taken for a slip."""
MOST_PROBES = 2
"""Probing items in one item's talk."""


def never(t: Thinking) -> Plan:
    """Let the student go on alone, whatever it does."""
    return let_go("this teacher never steps in")


def teller(t: Thinking) -> Plan:
    """State the rule whenever an answer is wrong."""
    return _when_wrong(TELLING, t)


def socratic(t: Thinking) -> Plan:
    """Ask, and let the student find it."""
    return _when_wrong(SOCRATIC, t)


def contradiction(t: Thinking) -> Plan:
    """Let the student's own rule fail on something that it can check."""
    return _when_wrong(CONTRADICTION, t)


def random(t: Thinking) -> Plan:
    """Step in or not by the toss of a coin, with any approach: the baseline."""
    if t.episode.approach in APPROACHES:
        return follow(APPROACHES[t.episode.approach], t)
    if t.rng.random() < 0.5:
        return let_go("the coin said no")
    approach = t.rng.choice(list(APPROACHES.values()))
    return _or_let_go(follow(approach, t), "the coin said yes")


def expected_utility(t: Thinking) -> Plan:
    """Whatever has the greatest expected gain over its cost; nothing when nothing is worth it."""
    if t.episode.approach in APPROACHES:
        return follow(APPROACHES[t.episode.approach], t)
    if t.episode.approach == SLIP_CHECK.name:
        return follow(SLIP_CHECK, t)
    if t.episode.right and t.view.intervening:
        return let_go("it is right")
    worth = [c for c in t.candidates if c.utility is not None]
    best = max(worth, key=lambda c: (c.utility or 0.0, c.approach), default=None)
    if best is None or best.move is None or (best.utility or 0.0) <= 0:
        if t.view.intervening and t.episode.right is False:
            return follow(SLIP_CHECK, t)  # what was opened is not left with a wrong answer on the table
        return let_go("no move is worth its cost")
    if best.approach == "probe-item" and best.on is not None:
        item = t.domain.parse(best.on)
        assert item is not None
        return asking(t, item, "telling the hypotheses apart is worth a question").at("probe-item", 0)
    return follow(APPROACHES[best.approach], t)


POLICIES: dict[PolicyName, Policy] = {
    "expected-utility": expected_utility,
    "socratic": socratic,
    "teller": teller,
    "contradiction": contradiction,
    "random": random,
    "never": never,
}


def _when_wrong(approach: Approach, t: Thinking) -> Plan:
    """Follow an approach wherever an answer is wrong, or an intervention is open."""
    if not t.view.intervening and t.episode.right is not False:
        return let_go("the answer is right" if t.episode.right else "there is no answer to go by")
    if approach is not TELLING and _is_slip(t):
        return follow(SLIP_CHECK, t)
    return follow(approach, t)


def _is_slip(t: Thinking) -> bool:
    """Whether the item is being treated as a careless error: the student probably knows better."""
    if t.episode.approach is None:
        return t.belief[CORRECT] >= PROBABLY_SLIP
    return t.episode.approach == SLIP_CHECK.name


def _or_let_go(plan: Plan, reason: str) -> Plan:
    return Plan(plan.approach, plan.moves, plan.step, plan.closes, f"{reason}; {plan.reason}",
                plan.predicted, plan.probability)  # fmt: skip


# What the candidates are worth.


@lru_cache(maxsize=256)
def accuracy(domain: Domain, practice: tuple[str, ...], hypotheses: tuple[str, ...]) -> dict[str, float]:
    """V(h): P(right) of a holder of h on the practice items, as the population slips."""
    items = [i for text in practice if (i := domain.parse(text)) is not None]
    values = {
        h: (1 - SLIP) * sum(not domain.shows(h, i) for i in items) / len(items)
        for h in hypotheses
        if h not in (CORRECT, UNKNOWN)
    }
    mean = sum(values.values()) / len(values) if values else 0.5
    return {**values, CORRECT: 1 - SLIP, UNKNOWN: mean}


def weigh(t: Thinking, probes: list[Item]) -> tuple[Candidate, ...]:
    """Every approach, the most telling items, and letting go, with expected utilities.

    EU(a) = Σ_h b(h)·[V(h after a) − V(h)] − λ·cost; a probe's is what could be gained after it,
    E_y[max_a EU(a | b_y)], its own turn and the price of opening subtracted (docs/design.md, Decisions).
    """
    value = accuracy(t.domain, tuple(p.text for p in t.view.practice), tuple(t.belief))
    cost = 0.0 if t.view.intervening else PRICE
    approaches = [_approach(a, t, value, cost) for a in APPROACHES.values()]
    going_on = Candidate(approach="let-go", move=None, utility=0.0)
    found = [*approaches, going_on]
    found += [_probe(item, t, value, cost) for item in probes]
    return tuple(sorted(found, key=lambda c: (-(c.utility or 0.0), c.approach, c.on or "")))


def _approach(approach: Approach, t: Thinking, value: Mapping[str, float], cost: float) -> Candidate:
    suspect = t.suspect
    gain = _gain(approach, t.belief, suspect, t, value) if suspect else 0.0
    price = PRICE_IN_UTILITY * cost + TURN_IN_UTILITY * approach.turns
    plan = approach.rungs[0](t) or next((p for r in approach.rungs if (p := r(t))), None)
    return Candidate(
        approach=approach.name,
        move=plan.moves[0].kind if plan else None,
        target=suspect,
        on=plan.moves[0].on if plan else None,
        utility=round(gain - price, 4) if plan else None,
        cost=cost,
    )


def _gain(
    approach: Approach, belief: Belief, suspect: str | None, t: Thinking, value: Mapping[str, float]
) -> float:
    """What an approach adds to P(right), aimed at the suspect or at all of its slot."""
    if suspect is None:
        return 0.0
    catalogue = t.domain.misconceptions
    reached = [
        h
        for h in belief
        if h == suspect
        or (not approach.aimed and h in catalogue and catalogue[h].slot == catalogue[suspect].slot)
    ]
    return sum(belief[h] * approach.cures * (value[CORRECT] - value[h]) for h in reached)


def _best_gain(belief: Belief, t: Thinking, value: Mapping[str, float]) -> float:
    """max_a of what an approach gains less its turns, or 0 for going on."""
    aim = likeliest_misconception(belief)
    if aim is None:
        return 0.0
    gains = [_gain(a, belief, aim, t, value) - TURN_IN_UTILITY * a.turns for a in APPROACHES.values()]
    return max(0.0, *gains)


def _probe(item: Item, t: Thinking, value: Mapping[str, float], cost: float) -> Candidate:
    """Ask an item first: E_y[max_a EU(a | b_y)], its own turn and the price of opening subtracted."""
    table = t.domain.predict(item, tuple(t.belief))
    plausible = t.domain.plausible(item)
    expected, seen = 0.0, 0.0
    for answer in sorted({a for row in table.values() for a in row}):
        shares = {h: likelihood(table[h], answer, SLIP, plausible) for h in t.belief}
        p = sum(t.belief[h] * shares[h] for h in t.belief)
        if p > 0.01:  # rarer answers move the sum by less than its rounding
            expected += p * _best_gain(posterior(t.belief, shares), t, value)
            seen += p
    expected += (1 - seen) * _best_gain(t.belief, t, value)
    return Candidate(
        approach="probe-item",
        move="try-item",
        on=item.text,
        utility=round(expected - TURN_IN_UTILITY - PRICE_IN_UTILITY * cost, 4),
        information_bits=round(information_of(t.domain, t.belief, item), 4),
        cost=cost,
    )


def may_probe(belief: Belief, asked: int) -> bool:
    """Whether another item may still tell something: the belief is open, and few have been asked."""
    return not _sure(belief) and asked < MOST_PROBES


def _sure(belief: Belief) -> bool:
    return max(belief.values()) >= 0.9 or entropy_bits(belief) <= SURE_BITS
