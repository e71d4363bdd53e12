"""Everything that can happen in a session, told apart by a literal `type`.

An event is what happened; its place in the file (`seq`, `time`) belongs to the transcript. Readers
skip fields they do not know, so a field may be added without a new schema version.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from teachsim.engine.cards import CriticCard, Scenario, StudentCard, TeacherCard
from teachsim.engine.reckoned import Constants, ItemTable, SecondOrder, unless_known
from teachsim.language.acts import Act, Move, MoveKind

SCHEMA_VERSION = 1

PolicyMark = Literal["uses-truth", "deceives", "gives-answers"]
"""What a reader has to be told of a teacher's policy: that it is shown the mind, is meant to mislead, or
gives answers away."""

ENGINE = "engine"
"""The agent of events that no role causes."""


class EventBase(BaseModel):
    """What every event says: whose doing it is, and where in the session it stands."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    agent: str = ENGINE
    student: str | None = None
    item: int | None = None
    """The practice item's number, from 1."""
    turn: int | None = None


class PlannedItem(BaseModel):
    """An item as the session uses it, with its key."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    text: str
    kind: str
    key: str


class Plan(BaseModel):
    """The items of a session, settled before it starts."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    practice: tuple[PlannedItem, ...]
    near: tuple[PlannedItem, ...] = ()
    transfer: tuple[PlannedItem, ...] = ()


class SessionStarted(EventBase):
    """The first line: enough to replay the session, or to start it again, alone."""

    type: Literal["session_started"] = "session_started"
    schema_version: int = SCHEMA_VERSION
    teachsim_version: str
    seed: int
    scenario: Scenario
    students: tuple[StudentCard, ...]
    teacher: TeacherCard
    critics: tuple[CriticCard, ...]
    plan: Plan
    plugins: dict[str, str] = {}
    """Name and version of the domain, and of every card that another package offered."""
    own_misconceptions: tuple[dict[str, Any], ...] | None = None
    """The misconceptions with which the working folder extended the domain, whole. None where they were
    not recorded, as in transcripts of earlier versions."""
    policy_marks: tuple[PolicyMark, ...] = ()
    """What has to be told of the teacher's policy."""
    prompts: dict[str, str] = {}
    """The prompt files that the cards' brains use, whole, by name."""
    rubrics: dict[str, dict[str, Any]] = {}
    """The rubrics that models judge by, whole, by id."""


class ItemPresented(EventBase):
    """A practice item is put before a student."""

    type: Literal["item_presented"] = "item_presented"
    text: str
    kind: str
    key: str


class Attempt(EventBase, Act):
    """The act a student computed, before it is worded."""

    type: Literal["attempt"] = "attempt"


class Utterance(EventBase):
    """What was said, and what was recognised in it: a teacher's moves, a student's answer."""

    type: Literal["utterance"] = "utterance"
    role: Literal["teacher", "student"]
    name: str
    to: str
    text: str
    moves: tuple[MoveKind, ...] = ()
    on: str | None = None
    """The item that a student's words answer."""
    answer: str | None = None
    """The answer that a student's words give, read from the words alone."""
    right: bool | None = None
    stuck: bool = False
    """Whether a student's words say that it does not know."""
    sure: float | None = unless_known()
    """How sure a student's words sound of the answer that they give, in [0, 1]; None where they give none."""


class SlotEffect(BaseModel):
    """What a teacher's turn does to a student at one slot."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    slot: str
    information: float = 0.0
    """x: about the right rule, carried by the words."""
    evoked: float = 0.0
    """x that the student will have produced itself if it does what was asked."""
    conflict: float = 0.0
    """k: between what its own rule says and what it can see to be so."""
    wanted: bool = False
    """Whether it answers what the student itself had asked: then hearing it counts as explaining it."""


class Piece(BaseModel):
    """One piece of information that a student found in a turn."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    slot: str | None
    by: MoveKind
    news: Literal["new", "known", "corrects", "asks", "doubts", "false"]
    """What it is to this student: a rule that it lacks, has, or holds a wrong one against; a question;
    something against its answer; something untrue."""


class Effects(BaseModel):
    """All that a turn does to a student; computed by the student's own rules, and recorded."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    slots: tuple[SlotEffect, ...] = ()
    engagement: float = 0.0
    praised_wrong: tuple[str, ...] = ()
    """Slots whose wrong rule was just praised, or claimed by the teacher."""
    praised_share: float = 1.0
    """How much of that counts: all where it was praised, the trust in the teacher where it was claimed."""
    pieces: tuple[Piece, ...] = ()
    """What the student found in the turn, in the order in which it was said."""
    missed: bool = False
    """Whether the turn went past the student: it was heard by everybody else."""


class UnderstoodEvent(EventBase):
    """How a teacher's turn was understood, and what it did."""

    type: Literal["understood"] = "understood"
    moves: tuple[Move, ...]
    targets: tuple[str, ...]
    confidence: float
    effects: Effects


