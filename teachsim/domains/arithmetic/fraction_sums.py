"""How fractions and mixed numbers are added and taken away, rightly and wrongly.

The procedure asks the student's hand at `common-denominator`, `new-numerators`, `whole-parts`,
`regrouping` and `like-fractions`; the right rule and the mal-rules of a slot stand together. A mal-rule
that leads into an impasse (nothing left at the bottom, a top too small to take from) is repaired as
children repair it, after VanLehn's repair theory; each docstring says how.
"""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING

from teachsim.domains.arithmetic.fraction_numbers import Pair, Part, Task, kept, same_number
from teachsim.domains.arithmetic.writing import tally
from teachsim.domains.rules import Rulebook, Taken

if TYPE_CHECKING:
    from teachsim.domains.base import Step
    from teachsim.domains.rules import Hand

book = Rulebook()


# --- the rules -------------------------------------------------------------------------------------


@book.right_rule(slot="common-denominator")
def find_a_common_bottom(left: Part, sign: str, right: Part) -> int:
    """The smallest number that both bottoms go into.

    >>> find_a_common_bottom(Part(0, 1, 4), "+", Part(0, 2, 3))
    12
    """
    return lcm(left.bottom or 1, right.bottom or 1)


@book.mal_rule(slot="common-denominator", source="Behr, Lesh, Post & Silver 1983")
def add_tops_and_bottoms(left: Part, sign: str, right: Part) -> Part | None:
    """Add (or take away) the tops and the bottoms, each row as whole numbers; a whole n becomes n/n.

    In taking away, each row takes the smaller number from the larger. Repair: where this leaves
    nothing at the bottom, the bottoms are alike, and the child keeps them. None where that is right,
    where a 0 would become 0/0, and in taking away mixed numbers, which is another rule's business.

    >>> add_tops_and_bottoms(Part(0, 1, 4), "+", Part(0, 2, 3)).text
    '3/7'
    >>> add_tops_and_bottoms(Part(8), "-", Part(0, 3, 5)).text
    '5/3'
    >>> add_tops_and_bottoms(Part(0, 3, 5), "-", Part(0, 1, 5))
    """
    mixed = left.is_mixed or right.is_mixed
    if left.is_whole or right.is_whole:
        if mixed or not (left.whole or left.bottom) or not (right.whole or right.bottom):
            return None
        left, right = _whole_over_itself(left), _whole_over_itself(right)
    elif sign == "-" and (mixed or left.bottom == right.bottom):
        return None
    if sign == "+":
        return Part(left.whole + right.whole, left.top + right.top, left.bottom + right.bottom)
    return Part(0, abs(left.top - right.top), abs(left.bottom - right.bottom) or left.bottom)


@book.mal_rule(slot="common-denominator", source="Ashlock 2006")
def take_away_part_by_part(left: Part, sign: str, right: Part) -> Part | None:
    """Take wholes, tops and bottoms away separately, the smaller from the larger in each row.

    Repair: where the bottoms are alike, nothing would be left at the bottom, and they are kept; None
    if that is right. None too where the wholes cannot be taken away, or one number has no fraction.

    >>> take_away_part_by_part(Part(4, 5, 8), "-", Part(1, 3, 4)).text
    '3 2/4'
    >>> take_away_part_by_part(Part(3, 1, 4), "-", Part(1, 3, 4)).text
    '2 2/4'
    """
    if sign != "-" or not (left.is_mixed or right.is_mixed) or left.is_whole or right.is_whole:
        return None
    if left.whole < right.whole or (left.bottom == right.bottom and left.top >= right.top):
        return None
    return Part(
        left.whole - right.whole,
        abs(left.top - right.top),
        abs(left.bottom - right.bottom) or left.bottom,
    )


@book.right_rule(slot="new-numerators")
def as_many_times_as_the_bottom(top: int, bottom: int, common: int) -> int:
    """The top grows as many times as the bottom did.

    >>> as_many_times_as_the_bottom(2, 3, 12)
    8
    """
    return top * common // bottom


