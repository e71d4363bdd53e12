"""Sympy's judgement of an item and an answer, read from their texts alone: nothing of ours is asked.

A judge is a function of both texts. It says whether the answer is right, in a form that the item accepts;
None where it is right only when rounded, which is for each topic to accept or not.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from string import ascii_letters
from typing import TYPE_CHECKING, Any

import sympy
from sympy.parsing.sympy_parser import (
    convert_xor,
    implicit_multiplication,
    parse_expr,
    rationalize,
    standard_transformations,
)

if TYPE_CHECKING:
    from collections.abc import Callable

# --- reading ---------------------------------------------------------------------------------------

_READ = (*standard_transformations, rationalize, implicit_multiplication, convert_xor)
_LETTERS = {name: sympy.Symbol(name, real=True) for name in ascii_letters}
_MIXED = re.compile(r"(?<![\d./^])(\d+) (\d+/\d+)")
_FRACTION = re.compile(r"(?<![\d./^])(\d+)/(\d+)(?![\d.])")
_NUMBER = re.compile(r"-?(?:\d+ \d+/\d+|\d+/-?\d+|\d*\.\d+|\d+)")
_SIDE_BY_SIDE = re.compile(r"(?<=[A-Za-z])(?=[A-Za-z])")


@cache
def expression(text: str) -> Any:
    """What a person wrote as sympy has it, worked out."""
    text = _MIXED.sub(r"(\1 + \2)", text)
    text = _FRACTION.sub(r"(\1/\2)", text).replace("×", "*").replace("÷", "/")
    text = _SIDE_BY_SIDE.sub("*", text)
    return parse_expr(text, local_dict=_LETTERS, transformations=_READ)


def number(text: str) -> Any:
    """A whole, decimal, mixed number or fraction, with or without % and thousands commas; None for others."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text.strip()).removesuffix("%").strip().removeprefix("$")
    if not _NUMBER.fullmatch(text) or re.search(r"/-?0+$", text):
        return None
    sign = -1 if text.startswith("-") else 1
    return sign * sum(map(sympy.Rational, text.removeprefix("-").split()), start=sympy.Integer(0))


def numbers(text: str) -> list[Any]:
    """All plain numbers in a text, in their order."""
    return [number(found) for found in re.findall(r"\d{1,3}(?:,\d{3})+|\d+/\d+|\d*\.\d+|\d+", text)]


def the_number(truth: Any, answer: str) -> bool | None:
    """Whether an answer is this number; None where it is so only when rounded to its own places."""
    found = number(answer)
    if found is None:
        return False
    if found == truth:
        return True
    places = len(answer.strip().removesuffix("%").partition(".")[2]) if "." in answer else 0
    near = places > 0 and abs(found - truth) * 2 * 10**places <= 1
    return None if near else False


def sign_of(value: Any) -> str:
    return "<" if value < 0 else ">" if value > 0 else "="


def only_solution(equation: str, letter: Any = None) -> Any:
    """The one number that fits an equation; None where there is none or more than one."""
    left, right = map(expression, equation.split("="))
    letters = {letter} if letter else (left - right).free_symbols
    if len(letters) != 1:
        return None
    found = sympy.solve(left - right, letters.pop())
    return found[0] if len(found) == 1 else None


# --- arithmetic ------------------------------------------------------------------------------------


def worked_out(item: str, answer: str) -> bool | None:
    """A sum, product or power of numbers."""
    return the_number(expression(item), answer)


def divided(item: str, answer: str) -> bool | None:
    """A quotient, perhaps with its remainder."""
    if match := re.fullmatch(r"(\d+) r (\d+)", answer):
        one, two = map(sympy.Integer, item.split(" ÷ "))
        return divmod(one, two) == tuple(map(sympy.Integer, match.groups()))
    return worked_out(item, answer)


def in_lowest_terms(item: str, answer: str) -> bool | None:
    """A simplified fraction: as much, and nothing goes into top and bottom any more."""
    last = answer.rsplit(maxsplit=1)[-1]
    lowest = "/" not in last or sympy.gcd(*map(sympy.Integer, last.split("/"))) == 1
    return lowest and the_number(number(item.removeprefix("simplify ")), answer)


def rewritten(item: str, answer: str) -> bool | None:
    """A mixed number as one fraction, or a fraction as a mixed number."""
    match = re.fullmatch(r"write (.+) as (?:an improper fraction|a mixed number)", item)
    assert match
    if item.endswith("mixed number"):
        mixed = re.fullmatch(r"\d+(?: (\d+/\d+))?", answer)
        asked = mixed is not None and (not mixed[1] or number(mixed[1]) < 1)
    else:
        asked = "/" in answer and " " not in answer
    return asked and the_number(number(match[1]), answer)


