"""Fractions: notation, grading and slips.

How they are worked is in `fraction_sums`, `fraction_products`, `fraction_sizes` and `fraction_rewriting`,
on which items a misconception shows in `fraction_claims`, how an answer can be tested in
`fraction_checks`, and what fresh items look like in `fraction_items`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from teachsim.domains.arithmetic import fraction_products, fraction_rewriting, fraction_sizes, fraction_sums
from teachsim.domains.arithmetic.comparing import Comparisons, answer_of, relation, sign_between, turned_round
from teachsim.domains.arithmetic.fraction_checks import checks_of_comparison, checks_of_number, written
from teachsim.domains.arithmetic.fraction_claims import CLAIMS
from teachsim.domains.arithmetic.fraction_items import some_task
from teachsim.domains.arithmetic.fraction_numbers import Part, Task
from teachsim.domains.arithmetic.writing import forms
from teachsim.domains.base import Answer, Item, Solution
from teachsim.domains.rules import Hand, Rulebook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from teachsim.domains.base import Check, Step

KINDS = (
    "fraction-addition",
    "fraction-subtraction",
    "mixed-addition",
    "mixed-subtraction",
    "fraction-multiplication",
    "fraction-division",
    "fraction-simplifying",
    "fraction-comparison",
    "mixed-to-improper",
    "improper-to-mixed",
)
_OPERATIONS = {
    "+": "addition",
    "-": "subtraction",
    "×": "multiplication",
    "÷": "division",
    "__": "comparison",
}
_TRANSFER = {
    "fraction-addition": ("fraction-subtraction", "mixed-addition", "mixed-subtraction"),
    "fraction-subtraction": ("fraction-addition", "mixed-subtraction"),
    "mixed-addition": ("fraction-addition", "mixed-subtraction"),
    "mixed-subtraction": ("fraction-subtraction", "fraction-addition"),
    "fraction-multiplication": ("fraction-division",),
    "fraction-division": ("fraction-multiplication",),
    "mixed-to-improper": ("improper-to-mixed",),
    "improper-to-mixed": ("mixed-to-improper",),
}
_NUMBER = r"(?:\d{1,6}\s+)?\d{1,6}/\d{1,6}|\d{1,6}"
_END = r"\s*(?:=\s*\??|\?)?\s*"
_SUM = re.compile(
    rf"(?:(?:solve|add|subtract|multiply|divide|work out|calculate|what is|find)\b:?\s*)?"
    rf"({_NUMBER})\s*([-−–+x×*·⋅÷])\s*({_NUMBER}){_END}",
    re.IGNORECASE,
)
_SUBTRACT_FROM = re.compile(rf"subtract\s+({_NUMBER})\s+from\s+({_NUMBER}){_END}", re.IGNORECASE)
_SIMPLIFY = re.compile(
    rf"(?:simplify|reduce)(?: the fraction)?:?\s*(\d{{1,6}}/\d{{1,6}}){_END}", re.IGNORECASE
)
_REWRITE = re.compile(
    rf"(?:(?:re)?write|convert|change|turn|express)(?: the (?:mixed number|improper fraction|fraction))?\s+"
    rf"({_NUMBER})\s+(?:as|to|into|in)(?: an?| the form of an?)? (improper fraction|mixed number)\.?{_END}",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"-?(?:(?:\d{1,24}\s+)?\d{1,24}/\d{1,24}|\d{1,24}|\d{0,24}\.\d{1,24})")
"""Longer than the item's numbers, of which it may hold a product."""
_SIGNS = {"−": "-", "–": "-", "x": "×", "X": "×", "*": "×", "·": "×", "⋅": "×"}
_COMPARISONS = Comparisons(_NUMBER)
_BOOK = (
    fraction_sums.book.merged(fraction_products.book)
    .merged(fraction_sizes.book)
    .merged(fraction_rewriting.book)
)


