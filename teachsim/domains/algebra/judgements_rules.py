"""When an equation is judged to be true, rightly and wrongly.

The slot is `when-is-it-true`: an equation may hold for every number, for some, or for none, and each letter
is any number, the same wherever it stands, and perhaps the same as another one.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.expressions.printer import written
from teachsim.domains.expressions.tree import Equation, Letter, Signed, Sum, children, letters_of
from teachsim.domains.expressions.values import polynomial
from teachsim.domains.rules import Rulebook

if TYPE_CHECKING:
    from teachsim.domains.base import Step
    from teachsim.domains.expressions.tree import Node
    from teachsim.domains.expressions.values import Polynomial
    from teachsim.domains.rules import Hand

book = Rulebook()

ALWAYS, SOMETIMES, NEVER = "always true", "sometimes true", "never true"


class Judged(NamedTuple):
    """An equation to be judged, and perhaps another one that is known to hold."""

    equation: Equation
    given: Equation | None = None

    @property
    def text(self) -> str:
        """As written."""
        given = "" if self.given is None else f", if {written(self.given)}"
        return f"always, sometimes or never: {written(self.equation)}{given}"

    @property
    def letters(self) -> tuple[str, ...]:
        """All letters, in the order of the alphabet."""
        known = {} if self.given is None else letters_of(self.given)
        return tuple(sorted(letters_of(self.equation) | known))


def gap(equation: Equation) -> Polynomial | None:
    """Left side minus right side, if it is linear."""
    found = polynomial(Sum((Signed("+", equation.left), Signed("-", equation.right))))
    return None if found is None or any(len(letters) > 1 for letters in found) else found


def truth(task: Judged) -> str:
    """For which numbers it holds.

    >>> from teachsim.domains.expressions.parser import parse
    >>> truth(Judged(parse("b = g"), parse("b + g = 8"))), truth(Judged(parse("n = n + 1")))
    ('sometimes true', 'never true')
    """
    found, given = gap(task.equation), {} if task.given is None else gap(task.given)
    assert found is not None
    assert given is not None
    letter = next((letters for letters in given if letters), None)
    if letter is not None and letter in found:
        times = found[letter] / given[letter]
        found = {
            k: v
            for k in found | given
            if (v := found.get(k, Fraction(0)) - times * given.get(k, Fraction(0)))
        }
    if not found:
        return ALWAYS
    return NEVER if set(found) == {()} else SOMETIMES


@book.right_rule(slot="when-is-it-true")
def for_which_numbers(task: Judged) -> str:
    """Look for numbers that make it true, and for numbers that do not."""
    return truth(task)


@book.mal_rule(slot="when-is-it-true", source="Stephens 2005; Küchemann 1981")
def different_letters_differ(task: Judged) -> str | None:
    """Two letters are two different numbers. None where they are different anyway.

    >>> from teachsim.domains.expressions.parser import parse
    >>> different_letters_differ(Judged(parse("a + b = a + c")))
    'never true'
    """
    found = gap(task.equation) or {}
    pair = len(found) == 2 and () not in found and sum(found.values()) == 0
    return NEVER if pair and truth(task) != NEVER else None


@book.mal_rule(slot="when-is-it-true", source="Fujii 2003")
def the_same_letter_may_differ(task: Judged) -> str | None:
    """A letter may be one number here and another there. None where it stands only once.

    >>> from teachsim.domains.expressions.parser import parse
    >>> the_same_letter_may_differ(Judged(parse("x + 3 = x + 5")))
    'sometimes true'
    """
    named = _letters_as_often_as_written(task.equation)
    twice = len(set(named)) < len(named)
    return SOMETIMES if twice and task.given is None and truth(task) != SOMETIMES else None


@book.mal_rule(slot="when-is-it-true", source="Balacheff 1988; Küchemann 1981")
def one_try_decides(task: Judged) -> str | None:
    """With 1 for the first letter, 2 for the next, and so on: what holds once holds always.

    >>> from teachsim.domains.expressions.parser import parse
    >>> one_try_decides(Judged(parse("x + 3 = 5")))
    'never true'
    """
    if task.given is not None or truth(task) != SOMETIMES:
        return None
    numbers: dict[tuple[str, ...], int] = {(letter,): n for n, letter in enumerate(task.letters, 1)}
    found = gap(task.equation) or {}
    return ALWAYS if not sum(times * numbers.get(key, 1) for key, times in found.items()) else NEVER


@book.mal_rule(slot="when-is-it-true", source="Warren 2003")
def taking_away_can_be_switched(task: Judged) -> str | None:
    """A difference may be turned round, as a sum may. None where the sides are no such differences.

    >>> from teachsim.domains.expressions.parser import parse
    >>> taking_away_can_be_switched(Judged(parse("a - b = b - a")))
    'always true'
    """
    one, two = task.equation.left, task.equation.right
    if not (isinstance(one, Sum) and isinstance(two, Sum) and len(one.terms) == len(two.terms) == 2):
        return None
    minus = one.terms[1].sign == two.terms[1].sign == "-"
    switched = one.terms[0].node == two.terms[1].node and one.terms[1].node == two.terms[0].node
    return ALWAYS if minus and switched and one.terms[0].sign == two.terms[0].sign == "+" else None


def _letters_as_often_as_written(node: Node) -> list[str]:
    here = [node.name] if isinstance(node, Letter) else []
    return here + [name for part in children(node) for name in _letters_as_often_as_written(part)]


def work(task: Judged, hand: Hand) -> tuple[str, tuple[Step, ...]]:
    """What is answered, and the step."""
    taken = hand.at("when-is-it-true", task)
    line = written(task.equation)
    step = taken.step(
        f"{line}: {taken.value}",
        f"{line} is {taken.value}",
        f"I think {line} is {taken.value}",
        f"when I look at {line}, it is {taken.value}",
        f"for me {line} is {taken.value}",
    )
    return taken.value, (step,)
