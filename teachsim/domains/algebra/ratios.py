"""Ratios: notation, fresh items and the tests of an answer. `RATIOS` is the topic `ratios`.

How its items are worked is in `ratios_rules`, on which items a misconception shows in `ratios_claims`; the
items that compare two ratios are in `ratios_comparing`.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from teachsim.domains.algebra.ratios_claims import CLAIMS
from teachsim.domains.algebra.ratios_comparing import TasteAfter, WhichGrew, WhichStronger
from teachsim.domains.algebra.ratios_rules import OverWhat, Pair, PartOf, Simplest, book
from teachsim.domains.algebra.stories_answers import NumberForm, RatioForm
from teachsim.domains.algebra.stories_frames import END, Frame, FrameTopic, seen, shown
from teachsim.domains.base import Check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from teachsim.domains.base import Answer, Step
    from teachsim.domains.rules import Hand

_I = r"(?<![0-9.])([1-9][0-9]{0,5})(?![0-9])"
_GAP = r"(?:_+|\?|□)"
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(form + END, re.IGNORECASE | re.ASCII)


def _at(hand: Hand, slot: str, data: Any) -> tuple[str, tuple[Step, ...]]:
    """What this student does at the one slot of an item."""
    taken = hand.at(slot, data)
    return taken.value.answer, taken.value.steps(taken)


class _Equal(Frame):
    """An equal ratio of which one part is missing, whatever the words."""

    form = NumberForm()

    def work(self, data: Pair, hand: Hand) -> tuple[str, tuple[Step, ...]]:
        """Both parts by the same number."""
        return _at(hand, "equal-ratios", data)

    def truth(self, data: Pair) -> str:
        """The fourth number."""
        return shown(Fraction(data.known * data.two, data.one))

    def make(self, rng: Random) -> Pair | None:
        """Numbers that divide, mostly by a whole number."""
        one, two = rng.randint(2, 12), rng.randint(1, 15)
        known = one * rng.randint(2, 6) if rng.random() < 0.5 else rng.randint(2, 20)
        if known == one or two in (one, known) or one * (known * two // one) != known * two:
            return None
        return Pair(one, two, known)

    def tests(self, data: Pair, answer: Answer) -> Iterator[Check]:
        """Two of them poured together, and the smallest case that can be drawn."""
        one, two, known, _ = data
        value = Fraction(str(answer.value))
        due = _MORE[_sign(known - one)]
        found = _MORE[_sign(int(value > two) - int(value < two))]
        refutes = due != found
        but = "but" if refutes else "and"
        yield Check(
            "more-or-less",
            (
                f"There are {known} now instead of {one}. Does your answer go the same way from {two}?",
                f"Going from {one} to {known}, does it go the same way from {two} to yours?",
                f"From {one} to {known} it changes. Did {two} change the same way?",
            ),
            seen(f"{known} is {due} {one}, {but} {answer.text} is {found} {two}"),
            refutes,
            r"(?=.*\d).*\bthe same way\b",
        )
        back = Fraction(one) * value
        off = back != known * two
        yield Check(
            "how-many-times",
            (
                f"How often does {one} go into {known}, and {two} into your answer?",
                f"How many {one}s make {known}, and do as many {two}s make yours?",
                f"Is {known} as many times {one} as yours goes into by {two}, and how often does each go?",
            ),
            seen(
                f"{one} goes {shown(Fraction(known, one))} times into {known}, "
                f"{'but' if off else 'and'} {two} goes {shown(value / two)} times into {answer.text}"
            ),
            off,
            r"(?=.*\d).*(?:\bhow often\b|\d+s make\b)",
        )


_MORE = {1: "more than", 0: "just", -1: "less than"}


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


class Missing(_Equal):
    """`2:3 = 8:__`."""

    kind = "ratio-missing"
    patterns = (
        re.compile(rf"{_I} ?: ?{_I} ?= ?{_I} ?: ?{_GAP}"),
        re.compile(rf"{_I} ?: ?{_I} ?= ?{_GAP} ?: ?(?P<second>[1-9][0-9]{{0,5}})(?![0-9])"),
    )

    def read(self, found: re.Match[str]) -> Pair:
        """The ratio and the known part; turned round where the second is known."""
        one, two, known = map(int, found.groups())
        if "second" in found.groupdict():
            return Pair(two, one, known, "first")
        return Pair(one, two, known)

    def text(self, data: Pair) -> str:
        """As written."""
        one, two, known, place = data
        return f"{one}:{two} = {known}:__" if place == "second" else f"{two}:{one} = __:{known}"

    def make(self, rng: Random) -> Pair | None:
        """Either part missing."""
        made = super().make(rng)
        return made and (made._replace(place="first") if rng.random() < 0.3 else made)


class HowMany(_Equal):
    """`if 6 need 15, how many do 4 need?`."""

    kind = "how-many-for"
    patterns = (_pattern(rf"if {_I} (?:need|cost|buy|make) {_I}, how many do {_I} (?:need|cost|buy|make)"),)

    def read(self, found: re.Match[str]) -> Pair:
        """The three numbers."""
        one, two, known = map(int, found.groups())
        return Pair(one, two, known)

    def text(self, data: Pair) -> str:
        """As written."""
        return f"if {data.one} need {data.two}, how many do {data.known} need?"


class InSimplestForm(Frame):
    """`ratio of 35 to 25 in simplest form`."""

    kind = "ratio-simplest"
    patterns = (
        _pattern(rf"(?:what is )?(?:the )?ratio of {_I} to {_I} in (?:its |the )?simplest form"),
        _pattern(rf"(?:what is )?(?:the )?ratio {_I} ?: ?{_I} in (?:its |the )?simplest form"),
    )
    form = RatioForm()

    def read(self, found: re.Match[str]) -> Simplest:
        """The two numbers."""
        return Simplest(*map(int, found.groups()))

    def text(self, data: Simplest) -> str:
        """As written."""
        return f"ratio of {data.one} to {data.two} in simplest form"

    def work(self, data: Simplest, hand: Hand) -> tuple[str, tuple[Step, ...]]:
        """Both divided."""
        return _at(hand, "equal-ratios", data)

    def truth(self, data: Simplest) -> str:
        """Both over their greatest common divisor."""
        least = Fraction(data.one, data.two)
        return f"{least.numerator}:{least.denominator}"

    def make(self, rng: Random) -> Simplest | None:
        """Numbers with a common divisor."""
        one, two, times = rng.randint(1, 9), rng.randint(1, 9), rng.randint(2, 9)
        return None if one == two else Simplest(one * times, two * times)

    def tests(self, data: Simplest, answer: Answer) -> Iterator[Check]:
        """Whether the answer times something gives both numbers back."""
        *_, one, two = answer.value if isinstance(answer.value, tuple) else (1, 1)
        if not (one and two):
            return
        first, second = Fraction(data.one, one), Fraction(data.two, two)
        refutes = first != second
        yield Check(
            "times-up-again",
            (
                f"What do you multiply each of your numbers by to get {data.one} and {data.two} again?",
                f"Multiply both of yours up again: do they reach {data.one} and {data.two} together?",
                f"Can one number multiply yours up to {data.one} and {data.two} again?",
            ),
            seen(
                f"I need {shown(first)} times {one} and {shown(second)} times {two}, "
                f"{'that should be one number' if refutes else 'just the same'}"
            ),
            refutes,
            r"(?=.*\d).*\bmultiply\b",
        )


class _Over(Frame):
    form = NumberForm()
    of_all: bool

    def read(self, found: re.Match[str]) -> OverWhat:
        """The two parts."""
        one, two = map(int, found.groups())
        return OverWhat(one, two, self.of_all)

    def work(self, data: OverWhat, hand: Hand) -> tuple[str, tuple[Step, ...]]:
        """One number over another."""
        return _at(hand, "ratio-as-fraction", data)

    def make(self, rng: Random) -> OverWhat | None:
        """Small parts."""
        one, two = rng.randint(1, 9), rng.randint(2, 12)
        return OverWhat(one, two, self.of_all) if one != two and one % two else None


class AsFraction(_Over):
    """`write 4:6 as a fraction`."""

    kind = "ratio-as-fraction"
    patterns = (_pattern(rf"(?:write )?(?:the ratio )?{_I} ?: ?{_I} (?:written )?as a fraction"),)
    of_all = False

    def text(self, data: OverWhat) -> str:
        """As written."""
        return f"write {data.one}:{data.two} as a fraction"

    def truth(self, data: OverWhat) -> str:
        """The quotient."""
        return str(Fraction(data.one, data.two))

    def tests(self, data: OverWhat, answer: Answer) -> Iterator[Check]:
        """Whether the first is more than the second."""
        value = Fraction(str(answer.value))
        times = value * data.two
        refutes = times != data.one
        yield Check(
            "of-the-second",
            (
                f"Take your fraction of the {data.two}. Do you get the other part?",
                f"How much is your fraction of the {data.two}?",
                f"What would your fraction of the {data.two} be?",
            ),
            seen(f"that's {shown(times)}, {'but it should be' if refutes else 'and it is'} {data.one}"),
            refutes,
            r"\byour fraction of the \d",
        )


class ShareOf(_Over):
    """`mixed 2:3, what fraction is the first part?`."""

    kind = "ratio-share"
    patterns = (_pattern(rf"mixed {_I} ?: ?{_I}, what fraction (?:of (?:it|all) )?is the first part"),)
    of_all = True

    def text(self, data: OverWhat) -> str:
        """As written."""
        return f"mixed {data.one}:{data.two}, what fraction is the first part?"

    def truth(self, data: OverWhat) -> str:
        """The first of all."""
        return str(Fraction(data.one, data.one + data.two))

    def tests(self, data: OverWhat, answer: Answer) -> Iterator[Check]:
        """Both shares together."""
        value = Fraction(str(answer.value))
        times = value * (data.one + data.two)
        refutes = times != data.one
        yield Check(
            "count-all-parts",
            (
                f"Put {data.one} cups and {data.two} cups into a jug. How many of them is your fraction?",
                f"With {data.one} and {data.two} cups in one jug, how many cups does your fraction come to?",
                f"Think of one jug with {data.one} and {data.two} cups. How many of them is your fraction?",
            ),
            seen(
                f"the jug has {data.one + data.two} cups and mine is {shown(times)} of them, "
                f"{'but it should be' if refutes else 'and it is'} {data.one}"
            ),
            refutes,
            r"(?=.*\d).*\bjug\b",
        )


class Whole(Frame):
    """`6 is 2/5 of what?`; the fraction also in words."""

    kind = "whole-of-fraction"
    patterns = (
        _pattern(rf"{_I} is {_I}/{_I} of (?:what(?: number)?|_+)"),
        _pattern(
            rf"{_I} is (?P<top>{'|'.join(_COUNTS)})[- ](?P<bottom>{'|'.join(_PARTS)})s? of"
            r" (?:what(?: number)?|_+)"
        ),
    )
    form = NumberForm()

    def read(self, found: re.Match[str]) -> PartOf | None:
        """The part and its fraction; none above 1."""
        part, top, bottom = found.groups()
        if not top.isdigit():
            top, bottom = str(_COUNTS.index(top.lower()) + 1), str(_PARTS[bottom.lower()])
        return PartOf(int(part), int(top), int(bottom)) if int(top) <= int(bottom) else None

    def text(self, data: PartOf) -> str:
        """As written."""
        return f"{data.part} is {data.top}/{data.bottom} of what?"

    def work(self, data: PartOf, hand: Hand) -> tuple[str, tuple[Step, ...]]:
        """One piece, then all."""
        return _at(hand, "whole-from-part", data)

    def truth(self, data: PartOf) -> str:
        """The number of which it is that fraction."""
        return shown(Fraction(data.part * data.bottom, data.top))

    def make(self, rng: Random) -> PartOf | None:
        """Pieces of more than one."""
        bottom = rng.randint(3, 10)
        top = rng.randint(1, bottom - 1)
        return PartOf(top * rng.randint(2, 9), top, bottom)

    def tests(self, data: PartOf, answer: Answer) -> Iterator[Check]:
        """The fraction of what was found, and its size."""
        value = Fraction(str(answer.value))
        back = value * data.top / data.bottom
        refutes = back != data.part
        yield Check(
            "take-it-again",
            (
                f"Go back: how much is {data.top}/{data.bottom} of your number?",
                f"Going back, do you get {data.part} from {data.top}/{data.bottom} of your number?",
                f"Work back from your number: what is {data.top}/{data.bottom} of it?",
            ),
            seen(f"that's {shown(back)}, {'but it should be' if refutes else 'just'} {data.part}"),
            refutes,
            r"(?=.*\d/\d).*\bback\b",
        )


_FRAMES = (
    Missing(), HowMany(), InSimplestForm(), AsFraction(), ShareOf(), Whole(), WhichStronger(), WhichGrew(),
    TasteAfter(),
)  # fmt: skip
RATIOS = FrameTopic(
    "ratios",
    book,
    CLAIMS,
    _FRAMES,
    {
        "ratio-missing": ("how-many-for",),
        "how-many-for": ("ratio-missing",),
        "ratio-as-fraction": ("ratio-share",),
        "ratio-share": ("ratio-as-fraction",),
        "which-stronger": ("mixture-changed", "which-grew-more"),
        "which-grew-more": ("which-stronger",),
        "mixture-changed": ("which-stronger",),
    },
)
"""The topic of ratios."""
