"""How a student can test an answer in algebra without the procedure that gave it.

What is found, and whether it refutes the answer, is computed from the answer tested.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from teachsim.domains.algebra.answers import is_finished, number_in
from teachsim.domains.algebra.expression_rules import like_terms_left
from teachsim.domains.algebra.terms import term, terms
from teachsim.domains.algebra.working import proportion_parts
from teachsim.domains.base import Check
from teachsim.domains.expressions.parser import parse
from teachsim.domains.expressions.printer import written
from teachsim.domains.expressions.tree import (
    Bracket,
    Letter,
    Number,
    Product,
    Ratio,
    Sum,
    bare,
    letters_of,
    numeral,
    terms_of,
    unsigned,
)
from teachsim.domains.expressions.values import polynomial, value

if TYPE_CHECKING:
    from teachsim.domains.algebra.notation import Task
    from teachsim.domains.expressions.tree import Equation, Node

_TRIED = (2, 3, 5, 10, 4, 7)


def checks_of_equation(equation: Equation, text: str) -> tuple[Check, ...]:
    """The checks of what a letter is said to be; none for `no solution`."""
    letter, _, number = text.partition(" = ")
    root = number_in(number)
    if root is None:
        return ()
    found = [_worth(side, letter, root) for side in (equation.left, equation.right)]
    if None in found:
        return ()
    one, two = (str(side) for side in found)
    left, right = (written(side) for side in (equation.left, equation.right))
    refutes = found[0] != found[1]
    seen = f"{left} comes out as {one} and {right} as {two}"
    if numeral(equation.right) is not None:
        seen = f"{left} comes out as {one}"
        seen += f", but it should be {two}" if refutes else ", and that's what it should be"
    else:
        seen += ", so they aren't the same" if refutes else ", so they are the same"
    put_in = Check(
        "put-in",
        (
            f"Put {number} in for {letter}: do both sides come out the same?",
            f"What do the two sides come to when you put in {number} for {letter}?",
            f"If {letter} is {number}, do both sides come out the same?",
            f"Could you test it? Put {number} in for {letter} on both sides.",
        ),
        (seen, f"hm, {seen}", f"I put it in, and {seen}"),
        refutes,
        r"\bput (?:in )?-?[\d. /]+ (?:in )?for [a-z]\b|\bboth sides come out\b",
        ("put-in", "order-of-operations"),
    )
    scaled = _how_many_times(equation, letter, number, root)
    return (scaled, put_in) if scaled else (put_in,)


def _worth(side: Node, letter: str, root: Fraction) -> Fraction | None:
    if isinstance(side, Ratio):
        one, two = value(side.first, {letter: root}), value(side.second, {letter: root})
        return one / two if one is not None and two else None
    return value(side, {letter: root})


def _how_many_times(equation: Equation, letter: str, number: str, root: Fraction) -> Check | None:
    """In a proportion: whether both parts grew as many times."""
    parts = proportion_parts(equation)
    if parts is None:
        return None
    a, b, c, d = (root if isinstance(part, Letter) else numeral(part) for part in parts)
    if not a or not b or c is None or d is None:
        return None
    shown = [number if isinstance(part, Letter) else written(part) for part in parts]
    tops, bottoms = c / a, d / b
    refutes = tops != bottoms
    seen = (
        f"from {shown[1]} to {shown[3]} is times {bottoms}, and from {shown[0]} to {shown[2]} is times {tops}"
    )
    seen += ", that's not alike" if refutes else ", that's alike"
    return Check(
        "how-many-times",
        (
            f"How many times as much is it from {shown[1]} to {shown[3]}, and from {shown[0]} to {shown[2]}?",
            f"Does it grow as many times from {shown[0]} to {shown[2]} as from {shown[1]} to {shown[3]}?",
            f"How many times as much do you get, once from {shown[1]} and once from {shown[0]}?",
        ),
        (seen, f"hm, {seen}", f"I look at the times: {seen}"),
        refutes,
        r"\bmany times\b.*\bfrom\b",
        (),
    )


def checks_of_expression(expression: Node, text: str, *, right: bool) -> tuple[Check, ...]:
    """The checks of a simplified or expanded expression."""
    answer = parse(text)
    if answer is None:
        return ()
    found = [_bags(expression, text, answer), _same_number(expression, answer, text)]
    if not right and polynomial(expression) == polynomial(answer) and not is_finished(text):
        found.append(_go_further(answer))
    return tuple(check for check in found if check is not None)


def _same_number(expression: Node, answer: Node, text: str) -> Check | None:
    letters = [*letters_of(expression)] or [*letters_of(answer)]
    if set(letters_of(answer)) - set(letters):
        return None
    before, after, tried = Fraction(0), Fraction(0), 2
    for tried in _TRIED:
        given = {letter: Fraction(tried + place) for place, letter in enumerate(letters)}
        one, two = value(expression, given), value(answer, given)
        if one is None or two is None:
            return None
        before, after = one, two
        if one != two:
            break
    else:
        tried = _TRIED[0]
        given = {letter: Fraction(tried + place) for place, letter in enumerate(letters)}
        before = after = value(answer, given) or Fraction(0)
    refutes = before != after
    what = " and ".join(f"{tried + place} for {letter}" for place, letter in enumerate(letters))
    start = written(expression)
    seen = f"{start} comes out as {before} and {text} as {after}"
    seen += ", so they aren't the same" if refutes else ", so they agree"
    return Check(
        "same-number",
        (
            f"Take {what}. Do {start} and {text} come out the same?",
            f"Try {what} in {start} and in {text}. Do you get the same number?",
            f"If you take {what}, do {start} and {text} give the same number?",
        ),
        (seen, f"hm, {seen}", f"I tried it: {seen}"),
        refutes,
        r"\b(?:take|try) \d+ for [a-z]\b",
        ("put-in", "order-of-operations"),
    )


def _bags(expression: Node, text: str, answer: Node) -> Check | None:
    """`3(x + 2)` as three bags with an x and two coins each."""
    if not isinstance(expression, Product) or len(expression.factors) != 2:
        return None
    head, bracket = expression.factors
    inner = terms(bare(bracket))
    if not isinstance(head, Number) or not isinstance(bracket, Bracket) or not isinstance(bare(bracket), Sum):
        return None
    bags = head.value
    if inner is None or len(inner) != 2 or bags > 6 or bags.denominator != 1:
        return None
    if any(part.coefficient <= 0 or part.coefficient.denominator != 1 for part in inner) or inner[1].letters:
        return None
    unknown, coins = inner
    if len(unknown.letters) != 1:
        return None
    each = f"{written(unknown.node)} and {coins.coefficient} more"
    refutes = polynomial(expression) != polynomial(answer)
    seen = (
        f"in {bags} bags there are {bags * coins.coefficient} more and {written(unknown.scaled(bags).node)}"
    )
    seen += f", and {text} isn't that" if refutes else f", and {text} is just that"
    return Check(
        "bags",
        (
            f"Think of {bags} bags with {each} in each. What is in all the bags?",
            f"If each of {bags} bags has {each} in it, what do you have altogether in the bags?",
            f"Picture {bags} bags, each with {each}. Is it {text} in all?",
        ),
        (seen, f"hm, {seen}", f"if I picture it, {seen}"),
        refutes,
        r"\d bags\b",
    )


def _go_further(answer: Node) -> Check:
    group = like_terms_left(answer)
    if group:
        piece = " and ".join(written(part.node) for part in group)
        seen = f"{piece} have the same letter, so they can still go together"
    else:
        seen = "it isn't finished, something can still be worked out"
    return Check(
        "go-further",
        (
            f"Look at {written(answer)}. Can anything there still be put together?",
            f"Is {written(answer)} as short as it can be?",
            f"Could you write {written(answer)} any shorter?",
        ),
        (seen, f"oh, {seen}", f"hm, {seen}"),
        True,
        r"\bstill be put together\b|\bas short as\b|\bany shorter\b",
    )


def checks_of_value(task: Task, text: str, truth: Fraction) -> tuple[Check, ...]:
    """The checks of what an expression comes to for given numbers."""
    tested = number_in(text)
    if tested is None:
        return ()
    found = _as_a_sum(task, text, tested, truth)
    return (found,) if found else ()


def _as_a_sum(task: Task, text: str, tested: Fraction, truth: Fraction) -> Check | None:
    """`3x` for x = 4 as 4 + 4 + 4; `x^2` as 4 rows of 4."""
    parts = [term(unsigned(part)) for part in terms_of(task.expression)]
    plain = [part for part in parts if part is not None]
    times = next((part for part in plain if part.letters and 2 <= part.coefficient <= 9), None)
    if (
        times is None
        or len(plain) != len(parts)
        or len(times.letters) != 1
        or times.coefficient.denominator != 1
    ):
        return None
    given = dict(task.given)[times.letters[0]]
    shown = f"({given})" if given < 0 or given.denominator != 1 else str(given)
    long = " + ".join([shown] * int(times.coefficient))
    piece, whole = written(times.node), written(task.expression)
    refutes = tested != truth
    seen = f"{piece} is {long}, so {whole} comes to {truth}"
    seen += f" and not {text}" if refutes else f", and {text} is that"
    letter = times.letters[0]
    return Check(
        "as-a-sum",
        (
            f"Write {piece} out as a long sum of {letter}. What does {whole} come to then?",
            f"If you write {piece} as a long sum of {letter}, what does {whole} come to?",
            f"Could you lay out {piece} as a long sum and look whether {text} fits?",
        ),
        (seen, f"as a long sum {seen}", f"hm, {seen}"),
        refutes,
        r"\blong sum\b",
    )
