"""How a student can test an answer about decimals without the procedure that gave it.

What is found, and whether it refutes the answer, is computed from the answer tested.
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from teachsim.domains.arithmetic.sum_checks import add_back
from teachsim.domains.base import Check

if TYPE_CHECKING:
    from teachsim.domains.arithmetic.decimal_rules import Task

_SIGN_WORDS = {"<": "less than", ">": "more than", "=": "as much as"}


def checks_of_comparison(task: Task, sign: str, truth: str) -> tuple[Check, ...]:
    """The checks of a comparison; `sign` is the answer tested."""
    left, _, right = task
    refutes = sign != truth
    words = _SIGN_WORDS[truth]
    found = []
    if max(left.places, right.places) <= 2:
        one, two = _dollars(left.value), _dollars(right.value)
        seen = f"{one} is {words} {two}"
        found.append(
            Check(
                "money",
                (
                    f"Which is more money, {one} or {two}?",
                    f"If {left.text} and {right.text} were dollars, which would buy more?",
                    f"Would you rather have {one} or {two} in your pocket as money?",
                    f"Think of money: {one} and {two}. Which would you take?",
                ),
                (seen, f"as money {seen}", f"well, {seen}", f"{seen}, that's easy with money"),
                refutes,
                r"(?=.*\d).*\b(money|dollars?)\b",
            )
        )
    places = max(left.places, right.places, 1)
    one, two = left.to_places(places).text, right.to_places(places).text
    seen = f"{one} is {words} {two}"
    found.append(
        Check(
            "same-length",
            (
                f"How would {left.text} and {right.text} look with the same number of digits?",
                f"Can you write {left.text} and {right.text} with the same number of places?",
                f"If you put zeros behind the shorter of {left.text} and {right.text}, what do you see?",
                f"What if {left.text} and {right.text} had the same length?",
            ),
            (seen, f"with zeros it's {one} and {two}, and {seen}", f"hm, {seen}"),
            refutes,
            r"(?=.*\d).*\b(same (number of )?(digits|places|length)|zeros? behind)\b",
        )
    )
    return tuple(found)


def checks_of_number(task: Task, text: str, value: Decimal, truth: Decimal) -> tuple[Check, ...]:
    """The checks of a sum or difference; `truth` is the right value."""
    found = [_estimate(task, text, value)]
    if max(task.left.places, task.right.places) <= 2:
        found.insert(0, _money(task, text, value, truth))
    if task.sign == "-":
        found += [
            _compare_start(task, text, value),
            add_back(task.left, task.right, text, value, str, ("line-up-points", "across-the-point")),
        ]
    return tuple(found)


def _money(task: Task, text: str, value: Decimal, truth: Decimal) -> Check:
    left, sign, right = task
    one, two = _dollars(left.value), _dollars(right.value)
    refutes = value != truth
    seen = f"that's {_dollars(truth)}, "
    seen += (
        f"and {_dollars(value)} is {'more' if value > truth else 'less'}" if refutes else "the same as I have"
    )
    if sign == "+":
        asks: tuple[str, ...] = (
            f"If you have {one} and get {two}, how much money is that?",
            f"Think of {left.text} and {right.text} as dollars. How much would you have?",
            f"You pay {one} and then {two}. Is that {text} dollars?",
        )
    else:
        asks = (
            f"If you have {one} and spend {two}, how much money is left?",
            f"Think of {left.text} and {right.text} as dollars. How much would be left?",
            f"You have {one} and pay {two}. Could {text} dollars be left?",
        )
    return Check(
        "money",
        asks,
        (seen, f"in money {seen}", f"hm, {seen}"),
        refutes,
        r"(?=.*\d).*\b(money|dollars?)\b",
    )


def _estimate(task: Task, text: str, value: Decimal) -> Check:
    """Whole numbers on either side: the answer lies between what the wholes and the next ones give."""
    left, sign, right = task
    one, two = (int(n.value.to_integral_value(ROUND_FLOOR)) for n in (left, right))
    one_up, two_up = (n + (number.value != n) for n, number in ((one, left), (two, right)))
    low, high = (one + two, one_up + two_up) if sign == "+" else (one - two_up, one_up - two)
    low = max(low, 0)
    refutes = not low <= value <= high
    verb = "isn't" if refutes else "is"
    seen = f"it has to be somewhere from {low} to {high}, and {text} {verb}"
    return Check(
        "estimate",
        (
            f"Roughly, what do you expect from {left.text} {sign} {right.text}?",
            f"Roughly, could {left.text} {_word(sign)} {right.text} be {text}?",
            f"About how much should {left.text} {_word(sign)} {right.text} be? Roughly is enough.",
            f"Could you estimate {left.text} {_word(sign)} {right.text} with whole numbers?",
        ),
        (seen, f"roughly, {seen}", f"I'd say {seen}"),
        refutes,
        r"\b(roughly|estimate|about how much)\b",
    )


def _compare_start(task: Task, text: str, value: Decimal) -> Check:
    start = task.left
    refutes = value > start.value or (value == start.value and bool(task.right.value))
    if refutes:
        seen = f"{text} isn't less than {start.text}, but I took something away"
    else:
        seen = f"{text} isn't more than {start.text}, so that could be"
    return Check(
        "compare-start",
        (
            f"You started with {start.text}. Is {text} more or less than you started with?",
            f"Did it get smaller? You started with {start.text} and have {text} now.",
            f"If you take something away from {start.text}, can {text} be left over?",
        ),
        (seen, f"hm, {seen}", f"I think {seen}"),
        refutes,
        r"(?=.*\d).*\b(started with|get smaller|be left over)\b",
    )


def _word(sign: str) -> str:
    return "plus" if sign == "+" else "minus"


def _dollars(value: Decimal) -> str:
    """Dollars and cents; with more places the digits as they stand."""
    rounded = value.quantize(Decimal("0.01"))
    return f"${rounded if rounded == value else value}"
