"""Frames in which two ratios are compared: which is stronger, which grew more, does it taste the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from teachsim.domains.algebra.ratios_rules import Changed, Choosing, Compared, Grown, Stronger, names
from teachsim.domains.algebra.stories_answers import ChoiceForm, named_in
from teachsim.domains.algebra.stories_frames import END, Frame, seen
from teachsim.domains.base import Check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from teachsim.domains.base import Answer, Step
    from teachsim.domains.rules import Hand

_I = r"(?<![0-9.])([1-9][0-9]{0,5})(?![0-9])"
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TIMES = {"twice": 2, "three times": 3, "four times": 4, "five times": 5}


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(form + END, re.IGNORECASE | re.ASCII)


class _Choosing(Frame):
    """Which of two is more."""

    form = ChoiceForm(named_in)

    def work(self, data: Choosing, hand: Hand) -> tuple[str, tuple[Step, ...]]:
        """By division."""
        taken = hand.at("compare-ratios", data)
        return taken.value.answer, taken.value.steps(taken)

    def truth(self, data: Choosing) -> str:
        """By cross products."""
        one, two, three, four = data.ratios
        left, right = one * four, two * three
        if isinstance(data, Grown):
            left, right = right, left
        return names(data)[0 if left > right else 1 if left < right else 2]

    def choices(self, data: Choosing) -> tuple[str, ...]:
        """The two, or neither."""
        return tuple(dict.fromkeys(names(data)))

    def tests(self, data: Choosing, answer: Answer) -> Iterator[Check]:
        """Both made up to the same amount of the second."""
        one, two, three, four = data.ratios
        if isinstance(data, Grown):
            first, second, many = two * three, four * one, one * three
            seen_so = f"as if each began at {many}, they'd end at {first} and {second}"
            asks: tuple[str, ...] = (
                f"What would each end at if both began at {many}, growing as they do?",
                f"Imagine that both began at {many}. How tall would each get?",
                f"If the two had both began at {many}, how big would they get?",
            )
            cue = r"\bboth began at \d"
        else:
            first, second, many = one * four, three * two, two * four
            seen_so = f"for {many} cups it takes {first} and {second} of the other"
            asks = (
                f"Make enough of both for {many} cups of the second thing: how much of the first is in each?",
                f"For {many} cups of the second thing, how much of the first does each take?",
                f"How much of the first does each need for {many} cups of the second thing?",
            )
            cue = r"\d cups of the second thing\b"
        right = self.truth(data)
        refutes = right != answer.text
        end = f"so it can't be {answer.text}" if refutes else f"so {answer.text} fits"
        yield Check("same-amount", asks, seen(f"{seen_so}, {end}"), refutes, cue)


class WhichStronger(_Choosing):
    """`which is stronger, 2:3 or 4:7?`."""

    kind = "which-stronger"
    patterns = (_pattern(rf"which (?:is|tastes) stronger, {_I} ?: ?{_I} or {_I} ?: ?{_I}"),)

    def read(self, found: re.Match[str]) -> Stronger | None:
        """Two mixtures that are not written alike."""
        one, two, three, four = map(int, found.groups())
        return None if (one, two) == (three, four) else Stronger(Compared(one, two, three, four))

    def text(self, data: Stronger) -> str:
        """As written."""
        one, two, three, four = data.ratios
        return f"which is stronger, {one}:{two} or {three}:{four}?"

    def make(self, rng: Random) -> Stronger | None:
        """Small mixtures, at times alike."""
        one, two = rng.randint(1, 6), rng.randint(2, 9)
        if rng.random() < 0.2:
            return Stronger(Compared(one, two, one * 2, two * 2))
        three, four = rng.randint(1, 8), rng.randint(2, 9)
        return None if (one, two) == (three, four) else Stronger(Compared(one, two, three, four))


class WhichGrew(_Choosing):
    """`which grew more for its size, 8 to 11 or 12 to 15?`."""

    kind = "which-grew-more"
    patterns = (_pattern(rf"which grew more(?: for its size)?, {_I} to {_I} or {_I} to {_I}"),)

    def read(self, found: re.Match[str]) -> Grown | None:
        """Two that grew, and not alike."""
        one, two, three, four = map(int, found.groups())
        fit = one < two and three < four and (one, two) != (three, four)
        return Grown(Compared(one, two, three, four)) if fit else None

    def text(self, data: Grown) -> str:
        """As written."""
        one, two, three, four = data.ratios
        return f"which grew more for its size, {one} to {two} or {three} to {four}?"

    def make(self, rng: Random) -> Grown | None:
        """Often by the same amount, at times by the same factor."""
        one, three = rng.randint(2, 12), rng.randint(2, 15)
        more = rng.randint(1, 8)
        draw = rng.random()
        if draw < 0.2:
            return None if one == three else Grown(Compared(one, 2 * one, three, 2 * three))
        other = more if draw < 0.5 else rng.randint(1, 10)
        return None if one == three else Grown(Compared(one, one + more, three, three + other))


class TasteAfter(_Choosing):
    """`does 3:2 taste the same with one more of each?`, or with twice as much of each."""

    kind = "mixture-changed"
    patterns = (
        _pattern(
            rf"does {_I} ?: ?{_I} taste the same with (?P<more>{'|'.join(_COUNTS)}|[1-9][0-9]?) more of each"
        ),
        _pattern(rf"does {_I} ?: ?{_I} taste the same with (?P<times>{'|'.join(_TIMES)}) as much of each"),
    )

    def read(self, found: re.Match[str]) -> Changed:
        """The mixture and what is done."""
        one, two, much = found.groups()
        if "times" in found.groupdict():
            return Changed(int(one), int(two), _TIMES[much.lower()], times=True)
        more = int(much) if much.isdigit() else _COUNTS.index(much.lower()) + 1
        return Changed(int(one), int(two), more, times=False)

    def text(self, data: Changed) -> str:
        """As written."""
        one, two, more, times = data
        if times:
            how = f"{next(word for word, number in _TIMES.items() if number == more)} as much"
        else:
            how = f"{_COUNTS[more - 1] if more <= len(_COUNTS) else more} more"
        return f"does {one}:{two} taste the same with {how} of each?"

    def make(self, rng: Random) -> Changed | None:
        """More of each, or several times as much."""
        one, two = rng.randint(1, 8), rng.randint(1, 8)
        if rng.random() < 0.35:
            return Changed(one, two, rng.randint(2, 5), times=True)
        return Changed(one, two, rng.randint(1, 6), times=False)
