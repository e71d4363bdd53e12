"""What a card implies of the answers to an item: how often a rule of it wins, and which answers are whose.

A card may hold several misconceptions, and one may mask another: who adds tops and bottoms never comes to
the place where it would keep the old numerators. An audit of one of them asks items on which that one is
seen through the others, and takes as its own only the answers that nobody gives who holds the others alone.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from teachsim.roles.student.mind import newborn, p_correct
from teachsim.roles.student.parameters import PARAMETERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from teachsim.domains.base import Domain, Item
    from teachsim.engine.cards import StudentCard


class Tables(NamedTuple):
    """Wrong answers to one item, and who gives them."""

    mine: frozenset[str]
    """Those of the misconception audited, alone or with others of the card, and of nobody without it."""
    without: frozenset[str]
    """Those that the card gives once this misconception is gone."""


def held_on(card: StudentCard, domain: Domain) -> tuple[str, ...]:
    """What the card holds of this domain, the strongest first, as its rules come into play."""
    known = [h for h in card.holds if h.misconception in domain.misconceptions]
    return tuple(h.misconception for h in sorted(known, key=lambda h: -h.strength))


def tables(card: StudentCard, domain: Domain, held: str, item: Item) -> Tables:
    """Which wrong answers are those of `held`, and which remain of the card without it."""
    return _tables(held_on(card, domain), domain, held, item)


@lru_cache(maxsize=4096)
def _tables(holds: tuple[str, ...], domain: Domain, held: str, item: Item) -> Tables:
    others = [h for h in holds if h != held and item.kind in domain.misconceptions[h].kinds]
    by_set: dict[frozenset[str], Mapping[str, float]] = {}
    for n in range(len(others) + 1):
        for some in combinations(others, n):
            for of in (some, (held, *some)):
                by_set[frozenset(of)] = domain.predict_together(item, [h for h in holds if h in of])
    without = frozenset(a for of, table in by_set.items() if held not in of for a in table)
    mine = frozenset(a for of, table in by_set.items() if held in of for a in table)
    right = frozenset(by_set[frozenset()])
    return Tables(mine - without, without - right)


def seen(card: StudentCard, domain: Domain, held: str, item: Item) -> bool:
    """Whether the misconception is seen in what the whole card most often makes of this item."""
    holds = held_on(card, domain)
    if not {*holds} - {held}:
        return True
    most = domain.solve(item, [h for h in holds if item.kind in domain.misconceptions[h].kinds])
    return most.answer.text in tables(card, domain, held, item).mine


def implied_right(card: StudentCard, domain: Domain, held: Iterable[str]) -> float:
    """P(right) on an item on which these misconceptions of the card show: (1 − s)·Π σ(β(c − m)).

    One factor for each slot, with the strongest wrong rule there; that of a slot at which no rule is strong
    enough to act on is the chance of a guess.
    """
    guess = card.traits.guess
    return (1 - card.traits.slip) * prod(_rights(card, domain, held, guess).values())


def implied_own(card: StudentCard, domain: Domain, held: str, item: Item) -> float:
    """P(an answer of the misconception `held` | the answer is wrong): the rest are slips and other rules."""
    showing = [h for h in held_on(card, domain) if item.kind in domain.misconceptions[h].kinds]
    # one who does not know guesses, and follows no wrong rule
    right = _rights(card, domain, [h for h in showing if domain.shows(h, item)], guess=1.0)
    wins = {slot: 1 - p for slot, p in right.items()}
    mine = tables(card, domain, held, item).mine
    slots = list(wins)
    own = 0.0
    for n in range(len(slots) + 1):
        for some in combinations(slots, n):
            share = 1.0
            for slot in slots:
                share *= wins[slot] if slot in some else 1 - wins[slot]
            at_work = [h for h in showing if domain.misconceptions[h].slot in some]
            written = domain.predict_together(item, at_work)
            own += share * sum(p for answer, p in written.items() if answer in mine)
    own *= 1 - card.traits.slip
    wrong = 1 - implied_right(card, domain, [h for h in showing if domain.shows(h, item)])
    return own / wrong if wrong else 0.0


def _rights(card: StudentCard, domain: Domain, held: Iterable[str], guess: float) -> dict[str, float]:
    """For each slot of these, P(the right rule is followed there) before anything is taught, slips aside."""
    mind = newborn(card, domain)
    how = PARAMETERS[card.learning].sharpness
    slots = dict.fromkeys(domain.misconceptions[h].slot for h in held)
    return {slot: p_correct(mind.slot(slot), "", "", how, slip=0.0, guess=guess) for slot in slots}
