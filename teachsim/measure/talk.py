"""How the talk went: turns, words, the student's share of them, uptake."""

from __future__ import annotations

import re
from statistics import fmean
from typing import TYPE_CHECKING

from pydantic import BaseModel

from teachsim.engine.events import Utterance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from teachsim.engine.events import Event

STOP_WORDS = frozenset(
    """a about after again all also am an and any are aren as at be because been before being both but by can
    could d did didn do does doesn doing don down each else ever for from get go going got had has have he
    her here him his how i if in into is isn it its just keep let ll like m may me might mm more most my no
    not now of off oh ok okay on once one only or other our out over own please put re right s same see she
    should so some such t than that the their them then there these they thing this those through to too
    try up us ve very want was we well were what when where which while who why will with would yeah yes yet
    you your""".split()
)
"""Words without content of their own."""
_WORD = re.compile(r"[a-z]+|\d+(?:[./]\d+)*")


class TalkScores(BaseModel):
    """How a session's talk with one student went. None where nobody spoke."""

    teacher_turns: int
    student_turns: int
    teacher_words: float | None = None
    """A turn's mean."""
    student_words: float | None = None
    student_share: float | None = None
    """The student's share of all words in practice; .66 in MathDial."""
    questions: float | None = None
    """The share of the teacher's turns with a question mark."""
    uptake: float | None = None
    """The share of the content words of a teacher's turn that stand in the student's last, a turn's mean;
    .33 in MathDial, .04 when its turns are shuffled."""
    uptake_published: float | None = None
    """Demszky et al. 2021, by a model of which reply follows; None, as no such model is asked."""


def content_words(text: str) -> set[str]:
    """The words and numbers of a text that carry content.

    >>> sorted(content_words("What do you get for 1/2 + 1/2?"))
    ['1/2']
    """
    return set(_WORD.findall(text.lower())) - STOP_WORDS


def uptake(before: str, reply: str) -> float | None:
    """The share of the reply's content words that stand in the words before; None where it has none."""
    words = content_words(reply)
    return len(words & content_words(before)) / len(words) if words else None


def talk_scores(events: Iterable[Event], student: str) -> TalkScores:
    """The talk with one student during practice."""
    teacher: list[str] = []
    pupil: list[str] = []
    taken_up: list[float] = []
    for event in events:
        if not isinstance(event, Utterance) or event.student != student:
            continue
        if event.role == "student":
            pupil.append(event.text)
        else:
            teacher.append(event.text)
            share = uptake(pupil[-1], event.text) if pupil else None
            taken_up += [] if share is None else [share]
    words = [sum(len(text.split()) for text in texts) for texts in (teacher, pupil)]
    return TalkScores(
        teacher_turns=len(teacher),
        student_turns=len(pupil),
        teacher_words=words[0] / len(teacher) if teacher else None,
        student_words=words[1] / len(pupil) if pupil else None,
        student_share=words[1] / sum(words) if teacher and pupil else None,
        questions=fmean("?" in text for text in teacher) if teacher else None,
        uptake=fmean(taken_up) if taken_up else None,
    )
