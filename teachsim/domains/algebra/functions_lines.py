"""How tasks about lines and speeds are worked, rightly and wrongly.

The slots are `line-parts` (slope and intercepts) and `compare-speeds`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from teachsim.domains.algebra.stories_answers import SAME
from teachsim.domains.algebra.stories_frames import Work, shown, so
from teachsim.domains.rules import Rulebook

book = Rulebook()


class LinePart(NamedTuple):
    """Which part of a line is asked, and its equation."""

    asked: str
    """`slope`, `y-intercept` or `x-intercept`."""
    slope: int
    number: int
    number_first: bool
    """Whether the equation is written `y = 1 + 4x`."""


class Mover(NamedTuple):
    """Somebody who goes so far in so much time."""

    name: str
    far: Fraction | None
    """None where it is said to go at the other's speed."""
    time: Fraction


class Race(NamedTuple):
    """Two movers and the units of both."""

    one: Mover
    two: Mover
    unit: str
    time_unit: str

    @property
    def distances(self) -> tuple[Fraction, Fraction]:
        """How far each goes."""
        assert self.one.far is not None
        second = self.two.far
        if second is None:
            second = self.one.far / self.one.time * self.two.time
        return self.one.far, second

    @property
    def labels(self) -> tuple[str, str, str]:
        """What is said if the first is faster, if the second is, and if neither is."""
        one, two = (m.name or f"{self._plain(m.far)} {self.unit} in {self._plain(m.time)} {self.time_unit}"
                    for m in (self.one, self.two))  # fmt: skip
        return one, two, SAME

    @staticmethod
    def _plain(value: Fraction | None) -> str:
        return shown(value or 0).replace(",", "")


# --- slope and intercepts --------------------------------------------------------------------------

_MEANS = {
    "slope": "it's the number with the x",
    "y-intercept": "it's the number that stands alone",
    "x-intercept": "y has to be zero there",
}


def _part(text: str | int | Fraction, why: str) -> Work:
    return Work(str(text), (so(str(text), why),))


@book.right_rule(slot="line-parts")
def each_part_by_its_meaning(task: LinePart) -> Work:
    """The number with x is the slope, the other the y-intercept; at the x-intercept y is 0."""
    value = {
        "slope": Fraction(task.slope),
        "y-intercept": Fraction(task.number),
        "x-intercept": Fraction(-task.number, task.slope),
    }[task.asked]
    return _part(value, _MEANS[task.asked])


@book.mal_rule(slot="line-parts", source="Kalchman & Koedinger 2005")
def number_over_slope(task: LinePart) -> Work | None:
    """The x-intercept is the number over the slope, its sign kept.

    >>> number_over_slope(LinePart("x-intercept", 4, 1, number_first=False)).answer
    '1/4'
    """
    if task.asked != "x-intercept":
        return None
    return _part(Fraction(task.number, task.slope), f"{task.number} divided by {task.slope} is what's left")


@book.mal_rule(slot="line-parts", source="Moschkovich 1999")
def number_is_x_intercept(task: LinePart) -> Work | None:
    """The number that stands alone is taken for the x-intercept. None where it is.

    >>> number_is_x_intercept(LinePart("x-intercept", 4, 1, number_first=False)).answer
    '1'
    """
    if task.asked != "x-intercept":
        return None
    work = _part(task.number, "it's the number that stands alone")
    return work.unless(each_part_by_its_meaning(task))


@book.mal_rule(slot="line-parts", source="Leinhardt, Zaslavsky & Stein 1990")
def first_is_slope(task: LinePart) -> Work | None:
    """The first number of the equation is the slope, the second the y-intercept, whatever x stands by.

    >>> first_is_slope(LinePart("slope", 4, 1, number_first=True)).answer
    '1'
    """
    if not task.number_first or task.asked == "x-intercept":
        return None
    first, second = task.number, task.slope
    value = first if task.asked == "slope" else second
    which = "first" if task.asked == "slope" else "second"
    return _part(value, f"it's the {which} number").unless(each_part_by_its_meaning(task))


@book.mal_rule(slot="line-parts", source="Kalchman & Koedinger 2005")
def minus_is_left_out(task: LinePart) -> Work | None:
    """Numbers are read without the minus before them. None where that comes to the same.

    >>> minus_is_left_out(LinePart("slope", -4, 1, number_first=False)).answer
    '4'
    """
    plain = task._replace(slope=abs(task.slope), number=abs(task.number))
    return each_part_by_its_meaning(plain).unless(each_part_by_its_meaning(task))


# --- speeds ----------------------------------------------------------------------------------------


def _faster(task: Race, first: Fraction, second: Fraction, how: str) -> Work:
    one, two, same = task.labels
    text = one if first > second else two if first < second else same
    return Work(text, (so(text, f"{how} {shown(first)} and {shown(second)}"),))


@book.right_rule(slot="compare-speeds")
def how_far_in_one(task: Race) -> Work:
    """How far each gets in one unit of time."""
    far, other = task.distances
    return _faster(task, far / task.one.time, other / task.two.time, f"in one {task.time_unit} it's")


@book.mal_rule(slot="compare-speeds", source="Lobato, Ellis & Zbiek 2010")
def more_of_both(task: Race) -> Work | None:
    """Whoever has more of both, distance and time, is faster. None where nobody has, or that is right.

    >>> crystal = Mover("Crystal", Fraction(6), Fraction(20))
    >>> joanne = Mover("Joanne", Fraction(3), Fraction(10))
    >>> more_of_both(Race(crystal, joanne, "ounces", "minutes")).answer
    'Crystal'
    """
    far, other = task.distances
    signs = {_sign(far - other), _sign(task.one.time - task.two.time)}
    if signs not in ({1}, {-1}):
        return None
    text = task.labels[0 if 1 in signs else 1]
    return Work(text, (so(text, "both numbers are bigger"),)).unless(how_far_in_one(task))


@book.mal_rule(slot="compare-speeds", source="Tourniaire & Pulos 1985")
def distance_less_time(task: Race) -> Work | None:
    """The time is taken from the distance, and more is faster. None where that is right."""
    far, other = task.distances
    work = _faster(task, far - task.one.time, other - task.two.time, "the difference is")
    return work.unless(how_far_in_one(task))


@book.mal_rule(slot="compare-speeds", source="Thompson 1994")
def sooner_is_faster(task: Race) -> Work | None:
    """Whoever takes less time is faster, whatever the distance. None where that is right."""
    one, two = task.one.time, task.two.time
    text = task.labels[0 if one < two else 1 if one > two else 2]
    why = f"they take {shown(one)} and {shown(two)}"
    return Work(text, (so(text, why),)).unless(how_far_in_one(task))


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)
