"""How linear equations are solved, rightly and wrongly.

Every function looks at an equation with the side that matters on the left; the topic mirrors it there
and back. Both sides are sums of single terms by then.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from teachsim.domains.algebra.pattern_rules import PatternRule, register, rewriter
from teachsim.domains.algebra.terms import Term, joined, terms
from teachsim.domains.expressions.tree import (
    Bracket,
    Equation,
    Product,
    Quotient,
    number,
    numeral,
)
from teachsim.domains.expressions.values import value
from teachsim.domains.rules import Rule, Rulebook

if TYPE_CHECKING:
    from teachsim.domains.expressions.tree import Node

book = Rulebook()


def letter_term(side: Node) -> Term | None:
    """The first term with a letter."""
    return next((part for part in terms(side) or () if part.letters), None)


def plain_number(side: Node) -> Fraction | None:
    """The first plain number of a side with more than one term; None where nothing else stands there."""
    parts = terms(side) or ()
    return next((part.coefficient for part in parts if not part.letters), None) if parts[1:] else None


# --- letters to one side ------------------------------------------------------------------------------


@book.right_rule(slot="move-letter")
def take_the_letter_away_on_both_sides(equation: Equation) -> Equation:
    """The letters on the right are taken away on both sides.

    >>> from teachsim.domains.expressions.parser import parse
    >>> from teachsim.domains.expressions.printer import written
    >>> written(take_the_letter_away_on_both_sides(parse("5x - 3 = 2x + 9")))
    '5x - 2x - 3 = 9'
    """
    return _moved(equation, -1)


@book.mal_rule(slot="move-letter", source="Payne & Squibb 1990; MaE52")
def move_the_letter_with_its_sign(equation: Equation) -> Equation | None:
    """5x - 3 = 2x + 9 becomes 5x + 2x - 3 = 9."""
    return _moved(equation, 1)


@book.mal_rule(slot="move-letter", source="Sleeman 1984")
def drop_the_letter_on_one_side(equation: Equation) -> Equation | None:
    """5x - 3 = 2x + 9 becomes 5x - 3 = 9: the 2x is only taken away where it stands."""
    return _moved(equation, 0)


@book.mal_rule(slot="move-letter", source="Payne & Squibb 1990")
def take_only_the_number_of_the_letter_away(equation: Equation) -> Equation | None:
    """5x - 3 = 2x + 9 becomes 5x - 3 - 2 = 9: 2 is taken away where 2x should be."""
    moving = letter_term(equation.right)
    assert moving is not None
    left = [*(terms(equation.left) or ()), Term(-moving.coefficient)]
    return Equation(joined(left), _without(equation.right, moving))


def _moved(equation: Equation, times: int) -> Equation:
    moving = letter_term(equation.right)
    assert moving is not None
    left = list(terms(equation.left) or ())
    if times:
        place = next(place for place, part in enumerate(left) if part.letters)
        left.insert(place + 1, moving.scaled(Fraction(times)))
    return Equation(joined(left), _without(equation.right, moving))


def _without(side: Node, gone: Term) -> Node:
    parts = list(terms(side) or ())
    parts.remove(gone)
    return joined(parts)


# --- numbers to the other side ------------------------------------------------------------------------


@book.right_rule(slot="undo-order")
def what_was_added_goes_first(equation: Equation) -> Equation:
    """What was added last is undone first: nothing is divided yet."""
    return equation


@book.mal_rule(slot="undo-order", source="Kieran 1992; Sleeman 1984")
def divide_one_term_first(equation: Equation) -> Equation | None:
    """2x + 6 = 10 becomes x + 6 = 10 ÷ 2: the number before the letter goes first, and only from there."""
    part = letter_term(equation.left)
    result = numeral(equation.right)
    if part is None or result is None or abs(part.coefficient) == 1:
        return None
    left = [
        other._replace(coefficient=Fraction(1)) if other.letters else other
        for other in terms(equation.left) or ()
    ]
    return Equation(joined(left), divided(result, part.coefficient))


@book.mal_rule(slot="move-number", source="Payne & Squibb 1990; MaE33")
def take_the_other_way_round(equation: Equation) -> Equation | None:
    """2x + 5 = 17 becomes 2x = 5 - 17. None for what is added back, where the order does not matter."""
    moving = plain_number(equation.left)
    result = numeral(equation.right)
    if moving is None or moving <= 0 or result is None:
        return None
    return Equation(_without(equation.left, Term(moving)), joined([Term(moving), Term(-result)]))


@book.mal_rule(slot="move-number", source="Kieran 1992, one-sided operation")
def drop_the_number_on_one_side(equation: Equation) -> Equation | None:
    """2x + 5 = 17 becomes 2x = 17: the 5 is only taken away where it stands."""
    moving = plain_number(equation.left)
    return None if moving is None else Equation(_without(equation.left, Term(moving)), equation.right)


# --- the number before the letter ---------------------------------------------------------------------


@book.right_rule(slot="undo-coefficient")
def divide_by_the_number_before_the_letter(equation: Equation) -> Equation:
    """Both sides are divided by what the letter is multiplied with.

    >>> from teachsim.domains.expressions.parser import parse
    >>> from teachsim.domains.expressions.printer import written
    >>> written(divide_by_the_number_before_the_letter(parse("-2x = 12")))
    'x = 12 ÷ (-2)'
    >>> written(divide_by_the_number_before_the_letter(parse("x/3 = 5")))
    'x = 5 × 3'
    """
    by, letter, result = parts_of(equation)
    return Equation(letter, divided(result, by))


@book.mal_rule(slot="undo-coefficient", source="Kieran 1992; Sleeman 1984")
def take_the_number_before_the_letter_away(equation: Equation) -> Equation | None:
    """3x = 12 becomes x = 12 - 3. None for what stands under the letter."""
    by, letter, result = parts_of(equation)
    if by.denominator != 1 or by == -1:
        return None
    return Equation(letter, joined([Term(result), Term(-by)]))


@book.mal_rule(slot="undo-coefficient", source="Payne & Squibb 1990; Sleeman 1984")
def divide_the_wrong_way_round(equation: Equation) -> Equation | None:
    """4x = 12 becomes x = 4 ÷ 12. None for fractions, and where it would divide by 0."""
    by, letter, result = parts_of(equation)
    if by.denominator != 1 or by == -1 or not result:
        return None
    return Equation(letter, divided(by, result))


@book.mal_rule(slot="undo-coefficient", source="Kieran 1992")
def do_the_same_again(equation: Equation) -> Equation | None:
    """4x = 20 becomes x = 20 × 4, and x/3 = 6 becomes x = 6 ÷ 3. None for -x."""
    by, letter, result = parts_of(equation)
    return None if by == -1 else Equation(letter, divided(result, 1 / by))


@book.mal_rule(slot="undo-coefficient", source="Ashlock 2006; MaE52")
def lose_the_minus_before_the_letter(equation: Equation) -> Equation | None:
    """-3x = 12 becomes x = 12 ÷ 3, and -1/3 n = 6 becomes n = 6 × 3. None where there is no minus."""
    by, letter, result = parts_of(equation)
    return Equation(letter, divided(result, -by)) if by < 0 else None


def parts_of(equation: Equation) -> tuple[Fraction, Node, Fraction]:
    """The number before the letter, the letter, and what they are worth together."""
    part = letter_term(equation.left)
    assert part is not None
    letter = part._replace(coefficient=Fraction(1)).node
    return part.coefficient, letter, value(equation.right) or Fraction(0)


def divided(one: Fraction, two: Fraction) -> Node:
    """A division as it is written: by a part of one it is a multiplication, by 1 nothing.

    >>> from teachsim.domains.expressions.printer import written
    >>> written(divided(Fraction(7, 2), Fraction(4)))
    '7/2 ÷ 4'
    """
    if abs(two) == 1:
        return number(one * two)
    if abs(two.numerator) == 1:
        return Product((number(one), _in_bracket(1 / two)), "×")
    return Quotient(number(one), _in_bracket(two), "÷")


def _in_bracket(value: Fraction) -> Node:
    """A number that follows a sign: in brackets if it has one of its own."""
    return Bracket(number(value)) if value < 0 else number(value)


@book.right_rule(slot="work-out")
def the_value(node: Node) -> Node:
    """What a calculation with plain numbers comes to."""
    return number(value(node) or Fraction(0))


_TO_THE_OTHER_SIDE = (("?a + ?n = ?c", "?a = ?c - ?n"),)

book.right["move-number"] = Rule(
    "take-the-number-away-on-both-sides", "move-number", rewriter(_TO_THE_OTHER_SIDE)
)

register(
    book,
    (
        PatternRule(
            "move-the-number-with-its-sign",
            "move-number",
            (("?a + ?n = ?c", "?a = ?c + ?n"),),
            "Payne & Squibb 1990; MaE32; MaE33",
        ),
    ),
)
