"""What a student's answers say about what it holds, and which item would say most next.

The same belief as the teacher's, without a session: no drift, no moves, nothing but answers. Pure; the
items to ask next are drawn with a fixed seed, so that the same answers always give the same advice.
"""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.domains.choosing import telling_apart
from teachsim.roles.teacher.belief import (
    SLIP,
    Belief,
    information_of,
    likelihood,
    posterior,
    prior,
    relevant,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from teachsim.domains.base import Answer, Domain, Item

SEED = "diagnosis"
PROBES = 5
"""Items advised."""
SUSPECTS = 5
"""Misconceptions for which telling items are looked for; the sixth seldom has a probability above .01."""
ITEMS_PER_SUSPECT = 3
ITEMS_AT_RANDOM = 20
"""Of each kind, so that there is something to ask when all misconceptions are as good as excluded."""
SHOWN = 0.01
"""A hypothesis less probable than this is neither predicted with nor looked for."""


class Evidence(NamedTuple):
    """One answer, and what each hypothesis thought of it."""

    item: Item
    answer: Answer
    correct: bool
    likelihoods: dict[str, float]
    """P(this answer | hypothesis), slips included."""


class Hypothesis(NamedTuple):
    """A misconception, `correct` or `unknown`, with its probability."""

    name: str
    probability: float


class Probe(NamedTuple):
    """An item to ask next."""

    item: Item
    information_bits: float
    """What its answer is expected to tell."""
    predictions: dict[str, str]
    """The answer that each hypothesis with a probability of at least .01 leads to; `unknown` to none."""


class Diagnosis(NamedTuple):
    """What the answers say."""

    evidence: tuple[Evidence, ...]
    hypotheses: tuple[Hypothesis, ...]
    """Most probable first; probabilities sum to 1."""
    probes: tuple[Probe, ...]
    """Most informative first."""


def diagnose(
    domain: Domain,
    evidence: Sequence[tuple[Item, Answer]],
    hypotheses: Sequence[str] | None = None,
) -> Diagnosis:
    """What a student with these answers may hold, and what to ask it next.

    hypotheses: the misconceptions to consider; all that can show on items of these kinds when None
    """
    kinds = tuple(dict.fromkeys(item.kind for item, _ in evidence))
    belief = prior(domain, relevant(domain, kinds) if hypotheses is None else hypotheses)
    weighed = []
    for item, answer in evidence:
        one = _weighed(domain, item, answer, tuple(belief))
        belief = posterior(belief, one.likelihoods)
        weighed.append(one)
    ranked = sorted(belief.items(), key=lambda pair: (-pair[1], pair[0]))
    return Diagnosis(
        tuple(weighed),
        tuple(Hypothesis(name, probability) for name, probability in ranked),
        _probes(domain, belief, kinds, asked={item.text for item, _ in evidence}),
    )


def _weighed(domain: Domain, item: Item, answer: Answer, hypotheses: tuple[str, ...]) -> Evidence:
    tables = domain.predict(item, hypotheses)
    correct = domain.grade(item, answer)
    written = answer.text
    if correct and not any(written in table for table in tables.values()):
        # right in a form that nobody foresaw (`10/12`): no less right than the usual one
        written = domain.solve(item).answer.text
    plausible = domain.plausible(item)
    return Evidence(
        item,
        answer,
        correct,
        {h: likelihood(tables[h], written, SLIP, plausible) for h in hypotheses},
    )


def _probes(domain: Domain, belief: Belief, kinds: Sequence[str], asked: set[str]) -> tuple[Probe, ...]:
    """The most informative items that were not asked yet; of about equal ones, the shorter."""
    informative = [
        (information_of(domain, belief, item), item)
        for item in _candidates(domain, belief, kinds)
        if item.text not in asked
    ]
    informative.sort(key=lambda pair: (-round(pair[0], 1), len(pair[1].text), -pair[0], pair[1].text))
    chosen = sorted(informative[:PROBES], key=lambda pair: (-pair[0], pair[1].text))
    return tuple(Probe(item, bits, _answers(domain, belief, item)) for bits, item in chosen)


def _candidates(domain: Domain, belief: Belief, kinds: Sequence[str]) -> Iterable[Item]:
    """Items that tell the suspects apart, items that refute them, and some at random; none twice."""
    rng = Random(SEED)
    suspects = _suspects(domain, belief)
    found: dict[str, Item] = {}
    for suspect in suspects:
        misconception = domain.misconceptions[suspect]
        items = [domain.parse(text) for text in misconception.refuted_by]
        shown_on = [kind for kind in kinds if kind in misconception.kinds]
        if shown_on:
            items += telling_apart(domain, shown_on, suspect, ITEMS_PER_SUSPECT, rng, among=suspects)
        found |= {item.text: item for item in items if item is not None and item.kind in kinds}
    for kind in kinds:
        for _ in range(ITEMS_AT_RANDOM):
            item = domain.generate(kind, None, rng)
            found[item.text] = item
    return found.values()


def _suspects(domain: Domain, belief: Belief) -> list[str]:
    held = {h: p for h, p in belief.items() if h in domain.misconceptions}
    return [h for h, p in Counter(held).most_common(SUSPECTS) if p >= SHOWN]


def _answers(domain: Domain, belief: Belief, item: Item) -> dict[str, str]:
    """What each hypothesis worth naming would answer, most probable first."""
    named = sorted((h for h, p in belief.items() if p >= SHOWN), key=lambda h: (-belief[h], h))
    return {h: domain.solve(item, () if h == CORRECT else (h,)).answer.text for h in named if h != UNKNOWN}
