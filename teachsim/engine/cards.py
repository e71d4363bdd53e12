"""The plain data of scenarios and agent cards: what the files say, checked, with nothing computed.

These stand at the bottom of the engine, so that a transcript's first line can hold them whole and
every role can be built from them.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

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
    "random-explanation",
    "least-student-confidence",
    "most-student-confidence",
    "teacher-confidence",
    "mental-model-no-intervention",
    "mental-model-intervention",
    "mental-model-both",
    "personalised",
    "information-gain",
    "false-belief",
    "random-probe",
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
    "misinformed",
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


class Drawing(Card):
    """How a language model draws its words; what is left out, the endpoint decides."""

    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    top_p: Annotated[float, Field(gt=0, le=1)] | None = Field(default=None, alias="top-p")
    max_tokens: Annotated[int, Field(ge=16, le=32_000)] = Field(default=400, alias="max-tokens")
    tries: Annotated[int, Field(ge=1, le=5)] = 2
    """Wordings that are asked for before a template speaks."""
    samples: Annotated[int, Field(ge=1, le=9)] = 3
    """Judgements that a critic asks for, of which what most agree on counts."""


class Brained(Card):
    """What any agent's card may say of the language model that plays it, or words what it does."""

    model: ShortText | None = None
    """As in `openai/NAME`; None: the one that the command line, the environment or the settings name."""
    api_base: ShortText | None = Field(default=None, alias="api-base")
    """Where an OpenAI-compatible endpoint listens."""
    sampling: Drawing = Drawing()
    prompt: Id | None = None
    """A file of agents/prompts, in place of the one that goes with the brain."""

    @model_validator(mode="after")
    def _uses_what_it_names(self) -> Self:
        if getattr(self, "brain", None) == "symbolic":
            named = [
                (field.alias or name)
                for name, field in Brained.model_fields.items()
                if getattr(self, name) != field.default
            ]
            if named:
                raise ValueError(
                    f"a symbolic brain has no use for `{named[0]}`; delete it, or name another `brain`"
                )
        return self


StudentBrain = Literal["symbolic", "model", "prompted"]
TeacherBrain = Literal["symbolic", "model", "hybrid"]
CriticBrain = Literal["symbolic", "model"]


class StudentCard(Brained):
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
    brain: StudentBrain = "symbolic"
    """symbolic: rules and templates. model: the same mind, worded by a language model and guarded.
    prompted: a language model that is told to be this student, and no mind; a control."""


class TeacherCard(Brained):
    """A simulated teacher."""

    kind: Literal["teacher"] = "teacher"
    id: Id
    name: ShortText = "Teacher"
    description: ShortText = "A teacher."
    policy: Id
    """One of `PolicyName`, or one that another package offers."""
    brain: TeacherBrain = "symbolic"
    """symbolic: rules and templates. hybrid: the same decisions, worded by a language model. model: a
    language model believes, decides and speaks; the policy is not asked."""
    manner: tuple[ShortText, ...] = Field(default=(), max_length=12)
    """How a teacher that speaks through a language model is to teach and speak, one wish each."""

    @model_validator(mode="after")
    def _is_read(self) -> Self:
        if self.manner and self.brain == "symbolic":
            raise ValueError(
                "a symbolic teacher reads no `manner`; delete it, or write `brain: hybrid` or `brain: model`"
            )
        return self


class CriticCard(Brained):
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
    brain: CriticBrain = "symbolic"
    """symbolic: the checks alone. model: the checks, and a language model's judgement by a rubric."""
    rubric: Id | None = None
    """What a model judges by: a file of agents/rubrics that is about single turns."""

    @model_validator(mode="after")
    def _judges_by_something(self) -> Self:
        if (self.rubric is None) != (self.brain == "symbolic"):
            raise ValueError(
                "a model judges by a rubric, and a symbolic critic by none; write both `brain: model` and"
                " `rubric:`, or neither"
            )
        return self


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
    tokens: Annotated[int, Field(ge=1, le=1_000_000_000)] | None = None
    """Of all models together, in and out, as their calls report them: the practice ends once they are used
    up. A turn is never broken off, so the last one may go beyond."""
    usd: Annotated[float, Field(gt=0, le=100_000)] | None = None
    """Likewise, in money; a call that reports no cost counts nothing."""
    minutes: Annotated[float, Field(gt=0, le=100_000)] | None = None
    """Of practice, by the clock of the session; time before it was taken up again is not counted."""


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
