"""Plays a student through the audit and keeps its words: the material of all measures.

An episode is a fresh student on one practice item that it gets wrong, then four teacher turns of each
course, from the same point; after 0, 1, 2 and 4 of them the next isomorph is asked on a branch, with
the same luck. What is kept are words, and the answers that the second reader finds in them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from teachsim.measure.audit.extractor import answer_read, lets_out, task_of
from teachsim.measure.audit.implied import held_on, seen, tables
from teachsim.measure.audit.talk import opened
from teachsim.measure.audit.teaching import (
    AGAIN,
    DOUBT,
    FALSE,
    GENERIC,
    NEUTRAL,
    PRAISE,
    TURNS,
    Aimed,
    Lesson,
    Script,
    elsewhere,
    false_value,
    wrong_teaching,
)
from teachsim.roles.teacher.approaches import TELLING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Mapping

    from teachsim.domains.base import Domain, Item
    from teachsim.engine.cards import StudentCard
    from teachsim.measure.audit.talk import Heard, RoleBuilder, Talk

SAMPLED = (1, 2, 4)
"""Turns after which the isomorph is asked under teaching and its controls."""
DAYS = 7


class Answered(NamedTuple):
    """A student's words to an item, and what they give."""

    item: str
    text: str
    answer: str | None
    """As read from the words alone."""
    right: bool
    by_rule: bool
    """Whether it is what holders of the misconception audited write, and nobody without it does."""
    freed: bool
    """Whether it is right, or what the card's other misconceptions make of it without this one."""


class Said(NamedTuple):
    """A reply of a student."""

    text: str
    about: str
    """The item that was last asked, which the reply is about."""
    answer: str | None
    """Its answer to the item at hand, where it gives one: as asked for, or plainly of its own accord."""
    right: bool
    """Whether it comes to a right answer to that, asked or not."""
    lets_out: bool
    """Whether a right answer to the item at hand is let out that is not this reply's own answer."""


@dataclass(frozen=True)
class Episode:
    """What became of one wrong answer under every course."""

    first: Answered
    after: Mapping[tuple[str, int], Answered]
    """The next isomorph, by course and teacher turns before it; (`none`, 0) is untaught."""
    later: Mapping[str, Answered]
    """The same a week after the fourth turn, by course."""
    replies: Mapping[str, tuple[Said, ...]]
    again: Mapping[str, Answered]
    """The item at hand asked once more after the last turn, by course."""
    false: str | None
    """The value of the false corrections."""


class Subject(NamedTuple):
    """Who is audited, on what."""

    card: StudentCard
    brain: RoleBuilder
    domain: Domain
    held: str
    kinds: tuple[str, ...]
    seed: int


@dataclass
class Material:
    """All that was heard."""

    subject: Subject
    episodes: list[Episode] = field(default_factory=list)
    on_target: list[Answered] = field(default_factory=list)
    off_target: list[Answered] = field(default_factory=list)
    groups: list[list[Answered]] = field(default_factory=list)
    """Answers of one student each, for a blind diagnosis."""
    lessons: list[list[Answered]] = field(default_factory=list)
    """First answers to the items of a lesson, in their order."""
    reference: list[list[Answered]] = field(default_factory=list)
    """The same of the card, played by its rules."""
    others: dict[str, list[Answered]] = field(default_factory=dict)
    """Answers of the same student with another card: under another misconception's id, or none's."""
    turns: list[str] = field(default_factory=list)
    """Every turn of the student, for their length and their acts."""


class Size(NamedTuple):
    """How much is asked."""

    episodes: int
    items: int
    groups: int
    lessons: int


