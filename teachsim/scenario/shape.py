"""Whether a file has the shape of its card: keys, types, ranges, patterns, each mistake in words.

The card models decide what is right; here their verdicts become a finding each, told by what was
found and what is wanted, and tied to the key or value it is about.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pydantic import ValidationError

from teachsim.engine.cards import Card
from teachsim.errors import did_you_mean
from teachsim.scenario.yamlfile import MAX_PROBLEMS, DataPath, Node, YamlFile, described, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CardT = TypeVar("CardT", bound=Card)
Schema = dict[str, Any]

_PATTERNS = {
    "^[a-z0-9][a-z0-9-]*(/": "an id of small letters, digits and dashes, such as 'unlike-denominators'",
    "^(one-question": "one of one-question-per-turn, no-answer-before-2-attempts, at-most-30-words,"
    " reflection-at-the-end",
    "^(\\d{1,3} days?": "a number of days, such as '7 days', or none",
}
"""What a pattern asks for, by its beginning."""


class Finding(NamedTuple):
    """Something wrong at a part of a file."""

    path: DataPath
    message: str
    remedy: str
    at_key: bool = False
    """Whether it is about the key rather than the value."""


def card_of(data: Any, model: type[CardT]) -> CardT:
    """The card that plain data describes. By way of JSON, in which a list may become a tuple."""
    return model.model_validate_json(json.dumps(data), by_alias=True, by_name=False)


def shape(file: YamlFile, model: type[CardT]) -> tuple[CardT | None, list[Finding]]:
    """The card, or None and what is wrong with the file."""
    try:
        return card_of(file.data, model), []
    except ValidationError as error:
        return None, list(_findings(file, model, error))


def nearest(word: str, known: Iterable[str], otherwise: str) -> str:
    """`did_you_mean`, for words short enough to have been meant; comparing long ones takes long."""
    return did_you_mean(word, known, otherwise=otherwise) if len(word) <= 80 else otherwise


def _findings(file: YamlFile, model: type[Card], error: ValidationError) -> Iterator[Finding]:
    schema = model.model_json_schema(by_alias=True)
    if not isinstance(file.data, dict):
        keys = ", ".join(schema["required"])
        found = "empty" if file.data is None else f"{described(file.data)}, not a block of keys"
        yield Finding((), f"the file is {found}", f"give it the keys {keys}")
        return
    values: dict[DataPath, None] = {}
    missing: dict[DataPath, None] = {}
    worded: list[DataPath] = []
    guesses: set[DataPath] = set()
    unknown = 0
    for problem in error.errors(include_url=False, include_context=False, include_input=False):
        loc = problem["loc"]
        path = _path(file.root, loc)
        if problem["type"] == "missing":
            missing[(*path, str(loc[-1]))] = None
        elif problem["type"] == "extra_forbidden":
            unknown += 1
            remedy = "delete it"
            if unknown <= MAX_PROBLEMS:  # looking for the nearest word of thousands takes long
                known = _keys(schema, file, path[:-1])
                remedy = nearest(str(path[-1]), known, f"the keys here are {', '.join(known)}")
                guesses |= {(*path[:-1], key) for key in known if repr(key) in remedy}
            yield Finding(path, f"unknown key {shortened(str(path[-1]))}", remedy, at_key=True)
        elif problem["type"] == "value_error":  # a card's own check: what is wrong, and what would be right
            wrong, _, remedy = problem["msg"].removeprefix("Value error, ").partition("; ")
            worded.append(path)
            yield Finding(path, wrong, remedy)
        elif loc and loc[-1] == "[key]":
            remedy = (
                f"a key here is {_wanted(schema, {'type': 'string', 'pattern': '^[a-z0-9][a-z0-9-]*(/'})}"
            )
            named = _branch(schema, _schema_at(schema, file, path[:-1]), {}).get("propertyNames", {})
            if "enum" in named:
                otherwise = f"the keys here are {', '.join(named['enum'])}"
                remedy = nearest(str(path[-1]), named["enum"], otherwise)
            yield Finding(path, f"{shortened(str(path[-1]))} cannot be a key here", remedy, at_key=True)
        else:
            values[path] = None
    for path in missing:
        if path not in guesses:  # a misspelt key is not missed as well
            wanted = _wanted(schema, _schema_at(schema, file, path))
            yield Finding(path[:-1], f"the key {path[-1]!r} is missing", f"add `{path[-1]}:` with {wanted}")
    inner = {path[:n] for path in (*values, *worded) for n in range(len(path))}
    for path in list(values)[:MAX_PROBLEMS]:
        if path not in inner:  # of a choice of shapes, the one that came further says more
            yield _value_finding(file, schema, path)


def _path(root: Node, loc: tuple[str | int, ...]) -> DataPath:
    """The part of the data that an error is about: its steps, less the names of unions in them."""
    path: list[str | int] = []
    node = root
    for step in loc:
        if step in node.parts:
            path.append(step)
            node = node.parts[step]
    return tuple(path)


# --- values -----------------------------------------------------------------------------------


def _value_finding(file: YamlFile, schema: Schema, path: DataPath) -> Finding:
    node = file.node(path)
    value = node.data if node else None
    wanted = _branch(schema, _schema_at(schema, file, path), value)
    found = described(value)
    if isinstance(value, str) and len(value) > wanted.get("maxLength", len(value)):
        found = f"a text of {len(value)} characters"
    return Finding(path, f"{_named(path)} cannot be {found}", _remedy(schema, wanted, value))


def _named(path: DataPath) -> str:
    match path:
        case (*_, str(key)):
            return shortened(key)
        case (*_, str(key), int(index)):
            return f"entry {index + 1} of {shortened(key)}"
        case _:
            return "this"


def _remedy(schema: Schema, wanted: Schema, value: Any) -> str:
    words = f"write {_wanted(schema, wanted)}"
    kinds = {option.get("type") for option in wanted.get("anyOf", [wanted])}
    if isinstance(value, str):
        if kinds & {"integer", "number"}:
            number = value.strip().replace(",", ".")
            if re.fullmatch(r"-?\d{1,18}(\.\d{1,18})?", number):
                return f"{words}, without quotes: {number}"
        if kinds == {"array"} and 0 < len(value) <= 60:
            return f"put it in brackets: [{value}]"
        if "enum" in wanted:
            return nearest(value, wanted["enum"], words)
        if "pattern" in wanted:
            return _spelling(wanted, value, words)
    elif kinds == {"string"} and isinstance(value, int | float) and not isinstance(value, bool):
        if "days" in wanted.get("pattern", ""):
            return f"write {int(value)} days" if 0 <= value < 1000 else words
        return f"{words}; a number that is meant as text stands in quotes: '{value}'"
    return words


def _spelling(wanted: Schema, value: str, words: str) -> str:
    """For text that breaks a pattern: the same text put right, where that is easy."""
    if wanted["pattern"].startswith("^[a-z0-9]"):
        slug = slugged(value[:80])
        return f"{words}: {slug!r}" if re.match(wanted["pattern"], slug) else words
    if wanted["pattern"].startswith("^(one-question"):
        return nearest(value, ["one-question-per-turn", "reflection-at-the-end"], words)
    return words


def slugged(text: str) -> str:
    """An id as near to the text as can be; empty when nothing of it is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    parts = [re.sub(r"[^a-z0-9]+", "-", part).strip("-") for part in plain.split("/")]
    return "/".join(part for part in parts if part)


