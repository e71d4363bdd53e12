"""Small edits of an item's text: one numeral, sign, bracket, letter or word changed, or two exchanged.

Most of what comes out is no item; the domain that reads it decides. The words are those of schoolbook
items whatever the domain, and no edit knows a misconception.
"""

from __future__ import annotations

import re
from itertools import chain, combinations
from typing import TYPE_CHECKING

from teachsim.domains.numerals import number_words, numerals, rewritten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ALIKE = (
    "+ - × ÷",
    ": /",
    "< > = <= >=",
    "^ × /",
    "more fewer less",
    "more off",
    "sum difference product",
    "plus minus times",
    "twice half",
    "double triple",
    "taller shorter older younger",
    "larger smaller",
    "left right",
    "up down",
    "right up",
    "x-axis y-axis",
    "x-intercept y-intercept slope",
    "cup pint quart gallon",
    "cups pints quarts gallons",
    "people eggs",
    "buses boxes",
    "one two three four five six seven eight nine ten",
)
"""Signs and words of which one may be put for another."""
_LONGER = (
    (" more of each", " times as much of each"),
    (" added to ", " multiplied by "),
    (" more than ", " times "),
    (" less than ", " subtracted from "),
    (" decreased by ", " increased by "),
    (" divided by ", " times "),
    (" and ", " times "),
    ("% of ", " × "),
)
"""Wordings of which one may be put for the other."""
_LETTER = re.compile(r"(?<![A-Za-z'])[A-Za-z](?![A-Za-z'])")
_TERM = re.compile(r"\d[\d.]*[a-z]?(?:\^\d+)?|(?<![A-Za-z])[a-z](?![A-Za-z])(?:\^\d+)?")
_NEGATIVE = re.compile(r"\(-([\w./]+)\)")


def edits(text: str) -> list[str]:
    """Texts one small edit away, each once, the nearest first."""
    found = dict.fromkeys(
        chain(
            _numerals(text),
            _exchanges(text),
            _signs(text),
            _brackets(text),
            _letters(text),
            _words(text),
            _left_out(text),
        )
    )
    found.pop(text, None)
    return sorted(found, key=lambda other: distance(text, other))


def double_edits(text: str) -> list[str]:
    """Texts in which two numerals are 0, or two are 1: what is left where one edit is not enough."""
    found = numerals(text)
    return [
        rewritten(text, found, dict.fromkeys(pair, value))
        for value in ("0", "1")
        for pair in combinations(range(len(found)), 2)
    ]


def distance(one: str, other: str) -> int:
    """How many characters have to be put in, taken out or replaced (Levenshtein 1966).

    >>> distance("1/4 × 2/3", "1/4 + 2/3"), distance("52 - 38", "58 - 32")
    (1, 2)
    """
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    row = list(range(len(other) + 1))
    for n, character in enumerate(one, 1):
        before, row = row, [n]
        for m, against in enumerate(other, 1):
            row.append(min(before[m] + 1, row[-1] + 1, before[m - 1] + (character != against)))
    return row[-1]


def _put(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _numerals(text: str) -> Iterator[str]:
    """One numeral changed: a digit replaced, put in or taken out, one more or less, or another's."""
    found = numerals(text)
    for numeral in found:
        written = numeral.text
        for n, character in enumerate(written):
            if character.isdigit():
                for digit in "0123456789":
                    yield _number(text, numeral.start, numeral.end, _put(written, n, n + 1, digit))
                    yield _number(text, numeral.start, numeral.end, _put(written, n, n, digit))
                yield _number(text, numeral.start, numeral.end, _put(written, n, n + 1, ""))
        for digit in "0123456789":
            yield _number(text, numeral.start, numeral.end, written + digit)
            yield _number(text, numeral.start, numeral.end, f"{written}.{digit}")
        if written.isdigit():
            near = (int(written) + 1, max(0, int(written) - 1), int(written) * 10, 100, 1, 0)
            for value in near:
                yield _number(text, numeral.start, numeral.end, str(value))
        else:
            yield _number(text, numeral.start, numeral.end, written.partition(".")[0])
        for other in found:
            yield _number(text, numeral.start, numeral.end, other.text)


def _number(text: str, start: int, end: int, new: str) -> str:
    """The text with a numeral rewritten; unchanged where nobody writes a number like that: 05, 3..4."""
    usual = re.fullmatch(r"(?:0|[1-9][\d,]*)(?:\.\d+)?", new)
    return _put(text, start, end, new) if usual else text


def _exchanges(text: str) -> Iterator[str]:
    """Two digits, two numerals or two letters change places."""
    digits = [(n, n + 1) for n, character in enumerate(text) if character.isdigit()]
    whole = [(numeral.start, numeral.end) for numeral in numerals(text)]
    letters = [match.span() for match in _LETTER.finditer(text)]
    for (a, b), (c, d) in chain(*(combinations(places, 2) for places in (digits, whole, letters))):
        swapped = text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]
        if not re.search(r"(?<![\d.])0\d", swapped):
            yield swapped


