"""The plain data of scenarios and agent cards: what the files say, checked, with nothing computed.

These stand at the bottom of the engine, so that a transcript's first line can hold them whole and
every role can be built from them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Share = Annotated[float, Field(ge=0, le=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*$", max_length=80)]
ShortText = Annotated[str, StringConstraints(min_length=1, max_length=200)]
LongText = Annotated[str, StringConstraints(min_length=1, max_length=4000)]

PolicyName = Literal["expected-utility", "socratic", "teller", "contradiction", "random", "never"]
CriticMode = Literal["observe", "advise", "gate"]
CheckName = Literal[
    "answer-given-away",
    "question-unanswered",
    "praise-after-wrong",
    "wrong-target",
    "teacher-error",
    "several-questions",
    "too-long",
]
PedagogyRule = Annotated[
    str,
    StringConstraints(pattern=r"^(one-question-per-turn|no-answer-before-\d+-attempts|at-most-\d+-words)$"),
]
DelayedTest = Annotated[str, StringConstraints(pattern=r"^(\d{1,3} days?|none)$")]


class Card(BaseModel):
    """Frozen, and a key that is not a field is an error: a card never says less than it seems to."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, strict=True)


class Voice(Card):
    """How an agent speaks. Nothing here changes what it says, only the words."""

    register_: Literal["child", "teen", "plain"] = Field(default="plain", alias="register")
    talkative: Share = 0.5
    """0: bare answers. 1: every step aloud."""
    hesitates: Share = 0.2
    """How often it says um, wait, I think."""


class Holding(Card):
    """A misconception held, with its strength m."""

    misconception: Id
    strength: Share = 0.75


class Traits(Card):
    """What makes this student learn, trust, slip and speak as it does."""

    engagement: Share = 0.7
    trust: Share = 0.8
    slip: Annotated[float, Field(ge=0, le=0.3)] = 0.05
    guess: Annotated[float, Field(ge=0, le=0.3)] = 0.1
    asks_for_help: Share = Field(default=0.2, alias="asks-for-help")
    confidence: Share = 0.6


class StudentCard(Card):
    """A simulated student. `name`, `age` and `voice` are public, all else is hidden from teachers."""

    kind: Literal["student"] = "student"
    id: Id
    name: ShortText
    age: Annotated[int, Field(ge=4, le=99)] = 10
    voice: Voice = Voice()
    holds: tuple[Holding, ...] = ()
    knows: dict[Id, Share] = {}
    """Strength c of the right rule at a slot; 0.2 where a misconception is held, else 0.9."""
    traits: Traits = Traits()
    learning: Literal["scenario", "population"] = "scenario"


class TeacherCard(Card):
    """A simulated teacher."""

    kind: Literal["teacher"] = "teacher"
    id: Id
    name: ShortText = "Teacher"
    description: ShortText = "A teacher."
    policy: PolicyName
    voice: Voice = Voice()


class CriticCard(Card):
    """A critic: which checks it makes, and whether anybody hears of them before the end."""

    kind: Literal["critic"] = "critic"
    id: Id
    name: ShortText = "Critic"
    description: ShortText = "A critic."
    mode: CriticMode = "observe"
    checks: tuple[CheckName, ...] = (
        "answer-given-away",
        "question-unanswered",
        "praise-after-wrong",
        "wrong-target",
        "teacher-error",
        "several-questions",
        "too-long",
    )
    words: Annotated[int, Field(ge=5, le=500)] = 45
    """A teacher's turn longer than this is too long."""


class Items(Card):
    """Which items a scenario uses: counts to generate, or the items themselves."""

    practice: Annotated[int, Field(ge=1, le=100)] | tuple[ShortText, ...] = 6
    near: Annotated[int, Field(ge=0, le=100)] | tuple[ShortText, ...] = 6
    transfer: Annotated[int, Field(ge=0, le=100)] | tuple[ShortText, ...] = 4
    kinds: tuple[Id, ...] = Field(min_length=1)
    """Kinds of the practice and near items."""
    transfer_kinds: tuple[Id, ...] = Field(default=(), alias="transfer-kinds")
    """Kinds of the transfer items; the domain's choice when empty."""
    target: Id | None = None
    """Items are chosen so that this misconception shows on them."""


class Budget(Card):
    """How often a teacher may step in, and how long the practice may take."""

    interventions: Annotated[int, Field(ge=0, le=1000)] | Annotated[float, Field(ge=0, le=1)] = 4
    """A number, or with a decimal point a share of the practice items, rounded down."""
    turns: Annotated[int, Field(ge=1, le=10000)] = 40
    """Teacher's and students' turns together."""
    turns_per_item: Annotated[int, Field(ge=2, le=1000)] = Field(default=14, alias="turns-per-item")


class Scenario(Card):
    """A lesson: who meets whom over which items, within what budget."""

    kind: Literal["scenario"] = "scenario"
    id: Id
    name: ShortText
    domain: Id
    goal: LongText
    students: tuple[Id, ...] = Field(min_length=1)
    teacher: Id
    critics: tuple[Id, ...] = ()
    items: Items
    budget: Budget = Budget()
    delayed_test: DelayedTest = "7 days"
    """How long after the lesson the delayed test is, or `none`."""
    pedagogy: tuple[PedagogyRule, ...] = ()
    briefing: LongText
    """For a human teacher: what to do, without naming the misconception."""

    @property
    def delayed_days(self) -> int | None:
        """Days until the delayed test; None when there is none."""
        return None if self.delayed_test == "none" else int(self.delayed_test.split()[0])
