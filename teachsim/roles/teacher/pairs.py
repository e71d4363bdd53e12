"""Students who hold two misconceptions, or go to and fro between two rules; and who has only slipped.

The hypotheses of a diagnosis hold one misconception each. Here they are joined by those that hold two,
as far as the answers speak for two, and by unsteady ones: VanLehn (1990, bug migration) saw children who
had one bug on one item and another of the same impasse on the next. All of them, singles too, are
weighed together. Pure.

A pair whose second misconception no answer shows cannot be told from the first alone: it is not made.
"""

from __future__ import annotations

from itertools import combinations
from math import exp, log
from typing import TYPE_CHECKING, Literal, NamedTuple

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.domains.index import index_of
from teachsim.roles.teacher.belief import RIGHT_IF_UNKNOWN, SLIP, chance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from teachsim.domains.base import Domain, Item
    from teachsim.domains.index import Entry
    from teachsim.roles.teacher.belief import Belief

SECOND = 0.1
"""For each student who holds one misconception, as many hold a second with it, any other in proportion to
its own prior. A choice, not a measurement: small, so that one answer alone does not make a pair."""
UNSTABLE = 0.1
"""For each student who holds one, as many are not steady: half of these use the right rule in between,
half another wrong one of the same slot. A choice too."""
ALL_PAIRS_ON = 2
"""Answers that no single one explains on which every pair is tried. Later only those of which one explains
some answer alone: working an equation with 40 pairs takes 20 ms, and who answers by a rule that nobody
knows would pay that for each answer."""
SHARE = 0.5
"""How often who is not steady uses either rule."""

Manner = Literal["single", "pair", "unstable"]


class Seen(NamedTuple):
    """An answer, with what the index knows of its item."""

    entry: Entry
    written: str
    """The answer as tables write it."""
    correct: bool


def as_seen(domain: Domain, item: Item, written: str, correct: bool) -> Seen:
    """A written answer to an item, as the index knows it."""
    entry = index_of(domain).entry(item)
    if correct and written not in entry.right and written not in entry.by_answer:
        # right in a form that nobody foresaw (`10/12`): no less right than the usual one
        written = domain.solve(item).answer.text
    return Seen(entry, written, correct)


class Several(NamedTuple):
    """Two misconceptions, or one and `correct`, with the probability that it is these."""

    names: tuple[str, str]
    probability: float


class Joint(NamedTuple):
    """Singles, pairs and unsteady ones together: their probabilities sum to 1."""

    singles: float
    """That it holds one misconception, none, or something unknown."""
    pairs: tuple[Several, ...]
    """That it holds both. Most probable first."""
    unstable: tuple[Several, ...]
    """That it uses now the one, now the other. Most probable first."""
    slips: tuple[float | None, ...]
    """For each answer, the probability that it is wrong by a slip; None for one that is right."""


class _Model(NamedTuple):
    """What a student may be like."""

    manner: Manner
    names: tuple[str, ...]
    weight: float
    """Its prior; those of all models need not sum to 1."""


def joint(domain: Domain, start: Belief, seen: Sequence[Seen]) -> Joint:
    """What a student with these answers may be, if it may also hold two misconceptions or be unsteady.

    start: the prior over singles
    """
    models = list(_models(domain, start, seen))
    # By answer and model: how probable it is, and how probable that it came about by a slip.
    chances = [[_chances(domain, one, model) for model in models] for one in seen]
    logs = [
        log(model.weight) + sum(log(of_answer[m][0]) for of_answer in chances)
        for m, model in enumerate(models)
    ]
    most = max(logs)
    masses = [exp(value - most) for value in logs]
    shares = [mass / sum(masses) for mass in masses]
    weighed = list(zip(models, shares, strict=True))
    slips = [
        sum(share * slip / total for share, (total, slip) in zip(shares, of_answer, strict=True))
        for of_answer in chances
    ]
    return Joint(
        sum(share for model, share in weighed if model.manner == "single"),
        _ranked(weighed, "pair"),
        _ranked(weighed, "unstable"),
        tuple(None if one.correct else slip for one, slip in zip(seen, slips, strict=True)),
    )


