"""What one answer does to a teacher's belief about a student, and what it says of its slips and guesses.

A belief is over singles, `correct`, `unknown`, and pairs once answers speak for two. How often this student
slips, and how often it is right by luck, is learned from answers on items where the hypotheses agree: what
they disagree about tells of its rules instead. All of it is folded from answers as they were read; this
student's own figures are known to nobody here. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.base import UNKNOWN
from teachsim.roles.teacher.belief import TOGETHER, chance, likelihoods, normalised, posterior, top
from teachsim.roles.teacher.pairs import joint, table_of_both

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from teachsim.domains.base import Domain
    from teachsim.roles.teacher.belief import Belief
    from teachsim.roles.teacher.pairs import Seen
    from teachsim.roles.teacher.population import Population

AGREED = 0.9
"""Hypotheses agree on an item where this much of the belief predicts one answer."""
WINDOW = 8
"""The last answers that are asked whether they speak for two misconceptions; older rules may be gone."""
LEAST_PAIR = 0.02
"""A pair is taken up from this probability on, and dropped below a hundredth of it."""


class Share(NamedTuple):
    """A share that is being learned: Beta(yes, no)."""

    yes: float
    no: float

    @property
    def mean(self) -> float:
        """The share as it is known by now."""
        return self.yes / (self.yes + self.no)

    def counted(self, yes: float, no: float) -> Share:
        """The same once this much more has been counted."""
        return Share(self.yes + yes, self.no + no)


class Habits(NamedTuple):
    """How one student answers, whatever rules it holds."""

    slips: Share
    guesses: Share
    """Right where a wrong rule shows that is most probably held."""

    @classmethod
    def of(cls, population: Population) -> Habits:
        """A student of whom nothing was seen: as the population is."""
        n = population.counts
        return cls(
            Share(n * population.slip, n * (1 - population.slip)),
            Share(n * population.guess, n * (1 - population.guess)),
        )


class Learned(NamedTuple):
    """What is believed once an answer was heard."""

    belief: Belief
    habits: Habits
    contradicted: bool
    """Whether the answer is not what the most probable hypothesis leads to."""


def learned(
    domain: Domain, belief: Belief, start: Belief, habits: Habits, before: Sequence[Seen], one: Seen
) -> Learned:
    """The belief, and the habits, after an answer.

    start:  the prior over singles
    before: earlier answers, the latest last
    """
    slip, guess = habits.slips.mean, habits.guesses.mean
    singles = {h: p for h, p in belief.items() if TOGETHER not in h}
    shares = likelihoods(one.entry, one.written, singles, slip, guess)
    for both in belief.keys() - singles.keys():
        said = _of_both(domain, one, both).get(one.written, 0.0)
        shares[both] = chance(said, slip, one.entry.plausible)
    after = posterior(belief, shares)
    habits = _habits(habits, belief, after, one)
    if not one.correct and any(not _leads_to(domain, top(after), each) for each in (*before[-2:], one)):
        after = _with_pairs(domain, after, start, [*before[-(WINDOW - 1) :], one])
    return Learned(after, habits, not _leads_to(domain, top(after), one))


def _habits(habits: Habits, belief: Belief, after: Belief, one: Seen) -> Habits:
    """Slips and lucky guesses counted, as probable as they are, where the hypotheses agree on an item."""
    entry, written, _ = one
    slip, guess = habits.slips.mean, habits.guesses.mean
    expected: dict[str, float] = {}
    for h, p in belief.items():
        if h != UNKNOWN and TOGETHER not in h:
            for answer, share in entry.table(h).items():
                expected[answer] = expected.get(answer, 0.0) + p * share
    agreed = max(expected, key=lambda a: (expected[a], a), default="")
    if expected.get(agreed, 0.0) < AGREED:
        return habits
    slipped = careful = lucky = unlucky = 0.0
    for h, p in after.items():
        if h == UNKNOWN or TOGETHER in h:
            continue
        table = entry.table(h)
        own, right = table.get(written, 0.0), entry.right.get(written, 0.0)
        shows = table is not entry.right
        said = (1 - guess) * own + guess * right if shows else own
        by_rule = (1 - slip) * said / chance(said, slip, entry.plausible)
        slipped += p * (1 - by_rule)
        careful += p * by_rule
        if shows and said:
            lucky += p * by_rule * guess * right / said
            unlucky += p * by_rule * (1 - guess) * own / said
    return Habits(habits.slips.counted(slipped, careful), habits.guesses.counted(lucky, unlucky))


def _leads_to(domain: Domain, hypothesis: str, one: Seen) -> bool:
    """Whether its holders write this answer; whatever `unknown` writes is no contradiction."""
    if hypothesis == UNKNOWN:
        return True
    table = _of_both(domain, one, hypothesis) if TOGETHER in hypothesis else one.entry.table(hypothesis)
    return table.get(one.written, 0.0) > 0


def _of_both(domain: Domain, one: Seen, both: str) -> Mapping[str, float]:
    """What holders of both write; of one slot, either may have its way."""
    first, second = both.split(TOGETHER)
    table = table_of_both(domain, one.entry, (first, second))
    if domain.misconceptions[first].slot != domain.misconceptions[second].slot:
        return table
    other = table_of_both(domain, one.entry, (second, first))
    return {a: (table.get(a, 0.0) + other.get(a, 0.0)) / 2 for a in {**table, **other}}


def _with_pairs(domain: Domain, belief: Belief, start: Belief, seen: Sequence[Seen]) -> Belief:
    """The belief with the pairs that the last answers speak for, and without those that no longer count."""
    found = joint(domain, start, seen)
    of = found.singles + sum(pair.probability for pair in found.pairs)
    new = {
        TOGETHER.join(pair.names): pair.probability / of
        for pair in found.pairs
        if pair.probability >= LEAST_PAIR * of
    }
    kept = {h: p for h, p in belief.items() if h not in new and (TOGETHER not in h or p >= LEAST_PAIR / 100)}
    mass = sum(new.values())
    return {**{h: p * (1 - mass) for h, p in normalised(kept).items()}, **new} if new else normalised(kept)
