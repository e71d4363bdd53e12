"""The order in which a student works on an item of algebra: the goals of each procedure.

The rules stand in the `*_rules` modules; here they become lines on paper, by way of an agenda that
cannot run for ever.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.algebra import equation_rules, expression_rules, proportion_rules, substitution_rules
from teachsim.domains.algebra.desk import Desk
from teachsim.domains.algebra.equation_rules import letter_term, plain_number
from teachsim.domains.algebra.expression_rules import bracket_off, collect, like_terms_left, read
from teachsim.domains.algebra.proportion_rules import fraction_of
from teachsim.domains.algebra.substitution_rules import is_plain, unworked
from teachsim.domains.algebra.terms import joined, terms, tidy
from teachsim.domains.expressions.agenda import Goal, pursue
from teachsim.domains.expressions.printer import written
from teachsim.domains.expressions.tree import (
    Bracket,
    Equation,
    Letter,
    Negative,
    Power,
    Product,
    Quotient,
    Ratio,
    Sum,
    bare,
    children,
    letters_of,
    number,
    numeral,
    total,
    with_children,
)

if TYPE_CHECKING:
    from teachsim.domains.base import Step
    from teachsim.domains.expressions.tree import Node
    from teachsim.domains.rules import Hand, Taken

BOOK = (
    expression_rules.book.merged(equation_rules.book)
    .merged(proportion_rules.book)
    .merged(substitution_rules.book)
)
"""All rules of the domain."""

NO_SOLUTION = "no solution"
ANY_NUMBER = "any number"


class Worked(NamedTuple):
    """What came out, and the lines that led there."""

    result: Node | str
    """An expression or a number; for an equation what the letter is, or that there is no such number."""
    steps: tuple[Step, ...]


# --- expressions --------------------------------------------------------------------------------------


def simplify(node: Node, hand: Hand) -> Worked:
    """Take the brackets off and put like terms together."""
    desk = Desk(hand)

    def reading(state: Node) -> Node:
        after, changes = read(state, hand)
        for change in changes:
            desk.write(change.taken, written(after), change.before, change.after)
        return after

    def brackets(state: Node) -> Node | None:
        if _is_factored(state) and desk.steps:
            return None
        change = bracket_off(state, hand)
        if change is not None:
            desk.write(change.taken, written(change.node), change.before, change.after)
        return change and change.node

    def like_terms(state: Node) -> Node | None:
        change = collect(state, hand)
        if change is None:
            return None
        after = _highest_first(change.node)
        desk.write(change.taken, written(after), change.before, change.after)
        return after

    def unlike_terms(state: Node) -> Node | None:
        if group := like_terms_left(state):
            taken = desk.take("like-terms", group)
            piece = written(total(part.node for part in group))
            desk.write(taken, written(state), piece, piece, leaves=True)
            return None
        taken = desk.take("unlike-terms", state)
        if taken.misconception is not None or not desk.steps:
            leaves = taken.misconception is None
            desk.write(taken, written(taken.value), written(state), written(taken.value), leaves=leaves)
        after: Node = taken.value
        return after

    goals: list[Goal[Node]] = [
        Goal("read", "encode", reading),
        Goal("brackets", "transform", brackets),
        Goal("like terms", "transform", like_terms),
        Goal("unlike terms", "finish", unlike_terms),
    ]
    outcome = pursue(goals, node)
    return Worked(outcome.state, tuple(desk.steps))


def _is_factored(state: Node) -> bool:
    """Whether it is a product of two different brackets: a student who made it is content with it."""
    if not isinstance(state, Product) or len(state.factors) != 2:
        return False
    one, two = map(bare, state.factors)
    return isinstance(one, Sum) and isinstance(two, Sum) and one != two


def _highest_first(side: Node) -> Node:
    """The terms of a side with the highest powers first, once all like terms are together."""
    parts = terms(side)
    if parts is None or len({part.letters for part in parts}) < len(parts):
        return side
    return joined(sorted(parts, key=lambda part: -len(part.letters)))


# --- equations ----------------------------------------------------------------------------------------


def solve(equation: Equation, hand: Hand) -> Worked:
    """Find what the letter is: in an equation, two equal fractions or two equal ratios."""
    desk = Desk(hand)
    (letter,) = letters_of(equation)
    goals = _equation_goals(desk)
    if is_proportion(equation):
        goals = _proportion_goals(desk) + goals[1:]
    state = pursue(goals, equation).state
    side, other = (state.left, state.right) if letters_of(state.left) else (state.right, state.left)
    if side == Letter(letter) and is_plain(other):
        return Worked(other, tuple(desk.steps))
    return Worked(_left_over(state), tuple(desk.steps))


def _left_over(state: Equation) -> Node | str:
    """What is said of an equation that does not end in `x = 3`: VanLehn's repairs at an impasse."""
    if letters_of(state):
        return NO_SOLUTION
    return ANY_NUMBER if numeral(state.left) == numeral(state.right) else NO_SOLUTION


