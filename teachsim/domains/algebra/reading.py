"""Finds items and answers of algebra in running text.

Figures, single letters, operators and brackets are the tokens. A run of tokens with nothing but spaces
between them is read longest first, as an item, else as an answer. A lone letter is a word unless
something is done with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from teachsim.domains.algebra.answers import NUMBER, as_expression, as_number, as_relation
from teachsim.domains.base import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from teachsim.domains.base import Answer, Item

_PLAIN = NUMBER.removeprefix(r"-?\s?")
_LETTER = r"(?<![A-Za-z'])[A-Za-z](?![A-Za-z'])"
_NAMED = rf"[A-Za-z]\s*=\s*{NUMBER}"
_EVALUATE = re.compile(
    rf"\bevaluate\s+[^,;:?!]{{1,80}}?\s+(?:for|when|if|where|with)\s+{_NAMED}(?:(?:\s*,\s*|\s+and\s+){_NAMED}){{0,3}}",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    rf"(?P<number>{_PLAIN}(?![0-9]))|(?P<letter>(?<=[0-9)])[a-z]{{1,3}}(?![A-Za-z'])|{_LETTER})"
    r"|(?P<power>\^|²|³)|(?P<sign>[-−–+×*·⋅÷/=:()])"
    r"|(?P<lead>\b(?:simplify|expand|solve)\b)",
    re.IGNORECASE,
)
_LONGEST = 40
"""Tokens of the longest run that is looked at."""
_TRIES = 400
"""Readings that are tried in one text; a bound for text made to be slow."""
_STARTS = "-−–("


def spans(text: str, parse: Callable[[str], Item | None]) -> list[Span]:
    """The items and answers in the text, longest first match, left to right."""
    if len(text) > 5000:
        return []
    found: list[Span] = []
    at = 0
    for match in _EVALUATE.finditer(text):
        if item := parse(match[0]):
            found += _in_runs(text, at, match.start(), parse)
            found.append(Span(match.start(), match.end(), match[0], item, None))
            at = match.end()
    return [*found, *_in_runs(text, at, len(text), parse)]


def _in_runs(text: str, start: int, end: int, parse: Callable[[str], Item | None]) -> Iterator[Span]:
    tokens = list(_TOKEN.finditer(text, start, end))
    tries = _TRIES
    at = 0
    while at < len(tokens):
        stop = at + 1
        while (
            stop < min(len(tokens), at + _LONGEST)
            and not text[tokens[stop - 1].end() : tokens[stop].start()].strip()
        ):
            stop += 1
        for after in range(stop, at, -1):
            if tries <= 0:
                return
            if span := _read(text, tokens, at, after, parse):
                yield span
                at = after - 1
                break
            tries -= 1
        at += 1


def _read(
    text: str, tokens: list[re.Match[str]], at: int, after: int, parse: Callable[[str], Item | None]
) -> Span | None:
    """The item or answer that these tokens write, if they write one and no other goes on from it."""
    head, last = tokens[at], tokens[after - 1]
    if head["sign"] and (head[0] not in _STARTS or _goes_on_from(text, tokens, at)):
        return None
    if (last["sign"] and last[0] != ")") or last["power"] in ("^",):
        return None
    written = text[head.start() : last.end()]
    item = parse(written)
    answer = None if head["lead"] else _answer(written, at == after - 1)
    if item is None and answer is None:
        return None
    return Span(head.start(), last.end(), written, item, answer)


def _goes_on_from(text: str, tokens: list[re.Match[str]], at: int) -> bool:
    """Whether the minus sign or bracket at a token belongs to what stands before it."""
    if not at or text[tokens[at - 1].end() : tokens[at].start()].strip():
        return False
    return bool(tokens[at - 1]["number"] or tokens[at - 1]["letter"])


def _answer(written: str, alone: bool) -> Answer | None:
    if relation := as_relation(written):
        return relation if "=" in written else None
    if number := as_number(written):
        return number
    return None if alone else as_expression(written)
