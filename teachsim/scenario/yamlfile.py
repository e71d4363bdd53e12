"""A YAML file as plain data that remembers where each part of it stands.

Only what the cards need is read: text, numbers, true/false, nothing, lists and mappings with text
as keys. Scalars follow YAML 1.2, so `no` and `12:30` stay text. Everything else is refused with its
place, and whatever a file holds, reading it ends soon and in little memory: the parser's events are
counted as they come, and no tree is built beyond the limits below.
"""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import yaml

from teachsim.errors import BadFile, BadInput
from teachsim.scenario.yamlsyntax import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_NODES = 20_000
"""Nodes once aliases are expanded."""
MAX_DIGITS = 18
MAX_PROBLEMS = 50

DataPath = tuple[str | int, ...]
"""Keys and list indices from the top of the file to a part of it."""

try:
    from yaml import CSafeLoader as _Loader  # ten times faster than the one in Python
except ImportError:  # pragma: no cover - PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


class Mark(NamedTuple):
    """A place in a text, both counted from 1."""

    line: int
    column: int


@dataclass(slots=True)
class Node:
    """A part of the file: its data, its place, and its own parts."""

    data: Any
    mark: Mark
    size: int = 1
    """Nodes in it, itself included, aliases expanded."""
    keys: dict[str, Mark] = field(default_factory=dict)
    """Where the keys of a mapping stand."""
    parts: dict[str | int, Node] = field(default_factory=dict)
    """The values of a mapping or list."""


@dataclass(frozen=True, slots=True)
class YamlFile:
    """What a file says, and where it says it."""

    path: Path
    text: str
    root: Node

    @property
    def data(self) -> Any:
        """Plain data: str, int, float, bool, None, list, dict with text as keys."""
        return self.root.data

    def node(self, path: DataPath) -> Node | None:
        """The part at a path, or None."""
        node: Node | None = self.root
        for step in path:
            node = node.parts.get(step) if node else None
        return node

    def value_mark(self, path: DataPath) -> Mark:
        """Where the value at a path begins; that of the nearest part around it if there is none."""
        while (node := self.node(path)) is None:
            path = path[:-1]
        return node.mark

    def key_mark(self, path: DataPath) -> Mark:
        """Where the key at a path stands; where the value does, for an entry of a list."""
        parent = self.node(path[:-1]) if path else None
        mark = parent.keys.get(str(path[-1])) if parent else None
        return mark or self.value_mark(path)

    def place(self, mark: Mark) -> str:
        """`file:line:column`."""
        return place(self.path, mark)


def place(path: Path, mark: Mark) -> str:
    """`file:line:column`, the file as the person named it."""
    return f"{path}:{mark.line}:{mark.column}"


def read(path: Path) -> YamlFile:
    """The file at path. Raises BadFile with every problem of its form."""
    text = _text(path, _bytes(path))
    reader = _Reader(path, text)
    root = reader.document()
    if reader.problems:
        raise BadFile(reader.problems)
    return YamlFile(path, text, root)


def shortened(text: str, width: int = 60) -> str:
    """The text in quotes on one line, cut where it is long, with nothing a terminal would obey."""
    return repr(text if len(text) <= width else text[: width - 1] + "…")


def _refuse(path: Path, mark: Mark, message: str, remedy: str) -> NoReturn:
    raise BadFile([BadInput(message, place=place(path, mark), remedy=remedy)])


# --- bytes and characters ---------------------------------------------------------------------


def _bytes(path: Path) -> bytes:
    """What the file holds. Devices and pipes are refused: they may have no end."""
    start = Mark(1, 1)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            _refuse(path, start, "this is a folder, not a file", "name a .yaml file in it")
        if not stat.S_ISREG(mode):
            _refuse(path, start, "this is not a regular file", "save it as a .yaml file first")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        _refuse(path, start, "there is no such file", "check the path; `teachsim list` shows what there is")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        _refuse(path, start, f"the file cannot be read: {reason}", "check its name and its permissions")
    if len(data) > MAX_BYTES:
        _refuse(
            path,
            start,
            "the file is larger than 1 MB",
            "a scenario or card is a few kB; is this the right file?",
        )
    return data