def compared(item: str, answer: str) -> bool | None:
    """The sign between two numbers."""
    one, two = item.split(" __ ")
    return answer == f"{one} {sign_of(number(one) - number(two))} {two}"


def percentage(item: str, answer: str) -> bool | None:
    """The part, the percentage, the whole, or the percentage that is left."""
    one, two = numbers(item)
    if " of what" in item:
        truth = one / (two / 100)
    elif item.startswith("what percent") and "left" in item:
        truth = (one - two) / one * 100
    elif item.startswith("what percent"):
        truth = two / one * 100
    else:
        truth = one / 100 * two
    return the_number(truth, answer)


# --- algebra ---------------------------------------------------------------------------------------


def expanded(item: str, answer: str) -> bool | None:
    """Worth the same for all numbers, without brackets and with as few terms as it can have."""
    try:
        given, found = expression(item.removeprefix("simplify ")), expression(answer)
    except (SyntaxError, TypeError):
        return False
    fewest = len(sympy.Add.make_args(sympy.expand(given)))
    written = len(re.findall(r"(?<=\S) [-+] ", answer)) + 1
    return sympy.expand(given - found) == 0 and "(" not in answer and written == fewest


def solved(item: str, answer: str) -> bool | None:
    """What the letter of an equation is."""
    sides = [re.sub(r"^(.+):(.+)$", r"(\1)/(\2)", side) for side in item.split("=")]
    left, right = map(expression, sides)
    letter, _, found = answer.partition(" = ")
    (symbol,) = (left - right).free_symbols or {_LETTERS[next(filter(str.isalpha, item))]}
    fitting = sympy.solve(sympy.Eq(left, right), symbol)
    if not fitting:
        always = sympy.simplify(left - right) == 0
        return answer == ("any number" if always else "no solution")
    return len(fitting) == 1 and letter == symbol.name and the_number(fitting[0], found)


def put_in(item: str, answer: str) -> bool | None:
    """What an expression is worth for these numbers."""
    match = re.fullmatch(r"evaluate (.+) for (.+)", item)
    assert match
    given = (one.split(" = ") for one in match[2].split(" and "))
    return the_number(expression(match[1]).subs({_LETTERS[n]: number(v) for n, v in given}), answer)


def with_another(item: str, answer: str) -> bool | None:
    """A sum of letters, part of which is known."""
    match = re.fullmatch(r"if (\w) \+ (\w) = (\d+), what is (.+)\?", item)
    assert match
    one, two, known, asked = match.groups()
    truth = expression(asked).subs(_LETTERS[one], expression(known) - _LETTERS[two])
    try:
        return sympy.expand(truth - expression(answer)) == 0
    except (SyntaxError, TypeError):
        return False


def allowed(item: str, answer: str) -> bool | None:
    """What a letter can be, from a sum and an order."""
    match = re.fullmatch(r"if (\w) \+ (\w) = (\d+) and \w ([<>]) \w, what can \w be\?", item)
    assert match
    one, _, known, sign = match.groups()
    letter = _LETTERS[one]
    return _same_range(letter, _where(letter, one, sign, f"{known} - {one}"), answer)


def inequality(item: str, answer: str) -> bool | None:
    """Where an inequality holds."""
    left, sign, right = re.split(" ([<>]=?) ", item)
    (letter,) = (expression(left) - expression(right)).free_symbols
    return _same_range(letter, _where(letter, left, sign, right), answer)


def _same_range(letter: Any, truth: Any, answer: str) -> bool:
    found = sympy.S.EmptySet
    for part in answer.split(" or "):
        pieces = re.split(r" ([<>]=?|=) ", part)
        if len(pieces) not in (3, 5):
            return False
        both = sympy.S.Reals
        for at in range(0, len(pieces) - 2, 2):
            both &= _where(letter, *pieces[at : at + 3])
        found |= both
    return bool(truth == found)


def _where(letter: Any, left: str, sign: str, right: str) -> Any:
    """The numbers for which one side stands in this order to the other."""
    difference = sympy.Poly(expression(left) - expression(right), letter)
    sign = "==" if sign == "=" else sign
    return sympy.Union(*sympy.solvers.inequalities.solve_poly_inequality(difference, sign))


def larger(item: str, answer: str) -> bool | None:
    """Which of two expressions is the larger one, if that can be said."""
    one, two = item.removeprefix("which is larger, ").removesuffix("?").split(" or ")
    return answer == _verdict(one, two, sympy.expand(expression(one) - expression(two)))


