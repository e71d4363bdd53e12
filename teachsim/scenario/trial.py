"""Tries misconceptions that somebody wrote in YAML on generated items.

A claim written apart from the rule is what guards a built-in misconception. One of one's own has none,
so it is tried instead: whether it ever fires, whether it is ever wrong, and which item tells it from
each of the others.
"""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from teachsim.domains.own import FOLDER, domain_of, files_in, read_own
from teachsim.errors import BadFile, BadInput
from teachsim.scenario.check import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from teachsim.domains.base import Item, Misconception
    from teachsim.domains.own_entries import Own
    from teachsim.domains.topical import TopicDomain

TRIALS = 200
"""Items on which each misconception is tried, its kinds taking turns."""
LEAST = 40
"""Of each kind at least so many."""


def tried(path: Path) -> Verdict:
    """All that is wrong with a file of misconceptions, and what tells each from the others."""
    from teachsim.domains.registry import built_in  # reads its catalogues: 90 ms

    try:
        domain = _with_neighbours(path, built_in(domain_of(path)))
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
            if domain_of(other) == domain.name:
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
        return [BadInput(message, place=place, remedy=_why_never(mine, domain, items))], []
    if not shown:
        message = f"{mine.id} never leads to a wrong answer on {len(items)} items"
        return [BadInput(message, place=place, remedy="let `then` be worth something else than `when`")], []
    wrong = Counter(item.kind for item in shown)
    problems = [
        BadInput(f"{mine.id} is never wrong on {len(items) // len(mine.kinds)} items of {kind}",
                 place=own.places[f"{mine.id} {kind}"], remedy=f"take {kind} out of kinds, or add a rule")
        for kind in mine.kinds
        if not wrong[kind]
    ]  # fmt: skip
    problems += [
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
        f"{mine.id}: wrong on {_shares(wrong, mine, items)}",
        *_told_apart(mine, domain, items),
    ]


def _items(mine: Misconception, domain: TopicDomain) -> list[Item]:
    rng = Random(mine.id)
    kinds = mine.kinds
    each = max(LEAST, TRIALS // len(kinds))
    return [domain.generate(kind, None, rng) for _ in range(each) for kind in kinds]


def _shares(wrong: Counter[str], mine: Misconception, items: list[Item]) -> str:
    """On how many items it is wrong, of each kind if it has several."""
    whole = f"{wrong.total()} of {len(items)} items"
    each = len(items) // len(mine.kinds)
    kinds = ", ".join(f"{kind} {wrong[kind]} of {each}" for kind in mine.kinds)
    return whole if len(mine.kinds) == 1 else f"{whole}: {kinds}"


def _why_never(mine: Misconception, domain: TopicDomain, items: list[Item]) -> str:
    """What to look at where nothing fires."""
    if not any(mine.slot in domain.slots(item) for item in items):
        passed = dict.fromkeys(slot for item in items for slot in domain.slots(item))
        return f"none of them passes the slot {mine.slot}; they pass {', '.join(passed)}"
    if domain.name == "arithmetic":
        return f"`when` has to fit a whole item, such as {items[0].text!r}, and `then` to be wrong there"
    return f"see in `teachsim solve {items[0].text!r}` what stands at the slot {mine.slot}, or add kinds"


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
