"""From cards to a cast: the builder that is handed to the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim import __version__
from teachsim.domains.registry import definitions, recorded_domain
from teachsim.domains.registry import domain as domain_named
from teachsim.engine.events import Branched, SessionStarted
from teachsim.engine.plan import plan
from teachsim.engine.stage import Cast, Stage
from teachsim.errors import BadInput
from teachsim.roles.critic.critic import SymbolicCritic
from teachsim.roles.student.families import holding
from teachsim.roles.student.student import SymbolicStudent
from teachsim.roles.teacher.policies import marks_of, package_of
from teachsim.roles.teacher.teacher import SymbolicTeacher
from teachsim.roles.teacher.truth import InformedTeacher

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from teachsim.domains.base import Domain
    from teachsim.engine.cards import CriticCard, Scenario, StudentCard, TeacherCard
    from teachsim.engine.events import Event


def start(
    scenario: Scenario,
    students: Sequence[StudentCard],
    teacher: TeacherCard,
    critics: Sequence[CriticCard],
    seed: int,
    domain: Domain | None = None,
) -> SessionStarted:
    """The first event of a new session: everything that determines it.

    domain: in place of the one that the scenario names
    """
    taught = domain or domain_named(scenario.domain)
    for card in students:
        for held in card.holds:
            if held.misconception not in taught.misconceptions:
                raise BadInput(
                    f"{card.id} holds {held.misconception!r}, which is nothing of {taught.name}",
                    remedy=f"choose a student of {taught.name}: `teachsim list students` says who holds what",
                )
    return SessionStarted(
        teachsim_version=__version__,
        seed=seed,
        scenario=scenario,
        students=tuple(
            holding(card, taught, scenario.items.kinds, scenario.items.target, seed) for card in students
        ),
        teacher=teacher,
        critics=tuple(critics),
        plan=plan(scenario, taught, seed),
        plugins={taught.name: taught.version, **package_of(teacher.policy)},
        own_misconceptions=tuple(map(dict, definitions(taught))),
        policy_marks=marks_of(teacher.policy),
    )


def stage(started: SessionStarted, domain: Domain | None = None) -> Stage:
    """The stage with a cast built from the cards of a session's first event."""
    taught = domain or recorded_domain(started.scenario.domain, started.own_misconceptions)
    _known(started, taught)
    students = {c.id: SymbolicStudent(c, taught, started.seed) for c in started.students}
    who = (started.teacher, taught, started.scenario.items.kinds, started.seed)
    informed = InformedTeacher(*who, students) if "uses-truth" in marks_of(started.teacher.policy) else None
    cast = Cast(
        students=students,
        teacher_id=started.teacher.id,
        teacher=informed or SymbolicTeacher(*who),
        critics={c.id: SymbolicCritic(c, taught) for c in started.critics},
        truth=informed,
    )
    return Stage(started, cast, taught)


def _known(started: SessionStarted, domain: Domain) -> None:
    """Refuse what this domain does not know, as a file of another version or an edited one may name it."""
    remedy = "use the version and the packages that its first line names"
    for card in started.students:
        for held in card.holds:
            if held.misconception not in domain.misconceptions:
                raise BadInput(
                    f"{card.id} holds {held.misconception!r}, which {domain.name} does not know",
                    place="session_started",
                    remedy=remedy,
                )
    for item in (*started.plan.practice, *started.plan.near, *started.plan.transfer):
        if domain.parse(item.text) is None:
            raise BadInput(
                f"{domain.name} cannot read the item {item.text!r}", place="session_started", remedy=remedy
            )


def as_branched(started: SessionStarted, events: Iterable[Event]) -> SessionStarted:
    """The cards in force at the end of these events: the first line's, unless a branch changed them."""
    for event in events:
        if isinstance(event, Branched) and event.teacher is not None:
            started = started.model_copy(update={"teacher": event.teacher})
    return started
