"""Asking until it is known what a student holds: the teacher of expected information, without a session.

The belief is the session's own (`evidence`), with the same questions to choose from as a diagnosis has.
Nothing is taught on the way, so nothing drifts. Who answers is the caller's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.index import index_of
from teachsim.roles.teacher.belief import Belief, alone, is_closed, prior
from teachsim.roles.teacher.evidence import Habits, learned
from teachsim.roles.teacher.pairs import as_seen
from teachsim.roles.teacher.population import MEAN, Population
from teachsim.roles.teacher.probing import information

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from teachsim.domains.base import Answer, Domain, Item
    from teachsim.roles.teacher.pairs import Seen

QUESTIONS = 4


class Interview(NamedTuple):
    """What was asked and answered, and what is then believed."""

    asked: tuple[tuple[Item, Answer], ...]
    belief: Belief
    """Over singles, pairs where the answers speak for two, `correct` and `unknown`."""
    habits: Habits
    closed: bool


def interview(
    domain: Domain,
    kinds: Sequence[str],
    hypotheses: Sequence[str],
    answer: Callable[[Item], Answer],
    questions: int = QUESTIONS,
    *,
    until_closed: bool = True,
    population: Population = MEAN,
) -> Interview:
    """Ask the item that tells most, hear the answer, and again: until it is known, or often enough.

    hypotheses:   the misconceptions in play
    questions:    at most
    until_closed: whether to stop once the diagnosis is closed (`belief.is_closed`)
    source:       expected information (Lindley 1956), on BUGGY's discriminating items (Brown & Burton 1978)
    """
    index = index_of(domain)
    items = askable(domain, kinds, hypotheses)
    start = prior(domain, hypotheses)
    belief, habits, closed = start, Habits.of(population), False
    asked: list[tuple[Item, Answer]] = []
    before: list[Seen] = []
    while len(asked) < questions and not (closed and until_closed):
        gone = {item.text for item, _ in asked}
        by = alone(belief)
        left = [item for item in items if item.text not in gone]
        if not left:
            break
        item = max(left, key=lambda i: (round(information(index.entry(i), by), 6), -len(i.text), i.text))
        said = answer(item)
        one = as_seen(domain, item, said.text, domain.grade(item, said))
        belief, habits, contradicted = learned(domain, belief, start, habits, before, one)
        asked.append((item, said))
        before.append(one)
        closed = is_closed(belief, contradicted)
    return Interview(tuple(asked), belief, habits, closed)


def askable(domain: Domain, kinds: Sequence[str], hypotheses: Sequence[str]) -> list[Item]:
    """The index's items of these kinds, and for each misconception some on which it shows."""
    index = index_of(domain)
    found: dict[str, Item] = {}
    for kind in kinds:
        found |= {item.text: item for item in index.drawn(kind)}
        for name in hypotheses:
            if kind in domain.misconceptions[name].kinds:
                found |= {item.text: item for item in index.showing(kind, name)}
    return list(found.values())


def told_apart(domain: Domain, kinds: Sequence[str], hypotheses: Sequence[str]) -> dict[str, str]:
    """By misconception, the first of those that no askable item tells from it."""
    index = index_of(domain)
    entries = [index.entry(item) for item in askable(domain, kinds, hypotheses)]
    alike: dict[tuple[frozenset[tuple[str, float]], ...], str] = {}
    return {
        name: alike.setdefault(tuple(frozenset(e.table(name).items()) for e in entries), name)
        for name in hypotheses
    }
