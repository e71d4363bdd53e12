"""Everything that can happen in a session, told apart by a literal `type`.

An event is what happened; its place in the file (`seq`, `time`) belongs to the transcript. Readers
skip fields they do not know, so a field may be added without a new schema version.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from teachsim.engine.cards import CriticCard, Scenario, StudentCard, TeacherCard
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


class Guard(EventBase):
    """Words that were refused, because they said something else than the computed act."""

    type: Literal["guard"] = "guard"
    reason: str
    refused: str


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

    type: Literal["model_called"] = "model_called"
    role: str
    model: str
    prompt_hash: str
    reply: str | None
    finish_reason: str | None
    attempt: int = Field(1, alias="try")
    tokens_in: int | None = None
    tokens_out: int | None = None
    cost_usd: float | None = None
    seconds: float | None = None


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
    say: str | None = None
    """What the teacher says in the next turn, when a person chose it."""


class Fault(EventBase):
    """Something failed; whatever it touched is not measured."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    type: Literal["fault"] = "fault"
    fault_class: Literal["infrastructure", "model", "internal"] = Field(alias="class")
    message: str


class SessionEnded(EventBase):
    """The last line of a finished session."""

    type: Literal["session_ended"] = "session_ended"
    reason: Literal["completed", "turns-spent", "student-stopped", "fault"]
    budget_left: float | None = None
    """Of the interventions; None where it was not recorded."""
    turns_left: int | None = None


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
