"""Reads expressions, equations and ratios as they are written in a schoolbook.

`3x` and `2(x + 1)` are products, `1/3 n` is a third of n (a slash between figures without spaces makes
a fraction), and `x/3y` divides by 3y. What is too long, too deep or has too many figures is refused
before anything is built, so hostile text costs next to nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from teachsim.domains.expressions.tree import (
    Bracket,
    Equation,
    Letter,
    Meta,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Ratio,
    Signed,
    Sum,
)

if TYPE_CHECKING:
    from teachsim.domains.expressions.tree import Node

LONGEST = 200
"""Characters of the longest text that is read."""
DEEPEST = 12
"""How many brackets may be open at once."""
DIGITS = 24
"""Figures of the longest number."""

_SAME = str.maketrans({"−": "-", "–": "-", "*": "×", "·": "×", "⋅": "×", "[": "(", "]": ")"})
_RAISED = {"²": "^2", "³": "^3"}
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+/[0-9]+(?![0-9^.])|[0-9]+\.[0-9]+|\.[0-9]+|[0-9]+)"
    r"|(?P<letter>[A-Za-z])|(?P<meta>\?[a-z])|(?P<sign>[-+×÷/^()=:]))"
)


class _Unreadable(Exception):
    """The text is no expression."""


def parse(text: str) -> Node | None:
    """The tree of an expression, an equation or a ratio; None for anything else.

    >>> parse("9 - 1/3 n = 15").left.terms[1].node
    Product(factors=(Number(text='1/3'), Letter(name='n')), sign='')
    """
    tokens = _tokens(text)
    if not tokens:
        return None
    try:
        return _Reader(tokens).whole()
    except _Unreadable:
        return None


def _tokens(text: str) -> list[tuple[str, str]] | None:
    if len(text) > LONGEST:
        return None
    text = text.translate(_SAME)
    for raised, plain in _RAISED.items():
        text = text.replace(raised, plain)
    text = text.strip()
    tokens: list[tuple[str, str]] = []
    at = depth = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            return None
        kind = match.lastgroup or ""
        token, end = match[kind], match.end()
        if kind == "number" and "/" in token and tokens and tokens[-1][1] in ("/", "^"):
            token = token.partition("/")[0]  # x/2/3 and x^2/3 hold no fraction
            end = match.start(kind) + len(token)
        depth += (token == "(") - (token == ")")
        if depth > DEEPEST or depth < 0 or (kind == "number" and not _fits(token)):
            return None
        tokens.append((kind, token))
        at = end
    return None if depth else tokens


def _fits(figures: str) -> bool:
    top, _, bottom = figures.partition("/")
    return len(top) <= DIGITS and len(bottom) <= DIGITS and (not bottom or bool(bottom.strip("0")))


class _Reader:
    """Descends through the tokens; `DEEPEST` and `LONGEST` bound how far."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = [*tokens, ("end", "")]
        self._at = 0

    def whole(self) -> Node:
        left = self._ratio()
        if self._take("="):
            left = Equation(left, self._ratio())
        if self._tokens[self._at][0] != "end":
            raise _Unreadable
        return left

    def _take(self, sign: str) -> bool:
        if self._tokens[self._at] == ("sign", sign):
            self._at += 1
            return True
        return False

    def _one_of(self, signs: str) -> str:
        kind, token = self._tokens[self._at]
        if kind == "sign" and token in signs:
            self._at += 1
            return token
        return ""

    def _ratio(self) -> Node:
        first = self._sum()
        return Ratio(first, self._sum()) if self._take(":") else first

    def _sum(self) -> Node:
        sign = self._one_of("-+") or "+"
        if self._tokens[self._at] == ("sign", "-"):
            raise _Unreadable
        terms = [Signed(sign, self._term())]
        while sign := self._one_of("-+"):
            terms.append(Signed(sign, self._term()))
        if len(terms) > 1:
            return Sum(tuple(terms))
        (sign, node) = terms[0]
        return Negative(node) if sign == "-" else node

    def _term(self) -> Node:
        node = self._factor()
        while sign := self._one_of("×÷/"):
            right = self._factor()
            if sign == "×" and isinstance(node, Product) and node.sign:
                node = Product((*node.factors, right), "×")
            else:
                node = Product((node, right), "×") if sign == "×" else Quotient(node, right, sign)
        return node

    def _factor(self) -> Node:
        if self._take("-"):
            if self._tokens[self._at] == ("sign", "-"):
                raise _Unreadable
            return Negative(self._side_by_side())
        return self._side_by_side()

    def _side_by_side(self) -> Node:
        factors = [self._power()]
        while self._tokens[self._at][0] in ("letter", "meta") or self._tokens[self._at] == ("sign", "("):
            factors.append(self._power())
        return Product(tuple(factors)) if len(factors) > 1 else factors[0]

    def _power(self) -> Node:
        base = self._atom()
        if not self._take("^"):
            return base
        exponent: Node = Negative(self._atom()) if self._take("-") else self._atom()
        return Power(base, exponent)

    def _atom(self) -> Node:
        kind, token = self._tokens[self._at]
        self._at += 1
        match kind:
            case "number":
                return Number(token)
            case "letter":
                return Letter(token)
            case "meta":
                return Meta(token[1])
        if token != "(":
            raise _Unreadable
        inner = self._sum()
        if not self._take(")"):
            raise _Unreadable
        return Bracket(inner)
