"""Whether a turn gives away the answer, or a value on the way to it, and may not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from teachsim.language.calculations import calculations
from teachsim.language.normalising import clauses
from teachsim.roles.critic.claims import false_claim
from teachsim.roles.critic.leak import gold_of, numbers
from teachsim.roles.critic.leak import tells as number_told
from teachsim.roles.critic.turn import Finding, told
from teachsim.roles.teacher.approaches import answers_required

if TYPE_CHECKING:
    from teachsim.roles.critic.turn import Turn


def answer_given_away(turn: Turn) -> Finding | None:
    """The key, or a value on the way to it, is said before the student has, or before the scenario allows."""
    given = turn.has("give-answer")
    quote = turn.quote(re.escape((given.answer or "").lower()) or ".") if given else reveals(turn)
    if quote is None:
        return None
    allowed = answers_required(turn.view.pedagogy)
    if allowed is not None and turn.view.asked.wrong >= allowed:
        return None
    return Finding("major", quote, "Ask for the next step, and leave the answer to the student.")


def reveals(turn: Turn) -> str | None:
    """The sentence that states the key, though no reader took it for the answer, or the value of a step."""
    key, item = turn.view.item.key, turn.domain.parse(turn.view.item.text)
    student = " ".join(line.text for line in turn.view.heard if line.role == "student")
    if item is None or turn.view.asked.settled:
        return None
    gold = gold_of(key) if numbers(key) == [key] else None
    before = f"{turn.view.item.text} {student}"
    for whole in told(turn.text):
        if false_claim(whole) is not None:
            continue  # it comes out of a calculation that is wrong: no way to the answer
        sentence = _without_items(whole, turn)
        if gold in [n for c in calculations(sentence) if c.stated != gold for n in c.operands]:
            continue  # it is what is reckoned with, in another calculation
        if gold is None:
            if len(key) > 2 and _written(key, sentence) and not _written(key, before):
                return whole
        elif not _IN_WORDS.search(sentence.lower()) and _numbers_tell(sentence, before, gold):
            return whole
    step = turn.has("give-step")
    if step is None or step.answer is None or step.answer in numbers(before):
        return None
    if step.answer not in numbers(" ".join(one.text for one in turn.domain.solve(item).steps)):
        return None  # a value of an estimate, or of another way
    return turn.quote(re.escape(step.answer.lower()))


def _numbers_tell(sentence: str, before: str, gold: str) -> bool:
    """Whether it is told: in words only where presented as what comes out, since `one` is rarely 1."""
    if number_told(sentence, before, gold):
        return True
    in_words = " ".join(clause.maths for clause in clauses(sentence))
    return gold not in numbers(sentence) and number_told(in_words, f"{before} {gold}", gold)


def _written(key: str, text: str) -> bool:
    """Whether an answer that is no number stands in a text, however it is spaced."""
    spaced = r"\s*".join(re.escape(part) for part in re.findall(r"\w+|[^\w\s]", key.lower()))
    return re.search(rf"(?<!\w){spaced}(?!\w)", text.lower()) is not None


def _without_items(sentence: str, turn: Turn) -> str:
    """The sentence without the other items it names: a number of theirs is no answer to this one."""
    for span in reversed(turn.domain.spans(sentence)):
        if span.item is not None and span.item.text != turn.view.item.text:
            sentence = f"{sentence[: span.start]}…{sentence[span.end :]}"
    return sentence


_IN_WORDS = re.compile(r"\b(?:for (?:example|instance)|imagine|suppose|say)\b")
"""What is said of another item may well use this number."""
