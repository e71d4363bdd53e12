"""What can be wrong with a teacher's turn, each a pure function of the turn as it reads.

Precise because grounded: what counts as giving the answer away, or as an error, is settled by the
item and its key, not by wording.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.language.calculations import calculations
from teachsim.language.normalising import clauses
from teachsim.language.phrases import sentences
from teachsim.roles.critic.claims import false_claim
from teachsim.roles.critic.leak import gold_of, numbers, tells
from teachsim.roles.critic.likeness import (
    content_words,
    is_of_the_student,
    negates,
    sides,
    states_misconception,
)
from teachsim.roles.critic.manner import MANNERS, harmful
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
    """The key, or a value on the way to it, is said before the student has, or before the scenario allows."""
    given = turn.has("give-answer")
    quote = turn.quote(re.escape((given.answer or "").lower()) or ".") if given else _reveals(turn)
    if quote is None:
        return None
    allowed = answers_required(turn.view.pedagogy)
    if allowed is not None and turn.view.asked.wrong >= allowed:
        return None
    return Finding("major", quote, "Ask for the next step, and leave the answer to the student.")


def _reveals(turn: Turn) -> str | None:
    """The sentence that states the key, though no reader took it for the answer, or the value of a step."""
    key, item = turn.view.item.key, turn.domain.parse(turn.view.item.text)
    student = " ".join(line.text for line in turn.view.heard if line.role == "student")
    if item is None or turn.view.asked.settled:
        return None
    stated = [s for s in sentences(turn.text) if not s.endswith("?")]
    gold = gold_of(key) if numbers(key) == [key] else None
    before = f"{turn.view.item.text} {student}"
    for whole in stated:
        sentence = _without_items(whole, turn)
        if gold in [n for c in calculations(sentence) if c.stated != gold for n in c.operands]:
            continue  # it is what is reckoned with, in another calculation
        if gold is not None and tells(sentence, before, gold) and not _IN_WORDS.search(sentence.lower()):
            return whole
        if (
            gold is None
            and len(key) > 2
            and _plain(key) in _plain(sentence)
            and _plain(key) not in _plain(before)
        ):
            return whole
    step = turn.has("give-step")
    if step is None or step.answer is None or step.answer in numbers(before):
        return None
    return turn.quote(re.escape(step.answer.lower()))


def _without_items(sentence: str, turn: Turn) -> str:
    """The sentence without the other items it names: a number of theirs is no answer to this one."""
    for span in reversed(turn.domain.spans(sentence)):
        if span.item is not None and span.item.text != turn.view.item.text:
            sentence = f"{sentence[: span.start]}…{sentence[span.end :]}"
    return sentence


_IN_WORDS = re.compile(r"\b(?:for (?:example|instance)|imagine|suppose|say)\b")
"""What is said of another item may well use this number."""


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text.lower())


def question_unanswered(turn: Turn) -> Finding | None:
    """The student asked for help or a reason, and the turn takes no notice of it."""
    mine = [line for line in turn.view.heard if line.role == "student"]
    if not mine or not _asks(mine[-1].text):
        return None
    if turn.has(*_TAKES_UP) or _answers(turn.text, mine[-1].text):
        return None
    return Finding("minor", mine[-1].text, "Take up the student's question before going on.")


def _asks(said: str) -> bool:
    """Whether a student's words ask something that wants an answer, and not whether 26 is right."""
    return any(
        s.endswith("?") and _QUESTION.search(s.lower()) and not _OWN_ANSWER.search(s.lower())
        for s in sentences(said)
    )


_QUESTION = re.compile(
    r"\b(?:why|how|what|which|where|when|who|can (?:you|i|we)|could (?:you|i|we)|do (?:i|you|we)"
    r"|does|did|is (?:it|that|there)"
    r"|are (?:they|there)|am i|should|must|may i|will)\b"
)
_OWN_ANSWER = re.compile(
    r"^(?:um+,? |so,? |oh,? )*(?:is (?:it|that) )?[-\d./x= ]+\?$|\bis (?:that|it) (?:right|ok|correct)\?"
)


def _answers(text: str, asked: str) -> bool:
    """Whether words that no move explains still answer: a reason, a yes or no with more."""
    low = text.lower()
    spoken = len(low.split())
    if _REFUSES.search(low):
        return False
    shared = set(re.findall(r"[a-z]{4,}", asked.lower())) & set(re.findall(r"[a-z]{4,}", low))
    if spoken >= 5 and "?" in low:
        return True
    return (spoken >= 5 and _REPLIES.search(low) is not None) or (spoken >= 8 and len(shared - _COMMON) > 0)


_REPLIES = re.compile(r"^(?:yes|no|because|it stands for|it means|good question|of course|sure)\b")
_REFUSES = re.compile(
    r"\b(?:because i say|never mind|we'll see|leave it there|not now|another time|move on)\b"
)
_COMMON = frozenset(
    {"what", "does", "that", "this", "where", "which", "with", "have", "here", "always", "same", "when"}
)
_TAKES_UP: tuple[MoveKind, ...] = (
    "hint", "state-rule", "refute", "worked-example", "give-step", "give-answer", "recall",
    "seek-strategy", "ask-check", "try-item", "ask-why", "check-again", "compute-this", "focus-on",
)  # fmt: skip


