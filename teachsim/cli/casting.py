"""Which language model plays whom: what the command line says of brains and models, put into the cards.

`--brain ROLE=BRAIN` says how a role is played, `--model M` and `--model ROLE=M` by which model. A model named
where nobody in the cast has a use for it words the students and the teacher.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_args

import typer

from teachsim.errors import BadInput, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from teachsim.engine.cards import CriticCard, StudentCard, TeacherCard
    from teachsim.models.settings import Asked
    from teachsim.roles.calling import Clients

CardT = TypeVar("CardT", "StudentCard", "TeacherCard", "CriticCard")

RUBRIC = "tutor-actions"
"""What a critic is given to judge by that is to be a model and names no rubric."""
WORDED = {"student": "model", "teacher": "hybrid", "critic": "model"}
"""What a model does for a role that has no use for it: it words what rules decide, and judges."""

Models = Annotated[
    list[str] | None,
    typer.Option(
        "--model",
        metavar="[ROLE=]MODEL",
        help="The language model, such as openai/NAME; for one role with ROLE=; may be repeated.",
        rich_help_panel="Models",
    ),
]
ApiBase = Annotated[
    str | None,
    typer.Option(
        "--api-base",
        metavar="URL",
        help="Where an OpenAI-compatible endpoint listens.",
        rich_help_panel="Models",
    ),
]
Brains = Annotated[
    list[str] | None,
    typer.Option(
        "--brain",
        metavar="ROLE=BRAIN",
        help="student=model|prompted, teacher=hybrid|model, critic=model, or symbolic; may be repeated.",
        rich_help_panel="Models",
    ),
]


@dataclass(frozen=True, slots=True)
class Casting:
    """What the command line says of models and brains."""

    models: tuple[str, ...] = ()
    api_base: str | None = None
    brains: tuple[str, ...] = ()

    @classmethod
    def of(cls, models: list[str] | None, api_base: str | None, brains: list[str] | None = None) -> Casting:
        """As the options give it."""
        return cls(tuple(models or ()), api_base, tuple(brains or ()))

    @property
    def asked(self) -> Asked:
        """What it says of models, as settings are found by."""
        from teachsim.models.settings import Asked

        return Asked(self.models, self.api_base)

    def by_role(self) -> dict[str, str]:
        """The brains by role. Raises BadInput for an unknown role or brain, or two of one."""
        from teachsim.engine.cards import CriticBrain, StudentBrain, TeacherBrain

        known = {"student": StudentBrain, "teacher": TeacherBrain, "critic": CriticBrain}
        found: dict[str, str] = {}
        for given in self.brains:
            role, _, brain = given.partition("=")
            if role not in known:
                raise _no_brain(given, "write ROLE=BRAIN, such as student=prompted")
            if brain not in get_args(known[role]):
                raise _no_brain(
                    given, did_you_mean(brain, get_args(known[role]), otherwise=f"write {role}=model")
                )
            if found.setdefault(role, brain) != brain:
                raise _no_brain(given, "keep one of them")
        return found


AS_THE_CARDS_SAY = Casting()


def _no_brain(given: str, remedy: str) -> BadInput:
    return BadInput(f"{given[:60]!r} names no brain", place="--brain", remedy=remedy)


def cast(
    casting: Casting,
    students: Sequence[StudentCard],
    teacher: TeacherCard,
    critics: Sequence[CriticCard],
) -> tuple[list[StudentCard], TeacherCard, list[CriticCard]]:
    """The cards with the brains and models that were asked for.

    raises: BadInput for what cannot be, such as a model for a critic where there is none
    """
    brains = casting.by_role()
    named = casting.asked.by_role()
    roles = {
        "student": any(c.brain != "symbolic" for c in students),
        "teacher": teacher.brain != "symbolic",
        "critic": any(c.brain != "symbolic" for c in critics),
    }
    for role in named:
        if role is not None and not roles[role] and role not in brains:
            brains[role] = WORDED[role]
    if None in named and not any(roles.values()) and not brains:
        brains = {"student": WORDED["student"]} | ({} if _exact(teacher) else {"teacher": WORDED["teacher"]})
    if not critics and "critic" in brains:
        raise BadInput(
            "there is no critic to be played by a model", place="--brain", remedy="name one with --critic"
        )
    return (
        [_with(casting, c, brains.get("student")) for c in students],
        _with(casting, teacher, brains.get("teacher")),
        [_with(casting, c, brains.get("critic")) for c in critics],
    )


def _exact(teacher: TeacherCard) -> bool:
    from teachsim.roles.teacher.policies import marks_of

    return bool(marks_of(teacher.policy))


def _with(casting: Casting, card: CardT, brain: str | None) -> CardT:
    changes: dict[str, Any] = {}
    played = brain or card.brain
    if brain is not None:
        changes["brain"] = brain
        if card.kind == "critic":
            changes["rubric"] = None if brain == "symbolic" else card.rubric or RUBRIC
    if played == "symbolic":
        if brain is not None:
            changes |= {"model": None, "api_base": None, "prompt": None}
        return card.model_copy(update=changes) if changes else card
    model = _model(casting, card)
    if model is not None:
        changes["model"] = model
    if casting.api_base is not None:
        changes["api_base"] = casting.api_base
    if brain is not None and brain != card.brain:
        changes["prompt"] = None  # what it names goes with the brain that the card has
    return card.model_copy(update=changes)


def _model(casting: Casting, card: StudentCard | TeacherCard | CriticCard) -> str | None:
    from teachsim.config import load
    from teachsim.models.access import check_there
    from teachsim.models.settings import chosen_model

    config = load()
    choice = chosen_model(card.kind, card.model, casting.asked, configured=config.values, file=config.file)
    if choice is None:
        return None
    check_there(choice.value)
    return str(choice.value)


def clients_for(casting: Casting, on_text: Callable[[str, str], None] | None = None) -> Clients:
    """The ways to the models of a cast, nothing opened yet. Their budget is the configuration's.

    on_text: as `Clients` has it
    """
    from teachsim.config import load
    from teachsim.models.access import Connections
    from teachsim.models.settings import settings
    from teachsim.roles.calling import Clients

    config = load()
    connections = Connections()
    budget = config.budget()

    def connect(model: str, api_base: str | None) -> Any:
        card = {"api_base": api_base} if api_base else {}
        how = settings(casting.asked, configured=config.values, card=card, file=config.file)
        return connections.client(model, how, budget=budget)

    return Clients(connect, connections.aclose, on_text)
