"""How a student can test an answer about fractions without the procedure that gave it.

What is found, and whether it refutes the answer, is computed from the answer tested.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from teachsim.domains.arithmetic.sum_checks import add_back
from teachsim.domains.base import Check

if TYPE_CHECKING:
    from teachsim.domains.arithmetic.fraction_numbers import Part, Task

_PIZZA = {
    Fraction(0): "none of the pizza",
    Fraction(1, 4): "a quarter of the pizza",
    Fraction(1, 2): "half the pizza",
    Fraction(3, 4): "three quarters of the pizza",
    Fraction(1): "the whole pizza",
    Fraction(5, 4): "a whole pizza and a quarter",
    Fraction(3, 2): "a whole pizza and a half",
}
_HALF = Fraction(1, 2)
_ADDING_SLOTS = ("common-denominator", "new-numerators", "like-fractions")


def checks_of_number(task: Task, text: str, value: Fraction | None, truth: Fraction) -> tuple[Check, ...]:
    """The checks of a sum, difference, product, quotient or simplified fraction.

    text, value: the answer tested, as written and as a number; None where it is none (`1/0`)
    truth:       the right value
    """
    if value is None:
        return ()
    match task.sign:
        case "+":
            found = [
                _pizza(task, text, value, truth),
                _compare_part(task, text, value),
                _near_halves(task, text, value),
            ]
        case "-":
            found = [
                _pizza(task, text, value, truth),
                _compare_start(task, text, value),
                _near_start(task, text, value),
                _near_halves(task, text, value),
                add_back(task.left, task.right, text, value, written, _ADDING_SLOTS),
            ]
        case "×":
            found = [
                _more_than_once(task, text, value),
                _repeat(task, text, value, truth),
                _part_of(task, text, value),
            ]
        case "÷":
            found = [_fits(task, text, value), _multiply_back(task, text, value)]
        case "improper" | "mixed":
            found = [_same_amount(task, text, value), _wholes_in(task, text, value)]
        case _:
            found = [_same_amount(task, text, value), _go_further(task, text, value)]
    return tuple(check for check in found if check is not None)


def checks_of_comparison(task: Task, sign: str, truth: str) -> tuple[Check, ...]:
    """The checks of a comparison; `sign` is the answer tested."""
    left, _, right = task
    one, two = left.text, right.text
    larger, smaller = (left, right) if truth != "<" else (right, left)
    if truth == "=":
        seen = f"{one} of a pizza is just as much as {two} of it"
    elif larger.top == smaller.top:
        seen = f"the pieces of {larger.text} are bigger, so I'd take {larger.text}"
    else:
        seen = f"{larger.text} of a pizza is more than {smaller.text} of it"
    pizza = Check(
        "pizza",
        (
            f"Would you rather have {one} of a pizza or {two} of it?",
            f"If you are hungry, is {one} of a pizza or {two} of a pizza the better choice?",
            f"Imagine a pizza. Which is more to eat, {one} or {two} of it?",
            f"You may have {one} or {two} of the same pizza. Which do you take?",
        ),
        (seen, f"{seen}, I can picture it", f"if I think of a pizza, {seen}"),
        sign != truth,
        r"pizza",
    )
    if left.top != right.top or left.bottom == right.bottom or not left.top:
        return (pizza,)
    b, d = left.bottom, right.bottom
    finer, coarser = (b, d) if b > d else (d, b)
    seen = f"cut into {finer} the pieces are smaller than cut into {coarser}"
    pieces = Check(
        "pieces",
        (
            f"Cut one cake into {b} pieces and another into {d}. Which pieces are bigger?",
            f"Which cake has the bigger pieces, one cut into {b} or one cut into {d}?",
            f"Here {b} children share a cake, there {d} do. Who gets bigger pieces?",
        ),
        (seen, f"more pieces means smaller ones, so {seen}", f"{seen}, because more have to share"),
        sign != truth,
        r"\bcakes?\b.*\d|\bbigger pieces\b.*\d",
    )
    return pizza, pieces


def _pizza(task: Task, text: str, value: Fraction, truth: Fraction) -> Check | None:
    left, sign, right = task
    parts = (left, right)
    if truth not in _PIZZA or any(p.whole or p.bottom not in (2, 4) or not p.top for p in parts):
        return None
    if any(part.top > part.bottom for part in parts):
        return None
    one, two = (_PIZZA[part.value] for part in parts)
    refutes = value != truth
    seen = _PIZZA[truth]
    if refutes:
        size = "only" if value < truth else "more, it's"
        seen = f"{seen}, and {text} is {size} {_PIZZA.get(value, f'{text} of a pizza')}"
    else:
        seen = f"{seen}, and that's what {text} is"
    if sign == "+":
        other = "the other half" if left.value == right.value == _HALF else two
        asks: tuple[str, ...] = (
            f"If you eat {one} and then {other}, how much have you eaten?",
            f"Think of a pizza: first {one}, then {other}. How much is that?",
            f"Suppose you eat {one}, and later {other}. Is that {text} of a pizza?",
        )
    else:
        asks = (
            f"You have {one} and eat {two}. How much is left?",
            f"Think of a pizza: there is {one}, and {two} goes. What is left?",
            f"If you take {two} away from {one}, is {text} of a pizza left?",
        )
    finds = (seen, f"that's {seen}", f"I'd say {seen}", f"well, {seen}")
    return Check("pizza", asks, finds, refutes, r"pizza")


def _compare_part(task: Task, text: str, value: Fraction) -> Check | None:
    part = max(task.left, task.right, key=lambda p: p.value)
    other = task.right if part is task.left else task.left
    if not other.value:
        return None
    refutes = value <= part.value
    if value < _HALF < part.value:
        seen = f"{text} is less than a half, and {part.text} is more than a half"
    elif value < part.value:
        seen = f"{text} is less than {part.text}, but I put more on to it"
    elif refutes:
        seen = f"{text} is just {part.text} again, but I put more on to it"
    else:
        seen = f"{text} is more than {part.text}, so that could be"
    return Check(
        "compare-part",
        (
            f"Is {text} more or less than {part.text}, one of the parts?",
            f"You put more on to {part.text}. Is {text} more or less than {part.text}?",
            f"Which is more, {text} or just {part.text}, one of the parts?",
            f"How does {text} compare with {part.text} alone?",
        ),
        (seen, f"hm, {seen}", f"I think {seen}"),
        refutes,
        r"(?=.*\d).*\b(more or less than|which is more|one of the parts|compares? with)\b",
    )


def _compare_start(task: Task, text: str, value: Fraction) -> Check:
    start = task.left.text
    refutes = value > task.left.value or (value == task.left.value and bool(task.right.value))
    if value > task.left.value:
        seen = f"{text} is more than {start}, but I took something away"
    elif refutes:
        seen = f"{text} is just {start} again, but I took something away"
    else:
        seen = f"{text} is not more than {start}, so that could be"
    return Check(
        "compare-start",
        (
            f"You started with {start}. Is {text} more or less than you started with?",
            f"Did it get smaller? You started with {start} and have {text} now.",
            f"If you take something away from {start}, can {text} be left?",
        ),
        (seen, f"hm, {seen}", f"I think {seen}"),
        refutes,
        r"(?=.*\d).*\b(started with|get smaller|be left)\b",
    )


def _near_start(task: Task, text: str, value: Fraction) -> Check | None:
    left, _, right = task
    if left.value < 2 or not 0 < right.value < 1:
        return None
    refutes = not left.value - 1 < value < left.value
    if refutes:
        seen = f"{right.text} isn't even one whole, so {text} can't be what is left of {left.text}"
    else:
        seen = f"{right.text} isn't even one whole, and {text} is just under {left.text}"
    return Check(
        "near-start",
        (
            f"You only take {right.text} from {left.text}. Is {text} close to what you expect?",
            f"If you take {right.text} from {left.text}, how close to {left.text} should you end up?",
            f"How close to {left.text} should you stay if you only lose {right.text}?",
        ),
        (seen, f"hm, {seen}", f"oh, {seen}"),
        refutes,
        r"(?=.*\d).*\bclose to\b",
    )


def _near_halves(task: Task, text: str, value: Fraction) -> Check:
    """Each number lies between two halves, so the answer lies between what these give."""
    left, sign, right = task
    (low, high), (least, most) = (_halves_around(part.value) for part in (left, right))
    low, high = (low + least, high + most) if sign == "+" else (max(low - most, Fraction(0)), high - least)
    refutes = not low <= value <= high
    verb = "isn't" if refutes else "is"
    seen = f"it has to be from {written(low)} to {written(high)}, and {text} {verb}"
    word = "plus" if sign == "+" else "minus"
    return Check(
        "near-halves",
        (
            f"Roughly, how much should {left.text} {word} {right.text} be?",
            f"Roughly, with {left.text} nearer to a whole or to a half, does {text} fit?",
            f"Could you estimate {left.text} {word} {right.text} with halves and wholes?",
            f"About how much would you expect from {left.text} {word} {right.text}?",
        ),
        (seen, f"roughly, {seen}", f"if I think of halves and wholes, {seen}"),
        refutes,
        r"\b(roughly|estimate|about how much)\b",
    )


def _halves_around(value: Fraction) -> tuple[Fraction, Fraction]:
    below = Fraction(value * 2 // 1, 2)
    return below, below if below == value else below + _HALF


def _whole_times(task: Task) -> tuple[int, Part] | None:
    """How often, and what; None unless a whole number from 2 multiplies something."""
    left, _, right = task
    if left.is_whole == right.is_whole:
        return None
    number, part = (left.whole, right) if left.is_whole else (right.whole, left)
    return (number, part) if number > 1 and part.top else None


def _more_than_once(task: Task, text: str, value: Fraction) -> Check | None:
    times = _whole_times(task)
    if times is None:
        return None
    number, part = times
    refutes = value <= part.value
    if value == part.value:
        seen = f"{text} is just {part.text} again, and I wanted {number} of them"
    elif refutes:
        seen = f"{text} is even less than one {part.text}, and I wanted {number} of them"
    else:
        seen = f"{text} is more than one {part.text}, so that could be"
    return Check(
        "more-than-once",
        (
            f"Is {text} more than just one {part.text}?",
            f"You have {number} lots of {part.text}. Is {text} more than just one of them?",
            f"How much is just one {part.text}, compared with {text}?",
        ),
        (seen, f"hm, {seen}", f"wait, {seen}"),
        refutes,
        r"(?=.*\d).*\bjust one\b",
    )


def _repeat(task: Task, text: str, value: Fraction, truth: Fraction) -> Check | None:
    times = _whole_times(task)
    if times is None or times[0] > 6:
        return None
    number, part = times
    chain = " and ".join([part.text] * number)
    total = f"{part.top * number}/{part.bottom}"
    refutes = value != truth
    end = f"and that's not {text}" if refutes else f"the same as {text}"
    seen = f"{chain}, that's {total}, {end}"
    return Check(
        "repeat",
        (
            f"What is {chain}?",
            f"What do you get for {' + '.join([part.text] * number)}?",
            f"Lay {part.text} down {number} times, one after another. How much is that?",
            f"Can you write {number} times {part.text} as a plus sum?",
        ),
        (seen, f"{total}, {end}", f"if I count them up it's {total}, {end}"),
        refutes,
        r"\b(\d+/\d+)( and \1\b|\s*\+\s*\1\b)|\bone after another\b|\bplus sum\b",
        ("like-fractions",),
    )


def _part_of(task: Task, text: str, value: Fraction) -> Check | None:
    left, _, right = task
    if left.is_whole or right.is_whole or not (0 < left.value < 1 and right.value):
        return None
    refutes = value >= right.value
    if refutes:
        seen = f"{left.text} of it is only a bit of {right.text}, but {text} isn't less than {right.text}"
    else:
        seen = f"{text} is less than {right.text}, so that could be"
    return Check(
        "part-of",
        (
            f"If you take only {left.text} of {right.text}, do you get more or less than {right.text}?",
            f"Can {text} be {left.text} of {right.text}, when {left.text} is a part of it?",
            f"You have {right.text} and keep {left.text} of it. Could you then have {text}?",
        ),
        (seen, f"hm, {seen}", f"oh, {seen}"),
        refutes,
        r"\d of (it|something|\d)",
    )


def _fits(task: Task, text: str, value: Fraction) -> Check:
    left, _, right = task
    order = (left.value > right.value) - (left.value < right.value)
    refutes = order != (value > 1) - (value < 1)
    size = "more than 1" if value > 1 else "less than 1" if value < 1 else "exactly 1"
    fits = {
        1: f"{right.text} fits into {left.text} more than once",
        0: f"{right.text} fits into {left.text} exactly once",
        -1: f"{right.text} doesn't even fit into {left.text} once",
    }[order]
    seen = f"{fits}, {'but' if refutes else 'and'} {text} is {size}"
    return Check(
        "fits",
        (
            f"How many times does {right.text} fit into {left.text}?",
            f"Does {right.text} fit into {left.text} as often as {text} says?",
            f"Picture {left.text}. How often would {right.text} fit into it?",
        ),
        (seen, f"hm, {seen}", f"I think {seen}"),
        refutes,
        r"\d fit(s)? into\b",
    )


def _multiply_back(task: Task, text: str, value: Fraction) -> Check:
    left, _, right = task
    product = value * right.value
    refutes = product != left.value
    end = f"that's not {left.text}" if refutes else f"and that's {left.text} again"
    seen = f"{text} times {right.text} is {written(product)}, {end}"
    return Check(
        "multiply-back",
        (
            f"What is {text} times {right.text}?",
            f"If you multiply {text} by {right.text}, do you get {left.text} again?",
            f"Multiply your {text} by {right.text}. Where do you land?",
        ),
        (seen, f"I get {written(product)}, {end}", f"when I multiply it back, {seen}"),
        refutes,
        r"\bmultipl\w+ .*\bby \d|\d times \d",
        ("multiply-across",),
    )


def _same_amount(task: Task, text: str, value: Fraction) -> Check:
    start = task.left
    refutes = value != start.value
    if refutes:
        seen = f"{text} of the bar is {'more' if value > start.value else 'less'} than {start.text} of it"
    else:
        seen = f"{text} of the bar is the same as {start.text} of it"
    return Check(
        "same-amount",
        (
            f"Colour what you had on one bar and {text} on another. Is it the same amount?",
            f"Is {text} of a chocolate bar the same amount as you started with?",
            f"Draw your fraction, and then {text}. Do both show the same amount?",
        ),
        (seen, f"no wait, {seen}" if refutes else f"yes, {seen}", f"in my drawing {seen}"),
        refutes,
        r"\bsame amount\b",
    )


def _wholes_in(task: Task, text: str, value: Fraction) -> Check:
    found, had = int(value), int(task.left.value)
    refutes = found != had
    seen = f"{text} has {found} whole in it, {'but' if refutes else 'and'} {task.left.text} has {had}"
    return Check(
        "wholes-in",
        (
            f"How many wholes are in {text}, and how many in what you started with?",
            f"Which wholes are in {text}? Compare with what you had at first.",
            f"Lay {text} out as whole bars. How many wholes are in {text}?",
        ),
        (seen, f"hm, {seen}", f"I laid it out, {seen}"),
        refutes,
        r"\bwholes are in \d",
    )


def _go_further(task: Task, text: str, value: Fraction) -> Check | None:
    top, _, bottom = text.partition("/")
    if not bottom or " " in text or value != task.left.value:
        return None
    refutes = (value.numerator, value.denominator) != (int(top), int(bottom))
    seen = f"{'there is still' if refutes else 'there is no'} number that goes into both {top} and {bottom}"
    return Check(
        "go-further",
        (
            f"Does any number still go into both {top} and {bottom}?",
            f"Look at {text}. Can a number still go into both top and bottom?",
            f"Is there still something you can divide both {top} and {bottom} by?",
        ),
        (seen, f"hm, {seen}", f"I looked, {seen}"),
        refutes,
        r"\bstill\b.*\bboth\b",
    )


def written(value: Fraction) -> str:
    """A value in a child's writing: lowest terms, mixed from 1 up."""
    whole, rest = divmod(value.numerator, value.denominator)
    if not rest:
        return str(whole)
    fraction = f"{rest}/{value.denominator}"
    return f"{whole} {fraction}" if whole else fraction
