"""Where a session is played: the roles and their states, and how each due event is made.

The loop says what is due; the stage knows how to make it from the roles and the ledger, and lets
every role observe what it may once it has happened.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from inspect import isawaitable
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from teachsim.engine.events import (
    Attempt,
    Critique,
    Decision,
    Event,
    Guard,
    ItemPresented,
    PlannedItem,
    SessionEnded,
    SessionStarted,
    StudentMind,
    TeacherBelief,
    TestTaken,
    UnderstoodEvent,
    Utterance,
)
from teachsim.engine.ledger import Ledger, record
from teachsim.engine.loop import Due
from teachsim.engine.views import (
    Advice,
    CriticView,
    TeacherView,
    public_student,
    seen_by_student,
    seen_by_teacher,
    situation,
    student_view,
    teacher_view,
)
from teachsim.language.acts import Act, Understood
from teachsim.language.confidence import sounds_confident
from teachsim.language.hearing import answer_in, sounds_stuck
from teachsim.language.reading import understand

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from teachsim.domains.base import Domain
    from teachsim.engine.calls import Calls
    from teachsim.engine.events import EndReason, Plan
    from teachsim.engine.roles import CriticRole, InformedTeacherRole, StudentRole, TeacherRole, Worded

    When = Literal["before", "after", "delayed"]
    TestKind = Literal["near", "transfer"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays; the order of students and critics is the order in which they are logged."""

    students: Mapping[str, StudentRole]
    teacher_id: str
    teacher: TeacherRole
    critics: Mapping[str, CriticRole]
    truth: InformedTeacherRole | None = None
    """The teacher, where its policy is an upper bound that is shown minds; marked in the transcript."""


@dataclass
class Draft:
    """A teacher's words on their way to being said."""

    decision: Decision
    view: TeacherView
    text: str | None = None
    read: tuple[str, Understood] | None = None
    """The last words that were read as the student will hear them, and what they were understood as."""
    heard: Understood | None = None

    def understood(self, text: str, domain: Domain) -> Understood:
        """What these words are understood as here; read once, however many critics and ears there are."""
        if self.read is None or self.read[0] != text:
            self.read = text, understand(text, situation(self.view, domain))
        return self.read[1]


@dataclass
class Wording:
    """A student's words on their way past the guard."""

    attempt: Attempt
    worded: Worded | None = None


