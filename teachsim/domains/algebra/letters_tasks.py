"""Tasks about what letters stand for: their parts, read from short sentences and put into them again."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from teachsim.domains.algebra.phrases_topic import plain

_NAME = r"([A-Z][a-z]{1,11})"
_LETTER = r"([A-Za-z])"
_NUMBER = r"([1-9][0-9]{0,3})"
_THING = r"([a-z]{3,12})"
_I = re.IGNORECASE


class Person(NamedTuple):
    """Somebody has so much more or less than somebody else, who has a letter's worth."""

    owner: str
    number: int
    more: bool
    other: str
    letter: str
    frame: str
    """`height`, `age`, `weight`, or the things that they have."""

    @property
    def text(self) -> str:
        """As written.

        >>> Person("Sue", 1, False, "Chris", "y", "weight").text
        'Sue weighs 1 kg less than Chris. Chris weighs y kg. How much does Sue weigh?'
        """
        owner, number, more, other, letter, frame = self
        match frame:
            case "height":
                word, shape = "taller" if more else "shorter", "cm"
                said = f"{owner} is {number} {shape} {word} than {other}. {other} is {letter} {shape} tall."
                return f"{said} How tall is {owner}?"
            case "age":
                word = "older" if more else "younger"
                years = "year" if number == 1 else "years"
                said = f"{owner} is {number} {years} {word} than {other}. {other} is {letter} years old."
                return f"{said} How old is {owner}?"
            case "weight":
                word = "more" if more else "less"
                return (
                    f"{owner} weighs {number} kg {word} than {other}. {other} weighs {letter} kg. "
                    f"How much does {owner} weigh?"
                )
        word = "more" if more else "fewer"
        return (
            f"{owner} has {number} {word} {frame} than {other}. {other} has {letter} {frame}. "
            f"How many {frame} does {owner} have?"
        )


class Total(NamedTuple):
    """The sum of two letters is known, and something is added to it."""

    letters: tuple[str, str]
    total: int
    extra: str
    """Another letter, or a number."""

    @property
    def text(self) -> str:
        """As written."""
        one, two = self.letters
        return f"if {one} + {two} = {self.total}, what is {one} + {two} + {self.extra}?"


class Range(NamedTuple):
    """The sum of two letters is known, and which of them is less."""

    letters: tuple[str, str]
    total: int
    sign: str
    """`<` or `>`, between the two."""

    @property
    def text(self) -> str:
        """As written."""
        one, two = self.letters
        return f"if {one} + {two} = {self.total} and {one} {self.sign} {two}, what can {one} be?"


class Line(NamedTuple):
    """So many times a letter, and a number added: `2n`, `n + 2`, `n - 3`."""

    times: int
    letter: str
    plus: int

    @property
    def text(self) -> str:
        """As written."""
        head = self.letter if self.times == 1 else f"{self.times}{self.letter}"
        if not self.plus:
            return head
        return f"{head} {'+' if self.plus > 0 else '-'} {abs(self.plus)}"

    def at(self, number: Fraction | int) -> Fraction:
        """What it is worth with a number for the letter."""
        return Fraction(self.times * number + self.plus)


class Larger(NamedTuple):
    """Which of two expressions in one letter is larger."""

    one: Line
    two: Line

    @property
    def text(self) -> str:
        """As written."""
        return f"which is larger, {self.one.text} or {self.two.text}?"


class Beside(NamedTuple):
    """One letter is another one with a number added or taken away: which is larger."""

    named: str
    told: Line

    @property
    def text(self) -> str:
        """As written."""
        one, two = sorted((self.named, self.told.letter))
        return f"if {self.named} = {self.told.text}, which is larger, {one} or {two}?"


Task: TypeAlias = "Person | Total | Range | Larger | Beside"

