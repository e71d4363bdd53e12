"""Column subtraction, written once, with a named place (slot) wherever pupils have been seen to differ.

The slots are `blank-below`, `top-too-small`, `borrow`, `borrow-at-zero` and `column-difference`. A
mal-rule sees one `Column` and returns what it does there instead, or None where that is right. Where
a wrong rule leaves nothing to borrow from, the pupil is stuck; the repair is to swap the two digits
(VanLehn 1982, 1990: repairs at an impasse), so that every procedure ends. In which words each
rule is written down and said is in `subtraction_words`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from teachsim.domains.arithmetic.subtraction_words import WORDINGS
from teachsim.domains.rules import Rulebook, Taken

if TYPE_CHECKING:
    from teachsim.domains.base import Step
    from teachsim.domains.rules import Hand

book = Rulebook()

PLACES = (
    "ones",
    "tens",
    "hundreds",
    "thousands",
    "ten thousands",
    "hundred thousands",
    "millions",
    "ten millions",
    "hundred millions",
    "billions",
    "ten billions",
    "hundred billions",
    "trillions",
)

Left = tuple[int, ...]
"""The digits to the left of a column as they now stand, nearest first."""


class Column(NamedTuple):
    """One column as the pupil sees it when it gets there, earlier borrows done."""

    top: int
    bottom: int | None
    """None when nothing is written below."""
    left: Left = ()
    leading: int = 0
    """The leftmost digit of the number below."""
    borrowed: bool = False
    """Whether anything was borrowed in an earlier column."""
    next_bottom: int | None = None
    """The digit below the next column; None when nothing is written there."""


class Slip(NamedTuple):
    """One digit written wrongly by accident."""

    digit: int
    """Which, counted from the ones."""
    offset: int


# --- a column with nothing below -------------------------------------------------------------------


@book.right_rule("blank-below")
def bring_down(column: Column) -> int | Literal["bring down", "stop"]:
    """What is on top comes down unchanged."""
    return "bring down"


@book.mal_rule(slot="blank-below", source="Brown & Burton 1978")
def quits_when_bottom_blank(column: Column) -> Literal["stop"] | None:
    """Stop at the first column with nothing below.

    >>> quits_when_bottom_blank(Column(top=3, bottom=None, left=(4,)))
    'stop'
    """
    return "stop"


@book.mal_rule(slot="blank-below", source="Brown & Burton 1978")
def stutter_subtract(column: Column) -> int | None:
    """Take the leftmost digit below again and again, as far as there is enough to take it from.

    >>> stutter_subtract(Column(top=3, bottom=None, left=(4,), leading=2))
    2
    >>> stutter_subtract(Column(top=1, bottom=None, leading=8))  # the last digit, and too small
    """
    stuck = not any(column.left) and column.top < column.leading
    return None if stuck or column.leading == 0 else column.leading


# --- a top digit that is too small -----------------------------------------------------------------


@book.right_rule("top-too-small")
def borrow_a_ten(column: Column) -> int | Literal["borrow"]:
    """Get a ten from the left."""
    return "borrow"


@book.mal_rule(slot="top-too-small", source="Brown & Burton 1978")
def smaller_from_larger(column: Column) -> int | None:
    """Take the smaller digit from the larger, whichever is on top.

    >>> smaller_from_larger(Column(top=2, bottom=8))
    6
    """
    return None if column.bottom is None else column.bottom - column.top


@book.mal_rule(slot="top-too-small", source="Brown & Burton 1978; Young & O'Shea 1981")
def zero_minus_n_is_n(column: Column) -> int | None:
    """Write the bottom digit where the top digit is 0.

    >>> zero_minus_n_is_n(Column(top=0, bottom=7))
    7
    >>> zero_minus_n_is_n(Column(top=2, bottom=8))
    """
    return column.bottom if column.top == 0 else None


@book.mal_rule(slot="top-too-small", source="Brown & Burton 1978; Young & O'Shea 1981")
def zero_minus_n_is_zero(column: Column) -> int | None:
    """Write 0 where the top digit is 0.

    >>> zero_minus_n_is_zero(Column(top=0, bottom=7))
    0
    """
    return 0 if column.top == 0 else None


@book.mal_rule(slot="top-too-small", source="Brown & Burton 1978; Young & O'Shea 1981")
def zero_instead_of_borrow(column: Column) -> int | None:
    """Write 0 wherever the top digit is too small.

    >>> zero_instead_of_borrow(Column(top=2, bottom=8))
    0
    """
    return 0


@book.mal_rule(slot="top-too-small", source="Brown & Burton 1978")
def borrow_once_then_smaller_from_larger(column: Column) -> int | None:
    """Borrow the first time, and from then on take the smaller digit from the larger.

    >>> borrow_once_then_smaller_from_larger(Column(top=1, bottom=8, left=(1, 7), borrowed=True))
    7
    >>> borrow_once_then_smaller_from_larger(Column(top=7, bottom=9, left=(2, 1, 7)))
    """
    return smaller_from_larger(column) if column.borrowed else None


# --- getting the ten -------------------------------------------------------------------------------


@book.right_rule("borrow")
def one_from_next_door(column: Column) -> Left | Literal["zero"]:
    """The next digit on the left gives one of its own, if it has any.

    >>> one_from_next_door(Column(top=2, bottom=8, left=(5,)))
    (4,)
    """
    nearest, *others = column.left
    return (nearest - 1, *others) if nearest else "zero"


@book.mal_rule(slot="borrow", source="Brown & Burton 1978")
def borrow_no_decrement(column: Column) -> Left | None:
    """Add ten to the top digit and take it from nowhere.

    >>> borrow_no_decrement(Column(top=2, bottom=8, left=(3, 4)))
    (3, 4)
    """
    return column.left


@book.mal_rule(slot="borrow", source="Brown & Burton 1978")
def always_borrow_left(column: Column) -> Left | None:
    """Borrow from the leftmost digit, however far away; once that is used up, from nowhere.

    >>> always_borrow_left(Column(top=3, bottom=6, left=(3, 7)))
    (3, 6)
    >>> always_borrow_left(Column(top=3, bottom=6, left=(7,)))  # next door is the leftmost
    """
    *between, leftmost = column.left
    return (*between, max(leftmost - 1, 0)) if between else None


# --- getting it where next door is a zero ----------------------------------------------------------


@book.right_rule("borrow-at-zero")
def on_past_the_zeros(column: Column) -> Left | int | Literal["stuck"]:
    """The first digit that is not 0 gives one, and the zeros on the way become nines.

    >>> on_past_the_zeros(Column(top=4, bottom=7, left=(0, 9)))
    (9, 8)
    """
    for zeros, digit in enumerate(column.left):
        if digit:
            return (*(9,) * zeros, digit - 1, *column.left[zeros + 1 :])
    return "stuck"


@book.mal_rule(slot="borrow-at-zero", source="Brown & Burton 1978")
def borrow_across_zero(column: Column) -> Left | None:
    """The first digit that is not 0 gives one, and the zeros on the way stay.

    >>> borrow_across_zero(Column(top=4, bottom=7, left=(0, 9)))
    (0, 8)
    """
    for zeros, digit in enumerate(column.left):
        if digit:
            return (*column.left[:zeros], digit - 1, *column.left[zeros + 1 :])
    return None


@book.mal_rule(slot="borrow-at-zero", source="Brown & Burton 1978")
def stops_borrow_at_zero(column: Column) -> Left | None:
    """Nothing can come from a 0, so nothing is taken; the ten is added all the same.

    >>> stops_borrow_at_zero(Column(top=4, bottom=7, left=(0, 9)))
    (0, 9)
    """
    return column.left


@book.mal_rule(slot="borrow-at-zero", source="Brown & Burton 1978; VanLehn 1990")
def borrow_from_zero(column: Column) -> Left | None:
    """The 0 becomes 9 and nothing gives it a ten.

    >>> borrow_from_zero(Column(top=3, bottom=5, left=(0, 1)))
    (9, 1)
    """
    return (9, *column.left[1:])


@book.mal_rule(slot="borrow-at-zero", source="Brown & Burton 1978; VanLehn 1990")
def borrow_from_zero_left_ten_ok(column: Column) -> Left | None:
    """The 0 becomes 9 and nothing gives it a ten, except that a leading 10 rightly becomes 9.

    >>> borrow_from_zero_left_ten_ok(Column(top=3, bottom=8, left=(0, 8)))
    (9, 8)
    >>> borrow_from_zero_left_ten_ok(Column(top=3, bottom=5, left=(0, 1)))
    """
    return None if column.left == (0, 1) else borrow_from_zero(column)


@book.mal_rule(slot="borrow-at-zero", source="Brown & Burton 1978; VanLehn 1990")
def borrow_from_zero_over_zero(column: Column) -> Left | None:
    """The 0 becomes 9 and nothing gives it a ten, but only where a 0 is to be taken from it.

    >>> borrow_from_zero_over_zero(Column(top=3, bottom=8, left=(0, 8), next_bottom=0))
    (9, 8)
    >>> borrow_from_zero_over_zero(Column(top=3, bottom=8, left=(0, 8), next_bottom=2))
    """
    return borrow_from_zero(column) if column.next_bottom == 0 else None


@book.mal_rule(slot="borrow-at-zero", source="Brown & Burton 1978; VanLehn 1990")
def smaller_from_larger_instead_of_borrow_from_zero(column: Column) -> int | None:
    """Rather than borrow from a 0, take the smaller digit from the larger.

    >>> smaller_from_larger_instead_of_borrow_from_zero(Column(top=6, bottom=8, left=(0, 3)))
    2
    """
    return smaller_from_larger(column)


# --- taking away in one column ---------------------------------------------------------------------


@book.right_rule("column-difference")
def take_away(top: int, bottom: int) -> int:
    """The bottom digit from the top one, which may have a ten added."""
    return top - bottom


@book.mal_rule(slot="column-difference", source="Brown & Burton 1978; Young & O'Shea 1981")
def n_minus_zero_is_zero(top: int, bottom: int) -> int | None:
    """Write 0 where the bottom digit is 0.

    >>> n_minus_zero_is_zero(6, 0)
    0
    """
    return 0 if bottom == 0 and top else None


# --- the procedure ---------------------------------------------------------------------------------


class _Page:
    """What is written so far: the top digits as they stand, the answer's digits, the steps."""

    def __init__(self, top: int, slip: Slip | None) -> None:
        self.digits = [int(digit) for digit in reversed(str(top))]
        self.answer: list[int] = []
        self.steps: list[Step] = []
        self.borrowed = False
        self.slip = slip

    def put(self, digit: int) -> int:
        """Write the next digit of the answer; a slip may make it another."""
        if self.slip and self.slip.digit == len(self.answer):
            digit += self.slip.offset
        self.answer.append(digit)
        return digit


