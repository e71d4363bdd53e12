"""Rubrics as data: what a judge looks for, what counts as evidence, and what each level looks like.

A teacher educator writes them (docs/critics.md). An item has a rule, where one of our exact checks or moves
settles it, or a prompt for a human or a model judge; here is the shape of the file only, nothing is scored.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from teachsim.engine.cards import Card, CheckName, Id, LongText, Share, ShortText
from teachsim.language.acts import MoveKind


class Level(Card):
    """One level of an item."""

    score: Annotated[float, Field(ge=-10, le=10)]
    says: ShortText


class Rule(Card):
    """What settles an item without a judge: exactly one of a check and moves."""

    check: CheckName | None = None
    """Met by a turn in which this check finds nothing."""
    moves: Annotated[tuple[MoveKind, ...], Field(min_length=1)] | None = None
    """Met by a turn that makes any of these moves."""
    when: Literal["always", "after-wrong", "after-right", "asked"] = "always"
    """Which turns count: those after a wrong answer, after a right one, after a student's question."""
    shares: tuple[Share, ...] = ()
    """For a session: the share of turns that meet it from which each level after the first is reached;
    in equal parts when left out."""

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.check is None) == (self.moves is None):
            raise ValueError("a rule names either a check or moves; delete one, or add `moves: [probe]`")
        return self


class RubricItem(Card):
    """One thing to be judged."""

    id: Id
    look_for: LongText = Field(alias="look-for")
    rule: Rule | None = None
    prompt: LongText | None = None
    """What a judge is asked, where there is no rule or beside it."""
    levels: Annotated[tuple[Level, ...], Field(min_length=2, max_length=12)]
    """From the least to the best."""
    example: ShortText
    non_example: ShortText = Field(alias="non-example")

    @model_validator(mode="after")
    def _can_be_judged(self) -> Self:
        if self.rule is None and self.prompt is None:
            raise ValueError(
                "the item has neither a rule nor a prompt; add `prompt:` with a question for a judge"
            )
        scores = [level.score for level in self.levels]
        if scores != sorted(set(scores)):
            raise ValueError("the scores of the levels do not rise; write them from the least to the best")
        if self.rule and self.rule.shares and len(self.rule.shares) != len(self.levels) - 1:
            raise ValueError("the number of shares does not fit; give one for each level after the first")
        return self

    @property
    def lowest(self) -> float:
        """The least score."""
        return self.levels[0].score

    @property
    def highest(self) -> float:
        """The best score."""
        return self.levels[-1].score


class Rubric(Card):
    """A set of items that are judged together, on a turn or on a session."""

    kind: Literal["rubric"] = "rubric"
    id: Id
    name: ShortText
    source: LongText
    """Where it comes from, and what of it is ours."""
    per: Literal["turn", "session"] = "session"
    items: Annotated[tuple[RubricItem, ...], Field(min_length=1, max_length=40)]

    @model_validator(mode="after")
    def _names_are_unlike(self) -> Self:
        names = [item.id for item in self.items]
        if len(set(names)) != len(names):
            raise ValueError("two items have the same id; rename one")
        return self
