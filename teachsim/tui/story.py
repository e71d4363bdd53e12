"""What events come to for the eye: the entries of a dialogue, and what was known at any of them.

A pure fold: live, replayed and branched sessions are shown through it alike. It knows no screen.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from teachsim.engine.events import (
    Attempt,
    Branched,
    Critique,
    Decision,
    Event,
    Fault,
    Guard,
    HumanNote,
    ItemPresented,
    SessionEnded,
    SessionStarted,
    StudentMind,
    TeacherBelief,
    TestTaken,
    UnderstoodEvent,
    Utterance,
)
from teachsim.engine.ledger import allowance
from teachsim.tui.words import clean, number, several, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from teachsim.tui.rows import StyleName

T = TypeVar("T")

ENDS = {
    "completed": "the session is complete",
    "turns-spent": "the practice ended early: the turns were spent",
    "tokens-spent": "the practice ended early: the tokens were spent",
    "money-spent": "the practice ended early: the money was spent",
    "time-spent": "the practice ended early: the time was over",
    "student-stopped": "the practice ended early: the student wanted to stop",
    "fault": "the session ended in a fault, and nothing after it is measured",
}


@dataclass(slots=True)
class Entry:
    """Something in the dialogue. Its texts are clean."""

    style: StyleName
    label: str
    text: str
    position: int
    """Of its event."""
    turn: int | None = None
    item: int | None = None
    student: str | None = None
    spoken: bool = False
    """Whether somebody says it: then it is a turn."""
    margin: str = ""
    worked: tuple[str, ...] = ()
    """The student's computed steps; part of its mind."""
    inside: list[tuple[str, str]] = field(default_factory=list)
    """What is shown once it is opened: labels and texts."""
    secret: bool = False
    """Whether what is inside tells of the mind."""


class _Track(Generic[T]):
    """Values by the position from which on they hold."""

    def __init__(self) -> None:
        self.positions: list[int] = []
        self.values: list[T] = []

    def add(self, position: int, value: T) -> None:
        self.positions.append(position)
        self.values.append(value)

    def upto(self, position: int) -> int:
        """How many there are at this position."""
        return bisect_right(self.positions, position)

    def at(self, position: int, back: int = 1) -> T | None:
        """The last one there, or the one `back` places from the end."""
        n = self.upto(position) - back
        return self.values[n] if n >= 0 else None


class Moment(NamedTuple):
    """All that is known at a point of the dialogue, of one student."""

    student: str
    item: int
    items: int
    turn: int
    turns: int
    spent: float
    budget: float
    belief: TeacherBelief | None
    belief_before: TeacherBelief | None
    decision: Decision | None
    mind: StudentMind | None
    mind_before: StudentMind | None
    findings: tuple[Critique, ...]
    """All up to here, oldest first, judgements without fault included."""
    held: frozenset[str]
    """What the student's card says it holds."""


