"""Reads a topic's YAML file of misconceptions and ideas into the shapes of `teachsim.domains.base`.

The file says what people read and say; the rules that it names live in Python. What it names wrongly
is reported with its place, all problems at once.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from teachsim.domains.base import Idea, Misconception, WeightedRule
from teachsim.errors import BadFile, BadInput, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MISCONCEPTION_LISTS = ("kinds", "belief", "notices", "refuted_by", "labels", "cues")
_IDEA_LISTS = ("rule", "rule_heard", "asks", "answers", "strategy", "hints", "cues")
_MISCONCEPTION_FIELDS = (
    "id",
    "name",
    "slot",
    "description",
    "rules",
    "source",
    "frequency",
    *_MISCONCEPTION_LISTS,
)
_IDEA_FIELDS = ("slot", "name", *_IDEA_LISTS)


class Catalogue(NamedTuple):
    """What one YAML file holds, in its order."""

    misconceptions: Mapping[str, Misconception]
    """By id."""
    ideas: Mapping[str, Idea]
    """By slot."""


@cache
def catalogue(topic: str, domain: str = "arithmetic") -> Catalogue:
    """The misconceptions and ideas of a topic, from `misconceptions/<topic>.yaml` in its domain's folder.

    Raises BadFile for a file that does not fit the schema.
    """
    name = f"misconceptions/{topic}.yaml"
    text = files(f"teachsim.domains.{domain}").joinpath(name).read_text(encoding="utf-8")
    return read_catalogue(text, domain, place=name)


def read_catalogue(text: str, domain: str, place: str) -> Catalogue:
    """The same from a text; `place` names it in messages."""
    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise BadInput("not readable as YAML", place=place, remedy=str(error)) from error
    return catalogue_of(data, domain, place)


def catalogue_of(data: object, domain: str, place: str) -> Catalogue:
    """The same from what was read already."""
    if not isinstance(data, dict) or not {"misconceptions", "ideas"} >= set(data):
        raise BadInput(
            "a catalogue is a mapping of two lists", place=place, remedy="start it with misconceptions:"
        )
    misconceptions = data.get("misconceptions") or []
    ideas = data.get("ideas") or []
    problems = [
        *_problems(misconceptions, _MISCONCEPTION_FIELDS, _MISCONCEPTION_LISTS, "id", place),
        *_problems(ideas, _IDEA_FIELDS, _IDEA_LISTS, "slot", place),
    ]
    if problems:
        raise BadFile(problems)
    return Catalogue(
        {entry["id"]: _misconception(entry, domain) for entry in misconceptions},
        {entry["slot"]: _idea(entry) for entry in ideas},
    )


def _misconception(entry: Mapping[str, Any], domain: str) -> Misconception:
    return Misconception(
        id=entry["id"],
        name=entry["name"],
        domain=domain,
        slot=entry["slot"],
        description=entry["description"],
        rules=tuple(WeightedRule(rule["rule"], float(rule["weight"])) for rule in entry["rules"]),
        source=entry["source"],
        frequency=entry["frequency"],
        **{field: tuple(entry[field]) for field in _MISCONCEPTION_LISTS},
    )


def _idea(entry: Mapping[str, Any]) -> Idea:
    return Idea(
        slot=entry["slot"], name=entry["name"], **{field: tuple(entry[field]) for field in _IDEA_LISTS}
    )


def _problems(
    entries: Iterable[Mapping[str, Any]],
    fields: tuple[str, ...],
    lists: tuple[str, ...],
    key: str,
    place: str,
) -> list[BadInput]:
    """Everything that keeps these entries from being read: what is missing, unknown or misshapen."""
    found = []
    seen: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        where = f"{place}: {entry.get(key, f'entry {number}')}"
        if entry.get(key) in seen:
            found.append(BadInput(f"{key} is used twice", place=where, remedy="give each its own"))
        seen.add(entry.get(key, ""))
        found += [
            BadInput(f"{field!r} is missing", place=where, remedy="every field is written, if empty")
            for field in fields
            if field not in entry
        ]
        found += [
            BadInput(
                f"no field {field!r}",
                place=where,
                remedy=did_you_mean(field, fields, otherwise=f"known are {', '.join(fields)}"),
            )
            for field in entry
            if field not in fields
        ]
        found += [
            BadInput(f"{field!r} is a list of texts", place=where, remedy=f"write {field}: [...]")
            for field in lists
            if field in entry and not _texts(entry[field])
        ]
    return found


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)
