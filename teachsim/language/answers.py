"""The right answer in a sentence: given away, confirmed, or a wrong one called right.

A number that equals the key is its answer only where it is said as one, and not as a part of something
else. Any form that would be marked right is taken, and the ways in which answers are said in words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from teachsim.language.acts import Move
from teachsim.language.calculations import calculations, number, renamings
from teachsim.language.cues import cued
from teachsim.language.facts import facts_of, is_wrong, numbers_said
from teachsim.language.mood import denied

if TYPE_CHECKING:
    from teachsim.domains.base import Answer, Domain, Item, Span
    from teachsim.language.acts import Situation

_GIVES = re.compile(
    r"(?:\b(?:answer|it|that|x|y|[a-z]|total|top|result|sum|one|this|which|we|correct(?: one)?"
    r"|solution)(?:'s| is| was"
    r"| be| should be| must be| would be| could be| will be| has to be| comes to| makes| equals)"
    r"|\bshould (?:be|have (?:got|been))"
    r"|\bmust be|\b(?:could|would) [a-z] be|\b(?:gives?|makes?|equals|comes to|write|put down|say|says"
    r"|to get|you get|we get"
    r"|(?:left|end(?:ed)? up|finish) with|isn't it|leaves|leaving|therefore|so|then|\b(?:is|are|was|be)"
    r"|so it's|it's|they're|why not|thought of|told you(?: it(?:'s| is| was)?)?)|[=:→])(?: just| only| really"
    r"| actually| the answer| x =)* ?$"
)
_TAKES = re.compile(
    r"\s*(?:,? ?(?:goes|belongs|it is|it's)|is (?:the|what|right|correct|your|our)\b|and nothing else"
    r"|would be|[!.]*$|\?$)"
)
_KEPT_OUT = re.compile(
    r"\b(?:not|isn't|than|from|of|into|by|every|first|with|add|plus|minus|times|by the|over|subtract"
    r"|adding|divide|multiply|take|take away|carry|borrow|count|go|move|another|extra|the other) ?$"
    r"|[-+×÷/^(] ?$"
)
_INQUIRES = re.compile(r"\b(?:how (?:many|much|did|come|do)|why|when|where|you (?:got|get|had|wrote))\b")
_COMPARES = re.compile(
    r"^\W*(?:is (?:the )?)?(?P<which>bigger|larger|greater|more|smaller|less|lower|fewer)\b(?P<rest>.{0,40})"
)


def answer_said(
    low: str, maths: str, spans: list[Span], now: Situation, asks: bool, own: bool
) -> Move | None:
    """The key given away or confirmed, or the student's wrong answer called right."""
    if own and not _GIVES.search(maths):
        return None
    for start, end, answer in [*_answers(maths, spans), *_written_like_the_key(maths, now)]:
        if not asks and denied(maths[:start]):
            continue
        if is_key(answer, now) and _as_answer(maths, start, end, now, asks):
            return given(answer, now)
    if (compared := _compared(maths, now)) is not None and not asks:
        right = now.domain.grade(now.item, compared)
        if right:
            return given(compared, now)
        return Move(kind="false-claim", on=now.item.text, answer=compared.text, confidence=0.85)
    mine = now.main_answer
    if mine is None or asks or not is_wrong(now):
        return None
    kinds = cued(low)
    stated = re.search(r"\b(?:gives|makes|is right|is correct|the answer is|it's|so)\b", low)
    if (
        mine.text.lower() in maths
        and "check-again" not in kinds
        and (
            ("confirm" in kinds or "praise" in kinds)
            or (stated and re.search(r"\b(?:gives|that makes|is right)\b", low))
        )
    ):
        if _KEPT_OUT.search(maths[: maths.find(mine.text.lower())]) or re.search(
            r"\byour\b|\byou (?:got|said|say|wrote|have\b(?! to))", low
        ):
            return None
        return Move(kind="false-claim", on=now.item.text, answer=mine.text, confidence=0.85)
    return None


def _answers(maths: str, spans: list[Span]) -> list[tuple[int, int, Answer]]:
    """The answers in a sentence that are no part of a calculation or of a renaming."""
    taken = [(c.start, c.end) for c in calculations(maths)] + [(r.start, r.end) for r in renamings(maths)]
    return [
        (s.start, s.end, s.answer)
        for s in spans
        if s.answer is not None
        and _plainly(maths, s)
        and not any(start <= s.start and s.end <= end for start, end in taken)
    ]


def _plainly(low: str, span: Span) -> bool:
    """Whether a span is said as an answer: one in words ("it depends") only if it is most of what is said."""
    return any(c.isdigit() for c in span.text) or len(low.split()) <= len(span.text.split()) + 4