def is_proportion(equation: Equation) -> bool:
    """Whether two fractions or ratios are equal in which one part is a letter and the others numbers."""
    parts = proportion_parts(equation)
    return parts is not None and sum(isinstance(part, Letter) for part in parts) == 1


def proportion_parts(equation: Equation) -> tuple[Node, Node, Node, Node] | None:
    """The letters and numbers from 1 up in two equal fractions or ratios; None where it is not such."""
    found: list[Node] = []
    for side in (equation.left, equation.right):
        pair = side if isinstance(side, Ratio) else fraction_of(side)
        if pair is None:
            return None
        found += map(bare, children(pair))
    fit = all(isinstance(part, Letter) or (numeral(part) or 0) > 0 for part in found)
    alike = isinstance(equation.left, Ratio) == isinstance(equation.right, Ratio)
    return (found[0], found[1], found[2], found[3]) if fit and alike else None


def _equation_goals(desk: Desk) -> list[Goal[Equation]]:
    hand = desk.hand

    def reading(state: Equation) -> Equation:
        sides = [read(side, hand) for side in (state.left, state.right)]
        after = Equation(*(_all_tidy(side) for side, _ in sides))
        for _, changes in sides:
            for change in changes:
                desk.write(change.taken, written(after), change.before, change.after)
        return after

    def brackets(state: Equation) -> Equation | None:
        for mirrored in (False, True):
            one, two = (state.right, state.left) if mirrored else (state.left, state.right)
            if (change := bracket_off(one, hand)) is not None:
                after = Equation(two, change.node) if mirrored else Equation(change.node, two)
                desk.write(change.taken, written(after), change.before, change.after)
                return after
        return None

    def like_terms(state: Equation) -> Equation | None:
        for mirrored in (False, True):
            one, two = (state.right, state.left) if mirrored else (state.left, state.right)
            if (change := collect(one, hand)) is not None:
                after = Equation(two, change.node) if mirrored else Equation(change.node, two)
                desk.write(change.taken, written(after), change.before, change.after)
                return after
        return None

    def step(taken: Taken, state: Equation, *, mirrored: bool) -> Equation:
        found: Equation = taken.value
        after = found.mirrored if mirrored else found
        desk.write(taken, written(after), written(state), written(after))
        return after

    def letters(state: Equation) -> Equation | None:
        left, right = letter_term(state.left), letter_term(state.right)
        if left is None or right is None:
            return None
        mirrored = plain_number(state.right) is None and plain_number(state.left) is not None
        facing = state.mirrored if mirrored else state
        return step(desk.take("move-letter", facing), state, mirrored=mirrored)

    def numbers(state: Equation) -> Equation | None:
        mirrored = letter_term(state.left) is None
        facing = state.mirrored if mirrored else state
        if letter_term(facing.left) is None or plain_number(facing.left) is None:
            return None
        taken = desk.take("undo-order", facing)
        if taken.misconception is None:
            taken = desk.take("move-number", facing)
        return step(taken, state, mirrored=mirrored)

    def coefficient(state: Equation) -> Equation | None:
        mirrored = letter_term(state.left) is None
        facing = state.mirrored if mirrored else state
        part = letter_term(facing.left)
        if part is None or part.coefficient == 1 or not is_plain(facing.right):
            return None
        return step(desk.take("undo-coefficient", facing), state, mirrored=mirrored)

    def working_out(state: Equation) -> Equation | None:
        for mirrored in (False, True):
            one, two = (state.right, state.left) if mirrored else (state.left, state.right)
            if isinstance(one, Sum) or not unworked(one):
                continue
            taken = desk.take("work-out", one)
            after = Equation(two, taken.value) if mirrored else Equation(taken.value, two)
            if written(after) != written(state):
                desk.write(taken, written(after), written(one), written(taken.value))
            return after
        return None

    return [
        Goal("read", "encode", reading),
        Goal("brackets", "transform", brackets),
        Goal("like terms", "transform", like_terms),
        Goal("work out", "transform", working_out),
        Goal("letters to one side", "transform", letters),
        Goal("numbers to the other", "transform", numbers),
        Goal("number before the letter", "transform", coefficient),
    ]


def _all_tidy(side: Node) -> Node:
    """A side with its single terms tidy, or one that is worked out first as it stands."""
    as_it_stands = terms(side) is None or is_plain(side) or (unworked(side) and not isinstance(side, Sum))
    return side if as_it_stands else tidy(side)


