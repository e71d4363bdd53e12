"""What letters stand for: notation and fresh items. `LETTERS` is the topic `letters`.

The tasks are in `letters_tasks`, how they are worked in `letters_rules`, on which items a misconception
shows in `letters_claims`, how an answer can be tested in `letters_checks`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from teachsim.domains.algebra.letters_checks import checks, right_sum
from teachsim.domains.algebra.letters_claims import CLAIMS
from teachsim.domains.algebra.letters_rules import (
    CANNOT_TELL,
    DEPENDS,
    all_that_fit,
    book,
    for_every_number,
    is_larger,
    work,
)
from teachsim.domains.algebra.letters_tasks import (
    LINE,
    Beside,
    Larger,
    Line,
    Person,
    Range,
    Total,
    line_of,
    task_of,
)
from teachsim.domains.algebra.phrases_meaning import EXPRESSION, SIGNED, read, same, stripped
from teachsim.domains.algebra.phrases_topic import WordTopic, Worked, plain
from teachsim.domains.base import Answer, Item
from teachsim.domains.expressions.parser import parse
from teachsim.domains.expressions.tree import Equation, Number, letters_of, numeral

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

    from teachsim.domains.algebra.letters_tasks import Task
    from teachsim.domains.base import Check
    from teachsim.domains.rules import Hand

KINDS = ("person-letter", "sum-of-letters", "letter-range", "larger-expression", "larger-letter")
_KIND_OF: Mapping[type, str] = dict(zip((Person, Total, Range, Larger, Beside), KINDS, strict=True))
_IS_LARGER = re.compile(rf"({LINE}) (?:is|are) (?:always )?(?:larger|bigger|greater|more)", re.IGNORECASE)
_DEPENDS = re.compile(
    r"(?:that |it )?depends(?: on .{1,20})?|sometimes .{1,60}|it could be either|either", re.IGNORECASE
)
_CANNOT = re.compile(
    r"(?:i |you |we )?(?:can't|cannot|can not) (?:tell|know|say)(?: .{1,40})?", re.IGNORECASE
)
_SAME = re.compile(r"they(?:'re| are)(?: always)? the same|the same", re.IGNORECASE)
_BELOW = re.compile(
    r"(?:([A-Za-z]) (?:is|can be) )?(?:any(?:thing| number) )?"
    r"(less|smaller|more|larger|greater|below|above|under|over)(?: than)? ([0-9]{1,4}(?:\.5)?)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"0 ?<=? ?([A-Za-z]) ?< ?([0-9]{1,4}(?:\.5)?)")
_NAMES = (
    "Ann",
    "Ben",
    "Con",
    "David",
    "Ella",
    "Finn",
    "Greta",
    "Hugo",
    "Ines",
    "Jack",
    "Kim",
    "Sue",
    "Tom",
    "Vera",
)
_SMALL = tuple(range(1, 13))


class Letters(WordTopic):
    """The topic of what letters stand for."""

    name = "letters"
    kinds = KINDS
    book = book
    claims = CLAIMS
    transfers: Mapping[str, tuple[str, ...]] = {
        "person-letter": ("sum-of-letters",),
        "sum-of-letters": ("person-letter",),
        "letter-range": ("larger-expression",),
        "larger-expression": ("larger-letter", "letter-range"),
        "larger-letter": ("larger-expression",),
    }
    items_in_text = re.compile(
        rf"\bif [A-Za-z] ?(?:\+|= ?{LINE},? which)[^?.]{{5,80}}\?|\bwhich is larger, {LINE} or {LINE}\?"
        r"|\b[A-Z][a-z]{1,11} (?:is|weighs|has) [1-9][^.?]{8,60}\. "
        r"[A-Z][a-z]{1,11} (?:is|weighs|has) [^.?]{1,40}\. (?:How|What) [^.?]{3,50}\?"
    )
    answers_in_text = re.compile(
        rf"(?<![A-Za-z0-9]){LINE} is larger\b|\b(?:it depends|can't tell)\b|{SIGNED}|{EXPRESSION}"
    )

    def parse(self, text: str) -> Item | None:
        """The item: `which is larger, 2n or n + 2?`, `if e + f = 8, what is e + f + g?` and others."""
        task = task_of(text)
        return None if task is None else Item("algebra", _KIND_OF[type(task)], task.text, task)

    def work(self, item: Item, hand: Hand) -> Worked:
        """Work it with the rules of this hand."""
        text, steps = work(item.data, hand)
        return Worked(self._answer(item, text), steps)

    def read_answer(self, item: Item, text: str) -> Answer | None:
        """A sum, a range, which is larger, or that it depends or cannot be told."""
        line = plain(text)
        if not line:
            return None
        line = stripped(line)
        if _DEPENDS.fullmatch(line):
            return Answer(DEPENDS, "relation")
        if _CANNOT.fullmatch(line):
            return Answer(CANNOT_TELL, "relation")
        if _SAME.fullmatch(line):
            return Answer("they are the same", "relation")
        if isinstance(item.data, Larger | Beside):
            return _larger(line)
        if isinstance(item.data, Range):
            line = _range(line, item.data.letters[0])
        return read(line)

    def grade(self, item: Item, answer: Answer) -> bool:
        """The same sum, the same range, the same verdict."""
        return answer.text == _truth(item.data) or (
            isinstance(item.data, Person | Total) and _is_sum(answer.text, right_sum(item.data))
        )

    def forms(self, item: Item, answer: Answer) -> dict[str, float]:
        """A sum of two also the other way round."""
        one, plus, two = answer.text.partition(" + ")
        if not isinstance(item.data, Person | Total) or not plus:
            return {answer.text: 1.0}
        return {answer.text: 0.7, f"{two} + {one}": 0.3}

    def others(self, item: Item) -> Sequence[str]:
        """The other verdicts, or the same parts put together otherwise."""
        task: Task = item.data
        if isinstance(task, Person):
            letter, number = task.letter, task.number
            return (f"{letter} + {number}", f"{letter} - {number}", f"{number}{letter}", f"{number + 100}")
        if isinstance(task, Total):
            two = task.extra if task.extra.isalpha() else f"{int(task.extra) + 1}"
            return (f"{task.total} + {two}", f"{task.total + 1}", f"{task.total + 10}", CANNOT_TELL)
        if isinstance(task, Range):
            letter = task.letters[0]
            return (f"{letter} < {task.total}", f"{letter} = 1", f"{letter} = {task.total - 1}")
        if isinstance(task, Larger):
            return (is_larger(task.one.text), is_larger(task.two.text), DEPENDS)
        return (is_larger(task.named), is_larger(task.told.letter), DEPENDS)

    def answer_in_text(self, text: str) -> Answer | None:
        """A verdict, a range, or a sum with a letter."""
        if text.lower() in (DEPENDS, CANNOT_TELL):
            return Answer(text.lower(), "relation")
        if text.endswith("is larger"):
            return _larger(text)
        node = parse(text)
        if node is not None and (isinstance(node, Equation) or len(text) == 1):
            return None
        answer = read(text)
        return answer if answer and (node is None or letters_of(node)) else None

    def checks(self, item: Item, answer: Answer) -> tuple[Check, ...]:
        """Numbers for the letters."""
        return checks(item.data, answer.text, right=self.grade(item, answer))

    def generate(self, kind: str, rng: Random) -> Item:
        """Small numbers and the usual letters."""
        while True:
            item = self.parse(_MAKERS[kind](rng).text)
            if item is not None and item.kind == kind:
                return item


LETTERS = Letters()


def _truth(task: Task) -> str:
    if isinstance(task, Person | Total):
        return right_sum(task)
    return all_that_fit(task) if isinstance(task, Range) else for_every_number(task)


def _is_sum(text: str, right: str) -> bool:
    one, two = parse(right), parse(text)
    if one is None or two is None:
        return False
    if isinstance(one, Number):
        return numeral(two) == one.value
    return same(one, two)


def _larger(text: str) -> Answer | None:
    match = _IS_LARGER.fullmatch(text)
    found = line_of(match[1]) if match else line_of(text) if re.fullmatch(LINE, text) else None
    return None if found is None else Answer(is_larger(found.text), "relation")


def _range(text: str, letter: str) -> str:
    """A range in words or from 0 up as an inequality."""
    if match := _BETWEEN.fullmatch(text):
        return f"{match[1]} < {match[2]}"
    if match := _BELOW.fullmatch(text):
        sign = "<" if match[2].lower() in ("less", "smaller", "below", "under") else ">"
        return f"{match[1] or letter} {sign} {match[3]}"
    return text if re.search(r"[<>=]", text) else f"{letter} = {text}"


# --- fresh items --------------------------------------------------------------------------------------


def _person(rng: Random) -> Person:
    owner, other = rng.sample(_NAMES, 2)
    frame = rng.choice(("height", "age", "weight", "coins", "books", "stamps"))
    return Person(owner, rng.choice(_SMALL), rng.random() < 0.6, other, rng.choice("cdfhkmnprtwxy"), frame)


def _total(rng: Random) -> Total:
    one, two, three = rng.choice(("efg", "abc", "pqr", "xyz", "mnk", "rst", "cdh"))
    extra = three if rng.random() < 0.7 else str(rng.choice(_SMALL))
    return Total((one, two), rng.randint(4, 50), extra)


def _range_task(rng: Random) -> Range:
    one, two = rng.choice(("cd", "xy", "pq", "mn", "rs", "ab", "tw"))
    return Range((one, two), rng.randint(6, 40), rng.choice("<>"))


def _larger_task(rng: Random) -> Larger:
    letter = rng.choice("nxykmpt")
    if rng.random() < 0.5:
        times, plus = rng.choice((2, 3, 4, 5)), rng.choice(_SMALL)
        pair = [Line(times, letter, 0), Line(1, letter, plus)]
    else:
        low, high = sorted(rng.sample(_SMALL, 2))
        sign = rng.choice((1, -1))
        times = rng.choice((1, 1, 2, 3))
        pair = [Line(times, letter, sign * low), Line(times, letter, sign * high)]
    rng.shuffle(pair)
    return Larger(*pair)


def _beside(rng: Random) -> Beside:
    one, two = rng.sample("abcdkmnpqrstxyz", 2)
    return Beside(one, Line(1, two, rng.choice(_SMALL) * rng.choice((1, 1, -1))))


_MAKERS: Mapping[str, Callable[[Random], Task]] = {
    "person-letter": _person,
    "sum-of-letters": _total,
    "letter-range": _range_task,
    "larger-expression": _larger_task,
    "larger-letter": _beside,
}
