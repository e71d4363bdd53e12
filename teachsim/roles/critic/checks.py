"""What can be wrong with a teacher's turn, each a pure function of the turn as it reads.

Precise because grounded: what counts as giving the answer away, or as an error, is settled by the
item and its key, not by wording. The checks that ask a domain have a module each; those that count
words and questions, or read word lists, are here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.language.phrases import sentences
from teachsim.roles.critic.approval import praise_after_wrong
from teachsim.roles.critic.falsehoods import teacher_error
from teachsim.roles.critic.giving_away import answer_given_away
from teachsim.roles.critic.manner import harmful
from teachsim.roles.critic.responding import question_unanswered
from teachsim.roles.critic.target import wrong_target
from teachsim.roles.critic.turn import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from teachsim.engine.cards import CheckName
    from teachsim.roles.critic.turn import Turn


def several_questions(turn: Turn) -> Finding | None:
    """More than one question at once."""
    item = turn.view.item.text  # which may be a question itself
    asked = [s for s in sentences(turn.text.replace(item, item.rstrip("?"))) if s.endswith("?")]
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
