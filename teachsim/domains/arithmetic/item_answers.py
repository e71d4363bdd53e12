"""What is written down as the answer to an item, as a text with places: `(?a + ?c)/(?b + ?d)`.

The parts are calculated and written as given. A `/` outside all brackets writes a fraction, which is not
reduced; `?w ?a/?b` writes a mixed number, `?a.?b` a decimal, `?a r ?b` a remainder, and a `%` at the end
a percentage. `<`, `=`, `>` and `compare(?a, ?b)` answer a comparison. Inside brackets `/` divides. Texts
are read and evaluated here, never by Python.
"""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.arithmetic.comparing import sign_between
from teachsim.domains.arithmetic.item_patterns import LONGEST, Part
from teachsim.domains.arithmetic.number_topic import decimal_answer
from teachsim.errors import BadInput, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FUNCTIONS: dict[str, tuple[int, int]] = {
    "abs": (1, 1), "min": (2, 8), "max": (2, 8), "gcd": (2, 8), "lcm": (2, 8),
    "round": (2, 2), "digits": (1, 1), "join": (2, 8), "compare": (2, 2),
}  # fmt: skip
"""Their names, with the least and the most arguments."""
DEEPEST = 12
"""Brackets within brackets: a text thousands deep ends the interpreter."""
_LARGEST_POWER = 20
_LARGEST_BASE = 10**6
_TOKEN = re.compile(r"\?[a-z](?![a-z])|[0-9]{1,12}(?:\.[0-9]{1,12})?|[a-z]+|//|\S", re.IGNORECASE)
_SIGNS = str.maketrans({"×": "*", "−": "-", "–": "-"})
_EXAMPLE = 'write one like "(?a + ?c)/(?b + ?d)"'


class Node(NamedTuple):
    """A part of an answer: what is done there, to what."""

    does: str
    """A sign, a function's name, `place`, `number`, `bracket`, `mixed`, `remainder`, `percent` or `sign`."""
    to: tuple[Node, ...] = ()
    text: str = ""


class ItemAnswer(NamedTuple):
    """An answer with places."""

    root: Node

    @property
    def places(self) -> frozenset[str]:
        """The letters of its places."""
        return frozenset(node.text for node in _below(self.root) if node.does == "place")

    def written(self, bound: Mapping[str, Part]) -> str | None:
        """The answer as a pupil would write it; None where it cannot be written, as over a bottom of 0.

        >>> from teachsim.domains.arithmetic.item_patterns import item_pattern
        >>> bound = item_pattern("?a/?b + ?c/?d").fits("1/4 + 1/2")
        >>> [item_answer(then).written(bound) for then in ("(?a + ?c)/(?b + ?d)", "(?a/?b)", "?a ?c/?d")]
        ['2/6', '0.25', '1 1/2']
        """
        try:
            return _written(self.root, bound)
        except (ArithmeticError, ValueError):
            return None


def item_answer(text: str) -> ItemAnswer:
    """The answer that a text writes. Raises BadInput where it cannot be read."""
    if len(text) > LONGEST:
        raise BadInput(f"an answer has at most {LONGEST} characters", remedy="write a shorter one")
    return ItemAnswer(_Reader(_TOKEN.findall(text.translate(_SIGNS).lower())).whole())


def _below(node: Node) -> Iterator[Node]:
    yield node
    for part in node.to:
        yield from _below(part)


# --- reading ---------------------------------------------------------------------------------------


