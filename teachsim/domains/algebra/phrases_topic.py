"""What the topics have in common whose tasks are short sentences: slips, slots, finding them in talk.

A topic of this kind adds its notation, its rules, its claims, its checks and its fresh items.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.base import Answer, Check, Solution, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from random import Random

    from teachsim.domains.base import Item, Step
    from teachsim.domains.rules import Hand, Rulebook

LONGEST = 200
"""Characters of the longest text that is looked at."""
_SAME = str.maketrans("−–“”‘’*·≤≥", "--\"\"''××≤≥")


class Worked(NamedTuple):
    """What came out, and the lines that led to it."""

    answer: Answer
    steps: tuple[Step, ...]


class WordTopic(ABC):
    """A topic whose tasks are short sentences."""

    name: str
    """Also the stem of its YAML file."""
    kinds: tuple[str, ...]
    book: Rulebook
    claims: Mapping[str, Callable[[Item], bool]]
    transfers: Mapping[str, tuple[str, ...]] = {}
    """By kind: the kinds that ask the same understanding in another form."""

    @property
    @abstractmethod
    def items_in_text(self) -> re.Pattern[str]:
        """Where an item may stand in running text; `parse` decides."""

    @property
    @abstractmethod
    def answers_in_text(self) -> re.Pattern[str]:
        """Where an answer may stand in running text; `answer_in_text` decides."""

    @abstractmethod
    def parse(self, text: str) -> Item | None:
        """The item, if the text is one of this topic's."""

    @abstractmethod
    def work(self, item: Item, hand: Hand) -> Worked:
        """Work the item with the rules of this hand."""

    @abstractmethod
    def read_answer(self, item: Item, text: str) -> Answer | None:
        """An answer as typed, in its written form; None when it is not one."""

    @abstractmethod
    def grade(self, item: Item, answer: Answer) -> bool:
        """Whether it is right, in a form the item accepts."""

    @abstractmethod
    def others(self, item: Item) -> Sequence[str]:
        """Answers that might be given here, right and wrong, two at least."""

    @abstractmethod
    def generate(self, kind: str, rng: Random) -> Item:
        """A random item of a kind, of school-book size."""

    @abstractmethod
    def answer_in_text(self, text: str) -> Answer | None:
        """What stands at a place of `answers_in_text`, if it is an answer."""

    @abstractmethod
    def checks(self, item: Item, answer: Answer) -> tuple[Check, ...]:
        """How a student could test this answer."""

    def solve(self, item: Item, hand: Hand) -> Solution:
        """Work the item with the rules of this hand, step by step."""
        answer, steps = self.work(item, hand)
        return Solution(answer, steps, tuple(hand.fired))

    def forms(self, item: Item, answer: Answer) -> dict[str, float]:
        """As it came out."""
        return {answer.text: 1.0}

    def plausible(self, item: Item) -> int:
        """About ten expressions or sentences."""
        return 10

    def slip(self, item: Item, solution: Solution, rng: Random) -> Solution:
        """Another of the possible answers in the place of this one."""
        old = solution.answer.text
        new = self._answer(item, rng.choice([text for text in self.others(item) if text != old]))
        return solution.with_answer(new)

    def guess(self, item: Item, rng: Random) -> Answer:
        """Any of the possible answers."""
        return self._answer(item, rng.choice(list(self.others(item))))

    def _answer(self, item: Item, text: str) -> Answer:
        found = self.read_answer(item, text)
        assert found is not None, (item, text)
        return found

    def transfer_kinds(self, kind: str, able: Sequence[str]) -> tuple[str, ...]:
        """Kinds among these that ask the same understanding in another form; the kind itself if none does."""
        return tuple(other for other in self.transfers.get(kind, ()) if other in able) or (kind,)


def plain(text: str) -> str | None:
    """The text with one kind of minus, times and quotation mark and single spaces; None if it is too long.

    >>> plain(" “5  less than x” ")
    '"5 less than x"'
    """
    if len(text) > LONGEST:
        return None
    return re.sub(r"\s+", " ", text.translate(_SAME)).strip()


def check(
    name: str, asks: tuple[str, ...], seen: str, *, refutes: bool, cue: str, slots: tuple[str, ...]
) -> Check:
    """A check whose finding is said in three ways."""
    return Check(name, asks, (seen, f"hm, {seen}", f"I tried it: {seen}"), refutes, cue, slots)


def spans(text: str, topics: Sequence[WordTopic], rest: Callable[[str], list[Span]]) -> list[Span]:
    """The items and answers of these topics in the text, and what `rest` finds between them."""
    if len(text) > 5000:
        return []
    found: list[Span] = []
    at = 0
    for span in _sentences(text, topics):
        if span.start >= at:
            found += (_moved(other, at) for other in rest(text[at : span.start]))
            found.append(span)
            at = span.end
    return [*found, *(_moved(other, at) for other in rest(text[at:]))]


def _sentences(text: str, topics: Sequence[WordTopic]) -> list[Span]:
    """Items, and answers outside of them; the first in the text first, of two at one place the longer."""
    items = [span for topic in topics for span in _items(text, topic)]
    answers = [
        span
        for topic in topics
        for span in _answers(text, topic)
        if not any(item.start < span.end and span.start < item.end for item in items)
    ]
    return sorted([*items, *answers], key=lambda span: (span.start, -span.end))


def _items(text: str, topic: WordTopic) -> Iterator[Span]:
    for match in topic.items_in_text.finditer(text):
        if item := topic.parse(match[0]):
            yield Span(match.start(), match.end(), match[0], item, None)


def _answers(text: str, topic: WordTopic) -> Iterator[Span]:
    for match in topic.answers_in_text.finditer(text):
        if answer := topic.answer_in_text(match[0]):
            yield Span(match.start(), match.end(), match[0], None, answer)


def _moved(span: Span, by: int) -> Span:
    return span._replace(start=span.start + by, end=span.end + by)
