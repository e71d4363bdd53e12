"""A session as text: the dialogue as it goes, and between the lines what the teacher believes.

Reads events and keeps only what the next line needs. Lines are `Line` values; printing them is
`output`'s business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from teachsim.domains.base import CORRECT
from teachsim.engine.events import (
    Branched,
    Critique,
    Decision,
    Event,
    Guard,
    ItemPresented,
    SessionEnded,
    SessionStarted,
    TeacherBelief,
    TestTaken,
    Utterance,
)
from teachsim.engine.ledger import allowance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from teachsim.measure.summary import Diagnosis, Summary

Style = Literal["title", "item", "student", "teacher", "mind", "critic", "plain"]

NAME = 13
"""Columns for the turn and the name before what is said."""


ENDED_EARLY = {
    "turns-spent": "the turns were spent",
    "tokens-spent": "the tokens were spent",
    "money-spent": "the money was spent",
    "time-spent": "the time was over",
    "student-stopped": "the student wanted to stop",
}


class Line(NamedTuple):
    """A line of the running text; `indent` is where its continuation starts."""

    style: Style
    text: str
    indent: int = 0
    label: str = ""


class Narrator:
    """Turns events into lines."""

    def __init__(self, *, minds: bool = True) -> None:
        """minds: whether to tell what the teacher believes, weighs and spends."""
        self.minds = minds
        self._budget = 0.0
        self._bits: dict[str, float] = {}
        self._evidence: dict[str, int] = {}
        self._expected: str | None = None
        self._turns_on_item = 0
        self._right: bool | None = None
        self._tests: dict[str, list[str]] = {}
        self._several = False
        self._last_test = "transfer"
        self._text = ""
        self._item = ""
        self._said: Line | None = None

    def lines(self, event: Event) -> Iterator[Line]:
        """What there is to say about an event; often nothing."""
        match event:
            case SessionStarted():
                yield from self._start(event)
            case TestTaken(when="before"):
                yield from self._test(event)
            case ItemPresented():
                yield from self._left()
                self._turns_on_item, self._right = 0, None
                yield Line("plain", "")
                whose = f"  for {event.student}" if self._several else ""
                self._text = event.text
                self._item = f"ITEM {event.item}  {event.text}{whose}"
                yield Line("item", self._item)
            case Utterance(role="student"):
                if event.on == self._text and event.right is not None:
                    self._right = event.right
                self._said = self._says(event, "student")
                yield self._said
            case Utterance():
                self._turns_on_item += 1
                self._said = self._says(event, "teacher")
                yield self._said
            case TeacherBelief() if self.minds:
                yield from self._belief(event)
            case Decision() if self.minds:
                yield from self._decision(event)
            case Critique(objects=False):
                if self.minds:
                    score = "no score" if event.score is None else f"{event.score:g}"
                    yield _between("critic", "critic", f"{event.kind}: {score}")
            case Critique():
                sent_back = "sent back: " if event.draft else ""
                yield _between(
                    "critic", "critic", f"! {event.kind}: {sent_back}“{event.quote}” {event.suggestion}"
                )
            case Guard() if self.minds:
                then = "a template speaks" if event.fell_back else "reworded"
                yield _between("critic", "guard", f"{then}: {event.reason}")
            case Branched(teacher=teacher):
                yield Line("title", "")
                whose = f"teacher {teacher.id} ({teacher.policy})" if teacher else "the same teacher"
                said = f", who says what you chose: “{event.say}”" if event.say else ""
                yield Line("title", f"FROM TURN {event.at_turn} ON: {whose}{said}")
                yield from self._where()
            case TestTaken(when="after"):
                yield from self._left()
            case SessionEnded(reason=reason):
                yield from self._left()
                if reason in ENDED_EARLY:
                    yield Line("plain", f"the practice ended early: {ENDED_EARLY[reason]}")

    def _start(self, event: SessionStarted) -> Iterator[Line]:
        scenario = event.scenario
        self._budget = allowance(scenario.budget, len(event.plan.practice))
        self._several = len(event.students) > 1
        self._last_test = "transfer" if event.plan.transfer else "near"
        who = ", ".join(f"{s.name}, {s.age}" for s in event.students)
        budget = f"{_number(self._budget)} intervention{'' if self._budget == 1 else 's'}"
        yield Line("title", f"{scenario.name} · {who} · {len(event.plan.practice)} items, {budget}")
        marks = "".join(f" · {mark}" for mark in event.policy_marks)
        yield Line("mind", f"teacher {event.teacher.id} ({event.teacher.policy}){marks} · seed {event.seed}")

    def _test(self, event: TestTaken) -> Iterator[Line]:
        right = sum(a.correct for a in event.answers)
        seen = self._tests.setdefault(event.student or "", [])
        seen.append(f"{event.kind} {right}/{len(event.answers)}")
        if event.kind == self._last_test:
            whose = f"{event.student}  " if self._several else ""
            yield Line("plain", f"before  {whose}{' · '.join(seen)}")

    def _where(self) -> Iterator[Line]:
        """Where a branch takes up: the item, and what was last said."""
        if self._item:
            yield Line("item", self._item)
        if self._said:
            yield self._said

    def _says(self, event: Utterance, style: Style) -> Line:
        return Line(style, event.text, NAME, f"{event.turn or 0:>3} {event.name.upper()}")

    def _belief(self, event: TeacherBelief) -> Iterator[Line]:
        student = event.student or ""
        before = self._bits.get(student, event.prior_bits)
        self._bits[student] = event.entropy_bits
        if len(event.evidence) == self._evidence.get(student, 0):
            return
        self._evidence[student] = len(event.evidence)
        likely = sorted(event.probabilities.items(), key=lambda hp: -hp[1])
        named = [f"{h} {_p(p)}" for h, p in likely[:3] if p >= 0.005] or [
            f"{likely[0][0]} {_p(likely[0][1])}"
        ]
        bits = f"{before:.1f} → {event.entropy_bits:.1f} bits"
        said = f"{'   '.join(named)}   {bits}"
        if self._expected is not None:
            hit = event.evidence[-1]["answer"] == self._expected
            said += f"   expected “{self._expected}”: {'yes' if hit else 'no'}"
            self._expected = None
        yield _between("mind", "belief", said)

    def _decision(self, event: Decision) -> Iterator[Line]:
        if not event.intervene:
            best = next((c for c in event.candidates if c.move is not None and c.utility is not None), None)
            weighed = f" (best: {best.approach} {_signed(best.utility)})" if best else ""
            yield _between("mind", "decision", f"let the student go on: {event.reason}{weighed}")
            return
        if event.opens or event.candidates:
            yield _between("mind", "decision", self._opening(event))
        self._expected = event.predicted
        if event.predicted is not None:
            sure = f" {_p(event.predicted_probability)}" if event.predicted_probability is not None else ""
            yield _between("mind", "expects", f"“{event.predicted}”{sure}")

    def _opening(self, event: Decision) -> str:
        chosen = next((c for c in event.candidates if c.approach == event.approach), None)
        worth = f" {_signed(chosen.utility)}" if chosen and chosen.utility is not None else ""
        spend = f"spend 1 of {_number(event.budget_left + event.cost)}: " if event.cost else ""
        others = [
            c for c in event.candidates if c.approach != event.approach and c.utility is not None and c.move
        ]
        best = max(others, key=lambda c: c.utility or 0.0, default=None)
        above = best and chosen and (best.utility or 0.0) > (chosen.utility or 0.0)  # a policy may not weigh
        word = "worth more" if above else "next best"
        other = f"   {word}: {best.approach} {_signed(best.utility)}" if best else ""
        return f"{spend}{event.approach}{worth}, {event.reason}{other}"

    def _left(self) -> Iterator[Line]:
        """How the item before was left."""
        if self._turns_on_item:
            turns = f"{self._turns_on_item} teacher turn{'' if self._turns_on_item == 1 else 's'}"
            yield Line("plain", f"    {'resolved' if self._right else 'left unsolved'} after {turns}")
        self._turns_on_item = 0


def closing(summary: Summary, delayed_days: int | None) -> Iterator[Line]:
    """The end of a session in a few lines."""
    yield Line("plain", "")
    for student in summary.students:
        whose = f"{student.id}  " if len(summary.students) > 1 else ""
        parts = []
        for when, words in (("after", "after  "), ("delayed", f"{delayed_days} days later  ")):
            taken = [f"{t.kind} {t.right}/{t.of}" for t in student.tests if t.when == when]
            if taken:
                parts.append(words + " · ".join(taken))
        if parts:
            yield Line("plain", whose + "      ".join(parts))
        yield Line("plain", whose + _diagnosed(student.diagnosis))
    spent = summary.interventions
    flags = ", ".join(f"{kind} {n}" for kind, n in summary.flags.items()) or "none"
    yield Line(
        "plain",
        f"interventions  {_number(spent.spent)} of {_number(spent.budget)} spent      turns  {summary.turns}"
        f"      critics' flags  {flags}",
    )
    if (usage := summary.usage).calls:
        failed = ", ".join(f"{name} {n}" for name, n in usage.faults.items())
        said = f"{sum(usage.faults.values())} failed ({failed})" if failed else "all answered"
        yield Line(
            "plain", f"model  {_number(usage.calls)} calls, {said}      by template  {usage.fell_back}"
        )


def _diagnosed(diagnosis: Diagnosis) -> str:
    """What was held, when the teacher saw it, and what it believes at the end."""
    held = ", ".join(diagnosis.truth) if diagnosis.truth != [CORRECT] else "nothing"
    found = f"right from turn {diagnosis.turns_to_correct}" if diagnosis.turns_to_correct else "never right"
    score = f", Brier {diagnosis.brier_first:.2f}" if diagnosis.brier_first is not None else ""
    believes = ", ".join(f"{h} {_p(p)}" for h, p in list(diagnosis.final.items())[:1])
    return f"diagnosis  {held}: {found}{score}      at the end  {believes}"


def _between(style: Style, label: str, text: str) -> Line:
    return Line(style, text, NAME, f"    {label}")


def _p(p: float | None) -> str:
    """A probability as .93, and 1.0 only when it is one."""
    if p is None:
        return "?"
    return "1.0" if p >= 0.9999 else f"{min(p, 0.999):.2f}"[1:] if p < 0.995 else ">.99"


def _signed(utility: float | None) -> str:
    return "?" if utility is None else f"{utility:+.2f}".replace("0.", ".", 1)


def _number(value: float) -> str:
    return f"{value:g}"
