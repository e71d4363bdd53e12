"""Misconceptions of one's own: those of algebra that a YAML file can say without Python.

A file `misconceptions/NAME.yaml` in the working folder names a slot and the patterns that are wrong
there. Here such files are read, each mistake with its place, and become rules next to the built-in
ones. No claim is written for them: where one shows is found by working the item, so `teachsim check`
tries it on generated items instead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from teachsim.domains.algebra.pattern_rules import rewriter
from teachsim.domains.base import Misconception, WeightedRule
from teachsim.domains.expressions.parser import parse
from teachsim.domains.expressions.patterns import pattern
from teachsim.domains.expressions.printer import written
from teachsim.domains.expressions.tree import Equation
from teachsim.domains.rules import Rule, Rulebook
from teachsim.errors import BadFile, BadInput, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from teachsim.domains.expressions.tree import Node
    from teachsim.domains.topical import TopicDomain

FOLDER = "misconceptions"
"""Where they lie in the working folder."""
OF_EXPRESSIONS = ("side-by-side", "power", "multiply-out", "unlike-terms", "work-out")
"""Slots at which one expression becomes another."""
OF_EQUATIONS = ("move-letter", "undo-order", "move-number", "undo-coefficient", "cross-products")
"""Slots at which one equation becomes another."""
SLOTS = (*OF_EXPRESSIONS, *OF_EQUATIONS)

MAX_BYTES = 1_000_000
DEEPEST = 12

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
        "It should be the same on both sides, and it isn't.",
    ),
    "labels": (),
    "cues": (),
}
_FIELDS = (*_REQUIRED, *_DEFAULTS, "source", "frequency")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


class Own(NamedTuple):
    """What one or more files add to a domain."""

    misconceptions: tuple[Misconception, ...]
    book: Rulebook
    places: dict[str, str]
    """`file:line:column` by misconception id and by name of rule."""

    def added_to(self, domain: TopicDomain) -> TopicDomain:
        """A new domain that has these too."""
        return domain.extended(self.misconceptions, self.book)


def files_in(folder: Path) -> list[Path]:
    """The files of one's own misconceptions below a working folder, sorted."""
    return [path for path in sorted((folder / FOLDER).glob("*.yaml")) if path.is_file()]


def own(folder: Path, domain: TopicDomain) -> TopicDomain:
    """The domain with all that a working folder adds to it; the domain itself when that is nothing.

    Raises BadFile with every problem of the first file that has any.
    """
    for path in files_in(folder):
        domain = read_own(path, domain).added_to(domain)
    return domain


def read_own(path: Path, domain: TopicDomain) -> Own:
    """What one file adds to a domain. Raises BadFile with all its problems."""
    reader = _File(path, domain)
    found = reader.read()
    if reader.problems:
        raise BadFile(reader.problems)
    return found


