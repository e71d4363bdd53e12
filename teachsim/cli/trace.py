"""`teachsim trace`: what a knowledge tracing model makes of answers, from a table or from transcripts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated

import typer

from teachsim.cli import completion
from teachsim.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from teachsim.measure.tracing.report import Component, Report, Student
    from teachsim.measure.tracing.rows import Row

MOST_STUDENTS = 12
MOST_ITEMS = 12
MOST_OPPORTUNITIES = 8


class ModelName(StrEnum):
    """The models."""

    BKT = "bkt"
    AFM = "afm"
    PFA = "pfa"
    PSI_KT = "psi-kt"


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be traced, and how."""

    paths: tuple[Path, ...]
    model: ModelName = ModelName.BKT
    forgets: bool = True
    by_item: bool = False
    by_activity: bool = False
    domain: str | None = None
    """Whose prerequisites hold for the components of tables."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel="Sessions")(trace)


def trace(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH…",
            help="Transcripts (.jsonl), folders, or tables of user, item, kc, correct.",
        ),
    ],
    model: Annotated[
        ModelName, typer.Option(help="The model to fit.", rich_help_panel="What")
    ] = ModelName.BKT,
    forgetting: Annotated[
        bool,
        typer.Option(
            "--forgetting/--no-forgetting", help="Whether BKT fits forgetting too.", rich_help_panel="What"
        ),
    ] = True,
    by_item: Annotated[
        bool,
        typer.Option("--by-item", help="BKT: a guess and slip for each item.", rich_help_panel="What"),
    ] = False,
    by_activity: Annotated[
        bool,
        typer.Option(
            "--by-activity",
            help="BKT: a learning rate for each value of the column activity.",
            rich_help_panel="What",
        ),
    ] = False,
    domain: Annotated[
        str | None,
        typer.Option(
            help="PSI-KT: the domain whose slots the kc of a table are; it knows their prerequisites.",
            autocompletion=completion.domains,
            rich_help_panel="What",
        ),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON document on stdout.", rich_help_panel="Output")
    ] = False,
) -> None:
    """Fit a model of learning to answers: parameters, learning curves, and who has mastered what.

    Examples:
      teachsim trace answers.csv
      teachsim trace transcripts/*.jsonl --model afm
    Exit codes: 0 done, 2 a file that cannot be read.
    """
    from teachsim.cli.output import print_json

    report = traced(Request(tuple(paths), model, forgetting, by_item, by_activity, domain))
    if json:
        print_json(report.model_dump(mode="json"))
    else:
        show(report)


def traced(request: Request) -> Report:
    """The model fitted to all answers of these files. Raises BadInput naming what cannot be read."""
    from teachsim.cli.output import narrate
    from teachsim.domains.graph import components
    from teachsim.domains.registry import domain
    from teachsim.measure.tracing.csvtable import read_answers
    from teachsim.measure.tracing.recorded import read_transcripts
    from teachsim.measure.tracing.report import reported

    _check_options(request)
    rows: list[Row] = []
    transcripts: list[Path] = []
    for path in request.paths:
        if path.is_dir():
            transcripts += in_folder(path)
        elif path.suffix == ".jsonl":
            transcripts.append(path)
        else:
            rows += read_answers(path)
    recorded = read_transcripts(transcripts)
    for notice in recorded.notices:
        narrate(notice)
    rows += recorded.rows
    needs = dict(recorded.prerequisites)
    if request.domain:
        needs |= {k: one.prerequisites for k, one in components(domain(request.domain)).items()}
    try:
        return reported(
            rows,
            request.model.value,
            forgets=request.forgets,
            by_item=request.by_item,
            by_activity=request.by_activity,
            prerequisites=needs,
        )
    except BadInput as fault:
        raise BadInput(fault.message, place=str(request.paths[0]), remedy=fault.remedy) from fault


def in_folder(folder: Path) -> list[Path]:
    """The transcripts in a folder and below it, sorted. Raises BadInput where there is none.

    What a batch keeps beside its transcripts is none.
    """
    from teachsim.batch.folder import is_cache

    found = sorted(path for path in folder.rglob("*.jsonl") if path.is_file() and not is_cache(path))
    if not found:
        raise BadInput("no transcript (.jsonl) in this folder", place=str(folder), remedy="name another one")
    return found


def _check_options(request: Request) -> None:
    """Refuse what would otherwise be passed over in silence."""
    of_bkt = (
        (not request.forgets, "--no-forgetting"),
        (request.by_item, "--by-item"),
        (request.by_activity, "--by-activity"),
    )
    foreign = [(given, option, ModelName.BKT) for given, option in of_bkt]
    foreign.append((request.domain is not None, "--domain", ModelName.PSI_KT))
    for given, option, model in foreign:
        if given and request.model is not model:
            raise BadInput(
                f"{request.model} has no use for it", place=option, remedy=f"leave it out, or --model {model}"
            )


def show(report: Report) -> None:
    """The report as text; what the parameters rest on goes to stderr where it is little."""
    from teachsim.cli.output import narrate, say

    missing = f" · {report.missing} missing" if report.missing else ""
    say(
        (report.model, "bold"),
        f" · {_counted(len(report.students), 'student')} · {_counted(report.answers, 'answer')}{missing}",
    )
    seen = report.foreseen
    scores = (("AUC", seen.auc), ("log-loss", seen.log_loss), ("Brier", seen.brier))
    say(
        " · ".join(f"{name} {_number(value, 3)}" for name, value in scores),
        ", on the answers it was fitted to",
    )
    _show_parameters(report)
    _show_curves(report.components)
    _show_students(report)
    if few := [one.component for one in report.components if one.few]:
        narrate(f"few answers, so parameters and mastery say little: {', '.join(few)}")
    if held := [one.component for one in report.components if one.held]:
        narrate(f"G or S at its bound of .5, so what BKT calls known is not: {', '.join(held)}")
    if report.unsettled:
        narrate(f"not settled when the fit was stopped: {', '.join(report.unsettled)}")


_PARAMETERS = {
    "bkt": {"known": "L0", "learn": "T", "forget": "F", "guess": "G", "slip": "S"},
    "afm": {"ease": "β", "rate": "γ"},
    "pfa": {"ease": "β", "by_success": "γ", "by_failure": "ρ"},
    "psi-kt": {},
}
"""The letters that the field writes."""


def _show_parameters(report: Report) -> None:
    from teachsim.cli.output import say, say_table

    letters = _PARAMETERS[report.model]
    say("")
    say_table(
        ["component", "answers", "right", *letters.values()],
        [
            [
                one.component,
                str(one.answers),
                _number(one.right),
                *(_with_error(one.parameters, name) for name in letters),
            ]
            for one in report.components
        ],
    )
    noise = [
        [one.component, item, _number(n["guess"]), _number(n["slip"])]
        for one in report.components
        for item, n in one.items.items()
    ]
    if noise:
        say("")
        say_table(["component", "item", "G", "S"], noise[:MOST_ITEMS])
        _say_left(len(noise) - MOST_ITEMS)
    rates = [[one.component, a, _number(t)] for one in report.components for a, t in one.activities.items()]
    if rates:
        say("")
        say_table(["component", "activity", "T"], rates)


def _show_curves(components: Sequence[Component]) -> None:
    """Error rates at the first opportunities, the power law through all of them, and AFM's slope."""
    from teachsim.cli.output import say, say_table

    curves = [(one.component, one.curve) for one in components if one.curve]
    longest = min(MOST_OPPORTUNITIES, max(len(curve.points) for _, curve in curves))
    say("")
    say_table(
        ["wrong at opportunity", *map(str, range(1, longest + 1)), "power law", "logits each"],
        [
            [
                name,
                *(_number(point.error) for point in curve.points[:longest]),
                *[""] * (longest - len(curve.points)),
                f"{_number(curve.power_law.scale)} n^{_number(-curve.power_law.exponent)}"
                if curve.power_law
                else "–",
                _estimate(curve.slope, curve.slope_error),
            ]
            for name, curve in curves
        ],
    )


def _show_students(report: Report) -> None:
    from teachsim.cli.output import say, say_table

    names = list(dict.fromkeys(name for one in report.students for name in one.traits))
    columns: list[tuple[str, Callable[[Student], str]]] = [
        ("student", lambda one: one.student),
        ("answers", lambda one: str(one.answers)),
        ("right", lambda one: _number(one.right)),
        *((name, lambda one, name=name: _number(one.traits.get(name))) for name in names),
    ]
    if report.model == "bkt":
        columns.append(
            ("mastered", lambda one: ", ".join(k.component for k in one.components if k.mastered) or "–")
        )
    else:
        columns.append(
            ("next right", lambda one: ", ".join(f"{k.component} {_number(k.next)}" for k in one.components))
        )
    say("")
    say_table(
        [name for name, _ in columns],
        [[cell(one) for _, cell in columns] for one in report.students[:MOST_STUDENTS]],
    )
    _say_left(len(report.students) - MOST_STUDENTS)


def _say_left(count: int) -> None:
    from teachsim.cli.output import say

    if count > 0:
        say(f"and {count} others, with --json")


def _with_error(parameters: dict[str, float | None], name: str) -> str:
    if f"{name}_error" in parameters:
        return _estimate(parameters[name], parameters[f"{name}_error"])
    return _number(parameters.get(name))


def _estimate(value: float | None, error: float | None) -> str:
    return _number(value) + (f" ± {_number(error)}" if error is not None else "")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


def _number(value: float | None, places: int = 2) -> str:
    """Without a leading zero, as the tables of the field have it; a dash for what is not known.

    >>> _number(0.254), _number(-0.5), _number(1.0), _number(None)
    ('.25', '-.50', '1.00', '–')
    """
    if value is None:
        return "–"
    text = f"{value:.{places}f}"
    if not float(text):
        text = text.removeprefix("-")  # a rounded -0
    return text.replace("0.", ".", 1) if text.removeprefix("-").startswith("0.") else text