def larger_letter(item: str, answer: str) -> bool | None:
    """Which of two letters is the larger one, from how one is made of the other."""
    match = re.fullmatch(r"if (\w) = (.+), which is larger, (\w) or (\w)\?", item)
    assert match
    letter, made, one, two = match.groups()
    difference = (_LETTERS[one] - _LETTERS[two]).subs(_LETTERS[letter], expression(made))
    return answer == _verdict(one, two, sympy.expand(difference))


def _verdict(one: str, two: str, difference: Any) -> str:
    if difference.free_symbols:
        return "it depends"
    return "they are the same" if difference == 0 else f"{one if difference > 0 else two} is larger"


def always(item: str, answer: str) -> bool | None:
    """Whether an equation is true for all numbers, for some or for none, under a condition or none."""
    claim, _, condition = item.removeprefix("always, sometimes or never: ").partition(", if ")
    left, right = map(expression, claim.split(" = "))
    if condition:
        one, two = map(expression, condition.split(" = "))
        letter = min((one - two).free_symbols, key=str)
        (put,) = sympy.solve(one - two, letter)
        left, right = left.subs(letter, put), right.subs(letter, put)
    rest = sympy.expand(left - right)
    if rest == 0:
        return answer == "always true"
    letters = sorted(rest.free_symbols, key=str)
    some = bool(letters) and bool(sympy.solve(rest, letters[0]))
    return answer == ("sometimes true" if some else "never true")


def filled(item: str, answer: str) -> bool | None:
    """What makes both sides the same."""
    return the_number(only_solution(item.replace("__", "z"), _LETTERS["z"]), answer)


def true(item: str, answer: str) -> bool | None:
    """Whether both sides come to the same."""
    left, right = map(expression, item.removeprefix("true or false: ").split(" = "))
    return answer == ("true" if left == right else "false")


def one_fraction(item: str, answer: str) -> bool | None:
    """The letter on top, and a single stroke."""
    match = re.fullmatch(r"write (.+) as one fraction", item)
    assert match
    top, stroke, bottom = answer.partition("/")
    if not stroke or not bottom.isdigit():
        return False
    return bool(expression(match[1]) == expression(top) / sympy.Integer(bottom))


def proportional(item: str, answer: str) -> bool | None:
    """The fourth number of a proportion, told or with a blank."""
    if "__" in item:
        left, right = (side.split(":") for side in item.replace("__", "z").split(" = "))
        cross = f"{left[0]}*{right[1]} = {left[1]}*{right[0]}"
        return the_number(only_solution(cross), answer)
    one, two, three = numbers(item)
    return the_number(two / one * three, answer)


def simplest_ratio(item: str, answer: str) -> bool | None:
    """As small whole numbers as can be, in the ratio given."""
    one, two = numbers(item)
    return answer == f"{(one / two).p}:{(one / two).q}"


def ratio_fraction(item: str, answer: str) -> bool | None:
    """The first part over the second, or over the whole mixture."""
    one, two = numbers(item)
    return the_number(one / (one + two) if item.startswith("mixed") else one / two, answer)


def whole_again(item: str, answer: str) -> bool | None:
    """The whole of which a part is known."""
    part, share = numbers(item)
    return the_number(part / share, answer)


def pair_compared(item: str, answer: str, *, per: Callable[[Any, Any], Any]) -> bool | None:
    """Of two pairs of numbers the one with more of something, as it is written."""
    one, two = item.partition(", ")[2].removesuffix("?").split(" or ")
    if "at that speed" in two:
        return answer == "the same"
    difference = per(*numbers(one)) - per(*numbers(two))
    truth = "the same" if difference == 0 else one if difference > 0 else two
    return answer == (truth.split()[0] if item.startswith("who ") and difference != 0 else truth)


_COUNTS = {
    word: sympy.Integer(count)
    for count, word in enumerate("zero one two three four five six seven eight nine ten".split())
}


def mixture(item: str, answer: str) -> bool | None:
    """Whether a mixture stays the same."""
    one, two = numbers(item)
    match = re.search(r"with (\w+) (more|times)", item.replace("twice", "two times"))
    assert match
    count = _COUNTS[match[1]]
    new = (one + count, two + count) if match[2] == "more" else (one * count, two * count)
    return answer == ("the same" if new[0] / new[1] == one / two else "different")


# --- stories: the equation behind each, with z for what is asked ------------------------------------


def of_formula(item: str, answer: str, *, formula: Callable[..., Any]) -> bool | None:
    """A number that the numbers of the text make by a formula."""
    return the_number(formula(*numbers(item)), answer)


def how_many(item: str, answer: str) -> bool | None:
    """A comparison of two amounts, either of them asked."""
    one, two = numbers(item)
    z = _LETTERS["z"]
    if "Ben has" in item.partition(":")[0]:
        truth = one * two if "times" in item else one + two if "more" in item else one - two
    else:
        told = z * two if "times" in item else z + two if "more" in item else z - two
        (truth,) = sympy.solve(told - one, z)
    return the_number(truth, answer)


