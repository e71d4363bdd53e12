"""Everything that is wrong with one file, each with its place and remedy."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from teachsim.engine.cards import Card, CriticCard, Scenario, StudentCard, TeacherCard
from teachsim.errors import BadFile, BadInput
from teachsim.roles.critic.rubrics import Rubric
from teachsim.scenario.experiment import Experiment, with_included
from teachsim.scenario.find import Kind, kind_of_folder
from teachsim.scenario.references import references
from teachsim.scenario.shape import Finding, nearest, shape
from teachsim.scenario.yamlfile import MAX_PROBLEMS, YamlFile, described, read, shortened

if TYPE_CHECKING:
    from pathlib import Path

MODELS: dict[Kind, type[Card]] = {
    "scenario": Scenario,
    "student": StudentCard,
    "teacher": TeacherCard,
    "critic": CriticCard,
    "rubric": Rubric,
    "experiment": Experiment,
}
_SURE_SIGNS: dict[Kind, tuple[str, ...]] = {
    "experiment": ("scenarios", "question", "replicates", "grid"),
    "scenario": ("students", "goal", "briefing", "items"),
    "teacher": ("policy",),
    "critic": ("checks", "mode", "words"),
    "rubric": ("per", "source"),
    "student": ("holds", "knows", "traits", "age"),
}


class Verdict(NamedTuple):
    """What is wrong with a file, and what else there is to say about it."""

    problems: list[BadInput]
    told: tuple[str, ...] = ()
    """Lines of information, for the eye."""


def check_file(path: Path) -> list[BadInput]:
    """All problems of a file that people write, in the order of the file; none if it is right."""
    return verdict(path).problems


def verdict(path: Path) -> Verdict:
    """All problems of a scenario, an agent card or a file of misconceptions, and what it tells of itself."""
    try:
        file = read(path)
    except BadFile as error:
        return Verdict(list(error.problems))
    at_home = path.absolute().parent.name == "misconceptions"
    holds_some = isinstance(file.data, dict) and "misconceptions" in file.data
    if (at_home or holds_some) and kind_of_folder(path) is None:
        from teachsim.scenario.trial import tried  # reads the catalogues of algebra: 90 ms

        return tried(path)
    return Verdict(checked(path)[1])


def checked(path: Path, wanted: Kind | None = None) -> tuple[Card | None, list[BadInput]]:
    """The card in a file, None if it has none, and all problems of the file.

    wanted: the kind of card asked for; another kind is a problem. None: whatever kind it is.
    """
    try:
        file = read(path)
    except BadFile as error:
        return None, list(error.problems)
    kind = _kind(file)
    if isinstance(kind, Finding):
        return None, [_problem(file, kind)]
    if kind == "experiment":
        try:
            file = with_included(file)
        except BadFile as error:
            return None, list(error.problems)
    if wanted and kind != wanted:
        wrong = Finding((), f"this is a {kind}, where a {wanted} is wanted", f"name a {wanted}")
        return None, [_problem(file, wrong)]
    card, findings = shape(file, MODELS[kind])
    everything = list(chain(findings, references(file, kind)))
    problems = _once(file, everything)
    return card, problems


def _kind(file: YamlFile) -> Kind | Finding:
    """What the file says it is, else what its folder is for, else what its keys are those of."""
    at_home = kind_of_folder(file.path)
    data = file.data
    if not isinstance(data, dict):
        if at_home:
            return at_home[0]
        return Finding(
            (), f"the file is {described(data)}, not a block of keys", "begin with `kind: scenario`"
        )
    if "kind" in data:
        for kind in MODELS:
            if data["kind"] == kind:
                return kind
        said = data["kind"]
        known = ", ".join(MODELS)
        remedy = f"the kinds are {known}"
        if isinstance(said, str):
            return Finding(("kind",), f"no kind of file is {shortened(said)}", nearest(said, MODELS, remedy))
        return Finding(("kind",), f"'kind' cannot be {described(said)}", remedy)
    if at_home:
        return at_home[0]
    for kind, signs in _SURE_SIGNS.items():
        if any(sign in data for sign in signs):
            return kind
    return Finding(
        (),
        "nothing says what kind of file this is",
        "begin with `kind: scenario`, student, teacher, critic, rubric or experiment",
    )


def _once(file: YamlFile, findings: list[Finding]) -> list[BadInput]:
    """One problem for each part of the file, in the file's order, and not without end."""
    first: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        about = (finding.path, finding.at_key, finding.message if not finding.path else "")
        first.setdefault(about, finding)
    ordered = sorted(first.values(), key=lambda f: _mark(file, f))
    problems = [_problem(file, finding) for finding in ordered[:MAX_PROBLEMS]]
    if rest := len(ordered) - len(problems):
        last = problems[-1]
        problems.append(BadInput(f"and {rest} more problems", place=last.place, remedy="mend these first"))
    return problems


def _mark(file: YamlFile, finding: Finding) -> tuple[int, int]:
    return (file.key_mark if finding.at_key else file.value_mark)(finding.path)


def _problem(file: YamlFile, finding: Finding) -> BadInput:
    line, column = _mark(file, finding)
    return BadInput(finding.message, place=f"{file.path}:{line}:{column}", remedy=finding.remedy)
