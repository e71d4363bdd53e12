"""How a student can test what a power comes to without the rule that gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.domains.base import Check

if TYPE_CHECKING:
    from fractions import Fraction

    from teachsim.domains.arithmetic.exponent_rules import Power, Powers


def checks(powers: Powers, text: str, value: Fraction, truth: Fraction) -> tuple[Check, ...]:
    """The most concrete first; `text` and `value` are the answer tested."""
    found = []
    if len(powers.parts) == 1:
        (power,) = powers.parts
        if power.exponent in (2, 3):
            found.append(_squares(power, text, value, truth))
        found.append(
            _growth(power, text, value, truth) if power.exponent > 1 else _row(power, text, value, truth)
        )
    return (*found, _calculator(powers, text, value, truth))


def _squares(power: Power, text: str, value: Fraction, truth: Fraction) -> Check:
    base, exponent = power
    refutes = value != truth
    seen = f"I count {truth} of them, {'but' if refutes else 'and'} I had {text}"
    if exponent == 2:
        shape, little, sides = "square", "squares", f"{base} rows of {base}"
    else:
        shape, little, sides = "cube", "cubes", f"{base} layers, each with {base} rows of {base}"
    return Check(
        "little-squares",
        (
            f"How many little {little} are in a big {shape} with {base} along each side?",
            f"Build a {shape} out of little {little}: {sides}. How many do you need?",
            f"Think of little {little}, {sides}. How many are there?",
        ),
        (seen, f"in the {shape}, {seen}", f"hm, {seen}"),
        refutes,
        r"(?=.*\d).*\blittle (squares|cubes)\b",
    )


def _growth(power: Power, text: str, value: Fraction, truth: Fraction) -> Check:
    base, exponent = power
    row = ", ".join(str(base**n) for n in range(min(exponent, 5) + 1))
    row += "" if exponent <= 5 else f" and so on up to {truth}"
    refutes = value != truth
    seen = f"it goes {row}, {'so not' if refutes else 'just like my'} {text}"
    return Check(
        "growth",
        (
            f"Start with one coin and make it {base} times as many, {exponent} times over. How many coins?",
            f"One coin turns into {base} coins each day. How many coins after {exponent} days?",
            f"Every day each coin becomes {base} coins. What do you have after {exponent} days?",
        ),
        (seen, f"with coins, {seen}", f"hm, {seen}"),
        refutes,
        r"(?=.*\d).*\bcoins?\b",
    )


def _row(power: Power, text: str, value: Fraction, truth: Fraction) -> Check:
    base, exponent = power
    refutes = value != truth
    steps = ", ".join(str(base**n) for n in range(2, max(exponent, -1) - 1, -1)) if exponent >= 0 else ""
    seen = f"each step divides by {base}, so I get {truth}, {'but' if refutes else 'and'} I had {text}"
    if steps:
        seen = f"it goes {steps}, {'so not' if refutes else 'just like my'} {text}"
    return Check(
        "row-of-powers",
        (
            f"Write a row of powers of {base}, the exponent one less each time. What happens at each step?",
            f"Go down the row of powers of {base}. What do you divide by each time?",
            f"In the row of powers of {base}, how do you get from one to the next below?",
        ),
        (seen, f"in the row, {seen}", f"going down, {seen}"),
        refutes,
        r"(?=.*\d).*\brow\b",
    )


def _calculator(powers: Powers, text: str, value: Fraction, truth: Fraction) -> Check:
    refutes = value != truth
    seen = f"it says {truth}, {'and I have' if refutes else 'the same as my'} {text}"
    return Check(
        "calculator",
        (
            f"Type {powers.text} into a calculator. What does it say?",
            f"What does your calculator say for {powers.text}?",
            f"Could you try {powers.text} on the calculator?",
        ),
        (seen, f"on the calculator {seen}", f"hm, {seen}"),
        refutes,
        r"\bcalculator\b",
    )
