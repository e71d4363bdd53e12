"""How fractions are simplified and compared, rightly and wrongly.

The procedures ask the student's hand at `divide-both-parts` and `size-of-pieces`; the right rule and
the mal-rules of a slot stand together.
"""

from __future__ import annotations

from math import gcd, lcm
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.arithmetic.comparing import SIGN_WORDS, sign_between
from teachsim.domains.arithmetic.fraction_numbers import Part, kept, same_number, shared, smallest_factor
from teachsim.domains.rules import Rulebook

if TYPE_CHECKING:
    from teachsim.domains.base import Step
    from teachsim.domains.rules import Hand

book = Rulebook()


class Divisors(NamedTuple):
    """By what the top and the bottom are divided."""

    top: int
    bottom: int


# --- simplifying -----------------------------------------------------------------------------------


@book.right_rule(slot="divide-both-parts")
def divide_both_by_the_same(top: int, bottom: int) -> Divisors:
    """The largest number that goes into both divides both.

    >>> divide_both_by_the_same(6, 9)
    Divisors(top=3, bottom=3)
    """
    common = gcd(top, bottom)
    return Divisors(common, common)


@book.mal_rule(slot="divide-both-parts", source="Ashlock 2006")
def divide_the_top_by_its_smallest_factor(top: int, bottom: int) -> Divisors | None:
    """Divide only the top, by the smallest number that goes into it. None for a top of 0 or 1.

    >>> divide_the_top_by_its_smallest_factor(6, 8)
    Divisors(top=2, bottom=1)
    """
    return Divisors(smallest_factor(top), 1) if top > 1 else None


@book.mal_rule(slot="divide-both-parts", source="Ashlock 2006")
def divide_the_top_by_the_common_factor(top: int, bottom: int) -> Divisors | None:
    """Divide only the top, by what goes into both. None where nothing does, or the top is 0.

    >>> divide_the_top_by_the_common_factor(6, 9)
    Divisors(top=3, bottom=1)
    """
    common = gcd(top, bottom)
    return Divisors(common, 1) if top and common > 1 else None


@book.mal_rule(slot="divide-both-parts", source="Ashlock 2006")
def divide_each_by_its_own_factor(top: int, bottom: int) -> Divisors | None:
    """Divide the top and the bottom, each by the smallest number that goes into it.

    Repair: where one of them is 0 or 1 nothing comes to mind, and the child does what the rule says.

    >>> divide_each_by_its_own_factor(4, 9)
    Divisors(top=2, bottom=3)
    >>> divide_each_by_its_own_factor(6, 8)
    """
    if top < 2 or bottom < 2:
        return None
    guessed = Divisors(smallest_factor(top), smallest_factor(bottom))
    return None if guessed == divide_both_by_the_same(top, bottom) else guessed


def simplified(part: Part, hand: Hand, steps: list[Step]) -> Part:
    """The simplified fraction; its lines are added to the steps."""
    taken = hand.at("divide-both-parts", part.top, part.bottom)
    by: Divisors = taken.value
    result = Part(0, part.top // by.top, part.bottom // by.bottom)
    if by == (1, 1):
        steps.append(
            taken.step(
                f"{part.text} = {part.text}",
                f"no number goes into both, so it stays {part.text}",
                f"I can't make it any simpler than {part.text}",
                f"there is nothing to divide by, it's still {part.text}",
            )
        )
    if by.top > 1:
        steps.append(shared(taken, part.top, by.top, result.top))
    if by.bottom > 1:
        steps.append(shared(taken, part.bottom, by.bottom, result.bottom))
    elif by.top > 1:
        steps.append(kept(taken, part.bottom))
    return Part(result.top) if result.bottom == 1 else result


# --- comparing -------------------------------------------------------------------------------------


@book.right_rule(slot="size-of-pieces")
def compare_pieces_of_the_same_size(left: Part, right: Part) -> str:
    """`<`, `=` or `>`, from how much each fraction is.

    >>> compare_pieces_of_the_same_size(Part(0, 1, 5), Part(0, 1, 3))
    '<'
    """
    return sign_between(left.top * right.bottom, right.top * left.bottom)


@book.mal_rule(slot="size-of-pieces", source="Stafylidou & Vosniadou 2004")
def larger_bottom_is_larger(left: Part, right: Part) -> str | None:
    """The fraction with the larger bottom is the larger one. None for like bottoms, or where right.

    >>> larger_bottom_is_larger(Part(0, 1, 5), Part(0, 1, 3))
    '>'
    """
    sign = sign_between(left.bottom, right.bottom)
    return None if sign == "=" or sign == compare_pieces_of_the_same_size(left, right) else sign


def compared(left: Part, right: Part, hand: Hand, steps: list[Step]) -> str:
    """`<`, `=` or `>`; the lines that lead there are added to the steps."""
    taken = hand.at("size-of-pieces", left, right)
    sign: str = taken.value
    words = SIGN_WORDS[sign]
    if taken.misconception:
        one, two = left.bottom, right.bottom
        steps.append(
            taken.step(
                f"{one} {sign} {two}",
                f"{one} is {words} {two}",
                f"I looked at the bottoms, {one} is {words} {two}",
                f"{left.text} has {one} in it and {right.text} has {two}, and {one} is {words} {two}",
            )
        )
        return sign
    if left.top == right.top and left.bottom != right.bottom and left.top:
        pieces = "smaller" if left.bottom > right.bottom else "bigger"
        steps.append(
            taken.step(
                f"{left.text} {sign} {right.text}",
                f"the pieces of {left.text} are {pieces} than the pieces of {right.text}",
                f"cut into {left.bottom} the pieces are {pieces} than cut into {right.bottom}",
                f"both have {left.top}, but {left.bottom} in a whole makes {pieces} pieces",
            )
        )
        return sign
    common = lcm(left.bottom, right.bottom)
    one, two = left.top * common // left.bottom, right.top * common // right.bottom
    for part, top in ((left, one), (right, two)):
        if part.bottom != common:
            steps.append(same_number(taken, part.text, f"{top}/{common}"))
    steps.append(
        taken.step(
            f"{one}/{common} {sign} {two}/{common}",
            f"{one} is {words} {two}",
            f"{one} pieces is {words} {two} of them",
            f"now they have the same bottom, and {one} is {words} {two}",
        )
    )
    return sign
