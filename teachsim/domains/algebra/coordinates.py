"""Points in the plane: notation, fresh items and tests. `COORDINATES` is the topic `coordinates`.

How its items are worked is in `coordinates_rules`, on which items a misconception shows in
`coordinates_claims`.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from teachsim.domains.algebra.coordinates_claims import CLAIMS
from teachsim.domains.algebra.coordinates_rules import Mirrored, Moved, Plotted, Read, book, point, work
from teachsim.domains.algebra.stories_answers import NumberForm, PointForm
from teachsim.domains.algebra.stories_frames import END, Frame, FrameTopic, seen
from teachsim.domains.base import Check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from teachsim.domains.base import Answer, Step
    from teachsim.domains.rules import Hand

_I = r"([0-9]{1,4})"
_POINT = r"\( ?(-?[0-9]{1,4}) ?, ?(-?[0-9]{1,4}) ?\)"
_STEPS = rf"{_I} (right|left),? (?:and )?{_I} (up|down)"


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(form + END, re.IGNORECASE | re.ASCII)


class _Point(Frame):
    """A task whose answer is a point."""

    form = PointForm()

    def work(self, data: Any, hand: Hand) -> tuple[str, tuple[Step, ...]]:
        """Signs first, then the order."""
        return work(data, hand)

    @abstractmethod
    def target(self, data: Any) -> tuple[int, int]:
        """Where the point is."""

    def truth(self, data: Any) -> str:
        """The point."""
        return point(*self.target(data))

    def check(self, answer: Answer, asks: tuple[str, str, str], start: tuple[int, int], due: str,
              cue: str, *, refutes: bool) -> Check:  # fmt: skip
        """Walking from a start to the answer, and how it should have been."""
        value = answer.value
        assert isinstance(value, tuple)
        way = _walk(value[0] - start[0], value[1] - start[1])
        found = (
            f"to get to {answer.text} I have to go {way}, {'but it should be' if refutes else 'just'} {due}"
        )
        return Check("walk-there", asks, seen(found), refutes, cue)


def _walk(across: int, upright: int) -> str:
    way, up = "left" if across < 0 else "right", "down" if upright < 0 else "up"
    return f"{abs(across)} {way} and {abs(upright)} {up}"


def _signed(across: int, way: str, along: int, upright: str) -> tuple[int, int]:
    return (across if way == "right" else -across), (along if upright == "up" else -along)


class Plot(_Point):
    """`plot: 3 right, 2 up`."""

    kind = "plot-point"
    patterns = (_pattern(rf"plot:? {_STEPS}"),)

    def read(self, found: re.Match[str]) -> Plotted:
        """The steps."""
        across, way, along, upright = found.groups()
        return Plotted(int(across), way.lower(), int(along), upright.lower())

    def text(self, data: Plotted) -> str:
        """As written."""
        return f"plot: {data.across} {data.way}, {data.along} {data.upright}"

    def target(self, data: Plotted) -> tuple[int, int]:
        """From the origin."""
        return _signed(*data)

    def make(self, rng: Random) -> Plotted | None:
        """Into all four quarters."""
        across, along = rng.randint(0, 9), rng.randint(0, 9)
        ways = rng.choice(("right", "right", "left")), rng.choice(("up", "up", "down"))
        return None if across == along else Plotted(across, ways[0], along, ways[1])

    def tests(self, data: Plotted, answer: Answer) -> Iterator[Check]:
        """From the origin to the answer."""
        asks = (
            "Put your finger on the origin and go to your point. Which ways does it go?",
            "If your finger goes from the middle to your point, how does it go?",
            "Let your finger walk to your point. How far does it go each way?",
        )
        x, y = self.target(data)
        refutes = answer.value != (x, y)
        yield self.check(answer, asks, (0, 0), _walk(x, y), r"\bfinger\b.*\bto your point\b", refutes=refutes)


class ReadPoint(Frame):
    """`point (2, 5): how far right?`."""

    kind = "read-point"
    patterns = (_pattern(rf"point {_POINT}: how far (right|up)"),)
    form = NumberForm()
    reads_off = True

    def read(self, found: re.Match[str]) -> Read | None:
        """A point that is neither left nor down."""
        x, y, asked = found.groups()
        task = Read(int(x), int(y), asked.lower())
        return task if min(task.x, task.y) >= 0 and "-" not in x + y else None

    def text(self, data: Read) -> str:
        """As written."""
        return f"point {point(data.x, data.y)}: how far {data.asked}?"

    def work(self, data: Read, hand: Hand) -> tuple[str, tuple[Step, ...]]:
        """The one of the two that says it."""
        return work(data, hand)

    def truth(self, data: Read) -> str:
        """The first is right, the second up."""
        return str(data[0] if data.asked == "right" else data[1])

    def make(self, rng: Random) -> Read | None:
        """Two different numbers."""
        x, y = rng.randint(0, 9), rng.randint(0, 9)
        return None if x == y else Read(x, y, rng.choice(("right", "up")))

    def tests(self, data: Read, answer: Answer) -> Iterator[Check]:
        """The point on the axis below or beside it."""
        right = Fraction(self.truth(data))
        refutes = answer.value != right
        axis, one = ("bottom", "first") if data.asked == "right" else ("upright", "second")
        said = "and I said" if refutes else "and I did say"
        found = f"on the {axis} axis I come to {right}, {said} {answer.text}"
        yield Check(
            "drop-a-line",
            (
                f"Find the point in your book and go straight to the {axis} axis. Where do you come out?",
                f"From the point straight to the {axis} axis: which number do you meet there?",
                f"If you go straight to the {axis} axis, is it your number that you meet?",
            ),
            seen(f"{found}, it's the {one} one"),
            refutes,
            r"\bstraight to the (?:bottom|upright) axis\b",
        )


class MovePoint(_Point):
    """`move (3, 2): 4 right, 1 down`."""

    kind = "move-point"
    patterns = (_pattern(rf"move {_POINT}:? (?:by )?{_STEPS}"),)

    def read(self, found: re.Match[str]) -> Moved:
        """The point and the steps."""
        x, y, across, way, along, upright = found.groups()
        return Moved(int(x), int(y), int(across), way.lower(), int(along), upright.lower())

    def text(self, data: Moved) -> str:
        """As written."""
        return f"move {point(data.x, data.y)}: {data.across} {data.way}, {data.along} {data.upright}"

    def target(self, data: Moved) -> tuple[int, int]:
        """The steps from the point."""
        across, upright = _signed(*data[2:])
        return data.x + across, data.y + upright

    def make(self, rng: Random) -> Moved | None:
        """Steps in all directions."""
        x, y, across, along = rng.randint(0, 9), rng.randint(0, 9), rng.randint(1, 6), rng.randint(1, 6)
        ways = rng.choice(("right", "left")), rng.choice(("up", "down"))
        if (x, y) == (0, 0) or across == along:
            return None
        return Moved(x, y, across, ways[0], along, ways[1])

    def tests(self, data: Moved, answer: Answer) -> Iterator[Check]:
        """From the point to the answer."""
        asks = (
            "Let your finger go from the old point to your point. Which ways does it go?",
            "With your finger on the old place, how do you get to your point?",
            "How does your finger go from where it was to your point?",
        )
        due = f"{data.across} {data.way} and {data.along} {data.upright}"
        refutes = answer.value != self.target(data)
        cue = r"\bfinger\b.*\bto your point\b"
        yield self.check(answer, asks, (data.x, data.y), due, cue, refutes=refutes)


class MirrorPoint(_Point):
    """`reflect (3, 2) in the x-axis`."""

    kind = "mirror-point"
    patterns = (_pattern(rf"(?:reflect|mirror) {_POINT} (?:in|over|across) the (x|y)-axis"),)

    def read(self, found: re.Match[str]) -> Mirrored:
        """The point and the axis."""
        x, y, axis = found.groups()
        return Mirrored(int(x), int(y), axis.lower())

    def text(self, data: Mirrored) -> str:
        """As written."""
        return f"reflect {point(data.x, data.y)} in the {data.axis}-axis"

    def target(self, data: Mirrored) -> tuple[int, int]:
        """As far on the other side."""
        return (data.x, -data.y) if data.axis == "x" else (-data.x, data.y)

    def make(self, rng: Random) -> Mirrored | None:
        """Off both axes."""
        x, y = (rng.choice((-1, 1, 1)) * rng.randint(1, 9) for _ in range(2))
        return None if abs(x) == abs(y) else Mirrored(x, y, rng.choice(("x", "y")))

    def tests(self, data: Mirrored, answer: Answer) -> Iterator[Check]:
        """Folding the paper along the axis."""
        lies = "level" if data.axis == "x" else "upright"
        x, y = self.target(data)
        refutes = answer.value != (x, y)
        yield Check(
            "fold-it",
            (
                f"Fold the paper along the {lies} axis. Does your point land on the old one?",
                f"If you fold it along the {lies} axis, what does the old point touch?",
                f"Could you fold it along the {lies} axis and see whether the two meet?",
            ),
            seen(
                f"if I fold it they {'do not ' if refutes else ''}meet, "
                f"and mine is {_walk(*answer.value)} of the middle"  # type: ignore[misc]
            ),
            refutes,
            r"\bfold\b.*\baxis\b",
        )


COORDINATES = FrameTopic(
    "coordinates",
    book,
    CLAIMS,
    (Plot(), ReadPoint(), MovePoint(), MirrorPoint()),
    {
        "plot-point": ("read-point", "move-point"),
        "read-point": ("plot-point",),
        "move-point": ("plot-point",),
    },
)
"""The topic of points in the plane."""
