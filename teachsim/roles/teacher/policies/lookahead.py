"""Asking before teaching: the most informative item, and a search some moves ahead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.base import UNKNOWN
from teachsim.domains.index import index_of
from teachsim.roles.teacher.approaches import APPROACHES, CONTRADICTION, asking
from teachsim.roles.teacher.belief import SLIP, is_closed, likelihoods, posterior, remedied
from teachsim.roles.teacher.mental_model import reached
from teachsim.roles.teacher.policies.classic import is_slip, nothing_left, take, under_way, when_wrong
from teachsim.roles.teacher.prospects import TURN_IN_UTILITY
from teachsim.roles.teacher.thinking import Plan, Thinking, let_go
from teachsim.roles.teacher.weighing import (
    PRICE_IN_UTILITY,
    accuracy,
    best_gain,
    gain_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from teachsim.domains.index import Entry
    from teachsim.engine.events import Candidate
    from teachsim.roles.teacher.belief import Belief

WORTH_ASKING_BITS = 0.3
"""An item that is expected to tell less is not asked."""
DEPTH = 2
"""Moves looked ahead, after which the best that could be done at once is what a belief is worth."""
SAMPLES = 4
"""Answers drawn for each question looked at, in place of all: Rafferty et al. 2016 sample likewise."""


def information_gain(t: Thinking) -> Plan:
    """Ask what tells most about the student until it is known, then let its rule fail.

    EIG(x) = H(b) − Σ_y P(y|x)·H(b|y,x) in bits; the greatest first, contradiction once H ≤ τ.
    source: BUGGY's discriminating items (Brown & Burton 1978), expected information (Lindley 1956)
    """

    def most_telling(best: Candidate) -> Plan:
        item = t.domain.parse(best.on or "")
        assert item is not None
        ranked = {c.on: c.information_bits for c in _questions(t) if c.on and c.information_bits is not None}
        plan = asking(t, item, f"it is expected to tell {best.information_bits:.2f} bits")
        return replace(plan, ranked=ranked)

    return _asked_first(t, most_telling)


def random_probe(t: Thinking) -> Plan:
    """Ask any item of the kind until it is known what the student holds, then let its rule fail.

    The baseline of `information-gain`, from which it differs in nothing but the item that is asked.
    """
    return _asked_first(t, lambda _: asking(t, t.domain.generate(t.item.kind, None, t.rng), "any item"))


def _asked_first(t: Thinking, question: Callable[[Candidate], Plan]) -> Plan:
    """Questions as long as the best of them would tell enough, then contradiction."""
    if (going_on := under_way(t)) is not None:
        return going_on
    if t.episode.right and t.view.intervening:
        return let_go("it is right")
    best = max(_questions(t), key=lambda c: (c.information_bits or 0.0, c.on or ""), default=None)
    wrong = t.episode.right is False or t.view.intervening
    if wrong and best is not None and (best.information_bits or 0.0) >= WORTH_ASKING_BITS and not is_slip(t):
        return question(best).at("probe-item", 0)
    return when_wrong(CONTRADICTION, t)


def false_belief(t: Thinking) -> Plan:
    """Ask where the student could go by the teacher's face, then let its rule fail.

    Such an item is one on which what the teacher believes and what the student may think that it believes
    lead to different answers (`second_order`); at most two are put in the talk on an item.
    source: false-belief tasks (Wimmer & Perner 1983); the second order after Rafferty et al. 2015
    """
    if (going_on := under_way(t)) is not None:
        return going_on
    wrong = t.episode.right is False
    apart = next((c for c in t.candidates if c.approach == "false-belief"), None)
    if wrong and apart is not None and not is_slip(t):
        return take(apart, t)
    if t.episode.right and t.view.intervening:
        return let_go("it is right")
    return when_wrong(CONTRADICTION, t)


def look_ahead(t: Thinking) -> Plan:
    """What is worth most some moves ahead, questions and teaching in any order.

    V_0(b) = max_a EU(a|b); V_d(b) = the best of V_0, of teaching with V_{d−1} of the belief then, and of a
    question with the mean of V_{d−1} over drawn answers. Forward search from the belief alone.
    source: POMDP tutoring (Rafferty, Brunskill, Griffiths & Shafto 2016)
    """
    if (going_on := under_way(t)) is not None:
        return going_on
    if t.episode.right and t.view.intervening:
        return let_go("it is right")
    horizon = Horizon.of(t)
    worth = [(horizon.of_candidate(c, DEPTH, t.rng), c) for c in t.candidates if c.move is not None]
    value, best = max(
        worth, key=lambda w: (round(w[0], 6), w[1].approach, w[1].on or ""), default=(0.0, None)
    )
    ranked = {c.on if c.approach == "probe-item" and c.on else c.approach: round(v, 6) for v, c in worth}
    if best is None or best.utility is None or value <= 0:
        return replace(nothing_left(t, "nothing ahead is worth its cost"), ranked=ranked)
    return replace(take(best, t), ranked=ranked)


def _questions(t: Thinking) -> list[Candidate]:
    return [c for c in t.candidates if c.approach == "probe-item"]


class Horizon(NamedTuple):
    """What the search ahead is made from; all of it is what the teacher knows."""

    t: Thinking
    value: Mapping[str, float]
    questions: Mapping[str, Entry]
    """By item: what each hypothesis predicts, and K."""

    @classmethod
    def of(cls, t: Thinking) -> Horizon:
        """For this decision, with the questions that were weighed."""
        items = [i for c in _questions(t) if (i := t.domain.parse(c.on or "")) is not None]
        return cls(
            t,
            accuracy(t.domain, tuple(p.text for p in t.view.practice), tuple(t.belief)),
            {i.text: index_of(t.domain).entry(i) for i in items},
        )

    def of_candidate(self, candidate: Candidate, depth: int, rng: Random) -> float:
        """What it comes to, its own price and that of opening subtracted."""
        opening = PRICE_IN_UTILITY * candidate.cost
        if candidate.on in self.questions and candidate.approach == "probe-item":
            return self._asked(candidate.on or "", self.t.belief, depth, rng) - opening
        if candidate.approach in APPROACHES and candidate.utility is not None:
            return self._taught(candidate.approach, self.t.belief, depth, rng) - opening
        return 0.0

    def best(self, belief: Belief, depth: int, rng: Random) -> float:
        """V_d(b), at least 0: the student may always be left alone."""
        at_once = best_gain(belief, self.t, self.value)
        if depth == 0:
            return at_once
        asked = [self._asked(x, belief, depth, rng) for x in self.questions] if not is_closed(belief) else []
        taught = [self._taught(a, belief, depth, rng) for a in APPROACHES]
        return max(at_once, *asked, *taught)

    def _taught(self, approach: str, belief: Belief, depth: int, rng: Random) -> float:
        way = APPROACHES[approach]
        now = gain_of(way, belief, self.t.domain, self.value) - TURN_IN_UTILITY * way.turns
        # another approach to the same item needs its own turns, and the budget is not asked again
        if depth <= 1:
            return now
        cured = remedied(belief, reached(way, belief, self.t.domain), way.cures)
        return now + self.best(cured, depth - 1, rng)

    def _asked(self, item: str, belief: Belief, depth: int, rng: Random) -> float:
        entry = self.questions[item]
        expected = 0.0
        for _ in range(SAMPLES):
            held = rng.choices(list(belief), weights=list(belief.values()))[0]
            answer = _drawn(entry.table(held) if held != UNKNOWN else {}, rng)
            shares = likelihoods(entry, answer, belief)
            expected += self.best(posterior(belief, shares), depth - 1, rng) / SAMPLES
        return expected - TURN_IN_UTILITY


def _drawn(table: Mapping[str, float], rng: Random) -> str:
    """An answer of one who holds this; an empty one stands for any that nobody predicts."""
    if not table or rng.random() < SLIP:
        return ""
    return rng.choices(list(table), weights=list(table.values()))[0]
