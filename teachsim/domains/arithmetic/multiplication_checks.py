"""How a student can test a product or quotient without the procedure that gave it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from teachsim.domains.arithmetic.number_topic import decimal_answer
from teachsim.domains.base import Check

if TYPE_CHECKING:
    from teachsim.domains.arithmetic.decimal_rules import Numeral
    from teachsim.domains.arithmetic.multiplication_claims import Task


def checks(task: Task, text: str, value: Fraction, truth: Fraction) -> tuple[Check, ...]:
    """The most concrete first; `text` and `value` are the answer tested."""
    if task.sign == "×":
        found = [_estimate(task, text, value), _last_digit(task, text, value), _part_of(task, text, value)]
    else:
        found = [_size(task, text, value, truth), _multiply_back(task, text, value)]
    return tuple(check for check in found if check)


def _estimate(task: Task, text: str, value: Fraction) -> Check:
    """With both numbers cut to their first digit: what the product must be at least and at most."""
    (one, one_up), (two, two_up) = _bounds(task.left), _bounds(task.right)
    low, high = one * two, one_up * two_up
    refutes = not low <= value <= high
    seen = f"it has to be from {low} to {high}, and {text} {'does not fit' if refutes else 'fits'}"
    return Check(
        "estimate",
        (
            f"Roughly how much is {task.text}?",
            f"Can you estimate {task.text} with easier numbers?",
            f"About how much should {task.text} be?",
        ),
        (seen, f"roughly, {seen}", f"I'd say {seen}"),
        refutes,
        r"(?=.*\d).*\b(roughly|estimate|about how much)\b",
    )


def _bounds(number: Numeral) -> tuple[int, int]:
    """Whole numbers with one digit that is not 0, below and above."""
    whole = number.whole
    unit = int(10 ** (len(str(whole)) - 1))
    low = whole // unit * unit
    return low, low if Fraction(number.value) == low else low + unit


def _last_digit(task: Task, text: str, value: Fraction) -> Check | None:
    if task.left.after or task.right.after or value.denominator > 1:
        return None
    one, two = task.left.digits % 10, task.right.digits % 10
    refutes = one * two % 10 != value % 10
    seen = f"{one} times {two} is {one * two}, so it ends in {one * two % 10}, "
    seen += f"{'but' if refutes else 'and so does'} {text}{' does not' if refutes else ''}"
    return Check(
        "last-digit",
        (
            f"Which digit must {task.text} end in?",
            f"Look at the ones of both numbers. What must {task.text} end in?",
            f"What does {task.text} end in, going by the ones?",
        ),
        (seen, f"hm, {seen}", f"I see, {seen}"),
        refutes,
        r"(?=.*\d).*\bend in\b",
    )


def _part_of(task: Task, text: str, value: Fraction) -> Check | None:
    """A factor below 1 makes the other one smaller."""
    small, other = sorted((task.left, task.right), key=lambda n: n.value)
    if small.value >= 1:
        return None
    refutes = value >= Fraction(other.value)
    seen = f"{small.text} is less than one whole, {'but' if refutes else 'and'} {text} is "
    seen += f"{'not less' if refutes else 'less'} than {other.text}"
    return Check(
        "part-of",
        (
            f"If you take only {small.text} of {other.text}, could that be all of it, or even more?",
            f"Is {small.text} of {other.text} less than all of it, and is your answer?",
            f"If you had {other.text} and kept {small.text} of it, would it be all of it or less?",
        ),
        (seen, f"hm, {seen}", f"oh, {seen}"),
        refutes,
        r"(?=.*\d).*\ball of it\b",
    )


def _size(task: Task, text: str, value: Fraction, truth: Fraction) -> Check:
    """Between which two powers of ten the quotient lies."""
    ten = Fraction(1)
    while truth >= 10 * ten:
        ten *= 10
    while truth < ten:
        ten /= 10
    refutes = not ten <= value < 10 * ten
    one, two = task.left.text, task.right.text
    low, high = (
        decimal_answer(ten * Fraction(task.right.value), 2),
        decimal_answer(10 * ten * Fraction(task.right.value), 2),
    )
    often, more = decimal_answer(ten, 2), decimal_answer(10 * ten, 2)
    seen = f"{often} times {two} is {low} and {more} times is {high}, so it's from {often} to {more}, "
    seen += f"{'but' if refutes else 'and'} {text} {'does not fit' if refutes else 'fits'}"
    return Check(
        "size",
        (
            f"Could {two} fit into {one} more than a hundred times, or ten times, or not even once?",
            f"Going by how often {two} can fit, is {task.text} in the hundreds, tens, ones, or below one?",
            f"Does {two} fit into {one} ten times, or even a hundred times?",
        ),
        (seen, f"I tried, {seen}", f"hm, {seen}"),
        refutes,
        r"(?=.*\d).*\bfit\b",
    )


def _multiply_back(task: Task, text: str, value: Fraction) -> Check:
    one, two = task.left.text, task.right.text
    back = value * Fraction(task.right.value)
    # a quotient that goes on for ever is written short, and comes back not quite
    exact = Fraction(task.left.value) / Fraction(task.right.value)
    cut = Fraction(1, 1000) if (exact * 1000).denominator > 1 else 0
    refutes = abs(value - exact) > cut
    shown = decimal_answer(back, 2)
    with_rest = " and the rest" if " r " in text else ""
    seen = f"{text.partition(' ')[0]} times {two}{with_rest} makes {shown}, "
    seen += f"not {one}" if refutes else f"and that's {one} again"
    return Check(
        "multiply-back",
        (
            f"Multiply your answer by {two}. Do you get back to {one}?",
            f"Going back, what is your answer times {two}?",
            f"If you go back and multiply by {two}, is it {one}?",
        ),
        (seen, f"going back, {seen}", f"hm, {seen}"),
        refutes,
        r"(?=.*\d).*\bback\b",
        ("times-carry",),
    )
