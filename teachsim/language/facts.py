"""What is known of the item and of the student's answer, as numbers, and what a sentence names of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from teachsim.language.calculations import calculations, number
from teachsim.language.mood import asking, orders, orders_late, quoted, suggests, wants_a_word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from teachsim.domains.base import Answer, Domain, Item
    from teachsim.language.acts import Situation

NUMBER = re.compile(r"\d+(?:[.,/]\d+)*|\.\d+")
"""A number as written, of any length."""
TERM = re.compile(r"\d+(?:\.\d+)?(?:/\d+)?[a-z]?\b")


_LETTERS = re.compile(r"(?<![A-Za-z'])\d*([a-z]{1,2})(?![a-z'])(?= ?[-+^=()]|$|[,:]| for)")
_WORDS = frozenset({"is", "of", "to", "in", "or", "if", "on", "at", "by", "do", "kg", "km", "cm"})
EQUATION = re.compile(
    r"(?<![\w(])-?(?:\d+(?:\.\d+)?)?[a-z]?(?: ?[-+×÷/] ?\d*[a-z]?)* ?= ?"
    r"-?\d*[a-z]?(?:[/.]\d+)?(?: ?[-+×÷] ?\d*[a-z]?)*"
    r"(?![\w(])"
)
"""An equation in numbers and letters."""


NEEDS = re.compile(
    r"\b(?:we|you|he|she|i)?'?(?:ll|d)? ?(?:need|have|has|would need|want|can|could) to\b"
    r"|\bfirst,? (?:we|you)\b"
)


DICTATES = re.compile(
    r"\b(?:multiply|multiplied|divide|add|added|subtract|times|take|turn|turned|flip|carry|borrow"
    r"|break up|cut|put|write"
    r"|find|include|use|split|do|bring|change|make|convert|is|are|get|becomes?|goes|means|groups of"
    r"|have|leave|left|gives?)\b"
)


class Facts(NamedTuple):
    """What is known of an item and of the answer to it, as numbers in text."""

    given: frozenset[str]
    """Numbers of the item, their digits, places and parts."""
    whole: frozenset[str]
    """Numbers of the item as they stand there, tops and bottoms by themselves too."""
    made: frozenset[str]
    """Numbers that right steps make and that are not given, the key left out."""
    mine: frozenset[str]
    """Numbers of the student's answer."""
    steps: Mapping[tuple[str, ...], str]
    """The operands of each calculation among the right steps, in order of size, and its slot."""
    key: frozenset[str]
    wrong: bool
    """Whether the answer is there and is wrong."""
    letters: str
    """The letters that stand for numbers in an item of letters and numbers only."""
    solution: Fraction | None
    """What the one letter of an equation stands for, if the key says so."""
    lines: frozenset[str]
    """The equations of the right steps, without spaces."""


@lru_cache(maxsize=1024)
def _facts(domain: Domain, item: Item, key: str, mine: Answer | None) -> Facts:
    given = set(TERM.findall(item.text))
    as_written = frozenset(part for n in given for part in (n, *n.split("/")))
    in_words = re.search("[a-z]{4}", item.text) is not None
    for whole in [n for n in given if n.isdigit() and not in_words]:
        given |= {digit + "0" * place for place, digit in enumerate(reversed(whole))}
        given |= set(whole) | {whole[:-1]}
    for decimal in [n for n in given if "." in n]:
        ones, _, parts = decimal.partition(".")
        given |= {ones, parts, f"0.{parts}", *parts}
    given |= {part for n in list(given) for part in n.split("/")}
    if "%" in item.text or "percent" in item.text:
        given.add("100")
    wrong = mine is not None and not domain.grade(item, mine)
    steps = domain.solve(item).steps
    keys = frozenset(TERM.findall(key))
    made = {n for step in steps for n in TERM.findall(step.text)} - given - keys
    operands = {in_order(c.operands): step.slot for step in reversed(steps) for c in calculations(step.text)}
    own = {part for n in TERM.findall(mine.text if mine else "") for part in (n, *n.split("/"))}
    letters = "".join(sorted({c for word in _LETTERS.findall(item.text) for c in word if word not in _WORDS}))
    solved = None
    if len(letters) == 1 and item.text.count("=") == 1 and key.startswith(f"{letters} = "):
        solved = number(key.partition("= ")[2])
    bare = item.text.lower().replace(" ", "")
    lines = (
        {
            line.replace(" ", "")
            for step in steps
            for text in (step.text, *step.says)
            for line in EQUATION.findall(text.lower())
            if re.search("[a-z]", line) and line[0] != "=" and line.replace(" ", "") not in bare
        }
        - {key.lower().replace(" ", "")}
        - {item.text.lower().replace(" ", "")}
    )
    return Facts(
        given=frozenset(given),
        whole=as_written,
        made=frozenset(made),
        mine=frozenset(own),
        steps=operands,
        key=keys,
        wrong=wrong,
        letters=letters,
        solution=solved,
        lines=frozenset(lines),
    )


_latest: list[tuple[Situation, Facts]] = []


