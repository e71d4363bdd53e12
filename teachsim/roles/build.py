"""From cards to a cast: the builder that is handed to the engine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from teachsim import __version__
from teachsim.domains.registry import definitions, recorded_domain
from teachsim.domains.registry import domain as domain_named
from teachsim.engine.events import Branched, SessionStarted
from teachsim.engine.plan import plan
from teachsim.engine.stage import Cast, Stage
from teachsim.errors import BadInput
from teachsim.roles.critic.critic import SymbolicCritic
from teachsim.roles.prompting import DEFAULTS, Prompts, read_prompts
from teachsim.roles.student.families import holding
from teachsim.roles.student.student import SymbolicStudent
from teachsim.roles.teacher.policies import marks_of, package_of
from teachsim.roles.teacher.teacher import SymbolicTeacher
from teachsim.roles.teacher.truth import InformedTeacher

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from teachsim.domains.base import Domain
    from teachsim.engine.calls import Calls
    from teachsim.engine.cards import CriticCard, Scenario, StudentCard, TeacherCard
    from teachsim.engine.events import Event
    from teachsim.engine.roles import CriticRole, StudentRole, TeacherRole
    from teachsim.models.client import Client
    from teachsim.roles.calling import Clients, LanguageModel
    from teachsim.roles.critic.rubrics import Rubric


def start(
    scenario: Scenario,
    students: Sequence[StudentCard],
    teacher: TeacherCard,
    critics: Sequence[CriticCard],
    seed: int,
    domain: Domain | None = None,
    rubrics: Mapping[str, Rubric] | None = None,
) -> SessionStarted:
    """The first event of a new session: everything that determines it.

    domain: in place of the one that the scenario names
    rubrics: those that critics judge by, by id
    raises: BadInput where a brain lacks a model or a prompt, or what is to be played cannot be
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
        prompts=prompts_of(students, teacher, critics),
        rubrics={
            name: rubric.model_dump(mode="json", by_alias=True) for name, rubric in (rubrics or {}).items()
        },
    )


def prompts_of(
    students: Iterable[StudentCard], teacher: TeacherCard, critics: Iterable[CriticCard]
) -> dict[str, str]:
    """The prompt files that these cards' brains use.

    raises: BadInput where a card cannot be played as it says
    """
    harmful = set(marks_of(teacher.policy))
    if teacher.brain == "hybrid" and harmful:
        raise BadInput(
            f"a model cannot word the policy {teacher.policy!r}: what it does is to be exact",
            place=teacher.id,
            remedy="write `brain: symbolic`, or another policy",
        )
    cards: list[StudentCard | TeacherCard | CriticCard] = [*students, teacher, *critics]
    for card in cards:
        if card.brain == "prompted" and "uses-truth" in harmful:
            raise BadInput(
                f"{teacher.id} reads minds, and a prompted student has none",
                place=card.id,
                remedy="write `brain: symbolic` or `brain: model`, or take another teacher",
            )
        if card.brain != "symbolic" and card.model is None:
            raise BadInput(
                f"{card.id} is played by a language model, and none is named",
                place=card.id,
                remedy="name one: --model openai/NAME --api-base http://localhost:8000/v1",
            )
    return read_prompts(prompt_of(card) for card in cards if card.brain != "symbolic")


def prompt_of(card: StudentCard | TeacherCard | CriticCard) -> str:
    """The name of the prompt that a card's brain uses."""
    return card.prompt or DEFAULTS[card.kind, card.brain]


def stage(
    started: SessionStarted,
    domain: Domain | None = None,
    *,
    clients: Clients | None = None,
    again: Iterable[Event] = (),
) -> Stage:
    """The stage with a cast built from the cards of a session's first event.

    clients: the ways to models; without them no model can be called, which replaying never does
    again:   what stands behind the last whole turn of the transcript that is gone on with
    """
    taught = domain or recorded_domain(started.scenario.domain, started.own_misconceptions)
    _known(started, taught)
    if not calls_models(started):
        return Stage(started, _Symbolic(started, taught).cast(), taught)
    from teachsim.engine.calls import Calls

    calls = Calls(again)
    return Stage(started, _Brains(started, taught, clients, calls).cast(), taught, calls)


def calls_models(started: SessionStarted) -> bool:
    """Whether anybody in the cast is played or worded by a language model."""
    brains = [c.brain for c in started.students], started.teacher.brain, [c.brain for c in started.critics]
    return any(brain != "symbolic" for brain in (*brains[0], brains[1], *brains[2]))