_MARKS_OF_ENCODINGS = (  # the longer ones first: UTF-32's begins with UTF-16's
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")


def _text(path: Path, data: bytes) -> str:
    for mark, encoding in _MARKS_OF_ENCODINGS:
        if data.startswith(mark):
            _refuse(path, Mark(1, 1), f"the file is in {encoding}", "save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # utf-8-sig counts from behind the byte order mark
        offset = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        before = data[:offset].decode("utf-8-sig", errors="replace")
        _refuse(
            path,
            _mark(before, len(before)),
            f"byte 0x{data[offset]:02x} at offset {offset} is not UTF-8",
            "save the file as UTF-8",
        )
    if found := _CONTROL.search(text):
        code = ord(found.group())
        name = "a null character" if code == 0 else f"a control character (U+{code:04X})"
        _refuse(
            path,
            _mark(text, found.start()),
            f"{name} stands here",
            "save the file as plain text in UTF-8" if code == 0 else "delete it",
        )
    return text


def _mark(text: str, offset: int) -> Mark:
    line, start = 1, 0
    for end in _LINE_END.finditer(text, 0, offset):
        line, start = line + 1, end.end()
    return Mark(line, offset - start + 1)


# --- structure --------------------------------------------------------------------------------

_NULL = re.compile(r"~|null|Null|NULL|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_TEXT_TAGS = ("!", "tag:yaml.org,2002:str")


class _Reader:
    """Builds the nodes of one document from the parser's events."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.problems: list[BadInput] = []
        self._nodes = 0
        self._anchors: dict[str, Node | None] = {}
        """None while the anchored part is still open."""
        self._events = self._parsed()

    def document(self) -> Node:
        """The one document of the file."""
        next(self._events)  # the stream's start
        if isinstance(next(self._events), yaml.StreamEndEvent):
            _refuse(
                self.path,
                Mark(1, 1),
                "the file is empty",
                "`teachsim new scenario NAME` writes one to start from",
            )
        root = self._node(next(self._events), depth=1)
        next(self._events)  # the document's end
        after = next(self._events)
        if isinstance(after, yaml.DocumentStartEvent):
            _refuse(
                self.path,
                _at(after),
                "a second document begins here",
                "keep one to a file: delete the line `---` or move the rest to a file of its own",
            )
        return root

    def _parsed(self) -> Iterator[Any]:
        try:
            yield from yaml.parse(self.text, Loader=_Loader)
        except yaml.YAMLError as error:
            raise BadFile([in_words(error, self.path, self.text)]) from error

    def _node(self, event: Any, depth: int) -> Node:
        if depth > MAX_DEPTH:
            self._stop(event, f"more than {MAX_DEPTH} levels stand inside one another", "make it flatter")
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        self._count(event, 1)
        if event.anchor:
            self._anchors[event.anchor] = None
        node = self._built(event, depth)
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _built(self, event: Any, depth: int) -> Node:
        if event.tag and event.tag not in _TEXT_TAGS:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._note(_at(event), f"the tag {shortened(tag)} is not used here", "delete the tag")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(event, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, depth)
        return Node(self._scalar(event), _at(event))

    def _alias(self, event: Any) -> Node:
        name = event.anchor
        if name not in self._anchors:
            self._stop(event, f"*{name} refers to &{name}, which is not above", "write the value itself")
        node = self._anchors[name]
        if node is None:
            self._stop(event, f"*{name} stands inside &{name}: it contains itself", "write the value itself")
        self._count(event, node.size)
        return node

    def _list(self, event: Any, depth: int) -> Node:
        node = Node([], _at(event))
        while not isinstance(item := next(self._events), yaml.SequenceEndEvent):
            part = self._node(item, depth + 1)
            node.parts[len(node.data)] = part
            node.data.append(part.data)
            node.size += part.size
        return node

    def _mapping(self, event: Any, depth: int) -> Node:
        node = Node({}, _at(event))
        while not isinstance(key_event := next(self._events), yaml.MappingEndEvent):
            mark = _at(key_event)
            key = self._node(key_event, depth + 1).data
            part = self._node(next(self._events), depth + 1)
            node.size += 1 + part.size
            if not self._good_key(node, key, mark):
                continue
            node.keys[key] = mark
            node.parts[key] = part
            node.data[key] = part.data
        return node

    def _good_key(self, node: Node, key: Any, mark: Mark) -> bool:
        if not isinstance(key, str):
            self._note(
                mark, f"{described(key)} stands where a key should", "keys are words: put it in quotes"
            )
        elif key == "<<":
            self._note(mark, "the merge key `<<` is not used here", "write the keys out")
        elif key in node.keys:
            line = node.keys[key].line
            self._note(
                mark, f"the key {shortened(key)} was already given in line {line}", "keep one of the two"
            )
        else:
            return True
        return False

    def _scalar(self, event: Any) -> str | int | float | bool | None:
        value: str = event.value
        mark = _at(event)
        if found := _CONTROL.search(value):
            code = ord(found.group())
            self._note(mark, f"this text holds a control character (U+{code:04X})", "delete its escape")
        if event.style or event.tag or not event.implicit[0]:
            return value
        if _NULL.fullmatch(value):
            return None
        if _TRUE.fullmatch(value):
            return True
        if _FALSE.fullmatch(value):
            return False
        if _NOT_FINITE.fullmatch(value):
            self._note(mark, f"{value} is no number that can be used", "write a number, such as 0.5")
            return value
        if _FLOAT.fullmatch(value):
            return self._number(value, mark)
        return value

    def _number(self, value: str, mark: Mark) -> str | int | float:
        if sum(c.isdigit() for c in value) > MAX_DIGITS:
            self._note(
                mark,
                f"a number of more than {MAX_DIGITS} digits",
                "write a shorter number, or put it in quotes if it is text",
            )
            return value
        if _INTEGER.fullmatch(value):
            return int(value)
        if abs(number := float(value)) == float("inf"):
            self._note(mark, f"{value} is too large a number", "write a smaller number")
            return value
        return number

    def _count(self, event: Any, nodes: int) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            self._stop(
                event,
                f"the file says more than {MAX_NODES:,} things, aliases (*name) written out",
                "a scenario or card needs a few dozen; write it without aliases",
            )

    def _note(self, mark: Mark, message: str, remedy: str) -> None:
        self.problems.append(BadInput(message, place=place(self.path, mark), remedy=remedy))
        if len(self.problems) >= MAX_PROBLEMS:
            raise BadFile(self.problems)

    def _stop(self, event: Any, message: str, remedy: str) -> NoReturn:
        self.problems.append(BadInput(message, place=place(self.path, _at(event)), remedy=remedy))
        raise BadFile(self.problems)


def described(value: Any) -> str:
    """What was found, in words: `the number 7`, `a list`, `the text 'abc'`."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"the number {value}"
        case str():
            return f"the text {shortened(value)}" if value else "an empty text"
        case list():
            return "a list" if value else "an empty list"
        case _:
            return "a block of keys"


def _at(event: Any) -> Mark:
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)
