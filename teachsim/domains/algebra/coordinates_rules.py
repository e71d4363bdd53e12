"""How tasks about points are worked, rightly and wrongly.

The slots are `coordinate-sign` (left and down), `coordinate-order` (which way the first number goes) and
`mirror-axis`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.algebra.stories_frames import Line, Work, so
from teachsim.domains.rules import Rulebook

if TYPE_CHECKING:
    from teachsim.domains.base import Step
    from teachsim.domains.rules import Hand, Taken

book = Rulebook()


class Plotted(NamedTuple):
    """Steps from the origin to a point whose coordinates are asked."""

    across: int
    way: str
    """`right` or `left`."""
    along: int
    upright: str
    """`up` or `down`."""


class Read(NamedTuple):
    """A point, and which way it is asked to be from the origin."""

    x: int
    y: int
    asked: str


class Moved(NamedTuple):
    """A point, and the steps that it is moved by."""

    x: int
    y: int
    across: int
    way: str
    along: int
    upright: str


class Mirrored(NamedTuple):
    """A point and the axis in which it is mirrored."""

    x: int
    y: int
    axis: str


class Placed(NamedTuple):
    """Where to start, and how far to go across and upright, left and down with a minus."""

    x: int
    y: int
    across: int
    upright: int
    moved: bool
    """Whether a point is moved; else it is plotted from the origin."""


def point(x: int, y: int) -> str:
    """As written.

    >>> point(3, -2)
    '(3, -2)'
    """
    return f"({x}, {y})"


def _signed(number: int, way: str) -> Line:
    return (
        f"{way} = {number}",
        f"{way} is {number}",
        f"I write {number} for {way}",
        f"{way}, that makes {number}",
    )


def _arrived(text: str, across: object, upright: object) -> Line:
    return (
        f"{across} first, {upright} second: {text}",
        f"first {across} and then {upright}, that's {text}",
        f"I put {across} first and {upright} second, so {text}",
        f"{across} comes first and {upright} second, and that makes {text}",
    )


# --- left and down ---------------------------------------------------------------------------------


@book.right_rule(slot="coordinate-sign")
def minus_for_left_and_down(count: int, way: str) -> int:
    """Right and up count up, left and down count down.

    >>> minus_for_left_and_down(3, "left"), minus_for_left_and_down(3, "up")
    (-3, 3)
    """
    return -count if way in ("left", "down") else count


@book.mal_rule(slot="coordinate-sign", source="Hart 1981")
def no_minus_for_any_way(count: int, way: str) -> int | None:
    """So many steps are so many, whichever way. None where they go right or up, or there are none."""
    return count if way in ("left", "down") and count else None


# --- which way the first number goes ---------------------------------------------------------------


@book.right_rule(slot="coordinate-order")
def across_comes_first(task: Placed | Read) -> Work:
    """The first number goes across, the second up."""
    if isinstance(task, Read):
        value = str(task.x if task.asked == "right" else task.y)
        return Work(value, (so(value, f"the {'first' if task.asked == 'right' else 'second'} one says it"),))
    x, y = task.x + task.across, task.y + task.upright
    return Work(point(x, y), (_arrived(point(x, y), x, y),))


@book.mal_rule(slot="coordinate-order", source="Leinhardt, Zaslavsky & Stein 1990")
def up_comes_first(task: Placed | Read) -> Work | None:
    """The first number goes up, the second across. None where that comes to the same.

    >>> up_comes_first(Placed(0, 0, 3, 2, moved=False)).answer, up_comes_first(Read(2, 5, "right")).answer
    ('(2, 3)', '5')
    """
    if isinstance(task, Read):
        value = str(task.y if task.asked == "right" else task.x)
        work = Work(value, (so(value, f"the {'second' if task.asked == 'right' else 'first'} one says it"),))
    else:
        x, y = task.x + task.upright, task.y + task.across
        work = Work(point(x, y), (_arrived(point(x, y), x, y),))
    return work.unless(across_comes_first(task))


@book.mal_rule(slot="coordinate-order", source="Hart 1981")
def start_at_the_origin(task: Placed | Read) -> Work | None:
    """The steps of a move are counted from the origin, so they are the new point.

    >>> start_at_the_origin(Placed(3, 2, 4, -1, moved=True)).answer
    '(4, -1)'
    """
    if isinstance(task, Read) or not task.moved:
        return None
    text = point(task.across, task.upright)
    return Work(text, (_arrived(text, task.across, task.upright),)).unless(across_comes_first(task))


# --- mirrors ---------------------------------------------------------------------------------------


def _mirrored(x: int, y: int, why: str) -> Work:
    return Work(point(x, y), (so(point(x, y), why),))


@book.right_rule(slot="mirror-axis")
def other_side_of_the_axis(task: Mirrored) -> Work:
    """In the x-axis up and down change, in the y-axis right and left."""
    x, y, axis = task
    if axis == "x":
        return _mirrored(x, -y, "it's as far on the other side, so up and down change")
    return _mirrored(-x, y, "it's as far on the other side, so right and left change")


@book.mal_rule(slot="mirror-axis", source="Küchemann 1981")
def number_of_the_axis(task: Mirrored) -> Work | None:
    """In the x-axis the x changes its sign, in the y-axis the y. None for the origin.

    >>> number_of_the_axis(Mirrored(3, 2, "x")).answer
    '(-3, 2)'
    """
    x, y, axis = task
    work = _mirrored(-x, y, "you change the x") if axis == "x" else _mirrored(x, -y, "you change the y")
    return work.unless(other_side_of_the_axis(task))


@book.mal_rule(slot="mirror-axis", source="Küchemann 1981")
def both_numbers_change(task: Mirrored) -> Work | None:
    """Both numbers change their sign.

    >>> both_numbers_change(Mirrored(3, 2, "x")).answer
    '(-3, -2)'
    """
    work = _mirrored(-task.x, -task.y, "in a mirror everything is the opposite")
    return work.unless(other_side_of_the_axis(task))


@book.mal_rule(slot="mirror-axis", source="Küchemann 1981")
def numbers_change_places(task: Mirrored) -> Work | None:
    """The two numbers change places.

    >>> numbers_change_places(Mirrored(3, 2, "x")).answer
    '(2, 3)'
    """
    work = _mirrored(task.y, task.x, "a mirror turns them round")
    return work.unless(other_side_of_the_axis(task))


# --- the procedure ---------------------------------------------------------------------------------


def work(task: Plotted | Read | Moved | Mirrored, hand: Hand) -> tuple[str, tuple[Step, ...]]:
    """What came out, and the steps."""
    steps: list[Step] = []
    taken: Taken
    if isinstance(task, Mirrored):
        taken = hand.at("mirror-axis", task)
    elif isinstance(task, Read):
        taken = hand.at("coordinate-order", task)
    else:
        found = []
        for count, way in ((task.across, task.way), (task.along, task.upright)):
            signed = hand.at("coordinate-sign", count, way)
            found.append(signed.value)
            steps.append(signed.step(*_signed(signed.value, f"{count} {way}")))
        moved = isinstance(task, Moved)
        x, y = (task.x, task.y) if isinstance(task, Moved) else (0, 0)
        taken = hand.at("coordinate-order", Placed(x, y, found[0], found[1], moved))
    return taken.value.answer, (*steps, *taken.value.steps(taken))
