"""Rules as data: `"?a*(?b + ?c)"` becomes `"?a*?b + ?c"`.

In a pattern `?n`, `?m` and `?k` stand for written numbers, `?x`, `?y` and `?z` for letters, and any
other `?a` for anything. Brackets never matter. A sum or product may have more parts than its pattern:
the pattern takes the first that fit, in the order of writing, and the others stay where they are. A
term that is taken away fits `+ ?b` with its minus sign; `- ?b` fits only what is taken away. In a sum
inside a pattern the last place for anything takes what is left: in `?a*(?b + ?c)` it is `?c`.
"""

from __future__ import annotations

from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from teachsim.domains.expressions.parser import parse
from teachsim.domains.expressions.tree import (
    Bracket,
    Letter,
    Meta,
    Negative,
    Product,
    Signed,
    Sum,
    bare,
    children,
    numeral,
    signed,
    terms_of,
    unsigned,
    with_children,
)
from teachsim.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from teachsim.domains.expressions.tree import Node

Found: TypeAlias = dict[str, "Node"]
"""What each place of a pattern stands for."""

_NUMERALS = frozenset("nmk")
_LETTERS = frozenset("xyz")
WIDEST = 8
"""Sums and products with more parts than this match only as a whole: choices grow fast."""


class Pattern(NamedTuple):
    """A rewriting rule: what it looks for, and what it puts there."""

    before: Node
    after: Node

    def rewrite(self, node: Node) -> Node | None:
        """The node rewritten at its root; None where the rule does not fit.

        >>> from teachsim.domains.expressions.printer import written
        >>> rule = pattern("?a*(?b + ?c)", "?a*?b + ?c")
        >>> written(rule.rewrite(parse("3(x + 4 - y)")))
        '3x + 4 - y'
        """
        for found, rest in _fits_within(self.before, node):
            return _joined(filled(self.after, found), rest)
        return None

    def rewrite_anywhere(self, node: Node) -> Node | None:
        """The node rewritten at the first place where the rule fits, outermost and leftmost first."""
        if (changed := self.rewrite(node)) is not None:
            return changed
        parts = children(node)
        for place, part in enumerate(parts):
            if (inner := self.rewrite_anywhere(part)) is not None:
                return with_children(node, (*parts[:place], inner, *parts[place + 1 :]))
        return None


@cache
def pattern(before: str, after: str) -> Pattern:
    """The rule that two texts write; BadInput when one cannot be read or `after` has a place of its own."""
    sides = []
    for text in (before, after):
        side = parse(text)
        if side is None:
            raise BadInput(f"cannot read the pattern {text!r}", remedy='write one like "?a*(?b + ?c)"')
        sides.append(side)
    unknown = _places(sides[1]) - _places(sides[0])
    if unknown:
        named = ", ".join(f"?{name}" for name in sorted(unknown))
        raise BadInput(f"{named} stands only in {after!r}", remedy=f"use the places of {before!r}")
    return Pattern(*sides)


def _places(node: Node) -> set[str]:
    here = {node.name} if isinstance(node, Meta) else set()
    return here.union(*map(_places, children(node)))


def matches(before: Node, node: Node, found: Found) -> Iterator[Found]:
    """All ways in which a pattern fits a node as a whole, given what is already found."""
    before, node = bare(before), bare(node)
    match before:
        case Meta(name):
            if name in found:
                if bare(found[name]) == node:
                    yield found
            elif _may_be(name, node):
                yield found | {name: node}
        case Sum(terms):
            if isinstance(node, Sum) and len(terms) <= len(node.terms) <= WIDEST:
                yield from _in_any_order(terms, node.terms, found)
        case Product(factors):
            parts = _factors(node)
            if len(parts) == len(factors):
                yield from _all(factors, parts, found)
        case _ if not children(before):
            if before == node:
                yield found
        case _:
            if type(before) is type(node):
                yield from _all(children(before), children(node), found)


def _may_be(name: str, node: Node) -> bool:
    if name in _NUMERALS:
        return numeral(node) is not None
    return name not in _LETTERS or isinstance(node, Letter)


def _factors(node: Node) -> tuple[Node, ...]:
    """The factors of a product, products within it taken apart; a minus sign goes to the first."""
    if isinstance(node, Negative):
        parts = _factors(bare(node.inner))
        return (Negative(parts[0]), *parts[1:]) if parts else ()
    if not isinstance(node, Product):
        return ()
    parts = ()
    for factor in node.factors:
        parts += _factors(factor) if isinstance(factor, Product) else (factor,)
    return parts