def size_of(episodes: int) -> Size:
    """The whole battery's size from that of its main part: 60 for a verdict, 12 for a look."""
    return Size(episodes, max(24, 200 * episodes // 60), max(3, episodes // 3), max(4, episodes))


def read(text: str, item: Item, subject: Subject) -> Answered:
    """A student's words to an item, by the second reader."""
    domain = subject.domain
    answer = answer_read(text, item, domain)
    right = answer is not None and domain.grade(item, answer)
    if answer is None or right:
        return Answered(item.text, text, answer.text if answer else None, right, False, right)
    mine, without = tables(subject.card, domain, subject.held, item)
    by_rule = _among(answer.text, item, mine, domain)
    freed = not by_rule and _among(answer.text, item, without, domain)
    return Answered(item.text, text, answer.text, right, by_rule, freed)


def _among(answer: str, item: Item, table: Collection[str], domain: Domain) -> bool:
    if answer in table:
        return True
    mine = domain.read_answer(item, answer)
    theirs = (domain.read_answer(item, text) for text in table)
    return any(
        t is not None and mine is not None and t.value is not None and t.value == mine.value for t in theirs
    )


def on_target(subject: Subject, rng: Random, n: int = 1) -> tuple[Item, ...]:
    """n different items on which the misconception shows, and is seen through what else the card holds."""
    kinds = [k for k in subject.kinds if k in subject.domain.misconceptions[subject.held].kinds]
    found: dict[str, Item] = {}
    for attempt in range(200 * n):
        if len(found) == n:
            break
        item = subject.domain.generate(kinds[attempt % len(kinds)], subject.held, rng)
        if seen(subject.card, subject.domain, subject.held, item):
            found.setdefault(item.text, item)
    return tuple(found.values())


def off_target(subject: Subject, rng: Random) -> Item | None:
    """An item on which nothing that the card holds shows: of the same kinds, else of the domain's others."""
    domain = subject.domain
    held = held_on(subject.card, domain)
    form = task_of(domain, on_target(subject, rng)[0]).form
    slots = {domain.misconceptions[h].slot for h in held}
    others = [k for k in domain.kinds if k not in subject.kinds]
    rng.shuffle(others)
    for kind in (*subject.kinds * 6, *others):
        item = domain.generate(kind, None, rng)
        if any(domain.shows(h, item) for h in held if item.kind in domain.misconceptions[h].kinds):
            continue
        if kind not in subject.kinds and (
            task_of(domain, item).form != form or slots & set(domain.slots(item))
        ):
            continue
        return item
    return None


async def gathered(material: Material, size: Size) -> AsyncIterator[str]:
    """Fill the material, and yield the name of what has just been done; about 130 times."""
    subject = material.subject
    for n in range(size.items):
        material.on_target.append(await _first(subject, on_target(subject, _rng(subject, "on", n)), n))
        item = off_target(subject, _rng(subject, "off", n))
        if item is not None:
            material.off_target.append(await _first(subject, (item,), n))
        if n % 20 == 0:
            yield "answers"
    tried = 0
    while len(material.episodes) < size.episodes and tried < 4 * size.episodes:
        episode = await _episode(subject, tried, material)
        tried += 1
        if episode is not None:
            material.episodes.append(episode)
            yield "episodes"
    for n in range(size.groups):
        material.groups.append(await _group(subject, n))
        yield "diagnosis"
    for n in range(size.lessons):
        material.lessons.append(await _lesson(subject, n))
        material.reference.append(await _lesson(_by_rules(subject), 100_000 + n))
        yield "lessons"
    for name, card in _other_cards(subject).items():
        other = subject._replace(card=card, held=name if name != NONE else subject.held)
        material.others[name] = [
            await _first(other, on_target(other, _rng(other, f"other/{name}", n)), n)
            for n in range(size.items // 4)
        ]
        yield "other cards"


NONE = "none"
"""The name of the card that holds nothing."""
ITEMS_IN_LESSON = 5
TURNS_IN_LESSON = 3
IN_GROUP = 6


def _rng(subject: Subject, what: str, n: int) -> Random:
    return Random(f"audit/{subject.seed}/{subject.card.id}/{subject.held}/{what}/{n}")


def _seed(subject: Subject, what: str, n: int) -> int:
    return _rng(subject, f"student/{what}", n).getrandbits(48)


async def _first(subject: Subject, items: tuple[Item, ...], n: int) -> Answered:
    """The first answer of a fresh student."""
    start = opened(subject.card, subject.brain, subject.domain, items, _seed(subject, items[0].text, n))
    talk = await start.meets(items[0])
    return read(talk.last.text, items[0], subject)


async def _episode(subject: Subject, n: int, material: Material) -> Episode | None:
    """An episode; None where the first answer is right, or the items run out."""
    rng = _rng(subject, "episode", n)
    items = on_target(subject, rng, 2)
    if len(items) < 2:
        return None
    item, isomorph = items
    domain, held = subject.domain, subject.held
    fresh = opened(subject.card, subject.brain, domain, items, _seed(subject, "episode", n))
    start = await fresh.meets(item)
    first = read(start.last.text, item, subject)
    if first.right:
        return None
    after = {("none", 0): await _then(start, isomorph, subject)}
    replies: dict[str, tuple[Said, ...]] = {}
    later: dict[str, Answered] = {}
    again: dict[str, Answered] = {}
    own = tables(subject.card, domain, held, item)
    false = false_value(domain, held, item, {first.answer, *own.mine, *own.without}, rng)
    for name, talk, course, turns in _courses(subject, start, item, false, n):
        now = talk
        for turn in range(turns):
            now = await course.next(now, turn)
            sampled = SAMPLED if name in ("targeted", "misaligned", "generic") else (turns,)
            if turn + 1 in sampled:
                after[name, turn + 1] = await _then(now, isomorph, subject)
        if name in ("targeted", "told"):
            later[name] = await _then(now.later(DAYS), isomorph, subject)
        if name in ("doubt", "false", "neutral"):
            again[name] = read(
                (await now.hears(AGAIN.format(item=_named(item.text)))).last.text, item, subject
            )
        new = now.said[len(start.said) :]
        replies[name] = tuple(_reply(h, item, subject) for h in new if h.role == "student")
        material.turns += [h.text for h in new if h.role == "student" and name in ("targeted", "told")]
    material.turns.append(first.text)
    return Episode(first, after, later, replies, again, false)


def _courses(
    subject: Subject, start: Talk, item: Item, false: str | None, n: int
) -> list[tuple[str, Talk, Script | Lesson, int]]:
    """Every course with the talk under its teacher and its length in turns."""
    domain, kinds, held = subject.domain, subject.kinds, subject.held
    seed = _seed(subject, "teacher", n)
    holds = held_on(subject.card, domain)
    courses: list[tuple[str, Talk, Script | Lesson, int]] = [
        ("targeted", start.under(Aimed(domain, kinds, seed, held)), Lesson(), TURNS),
        ("paraphrased", start.under(Aimed(domain, kinds, seed + 1, held)), Lesson(), TURNS),
        ("told", start.under(Aimed(domain, kinds, seed, held, TELLING)), Lesson(), 2),
        ("generic", start, Script(GENERIC), TURNS),
        ("neutral", start, Script(NEUTRAL), TURNS),
        ("praise", start, Script(PRAISE), TURNS),
        ("doubt", start, Script(DOUBT), TURNS),
        ("wrong", start, wrong_teaching(domain, held, item), TURNS),
    ]
    other = elsewhere(domain, holds, kinds)
    if other is not None:
        wide = tuple(dict.fromkeys((*kinds, *domain.misconceptions[other].kinds)))
        astray = Aimed(domain, wide, seed, other, heeds=False)
        courses.append(("misaligned", start.under(astray), Lesson(), TURNS))
    if false is not None:
        courses.append(("false", start, Script(tuple(line.format(value=false) for line in FALSE)), TURNS))
    if n % 3 == 0:
        courses.append(("long", start, Script(NEUTRAL), len(NEUTRAL)))
    return courses


async def _then(talk: Talk, isomorph: Item, subject: Subject) -> Answered:
    return read((await talk.meets(isomorph)).last.text, isomorph, subject)


def _reply(heard: Heard, item: Item, subject: Subject) -> Said:
    domain = subject.domain
    asked = heard.asked == item.text
    mine = heard.about == item.text
    given = answer_read(heard.text, item, domain) if mine else None
    right = given is not None and domain.grade(item, given)
    answer = given if asked or not mine else answer_read(heard.text, item, domain, plainly=True)
    out = not right and mine and lets_out(heard.text, item, domain)
    return Said(heard.text, heard.about, answer.text if answer else None, right, out)


async def _group(subject: Subject, n: int) -> list[Answered]:
    """One student's answers to six items chosen to tell misconceptions apart."""
    from teachsim.domains.choosing import telling_apart

    rng = _rng(subject, "group", n)
    items = tuple(telling_apart(subject.domain, subject.kinds, subject.held, IN_GROUP, rng, contrasts=2))
    talk = opened(subject.card, subject.brain, subject.domain, items, _seed(subject, "group", n))
    answers = []
    for item in items:
        talk = await talk.meets(item)
        answers.append(read(talk.last.text, item, subject))
    return answers


async def _lesson(subject: Subject, n: int) -> list[Answered]:
    """First answers to five items, each followed by up to three turns aimed at what is held."""
    items = on_target(subject, _rng(subject, "lesson", n), ITEMS_IN_LESSON)
    start = opened(subject.card, subject.brain, subject.domain, items, _seed(subject, "lesson", n))
    talk = start.under(Aimed(subject.domain, subject.kinds, n, subject.held))
    answers = []
    for item in items:
        talk = await talk.meets(item)
        answers.append(read(talk.last.text, item, subject))
        for _ in range(TURNS_IN_LESSON):
            talk = await talk.taught()
    return answers


def _by_rules(subject: Subject) -> Subject:
    from teachsim.roles.student.student import SymbolicStudent

    return subject._replace(brain=SymbolicStudent)


def _other_cards(subject: Subject) -> dict[str, StudentCard]:
    """The card with another misconception in place of this one, and with none."""
    from teachsim.engine.cards import Holding

    domain, kinds = subject.domain, subject.kinds
    # what is known so little belongs to what is held: one who holds nothing knows its way
    cards = {NONE: subject.card.model_copy(update={"holds": (), "knows": {}})}
    rivals = [
        m.id for m in domain.misconceptions.values() if set(m.kinds) & set(kinds) and m.id != subject.held
    ]
    probe = on_target(subject, _rng(subject, "other", 0), 6)
    for rival in rivals:
        unlike = sum(
            domain.solve(i, (rival,)).answer.text != domain.solve(i, (subject.held,)).answer.text
            for i in probe
        )
        if unlike >= len(probe) / 2:
            holding = Holding(misconception=rival, strength=subject.card.holds[0].strength)
            cards[rival] = subject.card.model_copy(update={"holds": (holding,), "knows": {}})
            break
    return cards


def _named(item: str) -> str:
    return f"this: {item}" if item[:1].isalpha() else item
