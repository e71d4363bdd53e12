"""Writes a tree as a person would, so that `parse(written(tree)) == tree` for every tree that was read.

Trees that rules have built get the brackets they need.
"""

from __future__ import annotations

import re
from functools import lru_cache
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
    Sum,
)

if TYPE_CHECKING:
    from teachsim.domains.expressions.tree import Node

_LOOSE = (Sum, Equation, Ratio)
_ENDS_WITH_NUMBER = re.compile(r"(?:^|[^0-9./^])[0-9.]+$")
"""Figures that a slash and more figures would turn into a fraction."""


@lru_cache(maxsize=8192)  # a line is printed again as the start of the next: halves a solution's time
def written(node: Node) -> str:
    """The text of a tree.

    >>> from teachsim.domains.expressions.tree import Signed
    >>> written(Product((Number("3"), Sum((Signed("+", Letter("x")), Signed("-", Number("4")))))))
    '3(x - 4)'
    """
    match node:
        case Number(text):
            return text
        case Letter(name):
            return name
        case Meta(name):
            return f"?{name}"
        case Negative(inner):
            return "-" + _after_minus(_within(inner, _LOOSE))
        case Bracket(inner):
            return f"({written(inner)})"
        case Sum():
            return _sum(node)
        case Product():
            return _product(node)
        case Quotient():
            return _quotient(node)
        case Power(base, exponent):
            plain = isinstance(base, Letter | Bracket | Meta) or (
                isinstance(base, Number) and "/" not in base.text
            )
            raised = _within(exponent, (*_LOOSE, Product, Quotient, Power))
            return f"{written(base) if plain else f'({written(base)})'}^{raised}"
        case Ratio(first, second):
            return f"{written(first)}:{written(second)}"
        case Equation(left, right):
            return f"{written(left)} = {written(right)}"


def _within(node: Node, loose: tuple[type, ...]) -> str:
    return f"({written(node)})" if isinstance(node, loose) else written(node)


def _operand(node: Node, loose: tuple[type, ...]) -> str:
    """What follows a sign; after it a minus sign reaches only as far as a product without signs."""
    if isinstance(node, Negative) and (isinstance(node.inner, Negative) or _needs_bracket(node.inner, loose)):
        return f"({written(node)})"
    return _within(node, loose)


def _needs_bracket(node: Node, loose: tuple[type, ...]) -> bool:
    return isinstance(node, (*loose, Quotient)) or (isinstance(node, Product) and bool(node.sign))


def _after_minus(text: str) -> str:
    return f"({text})" if text.startswith("-") else text


def _sum(node: Sum) -> str:
    first, *rest = node.terms
    head = _within(first.node, _LOOSE)
    pieces = ["-" + _after_minus(head) if first.sign == "-" else head]
    for sign, term in rest:
        pieces += [f" {sign} ", _within(term, _LOOSE)]
    return "".join(pieces)


def _product(node: Product) -> str:
    first, *rest = node.factors
    if node.sign or any(isinstance(factor, Number) for factor in rest):
        return " × ".join(
            [_within(first, _LOOSE), *(_operand(factor, (*_LOOSE, Quotient)) for factor in rest)]
        )
    text = _within(first, (*_LOOSE, Product, Quotient))
    for factor in rest:
        piece = _within(factor, (*_LOOSE, Product, Quotient, Negative))
        if text and piece[0].isdigit():
            piece = f"({piece})"
        if _ends_with_fraction(text) and piece[0] != "(":
            text += " "
        text += piece
    return text


def _ends_with_fraction(text: str) -> bool:
    return "/" in text and text[-1].isdigit()


def _quotient(node: Quotient) -> str:
    top = _within(node.top, _LOOSE)
    loose: tuple[type, ...] = (*_LOOSE, Quotient)
    if isinstance(node.bottom, Product) and node.bottom.sign:
        loose = (*loose, Product)
    if node.sign == "/" and isinstance(node.bottom, Number) and "/" in node.bottom.text:
        loose = (*loose, Number)
    bottom = _operand(node.bottom, loose)
    if node.sign == "/" and not (bottom[0].isdigit() and _ENDS_WITH_NUMBER.search(top)):
        return f"{top}/{bottom}"
    return f"{top} {node.sign} {bottom}"
