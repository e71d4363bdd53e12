"""How tasks about ratios are worked, rightly and wrongly.

The slots are `equal-ratios` (what stays the same), `ratio-as-fraction` (what is over what),
`whole-from-part` (from a fraction back to all of it) and `compare-ratios` (more of it, or more for its
size).
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from typing import NamedTuple

from teachsim.domains.algebra.stories_answers import SAME
from teachsim.domains.algebra.stories_frames import Line, Work, shown, so, tally
from teachsim.domains.rules import Rulebook

book = Rulebook()

DIFFERENT = "different"


class Pair(NamedTuple):
    """One ratio, and the first part of an equal one whose second is asked."""

    one: int
    two: int
    known: int
    place: str = "second"
    """Which part of the other ratio is asked; where the first is, all three are turned round."""


class Simplest(NamedTuple):
    """A ratio to be written with the smallest numbers."""

    one: int
    two: int


class OverWhat(NamedTuple):
    """A ratio to be written as a fraction, or a mixture of which the first part's share is asked."""

    one: int
    two: int
    of_all: bool


class PartOf(NamedTuple):
    """So much is this fraction of what is asked."""

    part: int
    top: int
    bottom: int


class Compared(NamedTuple):
    """Two ratios, the first and the second of each."""

    one: int
    two: int
    three: int
    four: int


class Stronger(NamedTuple):
    """Two mixtures; the more of the first for so much of the second, the stronger."""

    ratios: Compared


class Grown(NamedTuple):
    """Two that grew, each from a size to a size."""

    ratios: Compared


class Changed(NamedTuple):
    """A mixture before and after something was done to both of its parts."""

    one: int
    two: int
    more: int
    """So many more of each; where `times`, so many times as much of each."""
    times: bool

    @property
    def ratios(self) -> Compared:
        """The mixture before and after."""
        one, two, more, times = self
        after = (one * more, two * more) if times else (one + more, two + more)
        return Compared(one, two, *after)


Choosing = Stronger | Grown | Changed


def names(task: Choosing) -> tuple[str, str, str]:
    """What is said if the first is more, if the second is, and if they are alike."""
    one, two, three, four = task.ratios
    match task:
        case Stronger():
            return f"{one}:{two}", f"{three}:{four}", SAME
        case Grown():
            return f"{one} to {two}", f"{three} to {four}", SAME
    return DIFFERENT, DIFFERENT, SAME


def _chosen(task: Choosing, first: Fraction | int, second: Fraction | int, how: str) -> Work:
    """A choice by two numbers, one of each."""
    more, less, same = names(task)
    text = more if first > second else less if first < second else same
    return Work(text, (so(text, f"{how} {shown(first)} here and {shown(second)} there"),))


# --- what stays the same in equal ratios -----------------------------------------------------------


@book.right_rule(slot="equal-ratios")
def same_factor(task: Pair | Simplest) -> Work:
    """Both parts are multiplied or divided by the same number."""
    if isinstance(task, Simplest):
        both = gcd(task.one, task.two)
        text = f"{task.one // both}:{task.two // both}"
        return Work(text, (_both(task, f"divided by {both}", text),))
    one, two, known, _ = task
    factor = Fraction(known, one)
    return Work(shown(factor * two), (tally(known, "÷", one), tally(two, "×", factor)))


def _both(task: Simplest, how: str, text: str) -> Line:
    return (
        f"both {how}: {text}",
        f"both {how}, that's {text}",
        f"I did both {how} and got {text}",
        f"{task.one} and {task.two}, both {how}, makes {text}",
    )


@book.mal_rule(slot="equal-ratios", source="Karplus, Pulos & Stage 1983")
def keep_the_difference(task: Pair | Simplest) -> Work | None:
    """What is added to one part is added to the other, or taken from both as far as it goes.

    >>> keep_the_difference(Pair(2, 3, 8)).answer, keep_the_difference(Simplest(35, 25)).answer
    ('9', '11:1')
    """
    if isinstance(task, Simplest):
        less = min(task.one, task.two) - 1
        text = f"{task.one - less}:{task.two - less}"
        return Work(text, (_both(task, f"take away {less}", text),)).unless(same_factor(task))
    one, two, known, _ = task
    lines = (tally(known, "-", one), tally(two, "+", known - one))
    return Work(shown(two + known - one), lines).unless(same_factor(task))


