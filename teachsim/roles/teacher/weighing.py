"""What each thing that a teacher could do next is worth: approaches, probing items, letting go.

Reckoned from the belief with the population's figures, never with this student's own. Which of the
candidates is taken is the policies' business. Whatever enters a utility is on the candidate or in
`Reckoning`, so that each can be worked out again from the log.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.domains.index import index_of
from teachsim.engine.events import Candidate
from teachsim.engine.reckoned import Constants, ItemTable
from teachsim.roles.teacher.approaches import APPROACHES, Approach
from teachsim.roles.teacher.belief import RIGHT_IF_UNKNOWN, SLIP, Belief
from teachsim.roles.teacher.mental_model import Forecast, changed, reached, without
from teachsim.roles.teacher.probing import information
from teachsim.roles.teacher.prospects import RARE, TURN_IN_UTILITY, Prospects, slots_of, worth_asking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from teachsim.domains.base import Domain, Item
    from teachsim.domains.index import Entry
    from teachsim.roles.teacher.thinking import Thinking

PRICE_IN_UTILITY = 0.02
"""λ: gain in P(right) that one intervention must bring to be worth its price."""
PROBES = 4
"""Items whose worth is reckoned: those that are expected to tell most."""
MOST_PROBES = 2
"""Probing items in one item's talk."""
CONSTANTS = Constants(
    per_cost=PRICE_IN_UTILITY, per_turn=TURN_IN_UTILITY, slip=SLIP, rare=RARE, unknown_right=RIGHT_IF_UNKNOWN
)
QUESTIONS = ("probe-item", "false-belief")
"""Candidates that put an item first."""


class Reckoning(NamedTuple):
    """What the candidates of one decision were reckoned from, beside the belief."""

    candidates: tuple[Candidate, ...]
    values: Mapping[str, float]
    """V(h)."""
    value: float
    """Σ b(h)·V(h)."""
    alone: Forecast
    """Of the item at hand, without help."""
    slots: Mapping[str, str]
    """By misconception."""
    entries: tuple[Entry, ...]
    """Of the item at hand and those that were weighed as questions."""


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


def weigh(t: Thinking, probes: Sequence[Item], false_belief: Sequence[Item] = ()) -> Reckoning:
    """Every approach, the most telling items, and letting go, with expected utilities.

    EU(a) = Σ_h b(h)·[V(h after a) − V(h)] − λ·cost; a probe's is what could be gained after it,
    E_y[max_a EU(a | b_y)], its own turn and the price of opening subtracted (docs/design.md, Decisions).

    false_belief: items on which what the teacher believes and what the student may think that it believes
                  lead to different answers
    """
    value = accuracy(t.domain, tuple(p.text for p in t.view.practice), tuple(t.belief))
    alone = without(t.belief, t.item, t.domain)
    found = [_approach(a, t, value, alone) for a in APPROACHES.values()]
    found.append(
        Candidate(
            approach="let-go",
            move=None,
            utility=0.0,
            gain=0.0,
            turns=0,
            predicted=alone.answer,
            predicted_probability=round(alone.probability, 4),
            right=round(alone.correct, 4),
        )
    )
    if probes or false_belief:
        prospects = Prospects.of(t.belief, value, t.domain, tuple(APPROACHES.values()))
        found += [_probe("probe-item", item, t, prospects) for item in probes]
        found += [_probe("false-belief", item, t, prospects) for item in false_belief]
    index = index_of(t.domain)
    return Reckoning(
        tuple(sorted(found, key=lambda c: (-(c.utility or 0.0), c.approach, c.on or ""))),
        value,
        sum(p * value[h] for h, p in t.belief.items()),
        alone,
        slots_of(t.domain, tuple(t.belief)),
        tuple(index.entry(item) for item in (t.item, *probes, *false_belief)),
    )


def table_of(entry: Entry, belief: Belief) -> ItemTable:
    """What the index knows of an item, as it is logged."""
    return ItemTable(
        plausible=entry.plausible,
        right=dict(entry.right),
        wrong={h: dict(table) for h, table in entry.tables.items() if h in belief},
    )


def _approach(approach: Approach, t: Thinking, value: Mapping[str, float], alone: Forecast) -> Candidate:
    suspect = t.suspect
    gain = gain_of(approach, t.belief, t.domain, value)
    plan = approach.rungs[0](t) or next((p for r in approach.rungs if (p := r(t))), None)
    opening = plan.moves[0].kind if plan else None
    cost = t.price(opening)
    price = PRICE_IN_UTILITY * cost + TURN_IN_UTILITY * approach.turns
    then = changed(alone, t.belief, approach, t.item, t.domain)
    return Candidate(
        approach=approach.name,
        move=opening,
        target=suspect,
        on=plan.moves[0].on if plan else None,
        utility=round(gain - price, 4) if plan else None,
        cost=cost,
        gain=round(gain, 4),
        turns=approach.turns,
        cures=approach.cures,
        aimed=approach.aimed,
        predicted=then.answer,
        predicted_probability=round(then.probability, 4),
        right=round(then.correct, 4),
    )


def gain_of(approach: Approach, belief: Belief, domain: Domain, value: Mapping[str, float]) -> float:
    """What an approach adds to P(right) of those whom it reaches; 0 where it reaches nobody."""
    aims = reached(approach, belief, domain)
    return sum(belief[h] * approach.cures * (value[CORRECT] - value[h]) for h in aims)


def best_gain(belief: Belief, t: Thinking, value: Mapping[str, float]) -> float:
    """max_a of what an approach gains less its turns, or 0 for going on."""
    return Prospects.of(belief, value, t.domain, tuple(APPROACHES.values())).now()


def _probe(name: str, item: Item, t: Thinking, prospects: Prospects) -> Candidate:
    """Ask an item first: E_y[max_a EU(a | b_y)], its own turn and the price of opening subtracted."""
    entry = index_of(t.domain).entry(item)
    cost = t.price("try-item")
    expected = worth_asking(prospects, entry)
    foreseen = without(t.belief, item, t.domain)
    return Candidate(
        approach=name,
        move="try-item",
        on=item.text,
        utility=round(expected - TURN_IN_UTILITY - PRICE_IN_UTILITY * cost, 4),
        information_bits=round(information(entry, t.belief), 4),
        cost=cost,
        gain=round(expected, 4),
        turns=1,
        predicted=foreseen.answer,
        predicted_probability=round(foreseen.probability, 4),
    )