class Fractions:
    """The topic of fractions."""

    name = "fractions"
    kinds: tuple[str, ...] = KINDS
    book: Rulebook = _BOOK
    claims: Mapping[str, Callable[[Item], bool]] = CLAIMS

    def parse(self, text: str) -> Item | None:
        """The item, if the text is one about fractions whose answer is a number from 0 up."""
        text = text.strip()
        if match := _SIMPLIFY.fullmatch(text):
            part = _part(match[1])
            return part and _item(Task(part, "simplify", Part(0)))
        if match := _SUM.fullmatch(text):
            left, sign, right = match.groups()
            return _item_of(left, _SIGNS.get(sign, sign), right)
        if match := _SUBTRACT_FROM.fullmatch(text):
            return _item_of(match[2], "-", match[1])
        if match := _REWRITE.fullmatch(text):
            part = _part(match[1])
            return part and _item(Task(part, match[2].split()[0].lower(), Part(0)))
        if numbers := _COMPARISONS.numbers(text):
            return _item_of(numbers[0], "__", numbers[1])
        return None

    def solve(self, item: Item, hand: Hand) -> Solution:
        """Work the item with the rules of this hand."""
        result, steps = _worked(item.data, hand)
        return Solution(answer_of(item, result), steps, tuple(hand.fired))

    def read_answer(self, item: Item, text: str) -> Answer | None:
        """A fraction, whole, mixed or decimal number; for a comparison its sign, or the larger number."""
        text = text.strip().rstrip(".!?").replace("−", "-")
        task: Task = item.data
        if task.sign == "__":
            return _COMPARISONS.read(item, text)
        if task.sign == "simplify" and re.search(r"can'?t|cannot|already|not possible", text, re.IGNORECASE):
            return Answer(task.left.text, "number", task.left.value)
        text = text.rpartition("=")[2].strip()
        if not _ANSWER.fullmatch(text):
            return None
        return Answer(re.sub(r"\s+", " ", text), "number", _value(text))

    def grade(self, item: Item, answer: Answer) -> bool:
        """The same value; in simplifying also lowest terms, in rewriting also the form that is asked."""
        task: Task = item.data
        if task.sign == "__":
            return answer.text == relation(item, _right_sign(task)).text
        value = _value(answer.text)
        if value is None or value != _truth(task):
            return False
        match task.sign:
            case "simplify":
                return answer.text in (written(value), _lowest(value))
            case "improper":
                return "/" in answer.text and " " not in answer.text
            case "mixed":
                return (" " in answer.text or "/" not in answer.text) and _part_below_one(answer.text)
            case _:
                return True

    def forms(self, item: Item, answer: Answer) -> dict[str, float]:
        """As it came out, mostly; else in lowest terms or as a mixed number."""
        value = _value(answer.text)
        if answer.kind != "number" or value is None or item.kind == "fraction-simplifying":
            return {answer.text: 1.0}
        if item.kind == "improper-to-mixed":
            return forms(answer.text, (written(value),) if _part_below_one(answer.text) else ())
        if item.kind == "mixed-to-improper":
            return forms(answer.text, (_lowest(value),))
        return forms(answer.text, (_lowest(value), written(value), _mixed(answer.text)))

    def plausible(self, item: Item) -> int:
        """Three signs, or about twenty numbers."""
        return 3 if item.kind == "fraction-comparison" else 20

    def slip(self, item: Item, solution: Solution, rng: Random) -> Solution:
        """One number miscounted by one or two, or the sign turned round."""
        if item.kind == "fraction-comparison":
            return turned_round(item, solution, rng)
        old = solution.answer.text
        part = _part(old, any_bottom=True) or Part(0)
        count = part.top if part.bottom else part.whole
        near = [count + off for off in (-1, 1, -2, 2) if count + off >= 0]
        if part.bottom:
            choices = [part._replace(top=top) for top in near]
            before, after = f"{part.top}/{part.bottom}", "{0.top}/{0.bottom}"
        else:
            choices = [part._replace(whole=whole) for whole in near]
            before, after = str(part.whole), "{0.whole}"
        changed = rng.choice([choice for choice in choices if choice.text != old])
        steps = _with_slip(
            solution.steps,
            (
                (old, changed.text),
                (before, after.format(changed)),
                (str(count), str(changed.top if part.bottom else changed.whole)),
            ),
        )
        return replace(solution, answer=answer_of(item, changed), steps=steps)

    def guess(self, item: Item, rng: Random) -> Answer:
        """Numbers of the item, put over each other or taken over as they stand."""
        task: Task = item.data
        if task.sign == "__":
            return relation(item, rng.choice("<>="))
        numbers = [n for part in (task.left, task.right) for n in part if n] or [1]
        top, bottom = rng.choice(numbers), rng.choice(numbers)
        part = Part(0, max(0, top + rng.choice((-1, 0, 0, 1))), bottom)
        return answer_of(item, part)

    def generate(self, kind: str, rng: Random) -> Item:
        """A random item with bottoms from 2 to 12, mostly proper fractions, that does not hold its answer."""
        while True:
            task = some_task(kind, rng)
            item = _item(task)
            if item is None or item.kind != kind or task.left == task.right:
                continue
            if task.sign in ("simplify", "__", "improper", "mixed") or not self._holds_its_answer(item):
                return item

    def _holds_its_answer(self, item: Item) -> bool:
        """Whether the right answer already stands in the item, so that nobody could ask about it."""
        task: Task = item.data
        if _truth(task) in (task.left.value, task.right.value):
            return True
        return self.solve(item, Hand(_BOOK)).answer.text in re.split("[^0-9/]+", item.text)

    def transfer_kinds(self, kind: str, able: tuple[str, ...]) -> tuple[str, ...]:
        """The other operation of the same family, if it is among these."""
        return tuple(other for other in _TRANSFER.get(kind, ()) if other in able) or (kind,)

    def checks(self, item: Item, answer: Answer) -> tuple[Check, ...]:
        """How a student could test this answer."""
        task: Task = item.data
        if task.sign == "__":
            sign = _sign_of(answer.text)
            return checks_of_comparison(task, sign, _right_sign(task)) if sign else ()
        value = _value(answer.text)
        if value is not None and value < 0:
            return ()
        return checks_of_number(task, answer.text, value, _truth(task))


