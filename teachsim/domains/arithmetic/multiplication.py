"""Multiplying and dividing whole numbers and decimals: notation and fresh items.

`MULTIPLICATION` is the topic `multiplication`. Its procedures are in `column_multiplication` and
`long_division`, on which items a misconception shows in `multiplication_claims`, how an answer can be
tested in `multiplication_checks`.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from teachsim.domains.arithmetic.column_multiplication import book as multiplying
from teachsim.domains.arithmetic.column_multiplication import multiply
from teachsim.domains.arithmetic.decimal_rules import Numeral
from teachsim.domains.arithmetic.long_division import book as dividing
from teachsim.domains.arithmetic.long_division import divide
from teachsim.domains.arithmetic.multiplication_checks import checks
from teachsim.domains.arithmetic.multiplication_claims import CLAIMS, Task, accepted, truth
from teachsim.domains.arithmetic.number_topic import (
    ASKED,
    END,
    NumberTopic,
    Worked,
    holds_its_answer,
    number,
    value_of,
)
from teachsim.domains.arithmetic.writing import forms
from teachsim.domains.base import Answer, Item

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from teachsim.domains.base import Check
    from teachsim.domains.rules import Hand

WHOLE_MULTIPLICATION, WHOLE_DIVISION = "whole-multiplication", "whole-division"
DECIMAL_MULTIPLICATION, DECIMAL_DIVISION = "decimal-multiplication", "decimal-division"
_DIGITS_MOST = 9
_NUMBER = r"(\d{0,9}\.\d{1,9}|\d{1,9})"
_ITEM = re.compile(
    rf"(?:multiply|divide)?\s*{ASKED}{_NUMBER}\s*([×xX*·⋅÷]|(?<=\s)/(?=\s))\s*{_NUMBER}{END}", re.I
)
_WITH_REMAINDER = re.compile(r"(\d{1,12})\s*(?:r|R|rem|remainder)\.?\s*(\d{1,12})")


class Multiplication(NumberTopic):
    """The topic of multiplying and dividing."""

    name = "multiplication"
    kinds = (WHOLE_MULTIPLICATION, WHOLE_DIVISION, DECIMAL_MULTIPLICATION, DECIMAL_DIVISION)
    book = multiplying.merged(dividing)
    claims = CLAIMS
    transfers: Mapping[str, tuple[str, ...]] = {
        WHOLE_MULTIPLICATION: (DECIMAL_MULTIPLICATION,),
        DECIMAL_MULTIPLICATION: (WHOLE_MULTIPLICATION,),
        WHOLE_DIVISION: (DECIMAL_DIVISION,),
        DECIMAL_DIVISION: (WHOLE_DIVISION,),
    }

    def parse(self, text: str) -> Item | None:
        """The item, if the text multiplies or divides two numbers without signs, whole or decimal."""
        match = _ITEM.fullmatch(text.strip())
        if match is None:
            return None
        left, sign, right = match.groups()
        return _item(Task(_numeral(left), "÷" if sign in "÷/" else "×", _numeral(right)))

    def work(self, item: Item, hand: Hand) -> Worked:
        """Work the item with the rules of this hand."""
        left, sign, right = item.data
        if sign == "×":
            product, steps = multiply(left, right, hand)
            text = product.text
        else:
            text, steps = divide(left, right, hand)
        return Worked(Answer(text, "number", _value(item, text)), steps)

    def truth(self, item: Item) -> Fraction:
        """The right value; of a division the exact one."""
        return truth(item.data)

    def read_answer(self, item: Item, text: str) -> Answer | None:
        """A number, or a quotient with its remainder: `2 r 1`."""
        match = _WITH_REMAINDER.fullmatch(text.rpartition("=")[2].strip().rstrip(".!?"))
        if match and item.data.sign == "÷":
            written = f"{match[1]} r {match[2]}"
            return Answer(written, "number", _value(item, written))
        return super().read_answer(item, text)

    def grade(self, item: Item, answer: Answer) -> bool:
        """The right value; in dividing also with its remainder, or rounded to two places or more."""
        right = truth(item.data)
        if match := _WITH_REMAINDER.fullmatch(answer.text):
            return item.kind == WHOLE_DIVISION and tuple(map(int, match.groups())) == divmod(
                item.data.left.digits, item.data.right.digits
            )
        if item.data.sign == "×":
            return value_of(answer.text) == right
        return accepted(answer.text, right)

    def forms(self, item: Item, answer: Answer) -> dict[str, float]:
        """As it came out, mostly; else without zeros at the end, or with a 0 before the point."""
        text = answer.text
        if "." not in text:
            return {text: 1.0}
        short = text.rstrip("0").rstrip(".")
        return forms(text, (short or "0", f"0{text}" if text.startswith(".") else text))

    def guess(self, item: Item, rng: Random) -> Answer:
        """Some number made of the digits of the item."""
        one, two = item.data.left.digits, item.data.right.digits
        return number(rng.choice((one + two, abs(one - two), one * 10 + two)) + rng.randint(1, 9))

    def generate(self, kind: str, rng: Random) -> Item:
        """Numbers of schoolbook size, zeros among the digits more often than chance gives."""
        while True:
            item = _item(_random_task(kind, rng))
            if item and item.kind == kind and not holds_its_answer(item, truth(item.data)):
                return item

    def checks(self, item: Item, answer: Answer) -> tuple[Check, ...]:
        """How a student could test this answer; none where to ask would be to tell."""
        value, right = _value(item, answer.text), truth(item.data)
        if value is None or value < 0 or holds_its_answer(item, right):
            return ()
        return self.checks_of(item, answer, right if self.grade(item, answer) else value)

    def checks_of(self, item: Item, answer: Answer, value: Fraction) -> tuple[Check, ...]:
        """Estimates, last digits, multiplying back."""
        return checks(item.data, answer.text, value, truth(item.data))


MULTIPLICATION = Multiplication()


# --- notation --------------------------------------------------------------------------------------


def _numeral(text: str) -> Numeral:
    before, _, after = text.partition(".")
    return Numeral(before if after else str(int(before)), after)


def _item(task: Task) -> Item | None:
    """The item; None where it is too long, divides by 0, or has a decimal that is 0."""
    left, sign, right = task
    if any(len(n.before) + len(n.after) > _DIGITS_MOST for n in (left, right)):
        return None
    decimal = bool(left.after or right.after)
    if not right.digits and (decimal or sign == "÷"):
        return None
    if not left.digits and (decimal or sign == "÷"):
        return None
    if sign == "×":
        kind = DECIMAL_MULTIPLICATION if decimal else WHOLE_MULTIPLICATION
    else:
        kind = DECIMAL_DIVISION if decimal or left.digits < right.digits else WHOLE_DIVISION
    return Item("arithmetic", kind, task.text, task)


def _value(item: Item, text: str) -> Fraction | None:
    """The number that an answer writes; a remainder counts as its part of the divisor."""
    if match := _WITH_REMAINDER.fullmatch(text):
        return int(match[1]) + Fraction(int(match[2]), item.data.right.digits)
    return value_of(text)


# --- chance ----------------------------------------------------------------------------------------


def _random_task(kind: str, rng: Random) -> Task:
    if kind == WHOLE_MULTIPLICATION:
        long, short = rng.choice(((2, 1), (2, 2), (2, 2), (3, 1), (3, 2)))
        return Task(Numeral(_digits(long, rng), ""), "×", Numeral(_digits(short, rng), ""))
    if kind == WHOLE_DIVISION:
        divisor = rng.choice((*range(3, 10), rng.randint(11, 25)))
        quotient = int(_digits(rng.choice((1, 2, 2, 3)), rng))
        rest = rng.choice((0, rng.randrange(divisor)))
        return Task(Numeral(str(divisor * quotient + rest), ""), "÷", Numeral(str(divisor), ""))
    if kind == DECIMAL_MULTIPLICATION:
        left = _decimal(rng.choice((1, 2, 2, 3)), rng.choice((0, 1, 1, 2)), rng)
        right = _decimal(rng.choice((1, 1, 2, 2)), rng.choice((0, 1, 1, 2)), rng)
        return Task(left, "×", right)
    if rng.random() < 0.2:
        return Task(Numeral(str(rng.randint(1, 9)), ""), "÷", Numeral(str(rng.randint(2, 20)), ""))
    divisor_places = rng.choice((0, 0, 0, 1))
    dividend = _decimal(rng.choice((2, 3, 3)), rng.choice((1, 2)), rng)
    return Task(dividend, "÷", _decimal(rng.choice((1, 1, 2)), divisor_places, rng))


def _digits(length: int, rng: Random) -> str:
    """A number of so many digits, of which one in five behind the first is 0; never 1."""
    rest = ("0" if rng.random() < 0.2 else str(rng.randint(1, 9)) for _ in range(length - 1))
    return "".join((str(rng.randint(2 if length == 1 else 1, 9)), *rest))


def _decimal(length: int, places: int, rng: Random) -> Numeral:
    digits = _digits(length, rng).rjust(places + 1, "0")
    if places and digits.endswith("0"):
        digits = f"{digits[:-1]}{rng.randint(1, 9)}"
    return Numeral(digits[: len(digits) - places], digits[len(digits) - places :])
