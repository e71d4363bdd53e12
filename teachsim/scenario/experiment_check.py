"""Whether an experiment can be run: what it names exists, and what it compares is played.

Every condition is made once with its first seed, so that what cannot work is told before anything runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from teachsim.errors import BadFile, BadInput
from teachsim.scenario.experiment import DRAWN, NAMED, Experiment, fits
from teachsim.scenario.find import Kind, find, unknown
from teachsim.scenario.shape import Finding, card_of, nearest
from teachsim.scenario.yamlfile import Mark, Node, YamlFile, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from teachsim.engine.cards import Scenario
    from teachsim.scenario.yamlfile import DataPath

MOST_CONDITIONS = 10_000
OWN_KEYS = {
    "scenario": "scenarios", "student": "students", "students": "students", "teacher": "teachers",
    "critics": "critics", "kind": "scenarios", "id": "scenarios",
}  # fmt: skip
"""Keys that are not varied by their path, and where they are."""
MOST_TRIED = 300
"""Conditions that are made for the check: 10 ms each."""


def experiment_findings(file: YamlFile) -> Iterator[Finding]:
    """What is wrong with an experiment beyond its shape."""
    from pydantic import ValidationError

    named = list(_names(file))
    yield from named
    yield from _lists(file)
    try:
        experiment = card_of(file.data, Experiment)
    except ValidationError:
        return  # told by `shape`
    yield from _comparisons(experiment)
    if not named and not any(_lists(file)):
        yield from _conditions(experiment)


def _names(file: YamlFile) -> Iterator[Finding]:
    from teachsim.scenario.load import offered  # asks the installed packages: some 20 ms

    kinds: tuple[tuple[str, Kind], ...] = (
        ("scenarios", "scenario"), ("students", "student"), ("teachers", "teacher"), ("critics", "critic")
    )  # fmt: skip
    for key, kind in kinds:
        listed = file.data.get(key)
        known = find(kind)
        seen: set[str] = set()
        for n, name in enumerate(listed if isinstance(listed, list) else ()):
            if not isinstance(name, str):
                continue
            if name in seen:
                yield Finding((key, n), f"{shortened(name)} is listed twice", "keep it once")
            seen.add(name)
            if name in known or (kind == "student" and name in DRAWN) or offered(kind, name):
                continue
            error = unknown(kind, name, known)
            yield Finding((key, n), error.message, error.remedy or "")


def _lists(file: YamlFile) -> Iterator[Finding]:
    """Lists of `zip` that are of different lengths, factors given twice, shares written as numbers."""
    blocks: list[tuple[DataPath, dict[str, Any]]] = []
    grid = file.data.get("grid")
    if isinstance(grid, dict):
        blocks.append((("grid",), grid))
    together = file.data.get("zip")
    for n, lists in enumerate(together if isinstance(together, list) else ()):
        if isinstance(lists, dict):
            blocks.append((("zip", n), lists))
            lengths = {key: len(v) for key, v in lists.items() if isinstance(v, list)}
            for key, length in lengths.items():
                first = next(iter(lengths.values()))
                if length != first:
                    yield Finding(
                        ("zip", n, key), f"{length} values, where {next(iter(lengths))!r} has {first}",
                        "lists that are gone through together have as many values each",
                    )  # fmt: skip
    seen: set[str] = set()
    fixed = file.data.get("set")
    for path, block in [*blocks, (("set",), fixed if isinstance(fixed, dict) else {})]:
        for key, values in block.items():
            if key in OWN_KEYS:
                yield Finding(
                    (*path, key), f"{key!r} is no setting", f"name them under `{OWN_KEYS[key]}`", True
                )
            if key in seen:
                yield Finding((*path, key), f"{shortened(key)} is varied twice", "keep it in one place", True)
            seen.add(key)
            listed = values if isinstance(values, list) else []
            if key == "budget.interventions" and any(isinstance(v, float) for v in listed):
                for n, value in enumerate(listed):
                    if value in (0, 1) and isinstance(value, int):
                        yield Finding(
                            (*path, key, n),
                            f"{value} is a number of interventions, and the others are shares",
                            f"write {value}.0",
                        )  # fmt: skip


def _comparisons(experiment: Experiment) -> Iterator[Finding]:
    """Factors and values that exclusions and contrasts name."""
    known = experiment.factors
    for n, left_out in enumerate(experiment.exclude):
        yield from _factors(("exclude", n), left_out, known)
    for n, contrast in enumerate(experiment.contrasts):
        yield from _factors(("contrasts", n, "of"), contrast.of, known)
        yield from _factors(("contrasts", n, "against"), contrast.against, known)
        if contrast.by is not None and contrast.by not in known:
            remedy = nearest(contrast.by, known, f"the factors are {', '.join(known)}")
            yield Finding(("contrasts", n, "by"), f"no factor {shortened(contrast.by)}", remedy)


def _factors(path: DataPath, said: dict[str, Any], known: tuple[str, ...]) -> Iterator[Finding]:
    for name in said:
        if name not in known:
            remedy = nearest(name, known, f"the factors are {', '.join(known)}")
            yield Finding((*path, name), f"no factor {shortened(name)}", remedy, at_key=True)


def _conditions(experiment: Experiment) -> Iterator[Finding]:
    """Whether each condition can be made, and whether what is compared is among them."""
    from teachsim.scenario.conditions import combinations

    size = _size(experiment)
    if size > MOST_CONDITIONS:
        yield Finding((), f"{size:,} conditions", f"vary less: at most {MOST_CONDITIONS:,} can be run")
        return
    try:
        made = list(combinations(experiment))
    except BadFile:
        return  # a scenario's own fault, told when that is checked
    if not made:
        yield Finding(("exclude",), "every condition is excluded", "exclude fewer")
        return
    for n, contrast in enumerate(experiment.contrasts):
        for key, wanted in (("of", contrast.of), ("against", contrast.against)):
            if set(wanted) <= set(experiment.factors) and not any(fits(factors, wanted) for factors in made):
                yield Finding(
                    ("contrasts", n, key), "there is no such condition",
                    "name values that the experiment has, as they stand there",
                )  # fmt: skip
    yield from _tried(experiment, made[:MOST_TRIED])


def _size(experiment: Experiment) -> int:
    size = len(experiment.scenarios) * max(1, len(experiment.students)) * max(1, len(experiment.teachers))
    for values in experiment.grid.values():
        size *= len(values)
    for lists in experiment.zip:
        size *= len(next(iter(lists.values()), ()))
    return size


def _tried(experiment: Experiment, made: list[dict[str, Any]]) -> Iterator[Finding]:
    from teachsim.roles.teacher.policies import find_policy
    from teachsim.scenario.conditions import Shelf, condition, started
    from teachsim.scenario.played import ANY_MODEL, with_models

    shelf = Shelf()
    told: set[str] = set()
    planned: set[str] = set()
    for factors in made:
        found: list[Finding] = []
        try:
            one = condition(experiment, factors, shelf)
            find_policy(one.teacher.policy)
            items = f"{one.scenario.model_dump_json(exclude={'teacher'})}{one.students}"
            if items not in planned:  # its items take most of the time, and are the same for every teacher
                planned.add(items)
                found = list(_of_scenario(experiment, one.scenario, factors))
                if not found:
                    # which model plays may be named when it is run
                    started(with_models(one, lambda _, named: named or ANY_MODEL), experiment.seed)
        except BadFile as error:
            path = _about(experiment, "", factors)
            found.append(Finding(path, f"{error.place}: {error.message}", "mend that file"))
        except BadInput as error:
            path = _about(experiment, error.place or "", factors)
            found.append(Finding(path, error.message, error.remedy or ""))
        for finding in found:
            if finding.message not in told:
                told.add(finding.message)
                yield finding


def _of_scenario(experiment: Experiment, scenario: Scenario, factors: dict[str, Any]) -> Iterator[Finding]:
    """What is wrong with a scenario as it is in a condition, as if a file said so."""
    from teachsim.scenario.references import references

    data = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)
    data["students"] = []  # looked up where the experiment names them
    file = YamlFile(Path(f"{scenario.id.rpartition('/')[2]}.yaml"), "", _node(data))
    for finding in references(file, "scenario"):
        place = ".".join(map(str, finding.path))
        yield Finding(_about(experiment, place, factors), finding.message, finding.remedy)


def _node(data: Any) -> Node:
    """Plain data as a part of a file, of which all stands at its beginning."""
    keyed = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return Node(data, Mark(1, 1), parts={key: _node(value) for key, value in keyed})


def _about(experiment: Experiment, place: str, factors: dict[str, Any]) -> DataPath:
    """The part of the file that is at fault: the value of the path that is named, else the scenario."""

    def meant(path: str) -> bool:
        bare = path.removeprefix("student.").removeprefix("teacher.")
        return any(one == place or place.startswith(f"{one}.") for one in (path, bare))

    for path, values in experiment.grid.items():
        if meant(path):
            return ("grid", path, values.index(factors[path]))
    for n, lists in enumerate(experiment.zip):
        for path, values in lists.items():
            if meant(path):
                return ("zip", n, path, values.index(factors[path]))
    for path in experiment.set:
        if meant(path):
            return ("set", path)
    return ("scenarios", experiment.scenarios.index(factors[NAMED[0]]))