def fee_and_units(item: str, answer: str) -> bool | None:
    """How many large units, when a small one is paid for."""
    fee, rate, total = numbers(item)
    small, large = (re.search(pattern, item) for pattern in (r"each (\w+)", r"how many (\w+)\?"))
    assert small
    assert large
    in_one = {("minute", "hours"): 60, ("pint", "gallons"): 8, ("cup", "quarts"): 4}[small[1], large[1]]
    return the_number((total - fee) / (rate * in_one), answer)


def percent_back(item: str, answer: str) -> bool | None:
    """By how many percent of the new amount the old one differs."""
    (percent,) = numbers(item)
    new = 1 + percent / 100 if "% more," in item else 1 - percent / 100
    return the_number(abs(1 / new - 1) * 100, answer)


# --- functions and coordinates ----------------------------------------------------------------------


def _through(item: str) -> Any:
    """The polynomial of least degree through the points of a table."""
    xs, ys = ([number(n) for n in re.findall(r"-?\d+", part)] for part in _COLUMNS.findall(item)[0])
    return sympy.interpolate(list(zip(xs, ys, strict=True)), _LETTERS["x"])


_COLUMNS = re.compile(r"x: ([-\d, ]+); y: ([-\d, ]+)")


def table_value(item: str, answer: str) -> bool | None:
    """What stands in a table for another x."""
    return the_number(_through(item).subs(_LETTERS["x"], numbers(item)[-1]), answer)


def table_rule(item: str, answer: str) -> bool | None:
    """The rule of a table."""
    left, _, right = answer.partition(" = ")
    try:
        return left == "y" and sympy.expand(_through(item) - expression(right)) == 0
    except (SyntaxError, TypeError):
        return False


def is_linear(item: str, answer: str) -> bool | None:
    """Whether the points of a table lie on one line."""
    degree = sympy.degree(_through(item), _LETTERS["x"])
    return answer == ("linear" if degree <= 1 else "not linear")


def growth(item: str, answer: str) -> bool | None:
    """Equal differences, equal factors, or neither."""
    told = item.partition(": ")[2]
    if "each year" in told:
        return answer == ("exponential" if "%" in told else "linear")
    row = numbers(told)
    differences = {two - one for one, two in pairwise(row)}
    factors = {two / one for one, two in pairwise(row)}
    linear, exponential = len(differences) == 1, len(factors) == 1
    return answer == ("linear" if linear else "exponential" if exponential else "something else")


def doubled(item: str, answer: str) -> bool | None:
    """What comes of a number that is multiplied again and again."""
    match = re.fullmatch(r"start with (\w+), (double|triple) it (\w+) times?", item)
    assert match
    factor = 2 if match[2] == "double" else 3
    return the_number(_COUNTS[match[1]] * factor ** _COUNTS[match[3]], answer)


def compound(item: str, answer: str) -> bool | None:
    """An amount that grows by a percentage each year."""
    start, percent, years = numbers(item)
    return the_number(start * (1 + percent / 100) ** years, answer)


def line_part(item: str, answer: str) -> bool | None:
    """The slope of a line, or where it meets an axis."""
    asked, _, rule = item.partition(" of y = ")
    x, line = _LETTERS["x"], expression(rule)
    truth = {"slope": sympy.diff(line, x), "y-intercept": line.subs(x, 0)}
    return the_number(truth[asked] if asked in truth else sympy.solve(line, x)[0], answer)


def moved(item: str, answer: str) -> bool | None:
    """A point, from where it starts and how it moves."""
    start = re.search(r"\((-?\d+), (-?\d+)\)", item)
    x, y = map(int, start.groups()) if start else (0, 0)
    for count, way in re.findall(r"(\d+) (left|right|up|down)", item):
        step = int(count) * (1 if way in ("right", "up") else -1)
        x, y = (x + step, y) if way in ("left", "right") else (x, y + step)
    return answer == f"({x}, {y})"


def mirrored(item: str, answer: str) -> bool | None:
    """A point on the other side of an axis."""
    match = re.fullmatch(r"reflect \((-?\d+), (-?\d+)\) in the ([xy])-axis", item)
    assert match
    point = sympy.Point(int(match[1]), int(match[2]))
    axis = sympy.Line((0, 0), (1, 0) if match[3] == "x" else (0, 1))
    return answer == str(tuple(map(int, point.reflect(axis))))


def coordinate(item: str, answer: str) -> bool | None:
    """How far along one axis a point lies."""
    right, up = numbers(item)
    return the_number(right if "right" in item else up, answer)
