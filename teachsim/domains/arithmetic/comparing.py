"""Which of two numbers is larger: how topics ask it, how it is answered, and the slip in it.

By which rules a student decides it is each topic's own business.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from teachsim.domains.base import Answer

if TYPE_CHECKING:
    from random import Random

    from teachsim.domains.base import Item, Solution

SIGN_WORDS = {"<": "smaller than", ">": "bigger than", "=": "the same as"}
_MIRRORED = {"<": ">", ">": "<", "=": "="}

Value_co = TypeVar("Value_co", covariant=True)


class Written(Protocol[Value_co]):
    """A number as it is written."""

    @property
    def text(self) -> str:
        """As written."""

    @property
    def value(self) -> Value_co:
        """The number, however it is written."""


class Comparisons:
    """How numbers of one topic are compared in writing.

    Of their items, `data.left` and `data.right` are the two numbers as written.
    """

    def __init__(self, number: str) -> None:
        """number: a regular expression, without groups, of a number as this topic writes it."""
        self._asked = (
            re.compile(
                rf"(?:fill in the blank with >, < or =:?\s*)?({number})\s*(?:_+|\?|□|○|◯)\s*({number})\s*\??",
                re.IGNORECASE,
            ),
            re.compile(
                rf"which is (?:bigger|larger|greater|more)[,:]?\s*({number})\s+or\s+({number})\s*\??",
                re.IGNORECASE,
            ),
        )
        self._answered = re.compile(rf"({number})\s*([<>=])\s*({number})")

    def numbers(self, text: str) -> tuple[str, str] | None:
        """The two numbers that are to be compared; None where nothing is.

        >>> Comparisons("[0-9]+").numbers("Which is larger, 3 or 5?")
        ('3', '5')
        """
        match = self._asked[0].fullmatch(text) or self._asked[1].fullmatch(text)
        return (match[1], match[2]) if match else None

    def read(self, item: Item, text: str) -> Answer | None:
        """The sign between the numbers, the numbers with a sign in either order, or the larger number."""
        if text in _MIRRORED:
            return relation(item, text)
        parts = (item.data.left.text, item.data.right.text)
        if match := self._answered.fullmatch(text):
            if (match[1], match[3]) == parts:
                return relation(item, match[2])
            return relation(item, _MIRRORED[match[2]]) if (match[3], match[1]) == parts else None
        if text in parts and parts[0] != parts[1]:
            return relation(item, ">" if text == parts[0] else "<")
        return None


def sign_between(one: int, two: int) -> str:
    """`<`, `=` or `>`."""
    return "<" if one < two else ">" if one > two else "="


def answer_of(item: Item, result: Written[Any] | str) -> Answer:
    """What came out as an answer: a number, or a sign between the item's numbers."""
    if isinstance(result, str):
        return relation(item, result)
    return Answer(result.text, "number", result.value)


def relation(item: Item, sign: str) -> Answer:
    """The item's two numbers with this sign between them."""
    return Answer(f"{item.data.left.text} {sign} {item.data.right.text}", "relation", sign)


def turned_round(item: Item, solution: Solution, rng: Random) -> Solution:
    """The solution with its sign turned round, `=` either way."""
    sign = str(solution.answer.value)
    other = _MIRRORED[sign] if sign != "=" else rng.choice("<>")
    return replace(solution, answer=relation(item, other))
