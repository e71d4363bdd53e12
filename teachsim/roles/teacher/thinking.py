"""What a teacher's decision is made from, and the moves it can make."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from teachsim.language.acts import Move
from teachsim.roles.teacher.belief import likeliest_misconception

if TYPE_CHECKING:
    from random import Random

    from teachsim.domains.base import Answer, Check, Domain, Item
    from teachsim.engine.events import Candidate
    from teachsim.engine.views import PracticeItem, TeacherView
    from teachsim.language.acts import MoveKind
    from teachsim.roles.teacher.belief import Belief


PRICE = 1.0
"""What opening an intervention costs of the budget."""


class Exchange(NamedTuple):
    """One turn of the teacher's, and what the student said to it, as far as it was read."""

    moves: tuple[Move, ...]
    words: str = ""
    on: str | None = None
    """The item that the student's words answer."""
    answer: str | None = None
    right: bool | None = None
    stuck: bool = False


class Taught(NamedTuple):
    """What came of teaching on one item: all that the teacher can know of it is in the student's answers."""

    item: str
    approach: str
    about: str
    """The slot that the teaching was about."""
    flipped: bool
    """Whether the student's answer to the item went from wrong to right."""
    next_right: bool | None = None
    """Whether the first answer to the next item, before any help, was right; None until it is heard."""


class Tried(NamedTuple):
    """Another item that the student was asked, and its answer as the teacher read it."""

    item: str
    answer: str | None
    right: bool | None


@dataclass(frozen=True, slots=True)
class Episode:
    """What has happened on the item at hand, as the teacher knows it."""

    text: str
    kind: str
    answer: str | None = None
    """The student's last answer to the item, as read."""
    right: bool | None = None
    wrong: int = 0
    """Wrong answers to the item so far."""
    tried: tuple[Tried, ...] = ()
    made: tuple[Move, ...] = ()
    """The teacher's own moves on this item."""
    approach: str | None = None
    step: int = 0
    """How far along its approach the teacher is."""
    stuck: bool = False
    """Whether the student's last words were that it does not know."""
    told: bool = False
    """Whether the rule or the answer has been told on this item."""
    turns: int = 0
    """Turns that the teacher has taken on it."""
    exchanges: tuple[Exchange, ...] = ()
    """The same turns, each with the student's reply."""

    @property
    def kinds(self) -> frozenset[MoveKind]:
        """The kinds of move made."""
        return frozenset(m.kind for m in self.made)


@dataclass(frozen=True, slots=True)
class Thinking:
    """All that a policy decides from. A policy is a pure function of it."""

    view: TeacherView
    episode: Episode
    belief: Belief
    """Over single misconceptions, `correct` and `unknown`; who may hold two counts half for either."""
    domain: Domain
    item: Item
    rng: Random
    candidates: tuple[Candidate, ...] = ()
    taught: tuple[Taught, ...] = ()
    """What came of teaching this student on the items before."""
    closed: bool = False
    """Whether the diagnosis is closed (`belief.is_closed`): nothing more needs to be asked."""
    thought: Belief = field(default_factory=dict)
    """What the student may think that the teacher thinks (`second_order`), over the same hypotheses."""

    def price(self, opening: MoveKind | None) -> float:
        """What this move costs of the budget now: nothing where an intervention is open already."""
        if self.view.intervening or opening is None:
            return 0.0
        return self.view.costs.get(opening, PRICE)

    @property
    def remaining(self) -> tuple[PracticeItem, ...]:
        """The practice items that are still to come, the one at hand first."""
        return self.view.practice[self.view.item.number - 1 :]

    @property
    def words(self) -> tuple[str, ...]:
        """What this student has said on the item at hand."""
        mine = (self.view.student.name, self.view.item.number)
        return tuple(
            line.text for line in self.view.heard if line.role == "student" and (line.name, line.item) == mine
        )

    @property
    def suspect(self) -> str | None:
        """The most probable misconception."""
        return likeliest_misconception(self.belief)

    @property
    def slot(self) -> str:
        """What the teaching is about: the suspect's slot, else the first slot of the item."""
        if self.suspect is not None:
            return self.domain.misconceptions[self.suspect].slot
        return self.domain.slots(self.item)[0]

    def refuting_item(self) -> Item | None:
        """The smallest item on which the suspect's answer can be seen to be false.

        Not one that has been tried, nor one whose answer would give the item at hand away.
        """
        if self.suspect is None:
            return None
        gone = {t.item for t in self.episode.tried} | {self.episode.text}
        for text in self.domain.misconceptions[self.suspect].refuted_by:
            item = self.domain.parse(text)
            if item is None or item.text in gone or not self.domain.shows(self.suspect, item):
                continue
            wrong = self.domain.solve(item, [self.suspect]).answer
            if any(c.refutes for c in self.domain.checks(item, wrong)):
                return item
        return None

    def check(self) -> tuple[str, Check, Answer] | None:
        """A test that refutes the student's last answer, and the item and answer it is about."""
        answered = [(t.item, t.answer) for t in reversed(self.episode.tried)]
        for text, answer in [*answered, (self.episode.text, self.episode.answer)]:
            item = self.domain.parse(text)
            read = self.domain.read_answer(item, answer) if item and answer else None
            if item is None or read is None:
                continue
            asked = {(m.on, m.check) for m in self.episode.made if m.kind == "ask-check"}
            for check in self.domain.checks(item, read):
                if check.refutes and (item.text, check.name) not in asked:
                    return item.text, check, read
        return None

    def example(self) -> Item | None:
        """Another item like this one, to be shown solved."""
        target = self.suspect if self.suspect and self.domain.shows(self.suspect, self.item) else None
        taken = {p.text for p in self.view.practice}
        for _ in range(20):
            item = self.domain.generate(self.item.kind, target, self.rng)
            if item.text not in taken:
                return item
        return None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a policy wants: moves now, along an approach; or none, to let the student go on."""

    approach: str
    moves: tuple[Move, ...] = ()
    step: int = 0
    closes: bool = False
    reason: str = ""
    predicted: str | None = None
    probability: float | None = None
    ranked: dict[str, float] | None = None
    """What it was chosen by, where that was not the utility: by approach, item asked or `item n`. Logged."""

    def at(self, approach: str, step: int) -> Plan:
        """The same as a step of an approach."""
        return replace(self, approach=approach, step=step)


def let_go(reason: str) -> Plan:
    """No move."""
    return Plan("let-go", reason=reason)


def move(kind: MoveKind, **about: Any) -> Move:
    """A move that is intended, and therefore certain."""
    return Move(kind=kind, **about)