def _written_like_the_key(maths: str, now: Situation) -> list[tuple[int, int, Answer]]:
    """The key as it is written, whatever the spaces: for answers that no number carries."""
    for pattern in _key_patterns(now.key.lower(), now.item.text.lower()):
        if found := pattern.search(maths):
            answer = now.domain.read_answer(now.item, now.key)
            return [] if answer is None else [(found.start(), found.end(), answer)]
    return []


@lru_cache(maxsize=1024)
def _key_patterns(key: str, item: str) -> tuple[re.Pattern[str], ...]:
    """How the key may stand in a sentence: as written, in the blank, or the numbers of a point."""
    spelt = [key] if len(key.replace(" ", "")) > 2 else []
    if item.count("__") == 1 and "=" in item:
        spelt.append(item.replace("__", key))
    patterns = [r"\s*".join(re.escape(c) for c in text if c != " ") for text in spelt]
    if rest := re.fullmatch(r"(\d+) r (\d+)", key):
        patterns.append(rf"{rest[1]}\b.{{0,30}}\b{rest[2]} (?:\w+ ){{0,2}}(?:left|over|remain\w*|spare)\b")
        patterns.append(rf"{rest[1]} (?:with |and )?(?:a |the )?(?:r|rem\w*|rest)(?: of)? {rest[2]}\b")
    if key == "it depends":
        patterns.append(r"(?:it|that|this|they) (?:just |really |all )?depends?\b")
    if defined := re.fullmatch(r"[a-z] = (.{4,})", key):
        patterns.append(r"\s*".join(re.escape(c) for c in defined[1] if c != " "))
    if point := re.fullmatch(r"\((-?\d+), (-?\d+)\)", key):
        patterns.append(rf"\(?{point[1]}(?:\s*[,;|]\s*|,? and ){point[2]}\)?")
    return tuple(re.compile(rf"(?<![\w.]){pattern}(?![\w/]|\.\d)") for pattern in patterns)


def _as_answer(maths: str, start: int, end: int, now: Situation, asks: bool) -> bool:
    """Whether a number that equals the key is said as the answer, and does not just occur."""
    before, after, said = maths[:start], maths[end:], maths[start:end]
    if _GIVES.search(before):
        return not (asks and _INQUIRES.search(before))
    if _KEPT_OUT.search(before) or re.search(r"\d $", before) or re.match(r" \d", after):
        return False
    if re.search(r"\byou (?:say|said|got|wrote)\b", before):
        return False
    if asks and " or " in maths:
        return False  # of two that are offered, none is given
    others = len((before + " " + after).split())
    if asks and _INQUIRES.search(maths):
        return False
    if others <= 5 or (_TAKES.match(after) and others <= 9):
        return True
    facts = facts_of(now)
    plain = len(said) < 2 or said in facts.given | facts.mine | numbers_said(now)
    return not plain


def _compared(maths: str, now: Situation) -> Answer | None:
    """The answer in `three fifths is the bigger one`, where the item compares two numbers."""
    two = re.findall(r"\d+(?:\.\d+)?(?:/\d+)?", now.item.text)
    if "__" not in now.item.text or len(two) != 2 or two[0] == two[1]:
        return None
    for n, one in enumerate(two):
        at = re.search(rf"(?<![\w./]){re.escape(one)}(?![\w/]|\.\d)", maths)
        found = _COMPARES.match(maths[at.end() :]) if at else None
        if found is None or (two[1 - n] not in found["rest"] and "than" in found["rest"]):
            continue
        more = found["which"] in ("bigger", "larger", "greater", "more")
        sign = ">" if more == (n == 0) else "<"
        return now.domain.read_answer(now.item, f"{two[0]} {sign} {two[1]}")
    return None


def given(answer: Answer, now: Situation) -> Move:
    """Stating the key confirms what the student has just said, or else gives it away."""
    if now.main_answer is not None and not is_wrong(now):
        return Move(kind="confirm", answer=answer.text, confidence=0.95)
    return Move(kind="give-answer", answer=answer.text, confidence=0.95)


@lru_cache(maxsize=4096)
def _would_be_right(domain: Domain, item: Item, written: str) -> bool:
    read = domain.read_answer(item, written)
    return read is not None and domain.grade(item, read)


def is_key(answer: Answer, now: Situation) -> bool:
    """Whether this is the right answer, in any form that would be accepted."""
    if answer.text == now.key or _would_be_right(now.domain, now.item, answer.text):
        return True
    said, key = number(answer.text), number(now.key)
    if said is None or said != key or answer.text in now.item.text:
        return False
    return now.main_answer is None or number(now.main_answer.text) != key  # one value in another form


def reached(stated: str, now: Situation) -> list[Move]:
    """The answer given away, where a step ends in it."""
    read = now.domain.read_answer(now.item, stated)
    return [given(read, now)] if read is not None and is_key(read, now) else []
