"""How numbers with signs are added, taken away, multiplied and divided, rightly and wrongly.

Each procedure is written once and asks the student's hand at named slots: `heed-signs` (is a sign a
part of its number), `minus-a-negative`, `both-negative`, `unlike-signs`, `below-zero` (4 - 9) and
`product-sign`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.arithmetic.number_topic import operation
from teachsim.domains.rules import Rulebook

if TYPE_CHECKING:
    from teachsim.domains.base import Step
    from teachsim.domains.rules import Hand, Taken

book = Rulebook()


class Pair(NamedTuple):
    """The parsed parts of an item."""

    first: int
    sign: str
    """`+`, `-`, `×` or `÷`."""
    second: int

    @property
    def text(self) -> str:
        """As written: a second number below zero stands in brackets."""
        return f"{self.first} {self.sign} {enclosed(self.second)}"


def enclosed(value: int) -> str:
    """The number, in brackets when it has a minus sign."""
    return f"({value})" if value < 0 else str(value)


# --- rules -----------------------------------------------------------------------------------------


@book.right_rule(slot="heed-signs")
def signs_belong_to_numbers(pair: Pair) -> Pair:
    """Each number keeps its sign."""
    return pair


@book.mal_rule(slot="heed-signs", source="Ashlock 2006")
def signs_left_out(pair: Pair) -> Pair | None:
    """Work as if the numbers had no signs. None where that comes to the same.

    >>> signs_left_out(Pair(4, "+", -3))
    Pair(first=4, sign='+', second=3)
    >>> signs_left_out(Pair(-4, "×", -3))
    """
    first, sign, second = pair
    same = first < 0 and second < 0 if sign in "×÷" else (sign == "-" and first == second)
    return None if same else Pair(abs(first), sign, abs(second))


@book.right_rule(slot="minus-a-negative")
def taking_a_negative_away_adds(second: int) -> int:
    """The number to be added instead: the opposite of what is taken away."""
    return -second


@book.mal_rule(slot="minus-a-negative", source="Vlassis 2004")
def minus_a_negative_stays_minus(second: int) -> int | None:
    """Two signs say minus twice, so it is taken away.

    >>> minus_a_negative_stays_minus(-5)
    -5
    """
    return second


@book.right_rule(slot="both-negative")
def further_below_zero(one: int, two: int, touching: bool) -> int:
    """Both sizes together, below zero.

    one, two: the sizes, without signs
    touching: whether it is written as a sum of a negative number (`-8 + (-3)`), not as `-8 - 3`
    """
    return -(one + two)


@book.mal_rule(slot="both-negative", source="Ashlock 2006")
def two_minuses_make_a_plus_sum(one: int, two: int, touching: bool) -> int | None:
    """Two negative numbers make a positive one: their sum, without a sign.

    >>> two_minuses_make_a_plus_sum(2, 5, True)
    7
    """
    return one + two if touching else None


@book.mal_rule(slot="both-negative", source="Ashlock 2006")
def two_minuses_make_a_plus_difference(one: int, two: int, touching: bool) -> int | None:
    """Two negative numbers make a positive one: what is between them.

    >>> two_minuses_make_a_plus_difference(8, 3, True)
    5
    """
    return abs(one - two) if touching else None


@book.mal_rule(slot="both-negative", source="Bishop et al. 2016")
def minus_and_minus_turn_to_plus(one: int, two: int, touching: bool) -> int | None:
    """The minus of the number and the minus between the numbers cancel: add, without a sign.

    >>> minus_and_minus_turn_to_plus(8, 3, False)
    11
    """
    return None if touching else one + two


@book.right_rule(slot="unlike-signs")
def the_larger_size_gives_the_sign(first: int, second: int) -> int:
    """The difference of the sizes, with the sign of the number of larger size."""
    return first + second


@book.mal_rule(slot="unlike-signs", source="Ashlock 2006")
def the_sign_left_off(first: int, second: int) -> int | None:
    """The difference of the sizes, and no sign at all.

    >>> the_sign_left_off(5, -9)
    4
    """
    return abs(first + second) if first + second < 0 else None


@book.mal_rule(slot="unlike-signs", source="Ashlock 2006")
def the_smaller_size_gives_the_sign(first: int, second: int) -> int | None:
    """The difference of the sizes with the sign of the smaller one.

    >>> the_smaller_size_gives_the_sign(4, -3)
    -1
    """
    return -(first + second) if first + second else None


@book.mal_rule(slot="unlike-signs", source="Khalid & Embong 2020")
def the_first_number_gives_the_sign(first: int, second: int) -> int | None:
    """The difference of the sizes with the sign of the number that stands first.

    >>> the_first_number_gives_the_sign(-4, 9)
    -5
    """
    return -(first + second) if (first + second) * first < 0 else None


@book.mal_rule(slot="unlike-signs", source="Vlassis 2004")
def the_minus_covers_the_sum(first: int, second: int) -> int | None:
    """The minus in front counts for all that follows: -9 + 4 is worked as -(9 + 4).

    >>> the_minus_covers_the_sum(-9, 4)
    -13
    """
    return first - second if first < 0 else None


@book.right_rule(slot="below-zero")
def count_down_past_zero(first: int, second: int) -> int:
    """What is missing, below zero."""
    return first - second


@book.mal_rule(slot="below-zero", source="Murray 1985")
def turn_the_difference_round(first: int, second: int) -> int | None:
    """The smaller number is taken from the larger, whichever stands first.

    >>> turn_the_difference_round(4, 9)
    5
    """
    return second - first


@book.mal_rule(slot="below-zero", source="Bofferding 2014")
def stop_at_zero(first: int, second: int) -> int | None:
    """When everything is gone there is nothing left, so 0.

    >>> stop_at_zero(4, 9)
    0
    """
    return 0


@book.right_rule(slot="product-sign")
def like_signs_plus_unlike_minus(first: int, second: int) -> int:
    """1 for like signs, -1 for unlike ones."""
    return 1 if (first < 0) == (second < 0) else -1


@book.mal_rule(slot="product-sign", source="Khalid & Embong 2020")
def any_minus_makes_it_minus(first: int, second: int) -> int | None:
    """Where there is a minus the result has one, also where there are two.

    >>> any_minus_makes_it_minus(-3, -4)
    -1
    """
    return -1 if first < 0 and second < 0 else None


@book.mal_rule(slot="product-sign", source="Khalid & Embong 2020")
def larger_size_gives_the_product_its_sign(first: int, second: int) -> int | None:
    """As in adding, the number of larger size gives the sign; of two alike, the first.

    >>> larger_size_gives_the_product_its_sign(-3, 4)
    1
    """
    sign = 1 if (first if abs(first) >= abs(second) else second) > 0 else -1
    return None if sign == like_signs_plus_unlike_minus(first, second) else sign


# --- procedures ------------------------------------------------------------------------------------


def work(pair: Pair, hand: Hand) -> tuple[int, tuple[Step, ...]]:
    """The result and the steps."""
    steps: list[Step] = []
    plain: Taken | None = None
    if pair.first < 0 or pair.second < 0:
        plain = hand.at("heed-signs", pair)
        if plain.misconception:
            pair = plain.value
            steps.append(_without_signs(plain, pair))
    if pair.sign in "×÷":
        return _product(pair, hand, plain, steps), tuple(steps)
    return _sum(pair, hand, plain, steps), tuple(steps)


def _sum(pair: Pair, hand: Hand, plain: Taken | None, steps: list[Step]) -> int:
    first, sign, second = pair
    if sign == "-" and second < 0:
        plain = hand.at("minus-a-negative", second)
        second, sign = abs(second), "+" if plain.value > 0 else "-"
        steps.append(_rewritten(plain, pair, Pair(first, sign, second)))
    if first < 0 and (sign == "-" or second < 0):
        taken = hand.at("both-negative", -first, abs(second), sign == "+")
        steps += _say_both_negative(taken, Pair(first, sign, second))
    elif first < 0 or second < 0:
        taken = hand.at("unlike-signs", first, second)
        steps += _say_unlike(taken, Pair(first, sign, second))
    elif sign == "-" and first < second:
        taken = hand.at("below-zero", first, second)
        steps.append(_say_below_zero(taken, Pair(first, sign, second)))
    else:
        assert plain is not None  # every other item has a number below zero
        total = first + second if sign == "+" else first - second
        steps.append(operation(plain, first, sign, second, total))
        return total
    result: int = taken.value
    return result


def _product(pair: Pair, hand: Hand, plain: Taken | None, steps: list[Step]) -> int:
    one, two = abs(pair.first), abs(pair.second)
    size = one * two if pair.sign == "×" else one // two
    if pair.first > 0 and pair.second > 0:
        assert plain is not None
        steps.append(operation(plain, one, pair.sign, two, size))
        return size
    taken = hand.at("product-sign", pair.first, pair.second)
    result: int = taken.value * size
    steps.append(operation(taken, one, pair.sign, two, size))
    why = {
        "like-signs-plus-unlike-minus": "the signs are the same"
        if result > 0
        else "there is one minus and one plus",
        "any-minus-makes-it-minus": "there is a minus in it",
        "larger-size-gives-the-product-its-sign": f"the bigger one is {'plus' if result > 0 else 'minus'}",
    }[taken.rule]
    steps.append(
        taken.step(
            f"{pair.text} = {result}",
            f"{why}, so it's {result}",
            f"with the sign it's {result}, because {why}",
            f"then the sign, {why}, that makes {result}",
        )
    )
    return result


# --- saying it -------------------------------------------------------------------------------------


def _without_signs(taken: Taken, pair: Pair) -> Step:
    first, sign, second = pair
    return taken.step(
        f"{first} {sign} {second}",
        f"I just did it with {first} and {second}",
        f"the numbers are {first} and {second}",
        f"the little minus doesn't count, so it's {first} and {second}",
    )


def _rewritten(taken: Taken, before: Pair, after: Pair) -> Step:
    does = "taking away a minus is adding" if after.sign == "+" else "it's still taking away"
    return taken.step(
        f"{before.text} = {after.text}",
        f"{does}, so {after.text}",
        f"I wrote it as {after.text}",
        f"{before.text} is the same as {after.text}",
    )


def _say_both_negative(taken: Taken, pair: Pair) -> list[Step]:
    result = taken.value
    one, two = abs(pair.first), abs(pair.second)
    if taken.rule == "further-below-zero":
        why = f"I'm at {pair.first} and go down {two} more"
    elif taken.rule == "minus-and-minus-turn-to-plus":
        why = "minus and minus is plus"
    else:
        why = "two negatives make a positive"
    if abs(result) == one + two:
        first = operation(taken, one, "+", two, one + two)
    else:
        first = operation(taken, max(one, two), "-", min(one, two), abs(result))
    return [
        first,
        taken.step(
            f"{pair.text} = {result}",
            f"{why}, so {result}",
            f"that makes {result}, because {why}",
            f"{why}, that's {result}",
        ),
    ]


def _say_unlike(taken: Taken, pair: Pair) -> list[Step]:
    result = taken.value
    one, two = abs(pair.first), abs(pair.second)
    if taken.rule == "the-minus-covers-the-sum":
        first = operation(taken, one, "+", two, one + two)
        why = "there's a minus in front"
    else:
        first = operation(taken, max(one, two), "-", min(one, two), abs(one - two))
        larger = max(pair.first, pair.second, key=abs)
        why = {
            "the-larger-size-gives-the-sign": f"{larger} is the stronger one"
            if result
            else "they cancel each other",
            "the-sign-left-off": "I don't need a sign any more",
            "the-smaller-size-gives-the-sign": f"it gets the sign of {pair.first + pair.second - larger}",
            "the-first-number-gives-the-sign": f"it starts with {pair.first}",
        }[taken.rule]
    return [
        first,
        taken.step(
            f"{pair.text} = {result}",
            f"{why}, so {result}",
            f"that makes {result}, because {why}",
            f"{why}, and that gives {result}",
        ),
    ]


def _say_below_zero(taken: Taken, pair: Pair) -> Step:
    first, _, second = pair
    result = taken.value
    if taken.rule == "turn-the-difference-round":
        return operation(taken, second, "-", first, result)
    if taken.rule == "stop-at-zero":
        return taken.step(
            f"{pair.text} = 0",
            "there's nothing left, so 0",
            f"you can't take {second} from {first}, it just goes down to 0",
            f"{first} are gone and then it's 0",
        )
    return taken.step(
        f"{pair.text} = {result}",
        f"{first} gets me to zero and then I go on down to {result}",
        f"{second} is more than {first}, so I end up below zero at {result}",
        f"I count back from {first} past zero and land on {result}",
    )
