"""The commands that play sessions: demo, run, resume, branch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from teachsim.cli import completion
from teachsim.cli.casting import AS_THE_CARDS_SAY, ApiBase, Brains, Casting, Models
from teachsim.cli.output import Writing, narrate, on_terminal, print_json, print_line, say
from teachsim.errors import BadInput, ModelFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from teachsim.cli.narrator import Line
    from teachsim.engine.cards import CriticCard, StudentCard, TeacherCard
    from teachsim.engine.events import Branched, Event, SessionStarted
    from teachsim.engine.stage import Stage
    from teachsim.engine.transcript import Transcript, Writer

DEMO_SCENARIO = "fractions/unlike-denominators"
DEMO_TEACHER = "contradiction"
DEMO_SEED = 7
DEMO_SECONDS = 20.0

TRANSCRIPTS = Path("transcripts")
NEEDED, READER = ("teacher-error", "answer-given-away"), "auditor"
"""What a teacher that is a model is always checked for, and who does that where nobody else would."""


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
    started = prepared(DEMO_SCENARIO, DEMO_TEACHER, None, None, DEMO_SEED, None, None)
    pace = DEMO_SECONDS if on_terminal() and not json else 0.0
    said = 21  # things said in the demo, over which the twenty seconds are spread
    path = _run(started, free_path(out, started), Showing(json=json, minds=not no_mind, pace_s=pace / said))
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
    for notice in _hidden(started):
        narrate(f"notice: {notice}")
    showing = Showing(json=json, quiet=quiet, minds=not no_mind, pace_s=pace)
    _run(started, free_path(out, started), showing, casting)


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
        _play(started, whole.events, writer, showing, casting, found.beyond(whole))


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
        _play(way.started, way.recorded, writer, showing, casting)


def resuming(path: Path, casting: Casting) -> tuple[Transcript, Transcript, SessionStarted]:
    """What an unfinished transcript holds, its whole turns, and the cards with which it is gone on with.

    raises: BadInput where the session is finished or cannot be read, Diverged where it cannot be gone on with
    """
    from teachsim.engine.transcript import read
    from teachsim.roles.build import as_branched

    found = read(path)
    if found.finished:
        raise BadInput(
            "this session is finished",
            place=str(path),
            remedy=f"go on otherwise from a turn: teachsim branch {path} --at 3 --teacher teller",
        )
    whole = found.whole_turns()
    _replayed(whole.started, whole.events)
    return found, whole, _recast(as_branched(whole.started, whole.events), casting)


class Branching(NamedTuple):
    """A session that goes otherwise after a turn of another."""

    started: SessionStarted
    """With the cards from there on."""
    recorded: tuple[Event, ...]
    event: Branched
    """The last of these, which is to be written behind the prefix."""
    prefix: bytes


def branching(
    found: Transcript, at: int, teacher: str | None, words: str | None, casting: Casting
) -> Branching:
    """What is to be played where a session goes otherwise. Raises BadInput where it cannot."""
    from teachsim.engine.events import Branched
    from teachsim.engine.transcript import digest
    from teachsim.roles.build import as_branched
    from teachsim.scenario.load import load_teacher

    kept = found.through_turn(at)
    _check_words(words, kept.events, at)
    prefix = kept.prefix()
    changed = load_teacher(teacher) if teacher else None
    if changed is not None:
        _distinct([*kept.started.students, changed, *kept.started.critics])
    before = as_branched(kept.started, kept.events)
    after = before if changed is None else before.model_copy(update={"teacher": changed})
    after = _recast(after, casting)
    event = Branched(
        parent_hash=digest(prefix),
        parent_seq=kept.line_of[-1],
        at_turn=at,
        teacher=after.teacher if after.teacher != before.teacher else None,
        students=after.students if after.students != before.students else None,
        critics=after.critics if after.critics != before.critics else None,
        prompts=after.prompts if after.prompts != before.prompts else None,
        rubrics=after.rubrics if after.rubrics != before.rubrics else None,
        say=words,
    )
    return Branching(after, (*kept.events, event), event, prefix)


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


def prepared(
    scenario: str,
    teacher: str | None,
    students: list[str] | None,
    critics: list[str] | None,
    seed: int | None,
    budget: int | None,
    turns: int | None,
    casting: Casting = AS_THE_CARDS_SAY,
) -> SessionStarted:
    """The frozen request: everything that determines the session."""
    from random import SystemRandom

    from teachsim.cli.casting import cast as brained
    from teachsim.roles.build import start
    from teachsim.scenario.load import load_critic, load_rubric, load_scenario, load_student, load_teacher

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
    pupils, head, readers = brained(casting, pupils, head, readers)
    if head.brain == "model" and not any({*NEEDED} <= {*r.checks} for r in readers):
        readers.append(load_critic(READER))  # a model's words are checked for truth, whoever is invited
        _distinct([*pupils, head, *readers])
    rubrics = {c.rubric: load_rubric(c.rubric) for c in readers if c.rubric}
    cast = cast.model_copy(
        update={
            "students": tuple(p.id for p in pupils),
            "teacher": head.id,
            "critics": tuple(r.id for r in readers),
        }
    )
    luck = SystemRandom().randrange(1, 10_000) if seed is None else seed
    return start(cast, pupils, head, readers, luck, rubrics=rubrics)


def _hidden(started: SessionStarted) -> Iterator[str]:
    """Which students hold nothing that can show on the items that are practised."""
    from teachsim.domains.registry import domain

    known = domain(started.scenario.domain).misconceptions
    asked = {item.kind for item in started.plan.practice}
    for card in started.students:
        held = [known[h.misconception] for h in card.holds if h.misconception in known]
        if held and not any(asked & {*misconception.kinds} for misconception in held):
            of = " or ".join(dict.fromkeys(kind for misconception in held for kind in misconception.kinds))
            names = ", ".join(misconception.id for misconception in held)
            yield f"{card.id} holds {names}, which shows on {of}, and none of these is asked in this scenario"


def _recast(started: SessionStarted, casting: Casting) -> SessionStarted:
    """The same session with the brains and models that were asked for from here on."""
    from teachsim.cli.casting import cast
    from teachsim.roles.build import prompts_of
    from teachsim.scenario.load import load_rubric

    if casting == AS_THE_CARDS_SAY:
        return started
    students, teacher, critics = cast(casting, started.students, started.teacher, started.critics)
    rubrics = {
        c.rubric: load_rubric(c.rubric).model_dump(mode="json", by_alias=True)
        for c in critics
        if c.rubric and c.rubric not in started.rubrics
    }
    return started.model_copy(
        update={
            "students": tuple(students),
            "teacher": teacher,
            "critics": tuple(critics),
            "prompts": prompts_of(students, teacher, critics) | started.prompts,
            "rubrics": {**started.rubrics, **rubrics},
        }
    )


def _replayed(started: SessionStarted, recorded: tuple[Event, ...]) -> None:
    """Play what is recorded, to see that it can be gone on with before the file is touched."""
    import asyncio

    from teachsim.engine.session import play
    from teachsim.roles.build import as_branched, stage

    async def through() -> None:
        left = len(recorded)
        async for _ in play(stage(as_branched(started, recorded)), recorded):
            left -= 1
            if not left:
                return  # the next event is to be made, for which a model may have to be asked

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


def run_prepared(started: SessionStarted, out: Path, casting: Casting) -> None:
    """Play a session and tell it as text."""
    _run(started, free_path(out, started), Showing(), casting)


def _run(started: SessionStarted, path: Path, showing: Showing, casting: Casting = AS_THE_CARDS_SAY) -> Path:
    from teachsim.engine.transcript import Writer

    with Writer.new(path) as writer:
        _play(started, (), writer, showing, casting)
    return path


def _play(
    started: SessionStarted,
    recorded: tuple[Event, ...],
    writer: Writer,
    showing: Showing,
    casting: Casting = AS_THE_CARDS_SAY,
    again: tuple[Event, ...] = (),
) -> None:
    """Play to the end, showing what is new; an interruption or a fault says how to go on.

    started: with the cards that are in force after what is recorded
    again:   what the transcript held behind its last whole turn
    """
    import asyncio

    from teachsim.cli.narrator import Narrator, closing
    from teachsim.engine.events import Utterance
    from teachsim.engine.session import play_into
    from teachsim.measure.summary import summarise
    from teachsim.roles.build import calls_models, stage

    narrator = Narrator(minds=showing.minds)
    writing = Writing(shown=on_terminal() and not (showing.json or showing.quiet))
    events: list[Event] = []

    def show(lines: Iterable[Line]) -> None:
        for line in lines:
            print_line(line)

    async def all_of_it() -> None:
        clients = None
        if calls_models(started):
            from teachsim.cli.casting import clients_for

            clients = clients_for(casting, writing if writing.shown else None)
        try:
            await shown(stage(started, clients=clients, again=again))
        finally:
            writing.clear()
            if clients is not None:
                await clients.aclose()

    async def shown(playing: Stage) -> None:
        # recorded events are narrated but not shown again: what comes next builds on them
        async for event, was_recorded in play_into(writer, playing, recorded):
            events.append(event)
            writing.clear()
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
        narrate(f"\nstopped in turn {turn}; kept: {writer.path}\ngo on with: teachsim resume {writer.path}")
        raise
    except ModelFault as fault:
        if fault.fault_class == "infrastructure":
            narrate(f"kept: {writer.path}\ngo on with: teachsim resume {writer.path}")
        raise
    summary = summarise(events, str(writer.path))
    if showing.json:
        print_json(summary.model_dump())
        return
    show(closing(summary, started.scenario.delayed_days))
    say(f"transcript     {writer.path}")


def free_path(folder: Path, started: SessionStarted) -> Path:
    """A file name for a new session that is not taken."""
    return free_name(folder, f"{started.scenario.id.replace('/', '-')}-{started.seed}")


def free_name(folder: Path, stem: str) -> Path:
    """A name in a folder that nothing has."""
    path = folder / f"{stem}.jsonl"
    number = 2
    while path.exists():
        path = folder / f"{stem}-{number}.jsonl"
        number += 1
    return path
