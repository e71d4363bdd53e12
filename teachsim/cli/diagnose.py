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
    from collections.abc import Iterable, Sequence

    from teachsim.cli.evidence import Row
    from teachsim.domains.base import Answer, Item
    from teachsim.roles.teacher.diagnosis import Diagnosis
    from teachsim.roles.teacher.groups import Group
    from teachsim.roles.teacher.pairs import Several

LEAST_SHOWN = 0.01
WORTH_A_WORD = 0.1
"""What `correct` and `unknown` stand for is told from this probability on."""
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
    strict: bool = False
    """Whether a line that cannot be read stops everything."""


@dataclass(frozen=True, slots=True)
class Diagnosed:
    """What a pupil may hold in a domain."""

    pupil: str
    domain: str
    found: Diagnosis


@dataclass(frozen=True, slots=True)
class ClassDiagnosis:
    """What the pupils of a class may hold."""

    pupils: tuple[Diagnosed, ...]
    """In the order of the file; a pupil with answers in two domains stands twice."""
    groups: tuple[Group, ...]
    """Pupils of whom the same is most probable."""
    left_out: tuple[BadInput, ...] = ()
    """What is wrong with the lines that could not be read."""

    @property
    def domains(self) -> tuple[str, ...]:
        """Those that the items are of."""
        return tuple(dict.fromkeys(one.domain for one in self.pupils))


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
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help="With --csv: stop at lines that cannot be read.", rich_help_panel="What"
        ),
    ] = False,
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
    Exit codes: 0 done, 1 lines of a class left out, 2 an item, answer or file that cannot be read.
    """
    from teachsim.cli.evidence import pairs
    from teachsim.cli.output import print_json

    if csv is not None:
        if answers:
            raise BadInput(
                "answers and --csv together", place="--csv", remedy="put these answers into the file as well"
            )
        of_class = class_diagnosed(ClassRequest(csv, domain, strict))
        if json:
            print_json(class_as_json(of_class))
        else:
            show_class(of_class, why=why)
        if of_class.left_out:
            _tell_left_out(of_class.left_out)
            raise typer.Exit(1)
        return
    if strict:
        raise BadInput("there are no lines to be strict about", place="--strict", remedy="use it with --csv")
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

    Raises BadFile with every line that cannot be read, where none can or --strict asks for it.
    """
    from teachsim.cli.evidence import class_rows
    from teachsim.cli.output import narrate
    from teachsim.domains.registry import domain as named
    from teachsim.roles.teacher.diagnosis import diagnose as diagnosis
    from teachsim.roles.teacher.groups import groups

    rows, problems = class_rows(request.path)
    evidence, wrong = _evidence(rows, request.domain)
    problems = (*problems, *wrong)
    answered = {key: given for key, given in evidence.items() if given}
    if problems and (request.strict or not answered):
        raise BadFile(problems)
    missing = sum(not row.answer for row in rows)
    if missing:
        with_some = {pupil for pupil, _ in answered}
        silent = [pupil for pupil in dict.fromkeys(row.pupil for row in rows) if pupil not in with_some]
        whose = f"; none at all of {', '.join(silent)}" if silent else ""
        narrate(f"notice: {missing} answer{'' if missing == 1 else 's'} missing{whose}")
    pupils = tuple(
        Diagnosed(pupil, name, diagnosis(named(name), given)) for (pupil, name), given in answered.items()
    )
    alike = [
        group
        for name in dict.fromkeys(one.domain for one in pupils)
        for group in groups(named(name), {one.pupil: one.found for one in pupils if one.domain == name})
    ]
    return ClassDiagnosis(pupils, tuple(alike), problems)


def _evidence(
    rows: Sequence[Row], name: str | None
) -> tuple[dict[tuple[str, str], list[tuple[Item, Answer]]], list[BadInput]]:
    """By pupil and domain, the answers; and what cannot be read.

    An item that two domains can read is of the one that read the item before it.
    """
    from teachsim.cli.evidence import read_row
    from teachsim.domains.registry import BUILT_IN

    problems: list[BadInput] = []
    evidence: dict[tuple[str, str], list[tuple[Item, Answer]]] = {}
    asked = [name] if name else list(BUILT_IN)
    for row in rows:
        try:
            domain, item, answer = read_row(row, asked)
        except BadInput as error:
            problems.append(error)
            continue
        asked.sort(key=lambda one: one != domain.name)
        given = evidence.setdefault((row.pupil, domain.name), [])
        if answer is not None:
            given.append((item, answer))
    return evidence, problems


def _tell_left_out(problems: Sequence[BadInput]) -> None:
    """Each line that was left out, and how many."""
    from teachsim.cli.output import complain

    for one in problems:
        complain(("left out: ", "bold red"), f"{one.place}: {one.message}")
    lines = f"{len(problems)} line{'' if len(problems) == 1 else 's'}"
    complain(("help: ", "bold"), f"mend {lines} of the file; --strict stops at them")


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
        "pupils": [
            {"pupil": one.pupil, "domain": one.domain, **as_json(one.found)} for one in of_class.pupils
        ],
        "groups": [
            {
                "misconception": group.name,
                "pupils": group.pupils,
                "probe": group.item
                and {"item": group.item.text, "information_bits": round(group.information_bits, 4)},
            }
            for group in of_class.groups
        ],
        "left_out": [{"message": one.message, "place": one.place} for one in of_class.left_out],
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
    _tell_meaning(h.name for h in shown if h.probability >= WORTH_A_WORD)


def _tell_meaning(names: Iterable[str]) -> None:
    """What the two hypotheses that are no misconceptions stand for, where they were named."""
    from teachsim.cli.output import narrate
    from teachsim.domains.base import CORRECT, UNKNOWN

    meaning = {
        CORRECT: f"{CORRECT}: works rightly, a wrong answer being a slip",
        UNKNOWN: f"{UNKNOWN}: goes by a rule that is not in the catalogue",
    }
    told = [meaning[name] for name in dict.fromkeys(names) if name in meaning]
    if told:
        narrate(" · ".join(told))


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
    several = len(of_class.domains) > 1
    for one in of_class.pupils:
        found = one.found
        best, probability = _best(found)
        probe = found.probes[0] if found.probes else None
        right = sum(e.correct for e in found.evidence)
        rows.append(
            [
                one.pupil,
                *([one.domain] if several else []),
                f"{right}/{len(found.evidence)}",
                best,
                share(probability),
                probe.item.text if probe else "",
            ]
        )
    say_table(["pupil", *(["domain"] if several else []), "right", "most probable", "p", "ask next"], rows)
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
        for one in of_class.pupils:
            say("")
            say((one.pupil, "bold"), f" · {one.domain}" if several else "")
            show(one.found, why=True)
    else:
        _tell_meaning([name for one in of_class.pupils for name in [_best(one.found)[0]]])


def _best(found: Diagnosis) -> tuple[str, float]:
    """The most probable of all, in words."""
    if found.likelier:
        several = found.likelier[0]
        return _worded(found, several).removeprefix("both: "), several.probability
    return found.hypotheses[0].name, found.hypotheses[0].probability
