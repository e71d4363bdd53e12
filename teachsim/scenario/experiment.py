"""The format of experiments: which sessions are played, what is tabulated, what is compared.

An experiment is the product of scenarios, students, teachers and settings, each condition played with the
same seeds, so that the same student meets the same items and the same luck under every teacher. What a
file says is decided here; whether what it names exists is `experiment_check`'s business, and which
sessions it comes to `batch.runs`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, StringConstraints

from teachsim.engine.cards import Card, Id, LongText, ShortText
from teachsim.errors import BadFile, BadInput
from teachsim.scenario.yamlfile import Node, YamlFile, described, read

if TYPE_CHECKING:
    from pathlib import Path

OutcomeName = Literal[
    "pre", "post", "transfer", "delayed", "transfer-delayed", "gain", "delayed-gain", "practised",
    "first-tries", "over-application", "turns", "interventions", "diagnosed", "answers-to-diagnosis",
    "truth-probability", "diagnosis-brier",
]  # fmt: skip
"""What a session is reduced to for one student; docs/experiments.md says what each is."""

FactorPath = Annotated[str, StringConstraints(pattern=r"^[a-z_][a-z0-9_-]*(\.[a-z0-9_-]+)*$", max_length=80)]
"""A place in a scenario or card: `budget.interventions`, `teacher.policy`, `student.traits.trust`."""

DRAWN: dict[str, Literal["scenario", "population"]] = {
    "drawn": "scenario",
    "drawn-holding-one": "scenario",
    "drawn-from-population": "population",
}
"""In place of a student's name: one drawn for the scenario's kinds of item, another for each seed; with the
learning and the spread of a setting, and all that it happens to hold or a single misconception of that."""

NAMED = ("scenario", "student", "teacher")
"""The factors that every experiment has; the others are the paths of its grid and zip."""


class Contrast(Card):
    """A difference that is wanted: of these sessions less those, paired by all in which they agree."""

    of: dict[str, Any] = Field(min_length=1)
    """Factors and their values; a list means any of its values."""
    against: dict[str, Any] = Field(min_length=1)
    outcomes: tuple[OutcomeName, ...] = ()
    """Those of the experiment where none is named."""
    by: str | None = None
    """A factor by whose values the difference is told apart."""


class Experiment(Card):
    """Conditions, seeds, and what is to be read off the sessions."""

    kind: Literal["experiment"] = "experiment"
    id: Id
    name: ShortText
    question: LongText
    include: tuple[ShortText, ...] = ()
    """Files whose keys hold where this one says nothing; already merged in."""
    scenarios: tuple[Id, ...] = Field(min_length=1)
    students: tuple[Id, ...] = ()
    """One of them at a time; the scenario's own where none is named."""
    teachers: tuple[Id, ...] = ()
    critics: tuple[Id, ...] | None = None
    """In place of the scenario's own."""
    set: dict[FactorPath, Any] = Field(default_factory=dict)
    """What is otherwise than in the files, in every condition."""
    grid: dict[FactorPath, Annotated[tuple[Any, ...], Field(min_length=1)]] = Field(default_factory=dict)
    """Every value with every other."""
    zip: tuple[dict[FactorPath, Annotated[tuple[Any, ...], Field(min_length=1)]], ...] = ()
    """Lists that are gone through together."""
    exclude: tuple[dict[str, Any], ...] = ()
    """Conditions that are left out: all in which each of these factors has this value, or one of these."""
    replicates: Annotated[int, Field(ge=1, le=100_000)] = 10
    """Seeds for each condition, the same for all."""
    seed: Annotated[int, Field(ge=0, le=1_000_000_000)] = 0
    """The first of them."""
    outcomes: tuple[OutcomeName, ...] = ("pre", "post", "transfer", "delayed")
    contrasts: tuple[Contrast, ...] = ()

    @property
    def factors(self) -> tuple[str, ...]:
        """All that tells conditions apart, in the order of the file."""
        return (*NAMED, *self.grid, *(path for lists in self.zip for path in lists))


