"""What the frames have in common: tasks that are short texts of a fixed form, such as `2:3 = 8:__`.

A `Frame` is one such form, with its numbers, its right answer and the tests of an answer; a `FrameTopic`
joins the frames whose understanding belongs together (ratios, stories, functions, coordinates). What is
done at a slot is a `Work`: an answer and the written lines that lead to it, each with its wordings.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from teachsim.domains.base import Answer, Check, Item, Solution, Span

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Mapping
    from random import Random

    from teachsim.domains.algebra.stories_answers import Form
    from teachsim.domains.base import Step
    from teachsim.domains.rules import Hand, Rulebook, Taken

DOMAIN = "algebra"
N = r"\$?([0-9]{1,3}(?:,[0-9]{3}){1,2}(?:\.[0-9]{1,4})?|[0-9]{1,9}(?:\.[0-9]{1,4})?)(?![0-9])"
"""A number in a text, with or without commas and a dollar sign."""
END = r"\s*\??"

Line = tuple[str, ...]
"""A written line and the ways of saying it."""


class Work(NamedTuple):
    """What came out at a slot, and the lines that led to it."""

    answer: str
    lines: tuple[Line, ...]

    def unless(self, right: Work) -> Work | None:
        """This, or None where it comes to what the right rule comes to."""
        return None if self.answer == right.answer else self

    def steps(self, taken: Taken) -> tuple[Step, ...]:
        """The lines as steps of the rule that made them."""
        return tuple(taken.step(*line) for line in self.lines)


def shown(value: Fraction | int) -> str:
    """A number as it is written here: a decimal if four places are enough, else a fraction.

    >>> shown(-1523), shown(Fraction(12, 5)), shown(Fraction(-4, 3))
    ('-1,523', '2.4', '-4/3')
    """
    value = Fraction(value)
    if value.denominator == 1:
        return f"{value.numerator:,}"
    if 10**4 % value.denominator:
        return f"{value.numerator}/{value.denominator}"
    whole, after = divmod(int(abs(value) * 10**4), 10**4)
    return f"{'-' if value < 0 else ''}{whole:,}.{after:04d}".rstrip("0")


def rounded(value: Fraction) -> str:
    """A number with two places at most.

    >>> rounded(Fraction(18486, 10000)), rounded(Fraction(5))
    ('1.85', '5')
    """
    hundredths = int(abs(value) * 100 + Fraction(1, 2))
    return shown(Fraction(hundredths if value >= 0 else -hundredths, 100))


def numbers(*found: str) -> tuple[Fraction, ...]:
    """The values of numbers that `N` found."""
    return tuple(Fraction(text.replace(",", "")) for text in found)


_VERBS = {
    "+": ("and", "plus", "makes"),
    "-": ("take away", "minus", "leaves"),
    "×": ("times", "multiplied by", "makes"),
    "÷": ("divided by", "shared by", "gives"),
}


def tally(one: Fraction | int, sign: str, two: Fraction | int, result: str = "") -> Line:
    """The line of one operation.

    result: as it is to be written; worked out where it is left out
    """
    first, second = Fraction(one), Fraction(two)
    if not result:
        worth = {
            "+": first + second,
            "-": first - second,
            "×": first * second,
            "÷": first / second if second else first,
        }[sign]
        result = shown(worth)
    word, other, makes = _VERBS[sign]
    a, b = shown(first), shown(second)
    return (
        f"{a} {sign} {b} = {result}",
        f"{a} {word} {b} is {result}",
        f"{a} {other} {b} {makes} {result}",
        f"I did {a} {word} {b}, that's {result}",
    )


def so(text: str, because: str) -> Line:
    """The line of a conclusion; `because` is a clause that says what it rests on."""
    return (
        f"{because}: {text}",
        f"{because}, so I say {text}",
        f"I say {text}, because {because}",
        f"{because}, that's why it's {text}",
    )


def seen(found: str) -> tuple[str, ...]:
    """A finding in three wordings."""
    return (found, f"hm, {found}", f"I think {found}")


class Frame(ABC):
    """One form of task."""

    kind: ClassVar[str]
    patterns: ClassVar[tuple[re.Pattern[str], ...]]
    """The wordings that are read, each with the same groups."""
    form: Form
    """How its answers are written."""
    reads_off: ClassVar[bool] = False
    """Whether the answer is to be read off the item, and so always stands in it."""

    @abstractmethod
    def read(self, found: re.Match[str]) -> Any:
        """The parsed parts; None where the numbers make no task."""

    @abstractmethod
    def text(self, data: Any) -> str:
        """As written."""

    @abstractmethod
    def work(self, data: Any, hand: Hand) -> tuple[str, tuple[Step, ...]]:
        """The answer as written, and the steps of a student with this hand."""

    @abstractmethod
    def truth(self, data: Any) -> str:
        """The right answer, as it may be written."""

    @abstractmethod
    def make(self, rng: Random) -> Any:
        """Fresh parts of school-book size; None where a draw does not fit."""

    def choices(self, data: Any) -> tuple[str, ...]:
        """What is to be chosen from, where the answer is a choice."""
        return ()

    def tests(self, data: Any, answer: Answer) -> Iterator[Check]:
        """How a student could test this answer."""
        yield from ()

    def item(self, data: Any) -> Item:
        """The item of these parts."""
        return Item(DOMAIN, self.kind, self.text(data), data)


class FrameTopic:
    """A topic whose items are frames."""

    transfers: Mapping[str, tuple[str, ...]]
    """By kind: the kinds that ask the same understanding in another form."""

    def __init__(
        self,
        name: str,
        book: Rulebook,
        claims: Mapping[str, Callable[[Item], bool]],
        frames: tuple[Frame, ...],
        transfers: Mapping[str, tuple[str, ...]],
    ) -> None:
        """name: also the stem of its YAML file."""
        self.name = name
        self.book = book
        self.claims = claims
        self.transfers = transfers
        self.kinds = tuple(frame.kind for frame in frames)
        self._frames = {frame.kind: frame for frame in frames}

    def parse(self, text: str) -> Item | None:
        """The item, if the text is in one of the frames."""
        text = " ".join(text.split())
        if len(text) > 200:
            return None
        for frame in self._frames.values():
            for pattern in frame.patterns:
                if (found := pattern.fullmatch(text)) and (data := frame.read(found)) is not None:
                    return frame.item(data)
        return None

    def find(self, text: str) -> Iterator[Span]:
        """The items in running text; its answers are found by `stories_answers.answers_in`."""
        at = 0
        for start, end, item in sorted(self._items_in(text), key=lambda one: (one[0], -one[1])):
            if start >= at:
                yield Span(start, end, text[start:end], item, None)
                at = end

    def _items_in(self, text: str) -> Iterator[tuple[int, int, Item]]:
        for frame in self._frames.values():
            for pattern in frame.patterns:
                for found in pattern.finditer(text):
                    if (data := frame.read(found)) is not None:
                        yield found.start(), found.end(), frame.item(data)

    def solve(self, item: Item, hand: Hand) -> Solution:
        """Work the item with the rules of this hand."""
        text, steps = self._frames[item.kind].work(item.data, hand)
        return Solution(self._answer(item, text), steps, tuple(hand.fired))

    def read_answer(self, item: Item, text: str) -> Answer | None:
        """An answer as typed, in the form that its frame asks for."""
        frame = self._frames[item.kind]
        return frame.form.read(text.strip(), frame.choices(item.data)) if len(text) <= 200 else None

    def grade(self, item: Item, answer: Answer) -> bool:
        """Worth what the right answer is worth."""
        read = self.read_answer(item, answer.text)
        return read is not None and read.value == self._answer(item, self.truth(item)).value

    def truth(self, item: Item) -> str:
        """The right answer, as it may be written."""
        return self._frames[item.kind].truth(item.data)

    def _answer(self, item: Item, text: str) -> Answer:
        answer = self.read_answer(item, text)
        assert answer is not None, (item, text)
        return answer

    def forms(self, item: Item, answer: Answer) -> dict[str, float]:
        """As it came out, mostly; else in another usual form."""
        others = [text for text in self._frames[item.kind].form.others(answer) if text != answer.text]
        if not others:
            return {answer.text: 1.0}
        return {answer.text: 0.7} | dict.fromkeys(others, 0.3 / len(others))

    def plausible(self, item: Item) -> int:
        """The choices, or about thirty numbers."""
        choices = self._frames[item.kind].choices(item.data)
        return max(2, len(choices) - 1) if choices else 30

    def slip(self, item: Item, solution: Solution, rng: Random) -> Solution:
        """A number of the result miscounted, or another choice."""
        frame = self._frames[item.kind]
        slipped = frame.form.slipped(solution.answer, frame.choices(item.data), rng)
        return solution.with_answer(self._answer(item, slipped))

    def guess(self, item: Item, rng: Random) -> Answer:
        """A choice, or something made of the numbers of the item."""
        frame = self._frames[item.kind]
        return self._answer(item, frame.form.guessed(item.text, frame.choices(item.data), rng))

    def generate(self, kind: str, rng: Random) -> Item:
        """A random item of a kind that does not hold its own answer."""
        frame = self._frames[kind]
        while True:
            data = frame.make(rng)
            if data is not None and not self._holds_its_answer(item := frame.item(data)):
                return item

    def _holds_its_answer(self, item: Item) -> bool:
        frame = self._frames[item.kind]
        return not (frame.reads_off or frame.choices(item.data)) and frame.form.stands_in(
            self.truth(item), item.text
        )

    def transfer_kinds(self, kind: str, able: tuple[str, ...]) -> tuple[str, ...]:
        """Kinds among these that ask the same understanding in another form."""
        return tuple(other for other in self.transfers.get(kind, ()) if other in able) or (kind,)

    def checks(self, item: Item, answer: Answer) -> tuple[Check, ...]:
        """How a student could test this answer."""
        frame = self._frames[item.kind]
        read = self.read_answer(item, answer.text)
        if read is None or self._holds_its_answer(item):
            return ()
        return tuple(frame.tests(item.data, read))
