"""How a student can test what it thinks a letter is: with numbers for it, and then others."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from teachsim.domains.algebra.letters_rules import DEPENDS, for_every_number, half, leave_the_letter
from teachsim.domains.algebra.letters_rules import Open as OpenSum
from teachsim.domains.algebra.letters_tasks import Beside, Larger, Person, Range, Total
from teachsim.domains.algebra.phrases_topic import check
from teachsim.domains.expressions.parser import parse
from teachsim.domains.expressions.tree import Equation
from teachsim.domains.expressions.values import value

if TYPE_CHECKING:
    from teachsim.domains.algebra.letters_tasks import Line, Task
    from teachsim.domains.base import Check


def checks(task: Task, text: str, *, right: bool) -> tuple[Check, ...]:
    """How the answer `text` can be tested."""
    match task:
        case Person():
            return (_a_number(task, text, right=right),)
        case Total():
            return (_parts_of_the_total(task, text, right=right),)
        case Range():
            return (_another_that_fits(task, text, right=right),)
        case Larger():
            return (_two_numbers(task, text, right=right),)
    return (_number_for_the_letter(task, text, right=right),)


def _worth(text: str, given: dict[str, Fraction]) -> Fraction | None:
    node = parse(text)
    return None if node is None or isinstance(node, Equation) else value(node, given)


def _a_number(task: Person, text: str, *, right: bool) -> Check:
    owner, number, more, other, letter, _ = task
    start = 150
    due = start + number if more else start - number
    got = _worth(text, {letter: Fraction(start)})
    if got == due and not right:
        start = 160
        due = start + number if more else start - number
        got = _worth(text, {letter: Fraction(start)})
    found = "no number at all" if got is None else f"{got}"
    but = "and" if right else "but"
    seen = f"with {start} for {other} it has to be {due} for {owner}, {but} {text} gives {found}"
    return check(
        "try-number",
        (
            f"Put {start} for {letter}. What is it for {owner}, and what does your answer give?",
            f"If you put {start} for {letter}, what does your answer come to?",
            f"Put {start} for {letter}, and then some other number. Does your answer change with it?",
        ),
        seen,
        refutes=not right,
        cue=r"\bput \d+ for\b",
        slots=("letter-stands-for",),
    )


def _parts_of_the_total(task: Total, text: str, *, right: bool) -> Check:
    one, two = task.letters
    first, extra = Fraction(task.total, 4), 20 if task.extra.isalpha() else int(task.extra)
    first = Fraction(int(first)) if task.total > 3 else first
    second = task.total - first
    given = {one: first, two: second}
    if task.extra.isalpha():
        given[task.extra] = Fraction(extra)
    due, got = task.total + extra, _worth(text, given)
    if not right and got == due:
        given[task.extra] = Fraction(extra + 1)
        due, got = due + 1, _worth(text, given)
    shown = " and ".join(f"{number} for {letter}" for letter, number in given.items())
    if right:
        seen = f"with {shown} it comes to {due}, and {text} gives that"
    elif got is None:
        seen = f"with {shown} it comes to {due}, and {text} doesn't say so"
    else:
        seen = f"with {shown} it comes to {due}, but {text} gives {got}"
    return check(
        "parts-of-the-total",
        (
            f"Put {shown}, which fits. What does it come to, and what does your answer give?",
            f"If you put {shown}, is the sum still {task.total}, and does your answer fit, too?",
            f"Put {shown}, and then two others that make {task.total}. What changes?",
        ),
        seen,
        refutes=not right,
        cue=r"\bput \S+ for\b",
        slots=("known-sum",),
    )


def _another_that_fits(task: Range, text: str, *, right: bool) -> Check:
    letter, other = task.letters
    middle = Fraction(half(task.total))
    low, high = Fraction(task.total, 4), middle + Fraction(task.total, 4)
    good, bad = (low, high) if task.sign == "<" else (high, low)
    tried = bad if "<" in text and not right else good
    rest = task.total - tried
    fits = (tried < rest) == (task.sign == "<")
    seen = f"with {_shown(tried)} for {letter} there is {_shown(rest)} for {other}"
    seen += f", that {'fits' if fits else 'does not fit'}"
    seen += ", and my answer says so" if right else f", and {text} says something else"
    return check(
        "another-that-fits",
        (
            f"Try {_shown(tried)} for {letter}. What is {other} then, and does it fit?",
            f"Could {letter} be {_shown(tried)}? Try it and see.",
            f"Try {_shown(tried)} and some others for {letter}. Which of them fit?",
        ),
        seen,
        refutes=not right,
        cue=r"\btry \S+ (?:for|and some)\b|\btry it and see\b",
        slots=("letter-range",),
    )


def _shown(number: Fraction) -> str:
    return str(float(number)) if number.denominator != 1 else str(number)


def _two_numbers(task: Larger, text: str, *, right: bool) -> Check:
    letter = task.one.letter
    low, high = _low(task), _high(task)
    found = [_verdict(task.one, task.two, number) for number in (low, high)]
    truth = DEPENDS if for_every_number(task) == DEPENDS else "it is always the same one"
    seen = f"with {low} {found[0]}, and with {high} {found[1]}, so {truth}"
    seen += ", as I said" if right else f", and I said {text}"
    return check(
        "two-numbers",
        (
            f"Put {low} for {letter} in both, and then {high}. Which is larger each time?",
            f"If you put {low} for {letter} in both, which is larger, and with {high}?",
            f"Compare them when you put {low} for {letter} in both. Is it the same with {high}?",
        ),
        seen,
        refutes=not right,
        cue=r"\bput -?\d+ for \w in both\b",
        slots=("compare-letters",),
    )


def _meeting(task: Larger) -> int:
    slope = task.one.times - task.two.times
    return int(Fraction(task.two.plus - task.one.plus, slope)) if slope else 0


def _low(task: Larger) -> int:
    return _meeting(task) - 2


def _high(task: Larger) -> int:
    return _meeting(task) + 8


def _verdict(one: Line, two: Line, number: int) -> str:
    first, second = one.at(number), two.at(number)
    larger = one if first > second else two
    return f"it's {first} and {second} and {larger.text} is more"


def _number_for_the_letter(task: Beside, text: str, *, right: bool) -> Check:
    letter = task.told.letter
    due = task.told.at(20)
    larger = task.named if due > 20 else letter
    seen = f"with 20 for {letter}, {task.named} is {due}, so {larger} is more"
    seen += ", as I said" if right else ", and I said something else"
    return check(
        "try-number",
        (
            f"Put 20 for {letter}. What is {task.named} then, and which is larger?",
            f"If you put 20 for {letter}, how large is {task.named}?",
            f"Put 20 for {letter}, and then some other number. Which letter is larger each time?",
        ),
        seen,
        refutes=not right,
        cue=r"\bput \d+ for\b",
        slots=("compare-letters",),
    )


def right_sum(task: Person | Total) -> str:
    """What is written for a sum, as it should be."""
    if isinstance(task, Person):
        return leave_the_letter(OpenSum(task.letter, str(task.number), task.more))
    return leave_the_letter(OpenSum(str(task.total), task.extra))
