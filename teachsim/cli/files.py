"""`teachsim check` and `teachsim new`: the files that people write."""

from __future__ import annotations

from enum import Enum
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated, get_args

import typer

if TYPE_CHECKING:
    from teachsim.scenario.new import NewKind, RuleDomain

KINDS = ("scenario", "student", "teacher", "misconception")
RULE_DOMAINS = ("algebra", "arithmetic")


class Learns(Enum):
    """A student card's settings."""

    SCENARIO = "scenario"
    POPULATION = "population"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(rich_help_panel="Files")(check)
    app.command(rich_help_panel="Files")(new)


def check(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="Scenarios, agent cards, misconceptions, experiments."),
    ],
    json: Annotated[
        bool, typer.Option("--json", help="One JSON document on stdout.", rich_help_panel="Output")
    ] = False,
) -> None:
    """Check scenarios, agent cards, misconceptions and experiments; report all problems of all files.

    Examples:
      teachsim check scenarios/fractions/unlike-denominators.yaml
      teachsim check agents/students/*.yaml --json
    Exit codes: 0 all are right, 2 at least one problem.
    """
    from teachsim.cli.failures import document, failures_of, problem, show
    from teachsim.cli.output import print_json, say
    from teachsim.errors import BadFile
    from teachsim.scenario.check import verdict  # pydantic and PyYAML: 100 ms

    verdicts = {path: verdict(path) for path in dict.fromkeys(paths)}
    found = {path: one.problems for path, one in verdicts.items()}
    all_problems = [one for problems in found.values() for one in problems]
    failures = list(failures_of(BadFile(all_problems))) if all_problems else []
    if json:
        files = [
            {"path": str(path), "problems": list(map(problem, one.problems))}
            | ({"told": [line.strip() for line in one.told]} if one.told else {})
            for path, one in verdicts.items()
        ]
        print_json({**(document(failures[:1]) if failures else {}), "files": files})
    else:
        for path, problems in found.items():
            if not problems:
                say(f"ok {path}")
                for line in verdicts[path].told:
                    say(f"  {line}")
        for failure in failures:
            show(failure)
    if failures:
        raise typer.Exit(2)


def _kinds(incomplete: str) -> list[str]:
    return [kind for kind in KINDS if kind.startswith(incomplete)]


def _rule_domains(incomplete: str) -> list[str]:
    return [domain for domain in RULE_DOMAINS if domain.startswith(incomplete)]


def new(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="scenario, student, teacher or misconception.",
            autocompletion=_kinds,
            show_default=False,
        ),
    ],
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Such as my-lesson; a scenario's may be in folders.")
    ],
    answers: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="A pupil's answers (columns pupil, item, answer), to make the student from.",
            rich_help_panel="What",
        ),
    ] = None,
    pupil: Annotated[
        str | None,
        typer.Option("--pupil", help="Which pupil of that file, if it has several.", rich_help_panel="What"),
    ] = None,
    domain: Annotated[
        str | None,
        typer.Option(
            "--domain",
            help="What a misconception is of: algebra or arithmetic.",
            autocompletion=_rule_domains,
            rich_help_panel="What",
        ),
    ] = None,
    drawn: Annotated[
        bool,
        typer.Option("--random", help="Draw the student, for items of --kind.", rich_help_panel="What"),
    ] = False,
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--kind", metavar="ITEMS", help="A kind of item; may be repeated.", rich_help_panel="What"
        ),
    ] = None,
    setting: Annotated[
        Learns,
        typer.Option("--learning", help="The setting that a student is drawn from.", rich_help_panel="What"),
    ] = Learns.SCENARIO,
    seed: Annotated[int, typer.Option(help="Of the draw.", rich_help_panel="What")] = 0,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON document on stdout.", rich_help_panel="Output")
    ] = False,
) -> None:
    """Write a commented file to start from, and print its path.

    Examples:
      teachsim new scenario fractions/my-lesson
      teachsim new misconception keeps-the-larger-bottom --domain arithmetic
      teachsim new student ada --from answers.csv --pupil Ada
      teachsim new student tom --random --kind decimal-comparison --seed 3
    Exit codes: 0 done, 2 a name that cannot be used, or a file that is there already.
    """
    from teachsim.cli.output import narrate, print_json, say
    from teachsim.scenario.new import new_file  # pydantic and PyYAML: 100 ms

    if pupil is not None and answers is None:
        raise typer.BadParameter("goes with --from FILE", param_hint="--pupil")
    wanted = _kind(kind)
    if domain is not None and wanted != "misconception":
        raise typer.BadParameter("goes with a misconception", param_hint="--domain")
    if drawn != bool(kinds):
        raise typer.BadParameter("go together", param_hint="--random and --kind")
    if drawn and answers is not None:
        raise typer.BadParameter("a student is made from answers or drawn", param_hint="--random")
    text = None if answers is None else _rehearsal(wanted, name, answers, pupil)
    if kinds:
        text = _drawn(wanted, name, kinds, seed, setting)
    path = new_file(wanted, name, text, _rule_domain(domain or RULE_DOMAINS[0]))
    if json:
        print_json({"path": str(path)})
        return
    say(str(path))
    narrate(f"edit it, then: teachsim check {path}")


