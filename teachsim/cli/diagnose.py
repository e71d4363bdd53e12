"""`teachsim diagnose`: which misconceptions explain a pupil's answers, or those of a whole class."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated

import typer

from teachsim.cli import completion
from teachsim.cli.evidence import WithMinus
from teachsim.errors import BadFile, BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from teachsim.cli.evidence import Row
    from teachsim.domains.base import Answer, Domain, Item
    from teachsim.roles.teacher.diagnosis import Diagnosis

LEAST_SHOWN = 0.01
MOST_SHOWN = 6
MOST_WHY = 10


@dataclass(frozen=True, slots=True)
class Request:
    """The answers of one pupil."""

    answers: tuple[tuple[str, str], ...]
    """Items and answers, as written."""
    domain: str | None


@dataclass(frozen=True, slots=True)
class ClassRequest:
    """The answers of a class, in a file."""

    path: Path
    domain: str | None


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(cls=WithMinus, rich_help_panel="Misconceptions")(diagnose)


def diagnose(
    answers: Annotated[
        list[str] | None,
        typer.Argument(metavar="ITEM ANSWER", help="Items in quotes, each with its answer."),
    ] = None,
    csv: Annotated[
        Path | None,
        typer.Option(
            "--csv",
            metavar="FILE",
            help="A class instead: a file with the columns pupil, item, answer.",
            rich_help_panel="What",
        ),
    ] = None,
    domain: Annotated[
        str | None,
        typer.Option(
            help="The domain to read the items; all are asked if left out.",
            autocompletion=completion.domains,
            rich_help_panel="What",
        ),
    ] = None,
    why: Annotated[
        bool,
        typer.Option("--why", help="How likely each hypothesis makes each answer.", rich_help_panel="Output"),
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON document on stdout.", rich_help_panel="Output")
    ] = False,
) -> None:
    """Say which misconceptions explain these answers, and which item to ask next.

    Examples:
      teachsim diagnose "52 - 38" 26 "60 - 24" 44
      teachsim diagnose --csv class.csv --json
    Exit codes: 0 done, 2 an item, answer or file that cannot be read.
    """
    from teachsim.cli.evidence import pairs
    from teachsim.cli.output import print_json

    if csv is not None:
        if answers:
            raise BadInput(
                "answers and --csv together", place="--csv", remedy="put these answers into the file as well"
            )
        pupils = class_diagnosed(ClassRequest(csv, domain))
        if json:
            print_json({"pupils": [{"pupil": name, **as_json(found)} for name, found in pupils.items()]})
        else:
            show_class(pupils, why=why)
        return
    found = diagnosed(Request(tuple(pairs(answers or ())), domain))
    if json:
        print_json(as_json(found))
    else:
        show(found, why=why)


def diagnosed(request: Request) -> Diagnosis:
    """What one pupil may hold. Raises BadInput naming the item or answer that cannot be read."""
    from teachsim.cli.evidence import read
    from teachsim.domains.registry import domain_for  # reads the catalogues: 50 ms
    from teachsim.roles.teacher.diagnosis import diagnose as diagnosis

    name = request.domain
    evidence = []
    domain = None
    for item_text, answer_text in request.answers:
        domain, item = domain_for(item_text, name)
        name = domain.name  # all items of one pupil are of the first one's domain
        evidence.append((item, read(domain, item, answer_text)))
    assert domain is not None, "pairs() gives at least one"
    return diagnosis(domain, evidence)


def class_diagnosed(request: ClassRequest) -> dict[str, Diagnosis]:
    """What each pupil of a class may hold, in the order of the file; missing answers say nothing.

    Raises BadFile with every line that cannot be read.
    """
    from teachsim.cli.evidence import class_rows
    from teachsim.cli.output import narrate
    from teachsim.roles.teacher.diagnosis import diagnose as diagnosis

    rows = class_rows(request.path)
    domain, evidence = _evidence(rows, request.domain)
    missing = sum(not row.answer for row in rows)
    if missing:
        silent = [pupil for pupil, given in evidence.items() if not given]
        whose = f"; none at all of {', '.join(silent)}" if silent else ""
        narrate(f"notice: {missing} answer{'' if missing == 1 else 's'} missing{whose}")
    if domain is None:
        return {}
    return {pupil: diagnosis(domain, given) for pupil, given in evidence.items() if given}


def _evidence(
    rows: Sequence[Row], name: str | None
) -> tuple[Domain | None, dict[str, list[tuple[Item, Answer]]]]:
    from teachsim.cli.evidence import read
    from teachsim.domains.registry import domain_for  # reads the catalogues: 50 ms

    problems: list[BadInput] = []
    evidence: dict[str, list[tuple[Item, Answer]]] = {}
    domain: Domain | None = None
    for row in rows:
        given = evidence.setdefault(row.pupil, [])
        try:
            domain, item = domain_for(row.item, name)
            name = domain.name
            if row.answer:
                given.append((item, read(domain, item, row.answer)))
        except BadInput as error:
            problems.append(BadInput(error.message, place=row.place, remedy=error.remedy))
    if problems:
        raise BadFile(problems)
    return domain, evidence


def as_json(found: Diagnosis) -> dict[str, object]:
    """The document of `diagnose --json`."""
    return {
        "evidence": [
            {"item": e.item.text, "answer": e.answer.text, "correct": e.correct} for e in found.evidence
        ],
        "hypotheses": [
            {"misconception": h.name, "probability": round(h.probability, 6)} for h in found.hypotheses
        ],
        "probes": [
            {
                "item": p.item.text,
                "information_bits": round(p.information_bits, 4),
                "predictions": p.predictions,
            }
            for p in found.probes
        ],
    }


def show(found: Diagnosis, *, why: bool) -> None:
    """The hypotheses in one line, the item to ask next in another."""
    from teachsim.cli.output import say, share

    shown = [h for h in found.hypotheses if h.probability >= LEAST_SHOWN][:MOST_SHOWN]
    first, *others = [f"{h.name} {share(h.probability)}" for h in shown]
    rest = ["…"] if len(shown) < len(found.hypotheses) else []
    say((first, "bold"), "".join(f" · {other}" for other in [*others, *rest]))
    if found.probes:
        probe = found.probes[0]
        say(f"ask next: {probe.item.text} ({share(probe.information_bits)} bits)")
        for name, answer in list(probe.predictions.items())[:MOST_SHOWN]:
            say(f"  {answer} if {name}")
    if why:
        _show_why(found)


def _show_why(found: Diagnosis) -> None:
    """How likely each hypothesis makes each answer, the most probable hypotheses first."""
    from teachsim.cli.output import say, say_table, share

    say("")
    for number, one in enumerate(found.evidence, 1):
        say(f"({number}) {one.item.text} answered {one.answer.text}: {'right' if one.correct else 'wrong'}")
    say("")
    columns = [f"P({number})" for number in range(1, len(found.evidence) + 1)]
    say_table(
        ["hypothesis", "probability", *columns],
        [
            [
                h.name,
                f"{h.probability:.4f}",
                *(f"{one.likelihoods[h.name]:.4f}" for one in found.evidence),
            ]
            for h in found.hypotheses[:MOST_WHY]
        ],
    )
    left = found.hypotheses[MOST_WHY:]
    if left:
        say(f"and {len(left)} others, {share(sum(h.probability for h in left))} together")


def show_class(pupils: Mapping[str, Diagnosis], *, why: bool) -> None:
    """One line a pupil: what it most probably holds, and what to ask it next."""
    from teachsim.cli.output import say, say_table, share

    rows = []
    for pupil, found in pupils.items():
        best = found.hypotheses[0]
        probe = found.probes[0] if found.probes else None
        right = sum(e.correct for e in found.evidence)
        rows.append(
            [
                pupil,
                f"{right}/{len(found.evidence)}",
                best.name,
                share(best.probability),
                probe.item.text if probe else "",
            ]
        )
    say_table(["pupil", "right", "most probable", "p", "ask next"], rows)
    if why:
        for pupil, found in pupils.items():
            say("")
            say((pupil, "bold"))
            show(found, why=True)
