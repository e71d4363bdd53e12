"""Whether a turn teaches something other than what the student is in trouble with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.language.calculations import calculations
from teachsim.language.normalising import clauses
from teachsim.language.phrases import sentences
from teachsim.roles.critic.absent import named_but_absent
from teachsim.roles.critic.falsehoods import misconception_stated
from teachsim.roles.critic.leak import numbers
from teachsim.roles.critic.likeness import content_words, is_of_the_student, negates, sides
from teachsim.roles.critic.manner import MANNERS, harmful
from teachsim.roles.critic.responding import asks
from teachsim.roles.critic.turn import Finding

if TYPE_CHECKING:
    from teachsim.roles.critic.turn import Turn


def wrong_target(turn: Turn) -> Finding | None:
    """The teaching is about something that the student gets right.

    Judged by the mind where the critic may read it; else a target is wrong when misconceptions elsewhere
    explain the student's wrong answer, and none there does.
    """
    troubled = turn.held if turn.held is not None else explaining(turn)
    if troubled is None or turn.has("give-answer", "ask-check"):
        return None
    last = next((line.text for line in reversed(turn.view.heard) if line.role == "student"), "")
    if asks(last):
        return None  # what it is about is what was asked
    item = turn.domain.parse(turn.view.item.text)
    passed = frozenset(turn.domain.slots(item)) if item else frozenset()
    for sentence in sentences(turn.text):
        if not _teaches(sentence, turn):
            continue
        missing = _missing(sentence, turn)
        if missing is not None:
            return Finding(
                "major", sentence, f"This is about {missing}, which is not in {turn.view.item.text}."
            )
        slot = _elsewhere(sentence, turn, troubled, passed)
        if slot is not None:
            name = turn.domain.ideas[slot].name
            return Finding(
                "major", sentence, f"Nothing shows trouble with {name}: ask how the answer came about."
            )
    return None


def _teaches(sentence: str, turn: Turn) -> bool:
    """Whether it says something about mathematics, and nothing that another check is for."""
    return (
        content_words(sentence) >= _FEWEST
        and len(sentence.split()) <= _LONGEST
        and not is_of_the_student(sentence)
        and not misconception_stated(sentence, turn)
        and not any(harmful(sentence, manner) for manner in MANNERS)
    )


def _missing(sentence: str, turn: Turn) -> str | None:
    """What it tells about though it is not there; None of questions, and of what is said of another item."""
    if sentence.endswith("?") or negates(sentence):
        return None
    if any(span.item is not None for span in turn.domain.spans(sentence)):
        return None
    return named_but_absent(sentence, turn.view.item.text, turn.view.asked.main_answer or "")


def _elsewhere(sentence: str, turn: Turn, troubled: frozenset[str], passed: frozenset[str]) -> str | None:
    """The slot that it is about, where that is none of those in trouble.

    passed: the slots that the right solution goes through; what lies outside them is no step of this item,
            so that less likeness will do
    """
    moves = [m for m in turn.heard.moves if m.kind in _TEACHING]
    if not moves:
        return None
    heard = {m.target for m in moves if m.target is not None}
    right = sides(sentence, turn.domain).right
    own = max((right.get(one, 0.0) for one in troubled), default=0.0)
    by_ear = [one for one in heard - troubled if right.get(one, 0.0) >= _CLEAR_HEARD]
    slot = max(by_ear or right, key=lambda one: (right[one], one))
    likeness = right[slot]
    if slot in troubled or own > likeness - _APART:
        return None
    if sentence.endswith("?"):
        return slot if likeness >= _CLEAR_ASKED else None
    if by_ear and not heard & troubled:
        return slot
    if _REQUEST.search(sentence.lower()):
        return None
    if _in_figures(sentence, turn):
        return slot if likeness >= _CLEAR_IN_FIGURES else None
    if heard & troubled or content_words(sentence) == _FEWEST:
        return slot if likeness >= _CLEAR_ALL_THE_SAME else None
    off_the_way = slot not in passed and (heard or any(m.kind == "state-rule" for m in moves))
    return slot if likeness >= (_CLEAR_OUTSIDE if off_the_way else _CLEAR) else None


def _in_figures(sentence: str, turn: Turn) -> bool:
    """Whether it reckons with the numbers of this item or its answer, as figures or in words."""
    here = numbers(f"{turn.view.item.text} {turn.view.asked.main_answer or ''}")
    maths = " ".join(clause.maths for clause in clauses(_PLACES.sub("", sentence)))
    return bool(set(numbers(maths)) & set(here)) or bool(calculations(maths))


_PLACES = re.compile(
    r"\b(?:(?:a|the|one) )?(?:tens?|ones?|hundreds?|tenths?|hundredths?|zeros?)\b", re.IGNORECASE
)
_TEACHING = frozenset({"state-rule", "refute", "hint", "recall", "give-step"})
_REQUEST = re.compile(
    r"^(?:now |please |then |so |not (?:yet|quite),? )*(?:tell|show|try|draw|talk|walk|take|read|think|look"
    r"|imagine|suppose|picture|put|go|pick|choose|find|mark|use|check|compare|whatever you do|write|let's"
    r"|have|test|do)\b"
)
"""Asks for something to be done, and teaches nothing."""
_FEWEST = 3
"""Content words in a sentence that is about something."""
_LONGEST = 40
"""Words of a sentence that is about one thing."""
_CLEAR = 0.55
"""Likeness from which a sentence is about an idea."""
_CLEAR_OUTSIDE = 0.4
"""The same of an idea off the way of this item, where the ear heard none that is in trouble."""
_CLEAR_HEARD = 0.35
"""The same where the ear says so too."""
_CLEAR_ASKED = 0.95
"""The same of a question, which may be a way to the point."""
_CLEAR_IN_FIGURES = 0.9
"""The same of a sentence that reckons, mostly with the item."""
_CLEAR_ALL_THE_SAME = 0.75
"""The same where the ear heard an idea in trouble, and of the shortest sentences."""
_APART = 0.1
"""How much less alike the ideas in trouble are."""


def explaining(turn: Turn) -> frozenset[str] | None:
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
