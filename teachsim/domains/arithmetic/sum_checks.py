"""The check of a difference that several topics ask in the same words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from teachsim.domains.base import Check

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.domains.arithmetic.comparing import Written

Value = TypeVar("Value", Fraction, Decimal)


def add_back(
    left: Written[Value],
    right: Written[Value],
    text: str,
    value: Value,
    written: Callable[[Value], str],
    slots: tuple[str, ...],
) -> Check:
    """Adding what was taken away back on to the answer has to give the start again.

    text, value: the answer tested
    written:     how a value of this topic is written
    slots:       where adding back may itself go wrong
    """
    total = value + right.value
    refutes = total != left.value
    seen = f"{text} and {right.text} is {written(total)}, "
    if refutes:
        seen += f"that's {'more' if total > left.value else 'less'} than {left.text}"
    else:
        seen += f"and that's {left.text}, so it fits"
    return Check(
        "add-back",
        (
            f"What do you get if you add {right.text} back to {text}?",
            f"Put {right.text} back on to {text}. Do you get {left.text} again?",
            f"If you add {text} and {right.text}, are you back at {left.text}?",
        ),
        (seen, f"I get back {written(total)}, {seen}", f"when I add it back, {seen}"),
        refutes,
        r"(?=.*\d).*\bback\b",
        slots,
    )
