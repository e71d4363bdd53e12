"""Whole numbers: adding and taking away in columns, numbers of up to twelve digits.

`WHOLE` is the topic. Its procedures are in `subtraction` and `addition`, what shows where in
`whole_claims`, what is said about it in `misconceptions/whole-numbers.yaml`.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from teachsim.domains.arithmetic.addition import add
from teachsim.domains.arithmetic.addition import book as addition_book
from teachsim.domains.arithmetic.subtraction import PLACES, Slip, subtract
from teachsim.domains.arithmetic.subtraction import book as subtraction_book
from teachsim.domains.arithmetic.whole_claims import CLAIMS
from teachsim.domains.base import Answer, Check, Item, Solution
from teachsim.domains.rules import Hand

if TYPE_CHECKING:
    from random import Random

SUBTRACTION = "whole-subtraction"
ADDITION = "whole-addition"

_NUMBER = r"(0|[1-9][0-9]{0,11}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,3})"
_ITEM = re.compile(rf"\s*{_NUMBER}\s*([+\-−–])\s*{_NUMBER}\s*(?:=\s*\??\s*)?")
_ANSWER = re.compile(r"[-−–]?(?:[0-9]{1,24}|[0-9]{1,3}(?:,[0-9]{3})+)")


class Numbers(NamedTuple):
    """The two numbers of an item, as written from left to right."""

    first: int
    second: int


class WholeNumbers:
    """The topic `whole-numbers`."""

    name = "whole-numbers"
    kinds = (SUBTRACTION, ADDITION)
    book = subtraction_book.merged(addition_book)
    claims = CLAIMS

    def parse(self, text: str) -> Item | None:
        """The item, if the text is a sum or a difference of two whole numbers that is not below 0."""
        match = _ITEM.fullmatch(text)
        if match is None:
            return None
        first, sign, second = match.groups()
        numbers = Numbers(int(first.replace(",", "")), int(second.replace(",", "")))
        if sign == "+":
            return _item(ADDITION, numbers)
        return _item(SUBTRACTION, numbers) if numbers.first >= numbers.second else None

    def solve(self, item: Item, hand: Hand) -> Solution:
        """Work the item with the rules of this hand, step by step."""
        return _solved(item, hand, None)

    def read_answer(self, item: Item, text: str) -> Answer | None:
        """A whole number, alone or after the item and an equals sign; None for anything else."""
        if len(text) > 200:
            return None
        before, _, written = text.rpartition("=")
        if before.strip() and self.parse(before) != item:
            return None
        written = written.strip()
        if _ANSWER.fullmatch(written) is None:
            return None
        return _answer(int(written.replace(",", "").replace("−", "-").replace("–", "-")))

    def grade(self, item: Item, answer: Answer) -> bool:
        """Whether it is the right number."""
        return self._number(item, answer) == _truth(item)

    def _number(self, item: Item, answer: Answer) -> int | None:
        """The whole number that an answer is, wherever it was read; None when it is not one."""
        value = answer.value
        if value is None:
            read = self.read_answer(item, answer.text)
            value = read.value if read else None
        if isinstance(value, Fraction) and value.denominator == 1:
            return value.numerator
        return value if isinstance(value, int) else None

    def forms(self, item: Item, answer: Answer) -> dict[str, float]:
        """A whole number is written in one way."""
        return {answer.text: 1.0}

    def plausible(self, item: Item) -> int:
        """About as many as there are wrong digits to write in one of the columns."""
        return 10 * len(str(max(item.data)))

    def slip(self, item: Item, solution: Solution, rng: Random) -> Solution:
        """One digit of the answer comes out one too high or too low."""
        text = solution.answer.text
        if item.kind == SUBTRACTION:
            place = rng.randrange(len(text))
            digit = int(text[-1 - place])
            offset = 1 if digit == 0 else -1 if digit == 9 else rng.choice((-1, 1))
        else:
            place = rng.randrange(len(str(max(item.data))))
            offset = rng.choice((-1, 1))
        mended = _solved(item, _hand_that_made(self.book, solution), Slip(place, offset))
        if mended.answer != solution.answer:
            return mended
        return Solution(_answer(int(text) + offset * 10**place), solution.steps, solution.fired)

    def guess(self, item: Item, rng: Random) -> Answer:
        """Some number of about the right size."""
        first, second = item.data
        return _answer(rng.randint(0, first + second))

    def generate(self, kind: str, rng: Random) -> Item:
        """Two to four digits, with more zeros than chance gives, and often a shorter second number."""
        lengths, weights = ((2, 3, 4), (35, 45, 20)) if kind == SUBTRACTION else ((2, 3), (60, 40))
        (length,) = rng.choices(lengths, weights)
        shorter = rng.randint(1, length - 1) if rng.random() < 0.35 else length
        first, second = _number(length, 0.25, rng), _number(shorter, 0.12, rng)
        if kind == ADDITION:
            return _item(ADDITION, Numbers(first, second))
        if first == second:
            first += 1
        return _item(SUBTRACTION, Numbers(max(first, second), min(first, second)))

    def transfer_kinds(self, kind: str, able: tuple[str, ...]) -> tuple[str, ...]:
        """None of the other kinds asks the same understanding."""
        return (kind,)

    def checks(self, item: Item, answer: Answer) -> tuple[Check, ...]:
        """Adding back or counting up for a difference; taking back or an estimate for a sum."""
        written = self._number(item, answer)
        if written is None or written < 0 or _truth(item) in item.data:
            return ()  # where the answer is one of the item's own numbers, to ask would be to tell
        in_columns = len(str(written)) <= len(PLACES)  # nobody works a check in columns without a name
        if item.kind == SUBTRACTION:
            return (*_count_up(item.data, written), *([_add_back(item.data, written)] if in_columns else ()))
        return (_estimate(item.data, written), *([_take_back(item.data, written)] if in_columns else ()))


WHOLE = WholeNumbers()


def _item(kind: str, numbers: Numbers) -> Item:
    sign = "-" if kind == SUBTRACTION else "+"
    return Item("arithmetic", kind, f"{numbers.first} {sign} {numbers.second}", numbers)


def _answer(value: int) -> Answer:
    return Answer(str(value), "number", value)


def _truth(item: Item) -> int:
    first, second = item.data
    truth: int = first - second if item.kind == SUBTRACTION else first + second
    return truth


def _number(length: int, zeros: float, rng: Random) -> int:
    """A number of this many digits, with that share of extra zeros, and a 1 in front rather often."""
    digits = [0 if rng.random() < zeros else rng.randint(0, 9) for _ in range(length - 1)]
    leading = 1 if rng.random() < 0.2 else rng.randint(1, 9)
    return int("".join(map(str, [leading, *digits])))


# --- solving ---------------------------------------------------------------------------------------


def _solved(item: Item, hand: Hand, slip: Slip | None) -> Solution:
    work = subtract if item.kind == SUBTRACTION else add
    first, second = item.data
    value, steps = work(first, second, hand, slip)
    return Solution(_answer(value), steps, tuple(hand.fired))


@lru_cache(maxsize=4096)
def _asked(item: Item) -> tuple[str, ...]:
    hand = Hand(WholeNumbers.book)
    _solved(item, hand, None)
    return tuple(hand.asked)


def _hand_that_made(book: Any, solution: Solution) -> Hand:
    """The rules that left their mark on a solution, so that it can be worked again with a slip."""
    marked = {step.rule: step.misconception for step in solution.steps if step.misconception}
    return Hand(book, marked)


# --- checking --------------------------------------------------------------------------------------


def _add_back(numbers: Numbers, answer: int) -> Check:
    first, second = numbers
    total = answer + second
    wrong = total != first
    verdict = f"more than {first}" if total > first else f"less than {first}"
    return Check(
        name="add-back",
        asks=(
            f"Add {second} back on to your {answer}. Do you get {first}?",
            f"What do you get if you add {second} back on to {answer}?",
            f"Suppose {answer} is left. What happens when you put the {second} back?",
            f"Try adding the {second} back to your {answer}. Is it {first} again?",
            f"Can you check it by putting the {second} back with the {answer}?",
        ),
        finds=(
            f"{answer} and {second} is {total}, not {first}",
            f"{second} back on to {answer} makes {total}, that's {verdict}",
            f"I get {total}, but it should be {first} again",
        )
        if wrong
        else (
            f"{answer} and {second} is {total}, so that fits",
            f"{second} back on to {answer} makes {first} again",
            f"I get {total}, that's what I started with",
        ),
        refutes=wrong,
        cue=r"\b(?:add|put)(?:t?ing)?\b[^.?!]*\bback\b",
        slots=_asked(_item(ADDITION, Numbers(answer, second))),
    )


def _count_up(numbers: Numbers, answer: int) -> tuple[Check, ...]:
    """Only where a child would count: the two numbers at most 40 apart."""
    first, second = numbers
    apart = first - second
    if apart > 40:
        return ()
    wrong = apart != answer
    check = Check(
        name="count-up",
        asks=(
            f"Start at {second} and count up to {first}. How far is that?",
            f"Can you count up from {second} to {first} and tell me how many steps it is?",
            f"If you count on from {second}, how far is it to {first}?",
            f"On a number line, how far is it from {second} to {first}?",
        ),
        finds=(
            f"from {second} up to {first} is {apart}, not {answer}",
            f"I counted {apart} from {second} to {first}, that's not {answer}",
            f"it's only {apart} steps, but I said {answer}"
            if apart < answer
            else f"it's {apart} steps, but I said {answer}",
        )
        if wrong
        else (
            f"from {second} up to {first} is {apart}, so that fits",
            f"I counted {apart} from {second} to {first}, same as before",
            f"it's {apart} steps, that's what I got",
        ),
        refutes=wrong,
        cue=r"\bcount(?:ing)? (?:up|on)\b|\bhow far is it\b",
    )
    return (check,)


def _take_back(numbers: Numbers, answer: int) -> Check:
    first, second = numbers
    left = answer - second
    wrong = left != first
    if left < 0:
        finds: tuple[str, ...] = (
            f"I can't take {second} from {answer}, it's too small",
            f"{answer} is less than {second}, so that can't be",
            f"there isn't even {second} in {answer}",
        )
    elif wrong:
        finds = (
            f"{answer} take away {second} is {left}, not {first}",
            f"I get {left}, but it should be {first}",
            f"that leaves {left}, and I started with {first}",
        )
    else:
        finds = (
            f"{answer} take away {second} is {left}, so that fits",
            f"I get {left} again, so it works",
            f"that leaves {left}, that's what I started with",
        )
    back = _item(SUBTRACTION, Numbers(answer, second))
    return Check(
        name="take-back",
        asks=(
            f"Take the {second} away again from your {answer}. Do you get {first}?",
            f"What is left if you take the {second} off again from {answer}?",
            f"Try taking the {second} back off your {answer}. Is it {first}?",
            f"If you take the {second} back out of {answer}, what is left?",
        ),
        finds=finds,
        refutes=wrong,
        cue=r"\btak(?:e|ing)\b[^.?!]*\b(?:away again|off again|back off|back out)\b",
        slots=() if left < 0 else _asked(back),
    )


def _estimate(numbers: Numbers, answer: int) -> Check:
    """With both numbers cut to tens, hundreds, …: what the sum must be at least, and at most."""
    first, second = numbers
    unit = max(10, 10 ** (len(str(min(numbers))) - 1))
    low_first, low_second = first // unit * unit, second // unit * unit
    low = low_first + low_second
    high = low + 2 * unit
    if answer < low:
        finds: tuple[str, ...] = (
            f"{low_first} and {low_second} is {low} already, so {answer} is too small",
            f"it has to be at least {low}, and {answer} isn't",
            f"even {low_first} and {low_second} is more than {answer}",
        )
    elif answer >= high:
        finds = (
            f"it can't even be {high}, so {answer} is too big",
            f"{low_first + unit} and {low_second + unit} is only {high}, so {answer} is too much",
            f"it should be less than {high}, and {answer} is way more",
        )
    else:
        finds = (
            f"it's somewhere from {low} to {high}, so {answer} could be right",
            f"{low_first} and {low_second} is {low}, and a bit more, so {answer} looks okay",
            f"{answer} is between {low} and {high}, so it might be",
        )
    return Check(
        name="estimate",
        asks=(
            f"Roughly how much is {first} and {second} together?",
            f"Can you estimate {first} + {second} before you add?",
            f"About how much should {first} and {second} make?",
            f"Without the exact sum, roughly how big is {first} + {second}?",
        ),
        finds=finds,
        refutes=not low <= answer < high,
        cue=r"\b(?:roughly|estimat(?:e|ing)|about how (?:much|many|big))\b",
    )
