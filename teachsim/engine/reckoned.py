"""What a teacher's beliefs and decisions were reckoned from, as events carry it: plain data alone."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


def unless_known() -> Any:
    """A field that is None, and takes no room in a transcript, where nothing is known of it."""
    return Field(default=None, exclude_if=lambda value: value is None)


class SecondOrder(BaseModel):
    """What the teacher holds of the student's own beliefs."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    thinks: dict[str, float] = {}
    """P(the student thinks that the teacher thinks h), if it reads moves for what they reveal; below .01 left
    out."""
    claimed: float | None = None
    """How sure its words have sounded of its answers on average; None before the first."""
    right: float | None = None
    """The share of these answers that were right."""
    answers: int = 0


class Constants(BaseModel):
    """The figures that enter a utility beside belief and values; docs/design.md, Decisions."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    per_cost: float
    """λ: gain in P(right) that one unit of the budget must bring."""
    per_turn: float
    """λ of a turn."""
    slip: float
    """ε."""
    rare: float
    """Answers no more probable than this are taken together where a question is weighed."""
    unknown_right: float
    """P(right | a rule that nobody knows)."""


class ItemTable(BaseModel):
    """What an item's answers would tell: all that its information and its worth are reckoned from."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    plausible: int
    """K."""
    right: dict[str, float]
    """P(written answer) of all hypotheses that are not in `wrong`."""
    wrong: dict[str, dict[str, float]]
    """By misconception that shows here, likewise; slips left out."""
