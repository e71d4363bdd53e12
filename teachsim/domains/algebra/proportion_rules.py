"""How proportions are solved, rightly and wrongly: two fractions, or two ratios, that are equal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.domains.algebra.pattern_rules import PatternRule, register, rewriter
from teachsim.domains.algebra.terms import Term
from teachsim.domains.expressions.tree import Letter, Number, Quotient, Ratio, numeral
from teachsim.domains.rules import Rule, Rulebook

if TYPE_CHECKING:
    from teachsim.domains.expressions.tree import Node

book = Rulebook()


@book.right_rule(slot="ratio")
def as_a_fraction(node: Ratio) -> Node:
    """3:2 is the fraction 3/2."""
    return Quotient(node.first, node.second)


@book.mal_rule(slot="ratio", source="Ashlock 2006; MaE25")
def leave_the_colon_out(node: Ratio) -> Node | None:
    """3:2 becomes 32, and 24:x becomes 24x. None for anything but whole numbers and a letter."""
    one, two = node.first, node.second
    if isinstance(one, Number) and isinstance(two, Number):
        return Number(one.text + two.text) if (one.text + two.text).isdigit() else None
    if isinstance(one, Letter):
        one, two = two, one
    known = numeral(one)
    if known is None or known == 0 or not isinstance(two, Letter):
        return None
    return Term(known, (two.name,)).node


book.right["cross-products"] = Rule(
    "multiply-crosswise", "cross-products", rewriter((("?a/?b = ?c/?d", "?a*?d = ?b*?c"),))
)

register(
    book,
    (
        PatternRule(
            "multiply-along-each-side",
            "cross-products",
            (("?a/?b = ?c/?d", "?a*?b = ?c*?d"),),
            "Ashlock 2006; MaE25",
        ),
        PatternRule(
            "multiply-tops-and-bottoms",
            "cross-products",
            (("?a/?b = ?c/?d", "?a*?c = ?b*?d"),),
            "Hart 1981",
        ),
        PatternRule(
            "add-what-was-added",
            "cross-products",
            (
                ("?a/?b = ?x/?d", "?x = ?a + ?d - ?b"),
                ("?a/?b = ?c/?x", "?x = ?b + ?c - ?a"),
                ("?x/?b = ?c/?d", "?x = ?c + ?b - ?d"),
                ("?a/?x = ?c/?d", "?x = ?d + ?a - ?c"),
            ),
            "Hart 1981; Karplus, Pulos & Stage 1983",
        ),
    ),
)


def fraction_of(node: Node) -> Node | None:
    """A side as a division of two parts, also where it is written as one number; None for other sides.

    >>> fraction_of(Number("4/7"))
    Quotient(top=Number(text='4'), bottom=Number(text='7'), sign='/')
    """
    if isinstance(node, Number) and "/" in node.text:
        top, _, bottom = node.text.partition("/")
        return Quotient(Number(top), Number(bottom))
    return node if isinstance(node, Quotient) else None
