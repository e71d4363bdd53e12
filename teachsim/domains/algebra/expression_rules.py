"""How expressions are simplified and expanded, rightly and wrongly.

Every function here changes one thing on one side of the paper; the topics put them in order. Right
rules and mal-rules of a slot stand together; those that only rewrite are data at the end.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.algebra.desk import Change
from teachsim.domains.algebra.pattern_rules import PatternRule, register
from teachsim.domains.algebra.terms import Term, joined, term, terms, tidy
from teachsim.domains.expressions.printer import written
from teachsim.domains.expressions.tree import (
    Bracket,
    Letter,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Signed,
    Sum,
    bare,
    children,
    numeral,
    signed,
    terms_of,
    total,
    unsigned,
    with_children,
)
from teachsim.domains.rules import Rulebook

if TYPE_CHECKING:
    from teachsim.domains.expressions.tree import Node
    from teachsim.domains.rules import Hand, Taken

book = Rulebook()


# --- letters and numbers side by side -----------------------------------------------------------------


@book.right_rule(slot="side-by-side")
def times(node: Node) -> Node:
    """A number beside a letter, or two letters side by side, are multiplied: nothing changes."""
    return node


@book.mal_rule(slot="side-by-side", source="Küchemann 1981, letter not used")
def leave_the_letter_out(node: Node) -> Node | None:
    """`3x` counts as 3; None where there is no number."""
    found = term(node)
    return found and found._replace(letters=()).node if found and found.coefficient != 1 else None


@book.mal_rule(slot="side-by-side", source="Chalouh & Herscovics 1988; MaE55")
def read_as_digits(node: Product) -> Node | None:
    """`2x` is twenty and something, as 24 is twenty and 4: it becomes 20 + x. None unless 2 is whole."""
    head, *others = node.factors
    tens = numeral(head)
    if tens is None or tens.denominator != 1 or len(others) != 1:
        return None
    return total([Term(10 * tens).node, others[0]])


@book.mal_rule(slot="side-by-side", source="Booth 1984; MaE53")
def read_as_plus(node: Product) -> Node | None:
    """`2x` is 2 + x, and `mn` is m + n."""
    return total(node.factors)


def read(node: Node, hand: Hand) -> tuple[Node, list[Change]]:
    """The expression as the student reads it, and what it read otherwise than it is meant."""
    changes: list[Change] = []

    def reading(here: Node) -> Node:
        if not isinstance(here, Product) or here.sign or not _is_term(here):
            parts = children(here)
            return with_children(here, tuple(map(reading, parts))) if parts else here
        taken = hand.at("side-by-side", here)
        if taken.misconception is None:
            return here
        after: Node = taken.value
        changes.append(Change(after, taken, written(here), written(after)))
        return Bracket(after) if isinstance(after, Sum) else after

    read_so = reading(node)
    return (without_needless_brackets(read_so) if changes else node), changes


def _is_term(node: Product) -> bool:
    return all(isinstance(factor, Number | Letter) for factor in node.factors)


def without_needless_brackets(node: Node) -> Node:
    """A sum with those brackets off that follow a plus sign or stand around everything."""
    parts: list[Signed] = []
    for sign, part in terms_of(bare(node)) if isinstance(bare(node), Sum) else (signed(node),):
        inner = bare(part)
        if sign == "+" and isinstance(part, Bracket) and isinstance(inner, Sum):
            parts += inner.terms
        else:
            parts.append(Signed(sign, part))
    return Sum(tuple(parts)) if len(parts) > 1 else unsigned(parts[0])


# --- brackets -----------------------------------------------------------------------------------------


@book.right_rule(slot="power")
def multiply_by_itself(node: Power) -> Node:
    """A square is its base times its base.

    >>> from teachsim.domains.expressions.parser import parse
    >>> written(multiply_by_itself(parse("(x + 3)^2")))
    '(x + 3)(x + 3)'
    """
    times = numeral(node.exponent) or Fraction(1)
    value = numeral(node.base)
    if value is not None:
        return Term(value ** int(times)).node
    return Product((node.base,) * int(times))


@book.mal_rule(slot="power", source="Ashlock 2006; MaE03")
def multiply_by_the_exponent(node: Power) -> Node | None:
    """The exponent is taken for a factor: 3^2 becomes 6, (x + 3)^2 becomes 2(x + 3)."""
    value, times = numeral(node.base), numeral(node.exponent)
    if value is None or times is None:
        return Product((node.exponent, node.base))
    return Term(value * times).node


@book.mal_rule(slot="power", source="Matz 1980; Booth 1984")
def write_the_middle_term_once(node: Power) -> Node | None:
    """(a + b)^2 becomes a² + ab + b²: the two products in the middle are counted once."""
    parts = terms(bare(node.base))
    if parts is None or len(parts) != 2:
        return None
    one, two = parts
    return joined([_by(one, one), _by(one, two), _by(two, two)])


@book.mal_rule(slot="power", source="Ashlock 2006; MaE04")
def take_the_square_for_a_difference_of_squares(node: Power) -> Node | None:
    """(z - 4)^2 is read as z² - 4 and taken apart: (z + 2)(z - 2). None unless a square is taken away."""
    parts = terms(bare(node.base))
    if parts is None or len(parts) != 2 or parts[0].coefficient != 1 or parts[1].letters:
        return None
    root = next((k for k in range(2, 16) if parts[1].coefficient == -k * k), None)
    if root is None:
        return None
    sums = (joined([parts[0], Term(Fraction(sign * root))]) for sign in (1, -1))
    return Product(tuple(map(Bracket, sums)))


@book.right_rule(slot="bracket-product")
def everything_with_everything(left: Node, right: Node) -> Node:
    """Each term of one bracket is multiplied with each of the other.

    >>> from teachsim.domains.expressions.parser import parse
    >>> written(everything_with_everything(parse("x + 2"), parse("x - 3")))
    'x^2 - 3x + 2x - 6'
    """
    return joined(_by(one, two) for one in terms(left) or () for two in terms(right) or ())


@book.mal_rule(slot="bracket-product", source="Matz 1980")
def firsts_and_lasts(left: Node, right: Node) -> Node | None:
    """(x + 2)(x + 3) becomes x² + 6: first with first, last with last."""
    ones, twos = terms(left), terms(right)
    if not ones or not twos:
        return None
    return joined([_by(ones[0], twos[0]), _by(ones[-1], twos[-1])])


@book.right_rule(slot="multiply-out")
def multiply_every_term(node: Node) -> Node:
    """What stands before a bracket (a minus sign too) or under it goes to every term in it.

    >>> from teachsim.domains.expressions.parser import parse
    >>> written(multiply_every_term(parse("-2(x - 3)")))
    '-2x + 6'
    """
    times, inner = _factor_and_bracket(node)
    return joined(_by(times, part) for part in inner)


@book.mal_rule(slot="multiply-out", source="Booth 1984; Kieran 1992")
def take_the_minus_to_the_first_term_only(node: Node) -> Node | None:
    """-2(x - 3) becomes -2x - 6: the number goes to all terms, the minus sign only to the first."""
    times, (first, *others) = _factor_and_bracket(node)
    if times.coefficient >= 0:
        return None
    return joined([_by(times, first), *(_by(times.scaled(Fraction(-1)), other) for other in others)])


@book.mal_rule(slot="multiply-out", source="Ashlock 2006; MaE25")
def divide_the_last_term_only(node: Node) -> Node | None:
    """(x + 6)/2 becomes x + 3."""
    if not _is_divided(node):
        return None
    times, (*others, last) = _factor_and_bracket(node)
    return joined([*(other.scaled(_sign(times)) for other in others), _by(times, last)])


@book.mal_rule(slot="multiply-out", source="Ashlock 2006; MaE25")
def divide_the_first_term_only(node: Node) -> Node | None:
    """(4x + 6)/2 becomes 2x + 6."""
    if not _is_divided(node):
        return None
    times, (first, *others) = _factor_and_bracket(node)
    return joined([_by(times, first), *(other.scaled(_sign(times)) for other in others)])


def _sign(times: Term) -> Fraction:
    return Fraction(-1 if times.coefficient < 0 else 1)


def _is_divided(node: Node) -> bool:
    return isinstance(node.inner if isinstance(node, Negative) else node, Quotient)


def _by(one: Term, two: Term) -> Term:
    return Term(
        one.coefficient * two.coefficient, tuple(sorted(one.letters + two.letters)), one.over or two.over
    )


def _factor_and_bracket(node: Node) -> tuple[Term, list[Term]]:
    """What is multiplied with a bracket, and the terms in it."""
    match node:
        case Negative(inner):
            times, parts = _factor_and_bracket(inner)
            return times.scaled(Fraction(-1)), parts
        case Quotient(top, bottom):
            return Term(1 / (numeral(bottom) or Fraction(1)), (), over=True), terms(bare(top)) or []
        case Product(factors):
            brackets = [factor for factor in factors if isinstance(bare(factor), Sum)]
            others = term(Product(tuple(factor for factor in factors if factor not in brackets)))
            return others or Term(Fraction(1)), terms(bare(brackets[0])) or []
    return Term(Fraction(1)), terms(bare(node)) or []


def bracket_off(side: Node, hand: Hand) -> Change | None:
    """The side with its first bracket multiplied out; None where there is none."""
    parts = terms_of(side)
    for place, (sign, node) in enumerate(parts):
        found = _one_bracket_off(sign, bare(node) if isinstance(bare(node), Power) else node, hand)
        if found is None:
            continue
        before, taken, after = found
        rest = [
            *map(unsigned, parts[:place]),
            *map(unsigned, terms_of(tidy(after))),
            *map(unsigned, parts[place + 1 :]),
        ]
        return Change(total(rest), taken, written(before), written(tidy(after)))
    return None


def _one_bracket_off(sign: str, node: Node, hand: Hand) -> tuple[Node, Taken, Node] | None:
    """What was looked at, what was done, and what it became; None where there is no bracket."""
    match node:
        case Power(base) if isinstance(bare(base), Sum):
            taken = hand.at("power", node)
            return node, taken, _with_sign(sign, taken.value)
        case Bracket(inner) if isinstance(bare(inner), Sum):
            whole: Node = Negative(node) if sign == "-" else node
        case Quotient(top) if isinstance(bare(top), Sum):
            whole = Negative(node) if sign == "-" else node
        case Product(factors):
            brackets = [bare(factor) for factor in factors if isinstance(bare(factor), Sum)]
            if not brackets:
                return None
            if len(brackets) == len(factors) == 2:
                taken = hand.at("bracket-product", *brackets)
                return node, taken, _with_sign(sign, taken.value)
            whole = _signed_product(sign, factors)
        case _:
            return None
    taken = hand.at("multiply-out", whole)
    return whole, taken, taken.value


def _with_sign(sign: str, node: Node) -> Node:
    if sign == "+":
        return node
    return Negative(Bracket(node)) if isinstance(node, Sum) else Negative(node)


def _signed_product(sign: str, factors: tuple[Node, ...]) -> Node:
    """One factor and one bracket, with the minus sign that stands before them."""
    bracket = next(factor for factor in factors if isinstance(bare(factor), Sum))
    others = tuple(factor for factor in factors if factor is not bracket)
    head = others[0] if len(others) == 1 else Product(others)
    return Product((Negative(head) if sign == "-" else head, Bracket(bare(bracket))))


# --- like terms ---------------------------------------------------------------------------------------


class Gathered(NamedTuple):
    """What is added up, and which letters the result gets."""

    coefficients: tuple[Fraction, ...]
    """None when the terms are left as they are."""
    letters: tuple[str, ...]


@book.right_rule(slot="like-terms")
def add_the_numbers_before_the_letters(group: tuple[Term, ...]) -> Gathered:
    """The numbers before the letters are added, and the letters stay."""
    return Gathered(tuple(part.coefficient for part in group), group[0].letters)


@book.mal_rule(slot="like-terms", source="Küchemann 1981; MaE55")
def count_a_lone_letter_as_nothing(group: tuple[Term, ...]) -> Gathered | None:
    """A letter without a number adds nothing: 4x + 2x + x becomes 6x."""
    counted = tuple(part.coefficient for part in group if abs(part.coefficient) != 1)
    return Gathered(counted, group[0].letters) if 0 < len(counted) < len(group) else None


@book.mal_rule(slot="like-terms", source="Ashlock 2006; Booth 1984")
def put_the_letters_together_too(group: tuple[Term, ...]) -> Gathered | None:
    """3x + 2x becomes 5x²: the numbers are added, and the letters multiplied."""
    letters = tuple(sorted(name for part in group for name in part.letters))
    return Gathered(tuple(part.coefficient for part in group), letters)


@book.mal_rule(slot="like-terms", source="Herscovics & Linchevski 1994; Kieran 1992")
def detach_the_minus(group: tuple[Term, ...]) -> Gathered | None:
    """-3x + 2x becomes -5x: the minus sign in front is kept for the end. None unless one is in front."""
    first = group[0].coefficient
    others = sum((part.coefficient for part in group[1:]), start=Fraction(0))
    return Gathered((first - others,), group[0].letters) if first < 0 and others else None


@book.mal_rule(slot="like-terms", source="Kieran 1992; MaE55")
def leave_like_terms_apart(group: tuple[Term, ...]) -> Gathered | None:
    """Terms with letters are not put together: 18x - 12 + 6x - 6 becomes 18x - 18 + 6x."""
    return Gathered((), group[0].letters)


@book.right_rule(slot="signed-sum")
def along_the_number_line(one: Fraction, two: Fraction) -> Fraction:
    """The sum of two numbers, signs and all."""
    return one + two


@book.mal_rule(slot="signed-sum", source="Ashlock 2006; MaE32")
def two_minuses_make_a_plus(one: Fraction, two: Fraction) -> Fraction | None:
    """Two negative numbers are added to a positive one: -12 - 6 is 18."""
    return -one - two if one < 0 and two < 0 else None


@book.mal_rule(slot="signed-sum", source="Ashlock 2006; Küchemann 1981")
def smaller_from_larger(one: Fraction, two: Fraction) -> Fraction | None:
    """The smaller number is taken from the larger, whichever comes first: 4 - 5 is 1."""
    return -(one + two) if one * two < 0 and one + two < 0 else None


def added(coefficients: tuple[Fraction, ...], hand: Hand) -> tuple[Fraction, Taken | None]:
    """The sum, worked out from left to right, and the rule that went wrong on the way, else the last."""
    result, *others = coefficients
    noted: Taken | None = None
    for other in others:
        taken = hand.at("signed-sum", result, other)
        result = taken.value
        if noted is None or noted.misconception is None:
            noted = taken
    return result, noted


def collect(side: Node, hand: Hand) -> Change | None:
    """The side with its first like terms put together: letters first, then plain numbers."""
    parts = terms(side)
    if parts is None or len(parts) < 2:
        return None
    groups: dict[tuple[str, ...], list[Term]] = {}
    for part in parts:
        groups.setdefault(part.letters, []).append(part)
    for letters in sorted(groups, key=lambda key: not key):
        group = tuple(groups[letters])
        if len(group) == 1:
            continue
        taken: Taken | None = None
        gathered = Gathered(tuple(part.coefficient for part in group), letters)
        if letters:
            taken = hand.at("like-terms", group)
            gathered = taken.value
            if not gathered.coefficients:
                continue
        result, noted = added(gathered.coefficients, hand)
        if noted is not None and (taken is None or (taken.misconception is None and noted.misconception)):
            taken = noted
        assert taken is not None
        new = Term(result, gathered.letters, group[0].over)
        place = parts.index(group[0])
        rest = [part for part in parts[place + 1 :] if part.letters != letters]
        return Change(
            joined([*parts[:place], new, *rest]),
            taken,
            written(total(p.node for p in group)),
            written(new.node),
        )
    return None


def like_terms_left(side: Node) -> tuple[Term, ...]:
    """The first terms with the same letters that still stand apart."""
    parts = terms(side) or []
    for part in parts:
        group = tuple(other for other in parts if other.letters == part.letters)
        if part.letters and len(group) > 1:
            return group
    return ()


# --- unlike terms -------------------------------------------------------------------------------------


@book.right_rule(slot="unlike-terms")
def leave_unlike_terms(node: Node) -> Node:
    """Terms with different letters stay apart."""
    return node


@book.mal_rule(slot="unlike-terms", source="Booth 1984; Küchemann 1981")
def join_unlike_terms(node: Node) -> Node | None:
    """3x + 4 becomes 7x, and 2a + 5b becomes 7ab. None with powers, and where it would be 0."""
    parts = terms(node)
    if parts is None or len(parts) < 2:
        return None
    letters = tuple(name for part in parts for name in part.letters)
    if not letters or len(set(letters)) != len(letters):
        return None
    together = sum((part.coefficient for part in parts), start=Fraction(0))
    return Term(together, tuple(sorted(letters))).node if together else None


register(
    book,
    (
        PatternRule(
            "square-each-term",
            "power",
            (("(?a + ?b)^2", "?a^2 + ?b^2"),),
            "Matz 1980",
        ),
        PatternRule(
            "square-each-term-and-keep-the-sign",
            "power",
            (("(?a - ?b)^2", "?a^2 - ?b^2"), ("(?a + ?b)^2", "?a^2 + ?b^2")),
            "Matz 1980; Booth 1984",
        ),
        PatternRule(
            "once-with-minus-once-with-plus",
            "power",
            (("(?a - ?b)^2", "(?a - ?b)(?a + ?b)"),),
            "Ashlock 2006; MaE04",
        ),
        PatternRule(
            "multiply-the-first-term-only",
            "multiply-out",
            (("?a*(?b + ?c)", "?a*?b + ?c"),),
            "Matz 1980; Sleeman 1984",
        ),
        PatternRule(
            "add-what-stands-before",
            "multiply-out",
            (("?a*(?b + ?c)", "?a + ?b + ?c"),),
            "Booth 1984",
        ),
    ),
)
