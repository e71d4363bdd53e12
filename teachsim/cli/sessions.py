"""The commands that play sessions: demo, run, resume, branch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from teachsim.cli import completion
from teachsim.cli.output import narrate, on_terminal, print_json, print_line, say
from teachsim.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable

    from teachsim.cli.narrator import Line
    from teachsim.engine.cards import CriticCard, StudentCard, TeacherCard
    from teachsim.engine.events import Event, SessionStarted
    from teachsim.engine.transcript import Writer

DEMO_SCENARIO = "fractions/unlike-denominators"
DEMO_TEACHER = "contradiction"
DEMO_SEED = 7
DEMO_SECONDS = 20.0

TRANSCRIPTS = Path("transcripts")


@dataclass(frozen=True, slots=True)
class Showing:
    """How a session is shown."""

    json: bool = False
    quiet: bool = False
    minds: bool = True
    pace_s: float = 0.0
    """Seconds to wait after each thing said."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(rich_help_panel="Sessions")(demo)
    app.command(rich_help_panel="Sessions")(run)
    app.command(rich_help_panel="Sessions")(resume)
    app.command(rich_help_panel="Sessions")(branch)


WHAT, LIMITS, OUTPUT = "What", "Limits", "Output"

Teacher = Annotated[
    str | None,
    typer.Option(
        "--teacher",
        help="A teacher by name or card file.",
        autocompletion=completion.teachers,
        rich_help_panel=WHAT,
    ),
]
Students = Annotated[
    list[str] | None,
    typer.Option(
        "--student",
        help="A student by name or card file; may be repeated.",
        autocompletion=completion.students,
        rich_help_panel=WHAT,
    ),
]
Critics = Annotated[
    list[str] | None,
    typer.Option(
        "--critic",
        help="A critic by name or card file; may be repeated.",
        autocompletion=completion.critics,
        rich_help_panel=WHAT,
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(
        "--seed",
        min=0,
        help="The same seed gives the same session; a fresh one if left out.",
        rich_help_panel=WHAT,
    ),
]
BudgetOf = Annotated[
    int | None,
    typer.Option(
        "--budget", min=0, help="How many interventions the teacher may make.", rich_help_panel=LIMITS
    ),
]
Turns = Annotated[
    int | None,
    typer.Option("--turns", min=1, help="How many turns the practice may take.", rich_help_panel=LIMITS),
]
Out = Annotated[Path, typer.Option("--out", help="The folder for the transcript.", rich_help_panel=OUTPUT)]
Json = Annotated[
    bool, typer.Option("--json", help="One JSON document on stdout, nothing else.", rich_help_panel=OUTPUT)
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Only the summary.", rich_help_panel=OUTPUT)]
NoMind = Annotated[
    bool,
    typer.Option(
        "--no-mind", help="Leave out what the teacher believes and decides.", rich_help_panel=OUTPUT
    ),
]
Pace = Annotated[
    float,
    typer.Option(
        "--pace", min=0.0, max=60.0, help="Seconds to wait after each thing said.", rich_help_panel=OUTPUT
    ),
]


def demo(out: Out = TRANSCRIPTS, json: Json = False, no_mind: NoMind = False) -> None:
    """Watch a live session: a student, a teacher that tests its beliefs, and a critic. Offline.

    Takes about twenty seconds on a terminal, and no time elsewhere.

    Examples:
      teachsim demo
      teachsim demo --no-mind
    Exit codes: 0 done, 2 bad usage, 130 interrupted.
    """
    started = _prepared(DEMO_SCENARIO, DEMO_TEACHER, None, None, DEMO_SEED, None, None)
    pace = DEMO_SECONDS if on_terminal() and not json else 0.0
    said = 21  # things said in the demo, over which the twenty seconds are spread
    path = _run(started, _free(out, started), Showing(json=json, minds=not no_mind, pace_s=pace / said))
    if not json:
        say("")
        say(f"What if the teacher had told the rule?   teachsim branch {path} --at 1 --teacher teller")
        say("Another lesson:                          teachsim list scenarios")
        say('A pupil\'s answer, explained:             teachsim diagnose "52 - 38" 26')


def run(
    scenario: Annotated[
        str,
        typer.Argument(
            autocompletion=completion.scenarios,
            help="A scenario by name or file, such as fractions/unlike-denominators.",
        ),
    ],
    teacher: Teacher = None,
    student: Students = None,
    critic: Critics = None,
    seed: Seed = None,
    budget: BudgetOf = None,
    turns: Turns = None,
    out: Out = TRANSCRIPTS,
    json: Json = False,
    quiet: Quiet = False,
    no_mind: NoMind = False,
    pace: Pace = 0.0,
) -> None:
    """Play one session; the transcript is written as it happens.

    Examples:
      teachsim run fractions/unlike-denominators --teacher contradiction --seed 7
      teachsim run subtraction/borrowing --student ben --json
    Exit codes: 0 done, 1 failed, 2 bad usage or file, 130 interrupted (go on with `teachsim resume`).
    """
    started = _prepared(scenario, teacher, student, critic, seed, budget, turns)
    _run(started, _free(out, started), Showing(json=json, quiet=quiet, minds=not no_mind, pace_s=pace))


def resume(
    transcript: Annotated[Path, typer.Argument(help="A transcript that was cut short.")],
    json: Json = False,
    quiet: Quiet = False,
    no_mind: NoMind = False,
    pace: Pace = 0.0,
) -> None:
    """Go on with an unfinished transcript, in the same file, from its last whole turn.

    Examples:
      teachsim resume transcripts/fractions-unlike-denominators-7.jsonl
      teachsim resume cut.jsonl --json
    Exit codes: 0 done, 1 failed, 2 bad usage or file, 130 interrupted.
    """
    from teachsim.engine.transcript import Writer, read

    found = read(transcript)
    if found.finished:
        raise BadInput(
            "this session is finished",
            place=str(transcript),
            remedy=f"go on otherwise from a turn: teachsim branch {transcript} --at 3 --teacher teller",
        )
    whole = found.whole_turns()
    _replayed(whole.started, whole.events)
    with Writer.onto(whole) as writer:
        for notice in found.notices:
            narrate(f"notice: {notice}")
        if dropped := len(found.events) - len(whole.events):
            narrate(f"notice: {dropped} event{'' if dropped == 1 else 's'} after the last whole turn dropped")
        showing = Showing(json=json, quiet=quiet, minds=not no_mind, pace_s=pace)
        _play(whole.started, whole.events, writer, showing)


def branch(
    transcript: Annotated[Path, typer.Argument(help="The transcript to branch from; it stays as it is.")],
    at: Annotated[
        int, typer.Option("--at", min=1, help="The last turn that is kept.", rich_help_panel="What")
    ],
    teacher: Teacher = None,
    words: Annotated[
        str | None, typer.Option("--say", help="What the teacher says next.", rich_help_panel="What")
    ] = None,
    out: Out = TRANSCRIPTS,
    json: Json = False,
    quiet: Quiet = False,
    no_mind: NoMind = False,
) -> None:
    """Go on from a turn otherwise: with another teacher, or with words of your own. A new file.

    Examples:
      teachsim branch transcripts/fractions-unlike-denominators-7.jsonl --at 3 --teacher teller
      teachsim branch session.jsonl --at 1 --say "How did you get 3/7?"
    Exit codes: 0 done, 1 failed, 2 bad usage or file, 130 interrupted.
    """
    from teachsim.engine.events import Branched
    from teachsim.engine.transcript import Writer, digest, read
    from teachsim.scenario.load import load_teacher

    if words is not None and not words.strip():
        raise typer.BadParameter("there are no words", param_hint="--say")
    if teacher is None and words is None:
        raise typer.BadParameter("say what is to be otherwise", param_hint="--teacher or --say")
    found = read(transcript)
    for notice in found.notices:
        narrate(f"notice: {notice}")
    kept = found.through_turn(at)
    _check_words(words, kept.events, at)
    prefix = kept.prefix()
    changed = load_teacher(teacher) if teacher else None
    if changed is not None:
        _distinct([*kept.started.students, changed, *kept.started.critics])
    event = Branched(
        parent_hash=digest(prefix),
        parent_seq=kept.line_of[-1],
        at_turn=at,
        teacher=changed,
        say=words,
    )
    path = _free_name(out, f"{transcript.stem}-from-{at}")
    with Writer.new(path, prefix) as writer:
        writer.write(event)
        showing = Showing(json=json, quiet=quiet, minds=not no_mind)
        _play(kept.started, (*kept.events, event), writer, showing)


def _check_words(words: str | None, events: Iterable[Event], at: int) -> None:
    """Words of one's own can only follow a student's turn."""
    from teachsim.engine.events import Utterance

    last = next(e for e in events if isinstance(e, Utterance) and e.turn == at)
    if words is None or last.role == "student":
        return
    raise BadInput(
        f"turn {at} is the teacher's, so the student speaks next",
        place="--say",
        remedy=f"use --at {at - 1} to say something else instead, or --at {at + 1} to say it next",
    )


def _prepared(
    scenario: str,
    teacher: str | None,
    students: list[str] | None,
    critics: list[str] | None,
    seed: int | None,
    budget: int | None,
    turns: int | None,
) -> SessionStarted:
    """The frozen request: everything that determines the session."""
    from random import SystemRandom

    from teachsim.roles.build import start
    from teachsim.scenario.load import load_critic, load_scenario, load_student, load_teacher

    plan = load_scenario(scenario)
    limits = plan.budget
    if budget is not None:
        limits = limits.model_copy(update={"interventions": budget})
    if turns is not None:
        limits = limits.model_copy(update={"turns": turns})
    cast = plan.model_copy(
        update={
            "budget": limits,
            "students": tuple(students or plan.students),
            "teacher": teacher or plan.teacher,
            "critics": tuple(critics if critics else plan.critics),
        }
    )
    pupils = [load_student(s) for s in cast.students]
    head = load_teacher(cast.teacher)
    readers = [load_critic(c) for c in cast.critics]
    _distinct([*pupils, head, *readers])
    cast = cast.model_copy(
        update={
            "students": tuple(p.id for p in pupils),
            "teacher": head.id,
            "critics": tuple(r.id for r in readers),
        }
    )
    return start(cast, pupils, head, readers, SystemRandom().randrange(1, 10_000) if seed is None else seed)


def _replayed(started: SessionStarted, recorded: tuple[Event, ...]) -> None:
    """Play what is recorded, to see that it can be gone on with before the file is touched."""
    import asyncio

    from teachsim.engine.session import play
    from teachsim.roles.build import as_branched, stage

    async def through() -> None:
        async for happened in play(stage(as_branched(started, recorded)), recorded):
            if not happened.recorded:
                return

    asyncio.run(through())


def _distinct(agents: Iterable[StudentCard | TeacherCard | CriticCard]) -> None:
    """Refuse two agents of one id: nobody could tell in a transcript which of them spoke."""
    seen: set[str] = set()
    for agent in agents:
        if agent.id in seen:
            raise BadInput(
                f"two agents are called {agent.id!r}",
                place="the cast",
                remedy="give each card an id of its own",
            )
        seen.add(agent.id)


def _run(started: SessionStarted, path: Path, showing: Showing) -> Path:
    from teachsim.engine.transcript import Writer

    with Writer.new(path) as writer:
        _play(started, (), writer, showing)
    return path


def _play(started: SessionStarted, recorded: tuple[Event, ...], writer: Writer, showing: Showing) -> None:
    """Play to the end, showing what is new; an interruption says how to go on."""
    import asyncio

    from teachsim.cli.narrator import Narrator, closing
    from teachsim.engine.events import Utterance
    from teachsim.engine.session import play_into
    from teachsim.measure.summary import summarise
    from teachsim.roles.build import as_branched, stage

    narrator = Narrator(minds=showing.minds)
    events: list[Event] = []

    def show(lines: Iterable[Line]) -> None:
        for line in lines:
            print_line(line)

    async def all_of_it() -> None:
        # recorded events are narrated but not shown again: what comes next builds on them
        async for event, was_recorded in play_into(writer, stage(as_branched(started, recorded)), recorded):
            events.append(event)
            lines = list(narrator.lines(event))
            shown_again = event.type in ("session_started", "branched")
            if showing.json or showing.quiet or (was_recorded and not shown_again):
                continue
            show(lines)
            # even without a pace: an interruption is only felt where the loop is let go
            await asyncio.sleep(showing.pace_s if isinstance(event, Utterance) else 0)

    try:
        asyncio.run(all_of_it())
    except KeyboardInterrupt:
        turn = max((e.turn or 0 for e in events), default=0)
        narrate(f"\nstopped in turn {turn}; kept: {writer.path}")
        narrate(f"go on with: teachsim resume {writer.path}")
        raise
    summary = summarise(events, str(writer.path))
    if showing.json:
        print_json(summary.model_dump())
        return
    show(closing(summary, started.scenario.delayed_days))
    say(f"transcript     {writer.path}")


def _free(folder: Path, started: SessionStarted) -> Path:
    """A file name for a new session that is not taken."""
    return _free_name(folder, f"{started.scenario.id.replace('/', '-')}-{started.seed}")


def _free_name(folder: Path, stem: str) -> Path:
    path = folder / f"{stem}.jsonl"
    number = 2
    while path.exists():
        path = folder / f"{stem}-{number}.jsonl"
        number += 1
    return path
