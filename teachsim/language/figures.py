"""Numbers and signs that are said in words, as figures: for a reader that must miss none.

`twenty-six` → `26`, `eleven twelfths` → `11/12`, `minus thirty-one` → `-31`, `three x plus twelve` →
`3x + 12`. Only what is plainly a number is put into figures: `one` in `this one` is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

_SMALL = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = dict(
    zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True)
)
_PARTS = (
    "half third quarter fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_DENOMINATORS = {word: n for n, word in enumerate(_PARTS, 2)} | {
    "fourth": 4,
    "thirtieth": 30,
    "hundredth": 100,
}

_GROUPS = {"thousand": 1000, "million": 10**6}

_UNIT = "|".join(_SMALL)
_TEN = "|".join(_TENS)
_PART = "|".join(_DENOMINATORS)
_UP_TO_99 = rf"(?:(?:{_TEN})(?:[- ](?:{'|'.join(list(_SMALL)[1:10])}))?|{_UNIT})"
_ON = rf"(?:,? (?:and )?(?={_UP_TO_99}\b)(?!{_UP_TO_99} (?:hundred|million)\b))?"
_UP_TO_999 = rf"(?:(?:{_UP_TO_99}|a) hundred{_ON}(?:{_UP_TO_99})?|{_UP_TO_99})"
_GOES_ON = rf"(?:,? (?:and )?(?=(?:{_UP_TO_99}|a hundred)\b)(?!{_UP_TO_999} million\b))?"
_ENDS_ON = rf"(?:,? (?:and )?(?=(?:{_UP_TO_99}|a hundred)\b)(?!{_UP_TO_999} (?:million|thousand)\b))?"
"""Whether a smaller group follows: `two thousand, three thousand` are two numbers."""
_WHOLE = (
    rf"(?:(?:{_UP_TO_999}|a) million{_GOES_ON})?(?:(?:{_UP_TO_999}|a) thousand{_ENDS_ON})?(?:{_UP_TO_999})?"
)
_NUMBER = re.compile(rf"\b(?=(?:{_TEN}|{_UNIT}|a (?:hundred|thousand|million))\b)(?P<whole>{_WHOLE})\b")
_ANY = re.compile(
    rf"\b(?:{_TEN}|{_UNIT}|{_PART}|hundred|minus|negative|plus|over|out of|squared|remainder|point)\b"
)
_SAID = frozenset([*_TENS, *_SMALL, *_DENOMINATORS, "half"]) | frozenset(
    "hundred minus negative plus over out squared remainder point".split()
)
_LETTERS = re.compile(r"[a-z]+")
"""Most texts have none of these words, which is seen ten times as fast as by the pattern."""
_ONE_IS_MEANT = re.compile(
    r"(?:^|[.!?:;=]|\b(?:is|it's|got|get|say|be|makes|answer|so|minus|plus|and|over))\s*$"
)
_THINGS = re.compile(r"\b(?:those|these|you|us) $")
"""Before a number of things that are meant, as in `those two`."""
_ONE_IS_LEFT = re.compile(
    r"\s*(?:[.,!?]|$|over\b|and\b|plus\b|minus\b|half\b|third|quarter|(?:\w+(?:th|ths))\b)"
)
_ONE_FOR_SURE = re.compile(
    rf" (?:and (?:an?|{_UP_TO_99}) )?(?:{_PART})(?:s\b|\b(?! one\b))| point (?:{_UNIT}|oh)\b"
)
"""What follows `one` only where it is a number: `one and a half`, `one third`, `one point five`."""
_BEFORE_A_PART = (
    r"(?P<before>(?:^|[.!?:;,=]"
    r"|\b(?:is|it|it's|got|get|say|be|makes?|answer|so|and|or|plus|minus|think)\b)\s*)"
)
_AFTER_A_PART = r"(?=\s*(?:[.,!?;]|$|(?:plus|minus|and|or|but|so)\b))"
"""Around `a third` where it is a number; in `a third one` and `half the pizza` it is none."""


def _mixed(match: re.Match[str]) -> str:
    top = match["top"] if match["top"].isdigit() else "1"
    return f"{match['whole']} {top}/{_DENOMINATORS[match['part']]}"


def _part(match: re.Match[str]) -> str:
    return f"{match['before']}1/{_DENOMINATORS[match['part']]}"


def _decimal(match: re.Match[str]) -> str:
    places = re.sub(r"oh?", "0", match["places"]).replace(" ", "")
    return f"{match['whole'] or ''}.{places}"


_SIGN = {" minus ": " - ", " plus ": " + "}
_Written = str | Callable[[re.Match[str]], str]

_SIGNS: tuple[tuple[re.Pattern[str], _Written], ...] = (
    (re.compile(r"(?<=[\da-z)]) squared\b"), "^2"),
    (re.compile(rf"(?<![/\d.])(?P<whole>\d+) and (?P<top>\d+|an?) (?P<part>{_PART})(?:s|\b)"), _mixed),
    (re.compile(rf"{_BEFORE_A_PART}\ban? (?P<part>{_PART})\b{_AFTER_A_PART}"), _part),
    (re.compile(r"(?P<before>\b(?:is|it's|got|get|be|makes) )(?P<part>half)\b(?=\s*(?:[.,!?;]|$))"), _part),
    (
        re.compile(
            r"(?:\b(?P<whole>\d+) |(?<!the )(?<!that )(?<!this )(?<!a )\b)point "
            r"(?P<places>(?:oh? )*\d+(?: \d)*)\b"
        ),
        _decimal,
    ),
    (re.compile(rf"(?<=\d) (?P<part>{_PART})(?:s|\b)"), lambda match: f"/{_DENOMINATORS[match['part']]}"),
    (re.compile(r"(?<=\d) (?:over|out of|upon) (?=\d)"), "/"),
    (re.compile(r"(?<=\d),? (?:remainder|with remainder) (?=\d)"), " r "),
    (re.compile(r"(?<=\d) (?:with|and) (\d+) left(?: over)?"), r" r \1"),
    (re.compile(r"(?<=\d) (?=[a-z]\b)(?!a\b|i\b|x \d)"), ""),
    (re.compile(r"(?<=[\d)]) (?:minus|plus) (?=[\da-z(])"), lambda match: _SIGN[match[0]]),
    (re.compile(r"(?<=\d[a-z]) (?:minus|plus) (?=[\da-z(])"), lambda match: _SIGN[match[0]]),
    (re.compile(r"\b(?:minus|negative) (?=\d)"), "-"),
)


_SIGNED = re.compile(
    rf"\b(?:squared|{_PART}|point|over|out of|upon|remainder|with|left|minus|plus|negative)|\d [a-z]\b"
)
"""Without any of these none of the thirteen patterns above finds anything, and most sentences have none."""


@lru_cache(maxsize=4096)
def in_figures(text: str) -> str:
    """The text in lower case with what is a number or a sign as a figure.

    >>> in_figures("I got twenty-six, not eleven twelfths")
    'i got 26, not 11/12'
    >>> in_figures("Six hundred and twenty five. Three x plus twelve. Minus thirty-one. This one.")
    '625. 3x + 12. -31. this one.'
    >>> in_figures("Two and a half. It's a third. Point five. Three hundred thousand. A third one.")
    "2 1/2. it's 1/3. .5. 300000. a third one."
    """
    low = text.lower().replace("’", "'")
    if _SAID.isdisjoint(_LETTERS.findall(low)) or _ANY.search(low) is None:
        return low
    low = _NUMBER.sub(lambda match: _figure(match, low), low)
    if _SIGNED.search(low):
        for pattern, written in _SIGNS:
            low = pattern.sub(written, low)
    return low


def _figure(match: re.Match[str], low: str) -> str:
    words = re.findall(r"[a-z]+", match["whole"])
    before, behind = low[: match.start()], low[match.end() :]
    if words == ["one"] and not (
        _ONE_FOR_SURE.match(behind) or (_ONE_IS_MEANT.search(before) and _ONE_IS_LEFT.match(behind))
    ):
        return match[0]
    if len(words) == 1 and _THINGS.search(before):
        return match[0]
    total = group = 0
    for word in words:
        if word == "hundred":
            group = max(1, group) * 100
        elif word in _GROUPS:
            total, group = total + max(1, group) * _GROUPS[word], 0
        else:
            group += _SMALL.get(word, _TENS.get(word, 0))
    return f"{total + group}{' ' if match['whole'].endswith(' ') else ''}"
