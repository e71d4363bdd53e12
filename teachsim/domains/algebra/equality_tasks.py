"""Tasks about what stays equal: their parts, read from one line and put into one again.

A blank in a sum, a sum to be called true or false, a fraction of a letter, a change of size to be undone,
and an inequality whose two sides share a factor.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import gcd
from typing import NamedTuple, TypeAlias

from teachsim.domains.algebra.phrases_topic import plain

_I = re.IGNORECASE
BLANK = "__"
_BLANK = r"(?:_{1,5}|□|\[ ?_* ?\]|\?)"
_NUMBER = r"[1-9][0-9]{0,4}"
_TERM = rf"(?:{_NUMBER}(?: ?× ?{_BLANK})?|{_BLANK})"
SUM = rf"{_TERM}(?: ?[-+] ?{_TERM}){{0,6}}"
_SUMS = re.compile(rf"({SUM}) ?= ?({SUM})")
_FILL = re.compile(
    r"(?:(?:find|what is|solve for) the (?:missing )?number(?: in the blank)?|fill in(?: the blank)?):? ", _I
)
_TRUE = re.compile(r"true or false:? | true or false$|is it true that ", _I)
_LETTER = r"([A-Za-z])"
_SHARE = re.compile(
    rf"(?:write|represent|express) \(?([1-9][0-9]{{0,3}})/([1-9][0-9]{{0,3}})\)? ?×? ?{_LETTER}"
    r" as (?:one fraction|a (?:fraction|ratio))",
    _I,
)
_SIZE = re.compile(
    r"an? ([a-z]{3,10}) is made ([1-9][0-9]?)/([1-9][0-9]?) of its size[,.;:] "
    r"(?:and )?what (?:fraction|part|times) of (?:that|its present size|the new size) restores it",
    _I,
)
_FACTOR = re.compile(
    rf"(?:solve:? )?\({_LETTER} ?([-+]) ?([1-9][0-9]?)\)(?:\^2|²) ?(<=|>=|≤|≥|<|>) ?"
    rf"(-?[1-9][0-9]?){_LETTER} ?([-+]) ?([1-9][0-9]{{0,3}})"
)


class Part(NamedTuple):
    """One term of a sum: a number, or so many times the blank."""

    number: int
    """With its sign."""
    blank: bool = False


class Sums(NamedTuple):
    """Two sums with an equals sign between them, with one blank in them or none."""

    left: tuple[Part, ...]
    right: tuple[Part, ...]

    @property
    def text(self) -> str:
        """As written."""
        line = f"{side_text(self.left)} = {side_text(self.right)}"
        return line if self.has_blank else f"true or false: {line}"

    @property
    def has_blank(self) -> bool:
        """Whether a number is to be found."""
        return any(part.blank for part in (*self.left, *self.right))

    @property
    def blank_left(self) -> bool:
        """Whether the blank is on the left."""
        return any(part.blank for part in self.left)


class Share(NamedTuple):
    """A fraction of a letter, to be written as one fraction."""

    top: int
    bottom: int
    letter: str

    @property
    def text(self) -> str:
        """As written."""
        return f"write ({self.top}/{self.bottom}){self.letter} as one fraction"


class Resized(NamedTuple):
    """Something has been made so much of its size, and is to have its size again."""

    thing: str
    factor: Fraction

    @property
    def text(self) -> str:
        """As written."""
        article = "an" if self.thing[0] in "aeiou" else "a"
        return f"{article} {self.thing} is made {self.factor} of its size, what fraction of that restores it?"


class Factored(NamedTuple):
    """`(x + a)^2 <= k x + k a`: both sides have the factor x + a."""

    letter: str
    shift: int
    sign: str
    times: int

    @property
    def factor(self) -> str:
        """The factor without brackets."""
        return f"{self.letter} {'+' if self.shift > 0 else '-'} {abs(self.shift)}"

    @property
    def text(self) -> str:
        """As written."""
        rest = self.times * self.shift
        head = {1: "", -1: "-"}.get(self.times, str(self.times))
        return f"({self.factor})^2 {self.sign} {head}{self.letter} {'+' if rest > 0 else '-'} {abs(rest)}"


Task: TypeAlias = "Sums | Share | Resized | Factored"


def side_text(parts: tuple[Part, ...]) -> str:
    """A sum as written.

    >>> side_text((Part(2, blank=True), Part(15), Part(-9)))
    '2 × __ + 15 - 9'
    """
    pieces = []
    for place, (number, blank) in enumerate(parts):
        head = (
            BLANK if blank and abs(number) == 1 else f"{abs(number)} × {BLANK}" if blank else str(abs(number))
        )
        pieces.append(head if not place else f" {'-' if number < 0 else '+'} {head}")
    return "".join(pieces)


def task_of(text: str) -> Task | None:
    """The task that a line sets, if it sets one.

    >>> task_of("8 + 4 = [ ] + 5").text, task_of("8 = 5 + 3")
    ('8 + 4 = __ + 5', None)
    """
    line = plain(text)
    if not line:
        return None
    return _sums(line) or _share(line) or _resized(line) or _factored(line)


def _sums(line: str) -> Sums | None:
    bare = _FILL.sub("", line.rstrip(".! "), count=1)
    asked = _TRUE.sub("", bare, count=1)
    match = _SUMS.fullmatch(asked.rstrip("? ") if asked != bare else bare) or _SUMS.fullmatch(
        bare.rstrip("?. ")
    )
    if match is None:
        return None
    found = Sums(*(tuple(_parts(side)) for side in match.groups()))
    blanks = sum(part.blank for part in (*found.left, *found.right))
    if blanks != (asked == bare) or len(found.left) + len(found.right) < 3:
        return None
    only_result = found.right == (Part(1, blank=True),)
    return None if only_result else found


def _parts(side: str) -> list[Part]:
    found = []
    for sign, term in re.findall(rf"([-+]?) ?({_TERM})", side):
        number, _, blank = (piece.strip() for piece in term.partition("×"))
        alone = not number[0].isdigit()
        times = 1 if alone else int(number)
        found.append(Part(-times if sign == "-" else times, alone or bool(blank)))
    return found


def _share(line: str) -> Share | None:
    match = _SHARE.fullmatch(line.rstrip("?. "))
    if match is None:
        return None
    top, bottom = int(match[1]), int(match[2])
    return Share(top, bottom, match[3]) if bottom > 1 and gcd(top, bottom) == 1 else None


def _resized(line: str) -> Resized | None:
    match = _SIZE.fullmatch(line.rstrip("?. "))
    if match is None:
        return None
    factor = Fraction(int(match[2]), int(match[3]))
    return Resized(match[1].lower(), factor) if factor.denominator > 1 else None


def _factored(line: str) -> Factored | None:
    match = _FACTOR.fullmatch(line)
    if match is None:
        return None
    letter, plus, shift, sign, times, again, second, rest = match.groups()
    a, k = int(plus + shift), int(times)
    sign = {"≤": "<=", "≥": ">="}.get(sign, sign)
    return Factored(letter, a, sign, k) if letter == again and a * k == int(second + rest) else None
