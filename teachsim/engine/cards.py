"""The plain data of scenarios and agent cards: what the files say, checked, with nothing computed.

These stand at the bottom of the engine, so that a transcript's first line can hold them whole and
every role can be built from them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from teachsim.domains.grading import Level
from teachsim.language.acts import MoveKind

Share = Annotated[float, Field(ge=0, le=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*$", max_length=80)]
ShortText = Annotated[str, StringConstraints(min_length=1, max_length=200)]
LongText = Annotated[str, StringConstraints(min_length=1, max_length=4000)]

PolicyName = Literal[
    "expected-utility",
    "socratic",
    "teller",
    "contradiction",
    "random",
    "never",
    "always",
    "least-student-confidence",
    "most-student-confidence",
    "teacher-confidence",
    "mental-model-no-intervention",
    "mental-model-intervention",
    "mental-model-both",
    "personalised",
    "information-gain",
    "look-ahead",
    "bandit",
    "question-tree",
    "scaffolding",
    "productive-failure",
    "oracle",
    "no-intervention-correctness",
    "intervention-correctness",
    "true-utility",
    "deceiver",
    "answer-giver",
]
"""Those built in; other packages offer more (docs/policies.md)."""
CriticMode = Literal["observe", "advise", "gate"]
CheckName = Literal[
    "answer-given-away",
    "question-unanswered",
    "praise-after-wrong",
    "wrong-target",
    "teacher-error",
    "several-questions",
    "too-long",
    "shaming",
    "dependence",
    "privacy",
]
PedagogyRule = Annotated[
    str,
    StringConstraints(
        pattern=r"^(one-question-per-turn|no-answer-before-\d+-attempts|at-most-\d+-words"
        r"|reflection-at-the-end)$"
    ),
]
"""Each has its exact check in measure/pedagogy.py."""
Listener = Literal["literal", "pragmatic"]
Help = Literal["asks", "avoids", "abuses"]
SelfBelief = Literal["calibrated", "over", "under"]
Weakness = Literal[
    "irrelevant-data", "problem-type", "what-is-asked", "principles", "order-of-numbers", "steps"
]
"""MathDial's six (Macina et al. 2023); which misconceptions go with each: roles/student/weaknesses.yaml."""
DelayedTest = Annotated[str, StringConstraints(pattern=r"^(\d{1,3} days?|none)$")]


class Card(BaseModel):
    """Frozen, and a key that is not a field is an error: a card never says less than it seems to."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, strict=True)


class Voice(Card):
    """How a student speaks. Nothing here changes what it says, only the words."""

    register_: Literal["child", "teen", "plain"] = Field(default="plain", alias="register")
    talkative: Share = 0.5
    """0: bare answers. 1: every step aloud."""
    hesitates: Share = 0.2
    """How often it says um, wait, I think."""
    language_learner: Share = Field(default=0.0, alias="language-learner")
    """How much of the language is still to be learned: short sentences, articles and endings left out,
    now and then a word asked for. The mathematics is untouched."""
    distracted: Share = 0.0
    """How often something else slips into what it says. What it takes in is not a matter of the voice."""


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
    pace: Annotated[float, Field(ge=0.25, le=3)] = 1.0
    """How fast it learns, as a multiple of its setting's rate."""
    listener: Listener = "literal"
    """literal: a question implies nothing, and praise counts at its word. pragmatic: asked about a step
    it takes the step to be in doubt, and praise with a doubt in the same breath is no praise."""
    help: Help = "asks"
    """Whether it asks when it is lost, never, or at once and then copies what it is given."""
    self_belief: SelfBelief = Field(default="calibrated", alias="self-belief")
    """How sure it is of itself, against what its rules would justify."""
    distraction: Share = 0.0
    """How often a turn goes past it; more often the less it is engaged."""
    praise_seeking: Share = Field(default=0.0, alias="praise-seeking")
    """How far its engagement hangs on praise."""
    asks_why: Share = Field(default=0.0, alias="asks-why")
    """How often it asks back for the reason of what it was told, instead of doing it."""


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
    weakness: Weakness | None = None
    """A family of misconceptions: what is held must be of it, and where nothing is, one of it is drawn."""
    traits: Traits = Traits()
    learning: Literal["scenario", "population"] = "scenario"


class TeacherCard(Card):
    """A simulated teacher."""

    kind: Literal["teacher"] = "teacher"
    id: Id
    name: ShortText = "Teacher"
    description: ShortText = "A teacher."
    policy: Id
    """One of `PolicyName`, or one that another package offers."""


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
    level: Level | None = None
    """How hard the practice and near items are that are drawn; as they come when it is left out."""


class Budget(Card):
    """How often a teacher may step in, and how long the practice may take."""

    interventions: Annotated[int, Field(ge=0, le=1000)] | Annotated[float, Field(ge=0, le=1)] = 4
    """A number, or with a decimal point a share of the practice items, rounded down."""
    turns: Annotated[int, Field(ge=1, le=10000)] = 40
    """Teacher's and students' turns together."""
    turns_per_item: Annotated[int, Field(ge=2, le=1000)] = Field(default=14, alias="turns-per-item")
    costs: dict[MoveKind, Annotated[float, Field(ge=0, le=1000)]] = {}
    """What an intervention costs that opens with this move; 1 where nothing is said."""


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