class StudentMind(EventBase):
    """A student's whole state at the end of a turn."""

    type: Literal["student_mind"] = "student_mind"
    mind: dict[str, Any]


class TeacherBelief(EventBase):
    """A teacher's whole belief about one student at the end of a turn."""

    type: Literal["teacher_belief"] = "teacher_belief"
    probabilities: dict[str, float]
    entropy_bits: float
    prior_bits: float
    """Entropy before anything was seen."""
    evidence: tuple[dict[str, Any], ...] = ()
    """Turn, item and answer as read, in order."""
    state: dict[str, Any] = {}
    """Whatever else the teacher's next decision depends on."""
    prior: dict[str, float] | None = unless_known()
    """The belief before anything was seen; in the first event about a student alone."""
    closed: bool | None = unless_known()
    """Whether the diagnosis is closed: nothing more needs to be asked."""
    slip: float | None = unless_known()
    """The share of careless answers, as learned of this student."""
    guess: float | None = unless_known()
    """How often it is right by luck where its rule is wrong, likewise."""
    second_order: SecondOrder | None = unless_known()
    stated: dict[str, float] | None = unless_known()
    """What a model that teaches said it believes, as it said it last. `probabilities` are then Bayes'
    on the same words, as a yardstick."""


class Candidate(BaseModel):
    """Something the teacher could have done, and what it thought of it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    approach: str
    move: MoveKind | None
    """None for letting the student go on."""
    target: str | None = None
    on: str | None = None
    utility: float | None = None
    """Expected gain in P(right) on items like the practice items, cost subtracted; None if not reckoned."""
    information_bits: float | None = None
    cost: float = 0.0
    """Of the budget, if it opens an intervention."""
    gain: float | None = unless_known()
    """The utility before turns and cost are subtracted: for a question, what can be gained after it."""
    turns: int | None = unless_known()
    """Teacher's turns that it takes."""
    cures: float | None = unless_known()
    """The share that it changes of those whom it reaches; None for a question."""
    aimed: bool | None = unless_known()
    """Whether it reaches the suspect alone, or all of the suspect's slot."""
    predicted: str | None = unless_known()
    """The most probable answer: to the item at hand once this was done, or to the question."""
    predicted_probability: float | None = unless_known()
    right: float | None = unless_known()
    """P(the next answer to the item at hand is right) once this was done."""


class Decision(EventBase):
    """Whether to step in, with which move on what, and what else was weighed."""

    type: Literal["decision"] = "decision"
    intervene: bool
    opens: bool = False
    """Whether this opens an intervention, and so spends from the budget."""
    closes: bool = False
    """Whether the item is left after this turn, without waiting for a reply."""
    moves: tuple[Move, ...] = ()
    """The moves intended; the words must carry them."""
    policy: str
    approach: str
    step: int = 0
    """How far along its approach the teacher then is."""
    reason: str
    predicted: str | None = None
    predicted_probability: float | None = None
    candidates: tuple[Candidate, ...] = ()
    cost: float = 0.0
    budget_left: float
    """After this decision."""
    marks: tuple[PolicyMark, ...] = ()
    """What has to be told of the policy that decided."""
    suspect: str | None = unless_known()
    """The most probable misconception; of equals the first by name."""
    value_before: float | None = unless_known()
    """Σ b(h)·V(h): P(right) on the practice items as they are."""
    value_after: float | None = unless_known()
    """The same once what was chosen has been done, where that was weighed."""
    alone: float | None = unless_known()
    """P(the next answer to the item at hand is right) without help."""
    ranked: dict[str, float] | None = unless_known()
    """What the policy chose by, where that was not the utility: by approach, item asked, or `item n` of the
    practice items."""
    constants: Constants | None = unless_known()
    """In the first decision about a student that weighed anything, as are the `values` and `slots`."""
    values: dict[str, float] | None = unless_known()
    """V(h): P(right) of a holder on the practice items."""
    slots: dict[str, str] | None = unless_known()
    """By misconception, the slot at which an approach that is not aimed reaches it."""
    tables: dict[str, ItemTable] | None = unless_known()
    """By item: the one at hand and those weighed as questions, in the first decision that did."""
    text: str | None = unless_known()
    """The words, where they were chosen with the decision, as by a model that teaches."""
    stated: dict[str, float] | None = unless_known()
    """What a model that teaches says it believes of the student, as it decides."""


