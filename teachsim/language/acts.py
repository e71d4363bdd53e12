"""What a turn does: the moves of a teacher, the acts of a student, and the situation they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from teachsim.domains.base import Answer, Domain, Item

MoveKind = Literal[
    "probe",            # asks how an answer came about
    "ask-why",          # asks for a reason
    "try-item",         # asks for the answer to another item by the student's own way
    "ask-check",        # asks for a test of an answer that does not need the procedure
    "recall",           # asks for the idea behind the procedure
    "seek-strategy",    # asks for the next step, or for another attempt
    "invite-reflection",  # asks what it does now, in its own words
    "check-again",      # asks for another look at an answer, and names no test
    "ask-understanding",  # asks how well it understands, or how sure it is
    "compute-this",     # asks for one value on the way
    "focus-on",         # points to a number, a term or a line
    "hint",             # narrows the search
    "state-rule",       # tells the right rule
    "refute",           # says what the student did and why it cannot be right
    "worked-example",   # shows another item solved rightly
    "give-step",        # gives a step of this item away
    "give-answer",      # gives the answer to this item away
    "confirm",          # says that an answer is right
    "disconfirm",       # says that an answer is wrong
    "praise",           # praises the outcome or the person
    "praise-process",   # praises what the student did to get there
    "encourage",        # keeps the student going
    "false-claim",      # states something untrue
    "move-on",          # leaves the item
    "greet",            # says hello
    "close",            # ends the lesson
    "off-task",         # about nothing that is being learned
]  # fmt: skip
"""`teaching-systems`' one ontology: MathDial, Bridge and CLASS moves are sets of these."""

ASKING: frozenset[MoveKind] = frozenset(
    {
        "probe",
        "ask-why",
        "try-item",
        "ask-check",
        "check-again",
        "ask-understanding",
        "compute-this",
        "recall",
        "seek-strategy",
        "invite-reflection",
    }
)
"""Moves that leave the next word to the student."""

TELLING: frozenset[MoveKind] = frozenset(
    {"state-rule", "refute", "worked-example", "give-step", "give-answer"}
)

ActKind = Literal[
    "answer",           # an answer to an item, with its steps
    "explain",          # says the steps of the last answer
    "justify",          # gives the belief behind a step
    "check",            # says what a test found
    "reflect",          # says why its own way failed
    "idea",             # says the idea that was asked for
    "no-idea",          # cannot say
    "claim",            # says that it understands, rightly or wrongly
    "report",           # says how well it understands when asked, rightly or wrongly
    "acknowledge",      # a word of having heard
    "question",         # asks for help or a reason
    "ask-back",         # did not understand the teacher's words
    "stop",             # wants to stop
    "off-topic",        # speaks of something else, as it has not heard the turn
]  # fmt: skip

Effort = Literal["heard", "answered", "explained", "found"]
"""How generative an act is (ICAP: passive, active, constructive); learning depends on it."""

Mood = Literal["sure", "unsure", "surprised", "tired"]


class Spoken(BaseModel):
    """Frozen data that is both used and logged; a field that a reader does not know is skipped."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Move(Spoken):
    """One thing that a teacher's turn does, with what it is about."""

    kind: MoveKind
    target: str | None = None
    """A slot, where the words or their situation point at one."""
    on: str | None = None
    """The item asked or shown, as text; None for the item at hand."""
    answer: str | None = None
    """The answer stated, or the one put to the test."""
    check: str | None = None
    """Which of the domain's checks is asked for."""
    phrase: int | None = None
    """Which of the idea's questions this is nearest to; its answers are in the same order."""
    confidence: float = 1.0


class Understood(Spoken):
    """A teacher's turn as it was understood: a set of moves in the order in which they were said."""

    moves: tuple[Move, ...]
    confidence: float
    """Of the least certain sentence that matters; below 0.5 the student asks back."""

    @property
    def asked(self) -> Move | None:
        """The move that the student is to answer: the last one that asks."""
        return next((m for m in reversed(self.moves) if m.kind in ASKING), None)


class ActStep(Spoken):
    """One step of a computed act, as it is logged."""

    text: str
    rule: str
    slot: str
    misconception: str | None = None
    says: tuple[str, ...] = ()


class Recalled(Spoken):
    """What a student called to mind about one slot before it acted."""

    slot: str
    right: bool
    """Whether the right rule is strong enough to act on, with what is remembered of having been told it."""
    wrong: tuple[str, ...] = ()
    """Misconceptions that are strong enough to act on, strongest first."""
    echo: bool = False
    """Whether it remembers having been told."""


class Act(Spoken):
    """What a student does in a turn, before it is put into words."""

    kind: ActKind
    on: str | None = None
    """The item, as text, that the answer or the steps belong to."""
    answer: str | None = None
    correct: bool | None = None
    steps: tuple[ActStep, ...] = ()
    held: tuple[str, ...] = ()
    """Misconceptions that were at work, whether or not they showed."""
    luck: Literal["none", "slip", "guess"] = "none"
    effort: Effort = "heard"
    mood: Mood = "sure"
    about: str | None = None
    """The slot, check or misconception that a reflection, idea or check is about."""
    content: tuple[str, ...] = ()
    """Sentences that carry what is said, from the domain; wording picks one."""
    retrieved: tuple[Recalled, ...] | None = None
    """What it was composed from, the empty slots left out; None where that was not recorded."""


class Line(NamedTuple):
    """Something said, as everybody heard it."""

    role: Literal["teacher", "student"]
    name: str
    text: str
    item: int
    turn: int


@dataclass(frozen=True, slots=True)
class Situation:
    """What a turn is read against. The key makes grounding possible and reaches no student."""

    domain: Domain
    item: Item
    key: str
    """The right answer to the item, as written."""
    asked: Item
    """The item that the student last worked on or was last asked: the item, or a smaller one."""
    answer: Answer | None
    """The student's last answer to `asked`."""
    said: tuple[Line, ...] = ()
    main_answer: Answer | None = None
    """The student's last answer to the item itself."""
