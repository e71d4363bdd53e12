"""The entries of a file of one's own misconceptions: what every one of them holds, whatever its domain.

What a rule may look like and what becomes of it is decided in `algebra/own.py` and `arithmetic/own.py`.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from teachsim.domains.base import Misconception, WeightedRule
from teachsim.domains.own_yaml import Nodes
from teachsim.domains.rules import Rulebook
from teachsim.errors import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from teachsim.domains.topical import TopicDomain, WholeItem

_REQUIRED = ("id", "name", "slot", "kinds", "description", "rules", "refuted_by")
_DEFAULTS: dict[str, tuple[str, ...]] = {
    "belief": (
        "That's how I always do it.",
        "It looks right to me like that.",
        "I think that's the rule for these.",
    ),
    "notices": (
        "My way doesn't come out right.",
        "Something about my rule can't be true.",
        "My answer can't be what it should be.",
    ),
    "labels": (),
    "cues": (),
}
_FIELDS = (*_REQUIRED, *_DEFAULTS, "source", "frequency")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_FLOAT = re.compile(r"[0-9.]{1,40}(?:[eE][-+]?[0-9]{1,3})?")
MOST_RULES = 100
"""Of one misconception."""


class Own(NamedTuple):
    """What one or more files add to a domain."""

    misconceptions: tuple[Misconception, ...] = ()
    book: Rulebook = Rulebook()
    whole: Mapping[str, WholeItem] = {}
    """Those that answer an item whole, by id."""
    places: Mapping[str, str] = {}
    """`file:line:column` by misconception id, by name of rule, and by `id kind`."""
    definitions: tuple[Mapping[str, Any], ...] = ()
    """The entries with all that was left out filled in, from which they can be read again."""

    def added_to(self, domain: TopicDomain) -> TopicDomain:
        """A new domain that has these too."""
        return domain.extended(self.misconceptions, self.book, self.whole, self.definitions)

    def and_also(self, other: Own) -> Own:
        """Both in one."""
        return Own(
            self.misconceptions + other.misconceptions,
            self.book.merged(other.book),
            {**self.whole, **other.whole},
            {**self.places, **other.places},
            self.definitions + other.definitions,
        )


class RuleEntry(NamedTuple):
    """One of the rules of an entry, checked."""

    name: str
    when: str
    then: str
    weight: float


class Entry(NamedTuple):
    """What a domain needs to make rules of an entry."""

    id: str
    slot: str
    source: str
    rules: tuple[RuleEntry, ...]
    says: tuple[str, ...]


class Entries(Nodes, ABC):
    """Reads the entries of one file and collects what is wrong with them."""

    example = '{when: "?a*(?b + ?c)", then: "?a*?b + ?c"}'
    """A rule as it would be right."""
    item_example = "3(x + 2)"
    more_fields: tuple[str, ...] = ()
    """Lists that only this domain knows."""

    def __init__(self, name: str | Path, domain: TopicDomain) -> None:
        super().__init__(name)
        self.domain = domain
        self.taken = {*domain.misconceptions, *domain.book.wrong}

    @abstractmethod
    def slot(self, node: yaml.Node, slot: str, kinds: tuple[str, ...]) -> None:
        """Note what is wrong with a slot; the kinds are known ones."""

    @abstractmethod
    def pair(self, when: yaml.Node, then: yaml.Node, slot: str) -> tuple[str, str]:
        """The two texts of a rule; what is wrong with them is noted."""

    @abstractmethod
    def rules_of(self, entry: Entry) -> tuple[Rulebook, dict[str, WholeItem]]:
        """What becomes of the rules of an entry: mal-rules of a slot, or what answers an item whole."""

    def says(self, node: yaml.Node, rules: tuple[RuleEntry, ...]) -> None:
        """Note what is wrong with the wordings of its line."""

    def read(self, root: yaml.Node) -> Own:
        """What the file adds; complete only where there are no problems."""
        found = Own()
        if not isinstance(root, yaml.MappingNode):
            self.wrong(root, "the file is no block of keys", f"begin with `domain: {self.domain.name}`")
            return found
        top = self.mapping(root, ("domain", "misconceptions"), ("domain", "misconceptions"))
        entries = top.get("misconceptions")
        for entry in self.sequence(entries, "misconceptions") if entries is not None else ():
            if (one := self._misconception(entry)) is not None:
                found = found.and_also(one)
        return found

    def _misconception(self, node: yaml.Node) -> Own | None:
        if not isinstance(node, yaml.MappingNode):
            self.wrong(node, "a misconception is a block of keys", "begin with `- id: my-misconception`")
            return None
        before = len(self.problems)
        at = self.mapping(node, (*_FIELDS, *self.more_fields), _REQUIRED)
        texts = {
            field: self.text(at[field], field)
            for field in ("id", "name", "slot", "description", "source")
            if field in at
        }
        lists = {
            field: tuple(self.text(one, f"an entry of {field}") for one in self.sequence(at[field], field))
            for field in ("kinds", "refuted_by", *_DEFAULTS, *self.more_fields)
            if field in at
        }
        name, slot = texts.get("id", ""), texts.get("slot", "")
        if name:
            self._id(at["id"], name)
        if "kinds" in at:
            self._kinds(at["kinds"])
        if slot:
            known = tuple(kind for kind in lists.get("kinds", ()) if kind in self.domain.kinds)
            self.slot(at["slot"], slot, known)
        if "refuted_by" in at:
            self._refuted_by(at["refuted_by"], lists.get("kinds", ()))
        frequency = self._share(at["frequency"], "frequency") if "frequency" in at else None
        found = self._rules(at["rules"], name, slot) if "rules" in at else []
        rules = tuple(rule for rule, _ in found)
        if "says" in at:
            self.says(at["says"], rules)
        if len(self.problems) > before:
            return None
        entry = Entry(name, slot, texts.get("source", "one's own"), rules, lists.pop("says", ()))
        misconception = Misconception(
            id=name, name=texts["name"], domain=self.domain.name, slot=slot,
            description=texts["description"], source=entry.source, frequency=frequency,
            rules=tuple(WeightedRule(rule.name, rule.weight) for rule in rules),
            **(_DEFAULTS | lists),
        )  # fmt: skip
        places = {rule.name: place for rule, place in found} | {name: self.place(at["id"])}
        for kind in self.sequence(at["kinds"], "kinds"):
            places[f"{name} {self.text(kind, 'a kind')}"] = self.place(kind)
        book, whole = self.rules_of(entry)
        return Own((misconception,), book, whole, places, (_definition(misconception, entry),))

    def _id(self, node: yaml.Node, name: str) -> None:
        if not _ID.fullmatch(name):
            remedy = "use small letters, digits and dashes, such as my-first-term-only"
            self.wrong(node, f"{name[:80]!r} cannot be an id", remedy)
        elif name in self.taken:
            message = f"there is a misconception or rule {name!r} already"
            self.wrong(node, message, f"write another, such as my-{name}")
        self.taken.add(name)

    def _kinds(self, node: yaml.Node) -> None:
        entries = self.sequence(node, "kinds")
        for entry in entries:
            kind = self.text(entry, "a kind")
            if kind and kind not in self.domain.kinds:
                otherwise = f"the kinds are {', '.join(self.domain.kinds)}"
                remedy = did_you_mean(kind[:80], self.domain.kinds, otherwise=otherwise)
                self.wrong(entry, f"{self.domain.name} has no item kind {kind[:80]!r}", remedy)
        if isinstance(node, yaml.SequenceNode) and not entries:
            self.wrong(node, "'kinds' is empty", "name the kinds of items on which it can show")

    def _refuted_by(self, node: yaml.Node, kinds: tuple[str, ...]) -> None:
        entries = self.sequence(node, "refuted_by")
        for entry in entries:
            text = self.text(entry, "an item")
            item = self.domain.parse(text) if text else None
            if text and item is None:
                message = f"cannot read {text[:60]!r} as an item"
                self.wrong(entry, message, f"write one such as {self.item_example!r}")
            elif item and kinds and set(kinds) <= set(self.domain.kinds) and item.kind not in kinds:
                remedy = f"add {item.kind} to kinds, or write another item"
                self.wrong(entry, f"{text!r} is an item of the kind {item.kind}", remedy)
        if isinstance(node, yaml.SequenceNode) and not entries:
            self.wrong(node, "'refuted_by' is empty", "write an item on which the rule is seen to fail")

    def _rules(self, node: yaml.Node, name: str, slot: str) -> list[tuple[RuleEntry, str]]:
        """The rules, each with its place."""
        entries = self.sequence(node, "rules")
        if isinstance(node, yaml.SequenceNode) and not 0 < len(entries) <= MOST_RULES:
            message = "'rules' is empty" if not entries else f"more than {MOST_RULES} rules"
            self.wrong(node, message, f"write {self.example}")
            return []
        found = []
        before = len(self.problems)
        for n, entry in enumerate(entries, 1):
            if not isinstance(entry, yaml.MappingNode):
                self.wrong(entry, "a rule is a block of keys", f"write {self.example}")
                continue
            at = self.mapping(entry, ("when", "then", "weight"), ("when", "then"))
            weight = self._share(at["weight"], "weight") if "weight" in at else None
            if "when" in at and "then" in at:
                pair = self.pair(at["when"], at["then"], slot)
                share = 1 / len(entries) if weight is None else weight
                own_name = f"{name}:{n}" if len(entries) > 1 else name
                found.append((RuleEntry(own_name, *pair, share), self.place(entry)))
        total = sum(rule.weight for rule, _ in found)
        if found and len(self.problems) == before and abs(total - 1) > 0.001:
            self.wrong(node, f"the weights of the rules sum to {total:g}", "let them sum to 1")
        return found

    def _share(self, node: yaml.Node, field: str) -> float | None:
        if node.tag.endswith(":null"):
            return None
        share = _number(node.value) if isinstance(node, yaml.ScalarNode) else None
        # from 0 to 1 leaves out what is endless, and however small it is read again as it is dumped
        if share is not None and 0 <= share <= 1 and (share > 0 or field == "frequency"):
            return share
        self.wrong(node, f"{field!r} is no share", "write a number up to 1, such as 0.5")
        return None


def _number(text: str) -> float | None:
    """As a float is written and dumped; None for anything else, digits of other scripts included."""
    try:
        return float(text) if _FLOAT.fullmatch(text) else None
    except ValueError:
        return None


def _definition(misconception: Misconception, entry: Entry) -> dict[str, Any]:
    """The entry as plain data, from which the same misconception can be read again."""
    lists = ("kinds", "refuted_by", *_DEFAULTS)
    found = {
        **{field: getattr(misconception, field) for field in ("id", "name", "slot", "description", "source")},
        "frequency": misconception.frequency,
        "rules": [{"when": r.when, "then": r.then, "weight": r.weight} for r in entry.rules],
        **{field: list(getattr(misconception, field)) for field in lists},
    }
    return found | ({"says": list(entry.says)} if entry.says else {})
