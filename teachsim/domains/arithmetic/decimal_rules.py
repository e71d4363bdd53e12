"""How decimals are compared, added and taken away, rightly and wrongly.

Numbers are kept as they are written, so that `0.50` and `.5` stay apart; sums are done with whole
numbers of the smallest place, never with floats. Each procedure is written once and asks the
student's hand at named slots; impasses are repaired as each mal-rule's docstring says.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.arithmetic.comparing import SIGN_WORDS, sign_between
from teachsim.domains.arithmetic.writing import tally
from teachsim.domains.rules import Rulebook, Taken

if TYPE_CHECKING:
    from teachsim.domains.base import Step
    from teachsim.domains.rules import Hand

book = Rulebook()


class Numeral(NamedTuple):
    """A decimal as it is written: `.50` has no digits before the point and `50` after it."""

    before: str
    after: str

    @property
    def text(self) -> str:
        """As written."""
        return f"{self.before}.{self.after}" if self.after else self.before

    @property
    def value(self) -> Decimal:
        """The number, however it is written."""
        return Decimal(self.text)

    @property
    def whole(self) -> int:
        """What stands before the point."""
        return int(self.before or "0")

    @property
    def places(self) -> int:
        """How many digits stand after the point."""
        return len(self.after)

    @property
    def digits(self) -> int:
        """All its digits as one whole number, the point ignored."""
        return int(self.before + self.after)

    def to_places(self, places: int) -> Numeral:
        """The same number with zeros behind it, up to so many places."""
        return Numeral(self.before, self.after.ljust(places, "0"))


class Task(NamedTuple):
    """The parsed parts of an item."""

    left: Numeral
    sign: str
    """`+`, `-`, or `__` for a comparison."""
    right: Numeral

    @property
    def bare(self) -> bool:
        """Whether a number is written without a 0 before the point, as answers then are too."""
        return not (self.left.before and self.right.before)


class Worked(NamedTuple):
    """What came out: a number, or `<`, `=` or `>`."""

    result: Numeral | str
    steps: tuple[Step, ...]


def work(task: Task, hand: Hand) -> Worked:
    """Work the task step by step with the rules of this hand."""
    steps: list[Step] = []
    if task.sign == "__":
        return Worked(_compared(task, hand, steps), tuple(steps))
    return Worked(_combined(task, hand, steps), tuple(steps))


def numeral(digits: int, places: int, bare: bool) -> Numeral:
    """The number of so many of the smallest place, with or without a 0 before the point.

    >>> numeral(13, 2, bare=True).text, numeral(13, 2, bare=False).text
    ('.13', '0.13')
    """
    whole, after = divmod(digits, 10**places)
    text = "" if bare and places and not whole else str(whole)
    return Numeral(text, str(after).zfill(places) if places else "")


# --- comparing -------------------------------------------------------------------------------------


@book.right_rule(slot="compare-decimals")
def compare_place_by_place(left: Numeral, right: Numeral) -> str:
    """`<`, `=` or `>`, once both have the same number of places.

    >>> compare_place_by_place(Numeral("", "04"), Numeral("", "5"))
    '<'
    """
    places = max(left.places, right.places)
    return sign_between(left.to_places(places).digits, right.to_places(places).digits)


@book.mal_rule(slot="compare-decimals", source="Steinle & Stacey 2004")
def longer_is_larger(left: Numeral, right: Numeral) -> str | None:
    """The number with more digits behind the point is the larger. Different wholes are seen rightly.

    >>> longer_is_larger(Numeral("0", "04"), Numeral("0", "5"))
    '>'
    """
    if left.whole != right.whole or left.places == right.places:
        return None
    return _unless_right(left, right, sign_between(left.places, right.places))


@book.mal_rule(slot="compare-decimals", source="Resnick et al. 1989")
def after_the_point_as_whole_numbers(left: Numeral, right: Numeral) -> str | None:
    """What stands behind the point is compared as whole numbers, nothing there being 0.

    >>> after_the_point_as_whole_numbers(Numeral("", "15"), Numeral("", "9"))
    '>'
    >>> after_the_point_as_whole_numbers(Numeral("", "04"), Numeral("", "5"))
    """
    if left.whole != right.whole:
        return None
    return _unless_right(left, right, sign_between(int(left.after or "0"), int(right.after or "0")))


@book.mal_rule(slot="compare-decimals", source="Steinle & Stacey 2004")
def shorter_is_larger(left: Numeral, right: Numeral) -> str | None:
    """The number with fewer digits behind the point is the larger; different wholes are seen rightly.

    Repair: a whole number has no tenths or hundredths to go by, so there the child does it rightly.

    >>> shorter_is_larger(Numeral("", "3"), Numeral("", "45"))
    '>'
    """
    if left.whole != right.whole or 0 in (left.places, right.places) or left.places == right.places:
        return None
    return _unless_right(left, right, sign_between(right.places, left.places))


@book.mal_rule(slot="compare-decimals", source="Steinle & Stacey 2004")
def only_two_places_count(left: Numeral, right: Numeral) -> str | None:
    """As with money, digits behind the second place do not count.

    >>> only_two_places_count(Numeral("0", "453"), Numeral("0", "45"))
    '='
    """
    one, two = (Numeral(n.before, n.after[:2]).to_places(2).digits for n in (left, right))
    return _unless_right(left, right, sign_between(one, two))


def _unless_right(left: Numeral, right: Numeral, sign: str) -> str | None:
    return None if sign == compare_place_by_place(left, right) else sign


def _compared(task: Task, hand: Hand, steps: list[Step]) -> str:
    left, _, right = task
    taken = hand.at("compare-decimals", left, right)
    sign: str = taken.value
    words = SIGN_WORDS[sign]
    match taken.rule:
        case "longer-is-larger" | "shorter-is-larger":
            longer, shorter = (left, right) if left.places > right.places else (right, left)
            larger, smaller = (longer, shorter) if taken.rule == "longer-is-larger" else (shorter, longer)
            why = "more" if larger is longer else "fewer"
            steps.append(
                taken.step(
                    f"{larger.text} > {smaller.text}",
                    f"{larger.text} has {why} numbers after the point, so it's bigger",
                    f"{larger.text} is {'longer' if why == 'more' else 'shorter'} than {smaller.text}",
                    f"{smaller.text} has {_count(smaller.places)} after the point "
                    f"and {larger.text} has {_count(larger.places)}",
                    f"I counted the numbers after the point, and {larger.text} has {why}",
                )
            )
        case "after-the-point-as-whole-numbers":
            one, two = (int(n.after or "0") for n in (left, right))
            steps.append(
                taken.step(
                    f"{one} {sign} {two}",
                    f"{one} is {words} {two}",
                    f"after the point it's {one} and {two}, and {one} is {words} {two}",
                    f"I looked behind the point, {one} is {words} {two}",
                )
            )
        case "only-two-places-count":
            one_cut, two_cut = (Numeral(n.before, n.after[:2]).text for n in (left, right))
            steps.append(
                taken.step(
                    f"{one_cut} {sign} {two_cut}",
                    f"like money it's {one_cut} and {two_cut}",
                    f"the first two numbers say {one_cut} and {two_cut}",
                    f"I only need two numbers after the point, so {one_cut} and {two_cut}",
                )
            )
        case _:
            _say_place_by_place(taken, left, right, steps)
    return sign


def _say_place_by_place(taken: Taken, left: Numeral, right: Numeral, steps: list[Step]) -> None:
    places = max(left.places, right.places)
    one, two = left.to_places(places), right.to_places(places)
    for before, after in ((left, one), (right, two)):
        if before != after:
            steps.append(_same_number(taken, before.text, after.text))
    words = SIGN_WORDS[taken.value]
    steps.append(
        taken.step(
            f"{one.text} {taken.value} {two.text}",
            f"{one.text} is {words} {two.text}",
            f"place by place, {one.text} is {words} {two.text}",
            f"with the same number of places {one.text} is {words} {two.text}",
        )
    )


def _count(places: int) -> str:
    return f"{places} number" if places == 1 else f"{places} numbers" if places else "nothing"


# --- adding and taking away ------------------------------------------------------------------------


@book.right_rule(slot="line-up-points")
def point_under_point(left: Numeral, sign: str, right: Numeral) -> int:
    """The points stand under each other: both are counted in the smallest place that occurs.

    Returns the number of places.

    >>> point_under_point(Numeral("24", "8"), "-", Numeral("2", "26"))
    2
    """
    return max(left.places, right.places)


@book.mal_rule(slot="line-up-points", source="Hiebert & Wearne 1985")
def last_digit_under_last_digit(left: Numeral, sign: str, right: Numeral) -> Numeral | None:
    """The last digits stand under each other, and the point is copied from the longer decimal.

    In taking away, the smaller is taken from the larger if it comes out that way (the repair). None
    where both have the same number of places.

    >>> last_digit_under_last_digit(Numeral("5", "1"), "+", Numeral("", "46")).text
    '.97'
    """
    if left.places == right.places:
        return None
    total = left.digits + right.digits if sign == "+" else abs(left.digits - right.digits)
    return numeral(total, max(left.places, right.places), Task(left, sign, right).bare)


@book.right_rule(slot="across-the-point")
def carry_over_the_point(left: Numeral, right: Numeral, bare: bool) -> Numeral:
    """Ten of the first place behind the point make one whole.

    >>> carry_over_the_point(Numeral("6", "7"), Numeral("8", "5"), bare=False).text
    '15.2'
    """
    places = max(left.places, right.places)
    return numeral(left.to_places(places).digits + right.to_places(places).digits, places, bare)


@book.mal_rule(slot="across-the-point", source="Ashlock 2006")
def add_either_side_of_the_point(left: Numeral, right: Numeral, bare: bool) -> Numeral | None:
    """Add what stands behind the point by itself and write all of it there, however long.

    Digits behind the point stand right under right, as whole numbers do. None where that is right.

    >>> add_either_side_of_the_point(Numeral("6", "7"), Numeral("8", "5"), bare=False).text
    '14.12'
    >>> add_either_side_of_the_point(Numeral("", "5"), Numeral("", "8"), bare=True).text
    '.13'
    """
    places = max(left.places, right.places)
    whole = left.whole + right.whole
    behind = str(int(left.after or "0") + int(right.after or "0")).zfill(places)
    result = Numeral("" if bare and not whole else str(whole), behind)
    return None if result == carry_over_the_point(left, right, bare) else result


@book.right_rule(slot="missing-digits")
def missing_digits_are_zeros(left: Numeral, right: Numeral, bare: bool) -> Numeral:
    """Where a digit is missing on top there is a 0, and one has to borrow.

    >>> missing_digits_are_zeros(Numeral("24", "8"), Numeral("2", "26"), bare=False).text
    '22.54'
    """
    places = max(left.places, right.places)
    return numeral(left.to_places(places).digits - right.to_places(places).digits, places, bare)


@book.mal_rule(slot="missing-digits", source="Ashlock 2006")
def bring_the_digits_down(left: Numeral, right: Numeral, bare: bool) -> Numeral | None:
    """Where nothing stands above, the digit below is written in the answer and nothing is borrowed.

    None where nothing but zeros would be brought down.

    >>> bring_the_digits_down(Numeral("24", "8"), Numeral("2", "26"), bare=False).text
    '22.66'
    >>> bring_the_digits_down(Numeral("87", ""), Numeral("0", "31"), bare=False).text
    '87.31'
    """
    extra = right.after[left.places :]
    if not extra.strip("0"):
        return None
    above = Numeral(right.before, right.after[: left.places])
    rest = left.digits - int((above.before + above.after) or "0")
    return numeral(int(f"{rest}{extra}"), right.places, bare)


def _combined(task: Task, hand: Hand, steps: list[Step]) -> Numeral:
    left, sign, right = task
    lined_up = hand.at("line-up-points", left, sign, right)
    if isinstance(lined_up.value, Numeral):
        one, two = (left.digits, right.digits)
        if sign == "-" and one < two:
            one, two = two, one
        total = one + two if sign == "+" else one - two
        steps.append(tally(lined_up, sign, str(one), str(two), str(total)))
        steps.append(
            lined_up.step(
                f"{total}: {lined_up.value.text}",
                f"then I put the point in, {lined_up.value.text}",
                f"with the point it's {lined_up.value.text}",
                f"I copied the point down, so {lined_up.value.text}",
            )
        )
        return lined_up.value
    slot = "across-the-point" if sign == "+" else "missing-digits"
    taken = hand.at(slot, left, right, task.bare)
    result: Numeral = taken.value
    match taken.rule:
        case "add-either-side-of-the-point":
            one_behind, two_behind = (str(int(n.after or "0")) for n in (left, right))
            steps.append(tally(taken, sign, one_behind, two_behind, str(int(result.after))))
            if left.whole or right.whole:
                steps.append(tally(taken, sign, str(left.whole), str(right.whole), str(result.whole)))
        case "bring-the-digits-down":
            extra = right.after[left.places :]
            above = Numeral(right.before or "0", right.after[: left.places])
            rest = result.text[: -len(extra)].removesuffix(".") or "0"
            if above.digits:
                steps.append(tally(taken, sign, left.text, above.text, rest))
            steps.append(
                taken.step(
                    f"{extra} comes down",
                    f"there's nothing above the {extra}, so it just comes down",
                    f"I bring down the {extra}",
                    f"nothing to take it from, so I write the {extra}",
                )
            )
        case _:
            for number in (left, right):
                padded = number.to_places(lined_up.value)
                if padded != number:
                    steps.append(_same_number(lined_up, number.text, padded.text))
            one_padded, two_padded = (n.to_places(lined_up.value).text for n in (left, right))
            steps.append(tally(taken, sign, one_padded, two_padded, result.text))
    return result


def _same_number(taken: Taken, before: str, after: str) -> Step:
    return taken.step(
        f"{before} = {after}",
        f"{before} is {after}",
        f"{before} is the same as {after}",
        f"I wrote {before} as {after}",
    )