@book.mal_rule(slot="new-numerators", source="Ashlock 2006")
def keep_the_old_numerator(top: int, bottom: int, common: int) -> int | None:
    """Write the common bottom under the old top. None where 0 stays 0.

    >>> keep_the_old_numerator(2, 5, 10)
    2
    """
    return top or None


@book.right_rule(slot="whole-parts")
def wholes_with_wholes(left: Part, sign: str, right: Part) -> Pair:
    """Work with the wholes and the fractions apart, after finding the wholes hidden in the fractions.

    >>> wholes_with_wholes(Part(0, 7, 2), "-", Part(3)).left.text
    '3 1/2'
    """
    if sign == "-" and left.whole < right.whole:
        extra, top = divmod(left.top, left.bottom)
        left = Part(left.whole + extra, top, left.bottom)
    return Pair(left, right)


@book.right_rule(slot="regrouping")
def cut_a_whole_into_pieces(left: Part, right: Part) -> Pair:
    """Cut as many wholes into pieces as the tops need, so that the tops can be taken away.

    Repair, reached only after an earlier mistake: where there are too few wholes to cut, the smaller
    top is taken from the larger.

    >>> cut_a_whole_into_pieces(Part(7, 0, 3), Part(2, 1, 3)).left.text
    '6 3/3'
    """
    needed = -(-(right.top - left.top) // left.bottom)
    if left.whole - needed < right.whole:
        return _tops_exchanged(left, right)
    return Pair(Part(left.whole - needed, left.top + needed * left.bottom, left.bottom), right)


@book.mal_rule(slot="regrouping", source="Ashlock 2006")
def smaller_top_from_larger(left: Part, right: Part) -> Pair | None:
    """Take the smaller top from the larger, so that a fraction with nothing above it is kept.

    None where there is no whole to cut, for there the right rule has to do the same.

    >>> pair = smaller_top_from_larger(Part(7, 0, 3), Part(2, 1, 3))
    >>> pair.left.text, pair.right.text
    ('7 1/3', '2')
    """
    needed = -(-(right.top - left.top) // left.bottom)
    return None if left.whole - needed < right.whole else _tops_exchanged(left, right)


@book.mal_rule(slot="regrouping", source="Ashlock 2006")
def take_the_top_from_the_whole(left: Part, right: Part) -> Part | None:
    """Take the top from the whole number and keep the bottom; only for a whole less a plain fraction.

    Repair: where the top is larger than the whole, the smaller is taken from the larger.

    >>> take_the_top_from_the_whole(Part(4, 0, 5), Part(0, 3, 5)).text
    '1/5'
    """
    if left.top or right.whole or left.bottom == 1:
        return None
    return Part(0, abs(left.whole - right.top), left.bottom)


@book.right_rule(slot="like-fractions")
def work_with_the_tops(one: int, sign: str, two: int) -> int:
    """Pieces of the same size are counted: the tops change, the bottom does not.

    >>> work_with_the_tops(3, "+", 8)
    11
    """
    return one + two if sign == "+" else one - two


def _tops_exchanged(left: Part, right: Part) -> Pair:
    return Pair(left._replace(top=right.top), right._replace(top=left.top))


def _whole_over_itself(part: Part) -> Part:
    return Part(0, part.whole, part.whole) if part.is_whole else part


# --- the procedure ---------------------------------------------------------------------------------


def combined(task: Task, hand: Hand, steps: list[Step]) -> Part:
    """The sum or difference; its lines are added to the steps."""
    left, sign, right = task
    common = hand.at("common-denominator", left, sign, right)
    if isinstance(common.value, Part):
        _say_part_by_part(common, task, steps)
        return common.value
    size: int = common.value
    parts = None
    if left.whole or right.whole:
        parts = hand.at("whole-parts", left, sign, right)
        if parts.value.left != left:
            steps.append(same_number(parts, left.text, parts.value.left.text))
        left, right = parts.value
    if left.bottom and right.bottom and left.bottom != right.bottom:
        steps.append(
            common.step(
                f"{left.bottom} and {right.bottom} both go into {size}",
                f"{left.bottom} and {right.bottom} both go into {size}",
                f"{left.bottom} and {right.bottom} both fit into {size}",
                f"for {left.bottom} and {right.bottom} I can use {size}",
                f"I looked for a bottom for {left.bottom} and {right.bottom}, and I found {size}",
            )
        )
    left = Part(left.whole, _new_top(left, size, hand, steps), size)
    right = Part(right.whole, _new_top(right, size, hand, steps), size)
    if sign == "-" and left.top < right.top:
        regrouped = hand.at("regrouping", left, right)
        if isinstance(regrouped.value, Part):
            steps.append(tally(regrouped, "-", left.whole, right.top, regrouped.value.top))
            steps.append(kept(regrouped, size))
            return regrouped.value
        _say_regrouped(regrouped, left, right, steps)
        left, right = regrouped.value
    return _counted(Task(left, sign, right), parts, hand, steps)


def _new_top(part: Part, common: int, hand: Hand, steps: list[Step]) -> int:
    if part.bottom in (0, common):
        return part.top
    scaled = hand.at("new-numerators", part.top, part.bottom, common)
    top: int = scaled.value
    steps.append(same_number(scaled, f"{part.top}/{part.bottom}", f"{top}/{common}"))
    return top


def _counted(task: Task, parts: Taken | None, hand: Hand, steps: list[Step]) -> Part:
    """Both fractions have the same bottom now: work with the tops, then with the wholes."""
    (whole, one, size), sign, (other, two, _) = task
    counted = hand.at("like-fractions", one, sign, two)
    top: int = counted.value
    if parts is None or (one and two):
        steps.append(tally(counted, sign, f"{one}/{size}", f"{two}/{size}", f"{top}/{size}"))
    if parts is None:
        return Part(0, top, size)
    together = whole + other if sign == "+" else whole - other
    result = Part(together, top, size)
    if whole and other:
        steps.append(tally(parts, sign, whole, other, together))
    if together and top:
        steps.append(
            parts.step(
                f"{together} + {top}/{size} = {result.text}",
                f"{together} and {top}/{size}, so {result.text}",
                f"that makes {together} whole ones and {top}/{size}, {result.text}",
                f"I put {together} and {top}/{size} together, {result.text}",
            )
        )
    elif not steps:
        steps.append(tally(parts, sign, task.left.text, task.right.text, result.text))
    return result


# --- saying it: in every clause the result comes last ----------------------------------------------


def _say_part_by_part(taken: Taken, task: Task, steps: list[Step]) -> None:
    left, sign, right = task
    result: Part = taken.value
    for part in (left, right):
        if part.is_whole:
            steps.append(same_number(taken, part.text, _whole_over_itself(part).text))
    if left.whole and right.whole:
        steps.append(tally(taken, sign, left.whole, right.whole, result.whole))
    left, right = _whole_over_itself(left), _whole_over_itself(right)
    steps.append(tally(taken, sign, *_largest_first(sign, left.top, right.top), result.top))
    if sign == "-" and left.bottom == right.bottom:
        steps.append(kept(taken, result.bottom))
    else:
        steps.append(tally(taken, sign, *_largest_first(sign, left.bottom, right.bottom), result.bottom))


def _largest_first(sign: str, one: int, two: int) -> tuple[int, int]:
    return (two, one) if sign == "-" and two > one else (one, two)


def _say_regrouped(taken: Taken, left: Part, right: Part, steps: list[Step]) -> None:
    new_left, new_right = taken.value
    if new_right == right:
        steps.append(same_number(taken, left.text, new_left.text))
    elif left.top:
        more, less = f"{new_left.top}/{left.bottom}", f"{new_right.top}/{left.bottom}"
        steps.append(
            taken.step(
                f"{more} > {less}",
                f"I took the smaller from the bigger, so {less} from {more}",
                f"{more} is more than {less}, so I started with {more}",
                f"you can't do it the other way, so I turned it round and started with {more}",
            )
        )
    else:
        kept = f"{right.top}/{right.bottom}"
        steps.append(
            taken.step(
                f"{kept} stays {kept}",
                f"there is nothing to take it from, so it stays {kept}",
                f"I only have the whole numbers to take away, I just keep the {kept}",
                f"nothing stands above it, so I bring down {kept}",
            )
        )
