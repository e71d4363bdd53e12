"""Items of algebra as text: which task an expression or equation sets, and of which kind it is."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.algebra.answers import NUMBER, number_in
from teachsim.domains.algebra.expression_rules import like_terms_left, without_needless_brackets
from teachsim.domains.algebra.terms import term, terms
from teachsim.domains.algebra.working import is_proportion
from teachsim.domains.base import Item
from teachsim.domains.expressions.parser import parse
from teachsim.domains.expressions.printer import written
from teachsim.domains.expressions.tree import (
    Bracket,
    Equation,
    Letter,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Ratio,
    Sum,
    children,
    letters_of,
    numeral,
    terms_of,
    unsigned,
)
from teachsim.domains.expressions.values import polynomial, value

if TYPE_CHECKING:
    from teachsim.domains.expressions.tree import Node

DOMAIN = "algebra"
EXPRESSIONS = ("like-terms", "expanding", "squares", "bracket-products")
EQUATIONS = ("one-sided-equation", "both-sides-equation", "bracket-equation", "fraction-equation")
PROPORTIONS = ("proportion", "ratio")
SUBSTITUTION = ("substitution",)

_VERB = re.compile(
    r"(?:(simplify|reduce|expand|multiply out|collect like terms|solve for [a-z]|solve|find [a-z]"
    r"|(?:work out|find|what is)(?: the value of)? [a-z](?: if| when| in))"
    r"(?: the (?:equation|expression|brackets?))?(?: and simplify| for [a-z])?:?)\s+(?=\S)",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"[,.;]?\s*(?:(?:and )?(?:show your work|check your answer)|find the value of [a-z]|find [a-z]"
    r"|solve(?: for [a-z])?|(?:what is )?[a-z] ?= ?\?|what is [a-z]\?)\.?\s*$",
    re.IGNORECASE,
)
_USUAL = (
    (re.compile(r"(?<=[0-9)]) ?[*×·⋅] ?(?=[A-Za-z(])(?![xX] ?[0-9])"), ""),
    (re.compile(r"(?<![A-Za-z0-9)^])\((\d+/\d+)\) ?(?=[A-Za-z](?![A-Za-z]))"), r"\1 "),
    (re.compile(r"(?<![A-Za-z0-9])([A-Za-z]|\([^()]+\)) ?÷ ?(?=\d+(?![\d./]))"), r"\1/"),
)
"""Signs that need not be written, and brackets around a coefficient: `3 * (x + 4)`, `(1/2)x`, `n ÷ 4`."""
_GIVEN = rf"[A-Za-z]\s*=\s*{NUMBER}"
_EVALUATE = re.compile(
    r"(?:(?:evaluate|work out|calculate|find|solve|what is)(?: the value of)?:?\s+)?"
    r"(?P<expression>[^=?]{1,80}?)(?:\s*=?,?\s+(?:for|when|if|where|with)|\s*[,;])"
    rf"\s+(?P<given>{_GIVEN}(?:\s*(?:,|and)\s*{_GIVEN}){{0,3}})\s*\??",
    re.IGNORECASE,
)
_GIVEN_FIRST = re.compile(
    rf"(?:for|when|if|where|with|let|given(?: that)?)\s+(?P<given>{_GIVEN}(?:\s*(?:,|and)\s*{_GIVEN}){{0,3}})"
    r"\s*[,;.:]?\s*(?:then\s+)?(?:evaluate|work out|calculate|find|what is)(?: the value of)?:?\s+"
    r"(?P<expression>[^=?]{1,80}?)\s*=?\s*\??\.?",
    re.IGNORECASE,
)
_ONE = re.compile(rf"([A-Za-z])\s*=\s*({NUMBER})")
_MOST_TERMS = 12
_LARGE = re.compile(r"[0-9]{7}")
"""Figures of a number that no task at school has; what comes of six can still be printed and read."""
_LARGEST = 10**12
"""How large numbers may get on the way of a right solution."""


def _fits(*numbers: Fraction) -> bool:
    return all(abs(number.numerator) < _LARGEST and number.denominator < _LARGEST for number in numbers)


def asked(text: str) -> str:
    """A task in one line, without what is only said to the pupil (`show your work`).

    >>> asked("Simplify:\\n3(x + 2)\\nShow your work")
    'Simplify: 3(x + 2)'
    """
    return _REQUEST.sub("", re.sub(r"\s+", " ", text.strip()))


def _usual(text: str) -> str:
    """An expression or equation with no more signs than a schoolbook writes.

    >>> _usual("9 - (1/3)n = 5*(n ÷ 4)")
    '9 - 1/3 n = 5(n/4)'
    """
    for spelled, usual in _USUAL:
        text = spelled.sub(usual, text)
    return text


class Task(NamedTuple):
    """An expression and the numbers that are given for its letters."""

    expression: Node
    given: tuple[tuple[str, Fraction], ...]


def expression_item(text: str) -> Item | None:
    """An expression to simplify or expand. Without a verb only where there is something to do."""
    text = asked(text).rstrip("?").strip().removesuffix("=").strip()
    verb = _VERB.match(text)
    if verb and verb[1].lower().startswith(("solve", "find", "work", "what")):
        return None
    node = parse(_usual(text[verb.end() :] if verb else text))
    if node is None or isinstance(node, Equation | Ratio) or not letters_of(node):
        return None
    kind = _expression_kind(node)
    if kind is None or _LARGE.search(text) or not _fits(*(polynomial(node) or {}).values()):
        return None
    plain = written(node)
    if kind == "like-terms" and not like_terms_left(node) and not _numbers_to_add(node):
        if verb is None or len(terms_of(node)) < 2:
            return None
        plain = f"simplify {plain}"
    return Item(DOMAIN, kind, plain, node)


def _numbers_to_add(node: Node) -> bool:
    return sum(not part.letters for part in terms(node) or ()) > 1


def _expression_kind(node: Node) -> str | None:
    if _is_square(node):
        return "squares"
    if isinstance(node, Product) and len(node.factors) == 2 and all(map(_is_binomial, node.factors)):
        return "bracket-products"
    if polynomial(node) is None or len(terms_of(node)) > _MOST_TERMS:
        return None
    if terms(node) is not None:
        return "like-terms" if all(map(_is_written_plainly, map(unsigned, terms_of(node)))) else None
    return "expanding" if all(map(_can_be_multiplied_out, terms_of(node))) else None


def _is_square(node: Node) -> bool:
    return isinstance(node, Power) and _is_binomial(node.base) and numeral(node.exponent) == 2


def _is_binomial(node: Node) -> bool:
    return isinstance(node, Bracket) and _is_plain_sum(node.inner) and len(terms_of(node.inner)) == 2


def _is_written_plainly(node: Node) -> bool:
    """Whether a term is in its usual form, such as `3x` but not `3 × x` or `0x`."""
    found = term(node)
    if found is None or not found.coefficient:
        return False
    if not found.letters:
        return numeral(node) is not None
    text = written(node)
    return written(found.node) in (text, fractions_in(text))


def fractions_in(text: str) -> str:
    """A term with its decimal as a fraction: `0.5x` as `1/2 x`."""
    found = re.match(r"-?([0-9]*\.[0-9]+)", text)
    if found is None:
        return text
    value = Fraction(found[1])
    return text.replace(found[1], f"{value} " if value.denominator > 1 else str(value), 1)


def _can_be_multiplied_out(part: tuple[str, Node]) -> bool:
    """A single term, or one factor and one bracket of single terms, or such a bracket over a number."""
    node = part[1]
    if term(node) is not None:
        return _is_written_plainly(node)
    match node:
        case Bracket(inner):
            return _is_plain_sum(inner)
        case Quotient(Bracket(inner), bottom):
            return _is_plain_sum(inner) and (numeral(bottom) or 0) > 1
        case Product((head, Bracket(inner))) if not node.sign:
            found = term(head)
            return (
                found is not None
                and found.coefficient > 0
                and found.coefficient != 1
                and isinstance(head, Number | Product)
                and _is_written_plainly(head)
                and _is_plain_sum(inner)
            ) or (isinstance(head, Letter) and _is_plain_sum(inner))
    return False


def _is_plain_sum(node: Node) -> bool:
    """A sum of single terms, none of them 0 and no two alike."""
    parts = terms(node) if isinstance(node, Sum) else None
    if parts is None or not all(map(_is_written_plainly, map(unsigned, terms_of(node)))):
        return False
    return len({part.letters for part in parts}) == len(parts)


def equation_item(text: str) -> Item | None:
    """A linear equation with one letter, not yet solved."""
    node = _equation(text)
    if node is None or is_proportion(node):
        return None
    sides = (node.left, node.right)
    found = [polynomial(side) for side in sides]
    if any(p is None or any(len(letters) > 1 for letters in p) for p in found):
        return None
    plain = all(_is_side(side) for side in sides)
    if not _fits(*(number for p in found for number in (p or {}).values())):
        return None
    solved = any(isinstance(one, Letter) and numeral(two) is not None for one, two in (sides, sides[::-1]))
    if not plain or solved:
        return None
    return Item(DOMAIN, _equation_kind(node), written(node), node)


def proportion_item(text: str) -> Item | None:
    """Two fractions or ratios that are equal, one part of them a letter."""
    node = _equation(text)
    if node is None or not is_proportion(node):
        return None
    kind = "ratio" if isinstance(node.left, Ratio) else "proportion"
    return Item(DOMAIN, kind, written(node), node)


def _equation(text: str) -> Equation | None:
    text = asked(text)
    verb = _VERB.match(text)
    node = parse(_usual((text[verb.end() :] if verb else text).rstrip("?. ")))
    if not isinstance(node, Equation) or _LARGE.search(text):
        return None
    return node if len(letters_of(node)) == 1 else None


def _is_side(side: Node) -> bool:
    if len(terms_of(side)) > _MOST_TERMS:
        return False
    if isinstance(side, Negative):
        return _is_side(side.inner)
    if numeral(side) is not None or (value(side) is not None and not isinstance(side, Sum)):
        return True
    return all(map(_can_be_multiplied_out, terms_of(side)))


def _equation_kind(node: Equation) -> str:
    if _has(node, Bracket):
        return "bracket-equation"
    if _has(node, Quotient) or any(n.denominator != 1 for n in _numbers(node)):
        return "fraction-equation"
    both = letters_of(node.left) and letters_of(node.right)
    return "both-sides-equation" if both else "one-sided-equation"


def _has(node: Node, kind: type) -> bool:
    return isinstance(node, kind) or any(_has(part, kind) for part in children(node))


def _numbers(node: Node) -> list[Fraction]:
    here = [node.value] if isinstance(node, Number) else []
    return here + [number for part in children(node) for number in _numbers(part)]


def substitution_item(text: str) -> Item | None:
    """An expression to work out for given numbers."""
    text = asked(text)
    match = _EVALUATE.fullmatch(text) or _GIVEN_FIRST.fullmatch(text)
    if match is None:
        return None
    node = parse(match["expression"])
    if node is None or isinstance(node, Equation | Ratio) or without_needless_brackets(node) != node:
        return None
    given = {name: number_in(text) for name, text in _ONE.findall(match["given"])}
    known = {name: number for name, number in given.items() if number is not None}
    letters = letters_of(node)
    worth = value(node, known) if letters and set(letters) == set(known) else None
    if worth is None or isinstance(node, Letter) or _LARGE.search(text) or not _fits(worth):
        return None
    if not _is_workable(node.inner if isinstance(node, Negative) else node):
        return None
    pairs = tuple((name, known[name]) for name in letters)
    shown = " and ".join(f"{name} = {number}" for name, number in pairs)
    return Item(DOMAIN, "substitution", f"evaluate {written(node)} for {shown}", Task(node, pairs))


def _is_workable(node: Node) -> bool:
    """Powers only with exponents from 2 to 4, brackets only around sums, minus signs only of numbers."""
    match node:
        case Negative(inner):
            return isinstance(inner, Number)
        case Power(base, exponent):
            times = numeral(exponent)
            fit = isinstance(base, Letter | Number | Bracket) and times in (2, 3, 4)
            return fit and _is_workable(base)
        case Bracket(inner):
            return isinstance(inner, Sum) and _is_workable(inner)
    return all(map(_is_workable, children(node)))