class Critique(EventBase):
    """A finding about a teacher's turn."""

    type: Literal["critique"] = "critique"
    kind: str
    severity: Literal["note", "minor", "major"]
    quote: str
    suggestion: str
    mode: Literal["observe", "advise", "gate"]
    draft: bool = False
    """Whether the words quoted were sent back and not said."""
    rubric: str | None = unless_known()
    """Where a model judged: by which rubric. `kind` is then the item of it."""
    score: float | None = unless_known()
    """What most samples gave; None where no majority could be read."""
    agreement: float | None = unless_known()
    """The share of the samples that gave it."""
    unread: int | None = unless_known()
    """Samples that gave no score."""
    objects: bool = True
    """Whether it finds fault: a judgement is put on record even where it does not."""


class Guard(EventBase):
    """Words that were refused, because they said something else than the computed act."""

    type: Literal["guard"] = "guard"
    reason: str
    refused: str
    words: Literal["template", "model"] = "template"
    """Whose words were refused."""
    fell_back: bool = False
    """Whether a template then spoke in place of the model."""


class HumanNote(EventBase):
    """Something a person at the terminal did beside speaking."""

    type: Literal["human_note"] = "human_note"
    kind: str
    content: dict[str, Any]


class TestAnswer(BaseModel):
    """One answer in a test."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    __test__ = False

    item: str
    answer: str | None
    correct: bool
    held: tuple[str, ...] = ()


class TestTaken(EventBase):
    """A test sat alone; no teacher sees it."""

    __test__ = False
    type: Literal["test_taken"] = "test_taken"
    when: Literal["before", "after", "delayed"]
    kind: Literal["near", "transfer"]
    days: int = 0
    """Days since the last event of this student's session."""
    answers: tuple[TestAnswer, ...]


class ModelCalled(EventBase):
    """A language model answered, or failed to."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    type: Literal["model_called"] = "model_called"
    role: str
    purpose: str = ""
    """What was asked for: `words`, `answer`, `decision`, `judgement`."""
    model: str
    prompt_hash: str
    """SHA-256 of all that determines the reply: model, messages, sampling, schema."""
    reply: str | None
    """None where the call failed."""
    finish_reason: str | None
    attempt: int = Field(1, alias="try")
    """Which call for this act it was; what the way to the model took is in `sent`."""
    tokens_in: int | None = None
    tokens_out: int | None = None
    tokens_cached: int | None = None
    cost_usd: float | None = None
    seconds: float | None = None
    sent: int = 1
    """How often the request went out, retries included."""
    failures: tuple[str, ...] = ()
    """Why earlier tries of the request failed."""
    fault: str | None = None
    """The class of the fault, where the call failed."""
    fault_class: Literal["infrastructure", "model"] | None = None
    message: str | None = None
    """What the fault said."""


class Branched(EventBase):
    """From here on the session goes otherwise than its parent."""

    type: Literal["branched"] = "branched"
    parent_hash: str
    """SHA-256 of the parent's bytes up to here."""
    parent_seq: int
    """The last line shared with the parent."""
    at_turn: int
    teacher: TeacherCard | None = None
    """The teacher from here on, when it changed."""
    students: tuple[StudentCard, ...] | None = unless_known()
    """The students from here on, where their brains or models changed."""
    critics: tuple[CriticCard, ...] | None = unless_known()
    """The critics, likewise."""
    prompts: dict[str, str] | None = unless_known()
    """The prompts from here on, where others are used."""
    rubrics: dict[str, dict[str, Any]] | None = unless_known()
    """The rubrics, likewise."""
    say: str | None = None
    """What the teacher says in the next turn, when a person chose it."""


class Fault(EventBase):
    """Something failed; whatever it touched is not measured."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    type: Literal["fault"] = "fault"
    fault_class: Literal["infrastructure", "model", "internal"] = Field(alias="class")
    message: str


EndReason = Literal[
    "completed", "turns-spent", "tokens-spent", "money-spent", "time-spent", "student-stopped", "fault"
]


class SessionEnded(EventBase):
    """The last line of a finished session."""

    type: Literal["session_ended"] = "session_ended"
    reason: EndReason
    budget_left: float | None = None
    """Of the interventions; None where it was not recorded."""
    turns_left: int | None = None
    tokens_left: int | None = unless_known()
    """Where the scenario limits them, as the two below; below 0 by as much as the last turn went beyond."""
    usd_left: float | None = unless_known()
    minutes_left: float | None = unless_known()


Event = Annotated[
    SessionStarted
    | ItemPresented
    | Attempt
    | Utterance
    | UnderstoodEvent
    | StudentMind
    | TeacherBelief
    | Decision
    | Critique
    | Guard
    | HumanNote
    | TestTaken
    | ModelCalled
    | Branched
    | Fault
    | SessionEnded,
    Field(discriminator="type"),
]

EVENT: TypeAdapter[Event] = TypeAdapter(Event)

EVENT_TYPES = frozenset(t.model_fields["type"].default for t in get_args(get_args(Event)[0]))
