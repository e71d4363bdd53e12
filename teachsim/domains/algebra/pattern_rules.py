"""Mal-rules that are written as data: a slot, what is looked for, and what is put there.

A rule that rewrites a tree needs no Python: `"?a*(?b + ?c)"` → `"?a*?b + ?c"`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.expressions.patterns import pattern
from teachsim.domains.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from teachsim.domains.expressions.tree import Node
    from teachsim.domains.rules import Rulebook


class PatternRule(NamedTuple):
    """A mal-rule as data."""

    name: str
    slot: str
    rewrites: tuple[tuple[str, str], ...]
    """Pairs of patterns; the first that fits is used."""
    source: str


def rewriter(rewrites: Iterable[tuple[str, str]]) -> Callable[..., Node | None]:
    """A function that rewrites a node by the first of these that fits; None where none does."""
    patterns = [pattern(before, after) for before, after in rewrites]

    def rewrite(node: Node) -> Node | None:
        return next((after for rule in patterns if (after := rule.rewrite(node)) is not None), None)

    return rewrite


def register(book: Rulebook, rules: Iterable[PatternRule]) -> None:
    """Put these into a book, next to its rules in Python."""
    for name, slot, rewrites, source in rules:
        book.wrong[name] = Rule(name, slot, rewriter(rewrites), source)
