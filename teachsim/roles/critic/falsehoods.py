"""Whether a turn states something false: a value, a worked example, or a misconception as the rule."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from teachsim.language.calculations import number
from teachsim.language.phrases import sentences
from teachsim.roles.critic.absent import named_but_absent
from teachsim.roles.critic.claims import composed, false_claim
from teachsim.roles.critic.giving_away import reveals
from teachsim.roles.critic.leak import numbers
from teachsim.roles.critic.likeness import content_words, is_of_the_student, states_misconception
from teachsim.roles.critic.turn import Finding, told, without_blanks

if TYPE_CHECKING:
    from teachsim.roles.critic.turn import Turn


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
    for sentence in told(turn.text):
        if is_of_the_student(sentence):
            continue
        untrue = false_claim(sentence) or _miscomposed(sentence, turn)
        if untrue is not None and not _is_given(untrue, turn):
            return Finding("major", sentence, f"{untrue}: that is not so, take it back.")
    planted = planted_misconception(turn)
    if planted is not None:
        return planted
    heard = turn.has("false-claim")
    if heard is None or heard.answer is not None or reveals(turn):
        return None
    stated = [s for s in sentences(turn.text) if not s.endswith("?")]
    doubtful = next((s for s in reversed(stated) if re.search(r"\d", s)), None)
    if (
        doubtful is None or content_words(doubtful) > 1
    ):  # heard in words, and the catalogue does not bear it out
        return None
    return Finding("major", doubtful, "This is false: take it back.")


def _miscomposed(sentence: str, turn: Turn) -> str | None:
    """A number said by its places that is none of those in play: `60` as `5 tens and 9 ones`."""
    known = numbers(f"{turn.view.item.text} {turn.view.item.key} {turn.view.asked.main_answer} {sentence}")
    return next((text for text, value in composed(sentence) if str(value) not in known), None)


def _is_given(claim: str, turn: Turn) -> bool:
    """Whether it is the item, or what the student said, spoken once more."""
    plain = without_blanks(claim)
    return any(
        plain in without_blanks(text) for text in (turn.view.item.text, turn.view.asked.main_answer or "")
    )


def _misshown(turn: Turn) -> Finding | None:
    """An item in one sentence, and in the next what it is said to come to."""
    for before, after in pairwise(sentences(turn.text)):
        outcome = _COMES_TO.fullmatch(after.strip().lower())
        if outcome is not None and outcome["while"] and (short := _not_the_same(before, outcome["is"])):
            return Finding("major", after, f"{short}: take it back.")
        item = next((s.item for s in reversed(turn.domain.spans(before)) if s.item is not None), None)
        if outcome is None or item is None or before.endswith("?") or "=" in outcome["is"]:
            continue  # "That's how 2/3 ÷ 1/7 = 14/3" sums up what was shown, not the line before
        read = turn.domain.read_answer(item, outcome["is"])
        if read is not None and not turn.domain.grade(item, read):
            return Finding("major", after, f"{item.text} is not {outcome['is']}: take it back.")
    return None


_COMES_TO = re.compile(
    r"(?:so )?(?:that's|that is|it's|it is|that makes|it makes|you get"
    r"|we get|it comes to|that gives) (?P<is>[^.!?]+?(?:\.\d+)?)"
    r"(?P<while> (?:when|once|if|after) (?:you|we|it)\b.*(?:simplif|reduc|cancel|shorten|lowest)[^.!?]*)?"
    r"[.!]?"
)


def _not_the_same(before: str, said: str) -> str | None:
    """What is wrong where the last fraction of a sentence is said to be another, simplified."""
    fraction = re.findall(r"\d+/\d+", before)
    if not fraction or not re.fullmatch(r"\d+(?:/\d+)?", said) or number(fraction[-1]) == number(said):
        return None
    return f"{fraction[-1]} is not {said}"


def planted_misconception(turn: Turn) -> Finding | None:
    """A misconception of the catalogue is stated as a rule."""
    if reveals(turn):
        return None
    said = told(turn.text)
    quote = next((s for s in said if misconception_stated(s, turn)), None)
    if quote is None:
        return None
    return Finding("major", quote, "This is the misconception itself, stated as a rule: take it back.")


def misconception_stated(sentence: str, turn: Turn) -> bool:
    """Whether the sentence puts a misconception about this kind of item as what is so."""
    item = turn.domain.parse(turn.view.item.text)
    if item is None:
        return False
    heard = turn.has("false-claim")
    by_ear = heard is not None and heard.answer is None
    if not by_ear and named_but_absent(sentence, item.text, turn.view.asked.main_answer or ""):
        return False
    if not by_ear and set(numbers(sentence)) & set(numbers(turn.view.item.text)):
        return False  # it speaks of this item, and states no rule
    return states_misconception(sentence, turn.domain, item, by_ear=by_ear)