# --- what the models want ---------------------------------------------------------------------


def _schema_at(schema: Schema, file: YamlFile, path: DataPath) -> Schema:
    """What the model says about a part."""
    here = schema
    for n, step in enumerate(path):
        node = file.node(path[:n])
        here = _branch(schema, here, node.data if node else None)
        if isinstance(step, int):
            here = here.get("items", {})
        else:
            free: list[Schema] = list(here.get("patternProperties", {}).values())
            free += [any_ for any_ in (here.get("additionalProperties"),) if isinstance(any_, dict)]
            here = here.get("properties", {}).get(step, free[0] if free else {})
    return here


def _branch(schema: Schema, here: Schema, value: Any) -> Schema:
    """References followed, and of a choice of shapes the one whose type the value has, if any."""
    while "$ref" in here:
        here = schema["$defs"][here["$ref"].rpartition("/")[2]]
    names = {
        int: ("integer", "number"),
        float: ("integer", "number"),
        str: ("string",),
        list: ("array",),
        dict: ("object",),
    }
    options = [_branch(schema, option, value) for option in here.get("anyOf", ())]
    fitting = [option for option in options if option.get("type") in names.get(type(value), ())]
    if fitting:
        return fitting[0] if len(fitting) == 1 else {"anyOf": fitting}
    return here


def _keys(schema: Schema, file: YamlFile, path: DataPath) -> list[str]:
    return list(_branch(schema, _schema_at(schema, file, path), {}).get("properties", {}))


def _wanted(schema: Schema, here: Schema) -> str:
    """What would be right, in words."""
    here = _branch(schema, here, None)
    if "anyOf" in here:
        return ", or ".join(
            _wanted(schema, option) for option in here["anyOf"] if option.get("type") != "null"
        )
    if "const" in here:
        return str(here["const"])
    if "enum" in here:
        return f"one of {', '.join(here['enum'])}"
    low, high = here.get("minimum"), here.get("maximum")
    match here.get("type"):
        case "integer":
            return f"a whole number from {low} to {high}"
        case "number":
            return f"a number from {low:g} to {high:g}"
        case "string":
            known = (words for start, words in _PATTERNS.items() if here.get("pattern", "").startswith(start))
            return next(
                known, f"text of {here.get('minLength', 0)} to {here.get('maxLength', '…')} characters"
            )
        case "array":
            some = " with at least one entry" if here.get("minItems") else ""
            return f"a list{some} (each entry {_wanted(schema, here.get('items', {}))})"
        case _ if "properties" in here:
            return f"a block of keys ({', '.join(here['properties'])})"
        case _:
            return "a block of keys"
