"""What a rule written in YAML is in algebra: two patterns of expressions or of equations at a slot.

At a slot of the topic `concepts` it is a belief card instead: `when` names a question, and `then` is what is
answered to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.domains.algebra.concepts import CONCEPTS
from teachsim.domains.algebra.pattern_rules import rewriter
from teachsim.domains.expressions.parser import parse
from teachsim.domains.expressions.patterns import pattern
from teachsim.domains.expressions.printer import written
from teachsim.domains.expressions.tree import Equation
from teachsim.domains.own_entries import Entries
from teachsim.domains.rules import Rule, Rulebook
from teachsim.errors import BadInput, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

    import yaml

    from teachsim.domains.expressions.tree import Node
    from teachsim.domains.own_entries import Entry
    from teachsim.domains.topical import WholeItem

OF_EXPRESSIONS = ("side-by-side", "power", "multiply-out", "unlike-terms", "work-out")
"""Slots at which one expression becomes another."""
OF_EQUATIONS = ("move-letter", "undo-order", "move-number", "undo-coefficient", "cross-products")
"""Slots at which one equation becomes another."""
SLOTS = (*OF_EXPRESSIONS, *OF_EQUATIONS)


class AlgebraEntries(Entries):
    """Patterns at the slots where a tree becomes another."""

    def slot(self, node: yaml.Node, slot: str, kinds: tuple[str, ...]) -> None:
        """Only some slots are given one tree and nothing else."""
        if slot in SLOTS or slot in CONCEPTS.book.right:
            return
        known = slot in self.domain.ideas
        message = f"the slot {slot!r} takes no patterns" if known else f"no slot {slot[:80]!r}"
        slots = (*SLOTS, *CONCEPTS.book.right)
        otherwise = f"patterns fit {', '.join(SLOTS)}; belief cards fit {', '.join(CONCEPTS.book.right)}"
        self.wrong(node, message, otherwise if known else did_you_mean(slot[:80], slots, otherwise=otherwise))

    def pair(self, when: yaml.Node, then: yaml.Node, slot: str) -> tuple[str, str]:
        """Two expressions or two equations, by the slot, the second with the places of the first."""
        pair = (self.text(when, "when"), self.text(then, "then"))
        if not all(pair):
            return pair
        if slot in CONCEPTS.book.right:
            self._card(when, then, slot)
            return pair
        readable = True
        for node, text in zip((when, then), pair, strict=True):
            tree = parse(text)
            if tree is None:
                readable = False
                self.wrong(node, f"cannot read the pattern {text[:60]!r}", 'write one like "?a*(?b + ?c)"')
            elif slot in SLOTS and isinstance(tree, Equation) != (slot in OF_EQUATIONS):
                wanted, example = "an expression", '"?a*?b + ?c"'
                if slot in OF_EQUATIONS:
                    wanted, example = "an equation", '"?x + ?b = ?c"'
                self.wrong(node, f"at the slot {slot} stands {wanted}", f"write one, such as {example}")
        if readable:
            try:
                pattern(*pair)
            except BadInput as error:
                self.wrong(then, error.message, error.remedy or "")
        return pair

    def _card(self, when: yaml.Node, then: yaml.Node, slot: str) -> None:
        """Note what is wrong with an answer to a question of this slot."""
        kind = self.text(when, "when")
        asked = [one for one in CONCEPTS.kinds if CONCEPTS.slot_of(one) == slot]
        if kind not in asked:
            otherwise = f"the questions of {slot} are {', '.join(asked)}"
            remedy = did_you_mean(kind[:80], asked, otherwise=otherwise)
            self.wrong(when, f"{slot} has no question {kind[:80]!r}", remedy)
            return
        try:
            CONCEPTS.answered(kind, self.text(then, "then"))
        except BadInput as error:
            self.wrong(then, error.message, error.remedy or "")

    def rules_of(self, entry: Entry) -> tuple[Rulebook, dict[str, WholeItem]]:
        """A mal-rule for each pair of patterns, or for each answer."""
        if entry.slot in CONCEPTS.book.right:
            cards = {
                name: Rule(name, entry.slot, CONCEPTS.answered(when, then), entry.source)
                for name, when, then, _ in entry.rules
            }
            return Rulebook(wrong=cards), {}
        right = self.domain.book.right[entry.slot].apply
        rules = {
            name: Rule(name, entry.slot, _wrong_only((when, then), right), entry.source)
            for name, when, then, _ in entry.rules
        }
        return Rulebook(wrong=rules), {}


def _wrong_only(pair: tuple[str, str], right: Callable[..., Node | None]) -> Callable[..., Node | None]:
    """The pattern as a mal-rule: None where it does not fit, or says what the right rule says."""
    rewrite = rewriter([pair])

    def apply(node: Node) -> Node | None:
        after = rewrite(node)
        if after is None:
            return None
        rightly = right(node)
        return None if rightly is not None and written(after) == written(rightly) else after

    return apply
