"""What a sentence teaches about though the item has none of it: brackets, a second fraction, adding.

A table of things that rules are about, each with the words that name it and a test of the item as written.
It is asked of sentences that tell; a question about something else may be a way to the point.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_FRACTION = re.compile(r"\d+/\d+")
_SIGN_ONLY = re.compile(r"\(-[\d./]+\)")


class _Thing(NamedTuple):
    name: str
    said: re.Pattern[str]
    """Words that make the sentence be about it; lower case."""
    there: Callable[[str, str], bool]
    """Whether the item, or the student's answer, has it."""


def _doing(name: str, verb: str, *signs: str) -> _Thing:
    """A rule for when something is done to numbers: `before you add`, `to add these`, `with adding`."""
    return _Thing(
        name,
        re.compile(
            rf"(?:^to|\b(?:when|whenever|before|if)(?: you| we| one)?(?: are|'re)?|\bfor|\bwith) {verb}"
            rf"(?:e?s|s|ing|ition|ied|ed)?\b(?! (?:it|them|up|on) (?:back|up))"
        ),
        lambda item, _: any(sign in item for sign in signs),
    )


_THINGS = (
    _Thing(
        "a minus in front of a bracket",
        re.compile(r"\b(?:minus|negative)(?: sign)? (?:in front of|before|outside)\b.*\bbracket|-\("),
        lambda item, _: re.search(r"-\s*\d*\((?!-?\d+\))", item) is not None,
    ),
    _Thing(
        "brackets",
        re.compile(
            r"\b(?:in|inside|outside|within|a|the|any|out) (?:the |a |any )?(?:brackets?|parenthes[ei]s)\b"
        ),
        lambda item, _: "(" in _SIGN_ONLY.sub("", item),
    ),
    _Thing(
        "a second fraction",
        re.compile(
            r"\bcommon (?:denominator|bottom)|\bboth (?:fractions|bottoms|denominators)\b"
            r"|\b(?:bottoms|denominators)\b.*\bsame\b|\bsame (?:bottom|denominator)"
        ),
        lambda item, _: len(_FRACTION.findall(item)) > 1 or "what" in item or "=" in item,
    ),
    _Thing(
        "a common denominator",
        re.compile(r"\bcommon (?:denominator|bottom)|\b(?:bottoms|denominators)\b.*\bsame\b"),
        lambda item, _: re.search(r"[-+_a-z]", item) is not None,
    ),
    _Thing(
        "a mixed number",
        re.compile(r"\bmixed numbers?\b"),
        lambda item, _: re.search(r"\d \d+/\d|mixed|improper", item) is not None,
    ),
    _Thing(
        "a power of zero",
        re.compile(r"\b(?:power|exponent)(?: of)? (?:zero|nought|0)\b|\bzero (?:power|exponent)\b|\^ ?0\b"),
        lambda item, _: re.search(r"\^\(?0", item) is not None,
    ),
    _Thing(
        "powers",
        re.compile(r"\b(?:exponents?|powers)\b"),
        lambda item, _: re.search(r"\^|square|double", item) is not None,
    ),
    _Thing("percent", re.compile(r"\bper ?cent\w*"), lambda item, _: "%" in item or "percent" in item),
    _Thing(
        "a decimal point",
        re.compile(r"\bdecimal points?\b|\bpoints (?:up|under|below)\b|\b(?:after|behind) the point\b"),
        lambda item, answer: re.search(r"\d\.\d|%|percent", item + answer) is not None,
    ),
    _Thing("borrowing", re.compile(r"\bborrow\w*"), lambda item, _: "-" in item or "÷" in item),
    _Thing(
        "two like signs",
        re.compile(r"\btwo (?:minuses|negatives)|\bboth (?:negative|minus)\b"),
        lambda item, _: len(re.findall(r"-\d|\(-|- ", item)) > 1 or re.search(r"[a-z]", item) is not None,
    ),
    _Thing(
        "unlike signs",
        re.compile(
            r"\bone (?:\w+ )?positive and (?:the )?(?:one|other) (?:\w+ )?negative"
            r"|\b(?:unlike|different|opposite) signs\b"
        ),
        lambda item, _: _unlike(item),
    ),
    _Thing(
        "an equation",
        re.compile(r"\bboth sides\b|\bother side\b"),
        lambda item, _: re.search(r"[=<>:]|equation|side|solution", item) is not None,
    ),
    _doing("adding", "add", "+", "(-", "sum", "more", "mixed"),
    _doing("subtracting", "subtract", "-", "less", "fewer", "left"),
    _doing("multiplying", "multipl", "×", "(", "^", "%", "time", "of", "area", "/"),
    _doing("dividing", "divid", "÷", "/", "%", "=", "share", "ratio", ":", "per", "simplif"),
)


def _unlike(item: str) -> bool:
    """Whether numbers of both signs are there; an item with letters is given the benefit of the doubt."""
    if re.search(r"[a-z]", item):
        return True
    negative = re.findall(r"(?:^|\()-\d", item)
    return 0 < len(negative) < len(re.findall(r"\d+", item)) or "- " in item


def named_but_absent(sentence: str, item: str, answer: str) -> str | None:
    """What the sentence is about and the item has not, for people; None where nothing is missing.

    >>> named_but_absent("What is in brackets always comes first.", "4 + 2 ÷ 2", "3")
    'brackets'
    >>> named_but_absent("What is in brackets always comes first.", "4(1 + 2)", "6") is None
    True
    """
    low = sentence.lower()
    return next((t.name for t in _THINGS if t.said.search(low) and not t.there(item, answer)), None)
