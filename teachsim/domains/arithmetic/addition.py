"""Column addition, written once, with a named place (slot) wherever pupils have been seen to differ.

The slots are `one-below` (a column in which only one number has a digit), `column-sum` and `carry`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.arithmetic.subtraction import PLACES, Slip
from teachsim.domains.rules import Rulebook

if TYPE_CHECKING:
    from teachsim.domains.base import Step
    from teachsim.domains.rules import Hand, Taken

book = Rulebook()


class Carried(NamedTuple):
    """What is written under a column and what goes on to the next."""

    written: int
    """A digit, or the whole sum."""
    carry: int


# --- a column with a digit in only one of the numbers ----------------------------------------------


@book.right_rule("one-below")
def nothing_to_add(digit: int, shorter: int) -> int | None:
    """Nothing is added but what was carried."""
    return None


@book.mal_rule(slot="one-below", source="Ashlock 2006")
def one_digit_to_every_column(digit: int, shorter: int) -> int | None:
    """A number of one digit is added in every column.

    >>> one_digit_to_every_column(7, 8)
    8
    >>> one_digit_to_every_column(7, 18)
    """
    return shorter if 0 < shorter < 10 else None


# --- adding in one column --------------------------------------------------------------------------


@book.right_rule("column-sum")
def add_digits(digits: tuple[int, ...]) -> int:
    """All digits of the column, the carried one too."""
    return sum(digits)


# --- a sum of ten or more --------------------------------------------------------------------------


@book.right_rule("carry")
def carry_the_ten(total: int) -> Carried:
    """The ones are written and the ten goes to the next column."""
    return Carried(total % 10, total // 10)


@book.mal_rule(slot="carry", source="Ashlock 2006")
def drops_carry(total: int) -> Carried | None:
    """The ones are written and the ten is forgotten.

    >>> drops_carry(15)
    Carried(written=5, carry=0)
    """
    return Carried(total % 10, 0)


@book.mal_rule(slot="carry", source="Ashlock 2006")
def writes_both_digits(total: int) -> Carried | None:
    """The whole sum is written under its column.

    >>> writes_both_digits(15)
    Carried(written=15, carry=0)
    """
    return Carried(total, 0)


# --- how each is written and said ------------------------------------------------------------------

_WORDINGS: dict[str, tuple[str, ...]] = {
    "nothing-to-add": (
        "{place}: bring down {digit}",
        "there's nothing to add to the {digit}, so it stays {digit}",
        "the {digit} just comes down",
        "nothing goes with the {digit}, so {digit}",
        "I bring down the {digit}",
    ),
    "one-digit-to-every-column": (
        "{place}: add the {shorter} again",
        "there's nothing under the {digit}, so I add the {shorter} again",
        "the {shorter} goes with the {digit} as well",
        "I add the {shorter} to this one too",
        "the {digit} gets the {shorter} too",
    ),
    "add-digits": (
        "{place}: {sum} = {total}",
        "{spoken} is {total}",
        "{sum} makes {total}",
        "I added {spoken} and got {total}",
        "{spoken}, that's {total}",
    ),
    "carry-the-ten": (
        "write {written}, carry {carry}",
        "I put down {written} and carry the {carry}",
        "{written} goes down and the {carry} goes next door",
        "that's a ten and {written}, so I carry {carry}",
        "I write the {written} and keep {carry} for the next one",
    ),
    "drops-carry": (
        "write {written}",
        "I put down the {written}",
        "{written} goes down there",
        "it ends in {written}, so I write {written}",
        "I just wrote the {written}",
    ),
    "writes-both-digits": (
        "write {written}",
        "I put down the whole {written}",
        "{written} goes down there",
        "it's {written}, so I write {written}",
        "I wrote {written} under them",
    ),
}


def _write(taken: Taken, **parts: object) -> Step:
    """The step in the words of the rule that made it."""
    text, *says = [wording.format_map(parts) for wording in _WORDINGS[taken.rule]]
    return taken.step(text, *says)


# --- the procedure ---------------------------------------------------------------------------------


def add(first: int, second: int, hand: Hand, slip: Slip | None = None) -> tuple[int, tuple[Step, ...]]:
    """The answer and the steps, column by column from the ones, with the rules of this hand."""
    steps: list[Step] = []
    longer, shorter = (_digits(number) for number in sorted((first, second), key=_length, reverse=True))
    tops, belows = (longer, shorter) if _length(first) >= _length(second) else (shorter, longer)
    answer = ""
    carry = 0
    for place, only in enumerate(longer):
        digits: tuple[int, ...]
        alone = None
        if place < len(shorter):
            digits = (tops[place], belows[place])
        else:
            alone = hand.at("one-below", only, min(first, second, key=_length))
            digits = (only,) if alone.value is None else (only, alone.value)
        if carry:
            digits = (*digits, carry)
        summed = hand.at("column-sum", digits)
        total = summed.value
        if slip and slip.digit == place:
            total = abs(total + slip.offset)  # one less than 0 is no slip that anybody makes
        if alone and alone.value is not None:
            steps.append(_write(alone, place=PLACES[place], digit=only, shorter=alone.value))
        if alone and len(digits) == 1:
            steps.append(_write(alone, place=PLACES[place], digit=total))
        else:
            parts = {"sum": " + ".join(map(str, digits)), "spoken": " and ".join(map(str, digits))}
            steps.append(_write(summed, place=PLACES[place], total=total, **parts))
        carry = 0
        written = total
        if total >= 10 and place < len(longer) - 1:
            taken = hand.at("carry", total)
            written, carry = taken.value
            steps.append(_write(taken, written=written, carry=carry))
        answer = f"{written}{answer}"
    return int(answer), tuple(steps)


def _length(number: int) -> int:
    return len(str(number))


def _digits(number: int) -> list[int]:
    return [int(digit) for digit in reversed(str(number))]
