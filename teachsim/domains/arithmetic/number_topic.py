"""What topics have in common whose answers are numbers: reading, grading, slips, guesses and slots.

A topic of this kind adds its notation, its procedure, its claims, its checks and its fresh items.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.base import Answer, Solution

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from teachsim.domains.base import Check, Item, Step
    from teachsim.domains.rules import Hand, Rulebook, Taken

ASKED = r"(?:(?:solve|work out|calculate|evaluate|compute|what is|find)\b:?\s*)?"
"""What may stand before an item."""
END = r"\s*(?:=\s*(?:\?|_+|x)?|\?)?\s*"
"""What may stand behind it: `= ?`, or a letter for the result."""
MINUS = str.maketrans("−–", "--")
"""Other minus signs to the one on the keyboard."""

_ANSWER = re.compile(
    r"[-+]?\s*(?:\d{1,24}(?:\.\d{1,24})?|\.\d{1,24}|(?:\d{1,12}\s+)?\d{1,12}/\d{1,12}|\d{1,3}(?:,\d{3})+)\s*%?"
)


class Worked(NamedTuple):
    """What came out, and the lines that led to it."""

    answer: Answer
    steps: tuple[Step, ...]


class NumberTopic(ABC):
    """A topic of arithmetic whose answers are numbers."""

    name: str
    kinds: tuple[str, ...]
    book: Rulebook
    claims: Mapping[str, Callable[[Item], bool]]
    transfers: Mapping[str, tuple[str, ...]] = {}
    """By kind: the kinds that ask the same understanding in another form."""

    @abstractmethod
    def work(self, item: Item, hand: Hand) -> Worked:
        """Work the item with the rules of this hand."""

    @abstractmethod
    def truth(self, item: Item) -> Fraction:
        """The right value."""

    @abstractmethod
    def parse(self, text: str) -> Item | None:
        """The item, if the text is one of this topic's."""

    @abstractmethod
    def generate(self, kind: str, rng: Random) -> Item:
        """A random item of a kind, of school-book size, that does not hold its answer."""

    @abstractmethod
    def checks_of(self, item: Item, answer: Answer, value: Fraction) -> tuple[Check, ...]:
        """How a student could test this answer, which has that value."""

    def solve(self, item: Item, hand: Hand) -> Solution:
        """Work the item with the rules of this hand, step by step."""
        answer, steps = self.work(item, hand)
        return Solution(answer, steps, tuple(hand.fired))

    def read_answer(self, item: Item, text: str) -> Answer | None:
        """A whole, signed, decimal, mixed number or a fraction, alone or behind an equals sign."""
        written = text.translate(MINUS).strip().rstrip("!?").removesuffix(".").rpartition("=")[2].strip()
        value = value_of(written)
        return None if value is None else Answer(written, "number", value)

    def grade(self, item: Item, answer: Answer) -> bool:
        """The same value, however it is written."""
        return value_of(answer.text) == self.truth(item)

    def forms(self, item: Item, answer: Answer) -> dict[str, float]:
        """As it came out."""
        return {answer.text: 1.0}

    def plausible(self, item: Item) -> int:
        """About twenty numbers."""
        return 20

    def slip(self, item: Item, solution: Solution, rng: Random) -> Solution:
        """The last number in the answer miscounted by one or two, and so in the line that ends with it."""
        old = solution.answer.text
        new = _miscounted(old, rng)
        steps = list(solution.steps)
        for index in range(len(steps) - 1, -1, -1):
            if re.search(rf"(?<![\d.]){re.escape(old)}$", steps[index].text):
                steps[index] = steps[index].with_result(old, new)
                break
        return replace(solution, answer=Answer(new, "number", value_of(new)), steps=tuple(steps))

    def guess(self, item: Item, rng: Random) -> Answer:
        """Two numbers of the item put together somehow."""
        found = [int(digits) for digits in re.findall(r"\d{1,12}", item.text)]
        one, two = rng.choice(found), rng.choice(found)
        return number(rng.choice((one + two, abs(one - two), one * two, one + rng.randint(1, 9))))

    def transfer_kinds(self, kind: str, able: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the related kinds that are among these; the kind itself if none is."""
        return tuple(other for other in self.transfers.get(kind, ()) if other in able) or (kind,)

    def checks(self, item: Item, answer: Answer) -> tuple[Check, ...]:
        """How a student could test this answer; none where to ask would be to tell."""
        value = value_of(answer.text)
        if value is None or holds_its_answer(item, self.truth(item)):
            return ()
        return self.checks_of(item, answer, value)


def number(value: int | Fraction) -> Answer:
    """A value as an answer: a whole number, or a fraction in lowest terms."""
    return Answer(str(value), "number", Fraction(value))


@lru_cache(maxsize=4096)
def value_of(text: str) -> Fraction | None:
    """The number that a text writes; a percent sign is no part of it. None when it writes none.

    >>> value_of("-1 1/2"), value_of(".5"), value_of("20%"), value_of("1/0")
    (Fraction(-3, 2), Fraction(1, 2), Fraction(20, 1), None)
    """
    if not text.isascii() or _ANSWER.fullmatch(text) is None:
        return None
    sign = -1 if text.startswith("-") else 1
    *wholes, last = text.lstrip("-+").rstrip("%").replace(",", "").split()
    top, slash, bottom = last.partition("/")
    if slash and not int(bottom):
        return None
    value = Fraction(int(top), int(bottom)) if slash else Fraction(top)
    return sign * (value + int(wholes[0]) if wholes else value)


@lru_cache(maxsize=4096)
def decimal_answer(value: Fraction, least_places: int) -> str:
    """A value as a decimal: exact if six places are enough, else rounded to so many places or three digits.

    >>> decimal_answer(Fraction(-5, 16), 2), decimal_answer(Fraction(100, 3), 2)
    ('-0.3125', '33.33')
    >>> decimal_answer(Fraction(1000, 333), 2), decimal_answer(Fraction(1, 700), 2)
    ('3.00', '0.00143')
    """
    exact = 10**6 % value.denominator == 0
    places = 6 if exact else least_places
    while not exact and abs(value) * 10**places < 100:
        places += 1
    whole, after = divmod(int(abs(value) * 10**places + Fraction(1, 2)), 10**places)
    digits = str(after).zfill(places)
    digits = digits.rstrip("0") if exact else digits
    return f"{'-' if value < 0 else ''}{whole}{'.' if digits else ''}{digits}"


def is_rounded(text: str, truth: Fraction, least_places: int = 2) -> bool:
    """Whether a decimal is the truth rounded half up to its own places, two digits of it not 0 in front.

    >>> is_rounded("33.33", Fraction(100, 3)), is_rounded("33.3", Fraction(100, 3))
    (True, False)
    >>> is_rounded("0.03", Fraction(1, 36))
    False
    """
    value = value_of(text)
    places = len(text.rstrip("%").partition(".")[2])
    if value is None or places < least_places or abs(value) * 10**places < 10:
        return False
    return abs(value) * 10**places == int(abs(truth) * 10**places + Fraction(1, 2)) and value * truth > 0


def holds_its_answer(item: Item, truth: Fraction) -> bool:
    """Whether the right answer, its sign aside, already stands in the item."""
    return any(Fraction(found) == abs(truth) for found in re.findall(r"\d*\.?\d+", item.text))


_SPOKEN = {
    "+": ("and", "plus", "makes"),
    "-": ("take away", "minus", "leaves"),
    "×": ("times", "multiplied by", "makes"),
    "÷": ("divided by", "over", "gives"),
}


def operation(taken: Taken, one: object, sign: str, two: object, result: object, left: str = "") -> Step:
    """The line of one operation; `left` is a clause on what is still to be done."""
    one, two, result = str(one), str(two), str(result)
    word, other, makes = _SPOKEN[sign]
    return taken.step(
        f"{one} {sign} {f'({two})' if two.startswith('-') else two} = {result}",
        f"{one} {word} {two} is {result}{left}",
        f"{one} {other} {two} {makes} {result}{left}",
        f"I did {one} {other} {two}, that's {result}{left}",
        f"{one} {word} {two}, so {result}{left}",
    )


def _miscounted(text: str, rng: Random) -> str:
    """The text with its last number one or two higher or lower, never below 0 or with a bottom of 0."""
    *_, last = re.finditer(r"\d+", text)
    least = 1 if "/" in text or text.startswith("-") else 0
    count = int(last[0])
    changed = rng.choice([count + n for n in (-2, -1, 1, 2) if count + n >= least])
    return f"{text[: last.start()]}{str(changed).zfill(len(last[0]))}{text[last.end() :]}"
