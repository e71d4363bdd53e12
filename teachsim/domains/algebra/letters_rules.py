"""What pupils take letters for, rightly and wrongly.

The slots are `letter-stands-for` (what a letter is, when something is done to it), `known-sum` (a sum may
be known although its parts are not), `letter-range` (a letter may have many values) and `compare-letters`
(which of two is larger, perhaps depending on the letter).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.algebra.letters_tasks import Beside, Larger, Person, Range, Total
from teachsim.domains.rules import Rulebook

if TYPE_CHECKING:
    from teachsim.domains.algebra.letters_tasks import Task
    from teachsim.domains.base import Step
    from teachsim.domains.rules import Hand, Taken

book = Rulebook()

DEPENDS = "it depends"
CANNOT_TELL = "can't tell"


class Open(NamedTuple):
    """Something to which something is added, or from which it is taken away; at least one is a number."""

    known: str
    extra: str
    more: bool = True
    owner: str | None = None
    """Who has it."""
    shares: int = 0
    """How many letters the known total is made of."""

    @property
    def letter(self) -> str | None:
        """The letter of the two, if there is one."""
        return next((part for part in (self.known, self.extra) if not part.isdigit()), None)

    @property
    def number(self) -> int:
        """The number of the two; the first if both are numbers."""
        return int(self.known if self.known.isdigit() else self.extra)

    def with_letter(self, number: int) -> str | None:
        """What it comes to with a number for the letter."""
        if self.letter is None:
            return None
        one, two = (int(part) if part.isdigit() else number for part in (self.known, self.extra))
        return str(one + two if self.more else one - two)


# --- what a letter stands for -------------------------------------------------------------------------


@book.right_rule(slot="letter-stands-for")
def leave_the_letter(found: Open) -> str:
    """A letter is a number that is not known, so the sum stays as it is."""
    if found.letter is None:
        return str(int(found.known) + int(found.extra))
    return f"{found.known} {'+' if found.more else '-'} {found.extra}"


@book.mal_rule(slot="letter-stands-for", source="MacGregor & Stacey 1997; Stacey & MacGregor 1997")
def initial_and_letter(found: Open) -> str | None:
    """A letter is short for a word: David's height is D and h.

    >>> initial_and_letter(Open("h", "10", owner="David"))
    'Dh'
    """
    return None if found.owner is None else f"{found.owner[0]}{found.letter}"


@book.mal_rule(slot="letter-stands-for", source="MacGregor & Stacey 1997")
def along_the_alphabet(found: Open) -> str | None:
    """More and less lead to a later or an earlier letter. None beyond its ends.

    >>> along_the_alphabet(Open("y", "1", more=False)), along_the_alphabet(Open("y", "7"))
    ('x', None)
    """
    if found.letter is None:
        return None
    first, last = (ord("a"), ord("z")) if found.letter.islower() else (ord("A"), ord("Z"))
    place = ord(found.letter) + (found.number if found.more else -found.number)
    return chr(place) if first <= place <= last else None


@book.mal_rule(slot="letter-stands-for", source="Küchemann 1981; MacGregor & Stacey 1997")
def place_in_the_alphabet(found: Open) -> str | None:
    """A letter is worth its place in the alphabet.

    >>> place_in_the_alphabet(Open("h", "10")), place_in_the_alphabet(Open("8", "g"))
    ('18', '15')
    """
    return None if found.letter is None else found.with_letter(ord(found.letter.lower()) - ord("a") + 1)


@book.mal_rule(slot="letter-stands-for", source="MacGregor & Stacey 1997")
def a_letter_is_one(found: Open) -> str | None:
    """A letter without a number is 1. None where something is taken away.

    >>> a_letter_is_one(Open("h", "10"))
    '11'
    """
    return found.with_letter(1) if found.more else None


@book.mal_rule(slot="letter-stands-for", source="Booth 1984; Küchemann 1981")
def number_and_letter_joined(found: Open) -> str | None:
    """What is added is written side by side. None where something is taken away.

    >>> number_and_letter_joined(Open("8", "g"))
    '8g'
    """
    return f"{found.number}{found.letter}" if found.letter and found.more else None


@book.mal_rule(slot="letter-stands-for", source="Küchemann 1981")
def all_letters_alike(found: Open) -> str | None:
    """Each letter has the same share of the total, the new one as well. None where that is no whole number.

    >>> all_letters_alike(Open("8", "g", shares=2))
    '12'
    """
    if not found.shares or found.letter is None or found.number % found.shares:
        return None
    return str(found.number + found.number // found.shares)


# --- a sum that is known ------------------------------------------------------------------------------


@book.right_rule(slot="known-sum")
def take_the_sum_as_one(task: Total) -> str:
    """What is known together can be used together."""
    return str(task.total)


@book.mal_rule(slot="known-sum", source="Küchemann 1981")
def each_letter_has_to_be_known(task: Total) -> str | None:
    """As long as no letter has a value, nothing can be worked out.

    >>> each_letter_has_to_be_known(Total(("a", "b"), 43, "2"))
    "can't tell"
    """
    return CANNOT_TELL


# --- many values --------------------------------------------------------------------------------------


@book.right_rule(slot="letter-range")
def all_that_fit(task: Range) -> str:
    """Whatever is below the half, or above it."""
    return f"{task.letters[0]} {task.sign} {half(task.total)}"


@book.mal_rule(slot="letter-range", source="Küchemann 1978; Küchemann 1981")
def one_whole_number_that_fits(task: Range) -> str | None:
    """The whole number next to the half.

    >>> one_whole_number_that_fits(Range(("c", "d"), 10, "<"))
    'c = 4'
    """
    below = (task.total - 1) // 2
    return f"{task.letters[0]} = {below if task.sign == '<' else task.total - below}"


@book.mal_rule(slot="letter-range", source="Küchemann 1978")
def anything_below_the_total(task: Range) -> str | None:
    """A part is less than the whole.

    >>> anything_below_the_total(Range(("c", "d"), 10, "<"))
    'c < 10'
    """
    return f"{task.letters[0]} < {task.total}"


# --- which is larger ----------------------------------------------------------------------------------


@book.right_rule(slot="compare-letters")
def for_every_number(task: Larger | Beside) -> str:
    """The larger one for every number; where that changes, it depends."""
    if isinstance(task, Beside):
        return is_larger(task.named if task.told.plus > 0 else task.told.letter)
    if task.one.times != task.two.times:
        return DEPENDS
    return is_larger((task.one if task.one.plus > task.two.plus else task.two).text)


@book.mal_rule(slot="compare-letters", source="Küchemann 1981")
def multiplying_makes_more(task: Larger | Beside) -> str | None:
    """So many times a letter is more than a letter with something added.

    >>> from teachsim.domains.algebra.letters_tasks import Line
    >>> multiplying_makes_more(Larger(Line(2, "n", 0), Line(1, "n", 2)))
    '2n is larger'
    """
    if isinstance(task, Beside) or task.one.times == task.two.times:
        return None
    return is_larger((task.one if task.one.times > task.two.times else task.two).text)


@book.mal_rule(slot="compare-letters", source="Küchemann 1981")
def try_the_number_one(task: Larger | Beside) -> str | None:
    """What is larger when the letter is 1. None where that is so for every number.

    >>> from teachsim.domains.algebra.letters_tasks import Line
    >>> try_the_number_one(Larger(Line(2, "n", 0), Line(1, "n", 2)))
    'n + 2 is larger'
    """
    return _tried(task, 1)


@book.mal_rule(slot="compare-letters", source="Küchemann 1981")
def try_the_number_ten(task: Larger | Beside) -> str | None:
    """What is larger when the letter is 10. None where that is so for every number.

    >>> from teachsim.domains.algebra.letters_tasks import Line
    >>> try_the_number_ten(Larger(Line(2, "n", 0), Line(1, "n", 2)))
    '2n is larger'
    """
    return _tried(task, 10)


def _tried(task: Larger | Beside, number: int) -> str | None:
    if isinstance(task, Beside) or task.one.times == task.two.times:
        return None
    one, two = task.one.at(number), task.two.at(number)
    return "they are the same" if one == two else is_larger((task.one if one > two else task.two).text)


@book.mal_rule(slot="compare-letters", source="Booth 1984")
def the_larger_figure_wins(task: Larger | Beside) -> str | None:
    """The expression with the larger figure in it is larger. None where the figures are alike.

    >>> from teachsim.domains.algebra.letters_tasks import Line
    >>> the_larger_figure_wins(Larger(Line(1, "n", -5), Line(1, "n", -3)))
    'n - 5 is larger'
    >>> the_larger_figure_wins(Larger(Line(1, "n", 5), Line(1, "n", 3)))
    """
    if isinstance(task, Beside):
        return None
    one, two = (max(abs(line.plus), line.times if line.times > 1 else 0) for line in task)
    found = is_larger((task.one if one > two else task.two).text)
    return None if one == two or found == for_every_number(task) else found


@book.mal_rule(slot="compare-letters", source="Stacey & MacGregor 1997")
def larger_beside_a_plus(task: Larger | Beside) -> str | None:
    """The letter beside which a number is added is larger, and smaller beside what is taken away.

    >>> from teachsim.domains.algebra.letters_tasks import Line
    >>> larger_beside_a_plus(Beside("a", Line(1, "b", 3)))
    'b is larger'
    """
    if isinstance(task, Larger):
        return None
    return is_larger(task.told.letter if task.told.plus > 0 else task.named)


@book.mal_rule(slot="compare-letters", source="Wagner 1981")
def later_in_the_alphabet(task: Larger | Beside) -> str | None:
    """A letter that comes later in the alphabet is a larger number.

    >>> from teachsim.domains.algebra.letters_tasks import Line
    >>> later_in_the_alphabet(Beside("a", Line(1, "b", 3)))
    'b is larger'
    """
    if isinstance(task, Larger):
        return None
    found = is_larger(max(task.named, task.told.letter, key=lambda letter: (letter.lower(), letter)))
    return None if found == for_every_number(task) else found


# --- the procedure ------------------------------------------------------------------------------------


def half(total: int) -> str:
    """Half of a number as a decimal."""
    return str(total // 2) if total % 2 == 0 else f"{total // 2}.5"


def is_larger(text: str) -> str:
    """The answer that this one is larger."""
    return f"{text} is larger"


def work(task: Task, hand: Hand) -> tuple[str, tuple[Step, ...]]:
    """What is answered, and the steps."""
    match task:
        case Person():
            return _opened(Open(task.letter, str(task.number), task.more, owner=task.owner), hand, [])
        case Total():
            one, two = task.letters
            known = hand.at("known-sum", task)
            first = _line(known, f"{one} + {two}", known.value)
            if known.value == CANNOT_TELL:
                return CANNOT_TELL, (first,)
            return _opened(Open(known.value, task.extra, shares=2), hand, [first])
        case Range():
            taken = hand.at("letter-range", task)
            sign, total = task.sign, f"{task.letters[0]} + {task.letters[1]} = {task.total}"
            line = (
                f"{total} → {taken.value}",
                f"from {total} I get {taken.value}",
                f"they make {task.total} and it is {sign} the other, so {taken.value}",
                f"it fits with {taken.value}",
            )
        case _:
            taken = hand.at("compare-letters", task)
            line = (
                f"{_compared(task)} → {taken.value}",
                f"I looked at them and {taken.value}",
                f"when I compare them, {taken.value}",
                f"I'd say {taken.value}",
            )
    return taken.value, (taken.step(*line),)


def _compared(task: Larger | Beside) -> str:
    return (
        f"{task.one.text} or {task.two.text}"
        if isinstance(task, Larger)
        else f"{task.named} = {task.told.text}"
    )


def _opened(found: Open, hand: Hand, before: list[Step]) -> tuple[str, tuple[Step, ...]]:
    taken = hand.at("letter-stands-for", found)
    words = f"{found.known} and {found.extra} {'more' if found.more else 'less'}"
    return taken.value, (*before, _line(taken, words, taken.value))


def _line(taken: Taken, before: str, after: str) -> Step:
    return taken.step(
        f"{before} → {after}",
        f"{before} is {after}",
        f"for {before} I write {after}",
        f"{before}, that's {after}",
    )