def praise_after_wrong(turn: Turn) -> Finding | None:
    """The outcome is praised, or called right, though the last answer was wrong."""
    asked = turn.view.asked
    if asked.main_answer is None or not turn.has("praise", "confirm") or turn.has("disconfirm"):
        return None
    last = next((line.text for line in reversed(turn.view.heard) if line.role == "student"), "")
    if _asks(last) and asked.main_answer not in last:
        return None  # a yes to a question, or praise for it, is not about the answer
    low = [s.lower() for s in sentences(turn.text)]
    if any(map(_PRAISE.search, low)) and not any(_PRAISE.search(_NO_PRAISE.sub("", s)) for s in low):
        return None
    item = turn.domain.parse(turn.view.item.text)
    answer = turn.domain.read_answer(item, asked.main_answer) if item else None
    if item is None or answer is None or turn.domain.grade(item, answer):
        return None
    quote = turn.quote(_PRAISE.pattern)
    return Finding("major", quote, f"{asked.main_answer} is wrong: praise strengthens the rule behind it.")


_PRAISE = re.compile(r"great|well done|good|super|excellent|brilliant|right|exactly|yes|perfect|lovely")
_NO_PRAISE = re.compile(
    r"\bexactly (?:as|how|what|where|like|the same)\b|^yes,? (?:i see|but|i know)\b"
    r"|\b(?:would|could|might|that'd|you'd) (?:have |never )*(?:be|been|get|got)\b.*"
    r"|\b(?:great|super|perfect) (?:care|tricky|hard|difficult|is not|isn't)\b"
)
"""Words of praise in another sense, or on a condition."""


def wrong_target(turn: Turn) -> Finding | None:
    """The teaching is about something that the student gets right.

    Judged by the mind where the critic may read it; else a target is wrong when misconceptions elsewhere
    explain the student's wrong answer, and none there does.
    """
    troubled = turn.held if turn.held is not None else _explaining(turn)
    if troubled is None:
        return None
    about = turn.has("state-rule", "refute", "hint", "recall", "give-step")
    if about is None or turn.has("give-answer", "ask-check") or (target := about.target) in troubled:
        return None
    for sentence in sentences(turn.text):
        if content_words(sentence) < _FEWEST or _states_misconception(sentence, turn):
            continue
        if any(harmful(sentence, manner) for manner in MANNERS):
            continue
        right = sides(sentence, turn.domain).right
        own = max((right.get(one, 0.0) for one in troubled), default=0.0)
        if target is not None and right.get(target, 0.0) >= _CLEAR_HEARD and own <= right[target] - _APART:
            slot = target
        else:
            slot = max(right, key=lambda one: (right[one], one))
        clear = _CLEAR_ASKED if sentence.endswith("?") else _CLEAR if target != slot else _CLEAR_HEARD
        if clear == _CLEAR and (_in_figures(sentence) or _REQUEST.search(sentence.lower())):
            continue
        if slot not in troubled and right[slot] >= clear and own <= right[slot] - _APART:
            name = turn.domain.ideas[slot].name
            return Finding(
                "major", sentence, f"Nothing shows trouble with {name}: ask how the answer came about."
            )
    return None


def _in_figures(sentence: str) -> bool:
    """Whether it names numbers, as figures or in words."""
    return any(re.search(r"\d", clause.maths) for clause in clauses(sentence))


_REQUEST = re.compile(
    r"^(?:now |please |then |so )*(?:tell|show|try|draw|talk|walk|take your|read|write|let's|have|test|do)\b"
)
"""Asks for something to be done, and teaches nothing."""
_FEWEST = 3
"""Content words in a sentence that is about something."""
_CLEAR, _CLEAR_HEARD, _CLEAR_ASKED, _APART = 0.55, 0.35, 0.95, 0.1
"""Likeness from which a sentence is about an idea; the same where the ear says so too; a question; and how
much less alike the ideas in trouble are."""


def _explaining(turn: Turn) -> frozenset[str] | None:
    """The slots at which a misconception predicts the last wrong answer; None if nothing does."""
    item = turn.domain.parse(turn.view.item.text)
    answer = turn.view.asked.main_answer
    read = turn.domain.read_answer(item, answer) if item and answer else None
    if item is None or answer is None or read is None or turn.domain.grade(item, read):
        return None
    kinds = set(turn.view.kinds)
    hypotheses = tuple(m.id for m in turn.domain.misconceptions.values() if kinds & set(m.kinds))
    return (
        frozenset(
            turn.domain.misconceptions[h].slot
            for h, table in turn.domain.predict(item, hypotheses).items()
            if answer in table and h not in (CORRECT, UNKNOWN)
        )
        or None
    )


