"""The nodes of an expression, which keep what was written.

Order, subtraction, unreduced fractions, products without a sign and brackets all stay as they are:
`3x + 4 - 5 + x` and `4x - 1` are different trees, and so are `3(x + 2)` and `3 × (x + 2)`. What a tree
is worth is the business of `values`, how it is read and printed that of `parser` and `printer`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, Union

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Number:
    """A number from 0 up as written: `3`, `0.50` or `6/8`."""

    text: str

    @property
    def value(self) -> Fraction:
        """What it is worth."""
        return _value(self.text)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that stands for a number."""

    name: str


@dataclass(frozen=True, slots=True)
class Meta:
    """A place in a rule's pattern that stands for something: `?a`."""

    name: str


@dataclass(frozen=True, slots=True)
class Negative:
    """Something with a minus sign of its own: `-x`, and the 9 of `5 + -9`."""

    inner: Node


@dataclass(frozen=True, slots=True)
class Bracket:
    """Something in brackets, needed or not."""

    inner: Node


class Signed(NamedTuple):
    """A term of a sum, with the sign in front of it."""

    sign: str
    """`+` or `-`; a first term without a sign has `+`."""
    node: Node


@dataclass(frozen=True, slots=True)
class Sum:
    """Two or more terms, added or taken away."""

    terms: tuple[Signed, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """Two or more factors, side by side (sign `""`) or with `×` between them."""

    factors: tuple[Node, ...]
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Quotient:
    """A division written with `/` or `÷`."""

    top: Node
    bottom: Node
    sign: str = "/"


@dataclass(frozen=True, slots=True)
class Power:
    """A base with an exponent."""

    base: Node
    exponent: Node


@dataclass(frozen=True, slots=True)
class Ratio:
    """Two amounts compared, `3:2`."""

    first: Node
    second: Node


@dataclass(frozen=True, slots=True)
class Equation:
    """Two sides with `=` between them."""

    left: Node
    right: Node

    @property
    def mirrored(self) -> Equation:
        """The same with its sides exchanged."""
        return Equation(self.right, self.left)


Node: TypeAlias = Union[  # noqa: UP007  the names are only strings here
    Number, Letter, Meta, Negative, Bracket, Sum, Product, Quotient, Power, Ratio, Equation
]


@lru_cache(maxsize=4096)
def _value(text: str) -> Fraction:
    return Fraction(text)


@lru_cache(maxsize=4096)
def number(value: Fraction | int) -> Node:
    """A number as a node, with its minus sign if it has one.

    >>> number(Fraction(-1, 3))
    Negative(inner=Number(text='1/3'))
    """
    return Negative(Number(str(-value))) if value < 0 else Number(str(value))


def numeral(node: Node) -> Fraction | None:
    """The value of a written number, perhaps with a minus sign or in brackets; None for anything else."""
    match node:
        case Number():
            return node.value
        case Negative(inner):
            value = numeral(inner)
            return None if value is None else -value
        case Bracket(inner):
            return numeral(inner)
    return None


def bare(node: Node) -> Node:
    """What is inside the brackets around a node.

    >>> bare(Bracket(Bracket(Letter("x"))))
    Letter(name='x')
    """
    while isinstance(node, Bracket):
        node = node.inner
    return node


def signed(node: Node) -> Signed:
    """The node as a term: a minus sign of its own becomes the sign in front of it."""
    return Signed("-", node.inner) if isinstance(node, Negative) else Signed("+", node)


def unsigned(term: Signed) -> Node:
    """A term as a node of its own: a minus sign in front of it becomes its own."""
    return Negative(term.node) if term.sign == "-" else term.node


def total(nodes: Iterable[Node]) -> Node:
    """The sum of these; `0` of none, and a single one as it is."""
    terms = tuple(map(signed, nodes))
    if len(terms) > 1:
        return Sum(terms)
    return unsigned(terms[0]) if terms else Number("0")


def terms_of(node: Node) -> tuple[Signed, ...]:
    """The terms of a sum, or the node as the only one."""
    return node.terms if isinstance(node, Sum) else (signed(node),)


def letters_of(node: Node) -> dict[str, None]:
    """The letters of a tree in the order in which they are first written."""
    found: dict[str, None] = {}
    waiting: list[Node] = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Letter):
            found[here.name] = None
        waiting.extend(reversed(children(here)))
    return found


def children(node: Node) -> tuple[Node, ...]:
    """The parts of a node, in the order of writing."""
    match node:
        case Negative(inner) | Bracket(inner):
            return (inner,)
        case Sum(terms):
            return tuple(term.node for term in terms)
        case Product(factors):
            return factors
        case Quotient(one, two) | Power(one, two) | Ratio(one, two) | Equation(one, two):
            return (one, two)
    return ()


def with_children(node: Node, parts: tuple[Node, ...]) -> Node:
    """The same node around other parts."""
    match node:
        case Negative():
            return Negative(parts[0])
        case Bracket():
            return Bracket(parts[0])
        case Sum(terms):
            return Sum(tuple(Signed(t.sign, part) for t, part in zip(terms, parts, strict=True)))
        case Product():
            return Product(parts, node.sign)
        case Quotient():
            return Quotient(parts[0], parts[1], node.sign)
        case Power():
            return Power(parts[0], parts[1])
        case Ratio():
            return Ratio(parts[0], parts[1])
        case Equation():
            return Equation(parts[0], parts[1])
    return node
