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
from teachsim.language.facts import TERM, compiled, facts_of, is_wrong, numbers_said, terms
from teachsim.language.mood import denied
from teachsim.language.nearest import stem

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
    r"^\W*(?:is (?:the )?)?(?P<which>bigger|larger|greater|more|smaller|less|lower"
    r"|fewer)\b(?P<rest>[^,;]{0,40})"
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
    if not asks and not denied(low) and _told_otherwise(low, maths, now):
        key = now.domain.read_answer(now.item, now.key)
        if key is not None:
            return given(key, now)
    if (compared := _compared(maths, now)) is not None and not asks:
        right = now.domain.grade(now.item, compared)
        if right:
            return given(compared, now)
        return Move(kind="false-claim", on=now.item.text, answer=compared.text, confidence=0.85)
    if not asks and (untrue := _wrong_one(maths, spans, now)) is not None:
        return untrue
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
        at = maths.find(mine.text.lower())
        if any(c.true and c.start <= at < c.end for c in calculations(maths)):
            return None  # the value of something else
        if _KEPT_OUT.search(maths[:at]) or re.search(
            r"\byour\b|\byou (?:got|said|say|wrote|have\b(?! to))", low
        ):
            return None
        return Move(kind="false-claim", on=now.item.text, answer=mine.text, confidence=0.85)
    return None


def another_equation(spans: list[Span], now: Situation) -> bool:
    """Whether an equation is named that is neither the item nor a line of its solution."""
    facts = facts_of(now)
    return any(
        s.item is not None
        and s.item.text != now.item.text
        and "=" in s.item.text
        and s.item.text.replace(" ", "") not in facts.lines
        and not {t for t in TERM.findall(s.item.text) if t[-1].isalpha()} <= facts.given | facts.made
        for s in spans
    )


_IS_IT = re.compile(
    r"\b(?:it|this|(?:right |correct |final )?(?:answer|result|solution|total|sum))"
    r"(?:'s| is| was| (?:should|must|has to|ought to) be)(?: just| actually| really)? ?$"
)
_LETTER_IS = (
    r"\b{letter}(?: is| =| equals| (?:should|must|has to|ought to) be)(?: just| actually| really)? ?$"
)
_NOT_SO = re.compile(r"\b(?:if|suppose|say|when|imagine|would|not|isn't|your|you|with|for)\b|n't\b")
_ENDS_THERE = re.compile(r"\W*(?:$|[.,;!]|(?:and|not|then|i think|so)\b)")


def _wrong_one(maths: str, spans: list[Span], now: Situation) -> Move | None:
    """A number said to be the answer that is not: `it should be 241`, `x is 4`."""
    if another_equation(spans, now):
        return None
    facts = facts_of(now)
    letter = now.key[0] if len(facts.letters) == 1 and now.key.startswith(f"{facts.letters} = ") else ""
    for start, end, answer in _answers(maths, spans):
        before = maths[:start]
        solves = bool(letter) and (
            maths[start:end].startswith(f"{letter} = ")
            or compiled(_LETTER_IS.format(letter=letter)).search(before) is not None
        )
        if (
            not (solves or _IS_IT.search(before))
            or _NOT_SO.search(before)
            or not _ENDS_THERE.match(maths[end:])
        ):
            continue
        named = {*TERM.findall(answer.text)}
        if not solves and named <= facts.given | facts.made | numbers_said(now) | facts.mine:
            continue  # it may be a step on the way, or what the student said
        read = now.domain.read_answer(now.item, answer.text)
        if read is not None and not now.domain.grade(now.item, read) and not is_key(read, now):
            return Move(kind="false-claim", on=now.item.text, answer=read.text, confidence=0.85)
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
    close = maths.replace(" ", "")
    for piece, pattern in _key_patterns(now.key.lower(), now.item.text.lower()):
        if piece in close and (found := compiled(pattern).search(maths)):
            answer = now.domain.read_answer(now.item, now.key)
            return [] if answer is None else [(found.start(), found.end(), answer)]
    return []


