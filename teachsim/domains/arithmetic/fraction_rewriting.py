"""How a mixed number is written as one fraction and back, rightly and wrongly.

Both ways ask the student's hand at `wholes-as-pieces`: a whole is as many pieces as the bottom says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.domains.arithmetic.fraction_numbers import Part, same_number
from teachsim.domains.arithmetic.writing import tally
from teachsim.domains.rules import Rulebook

if TYPE_CHECKING:
    from teachsim.domains.base import Step
    from teachsim.domains.rules import Hand, Taken

book = Rulebook()


@book.right_rule(slot="wholes-as-pieces")
def a_whole_is_all_its_pieces(part: Part) -> Part:
    """A mixed number as one fraction; one fraction as a mixed number.

    >>> a_whole_is_all_its_pieces(Part(3, 5, 6)).text, a_whole_is_all_its_pieces(Part(0, 23, 6)).text
    ('23/6', '3 5/6')
    """
    if part.is_mixed:
        return Part(0, *part.improper)
    return Part(part.top // part.bottom, part.top % part.bottom, part.bottom)


@book.mal_rule(slot="wholes-as-pieces", source="Learnly 2025")
def whole_added_to_the_top(part: Part) -> Part | None:
    """The whole and the top are added. None for one fraction, which has no whole to add.

    >>> whole_added_to_the_top(Part(3, 5, 6)).text
    '8/6'
    """
    return Part(0, part.whole + part.top, part.bottom) if part.is_mixed else None


@book.mal_rule(slot="wholes-as-pieces", source="Learnly 2025")
def everything_added_to_the_top(part: Part) -> Part | None:
    """The whole and the bottom are added instead of multiplied. None where that makes no difference.

    >>> everything_added_to_the_top(Part(3, 5, 6)).text
    '14/6'
    >>> everything_added_to_the_top(Part(2, 1, 2))
    """
    if not part.is_mixed or part.whole + part.bottom == part.whole * part.bottom:
        return None
    return Part(0, part.whole + part.bottom + part.top, part.bottom)


@book.mal_rule(slot="wholes-as-pieces", source="Sense of Study 2025")
def whole_times_top_plus_bottom(part: Part) -> Part | None:
    """Top and bottom change their places in the recipe. None for one fraction, and for a whole of 1.

    >>> whole_times_top_plus_bottom(Part(3, 5, 6)).text
    '21/6'
    """
    if part.whole < 2 or not part.is_mixed:
        return None
    return Part(0, part.whole * part.top + part.bottom, part.bottom)


@book.mal_rule(slot="wholes-as-pieces", source="Sense of Study 2025")
def whole_times_top(part: Part) -> Part | None:
    """The top is multiplied by the whole, and that is it. None for one fraction.

    >>> whole_times_top(Part(3, 5, 6)).text
    '15/6'
    """
    return Part(0, part.whole * part.top, part.bottom) if part.is_mixed else None


@book.mal_rule(slot="wholes-as-pieces", source="Matz 1982")
def whole_written_before_the_top(part: Part) -> Part | None:
    """The whole is the first figure of the top, and the first figure of a long top is the whole.

    None for a top of one figure, and where it is right: with tenths, or hundredths.

    >>> whole_written_before_the_top(Part(3, 5, 6)).text, whole_written_before_the_top(Part(0, 23, 6)).text
    ('35/6', '2 3/6')
    >>> whole_written_before_the_top(Part(3, 5, 10))
    """
    figures = str(part.top)
    if part.is_mixed:
        result = Part(0, int(f"{part.whole}{figures}"), part.bottom)
    elif len(figures) > 1:
        result = Part(int(figures[0]), int(figures[1:]), part.bottom)
    else:
        return None
    return None if result.value == part.value else result


def rewritten(part: Part, hand: Hand, steps: list[Step]) -> Part:
    """The number in its other form; its lines are added to the steps."""
    taken = hand.at("wholes-as-pieces", part)
    result: Part = taken.value
    whole, top, bottom = part
    match taken.rule:
        case "a-whole-is-all-its-pieces" if part.is_mixed:
            steps.append(same_number(taken, str(whole), f"{whole * bottom}/{bottom}"))
            steps.append(tally(taken, "+", f"{whole * bottom}/{bottom}", f"{top}/{bottom}", result.text))
        case "a-whole-is-all-its-pieces":
            steps.append(_wholes_found(taken, part, result))
            steps.append(same_number(taken, part.text, result.text))
        case "whole-added-to-the-top":
            steps.append(tally(taken, "+", whole, top, result.top))
            steps.append(same_number(taken, part.text, result.text))
        case "everything-added-to-the-top":
            steps.append(tally(taken, "+", whole, bottom, whole + bottom))
            steps.append(tally(taken, "+", whole + bottom, top, result.top))
            steps.append(same_number(taken, part.text, result.text))
        case "whole-times-top-plus-bottom":
            steps.append(_times(taken, whole, top))
            steps.append(tally(taken, "+", whole * top, bottom, result.top))
            steps.append(same_number(taken, part.text, result.text))
        case "whole-times-top":
            steps.append(_times(taken, whole, top))
            steps.append(same_number(taken, part.text, result.text))
        case _:
            steps.append(_figures_moved(taken, part, result))
    return result


def _wholes_found(taken: Taken, part: Part, result: Part) -> Step:
    return taken.step(
        f"{part.top} ÷ {part.bottom} = {result.whole} r {result.top}",
        f"{part.bottom} goes into {part.top} {result.whole} times, and what is left over is {result.top}",
        f"out of {part.top} pieces I can make {result.whole}, and the pieces left are {result.top}",
        f"{part.bottom} pieces make one, so that's {result.whole}, left over {result.top}",
    )


def _times(taken: Taken, one: int, two: int) -> Step:
    return taken.step(
        f"{one} × {two} = {one * two}",
        f"{one} times {two} is {one * two}",
        f"I multiplied {one} and {two}, that's {one * two}",
        f"{one} lots of {two} makes {one * two}",
    )


def _figures_moved(taken: Taken, part: Part, result: Part) -> Step:
    if part.is_mixed:
        said = f"the {part.whole} goes in front of the {part.top}"
    else:
        said = f"the {result.whole} in front is the whole number"
    return taken.step(
        f"{part.text} = {result.text}",
        f"{said}, that's {result.text}",
        f"{said}, so I get {result.text}",
        f"I wrote the same figures, {said}: {result.text}",
    )
