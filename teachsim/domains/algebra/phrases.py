"""Phrases and sentences in symbols: notation and fresh items. `PHRASES` is the topic `phrases`.

What can be said is in `phrases_grammar`, how it is put into symbols in `phrases_rules`, on which items a
misconception shows in `phrases_claims`, how an answer can be tested in `phrases_checks`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from teachsim.domains.algebra.phrases_checks import checks
from teachsim.domains.algebra.phrases_claims import CLAIMS
from teachsim.domains.algebra.phrases_grammar import Said, leaves, letters_in, task_of, text_of
from teachsim.domains.algebra.phrases_meaning import EXPRESSION, SIGNED, read, same, stripped
from teachsim.domains.algebra.phrases_rules import book, right_node, translated
from teachsim.domains.algebra.phrases_topic import WordTopic, Worked, plain
from teachsim.domains.base import Answer, Item
from teachsim.domains.expressions.parser import parse
from teachsim.domains.expressions.printer import written
from teachsim.domains.expressions.tree import Equation, Number, Ratio, Sum, letters_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from teachsim.domains.base import Check
    from teachsim.domains.expressions.tree import Node
    from teachsim.domains.rules import Hand

KINDS = ("phrase-expression", "sentence-equation")
_LEAD = r"(?:write|translate)(?: (?:in|with) symbols| (?:as )?an? (?:expression|equation)(?: for)?)?:?"
_ITEM = re.compile(rf"{_LEAD} (?:\"([^\"]+)\"|'([^']+)'|([^\"]+))\??", re.IGNORECASE)
_FIRST = ("n", "x", "y", "k", "m", "p", "t", "w")
_NUMBERS = tuple(range(2, 13))


class Phrases(WordTopic):
    """The topic of phrases and sentences in symbols."""

    name = "phrases"
    kinds = KINDS
    book = book
    claims = CLAIMS
    transfers: Mapping[str, tuple[str, ...]] = {KINDS[0]: (KINDS[1],), KINDS[1]: (KINDS[0],)}
    items_in_text = re.compile(rf"\b{_LEAD} \"[^\"]{{3,150}}\"", re.IGNORECASE)
    answers_in_text = re.compile(rf"{SIGNED}|{EXPRESSION}")

    def parse(self, text: str) -> Item | None:
        """The item: `write "5 less than x"`."""
        line = plain(text)
        match = _ITEM.fullmatch(line) if line else None
        task = task_of(next(found for found in match.groups() if found)) if match else None
        if task is None:
            return None
        return Item("algebra", KINDS[not isinstance(task, Said)], f'write "{text_of(task)}"', task)

    def work(self, item: Item, hand: Hand) -> Worked:
        """Put it into symbols with the rules of this hand."""
        text, steps = translated(item.data, hand)
        answer = read(text)
        assert answer is not None, text
        return Worked(answer, steps)

    def read_answer(self, item: Item, text: str) -> Answer | None:
        """An expression, an equation or an inequality."""
        line = plain(text)
        return read(stripped(line)) if line else None

    def grade(self, item: Item, answer: Answer) -> bool:
        """What is worth the same for all numbers; an equation that holds for the same numbers."""
        node = parse(answer.text)
        return node is not None and same(right_node(item.data), node)

    def forms(self, item: Item, answer: Answer) -> dict[str, float]:
        """As it came out; an equation or a sum of two also the other way round."""
        node = parse(answer.text)
        other: Node | None = None
        if isinstance(node, Equation):
            other = node.mirrored
        elif isinstance(node, Sum) and len(node.terms) == 2 and all(sign == "+" for sign, _ in node.terms):
            other = Sum(node.terms[::-1])
        if other is None or other == node:
            return {answer.text: 1.0}
        return {answer.text: 0.8, written(other): 0.2}

    def others(self, item: Item) -> Sequence[str]:
        """The numbers and letters with other signs between them."""
        one, *more = letters_in(item.data)
        number = next((leaf.text for leaf in leaves(item.data) if isinstance(leaf, Number)), "2")
        if isinstance(item.data, Said):
            two = more[0] if more else number
            return (f"{one} + {two}", f"{one} - {two}", f"{two} - {one}", f"{one}/{two}", f"{number}{one}")
        two = more[0]
        return (
            f"{one} = {number}{two}",
            f"{number}{one} = {two}",
            f"{one} = {two} + {number}",
            f"{one} + {two} = {number}",
        )

    def answer_in_text(self, text: str) -> Answer | None:
        """An expression with a letter, an equation with two or more, or an inequality."""
        answer = read(text)
        node = parse(text)
        if answer is None or node is None or isinstance(node, Ratio):
            return answer
        letters = len(letters_of(node))
        done = len(text) > 1 and letters
        return answer if done and (letters > 1 or not isinstance(node, Equation)) else None

    def checks(self, item: Item, answer: Answer) -> tuple[Check, ...]:
        """Numbers for the letters, and which of the two is more."""
        return checks(item.data, answer.text)

    def generate(self, kind: str, rng: Random) -> Item:
        """A phrase of one or two operations, or a sentence about two quantities."""
        while True:
            words = _phrase(rng) if kind == KINDS[0] else _sentence(rng)
            item = self.parse(f'write "{words}"')
            if item is not None and item.kind == kind:
                return item


PHRASES = Phrases()


def _simple(letter: str, rng: Random) -> str:
    number = rng.choice(_NUMBERS)
    return rng.choice((letter, letter, letter, f"twice {letter}", f"{number} times {letter}"))


def _phrase(rng: Random) -> str:
    letter = rng.choice(_FIRST)
    number = rng.choice(_NUMBERS)
    simple = _simple(letter, rng)
    inner = rng.choice((simple, simple, simple, f"the sum of {letter} and {rng.choice(_NUMBERS)}"))
    rows, girls = rng.choice(_GROUPS)
    return rng.choice(
        (
            f"{number} more than {inner}",
            f"{number} less than {inner}",
            f"{number} {rng.choice(('subtracted', 'taken away'))} from {simple}",
            f"the sum of {number} and {simple}",
            f"the difference of {simple} and {number}",
            f"{letter} {rng.choice(('plus', 'minus', 'increased by', 'decreased by'))} {number}",
            f"the product of {number} and {letter}",
            f"{number} times the sum of {letter} and {rng.choice(_NUMBERS)}",
            f"twice {inner}",
            f"half of {inner}",
            f"{letter} divided by {number}",
            f"{number} divided into {letter}",
            f"{letter} shared equally among {number}",
            f"the number of {rows} for {letter} {girls} with {number} in each",
            f"the number of {rows} for {letter} {girls} with {number} in each",
            f"the number of {girls} in {letter} {rows} with {number} in each",
            f"{10 * number} and {rng.choice(_NUMBERS)} for each {letter}",
        )
    )


_GROUPS = (
    ("rows", "girls"),
    ("boxes", "eggs"),
    ("teams", "players"),
    ("bags", "sweets"),
    ("pages", "photos"),
    ("tables", "guests"),
)
_NAMES = (
    ("apples A", "bananas B"),
    ("students S", "teachers T"),
    ("cats C", "dogs D"),
    ("pens P", "rulers R"),
    ("forks F", "knives K"),
    ("goats G", "horses H"),
)
_AGED = ("older", "younger", "taller", "shorter", "more", "less")


def _sentence(rng: Random) -> str:
    one, two = rng.sample(rng.choice(_NAMES), 2)
    few, many = rng.choice(_NUMBERS), rng.choice(_NUMBERS)
    named, other = rng.sample(("A", "B", "C", "D", "T", "W", "y", "z", "x"), 2)
    word = rng.choice(_AGED)
    unit = "years " if word in ("older", "younger") else "cm " if word in ("taller", "shorter") else ""
    return rng.choice(
        (
            f"there are {few} times as many {one} as {two}",
            f"for every {few} {one} there are {many} {two}",
            f"{named} is {few} {unit}{word} than {other}",
            f"{named} is {few} {unit}{word} than {other}",
            f"{named} is {few} times {other}",
            f"{named} is equal to the sum of {few} and {other}",
            f"{named} is {few} subtracted from {other}",
            f"{named} is half of {other}",
            f"{named} is {10 * few} and {many} for each {other}",
            f"{named} is {few} more than twice {other}",
        )
    )
