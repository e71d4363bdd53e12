"""`teachsim batch`: run an experiment, or go on with it."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any

import typer

from teachsim.cli import completion
from teachsim.cli.casting import ApiBase, Casting, Models
from teachsim.cli.output import narrate, print_json, say
from teachsim.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from teachsim.batch.batch import Outcome, Progress
    from teachsim.batch.folder import Folder
    from teachsim.batch.modelled import Ways
    from teachsim.batch.runs import Plan, Run
    from teachsim.measure.intervals import Estimate
    from teachsim.models.settings import ModelSettings
    from teachsim.scenario.conditions import Condition

RESULTS = Path("results")
"""Where experiments go that are given no --out, each into a folder of its name."""
TOLD_EVERY_S = 10.0
"""Between two lines of progress where nobody watches."""
RUNS_SHOWN = 3
WHAT, MODELS, OUTPUT = "What", "Models", "Output"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel="Experiments")(batch)


def batch(
    experiment: Annotated[
        str,
        typer.Argument(
            autocompletion=completion.experiments,
            help="An experiment by name or file, such as probe-choice.",
        ),
    ],
    workers: Annotated[
        int | None,
        typer.Option(
            min=1, max=256, help="Processes; as many as there are cores if left out.", rich_help_panel=WHAT
        ),
    ] = None,
    at_once: Annotated[
        int | None,
        typer.Option(
            "--at-once",
            min=1,
            max=4096,
            help="Sessions with models at once; as many as calls to one endpoint if left out.",
            rich_help_panel=MODELS,
        ),
    ] = None,
    models: Models = None,
    api_base: ApiBase = None,
    max_cost: Annotated[
        float | None,
        typer.Option(
            "--max-cost",
            min=0,
            metavar="USD",
            help="What models may cost in all, earlier starts included.",
            rich_help_panel=MODELS,
        ),
    ] = None,
    replicates: Annotated[
        int | None,
        typer.Option(min=1, help="Seeds a condition, in place of the file's.", rich_help_panel=WHAT),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Only say what would be run, and what it would cost.", rich_help_panel=WHAT
        ),
    ] = False,
    no_transcripts: Annotated[
        bool,
        typer.Option(
            "--no-transcripts",
            help="Keep the tables alone: 50 to 170 kB less a session.",
            rich_help_panel=OUTPUT,
        ),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="The folder; results/ID if left out.", rich_help_panel=OUTPUT),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON document on stdout.", rich_help_panel=OUTPUT)
    ] = False,
) -> None:
    """Run an experiment, or go on with it: what is done already is not done again.

    Writes manifest.json, transcripts/, sessions.csv and turns.csv, and prints what came of each
    condition and how they differ. docs/experiments.md says how an experiment is written.

    Examples:
      teachsim batch probe-choice --dry-run
      teachsim batch my.yaml --workers 4 --out results/mine
      teachsim batch my.yaml --model openai/gpt-4o-mini --max-cost 5
    Exit codes: 0 done, 1 a session failed, 2 bad usage or file, 130 interrupted (the same goes on).
    """
    from teachsim.batch.folder import Folder
    from teachsim.batch.runs import planned
    from teachsim.scenario.find import locate
    from teachsim.scenario.load import load_experiment

    wanted = load_experiment(experiment)
    if replicates is not None:
        wanted = wanted.model_copy(update={"replicates": replicates})
    casting = Casting.of(models, api_base)
    plan = planned(wanted, recast=_recast(casting))
    folder = Folder(out or RESULTS / wanted.id)
    if dry_run:
        _show_plan(plan, folder, casting, json=json)
        return
    request = Request(
        plan,
        folder,
        locate("experiment", experiment),
        workers or _cores(),
        not no_transcripts,
        _ways(plan, folder, casting, at_once, max_cost),
    )
    outcome = run(request)
    _show_results(request, outcome, json=json)
    if outcome.failures:
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be run, and how."""

    plan: Plan
    folder: Folder
    source: Path
    workers: int
    transcripts: bool
    ways: Ways | None
    """To the models that play; None where none does."""


def run(request: Request) -> Outcome:
    """Run it, telling how far it is; an interruption says how to go on."""
    from teachsim.batch.batch import run_batch

    with request.folder.opened():
        for notice in request.folder.write_manifest(request.plan, request.source, sys.argv[1:]):
            narrate(f"notice: {notice}")
        reporter = Reporter()
        try:
            return run_batch(
                request.plan,
                request.folder,
                count=request.workers,
                transcripts=request.transcripts,
                tell=reporter.tell,
                ways=request.ways,
            )
        except (KeyboardInterrupt, OSError) as stopped:
            reporter.end()
            done = len(request.folder.done(request.plan.to_play()))
            narrate(
                f"stopped; kept: {done} of {len(request.plan.to_play())} sessions in {request.folder.root}"
            )
            narrate("go on with the same command: it does what is missing")
            if isinstance(stopped, OSError):
                raise BadInput(
                    f"{(stopped.strerror or str(stopped)).lower()}; nothing that was written is lost",
                    place=str(stopped.filename or request.folder.root),
                    remedy="make room there, or give another --out",
                ) from stopped
            raise
        finally:
            reporter.end()