@dataclass
class Stage:
    """A session in progress."""

    started: SessionStarted
    cast: Cast
    domain: Domain
    calls: Calls | None = None
    """Where roles put on record what models say; None where nobody in the cast calls one."""
    clock: Callable[[], float] = monotonic
    """Seconds; asked only where the scenario limits the minutes."""
    upcoming: str | None = None
    """The type of the next event where that is recorded already: then no clock is asked."""
    began: float | None = None
    """What the clock said when practice began to be played."""
    ledger: Ledger = field(init=False)
    states: dict[str, Any] = field(init=False)
    """By agent; students, teacher and critics have distinct ids."""

    def __post_init__(self) -> None:
        """Everybody is newborn."""
        self.ledger = Ledger(self.started)
        self.states = {s: role.newborn() for s, role in self.cast.students.items()}
        self.states[self.cast.teacher_id] = self.cast.teacher.newborn()
        self.states |= {c: role.newborn() for c, role in self.cast.critics.items()}

    @property
    def plan(self) -> Plan:
        """The items."""
        return self.started.plan

    @property
    def students(self) -> tuple[str, ...]:
        """Their ids, in the order of the cast."""
        return tuple(self.cast.students)

    @property
    def delayed_days(self) -> int | None:
        """Days until the delayed test, or None."""
        return self.started.scenario.delayed_days

    def spent(self) -> EndReason | None:
        """Why practice must end here: tokens, money or minutes are used up; None while they last."""
        budget, ledger = self.started.scenario.budget, self.ledger
        if budget.tokens is not None and ledger.tokens >= budget.tokens:
            return "tokens-spent"
        if budget.usd is not None and ledger.usd >= budget.usd:
            return "money-spent"
        if budget.minutes is None:
            return None
        if self.upcoming is not None:  # practice ended here when it was played, or it went on
            return "time-spent" if self.upcoming in ("test_taken", "session_ended") else None
        return "time-spent" if self._minutes() >= budget.minutes else None

    def _minutes(self) -> float:
        if self.began is None:
            self.began = self.clock()
        return (self.clock() - self.began) / 60

    def _left(self) -> dict[str, Any]:
        """What is left of what the scenario limits beside interventions and turns."""
        budget, ledger = self.started.scenario.budget, self.ledger
        return {
            "tokens_left": None if budget.tokens is None else budget.tokens - ledger.tokens,
            "usd_left": None if budget.usd is None else round(budget.usd - ledger.usd, 6),
            "minutes_left": None if budget.minutes is None else round(budget.minutes - self._minutes(), 2),
        }

    def paper(self, kind: TestKind) -> tuple[PlannedItem, ...]:
        """The items of a test."""
        return self.plan.near if kind == "near" else self.plan.transfer

    def happened(self, event: Event) -> None:
        """Everybody who may see it observes it."""
        self.ledger = record(self.ledger, event)
        for student, role in self.cast.students.items():
            if (seen := seen_by_student(student, event)) is not None:
                self.states[student] = role.observe(self.states[student], seen)
        teacher = self.cast.teacher_id
        if (told := seen_by_teacher(teacher, event)) is not None:
            self.states[teacher] = self.cast.teacher.observe(self.states[teacher], told)
        if self.cast.truth is not None:
            self.states[teacher] = self.cast.truth.shown(self.states[teacher], event)
        for critic, reader in self.cast.critics.items():
            if reader.mode == "observe" or seen_by_teacher(teacher, event) is not None:
                self.states[critic] = reader.observe(self.states[critic], event)

    # What may be due, in the order of the loop.

    def sits(self, student: str, when: When, kind: TestKind, days: int) -> Due:
        """A test sat alone; days pass before it."""

        async def make() -> list[Event]:
            role, state = self.cast.students[student], self.states[student]
            if days:
                probe = TestTaken(agent=student, student=student, when=when, kind=kind, days=days, answers=())
                seen = seen_by_student(student, probe)
                state = state if seen is None else role.observe(state, seen)
            answers = await settled(role.sit(state, f"{when}/{kind}", self.paper(kind)))
            return [
                TestTaken(agent=student, student=student, when=when, kind=kind, days=days, answers=answers)
            ]

        return Due("test_taken", student, make)

    def presents(self, number: int, item: PlannedItem, student: str) -> Due:
        """A practice item."""
        event = ItemPresented(student=student, item=number, text=item.text, kind=item.kind, key=item.key)
        return Due("item_presented", event.agent, lambda: [event])

    def attempts(self, student: str) -> Due:
        """The act that the student computes."""

        async def make() -> list[Event]:
            view = student_view(self.ledger, student)
            act = await settled(self.cast.students[student].act(self.states[student], view))
            place = {"agent": student, "student": student, "item": view.number, "turn": view.turn}
            return [Attempt(**place, **dict(act))]

        return Due("attempt", student, make)

    def wording(self, student: str, attempt: Attempt) -> Wording:
        """The act, about to be worded."""
        return Wording(attempt)

    def refuses(self, student: str, wording: Wording) -> Due:
        """What the guard refused while the act was worded."""

        def make() -> list[Event] | Awaitable[list[Event]]:
            view = student_view(self.ledger, student)
            act = Act.model_validate(dict(wording.attempt))
            return then(self.cast.students[student].word(self.states[student], act, view), refused)

        def refused(worded: Worded) -> list[Event]:
            wording.worded = worded
            place = self._place(student, student)
            return [
                Guard(**place, reason=r.reason, refused=r.text, words=r.words, fell_back=r.last)
                for r in worded.refusals
            ]

        return Due("guard", student, make, many=True)

    def answers(self, student: str, wording: Wording) -> Due:
        """The student's words."""

        def make() -> list[Event]:
            assert wording.worded is not None
            name = public_student(self.ledger, student).name
            to = self.cast.teacher_id
            text = wording.worded.text
            read = self._reads(student, text)
            place = self._place(student, student)
            return [Utterance(**place, role="student", name=name, to=to, text=text, **read)]

        return Due("utterance", student, make)

    def decides(self, student: str) -> Due:
        """The teacher's decision; an overspent one is refused, whoever made it."""
        teacher = self.cast.teacher_id

        async def make() -> list[Event]:
            view = teacher_view(self.ledger, teacher, student)
            if self.ledger.say is not None:
                decision = self._said_by_a_person(view)
            else:
                decision = await settled(self.cast.teacher.decide(self.states[teacher], view))
            if decision.cost > view.budget_left:
                decision = decision.model_copy(
                    update={"intervene": False, "opens": False, "cost": 0.0, "reason": "the budget is spent"}
                )
            turn = view.turn if decision.intervene else None
            place = {"agent": teacher, "student": student, "item": view.item.number, "turn": turn}
            left = view.budget_left - decision.cost
            return [decision.model_copy(update={**place, "budget_left": left})]

        return Due("decision", teacher, make)

    def _said_by_a_person(self, view: TeacherView) -> Decision:
        """The decision that words put into the teacher's mouth amount to; it costs what is left."""
        heard = understand(self.ledger.say or "", situation(view, self.domain))
        opens = not view.intervening
        price = view.costs.get(heard.moves[0].kind, 1.0) if heard.moves else 1.0
        return Decision(
            intervene=True,
            opens=opens,
            moves=heard.moves,
            policy="said",
            approach="said",
            reason="a person chose the words",
            cost=min(price, view.budget_left) if opens else 0.0,
            budget_left=view.budget_left,
        )

    def draft(self, student: str, decision: Decision) -> Draft:
        """The decision, about to be worded."""
        return Draft(decision, teacher_view(self.ledger, self.cast.teacher_id, student))

    def objections(self, student: str, draft: Draft) -> Due:
        """What gating critics hold against the first draft; one objection sends it back, once."""
        teacher = self.cast.teacher_id

        def make() -> list[Event] | Awaitable[list[Event]]:
            if self.ledger.say is not None:
                return unopposed(self.ledger.say)
            text = self.cast.teacher.word(self.states[teacher], draft.decision, draft.view)
            return reviewed(text) if self._critics("gate") else then(text, unopposed)

        def unopposed(text: str) -> list[Event]:
            draft.text = text
            return []

        async def reviewed(first: str | Awaitable[str]) -> list[Event]:
            text = await settled(first)
            word = self.cast.teacher.word
            found = await self._review("gate", draft, text, sent_back=True)
            objected = [c for c in found if c.objects]
            if objected:
                told = draft.view.told(*(Advice(c.kind, c.quote, c.suggestion, True) for c in objected))
                text = await settled(word(self.states[teacher], draft.decision, told))
            draft.text = text
            return self._stamped(found, student, draft.view.turn)

        return Due("critique", "critics", make, many=True)

    def speaks(self, student: str, draft: Draft) -> Due:
        """The teacher's words, with the moves recognised in them."""
        teacher = self.cast.teacher_id

        def make() -> list[Event]:
            assert draft.text is not None
            draft.heard = draft.understood(draft.text, self.domain)
            return [
                Utterance(
                    **self._place(teacher, student),
                    role="teacher",
                    name=self.started.teacher.name,
                    to=student,
                    text=draft.text,
                    moves=tuple(m.kind for m in draft.heard.moves),
                )
            ]

        return Due("utterance", teacher, make)

    def is_understood(self, student: str, draft: Draft, utterance: Utterance) -> Due:
        """What the words were understood to do, and what they did to the student."""

        def make() -> list[Event]:
            heard = draft.heard
            assert heard is not None
            view = student_view(self.ledger, student)
            effects = self.cast.students[student].effects(self.states[student], heard, view)
            targets = tuple(dict.fromkeys(m.target for m in heard.moves if m.target))
            return [
                UnderstoodEvent(
                    student=student,
                    item=utterance.item,
                    turn=utterance.turn,
                    moves=heard.moves,
                    targets=targets,
                    confidence=heard.confidence,
                    effects=effects,
                )
            ]

        return Due("understood", "engine", make)

    def critiques(self, student: str, draft: Draft, utterance: Utterance) -> Due:
        """What observing and advising critics say of the turn, on what the teacher knew before it."""

        def make() -> list[Event] | Awaitable[list[Event]]:
            return reviewed() if self._critics("observe") or self._critics("advise") else []

        async def reviewed() -> list[Event]:
            found = await self._review("observe", draft, utterance.text, sent_back=False)
            found += await self._review("advise", draft, utterance.text, sent_back=False)
            return self._stamped(found, student, utterance.turn)

        return Due("critique", "critics", make, many=True)

    def mind(self, student: str) -> Due:
        """The student's whole state."""

        def make() -> list[Event]:
            mind = self.cast.students[student].snapshot(self.states[student])
            return [StudentMind(**self._here(student, student), mind=mind)]

        return Due("student_mind", student, make)

    def belief(self, student: str) -> Due:
        """The teacher's whole belief about the student."""
        teacher = self.cast.teacher_id

        def make() -> list[Event]:
            held = self.cast.teacher.belief(self.states[teacher], student)
            return [TeacherBelief(**self._here(teacher, student), **held._asdict())]

        return Due("teacher_belief", teacher, make)

    def ends(self, reason: EndReason) -> Due:
        """The end, with its reason."""

        def make() -> list[Event]:
            left, turns = self.ledger.budget - self.ledger.spent, self.ledger.turns_left
            return [SessionEnded(reason=reason, budget_left=left, turns_left=turns, **self._left())]

        return Due("session_ended", "engine", make)

    def _reads(self, student: str, text: str) -> dict[str, Any]:
        """What a student's words say, from the words alone, if an answer is awaited."""
        asked = self.ledger.asked[student]
        stuck = sounds_stuck(text)
        item = self.domain.parse(asked.text)
        answer = answer_in(text, item, self.domain) if item is not None and asked.awaited else None
        if item is None or answer is None:
            return {"stuck": stuck}
        right = self.domain.grade(item, answer)
        sure = sounds_confident(text)
        return {"stuck": stuck, "on": item.text, "answer": answer.text, "right": right, "sure": sure}

    async def _review(self, mode: str, draft: Draft, text: str, *, sent_back: bool) -> list[Critique]:
        """What the critics of this mode say of the words.

        sent_back: whether these are not said yet, and can be
        """
        found: list[Critique] = []
        for critic, role in self._critics(mode).items():
            view = CriticView(draft.view, text, draft.understood(text, self.domain))
            found += [
                c.model_copy(update={"agent": critic})
                for c in await settled(role.review(self.states[critic], view, draft=sent_back))
            ]
        return found

    def _critics(self, mode: str) -> dict[str, CriticRole]:
        return {critic: role for critic, role in self.cast.critics.items() if role.mode == mode}

    def _stamped(self, found: list[Critique], student: str, turn: int | None) -> list[Event]:
        item = self.ledger.items[student].item
        return [c.model_copy(update={"student": student, "item": item, "turn": turn}) for c in found]

    def _here(self, agent: str, student: str) -> dict[str, Any]:
        """The turn that has just been taken."""
        return {**self._place(agent, student), "turn": self.ledger.turn}

    def _place(self, agent: str, student: str) -> dict[str, Any]:
        """The turn that is being taken."""
        item = self.ledger.items[student].item
        return {"agent": agent, "student": student, "item": item, "turn": self.ledger.turn + 1}


def then(value: T | Awaitable[T], made: Callable[[T], list[Event]]) -> list[Event] | Awaitable[list[Event]]:
    """What is made of the value: now, where a role gives it at once, since tasks are dear beside it."""
    if not isawaitable(value):
        return made(value)

    async def later() -> list[Event]:
        return made(await value)

    return later()


async def settled(value: T | Awaitable[T]) -> T:
    """The value, awaited if it has to be: symbolic roles are plain functions."""
    if isawaitable(value):
        return await value
    return value