@lru_cache(maxsize=1024)
def _key_patterns(key: str, item: str) -> tuple[tuple[str, str], ...]:
    """How the key may stand in a sentence: as written, in the blank, or the numbers of a point.

    Each with a piece that it needs, without spaces, so that few of the patterns are ever compiled.
    """
    spelt = [key] if len(key.replace(" ", "")) > 2 else []
    if item.count("__") == 1 and "=" in item:
        spelt.append(item.replace("__", key))
    patterns = [_spaced(text) for text in spelt]
    if rest := re.fullmatch(r"(\d+) r (\d+)", key):
        left = rf"{rest[1]}\b.{{0,30}}\b{rest[2]} (?:\w+ ){{0,2}}(?:left|over|remain\w*|spare)\b"
        named = rf"{rest[1]} (?:with |and )?(?:a |the )?(?:r|rem\w*|rest)(?: of)? {rest[2]}\b"
        patterns += [(rest[1], left), (rest[1], named)]
    if ratio := re.fullmatch(r"(\d+):(\d+)", key):
        patterns.append((ratio[1], rf"{ratio[1]} to {ratio[2]}"))
    if key == "it depends":
        patterns.append(("depend", r"(?:it|that|this|they) (?:just |really |all )?depends?\b"))
    if defined := re.fullmatch(r"[a-z] = (.{4,})", key):
        patterns.append(_spaced(defined[1]))
    if point := re.fullmatch(r"\((-?\d+), (-?\d+)\)", key):
        patterns.append((point[1], rf"\(?{point[1]}(?:\s*[,;|]\s*|,? and ){point[2]}\)?"))
    return tuple((piece, rf"(?<![\w.]){pattern}(?![\w/]|\.\d)") for piece, pattern in patterns)


def _spaced(text: str) -> tuple[str, str]:
    """A text without its spaces, and the pattern of it whatever the spaces."""
    bare = text.replace(" ", "")
    return bare, r"\s*".join(map(re.escape, bare))


_CHOSEN = re.compile(r"\b(?:it's|it is|answer(?: is|'s)|must be|should be|choose|pick) ?$")


def _as_answer(maths: str, start: int, end: int, now: Situation, asks: bool) -> bool:
    """Whether a number that equals the key is said as the answer, and does not just occur."""
    before, after, said = maths[:start], maths[end:], maths[start:end]
    compares = "__" in now.item.text and said in facts_of(now).whole
    if _GIVES.search(before) and not (compares and (asks or not _CHOSEN.search(before))):
        return not (asks and _INQUIRES.search(before))
    if _KEPT_OUT.search(before) or re.search(r"\d $", before) or re.match(r" \d", after):
        return False
    if re.search(r"\byou (?:say|said|got|wrote)\b", before):
        return False
    if asks and " or " in maths:
        return False  # of two that are offered, none is given
    others = len((before + " " + after).split())
    if "__" in now.item.text and said in facts_of(now).whole and others > 1:
        return False  # one of two numbers to compare is named for many reasons
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
    if now.key.endswith("%") and not answer.text.endswith("%"):
        return False  # 0.75 is on the way to 75%
    said, key = number(answer.text), number(now.key)
    if said is None or said != key or answer.text in now.item.text:
        return False
    return now.main_answer is None or number(now.main_answer.text) != key  # one value in another form


def reached(stated: str, now: Situation) -> list[Move]:
    """The answer given away, where a step ends in it."""
    read = now.domain.read_answer(now.item, stated)
    return [given(read, now)] if read is not None and is_key(read, now) else []


def key_named(low: str, maths: str, now: Situation) -> str | None:
    """How the right answer is named in a sentence, whether or not it is said as the answer; None if not.

    `read`: a number or expression that would be marked right, `kept` where it is part of something;
    `written`: as the key is written; `chosen`: of the answers that there are, by the words of this one;
    `digits`: figure by figure; `differs`: by how much the student's answer is off; `terms`: all its numbers.
    """
    spans = now.domain.spans(maths)
    for start, _, answer in _answers(maths, spans):
        if is_key(answer, now):
            return "kept" if _KEPT_OUT.search(maths[:start]) else "read"
    if _written_like_the_key(maths, now):
        return "written"
    if chosen(low, now):
        return "chosen"
    if _figure_by_figure(maths, now):
        return "digits"
    if by_how_much(maths, now):
        return "differs"
    key = facts_of(now).key
    return "terms" if key and key <= terms(maths) else None


_SAID_TO_BE = (
    r"(?:^\W*(?:so |no,? |yes,? |and |well,? |actually,? |ok,? )*(?:it's |it is |that's |that is )?"
    r"|\b(?:it's|its|that's|this is|it is|is|be|makes|answer is|say|says|consider|called|so|definition"
    r"|must be|choose|pick|there(?:'s| is| should be)|not .{{1,30}} but)"
    r" )(?:the |a |an |just |really |always |only )*{word}"
)