def _drawn(kind: NewKind, name: str, kinds: list[str], seed: int, setting: Learns) -> str:
    """The card of a student drawn for these kinds of item."""
    from teachsim.errors import BadInput
    from teachsim.scenario.chance import card, domain_of
    from teachsim.scenario.new import title_of

    if kind != "student":
        raise BadInput(f"a {kind} is not drawn", place="--random", remedy="teachsim new student")
    return card(name, title_of(name), domain_of(kinds), kinds, seed, setting.value)


def _rehearsal(kind: NewKind, name: str, answers: Path, pupil: str | None) -> str:
    """The card of a student who answers as this pupil did."""
    from teachsim.cli.evidence import class_rows, read_row
    from teachsim.domains.registry import BUILT_IN
    from teachsim.errors import BadFile, BadInput, did_you_mean
    from teachsim.roles.teacher.diagnosis import diagnose
    from teachsim.scenario.new import title_of
    from teachsim.scenario.rehearsal import card

    if kind != "student":
        raise BadInput(f"a {kind} is not made from answers", place="--from", remedy="teachsim new student")
    file = class_rows(answers)
    if file.problems:
        raise BadFile(file.problems)
    rows = [row for row in file.rows if row.answer]
    names = list(dict.fromkeys(row.pupil for row in rows))
    if pupil is None and len(names) == 1:
        pupil = names[0]
    if pupil not in names:
        known = f"the file has {', '.join(names[:8])}"
        remedy = known if pupil is None else did_you_mean(pupil, names, otherwise=known)
        raise BadInput(
            "say which pupil" if pupil is None else f"no pupil {pupil!r}", place="--pupil", remedy=remedy
        )
    evidence = []
    asked = None
    for row in rows:
        if row.pupil == pupil:
            asked, item, answer = read_row(row, [asked.name] if asked else BUILT_IN)
            assert answer is not None
            evidence.append((item, answer))
    assert asked is not None
    return card(name, title_of(name), diagnose(asked, evidence), asked)


def _rule_domain(word: str) -> RuleDomain:
    from teachsim.errors import BadInput, did_you_mean
    from teachsim.scenario.new import RuleDomain

    domains: tuple[RuleDomain, ...] = get_args(RuleDomain)
    for domain in domains:
        if domain == word:
            return domain
    otherwise = f"write {' or '.join(domains)}; elsewhere a misconception takes a function in Python"
    raise BadInput(
        f"no misconceptions are written as rules in {word!r}",
        place="--domain",
        remedy=did_you_mean(word, domains, otherwise=otherwise),
    )


def _kind(word: str) -> NewKind:
    from teachsim.errors import BadInput, did_you_mean
    from teachsim.scenario.new import NewKind

    kinds: tuple[NewKind, ...] = get_args(NewKind)
    for kind in kinds:
        if kind == word:
            return kind
    raise BadInput(
        f"no kind of file is {word!r}",
        place="teachsim new",
        remedy=did_you_mean(word, kinds, otherwise=f"the kinds are {', '.join(kinds)}"),
    )
