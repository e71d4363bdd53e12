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
    from teachsim.roles.teacher.groups import Group
    from teachsim.roles.teacher.pairs import Several

LEAST_SHOWN = 0.01
MOST_SHOWN = 6
MOST_WHY = 10
LIKELY_SLIP = 0.5
"""A wrong answer is said to be a slip from here on."""


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


@dataclass(frozen=True, slots=True)
class ClassDiagnosis:
    """What the pupils of a class may hold."""

    pupils: Mapping[str, Diagnosis]
    groups: tuple[Group, ...]
    """Pupils of whom the same is most probable."""


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
        of_class = class_diagnosed(ClassRequest(csv, domain))
        if json:
            print_json(class_as_json(of_class))
        else:
            show_class(of_class, why=why)
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


def class_diagnosed(request: ClassRequest) -> ClassDiagnosis:
    """What each pupil of a class may hold, in the order of the file; missing answers say nothing.

    Raises BadFile with every line that cannot be read.
    """
    from teachsim.cli.evidence import class_rows
    from teachsim.cli.output import narrate
    from teachsim.roles.teacher.diagnosis import diagnose as diagnosis
    from teachsim.roles.teacher.groups import groups

    rows = class_rows(request.path)
    domain, evidence = _evidence(rows, request.domain)
    missing = sum(not row.answer for row in rows)
    if missing:
        silent = [pupil for pupil, given in evidence.items() if not given]
        whose = f"; none at all of {', '.join(silent)}" if silent else ""
        narrate(f"notice: {missing} answer{'' if missing == 1 else 's'} missing{whose}")
    if domain is None:
        return ClassDiagnosis({}, ())
    pupils = {pupil: diagnosis(domain, given) for pupil, given in evidence.items() if given}
    return ClassDiagnosis(pupils, groups(domain, pupils))


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
            {
                "item": e.item.text,
                "answer": e.answer.text,
                "correct": e.correct,
                "slip": None if e.slip is None else round(e.slip, 4),
            }
            for e in found.evidence
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
        "singles": round(found.singles, 6),
        "pairs": [_several_as_json(several) for several in found.pairs if several.probability >= LEAST_SHOWN],
        "unstable": [
            _several_as_json(several) for several in found.unstable if several.probability >= LEAST_SHOWN
        ],
    }


def _several_as_json(several: Several) -> dict[str, object]:
    return {"misconceptions": several.names, "probability": round(several.probability, 6)}


def class_as_json(of_class: ClassDiagnosis) -> dict[str, object]:
    """The document of `diagnose --csv --json`."""
    return {
        "pupils": [{"pupil": name, **as_json(found)} for name, found in of_class.pupils.items()],
        "groups": [
            {
                "misconception": group.name,
                "pupils": group.pupils,
                "probe": group.item
                and {"item": group.item.text, "information_bits": round(group.information_bits, 4)},
            }
            for group in of_class.groups
        ],
    }


def show(found: Diagnosis, *, why: bool) -> None:
    """The hypotheses in one line, what beats them and what is a slip, and the item to ask next."""
    from teachsim.cli.output import say, share

    shown = [h for h in found.hypotheses if h.probability >= LEAST_SHOWN][:MOST_SHOWN]
    first, *others = [f"{h.name} {share(h.probability)}" for h in shown]
    rest = ["…"] if len(shown) < len(found.hypotheses) else []
    say((first, "bold"), "".join(f" · {other}" for other in [*others, *rest]))
    for several in found.likelier:
        say(f"or {_worded(found, several)} {share(several.probability)}")
    for number, one in enumerate(found.evidence, 1):
        if one.slip is not None and one.slip >= LIKELY_SLIP:
            where = f"({number}) " if len(found.evidence) > 1 else ""
            say(f"{where}{one.item.text} answered {one.answer.text}: probably a slip ({share(one.slip)})")
    if found.probes:
        probe = found.probes[0]
        say(f"ask next: {probe.item.text} ({share(probe.information_bits)} bits)")
        for name, answer in list(probe.predictions.items())[:MOST_SHOWN]:
            say(f"  {answer} if {name}")
    if why:
        _show_why(found)


def _worded(found: Diagnosis, several: Several) -> str:
    """Both, or now the one and now the other."""
    one, other = several.names
    if several in found.pairs:
        return f"both: {one} and {other}"
    from teachsim.domains.base import CORRECT

    return f"now {one}, now {'the right rule' if other == CORRECT else other}"


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


def show_class(of_class: ClassDiagnosis, *, why: bool) -> None:
    """One line a pupil: what it most probably holds and what to ask it next; then who holds the same."""
    from teachsim.cli.output import say, say_table, share

    rows = []
    for pupil, found in of_class.pupils.items():
        best, probability = _best(found)
        probe = found.probes[0] if found.probes else None
        right = sum(e.correct for e in found.evidence)
        rows.append(
            [
                pupil,
                f"{right}/{len(found.evidence)}",
                best,
                share(probability),
                probe.item.text if probe else "",
            ]
        )
    say_table(["pupil", "right", "most probable", "p", "ask next"], rows)
    if of_class.groups:
        say("")
        say_table(
            ["group", "pupils", "ask next"],
            [
                [group.name or "undecided", ", ".join(group.pupils), group.item.text if group.item else ""]
                for group in of_class.groups
            ],
        )
    if why:
        for pupil, found in of_class.pupils.items():
            say("")
            say((pupil, "bold"))
            show(found, why=True)


def _best(found: Diagnosis) -> tuple[str, float]:
    """The most probable of all, in words."""
    if found.likelier:
        several = found.likelier[0]
        return _worded(found, several).removeprefix("both: "), several.probability
    return found.hypotheses[0].name, found.hypotheses[0].probability
