"""Whom language models play in a condition of an experiment, and by which model."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from teachsim.engine.cards import Drawing
from teachsim.scenario.conditions import Drawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.scenario.conditions import Condition

SYMBOLIC = "symbolic"
ANY_MODEL = "openai/NAME"
"""In place of one that nobody has named yet, where nothing is asked."""


class Player(NamedTuple):
    """An agent that a model plays, words or judges by."""

    role: str
    brain: str
    model: str | None
    api_base: str | None
    sampling: Drawing


def players(condition: Condition) -> list[Player]:
    """Those of a condition whom models play."""
    found = []
    for card in (*condition.students, condition.teacher, *condition.critics):
        if isinstance(card, Drawn):
            said = dict(card.changes)
            player = Player(
                "student", said.get("brain", SYMBOLIC), said.get("model"), said.get("api-base"), Drawing()
            )
        else:
            player = Player(card.kind, card.brain, card.model, card.api_base, card.sampling)
        if player.brain != SYMBOLIC:
            found.append(player)
    return found


def with_models(condition: Condition, model_of: Callable[[str, str | None], str | None]) -> Condition:
    """The condition in which everybody whom a model plays names one.

    model_of: the model for a role, given the one of the card
    """

    def named(card: Any) -> Any:
        if isinstance(card, Drawn):
            said = dict(card.changes)
            if said.get("brain", SYMBOLIC) == SYMBOLIC:
                return card
            said["model"] = model_of("student", said.get("model"))
            return card._replace(changes=tuple(said.items()))
        if card.brain == SYMBOLIC:
            return card
        return card.model_copy(update={"model": model_of(card.kind, card.model)})

    return replace(
        condition,
        students=tuple(map(named, condition.students)),
        teacher=named(condition.teacher),
        critics=tuple(map(named, condition.critics)),
    )