class _Symbolic:
    """Builds a cast that needs no model."""

    def __init__(self, started: SessionStarted, domain: Domain) -> None:
        self.started, self.domain = started, domain

    def cast(self) -> Cast:
        """The whole cast."""
        started, teacher = self.started, self.started.teacher
        students: dict[str, StudentRole] = {c.id: self.student(c) for c in started.students}
        informed = None
        if "uses-truth" in marks_of(teacher.policy) and teacher.brain == "symbolic":
            minds = {s: role for s, role in students.items() if isinstance(role, SymbolicStudent)}
            informed = InformedTeacher(*self.who, minds)
        return Cast(
            students=students,
            teacher_id=teacher.id,
            teacher=informed or self.teacher(),
            critics={c.id: self.critic(c) for c in started.critics},
            truth=informed,
        )

    @property
    def who(self) -> tuple[TeacherCard, Domain, tuple[str, ...], int]:
        """What every teacher is made of."""
        return (self.started.teacher, self.domain, self.started.scenario.items.kinds, self.started.seed)

    def student(self, card: StudentCard) -> StudentRole:
        """Who plays a student."""
        return SymbolicStudent(card, self.domain, self.started.seed)

    def teacher(self) -> TeacherRole:
        """Who plays the teacher."""
        return SymbolicTeacher(*self.who)

    def critic(self, card: CriticCard) -> CriticRole:
        """Who plays a critic."""
        return SymbolicCritic(card, self.domain)


class _Brains(_Symbolic):
    """Builds a cast some of whom a language model plays or words."""

    def __init__(
        self, started: SessionStarted, domain: Domain, clients: Clients | None, calls: Calls
    ) -> None:
        super().__init__(started, domain)
        self.clients, self.calls = clients or no_clients(), calls
        self.prompts = Prompts(started.prompts)

    def student(self, card: StudentCard) -> StudentRole:
        """Who plays a student."""
        if card.brain == "symbolic":
            return super().student(card)
        model = language_model(card, self.clients, self.calls, self.started.seed)
        return modelled_student(card, self.domain, self.started.seed, model, self.prompts)

    def teacher(self) -> TeacherRole:
        """Who plays the teacher."""
        card = self.started.teacher
        if card.brain == "symbolic":
            return super().teacher()
        from teachsim.roles.teacher.hybrid import HybridTeacher  # pydantic shapes: paid by who uses them
        from teachsim.roles.teacher.model_teacher import ModelTeacher

        brain = HybridTeacher if card.brain == "hybrid" else ModelTeacher
        model = language_model(card, self.clients, self.calls, self.started.seed)
        return brain(*self.who, model, self.prompts, prompt_of(card))

    def critic(self, card: CriticCard) -> CriticRole:
        """Who plays a critic."""
        if card.brain == "symbolic" or card.rubric is None:
            return super().critic(card)
        from teachsim.roles.critic.model_critic import ModelCritic
        from teachsim.roles.critic.rubrics import Rubric

        rubric = Rubric.model_validate_json(json.dumps(self.started.rubrics[card.rubric]))
        model = language_model(card, self.clients, self.calls, self.started.seed)
        return ModelCritic(card, self.domain, rubric, model, self.prompts, prompt_of(card))


def modelled_student(
    card: StudentCard, domain: Domain, seed: int, model: LanguageModel, prompts: Prompts
) -> StudentRole:
    """A student that a language model words, or plays, as its card says."""
    from teachsim.roles.student.prompted import PromptedStudent  # like the teachers', paid by who uses them
    from teachsim.roles.student.worded import WordedStudent

    brain = PromptedStudent if card.brain == "prompted" else WordedStudent
    return brain(card, domain, seed, model, prompts, prompt_of(card))


def language_model(
    card: StudentCard | TeacherCard | CriticCard, clients: Clients, calls: Calls | None, seed: int
) -> LanguageModel:
    """The model that an agent's card names."""
    from teachsim.roles.calling import LanguageModel

    return LanguageModel(
        card.id, card.kind, card.model or "", card.api_base, card.sampling, clients, calls, seed
    )


def no_clients() -> Clients:
    """Clients that lead nowhere, for those who only fold what happened."""
    from teachsim.roles.calling import Clients

    def refuse(model: str, _: str | None) -> Client:
        raise BadInput(
            f"there is no way to {model} here", remedy="replay or fold it; `teachsim resume` goes on"
        )

    return Clients(refuse)


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


_CHANGEABLE = ("teacher", "students", "critics", "prompts", "rubrics")
"""What may be otherwise after a branch."""


def as_branched(started: SessionStarted, events: Iterable[Event]) -> SessionStarted:
    """The cards in force at the end of these events: the first line's, unless a branch changed them."""
    for event in events:
        if isinstance(event, Branched):
            changed = {name: getattr(event, name) for name in _CHANGEABLE}
            changed = {name: value for name, value in changed.items() if value is not None}
            started = started.model_copy(update=changed) if changed else started
    return started
