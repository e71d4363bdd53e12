"""Functions, tables, growth and speeds: notation and fresh items. `FUNCTIONS` is the topic `functions`.

How items are worked is in `functions_rules` and `functions_lines`, on which a misconception shows in
`functions_claims`, how an answer can be tested in `functions_checks`.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from teachsim.domains.algebra import functions_checks as checks
from teachsim.domains.algebra import functions_lines, functions_rules
from teachsim.domains.algebra.functions_claims import CLAIMS
from teachsim.domains.algebra.functions_lines import LinePart, Mover, Race
from teachsim.domains.algebra.functions_rules import (
    ELSE,
    EXPONENTIAL,
    LINEAR,
    NOT_LINEAR,
    Compound,
    Numbers,
    Repeated,
    Rows,
    Sequence,
    Table,
    Yearly,
    rule_text,
)
from teachsim.domains.algebra.stories_answers import ChoiceForm, NumberForm, RuleForm, named_in
from teachsim.domains.algebra.stories_frames import END, Frame, FrameTopic, N, numbers, rounded, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from teachsim.domains.base import Answer, Check, Step
    from teachsim.domains.rules import Hand

_M = r"-?[0-9]{1,7}(?:\.[0-9]{1,3})?(?![0-9])"
_ROW = rf"({_M}(?:, ?{_M}){{1,7}})"
_TABLE = rf"x: {_ROW}; y: {_ROW}"
_COUNTS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_FACTORS = {"double": 2, "triple": 3, "quadruple": 4}


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(form + END, re.IGNORECASE | re.ASCII)


def _row(text: str) -> Numbers:
    return tuple(Fraction(found) for found in text.split(","))


def _plain(value: Fraction) -> str:
    return shown(value).replace(",", "")


def _rows(data: Table | Rows) -> str:
    return f"x: {', '.join(map(_plain, data.xs))}; y: {', '.join(map(_plain, data.ys))}"


class _OneSlot(Frame):
    """A frame whose work is done at one slot."""

    slot: str

    def work(self, data: Any, hand: Hand) -> tuple[str, tuple[Step, ...]]:
        """What this student does at the one slot."""
        taken = hand.at(self.slot, data)
        return taken.value.answer, taken.value.steps(taken)


class _OfTable(_OneSlot):
    slot = "table-rule"

    def table(self, xs: str, ys: str, at: str | None) -> Table | None:
        """A linear table of two rows or more; its rule has numbers that can be written as decimals."""
        table = Table(_row(xs), _row(ys), None if at is None else Fraction(at))
        if len(table.xs) != len(table.ys) or len(set(table.xs)) < len(table.xs) or table.at in table.xs:
            return None
        slope, start = table.slope, table.start
        straight = all(y == slope * x + start for x, y in zip(table.xs, table.ys, strict=True))
        plain = all(10**3 % value.denominator == 0 and abs(value) < 10**6 for value in (slope, start))
        return table if straight and plain and slope else None

    def fresh(self, rng: Random) -> tuple[Numbers, Numbers]:
        """Mostly 1, 2, 3; at times rows that are further apart."""
        slope, start = rng.randint(1, 6), rng.choice((-2, -1, 0, 1, 1, 2, 3, 4, 5))
        if rng.random() < 0.6:
            xs = range(first := rng.randint(0, 2), first + rng.randint(3, 4))
        else:
            xs = range(first := rng.randint(1, 3), first + 5, 2)
        return tuple(map(Fraction, xs)), tuple(Fraction(slope * x + start) for x in xs)

    def tests(self, data: Table, answer: Answer) -> Iterator[Check]:
        """Another row of the table."""
        return checks.of_table(data, answer)


class ValueInTable(_OfTable):
    """`table x: 1, 2, 3; y: 3, 5, 7; y for x = 10`."""

    kind = "table-value"
    patterns = (_pattern(rf"(?:table )?{_TABLE}; (?:what is )?y for x ?= ?({_M})"),)
    form = NumberForm()

    def read(self, found: re.Match[str]) -> Table | None:
        """The rows, and an x that is not in them."""
        return self.table(*found.groups())

    def text(self, data: Table) -> str:
        """As written."""
        return f"table {_rows(data)}; y for x = {_plain(data.at or Fraction(0))}"

    def truth(self, data: Table) -> str:
        """By the line through two rows."""
        x, y = data.xs[-1], data.ys[-1]
        rate = (y - data.ys[0]) / (x - data.xs[0])
        return shown(y + rate * ((data.at or Fraction(0)) - x))

    def make(self, rng: Random) -> Table | None:
        """An x further on."""
        xs, ys = self.fresh(rng)
        return Table(xs, ys, Fraction(rng.choice((int(xs[-1]) + 2, 10, 12, 20))))


class RuleOfTable(_OfTable):
    """`rule of table x: 1, 2, 3; y: 3, 5, 7`."""

    kind = "table-rule"
    patterns = (_pattern(rf"(?:what is the )?rule (?:of|for) (?:the )?table {_TABLE}"),)
    form = RuleForm()

    def read(self, found: re.Match[str]) -> Table | None:
        """The rows."""
        return self.table(found[1], found[2], None)

    def text(self, data: Table) -> str:
        """As written."""
        return f"rule of table {_rows(data)}"

    def truth(self, data: Table) -> str:
        """The line through two rows."""
        rate = (data.ys[-1] - data.ys[0]) / (data.xs[-1] - data.xs[0])
        return rule_text(rate, data.ys[-1] - rate * data.xs[-1])

    def make(self, rng: Random) -> Table | None:
        """A small table."""
        return Table(*self.fresh(rng), None)


class _KindOfGrowth(_OneSlot):
    slot = "kind-of-growth"
    form = ChoiceForm()

    def tests(self, data: Any, answer: Answer) -> Iterator[Check]:
        """Differences and factors."""
        return checks.of_growth(data, answer, self.truth(data))


class LinearOrNot(_KindOfGrowth):
    """`linear or not: x: 0, 1, 2; y: 5, 12, 19`."""

    kind = "linear-or-not"
    patterns = (_pattern(rf"linear or not: (?:table )?{_TABLE}"),)

    def read(self, found: re.Match[str]) -> Rows | None:
        """Three rows or more, with x going up."""
        rows = Rows(*map(_row, found.groups()))
        fit = len(rows.xs) == len(rows.ys) > 2 and list(rows.xs) == sorted(set(rows.xs))
        return rows if fit else None

    def text(self, data: Rows) -> str:
        """As written."""
        return f"linear or not: {_rows(data)}"

    def choices(self, data: Rows) -> tuple[str, ...]:
        """Yes or no."""
        return LINEAR, NOT_LINEAR

    def truth(self, data: Rows) -> str:
        """Whether all rows are on the line of the first two."""
        (x, *xs), (y, *ys) = data
        straight = all((b - y) * (xs[0] - x) == (ys[0] - y) * (a - x) for a, b in zip(xs, ys, strict=True))
        return LINEAR if straight else NOT_LINEAR

    def make(self, rng: Random) -> Rows | None:
        """A line that may start anywhere, or a curve."""
        xs = tuple(map(Fraction, range(rng.randint(0, 2), 6)))
        slope, start = rng.randint(2, 7), rng.randint(0, 6)
        if rng.random() < 0.6:
            return Rows(xs, tuple(slope * x + start for x in xs))
        power = rng.random() < 0.5
        return Rows(xs, tuple(2 ** int(x) * slope if power else x * x + start for x in xs))


class KindOfGrowth(_KindOfGrowth):
    """`linear, exponential or something else: 2, 4, 8, 16`, or `... 500 and 6% more each year`."""

    kind = "growth-kind"
    patterns = (
        _pattern(rf"linear,? (?:or )?exponential,? or (?:something else|neither): ({_M}(?:, ?{_M}){{2,7}})"),
        _pattern(
            rf"linear,? (?:or )?exponential,? or (?:something else|neither): {N} and {N}(?P<percent> ?%)?"
            r" more each (?:year|time)"
        ),
    )

    def read(self, found: re.Match[str]) -> Sequence | Yearly | None:
        """Three numbers or more that are not all alike; or a start and what is added."""
        if "percent" not in found.groupdict():
            row = _row(found[1])
            return Sequence(row) if len(set(row)) > 1 else None
        start, more = numbers(found[1], found[2])
        return Yearly(start, more, bool(found["percent"])) if start and more else None

    def text(self, data: Sequence | Yearly) -> str:
        """As written."""
        if isinstance(data, Sequence):
            what = ", ".join(map(_plain, data.numbers))
        else:
            what = f"{shown(data.start)} and {shown(data.more)}{'%' if data.percent else ''} more each year"
        return f"linear, exponential or something else: {what}"

    def choices(self, data: Sequence | Yearly) -> tuple[str, ...]:
        """The three."""
        return LINEAR, EXPONENTIAL, ELSE

    def truth(self, data: Sequence | Yearly) -> str:
        """By differences and quotients."""
        if isinstance(data, Yearly):
            return EXPONENTIAL if data.percent else LINEAR
        found = data.numbers
        if len({b - a for a, b in pairwise(found)}) == 1:
            return LINEAR
        return EXPONENTIAL if 0 not in found and len({b / a for a, b in pairwise(found)}) == 1 else ELSE

    def make(self, rng: Random) -> Sequence | Yearly | None:
        """Of each kind some."""
        draw = rng.random()
        if draw < 0.3:
            start = Fraction(rng.choice((100, 200, 500, 800, 1000, 2000, 5000)))
            percent = rng.random() < 0.6
            more = rng.choice((2, 3, 5, 6, 8, 10, 20, 50, 100) if percent else (10, 20, 25, 50, 100, 200))
            return Yearly(start, Fraction(more), percent)
        places, first = range(rng.randint(4, 5)), rng.randint(1, 12)
        if draw < 0.5:
            step = rng.randint(2, 9)
            return Sequence(tuple(Fraction(first + step * n) for n in places))
        if draw < 0.75:
            factor = rng.choice((2, 3, 4, 5, 10))
            return Sequence(tuple(Fraction((first % 5 + 1) * factor**n) for n in places))
        more, bend = rng.randint(0, 4), rng.randint(1, 3)
        return Sequence(tuple(Fraction(first + more * n + bend * n * (n + 1) // 2) for n in places))


class RepeatedFactor(_OneSlot):
    """`start with one, double it ten times`."""

    kind = "repeated-factor"
    slot = "repeated-growth"
    patterns = (
        _pattern(
            rf"start with ({'|'.join(_COUNTS[1:])}|[1-9][0-9]{{0,3}}),? (?:and )?({'|'.join(_FACTORS)}) it"
            rf" ({'|'.join(_COUNTS[2:])}|[2-9]|1[0-2]) times"
        ),
    )
    form = NumberForm()

    def read(self, found: re.Match[str]) -> Repeated:
        """Start, factor, and how often."""
        start, factor, times = (text.lower() for text in found.groups())
        one, count = (int(t) if t.isdigit() else _COUNTS.index(t) for t in (start, times))
        return Repeated(one, _FACTORS[factor], count)

    def text(self, data: Repeated) -> str:
        """As written, in words up to twelve."""
        start = _COUNTS[data.start] if data.start < len(_COUNTS) else data.start
        word = next(word for word, factor in _FACTORS.items() if factor == data.factor)
        return f"start with {start}, {word} it {_COUNTS[data.times]} times"

    def truth(self, data: Repeated) -> str:
        """The power."""
        return shown(Fraction(data.start * data.factor**data.times))

    def make(self, rng: Random) -> Repeated | None:
        """Up to some thousands."""
        made = Repeated(rng.choice((1, 1, 2, 3, 5)), rng.choice((2, 2, 3)), rng.randint(2, 10))
        return made if made.factor**made.times < 5000 else None

    def tests(self, data: Repeated, answer: Answer) -> Iterator[Check]:
        """The first few by hand."""
        return checks.of_repeated(data, answer, self.truth(data))


class CompoundGrowth(_OneSlot):
    """`100 and 10% more each year, after 2 years`."""

    kind = "compound-growth"
    slot = "repeated-growth"
    patterns = (_pattern(rf"(?<![0-9,.]){N} and ([1-9][0-9]?|100) ?% more each year,? after ([1-6]) years?"),)
    form = NumberForm()

    def read(self, found: re.Match[str]) -> Compound | None:
        """Start, percentage, years."""
        (start,) = numbers(found[1])
        return Compound(start, int(found[2]), int(found[3])) if start >= 1 else None

    def text(self, data: Compound) -> str:
        """As written."""
        return f"{shown(data.start)} and {data.percent}% more each year, after {data.years} years"

    def truth(self, data: Compound) -> str:
        """To the cent."""
        return rounded(data.start * Fraction(100 + data.percent, 100) ** data.years)

    def make(self, rng: Random) -> Compound | None:
        """Two or three years."""
        start = Fraction(rng.choice((100, 200, 400, 500, 1000, 2000)))
        return Compound(start, rng.choice((5, 10, 20, 25, 50)), rng.randint(2, 3))

    def tests(self, data: Compound, answer: Answer) -> Iterator[Check]:
        """Year by year."""
        return checks.of_compound(data, answer, self.truth(data))


_PART = r"(slope|[xy]-intercept) of (?:the line )?y ?="


class PartOfLine(_OneSlot):
    """`slope of y = 3x - 2`, `y-intercept of ...`, `x-intercept of ...`."""

    kind = "line-part"
    slot = "line-parts"
    reads_off = True
    patterns = (
        _pattern(_PART + r" ?(-?[0-9]{0,4})x ?([+-]) ?([1-9][0-9]{0,4})(?![0-9])"),
        _pattern(_PART + r" ?(?P<first>-?[1-9][0-9]{0,4}) ?([+-]) ?([0-9]{0,4})x"),
    )
    form = NumberForm()

    def read(self, found: re.Match[str]) -> LinePart | None:
        """What is asked, slope and number, and which is written first."""
        asked, one, sign, two = found.groups()
        first = "first" in found.groupdict()
        slope_text, number_text = (f"{sign}{two}", one) if first else (one, f"{sign}{two}")
        if slope_text in ("", "-", "+"):
            slope_text += "1"
        slope, number = int(slope_text), int(number_text)
        return LinePart(asked.lower(), slope, number, first) if slope else None

    def text(self, data: LinePart) -> str:
        """As written."""
        asked, slope, number, first = data
        plain = "" if abs(slope) == 1 else abs(slope)
        if first:
            right = f"{number} {'-' if slope < 0 else '+'} {plain}x"
        else:
            right = f"{'-' if slope < 0 else ''}{plain}x {'-' if number < 0 else '+'} {abs(number)}"
        return f"{asked} of y = {right}"

    def truth(self, data: LinePart) -> str:
        """As each is defined."""
        if data.asked == "x-intercept":
            return str(Fraction(-data.number, data.slope))
        return str(data.slope if data.asked == "slope" else data.number)

    def make(self, rng: Random) -> LinePart | None:
        """Small numbers; one in three with a minus."""
        slope, number = rng.choice((-4, -3, -2, 2, 3, 4, 5, 6)), rng.choice((-8, -6, -3, -2, 1, 2, 3, 5, 7))
        asked = rng.choice(("slope", "y-intercept", "x-intercept", "x-intercept"))
        return LinePart(asked, slope, number, rng.random() < 0.4)

    def tests(self, data: LinePart, answer: Answer) -> Iterator[Check]:
        """Putting the point in."""
        return checks.of_line(data, answer, Fraction(self.truth(data)))


_F = r"([0-9]{1,6}(?:\.[0-9]{1,2})?)"
_NAME = "[a-z]{1,12}"
_UNIT = rf"({_NAME})"


class WhoIsFaster(_OneSlot):
    """`who is faster, Ann 12 km in 3 h or Ben 10 km in 2 h?`, `... or Ben at that speed for 8 h?`."""

    kind = "which-is-faster"
    slot = "compare-speeds"
    patterns = (
        _pattern(
            rf"(?:who|which) is faster, (?P<a>{_NAME}) {_F} {_UNIT} in {_F} {_UNIT} or (?P<b>{_NAME})"
            rf" {_F} {_UNIT} in {_F} {_UNIT}"
        ),
        _pattern(
            rf"(?:who|which) is faster, (?P<a>{_NAME}) {_F} {_UNIT} in {_F} {_UNIT} or (?P<b>{_NAME})"
            rf"() at (?:that|the same) speed for {_F} {_UNIT}"
        ),
        _pattern(
            rf"which is faster, (?P<a>){_F} {_UNIT} in {_F} {_UNIT} or (?P<b>){_F} {_UNIT} in {_F} {_UNIT}"
        ),
    )
    form = ChoiceForm(named_in)

    def read(self, found: re.Match[str]) -> Race | None:
        """Two movers with the same units and different names."""
        name, far, unit, time, time_unit, other, far_too, *units, time_too, time_unit_too = found.groups()
        alike = units in ([], [unit]) and time_unit == time_unit_too
        if not alike or (name and name.lower() == other.lower()) or "0" in (far, time, far_too, time_too):
            return None
        one = Mover(name, Fraction(far), Fraction(time))
        two = Mover(other, Fraction(far_too) if far_too else None, Fraction(time_too))
        if not (one.far and one.time and two.time and two.far != 0) or one[1:] == two[1:]:
            return None
        return Race(one, two, unit, time_unit)

    def text(self, data: Race) -> str:
        """As written."""
        one, two, unit, time_unit = data
        first, second = (f"{m.name} " if m.name else "" for m in (one, two))
        more = f"{_plain(two.far)} {unit} in" if two.far is not None else "at that speed for"
        return (
            f"{'who' if one.name else 'which'} is faster, {first}{_plain(one.far or Fraction(0))} {unit} in"
            f" {_plain(one.time)} {time_unit} or {second}{more} {_plain(two.time)} {time_unit}?"
        )

    def choices(self, data: Race) -> tuple[str, ...]:
        """The two, or neither."""
        return data.labels

    def truth(self, data: Race) -> str:
        """By cross products."""
        one, two = data.one, data.two
        if two.far is None or one.far is None:
            return data.labels[2]
        left, right = one.far * two.time, two.far * one.time
        return data.labels[0 if left > right else 1 if left < right else 2]

    def make(self, rng: Random) -> Race | None:
        """Whole speeds, at times the same, and others; some of less than 1."""
        speed, time, other = rng.randint(2, 8), rng.randint(2, 6), rng.randint(2, 8)
        draw = rng.random()
        unit, time_unit = rng.choice((("km", "h"), ("m", "s"), ("cm", "s")))
        names = ("Ann", "Ben") if rng.random() < 0.7 or draw < 0.15 else ("", "")
        one = Mover(names[0], Fraction(speed * time), Fraction(time))
        if draw < 0.15:
            return (
                None if time == other else Race(one, Mover(names[1], None, Fraction(other)), unit, time_unit)
            )
        far = speed * other if draw < 0.3 else rng.randint(2, 30)
        if draw > 0.6:
            one = one._replace(far=Fraction(rng.randint(2, 12)))
        two = Mover(names[1], Fraction(far), Fraction(other))
        return None if one[1:] == two[1:] else Race(one, two, unit, time_unit)

    def tests(self, data: Race, answer: Answer) -> Iterator[Check]:
        """How far both get in one unit of time."""
        return checks.of_race(data, answer, self.truth(data))


_FRAMES = (
    ValueInTable(), RuleOfTable(), LinearOrNot(), KindOfGrowth(), RepeatedFactor(), CompoundGrowth(),
    PartOfLine(), WhoIsFaster(),
)  # fmt: skip
FUNCTIONS = FrameTopic(
    "functions",
    functions_rules.book.merged(functions_lines.book),
    CLAIMS,
    _FRAMES,
    {
        "table-value": ("table-rule",),
        "table-rule": ("table-value",),
        "linear-or-not": ("growth-kind",),
        "growth-kind": ("linear-or-not",),
        "repeated-factor": ("compound-growth",),
        "compound-growth": ("repeated-factor",),
    },
)
"""The topic of functions."""
