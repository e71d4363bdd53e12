"""On which items each misconception about algebra shows, told from the item's numbers alone.

A claim is exact: true if and only if one of a holder's answers is graded wrong.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from teachsim.domains.algebra.formulas import RIGHT, Method, Pair, flat, simplified, solution
from teachsim.domains.algebra.notation import EQUATIONS
from teachsim.domains.algebra.terms import terms
from teachsim.domains.algebra.working import proportion_parts
from teachsim.domains.expressions.tree import Letter, Power, Product, Sum, bare, numeral

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from teachsim.domains.base import Item
    from teachsim.domains.expressions.tree import Node

Claim: TypeAlias = "Callable[[Item], bool]"

_ZERO = Fraction(0)


def _goes_wrong(*methods: Method) -> Claim:
    """Whether one of these methods gives something else than the right one, on any kind."""

    def claim(item: Item) -> bool:
        result = solution if item.kind in EQUATIONS else simplified
        return any(result(item.data, method) != result(item.data, RIGHT) for method in methods)

    return claim


# --- expressions --------------------------------------------------------------------------------------


def _digits(number: Fraction, letters: tuple[str, ...]) -> list[Pair]:
    if number.denominator != 1 or len(letters) != 1:
        return [(number, letters)]
    return [(10 * number, ()), (Fraction(1), letters)]


def _plus(number: Fraction, letters: tuple[str, ...]) -> list[Pair]:
    return [(number, ()), *((Fraction(1), (letter,)) for letter in letters)]


def _no_letter(number: Fraction, letters: tuple[str, ...]) -> list[Pair]:
    return [(number, () if number != 1 else letters)]


def _first_only(times: Pair, parts: Sequence[Pair], divided: bool) -> list[Pair]:
    if divided or (abs(times[0]) == 1 and not times[1]):
        return RIGHT.out(times, parts, divided)
    return [*RIGHT.out(times, parts[:1], divided), *parts[1:]]


def _added_to_bracket(times: Pair, parts: Sequence[Pair], divided: bool) -> list[Pair]:
    if divided or (abs(times[0]) == 1 and not times[1]):
        return RIGHT.out(times, parts, divided)
    return [times, *parts]


def _minus_to_first(times: Pair, parts: Sequence[Pair], divided: bool) -> list[Pair]:
    if times[0] >= 0:
        return RIGHT.out(times, parts, divided)
    others = RIGHT.out((-times[0], times[1]), parts[1:], divided)
    return [*RIGHT.out(times, parts[:1], divided), *others]


def _last_divided(times: Pair, parts: Sequence[Pair], divided: bool) -> list[Pair]:
    if not divided:
        return RIGHT.out(times, parts, divided)
    sign = Fraction(-1 if times[0] < 0 else 1)
    return [*RIGHT.out((sign, ()), parts[:-1], False), *RIGHT.out(times, parts[-1:], True)]


def _first_divided(times: Pair, parts: Sequence[Pair], divided: bool) -> list[Pair]:
    if not divided:
        return RIGHT.out(times, parts, divided)
    sign = Fraction(-1 if times[0] < 0 else 1)
    return [*RIGHT.out(times, parts[:1], True), *RIGHT.out((sign, ()), parts[1:], False)]


def _lone_letters_left_out(numbers: Sequence[Fraction]) -> Sequence[Fraction]:
    return [number for number in numbers if abs(number) != 1] or numbers


def _minus_kept_for_the_end(numbers: Sequence[Fraction]) -> Sequence[Fraction]:
    first, *others = numbers
    return numbers if first >= 0 else [first - sum(others)]


def two_minuses_add(one: Fraction, two: Fraction) -> Fraction:
    """Two negative numbers give a positive one."""
    return abs(one + two) if one < 0 and two < 0 else one + two


def never_below_zero(one: Fraction, two: Fraction) -> Fraction:
    """A positive and a negative number never give a negative one."""
    return abs(one + two) if one * two < 0 else one + two


def _has_like_terms(item: Item) -> bool:
    """Two terms with the same letters stand apart once the brackets are off."""
    letters = [found for number, found in flat(item.data, RIGHT) if found and number]
    return len(set(letters)) < len(letters)


def _like_terms_are_left(item: Item) -> bool:
    """Two terms with the same letters stand apart, and do not cancel each other."""
    letters = [found for number, found in flat(item.data, RIGHT) if found and number]
    left = simplified(item.data, RIGHT)
    return any(letters.count(found) > 1 for found in left)


def _ends_in_unlike_terms(item: Item) -> bool:
    """The simplified expression has several terms, no letter twice and no powers, and their numbers sum."""
    found = simplified(item.data, RIGHT)
    letters = [letter for key in found for letter in key]
    alone = len(found) > 1 and bool(letters) and len(set(letters)) == len(letters)
    return alone and sum(found.values(), start=_ZERO) != 0


# --- squares and products of brackets -----------------------------------------------------------------


def _terms_of_brackets(node: Node) -> list[list[tuple[Fraction, tuple[str, ...]]]]:
    brackets: Sequence[Node] = ()
    if isinstance(node, Power):
        brackets = (node.base, node.base)
    elif isinstance(node, Product):
        brackets = node.factors
    return [[(part.coefficient, part.letters) for part in terms(bare(b)) or ()] for b in brackets]


def _always(item: Item) -> bool:
    """Both terms of the bracket are there, so what is left out or changed is missed."""
    return True


def _middle_is_missed(item: Item) -> bool:
    """Outer and inner products do not cancel, as they do in (x + 3)(x - 3)."""
    (a, b), (c, d) = _terms_of_brackets(item.data)
    outer, inner = _product(a, d), _product(b, c)
    return outer[1] != inner[1] or outer[0] + inner[0] != 0


def _product(one: Pair, two: Pair) -> Pair:
    return one[0] * two[0], tuple(sorted(one[1] + two[1]))


def _something_is_taken_away(item: Item) -> bool:
    """A positive term comes first, and another is taken away from it."""
    inner = bare(item.data.base)
    return isinstance(inner, Sum) and any(sign == "-" for sign, _ in inner.terms)


# --- equations ----------------------------------------------------------------------------------------


def _other_way_round(b: Fraction, c: Fraction) -> list[Fraction]:
    return [b, -c] if b > 0 else [c, -b]


def _one_term_divided(a: Fraction, b: Fraction, c: Fraction) -> tuple[Fraction, Fraction, Fraction]:
    return (Fraction(1), b, c / a) if abs(a) != 1 else (a, b, c)


def _taken_away(a: Fraction, c: Fraction) -> Fraction:
    return c - a if a.denominator == 1 and a != -1 else c / a


def _wrong_way_round(a: Fraction, c: Fraction) -> Fraction:
    return a / c if a.denominator == 1 and a != -1 and c else c / a


def _again(a: Fraction, c: Fraction) -> Fraction:
    return c * a if a != -1 else c / a


# --- proportions --------------------------------------------------------------------------------------


def _parts(item: Item) -> tuple[list[Fraction], int]:
    """a, b, c, d of a/b = c/d, with 0 for the letter, and its place."""
    found = proportion_parts(item.data)
    assert found is not None
    return [numeral(part) or _ZERO for part in found], next(
        place for place, part in enumerate(found) if isinstance(part, Letter)
    )


def _fourth(item: Item) -> Fraction:
    (a, b, c, d), place = _parts(item)
    if place in (0, 3):
        return b * c / (a or d)
    return a * d / (b or c)


def _along_each_side(item: Item) -> bool:
    """ab = cd gives another number than ad = bc."""
    (a, b, c, d), place = _parts(item)
    found = (c * d) / b if place == 0 else (c * d) / a if place == 1 else (a * b) / (d if place == 2 else c)
    return found != _fourth(item)


def _tops_and_bottoms(item: Item) -> bool:
    """ac = bd gives another number than ad = bc."""
    (a, b, c, d), place = _parts(item)
    found = (b * d) / (c if place == 0 else a) if place in (0, 2) else (a * c) / (d if place == 1 else b)
    return found != _fourth(item)


def _same_difference(item: Item) -> bool:
    """The same amount more is not the same number of times as much."""
    (a, b, c, d), place = _parts(item)
    found = (c + b - d, d + a - c, a + d - b, b + c - a)[place]
    return found != _fourth(item)


def _without_colons(item: Item) -> bool:
    """The figures of a:b behind each other, divided by the number beside the letter."""
    found = proportion_parts(item.data)
    assert found is not None
    _, place = _parts(item)
    left, right = found[:2], found[2:]
    numbers, with_letter = (left, right) if place > 1 else (right, left)
    figures = "".join(getattr(part, "text", "") for part in numbers)
    if not figures.isdigit():
        return False
    known = next(value for part in with_letter if (value := numeral(part)))
    return Fraction(figures) / known != _fourth(item)


# --- all ----------------------------------------------------------------------------------------------

CLAIMS: Mapping[str, Claim] = {
    "digits-side-by-side": _goes_wrong(Method(beside=_digits)),
    "adds-side-by-side": _goes_wrong(Method(beside=_plus)),
    "letter-not-used": _goes_wrong(Method(beside=_no_letter)),
    "multiplies-first-term-only": _goes_wrong(Method(out=_first_only)),
    "adds-number-before-bracket": _goes_wrong(Method(out=_added_to_bracket)),
    "minus-to-first-term-only": _goes_wrong(Method(out=_minus_to_first)),
    "divides-one-term-only": _goes_wrong(Method(out=_last_divided), Method(out=_first_divided)),
    "lone-letter-counts-nothing": _goes_wrong(Method(gather=_lone_letters_left_out)),
    "letters-put-together-too": _like_terms_are_left,
    "detached-minus": _goes_wrong(Method(gather=_minus_kept_for_the_end)),
    "stops-before-combining": _has_like_terms,
    "two-negatives-make-positive": _goes_wrong(Method(add=two_minuses_add)),
    "never-below-zero": _goes_wrong(Method(add=never_below_zero)),
    "conjoins-unlike-terms": _ends_in_unlike_terms,
    "squares-each-term": _middle_is_missed,
    "square-as-difference": _something_is_taken_away,
    "middle-term-once": _always,
    "power-as-times": _always,
    "firsts-and-lasts-only": _middle_is_missed,
    "divides-before-moving": _goes_wrong(Method(first=_one_term_divided)),
    "keeps-sign-moving-number": _goes_wrong(Method(number=lambda b, c: [c, b])),
    "reverses-subtraction-moving": _goes_wrong(Method(number=_other_way_round)),
    "drops-number-on-one-side": _goes_wrong(Method(number=lambda b, c: [c])),
    "keeps-sign-moving-letter": _goes_wrong(Method(letters=lambda kept, moved: ([kept, moved], []))),
    "drops-letter-on-one-side": _goes_wrong(Method(letters=lambda kept, moved: ([kept], []))),
    "moves-number-of-letter": _goes_wrong(Method(letters=lambda kept, moved: ([kept], [-moved]))),
    "subtracts-coefficient": _goes_wrong(Method(last=_taken_away)),
    "divides-wrong-way-round": _goes_wrong(Method(last=_wrong_way_round)),
    "repeats-the-operation": _goes_wrong(Method(last=_again)),
    "drops-minus-of-coefficient": _goes_wrong(Method(last=lambda a, c: c / abs(a))),
    "multiplies-along-sides": _along_each_side,
    "tops-times-tops": _tops_and_bottoms,
    "adds-in-proportion": _same_difference,
    "leaves-colons-out": _without_colons,
}
"""By misconception id, for all kinds but substitution."""
