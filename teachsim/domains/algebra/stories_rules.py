"""How small word problems are worked, rightly and wrongly.

The slots are `several-things` (a total and what it is compared with), `what-the-rest-means`,
`compare-words` (more than, times as many), `what-depends` (whether twice as much means twice as much),
`undo-change`, `fee-and-rate` and `convert-units`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from teachsim.domains.algebra.stories_frames import Line, Work, shown, so, tally
from teachsim.domains.rules import Rulebook

book = Rulebook()


class Bill(NamedTuple):
    """Two sorts of things at a price each, and the money paid; or a price for all of them together."""

    many: Fraction
    price: Fraction
    other_many: Fraction
    other_price: Fraction
    money: Fraction
    deal: bool
    """Whether the money is a price for all, which saves something."""

    @property
    def total(self) -> Fraction:
        """What all things cost."""
        return self.many * self.price + self.other_many * self.other_price


class Groups(NamedTuple):
    """Things put in groups."""

    things: int
    size: int
    full_only: bool
    """Whether only full groups are asked, or groups for all."""


class Than(NamedTuple):
    """How many Ann has, and how many more, fewer, or times as many."""

    known: int
    by: int
    how: str
    """`more`, `fewer` or `times`."""
    turned: bool
    """Whether Ann has more than Ben, so that Ben has less; else Ben has more than Ann."""


class Ages(NamedTuple):
    """The ages of two people, and a later age of the first."""

    one: int
    two: int
    later: int


class Drying(NamedTuple):
    """Things that need a time side by side, and another number of them."""

    things: int
    hours: int
    others: int


class Painters(NamedTuple):
    """People who share a task, its days, and another number of people."""

    people: int
    days: int
    others: int


Depends = Ages | Drying | Painters


class Scaled(NamedTuple):
    """A fraction of its size."""

    top: int
    bottom: int


class Percented(NamedTuple):
    """So many percent off, or more."""

    percent: int
    off: bool


class Earned(NamedTuple):
    """A fixed amount and so much for each, a total, and the unit that is asked."""

    fee: Fraction
    each: Fraction
    total: Fraction
    unit: str
    asked: str


UNITS = {"cup": ("quart", 4), "pint": ("gallon", 8), "minute": ("hour", 60)}
"""Of which larger unit each is a part, and how many of it make one."""


# --- a total and what it is compared with ----------------------------------------------------------


def _lines_of(bill: Bill) -> tuple[Line, ...]:
    first, second = bill.many * bill.price, bill.other_many * bill.other_price
    return (
        tally(bill.many, "×", bill.price),
        tally(bill.other_many, "×", bill.other_price),
        tally(first, "+", second),
    )


@book.right_rule(slot="several-things")
def all_things_then_compared(bill: Bill) -> Work:
    """What all things cost, then what is left or saved: the smaller from the larger."""
    one, two = (bill.total, bill.money) if bill.deal else (bill.money, bill.total)
    return Work(shown(one - two), (*_lines_of(bill), tally(one, "-", two)))


@book.mal_rule(slot="several-things", source="Bush 2011")
def given_number_on_top(bill: Bill) -> Work | None:
    """The number that is given goes on top, and what was worked out is taken from it.

    >>> given_number_on_top(Bill(*map(Fraction, (7, 1089, 12, 325, 10000)), deal=True)).answer
    '-1,523'
    """
    one, two = bill.money, bill.total
    work = Work(shown(one - two), (*_lines_of(bill), tally(one, "-", two)))
    return work.unless(all_things_then_compared(bill))


@book.mal_rule(slot="several-things", source="Verschaffel, Greer & De Corte 2000")
def each_price_once(bill: Bill) -> Work | None:
    """The two prices are added, however many things there are.

    >>> each_price_once(Bill(*map(Fraction, (3, 4, 2, 7, 50)), deal=False)).answer
    '39'
    """
    total = bill.price + bill.other_price
    one, two = max(bill.money, total), min(bill.money, total)
    work = Work(shown(one - two), (tally(bill.price, "+", bill.other_price), tally(one, "-", two)))
    return work.unless(all_things_then_compared(bill))


# --- the rest --------------------------------------------------------------------------------------


def _shared(task: Groups, text: str, end: str) -> Work:
    full, rest = divmod(task.things, task.size)
    sharing = (
        f"{task.things} ÷ {task.size} = {full} rest {rest}",
        f"{task.things} shared by {task.size} is {full} and {rest} left over",
        f"{task.size} goes into {task.things} {full} times, and {rest} is left",
        f"I did {task.things} divided by {task.size}, that's {full} with {rest} over",
    )
    return Work(text, (sharing, so(text, end)))


@book.right_rule(slot="what-the-rest-means")
def look_at_the_rest(task: Groups) -> Work:
    """The rest needs a group of its own, or makes no full one."""
    full, rest = divmod(task.things, task.size)
    if not rest:
        return _shared(task, str(full), "nothing is left over")
    if task.full_only:
        return _shared(task, str(full), "what's left doesn't fill one")
    return _shared(task, str(full + 1), "those left over need one too")


@book.mal_rule(slot="what-the-rest-means", source="Carpenter, Lindquist, Matthews & Silver 1983")
def drop_the_rest(task: Groups) -> Work | None:
    """The rest is left out, though it needs a group.

    >>> drop_the_rest(Groups(29, 4, full_only=False)).answer
    '7'
    """
    work = _shared(task, str(task.things // task.size), "you leave the rest out")
    return work.unless(look_at_the_rest(task))


@book.mal_rule(slot="what-the-rest-means", source="Verschaffel, De Corte & Lasure 1994")
def part_of_a_group(task: Groups) -> Work | None:
    """The quotient as it comes, with a part of a group.

    >>> part_of_a_group(Groups(29, 4, full_only=False)).answer
    '7.25'
    """
    text = shown(Fraction(task.things, task.size))
    return Work(text, (tally(task.things, "÷", task.size),)).unless(look_at_the_rest(task))


@book.mal_rule(slot="what-the-rest-means", source="Verschaffel, De Corte & Lasure 1994")
def one_more_for_the_rest(task: Groups) -> Work | None:
    """The rest always makes one more, though only full ones are asked.

    >>> one_more_for_the_rest(Groups(29, 4, full_only=True)).answer
    '8'
    """
    work = _shared(task, str(-(-task.things // task.size)), "the rest makes one more")
    return work.unless(look_at_the_rest(task))


# --- more than, fewer than, times as many ----------------------------------------------------------


def _by(known: int, sign: str, by: int) -> Work:
    line = tally(known, sign, by)
    return Work(line[0].rpartition("= ")[2], (line,))


@book.right_rule(slot="compare-words")
def who_has_more(task: Than) -> Work:
    """Whoever has fewer gets a smaller number, whichever word is used."""
    known, by, how, turned = task
    signs = {"more": "+-", "fewer": "-+", "times": "×÷"}[how]
    return _by(known, signs[turned], by)


@book.mal_rule(slot="compare-words", source="Lewis & Mayer 1987")
def word_says_what_to_do(task: Than) -> Work | None:
    """More means plus, fewer means minus, times means times.

    >>> word_says_what_to_do(Than(12, 5, "more", turned=True)).answer
    '17'
    """
    known, by, how, _ = task
    return _by(known, {"more": "+", "fewer": "-", "times": "×"}[how], by).unless(who_has_more(task))


@book.mal_rule(slot="compare-words", source="Hart 1981")
def times_is_more(task: Than) -> Work | None:
    """Three times as many is three more.

    >>> times_is_more(Than(12, 3, "times", turned=True)).answer
    '9'
    """
    if task.how != "times":
        return None
    return _by(task.known, "-" if task.turned else "+", task.by).unless(who_has_more(task))


# --- whether twice as much means twice as much -----------------------------------------------------


@book.right_rule(slot="what-depends")
def see_what_changes(task: Depends) -> Work:
    """Ages keep their difference, things side by side their time, shared work its product."""
    match task:
        case Ages(one, two, later):
            return Work(shown(two + later - one), (tally(later, "-", one), tally(two, "+", later - one)))
        case Drying(_, hours, _):
            return Work(shown(hours), (so(shown(hours), "they all do it at the same time"),))
        case Painters(people, days, others):
            text = shown(Fraction(people * days, others))
            return Work(text, (tally(people, "×", days), tally(people * days, "÷", others)))


@book.mal_rule(slot="what-depends", source="De Bock, Van Dooren, Janssens & Verschaffel 2002")
def times_as_much_of_all(task: Depends) -> Work | None:
    """Twice as much of one is twice as much of the other, whatever it is about.

    >>> times_as_much_of_all(Drying(3, 2, 6)).answer, times_as_much_of_all(Painters(3, 4, 6)).answer
    ('4', '8')
    """
    one, two, later = task
    factor = Fraction(later, one)
    work = Work(shown(two * factor), (tally(later, "÷", one), tally(two, "×", factor)))
    return work.unless(see_what_changes(task))


@book.mal_rule(slot="what-depends", source="Van Dooren, De Bock, Hessels, Janssens & Verschaffel 2005")
def one_more_one_less(task: Depends) -> Work | None:
    """For each more of the one there is one less of the other; only where more hands make it shorter.

    >>> one_more_one_less(Painters(3, 8, 6)).answer
    '5'
    """
    if not isinstance(task, Painters):
        return None
    people, days, others = task
    more = others - people
    lines = (tally(others, "-", people), tally(days, "-", more))
    return Work(shown(days - more), lines).unless(see_what_changes(task))


# --- undoing a change ------------------------------------------------------------------------------


@book.right_rule(slot="undo-change")
def turn_it_round(task: Scaled | Percented) -> Work:
    """The fraction turned round; of a percentage, the part of what there is now."""
    if isinstance(task, Scaled):
        text = shown(Fraction(task.bottom, task.top))
        return Work(text, (so(text, f"{task.top}/{task.bottom} turned round gets it back"),))
    percent, off = task
    now = 100 - percent if off else 100 + percent
    text = shown(Fraction(100 * percent, now))
    return Work(text, (tally(100, "-" if off else "+", percent), so(text, f"{percent} of {now} in percent")))


@book.mal_rule(slot="undo-change", source="Parker & Leinhardt 1995; Lamon 2012")
def as_much_back(task: Scaled | Percented) -> Work | None:
    """What was taken off is put on again, in the same percentage.

    >>> as_much_back(Scaled(3, 4)).answer, as_much_back(Percented(20, off=True)).answer
    ('1.25', '20')
    """
    if isinstance(task, Percented):
        text = shown(task.percent)
        return Work(text, (so(text, "you go back by the same percent"),))
    gone = 1 - Fraction(task.top, task.bottom)
    lines = (tally(1, "-", 1 - gone), tally(1, "+", gone))
    return Work(shown(1 + gone), lines).unless(turn_it_round(task))


@book.mal_rule(slot="undo-change", source="Lamon 2012")
def same_fraction_again(task: Scaled | Percented) -> Work | None:
    """The fraction that made it smaller is used again."""
    if isinstance(task, Percented):
        return None
    text = f"{task.top}/{task.bottom}"
    return Work(text, (so(text, "you do the same to get it back"),)) if task.top != task.bottom else None


@book.mal_rule(slot="undo-change", source="Lamon 2012")
def the_missing_part(task: Scaled | Percented) -> Work | None:
    """The part that is missing is given. None where it happens to be right.

    >>> the_missing_part(Scaled(3, 4)).answer
    '0.25'
    """
    if isinstance(task, Percented):
        return None
    missing = 1 - Fraction(task.top, task.bottom)
    return Work(shown(missing), (tally(1, "-", 1 - missing),)).unless(turn_it_round(task))


# --- a fixed amount and so much for each -----------------------------------------------------------


class Counted(NamedTuple):
    """How many, of which unit, and the lines that led there."""

    many: Fraction
    unit: str
    lines: tuple[Line, ...]


@book.right_rule(slot="fee-and-rate")
def fee_off_first(task: Earned) -> Counted:
    """The fixed amount off, then shared by what there is for each."""
    left = task.total - task.fee
    return Counted(
        left / task.each, task.unit, (tally(task.total, "-", task.fee), tally(left, "÷", task.each))
    )


@book.mal_rule(slot="fee-and-rate", source="Bush 2011")
def divide_by_the_fee(task: Earned) -> Counted | None:
    """What is left is shared by the fixed amount, and that counts what is asked. None where that is right.

    >>> divide_by_the_fee(Earned(Fraction(5), Fraction("0.1"), Fraction(17), "cup", "quart")).many
    Fraction(12, 5)
    """
    left = task.total - task.fee
    value = left / task.fee
    lines = (tally(task.total, "-", task.fee), tally(left, "÷", task.fee))
    right = left / task.each / (1 if task.unit == task.asked else UNITS[task.unit][1])
    return None if value == right else Counted(value, task.asked, lines)


@book.mal_rule(slot="fee-and-rate", source="De Bock, Van Dooren, Janssens & Verschaffel 2002")
def fee_left_in(task: Earned) -> Counted | None:
    """All of the money is shared by what there is for each.

    >>> fee_left_in(Earned(Fraction(5), Fraction("0.1"), Fraction(17), "cup", "cup")).many
    Fraction(170, 1)
    """
    return Counted(task.total / task.each, task.unit, (tally(task.total, "÷", task.each),))


def converted(count: Fraction, unit: str, asked: str, value: Fraction) -> Line:
    """The line of a conversion."""
    a, b = f"{shown(count)} {unit}s", f"{shown(value)} {asked}s"
    return (
        f"{a} = {b[: -len(asked) - 2]} {asked}s",
        f"{a} is {b}",
        f"I turned {a} into {asked}s and got {shown(value)}",
        f"{a}, that makes {b}",
    )


@book.right_rule(slot="convert-units")
def fewer_of_the_larger(count: Fraction, unit: str) -> Fraction:
    """Shared by how many make one of the larger unit."""
    return count / UNITS[unit][1]


@book.mal_rule(slot="convert-units", source="Bush 2011")
def unit_left_as_it_is(count: Fraction, unit: str) -> Fraction | None:
    """The number stays, only the word changes. None for nothing at all."""
    return count or None


@book.mal_rule(slot="convert-units", source="Hart 1981")
def times_for_the_larger(count: Fraction, unit: str) -> Fraction | None:
    """Multiplied instead of shared. None for nothing at all."""
    return count * UNITS[unit][1] or None
