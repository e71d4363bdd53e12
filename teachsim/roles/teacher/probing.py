"""Which item would say most next: what each is expected to tell, and among which it is looked for.

The items are those of the index, the same for every pupil; what they tell depends on the belief. Pure.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from math import log2
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.domains.index import index_of
from teachsim.roles.teacher.belief import RIGHT_IF_UNKNOWN, SLIP

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from teachsim.domains.base import Domain, Item
    from teachsim.domains.index import Entry
    from teachsim.roles.teacher.belief import Belief

PROBES = 5
"""Items advised."""
SUSPECTS = 5
"""Misconceptions for which telling items are looked for; the sixth seldom has a probability above .01."""
ITEMS_AT_RANDOM = 8
"""Of each kind, so that there is something to ask when all misconceptions are as good as excluded."""
SHOWN = 0.01
"""A hypothesis less probable than this is neither predicted with nor looked for."""


class Probe(NamedTuple):
    """An item to ask next."""

    item: Item
    information_bits: float
    """What its answer is expected to tell."""
    predictions: dict[str, str]
    """The answer that each hypothesis with a probability of at least .01 leads to; `unknown` to none."""


def probes(domain: Domain, belief: Belief, kinds: Sequence[str], asked: Iterable[str]) -> tuple[Probe, ...]:
    """The most informative items that were not asked yet; of about equal ones, the shorter."""
    index = index_of(domain)
    said = set(asked)
    informative = [
        (information(index.entry(item), belief), item)
        for item in _candidates(domain, belief, kinds)
        if item.text not in said
    ]
    informative.sort(key=lambda pair: (-round(pair[0], 1), len(pair[1].text), -pair[0], pair[1].text))
    chosen = sorted(informative[:PROBES], key=lambda pair: (-pair[0], pair[1].text))
    return tuple(Probe(item, bits, _answers(domain, belief, item)) for bits, item in chosen)


def information(entry: Entry, belief: Mapping[str, float], slip: float = SLIP) -> float:
    """Expected information of asking this item, in bits: H(b) − Σ_y P(y)·H(b | y).

    Hypotheses with the same predictions are reckoned as one with their mass together, and the answers
    that none of them predicts as often as there are: nothing is approximated. Lucky guesses are left out.
    """
    base = slip / (entry.plausible - 1)
    unknown = belief.get(UNKNOWN, 0.0)
    masses = [sum(belief.get(h, 0.0) for h in group.holders) for group in entry.groups]
    told = [(mass, group.table) for mass, group in zip(masses, entry.groups, strict=True) if mass > 0]
    rest = sum(belief.values()) - unknown - sum(mass for mass, _ in told)
    told.append((rest, entry.right))
    # in order, not a set: a sum's last digits, and so which of two equal items is first, must not
    # depend on the process
    named = dict.fromkeys(answer for _, table in told for answer in table)
    answers = max(entry.plausible, len(named))
    # how probable an answer is to which nothing leads but slips and rules that nobody knows
    any_of_them = (1 - RIGHT_IF_UNKNOWN) / (entry.plausible - 1)  # what `unknown` gives all but the right
    bare = unknown * any_of_them + (1 - unknown) * base
    probability = dict.fromkeys(named, bare)
    noise = 0.0  # H(answer | hypothesis), over the hypotheses
    for mass, table in told:
        within = (answers - len(table)) * _surprise(base)
        for answer, share in table.items():
            probability[answer] += mass * (1 - slip - base) * share
            within += _surprise(base * (1 - share) + (1 - slip) * share)
        noise += mass * within
    within = (answers - len(entry.right)) * _surprise(any_of_them)
    for answer, share in entry.right.items():
        probability[answer] += unknown * (RIGHT_IF_UNKNOWN - any_of_them) * share
        within += _surprise(any_of_them * (1 - share) + RIGHT_IF_UNKNOWN * share)
    noise += unknown * within
    seen = sum(map(_surprise, probability.values())) + (answers - len(named)) * _surprise(bare)
    if answers > entry.plausible:  # the slips of `likelihood` are then a little more than there are
        others = sum(_surprise(p) for h, p in belief.items() if h != UNKNOWN)
        excess = base * others + _surprise(unknown) * any_of_them
        noise += (answers - entry.plausible) * excess
    return max(0.0, seen - noise)


def _surprise(probability: float) -> float:
    return -probability * log2(probability) if probability > 0 else 0.0


def _candidates(domain: Domain, belief: Belief, kinds: Sequence[str]) -> Iterable[Item]:
    """Items on which a suspect shows or that tell two of them apart, and some at random; none twice."""
    index = index_of(domain)
    found: dict[str, Item] = {}
    suspected = suspects(domain, belief)
    for suspect in suspected:
        shown_on = domain.misconceptions[suspect].kinds
        for kind in kinds:
            if kind in shown_on:
                found |= {item.text: item for item in index.showing(kind, suspect)}
    for kind in kinds:
        found |= {item.text: item for item in index.drawn(kind)[:ITEMS_AT_RANDOM]}
    entries = [index.entry(item) for item in found.values()]
    for one, other in combinations(sorted(suspected), 2):
        if all(entry.table(one) == entry.table(other) for entry in entries):
            for kind in kinds:
                found |= {item.text: item for item in index.between(kind, one, other)}
    return found.values()


def suspects(domain: Domain, belief: Mapping[str, float]) -> list[str]:
    """The most probable misconceptions, as far as they are worth naming."""
    held = {h: p for h, p in belief.items() if h in domain.misconceptions}
    return [h for h, p in Counter(held).most_common(SUSPECTS) if p >= SHOWN]


def _answers(domain: Domain, belief: Belief, item: Item) -> dict[str, str]:
    """What each hypothesis worth naming would answer, most probable first."""
    named = sorted((h for h, p in belief.items() if p >= SHOWN), key=lambda h: (-belief[h], h))
    return {h: domain.solve(item, () if h == CORRECT else (h,)).answer.text for h in named if h != UNKNOWN}