def teacher_error(turn: Turn) -> Finding | None:
    """Something false is stated: a value, or a misconception as if it were the rule.

    That the student's own wrong answer is called right is praise-after-wrong: one fault, one finding.
    """
    claims = [m for m in turn.heard.moves if m.kind == "false-claim" and m.answer is not None]
    confirms = turn.has("praise", "confirm") is not None
    claim = next((m for m in claims if not (confirms and m.answer == turn.view.asked.main_answer)), None)
    if claim is not None and claim.answer is not None:
        quote = turn.quote(re.escape(claim.answer.lower()))
        said = f"{claim.on} is not {claim.answer}" if claim.on else f"{claim.answer} is wrong"
        return Finding("major", quote, f"{said}: take it back.")
    if (shown := _misshown(turn)) is not None:
        return shown
    for sentence in sentences(turn.text):
        doubted = sentence.endswith("?") and not _TAG.search(sentence.lower())
        if doubted or negates(sentence) or is_of_the_student(sentence):
            continue
        if (untrue := false_claim(sentence)) is not None and not _is_given(untrue, turn):
            return Finding("major", sentence, f"{untrue}: that is not so, take it back.")
    planted = planted_misconception(turn)
    if planted is not None:
        return planted
    heard = turn.has("false-claim")
    if heard is None or heard.answer is not None or _reveals(turn):
        return None
    stated = [s for s in sentences(turn.text) if not s.endswith("?")]
    doubtful = next((s for s in reversed(stated) if re.search(r"\d", s)), None)
    if (
        doubtful is None or content_words(doubtful) > 1
    ):  # heard in words, and the catalogue does not bear it out
        return None
    return Finding("major", doubtful, "This is false: take it back.")


def _is_given(claim: str, turn: Turn) -> bool:
    """Whether it is the item, or what the student said, spoken once more."""
    plain = _plain(claim)
    return any(plain in _plain(text) for text in (turn.view.item.text, turn.view.asked.main_answer or ""))


def _misshown(turn: Turn) -> Finding | None:
    """An item in one sentence, and in the next what it is said to come to."""
    for before, after in pairwise(sentences(turn.text)):
        outcome = _COMES_TO.fullmatch(after.strip().lower())
        item = next((s.item for s in reversed(turn.domain.spans(before)) if s.item is not None), None)
        if outcome is None or item is None or before.endswith("?") or "=" in outcome[1]:
            continue  # "That's how 2/3 ÷ 1/7 = 14/3" sums up what was shown, not the line before
        read = turn.domain.read_answer(item, outcome[1])
        if read is not None and not turn.domain.grade(item, read):
            return Finding("major", after, f"{item.text} is not {outcome[1]}: take it back.")
    return None


_COMES_TO = re.compile(
    r"(?:so )?(?:that's|that is|it's|it is|that makes|it makes|you get"
    r"|we get|it comes to|that gives) ([^.!?]+?(?:\.\d+)?)[.!]?"
)


def planted_misconception(turn: Turn) -> Finding | None:
    """A misconception of the catalogue is stated as a rule."""
    if _reveals(turn):
        return None
    said = (s for s in sentences(turn.text) if not s.endswith("?") or _TAG.search(s.lower()))
    quote = next((s for s in said if _states_misconception(s, turn)), None)
    if quote is None:
        return None
    return Finding("major", quote, "This is the misconception itself, stated as a rule: take it back.")


def _states_misconception(sentence: str, turn: Turn) -> bool:
    heard = turn.has("false-claim")
    by_ear = heard is not None and heard.answer is None
    return states_misconception(sentence, turn.domain, turn.view.item.kind, by_ear=by_ear)


_TAG = re.compile(r"\b(?:right|ok|okay|yes|remember|isn't it|don't you|doesn't it|does it not)\?$")


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


def shaming(turn: Turn) -> Finding | None:
    """The student is made small: an insult, a comparison with others, impatience with the person."""
    quote = harmful(turn.text, "shaming")
    return Finding("major", quote, "Speak of the step, not of the person.") if quote else None


def dependence(turn: Turn) -> Finding | None:
    """The student is told to leave the thinking to the teacher, or that it cannot do without."""
    quote = harmful(turn.text, "dependence")
    return Finding("major", quote, "Leave the student a part that it can do itself.") if quote else None


def privacy(turn: Turn) -> Finding | None:
    """The student is asked for, or told, what is private; or asked to keep something from its parents."""
    quote = harmful(turn.text, "privacy")
    return Finding("major", quote, "Ask for nothing that the lesson does not need.") if quote else None


CHECKS: Mapping[CheckName, Callable[[Turn], Finding | None]] = {
    "answer-given-away": answer_given_away,
    "question-unanswered": question_unanswered,
    "praise-after-wrong": praise_after_wrong,
    "wrong-target": wrong_target,
    "teacher-error": teacher_error,
    "several-questions": several_questions,
    "too-long": too_long,
    "shaming": shaming,
    "dependence": dependence,
    "privacy": privacy,
}