def facts_of(now: Situation) -> Facts:
    """The facts of a situation; reckoned once for an item and an answer to it.

    A turn asks for them some twenty times, so the latest are at hand without a look-up.
    """
    if _latest and _latest[0][0] is now:
        return _latest[0][1]
    facts = _facts(now.domain, now.item, now.key, now.main_answer)
    _latest[:] = [(now, facts)]
    return facts


@lru_cache(maxsize=4096)
def terms(maths: str) -> frozenset[str]:
    """The numbers and terms that are named, as they are written."""
    return frozenset(TERM.findall(maths))


def numbers_said(now: Situation) -> frozenset[str]:
    """The numbers in the student's last words."""
    last = next((line.text for line in reversed(now.said) if line.role == "student"), "")
    return frozenset(TERM.findall(last[:500]))


def is_wrong(now: Situation) -> bool:
    """Whether the student's answer is there and is wrong."""
    return facts_of(now).wrong


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the situation's; re's own store is too small for all items, and compiling costs 100 µs."""
    return re.compile(pattern)


def says_not_mine(maths: str, now: Situation) -> bool:
    """Whether the student's answer is said not to be it: `not x = 8`."""
    mine = now.main_answer.text.lower() if now.main_answer else None
    if mine is None or mine not in maths:
        return False
    return bool(compiled(rf"\b(?:not|isn't) {re.escape(mine)}(?![\w/]|\.\d)").search(maths))


def names_a_line(maths: str, now: Situation) -> bool:
    """Whether a number of the student's answer or words is named that is not just given."""
    facts = facts_of(now)
    return bool((terms(maths) & (facts.mine | numbers_said(now))) - {""})


def names_my_answer(maths: str, now: Situation) -> bool:
    """Whether the whole of the student's answer is named, and it is none of the given numbers."""
    mine = now.main_answer
    if mine is None:
        return False
    written = mine.text.lower().removeprefix("x = ")
    if written not in maths:
        return False
    return written not in {*TERM.findall(now.item.text)} | facts_of(now).made and bool(
        compiled(rf"(?<![\w./]){re.escape(written)}(?![\w/]|\.\d)").search(maths)
    )


def names_something(maths: str, now: Situation) -> bool:
    """Whether a number of the item, of its steps or of the student's is named."""
    facts = facts_of(now)
    return bool(terms(maths) & (facts.given | facts.made | facts.mine | numbers_said(now)))


def says_a_step(low: str, maths: str, now: Situation) -> bool:
    """Whether a statement names a number that only a right step makes, or dictates with given ones."""
    facts = facts_of(now)
    numbers = terms(maths)
    fresh = {n for n in numbers & facts.made if len(n) > 1} - facts.mine - numbers_said(now)
    if fresh:
        return True
    return bool(NEEDS.search(low) and DICTATES.search(low) and numbers & (facts.given | facts.made))


def orders_a_step(low: str, maths: str, now: Situation) -> bool:
    """Whether a sentence tells the student to do something with a number at hand, or to both parts."""
    if not (orders(low) or orders_late(low) or suggests(low)) or re.search(
        r"\b(?:always|never|every time|whenever|if)\b", low
    ):
        return False
    if not orders(low) and quoted(low):
        return False  # what the student did is told, not ordered
    facts = facts_of(now)
    if "when" in low.split() and len(terms(maths) & facts.given) < 2:
        return False
    made = facts.made | {part for n in facts.made for part in n.split("/")}
    return bool(terms(maths) & (facts.given | made)) or bool(
        re.search(r"\b(?:both sides|[a-z]{3,}ths|quarters|thirds)\b", low)
    )


def orders_mine(maths: str, now: Situation) -> bool:
    """Whether a number of the item is named, so that an order is about this item."""
    return bool(terms(maths) & facts_of(now).given)


def counters_mine(low: str, maths: str, now: Situation) -> bool:
    """Whether a sentence holds a reason against the wrong answer: it and another value are named."""
    if not is_wrong(now) or not names_my_answer(maths, now) or says_not_mine(maths, now):
        return False
    if asking(low) and wants_a_word(low):
        return False  # a question for a value or a reason holds nothing against it
    if len(terms(maths)) < 2:
        return False
    return bool(_COUNTERS.search(low)) and not re.search(r"more or less|bigger or smaller", low)


_COUNTERS = re.compile(
    r"\b(?:but|cannot|not|nobody|none|never|\w+n't|even|already|really be|(?:more|less"
    r"|bigger|smaller|larger|greater)"
    r" than|too (?:big|small|much|many)|started with|only)\b"
)


def says_a_line(maths: str, now: Situation) -> bool:
    """Whether an equation of the right solution is written."""
    lines = facts_of(now).lines
    return bool(lines) and any(line.replace(" ", "") in lines for line in EQUATION.findall(maths))


def needs_a_step(low: str) -> bool:
    """Whether a statement says what has to be done here."""
    return bool(NEEDS.search(low) and re.search(r"\b(?:we|first)\b", low))


def in_order(operands: tuple[str, ...]) -> tuple[str, ...]:
    """The operands in one order, so that `6 × 7` is `7 × 6`."""
    return tuple(sorted(operands))
