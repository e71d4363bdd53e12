"""What can be wrong with a teacher's turn, each a pure function of the turn as it reads.

Precise because grounded: what counts as giving the answer away, or as an error, is settled by the
item and its key, not by wording.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.language.phrases import sentences
from teachsim.roles.teacher.approaches import answers_required

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from teachsim.domains.base import Domain
    from teachsim.engine.cards import CheckName
    from teachsim.engine.views import TeacherView
    from teachsim.language.acts import Move, MoveKind, Understood


class Finding(NamedTuple):
    """What is wrong, the words that show it, and what to do instead."""

    severity: Literal["note", "minor", "major"]
    quote: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A teacher's turn as a critic reads it."""

    text: str
    heard: Understood
    view: TeacherView
    domain: Domain
    words: int
    """More than this is too long."""
    held: frozenset[str] | None
    """The slots at which the student holds a misconception, where the critic may know it."""

    def has(self, *kinds: MoveKind) -> Move | None:
        """The first move of one of these kinds."""
        return next((m for m in self.heard.moves if m.kind in kinds), None)

    def quote(self, pattern: str) -> str:
        """The first sentence that the pattern finds, else the first sentence."""
        said = sentences(self.text)
        return next((s for s in said if re.search(pattern, s.lower())), said[0] if said else self.text)


def answer_given_away(turn: Turn) -> Finding | None:
    """The key is said before the student has said it, or before the scenario allows it."""
    given = turn.has("give-answer", "give-step")
    if given is None:
        return None
    allowed = answers_required(turn.view.pedagogy)
    if allowed is not None and turn.view.asked.wrong >= allowed:
        return None
    quote = turn.quote(re.escape((given.answer or "").lower()) or ".")
    return Finding("major", quote, "Ask for the next step, and leave the answer to the student.")


def question_unanswered(turn: Turn) -> Finding | None:
    """The student asked for help or a reason, and the turn takes no notice of it."""
    mine = [line for line in turn.view.heard if line.role == "student"]
    if not mine or not _ASKS.search(mine[-1].text.lower()):
        return None
    if turn.has(*_TAKES_UP):
        return None
    return Finding("minor", mine[-1].text, "Take up the student's question before going on.")


_ASKS = re.compile(
    r"\b(?:why|how come|how do i|what do i|where do i|which bit|can you (?:help|show|say|give)|can i have"
    r"|what does that mean|do you always|is it the same|does it work|what am i|what's wrong)\b[^.!]*\?"
)
_TAKES_UP: tuple[MoveKind, ...] = (
    "hint", "state-rule", "refute", "worked-example", "give-step", "give-answer", "recall",
    "seek-strategy", "ask-check", "try-item", "ask-why",
)  # fmt: skip


def praise_after_wrong(turn: Turn) -> Finding | None:
    """The outcome is praised, or called right, though the last answer was wrong."""
    asked = turn.view.asked
    if asked.main_answer is None or not turn.has("praise", "confirm") or turn.has("disconfirm"):
        return None
    item = turn.domain.parse(turn.view.item.text)
    answer = turn.domain.read_answer(item, asked.main_answer) if item else None
    if item is None or answer is None or turn.domain.grade(item, answer):
        return None
    quote = turn.quote(r"great|well done|good|super|excellent|brilliant|right|exactly|yes|perfect|lovely")
    return Finding("major", quote, f"{asked.main_answer} is wrong: praise strengthens the rule behind it.")


def wrong_target(turn: Turn) -> Finding | None:
    """The teaching is about something that the student gets right.

    Judged by the mind where the critic may read it; else a target is wrong when no misconception
    there explains any of the student's wrong answers.
    """
    about = turn.has("state-rule", "refute", "hint", "recall")
    if about is None or about.target is None:
        return None
    held = turn.held
    well_aimed = about.target in held if held is not None else not _explains_nothing(about.target, turn)
    if well_aimed:
        return None
    name = turn.domain.ideas[about.target].name if about.target in turn.domain.ideas else about.target
    return Finding(
        "major",
        max(sentences(turn.text), key=len),
        f"Nothing shows trouble with {name}: ask how the answer came about.",
    )


def _explains_nothing(slot: str, turn: Turn) -> bool:
    """Whether the last wrong answer is predicted by others, and by nothing at this slot."""
    item = turn.domain.parse(turn.view.item.text)
    answer = turn.view.asked.main_answer
    read = turn.domain.read_answer(item, answer) if item and answer else None
    if item is None or answer is None or read is None or turn.domain.grade(item, read):
        return False
    kinds = set(turn.view.kinds)
    hypotheses = tuple(m.id for m in turn.domain.misconceptions.values() if kinds & set(m.kinds))
    explaining = {
        turn.domain.misconceptions[h].slot
        for h, table in turn.domain.predict(item, hypotheses).items()
        if answer in table and h not in (CORRECT, UNKNOWN)
    }
    return bool(explaining) and slot not in explaining


def teacher_error(turn: Turn) -> Finding | None:
    """Something false is stated."""
    claim = turn.has("false-claim")
    if claim is None:
        return None
    if claim.answer is None:
        quote = max(sentences(turn.text), key=len)
        return Finding("major", quote, "This is the misconception itself, stated as a rule: take it back.")
    quote = turn.quote(re.escape(claim.answer.lower()))
    return Finding("major", quote, f"{claim.on} is not {claim.answer}: take it back.")


def several_questions(turn: Turn) -> Finding | None:
    """More than one question at once."""
    asked = [s for s in sentences(turn.text) if s.endswith("?")]
    if len(asked) < 2:
        return None
    return Finding("minor", asked[1], "Ask one question, and wait.")


def too_long(turn: Turn) -> Finding | None:
    """More words than a student will follow."""
    most = turn.words
    for rule in turn.view.pedagogy:
        if rule.startswith("at-most-"):
            most = int(rule.split("-")[2])
    spoken = len(turn.text.split())
    if spoken <= most:
        return None
    return Finding("minor", turn.text, f"{spoken} words: say it in {most} or fewer.")


CHECKS: Mapping[CheckName, Callable[[Turn], Finding | None]] = {
    "answer-given-away": answer_given_away,
    "question-unanswered": question_unanswered,
    "praise-after-wrong": praise_after_wrong,
    "wrong-target": wrong_target,
    "teacher-error": teacher_error,
    "several-questions": several_questions,
    "too-long": too_long,
}
