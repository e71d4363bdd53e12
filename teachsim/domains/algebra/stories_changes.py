"""Stories of changes that are undone, and of a fixed amount with so much for each."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from teachsim.domains.algebra.stories_base import WHOLE, Story, pattern
from teachsim.domains.algebra.stories_frames import N, numbers, shown
from teachsim.domains.algebra.stories_rules import UNITS, Earned, Percented, Scaled, converted

if TYPE_CHECKING:
    import re
    from random import Random

    from teachsim.domains.base import Step
    from teachsim.domains.rules import Hand


class UndoScale(Story):
    """`made 3/4 of its size, what fraction of that makes it as before?`."""

    kind = "undo-scale"
    slot = "undo-change"
    patterns = (pattern(rf"made {WHOLE}/{WHOLE} of its size,? what fraction of that makes it as before"),)

    def read(self, found: re.Match[str]) -> Scaled | None:
        """Smaller than before."""
        top, bottom = map(int, found.groups())
        return Scaled(top, bottom) if top < bottom else None

    def text(self, data: Scaled) -> str:
        """As written."""
        return f"made {data.top}/{data.bottom} of its size, what fraction of that makes it as before?"

    def truth(self, data: Scaled) -> str:
        """Its inverse."""
        return shown(Fraction(data.bottom, data.top))

    def make(self, rng: Random) -> Scaled | None:
        """In lowest terms."""
        bottom = rng.randint(3, 10)
        top = rng.randint(2, bottom - 1)
        return Scaled(top, bottom) if Fraction(top, bottom).denominator == bottom else None

    def back(self, data: Scaled, value: Fraction) -> tuple[str, str, Fraction, Fraction]:
        """A picture of which the size is known."""
        size = 10 * data.bottom
        now = Fraction(10 * data.top)
        return (
            f"a picture {size} wide is made smaller, and then yours is used. How wide is it?",
            f"a picture {size} wide is {shown(now)} wide, and then",
            now * value,
            Fraction(size),
        )


class UndoPercent(Story):
    """`20% off, how many percent more makes it as before?`, or more first and then off."""

    kind = "undo-percent"
    slot = "undo-change"
    patterns = (
        pattern(rf"{WHOLE} ?% (?P<off>off),? how many percent more makes it as before"),
        pattern(rf"{WHOLE} ?% more,? how many percent off makes it as before"),
    )

    def read(self, found: re.Match[str]) -> Percented | None:
        """Less than all of it is gone."""
        task = Percented(int(found[1]), "off" in found.groupdict())
        return None if (task.off and task.percent >= 100) or task.percent > 1000 else task

    def text(self, data: Percented) -> str:
        """As written."""
        one, two = ("off", "more") if data.off else ("more", "off")
        return f"{data.percent}% {one}, how many percent {two} makes it as before?"

    def truth(self, data: Percented) -> str:
        """The change as a part of what there is now."""
        return shown(Fraction(100 * data.percent, 100 - data.percent if data.off else 100 + data.percent))

    def make(self, rng: Random) -> Percented | None:
        """Those that come out even."""
        off = rng.random() < 0.5
        return Percented(rng.choice((20, 36, 50, 60, 75, 80) if off else (25, 60, 100, 150, 300)), off)

    def back(self, data: Percented, value: Fraction) -> tuple[str, str, Fraction, Fraction]:
        """A hundred dollars."""
        now = Fraction(100 - data.percent if data.off else 100 + data.percent)
        then = now * (100 + value if data.off else 100 - value) / 100
        return (
            "a thing for one hundred dollars is changed, and then changed by yours. What does it cost?",
            f"100 dollars become {shown(now)}, and then",
            then,
            Fraction(100),
        )


class _Fee(Story):
    def work(self, data: Earned, hand: Hand) -> tuple[str, tuple[Step, ...]]:
        """The fixed amount off, shared by what there is for each, and in the unit that is asked."""
        taken = hand.at("fee-and-rate", data)
        count, unit, lines = taken.value
        steps = tuple(taken.step(*line) for line in lines)
        if unit != data.asked:
            turned = hand.at("convert-units", count, unit)
            steps += (turned.step(*converted(count, unit, data.asked, turned.value)),)
            count = turned.value
        return shown(count), steps

    def read(self, found: re.Match[str]) -> Earned | None:
        """More is made than the fixed amount; the unit asked is the same or the next larger one."""
        fee, each, total = numbers(found[1], found[2], found[4])
        unit, asked = found[3].lower(), found[5].lower()
        larger = UNITS.get(unit, ("", 0))[0]
        fit = 0 < fee < total and each and asked == (larger if self.kind == "fee-and-units" else unit)
        return Earned(fee, each, total, unit, asked) if fit else None

    def text(self, data: Earned) -> str:
        """As written."""
        fee, each, total, unit, asked = data
        return f"${shown(fee)} and ${shown(each)} for each {unit} makes ${shown(total)}: how many {asked}s?"

    def truth(self, data: Earned) -> str:
        """What is left, by what there is for each, in the asked unit."""
        fee, each, total, unit, asked = data
        parts = 1 if unit == asked else UNITS[unit][1]
        return shown((total - fee) / (each * parts))

    def made(self, rng: Random, unit: str, asked: str, parts: int) -> Earned | None:
        """Whole numbers of what is asked, or halves."""
        each = Fraction(rng.choice((10, 20, 25, 50, 200, 300, 400)), 100)
        fee = Fraction(rng.choice((2, 3, 4, 5, 8, 10, 20)))
        count = rng.randint(2, 20) * parts
        return None if each == fee else Earned(fee, each, fee + each * count, unit, asked)

    def back(self, data: Earned, value: Fraction) -> tuple[str, str, Fraction, Fraction]:
        """The money for so many."""
        parts = 1 if data.unit == data.asked else UNITS[data.unit][1]
        ask = "how much money does it make?"
        if parts > 1:
            ask = f"how much money does it make, when one {data.asked} is {parts} {data.unit}s?"
        return ask, "the money is", data.fee + data.each * value * parts, data.total


_FEE = (
    rf"{N}(?: for (?:the|a) [a-z]{{2,9}})? and {N} for each ([a-z]{{2,12}}) makes {N}: how many"
    r" ([a-z]{2,12}?)s"
)


class FeeAndRate(_Fee):
    """`$5 and $0.10 for each cup makes $17: how many cups?`."""

    kind = "fee-and-rate"
    patterns = (pattern(_FEE),)

    def make(self, rng: Random) -> Earned | None:
        """Things of all sorts."""
        unit = rng.choice(("cup", "hour", "mile", "book"))
        return self.made(rng, unit, unit, 1)


class FeeAndUnits(_Fee):
    """`$5 and $0.10 for each cup makes $17: how many quarts?`."""

    kind = "fee-and-units"
    patterns = (pattern(_FEE),)

    def make(self, rng: Random) -> Earned | None:
        """Cups and quarts, pints and gallons, minutes and hours."""
        unit = rng.choice(tuple(UNITS))
        asked, parts = UNITS[unit]
        return self.made(rng, unit, asked, parts)
