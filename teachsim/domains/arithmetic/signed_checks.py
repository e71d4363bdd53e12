"""How a student can test an answer about signed numbers without the procedure that gave it.

None of the questions names the answer tested: without its sign it may be the right one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.domains.arithmetic.signed_claims import truth
from teachsim.domains.arithmetic.signed_rules import Pair, enclosed
from teachsim.domains.base import Check

if TYPE_CHECKING:
    from fractions import Fraction


def checks(pair: Pair, text: str, value: Fraction) -> tuple[Check, ...]:
    """A thermometer and owing money for sums and differences; repeating or multiplying back else."""
    found: list[Check | None]
    if pair.sign in "+-":
        found = [_thermometer(pair, text, value), _owing(pair, text, value), _undo(pair, text, value)]
    else:
        found = [_repeat(pair, text, value), _pattern(pair, text, value), _times_back(pair, text, value)]
    return tuple(check for check in found if check)


def _moves(pair: Pair) -> tuple[str, int]:
    """`up` or `down`, and how far, on a number line."""
    change = pair.second if pair.sign == "+" else -pair.second
    return ("up" if change > 0 else "down"), abs(change)


def _thermometer(pair: Pair, text: str, value: Fraction) -> Check | None:
    if pair.sign == "-" and pair.second < 0:
        return None  # taking a negative away is no way to go that a child would see
    way, far = _moves(pair)
    right = truth(pair)
    refutes = value != right
    seen = f"from {pair.first} I go {far} {way} and end at {right}"
    seen += f", and I said {text}" if refutes else ", that's what I said"
    return Check(
        "thermometer",
        (
            f"A thermometer shows {pair.first} degrees and goes {far} {way}. What does it show then?",
            f"It is {pair.first} degrees, and it gets {far} degrees {_warmer(way)}. How warm is it then?",
            f"Start at {pair.first} on a thermometer and go {far} {way}. Where do you end?",
        ),
        (seen, f"on the thermometer, {seen}", f"I counted, {seen}"),
        refutes,
        r"(?=.*\d).*\b(thermometer|degrees)\b",
    )


def _warmer(way: str) -> str:
    return "warmer" if way == "up" else "colder"


def _owing(pair: Pair, text: str, value: Fraction) -> Check:
    """Only whether one ends with money or with debts."""
    right = truth(pair)
    refutes = (right > 0) - (right < 0) != (value > 0) - (value < 0)
    ends = (
        "I still owe something" if right < 0 else "I have something left" if right > 0 else "I have nothing"
    )
    seen = f"{ends}, {'but' if refutes else 'and'} {text} would mean "
    seen += "I owe" if value < 0 else "I have money" if value > 0 else "nothing at all"
    start = f"owe {-pair.first} dollars" if pair.first < 0 else f"have {pair.first} dollars"
    change = {
        (True, "+"): f"make {abs(pair.second)} dollars more debts",
        (False, "+"): f"get {abs(pair.second)} dollars",
        (True, "-"): f"are let off debts of {abs(pair.second)} dollars",
        (False, "-"): f"spend {abs(pair.second)} dollars",
    }[(pair.second < 0, pair.sign)]
    return Check(
        "owing",
        (
            f"You {start} and {change}. Do you owe money in the end?",
            f"Say you {start} and then {change}. Have you got money or debts?",
            f"If you {start} and {change}, are you in debt afterwards?",
        ),
        (seen, f"with money, {seen}", f"hm, {seen}"),
        refutes,
        r"(?=.*\d).*\b(owe|debts?|dollars)\b",
    )


def _undo(pair: Pair, text: str, value: Fraction) -> Check:
    first, sign, second = pair
    back = value - second if sign == "+" else value + second
    undo = "take away" if sign == "+" else "add"
    refutes = back != first
    seen = f"I get back to {back}, {'but' if refutes else 'and'} it started at {first}"
    return Check(
        "undo",
        (
            f"Undo it: {undo} {enclosed(second)} on your answer. Where do you get?",
            f"If you undo the step with {enclosed(second)}, are you back at {first}?",
            f"Can you undo it and see whether you get back to {first}?",
        ),
        (seen, f"from {text}, {seen}", f"hm, {seen}"),
        refutes,
        r"\bundo\b",
        ("both-negative", "unlike-signs"),
    )


def _repeat(pair: Pair, text: str, value: Fraction) -> Check | None:
    """A positive whole number of times a negative number, written as a sum."""
    first, sign, second = pair
    if sign != "×" or (first < 0) == (second < 0) or max(first, second) > 6:
        return None
    times, what = (first, second) if first > 0 else (second, first)
    right = times * what
    refutes = value != right
    seen = f"{times} of them is {right}, {'not' if refutes else 'the same as'} {text}"
    chain = " + ".join([enclosed(what)] * times)
    return Check(
        "repeat",
        (
            f"What do you get for the chain {chain}?",
            f"Write it as a chain of plus: {chain}. What is that?",
            f"Go {-what} steps down {times} times in a chain. Where do you end?",
        ),
        (seen, f"I counted down, {seen}", f"all together, {seen}"),
        refutes,
        r"\bchain\b",
        ("heed-signs",),
    )


def _pattern(pair: Pair, text: str, value: Fraction) -> Check | None:
    """Two negative numbers: the row of products goes up past zero."""
    first, sign, second = pair
    if sign != "×" or first > 0 or second > 0:
        return None
    refutes = value <= 0
    seen = f"it goes up by {-second} each time and past zero, {'but' if refutes else 'and'} I have {text}"
    rows = ", ".join(f"{n} × {enclosed(second)}" for n in (2, 1, 0))
    return Check(
        "pattern",
        (
            f"Look at the pattern: {rows}. How does it go on?",
            f"Here is a pattern: {rows}. Is the next one above or below zero?",
            f"You see the pattern {rows}. What happens below zero times?",
        ),
        (seen, f"in the row, {seen}", f"oh, {seen}"),
        refutes,
        r"(?=.*\d).*\bpattern\b",
    )


def _times_back(pair: Pair, text: str, value: Fraction) -> Check | None:
    first, sign, second = pair
    if sign != "÷":
        return None
    product = value * second
    refutes = product != first
    seen = f"{enclosed(second)} times {text} is {product}, {'not' if refutes else 'just'} {first}"
    return Check(
        "multiply-back",
        (
            f"Multiply your answer by {enclosed(second)} again. Do you get {first}?",
            f"What is your answer times {enclosed(second)} again, is it {first}?",
            f"Going back, does your answer multiplied by {enclosed(second)} make {first} again?",
        ),
        (seen, f"going back, {seen}", f"hm, {seen}"),
        refutes,
        r"\bmultiply your answer\b|\byour answer (times|multiplied)\b",
        ("product-sign",),
    )