def _proportion_goals(desk: Desk) -> list[Goal[Equation]]:
    def reading(state: Equation) -> Equation:
        sides: list[Node] = []
        for place, side in enumerate((state.left, state.right)):
            if isinstance(side, Ratio):
                taken = desk.take("ratio", side)
                sides.append(taken.value)
                other = state.right if not place else sides[0]
                line = Equation(taken.value, other) if not place else Equation(other, taken.value)
                said = written(taken.value).replace(" / ", "/")
                desk.write(taken, written(line).replace(" / ", "/"), written(side), said)
            else:
                sides.append(fraction_of(side) or side)
        return Equation(*sides)

    def across(state: Equation) -> Equation:
        if not (isinstance(state.left, Quotient) and isinstance(state.right, Quotient)):
            return state
        taken = desk.take("cross-products", state)
        after = Equation(*(_all_but_numbers_tidy(side) for side in (taken.value.left, taken.value.right)))
        desk.write(taken, written(after), written(state).replace(" / ", "/"), written(after))
        return after

    return [Goal("read", "encode", reading), Goal("cross products", "encode", across)]


def _all_but_numbers_tidy(side: Node) -> Node:
    return tidy(side) if letters_of(side) else side


# --- putting numbers in -------------------------------------------------------------------------------


def evaluate(expression: Node, given: tuple[tuple[str, Fraction], ...], hand: Hand) -> Worked:
    """Put the given numbers in for the letters, and work out what comes of it."""
    desk = Desk(hand)
    node, changes = read(expression, hand)
    for change in changes:
        desk.write(change.taken, written(node), change.before, change.after)
    original = node
    for letter, value in given:
        if letter not in letters_of(node):
            continue
        taken = desk.take("put-in", letter, value, original)
        node = _put_in(node, letter, taken.value)
        desk.write(taken, written(node), letter, written(taken.value))

    def work(state: Node) -> Node | None:
        inner = _innermost(state)
        if inner is None:
            return None if is_plain(state) else _worked(state, state, desk)
        return _worked(inner, state, desk)

    state = pursue([Goal("work out", "transform", work)], node).state
    return Worked(state, tuple(desk.steps))


def _put_in(node: Node, letter: str, given: Node) -> Node:
    if node == Letter(letter):
        return Bracket(given) if isinstance(given, Negative) or _is_fraction(given) else given
    parts = children(node)
    return with_children(node, tuple(_put_in(part, letter, given) for part in parts)) if parts else node


def _is_fraction(node: Node) -> bool:
    value = numeral(node)
    return value is not None and value.denominator != 1


def _innermost(node: Node) -> Node | None:
    """What stands in the first bracket that has no other bracket to work out in it."""
    for part in children(node):
        if (inner := _innermost(part)) is not None:
            return inner
    if isinstance(node, Bracket) and not is_plain(node.inner):
        return node.inner
    return None


def _worked(piece: Node, whole: Node, desk: Desk) -> Node | None:
    """The whole with one more operation of the piece worked out."""
    target = _first_power(piece)
    if target is not None:
        taken = desk.take("power", target)
    else:
        target, taken = _next_operation(piece, desk)
        if target is None:
            return None
    found: Node = taken.value
    after = _replaced(whole, target, found)
    desk.write(taken, written(after), written(target), written(found))
    return after


def _first_power(node: Node) -> Node | None:
    if isinstance(node, Power):
        return node
    return next((found for part in children(node) if (found := _first_power(part)) is not None), None)


def _next_operation(piece: Node, desk: Desk) -> tuple[Node | None, Taken]:
    if isinstance(piece, Sum):
        taken = desk.take("order-of-operations", piece)
        if taken.misconception is not None:
            return piece, taken
    target = _first_product(piece)
    if target is not None:
        return target, desk.take("work-out", target)
    if isinstance(piece, Sum):
        numbers = tuple((numeral(n) or Fraction(0)) * (-1 if sign == "-" else 1) for sign, n in piece.terms)
        result, noted = expression_rules.added(numbers, desk.hand)
        assert noted is not None
        return piece, noted._replace(value=number(result))
    return None, desk.take("work-out", piece)


def _first_product(node: Node) -> Node | None:
    if isinstance(node, Product | Quotient) and unworked(node):
        return node
    return next((found for part in children(node) if (found := _first_product(part)) is not None), None)


def _replaced(whole: Node, target: Node, found: Node) -> Node:
    """The first such piece replaced; brackets around a plain number from 0 up come off."""
    done = False

    def visit(node: Node) -> Node:
        nonlocal done
        if not done and node == target:
            done = True
            return found
        parts = children(node)
        if done or not parts:
            return node
        after = with_children(node, tuple(map(visit, parts)))
        if isinstance(after, Bracket) and is_plain(after.inner) and not isinstance(after.inner, Negative):
            return after.inner if done and after != node else after
        return after

    return visit(whole)
