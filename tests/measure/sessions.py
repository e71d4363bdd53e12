"""Sessions told in a few words, as the events that a transcript would hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from teachsim.engine.events import (
    Attempt,
    Decision,
    ItemPresented,
    StudentMind,
    TeacherBelief,
    TestAnswer,
    TestTaken,
    Utterance,
)
from tests.lessons import shipped

if TYPE_CHECKING:
    from teachsim.engine.events import Event

MAYA: dict[str, Any] = {"agent": "maya", "student": "maya"}
TEACHER: dict[str, Any] = {"agent": "t", "student": "maya"}


class Session:
    """A lesson with Maya on unlike denominators, written down event by event."""

    def __init__(self, **scenario: Any) -> None:
        """scenario: fields that differ from the shipped one's"""
        self.events: list[Event] = [shipped("fractions/unlike-denominators", 7, **scenario)]
        self.item = 0
        self.text = ""
        self.turn = 0

    def put(self, text: str, key: str) -> Session:
        """A practice item."""
        self.item, self.text = self.item + 1, text
        self._add(ItemPresented(student="maya", item=self.item, text=text, kind="fraction-addition", key=key))
        return self

    def maya(self, text: str, answer: str | None = None, right: bool | None = None, **act: Any) -> Session:
        """What she says, how it is read, and the act behind it if any is given."""
        self.turn += 1
        place = {**MAYA, "item": self.item, "turn": self.turn}
        if act:
            self._add(Attempt(**place, answer=answer, correct=right, **act))
        read = {"on": self.text, "answer": answer, "right": right} if answer is not None else {}
        self._add(Utterance(**place, role="student", name="Maya", to="t", text=text, **read))
        return self

    def lets_go(self, **decision: Any) -> Session:
        """A decision of the teacher to say nothing."""
        made = {"policy": "p", "approach": "let-go", "reason": "r", "budget_left": 1.0, **decision}
        self._add(Decision(**TEACHER, item=self.item, intervene=False, **made))
        return self

    def teacher(self, text: str, *moves: Any, **decision: Any) -> Session:
        """What the teacher says, with the moves recognised in it, and the decision behind it."""
        self.turn += 1
        place = {**TEACHER, "item": self.item, "turn": self.turn}
        made = {"policy": "p", "approach": "a", "reason": "r", "budget_left": 1.0, **decision}
        self._add(Decision(**place, intervene=True, **made))
        self._add(Utterance(**place, role="teacher", name="T", to="maya", text=text, moves=moves))
        return self

    def mind(self, right: float, wrong: dict[str, float]) -> Session:
        """What she then holds about common denominators."""
        slots = {"common-denominator": {"right": right, "wrong": wrong}}
        self._add(StudentMind(**MAYA, item=self.item, turn=self.turn, mind={"slots": slots}))
        return self

    def belief(self, *, heard: bool = True, **probabilities: float) -> Session:
        """What the teacher then believes, an answer heard or not; names with underscores for dashes."""
        named = {name.replace("_", "-"): p for name, p in probabilities.items()}
        place = {**TEACHER, "item": self.item, "turn": self.turn}
        evidence = ({"turn": self.turn},) if heard else ()
        self._add(
            TeacherBelief(**place, probabilities=named, entropy_bits=0, prior_bits=2, evidence=evidence)
        )
        return self

    def test(self, when: Any, kind: Any, **answers: tuple[str, bool]) -> Session:
        """A test; each answer with whether it is right, the items by name."""
        given = tuple(TestAnswer(item=i, answer=a, correct=ok) for i, (a, ok) in answers.items())
        self._add(TestTaken(**MAYA, when=when, kind=kind, answers=given))
        return self

    def _add(self, event: Event) -> None:
        self.events.append(event)
