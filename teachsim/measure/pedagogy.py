"""A scenario's `pedagogy:` rules as exact checks over a transcript, and how often they were broken.

one-question-per-turn           at most one sentence of a turn ends in a question mark
no-answer-before-N-attempts     the answer to the item is not given before N wrong answers to it
at-most-N-words                 a turn has at most N words, as blanks divide them
reflection-at-the-end           the last talk with a student asks it to say what it does now

source: LearnLM (2024), pedagogical instruction following: which pedagogy is wanted is said with the
scenario, and what is asked of a turn is whether it obeys
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from teachsim.engine.events import ItemPresented, SessionStarted, Utterance
from teachsim.language.phrases import sentences
from teachsim.measure.moves import taught_turns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from teachsim.engine.events import Event
    from teachsim.measure.moves import TaughtTurn

    Check = Callable[["Lesson"], list["Violation"]]

_NUMBERED = re.compile(r"(no-answer-before|at-most)-(\d+)-(?:attempts|words)")


class Violation(NamedTuple):
    """A rule that a teacher's turn breaks."""

    rule: str
    turn: int
    quote: str


class Lesson(NamedTuple):
    """What the rules are checked on: the teacher's turns to one student."""

    rule: str
    turns: list[TaughtTurn]
    wrong: dict[int, int]
    """By the teacher's turn, how many wrong answers to the item had been heard before it."""
    right: frozenset[int]
    """The teacher's turns before which the student had given the right answer to the item."""


def violations(events: Sequence[Event], student: str) -> list[Violation]:
    """What the teacher's turns to this student break of the scenario's rules, rule by rule."""
    rules = next((e.scenario.pedagogy for e in events if isinstance(e, SessionStarted)), ())
    turns = taught_turns(events, student)
    wrong, right = _attempts(events, student)
    return [v for rule in rules for v in compiled(rule)(Lesson(rule, turns, wrong, right))]


def compiled(rule: str) -> Check:
    """The check of a rule.

    raises: KeyError for a rule that no card may have
    """
    numbered = _NUMBERED.fullmatch(rule)
    if numbered is None:
        return _PLAIN[rule]
    n = int(numbered[2])
    if numbered[1] == "at-most":
        return lambda lesson: _too_long(lesson, n)
    return lambda lesson: _given_too_early(lesson, n)


def _one_question(lesson: Lesson) -> list[Violation]:
    found = []
    for turn in lesson.turns:
        asked = [s for s in sentences(turn.text) if s.endswith("?")]
        if len(asked) > 1:
            found.append(Violation(lesson.rule, turn.turn, asked[1]))
    return found


def _too_long(lesson: Lesson, most: int) -> list[Violation]:
    return [Violation(lesson.rule, t.turn, t.text) for t in lesson.turns if len(t.text.split()) > most]


def _given_too_early(lesson: Lesson, attempts: int) -> list[Violation]:
    return [
        Violation(lesson.rule, t.turn, t.text)
        for t in lesson.turns
        if "give-answer" in t.acts and t.turn not in lesson.right and lesson.wrong[t.turn] < attempts
    ]


def _reflection(lesson: Lesson) -> list[Violation]:
    """None where the student was never spoken to: there is no talk to end."""
    if not lesson.turns:
        return []
    last = lesson.turns[-1]
    if any("invite-reflection" in t.acts for t in lesson.turns if t.item == last.item):
        return []
    return [Violation(lesson.rule, last.turn, last.text)]


_PLAIN: dict[str, Check] = {
    "one-question-per-turn": _one_question,
    "reflection-at-the-end": _reflection,
}


def _attempts(events: Sequence[Event], student: str) -> tuple[dict[int, int], frozenset[int]]:
    """By the teacher's turn, the wrong answers to the item before it; and where a right one was."""
    text: str | None = None
    wrong, solved = 0, False
    before: dict[int, int] = {}
    right: set[int] = set()
    for event in events:
        if event.student != student:
            continue
        if isinstance(event, ItemPresented):
            text, wrong, solved = event.text, 0, False
        elif isinstance(event, Utterance) and event.role == "teacher":
            before[event.turn or 0] = wrong
            if solved:
                right.add(event.turn or 0)
        elif isinstance(event, Utterance) and event.answer is not None and event.on == text:
            wrong += event.right is False
            solved = solved or bool(event.right)
    return before, frozenset(right)