@book.mal_rule(slot="equal-ratios", source="Lamon 1999")
def stop_at_one(task: Pair | Simplest) -> Work | None:
    """How much there is for one is found and given as the answer.

    >>> stop_at_one(Pair(6, 15, 4)).answer
    '2.5'
    """
    if isinstance(task, Simplest):
        return None
    each = Fraction(task.two, task.one)
    return Work(shown(each), (tally(task.two, "÷", task.one),)).unless(same_factor(task))


@book.mal_rule(slot="equal-ratios", source="Singh 2000")
def divide_the_other_way(task: Pair | Simplest) -> Work | None:
    """The wrong quantity is divided: how much of the first there is for one of the second.

    >>> divide_the_other_way(Pair(6, 15, 4)).answer
    '1.6'
    """
    if isinstance(task, Simplest):
        return None
    one, two, known, _ = task
    each = Fraction(one, two)
    return Work(shown(each * known), (tally(one, "÷", two), tally(known, "×", each))).unless(
        same_factor(task)
    )


@book.mal_rule(slot="equal-ratios", source="Khasawneh 2022")
def two_separate_numbers(task: Pair | Simplest) -> Work | None:
    """A ratio is two numbers, said one after the other.

    >>> two_separate_numbers(Simplest(35, 25)).answer
    '35 and 25'
    """
    if isinstance(task, Pair):
        return None
    text = f"{task.one} and {task.two}"
    return Work(text, (so(text, "there are two numbers"),))


@book.mal_rule(slot="equal-ratios", source="Ashlock 2006")
def divide_one_part(task: Pair | Simplest) -> Work | None:
    """Only the first part is divided. None where neither can be.

    >>> divide_one_part(Simplest(35, 25)).answer
    '7:25'
    """
    if isinstance(task, Pair) or (both := gcd(task.one, task.two)) == 1:
        return None
    text = f"{task.one // both}:{task.two}"
    return Work(text, (so(text, f"{task.one} divided by {both} is {task.one // both}"),))


# --- what is over what -----------------------------------------------------------------------------


def _over(top: int, bottom: int, first: Line | None = None) -> Work:
    text = f"{top}/{bottom}"
    line = (
        f"{top} over {bottom}: {text}",
        f"{top} over {bottom} is {text}",
        f"{top} goes on top and {bottom} below, so {text}",
        f"I wrote {top} over {bottom}, that's {text}",
    )
    return Work(text, (first, line) if first else (line,))


@book.right_rule(slot="ratio-as-fraction")
def over_what_is_meant(task: OverWhat) -> Work:
    """The first over the second; of a mixture, over both together."""
    one, two, of_all = task
    return _over(one, one + two, tally(one, "+", two)) if of_all else _over(one, two)


@book.mal_rule(slot="ratio-as-fraction", source="Clark, Berenson & Cavey 2003")
def part_over_part(task: OverWhat) -> Work | None:
    """The two parts over each other, though a part of all is asked.

    >>> part_over_part(OverWhat(2, 3, of_all=True)).answer
    '2/3'
    """
    return _over(task.one, task.two) if task.of_all else None


@book.mal_rule(slot="ratio-as-fraction", source="Clark, Berenson & Cavey 2003")
def part_over_all(task: OverWhat) -> Work | None:
    """The first over both together, though the first is compared with the second.

    >>> part_over_all(OverWhat(4, 6, of_all=False)).answer
    '4/10'
    """
    one, two, of_all = task
    return None if of_all else _over(one, one + two, tally(one, "+", two))


@book.mal_rule(slot="ratio-as-fraction", source="Hart 1981")
def second_one_first(task: OverWhat) -> Work | None:
    """The second number takes the place of the first. None where they are alike.

    >>> second_one_first(OverWhat(4, 6, of_all=False)).answer
    '6/4'
    """
    one, two, of_all = task
    if one == two:
        return None
    return _over(two, one + two, tally(one, "+", two)) if of_all else _over(two, one)


