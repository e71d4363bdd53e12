"""How a student can test what an expression comes to without deciding on the order.

A story fixes the order by what happens in it; a good calculator has the order built in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.domains.arithmetic.order_rules import TOUCHING, Row
from teachsim.domains.base import Check

if TYPE_CHECKING:
    from fractions import Fraction


def checks(row: Row, text: str, value: Fraction, truth: Fraction) -> tuple[Check, ...]:
    """A story where there is one, then a calculator; `text` and `value` are the answer tested."""
    story = _story(row, text, value, truth)
    return (*((story,) if story else ()), _calculator(row, text, value, truth))


def _calculator(row: Row, text: str, value: Fraction, truth: Fraction) -> Check:
    refutes = value != truth
    seen = f"it says {truth}, {'and I have' if refutes else 'the same as my'} {text}"
    return Check(
        "calculator",
        (
            f"Type {row.text} into a good calculator. What does it say?",
            f"What does your calculator say for {row.text}?",
            f"Could you try {row.text} on the calculator in one go?",
        ),
        (seen, f"on the calculator {seen}", f"hm, {seen}"),
        refutes,
        r"\bcalculator\b",
    )


def _story(row: Row, text: str, value: Fraction, truth: Fraction) -> Check | None:
    told = _told(row)
    if told is None:
        return None
    happens, question = told
    refutes = value != truth
    seen = f"that's {truth}, {'and not' if refutes else 'just like my'} {text}"
    return Check(
        "story",
        (
            f"Here is a story: {happens}. {question}",
            f"Make it a story: {happens}. {question}",
            f"Think of it as a story where {happens[0].lower()}{happens[1:]}. {question}",
        ),
        (seen, f"in the story {seen}", f"hm, {seen}"),
        refutes,
        r"(?=.*\d).*\bstory\b",
    )


def _told(row: Row) -> tuple[str, str] | None:
    """What happens and what is asked, for the simplest shapes; None for others."""
    if _below_zero(row):
        return None
    match row.terms, row.signs:
        case (a, b, c), ("+", "×") if not any(isinstance(t, Row) for t in row.terms):
            return f"You have {a} dollars and get {b} notes of {c} dollars", "How many dollars are that?"
        case (a, b, c), ("-", "×") if not any(isinstance(t, Row) for t in row.terms):
            return f"You have {a} dollars and buy {b} things for {c} dollars each", "What is left?"
        case (a, b, c), ("×", "+") if not any(isinstance(t, Row) for t in row.terms):
            return f"You have {a} bags with {b} sweets each and {c} loose ones", "How many sweets are that?"
        case (a, b, c), ("-", "+") if not any(isinstance(t, Row) for t in row.terms):
            return f"A bus has {a} people in it, {b} get off and {c} get on", "How many are in it now?"
        case (a, Row(terms=(b, c), signs=("+",))), ("×" | "",) if not isinstance(a, Row):
            if not isinstance(b, Row) and not isinstance(c, Row):
                return f"Each of {a} children has {b} apples and {c} pears", "How many fruits are that?"
        case (a, Row(terms=(b, c), signs=("+",))), ("-",) if not isinstance(a, Row):
            if not isinstance(b, Row) and not isinstance(c, Row):
                return f"You have {a} dollars and pay {b} dollars and {c} dollars", "What is left?"
    return None


def _below_zero(row: Row) -> bool:
    """Whether a story would need numbers below zero."""
    return any(term < 0 for term in row.terms if not isinstance(term, Row)) or TOUCHING in row.signs[1:]
