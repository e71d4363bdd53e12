"""What an equals sign means, and what leaves a quantity as it was, rightly and wrongly.

The slots are `equals-sign` (both sides are the same number), `fraction-of-letter` (a third of a is a over
3), `undo-size` (to undo times 3/4 is times 4/3) and `shared-factor` (a factor on both sides may be 0 or
below).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from teachsim.domains.algebra.equality_tasks import Factored, Part, Resized, Share, Sums, side_text
from teachsim.domains.rules import Rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from teachsim.domains.algebra.equality_tasks import Task
    from teachsim.domains.base import Step
    from teachsim.domains.rules import Hand

book = Rulebook()

TRUE, FALSE = "true", "false"


def number_text(value: Fraction) -> str:
    """A whole number or a decimal, else a fraction.

    >>> number_text(Fraction(25, 2)), number_text(Fraction(7, 3))
    ('12.5', '7/3')
    """
    if value.denominator == 1 or 1000 % value.denominator:
        return str(value)
    return f"{float(value):.3f}".rstrip("0")


def _sum(parts: Iterable[Part]) -> int:
    return sum(part.number for part in parts if not part.blank)


def blank_of(left: Iterable[Part], right: Iterable[Part]) -> Fraction | None:
    """The number for the blank that makes both sides the same."""
    one, two = tuple(left), tuple(right)
    times = sum(part.number for part in one if part.blank) - sum(part.number for part in two if part.blank)
    return Fraction(_sum(two) - _sum(one), times) if times else None


# --- the equals sign ----------------------------------------------------------------------------------


@book.right_rule(slot="equals-sign")
def both_sides_are_the_same_number(task: Sums) -> str:
    """Whatever stands left and right, the sides are worth the same."""
    if not task.has_blank:
        return TRUE if _sum(task.left) == _sum(task.right) else FALSE
    found = blank_of(task.left, task.right)
    assert found is not None, task
    return number_text(found)


@book.mal_rule(slot="equals-sign", source="Kieran 1981; Falkner, Levi & Carpenter 1999")
def the_answer_follows(task: Sums) -> str | None:
    """Behind the equals sign stands the result of what is before it.

    >>> from teachsim.domains.algebra.equality_tasks import task_of
    >>> the_answer_follows(task_of("8 + 4 = __ + 5")), the_answer_follows(task_of("2 × __ + 15 = 31"))
    ('12', '31')
    >>> the_answer_follows(task_of("true or false: 8 = 5 + 3"))
    'false'
    """
    first = task.right[0]
    if not task.has_blank:
        result = TRUE if len(task.right) == 1 and _sum(task.left) == first.number else FALSE
    elif task.blank_left:
        result = str(first.number)
    elif first == Part(1, blank=True):
        result = str(_sum(task.left))
    else:
        return None
    return None if result == both_sides_are_the_same_number(task) else result


@book.mal_rule(slot="equals-sign", source="Falkner, Levi & Carpenter 1999; Warren 2003")
def all_numbers_together(task: Sums) -> str | None:
    """Everything that stands there is added.

    >>> from teachsim.domains.algebra.equality_tasks import task_of
    >>> all_numbers_together(task_of("8 + 4 = __ + 5"))
    '17'
    >>> all_numbers_together(task_of("23 = 2 + 5 + __ + 4 + 6"))
    '40'
    """
    parts = (*task.left, *task.right)
    if not task.has_blank or any(part.number < 0 or (part.blank and part.number > 1) for part in parts):
        return None
    result = str(_sum(parts))
    return None if result == both_sides_are_the_same_number(task) else result


@book.mal_rule(slot="equals-sign", source="Kieran 1981; Falkner, Levi & Carpenter 1999")
def up_to_the_next_number(task: Sums) -> str | None:
    """What stands before the equals sign has to make the first number behind it; the rest is for later.

    >>> from teachsim.domains.algebra.equality_tasks import task_of
    >>> up_to_the_next_number(task_of("8 + __ = 12 + 3"))
    '4'
    >>> up_to_the_next_number(task_of("true or false: 7 + 2 = 9 + 1"))
    'true'
    """
    first = task.right[0]
    if not task.has_blank:
        result = TRUE if _sum(task.left) == first.number else FALSE
    elif task.blank_left:
        found = blank_of(task.left, (first,))
        assert found is not None, task
        result = number_text(found)
    else:
        return None
    return None if result == both_sides_are_the_same_number(task) else result


# --- a fraction of a letter ---------------------------------------------------------------------------


@book.right_rule(slot="fraction-of-letter")
def letter_with_the_top(task: Share) -> str:
    """So many parts of the letter, over the bottom number."""
    return f"{_times(task.top, task.letter)}/{task.bottom}"


@book.mal_rule(slot="fraction-of-letter", source="Brown & Quinn 2006")
def letter_joins_the_bottom(task: Share) -> str | None:
    """The letter is written behind the bottom number.

    >>> letter_joins_the_bottom(Share(1, 3, "a"))
    '1/3a'
    """
    return f"{task.top}/{task.bottom}{task.letter}"


@book.mal_rule(slot="fraction-of-letter", source="Brown & Quinn 2006")
def letter_on_both_parts(task: Share) -> str | None:
    """Top and bottom are both multiplied.

    >>> letter_on_both_parts(Share(2, 3, "a"))
    '2a/3a'
    """
    return f"{_times(task.top, task.letter)}/{task.bottom}{task.letter}"


def _times(number: int, letter: str) -> str:
    return letter if number == 1 else f"{number}{letter}"


# --- undoing a change of size -------------------------------------------------------------------------


@book.right_rule(slot="undo-size")
def multiply_by_the_inverse(task: Resized) -> str:
    """The fraction turned over."""
    return str(1 / task.factor)


@book.mal_rule(slot="undo-size", source="Lamon 2012")
def add_back_what_went(task: Resized) -> str | None:
    """What was taken off is put on again, or the other way round, as if it were a part of the same whole.

    >>> add_back_what_went(Resized("picture", Fraction(3, 4)))
    '1.25'
    """
    found = 2 - task.factor
    return number_text(found) if found > 0 else None


@book.mal_rule(slot="undo-size", source="Lamon 2012")
def only_the_change(task: Resized) -> str | None:
    """The part that went, or that came, is taken for what it has to be made.

    >>> only_the_change(Resized("picture", Fraction(3, 4)))
    '1/4'
    """
    return str(abs(1 - task.factor))


# --- a factor on both sides ---------------------------------------------------------------------------


@book.right_rule(slot="shared-factor")
def between_or_beyond_the_zeros(task: Factored) -> str:
    """All on one side, the factor taken out: a product is below 0 between its zeros."""
    low, high = sorted((-task.shift, task.times - task.shift))
    if task.sign[0] == "<":
        return f"{low} {task.sign} {task.letter} {task.sign} {high}"
    under = task.sign.replace(">", "<")
    return f"{task.letter} {under} {low} or {task.letter} {task.sign} {high}"


@book.mal_rule(slot="shared-factor", source="Novotná & Hoch 2008")
def over_with_its_sign_into_an_equation(task: Factored) -> str | None:
    """The right side comes over with the sign it has, and the rest is set equal to 0.

    >>> over_with_its_sign_into_an_equation(Factored("x", 3, "<=", 6))
    '(x + 3)^2 + 6(x + 3) = 0'
    """
    sign, times = "+" if task.times > 0 else "-", abs(task.times)
    return f"({task.factor})^2 {sign} {'' if times == 1 else times}({task.factor}) = 0"


@book.mal_rule(slot="shared-factor", source="Tsamir & Almog 2001")
def divide_by_the_factor(task: Factored) -> str | None:
    """Both sides are divided by the factor, as if it were a number above 0.

    >>> divide_by_the_factor(Factored("x", 3, "<=", 6))
    'x <= 3'
    """
    return f"{task.letter} {task.sign} {task.times - task.shift}"


# --- the procedure ------------------------------------------------------------------------------------


def work(task: Task, hand: Hand) -> tuple[str, tuple[Step, ...]]:
    """What is answered, and the step."""
    says: tuple[str, ...]
    match task:
        case Sums() if task.has_blank:
            slot, line = "equals-sign", f"{side_text(task.left)} = {side_text(task.right)}"
            says = ("the blank is {}", "in the blank goes {}", "for the blank I get {}", "it needs {} there")
        case Sums():
            slot, line = "equals-sign", f"{side_text(task.left)} = {side_text(task.right)}"
            says = (f"{line} is {{}}", f"I looked at {line} and it's {{}}", f"I'd say {line} is {{}}")
        case Share():
            slot, line = "fraction-of-letter", f"({task.top}/{task.bottom}){task.letter}"
            share = f"{task.top}/{task.bottom} of {task.letter}"
            says = (f"{share} is {{}}", f"you write {share} as {{}}", f"for {share} I put {{}}")
        case Resized():
            slot, line = "undo-size", f"× {task.factor}, undone"
            says = (
                f"to undo {task.factor} you take {{}}",
                f"after {task.factor} it has to be {{}} to get it back",
                f"it went to {task.factor}, so I make it {{}}",
            )
        case _:
            slot, line = "shared-factor", task.text
            says = (f"I worked on {line} and got {{}}", f"for {line} I get {{}}", f"from {line} comes {{}}")
    taken = hand.at(slot, task)
    step = taken.step(f"{line} → {taken.value}", *(clause.format(taken.value) for clause in says))
    return taken.value, (step,)
