"""What stays equal: notation and fresh items. `EQUALITY` is the topic `equality`.

The tasks are in `equality_tasks`, how they are worked in `equality_rules`, on which items a misconception
shows in `equality_claims`, how an answer can be tested in `equality_checks`.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING

from teachsim.domains.algebra.answers import number_in
from teachsim.domains.algebra.equality_checks import checks
from teachsim.domains.algebra.equality_claims import CLAIMS
from teachsim.domains.algebra.equality_rules import (
    FALSE,
    TRUE,
    between_or_beyond_the_zeros,
    blank_of,
    book,
    both_sides_are_the_same_number,
    letter_with_the_top,
    number_text,
    work,
)
from teachsim.domains.algebra.equality_tasks import (
    SUM,
    Factored,
    Part,
    Resized,
    Share,
    Sums,
    task_of,
)
from teachsim.domains.algebra.phrases_meaning import read, stripped
from teachsim.domains.algebra.phrases_topic import WordTopic, Worked, plain
from teachsim.domains.base import Answer, Item

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

    from teachsim.domains.algebra.equality_tasks import Task
    from teachsim.domains.base import Check
    from teachsim.domains.rules import Hand

KINDS = ("blank", "true-or-false", "fraction-of-letter", "undo-size", "factored-inequality")
_SIGN = r"(<=|>=|<|>)"
_NUMBER = r"(-?[0-9]{1,6})"
_CHAIN = re.compile(rf"{_NUMBER} ?(<=?) ?([A-Za-z]) ?(<=?) ?{_NUMBER}")
_BEYOND = re.compile(rf"([A-Za-z]) ?{_SIGN} ?{_NUMBER} or ([A-Za-z]) ?{_SIGN} ?{_NUMBER}")
_ONE_SIDE = re.compile(rf"([A-Za-z]) ?{_SIGN} ?{_NUMBER}")
_SHARE = re.compile(r"([0-9]{0,6}[A-Za-z]?)/\(?([1-9][0-9]{0,5}[A-Za-z]?)\)?")
_VERDICT = {"true": TRUE, "yes": TRUE, "right": TRUE, "false": FALSE, "no": FALSE, "wrong": FALSE}
_WHERE = r"(?:(?<=got )|(?<=say )|(?<=said )|(?<=it's )|(?<=answer is ))"


class Equality(WordTopic):
    """The topic of what stays equal."""

    name = "equality"
    kinds = KINDS
    book = book
    claims = CLAIMS
    transfers: Mapping[str, tuple[str, ...]] = {KINDS[0]: (KINDS[1],), KINDS[1]: (KINDS[0],)}
    items_in_text = re.compile(
        rf"(?:\btrue or false: )?(?<![0-9+×=-])(?<![+×=-] ){SUM} ?= ?{SUM}(?![0-9])"
        r"|\bwrite \([0-9]+/[0-9]+\)[A-Za-z] as one fraction"
        r"|\ban? [a-z]{3,10} is made [0-9]+/[0-9]+ of its size, what fraction of that restores it\?"
        r"|\([A-Za-z] [-+] [0-9]+\)\^2 [<>]=? -?[0-9]+[A-Za-z] [-+] [0-9]+",
        re.IGNORECASE,
    )
    answers_in_text = re.compile(
        rf"{_WHERE}(?:true|false)\b|{_CHAIN.pattern}(?![0-9])|{_BEYOND.pattern}(?![0-9])"
        r"|(?<![A-Za-z0-9/])[0-9]*[A-Za-z]/[1-9][0-9]*[A-Za-z]?(?![A-Za-z0-9/])"
    )

    def parse(self, text: str) -> Item | None:
        """The item: `8 + 4 = __ + 5`, `true or false: 8 = 5 + 3` and others."""
        task = task_of(text)
        if task is None or (isinstance(task, Sums) and task.has_blank and blank_of(*task) is None):
            return None
        return Item("algebra", _kind_of(task), task.text, task)

    def work(self, item: Item, hand: Hand) -> Worked:
        """Work it with the rules of this hand."""
        text, steps = work(item.data, hand)
        return Worked(self._answer(item, text), steps)

    def read_answer(self, item: Item, text: str) -> Answer | None:
        """A number, a verdict, a fraction with a letter, or a range."""
        line = plain(text)
        if not line:
            return None
        line = stripped(line)
        match item.data:
            case Sums() if not item.data.has_blank:
                verdict = _VERDICT.get(line.lower())
                return None if verdict is None else Answer(verdict, "relation")
            case Share():
                match = _SHARE.fullmatch(line)
                return Answer(f"{match[1]}/{match[2]}", "expression") if match and match[1] else read(line)
            case Factored():
                return _range(line.replace("≤", "<=").replace("≥", ">=")) or read(line)
        return _number(line.rpartition("=")[2].strip())

    def grade(self, item: Item, answer: Answer) -> bool:
        """The same number, verdict, fraction or range."""
        task: Task = item.data
        if isinstance(task, Share):
            return re.sub("^1(?=[A-Za-z])", "", answer.text) == letter_with_the_top(task)
        if isinstance(task, Factored):
            return answer.text == between_or_beyond_the_zeros(task)
        if isinstance(task, Resized):
            return number_in(answer.text) == 1 / task.factor
        return answer.text == both_sides_are_the_same_number(task) or (
            task.has_blank and number_in(answer.text) == blank_of(*task)
        )

    def others(self, item: Item) -> Sequence[str]:
        """Near numbers, the other verdict, the same parts put together otherwise."""
        task: Task = item.data
        if isinstance(task, Share):
            top, bottom, letter = task
            return (f"{top}/{bottom}{letter}", f"{bottom}{letter}/{top}", letter_with_the_top(task))
        if isinstance(task, Resized):
            return (str(1 / task.factor), str(task.factor), number_text(2 * task.factor))
        if isinstance(task, Factored):
            high = task.times - task.shift
            return (
                f"{task.letter} < {high}",
                f"{task.letter} > {-task.shift}",
                f"{task.letter} {task.sign} 0",
            )
        if not task.has_blank:
            return (TRUE, FALSE)
        found = blank_of(*task) or Fraction(0)
        return tuple(number_text(found + by) for by in (-1, 0, 1, 2))

    def plausible(self, item: Item) -> int:
        """About ten; two verdicts."""
        return 2 if item.kind == KINDS[1] else 10

    def answer_in_text(self, text: str) -> Answer | None:
        """A verdict, a range, or a fraction with a letter."""
        if text.lower() in (TRUE, FALSE):
            return Answer(text.lower(), "relation")
        return _range(text) or read(text)

    def checks(self, item: Item, answer: Answer) -> tuple[Check, ...]:
        """Both sides weighed, or a number put in."""
        return checks(item.data, answer.text, number_in(answer.text), right=self.grade(item, answer))

    def generate(self, kind: str, rng: Random) -> Item:
        """Small numbers, and a whole one for the blank that is not in the item."""
        while True:
            item = self.parse(_MAKERS[kind](rng).text)
            if item is None or item.kind != kind:
                continue
            truth = blank_of(*item.data) if kind == KINDS[0] else Fraction(1)
            shown = re.findall(r"[0-9]+", item.text) if kind == KINDS[0] else []
            if truth is not None and truth.denominator == 1 and truth > 0 and str(truth) not in shown:
                return item


EQUALITY = Equality()


def _kind_of(task: Task) -> str:
    if isinstance(task, Sums):
        return KINDS[0] if task.has_blank else KINDS[1]
    return KINDS[2] if isinstance(task, Share) else KINDS[3] if isinstance(task, Resized) else KINDS[4]


def _number(text: str) -> Answer | None:
    percent = text.endswith("%")
    value = number_in(text.removesuffix("%").strip())
    if value is None:
        return None
    return (
        Answer(number_text(value / 100), "number", value / 100) if percent else Answer(text, "number", value)
    )


def _range(text: str) -> Answer | None:
    """A range with its usual spaces, the lower part first."""
    if (match := _CHAIN.fullmatch(text)) and match[2] == match[4]:
        return Answer(f"{match[1]} {match[2]} {match[3]} {match[4]} {match[5]}", "relation")
    if (match := _BEYOND.fullmatch(text)) and match[1] == match[4]:
        first, second = (f"{match[n]} {match[n + 1]} {match[n + 2]}" for n in (1, 4))
        return Answer(f"{first} or {second}" if match[2][0] == "<" else f"{second} or {first}", "relation")
    if match := _ONE_SIDE.fullmatch(text):
        return Answer(f"{match[1]} {match[2]} {match[3]}", "relation")
    return None


# --- fresh items --------------------------------------------------------------------------------------


def _blank(rng: Random) -> Sums:
    a, b, c = (rng.randint(2, 15) for _ in range(3))
    blank = Part(1, blank=True)
    shape = rng.randrange(6)
    if shape == 0:
        return Sums((Part(a), Part(b)), (blank, Part(c)))
    if shape == 1:
        return Sums((Part(a), Part(b)), (Part(c), blank))
    if shape == 2:
        return Sums((Part(a), blank), (Part(b), Part(c)))
    if shape == 3:
        times = rng.choice((2, 3, 4, 5))
        return Sums((Part(times, blank=True), Part(a)), (Part(times * b + a),))
    parts = [Part(rng.randint(2, 9)) for _ in range(rng.choice((2, 3, 4)))]
    total = sum(part.number for part in parts) + a
    parts.insert(rng.randrange(1, len(parts) + 1), blank)
    return (
        Sums((Part(total),), tuple(parts)) if shape == 4 else Sums(tuple(parts), (Part(total + b), Part(-b)))
    )


def _true_or_false(rng: Random) -> Sums:
    a, b, c = (rng.randint(2, 15) for _ in range(3))
    total = a + b
    return rng.choice(
        (
            Sums((Part(total),), (Part(a), Part(b))),
            Sums((Part(total + rng.choice((0, 1, 2))),), (Part(a), Part(b))),
            Sums((Part(a), Part(b)), (Part(total), Part(c))),
            Sums((Part(a), Part(b)), (Part(b), Part(a))),
            Sums((Part(a), Part(b)), (Part(a + 1), Part(b - 1))),
            Sums((Part(a), Part(b)), (Part(a + 2), Part(b))),
            Sums((Part(a), Part(b)), (Part(total + c), Part(-c))),
        )
    )


def _share(rng: Random) -> Share:
    while True:
        top, bottom = rng.choice((1, 1, 2, 3, 4, 5)), rng.randint(2, 12)
        if top < bottom and gcd(top, bottom) == 1:
            return Share(top, bottom, rng.choice("bcdkmnpqtxy"))


def _resized(rng: Random) -> Resized:
    while True:
        factor = Fraction(rng.randint(1, 9), rng.randint(2, 8))
        if factor.denominator > 1 and factor < 2 and factor.numerator > 1:
            return Resized(rng.choice(("picture", "photo", "map", "drawing", "poster", "recipe")), factor)


def _factored(rng: Random) -> Factored:
    shift, times = rng.choice((-6, -5, -4, -3, -2, 2, 3, 4, 5, 6)), rng.choice((-4, -3, -2, 2, 3, 4, 5, 6, 8))
    return Factored(rng.choice("xyntz"), shift, rng.choice(("<", "<=", ">", ">=")), times)


_MAKERS: Mapping[str, Callable[[Random], Task]] = {
    "blank": _blank,
    "true-or-false": _true_or_false,
    "fraction-of-letter": _share,
    "undo-size": _resized,
    "factored-inequality": _factored,
}