class _File:
    """Reads one file and collects what is wrong with it."""

    def __init__(self, path: Path, domain: TopicDomain) -> None:
        self.path = path
        self.domain = domain
        self.book = domain.book
        self._wrong: dict[tuple[int, int, str], BadInput] = {}
        self.taken = {*domain.misconceptions, *self.book.wrong}

    @property
    def problems(self) -> list[BadInput]:
        """What is wrong, in the order of the file."""
        return [self._wrong[key] for key in sorted(self._wrong)]

    def read(self) -> Own:
        root = self._root()
        if not isinstance(root, yaml.MappingNode):
            self.wrong(root, "the file is no block of keys", "begin with `domain: algebra`")
            return Own((), Rulebook(), {})
        top = self.mapping(root, ("domain", "misconceptions"), ("domain", "misconceptions"))
        if (name := top.get("domain")) is not None and self.text(name, "domain") != self.domain.name:
            remedy = f"write {self.domain.name}; elsewhere a misconception takes a function in Python"
            self.wrong(name, f"misconceptions in YAML are of {self.domain.name} only", remedy)
        entries = top.get("misconceptions")
        found: list[Misconception] = []
        book = Rulebook()
        places: dict[str, str] = {}
        for entry in self.sequence(entries, "misconceptions") if entries is not None else ():
            if (one := self._misconception(entry)) is not None:
                found.append(one.misconceptions[0])
                book = book.merged(one.book)
                places |= one.places
        return Own(tuple(found), book, places)

    # --- one misconception ------------------------------------------------------------------------

    def _misconception(self, node: yaml.Node) -> Own | None:
        if not isinstance(node, yaml.MappingNode):
            self.wrong(node, "a misconception is a block of keys", "begin with `- id: my-misconception`")
            return None
        before = len(self._wrong)
        at = self.mapping(node, _FIELDS, _REQUIRED)
        texts = {
            field: self.text(at[field], field)
            for field in ("id", "name", "slot", "description", "source")
            if field in at
        }
        lists = {
            field: tuple(self.text(one, f"an entry of {field}") for one in self.sequence(at[field], field))
            for field in ("kinds", "refuted_by", *_DEFAULTS)
            if field in at
        }
        name, slot = texts.get("id", ""), texts.get("slot", "")
        if name:
            self._id(at["id"], name)
        if slot:
            self._slot(at["slot"], slot)
        if "kinds" in at:
            self._kinds(at["kinds"])
        if "refuted_by" in at:
            self._refuted_by(at["refuted_by"], lists.get("kinds", ()))
        frequency = self._share(at["frequency"], "frequency") if "frequency" in at else None
        rules = self._rules(at["rules"], slot) if "rules" in at else []
        if len(self._wrong) > before:
            return None
        weights = [weight for _, weight, _ in rules]
        names = [f"{name}:{n}" for n in range(1, len(rules) + 1)] if len(rules) > 1 else [name]
        source = texts.get("source", "one's own")
        right = self.book.right[slot].apply
        book = Rulebook(
            wrong={
                rule: Rule(rule, slot, _wrong_only(pair, right), source)
                for rule, (pair, _, _) in zip(names, rules, strict=True)
            }
        )
        places = {rule: place for rule, (_, _, place) in zip(names, rules, strict=True)}
        places[name] = self.place(at["id"])
        misconception = Misconception(
            id=name, name=texts["name"], domain=self.domain.name, slot=slot,
            description=texts["description"], source=source, frequency=frequency,
            rules=tuple(map(WeightedRule, names, weights)),
            **(_DEFAULTS | lists),
        )  # fmt: skip
        return Own((misconception,), book, places)

    def _id(self, node: yaml.Node, name: str) -> None:
        if not _ID.fullmatch(name):
            remedy = "use small letters, digits and dashes, such as my-first-term-only"
            self.wrong(node, f"{name[:80]!r} cannot be an id", remedy)
        elif name in self.taken:
            self.wrong(
                node,
                f"there is a misconception or rule {name!r} already",
                f"write another, such as my-{name}",
            )
        self.taken.add(name)

    def _slot(self, node: yaml.Node, slot: str) -> None:
        if slot in SLOTS:
            return
        known = slot in self.domain.ideas
        message = f"the slot {slot!r} takes no patterns" if known else f"no slot {slot[:80]!r}"
        otherwise = f"patterns fit {', '.join(SLOTS)}"
        self.wrong(node, message, otherwise if known else did_you_mean(slot[:80], SLOTS, otherwise=otherwise))

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
                self.wrong(entry, f"cannot read {text[:60]!r} as an item", "write one such as '3(x + 2)'")
            elif item and kinds and set(kinds) <= set(self.domain.kinds) and item.kind not in kinds:
                remedy = f"add {item.kind} to kinds, or write another item"
                self.wrong(entry, f"{text!r} is an item of the kind {item.kind}", remedy)
        if isinstance(node, yaml.SequenceNode) and not entries:
            self.wrong(node, "'refuted_by' is empty", "write an item on which the rule is seen to fail")

    def _rules(self, node: yaml.Node, slot: str) -> list[tuple[tuple[str, str], float, str]]:
        """Of each rule its two patterns, its weight and its place."""
        entries = self.sequence(node, "rules")
        if isinstance(node, yaml.SequenceNode) and not entries:
            self.wrong(node, "'rules' is empty", 'write {when: "?a*(?b + ?c)", then: "?a*?b + ?c"}')
        found = []
        before = len(self._wrong)
        for entry in entries:
            if not isinstance(entry, yaml.MappingNode):
                remedy = 'write {when: "?a*(?b + ?c)", then: "?a*?b + ?c"}'
                self.wrong(entry, "a rule is a block of keys", remedy)
                continue
            at = self.mapping(entry, ("when", "then", "weight"), ("when", "then"))
            weight = self._share(at["weight"], "weight") if "weight" in at else None
            if "when" in at and "then" in at:
                pair = self._pair(at["when"], at["then"], slot)
                share = 1 / len(entries) if weight is None else weight
                found.append((pair, share, self.place(entry)))
        total = sum(weight for _, weight, _ in found)
        if found and len(self._wrong) == before and abs(total - 1) > 0.001:
            self.wrong(node, f"the weights of the rules sum to {total:g}", "let them sum to 1")
        return found

    def _pair(self, when: yaml.Node, then: yaml.Node, slot: str) -> tuple[str, str]:
        pair = (self.text(when, "when"), self.text(then, "then"))
        if not all(pair):
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

    def _share(self, node: yaml.Node, field: str) -> float | None:
        if node.tag.endswith(":null"):
            return None
        if isinstance(node, yaml.ScalarNode) and re.fullmatch(r"[01]|[01]?\.\d{1,9}", node.value):
            share = float(node.value)
            if share <= 1 and (share > 0 or field == "frequency"):
                return share
        self.wrong(node, f"{field!r} is no share", "write a number up to 1, such as 0.5")
        return None

    # --- YAML ---------------------------------------------------------------------------------------

    def wrong(self, node: yaml.Node, message: str, remedy: str) -> None:
        """Note a problem, once at its place."""
        mark = node.start_mark
        problem = BadInput(message, place=self.place(node), remedy=remedy)
        self._wrong.setdefault((mark.line, mark.column, message), problem)

    def place(self, node: yaml.Node) -> str:
        """`file:line:column`."""
        return _at(self.path, node.start_mark)

    def text(self, node: yaml.Node, field: str) -> str:
        """A text; empty, and a problem, where there is none."""
        if isinstance(node, yaml.ScalarNode) and not node.tag.endswith(":null") and node.value.strip():
            return str(node.value).strip()
        self.wrong(node, f"{field!r} is no text", "write a text, in quotes if it begins with a sign")
        return ""

    def sequence(self, node: yaml.Node, field: str) -> list[yaml.Node]:
        """The entries of a list; none, and a problem, where there is no list."""
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self.wrong(node, f"{field!r} is no list", f"write {field}: [...]")
        return []

    def mapping(
        self, node: yaml.MappingNode, known: Iterable[str], required: Iterable[str]
    ) -> dict[str, yaml.Node]:
        """The values by key; unknown, doubled and missing keys are problems."""
        at: dict[str, yaml.Node] = {}
        guesses = ""
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            if name in at:
                self.wrong(key, f"the key {name!r} is given twice", "keep one of the two")
            elif name not in known:
                remedy = did_you_mean(name[:80], known, otherwise=f"the keys here are {', '.join(known)}")
                guesses += remedy if remedy.startswith("did you") else ""
                self.wrong(key, f"unknown key {name[:60]!r}", remedy)
            else:
                at[name] = value
        for field in required:
            if field not in at and repr(field) not in guesses:  # a misspelt key is not missed as well
                self.wrong(node, f"the key {field!r} is missing", f"add `{field}:`")
        return at

    def _root(self) -> yaml.Node:
        text = self._text()
        loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            self._refuse_what_is_deep(yaml.parse(text, Loader=loader))
            root = yaml.compose(text, Loader=loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            where = _at(self.path, mark) if mark else f"{self.path}:1:1"
            remedy = "check the indent, the quotes and the brackets there"
            raise BadFile([BadInput(f"no YAML: {error.problem}", place=where, remedy=remedy)]) from error
        except yaml.YAMLError as error:
            raise self._unreadable("the file holds characters that YAML does not allow") from error
        if root is None:
            raise self._unreadable("the file is empty", "begin with `domain: algebra`")
        return root

    def _text(self) -> str:
        try:
            data = self.path.read_bytes() if self.path.stat().st_size <= MAX_BYTES else None
            text = data.decode("utf-8-sig") if data is not None else None
        except OSError as error:
            raise self._unreadable(
                f"the file cannot be read: {error.strerror}", "check its permissions"
            ) from error
        except UnicodeDecodeError as error:
            raise self._unreadable("the file is not in UTF-8") from error
        if text is None:
            raise self._unreadable("the file is larger than 1 MB", "keep a few misconceptions to a file")
        return text

    def _unreadable(self, message: str, remedy: str = "save it as plain text in UTF-8") -> BadFile:
        return BadFile([BadInput(message, place=f"{self.path}:1:1", remedy=remedy)])

    def _refuse_what_is_deep(self, events: Iterator[yaml.Event]) -> None:
        """Aliases may hold themselves, and a tree thousands of levels deep ends the interpreter."""
        depth = 0
        for event in events:
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > DEEPEST or isinstance(event, yaml.AliasEvent):
                where = _at(self.path, event.start_mark)
                message = f"aliases and more than {DEEPEST} levels are not used here"
                raise BadFile([BadInput(message, place=where, remedy="write it out, and flatter")])


def _at(path: Path, mark: Any) -> str:
    return f"{path}:{mark.line + 1}:{mark.column + 1}"


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