def _all(befores: tuple[Node, ...], nodes: tuple[Node, ...], found: Found) -> Iterator[Found]:
    if not befores:
        yield found
        return
    for further in matches(befores[0], nodes[0], found):
        yield from _all(befores[1:], nodes[1:], further)


def _in_order(befores: tuple[Signed, ...], terms: tuple[Signed, ...], found: Found) -> Iterator[Found]:
    if not befores:
        yield found
        return
    for further in _fits_term(befores[0], terms[0], found):
        yield from _in_order(befores[1:], terms[1:], further)


def _in_any_order(befores: tuple[Signed, ...], terms: tuple[Signed, ...], found: Found) -> Iterator[Found]:
    """The ways to give each place a term; the last place for anything takes all that are left over."""
    taker = max((i for i, before in enumerate(befores) if _takes_all(before, found)), default=None)
    if taker is None:
        if len(befores) == len(terms):
            for picked in permutations(terms):
                yield from _in_order(befores, picked, found)
        return
    others = befores[:taker] + befores[taker + 1 :]
    for chosen in permutations(range(len(terms)), len(others)):
        left = tuple(term for place, term in enumerate(terms) if place not in chosen)
        for further in _in_order(others, tuple(terms[place] for place in chosen), found):
            yield from matches(befores[taker].node, Sum(left) if left[1:] else unsigned(left[0]), further)


def _takes_all(before: Signed, found: Found) -> bool:
    sign, node = before
    return sign == "+" and isinstance(node, Meta) and node.name not in _NUMERALS | _LETTERS | found.keys()


def _fits_term(before: Signed, term: Signed, found: Found) -> Iterator[Found]:
    if before.sign == "-":
        if term.sign == "-":
            yield from matches(before.node, term.node, found)
    else:
        yield from matches(before.node, unsigned(term), found)


class _Rest(NamedTuple):
    """What a pattern left of a sum or product: parts before the place of the first it took, and after."""

    kind: type | None
    ahead: tuple[Node, ...] = ()
    behind: tuple[Node, ...] = ()


def _fits_within(before: Node, node: Node) -> Iterator[tuple[Found, _Rest]]:
    """All ways in which a pattern fits a node, whole ones first, then with parts left over."""
    for found in matches(before, node, {}):
        yield found, _Rest(None)
    node = bare(node)
    if isinstance(before, Sum) and isinstance(node, Sum):
        wanted, parts = len(before.terms), tuple(map(unsigned, node.terms))
    elif isinstance(before, Product):
        wanted, parts = len(before.factors), _factors(node)
    else:
        return
    if len(parts) < wanted or len(parts) > WIDEST:
        return
    for chosen in permutations(range(len(parts)), wanted):
        picked = tuple(parts[place] for place in chosen)
        left = [place for place in range(len(parts)) if place not in chosen]
        rest = _Rest(
            type(before),
            tuple(parts[p] for p in left if p < chosen[0]),
            tuple(parts[p] for p in left if p > chosen[0]),
        )
        if isinstance(before, Sum):
            fitting = _in_order(before.terms, tuple(map(signed, picked)), {})
        else:
            fitting = _all(before.factors, picked, {})
        for found in fitting:
            yield found, rest


def _joined(node: Node, rest: _Rest) -> Node:
    """The rewritten part with what was left over around it."""
    if rest.kind is None or not (rest.ahead or rest.behind):
        return node
    if rest.kind is Sum:
        return Sum((*map(signed, rest.ahead), *terms_of(bare(node)), *map(signed, rest.behind)))
    return Product((*rest.ahead, _bracketed(node), *rest.behind))


def _bracketed(node: Node) -> Node:
    return Bracket(node) if isinstance(node, Sum) else node


def filled(after: Node, found: Found) -> Node:
    """A pattern with what was found put into its places."""
    match after:
        case Meta(name):
            return found[name]
        case Sum(terms):
            parts: list[Signed] = []
            for sign, term in terms:
                node = filled(term, found)
                if sign == "+":
                    parts += terms_of(bare(node)) if isinstance(bare(node), Sum) else (signed(node),)
                else:
                    parts.append(Signed("+", node.inner) if isinstance(node, Negative) else Signed("-", node))
            return Sum(tuple(parts))
        case Product(factors):
            return Product(tuple(_bracketed(filled(factor, found)) for factor in factors))
    parts_of = children(after)
    return with_children(after, tuple(filled(part, found) for part in parts_of)) if parts_of else after
