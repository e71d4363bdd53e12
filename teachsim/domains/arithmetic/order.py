"""Order of operations: notation and fresh items. `ORDER` is the topic `order-of-operations`.

How its items are worked is in `order_rules`, on which items a misconception shows in `order_claims`,
how an answer can be tested in `order_checks`.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from teachsim.domains.arithmetic.number_topic import ASKED, END, MINUS, NumberTopic, Worked, number
from teachsim.domains.arithmetic.order_checks import checks
from teachsim.domains.arithmetic.order_claims import CLAIMS, value
from teachsim.domains.arithmetic.order_rules import TOUCHING, Row, book, work
from teachsim.domains.base import Item

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from teachsim.domains.base import Answer, Check
    from teachsim.domains.rules import Hand

PLAIN, BRACKETS = "order-of-operations", "order-with-brackets"
_MOST_SIGNS, _MOST_TOKENS = 6, 30
_SIGNS = {"x": "×", "X": "×", "*": "×", "·": "×", "⋅": "×"}
_TOKENS = re.compile(r"\s*(\d{1,6}|[-+×xX*·⋅÷()]|(?<=\s)/(?=\s)|(?<=\))/|/(?=\())")
_WHOLE = re.compile(rf"{ASKED}([-\d(][-+×xX*·⋅÷()/\d\s]*?){END}", re.IGNORECASE)
_PRODUCT = re.compile(r"\(-?\d{1,6}\)\s*\(-?\d{1,6}\)")
"""Two numbers in brackets, multiplied: nothing to put in an order."""
_PLAIN_SHAPES = ("a+b×c", "a-b×c", "a×b+c", "a×b-c", "a+b÷c", "a-b÷c", "a-b+c", "a÷b×c", "a+b×c-d", "a-b+c×d")
_BRACKET_SHAPES = (
    "a×(b+c)",
    "a(b+c)",
    "(a+b)×c",
    "a-(b-c)",
    "a-(b+c)",
    "a+b(c+d)",
    "a+b×(c-d)",
    "(a-b)÷c",
    "a(b-c)",
)


class OrderOfOperations(NumberTopic):
    """The topic of which operation comes first."""

    name = "order-of-operations"
    kinds = (PLAIN, BRACKETS)
    book = book
    claims = CLAIMS
    transfers: Mapping[str, tuple[str, ...]] = {PLAIN: (BRACKETS,), BRACKETS: (PLAIN,)}

    def parse(self, text: str) -> Item | None:
        """The item, if the text has at least two operations on whole numbers, or a number at a bracket."""
        text = text.translate(MINUS).strip()
        match = _WHOLE.fullmatch(text)
        if match is None or _PRODUCT.fullmatch(text):
            return None
        row = _row(match[1])
        return _item(row) if row else None

    def work(self, item: Item, hand: Hand) -> Worked:
        """Work the item with the rules of this hand."""
        result, steps = work(item.data, hand)
        return Worked(number(result), steps)

    def truth(self, item: Item) -> Fraction:
        """The right value."""
        return value(item.data)

    def generate(self, kind: str, rng: Random) -> Item:
        """Two or three operations on numbers up to 12 that lead through whole numbers from 0 up."""
        shapes = _PLAIN_SHAPES if kind == PLAIN else _BRACKET_SHAPES
        while True:
            shape = rng.choice(shapes)
            text = re.sub("[a-d]", lambda _: str(rng.choice((*range(2, 10), rng.randint(2, 30)))), shape)
            item = self.parse(text)
            if item is None or not _goes_well(item.data):
                continue
            if str(self.truth(item)) not in re.split(r"\D+", item.text):
                return item

    def checks_of(self, item: Item, answer: Answer, tested: Fraction) -> tuple[Check, ...]:
        """A story where there is one, and what a pocket calculator that knows the rules says."""
        return checks(item.data, answer.text, tested, value(item.data))


ORDER = OrderOfOperations()


def _item(row: Row) -> Item | None:
    """The item; None where there is only one operation, or something is divided by 0."""
    signs = _all_signs(row)
    if not (2 <= len(signs) <= _MOST_SIGNS or signs == [TOUCHING]):
        return None
    if not _divides(row):
        return None
    enclosed = TOUCHING in signs or any(isinstance(term, Row) for term in row.terms)
    kind = BRACKETS if enclosed else PLAIN
    return Item("arithmetic", kind, row.text, row)


def _all_signs(row: Row) -> list[str]:
    return [*row.signs, *(sign for term in row.terms if isinstance(term, Row) for sign in _all_signs(term))]


def _runs(row: Row) -> list[list[Fraction]]:
    """By run of × and ÷: its value before each sign and at its end; a 0 that divides makes it empty."""
    terms = [value(term) if isinstance(term, Row) else term for term in row.terms]
    runs = [[terms[0]]]
    for sign, term in zip(row.signs, terms[1:], strict=True):
        if sign in ("+", "-"):
            runs.append([term])
        elif sign == "÷" and (not term or not runs[-1]):
            runs[-1] = []
        elif runs[-1]:
            runs[-1].append(runs[-1][-1] / term if sign == "÷" else runs[-1][-1] * term)
    return runs


def _divides(row: Row) -> bool:
    """Whether nothing is divided by 0."""
    return all(_divides(term) for term in row.terms if isinstance(term, Row)) and all(_runs(row))


def _goes_well(row: Row) -> bool:
    """Whether the right way meets only whole numbers from 0 up."""
    if not all(_goes_well(term) for term in row.terms if isinstance(term, Row)):
        return False
    runs = _runs(row)
    if any(step.denominator > 1 for run in runs for step in run):
        return False
    total = runs[0][-1]
    for sign, run in zip([sign for sign in row.signs if sign in ("+", "-")], runs[1:], strict=True):
        total += run[-1] if sign == "+" else -run[-1]
        if total < 0:
            return False
    return True


# --- notation --------------------------------------------------------------------------------------


def _row(text: str) -> Row | None:
    """The expression, or None when it is not well formed."""
    tokens: list[str] = []
    at = 0
    while at < len(text):
        match = _TOKENS.match(text, at)
        if match is None or len(tokens) >= _MOST_TOKENS:
            return None if text[at:].strip() else _read(tokens)
        tokens.append("÷" if match[1] == "/" else _SIGNS.get(match[1], match[1]))
        at = match.end()
    return _read(tokens)


def _read(tokens: list[str]) -> Row | None:
    rest = tokens[::-1]
    row = _read_row(rest)
    return row if row and not rest else None


def _read_row(rest: list[str]) -> Row | None:
    """A row from the end of the reversed tokens, which it takes off."""
    term = _read_term(rest)
    if term is None:
        return None
    terms, signs = [term], []
    while rest and rest[-1] != ")":
        if rest[-1] in "+-×÷":
            sign = rest.pop()
        elif rest[-1] == "(" or (isinstance(terms[-1], Row) and rest[-1].isdigit()):
            sign = TOUCHING
        else:
            return None
        term = _read_term(rest, first=False)
        if term is None or (sign == TOUCHING and isinstance(terms[-1], Row) and not isinstance(term, Row)):
            return None
        terms.append(term)
        signs.append(sign)
    return Row(tuple(terms), tuple(signs))


def _read_term(rest: list[str], *, first: bool = True) -> Fraction | Row | None:
    """A number, with a minus where a row starts, or a row in brackets; one number in brackets is a number."""
    minus = bool(rest) and rest[-1] == "-" and first
    if minus:
        rest.pop()
    if not rest:
        return None
    token = rest.pop()
    if token.isdigit():
        return Fraction(-int(token) if minus else int(token))
    if token != "(" or minus:
        return None
    row = _read_row(rest)
    if row is None or not rest or rest.pop() != ")":
        return None
    if row.signs or isinstance(row.terms[0], Row):
        return row
    return row.terms[0]
