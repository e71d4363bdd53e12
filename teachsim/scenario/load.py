"""Scenarios and agent cards by name or path, checked whole before anything runs."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, TypeVar, cast

from teachsim.engine.cards import Card, CriticCard, Scenario, StudentCard, TeacherCard
from teachsim.errors import BadFile, BadInput
from teachsim.roles.critic.rubrics import Rubric
from teachsim.scenario.check import MODELS, checked
from teachsim.scenario.experiment import Experiment
from teachsim.scenario.find import Kind, find, find_scenarios, is_path, locate
from teachsim.scenario.shape import card_of

if TYPE_CHECKING:
    from importlib.metadata import EntryPoints

__all__ = [
    "find",
    "find_scenarios",
    "load_critic",
    "load_experiment",
    "load_rubric",
    "load_scenario",
    "load_student",
    "load_teacher",
    "offered",
]

CardT = TypeVar("CardT", bound=Card)


def load_scenario(name_or_path: str) -> Scenario:
    """The scenario. Raises BadFile with all its problems, BadInput for an unknown name."""
    return _load("scenario", name_or_path, Scenario)


def load_student(name_or_path: str) -> StudentCard:
    """The student's card. Raises as load_scenario does."""
    return _load("student", name_or_path, StudentCard)


def load_teacher(name_or_path: str) -> TeacherCard:
    """The teacher's card. Raises as load_scenario does."""
    return _load("teacher", name_or_path, TeacherCard)


def load_critic(name_or_path: str) -> CriticCard:
    """The critic's card. Raises as load_scenario does."""
    return _load("critic", name_or_path, CriticCard)


def load_rubric(name_or_path: str) -> Rubric:
    """The rubric. Raises as load_scenario does."""
    return _load("rubric", name_or_path, Rubric)


def load_experiment(name_or_path: str) -> Experiment:
    """The experiment. Raises as load_scenario does."""
    return _load("experiment", name_or_path, Experiment)


def offered(kind: Kind, name: str) -> bool:
    """Whether an installed package offers a card by this name."""
    return bool(_offers(kind, name))


def _load(kind: Kind, name_or_path: str, model: type[CardT]) -> CardT:
    if not is_path(name_or_path) and name_or_path not in find(kind) and offered(kind, name_or_path):
        return cast("CardT", _from_package(kind, name_or_path))
    card, problems = checked(locate(kind, name_or_path), kind)
    if problems:
        raise BadFile(problems)
    assert isinstance(card, model)
    return card


def _offers(kind: Kind, name: str) -> EntryPoints:
    return entry_points(group=f"teachsim.{kind}s", name=name)


def _from_package(kind: Kind, name: str) -> Card:
    """A card that another package offers: the card, its data, or a function that gives either."""
    offer = next(iter(_offers(kind, name)))
    package = offer.dist.name if offer.dist else offer.value
    try:
        value: Any = offer.load()
        value = value() if callable(value) else value
        card = value if isinstance(value, MODELS[kind]) else card_of(value, MODELS[kind])
    except Exception as error:  # the package's own code may raise anything
        raise BadInput(
            f"the package {package} offers the {kind} {name!r}, but it cannot be used: {error}",
            place=name,
            remedy=f"update or remove {package}",
        ) from error
    return card
