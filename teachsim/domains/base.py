"""The shapes every domain speaks in, and the protocol it fulfils.

Answers need not be numbers: an `Answer` is what was written, its kind, and a value that only its
own domain interprets.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence
    from random import Random

CORRECT = "correct"
"""The hypothesis that a student holds no misconception that matters here."""
UNKNOWN = "unknown"
"""The hypothesis that a student holds something the catalogue does not know."""

AnswerKind = Literal["number", "relation", "expression", "program", "output"]


@dataclass(frozen=True, slots=True)
class Item:
    """One task with a checkable answer."""

    domain: str
    kind: str
    """Which procedure it calls for, such as `whole-subtraction`."""
    text: str
    """As a person would write it: `52 - 38`. `domain.parse(text)` gives this item again."""
    data: Any = field(compare=False, repr=False)
    """The parsed parts; only the item's own domain reads them."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its written form: `6/8` is not `3/4`, though both have the same value."""

    text: str
    kind: AnswerKind = "number"
    value: Hashable = field(default=None, compare=False)
    """What the domain makes of it, such as a Fraction; None when it only keeps the text."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a worked solution, right or wrong."""

    text: str
    """As it would be written down: `12 - 8 = 4`."""
    says: tuple[str, ...]
    """Ways of saying it, as clauses a student would use, lower case, no full stop:
    `12 take away 8 is 4`. At least three, so that a student need not repeat itself."""
    rule: str
    """The rule that made the step, right or wrong."""
    slot: str
    """The place in the procedure where right and wrong rules compete."""
    misconception: str | None = None
    """Set when a mal-rule made the step and the right rule would have made another."""

    def with_result(self, old: str, new: str) -> Step:
        """The step with another result; a result stands last in the line and in every clause."""
        text, *says = (last_replaced(line, old, new) for line in (self.text, *self.says))
        return replace(self, text=text, says=tuple(says))


@dataclass(frozen=True, slots=True)
class Solution:
    """An answer, the steps that lead to it, and what made it wrong, if anything did."""

    answer: Answer
    steps: tuple[Step, ...]
    fired: tuple[str, ...] = ()
    """Misconceptions whose rules changed at least one step, in the order in which they did."""

    def with_answer(self, answer: Answer) -> Solution:
        """The solution with another answer, as if the last line had been written carelessly."""
        *before, last = self.steps
        changed = last.with_result(self.answer.text, answer.text)
        return replace(self, answer=answer, steps=(*before, changed))


def last_replaced(line: str, old: str, new: str) -> str:
    """The line with the last occurrence of a text replaced, if there is one."""
    before, found, after = line.rpartition(old)
    return before + new + after if found else line


class Way(NamedTuple):
    """One of the solutions that holders of the same misconceptions produce, with its share."""

    weight: float
    solution: Solution


@dataclass(frozen=True, slots=True)
class WeightedRule:
    """A mal-rule by name, with its share among the rules that back the same misconception."""

    rule: str
    weight: float


@dataclass(frozen=True, slots=True)
class Misconception:
    """A named belief with a source, backed by a weighted set of mal-rules."""

    id: str
    name: str
    domain: str
    slot: str
    """What it displaces in the right procedure."""
    kinds: tuple[str, ...]
    """The item kinds on which it can show."""
    description: str
    """What the student believes, for a teacher, in one or two sentences."""
    rules: tuple[WeightedRule, ...]
    belief: tuple[str, ...]
    """How the student itself would justify it when asked why, as spoken sentences."""
    notices: tuple[str, ...]
    """What the student can say about why its way failed, once it has seen it fail."""
    refuted_by: tuple[str, ...]
    """Items on which a student can see for itself that the rule fails."""
    labels: tuple[str, ...]
    """Ids in public catalogues, such as `MaE08`."""
    source: str
    frequency: float | None = None
    """Share of students who hold it, where a source gives one; None otherwise."""
    cues: tuple[str, ...] = ()
    """Phrases by which a teacher's words point at it."""


