"""Numbers with fractions as they are written, and how a line about them is said.

What every procedure of fractions shares; the rules are in `fraction_sums`, `fraction_products`,
`fraction_sizes` and `fraction_rewriting`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from teachsim.domains.base import Step
    from teachsim.domains.rules import Taken


class Part(NamedTuple):
    """A number as it is written: 8 is (8, 0, 0), 3/5 is (0, 3, 5) and 2 1/3 is (2, 1, 3)."""

    whole: int
    top: int = 0
    bottom: int = 0
    """0 where there is no fraction part."""

    @property
    def text(self) -> str:
        """As a child would write it."""
        if not self.bottom or (self.whole and not self.top):
            return str(self.whole)
        fraction = f"{self.top}/{self.bottom}"
        return f"{self.whole} {fraction}" if self.whole else fraction

    @property
    def value(self) -> Fraction:
        """The number, however it is written."""
        bottom = self.bottom or 1
        return Fraction(self.whole * bottom + self.top, bottom)

    @property
    def improper(self) -> tuple[int, int]:
        """Top and bottom of the number as one fraction; the bottom of a whole number is 1."""
        bottom = self.bottom or 1
        return self.whole * bottom + self.top, bottom

    @property
    def is_whole(self) -> bool:
        """Whether it is written without a fraction."""
        return not self.bottom

    @property
    def is_mixed(self) -> bool:
        """Whether it is written as a whole number and a fraction."""
        return bool(self.whole and self.bottom)


class Pair(NamedTuple):
    """Two numbers that are to be worked on further."""

    left: Part
    right: Part


class Task(NamedTuple):
    """The parsed parts of an item."""

    left: Part
    sign: str
    """`+`, `-`, `×`, `÷`, `__` for a comparison, `simplify`, or the form wanted: `improper`, `mixed`."""
    right: Part
    """0 where there is nothing on the right."""


def smallest_factor(number: int) -> int:
    """The smallest prime that goes into a number from 2.

    >>> smallest_factor(49)
    7
    """
    if number % 2 == 0:
        return 2
    factor = 3
    while factor * factor <= number:
        if number % factor == 0:
            return factor
        factor += 2
    return number


# --- saying it: in every clause the result comes last ----------------------------------------------


def same_number(taken: Taken, before: str, after: str) -> Step:
    """The same number in another form."""
    return taken.step(
        f"{before} = {after}",
        f"{before} is {after}",
        f"{before} is the same as {after}",
        f"I made {before} into {after}",
        f"{before} turns into {after}",
    )


def shared(taken: Taken, one: int, two: int, result: int) -> Step:
    """One number divided by another."""
    return taken.step(
        f"{one} ÷ {two} = {result}",
        f"{one} divided by {two} is {result}",
        f"how often {two} goes into {one}, that's {result}",
        f"I divided {one} by {two} and got {result}",
    )


def kept(taken: Taken, bottom: int) -> Step:
    """The bottom left as it is."""
    return taken.step(
        f"{bottom} stays {bottom}",
        f"the bottom stays {bottom}",
        f"I left the bottom alone, it's still {bottom}",
        f"the {bottom} stays {bottom}",
    )
