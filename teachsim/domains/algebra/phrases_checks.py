"""How a student can test what it wrote for a phrase: with a number for each letter."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from teachsim.domains.algebra.phrases_grammar import Said, Statement, letters_in, text_of
from teachsim.domains.algebra.phrases_meaning import same
from teachsim.domains.algebra.phrases_rules import right_node
from teachsim.domains.algebra.phrases_topic import check
from teachsim.domains.expressions.parser import parse
from teachsim.domains.expressions.tree import Equation, Letter, letters_of
from teachsim.domains.expressions.values import value

if TYPE_CHECKING:
    from teachsim.domains.algebra.phrases_grammar import Task
    from teachsim.domains.base import Check
    from teachsim.domains.expressions.tree import Node

_TRIED = (10, 12, 20, 60, 7)


def checks(task: Task, text: str) -> tuple[Check, ...]:
    """The most concrete first; `text` is the answer tested."""
    answer = parse(text)
    if isinstance(task, Statement):
        found = [_which_is_more(task, answer, text), _true_numbers(task, answer, text)]
        return tuple(one for one in found if one)
    return (_try_number(task, answer, text),)


def _try_number(said: Said, answer: Node | None, text: str) -> Check:
    truth, letters = right_node(said), letters_in(said)
    right = answer is not None and same(truth, answer)
    for first in _TRIED:
        given = {letter: Fraction(first + 2 * place) for place, letter in enumerate(letters)}
        due = value(truth, given)
        got = None if answer is None or isinstance(answer, Equation) else value(answer, given)
        if right or got != due:
            break
    what = " and ".join(f"{number} for {letter}" for letter, number in given.items())
    words = text_of(said)
    if got is None:
        seen = f"with {what} it has to be {due}, and {text} gives no number at all"
    else:
        seen = f"with {what} it has to be {due}, {'and' if right else 'but'} {text} gives {got}"
    return check(
        "try-number",
        (
            f"Put {what}. What is {words} then, and what does your answer give?",
            f"Put {what} in the words and in what you wrote. Is it the same?",
            f"If you put {what}, what should come out, and what does come out?",
        ),
        seen,
        refutes=not right,
        cue=r"\bput \d+ for\b",
        slots=("phrase-words",),
    )


def _true_numbers(statement: Statement, answer: Node | None, text: str) -> Check | None:
    truth = right_node(statement)
    assert isinstance(truth, Equation)
    right = answer is not None and same(truth, answer)
    given = _numbers_that_fit(statement, truth)
    if given is None:
        return None
    shown = " and ".join(f"{number} for {letter}" for letter, number in given.items())
    sides = (
        [value(side, given) for side in (answer.left, answer.right)] if isinstance(answer, Equation) else []
    )
    if None in sides or len(sides) < len(given):
        seen = f"{shown} fits the words, but in {text} there is nothing to put it for"
    elif right:
        seen = f"{shown} fits the words, and in {text} both sides are {sides[0]}"
    elif sides[0] == sides[1]:
        return None
    else:
        seen = f"{shown} fits the words, but {text} would say {sides[0]} is {sides[1]}"
    return check(
        "numbers-that-fit",
        (
            f"The words are true with {shown}. Is your equation?",
            f"Take {shown}, which fits the words. Do both sides come to the same?",
            f"Does what you wrote hold with {shown}, as the words do?",
        ),
        seen,
        refutes=not right,
        cue=r"\b(?:fits the words|words are true|as the words do)\b",
        slots=("equation-sides",),
    )


def _numbers_that_fit(statement: Statement, truth: Equation) -> dict[str, Fraction] | None:
    """Whole numbers, if there are small ones, that make the sentence true; the named quantity first."""
    if statement.form == "every":
        first, second = (number.value for number in statement.numbers)
        one, two = (quantity.letter.name for quantity in statement.quantities)
        return {one: 2 * first, two: 2 * second}
    assert isinstance(truth.left, Letter)
    for tried in _TRIED:
        given = {letter: Fraction(tried + 2 * place) for place, letter in enumerate(letters_of(truth.right))}
        due = value(truth.right, given)
        if due is not None and due.denominator == 1 and due > 0:
            return {truth.left.name: due, **given}
    return None


def _which_is_more(statement: Statement, answer: Node | None, text: str) -> Check | None:
    """For sentences that tell which of two is more."""
    truth = right_node(statement)
    assert isinstance(truth, Equation)
    given = _numbers_that_fit(statement, truth)
    if given is None or len(given) != 2 or not isinstance(answer, Equation):
        return None
    (one, first), (two, second) = given.items()
    if first == second:
        return None
    more = one if first > second else two
    right = same(truth, answer)
    found = _larger_in(answer, one, two)
    if not right and found in (more, None):
        return None
    seen = f"there is more of {more}, {'and' if right else 'but'} {text} makes {found or more} the larger"
    return check(
        "which-is-more",
        (
            f"Which is more, {one} or {two}, and in what you wrote?",
            f"Are there more of {one} or more of {two}, and does your equation say so, too?",
            f"Of {one} and {two}, which is more by the words, and which by your equation?",
        ),
        seen,
        refutes=not right,
        cue=r"\bwhich is more\b|\bmore of\b",
        slots=("equation-sides",),
    )


def _larger_in(answer: Equation, one: str, two: str) -> str | None:
    """Which letter an equation makes the larger one, when the other is 12."""
    for second in (12, 60):
        low, high = (_gap(answer, one, two, Fraction(first), Fraction(second)) for first in (0, 1))
        if low is None or high is None or low == high:
            return None
        root = -low / (high - low)
        if root != second:
            return one if root > second else two
    return None


def _gap(answer: Equation, one: str, two: str, first: Fraction, second: Fraction) -> Fraction | None:
    given = {one: first, two: second}
    left, right = value(answer.left, given), value(answer.right, given)
    return None if left is None or right is None else left - right
