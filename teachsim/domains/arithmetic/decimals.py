"""Decimals: notation, grading, slips and fresh items.

How they are worked is in `decimal_rules`, on which items a misconception shows in `decimal_claims`,
how an answer can be tested in `decimal_checks`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from teachsim.domains.arithmetic.comparing import Comparisons, answer_of, relation, turned_round
from teachsim.domains.arithmetic.decimal_checks import checks_of_comparison, checks_of_number
from teachsim.domains.arithmetic.decimal_claims import CLAIMS
from teachsim.domains.arithmetic.decimal_rules import (
    Numeral,
    Task,
    book,
    compare_place_by_place,
    numeral,
    work,
)
from teachsim.domains.arithmetic.writing import forms
from teachsim.domains.base import Answer, Item, Solution

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from teachsim.domains.base import Check
    from teachsim.domains.rules import Hand, Rulebook

KINDS = ("decimal-comparison", "decimal-addition", "decimal-subtraction")
_KIND_OF = {"__": KINDS[0], "+": KINDS[1], "-": KINDS[2]}
_TRANSFER = {"decimal-addition": "decimal-subtraction", "decimal-subtraction": "decimal-addition"}
_DIGITS_MOST = 12
_NUMBER = r"\d{0,12}\.\d{1,12}|\d{1,12}"
_SUM = re.compile(
    rf"(?:(?:solve|add|subtract|work out|calculate|what is|find)\b:?\s*)?"
    rf"({_NUMBER})\s*([-−–+])\s*({_NUMBER})\s*(?:=\s*\??|\?)?\s*",
    re.IGNORECASE,
)
_ANSWER = re.compile(rf"-?(?:{_NUMBER})")
_COMPARISONS = Comparisons(_NUMBER)


class Decimals:
    """The topic of decimals."""

    name = "decimals"
    kinds: tuple[str, ...] = KINDS
    book: Rulebook = book
    claims: Mapping[str, Callable[[Item], bool]] = CLAIMS

    def parse(self, text: str) -> Item | None:
        """The item, if at least one of its numbers has a point and nothing goes below 0."""
        text = text.strip()
        if match := _SUM.fullmatch(text):
            left, sign, right = match.groups()
            return _item_of(left, "+" if sign == "+" else "-", right)
        if numbers := _COMPARISONS.numbers(text):
            return _item_of(numbers[0], "__", numbers[1])
        return None

    def solve(self, item: Item, hand: Hand) -> Solution:
        """Work the item with the rules of this hand."""
        result, steps = work(item.data, hand)
        return Solution(answer_of(item, result), steps, tuple(hand.fired))

    def read_answer(self, item: Item, text: str) -> Answer | None:
        """A decimal or whole number; for a comparison its sign, or the larger number."""
        text = text.strip().rstrip("!?").replace("−", "-")
        text = text.removesuffix(".")
        if item.data.sign == "__":
            return _COMPARISONS.read(item, text)
        text = text.rpartition("=")[2].strip()
        return Answer(text, "number", Decimal(text)) if _ANSWER.fullmatch(text) else None

    def grade(self, item: Item, answer: Answer) -> bool:
        """The same value, however it is written."""
        task: Task = item.data
        if task.sign == "__":
            return answer.text == relation(item, compare_place_by_place(task.left, task.right)).text
        return answer.kind == "number" and Decimal(answer.text) == _truth(task)

    def forms(self, item: Item, answer: Answer) -> dict[str, float]:
        """As it came out, mostly; else without zeros at the end, or with a 0 before the point."""
        if answer.kind != "number":
            return {answer.text: 1.0}
        short = answer.text.rstrip("0").rstrip(".") if "." in answer.text else answer.text
        return forms(answer.text, (short or "0", _led(answer.text), _led(short or "0")))

    def plausible(self, item: Item) -> int:
        """Three signs, or about twenty numbers."""
        return 3 if item.kind == "decimal-comparison" else 20

    def slip(self, item: Item, solution: Solution, rng: Random) -> Solution:
        """The last digit miscounted by one or two, or the sign turned round."""
        if item.kind == "decimal-comparison":
            return turned_round(item, solution, rng)
        old = solution.answer.text
        before, _, after = old.partition(".")
        digits, places = int(before + after), len(after)
        unit = 10 ** rng.randrange(min(2, len(before + after)))
        changed = digits + unit * rng.choice([n for n in (-2, -1, 1, 2) if digits + n * unit >= 0])
        new = numeral(changed, places, bare=not before)
        steps = tuple(
            step.with_result(old, new.text) if step.text.endswith((f"= {old}", f": {old}")) else step
            for step in solution.steps
        )
        return replace(solution, answer=answer_of(item, new), steps=steps)

    def guess(self, item: Item, rng: Random) -> Answer:
        """The digits of the item with the point somewhere, or any sign."""
        task: Task = item.data
        if task.sign == "__":
            return relation(item, rng.choice("<>="))
        number = rng.choice((task.left, task.right))
        result = numeral(
            max(0, number.digits + rng.randint(-9, 9)), rng.randint(0, max(1, number.places)), task.bare
        )
        return answer_of(item, result)

    def generate(self, kind: str, rng: Random) -> Item:
        """A random item with up to three places, often of different length, that does not hold its answer."""
        while True:
            task = _random_task(kind, rng)
            item = _item(task)
            if item is None or task.left == task.right:
                continue
            if task.sign == "__" or _truth(task) not in (task.left.value, task.right.value):
                return item

    def transfer_kinds(self, kind: str, able: tuple[str, ...]) -> tuple[str, ...]:
        """The other operation, if it is among these; comparing asks for itself."""
        other = _TRANSFER.get(kind)
        return (other,) if other in able else (kind,)

    def checks(self, item: Item, answer: Answer) -> tuple[Check, ...]:
        """How a student could test this answer."""
        task: Task = item.data
        if task.sign == "__":
            truth = compare_place_by_place(task.left, task.right)
            return checks_of_comparison(task, str(answer.value), truth)
        value = Decimal(answer.text)
        return checks_of_number(task, answer.text, value, _truth(task)) if value >= 0 else ()


DECIMALS = Decimals()


# --- notation --------------------------------------------------------------------------------------


def _numeral(text: str) -> Numeral:
    before, _, after = text.partition(".")
    return Numeral(before, after)


def _item_of(left: str, sign: str, right: str) -> Item | None:
    return _item(Task(_numeral(left), sign, _numeral(right)))


def _item(task: Task) -> Item | None:
    """The item; None where it is not about decimals, is too long, or goes below 0."""
    left, sign, right = task
    if not (left.after or right.after):
        return None
    if any(len(n.before) + len(n.after) > _DIGITS_MOST for n in (left, right)):
        return None
    if sign == "-" and left.value < right.value:
        return None
    return Item("arithmetic", _KIND_OF[sign], f"{left.text} {sign} {right.text}", task)


def _led(text: str) -> str:
    return f"0{text}" if text.startswith(".") else text


def _truth(task: Task) -> Decimal:
    one, two = task.left.value, task.right.value
    return one + two if task.sign == "+" else one - two


# --- chance ----------------------------------------------------------------------------------------


def _random_task(kind: str, rng: Random) -> Task:
    if kind == "decimal-comparison":
        whole = rng.choice(("0", "0", "0", str(rng.randint(1, 9))))
        one, two = _some_places(rng, 1, 3), _some_places(rng, 1, 3)
        sort = rng.random()
        if sort < 0.25:
            start = _some_places(rng, 2, 2)
            one, two = start, start + _some_places(rng, 1, 1)
        elif sort > 0.85:  # no tenths: only here the longer one need not be the larger whole number
            one, two = f"0{one[-1]}", two[-1]
        pair = [Numeral(whole, one), Numeral(whole, two)]
        rng.shuffle(pair)
        return Task(pair[0], "__", pair[1])
    top = rng.choice((0, 9, 9, 40))
    left = Numeral(str(rng.randint(0, top)), _some_places(rng, 1, 2))
    right = Numeral(str(rng.randint(0, top)), _some_places(rng, 1, 2))
    if kind == "decimal-addition":
        if rng.random() < 0.5:
            right = Numeral(right.before, _some_places(rng, left.places, left.places))
        return Task(left, "+", right)
    if rng.random() < 0.2:
        left = Numeral(str(rng.randint(1, 99)), "")
    return Task(left, "-", right)


def _some_places(rng: Random, least: int, most: int) -> str:
    """Digits behind the point, the last of them not 0."""
    places = rng.randint(least, most)
    return str(10 * rng.randrange(10 ** (places - 1)) + rng.randint(1, 9)).zfill(places)
