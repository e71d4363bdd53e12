"""Tasks as people ask them, put into the notation that the topics read.

`What is 3/4 of 20?`, `add 3/7 and 1/2`, `3/5 / 2/7`: the words and signs around the numbers are exchanged
for those of a schoolbook; which numbers make a task of which kind is left to the topics.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from teachsim.domains.typed import plain

if TYPE_CHECKING:
    from collections.abc import Callable

_N = r"(-?(?:\d+ \d+/\d+|\d+/\d+|\d*\.\d+|\d+))"
"""A number, mixed, fraction, decimal or whole."""
_F = r"((?:\d+ )?\d+/\d+)"
"""A fraction or a mixed number."""

_ASKED = re.compile(
    r"(?:please\s+)?(?:what is|what's|what does|how much is|what number is|work out|calculate|compute"
    r"|evaluate|find|solve)\b(?! percent)(?: the value of)?:?\s*",
    re.IGNORECASE,
)
_END = re.compile(r"\s*(?:equals?|come to|make)?\s*(?:=\s*\??|\?|\.)?\s*$", re.IGNORECASE)

_WORDED: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), put)
    for pattern, put in (
        (rf"add {_N} (?:and|to) {_N}", lambda m: f"{m[1]} + {m[2]}"),
        (rf"(?:the )?sum of {_N} and {_N}", lambda m: f"{m[1]} + {m[2]}"),
        (rf"subtract {_N} from {_N}", lambda m: f"{m[2]} - {m[1]}"),
        (rf"take {_N} (?:away )?from {_N}", lambda m: f"{m[2]} - {m[1]}"),
        (rf"(?:the )?difference (?:of|between) {_N} and {_N}", lambda m: f"{m[1]} - {m[2]}"),
        (rf"multiply {_N} (?:by|and|with) {_N}", lambda m: f"{m[1]} × {m[2]}"),
        (rf"(?:the )?product of {_N} and {_N}", lambda m: f"{m[1]} × {m[2]}"),
        (rf"divide {_N} by {_N}", lambda m: f"{m[1]} ÷ {m[2]}"),
        (rf"{_N} plus {_N}", lambda m: f"{m[1]} + {m[2]}"),
        (rf"{_N} (?:minus|take away) {_N}", lambda m: f"{m[1]} - {m[2]}"),
        (rf"{_N} (?:times|multiplied by) {_N}", lambda m: f"{m[1]} × {m[2]}"),
        (rf"{_N} divided by {_N}", lambda m: f"{m[1]} ÷ {m[2]}"),
        (rf"{_F} of {_N}", lambda m: f"{m[1]} × {m[2]}"),
        (
            rf"(?:reduce|simplify|write|give|cancel)?(?: the fraction)? ?{_F} ?(?:,|to|in|into|as)?"
            r"(?: (?:its|the))? (?:lowest|simplest) (?:terms|form)",
            lambda m: f"simplify {m[1]}",
        ),
        (
            rf"{_F} (?:as|to|into) an? (improper fraction|mixed number)",
            lambda m: f"write {m[1]} as an {m[2]}",
        ),
        (rf"compare {_N} (?:and|with|to) {_N}", lambda m: f"{m[1]} __ {m[2]}"),
        (rf"{_N} ?(?:\[ ?\]|\( ?\)|\.\.\.|…|vs\.?) ?{_N}", lambda m: f"{m[1]} __ {m[2]}"),
        (
            rf"(?:which|what) (?:one |number |fraction |decimal )?is (?:the )?(?:bigger|larger|greater|more)"
            rf"(?: one| number| fraction| decimal)?[,:]? ?{_N} or {_N}",
            lambda m: f"{m[1]} __ {m[2]}",
        ),
        (
            rf"(?:fill in|put|write|use|insert) [^\d]{{0,40}}[:,]? ?{_N} ?_+ ?{_N}",
            lambda m: f"{m[1]} __ {m[2]}",
        ),
        (rf"\(?{_F}\)? ?[/:÷] ?\(?{_F}\)?", lambda m: f"{m[1]} ÷ {m[2]}"),
        (rf"(\d+) ?[/:÷] ?\({_F}\)|(\d+) [/:] {_F}", lambda m: f"{m[1] or m[3]} ÷ {m[2] or m[4]}"),
        (rf"\({_F}\) ?[/:÷] ?(\d+)|{_F} [/:] (\d+)", lambda m: f"{m[1] or m[3]} ÷ {m[2] or m[4]}"),
        (rf"\(?{_F}\)? ?([-+×xX*·]) ?\(?{_F}\)?", lambda m: f"{m[1]} {m[2]} {m[3]}"),
        (r"(\d*\.\d+|\d+) ?: ?(\d*\.\d+|\d+)", lambda m: f"{m[1]} ÷ {m[2]}"),
        (r"(\d*\.\d+) ?/ ?(\d*\.\d+|\d+)|(\d+) ?/ ?(\d*\.\d+)", lambda m: f"{m[1] or m[3]} ÷ {m[2] or m[4]}"),
        (r"(-\d+)/(-?\d+)|(\d+)/(-\d+)", lambda m: f"{m[1] or m[3]} ÷ {m[2] or m[4]}"),
        (r"\((-?\d+)\) ?[×*·]? ?\((-?\d+)\)", lambda m: f"{m[1]} × {m[2]}"),
    )
)
_IMPROPER = re.compile(r"(\d+)/(\d+)")


def as_written(text: str) -> str:
    """The task in the topics' notation, or in other characters only where nothing is known of the words.

    >>> as_written("What is 3/4 of 20?")
    '3/4 × 20'
    >>> as_written("Subtract 3 from 5.")
    '5 - 3'
    """
    text = re.sub(r"\s+", " ", plain(text).strip())
    bare = _END.sub("", text[asked.end() :] if (asked := _ASKED.match(text)) else text)
    for pattern, put in _WORDED:
        if match := pattern.fullmatch(bare):
            return put(match)
    match = _IMPROPER.fullmatch(bare)
    if match and int(match[1]) > int(match[2]) > 0:
        return f"{match[1]} ÷ {match[2]}"  # a fraction below 1 asks nothing; this one can be worked out
    return bare if asked else text
