"""Finds items and answers in running text: what a teacher proposes, what a student says it got.

Numbers, signs, brackets and the few words that join numbers are the tokens. A run of tokens with nothing
but spaces between them is read longest first: as an item, if the domain can parse it, else as an answer.
A minus sign that touches a number and follows none is part of it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from teachsim.domains.base import Answer, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.domains.base import Item

_WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
)
_NUMBERS = {word: number for number, word in enumerate(_WORDS)}
_PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "sixths": 6,
    "eighth": 8,
    "eighths": 8,
    "tenth": 10,
    "tenths": 10,
    "twelfth": 12,
    "twelfths": 12,
}

_DECIMAL = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,6}|[0-9]{1,24})(?:\.[0-9]{1,24})?|\.[0-9]{1,24}"
_TOKEN = re.compile(
    r"(?<![\w.])(?P<number>[0-9]{1,12} ?(?:r|remainder) ?[0-9]{1,12}"
    rf"|(?:[0-9]{{1,12}} )?[0-9]{{1,12}}/[0-9]{{1,12}}|(?:{_DECIMAL})(?: ?%)?)(?![\w])"
    r"|(?P<sign>_+|[-+−–×÷*·⋅:<>=?/□○◯^()]|\bx\b)"
    r"|\b(?P<lead>compare|simplify|reduce|subtract|which is (?:bigger|larger|greater|smaller|more)\b,?"
    r"|what percent(?:age)?|(?:re)?write|convert|change|turn|express)\b"
    r"|\b(?P<tail>(?:as|to|into) an? (?:improper fraction|mixed number))\b"
    r"|\b(?P<join>and|or|with|from|of|is|what|left|after|percent)\b"
    rf"|\b(?:(?P<top>an?|{'|'.join(_WORDS)}) (?P<part>{'|'.join(_PARTS)})"
    rf"|(?P<word>{'|'.join(_WORDS)}))\b",
    re.IGNORECASE,
)
_READABLE = re.compile(rf"[0-9]|\b(?:{'|'.join(_WORDS)}|{'|'.join(_PARTS)})\b", re.IGNORECASE)
_COMPARED = re.compile(rf"\s*({_DECIMAL}|[0-9]+/[0-9]+)\s*([<>])\s*({_DECIMAL}|[0-9]+/[0-9]+)\s*")
_NUMBER_AFTER = re.compile(r"(?:\b(?:is|got|get|gets|makes|equals|answer|be|just|only|or|not)|[=:]|^)\s*$")
"""Before `one` as a number; anywhere else it stands for a thing, as in `a smaller one`."""

_OPERATIONS = frozenset("-+−–×÷*·⋅/x^")
_MINUS = frozenset("-−–")

Token = re.Match[str]

_LONGEST = 15
"""Tokens of the longest item that is looked for."""


def spans(text: str, parse: Callable[[str], Item | None]) -> list[Span]:
    """The items and answers in the text, longest first match, left to right."""
    if len(text) > 5000 or _READABLE.search(text) is None:
        return []
    tokens = list(_TOKEN.finditer(text))
    found: list[Span] = []
    at = 0
    while at < len(tokens):
        end = _run_end(text, tokens, at)
        if reading := _item(text, tokens, at, end, parse) or _relation(text, tokens, at, end):
            span, at = reading
            found.append(span)
            continue
        head = tokens[at]
        if _own_minus(text, tokens, at):
            at += 1
        if number := _number(text, tokens[at]):
            if head is not tokens[at]:
                value = None if number.value is None else -number.value  # type: ignore[operator]
                number = Answer(f"-{number.text}", "number", value)
            end_of_it = tokens[at].end()
            found.append(Span(head.start(), end_of_it, text[head.start() : end_of_it], None, number))
        at += 1
    return found


def _own_minus(text: str, tokens: list[Token], at: int) -> bool:
    """Whether a token is a minus sign that belongs to the number right behind it."""
    if tokens[at][0] not in _MINUS or at + 1 == len(tokens) or not tokens[at + 1]["number"]:
        return False
    if tokens[at].end() != tokens[at + 1].start() or text[: tokens[at].start()][-1:].isalnum():
        return False
    before = tokens[at - 1]
    return not _adjacent(text, tokens, at) or not (before["number"] or before[0] == ")")


def _run_end(text: str, tokens: list[Token], at: int) -> int:
    """The end of the run that starts at a token: where something but spaces comes between two tokens."""
    end = at + 1
    while end < len(tokens) and end < at + _LONGEST and _adjacent(text, tokens, end):
        end += 1
    return end


def _adjacent(text: str, tokens: list[Token], at: int) -> bool:
    """Whether nothing but spaces stands between a token and the one before it."""
    return at > 0 and not text[tokens[at - 1].end() : tokens[at].start()].strip()


def _item(
    text: str, tokens: list[Token], at: int, end: int, parse: Callable[[str], Item | None]
) -> tuple[Span, int] | None:
    """The longest item that starts at a token, and the token after it."""
    head = tokens[at]
    opens = head[0] == "(" or _own_minus(text, tokens, at)
    if not (head["number"] or head["lead"] or opens) or _goes_on_from(text, tokens, at):
        return None
    for after in range(end, at + 1, -1):
        last = tokens[after - 1]
        ends = last["number"] or last["tail"] or last[0] == ")" or last[0].lower() == "what"
        if not ends:
            continue
        if after < len(tokens) and (_goes_on_from(text, tokens, after + 1) or _opens_at(tokens, after)):
            continue
        written = text[head.start() : last.end()]
        if item := parse(written):
            return Span(head.start(), last.end(), written, item, None), after
    return None


def _goes_on_from(text: str, tokens: list[Token], at: int) -> bool:
    """Whether the number at a token continues a longer expression, or has a minus sign of its own."""
    if at >= len(tokens) or not _adjacent(text, tokens, at) or tokens[at - 1][0] not in _OPERATIONS:
        return False
    touching = tokens[at - 1].end() == tokens[at].start() and tokens[at - 1][0] in _MINUS
    before = tokens[at - 2] if at > 1 and _adjacent(text, tokens, at - 1) else None
    return touching or (before is not None and bool(before["number"] or before[0] == ")"))


def _opens_at(tokens: list[Token], at: int) -> bool:
    """Whether a token is a bracket that touches the number before it, as in `4(2 + 5)`."""
    return tokens[at][0] == "(" and tokens[at - 1].end() == tokens[at].start()


def _relation(text: str, tokens: list[Token], at: int, end: int) -> tuple[Span, int] | None:
    """An answer such as `.04 < .5`, and the token after it."""
    if end < at + 3 or tokens[at + 1][0] not in "<>":
        return None
    written = text[tokens[at].start() : tokens[at + 2].end()]
    if match := _COMPARED.fullmatch(written):
        left, sign, right = match.groups()
        answer = Answer(f"{left} {sign} {right}", "relation", sign)
        return Span(tokens[at].start(), tokens[at + 2].end(), written, None, answer), at + 3
    return None


def _stands_for_a_thing(text: str, token: Token) -> bool:
    """Whether `one` is no number here: `a smaller one`, `one step at a time`."""
    before = text[max(0, token.start() - 12) : token.start()]
    return not _NUMBER_AFTER.search(before) or bool(re.match(r" [a-z]", text[token.end() :]))


def _number(text: str, token: Token) -> Answer | None:
    """The number that a token is, in figures; None for a sign or a `one` that stands for a thing."""
    if token["number"]:
        written = token["number"].replace(",", "")
        quotient, rest = re.split("[^0-9]+", written, maxsplit=1) if "r" in written.lower() else ("", "")
        if rest:
            return Answer(f"{quotient} r {rest}", "number", None)
        if written.endswith("%"):
            bare = written.rstrip("% ")
            return Answer(f"{bare}%", "number", Fraction(bare))
        *whole, part = written.split(" ")
        if part.partition("/")[2].strip("0") == "" and "/" in part:
            return None
        return Answer(written, "number", sum(map(Fraction, whole), Fraction(part)))
    if token["part"]:
        top = _NUMBERS.get(token["top"].lower(), 1)
        bottom = _PARTS[token["part"].lower()]
        return Answer(f"{top}/{bottom}", "number", Fraction(top, bottom)) if top else None
    if token["word"]:
        word = token["word"].lower()
        if word == "one" and _stands_for_a_thing(text, token):
            return None
        return Answer(str(_NUMBERS[word]), "number", Fraction(_NUMBERS[word]))
    return None
