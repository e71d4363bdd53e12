"""Whether two expressions, or two equations, say the same, told by trying numbers.

Exact values at a few fixed points stand in for algebra, so that divisions by a letter can be compared as
well. The students' procedures do not use it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from teachsim.domains.base import Answer
from teachsim.domains.expressions.parser import parse
from teachsim.domains.expressions.printer import written
from teachsim.domains.expressions.tree import Equation, Ratio, letters_of
from teachsim.domains.expressions.values import value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from teachsim.domains.expressions.tree import Node

Point = dict[str, Fraction]
"""A number for each letter."""

_TRIES = 4
_LETTER = r"[A-Za-z](?![A-Za-z'])"
_BRACKET = r"\([^()]{1,40}\)"
_TERM = rf"(?:[0-9]{{1,6}}(?:\.[0-9]{{1,4}})?(?:{_LETTER}|{_BRACKET})?|{_LETTER}|{_BRACKET})"
SIDE = rf"-?{_TERM}(?:\s?[-+/×^]\s?{_TERM}){{0,6}}"
"""A run of numbers, single letters and signs that may be one side of an equation."""
EXPRESSION = rf"(?<![A-Za-z0-9')]){SIDE}(?:\s?=\s?{SIDE})?(?![A-Za-z0-9'])"
"""One such run, or two with an equals sign."""
SIGNED = rf"(?<![A-Za-z0-9')]){SIDE}\s?(?:<=|>=|[<>=])\s?{SIDE}(?![A-Za-z0-9'])"
"""Two such runs with any sign of comparison."""


def points(letters: Mapping[str, object] | set[str]) -> list[Point]:
    """Numbers to try for these letters, all different from letter to letter.

    >>> [str(point["x"]) for point in points({"x"})]
    ['25', '72', '22', '69']
    """
    return [
        {letter: Fraction(ord(letter) * (2 * n + 1) % 97 + n + 2) for letter in letters}  # 97 is prime
        for n in range(_TRIES)
    ]


@lru_cache(maxsize=8192)
def same(one: Node, two: Node) -> bool:
    """Whether two expressions are worth the same for every number, or two equations hold for the same.

    >>> same(parse("T = B + 1"), parse("T - B = 1")), same(parse("x - 5"), parse("5 - x"))
    (True, False)
    """
    if isinstance(one, Equation) != isinstance(two, Equation) or isinstance(two, Ratio):
        return False
    if set(letters_of(two)) - set(letters_of(one)):
        return False
    if isinstance(one, Equation) and isinstance(two, Equation):
        return _same_equation(one, two)
    return all(
        (worth := value(one, point)) is not None and worth == value(two, point)
        for point in points(letters_of(one))
    )


def _same_equation(one: Equation, two: Equation) -> bool:
    letter = next(iter(letters_of(one)), None)
    if letter is None:
        return False
    for point in points(letters_of(one)):
        root = root_of(one, letter, point)
        if root is None or not holds(two, point | {letter: root}):
            return False
        if holds(two, point | {letter: root + 1}):
            return False
    return True


def root_of(equation: Equation, letter: str, point: Point) -> Fraction | None:
    """What the letter has to be, the equation being linear in it."""
    at = [_difference(equation, point | {letter: Fraction(n)}) for n in (1, 2)]
    if at[0] is None or at[1] is None or at[0] == at[1]:
        return None
    root = 1 - at[0] / (at[1] - at[0])
    return root if holds(equation, point | {letter: root}) else None


def _difference(equation: Equation, point: Point) -> Fraction | None:
    one, two = value(equation.left, point), value(equation.right, point)
    return None if one is None or two is None else one - two


def holds(equation: Equation, point: Point) -> bool:
    """Whether both sides come to the same number."""
    return _difference(equation, point) == 0


@lru_cache(maxsize=8192)
def read(text: str) -> Answer | None:
    """An expression, an equation or an inequality as an answer, with the spaces of its usual form.

    >>> read("z=3y").text, read("5<x").text
    ('z = 3y', '5 < x')
    """
    left, sign, right = text.partition("<") if "<" in text else text.partition(">")
    if sign:
        one, two = parse(left), parse(right)
        if (
            one is None
            or two is None
            or isinstance(one, Equation | Ratio)
            or isinstance(two, Equation | Ratio)
        ):
            return None
        return Answer(f"{written(one)} {sign} {written(two)}", "relation")
    node = parse(text)
    if node is None or isinstance(node, Ratio):
        return None
    return Answer(written(node), "relation" if isinstance(node, Equation) else "expression")


def stripped(text: str) -> str:
    """An answer without the words around it.

    >>> stripped("the answer is x - 5.")
    'x - 5'
    """
    return re.sub(
        r"^(?:(?:the )?answer is|it's|it is|i got)\s*:?\s+", "", text.strip().rstrip(".!?"), flags=re.I
    )