def subtract(top: int, bottom: int, hand: Hand, slip: Slip | None = None) -> tuple[int, tuple[Step, ...]]:
    """The answer and the steps, column by column from the ones, with the rules of this hand."""
    page = _Page(top, slip)
    below = [int(digit) for digit in reversed(str(bottom))]
    for place in range(len(page.digits)):
        if place < len(below):
            _one_column(page, place, below, hand)
            continue
        column = Column(page.digits[place], None, tuple(page.digits[place + 1 :]), below[-1], page.borrowed)
        if not column.top and not any(column.left):
            break
        taken = hand.at("blank-below", column)
        if isinstance(taken.value, int):
            page.steps.append(_write(taken, place=PLACES[place], top=column.top, digit=taken.value))
            _one_column(page, place, [*[0] * place, taken.value], hand)
            continue
        digit = page.put(column.top) if taken.value == "bring down" else None
        page.steps.append(_write(taken, place=PLACES[place], top=column.top if digit is None else digit))
        if digit is None:
            break
    return int("".join(map(str, reversed(page.answer)))), tuple(page.steps)


def _one_column(page: _Page, place: int, below: list[int], hand: Hand) -> None:
    """Take one digit away in its column, borrowing if this hand does; below: digits from the ones."""
    top, bottom = page.digits[place], below[place]
    if top < bottom:
        after = below[place + 1] if place + 1 < len(below) else None
        left = tuple(page.digits[place + 1 :])
        column = Column(top, bottom, left, below[-1], page.borrowed, after)
        taken = hand.at("top-too-small", column)
        if taken.value == "borrow":
            page.steps.append(_write(taken, place=PLACES[place], top=top, bottom=bottom))
            taken = _fetched(column, hand)
        if isinstance(taken.value, int):
            digit = page.put(taken.value)
            page.steps.append(_write(taken, place=PLACES[place], top=top, bottom=bottom, digit=digit))
            return
        changes = [(was, now) for was, now in zip(column.left, taken.value, strict=True) if was != now]
        was, now = changes[-1] if changes else (0, 0)
        nines = "0 becomes 9" if len(changes) == 2 else "the zeros become 9"
        page.steps.append(_write(taken, was=was, now=now, nines=nines, top=top, ten=top + 10))
        page.digits[place + 1 :] = taken.value
        page.borrowed = True
        top += 10
    taken = hand.at("column-difference", top, bottom)
    digit = page.put(taken.value)
    page.steps.append(_write(taken, place=PLACES[place], top=top, bottom=bottom, digit=digit))


def _fetched(column: Column, hand: Hand) -> Taken:
    """Where the ten comes from: the digits on the left as they then stand, or a digit to write instead."""
    if not column.left:
        return _swapped(column)
    taken = hand.at("borrow", column)
    if taken.value == "zero":
        taken = hand.at("borrow-at-zero", column)
    return _swapped(column) if taken.value == "stuck" else taken


def _swapped(column: Column) -> Taken:
    """The repair where nothing is left to borrow from."""
    return Taken((column.bottom or 0) - column.top, "swap", "top-too-small", None)


def _write(taken: Taken, **parts: object) -> Step:
    """The step in the words of the rule that made it."""
    text, *says = [wording.format_map(parts) for wording in WORDINGS[taken.rule]]
    return taken.step(text, *says)
