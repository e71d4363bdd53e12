"""A student in a lesson of the audit's own: put to an item, spoken to, and split in two.

The engine plays it: the same stage, views, ears and guard as in a session. A talk is a value, so that
what follows it can be tried more than once: `talk.hears(...)` leaves `talk` where it was, and one
student can meet the next item after one turn, and after four.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from teachsim.engine.cards import Budget, Items, Scenario, TeacherCard
from teachsim.engine.events import (
    Attempt,
    Decision,
    Plan,
    PlannedItem,
    SessionStarted,
    TestTaken,
    Utterance,
)
from teachsim.engine.roles import BeliefHeld
from teachsim.engine.stage import Cast, Stage, settled
from teachsim.engine.views import seen_by_student

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.domains.base import Domain, Item
    from teachsim.engine.cards import StudentCard
    from teachsim.engine.events import Event
    from teachsim.engine.loop import Due
    from teachsim.engine.roles import StudentRole, TeacherRole
    from teachsim.engine.views import TeacherSeen, TeacherView

    RoleBuilder = Callable[[StudentCard, Domain, int], StudentRole]
    """A student brain: made from a card, the domain and a seed."""

TEACHER = "auditor"


class Heard(NamedTuple):
    """Something that was said. Scores are made from these and from nothing else."""

    role: str
    text: str
    item: str
    """The practice item at hand."""
    asked: str | None
    """The item whose answer a student's words were to give; None when they were to give none."""
    about: str
    """The item that was last asked: the one at hand, or one that the teacher made up."""


class Reader:
    """A teacher who says only what is put into its mouth."""

    def newborn(self) -> None:
        """Nothing."""

    def observe(self, state: None, seen: TeacherSeen) -> None:
        """Remember nothing."""

    def decide(self, state: None, view: TeacherView) -> Decision:
        """Never of its own accord."""
        return Decision(intervene=False, policy="audit", approach="audit", reason="reads", budget_left=0.0)

    def word(self, state: None, decision: Decision, view: TeacherView) -> str:
        """Never asked: the words are given."""
        return ""

    def belief(self, state: None, student: str) -> BeliefHeld:
        """None."""
        return BeliefHeld({}, 0.0, 0.0, (), {})


@dataclass(frozen=True)
class Talk:
    """A student at a point of a lesson."""

    stage: Stage
    student: str
    events: tuple[Event, ...] = ()
    said: tuple[Heard, ...] = ()
    put: int = 0
    """Items put so far."""

    @property
    def last(self) -> Heard:
        """The last thing said."""
        return self.said[-1]

    async def meets(self, item: Item) -> Talk:
        """An item, and the student's first answer to it."""
        now = self._split()
        planned = now.stage.plan.practice[now.put]
        assert planned.text == item.text
        now = await now._plays(now.stage.presents(now.put + 1, planned, now.student))
        return await replace(now, put=now.put + 1)._student()

    async def hears(self, text: str) -> Talk:
        """A teacher's words, and the student's reply."""
        now = self._split()
        now.stage.ledger = replace(now.stage.ledger, say=text)
        return await now._teacher()

    async def taught(self) -> Talk:
        """The next turn of the teacher in the cast, and the reply; the same talk if it says nothing."""
        return await self._split()._teacher()

    def under(self, teacher: TeacherRole) -> Talk:
        """The same, with a teacher who has been there from the start."""
        from teachsim.engine.views import seen_by_teacher

        now = self._split()
        now.stage.cast = replace(now.stage.cast, teacher=teacher)
        state = teacher.newborn()
        for event in now.events:
            if (seen := seen_by_teacher(TEACHER, event)) is not None:
                state = teacher.observe(state, seen)
        now.stage.states[TEACHER] = state
        return now

    def later(self, days: int) -> Talk:
        """The same after days without teaching."""
        now = self._split()
        passed = TestTaken(
            agent=now.student, student=now.student, when="delayed", kind="near", days=days, answers=()
        )
        seen = seen_by_student(now.student, passed)
        assert seen is not None
        role = now.stage.cast.students[now.student]
        now.stage.states[now.student] = role.observe(now.stage.states[now.student], seen)
        return now

    @property
    def snapshot(self) -> dict[str, Any]:
        """What the brain says of its own state; for the tests, no measure reads it."""
        return self.stage.cast.students[self.student].snapshot(self.stage.states[self.student])

    def _split(self) -> Talk:
        """The same point on a stage of its own."""
        stage = copy(self.stage)
        stage.states = dict(stage.states)
        return replace(self, stage=stage)

    async def _teacher(self) -> Talk:
        now = await self._plays(self.stage.decides(self.student))
        decision = now.events[-1]
        assert isinstance(decision, Decision)
        if not decision.intervene:
            return now
        draft = now.stage.draft(now.student, decision)
        now = await now._plays(now.stage.objections(now.student, draft))
        now = await now._plays(now.stage.speaks(now.student, draft))
        spoken = now.events[-1]
        assert isinstance(spoken, Utterance)
        now = await now._plays(now.stage.is_understood(now.student, draft, spoken))
        return await now._student()

    async def _student(self) -> Talk:
        now = await self._plays(self.stage.attempts(self.student))
        attempt = now.events[-1]
        assert isinstance(attempt, Attempt)
        wording = now.stage.wording(now.student, attempt)
        now = await now._plays(now.stage.refuses(now.student, wording))
        return await now._plays(now.stage.answers(now.student, wording))

    async def _plays(self, due: Due) -> Talk:
        asked = self.stage.ledger.asked.get(self.student)
        made = await settled(due.make())
        said = self.said
        for event in made:
            self.stage.happened(event)
            if isinstance(event, Utterance):
                awaited = asked.text if asked and asked.awaited and event.role == "student" else None
                item = self.stage.ledger.items[self.student].text
                about = asked.text if asked else item
                said = (*said, Heard(event.role, event.text, item, awaited, about))
        return replace(self, events=(*self.events, *made), said=said)


def opened(card: StudentCard, brain: RoleBuilder, domain: Domain, items: tuple[Item, ...], seed: int) -> Talk:
    """A newborn student before any item; items are those that will be put, in this order."""
    planned = tuple(PlannedItem(text=i.text, kind=i.kind, key=domain.solve(i).answer.text) for i in items)
    kinds = tuple(dict.fromkeys(i.kind for i in items))
    started = SessionStarted(
        teachsim_version="audit",
        seed=seed,
        scenario=Scenario(
            id="audit",
            name="Audit",
            domain=domain.name,
            goal="Find out what the student holds.",
            students=(card.id,),
            teacher=TEACHER,
            items=Items(practice=tuple(i.text for i in items), near=0, transfer=0, kinds=kinds),
            budget=Budget(interventions=1000, turns=10_000, turns_per_item=1000),
            delayed_test="none",
            briefing="Find out what the student holds.",
        ),
        students=(card,),
        teacher=TeacherCard(id=TEACHER, policy="never"),
        critics=(),
        plan=Plan(practice=planned),
    )
    cast = Cast({card.id: brain(card, domain, seed)}, TEACHER, Reader(), {})
    return Talk(Stage(started, cast, domain), card.id)