def _signs(text: str) -> Iterator[str]:
    """A minus put before a number or a letter, or taken away."""
    for match in _NEGATIVE.finditer(text):
        yield _put(text, *match.span(), match[1])
    for match in re.finditer(r"(?<![\w)] )-(?=[\w(])", text):
        yield _put(text, *match.span(), "")
    for match in _TERM.finditer(text):
        if text[: match.start()].endswith("-"):
            continue
        yield _put(text, *match.span(), f"-{match[0]}")
        yield _put(text, *match.span(), f"(-{match[0]})")


def _brackets(text: str) -> Iterator[str]:
    """One pair of brackets taken away, or put round neighbouring terms."""
    opened: list[int] = []
    for n, character in enumerate(text):
        if character == "(":
            opened.append(n)
        elif character == ")" and opened:
            start = opened.pop()
            yield text[:start] + text[start + 1 : n] + text[n + 1 :]
    places = [match.span() for match in _TERM.finditer(text)]
    for (start, _), (_, end) in combinations(places[:8], 2):
        yield f"{text[:start]}({text[start:end]}){text[end:]}"
    for start, end in places[:8]:
        yield f"{text[:start]}({text[start:end]}){text[end:]}"


def _letters(text: str) -> Iterator[str]:
    """One letter becomes another: one of the text, a new one, or a number; or a number a letter."""
    found = [match.span() for match in _LETTER.finditer(text)]
    here = {text[start:end] for start, end in found}
    for start, end in found:
        for other in (*sorted(here), "a", "x", "y", "z", "1", "2", "5"):
            yield _put(text, start, end, other)
    for numeral in numerals(text):
        for other in (*sorted(here), *"axyz"):
            yield _put(text, numeral.start, numeral.end, other)


def _words(text: str) -> Iterator[str]:
    """One sign or word of a closed list becomes another of its row."""
    for row in _ALIKE:
        yield from _rows(text, row.split())
    for pair in _LONGER:
        yield from _rows(text, pair)
    for word in number_words(text):
        yield _put(text, word.start, word.end, "two")


def _left_out(text: str) -> Iterator[str]:
    """One term, or what a sentence says the rest is, left out."""
    for pattern in (r"(?<!\w)[\w^]+ [-+] ", r" [-+] [\w^]+(?!\w)", r"\b[A-Za-z] (?:is|=) "):
        for match in re.finditer(pattern, text):
            yield _put(text, *match.span(), "")
    for match in re.finditer(r"\b\d+ times\b", text):
        yield _put(text, *match.span(), "twice")


def _rows(text: str, row: Sequence[str]) -> Iterator[str]:
    for one in row:
        found = list(re.finditer(_alone(one), text))
        for other in row:
            if other != one and found:
                yield from (_put(text, *match.span(), other) for match in found)
                yield re.sub(_alone(one), other, text)


def _alone(word: str) -> str:
    """A pattern for the word where it is not part of a longer word or sign."""
    if word[0].isalpha():
        return rf"(?<![\w-]){re.escape(word)}(?![\w-])"
    if word[0] in "<>=":
        return rf"(?<![<>=]){re.escape(word)}(?![<>=])"
    return re.escape(word)
