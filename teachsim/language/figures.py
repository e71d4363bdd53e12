"""Numbers and signs that are said in words, as figures: for a reader that must miss none.

`twenty-six` → `26`, `eleven twelfths` → `11/12`, `minus thirty-one` → `-31`, `three x plus twelve` →
`3x + 12`. Only what is plainly a number is put into figures: `one` in `this one` is not.
"""

from __future__ import annotations

import re

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

_UNIT = "|".join(_SMALL)
_TEN = "|".join(_TENS)
_UP_TO_99 = rf"(?:(?:{_TEN})(?:[- ](?:{'|'.join(list(_SMALL)[1:10])}))?|{_UNIT})"
_WHOLE = (
    rf"(?:(?:{_UP_TO_99}|a) thousand(?:,? (?:and )?)?)?"
    rf"(?:(?:{_UP_TO_99}|a) hundred(?:,? (?:and )?(?={_UP_TO_99}))?)?(?:{_UP_TO_99})?"
)
_NUMBER = re.compile(rf"\b(?=(?:{_TEN}|{_UNIT}|a (?:hundred|thousand))\b)(?P<whole>{_WHOLE})\b")
_ANY = re.compile(rf"\b(?:{_TEN}|{_UNIT}|hundred|minus|negative|plus|over|out of|squared|remainder)\b")
_ONE_IS_MEANT = re.compile(
    r"(?:^|[.!?:;=]|\b(?:is|it's|got|get|say|be|makes|answer|so|minus|plus|and|over))\s*$"
)
_THINGS = re.compile(r"\b(?:those|these|you|us) $")
"""Before a number of things that are meant, as in `those two`."""
_ONE_IS_LEFT = re.compile(
    r"\s*(?:[.,!?]|$|over\b|and\b|plus\b|minus\b|half\b|third|quarter|(?:\w+(?:th|ths))\b)"
)

_SIGNS = (
    (re.compile(r"(?<=[\da-z)]) squared\b"), "^2"),
    (re.compile(rf"(?<=\d) (?P<part>{'|'.join(_DENOMINATORS)})(?:s|\b)"), "/"),
    (re.compile(r"(?<=\d) (?:over|out of|upon) (?=\d)"), "/"),
    (re.compile(r"(?<=\d),? (?:remainder|with remainder) (?=\d)"), " r "),
    (re.compile(r"(?<=\d) (?:with|and) (\d+) left(?: over)?"), r" r \1"),
    (re.compile(r"(?<=\d) (?=[a-z]\b)(?!a\b|i\b|x \d)"), ""),
    (re.compile(r"(?<=[\d)]) (?:minus|plus) (?=[\da-z(])"), None),
    (re.compile(r"(?<=\d[a-z]) (?:minus|plus) (?=[\da-z(])"), None),
    (re.compile(r"\b(?:minus|negative) (?=\d)"), "-"),
)


def in_figures(text: str) -> str:
    """The text in lower case with what is a number or a sign as a figure.

    >>> in_figures("I got twenty-six, not eleven twelfths")
    'i got 26, not 11/12'
    >>> in_figures("Six hundred and twenty five. Three x plus twelve. Minus thirty-one. This one.")
    '625. 3x + 12. -31. this one.'
    """
    low = text.lower().replace("’", "'")
    if _ANY.search(low) is None:
        return low
    low = _NUMBER.sub(lambda match: _figure(match, low), low)
    for pattern, sign in _SIGNS:
        if sign is None:
            low = pattern.sub(lambda match: " - " if "minus" in match[0] else " + ", low)
        elif sign == "/" and "part" in pattern.groupindex:
            low = pattern.sub(lambda match: f"/{_DENOMINATORS[match['part']]}", low)
        else:
            low = pattern.sub(sign, low)
    return low


def _figure(match: re.Match[str], low: str) -> str:
    words = re.findall(r"[a-z]+", match["whole"])
    if words == ["one"] and not (
        _ONE_IS_MEANT.search(low[: match.start()]) and _ONE_IS_LEFT.match(low[match.end() :])
    ):
        return match[0]
    if len(words) == 1 and _THINGS.search(low[: match.start()]):
        return match[0]
    total = group = 0
    for word in words:
        if word == "hundred":
            group = max(1, group) * 100
        elif word == "thousand":
            total, group = max(1, group) * 1000, 0
        else:
            group += _SMALL.get(word, _TENS.get(word, 0))
    behind = " " if match["whole"].endswith(" ") else ""
    return f"{total + group}{behind}"