def _models(domain: Domain, start: Belief, seen: Sequence[Seen]) -> Iterator[_Model]:
    """The singles, and what else the answers speak for."""
    yield from (_Model("single", (name,), weight) for name, weight in start.items() if weight > 0)
    held = {name: p for name, p in start.items() if name not in (CORRECT, UNKNOWN) and p > 0}
    slot = {name: domain.misconceptions[name].slot for name in held}
    explains = _explained(held, seen)
    apart = [
        (min(names), max(names))
        for names in combinations(explains, 2)
        if explains[names[0]] - explains[names[1]] and explains[names[1]] - explains[names[0]]
    ]
    for one, other in sorted({*apart, *_explaining_together(domain, held, seen)}):
        weight = SECOND * _taken(held, one, other)
        if slot[one] != slot[other]:
            yield _Model("pair", (one, other), weight)
        else:  # where both could have their way the one asked first has it, and nobody knows which that is
            yield _Model("pair", (one, other), weight / 2)
            yield _Model("pair", (other, one), weight / 2)
    for one, other in sorted(apart):
        if slot[one] == slot[other]:
            of_slot = {name: p for name, p in held.items() if slot[name] == slot[one]}
            yield _Model("unstable", (one, other), UNSTABLE / 2 * _taken(of_slot, one, other))
    for name in sorted(explains):
        if any(one.correct and one.entry.table(name).get(one.written, 0.0) < SHARE for one in seen):
            yield _Model("unstable", (name, CORRECT), UNSTABLE / 2 * held[name])


def _explained(held: Mapping[str, float], seen: Sequence[Seen]) -> dict[str, set[int]]:
    """By misconception, the numbers of the wrong answers to which it alone leads."""
    explains: dict[str, set[int]] = {}
    for number, one in enumerate(seen):
        if not one.correct:
            for name in one.entry.by_answer.get(one.written, ()):
                if name in held:
                    explains.setdefault(name, set()).add(number)
    return explains


def _explaining_together(
    domain: Domain, held: Mapping[str, float], seen: Sequence[Seen]
) -> Iterator[tuple[str, str]]:
    """Pairs that lead to an answer to which no single one leads, though both show on its item."""
    known = {name for one in seen if not one.correct for name in one.entry.by_answer.get(one.written, ())}
    tried_all = 0
    for one in seen:
        if one.correct or any(name in held for name in one.entry.by_answer.get(one.written, ())):
            continue
        tried_all += 1
        for first, second in combinations(sorted(name for name in one.entry.tables if name in held), 2):
            if tried_all > ALL_PAIRS_ON and not known & {first, second}:
                continue
            same = domain.misconceptions[first].slot == domain.misconceptions[second].slot
            orders = ((first, second), (second, first)) if same else ((first, second),)
            if any(table_of_both(domain, one.entry, o).get(one.written, 0.0) > 0 for o in orders):
                yield first, second


def _taken(of: Mapping[str, float], one: str, other: str) -> float:
    """The share who hold these two, if each holder of one takes another in proportion to its prior."""
    total = sum(of.values())
    both = of[one] * of[other]
    return both / (total - of[one]) + both / (total - of[other])


def table_of_both(domain: Domain, entry: Entry, names: tuple[str, ...]) -> Mapping[str, float]:
    """What holders of both write; where one of them does not show, what holders of the other write."""
    one, other = names
    if one in entry.tables and other in entry.tables:
        return domain.predict_together(entry.item, names)
    return entry.table(one if one in entry.tables else other)


def _chances(domain: Domain, one: Seen, model: _Model) -> tuple[float, float]:
    """P(answer | model), and the part of it that slips make up."""
    entry = one.entry
    if model.manner == "pair":
        return _chances_of(entry, table_of_both(domain, entry, model.names), one.written)
    if model.manner == "unstable":
        (a, slip_a), (b, slip_b) = (_chances_of(entry, entry.table(n), one.written) for n in model.names)
        return SHARE * a + (1 - SHARE) * b, SHARE * slip_a + (1 - SHARE) * slip_b
    (name,) = model.names
    if name == UNKNOWN:
        right = entry.right.get(one.written, 0.0)
        return chance(right, 1 - RIGHT_IF_UNKNOWN, entry.plausible), 0.0
    return _chances_of(entry, entry.table(name), one.written)


def _chances_of(entry: Entry, table: Mapping[str, float], written: str) -> tuple[float, float]:
    said = table.get(written, 0.0)
    total = chance(said, SLIP, entry.plausible)
    return total, total - (1 - SLIP) * said


def _ranked(weighed: Sequence[tuple[_Model, float]], manner: Manner) -> tuple[Several, ...]:
    """Those of one manner, most probable first; the two orders of a pair are one."""
    found: dict[tuple[str, str], float] = {}
    for model, share in weighed:
        if model.manner == manner:
            one, other = model.names
            names = (other, one) if manner == "pair" and other < one else (one, other)
            found[names] = found.get(names, 0.0) + share
    return tuple(Several(*pair) for pair in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
