"""What fresh items about fractions look like: bottoms from 2 to 12, mostly proper fractions."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

from teachsim.domains.arithmetic.fraction_numbers import Part, Task

if TYPE_CHECKING:
    from random import Random


def some_task(kind: str, rng: Random) -> Task:
    """Numbers and a sign for an item of this kind; it may come out below 0, or hold its answer."""
    match kind:
        case "fraction-addition":
            return Task(_some_part(rng, 0.1), "+", _some_part(rng))
        case "fraction-subtraction":
            return Task(_some_part(rng, 0.25), "-", _some_part(rng))
        case "mixed-addition":
            return Task(_some_mixed(rng), "+", _some_mixed(rng))
        case "mixed-subtraction":
            left = Part(rng.randint(2, 9)) if rng.random() < 0.25 else _some_mixed(rng)
            right = _some_part(rng) if left.bottom and rng.random() < 0.3 else _some_mixed(rng)
            if left.bottom and rng.random() < 0.3:
                right = right._replace(bottom=left.bottom, top=rng.randint(1, left.bottom - 1))
            return Task(left, "-", right)
        case "fraction-multiplication":
            left, right = _some_part(rng), _some_part(rng, 0.4)
            if right.bottom and rng.random() < 0.3:
                right = Part(0, rng.randint(1, left.bottom - 1), left.bottom)
            return Task(left, "×", right)
        case "fraction-division":
            return Task(_some_part(rng, 0.2), "÷", _some_part(rng, 0.2))
        case "fraction-simplifying":
            top, bottom, times = rng.randint(1, 8), rng.randint(2, 9), rng.choice((1, 2, 2, 3, 3, 4, 5, 6))
            return Task(Part(0, min(top, bottom) * times, max(top, bottom) * times), "simplify", Part(0))
        case "mixed-to-improper":
            return Task(_some_mixed(rng), "improper", Part(0))
        case "improper-to-mixed":
            return Task(Part(0, *_some_mixed(rng).improper), "mixed", Part(0))
        case _:
            left, right = _some_part(rng), _some_part(rng)
            if rng.random() < 0.4:
                top = rng.randint(1, min(left.bottom, right.bottom) - 1)
                left, right = left._replace(top=top), right._replace(top=top)
            return Task(left, "__", right)


def _some_part(rng: Random, whole: float = 0.0) -> Part:
    """A proper fraction in lowest terms, or with this probability a whole number from 2 to 9."""
    if rng.random() < whole:
        return Part(rng.randint(2, 9))
    while True:
        bottom = rng.choice((2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 8, 8, 9, 10, 12))
        top = rng.randint(1, bottom - 1)
        if gcd(top, bottom) == 1:
            return Part(0, top, bottom)


def _some_mixed(rng: Random) -> Part:
    return _some_part(rng)._replace(whole=rng.randint(1, 8))
