"""Tries misconceptions that somebody wrote in YAML on generated items.

A claim written apart from the rule is what guards a built-in misconception. One of one's own has none,
so it is tried instead: whether it ever fires, whether it is ever wrong, and which item tells it from
each of the others.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from teachsim.domains.own import FOLDER, Own, files_in, read_own
from teachsim.errors import BadFile, BadInput
from teachsim.scenario.check import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from teachsim.domains.base import Item, Misconception
    from teachsim.domains.topical import TopicDomain

TRIALS = 200
"""Items on which each misconception is tried, its kinds taking turns."""


def tried(path: Path) -> Verdict:
    """All that is wrong with a file of misconceptions, and what tells each from the others."""
    from teachsim.domains.algebra.domain import ALGEBRA  # reads its catalogues: 90 ms

    domain = _with_neighbours(path, ALGEBRA)
    try:
        own = read_own(path, domain)
    except BadFile as error:
        return Verdict(list(error.problems))
    domain = own.added_to(domain)
    problems: list[BadInput] = []
    told: list[str] = []
    for misconception in own.misconceptions:
        wrong, lines = _trial(misconception, domain, own)
        problems += wrong
        told += lines
    return Verdict(problems, tuple(told))


def _with_neighbours(path: Path, domain: TopicDomain) -> TopicDomain:
    """The domain with the other files of the same folder, as far as they can be read."""
    if path.absolute().parent.name != FOLDER:
        return domain
    for other in files_in(path.absolute().parent.parent):
        if other == path.absolute():
            continue
        try:
            domain = read_own(other, domain).added_to(domain)
        except BadFile:
            continue  # its own check says what is wrong with it
    return domain


def _trial(mine: Misconception, domain: TopicDomain, own: Own) -> tuple[list[BadInput], list[str]]:
    place = own.places[mine.id]
    items = _items(mine, domain)
    rules: set[str] = set()
    shown: list[Item] = []
    for item in items:
        try:
            ways = domain.ways(item, (mine.id,))
            right = all(domain.grade(item, way.solution.answer) for way in ways)
        except Exception as error:  # whatever a pattern leads to, the file is at fault, not the program
            message = f"{item.text} cannot be worked on with this rule ({type(error).__name__})"
            return [
                BadInput(message, place=place, remedy="write in `then` what a pupil could go on with")
            ], []
        rules |= {step.rule for way in ways for step in way.solution.steps if step.misconception}
        if not right:
            shown.append(item)
    if not rules:
        message = f"{mine.id} never fires on {len(items)} items of {', '.join(mine.kinds)}"
        remedy = (
            f"see in `teachsim solve {items[0].text!r}` what stands at the slot {mine.slot}, or add kinds"
        )
        return [BadInput(message, place=place, remedy=remedy)], []
    if not shown:
        message = f"{mine.id} never leads to a wrong answer on {len(items)} items"
        return [BadInput(message, place=place, remedy="let `then` be worth something else than `when`")], []
    problems = [
        BadInput(
            f"this rule never fires on {len(items)} items",
            place=own.places[rule.rule],
            remedy="mend its pattern, or delete it",
        )
        for rule in mine.rules
        if rule.rule not in rules
    ]
    problems += [
        BadInput(f"{text} does not refute it: its holder is right there", place=place,
                 remedy=f"write another in refuted_by, such as {min(shown, key=_length).text!r}")
        for text in mine.refuted_by
        if (found := domain.parse(text)) and not domain.shows(mine.id, found)
    ]  # fmt: skip
    return problems, [
        f"{mine.id}: wrong on {len(shown)} of {len(items)} items",
        *_told_apart(mine, domain, items),
    ]


def _items(mine: Misconception, domain: TopicDomain) -> list[Item]:
    rng = Random(mine.id)
    kinds = mine.kinds
    return [domain.generate(kinds[n % len(kinds)], None, rng) for n in range(TRIALS)]


def _told_apart(mine: Misconception, domain: TopicDomain, items: list[Item]) -> list[str]:
    """Of each other misconception that can show on the same kinds, the shortest item that tells."""
    parsed = [item for text in mine.refuted_by if (item := domain.parse(text))]
    shortest = [*parsed, *sorted(items, key=_length)]
    lines: dict[str, list[str]] = {}
    alike: list[str] = []
    for rival in domain.misconceptions.values():
        if rival.id == mine.id or not set(rival.kinds) & set(mine.kinds):
            continue
        telling = next((item for item in shortest if _tells(item, mine, rival, domain)), None)
        if telling is None:
            alike.append(rival.id)
        else:
            lines.setdefault(telling.text, []).append(rival.id)
    return [
        *(f"  answers as {name} does on all {len(items)} items: the two are one" for name in alike),
        *(f"  tells itself from {', '.join(names)} by {text}" for text, names in lines.items()),
    ]


def _tells(item: Item, mine: Misconception, rival: Misconception, domain: TopicDomain) -> bool:
    tables = domain.predict(item, (mine.id, rival.id))
    return tables[mine.id] != tables[rival.id]


def _length(item: Item) -> int:
    return len(item.text)
