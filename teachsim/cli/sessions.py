"""The commands that play sessions: demo, run, resume, branch."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from teachsim.cli import completion
from teachsim.cli.casting import ApiBase, Brains, Casting, Models
from teachsim.cli.output import narrate, on_terminal, say
from teachsim.cli.playing import Showing, free_name, free_path, play_on, run_into
from teachsim.cli.preparing import branching, hidden, prepared, resuming

DEMO_SCENARIO = "fractions/unlike-denominators"
DEMO_TEACHER = "contradiction"
DEMO_SEED = 7
DEMO_SECONDS = 20.0

TRANSCRIPTS = Path("transcripts")


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
    started = prepared(DEMO_SCENARIO, DEMO_TEACHER, None, None, DEMO_SEED, None, None)
    pace = DEMO_SECONDS if on_terminal() and not json else 0.0
    said = 21  # things said in the demo, over which the twenty seconds are spread
    path = run_into(
        started, free_path(out, started), Showing(json=json, minds=not no_mind, pace_s=pace / said)
    )
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
    model: Models = None,
    api_base: ApiBase = None,
    brain: Brains = None,
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
      teachsim run subtraction/borrowing --model openai/NAME --api-base http://localhost:8000/v1
    Exit codes: 0 done, 1 failed, 2 bad usage or file, 3 a model or network fault,
    130 interrupted (go on with `teachsim resume`).
    """
    casting = Casting.of(model, api_base, brain)
    started = prepared(scenario, teacher, student, critic, seed, budget, turns, casting)
    for notice in hidden(started):
        narrate(f"notice: {notice}")
    showing = Showing(json=json, quiet=quiet, minds=not no_mind, pace_s=pace)
    run_into(started, free_path(out, started), showing, casting)


def resume(
    transcript: Annotated[Path, typer.Argument(help="A transcript that was cut short.")],
    model: Models = None,
    api_base: ApiBase = None,
    json: Json = False,
    quiet: Quiet = False,
    no_mind: NoMind = False,
    pace: Pace = 0.0,
) -> None:
    """Go on with an unfinished transcript, in the same file, from its last whole turn.

    What language models have said in the turn that was cut is used, and not asked again.

    Examples:
      teachsim resume transcripts/fractions-unlike-denominators-7.jsonl
      teachsim resume cut.jsonl --json
    Exit codes: 0 done, 1 failed, 2 bad usage or file, 3 a model or network fault, 130 interrupted.
    """
    from teachsim.engine.transcript import Writer

    casting = Casting.of(model, api_base)
    found, whole, started = resuming(transcript, casting)
    with Writer.onto(whole) as writer:
        for notice in found.notices:
            narrate(f"notice: {notice}")
        if dropped := len(found.events) - len(whole.events):
            narrate(f"notice: {dropped} event{'' if dropped == 1 else 's'} after the last whole turn dropped")
        showing = Showing(json=json, quiet=quiet, minds=not no_mind, pace_s=pace)
        play_on(started, whole.events, writer, showing, casting, found.beyond(whole))


def branch(
    transcript: Annotated[Path, typer.Argument(help="The transcript to branch from; it stays as it is.")],
    at: Annotated[
        int | None,
        typer.Option(
            "--at", min=1, metavar="TURN", help="The last turn that is kept.", rich_help_panel="What"
        ),
    ] = None,
    teacher: Teacher = None,
    words: Annotated[
        str | None, typer.Option("--say", help="What the teacher says next.", rich_help_panel="What")
    ] = None,
    model: Models = None,
    api_base: ApiBase = None,
    brain: Brains = None,
    out: Out = TRANSCRIPTS,
    json: Json = False,
    quiet: Quiet = False,
    no_mind: NoMind = False,
) -> None:
    """Go on from a turn otherwise: another teacher, words of your own, other brains. A new file.

    Examples:
      teachsim branch transcripts/fractions-unlike-denominators-7.jsonl --at 3 --teacher teller
      teachsim branch session.jsonl --at 1 --say "How did you get 3/7?"
    Exit codes: 0 done, 1 failed, 2 bad usage or file, 3 a model or network fault, 130 interrupted.
    """
    from teachsim.engine.transcript import Writer, read

    found = read(transcript)  # before anything about the options: without it there is nothing to branch
    if at is None:
        raise typer.BadParameter("say after which turn", param_hint="--at")
    if words is not None and not words.strip():
        raise typer.BadParameter("there are no words", param_hint="--say")
    if teacher is None and words is None and not model and not brain:
        raise typer.BadParameter("say what is to be otherwise", param_hint="--teacher or --say")
    casting = Casting.of(model, api_base, brain)
    for notice in found.notices:
        narrate(f"notice: {notice}")
    way = branching(found, at, teacher, words, casting)
    path = free_name(out, f"{transcript.stem}-from-{at}")
    with Writer.new(path, way.prefix) as writer:
        writer.write(way.event)
        showing = Showing(json=json, quiet=quiet, minds=not no_mind)
        play_on(way.started, way.recorded, writer, showing, casting)