_PERSON = (
    ("height", rf"{_NAME} is {_NUMBER} ?cm (taller|shorter) than {_NAME}[.,;] {_NAME} is {_LETTER} ?cm tall"),
    ("age", rf"{_NAME} is {_NUMBER} years? (older|younger) than {_NAME}[.,;] {_NAME} is {_LETTER} years old"),
    ("weight", rf"{_NAME} weighs {_NUMBER} ?kg (more|less) than {_NAME}[.,;] {_NAME} weighs {_LETTER} ?kg"),
)
_PEOPLE = tuple((frame, re.compile(form)) for frame, form in _PERSON)
_THINGS = re.compile(
    rf"{_NAME} has {_NUMBER} (more|fewer|less) {_THING} than {_NAME}[.,;] {_NAME} has {_LETTER} {_THING}"
)
_ASKED = re.compile(
    r"(?:how (?:tall|old) is|how much does|what can you write for|what is|how many [a-z]+ does) "
    r"([A-Z][a-z]+)(?:'s (?:height|age|weight)| weigh| have)?",
    _I,
)
_TOTAL = re.compile(
    rf"if {_LETTER} ?\+ ?{_LETTER} ?= ?{_NUMBER},? what is {_LETTER} ?\+ ?{_LETTER} ?\+ ?"
    r"([A-Za-z]|[1-9][0-9]{0,3})",
    _I,
)
_RANGE = re.compile(
    rf"(?:if )?{_LETTER} ?\+ ?{_LETTER} ?= ?{_NUMBER} and {_LETTER} ?(<|>|is less than|is more than) "
    rf"?{_LETTER},? (?:what can {_LETTER} be|what is {_LETTER}|what can you say about {_LETTER})",
    _I,
)
LINE = r"(?:[1-9][0-9]{0,2}[A-Za-z]|[A-Za-z])(?: ?[-+] ?[1-9][0-9]{0,3})?"
_LINE = re.compile(r"([1-9][0-9]{0,2})?([A-Za-z])(?: ?([-+]) ?([1-9][0-9]{0,3}))?")
_IS = r"(?:which is (?:larger|bigger|greater|more),?|compare)"
_LARGER = re.compile(rf"{_IS} ({LINE}) (?:or|and) ({LINE})", _I)
_BESIDE = re.compile(rf"if {_LETTER} ?= ?({LINE}),? {_IS} {_LETTER} or {_LETTER}", _I)


def task_of(text: str) -> Task | None:
    """The task that these words set, if they set one.

    >>> task_of("if c + d = 10 and c < d, what is c?").text
    'if c + d = 10 and c < d, what can c be?'
    """
    line = plain(text)
    if not line:
        return None
    line = line.rstrip("? ").removesuffix(".")
    return _person(line) or _about_a_sum(line) or _comparison(line)


def line_of(text: str) -> Line | None:
    """An expression such as `2n + 3`."""
    match = _LINE.fullmatch(text)
    if match is None:
        return None
    times, letter, sign, plus = match.groups()
    return Line(int(times or 1), letter, int(f"{sign}{plus}") if sign else 0)


def _person(line: str) -> Person | None:
    said, _, question = line.rpartition(". ")
    asked = _ASKED.fullmatch(question)
    if asked is None:
        return None
    for frame, form in _PEOPLE:
        if match := form.fullmatch(said):
            owner, number, word, other, again, letter = match.groups()
            more = word in ("taller", "older", "more")
            found = Person(owner, int(number), more, other, letter, frame)
            return found if again == other != owner == asked[1] else None
    if match := _THINGS.fullmatch(said):
        owner, number, word, thing, other, again, letter, same = match.groups()
        if again == other != owner == asked[1] and same == thing:
            return Person(owner, int(number), word == "more", other, letter, thing)
    return None


def _about_a_sum(line: str) -> Total | Range | None:
    if match := _TOTAL.fullmatch(line):
        one, two, total, again, twice, extra = match.groups()
        if one != two and (one, two) == (again, twice) and extra not in (one, two):
            return Total((one, two), int(total), extra)
    if match := _RANGE.fullmatch(line):
        one, two, total, again, sign, twice, *asked = match.groups()
        if one != two and (again, twice) == (one, two) and one in asked:
            return Range(
                (one, two), int(total), {"is less than": "<", "is more than": ">"}.get(sign.lower(), sign)
            )
    return None


def _comparison(line: str) -> Larger | Beside | None:
    if match := _LARGER.fullmatch(line):
        one, two = (line_of(text) for text in match.groups())
        if one and two and one.letter == two.letter and one != two:
            return Larger(one, two)
    if match := _BESIDE.fullmatch(line):
        named, text, *asked = match.groups()
        told = line_of(text)
        if (
            told
            and told.times == 1
            and told.plus
            and {named, told.letter} == set(asked)
            and named != told.letter
        ):
            return Beside(named, told)
    return None
