"""How tasks about tables and growth are worked, rightly and wrongly.

The slots are `table-rule` (what belongs to x), `kind-of-growth` (linear, exponential or neither) and
`repeated-growth` (a factor many times over). Lines and speeds are in `functions_lines`.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from teachsim.domains.algebra.stories_frames import Work, rounded, shown, so, tally
from teachsim.domains.rules import Rulebook

book = Rulebook()

LINEAR, NOT_LINEAR, EXPONENTIAL, ELSE = "linear", "not linear", "exponential", "something else"

Numbers = tuple[Fraction, ...]


class Table(NamedTuple):
    """Rows of a linear table, and the x whose y is asked; None where the rule is asked."""

    xs: Numbers
    ys: Numbers
    at: Fraction | None

    @property
    def slope(self) -> Fraction:
        """What y grows by for each one of x."""
        return (self.ys[1] - self.ys[0]) / (self.xs[1] - self.xs[0])

    @property
    def start(self) -> Fraction:
        """The y at x = 0."""
        return self.ys[0] - self.slope * self.xs[0]


class Rows(NamedTuple):
    """A table that may be linear."""

    xs: Numbers
    ys: Numbers


class Sequence(NamedTuple):
    """Numbers that follow each other."""

    numbers: Numbers


class Yearly(NamedTuple):
    """What grows each year by so much, or by so much percent."""

    start: Fraction
    more: Fraction
    percent: bool


Growth = Rows | Sequence | Yearly


class Repeated(NamedTuple):
    """A factor used so many times."""

    start: int
    factor: int
    times: int


class Compound(NamedTuple):
    """So many percent more each year, for some years."""

    start: Fraction
    percent: int
    years: int


# --- what belongs to x -----------------------------------------------------------------------------


def rule_text(slope: Fraction, number: Fraction) -> str:
    """The rule of a function as written.

    >>> rule_text(Fraction(2), Fraction(-1)), rule_text(Fraction(1), Fraction(0))
    ('y = 2x - 1', 'y = x')
    """
    plain = shown(abs(slope)).replace(",", "")
    before = f"{'-' if slope < 0 else ''}{'' if plain == '1' else plain}x"
    after = shown(abs(number)).replace(",", "")
    return f"y = {before}" + (f" {'-' if number < 0 else '+'} {after}" if number else "")


def _by_rule(task: Table, slope: Fraction, number: Fraction, why: str, *, about: bool = False) -> Work:
    """What a rule gives for the x that is asked, or the rule itself."""
    text = rule_text(slope, number)
    first = so(text, why)
    if task.at is None:
        return Work(text, (first,))
    value = slope * task.at + number
    end = rounded(value) if about else shown(value)
    x = shown(task.at)
    put_in = (
        f"x = {x}: y = {end}",
        f"for {x} I get {end}",
        f"I put {x} in and it's {end}",
        f"with {x} that makes {end}",
    )
    return Work(end, (first, put_in))


@book.right_rule(slot="table-rule")
def step_and_start(task: Table) -> Work:
    """What y grows by for each one of x, and what y starts from."""
    return _by_rule(task, task.slope, task.start, f"y grows by {shown(task.slope)} for each one of x")


@book.mal_rule(slot="table-rule", source="De Bock, Van Dooren, Janssens & Verschaffel 2002")
def rate_of_one_row(task: Table) -> Work | None:
    """y over x of the first row is used for all. None where y is proportional to x.

    >>> rate_of_one_row(Table((Fraction(1), Fraction(2)), (Fraction(3), Fraction(5)), Fraction(10))).answer
    '30'
    """
    if not task.start:
        return None
    x, y = next((x, y) for x, y in zip(task.xs, task.ys, strict=True) if x)
    rate = y / x
    return _by_rule(task, rate, Fraction(0), f"{shown(y)} divided by {shown(x)} is {shown(rate)}")


@book.mal_rule(slot="table-rule", source="Kilpatrick, Swafford & Findell 2001")
def mean_of_the_rates(task: Table) -> Work | None:
    """y over x of every row, and the mean of that. None where y is proportional to x.

    >>> kilos = (Fraction(8), Fraction(3), Fraction(5))
    >>> cost = (Fraction("12.9"), Fraction("6.4"), Fraction(9))
    >>> mean_of_the_rates(Table(kilos, cost, Fraction(1))).answer
    '1.85'
    """
    if not task.start:
        return None
    rates = [y / x for x, y in zip(task.xs, task.ys, strict=True) if x]
    mean = sum(rates, Fraction(0)) / len(rates)
    if task.at is None:
        mean = Fraction(int(mean * 100 + Fraction(1, 2)), 100) or Fraction(1, 100)
    return _by_rule(task, mean, Fraction(0), f"on average it's {rounded(mean)} for each one", about=True)


@book.mal_rule(slot="table-rule", source="Stacey 1989")
def step_times_x(task: Table) -> Work | None:
    """The step is multiplied by x, and what y starts from is left out.

    >>> step_times_x(Table((Fraction(1), Fraction(2)), (Fraction(3), Fraction(5)), Fraction(10))).answer
    '20'
    """
    if not task.start:
        return None
    return _by_rule(task, task.slope, Fraction(0), f"it goes up by {shown(task.slope)} each time")


@book.mal_rule(slot="table-rule", source="MacGregor & Stacey 1995")
def step_added_to_x(task: Table) -> Work | None:
    """The step from row to row is added to x. None where that is the rule.

    >>> step_added_to_x(Table((Fraction(1), Fraction(2)), (Fraction(3), Fraction(5)), None)).answer
    'y = x + 2'
    """
    step = task.ys[1] - task.ys[0]
    work = _by_rule(task, Fraction(1), step, f"it goes up by {shown(step)}")
    return work.unless(step_and_start(task))


@book.mal_rule(slot="table-rule", source="Stacey 1989")
def next_in_the_row(task: Table) -> Work | None:
    """The next number of the row is given, however far off x is. None where the rule is asked.

    >>> next_in_the_row(Table((Fraction(1), Fraction(2)), (Fraction(3), Fraction(5)), Fraction(10))).answer
    '7'
    """
    if task.at is None:
        return None
    step = task.ys[-1] - task.ys[-2]
    after = task.ys[-1] + step
    return Work(shown(after), (tally(task.ys[-1], "+", step),)).unless(step_and_start(task))


# --- linear, exponential or neither ----------------------------------------------------------------


def _names(task: Growth) -> tuple[str, str, str]:
    return (LINEAR, NOT_LINEAR, NOT_LINEAR) if isinstance(task, Rows) else (LINEAR, EXPONENTIAL, ELSE)


def _factor(task: Growth) -> Fraction | None:
    """The factor by which it always grows; None where there is none."""
    match task:
        case Yearly(percent=percent, more=more):
            return 1 + more / 100 if percent else None
        case Sequence(found) if 0 not in found:
            factors = {b / a for a, b in pairwise(found)}
            return factors.pop() if len(factors) == 1 else None
    return None


def _step(task: Growth) -> Fraction | None:
    """What it always grows by; None where that changes."""
    match task:
        case Yearly(percent=percent, more=more):
            return None if percent else more
        case Sequence(found):
            steps = {b - a for a, b in pairwise(found)}
        case Rows(xs, ys):
            steps = {(d - b) / (c - a) for (a, b), (c, d) in pairwise(zip(xs, ys, strict=True))}
    return steps.pop() if len(steps) == 1 else None


@book.right_rule(slot="kind-of-growth")
def same_step_or_same_factor(task: Growth) -> Work:
    """Always the same more is linear, always the same factor is exponential."""
    linear, exponential, neither = _names(task)
    step, factor = _step(task), _factor(task)
    if step is not None:
        return Work(linear, (so(linear, f"it's always {shown(step)} more"),))
    if factor is not None:
        return Work(exponential, (so(exponential, f"it's always times {shown(factor)}"),))
    return Work(neither, (so(neither, "it isn't always the same more"),))


@book.mal_rule(slot="kind-of-growth", source="Ellis 2009")
def linear_starts_from_nothing(task: Growth) -> Work | None:
    """Linear are only the multiples of a number, 3, 6, 9. None where they are, or where it isn't linear.

    >>> linear_starts_from_nothing(Sequence((Fraction(5), Fraction(12), Fraction(19)))).answer
    'something else'
    """
    step = _step(task)
    match task:
        case Sequence(found):
            multiples = found[0] == step
        case Rows(xs, ys):
            multiples = step is not None and ys[0] == step * xs[0]
        case Yearly(start, more, _):
            multiples = start == more
    if step is None or multiples:
        return None
    text = _names(task)[2]
    return Work(text, (so(text, "it isn't like three, six, nine"),))


@book.mal_rule(slot="kind-of-growth", source="Kasmer & Kim 2012")
def exponential_doubles_or_triples(task: Growth) -> Work | None:
    """Exponential is only what doubles or triples. None where it does, or where it isn't exponential.

    >>> exponential_doubles_or_triples(Yearly(Fraction(2500), Fraction(6), percent=True)).answer
    'something else'
    """
    factor = _factor(task)
    if factor is None or factor in (2, 3) or _step(task) is not None:
        return None
    return Work(ELSE, (so(ELSE, "it doesn't double or triple"),))


@book.mal_rule(slot="kind-of-growth", source="Ellis, Ozgur, Kulow, Dogan & Amidon 2016")
def faster_and_faster(task: Growth) -> Work | None:
    """What grows by more and more is exponential.

    >>> faster_and_faster(Sequence(tuple(map(Fraction, (1, 4, 9, 16))))).answer
    'exponential'
    """
    if not isinstance(task, Sequence) or _factor(task) is not None:
        return None
    steps = [b - a for a, b in pairwise(task.numbers)]
    if steps[0] <= 0 or not all(a < b for a, b in pairwise(steps)):
        return None
    return Work(EXPONENTIAL, (so(EXPONENTIAL, "it goes up by more each time"),))


@book.mal_rule(slot="kind-of-growth", source="De Bock, Van Dooren, Janssens & Verschaffel 2002")
def regular_is_linear(task: Growth) -> Work | None:
    """What always changes in the same way is linear: the same factor, the same percentage, always up.

    >>> regular_is_linear(Yearly(Fraction(2500), Fraction(6), percent=True)).answer
    'linear'
    """
    if _step(task) is not None:
        return None
    match task:
        case Sequence():
            regular = _factor(task) is not None
        case Rows(_, ys):
            regular = all(a < b for a, b in pairwise(ys))
        case Yearly():
            regular = True
    return Work(LINEAR, (so(LINEAR, "it always goes on in the same way"),)) if regular else None


# --- a factor many times over ----------------------------------------------------------------------


@book.right_rule(slot="repeated-growth")
def times_it_again(task: Repeated | Compound) -> Work:
    """What came out is multiplied again each time."""
    if isinstance(task, Repeated):
        value = Fraction(task.start * task.factor**task.times)
        text, what, count = shown(value), f"times {task.factor}", task.times
    else:
        value = task.start * (1 + Fraction(task.percent, 100)) ** task.years
        text, what, count = rounded(value), f"{task.percent}% more", task.years
    said = f"{what} again and again, {count} times"
    return Work(text, ((f"{said}: {text}", f"{said}, gives {text}", f"I did {said}, that's {text}",
                        f"you take {said}, and get {text}"),))  # fmt: skip


@book.mal_rule(slot="repeated-growth", source="Kasmer & Kim 2012")
def factor_times_count(task: Repeated | Compound) -> Work | None:
    """The factor times how often. None where that comes to the same.

    >>> factor_times_count(Repeated(1, 2, 10)).answer
    '20'
    """
    if isinstance(task, Compound):
        return None
    start, factor, times = task
    lines = [tally(factor, "×", times)]
    if start != 1:
        lines.append(tally(start, "×", factor * times))
    return Work(shown(start * factor * times), tuple(lines)).unless(times_it_again(task))


@book.mal_rule(slot="repeated-growth", source="Ellis, Ozgur, Kulow, Dogan & Amidon 2016")
def the_same_more_each_time(task: Repeated | Compound) -> Work | None:
    """As much is added each time as the first time. None where that comes to the same.

    >>> the_same_more_each_time(Compound(Fraction(100), 10, 2)).answer
    '120'
    """
    if isinstance(task, Repeated):
        start, more, count = Fraction(task.start), Fraction(task.start * (task.factor - 1)), task.times
    else:
        start, more, count = task.start, task.start * task.percent / 100, task.years
    end = start + more * count
    lines = (tally(more, "×", count), tally(start, "+", more * count, rounded(end)))
    return Work(rounded(end), lines).unless(times_it_again(task))


@book.mal_rule(slot="repeated-growth", source="Pitta-Pantazi, Christou & Zachariades 2007")
def count_as_base(task: Repeated | Compound) -> Work | None:
    """The count is multiplied by itself, as often as the factor says. None where that is the same.

    >>> count_as_base(Repeated(1, 2, 10)).answer
    '100'
    """
    if isinstance(task, Compound):
        return None
    start, factor, times = task
    power = times**factor
    lines = [so(shown(power), f"{times} to the power of {factor} it is")]
    if start != 1:
        lines.append(tally(start, "×", power))
    return Work(shown(start * power), tuple(lines)).unless(times_it_again(task))