# --- how far it is ------------------------------------------------------------------------------


@dataclass(slots=True)
class Reporter:
    """Tells on stderr how far a batch is: a bar where a person watches, else a line now and then."""

    began: float = field(default_factory=monotonic)
    told: float = 0.0
    bar: Any = None
    task: Any = None

    def tell(self, progress: Progress) -> None:
        """What is done, how fast, how long still, and what failed."""
        if sys.stderr.isatty():
            self._draw(progress)
            return
        now = monotonic()
        finished = progress.before + progress.made >= progress.of
        if progress.made and (finished or now - self.told >= TOLD_EVERY_S):
            self.told = now
            narrate(line(progress, now - self.began))

    def _draw(self, progress: Progress) -> None:
        if self.bar is None:
            from rich.progress import Progress as Bar  # 60 ms, where somebody watches

            from teachsim.cli.output import console

            self.bar = Bar(*Bar.get_default_columns(), "{task.fields[more]}", console=console(stderr=True))
            self.task = self.bar.add_task("sessions", total=progress.of, more="")
            self.bar.start()
        self.bar.update(
            self.task,
            completed=progress.before + progress.made,
            more=f"{progress.failed} failed" if progress.failed else "",
        )

    def end(self) -> None:
        """Leave the terminal as it was."""
        if self.bar is not None:
            self.bar.stop()
            self.bar = None


def line(progress: Progress, seconds: float) -> str:
    """One line of progress.

    >>> from teachsim.batch.batch import Progress
    >>> line(Progress(600, 100, 200, 2), 40.0)
    '300/600 50% failed=2 rate=5.0/s eta=1m00s'
    >>> line(Progress(600, 100, 200, 2, cost_usd=0.0312), 40.0)
    '300/600 50% failed=2 rate=5.0/s eta=1m00s cost=$0.03'
    """
    done = progress.before + progress.made
    rate = progress.made / seconds if seconds > 0 else 0.0
    left = (progress.of - done) / rate if rate else 0.0
    minutes, rest = divmod(round(left), 60)
    eta = f"{minutes}m{rest:02d}s" if minutes else f"{rest}s"
    share = f"{done}/{progress.of} {100 * done // progress.of}%"
    cost = f" cost=${progress.cost_usd:.2f}" if progress.cost_usd else ""
    return f"{share} failed={progress.failed} rate={rate:.1f}/s eta={eta}{cost}"


# --- what is told -------------------------------------------------------------------------------


def _show_plan(plan: Plan, folder: Folder, casting: Casting, *, json: bool) -> None:
    """What would be run, how often models would be asked, and about what that costs."""
    every = plan.to_play()
    done = folder.done(every) if folder.root.exists() else set()
    calls, cost_usd = _estimated(plan, [run for run in every if run.name not in done], casting)
    unfinished = folder.unfinished(every)
    if json:
        print_json(
            {
                "experiment": plan.experiment.id,
                "conditions": [condition.factors for condition in plan.conditions],
                "replicates": plan.experiment.replicates,
                "runs": {"of": len(every), "done": len(done), "unfinished": unfinished},
                "model_calls": calls,
                "cost_usd": cost_usd,
                "folder": str(folder.root),
            }
        )
        return
    experiment = plan.experiment
    say((experiment.name, "bold"))
    say(" ".join(experiment.question.split()))
    sizes = [len(dict.fromkeys(str(c.factors[name]) for c in plan.conditions)) for name in experiment.factors]
    varied = [
        f"{n} {name}"
        for name, n in zip(experiment.factors, sizes, strict=True)
        if n > 1 and (name != "student" or experiment.students)
    ]
    by = f" ({' × '.join(varied)})" if varied else ""
    say(f"{len(plan.conditions)} conditions{by}, {experiment.replicates} seeds each from {experiment.seed}")
    missing = len(every) - len(done)
    say(f"{len(every)} sessions: {len(done)} done, {unfinished} begun, {missing} to do")
    if calls:
        cost = "cost unknown: no price is known" if cost_usd is None else f"about ${cost_usd:,.2f}"
        say(f"at most {calls:,} model calls, {cost}")
    else:
        say("0 model calls, $0.00")
    say(f"into {folder.root}")
    for run_ in [one for one in every if one.name not in done][:RUNS_SHOWN]:
        factors = plan.conditions[run_.condition].factors
        said = " ".join(f"{name}={value}" for name, value in factors.items())
        say(f"  {run_.name}  {said} seed={run_.seed}")
    if missing > RUNS_SHOWN:
        say("  …")