class Story:
    """The session so far. `add` takes the next event."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self.events: list[Event] = []
        self.entries: list[Entry] = []
        self.started: SessionStarted | None = None
        self.ended: SessionEnded | None = None
        self.names: dict[str, str] = {}
        self.students: tuple[str, ...] = ()
        self.budget = 0.0
        self._held: dict[str, frozenset[str]] = {}
        self._beliefs: dict[str, _Track[TeacherBelief]] = {}
        self._minds: dict[str, _Track[StudentMind]] = {}
        self._decisions: dict[str, _Track[Decision]] = {}
        self._findings: _Track[Critique] = _Track()
        self._spent: _Track[float] = _Track()
        self._end_of_turn: dict[int, int] = {}
        self._entry_of_turn: dict[int, int] = {}
        self._attempt: dict[str, Attempt] = {}
        self._item_text = ""
        self._taught = 0
        self._solved: bool | None = None
        for event in events:
            self.add(event)

    def add(self, event: Event) -> None:
        """The next event."""
        position = len(self.events)
        self.events.append(event)
        if event.turn is not None and not isinstance(event, Decision):
            self._end_of_turn[event.turn] = position
        self._keep(event, position)
        for entry in self._tell(event, position):
            if entry.spoken and entry.turn is not None:
                self._entry_of_turn[entry.turn] = len(self.entries)
            self.entries.append(entry)

    # --- what was known when ---

    @property
    def turns(self) -> int:
        """How many turns there have been."""
        return max(self._entry_of_turn, default=0)

    def entry_of_turn(self, turn: int) -> int | None:
        """The index of the entry in which this turn is said."""
        return self._entry_of_turn.get(turn)

    def moment(self, index: int, student: str | None = None) -> Moment | None:
        """What is known at this entry, its turn's end included; by default of the student whose it is."""
        if self.started is None or not self.entries:
            return None
        entry = self.entries[max(0, min(index, len(self.entries) - 1))]
        position = entry.position
        if entry.turn is not None:
            position = max(position, self._end_of_turn.get(entry.turn, position))
        who = student or entry.student or self.students[0]
        beliefs, minds = self._beliefs.get(who), self._minds.get(who)
        decisions = self._decisions.get(who)
        return Moment(
            student=who,
            item=entry.item or 0,
            items=len(self.started.plan.practice),
            turn=entry.turn or self._turn_before(index),
            turns=self.started.scenario.budget.turns,
            spent=self._spent.at(position) or 0.0,
            budget=self.budget,
            belief=beliefs.at(position) if beliefs else None,
            belief_before=beliefs.at(position, 2) if beliefs else None,
            decision=decisions.at(position) if decisions else None,
            mind=minds.at(position) if minds else None,
            mind_before=minds.at(position, 2) if minds else None,
            findings=tuple(self._findings.values[: self._findings.upto(position)]),
            held=self._held.get(who, frozenset()),
        )

    def _turn_before(self, index: int) -> int:
        for n in range(min(index, len(self.entries) - 1), -1, -1):
            turn = self.entries[n].turn
            if turn is not None:
                return turn
        return 0

    def _keep(self, event: Event, position: int) -> None:
        student = event.student or ""
        match event:
            case SessionStarted():
                self.started = event
                self.students = tuple(card.id for card in event.students)
                self.names = {card.id: clean(card.name) for card in event.students}
                self._held = {c.id: frozenset(h.misconception for h in c.holds) for c in event.students}
                self.budget = allowance(event.scenario.budget, len(event.plan.practice))
            case TeacherBelief():
                self._beliefs.setdefault(student, _Track()).add(position, event)
            case StudentMind():
                self._minds.setdefault(student, _Track()).add(position, event)
            case Decision():
                self._decisions.setdefault(student, _Track()).add(position, event)
                if event.cost:
                    self._spent.add(position, (self._spent.at(position) or 0.0) + event.cost)
            case Critique():
                self._findings.add(position, event)
            case SessionEnded():
                self.ended = event

    # --- what is told ---

    def _tell(self, event: Event, position: int) -> Iterator[Entry]:
        match event:
            case SessionStarted():
                yield self._start(event, position)
            case ItemPresented():
                yield from self._left(position)
                self._item_text, self._taught, self._solved = event.text, 0, None
                label = f"ITEM {event.item}"
                whose = f"   for {self.names.get(event.student or '', '')}" if len(self.students) > 1 else ""
                text = clean(event.text) + whose
                yield Entry("item", label, text, position, None, event.item, event.student)
            case Attempt():
                self._attempt[event.student or ""] = event
            case Utterance(role="student"):
                yield self._student_says(event, position)
            case Utterance():
                self._taught += 1
                margin = " ".join(event.moves)
                yield self._says("teacher", event, position, margin)
            case UnderstoodEvent():
                self._understood(event)
            case Guard():
                yield from self._guard(event, position)
            case Critique(objects=True):
                where = f" [t{event.turn}]" if event.turn else ""
                sent_back = "sent back: " if event.draft else ""
                text = f"! {event.kind}: {sent_back}“{clean(event.quote)}” {clean(event.suggestion)}{where}"
                yield Entry("critic", "critic", text, position, event.turn, event.item, event.student)
            case TestTaken():
                if event.when != "before":
                    yield from self._left(position)
                yield self._test(event, position)
            case Branched():
                yield self._branch(event, position)
            case Fault():
                text = f"! {event.fault_class} fault: {clean(event.message)}"
                yield Entry("bad", "fault", text, position, event.turn, event.item, event.student)
            case HumanNote():
                yield Entry(
                    "dim", "note", clean(f"{event.kind}: {event.content}"), position, event.turn, event.item
                )
            case SessionEnded():
                yield from self._left(position)
                yield Entry("title", "end", ENDS.get(event.reason, clean(event.reason)), position)
            case _:
                return

    def _start(self, event: SessionStarted, position: int) -> Entry:
        scenario, budget = event.scenario, self.budget
        who = ", ".join(f"{clean(card.name)}, {card.age}" for card in event.students)
        text = f"{clean(scenario.name)} · {who} · {several(len(event.plan.practice), 'item')}"
        text += f", {number(budget)} intervention{'' if budget == 1 else 's'}"
        marks = "".join(f" · ! {mark}" for mark in event.policy_marks)
        inside = [
            ("teacher", f"{event.teacher.id} ({event.teacher.policy}){marks}"),
            ("goal", clean(scenario.goal)),
            ("seed", str(event.seed)),
        ]
        return Entry("title", "start", text, position, inside=inside)

    def _student_says(self, event: Utterance, position: int) -> Entry:
        if event.on == self._item_text and event.right is not None:
            self._solved = event.right
        margin = "" if event.right is None else "✓ right" if event.right else "✗ wrong"
        margin = "does not know" if event.stuck and not margin else margin
        entry = self._says("student", event, position, margin)
        attempt = self._attempt.pop(event.student or "", None)
        if attempt is not None:
            entry.secret = True
            entry.worked = tuple(
                clean(step.text) + (f"   ! {step.misconception}" if step.misconception else "")
                for step in attempt.steps
            )
            said = f" {clean(attempt.answer)}" if attempt.answer else ""
            entry.inside.append(("computed", f"{attempt.kind}{said} ({attempt.effort}, {attempt.mood})"))
            for one in attempt.retrieved or ():
                rules = [*one.wrong, *(["the right rule"] if one.right else [])]
                recalled = ", ".join(rules) if rules else "no rule strong enough"
                entry.inside.append(("recalled", f"{one.slot}: {recalled}"))
            if attempt.luck != "none":
                entry.inside.append(("luck", attempt.luck))
        return entry

    def _says(self, style: StyleName, event: Utterance, position: int, margin: str) -> Entry:
        return Entry(
            style, clean(event.name).upper(), clean(event.text, lines=True), position, event.turn,
            event.item, event.student, spoken=True, margin=margin,
        )  # fmt: skip

    def _understood(self, event: UnderstoodEvent) -> None:
        index = self._entry_of_turn.get(event.turn or 0)
        if index is None:
            return
        inside = self.entries[index].inside
        self.entries[index].secret = True
        for move in event.moves:
            about = "".join(
                f" {word} {clean(value)}"
                for word, value in (("about", move.target), ("on", move.on), ("with", move.answer))
                if value
            )
            inside.append(("heard as", f"{move.kind}{about} ({share(move.confidence)})"))
        for effect in event.effects.slots:
            inside.append(
                (
                    "does",
                    f"{effect.slot}: tells {share(effect.information)}, evokes {share(effect.evoked)}, "
                    f"conflict {share(effect.conflict)}",
                )
            )
        if event.effects.missed:
            inside.append(("does", "nothing: the turn went past the student"))

    def _guard(self, event: Guard, position: int) -> Iterator[Entry]:
        last = self.entries[-1] if self.entries else None
        why = f"“{clean(event.refused)}”: {clean(event.reason)}"
        why += "; a template spoke" if event.fell_back else ""
        if last is not None and last.label == "guard" and last.turn == event.turn:
            last.inside.append(("refused", why))
            last.text = f"guard {len(last.inside)}×: words refused, enter shows them"
            return
        entry = Entry("mind", "guard", "guard 1×: words refused, enter shows them", position, event.turn)
        entry.item, entry.student, entry.secret = event.item, event.student, True
        entry.inside.append(("refused", why))
        yield entry

    def _test(self, event: TestTaken, position: int) -> Entry:
        right = sum(answer.correct for answer in event.answers)
        when = f"{event.days} days later" if event.days else event.when
        whose = f"{self.names.get(event.student or '', '')}  " if len(self.students) > 1 else ""
        entry = Entry(
            "dim", "test", f"{whose}{when}: {event.kind} {right}/{len(event.answers)} right", position
        )
        entry.student = event.student
        entry.inside = [
            ("✓" if one.correct else "✗", f"{clean(one.item)} = {clean(one.answer or 'no answer')}")
            for one in event.answers
        ]
        return entry

    def _branch(self, event: Branched, position: int) -> Entry:
        teacher = event.teacher
        whose = f"teacher {teacher.id} ({teacher.policy})" if teacher else "the same teacher"
        said = f", who says what was chosen: “{clean(event.say)}”" if event.say else ""
        return Entry("title", "branch", f"from turn {event.at_turn} on: {whose}{said}", position)

    def _left(self, position: int) -> Iterator[Entry]:
        """How the item before was left."""
        if self._taught:
            how = "resolved" if self._solved else "left unsolved"
            yield Entry("dim", "", f"{how} after {several(self._taught, 'teacher turn')}", position)
        self._taught = 0
