"""Long division, whole numbers and decimals, rightly and wrongly.

The slots are `divide-which` (the smaller by the larger), `whole-divisor` (a divisor with a point),
`quotient-digit` (one step), `left-over` (a remainder when the written digits are used up) and, for
whole numbers, `write-quotient`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.arithmetic.decimal_rules import Numeral
from teachsim.domains.rules import Rulebook

if TYPE_CHECKING:
    from teachsim.domains.base import Step
    from teachsim.domains.rules import Hand, Taken

book = Rulebook()

CARRY_ON = "carry on"
"""What the right rule does with a remainder where decimals are expected."""


class Division(NamedTuple):
    """What is divided by what, both as written."""

    dividend: Numeral
    divisor: Numeral


# --- rules -----------------------------------------------------------------------------------------


@book.right_rule(slot="divide-which")
def the_first_by_the_second(division: Division) -> Division:
    """As it is written."""
    return division


@book.mal_rule(slot="divide-which", source="Fischbein, Deri, Nello & Marino 1985")
def the_larger_by_the_smaller(division: Division) -> Division | None:
    """One can only divide a larger number by a smaller one, so they are turned round."""
    dividend, divisor = division
    return Division(divisor, dividend) if dividend.value < divisor.value else None


@book.right_rule(slot="whole-divisor")
def move_both_points(division: Division) -> Division:
    """Both numbers are made larger alike, until the divisor is whole.

    >>> [number.text for number in move_both_points(Division(Numeral("9", "35"), Numeral("", "7")))]
    ['93.5', '7']
    """
    dividend, divisor = division
    padded = dividend.after.ljust(divisor.places, "0")
    before = (dividend.before + padded[: divisor.places]).lstrip("0") or "0"
    return Division(Numeral(before, padded[divisor.places :]), Numeral(str(divisor.digits), ""))


@book.mal_rule(slot="whole-divisor", source="Hart 1981")
def move_only_the_divisors_point(division: Division) -> Division | None:
    """The divisor's point is left out and the other number stays as it is.

    >>> task = Division(Numeral("9", "35"), Numeral("", "7"))
    >>> [number.text for number in move_only_the_divisors_point(task)]
    ['9.35', '7']
    """
    return Division(division.dividend, Numeral(str(division.divisor.digits), ""))


@book.right_rule(slot="quotient-digit")
def how_often_it_fits(number: int, divisor: int) -> str:
    """How often the divisor fits, also when that is not at all."""
    return str(number // divisor)


@book.mal_rule(slot="quotient-digit", source="Ashlock 2006")
def skip_when_it_does_not_fit(number: int, divisor: int) -> str | None:
    """Where the divisor does not fit nothing is written, and the next digit is brought down.

    >>> skip_when_it_does_not_fit(1, 6)
    ''
    """
    return "" if number < divisor else None


@book.right_rule(slot="write-quotient")
def from_left_to_right(quotient: str) -> str:
    """The first digit found stands first."""
    return quotient


@book.mal_rule(slot="write-quotient", source="Ashlock 2006")
def from_right_to_left(quotient: str) -> str | None:
    """As in the other operations, the first digit found is written on the right.

    >>> from_right_to_left("25")
    '52'
    """
    turned = str(int(quotient[::-1]))
    return turned if turned != quotient else None


@book.right_rule(slot="left-over")
def remainder_or_more_places(quotient: str, rest: int, divisor: int, places: bool) -> str:
    """A remainder is named; where places behind the point are expected one goes on dividing.

    >>> remainder_or_more_places("2", 1, 4, False)
    '2 r 1'
    """
    return CARRY_ON if places else f"{quotient} r {rest}"


@book.mal_rule(slot="left-over", source="Ashlock 2006")
def remainder_behind_the_point(quotient: str, rest: int, divisor: int, places: bool) -> str | None:
    """The remainder is written as the next digits behind the point. None where that is its value.

    >>> remainder_behind_the_point("2", 1, 4, False), remainder_behind_the_point("1.57", 1, 3, True)
    ('2.1', '1.571')
    """
    if 10 ** len(str(rest)) == divisor:
        return None
    return f"{quotient}{'' if '.' in quotient else '.'}{rest}"


@book.mal_rule(slot="left-over", source="Silver, Shapiro & Deutsch 1993")
def remainder_dropped(quotient: str, rest: int, divisor: int, places: bool) -> str | None:
    """What is left over is left out.

    >>> remainder_dropped("2", 1, 4, False)
    '2'
    """
    return None if places else quotient


# --- the procedure ---------------------------------------------------------------------------------


def divide(left: Numeral, right: Numeral, hand: Hand) -> tuple[str, tuple[Step, ...]]:
    """The quotient as written, and the steps."""
    steps: list[Step] = []
    division = Division(left, right)
    whole = not (left.after or right.after) and left.digits >= right.digits
    if left.value < right.value:
        which = hand.at("divide-which", division)
        if which.value != division:
            division = which.value
            steps.append(_say_rewritten(which, Division(left, right), division, "the other way round"))
    if division.divisor.after:
        moved = hand.at("whole-divisor", division)
        why = "without the point" if moved.misconception else "with both points moved"
        steps.append(_say_rewritten(moved, division, moved.value, why))
        division = moved.value
    return _quotient(division, whole, hand, steps), tuple(steps)


def _quotient(division: Division, whole: bool, hand: Hand, steps: list[Step]) -> str:
    dividend, divisor = division.dividend, division.divisor.digits
    before = behind = ""
    rest = 0
    for digit in str(dividend.whole):
        rest = 10 * rest + int(digit)
        if before or rest >= divisor:
            taken, rest = _one_digit(rest, divisor, hand, steps)
            before += taken.value
    for digit in dividend.after:
        rest = 10 * rest + int(digit)
        taken, rest = _one_digit(rest, divisor, hand, steps)
        behind += taken.value
    if whole and len(before) > 1:
        turned = hand.at("write-quotient", before)
        steps.append(_say_quotient(turned, before))
        before = turned.value
    quotient = f"{before or 0}.{behind}" if behind else before or "0"
    if not rest:
        return quotient
    left_over = hand.at("left-over", quotient, rest, divisor, not whole)
    if left_over.value != CARRY_ON:
        steps.append(_say_left_over(left_over, quotient, rest))
        return str(left_over.value)
    for _ in range(places_needed(division) - dividend.places):
        if rest:
            taken, rest = _one_digit(10 * rest, divisor, hand, steps)
            behind += taken.value
    quotient = f"{before or 0}.{behind}" if behind else before or "0"
    if rest:
        quotient = _rounded(before or "0", behind, up=2 * rest >= divisor)
        steps.append(_say_rounded(left_over, quotient))
    return quotient


def _one_digit(number: int, divisor: int, hand: Hand, steps: list[Step]) -> tuple[Taken, int]:
    """The next digit of the quotient, as taken, and what is left."""
    taken = hand.at("quotient-digit", number, divisor)
    rest = number % divisor
    steps.append(_say_digit(taken, number, divisor, rest))
    return taken, rest


def places_needed(division: Division) -> int:
    """How many places behind the point are worked out: all if six are enough, else three that tell."""
    value = Fraction(division.dividend.value) / division.divisor.digits
    places = 0
    if 10**6 % value.denominator == 0:
        while (value * 10**places).denominator > 1:
            places += 1
    else:
        places = 3
        while value * 10**places < 100:
            places += 1
    return places


def _rounded(before: str, behind: str, *, up: bool) -> str:
    digits = str(int(before + behind) + up).zfill(len(behind) + 1)
    return (
        f"{digits[: len(digits) - len(behind)]}.{digits[len(digits) - len(behind) :]}" if behind else digits
    )


# --- saying it -------------------------------------------------------------------------------------


def _say_rewritten(taken: Taken, old: Division, new: Division, why: str) -> Step:
    text = f"{new.dividend.text} ÷ {new.divisor.text}"
    return taken.step(
        f"{old.dividend.text} ÷ {old.divisor.text} = {text}",
        f"{why} it's {text}",
        f"I made it {text}",
        f"I wrote {text}, {why}",
    )


def _say_digit(taken: Taken, number: int, divisor: int, rest: int) -> Step:
    if taken.value == "":
        return taken.step(
            f"{number} < {divisor}",
            f"{divisor} doesn't go into {number}, so I take the next one down",
            f"{number} is too small, I bring down another one",
            f"it doesn't fit into {number}, so I go on",
        )
    over = f", {rest} left" if rest else ""
    remainder = f" r {rest}" if rest else ""
    return taken.step(
        f"{number} ÷ {divisor} = {taken.value}{remainder}",
        f"{divisor} goes into {number} {_often(taken.value)}{over}",
        f"{number} divided by {divisor} is {taken.value}{over}",
        f"how often {divisor} fits into {number}, that's {taken.value}{over}",
    )


def _often(times: str) -> str:
    return {"0": "not at all", "1": "once", "2": "twice"}.get(times, f"{times} times")


def _say_quotient(taken: Taken, quotient: str) -> Step:
    last = "the first one goes on the right" if taken.misconception else "one digit after the other"
    return taken.step(
        f"{taken.value}",
        f"{last}, so {taken.value}",
        f"I write them down, {last}, {taken.value}",
        f"together that's {taken.value}",
    )


def _say_left_over(taken: Taken, quotient: str, rest: int) -> Step:
    text = str(taken.value)
    if taken.rule == "remainder-dropped":
        return taken.step(
            text,
            f"the {rest} left over doesn't matter, so {text}",
            f"I leave the {rest} out, that's {text}",
            f"it goes {text} times, and the rest I drop",
        )
    if taken.misconception:
        return taken.step(
            text,
            f"{rest} is left, so {text}",
            f"the {rest} goes behind the point, that's {text}",
            f"I write the {rest} that is left at the end, {text}",
        )
    return taken.step(
        text,
        f"it's {quotient} and {rest} left over",
        f"{quotient}, remainder {rest}",
        f"{rest} is left over, so {quotient} with {rest} over",
    )


def _say_rounded(taken: Taken, quotient: str) -> Step:
    return taken.step(
        f"≈ {quotient}",
        f"it goes on, so about {quotient}",
        f"it never stops, I round it to {quotient}",
        f"rounded that's {quotient}",
    )
