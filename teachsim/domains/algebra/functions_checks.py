"""How a student can test an answer about functions without the procedure that gave it."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from teachsim.domains.algebra.functions_rules import Compound, Repeated, Rows, Sequence, Table, Yearly
from teachsim.domains.algebra.stories_frames import rounded, seen, shown
from teachsim.domains.base import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from teachsim.domains.algebra.functions_lines import LinePart, Race
    from teachsim.domains.algebra.functions_rules import Growth
    from teachsim.domains.base import Answer


def of_table(table: Table, answer: Answer) -> Iterator[Check]:
    """The way from the last row to the answer, or the rule tried on the rows."""
    x, y = table.xs[-1], table.ys[-1]
    if table.at is None:
        assert isinstance(answer.value, tuple)
        slope, number = answer.value
        rows = list(zip(table.xs, table.ys, strict=True))
        a, b = next((row for row in rows if slope * row[0] + number != row[1]), rows[-1])
        got = slope * a + number
        refutes = got != b
        found = (
            f"for x = {shown(a)} it gives {shown(got)}, {'but the table says' if refutes else 'as it says'}"
        )
        yield Check(
            "try-rows",
            (
                "Try your rule on every row of the table: does it give each y?",
                "What does your rule give for the rows that you have?",
                "Put the rows into your rule. Does it say what the table says?",
            ),
            seen(f"{found} {shown(b)}"),
            refutes,
            r"\byour rule\b",
        )
        return
    value = Fraction(str(answer.value))
    rate = (y - table.ys[0]) / (x - table.xs[0])
    due, got = rate * (table.at - x), value - y
    refutes = due != got
    yield Check(
        "walk-on",
        (
            f"Walk on in the table from x = {shown(x)} to x = {shown(table.at)}: how much does y change?",
            f"From x = {shown(x)} you walk on to {shown(table.at)}. How far does y go?",
            f"Could you walk on row by row from x = {shown(x)}, and where does y get?",
        ),
        seen(
            f"from x = {shown(x)} on it has to change by {shown(due)}, "
            f"{'but' if refutes else 'and'} from {shown(y)} to {answer.text} it's {shown(got)}"
        ),
        refutes,
        r"(?=.*\d).*\bwalk on\b",
    )


def of_growth(task: Growth, answer: Answer, truth: str) -> Iterator[Check]:
    """The differences, and the factors."""
    match task:
        case Sequence(found):
            steps = ", ".join(shown(b - a) for a, b in pairwise(found))
            factors = (
                ", ".join(shown(b / a) for a, b in pairwise(found)) if 0 not in found else "nothing clear"
            )
            what = f"the steps are {steps} and the factors {factors}"
        case Rows(xs, ys):
            rates = [(d - b) / (c - a) for (a, b), (c, d) in pairwise(zip(xs, ys, strict=True))]
            what = f"for each one of x it goes up by {', '.join(map(shown, rates))}"
        case Yearly(start, more, percent):
            first = start * more / 100 if percent else more
            second = first * (1 + more / 100) if percent else more
            what = f"the first year adds {shown(first)} and the second {shown(second)}"
    refutes = answer.text != truth
    yield Check(
        "list-the-changes",
        (
            "List the changes one after the other. What do you see?",
            "Can you list all the changes, from each one to the one after it?",
            "Write a list of the changes under it. What do they look like?",
        ),
        seen(f"{what}, {'so it cannot be' if refutes else 'so it is'} {answer.text}"),
        refutes,
        r"\blist\b.*\bchanges\b",
    )


def of_repeated(task: Repeated, answer: Answer, truth: str) -> Iterator[Check]:
    """The first few, by hand."""
    few = min(4, task.times - 1)
    row = [task.start * task.factor**n for n in range(few + 1)]
    refutes = answer.text.replace(",", "") != truth.replace(",", "")
    yield Check(
        "go-on-by-hand",
        (
            "Write down the first few by hand and go on. Where do you get?",
            "Do the first ones by hand, one after the other. What happens?",
            "Could you do it by hand for the first few times?",
        ),
        seen(
            f"by hand it goes {', '.join(shown(n) for n in row)}, "
            f"{'and in the end that is not' if refutes else 'and in the end I get'} {answer.text}"
        ),
        refutes,
        r"\bby hand\b",
    )


def of_compound(task: Compound, answer: Answer, truth: str) -> Iterator[Check]:
    """Year by year."""
    value, row = task.start, []
    for _ in range(task.years):
        value += value * task.percent / 100
        row.append(rounded(value))
    refutes = answer.text.replace(",", "") != truth.replace(",", "")
    yield Check(
        "year-by-year",
        (
            "Work it out year by year. How much is it after each?",
            "Go year by year: what is added in the second one?",
            "Year by year, what do you take the percentage of?",
        ),
        seen(f"year by year it's {', then '.join(row)}, {'but' if refutes else 'and'} I have {answer.text}"),
        refutes,
        r"\byear by year\b",
    )


def of_line(task: LinePart, answer: Answer, truth: Fraction) -> Iterator[Check]:
    """The point put into the equation, or one step to the right."""
    value = Fraction(str(answer.value))
    refutes = value != truth
    asked, slope, number, _ = task
    if asked == "x-intercept":
        found = f"with x = {answer.text} y is {shown(slope * value + number)}"
        found += ", and there it should be 0" if refutes else ", just as it should be"
    elif asked == "y-intercept":
        found = f"with x = 0 y is {number}, {'but I said' if refutes else 'just as I said,'} {answer.text}"
    else:
        found = f"y goes from {number} to {slope + number} when x goes from 0 to 1, "
        found += f"{'and that is not' if refutes else 'so that is'} {answer.text}"
    asks = {
        "x-intercept": (
            "What is y if you put your number in for x, and what should it be on that axis?",
            "If you put your number in for x, what does y come to?",
            "Could you put your number in, and how high is the line there?",
        ),
        "y-intercept": (
            "What is y at x = zero, and if you put your number beside it, does it fit?",
            "If you put zero in for x, does y come to your number? Put it in.",
            "How high is the line over zero? Put it beside your number and put zero in.",
        ),
        "slope": (
            "What is y for x = zero and for the one after it? Put your number beside the change.",
            "Go one step to the right from zero: how does y change? Put your number beside it.",
            "How much does y change from zero to one? Put it beside your number, one step after the other.",
        ),
    }[asked]
    yield Check(
        "put-in-line", asks, seen(found), refutes, r"\bput\b.*\byour number\b|\byour number\b.*\bput\b"
    )


def of_race(task: Race, answer: Answer, truth: str) -> Iterator[Check]:
    """Both in the same time."""
    far, other = task.distances
    one, two = task.one.time, task.two.time
    long = one * two
    refutes = answer.text != truth
    unit, time = task.unit, task.time_unit
    ways = f"{shown(far * two)} {unit} and the other {shown(other * one)} {unit}"
    said = f"in {shown(long)} {time} one does {ways}"
    yield Check(
        "same-time",
        (
            f"If both went on for {shown(long)} {time}, how far would each get?",
            f"Imagine both went on for {shown(long)} {time}. Who would be ahead?",
            f"Both went on for {shown(long)} {time}: what would each have done?",
        ),
        seen(f"{said}, {'so it cannot be' if refutes else 'so it is'} {answer.text}"),
        refutes,
        r"\bboth went on for \d",
    )
