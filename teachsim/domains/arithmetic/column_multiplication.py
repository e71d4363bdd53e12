"""Multiplying in columns, whole numbers and decimals, rightly and wrongly.

The longer number stands on top. The slots are `partial-products` (which digits meet), `times-zero`,
`times-carry` (what becomes of a carried digit), `shift-rows` and, for decimals, `place-point`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.domains.arithmetic.decimal_rules import Numeral, numeral
from teachsim.domains.rules import Rulebook

if TYPE_CHECKING:
    from teachsim.domains.base import Step
    from teachsim.domains.rules import Hand, Taken

book = Rulebook()


# --- rules -----------------------------------------------------------------------------------------


@book.right_rule(slot="partial-products")
def every_digit_by_every_digit(top: int, bottom: int) -> tuple[str, ...]:
    """Each digit below meets all digits on top: nothing is written yet."""
    return ()


@book.mal_rule(slot="partial-products", source="Ashlock 2006")
def column_by_column(top: int, bottom: int) -> tuple[str, ...] | None:
    """As in adding, a digit meets only the one above it; digits with nothing below are brought down.

    What is written in each column, from the left. None for a number of one digit.

    >>> column_by_column(46, 23)
    ('8', '18')
    """
    if bottom < 10:
        return None
    above, below = str(top), str(bottom)
    alone, paired = above[: len(above) - len(below)], above[len(above) - len(below) :]
    return (*alone, *(str(int(one) * int(two)) for one, two in zip(paired, below, strict=True)))


@book.right_rule(slot="times-zero")
def times_zero_is_zero(number: int) -> int:
    """Nothing."""
    return 0


@book.mal_rule(slot="times-zero", source="VanLehn 1990")
def times_zero_leaves_it(number: int) -> int | None:
    """Zero does nothing, so the other number stays. None for 0 times 0.

    >>> times_zero_leaves_it(7)
    7
    """
    return number or None


@book.right_rule(slot="times-carry")
def multiply_then_add_the_carry(digit: int, times: int, product: int, carry: int) -> int:
    """The product and what was carried."""
    return product + carry


@book.mal_rule(slot="times-carry", source="Ashlock 2006")
def add_the_carry_then_multiply(digit: int, times: int, product: int, carry: int) -> int | None:
    """The carried digit is added to the digit on top before it is multiplied. None where that is the same.

    >>> add_the_carry_then_multiply(3, 7, 21, 4)
    49
    """
    total = (digit + carry) * times
    return total if carry and total != product + carry else None


@book.mal_rule(slot="times-carry", source="Cox 1975")
def forget_the_carry(digit: int, times: int, product: int, carry: int) -> int | None:
    """What was carried is not added.

    >>> forget_the_carry(3, 7, 21, 4)
    21
    """
    return product if carry else None


@book.right_rule(slot="shift-rows")
def each_row_one_place_further(place: int) -> int:
    """As many zeros as the digit has places behind it."""
    return place


@book.mal_rule(slot="shift-rows", source="Ashlock 2006; Cox 1975")
def all_rows_under_each_other(place: int) -> int | None:
    """No row is shifted.

    >>> all_rows_under_each_other(1)
    0
    """
    return 0


@book.right_rule(slot="place-point")
def places_of_both_from_the_right(product: int, one: int, two: int, bare: bool) -> Numeral:
    """As many places as both numbers have together.

    >>> places_of_both_from_the_right(872, 1, 1, True).text
    '8.72'
    """
    return numeral(product, one + two, bare)


@book.mal_rule(slot="place-point", source="Ashlock 2006")
def places_of_both_from_the_left(product: int, one: int, two: int, bare: bool) -> Numeral | None:
    """The places are rightly counted and the point is set that far from the left, at most at the end.

    >>> places_of_both_from_the_left(872, 1, 1, True).text
    '87.2'
    """
    digits = str(product)
    result = Numeral(digits[: one + two], digits[one + two :])
    return result if result.places != one + two else None


@book.mal_rule(slot="place-point", source="Hiebert & Wearne 1985")
def point_under_the_points(product: int, one: int, two: int, bare: bool) -> Numeral | None:
    """As in adding, the point comes straight down, so the longer number gives the places.

    >>> point_under_the_points(12, 1, 1, False).text
    '1.2'
    """
    return numeral(product, max(one, two), bare) if one and two else None


# --- the procedure ---------------------------------------------------------------------------------


def multiply(left: Numeral, right: Numeral, hand: Hand) -> tuple[Numeral, tuple[Step, ...]]:
    """The product and the steps."""
    steps: list[Step] = []
    one, two = left.digits, right.digits
    product = _product(*((one, two) if len(str(one)) >= len(str(two)) else (two, one)), hand, steps)
    if not (left.after or right.after):
        return Numeral(str(product), ""), tuple(steps)
    bare = not (left.before and right.before)
    taken = hand.at("place-point", product, left.places, right.places, bare)
    steps.append(_say_point(taken, product, left.places, right.places))
    result: Numeral = taken.value
    return result, tuple(steps)


def _product(top: int, bottom: int, hand: Hand, steps: list[Step]) -> int:
    below = [int(digit) for digit in reversed(str(bottom))]
    if len(below) > 1:
        columns = hand.at("partial-products", top, bottom)
        if columns.value:
            steps += _say_columns(columns, top, bottom)
            return int("".join(columns.value))
    rows = []
    shifted: Taken | None = None
    for place, times in enumerate(below):
        row, taken = _row(top, times, hand, steps)
        if place:
            shifted = hand.at("shift-rows", place)
            rows.append(row * 10**shifted.value)
            steps.append(_say_shifted(shifted, top, times * 10**place, rows[-1]))
        else:
            rows.append(row)
            if top > 9 and times:
                steps.append(_line(taken, f"{top} × {times}", f"{top} times {times}", row))
    if shifted:
        spoken = " and ".join(map(str, rows))
        steps.append(_line(shifted, " + ".join(map(str, rows)), f"{spoken} together", sum(rows)))
    return sum(rows)


def _row(top: int, times: int, hand: Hand, steps: list[Step]) -> tuple[int, Taken]:
    """The top number times one digit, and the rule that was used last."""
    if not times:
        taken = hand.at("times-zero", top)
        steps.append(_line(taken, f"{top} × 0", f"{top} times 0", taken.value))
        return taken.value, taken
    written = ""
    carry = 0
    digits = str(top)
    for place in range(len(digits) - 1, -1, -1):
        digit = int(digits[place])
        product = digit * times
        if not digit:
            zero = hand.at("times-zero", times)
            product = zero.value
            steps.append(_line(zero, f"0 × {times}", f"0 times {times}", product))
        taken = hand.at("times-carry", digit, times, product, carry)
        total = taken.value
        if digit or carry:
            steps.append(_say_digit(taken, digit, times, product, carry))
        carry, unit = divmod(total, 10) if place else (0, total)
        written = f"{unit}{written}"
    return int(written), taken


# --- saying it -------------------------------------------------------------------------------------


def _line(taken: Taken, task: str, spoken: str, result: int) -> Step:
    return taken.step(
        f"{task} = {result}",
        f"{spoken} is {result}",
        f"{spoken} makes {result}",
        f"I did {spoken} and got {result}",
    )


def _say_digit(taken: Taken, digit: int, times: int, product: int, carry: int) -> Step:
    total = taken.value
    if not carry or taken.rule == "forget-the-carry":
        return _line(taken, f"{digit} × {times}", f"{digit} times {times}", total)
    if taken.rule == "add-the-carry-then-multiply":
        return taken.step(
            f"({digit} + {carry}) × {times} = {total}",
            f"{digit} and the {carry} is {digit + carry}, times {times} is {total}",
            f"I add the {carry} first, and {digit + carry} times {times} makes {total}",
            f"{digit + carry} times {times}, with the {carry} in it, is {total}",
        )
    return taken.step(
        f"{product} + {carry} = {total}" if not digit else f"{digit} × {times} + {carry} = {total}",
        f"{digit} times {times} is {product} and the {carry} I carried makes {total}",
        f"{product}, and {carry} from before, is {total}",
        f"{digit} times {times} and then {carry} more, that's {total}",
    )


def _say_columns(taken: Taken, top: int, bottom: int) -> list[Step]:
    above, below = str(top), str(bottom)
    paired = above[len(above) - len(below) :]
    lines = [
        _line(taken, f"{one} × {two}", f"{one} times {two}", int(one) * int(two))
        for one, two in reversed(list(zip(paired, below, strict=True)))
    ]
    whole = int("".join(taken.value))
    lines.append(
        taken.step(
            f"{top} × {bottom} = {whole}",
            f"next to each other that's {whole}",
            f"I write them side by side, {whole}",
            f"column by column it makes {whole}",
        )
    )
    return lines


def _say_shifted(taken: Taken, top: int, times: int, row: int) -> Step:
    if taken.misconception:
        digit = str(times).rstrip("0") or "0"
        return taken.step(
            f"{top} × {digit} = {row}",
            f"the next row is {row}",
            f"{top} times {digit} is {row}, right under the other one",
            f"I write {row} straight under it",
        )
    return taken.step(
        f"{top} × {times} = {row}",
        f"{top} times {times} is {row}",
        f"this row goes one further to the left, so {row}",
        f"with the zero at the end the row is {row}",
    )


def _say_point(taken: Taken, product: int, one: int, two: int) -> Step:
    text = taken.value.text
    match taken.rule:
        case "places-of-both-from-the-left":
            why = f"{one + two} from the left"
        case "point-under-the-points":
            why = "the point comes straight down"
        case _:
            why = f"{one} and {two} places make {one + two}"
    return taken.step(
        f"{product}: {text}",
        f"{why}, so {text}",
        f"then the point, {why}, that's {text}",
        f"with the point it's {text}, {why}",
    )