FRACTIONS = Fractions()


def _worked(task: Task, hand: Hand) -> tuple[Part | str, tuple[Step, ...]]:
    """The number that comes out, or `<`, `=` or `>`, and the steps to it, with the rules of this hand."""
    steps: list[Step] = []
    left, sign, right = task
    match sign:
        case "+" | "-":
            result: Part | str = fraction_sums.combined(task, hand, steps)
        case "×":
            result = fraction_products.multiplied(left, right, hand, steps)
        case "÷":
            result = fraction_products.divided(left, right, hand, steps)
        case "simplify":
            result = fraction_sizes.simplified(left, hand, steps)
        case "improper" | "mixed":
            result = fraction_rewriting.rewritten(left, hand, steps)
        case _:
            result = fraction_sizes.compared(left, right, hand, steps)
    return result, tuple(steps)


# --- notation --------------------------------------------------------------------------------------


def _part(text: str, *, any_bottom: bool = False) -> Part | None:
    """The number as written; None with a 0 at the bottom, unless any will do."""
    *wholes, last = text.split()
    top, slash, bottom = last.partition("/")
    if not slash:
        return Part(int(last)) if last.isdigit() else None
    if not any_bottom and not int(bottom):
        return None
    if wholes and not int(top):
        return Part(int(wholes[0]))
    return Part(int(wholes[0]) if wholes else 0, int(top), int(bottom))


def _item_of(left: str, sign: str, right: str) -> Item | None:
    one, two = _part(left), _part(right)
    return _item(Task(one, sign, two)) if one and two else None


def _item(task: Task) -> Item | None:
    """The item; None where it is not about fractions, or has no answer from 0 up."""
    left, sign, right = task
    if sign == "simplify":
        return Item("arithmetic", "fraction-simplifying", f"simplify {left.text}", task)
    if sign == "improper":
        properly = left.is_mixed and 0 < left.top < left.bottom
        text = f"write {left.text} as an improper fraction"
        return Item("arithmetic", "mixed-to-improper", text, task) if properly else None
    if sign == "mixed":
        large = bool(left.bottom) and not left.is_mixed and left.top > left.bottom
        text = f"write {left.text} as a mixed number"
        return Item("arithmetic", "improper-to-mixed", text, task) if large else None
    mixed = left.is_mixed or right.is_mixed
    if left.is_whole and right.is_whole:
        return None
    if sign == "__" and (mixed or left.is_whole or right.is_whole):
        return None
    if (sign in "×÷" and mixed) or (sign == "÷" and not right.value):
        return None
    if sign == "-" and left.value < right.value:
        return None
    family = "mixed" if mixed else "fraction"
    return Item("arithmetic", f"{family}-{_OPERATIONS[sign]}", f"{left.text} {sign} {right.text}", task)


def _value(text: str) -> Fraction | None:
    """The number that a text writes, None for one that is none, such as `1/0` or `1/4 < 1/2`."""
    if not _ANSWER.fullmatch(text):
        return None
    sign = -1 if text.startswith("-") else 1
    body = text.removeprefix("-").strip()
    if "." in body:
        return sign * Fraction(body)
    part = _part(body, any_bottom=True)
    if part is None or ("/" in body and not part.bottom):
        return None
    return sign * part.value


def _part_below_one(text: str) -> bool:
    """Whether a number, if it has a fraction, has one below 1: `3 5/6`, but not `3 7/6`."""
    part = _part(text, any_bottom=True)
    return part is not None and part.top < (part.bottom or 1)


def _sign_of(relation: str) -> str:
    return next((sign for sign in "<>=" if sign in relation), "")


def _lowest(value: Fraction) -> str:
    return str(value)


def _mixed(text: str) -> str:
    """A fraction from 1 up with its wholes taken out but not simplified: 18/12 as 1 6/12."""
    part = _part(text, any_bottom=True)
    if part is None or not part.bottom or part.whole or part.top < part.bottom:
        return text
    return Part(part.top // part.bottom, part.top % part.bottom, part.bottom).text


# --- truth -----------------------------------------------------------------------------------------


def _truth(task: Task) -> Fraction:
    one, two = task.left.value, task.right.value
    match task.sign:
        case "+":
            return one + two
        case "-":
            return one - two
        case "×":
            return one * two
        case "÷":
            return one / two
        case _:
            return one


def _right_sign(task: Task) -> str:
    left, _, right = task
    return sign_between(left.top * right.bottom, right.top * left.bottom)


# --- slips -----------------------------------------------------------------------------------------


def _with_slip(steps: tuple[Step, ...], changes: tuple[tuple[str, str], ...]) -> tuple[Step, ...]:
    """The steps with the first of these results that a line ends with changed in that line."""
    for old, new in changes:
        for index, step in enumerate(steps):
            if step.text.endswith(f"= {old}"):
                return (*steps[:index], step.with_result(old, new), *steps[index + 1 :])
    return steps
