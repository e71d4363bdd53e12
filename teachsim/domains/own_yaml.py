"""Reading a YAML file of misconceptions node by node, so that each mistake is told with its place.

What the keys mean is decided in `own_entries`; here is what any such file needs: problems collected in
the file's order, keys known and required, and nothing that could end the interpreter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from teachsim.errors import BadFile, BadInput, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MAX_BYTES = 1_000_000
DEEPEST = 12


def text_of(path: Path) -> str:
    """What the file holds. Raises BadFile when it cannot be read, or is no text of a sensible size."""
    try:
        data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
        text = data.decode("utf-8-sig") if data is not None else None
    except OSError as error:
        raise _unreadable(
            path, f"the file cannot be read: {error.strerror}", "check its permissions"
        ) from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, "the file is not in UTF-8") from error
    if text is None:
        raise _unreadable(path, "the file is larger than 1 MB", "keep a few misconceptions to a file")
    return text


def root_of(text: str, name: str | Path) -> yaml.Node:
    """The outermost node of this text. Raises BadFile when it is no YAML, empty, or too deep.

    name: what the places in messages begin with, as a rule the file
    """
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _refuse_what_is_deep(yaml.parse(text, Loader=loader), name)
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = _at(name, mark) if mark else f"{name}:1:1"
        remedy = "check the indent, the quotes and the brackets there"
        raise BadFile([BadInput(f"no YAML: {error.problem}", place=where, remedy=remedy)]) from error
    except yaml.YAMLError as error:
        raise _unreadable(name, "the file holds characters that YAML does not allow") from error
    if root is None:
        raise _unreadable(name, "the file is empty", "begin with `domain: algebra`")
    return root


def _refuse_what_is_deep(events: Iterator[yaml.Event], name: str | Path) -> None:
    """Aliases may hold themselves, and a tree thousands of levels deep ends the interpreter."""
    depth = 0
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST or isinstance(event, yaml.AliasEvent):
            where = _at(name, event.start_mark)
            message = f"aliases and more than {DEEPEST} levels are not used here"
            raise BadFile([BadInput(message, place=where, remedy="write it out, and flatter")])


def _unreadable(name: str | Path, message: str, remedy: str = "save it as plain text in UTF-8") -> BadFile:
    return BadFile([BadInput(message, place=f"{name}:1:1", remedy=remedy)])


def _at(name: str | Path, mark: Any) -> str:
    return f"{name}:{mark.line + 1}:{mark.column + 1}"


class Nodes:
    """What is read from the nodes of one file, and what is wrong with them."""

    def __init__(self, name: str | Path) -> None:
        self.name = name
        self._wrong: dict[tuple[int, int, str], BadInput] = {}

    @property
    def problems(self) -> list[BadInput]:
        """What is wrong, in the order of the file."""
        return [self._wrong[key] for key in sorted(self._wrong)]

    def wrong(self, node: yaml.Node, message: str, remedy: str) -> None:
        """Note a problem, once at its place."""
        mark = node.start_mark
        problem = BadInput(message, place=self.place(node), remedy=remedy)
        self._wrong.setdefault((mark.line, mark.column, message), problem)

    def place(self, node: yaml.Node) -> str:
        """`file:line:column`."""
        return _at(self.name, node.start_mark)

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