# --- back to the whole -----------------------------------------------------------------------------


@book.right_rule(slot="whole-from-part")
def one_piece_first(task: PartOf) -> Work:
    """One piece, then all of them."""
    part, top, bottom = task
    piece = Fraction(part, top)
    return Work(shown(piece * bottom), (tally(part, "÷", top), tally(piece, "×", bottom)))


@book.mal_rule(slot="whole-from-part", source="Brown & Quinn 2006")
def times_the_bottom(task: PartOf) -> Work | None:
    """The part is taken for a single piece. None where it is one.

    >>> times_the_bottom(PartOf(6, 2, 5)).answer
    '30'
    """
    part, _, bottom = task
    return Work(shown(part * bottom), (tally(part, "×", bottom),)).unless(one_piece_first(task))


@book.mal_rule(slot="whole-from-part", source="Ashlock 2006")
def fraction_of_the_part(task: PartOf) -> Work | None:
    """The fraction is taken of the number that is there.

    >>> fraction_of_the_part(PartOf(6, 2, 5)).answer
    '2.4'
    """
    part, top, bottom = task
    piece = Fraction(part, bottom)
    lines = (tally(part, "÷", bottom), tally(piece, "×", top))
    return Work(shown(piece * top), lines).unless(one_piece_first(task))


@book.mal_rule(slot="whole-from-part", source="Lamon 1999")
def pieces_as_things(task: PartOf) -> Work | None:
    """The pieces that are missing are counted as single things. None where a piece is one thing.

    >>> pieces_as_things(PartOf(6, 2, 5)).answer
    '9'
    """
    part, top, bottom = task
    lines = (tally(bottom, "-", top), tally(part, "+", bottom - top))
    return Work(shown(part + bottom - top), lines).unless(one_piece_first(task))


# --- more of it, or more for its size --------------------------------------------------------------


@book.right_rule(slot="compare-ratios")
def by_division(task: Choosing) -> Work:
    """How much of the one there is for each of the other."""
    one, two, three, four = task.ratios
    if isinstance(task, Grown):
        return _chosen(task, Fraction(two, one), Fraction(four, three), "it's so many times as big,")
    return _chosen(task, Fraction(one, two), Fraction(three, four), "for each one there's")


@book.mal_rule(slot="compare-ratios", source="Noelting 1980")
def by_difference(task: Choosing) -> Work | None:
    """The differences are compared. None where that says the same.

    >>> by_difference(Grown(Compared(8, 11, 12, 15))).answer
    'the same'
    """
    one, two, three, four = task.ratios
    grown = isinstance(task, Grown)
    first, second = (two - one, four - three) if grown else (one - two, three - four)
    return _chosen(task, first, second, "the difference is").unless(by_division(task))


@book.mal_rule(slot="compare-ratios", source="Noelting 1980")
def by_one_amount(task: Choosing) -> Work | None:
    """Only the first of each is looked at, or how big it is in the end.

    >>> by_one_amount(Stronger(Compared(2, 3, 4, 7))).answer
    '4:7'
    """
    one, two, three, four = task.ratios
    first, second = (two, four) if isinstance(task, Grown) else (one, three)
    return _chosen(task, first, second, "there's").unless(by_division(task))


@book.mal_rule(slot="compare-ratios", source="I, Martinez & Dougherty 2018")
def near_is_equal(task: Choosing) -> Work | None:
    """Ratios that differ by less than a fifth are the same. Only of mixtures.

    >>> near_is_equal(Changed(3, 2, 1, times=False)).answer
    'the same'
    """
    one, two, three, four = task.ratios
    first, second = Fraction(one, two), Fraction(three, four)
    if isinstance(task, Grown) or first == second or abs(first - second) >= Fraction(1, 5):
        return None
    about = f"it's about {_about(first)} here and {_about(second)} there"
    return Work(SAME, (so(SAME, about),))


def _about(value: Fraction) -> str:
    return shown(Fraction(int(value * 100 + Fraction(1, 2)), 100))