def _told_otherwise(low: str, maths: str, now: Situation) -> bool:
    """Whether the answer is told by its figures, by a difference, or as one of a few in words."""
    if _figure_by_figure(maths, now) or by_how_much(maths, now):
        return True
    if not chosen(low, now) or re.search(r"\b(?:if|means?|when|not|look|read)\b|n't\b", low):
        return False
    ours, _ = _choices(now.domain, now.item, now.key)
    return any(compiled(_SAID_TO_BE.format(word=re.escape(word))).search(low) for word in ours)


_OFF_BY = re.compile(
    r"(?<![\w./])(-?\d+(?:\.\d+)?(?:/\d+)?) (?P<way>too (?:much|many|big|high|large|little|few|small|low)"
    r"|short|over|under"
    r"|(?:more|less|fewer|higher|lower|bigger|smaller|larger"
    r"|greater) than (?P<than>-?\d+(?:\.\d+)?(?:/\d+)?|it should|it is"
    r"|the (?:right |correct |real )?answer|you (?:got|said|have|wrote|think)|your(?:s| \w+)))(?![\w/])"
)
_UPWARDS = ("much", "many", "big", "high", "large", "over", "more", "greater")
_PLUS = re.compile(
    r"\b(?:yours|your (?:\w+ )?answer|it|you(?:'re| are| got)?|that|this|answer|result|off by|out by)\b"
)


def by_how_much(maths: str, now: Situation) -> bool:
    """Whether the answer is told by a difference: `yours is 100 too much`, `one less than 10`."""
    found = _OFF_BY.search(maths.replace(" one less", " 1 less").replace(" one more", " 1 more"))
    mine, key = now.main_answer, number(now.key)
    if found is None or key is None:
        return False
    much, way, than = number(found[1]), found["way"], found["than"] or ""
    said = number(mine.text) if mine is not None else None
    if much is None:
        return False
    up = any(word in way for word in _UPWARDS)
    if (named := number(than)) is not None:
        return bool(_PLUS.search(maths)) and key == (named + much if up else named - much)
    if said is None:
        return False
    if than.startswith("you"):  # the answer is 3 more than yours
        return key == (said + much if up else said - much)
    return key == (said - much if up else said + much)


_FIGURES = re.compile(r"(?<![\d./^])\d(?![\d/^]|\.\d)")


def _figure_by_figure(maths: str, now: Situation) -> bool:
    """Whether the figures of a key of three or more are said one by one, and nothing else is."""
    key = "".join(c for c in now.key if c.isdigit())
    if len(key) < 3 or not re.fullmatch(r"-?[\d.]+", now.key):
        return False
    return "".join(_FIGURES.findall(maths)) == key and len(terms(maths)) <= len(key)


@lru_cache(maxsize=512)
def _choices(domain: Domain, item: Item, key: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words by which the key differs from the other answers that there are, and theirs from it.

    Both are empty where the answer is not one of a few in words. The others are what holders of the
    misconceptions answer.
    """
    named = re.search("[a-z]{3}", key) is not None or (":" in key and ":" in item.text.replace(key, "", 1))
    if not named or re.search("[=^]", key):
        return frozenset(), frozenset()
    held = (m.id for m in domain.misconceptions.values() if item.kind in m.kinds)
    others = {domain.solve(item, [m]).answer.text for m in held} - {key}
    ours = _signs_of(key)
    theirs = frozenset[str]().union(*map(_signs_of, others)) if others else frozenset[str]()
    return ours - theirs, theirs - ours


_OF_NO_USE = frozenset("the a an is are that are of it to them in both only be same as by stands".split()) - {
    "same"
}


def _signs_of(text: str) -> frozenset[str]:
    words = re.findall(r"\d+(?::\d+)?(?:\.\d+)?[a-z]?|[a-z]+", text.lower())
    return frozenset(stem(word) if word.isalpha() else word for word in words if word not in _OF_NO_USE)


def chosen(low: str, now: Situation) -> bool:
    """Whether a sentence has words of the right one of a few answers, and none of another's."""
    ours, theirs = _choices(now.domain, now.item, now.key)
    if not ours:
        return False
    said = _signs_of(re.sub(r"(\d) to (?=\d)", r"\1:", low))
    shared = len(ours & said)
    return shared >= max(1, len(ours) // 2) and not theirs & said
