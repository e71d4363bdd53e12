"""What a question is worth: how well one could teach once its answer is known.

E_y[max_a EU(a | b_y)], reckoned from the index of the domain: hypotheses with the same predictions are
one with their mass together, and whatever does not show on an item is what it is at every item. So forty
candidates and 150 hypotheses cost less than a millisecond, and nothing is approximated but answers with
a probability of at most .01, which are taken together.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.roles.teacher.belief import RIGHT_IF_UNKNOWN, SLIP, chance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from teachsim.domains.base import Domain
    from teachsim.domains.index import Entry
    from teachsim.roles.teacher.approaches import Approach
    from teachsim.roles.teacher.belief import Belief

RARE = 0.01
"""Rarer answers move the sum by less than its rounding."""
TURN_IN_UTILITY = 0.002
"""λ of a turn: the gain in P(right) that it must bring."""


class Prospects(NamedTuple):
    """What the belief makes of teaching, whatever is asked first. Made once for a decision."""

    belief: Belief
    at_stake: Mapping[str, float]
    """By misconception, b(h)·[V(correct) − V(h)]."""
    slot: Mapping[str, str]
    ranked: Sequence[str]
    """The misconceptions, most probable first; of equals the first by name."""
    by_slot: Mapping[str, float]
    """Σ of what is at stake there."""
    mass: float
    """Σ b, 1 but for rounding."""
    arms: tuple[tuple[bool, float, float], ...]
    """Of each approach that can be the best: whether it is aimed, the share it cures, what its turns cost."""

    @classmethod
    def of(
        cls, belief: Belief, value: Mapping[str, float], domain: Domain, approaches: Sequence[Approach]
    ) -> Prospects:
        """value: V(h), P(right) of a holder on the practice items"""
        slot = slots_of(domain, tuple(belief))
        most = value[CORRECT]
        at_stake = {h: belief[h] * (most - value[h]) for h in slot}
        by_slot = dict.fromkeys(slot.values(), 0.0)
        for h, where in slot.items():
            by_slot[where] += at_stake[h]
        arms = {(a.aimed, a.cures, TURN_IN_UTILITY * a.turns) for a in approaches}
        able = tuple(arm for arm in sorted(arms) if not any(_no_better(arm, other) for other in arms))
        ranked = sorted(sorted(slot), key=belief.__getitem__, reverse=True)  # of equals the first stays first
        return cls(belief, at_stake, slot, ranked, by_slot, sum(belief.values()), able)

    def now(self) -> float:
        """max_a EU(a | b), or 0 for going on."""
        if not self.ranked:
            return 0.0
        aim = self.ranked[0]
        return self.best(self.at_stake[aim], self.by_slot[self.slot[aim]])

    def best(self, aimed: float, of_slot: float) -> float:
        """The best approach's gain less its turns, or 0.

        aimed, of_slot: what is at stake at the suspect, and at all of its slot
        """
        most = 0.0
        for at_one, cures, turns in self.arms:
            gain = cures * (aimed if at_one else of_slot) - turns
            most = max(most, gain)
        return most


@lru_cache(maxsize=64)  # few: each entry holds on to its domain
def slots_of(domain: Domain, hypotheses: tuple[str, ...]) -> Mapping[str, str]:
    """The slot of each hypothesis that is a misconception."""
    return {h: domain.misconceptions[h].slot for h in hypotheses if h not in (CORRECT, UNKNOWN)}


def _no_better(arm: tuple[bool, float, float], other: tuple[bool, float, float]) -> bool:
    """Whether an approach is left behind by one that reaches as many, cures more and takes no longer."""
    return arm != other and arm[0] == other[0] and arm[1] <= other[1] and arm[2] >= other[2]


def worth_asking(prospects: Prospects, entry: Entry, slip: float = SLIP) -> float:
    """E_y[max_a EU(a | b_y)] for the answer y to an item: the value of asking it, price aside.

    source: value of information (Howard 1966); docs/design.md, Decisions
    """
    belief, slot, ranked = prospects.belief, prospects.slot, prospects.ranked
    if not ranked:
        return 0.0
    base = slip / (entry.plausible - 1)
    unknown = belief.get(UNKNOWN, 0.0)
    known = prospects.mass - unknown
    rest, shown = known, dict[str, float]()
    leads_to: dict[str, list[_Told]] = {}
    for group in entry.groups:
        held = [h for h in group.holders if h in slot]
        if not held:
            continue
        mass, stakes = 0.0, dict[str, float]()
        for h in held:
            mass += belief[h]
            stakes[slot[h]] = stakes.get(slot[h], 0.0) + prospects.at_stake[h]
        for where, stake in stakes.items():
            shown[where] = shown.get(where, 0.0) + stake
        rest -= mass
        suspect = held[0] if len(held) == 1 else min(held, key=lambda h: (-belief[h], h))
        for answer, share in group.table.items():
            more = (1 - slip) * share - base * share
            leads_to.setdefault(answer, []).append((suspect, mass, stakes, more))
    silent = next((h for h in ranked if h not in entry.tables), None)
    for answer, share in entry.right.items():
        leads_to.setdefault(answer, []).append((silent, rest, None, (1 - slip) * share - base * share))
    expected, seen = 0.0, 0.0
    for answer, told in leads_to.items():
        p = base * known + unknown * chance(
            entry.right.get(answer, 0.0), 1 - RIGHT_IF_UNKNOWN, entry.plausible
        )
        aim: str | None = None
        most, its = -1.0, base
        for who, mass, _, more in told:
            p += mass * more
            joint = -1.0 if who is None else belief[who] * (base + more)
            if who is not None and (joint > most or (joint == most and who < (aim or ""))):
                aim, most, its = who, joint, base + more
        if p <= RARE:
            continue
        for h in ranked:  # the first of those that this answer does not speak for
            if answer not in entry.tables.get(h, entry.right):
                joint = belief[h] * base
                if joint > most or (joint == most and h < (aim or "")):
                    aim, its = h, base
                break
        assert aim is not None
        where = slot[aim]
        of_slot = base * prospects.by_slot[where]
        for _, _, at, more in told:
            if at is None:
                of_slot += more * (prospects.by_slot[where] - shown.get(where, 0.0))
            else:
                of_slot += more * at.get(where, 0.0)
        expected += p * prospects.best(prospects.at_stake[aim] * its / p, of_slot / p)
        seen += p
    return expected + (1 - seen) * prospects.now()


_Told = tuple["str | None", float, "Mapping[str, float] | None", float]
"""Who an answer speaks for: the most probable of them, their mass, what is at stake by slot (None: all that
is not at stake with those who show), and how much more probable it is with them than by a slip."""
