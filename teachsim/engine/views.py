"""Who may see what: what a role may know is a type, and code makes it.

`TeacherView` has no field for a mind, a hidden part of a card or a test; `StudentView` none for a
key, a belief, a decision or a critique. `seen_by` turns an event into what a role sees of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from teachsim.engine.events import (
    Attempt,
    Critique,
    Decision,
    Effects,
    Event,
    ItemPresented,
    TestTaken,
    UnderstoodEvent,
    Utterance,
)
from teachsim.language.acts import Line, Move, Situation, Understood

if TYPE_CHECKING:
    from collections.abc import Mapping

    from teachsim.domains.base import Domain, Item
    from teachsim.engine.ledger import Asked, Ledger
    from teachsim.language.acts import MoveKind


class PublicStudent(NamedTuple):
    """What anybody in the room knows of a student."""

    id: str
    name: str
    age: int


class PracticeItem(NamedTuple):
    """A practice item as a teacher has it."""

    number: int
    of: int
    text: str
    kind: str
    key: str


class Advice(NamedTuple):
    """What a critic told the teacher; `draft` when the words quoted were sent back unsaid."""

    kind: str
    quote: str
    suggestion: str
    draft: bool


@dataclass(frozen=True, slots=True)
class TeacherView:
    """All that a teacher, simulated or human, may go by."""

    student: PublicStudent
    item: PracticeItem
    heard: tuple[Line, ...]
    turn: int
    """The number that the teacher's turn will have."""
    act: int
    """How many decisions there have been on this item."""
    turns_left: int
    budget_left: float
    intervening: bool
    """Whether an intervention on this item is open; going on with it costs nothing more."""
    kinds: tuple[str, ...]
    """The kinds of item the scenario is about."""
    practice: tuple[PracticeItem, ...]
    """All practice items, of which a teacher knows the list and the keys."""
    goal: str
    pedagogy: tuple[str, ...]
    advice: tuple[Advice, ...]
    asked: Asked
    """What the student was last asked, and the answers that its words have given."""
    costs: Mapping[MoveKind, float] = field(default_factory=dict)
    """What an intervention costs that opens with this move, where it is not 1."""

    def told(self, *advice: Advice) -> TeacherView:
        """The same, with a critic's objection to a draft."""
        return replace(self, advice=(*self.advice, *advice))


@dataclass(frozen=True, slots=True)
class StudentView:
    """All that a student may go by, besides its own mind."""

    number: int
    text: str
    """The item at hand, as written."""
    kind: str
    heard: tuple[Line, ...]
    turn: int
    act: int
    """How many acts this student has made on this item."""


@dataclass(frozen=True, slots=True)
class CriticView:
    """What a critic judges: the teacher's own view, and the words, drafted or said."""

    teacher: TeacherView
    text: str
    heard: Understood


def public_student(ledger: Ledger, student: str) -> PublicStudent:
    """The public part of a student's card."""
    card = next(c for c in ledger.started.students if c.id == student)
    return PublicStudent(card.id, card.name, card.age)


def teacher_view(ledger: Ledger, teacher: str, student: str) -> TeacherView:
    """What the teacher may know before its next turn with this student."""
    put = ledger.items[student]
    number = put.item or 0
    plan = ledger.started.plan.practice
    practice = tuple(PracticeItem(n, len(plan), i.text, i.kind, i.key) for n, i in enumerate(plan, 1))
    return TeacherView(
        student=public_student(ledger, student),
        item=practice[number - 1],
        heard=ledger.lines,
        turn=ledger.turn + 1,
        act=ledger.acts_of(teacher, number),
        turns_left=ledger.turns_left_on_item,
        budget_left=ledger.budget - ledger.spent,
        intervening=student in ledger.open,
        kinds=ledger.started.scenario.items.kinds,
        practice=practice,
        goal=ledger.started.scenario.goal,
        pedagogy=ledger.started.scenario.pedagogy,
        advice=tuple(Advice(c.kind, c.quote, c.suggestion, c.draft) for c in ledger.critiques),
        asked=ledger.asked[student],
        costs=ledger.started.scenario.budget.costs,
    )


def student_view(ledger: Ledger, student: str) -> StudentView:
    """What the student may know before its next turn."""
    put = ledger.items[student]
    number = put.item or 0
    return StudentView(
        number=number,
        text=put.text,
        kind=put.kind,
        heard=ledger.lines,
        turn=ledger.turn + 1,
        act=ledger.acts_of(student, number),
    )


def situation(view: TeacherView, domain: Domain) -> Situation:
    """What a teacher's words are read against: by the student's ear, the teacher and the critics."""
    asked = view.asked
    item, on = _parsed(view.item.text, domain), _parsed(asked.text, domain)
    main = asked.main_answer
    return Situation(
        domain=domain,
        item=item,
        key=view.item.key,
        asked=on,
        answer=None if asked.answer is None else domain.read_answer(on, asked.answer),
        main_answer=None if main is None else domain.read_answer(item, main),
        said=view.heard,
    )


def _parsed(text: str, domain: Domain) -> Item:
    item = domain.parse(text)
    assert item is not None, text  # it came from the domain
    return item


class ItemSeen(NamedTuple):
    """An item put before a student, without its key."""

    number: int
    text: str
    kind: str


class Felt(NamedTuple):
    """What a teacher's turn meant and did to the student that it was said to."""

    moves: tuple[Move, ...]
    confidence: float
    effects: Effects


class DaysPassed(NamedTuple):
    """Time went by without teaching."""

    days: int


class Said(NamedTuple):
    """Something said in the student's lesson, by the teacher or by itself: the words and no more."""

    role: Literal["teacher", "student"]
    name: str
    text: str
    turn: int


StudentSeen = ItemSeen | Felt | DaysPassed | Attempt | Said
TeacherSeen = ItemPresented | Utterance | Decision | Critique


def seen_by_student(student: str, event: Event) -> StudentSeen | None:
    """What a student sees of an event: what concerns itself, and never a key or a belief."""
    if event.student != student:
        return None
    match event:
        case ItemPresented():
            return ItemSeen(event.item or 0, event.text, event.kind)
        case UnderstoodEvent():
            return Felt(event.moves, event.confidence, event.effects)
        case Attempt():
            return event
        case TestTaken(days=days) if days:
            return DaysPassed(days)
        case Utterance():
            return Said(event.role, event.name, event.text, event.turn or 0)
        case _:
            return None


def seen_by_teacher(teacher: str, event: Event) -> TeacherSeen | None:
    """What a teacher sees of an event: items, words, its own decisions, what critics told it."""
    match event:
        case ItemPresented():
            return event
        case Utterance():
            return event.model_copy(update={"moves": ()})
        case Decision(agent=agent) if agent == teacher:
            return event
        case Critique(mode="advise" | "gate", objects=True):
            return event
        case _:
            return None