def _show_results(request: Request, outcome: Outcome, *, json: bool) -> None:
    """Print what came of it: means, paired differences, failures, and where everything lies."""
    from teachsim.batch.batch import results
    from teachsim.batch.contrasts import differences, means
    from teachsim.batch.tables import condition_table, contrast_table

    experiment = request.plan.experiment
    rows = results(request.plan, request.folder)
    found = differences(experiment, rows)
    every = request.plan.to_play()
    if json:
        print_json(
            {
                "experiment": experiment.id,
                "folder": str(request.folder.root),
                "runs": {
                    "of": len(every),
                    "done": len(request.folder.done(every)),
                    "made_now": outcome.made,
                    "failed": len(outcome.failures),
                },
                "conditions": [
                    {"factors": one.factors, "outcome": one.outcome, **_estimate(one.estimate)}
                    for one in means(experiment, rows)
                ],
                "contrasts": [
                    {
                        "of": one.of, "against": one.against, "by": one.by, "outcome": one.outcome,
                        **_estimate(one.estimate), "pairs": one.pairs, "effect_size": one.effect_size,
                        "verdict": one.verdict,
                    }
                    for one in found
                ],
                "failures": [{"run": name, **one._asdict()} for name, one in outcome.failures.items()],
            }
        )  # fmt: skip
        return
    say((experiment.name, "bold"))
    say(" ".join(experiment.question.split()))
    if rows:
        for part in condition_table(experiment, rows).splitlines():
            say(part)
        if found:
            say("")
            for part in contrast_table(found).splitlines():
                say(part)
    for name, failure in list(outcome.failures.items())[:20]:
        narrate(f"failed: {name}  {failure.kind}: {failure.message}")
    if request.ways is not None and request.ways.spent:
        narrate("stopped: the money is spent; go on with the same command and a higher --max-cost")
    if outcome.failures:
        narrate(
            f"{len(outcome.failures)} sessions failed; the same command goes on with those that did not end"
        )
    say("")
    say(f"{outcome.sessions} sessions, {outcome.made} of them now: {request.folder.root}")


def _estimate(estimate: Estimate) -> dict[str, float | int | None]:
    return {"mean": estimate.value, "low": estimate.low, "high": estimate.high, "n": estimate.n}


def _recast(casting: Casting) -> Callable[[Condition], Condition]:
    """What the command line and the configuration say of models, put into a condition."""
    from teachsim.config import load
    from teachsim.models.access import check_there
    from teachsim.models.settings import chosen_model
    from teachsim.scenario.played import players, with_models

    def model_of(role: str, of_card: str | None) -> str | None:
        config = load()
        choice = chosen_model(role, of_card, casting.asked, configured=config.values, file=config.file)
        if choice is not None:
            check_there(choice.value)
        return None if choice is None else str(choice.value)

    def recast(condition: Condition) -> Condition:
        if not players(condition):
            return condition
        recast = with_models(condition, model_of)
        for player in players(recast):
            if player.model is None:
                raise BadInput(
                    f"a {player.role} is played by a language model, and none is named",
                    place="student.model" if player.role == "student" else player.role,
                    remedy="name one: --model openai/NAME --api-base http://localhost:8000/v1",
                )
        return recast

    return recast


def _settings(casting: Casting) -> Callable[[str | None], ModelSettings]:
    """How a model is reached, given the address that its card names."""
    from teachsim.config import load
    from teachsim.models.settings import settings

    config = load()

    def found(api_base: str | None) -> ModelSettings:
        card = {"api_base": api_base} if api_base else {}
        return settings(casting.asked, configured=config.values, card=card, file=config.file)

    return found


def _ways(
    plan: Plan, folder: Folder, casting: Casting, at_once: int | None, max_cost: float | None
) -> Ways | None:
    """The ways to the models of an experiment, within what they may cost; None where none plays.

    raises: BadInput where money is limited and the price of a model is known beforehand to be unknown
    """
    from teachsim.batch.modelled import Ways, spent_before
    from teachsim.config import load
    from teachsim.models.budget import Budget
    from teachsim.scenario.played import players

    asked = [player for condition in plan.conditions for player in players(condition)]
    if not asked:
        return None
    found = _settings(casting)
    limit = Budget(cost_usd=max_cost, name="experiment")
    if max_cost is not None:
        for player in asked:
            name = player.model or ""
            # other ways may know a price by themselves
            if name.startswith("openai/") and found(player.api_base).price(name) is None:
                raise BadInput(
                    f"money is limited, and nobody says what {name} costs",
                    place="--max-cost",
                    remedy="add the model under `prices:` in the configuration file (0 for a local one)",
                )
        limit.spend(spent_before(folder.transcripts), calls=0)
    return Ways(
        found,
        lambda above: load().budget(above=above),
        limit,
        at_once or found(None).concurrency,
    )


def _estimated(plan: Plan, runs: Sequence[Run], casting: Casting) -> tuple[int, float | None]:
    """Calls of models at most, and about what they cost in US dollars; None where that is not known."""
    from teachsim.batch.modelled import estimate

    found = _settings(casting)
    return estimate(plan, runs, lambda model, api_base: found(api_base).price(model))


def _cores() -> int:
    import os

    return os.cpu_count() or 1
