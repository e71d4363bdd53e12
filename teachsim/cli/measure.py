"""`teachsim measure`: what transcripts say of a teacher, in published measures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from teachsim.domains.base import Domain
    from teachsim.engine.transcript import Transcript
    from teachsim.measure.overall import MeanOverAll
    from teachsim.measure.report import Report, StudentMeasures


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel="Sessions")(measure)


def measure(
    transcripts: Annotated[
        list[Path], typer.Argument(metavar="TRANSCRIPT…", help="Transcripts (.jsonl), or folders of them.")
    ],
    turns: Annotated[
        bool,
        typer.Option(
            "--turns", help="The teacher's decisions and turns one by one as well.", rich_help_panel="What"
        ),
    ] = False,
    rubric: Annotated[
        str | None,
        typer.Option(
            "--rubric",
            metavar="RUBRIC",
            help="Scores by this rubric instead, a name or a file.",
            rich_help_panel="What",
        ),
    ] = None,
    harm: Annotated[
        bool,
        typer.Option(
            "--harm",
            help="What can harm instead, and each test beside that of the same student left alone.",
            rich_help_panel="What",
        ),
    ] = False,
    explained: Annotated[
        bool,
        typer.Option(
            "--explanations",
            help="What is wrong with each explanation instead, and what to change.",
            rich_help_panel="What",
        ),
    ] = False,
    seed: Annotated[
        int, typer.Option(help="Of the resampling behind the intervals.", rich_help_panel="What")
    ] = 0,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON document on stdout.", rich_help_panel="Output")
    ] = False,
) -> None:
    """Measure sessions: gains, beliefs, predictions, moves, who told first, rules that were broken.

    Each student in each session is a row; over two or more stand means with 95 % intervals.
    docs/measures.md says what each measure is.

    Examples:
      teachsim measure transcripts/
      teachsim measure a.jsonl b.jsonl --json
      teachsim measure transcripts/ --rubric talk-moves
    Exit codes: 0 done, 2 a file that cannot be read.
    """
    from teachsim.cli.output import print_json

    if rubric is not None or harm or explained:
        judge(Judging(tuple(transcripts), rubric, harm, explained), json=json)
        return
    report = measured(transcripts, seed, each_turn=turns)
    if json:
        print_json(report.model_dump(mode="json"))
    else:
        show(report)


def measured(paths: Sequence[Path], seed: int, *, each_turn: bool) -> Report:
    """The measures of these transcripts. Raises BadInput naming what cannot be read."""
    from teachsim.measure.overall import over_all
    from teachsim.measure.report import Report
    from teachsim.measure.report import measured as measures_of

    sessions: list[StudentMeasures] = []
    for name, transcript, domain in sessions_in(paths):
        sessions += measures_of(transcript.events, name, domain, each_turn=each_turn)
    return Report(sessions=sessions, overall=over_all(sessions, seed))


def sessions_in(paths: Sequence[Path]) -> Iterator[tuple[str, Transcript, Domain]]:
    """Each transcript with its name and the domain it was played with, what is odd about it told.

    Raises BadInput naming what cannot be read.
    """
    from teachsim.cli.output import narrate
    from teachsim.cli.trace import in_folder
    from teachsim.domains.registry import recorded_domain
    from teachsim.engine.transcript import read

    files = [file for path in paths for file in (in_folder(path) if path.is_dir() else [path])]
    stems = Counter(file.stem for file in files)
    for file in files:
        transcript = read(file)
        for notice in transcript.notices:
            narrate(f"{file}: {notice}")
        started = transcript.started
        if "uses-truth" in started.policy_marks:
            narrate(f"{file}: this teacher is shown the student's mind, so its beliefs are no diagnosis")
        domain = recorded_domain(started.scenario.domain, started.own_misconceptions)
        name = file.stem if stems[file.stem] == 1 else file.with_suffix("").as_posix()
        yield name, transcript, domain


@dataclass(frozen=True, slots=True)
class Judging:
    """What is to be judged in which transcripts."""

    paths: tuple[Path, ...]
    rubric: str | None = None
    harm: bool = False
    explanations: bool = False


def judge(request: Judging, *, json: bool) -> None:
    """Print the judgements asked for: all of them in one document, or one after the other."""
    from teachsim.cli.judged import show_explanations, show_harm, show_rubric
    from teachsim.cli.output import print_json, say
    from teachsim.measure.judgements import explanations, harm_audits, rubric_scores
    from teachsim.scenario.load import load_rubric

    chosen = load_rubric(request.rubric) if request.rubric is not None else None
    sessions = list(sessions_in(request.paths))
    document: dict[str, object] = {}
    shown: list[Callable[[], None]] = []
    if chosen is not None:
        by_rubric = [one for n, t, d in sessions for one in rubric_scores(t.events, n, d, chosen)]
        scores = [one.model_dump(mode="json") for one in by_rubric]
        document["rubric"] = {"id": chosen.id, "name": chosen.name, "per": chosen.per, "scores": scores}
        shown.append(lambda: show_rubric(chosen, by_rubric))
    if request.harm:
        audits = [one for n, t, d in sessions for one in harm_audits(t.events, n, d)]
        document["harm"] = [one.model_dump(mode="json") for one in audits]
        shown.append(lambda: show_harm(audits))
    if request.explanations:
        critiques = [one for n, t, d in sessions for one in explanations(t.events, n, d)]
        document["explanations"] = [one.model_dump(mode="json") for one in critiques]
        shown.append(lambda: show_explanations(critiques))
    if json:
        print_json(document)
        return
    for number, show_one in enumerate(shown):
        if number:
            say("")
        show_one()


class Column(NamedTuple):
    """A column of a table: its head, and the path of its figure."""

    head: str
    path: str


def _columns(block: str, **heads: str) -> list[Column]:
    return [Column(head.replace("_", " "), f"{block}.{field}") for field, head in heads.items()]


TABLES: Mapping[str, Sequence[Column]] = {
    "solve rate": _columns(
        "outcomes", solve_before="before", solve_after="after", solve_delayed="delayed",
        delta_solve="Δ solve", delta_delayed="Δ delayed", delta_transfer="Δ transfer",
    ),
    "over-application": _columns(
        "outcomes", over_application_before="before", over_application_after="after",
        over_application_delayed="delayed",
    ),
    "beliefs": _columns(
        "beliefs", brier="Brier", log_score="log", ece="ECE", top1="top-1", sharpness="sharpness",
        turns_to_correct_by_mind="turns to correct", regret_oracle="regret",
        regret_prior_only="over prior-only",
    ),
    "predictions": _columns(
        "predictions", compared="compared", hit="hit", brier="Brier", log_score="log", ece="ECE",
    ),
    "decisions": _columns(
        "decisions", made="made", intervened="stepped in", weighed="weighed", best_taken="best taken",
        forgone="forgone",
    ),
    "self-belief": _columns(
        "self_belief", answers="answers", claimed="sounds sure", right="right",
        over_confidence="over-confidence", brier="Brier", resolution="resolution",
    ),
    "second order": _columns(
        "second_order", apart="apart", seen_through="seen through", probes="probes",
        as_believed="as believed", as_revealed="as revealed",
    ),
    "talk": _columns(
        "talk", teacher_turns="turns", teacher_words="words", student_words="student’s",
        student_share="student’s share", questions="questions", uptake="uptake",
    ),
    "violations": [
        *_columns("violations", pedagogy_per_turn="pedagogy a turn", class_per_100_turns="CLASS in 100"),
        *_columns("moves", leaks="leaks", on_target="on target", entropy_bits="act entropy"),
        *_columns("reveals", first_leak_turn="first leak turn"),
    ],
}  # fmt: skip


def show(report: Report) -> None:
    """A table for each block, then who told first, and the moves in each vocabulary."""
    from teachsim.cli.output import say, say_table

    names = _names(report.sessions)
    for title, columns in TABLES.items():
        rows = [
            [name, *(_figure(_at(session, c.path)) for c in columns)]
            for name, session in zip(names, report.sessions, strict=True)
        ]
        if len(rows) > 1:
            over = [report.overall[c.path] for c in columns]
            rows.append(["mean", *(_figure(m.mean) for m in over)])
            rows.append(["95 % interval", *map(_interval, over)])
        say_table([title, *(c.head for c in columns)], rows)
        say("")
    _show_rules(names, report)
    _show_reveals(report)
    say("")
    say_table(["moves", "share of turns"], [[v, _mix(report.overall, v)] for v in _VOCABULARIES])
    for name, session in zip(names, report.sessions, strict=True):
        if session.decided:
            say("")
            say((name, "bold"))
            _show_decisions(session)
            say("")
            _show_turns(session)


_VOCABULARIES = (
    "acts", "mathdial", "mathdial_intent", "bridge_strategy", "bridge_intention", "treeinstruct",
    "class_evaluations", "class_actions",
)  # fmt: skip


def _show_rules(names: Sequence[str], report: Report) -> None:
    """How often each rule of a scenario was broken, where there are rules; and what critics found."""
    from teachsim.cli.output import say, say_table

    for title, field in (("pedagogy, broken", "pedagogy"), ("critics’ findings", "critics")):
        counts = [getattr(session.violations, field) for session in report.sessions]
        rules = list(
            dict.fromkeys(rule for one in counts for rule in one if field == "pedagogy" or one[rule])
        )
        if not rules:
            continue
        rows = [
            [name, *("–" if rule not in one else str(one[rule]) for rule in rules)]
            for name, one in zip(names, counts, strict=True)
        ]
        say_table([title, *rules], rows)
        say("")


def _show_reveals(report: Report) -> None:
    from teachsim.cli.output import say_table
    from teachsim.measure.reveals import DETECTORS, MOST_ROUNDS

    ks = range(1, MOST_ROUNDS + 1)
    rows = [
        [
            f"{measure}@k {detector}",
            *(_figure(report.overall[f"reveals.{measure}.{detector}.{k}"].mean) for k in ks),
        ]
        for measure in ("success", "telling")
        for detector in DETECTORS
    ]
    problems = sum(s.reveals.problems for s in report.sessions)
    say_table([f"{problems} problems, k =", *map(str, ks)], rows)


def _show_decisions(session: StudentMeasures) -> None:
    from teachsim.cli.output import say_table

    heads = (
        "item", "turn", "believed", "held", "does", "utility of the best", "forgone", "predicted", "answered",
        "k",
    )  # fmt: skip
    rows = [
        [
            str(d.item),
            "–" if d.turn is None else str(d.turn),
            next((f"{h} {_figure(p)}" for h, p in d.belief.items()), "–"),
            d.held or "–",
            " + ".join(d.moves) or d.approach,
            next((f"{c.approach} {_figure(c.utility)}" for c in d.candidates if c.approach == d.best), "–"),
            _figure(d.forgone),
            "–" if d.predicted is None else f"{d.predicted} {_figure(d.predicted_probability)}",
            d.answered or "–",
            _figure(d.conflict),
        ]
        for d in session.decided
    ]
    say_table(heads, rows)


def _show_turns(session: StudentMeasures) -> None:
    from teachsim.cli.output import say_table

    heads = ("item", "turn", "acts", "about", "believed", "mathdial", "bridge", "CLASS", "illegal")
    rows = [
        [
            str(t.item),
            str(t.turn),
            " + ".join(t.acts) or "–",
            ", ".join(t.targets) or "–",
            "–" if t.believed is None else f"{t.believed[0]} {_figure(t.believed[1])}",
            t.mathdial or "–",
            "–" if t.bridge_strategy is None else f"{t.bridge_strategy}, {t.bridge_intention}",
            f"{t.class_evaluation} {','.join(map(str, t.class_actions)) or '–'} {t.class_state}",
            ", ".join(t.class_illegal),
        ]
        for t in session.taught
    ]
    say_table(heads, rows)


def _names(sessions: Sequence[StudentMeasures]) -> list[str]:
    """A transcript's name, with the student where it has several."""
    several = Counter(s.transcript for s in sessions)
    return [f"{s.transcript}/{s.student}" if several[s.transcript] > 1 else s.transcript for s in sessions]


def _at(session: StudentMeasures, path: str) -> float | None:
    block, field = path.split(".")
    found: float | None = getattr(getattr(session, block), field)
    return found


def _mix(overall: Mapping[str, MeanOverAll], vocabulary: str) -> str:
    start = f"moves.{vocabulary}."
    shares = {name.removeprefix(start): m.mean for name, m in overall.items() if name.startswith(start)}
    ranked = sorted(shares.items(), key=lambda ls: (-(ls[1] or 0.0), ls[0]))
    return " · ".join(f"{label} {_figure(share)}" for label, share in ranked) or "–"


def _figure(value: float | None) -> str:
    """Two places and no leading zero, whole numbers as they are; `–` where nothing was measured."""
    if value is None:
        return "–"
    if isinstance(value, int):
        return str(value)
    text = f"{abs(value):.2f}"
    sign = "−" if value < 0 and text != "0.00" else ""
    return sign + (text.removeprefix("0") if abs(value) < 1 else text)


def _interval(mean: MeanOverAll) -> str:
    return "" if mean.low is None else f"{_figure(mean.low)} to {_figure(mean.high)}"
