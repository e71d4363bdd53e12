"""Playing a session on the command line: its events told as text while they are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from teachsim.cli.casting import AS_THE_CARDS_SAY
from teachsim.cli.output import Writing, narrate, on_terminal, print_json, print_line, say, write_no_more
from teachsim.errors import ModelFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from teachsim.cli.casting import Casting
    from teachsim.cli.narrator import Line
    from teachsim.engine.events import Event, SessionStarted
    from teachsim.engine.stage import Stage
    from teachsim.engine.transcript import Writer


@dataclass(frozen=True, slots=True)
class Showing:
    """How a session is shown."""

    json: bool = False
    quiet: bool = False
    minds: bool = True
    pace_s: float = 0.0
    """Seconds to wait after each thing said."""


def run_prepared(started: SessionStarted, out: Path, casting: Casting) -> None:
    """Play a session and tell it as text."""
    run_into(started, free_path(out, started), Showing(), casting)


def run_into(
    started: SessionStarted, path: Path, showing: Showing, casting: Casting = AS_THE_CARDS_SAY
) -> Path:
    """Play a new session into a file, and tell it as it is shown."""
    from teachsim.engine.transcript import Writer

    with Writer.new(path) as writer:
        play_on(started, (), writer, showing, casting)
    return path


def play_on(
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

    from teachsim.cli.casting import clients_for
    from teachsim.cli.narrator import Narrator
    from teachsim.engine.events import Utterance
    from teachsim.engine.session import play_into
    from teachsim.roles.build import calls_models, stage

    narrator = Narrator(minds=showing.minds)
    writing = Writing(shown=on_terminal() and not (showing.json or showing.quiet))
    events: list[Event] = []

    async def all_of_it() -> None:
        clients = clients_for(casting, writing if writing.shown else None) if calls_models(started) else None
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
            _print(lines)
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
    _sum_up(events, writer.path, showing, started.scenario.delayed_days)


def _sum_up(events: Sequence[Event], path: Path, showing: Showing, delayed_days: int | None) -> None:
    """Say what came of it. Raises ModelFault where models were asked and none ever answered."""
    from teachsim.cli.narrator import closing
    from teachsim.measure.summary import summarise

    summary = summarise(events, str(path))
    silent = summary.usage.silent
    if not showing.json:
        _print(closing(summary, delayed_days))
        say(f"transcript     {path}")
    elif not silent:
        print_json(summary.model_dump())
    if silent:
        raise ModelFault(
            f"no call to a language model was answered ({', '.join(summary.usage.faults)}); templates spoke",
            place=str(path),
            remedy="`teachsim doctor --model NAME` tries one call",
        )


def _print(lines: Iterable[Line]) -> None:
    try:
        for line in lines:
            print_line(line)
    except (BrokenPipeError, SystemExit):
        # rich ends the program where `| head` has read enough; a session is played to its end all the same
        write_no_more()


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
