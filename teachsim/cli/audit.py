"""`teachsim audit`: does a student hold what its card says, and change only as a student would?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated, Any

import typer

from teachsim.cli import completion
from teachsim.cli.casting import ApiBase, Casting, Models
from teachsim.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from teachsim.domains.base import Domain
    from teachsim.engine.cards import Scenario, StudentCard
    from teachsim.engine.roles import StudentRole
    from teachsim.measure.audit.audit import Report
    from teachsim.measure.audit.measured import Measured
    from teachsim.measure.audit.talk import RoleBuilder

LEAST, MOST = 6, 1000
FULL, QUICK = 60, 12


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be audited."""

    student: str
    scenario: str | None
    brain: str | None
    seed: int
    episodes: int
    casting: Casting


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel="Sessions")(audit)


def audit(
    student: Annotated[
        str, typer.Argument(help="A student by name, or a card.", autocompletion=completion.students)
    ],
    scenario: Annotated[
        str | None,
        typer.Option(
            help="The lesson whose items are asked; the first with this student if left out.",
            autocompletion=completion.scenarios,
            rich_help_panel="What",
        ),
    ] = None,
    brain: Annotated[
        str | None,
        typer.Option(
            metavar="BRAIN",
            help="symbolic, model, prompted, or MODULE:CLASS, called with (card, domain, seed).",
            rich_help_panel="What",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Of all items and all luck.", rich_help_panel="What")] = 0,
    episodes: Annotated[
        int,
        typer.Option(min=LEAST, max=MOST, help="Wrong answers that are followed up.", rich_help_panel="What"),
    ] = FULL,
    model: Models = None,
    api_base: ApiBase = None,
    quick: Annotated[
        bool,
        typer.Option("--quick", help=f"A look with {QUICK} episodes, no verdict.", rich_help_panel="What"),
    ] = False,
    plot: Annotated[
        Path | None,
        typer.Option("--plot", metavar="FILE.svg", help="Draw it, too.", rich_help_panel="Output"),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON document on stdout.", rich_help_panel="Output")
    ] = False,
) -> None:
    """Audit a student on its words alone: what it holds, what moves it, what it lets out.

    Examples:
      teachsim audit maya
      teachsim audit maya --quick --plot maya.svg
      teachsim audit maya --brain prompted --model openai/NAME --api-base http://localhost:8000/v1
    Exit codes: 0 all thresholds met, 1 one missed, 2 a bad card or option, 3 a model fault.
    """
    from teachsim.cli.output import print_json
    from teachsim.measure.audit.audit import as_json
    from teachsim.measure.audit.plot import svg

    casting = Casting.of(model, api_base)
    report = audited(Request(student, scenario, brain, seed, QUICK if quick else episodes, casting))
    if plot is not None:
        plot.write_text(svg(report), encoding="utf-8")
    if json:
        print_json(as_json(report))
    else:
        show(report)
    raise typer.Exit(0 if report.passed else 1)


def audited(request: Request) -> Report:
    """The report. Raises BadInput for an unknown name, or a card that holds nothing to be audited."""
    from teachsim.measure.audit.audit import audit as audit_of
    from teachsim.roles.student.student import SymbolicStudent
    from teachsim.scenario.load import load_scenario, load_student

    card = load_student(request.student)
    lesson = load_scenario(request.scenario) if request.scenario else lesson_of(card)
    role: RoleBuilder = SymbolicStudent
    close: Callable[[], Awaitable[None]] | None = None
    if request.brain not in (None, "symbolic", "model", "prompted"):
        role = brain_named(request.brain)
    elif request.brain is not None or request.casting.models or card.brain != "symbolic":
        role, close = _modelled(card, request)
    with _Progress() as told:
        return audit_of(
            card,
            brain=role,
            scenario=lesson,
            seed=request.seed,
            episodes=request.episodes,
            progress=told,
            done_with=close,
        )


def _modelled(
    card: StudentCard, request: Request
) -> tuple[RoleBuilder, Callable[[], Awaitable[None]] | None]:
    """Who plays a card with a language model, and what closes the way to it."""
    from teachsim.cli.casting import cast, clients_for
    from teachsim.engine.cards import TeacherCard
    from teachsim.roles.build import language_model, modelled_student, prompts_of
    from teachsim.roles.prompting import Prompts
    from teachsim.roles.student.student import SymbolicStudent

    nobody = TeacherCard(id="nobody", policy="never")
    brain = request.brain or (card.brain if card.brain != "symbolic" else "model")
    casting = replace(request.casting, brains=(f"student={brain}",))
    [played], _, _ = cast(casting, [card], nobody, [])
    if played.brain == "symbolic":
        return SymbolicStudent, None
    prompts = Prompts(prompts_of([played], nobody, []))
    clients = clients_for(casting)
    named = {
        "brain": played.brain,
        "model": played.model,
        "api_base": played.api_base,
        "prompt": played.prompt,
    }

    def made(other: StudentCard, domain: Domain, seed: int) -> StudentRole:
        mine = other.model_copy(update=named)
        return modelled_student(mine, domain, seed, language_model(mine, clients, None, seed), prompts)

    return made, clients.aclose


def lesson_of(card: StudentCard) -> Scenario | None:
    """The first scenario in which this student sits and what it holds is the target; None without one."""
    from teachsim.scenario.load import find, load_scenario

    held = {h.misconception for h in card.holds}
    for name in find("scenario"):
        scenario = load_scenario(name)
        if card.id in scenario.students and scenario.items.target in held:
            return scenario
    return None


def brain_named(name: str) -> RoleBuilder:
    """The class or function that MODULE:CLASS names; the working folder's modules can be named too."""
    import sys
    from importlib import import_module

    module, _, attribute = name.partition(":")
    if not (module and attribute):
        raise BadInput(f"no brain {name!r}", place="--brain", remedy="write it as mymodule:MyStudent")
    if "" not in sys.path:
        sys.path.insert(0, "")
    try:
        found: Any = getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise BadInput(
            f"cannot load the brain {name!r}: {error}",
            place="--brain",
            remedy="name a module that Python can import from here, and a class in it",
        ) from error
    builder: Callable[..., Any] = found
    return builder


def show(report: Report) -> None:
    """A table for each misconception, and a line on what was missed."""
    from teachsim.cli.output import say, say_table

    for audited_one in report.audited:
        kinds = ", ".join(audited_one.kinds)
        say((f"{report.student}: {audited_one.misconception}", "bold"), f" on {kinds}")
        say_table(
            ["", "measure", "value", "95 % interval", "n", "held to"],
            [_cells(m) for m in audited_one.measures],
        )
    missed = report.missed
    total = sum(len(a.measures) for a in report.audited)
    if missed:
        say(
            (f"{len(missed)} of {total} measures missed", "bold"), f": {', '.join(m.name for _, m in missed)}"
        )
    else:
        say(("passed", "bold"), f": {total} measures")
    if report.not_audited:
        left = ", ".join(report.not_audited)
        say(("not audited", "bold"), f", since no item asked here can show it: {left}")


def _cells(m: Measured) -> list[str]:
    found = m.found
    interval = (
        "" if found.low is None or found.high is None else f"{_figure(found.low)} to {_figure(found.high)}"
    )
    mark = "✗" if not m.passed else "✓" if m.thresholds else "·"
    held = ", ".join(f"{t.claim} {_figure(t.than)}" for t in m.thresholds)
    return [mark, m.says, "–" if found.value is None else _figure(found.value), interval, str(found.n), held]


def _figure(value: float) -> str:
    text = f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"
    return text.replace("-0.00", "0.00").replace("-", "−")


class _Progress:
    """A line on stderr that fills up, where a person may be watching."""

    def __enter__(self) -> Callable[[str, int, int], None] | None:
        import sys

        if not sys.stderr.isatty():
            return None
        from rich.progress import BarColumn, Progress, TextColumn  # 60 ms, and only for a terminal

        from teachsim.cli.output import console

        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), console=console(stderr=True), transient=True
        )
        task = self._progress.add_task("")
        self._progress.start()

        def told(what: str, done: int, of: int) -> None:
            self._progress.update(task, description=what, completed=done, total=of)

        return told

    def __exit__(self, *error: object) -> None:
        if hasattr(self, "_progress"):
            self._progress.stop()
