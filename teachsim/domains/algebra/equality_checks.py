"""How a student can test an answer about what stays equal."""

from __future__ import annotations

import re
from fractions import Fraction
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING

from teachsim.domains.algebra.equality_rules import FALSE, TRUE, number_text
from teachsim.domains.algebra.equality_tasks import Factored, Resized, Share, Sums
from teachsim.domains.algebra.phrases_topic import check

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.domains.algebra.equality_tasks import Part, Task
    from teachsim.domains.base import Check

_FRACTION = re.compile(r"([0-9]{0,9})([A-Za-z]?)/([0-9]{1,9})([A-Za-z]?)")
_CHAIN = re.compile(r"(-?[0-9]{1,9}) (<=?) [A-Za-z] <=? (-?[0-9]{1,9})")
_ONE_SIDE = re.compile(r"[A-Za-z] (<=|>=|<|>) (-?[0-9]{1,9})")
_FITS: dict[str, Callable[[int, int], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


def checks(task: Task, text: str, value: Fraction | None, *, right: bool) -> tuple[Check, ...]:
    """How the answer `text` can be tested, which is worth `value` if it is a number."""
    match task:
        case Sums():
            found = _weigh(task, text, value, right=right)
        case Share():
            found = _share_of_a_number(task, text, right=right)
        case Resized():
            found = _to_and_fro(task, text, value, right=right)
        case _:
            found = _one_number(task, text, right=right)
    return () if found is None else (found,)


def _weigh(task: Sums, text: str, value: Fraction | None, *, right: bool) -> Check | None:
    if task.has_blank and value is None:
        return None
    one, two = (_worth(side, value or Fraction(0)) for side in (task.left, task.right))
    same = "the same" if one == two else "not the same"
    seen = f"one side is {number_text(one)} and the other {number_text(two)}, that's {same}"
    if not task.has_blank:
        seen += f", so it's {TRUE if one == two else FALSE}" + ("" if right else f" and not {text}")
    what = "with your answer in the blank" if task.has_blank else "on its own"
    return check(
        "weigh-both-sides",
        (
            f"Work out each side {what}. Do they balance?",
            f"What is the left side {what}, and the right side, and would they balance?",
            f"Think of scales: what lies on each side {what}, and do they balance?",
        ),
        seen,
        refutes=not right,
        cue=r"\bbalance\b",
        slots=("equals-sign",),
    )


def _worth(side: tuple[Part, ...], value: Fraction) -> Fraction:
    one = Fraction(1)
    return sum((part.number * (value if part.blank else one) for part in side), start=Fraction(0))


def _share_of_a_number(task: Share, text: str, *, right: bool) -> Check | None:
    match = _FRACTION.fullmatch(text)
    if match is None:
        return None
    number = 10 * task.bottom
    due = Fraction(task.top * number, task.bottom)
    top = int(match[1] or 1) * (number if match[2] else 1)
    bottom = int(match[3]) * (number if match[4] else 1)
    if not bottom:
        return None
    got = Fraction(top, bottom)
    seen = f"{task.top}/{task.bottom} of {number} is {due}, {'and' if right else 'but'} {text} gives {got}"
    if (got == due) != right:
        return None
    return check(
        "share-of-a-number",
        (
            f"Put {number} for {task.letter}. What is the share, and what does your fraction give?",
            f"If you put {number} for {task.letter}, how much should it be, and how much is yours?",
            f"Put {number} for {task.letter} in yours. Is it as much as the share?",
        ),
        seen,
        refutes=not right,
        cue=r"\bput \d+ for\b",
        slots=("fraction-of-letter",),
    )


def _to_and_fro(task: Resized, text: str, value: Fraction | None, *, right: bool) -> Check | None:
    if value is None:
        return None
    size = task.factor.denominator * task.factor.numerator * 10
    made = size * task.factor
    back = made * value
    seen = f"from {size} it goes to {made}, and with {text} it comes back to {number_text(back)}"
    seen += ", as it was" if right else f" and not to {size}"
    return check(
        "to-and-fro",
        (
            f"Take a {task.thing} that is {size} wide and do both. Are you back where you started?",
            f"If the {task.thing} is {size} wide at first, how wide is it at the end: back where it was?",
            f"Let it be {size} wide. Make it smaller or larger and then undo it: are you back?",
        ),
        seen,
        refutes=not right,
        cue=r"\bback (?:where|to)\b|\bare you back\b",
        slots=("undo-size",),
    )


def _one_number(task: Factored, text: str, *, right: bool) -> Check | None:
    low, high = sorted((-task.shift, task.times - task.shift))
    for number in range(low - 2, high + 3):
        left, other = (number + task.shift) ** 2, task.times * (number + task.shift)
        fits, said = _FITS[task.sign](left, other), _says(text, number)
        if right or fits != said:
            break
    else:
        return None
    seen = f"with {number} I get {left} {task.sign} {other}, which is {'right' if fits else 'wrong'}"
    seen += (
        f", and {text} says so, too" if right else f", but {text} {'leaves it out' if fits else 'lets it in'}"
    )
    return check(
        "one-number",
        (
            f"Try {number} for {task.letter} in it. Does it hold, and is that what your answer says?",
            f"Does it hold if you try {number} for {task.letter}, and by your answer?",
            f"Try {number} for {task.letter}, and some others. Which fit, and which does your answer let in?",
        ),
        seen,
        refutes=not right,
        cue=r"\btry -?\d+ for\b",
        slots=("shared-factor",),
    )


def _says(text: str, number: int) -> bool:
    """Whether an answer lets a number in; an equation that is not solved lets in none."""
    if match := _CHAIN.fullmatch(text):
        return _FITS[match[2]](int(match[1]), number) and _FITS[match[2]](number, int(match[3]))
    parts = [_ONE_SIDE.fullmatch(part) for part in text.split(" or ")]
    return any(_FITS[part[1]](number, int(part[2])) for part in parts if part)
