"""In which order the operations of an expression are done, rightly and wrongly.

An expression is a row of terms and signs; a term is a number, or a row in brackets. One operation is
done at a time and what is left is written down, until one number stands there. The slots are
`brackets-first`, `number-before-bracket` (what `4(2 + 5)` asks for) and `which-comes-first`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.arithmetic.number_topic import operation
from teachsim.domains.rules import Rulebook

if TYPE_CHECKING:
    from teachsim.domains.base import Step
    from teachsim.domains.rules import Hand, Taken

book = Rulebook()

TOUCHING = ""
"""The sign between a number and a bracket that stand side by side."""
_FIRM = ("×", "÷", TOUCHING)


class Row(NamedTuple):
    """An expression: one sign fewer than terms."""

    terms: tuple[Fraction | Row, ...]
    signs: tuple[str, ...]

    @property
    def text(self) -> str:
        """As written."""
        parts = [_term_text(self.terms[0])]
        for sign, term in zip(self.signs, self.terms[1:], strict=True):
            text = _term_text(term)
            if not sign:
                parts.append(text if isinstance(term, Row) else f"({text})")
            else:
                parts.append(f" {sign} {f'({text})' if text.startswith('-') else text}")
        return "".join(parts)

    def with_result(self, at: int, value: Fraction) -> Row:
        """The row once the sign at this place has been worked."""
        terms = (*self.terms[:at], value, *self.terms[at + 2 :])
        return Row(terms, (*self.signs[:at], *self.signs[at + 1 :]))


def _term_text(term: Fraction | Row) -> str:
    return f"({term.text})" if isinstance(term, Row) else str(term)


# --- rules -----------------------------------------------------------------------------------------


@book.right_rule(slot="brackets-first")
def inside_the_brackets_first(row: Row) -> Row:
    """What stands in brackets is worked first."""
    return row


@book.mal_rule(slot="brackets-first", source="Kieran 1979")
def brackets_passed_over(row: Row) -> Row | None:
    """Brackets make no difference: the row is worked as if they were not there.

    A sign that is left out before a bracket stays a times. None where nothing is in brackets.

    >>> brackets_passed_over(Row((Fraction(3), Row((Fraction(2), Fraction(5)), ("+",))), ("×",))).text
    '3 × 2 + 5'
    """
    flat = _flat(row)
    return None if flat == row else flat


def _flat(row: Row) -> Row:
    terms: list[Fraction | Row] = []
    signs: list[str] = []
    for sign, term in zip((None, *row.signs), row.terms, strict=True):
        if sign is not None:
            signs.append(sign or "×")
        if isinstance(term, Row):
            inner = _flat(term)
            terms += inner.terms
            signs += inner.signs
        else:
            terms.append(term)
    return Row(tuple(terms), tuple(signs))


@book.right_rule(slot="number-before-bracket")
def side_by_side_means_times(one: Fraction, two: Fraction) -> str:
    """A number right before a bracket multiplies it."""
    return "×"


@book.mal_rule(slot="number-before-bracket", source="Booth 1988")
def side_by_side_means_plus(one: Fraction, two: Fraction) -> str | None:
    """Things that stand side by side are put together. None for 2(2), which is the same.

    >>> side_by_side_means_plus(Fraction(10), Fraction(13))
    '+'
    """
    return "+" if one + two != one * two else None


@book.right_rule(slot="which-comes-first")
def times_and_divide_before_plus_and_minus(signs: tuple[str, ...]) -> int:
    """The place of the first × or ÷ from the left, else of the first sign.

    >>> times_and_divide_before_plus_and_minus(("-", "×"))
    1
    """
    return next((at for at, sign in enumerate(signs) if sign in _FIRM), 0)


@book.mal_rule(slot="which-comes-first", source="Linchevski & Livneh 1999")
def left_to_right(signs: tuple[str, ...]) -> int | None:
    """Always the first sign. None where it is the right one.

    >>> left_to_right(("-", "×"))
    0
    """
    return _unless_right(signs, 0)


@book.mal_rule(slot="which-comes-first", source="Blando et al. 1989")
def plus_and_minus_first(signs: tuple[str, ...]) -> int | None:
    """The first + or - from the left, before any × or ÷.

    >>> plus_and_minus_first(("×", "+"))
    1
    """
    return _unless_right(signs, next((at for at, sign in enumerate(signs) if sign in "+-" and sign), 0))


@book.mal_rule(slot="which-comes-first", source="Glidden 2008")
def all_times_before_any_divide(signs: tuple[str, ...]) -> int | None:
    """Every × comes before every ÷, as the letters of a mnemonic stand.

    >>> all_times_before_any_divide(("÷", "×"))
    1
    """
    times = next((at for at, sign in enumerate(signs) if sign in ("×", TOUCHING)), None)
    return None if times is None else _unless_right(signs, times)


@book.mal_rule(slot="which-comes-first", source="Linchevski & Livneh 1999; Glidden 2008")
def all_plus_before_any_minus(signs: tuple[str, ...]) -> int | None:
    """Once only + and - are left, every + comes before every -.

    >>> all_plus_before_any_minus(("-", "+"))
    1
    """
    if any(sign in _FIRM for sign in signs):
        return None
    plus = next((at for at, sign in enumerate(signs) if sign == "+"), None)
    return None if plus is None else _unless_right(signs, plus)


def _unless_right(signs: tuple[str, ...], at: int) -> int | None:
    return None if at == times_and_divide_before_plus_and_minus(signs) else at


# --- the procedure ---------------------------------------------------------------------------------


def work(row: Row, hand: Hand) -> tuple[Fraction, tuple[Step, ...]]:
    """The value and the steps, one for each operation."""
    steps: list[Step] = []
    return _worked(row, hand, steps), tuple(steps)


def _worked(row: Row, hand: Hand, steps: list[Step]) -> Fraction:
    if any(isinstance(term, Row) for term in row.terms):
        taken = hand.at("brackets-first", row)
        if taken.misconception:
            row = taken.value
            steps.append(_say_flat(taken, row))
        else:
            for at, term in enumerate(row.terms):
                if isinstance(term, Row):
                    inside = _inside(taken, term, hand, steps)
                    row = Row((*row.terms[:at], inside, *row.terms[at + 1 :]), row.signs)
    while row.signs:
        first = hand.at("which-comes-first", row.signs)
        at, taken = first.value, first
        one, two = row.terms[at], row.terms[at + 1]
        assert isinstance(one, Fraction)
        assert isinstance(two, Fraction)
        sign = row.signs[at]
        if sign == TOUCHING:
            read = hand.at("number-before-bracket", one, two)
            sign = read.value
            taken = first if first.misconception and not read.misconception else read
        row = row.with_result(at, _result(one, sign, two))
        steps.append(_say_operation(taken, one, sign, two, row))
    value = row.terms[0]
    assert isinstance(value, Fraction)
    return value


def _inside(taken: Taken, term: Row, hand: Hand, steps: list[Step]) -> Fraction:
    """What a bracket comes to; a single operation in it is a step of the rule about brackets."""
    if len(term.signs) != 1 or TOUCHING in term.signs or any(isinstance(part, Row) for part in term.terms):
        return _worked(term, hand, steps)
    one, two = term.terms
    assert isinstance(one, Fraction)
    assert isinstance(two, Fraction)
    value = _result(one, term.signs[0], two)
    steps.append(_say_operation(taken, one, term.signs[0], two, Row((value,), ())))
    return value


def _result(one: Fraction, sign: str, two: Fraction) -> Fraction:
    """What the operation gives; where a wrong order leads to dividing by 0, the number is left as it is."""
    match sign:
        case "+":
            return one + two
        case "-":
            return one - two
        case "÷":
            return one / two if two else one
        case _:
            return one * two


# --- saying it -------------------------------------------------------------------------------------


def _say_operation(taken: Taken, one: Fraction, sign: str, two: Fraction, row: Row) -> Step:
    left = f", and {row.text} is left" if row.signs else ""
    return operation(taken, one, sign, two, _result(one, sign, two), left)


def _say_flat(taken: Taken, row: Row) -> Step:
    return taken.step(
        row.text,
        f"without the brackets it's {row.text}",
        f"I don't need the brackets, so {row.text}",
        f"it just says {row.text}",
    )