def fits(condition: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """Whether a condition has these values of these factors; a list means any of its values.

    >>> fits({"teacher": "never", "seed": 1}, {"teacher": ["never", "random"]})
    True
    """
    return all(
        name in condition and any(_same(condition[name], v) for v in _values(value))
        for name, value in wanted.items()
    )


def _values(value: Any) -> list[Any] | tuple[Any, ...]:
    return value if isinstance(value, list | tuple) else [value]


def _same(one: Any, other: Any) -> bool:
    """Equal, and 1 interventions is not the share 1.0, nor true."""
    return type(one) is type(other) and bool(one == other)


def changed(data: Any, path: str, value: Any) -> Any:
    """Plain data with one place of it otherwise; keys on the way that are left out are put in.

    raises: KeyError where the way leads through something that is no block or list

    >>> changed({"budget": {"turns": 40}}, "budget.interventions", 0.4)
    {'budget': {'turns': 40, 'interventions': 0.4}}
    """
    first, _, rest = path.partition(".")
    if isinstance(data, list) and first.isdecimal() and int(first) < len(data):
        n = int(first)
        inner = changed(data[n], rest, value) if rest else value
        return [*data[:n], inner, *data[n + 1 :]]
    if not isinstance(data, dict):
        raise KeyError(first)
    return {**data, first: changed(data.get(first) or {}, rest, value) if rest else value}


# --- include ----------------------------------------------------------------------------------


def with_included(file: YamlFile) -> YamlFile:
    """The file with what it includes merged in; what is included stands where `include` stands.

    Keys of this file hold before those of included ones, of which the first holds before the later.
    Of `set` and `grid` the entries are merged, everything else is taken whole.
    raises: BadFile naming the entry whose file cannot be used
    """
    node = file.root.parts.get("include")
    if node is None or not isinstance(file.data, dict):
        return file
    entries = node.parts.values() if isinstance(node.data, list) else [node]
    root = file.root
    for entry in entries:
        if isinstance(entry.data, str):
            root = _merged(root, _placed(_included(file, entry).root, entry))
    return YamlFile(file.path, file.text, root)


def _included(file: YamlFile, entry: Node) -> YamlFile:
    path: Path = file.path.parent / entry.data
    place = file.place(entry.mark)
    try:
        found = read(path)
    except BadFile as error:
        problem = error.problems[0]
        raise BadFile(
            [BadInput(f"{entry.data!r}: {problem.message}", place=place, remedy=f"mend {problem.place}")]
        ) from error
    if not isinstance(found.data, dict):
        raise BadFile(
            [
                BadInput(
                    f"{entry.data!r} is {described(found.data)}, not a block of keys",
                    place=place,
                    remedy="include a file with some of the keys of an experiment",
                )
            ]
        )
    if "include" in found.data:
        raise BadFile(
            [BadInput(f"{entry.data!r} itself includes others", place=place, remedy="include those here")]
        )
    return found


def _placed(node: Node, at: Node) -> Node:
    """The same part, every place in it that of the entry which includes it."""
    return Node(
        node.data,
        at.mark,
        node.size,
        dict.fromkeys(node.keys, at.mark),
        {key: _placed(part, at) for key, part in node.parts.items()},
    )


def _merged(mine: Node, other: Node, *, deep: bool = True) -> Node:
    parts = dict(mine.parts)
    keys = dict(mine.keys)
    for key, part in other.parts.items():
        if key not in parts:
            parts[key], keys[str(key)] = part, other.keys[str(key)]
        elif (
            deep
            and key in ("set", "grid")
            and isinstance(parts[key].data, dict)
            and isinstance(part.data, dict)
        ):
            parts[key] = _merged(parts[key], part, deep=False)
    data = {key: part.data for key, part in parts.items()}
    return Node(data, mine.mark, mine.size + other.size, keys, parts)
