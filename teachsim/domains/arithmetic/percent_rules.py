"""How the tasks about percent are worked, rightly and wrongly.

There are three kinds and a fourth that needs two steps: a part (`20% of 60`), a percentage (`what
percent of 40 is 28`), a whole (`8 is 20% of what`), and the percentage that is left. The slots are
`percent-set-up` (which numbers stand for what), `percent-as-number` (20% is 0.2) and
`number-as-percent` (0.7 is 70%).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from teachsim.domains.arithmetic.number_topic import decimal_answer, operation
from teachsim.domains.rules import Rulebook

if TYPE_CHECKING:
    from teachsim.domains.base import Step
    from teachsim.domains.rules import Hand, Taken

book = Rulebook()

Asked = Literal["part", "percentage", "whole", "rest"]


class Question(NamedTuple):
    """The parsed parts of an item."""

    asked: Asked
    one: Fraction
    """The percentage; where that is asked, the whole."""
    two: Fraction
    """The whole of which a part is asked, else the part; where the rest is asked, the part that is gone."""

    @property
    def text(self) -> str:
        """As written."""
        one, two = shown(self.one), shown(self.two)
        return {
            "part": f"{one}% of {two}",
            "percentage": f"what percent of {one} is {two}",
            "whole": f"{two} is {one}% of what",
            "rest": f"what percent of {one} is left after {two}",
        }[self.asked]


class Plan(NamedTuple):
    """What is to be worked out from which two numbers."""

    do: Literal["take", "compare", "undo", "rest", "sum", "difference", "divide", "multiply"]
    one: Fraction
    two: Fraction


class Result(NamedTuple):
    """What came out, and whether a percent sign is put behind it."""

    value: Fraction
    is_percent: bool


def shown(value: Fraction) -> str:
    """A number as it is written here."""
    return decimal_answer(value, 2)


def right_value(question: Question) -> Fraction:
    """What is asked for; of a percentage, the number before the sign."""
    asked, one, two = question
    if asked == "part":
        return one * two / 100
    if asked == "whole":
        return two * 100 / one
    return 100 * (two if asked == "percentage" else one - two) / one


# --- rules -----------------------------------------------------------------------------------------


@book.right_rule(slot="percent-set-up")
def see_part_whole_and_percentage(question: Question) -> Plan:
    """What is given decides what to do: take a part, compare with the whole, or go back to the whole."""
    asked, one, two = question
    match asked:
        case "part":
            return Plan("take", one, two)
        case "percentage":
            return Plan("compare", two, one)
        case "whole":
            return Plan("undo", two, one)
        case _:
            return Plan("rest", two, one)


@book.mal_rule(slot="percent-set-up", source="Ashlock 2006")
def smaller_over_larger(question: Question) -> Plan | None:
    """Every task is "smaller is to larger as x to 100". None where that comes to the same.

    >>> smaller_over_larger(Question("rest", Fraction(400), Fraction(240)))
    Plan(do='compare', one=Fraction(240, 1), two=Fraction(400, 1))
    """
    _, one, two = question
    low, high = min(one, two), max(one, two)
    return None if 100 * low / high == right_value(question) else Plan("compare", low, high)


@book.mal_rule(slot="percent-set-up", source="Ashlock 2006")
def percent_times_the_number(question: Question) -> Plan | None:
    """One number is taken for a percentage, and so much of the other is found, whatever is asked.

    Without a percent sign the part is taken for the percentage. None where that comes to the same.

    >>> percent_times_the_number(Question("percentage", Fraction(40), Fraction(28)))
    Plan(do='take', one=Fraction(28, 1), two=Fraction(40, 1))
    """
    asked, one, two = question
    percent, number = (one, two) if asked in ("part", "whole") else (two, one)
    return None if percent * number / 100 == right_value(question) else Plan("take", percent, number)


@book.mal_rule(slot="percent-set-up", source="Parker & Leinhardt 1995")
def percent_as_an_amount(question: Question) -> Plan | None:
    """A percentage is so many things: it is taken away, put on, or is the difference.

    None where that comes to the same.

    >>> percent_as_an_amount(Question("part", Fraction(20), Fraction(60)))
    Plan(do='difference', one=Fraction(60, 1), two=Fraction(20, 1))
    """
    asked, one, two = question
    low, high = min(one, two), max(one, two)
    if asked == "whole":
        return None if one + two == right_value(question) else Plan("sum", two, one)
    return None if high - low == right_value(question) else Plan("difference", high, low)


@book.mal_rule(slot="percent-set-up", source="Killen & Hindhaugh 2018")
def divide_by_the_percentage(question: Question) -> Plan | None:
    """As 10% is found by dividing by 10, any percentage is found by dividing by it, and undone by times.

    >>> divide_by_the_percentage(Question("part", Fraction(20), Fraction(60)))
    Plan(do='divide', one=Fraction(60, 1), two=Fraction(20, 1))
    """
    asked, one, two = question
    if asked not in ("part", "whole") or one == 10:
        return None
    return Plan("divide" if asked == "part" else "multiply", two, one)


@book.mal_rule(slot="percent-set-up", source="Parker & Leinhardt 1995")
def whole_over_part(question: Question) -> Plan | None:
    """The whole is divided by the part. None where they are alike.

    >>> whole_over_part(Question("percentage", Fraction(40), Fraction(10)))
    Plan(do='compare', one=Fraction(40, 1), two=Fraction(10, 1))
    """
    asked, one, two = question
    return Plan("compare", one, two) if asked == "percentage" and one != two else None


@book.right_rule(slot="percent-as-number")
def hundredths(percent: Fraction) -> Fraction:
    """So many hundredths."""
    return percent / 100


@book.mal_rule(slot="percent-as-number", source="Parker & Leinhardt 1995")
def a_point_in_front(percent: Fraction) -> Fraction | None:
    """The digits with a point in front of them. None where that is so.

    >>> a_point_in_front(Fraction(5)), a_point_in_front(Fraction(120)), a_point_in_front(Fraction(20))
    (Fraction(1, 2), Fraction(3, 25), None)
    """
    number = Fraction("0." + shown(percent).replace(".", ""))
    return None if number == percent / 100 else number


@book.mal_rule(slot="percent-as-number", source="Parker & Leinhardt 1995")
def the_sign_dropped(percent: Fraction) -> Fraction | None:
    """The number as it stands, without its sign.

    >>> the_sign_dropped(Fraction(20))
    Fraction(20, 1)
    """
    return percent


@book.right_rule(slot="number-as-percent")
def out_of_a_hundred(number: Fraction) -> Fraction:
    """How many hundredths it is."""
    return number * 100


@book.mal_rule(slot="number-as-percent", source="Parker & Leinhardt 1995")
def the_sign_put_on(number: Fraction) -> Fraction | None:
    """The number as it stands, with a percent sign behind it.

    >>> the_sign_put_on(Fraction(7, 10))
    Fraction(7, 10)
    """
    return number if number else None


# --- the procedure ---------------------------------------------------------------------------------

_SIGN_OF = {"sum": "+", "difference": "-", "divide": "÷", "multiply": "×"}


def work(question: Question, hand: Hand) -> tuple[Result, tuple[Step, ...]]:
    """What came out, and the steps."""
    steps: list[Step] = []
    taken = hand.at("percent-set-up", question)
    do, one, two = taken.value
    asked_percent = question.asked in ("percentage", "rest")
    if do in ("compare", "rest"):
        if do == "rest":
            steps.append(_line(taken, two, "-", one, two - one))
            one = two - one
        steps.append(_line(taken, one, "÷", two, one / two))
        turned = hand.at("number-as-percent", one / two)
        steps.append(_same(turned, shown(one / two), f"{shown(turned.value)}%"))
        return Result(turned.value, asked_percent), tuple(steps)
    if do in ("take", "undo"):
        percent = one if do == "take" else two
        number = hand.at("percent-as-number", percent)
        steps.append(_same(number, f"{shown(percent)}%", shown(number.value)))
        value = number.value * two if do == "take" else one / number.value
        if do == "take":
            steps.append(_line(taken, number.value, "×", two, value))
        else:
            steps.append(_line(taken, one, "÷", number.value, value))
        return Result(value, False), tuple(steps)
    value = one + two if do == "sum" else one - two if do == "difference" else one / two
    value = one * two if do == "multiply" else value
    steps.append(_line(taken, one, _SIGN_OF[do], two, value))
    return Result(value, asked_percent), tuple(steps)


def _line(taken: Taken, one: Fraction, sign: str, two: Fraction, result: Fraction) -> Step:
    return operation(taken, shown(one), sign, shown(two), shown(result))


def _same(taken: Taken, before: str, after: str) -> Step:
    return taken.step(
        f"{before} = {after}",
        f"{before} is {after}",
        f"I wrote {before} as {after}",
        f"{before} means {after}",
    )
