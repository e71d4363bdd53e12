"""Number words in running text as digits: `eleven twelfths` becomes `11/12`.

The audit's own reading of English, which shares nothing with the engine's; what one misses the other
may find.
"""

from __future__ import annotations

import re

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
    "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70,
    "eightieth": 80, "ninetieth": 90, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
_CARDINALS = (
    {w: n for n, w in enumerate(_UNITS)} | {w: 20 + 10 * n for n, w in enumerate(_TENS)} | {"nought": 0}
)
_PARTS = _ORDINALS | {f"{w}s": n for w, n in _ORDINALS.items()} | {"halves": 2}
_TOKEN = re.compile(r"[a-z]+|\d[\d,]*(?:\.\d+)?|[^\sa-z\d]|\s+")
_A_THING = frozenset(
    "this that the which another last first next easier harder smaller bigger other every each any no good"
    " whole only at by than new same easy top bottom right left wrong hard tricky".split()
)
"""After these, `one` is a thing."""
_NOT_COUNTED = frozenset("more of by go at thing for i i'm with day way that who is was has to bit".split())
"""Before these, `one` is a thing."""


def in_digits(text: str) -> str:
    """The text in lower case with its numbers in digits.

    >>> in_digits("Eleven twelfths, no, twenty-six and a half")
    '11/12, no, 26 1/2'
    >>> in_digits("This one's minus three point five")
    "this one's -3.5"
    >>> in_digits("a hundred and four remainder two")
    '104 r 2'
    """
    low = text.lower().replace("’", "'").replace("−", "-").replace("–", "-")
    low = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", low)  # twenty-six
    words = _words(low)
    out: list[str] = []
    at = 0
    while at < len(words):
        number, after = _number(words, at, out)
        if number is None:
            out.append(words[at])
            at += 1
        else:
            out.append(number)
            at = after
    return _joined("".join(out))


def _words(low: str) -> list[str]:
    """Words, numbers, signs and the spaces between them."""
    return _TOKEN.findall(low)


def _next(words: list[str], at: int) -> tuple[str, int]:
    """The next token that is no space, and where it stands."""
    while at < len(words) and words[at].isspace():
        at += 1
    return (words[at], at) if at < len(words) else ("", at)


def _number(words: list[str], at: int, out: list[str]) -> tuple[str | None, int]:
    """The number that begins here, in digits, and the token behind it."""
    word = words[at]
    before = next((w for w in reversed(out) if not w.isspace()), "")
    follows, place = _next(words, at + 1)
    if word in ("a", "an"):
        if follows in ("hundred", "thousand"):
            return _whole(words, place)
        if follows in _ORDINALS and (follows != "quarter" or before not in ("for",)):
            return f"1/{_ORDINALS[follows]}", place + 1
        return None, at
    if word == "half" and before in ("is", "s", "got", "get", "be", "say", "put", "makes", "="):
        return "1/2", at + 1
    if word == "one" and (before in _A_THING or follows in _NOT_COUNTED or follows == "'"):
        return None, at
    if word == "point" and follows in _CARDINALS:
        digits, after = _digits(words, at + 1)
        return f".{digits}", after
    if word.isdigit() and follows in _PARTS and follows not in ("half", "second"):
        return f"{word}/{_PARTS[follows]}", place + 1
    if word not in _CARDINALS and word not in ("hundred", "thousand"):
        return None, at
    if word in ("hundred", "thousand") and not before[-1:].isdigit():
        return None, at
    whole, after = _whole(words, at)
    follows, place = _next(words, after)
    if follows in _PARTS:
        return f"{whole}/{_PARTS[follows]}", place + 1
    if follows in _TENS and (part := _next(words, place + 1))[0] in _PARTS:  # thirty sixths
        return f"{whole}/{_CARDINALS[follows] + _PARTS[part[0]]}", part[1] + 1
    if follows == "point":
        behind, end = _digits(words, place + 1)
        if behind:
            return f"{whole}.{behind}", end
    return whole, after


def _whole(words: list[str], at: int) -> tuple[str, int]:
    """A whole number in words, up to thousands."""
    total, group, end = 0, 0, at
    seen_unit = seen_ten = False
    while True:
        word, place = _next(words, at)
        if word == "and" and (group >= 100 or total):
            follows, behind = _next(words, place + 1)
            if follows not in _CARDINALS:
                break
            word, place = follows, behind
        if word in _CARDINALS:
            value = _CARDINALS[word]
            if seen_unit or (seen_ten and value >= 10):
                break
            group += value
            seen_ten = seen_ten or value >= 20
            seen_unit = value < 20
        elif word == "hundred":
            group = max(1, group) * 100
            seen_unit = seen_ten = False
        elif word == "thousand":
            total, group = total + max(1, group) * 1000, 0
            seen_unit = seen_ten = False
        else:
            break
        at = end = place + 1
    return str(total + group), end


def _digits(words: list[str], at: int) -> tuple[str, int]:
    """Digits named one after the other, as behind a point."""
    found, end = "", at
    while True:
        word, place = _next(words, at)
        if word not in _CARDINALS or _CARDINALS[word] > 99:
            return found, end
        found += str(_CARDINALS[word])
        at = end = place + 1


_BASE = r"(?:(?<=[\d)])|(?<=\b[a-z]))"
"""What may be raised to a power; a word may not: `it comes to the 198 cm`."""
_JOINS = (
    (re.compile(rf"{_BASE} squared\b"), "^2"),
    (re.compile(rf"{_BASE} cubed\b"), "^3"),
    (re.compile(rf"{_BASE} to the (?:power(?: of)? )?(\d+)\b"), r"^\1"),
    (re.compile(r"(?<=[\d)]) (?:minus|take away|less|subtract) (?=[\da-z(])"), " - "),
    (re.compile(r"(?<![a-z'][a-z])(?<=[a-z]) (?:minus|take away) (?=[\da-z(])"), " - "),
    (re.compile(r"\b(?:minus|negative) (?=[.\d(]|[a-z]\b)"), "-"),
    (re.compile(r"(?<=[\da-z)]) plus (?=[\da-z(])"), " + "),
    (re.compile(r"(?<=[\d)]) times (?=[\d(])"), " × "),
    (re.compile(r"(?<=[\d)]) divided by (?=[\d(])"), " ÷ "),
    (re.compile(r"(?<=[\da-z)]) equals (?=[-.\da-z(])"), " = "),
    (re.compile(r"(?<=\d) (?:over|out of|upon) (?=\d)"), "/"),
    (re.compile(r"(?<=\d) and (?=1/\d|\d/\d)"), " "),
    (re.compile(r"(?<=\d),? (?:remainder|rem\.?|r\.?|with remainder|with (?=\d+ left)) ?(?=\d)"), " r "),
    (re.compile(r"(?<=\d) (?:and|with) (\d+) (?:left(?: over)?|over)\b"), r" r \1"),
    (re.compile(r"(?<=\d) ?per ?cent\b"), "%"),
)


def _joined(text: str) -> str:
    """Words that join numbers, as signs."""
    for pattern, sign in _JOINS:
        text = pattern.sub(sign, text)
    return text
