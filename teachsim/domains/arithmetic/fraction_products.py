"""How fractions are multiplied and divided, rightly and wrongly.

The procedures ask the student's hand at `multiply-across` and `turn-over`; the right rule and the
mal-rules of a slot stand together. Where a mal-rule would leave 0 at the bottom, it is repaired as
children repair it, after VanLehn's repair theory; each docstring says how.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.arithmetic.fraction_numbers import Pair, Part, kept, shared
from teachsim.domains.rules import Rulebook, Taken

if TYPE_CHECKING:
    from teachsim.domains.base import Step
    from teachsim.domains.rules import Hand

book = Rulebook()


class Factors(NamedTuple):
    """What is multiplied on top and what below; a single number below stays as it is."""

    tops: tuple[int, ...]
    bottoms: tuple[int, ...]

    @property
    def product(self) -> Part:
        """The fraction that comes out."""
        return Part(0, prod(self.tops), prod(self.bottoms))


# --- multiplying -----------------------------------------------------------------------------------


@book.right_rule(slot="multiply-across")
def top_times_top(left: Part, right: Part) -> Factors:
    """Top times top and bottom times bottom; a whole number has no bottom to multiply with.

    >>> top_times_top(Part(0, 3, 7), Part(4)).product.text
    '12/7'
    """
    return Factors(
        (left.top or left.whole, right.top or right.whole),
        tuple(part.bottom for part in (left, right) if part.bottom),
    )


@book.mal_rule(slot="multiply-across", source="Ashlock 2006")
def scale_both_parts(left: Part, right: Part) -> Factors | None:
    """Multiply the top and the bottom with the whole number; None where it is 0 or 1.

    >>> scale_both_parts(Part(0, 1, 4), Part(6)).product.text
    '6/24'
    """
    if left.is_whole == right.is_whole:
        return None
    number, fraction = (left, right) if left.is_whole else (right, left)
    n = number.whole
    return Factors((fraction.top, n), (fraction.bottom, n)) if n > 1 else None


@book.mal_rule(slot="multiply-across", source="Siegler & Pyke 2013")
def keep_the_like_denominator(left: Part, right: Part) -> Factors | None:
    """Multiply the tops and keep a bottom that both share, as in adding. None for a bottom of 1.

    >>> keep_the_like_denominator(Part(0, 2, 5), Part(0, 3, 5)).product.text
    '6/5'
    """
    if left.bottom != right.bottom or left.bottom < 2:
        return None
    return Factors((left.top, right.top), (left.bottom,))


@book.mal_rule(slot="multiply-across", source="Ashlock 2006")
def multiply_crosswise(left: Part, right: Part) -> Factors | None:
    """Multiply each top with the other's bottom, as in dividing. None with a whole number.

    Repair: a 0 would come to stand at the bottom, so there the child multiplies straight after all.

    >>> multiply_crosswise(Part(0, 2, 5), Part(0, 3, 4)).product.text
    '8/15'
    """
    if left.is_whole or right.is_whole or not right.top or right.top == right.bottom:
        return None
    return Factors((left.top, right.bottom), (left.bottom, right.top))


@book.mal_rule(slot="multiply-across", source="Ashlock 2006")
def crosswise_with_a_carry(left: Part, right: Part) -> Part | None:
    """Multiply crosswise, keep the units of the first product, carry its tens into the second.

    >>> crosswise_with_a_carry(Part(0, 2, 3), Part(0, 4, 6)).text
    '132'
    """
    if left.is_whole or right.is_whole:
        return None
    carry, unit = divmod(left.top * right.bottom, 10)
    return Part(int(f"{left.bottom * right.top + carry}{unit}"))


def multiplied(left: Part, right: Part, hand: Hand, steps: list[Step]) -> Part:
    """The product; its lines are added to the steps."""
    taken = hand.at("multiply-across", left, right)
    if isinstance(taken.value, Part):
        first, second = left.top * right.bottom, left.bottom * right.top
        steps.append(_times(taken, left.top, right.bottom, first))
        steps.append(_times(taken, left.bottom, right.top, second))
        steps.append(
            taken.step(
                f"{first}, {second} = {taken.value.text}",
                f"I put the {second} in front of the {first} and carried, {taken.value.text}",
                f"with the carry that makes {taken.value.text}",
                f"then I carry and write {taken.value.text}",
            )
        )
        return taken.value
    factors: Factors = taken.value
    product = factors.product
    steps.append(_times(taken, factors.tops[0], factors.tops[1], product.top))
    if len(factors.bottoms) == 1:
        steps.append(kept(taken, product.bottom))
    else:
        steps.append(_times(taken, factors.bottoms[0], factors.bottoms[1], product.bottom))
    return product


def _times(taken: Taken, one: int, two: int, result: int) -> Step:
    return taken.step(
        f"{one} × {two} = {result}",
        f"{one} times {two} is {result}",
        f"{one} {two}s make {result}" if two != 1 else f"{one} once is {result}",
        f"I multiplied {one} and {two}, that's {result}",
    )


# --- dividing --------------------------------------------------------------------------------------


@book.right_rule(slot="turn-over")
def turn_the_second_over(left: Part, right: Part) -> Pair:
    """Turn over the number that you divide by, then multiply.

    >>> turn_the_second_over(Part(0, 3, 5), Part(0, 2, 7)).right.text
    '7/2'
    """
    return Pair(left, _turned(right))


@book.mal_rule(slot="turn-over", source="Ashlock 2006")
def turn_the_first_over(left: Part, right: Part) -> Pair | None:
    """Turn over the first number instead of the second.

    Repair: 0 cannot be turned over, so there the child turns the other one.

    >>> turn_the_first_over(Part(0, 2, 5), Part(0, 1, 3)).left.text
    '5/2'
    """
    return _unless_right(left, right, Pair(_turned(left), right)) if left.improper[0] else None


@book.mal_rule(slot="turn-over", source="Tirosh 2000")
def turn_both_over(left: Part, right: Part) -> Pair | None:
    """Turn both numbers over. Repair: 0 cannot be turned over, so only the second one is.

    >>> turn_both_over(Part(0, 2, 5), Part(0, 1, 3)).right.text
    '3/1'
    """
    return _unless_right(left, right, Pair(_turned(left), _turned(right))) if left.improper[0] else None


@book.mal_rule(slot="turn-over", source="Tirosh 2000")
def turn_nothing_over(left: Part, right: Part) -> Pair | None:
    """Multiply straight across, with neither number turned over.

    >>> turn_nothing_over(Part(0, 2, 5), Part(0, 1, 3)).right.text
    '1/3'
    """
    return _unless_right(left, right, Pair(left, right))


@book.mal_rule(slot="turn-over", source="Ashlock 2006")
def divide_part_by_part(left: Part, right: Part) -> Part | None:
    """Divide top by top and bottom by bottom, and forget what is left over.

    Repair: where the bottom does not go even once and 0 would stand below, the child asks how often
    the smaller bottom goes into the larger.

    >>> divide_part_by_part(Part(0, 7, 5), Part(0, 3, 2)).text
    '2/2'
    >>> divide_part_by_part(Part(0, 3, 5), Part(0, 2, 7)).text
    '1/1'
    """
    (a, b), (c, d) = left.improper, right.improper
    return Part(0, a // c, b // d or d // b)


def divided(left: Part, right: Part, hand: Hand, steps: list[Step]) -> Part:
    """The quotient; its lines are added to the steps."""
    taken = hand.at("turn-over", left, right)
    if isinstance(taken.value, Part):
        (a, b), (c, d) = left.improper, right.improper
        steps.append(shared(taken, a, c, taken.value.top))
        steps.append(shared(taken, max(b, d), min(b, d), taken.value.bottom))
        return taken.value
    pair: Pair = taken.value
    asked, turned = f"{left.text} ÷ {right.text}", f"{pair.left.text} × {pair.right.text}"
    aloud = f"{pair.left.text} times {pair.right.text}"
    steps.append(
        taken.step(
            f"{asked} = {turned}",
            f"instead of dividing I do {aloud}",
            f"I changed it to {aloud}",
            f"{left.text} divided by {right.text} turns into {aloud}",
            f"that is {aloud}",
        )
    )
    return multiplied(pair.left, pair.right, hand, steps)


def _turned(part: Part) -> Part:
    top, bottom = part.improper
    return Part(0, bottom, top)


def _unless_right(left: Part, right: Part, pair: Pair) -> Pair | None:
    return None if pair == turn_the_second_over(left, right) else pair
