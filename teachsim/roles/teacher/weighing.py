"""What each thing that a teacher could do next is worth: approaches, probing items, letting go.

Reckoned from the belief with the population's figures, never with this student's own. Which of the
candidates is taken is the policies' business.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.domains.index import index_of
from teachsim.engine.events import Candidate
from teachsim.roles.teacher.approaches import APPROACHES, Approach
from teachsim.roles.teacher.belief import SLIP, Belief, entropy_bits
from teachsim.roles.teacher.mental_model import reached
from teachsim.roles.teacher.probing import information
from teachsim.roles.teacher.prospects import TURN_IN_UTILITY, Prospects, worth_asking

if TYPE_CHECKING:
    from collections.abc import Mapping

    from teachsim.domains.base import Domain, Item
    from teachsim.roles.teacher.thinking import Thinking

PRICE_IN_UTILITY = 0.02
"""λ: gain in P(right) that one intervention must bring to be worth its price."""
SURE_BITS = 0.7
"""Below this entropy, or above P = .9 for one hypothesis, no more probing."""
PROBES = 4
"""Items whose worth is reckoned: those that are expected to tell most."""
MOST_PROBES = 2
"""Probing items in one item's talk."""


@lru_cache(maxsize=64)  # few: each entry holds on to its domain, also to one that has been read anew since
def accuracy(domain: Domain, practice: tuple[str, ...], hypotheses: tuple[str, ...]) -> Mapping[str, float]:
    """V(h): P(right) of a holder of h on the practice items, as the population slips."""
    items = [i for text in practice if (i := domain.parse(text)) is not None]
    values = {
        h: (1 - SLIP) * sum(not domain.shows(h, i) for i in items) / len(items)
        for h in hypotheses
        if h not in (CORRECT, UNKNOWN)
    }
    mean = sum(values.values()) / len(values) if values else 0.5
    return MappingProxyType({**values, CORRECT: 1 - SLIP, UNKNOWN: mean})  # one for all who ask


def weigh(t: Thinking, probes: list[Item]) -> tuple[Candidate, ...]:
    """Every approach, the most telling items, and letting go, with expected utilities.

    EU(a) = Σ_h b(h)·[V(h after a) − V(h)] − λ·cost; a probe's is what could be gained after it,
    E_y[max_a EU(a | b_y)], its own turn and the price of opening subtracted (docs/design.md, Decisions).
    """
    value = accuracy(t.domain, tuple(p.text for p in t.view.practice), tuple(t.belief))
    approaches = [_approach(a, t, value) for a in APPROACHES.values()]
    going_on = Candidate(approach="let-go", move=None, utility=0.0)
    found = [*approaches, going_on]
    if probes:
        prospects = Prospects.of(t.belief, value, t.domain, tuple(APPROACHES.values()))
        found += [_probe(item, t, prospects) for item in probes]
    return tuple(sorted(found, key=lambda c: (-(c.utility or 0.0), c.approach, c.on or "")))


def _approach(approach: Approach, t: Thinking, value: Mapping[str, float]) -> Candidate:
    suspect = t.suspect
    gain = gain_of(approach, t.belief, t.domain, value)
    plan = approach.rungs[0](t) or next((p for r in approach.rungs if (p := r(t))), None)
    opening = plan.moves[0].kind if plan else None
    cost = t.price(opening)
    price = PRICE_IN_UTILITY * cost + TURN_IN_UTILITY * approach.turns
    return Candidate(
        approach=approach.name,
        move=opening,
        target=suspect,
        on=plan.moves[0].on if plan else None,
        utility=round(gain - price, 4) if plan else None,
        cost=cost,
    )


def gain_of(approach: Approach, belief: Belief, domain: Domain, value: Mapping[str, float]) -> float:
    """What an approach adds to P(right) of those whom it reaches; 0 where it reaches nobody."""
    aims = reached(approach, belief, domain)
    return sum(belief[h] * approach.cures * (value[CORRECT] - value[h]) for h in aims)


def best_gain(belief: Belief, t: Thinking, value: Mapping[str, float]) -> float:
    """max_a of what an approach gains less its turns, or 0 for going on."""
    return Prospects.of(belief, value, t.domain, tuple(APPROACHES.values())).now()


def _probe(item: Item, t: Thinking, prospects: Prospects) -> Candidate:
    """Ask an item first: E_y[max_a EU(a | b_y)], its own turn and the price of opening subtracted."""
    entry = index_of(t.domain).entry(item)
    cost = t.price("try-item")
    expected = worth_asking(prospects, entry)
    return Candidate(
        approach="probe-item",
        move="try-item",
        on=item.text,
        utility=round(expected - TURN_IN_UTILITY - PRICE_IN_UTILITY * cost, 4),
        information_bits=round(information(entry, t.belief), 4),
        cost=cost,
    )


def may_probe(belief: Belief, asked: int) -> bool:
    """Whether another item may still tell something: the belief is open, and few have been asked."""
    return not _sure(belief) and asked < MOST_PROBES


def _sure(belief: Belief) -> bool:
    return max(belief.values()) >= 0.9 or entropy_bits(belief) <= SURE_BITS
