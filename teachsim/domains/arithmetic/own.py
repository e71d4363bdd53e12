"""What a rule written in YAML is in arithmetic: what an item looks like, and what is written as its answer.

Procedures in columns are no rewriting, so a pattern cannot stand inside one; it answers the item whole,
in place of the procedure. The slot says which idea would mend it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from teachsim.domains.arithmetic.item_answers import item_answer
from teachsim.domains.arithmetic.item_patterns import item_pattern
from teachsim.domains.arithmetic.item_rules import SAID, ItemRule, ItemRules
from teachsim.domains.own_entries import Entries
from teachsim.domains.rules import Rulebook
from teachsim.errors import BadInput, did_you_mean

if TYPE_CHECKING:
    from teachsim.domains.own_entries import Entry, RuleEntry
    from teachsim.domains.topical import WholeItem

FEWEST_WORDINGS = 3


class ArithmeticEntries(Entries):
    """Rules over whole items."""

    example = '{when: "?a/?b + ?c/?d", then: "(?a + ?c)/(?b + ?d)"}'
    item_example = "1/4 + 2/3"
    more_fields = ("says",)

    def slot(self, node: yaml.Node, slot: str, kinds: tuple[str, ...]) -> None:
        """A slot of the topics that own its kinds."""
        for kind in kinds:
            known = tuple(self.domain.book_of(kind).right)
            if slot not in known:
                otherwise = f"{kind} may pass {', '.join(known)}"
                remedy = did_you_mean(slot[:80], known, otherwise=otherwise)
                self.wrong(node, f"no slot {slot[:80]!r} on {kind}", remedy)
                return

    def pair(self, when: yaml.Node, then: yaml.Node, slot: str) -> tuple[str, str]:
        """A pattern, and an answer with its places."""
        pair = (self.text(when, "when"), self.text(then, "then"))
        if not all(pair):
            return pair
        places: frozenset[str] | None = None
        try:
            places = item_pattern(pair[0]).places
        except BadInput as error:
            self.wrong(when, f"cannot read the pattern {pair[0][:60]!r}: {error.message}", error.remedy or "")
        try:
            unbound = sorted(item_answer(pair[1]).places - places) if places else []
        except BadInput as error:
            self.wrong(then, f"cannot read the answer {pair[1][:60]!r}: {error.message}", error.remedy or "")
            return pair
        if unbound and places:
            self._unbound(then, unbound, places, pair[1])
        return pair

    def says(self, node: yaml.Node, rules: tuple[RuleEntry, ...]) -> None:
        """At least three clauses, each with the answer last and with places that every rule has."""
        entries = self.sequence(node, "says")
        if isinstance(node, yaml.SequenceNode) and len(entries) < FEWEST_WORDINGS:
            self.wrong(node, f"'says' has {len(entries)} wordings", f"write {FEWEST_WORDINGS} or more")
        readable = [rule for rule in rules if _reads(rule.when)]
        for entry in entries:
            text = self.text(entry, "an entry of says")
            if text and not text.endswith("?answer"):
                remedy = 'write one like "top and top, bottom and bottom, that\'s ?answer"'
                self.wrong(entry, "a wording ends with the answer", remedy)
            for rule in readable:
                places = item_pattern(rule.when).places
                unbound = sorted({name for name in SAID.findall(text) if len(name) == 1} - places)
                if unbound:
                    self._unbound(entry, unbound, places, text)
                    break

    def rules_of(self, entry: Entry) -> tuple[Rulebook, dict[str, WholeItem]]:
        """What answers items whole; no rule stands at the slot itself."""
        rules = [
            ItemRule(name, item_pattern(when), item_answer(then), weight)
            for name, when, then, weight in entry.rules
        ]
        return Rulebook(), {entry.id: ItemRules(entry.id, entry.slot, rules, entry.says, self.domain)}

    def _unbound(self, node: yaml.Node, names: list[str], places: frozenset[str], text: str) -> None:
        known = ", ".join(f"?{name}" for name in sorted(places))
        self.wrong(node, f"?{names[0]} stands only in {text[:60]!r}", f"use the places of `when`: {known}")


def _reads(when: str) -> bool:
    try:
        item_pattern(when)
    except BadInput:
        return False
    return True
