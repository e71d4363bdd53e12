"""The teacher that is shown minds: an audit's upper bound, and nobody's opponent.

It stands outside what teachers may know. `roles.build` gives it the students themselves only where the
policy is marked `uses-truth`, and the engine lets it follow their states through `Cast.truth`, as it lets
an observing critic; `TeacherView` has no part in it. Every transcript of such a session says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any

from teachsim.engine.events import Attempt, Decision, Event, StudentMind, Utterance
from teachsim.engine.views import Felt, ItemSeen, StudentView, seen_by_student
from teachsim.language.acts import Understood
from teachsim.roles.student.answering import slots_of_kind
from teachsim.roles.student.mind import clueless, p_right_rule
from teachsim.roles.student.parameters import CLUELESS
from teachsim.roles.teacher.approaches import follow
from teachsim.roles.teacher.policies.rationed import EXPLANATION
from teachsim.roles.teacher.teacher import Known, SymbolicTeacher, TeacherState
from teachsim.roles.teacher.thinking import Episode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from teachsim.domains.base import Domain, Item
    from teachsim.engine.cards import TeacherCard
    from teachsim.engine.views import TeacherView
    from teachsim.roles.student.mind import Mind
    from teachsim.roles.student.student import SymbolicStudent
    from teachsim.roles.teacher.thinking import Plan, Thinking


@dataclass(frozen=True, slots=True)
class InformedState(TeacherState):
    """What any teacher holds, and the students' states as they are."""

    minds: Any = None
    """By student, the state that its role folded."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What this student would really do, worked out from its mind."""

    teacher: InformedTeacher
    student: SymbolicStudent
    state: Any
    known: Known
    view: TeacherView

    def alone(self, item: Item) -> float:
        """P(right) on this item as the mind is now."""
        return p_right(item, self.state.mind, self.student)

    def helped(self, item: Item) -> float:
        """P(right) on it once the explanation has been given, tried out on a copy of the mind."""
        return p_right(item, self._explained(item), self.student)

    def _explained(self, item: Item) -> Mind:
        """The mind after the explanation of an item: as many turns as it usually takes, wording left out."""
        number = next((p.number for p in self.view.practice if p.text == item.text), self.view.item.number)
        planned = self.view.practice[number - 1]
        now = replace(self.view, item=planned, intervening=True)
        state, known = self.state, self.known
        if item.text != self.view.item.text:
            state = self.student.observe(state, ItemSeen(number, item.text, item.kind))
            known = replace(known, episode=Episode(item.text, item.kind))
            state, known = self._answers(state, known, now)
        for _ in range(EXPLANATION.turns):
            plan = follow(EXPLANATION, self.teacher.thinking(known, now))
            if not plan.moves:
                break
            state, known = self._told(state, known, now, plan)
            if plan.closes:
                break
            state, known = self._answers(state, known, now)
        mind: Mind = state.mind
        return mind

    def _told(self, state: Any, known: Known, view: TeacherView, plan: Plan) -> tuple[Any, Known]:
        heard = Understood(moves=plan.moves, confidence=1.0)
        effects = self.student.effects(state, heard, _student_view(view))
        decision = Decision(intervene=True, moves=plan.moves, policy="what-if", approach=plan.approach,
                            step=plan.step, reason="what if", budget_left=0.0)  # fmt: skip
        told = self.student.observe(state, Felt(plan.moves, 1.0, effects))
        return told, self.teacher.decided(known, decision)

    def _answers(self, state: Any, known: Known, view: TeacherView) -> tuple[Any, Known]:
        act = self.student.act(state, _student_view(view))
        attempt = Attempt(agent=view.student.id, student=view.student.id, item=view.item.number, **dict(act))
        said = Utterance(role="student", name=view.student.name, to="", text="", on=act.on, answer=act.answer,
                         right=act.correct, stuck=act.kind == "no-idea")  # fmt: skip
        return self.student.observe(state, attempt), self.teacher.heard(known, said)


class InformedTeacher(SymbolicTeacher):
    """The symbolic teacher with a policy that is shown minds."""

    def __init__(
        self, card: TeacherCard, domain: Domain, kinds: tuple[str, ...], seed: int,
        students: Mapping[str, SymbolicStudent],
    ) -> None:  # fmt: skip
        """students: the very roles that play them; what a teacher must never be given otherwise."""
        super().__init__(card, domain, kinds, seed)
        self.students = students

    def newborn(self) -> InformedState:
        """Nothing known but what the cards say."""
        return InformedState(minds={s: role.newborn() for s, role in self.students.items()})

    def shown(self, state: InformedState, event: Event) -> InformedState:
        """The state after an event that other teachers do not see whole."""
        minds = dict(state.minds)
        for student, role in self.students.items():
            if (seen := seen_by_student(student, event)) is not None:
                minds[student] = role.observe(minds[student], seen)
        return replace(state, minds=minds) if not isinstance(event, StudentMind) else state

    def plan(self, state: TeacherState, thinking: Thinking) -> Plan:
        """What the policy wants, of what the teacher knows and of what is so."""
        assert isinstance(state, InformedState)
        assert self.policy.informed is not None
        student = thinking.view.student.id
        truth = Truth(
            self, self.students[student], state.minds[student], state.students[student], thinking.view
        )
        return self.policy.informed(thinking, truth)


def p_right(item: Item, mind: Mind, student: SymbolicStudent) -> float:
    """P(right) of a student with this mind, exactly: over which rules win, and slips and guesses.

    Follows `answering.work`, which draws what is summed here.
    """
    domain, traits, sharpness = student.domain, student.card.traits, student.how.sharpness
    needed = frozenset(domain.slots(item))
    slots = sorted({*mind.slots} & {*needed, *slots_of_kind(domain, item.kind)})
    if any(clueless(mind.slot(s), item.text, item.kind) for s in slots if s in needed):
        return traits.guess
    contested = [s for s in slots if mind.slot(s).wrongest > CLUELESS]
    total = 0.0
    for wins in product((True, False), repeat=len(contested)):
        share: float = 1.0
        held: list[str] = []
        for slot, right in zip(contested, wins, strict=True):
            p = p_right_rule(mind.slot(slot), item.text, item.kind, sharpness)
            share *= p if right else 1 - p
            held += [] if right else mind.holds(slot)
        if share > 1e-6:
            ways = domain.ways(item, held)
            total += share * sum(w.weight for w in ways if domain.grade(item, w.solution.answer))
    return (1 - traits.slip) * total


def _student_view(view: TeacherView) -> StudentView:
    return StudentView(view.item.number, view.item.text, view.item.kind, view.heard, view.turn, view.act)