class _Reader:
    """Reads the tokens of one answer, by recursive descent."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self.tokens = [*tokens, ""]
        self.at = 0
        self.depth = 0

    @property
    def next(self) -> str:
        return self.tokens[self.at]

    def taken(self, *wanted: str) -> str:
        """The next token if it is one of these, which is then behind us; else nothing."""
        if self.next and self.next in wanted:
            self.at += 1
            return self.tokens[self.at - 1]
        return ""

    def whole(self) -> Node:
        if len(self.tokens) == 2 and self.next in "<=>":
            return Node("sign", text=self.next)
        node = self.sum()
        if self.taken("r"):
            node = Node("remainder", (node, self.sum()))
        elif self.begins_a_part():
            fraction = self.product()
            if fraction.does != "/":
                raise BadInput("two numbers stand side by side", remedy='write a mixed number as "?w ?a/?b"')
            node = Node("mixed", (node, *fraction.to))
        if self.taken("%"):
            node = Node("percent", (node,))
        if self.next:
            raise BadInput(f"cannot read {self.next!r} here", remedy=_EXAMPLE)
        if any(inner.does == "compare" for part in node.to for inner in _below(part)):
            raise BadInput("compare(…) is the whole answer", remedy='write "compare(?b, ?d)" alone')
        return node

    def begins_a_part(self) -> bool:
        return self.next == "(" or self.next in FUNCTIONS or _is_number(self.next) or _is_place(self.next)

    def sum(self) -> Node:
        node = self.product()
        while sign := self.taken("+", "-"):
            node = Node(sign, (node, self.product()))
        return node

    def product(self) -> Node:
        node = self.signed()
        while sign := self.product_sign():
            node = Node(sign, (node, self.signed()))
        return node

    def product_sign(self) -> str:
        last = self.at + 2 == len(self.tokens)
        return "" if self.next == "%" and last else self.taken("*", "/", "//", "%")

    def signed(self) -> Node:
        if self.taken("-"):
            return Node("minus", (self.power(),))
        return self.power()

    def power(self) -> Node:
        node = self.decimal()
        if self.taken("^"):
            return Node("^", (node, Node("minus", (self.decimal(),)) if self.taken("-") else self.decimal()))
        return node

    def decimal(self) -> Node:
        node = self.primary()
        return Node(".", (node, self.primary())) if self.taken(".") else node

    def primary(self) -> Node:
        token = self.next
        self.at += 1
        if _is_place(token):
            return Node("place", text=token[1])
        if _is_number(token):
            return Node("number", text=token)
        if token == "(":
            return Node("bracket", tuple(self.bracketed(1, 1)))
        if token in FUNCTIONS:
            if not self.taken("("):
                raise BadInput(f"{token} needs brackets", remedy=f"write {token}(…)")
            return Node(token, tuple(self.bracketed(*FUNCTIONS[token], of=token)))
        if token.isalpha():
            otherwise = f"known are {', '.join(FUNCTIONS)}"
            raise BadInput(
                f"no function {token[:40]!r}", remedy=did_you_mean(token[:40], FUNCTIONS, otherwise=otherwise)
            )
        raise BadInput(f"cannot read {token!r} here" if token else "something is missing", remedy=_EXAMPLE)

    def bracketed(self, least: int, most: int, of: str = "a bracket") -> list[Node]:
        self.depth += 1
        if self.depth > DEEPEST:
            raise BadInput(f"more than {DEEPEST} brackets within each other", remedy="write it flatter")
        parts = [self.sum()]
        while self.taken(","):
            parts.append(self.sum())
        if not self.taken(")"):
            raise BadInput("a bracket is not closed", remedy="add )")
        self.depth -= 1
        if not least <= len(parts) <= most:
            wanted = str(least) if least == most else f"{least} to {most}"
            raise BadInput(f"{of} takes {wanted} numbers, not {len(parts)}", remedy=_EXAMPLE)
        return parts


def _is_number(token: str) -> bool:
    return token[:1] in set("0123456789")


def _is_place(token: str) -> bool:
    return len(token) == 2 and token[0] == "?"


# --- writing ---------------------------------------------------------------------------------------


def _written(node: Node, bound: Mapping[str, Part]) -> str:
    """The outermost form, its parts calculated."""
    match node.does:
        case "sign":
            return node.text
        case "compare":
            one, two = (_value(part, bound).value for part in node.to)
            return sign_between(one.numerator * two.denominator, two.numerator * one.denominator)
        case "remainder":
            return " r ".join(_value(part, bound).text for part in node.to)
        case "percent":
            return f"{_written(node.to[0], bound)}%"
        case "/":
            top, bottom = (_value(part, bound) for part in node.to)
            return _over(top, bottom)
        case "mixed":
            whole, top, bottom = (_value(part, bound) for part in node.to)
            fraction = _over(top, bottom)
            if not whole.value:
                return fraction
            return f"{whole.text} {fraction}" if top.value else whole.text
    return _value(node, bound).text


def _over(top: Part, bottom: Part) -> str:
    if not bottom.value:
        raise ZeroDivisionError
    return f"{top.text}/{bottom.text}"


def _part(value: Fraction | int) -> Part:
    """A calculated number: whole, a decimal where that ends, else a fraction in lowest terms."""
    value = Fraction(value)
    ends = 10**6 % value.denominator == 0
    return Part(value, decimal_answer(value, 2) if ends else str(value))


def _value(node: Node, bound: Mapping[str, Part]) -> Part:
    """What a part is worth. Raises ArithmeticError or ValueError where that is nothing."""
    if node.does == "place":
        return bound[node.text]
    if node.does == "number":
        return Part(Fraction(node.text), node.text)
    parts = [_value(part, bound) for part in node.to]
    if node.does == "bracket":
        return parts[0]
    if node.does == ".":
        return _numeral(f"{parts[0].text}.{parts[1].text}")
    if node.does == "join":
        return _numeral("".join(part.text for part in parts))
    if node.does == "digits":
        return _part(sum(sign.isdigit() for sign in parts[0].text))
    return _part(_calculated(node.does, [part.value for part in parts]))


def _numeral(text: str) -> Part:
    if not re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", text):
        raise ValueError(text)
    return Part(Fraction(text), text)


def _calculated(does: str, of: list[Fraction]) -> Fraction | int:
    match does, of:
        case "+", [one, two]:
            return one + two
        case "-", [one, two]:
            return one - two
        case "*", [one, two]:
            return one * two
        case "/", [one, two]:
            return one / two
        case "//", [one, two]:
            return one // two
        case "%", [one, two]:
            return one % two
        case "^", [base, power]:
            large = max(abs(base.numerator), base.denominator) > _LARGEST_BASE or abs(power) > _LARGEST_POWER
            if large or power.denominator != 1:
                raise OverflowError
            return base**power.numerator
        case "round", [one, places]:
            unit = Fraction(10) ** max(-_LARGEST_POWER, min(_LARGEST_POWER, int(places)))
            return (abs(one) * unit + Fraction(1, 2)) // 1 / unit * (-1 if one < 0 else 1)
        case "minus", [one]:
            return -one
        case "abs", [one]:
            return abs(one)
        case "min", _:
            return min(of)
        case "max", _:
            return max(of)
    if any(one.denominator != 1 for one in of):
        raise ValueError(f"{does} of what is not whole")
    whole = [one.numerator for one in of]
    return math.gcd(*whole) if does == "gcd" else math.lcm(*whole)
