"""Numbers with signs: notation and fresh items. `SIGNED` is the topic `signed-numbers`.

How its items are worked is in `signed_rules`, on which items a misconception shows in `signed_claims`,
how an answer can be tested in `signed_checks`.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from teachsim.domains.arithmetic.number_topic import ASKED, END, MINUS, NumberTopic, Worked, number
from teachsim.domains.arithmetic.signed_checks import checks
from teachsim.domains.arithmetic.signed_claims import CLAIMS, truth
from teachsim.domains.arithmetic.signed_rules import Pair, book, work
from teachsim.domains.base import Item

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from teachsim.domains.base import Answer, Check
    from teachsim.domains.rules import Hand

ADDITION, SUBTRACTION = "signed-addition", "signed-subtraction"
MULTIPLICATION, DIVISION = "signed-multiplication", "signed-division"
_KIND_OF = {"+": ADDITION, "-": SUBTRACTION, "×": MULTIPLICATION, "÷": DIVISION}
_SIGNS = {"x": "×", "X": "×", "*": "×", "·": "×", "⋅": "×", ":": "÷", "/": "÷"}
_NUMBER = r"(\(\s*[-+]?\s*\d{1,9}\s*\)|-?\s?\d{1,9})"
_ITEM = re.compile(rf"{ASKED}{_NUMBER}\s*([-+×xX*·⋅÷:]|(?<=\s)/(?=\s))\s*{_NUMBER}{END}", re.IGNORECASE)


class SignedNumbers(NumberTopic):
    """The topic of numbers with signs."""

    name = "signed-numbers"
    kinds = (ADDITION, SUBTRACTION, MULTIPLICATION, DIVISION)
    book = book
    claims = CLAIMS
    transfers: Mapping[str, tuple[str, ...]] = {
        ADDITION: (SUBTRACTION,),
        SUBTRACTION: (ADDITION,),
        MULTIPLICATION: (DIVISION,),
        DIVISION: (MULTIPLICATION,),
    }

    def parse(self, text: str) -> Item | None:
        """The item, if a number in it or its result lies below zero."""
        match = _ITEM.fullmatch(text.translate(MINUS).strip())
        if match is None:
            return None
        first, sign, second = match.groups()
        return _item(Pair(_value(first), _SIGNS.get(sign, sign), _value(second)))

    def work(self, item: Item, hand: Hand) -> Worked:
        """Work the item with the rules of this hand."""
        result, steps = work(item.data, hand)
        return Worked(number(result), steps)

    def truth(self, item: Item) -> Fraction:
        """The right value."""
        return Fraction(truth(item.data))

    def guess(self, item: Item, rng: Random) -> Answer:
        """The numbers added or taken away, with any sign."""
        one, two = abs(item.data.first), abs(item.data.second)
        return number(rng.choice((1, -1)) * rng.choice((one + two, abs(one - two), one)))

    def generate(self, kind: str, rng: Random) -> Item:
        """One or both numbers below zero, up to 20; in multiplying and dividing up to 10."""
        while True:
            first, second = rng.randint(1, 20), rng.randint(1, 20)
            signs = rng.choice(((-1, 1), (1, -1), (-1, -1)))
            if kind == SUBTRACTION:
                signs = rng.choice(((-1, 1), (1, 1), (1, -1), (-1, -1)))
            elif kind in (MULTIPLICATION, DIVISION):
                first, second = rng.randint(2, 10), rng.randint(2, 10)
                if kind == DIVISION:
                    first *= second
            sign = next(sign for sign, of in _KIND_OF.items() if of == kind)
            item = _item(Pair(signs[0] * first, sign, signs[1] * second))
            if item and abs(truth(item.data)) not in (0, first, second):
                return item

    def checks_of(self, item: Item, answer: Answer, value: Fraction) -> tuple[Check, ...]:
        """A thermometer and owing money for sums and differences; repeating or multiplying back else."""
        return checks(item.data, answer.text, value)


SIGNED = SignedNumbers()


def _value(text: str) -> int:
    return int(text.strip("() ").replace(" ", ""))


def _item(pair: Pair) -> Item | None:
    """The item; None where no number or result lies below zero, or nothing is there to be worked."""
    first, sign, second = pair
    if sign == "-" and first == 0 and second:
        pass
    elif not (first and second):
        return None
    if first > 0 and second > 0 and not (sign == "-" and first < second):
        return None
    if sign == "÷" and first % second:
        return None
    return Item("arithmetic", _KIND_OF[sign], pair.text, pair)