@dataclass(frozen=True, slots=True)
class Idea:
    """What is to be understood at a slot: the material of a teacher's moves about it.

    Each field holds several wordings. Sentences are complete and end with `.` or `?`.
    """

    slot: str
    name: str
    """For people: `common denominator`."""
    rule: tuple[str, ...]
    """The right rule, as a teacher states it."""
    rule_heard: tuple[str, ...]
    """The same in a student's mouth, as a clause: `you find a bottom number that fits both`."""
    asks: tuple[str, ...]
    """Questions that lead to the idea without stating the rule."""
    answers: tuple[str, ...]
    """What a student who has the idea answers to them."""
    strategy: tuple[str, ...]
    """Questions for the next step, which leave the step to the student."""
    hints: tuple[str, ...]
    """Sentences that narrow the search without giving a step away."""
    cues: tuple[str, ...]
    """Words by which a teacher's turn points at this slot."""


@dataclass(frozen=True, slots=True)
class Check:
    """A way for a student to test an answer without the procedure in question.

    `refutes` is computed from the answer tested, so a check on an answer that is right, or on one
    that happens to pass, moves nobody.
    """

    name: str
    """Such as `add-back` or `pizza`."""
    asks: tuple[str, ...]
    """How a teacher asks for it, as questions or requests; none contains the right answer."""
    finds: tuple[str, ...]
    """What the student says it finds: `26 and 38 is 64, that's more than 52`."""
    refutes: bool
    """True when what is found cannot be, if the tested answer were right."""
    cue: str
    """A regular expression (case ignored) that finds this check in a teacher's own words."""
    slots: tuple[str, ...] = ()
    """What the student must be able to do rightly to carry it out."""


class Span(NamedTuple):
    """A piece of a text that the domain can read: an item, or an answer."""

    start: int
    end: int
    text: str
    item: Item | None
    answer: Answer | None


class Domain(Protocol):
    """What teachsim asks of a field of knowledge. All methods are pure."""

    def __hash__(self) -> int:
        """A domain is one object, and what is reckoned from it may be kept by it."""

    name: str
    version: str

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind of item that can be parsed and generated."""

    @property
    def misconceptions(self) -> Mapping[str, Misconception]:
        """The catalogue, by id, in a fixed order."""

    @property
    def ideas(self) -> Mapping[str, Idea]:
        """What is to be understood, by slot."""

    def parse(self, text: str) -> Item | None:
        """The item as written, or None when it is not of this domain. Never raises on odd text."""

    def read_answer(self, item: Item, text: str) -> Answer | None:
        """An answer typed for this item, keeping its written form; None when it is not one."""

    def spans(self, text: str) -> list[Span]:
        """The items and answers found in running text, longest first match, left to right."""

    def solve(self, item: Item, held: Sequence[str] = ()) -> Solution:
        """The solution of a student who holds these misconceptions; none held gives the right one.

        Of several rules the heaviest that fires gives the answer.
        """

    def ways(self, item: Item, held: Sequence[str]) -> list[Way]:
        """All that holders of these misconceptions do, most common first; weights sum to 1."""

    def slip(self, item: Item, solution: Solution, rng: Random) -> Solution:
        """The same solution with one careless error in it; the answer differs from solution's."""

    def guess(self, item: Item, rng: Random) -> Answer:
        """What a student writes who has no idea."""

    def predict(self, item: Item, hypotheses: Sequence[str]) -> dict[str, dict[str, float]]:
        """P(written answer | hypothesis), slips left out; `unknown` gets an empty table.

        A right answer may be written in several ways, all of them in the table.
        """

    def predict_together(self, item: Item, held: Sequence[str]) -> dict[str, float]:
        """P(written answer) of those who hold all of these misconceptions at once, slips left out."""

    def grade(self, item: Item, answer: Answer) -> bool:
        """Whether the answer is right, in a form the item accepts."""

    def plausible(self, item: Item) -> int:
        """How many answers a slip or an unknown rule spreads over (K, at least 2)."""

    def shows(self, misconception: str, item: Item) -> bool:
        """Whether a holder's answer is wrong here. A claim about the item, apart from the rules."""

    def slots(self, item: Item) -> tuple[str, ...]:
        """The slots that the right solution of this item goes through."""

    def generate(self, kind: str, target: str | None, rng: Random) -> Item:
        """A fresh item; with a target misconception, one on which it shows.

        Raises BadInput for an unknown kind, or when the target cannot show on that kind.
        """

    def transfer_kinds(self, kind: str, target: str | None) -> tuple[str, ...]:
        """Kinds that ask the same understanding in another form; the kind itself if none does."""

    def checks(self, item: Item, answer: Answer) -> tuple[Check, ...]:
        """How a student could test this answer; the most concrete first, none if there is no way."""
