"""The commands that open screens: watch and replay, and Home where `teachsim` stands alone on a terminal.

What the screens need of the rest of the command line, sessions to play above all, is handed to them here.
Elsewhere than on a terminal a session is told as text.
"""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated, Any

import typer

from teachsim.cli import completion
from teachsim.cli.casting import ApiBase, Brains, Casting, Models
from teachsim.cli.output import on_terminal
from teachsim.cli.sessions import LIMITS, OUTPUT, TRANSCRIPTS, WHAT, Out, Seed, Students, Teacher
from teachsim.errors import BadInput, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.engine.events import Event, SessionStarted
    from teachsim.tui.seams import Opened

THEMES = ("auto", "dark", "light", "high-contrast", "mono")
"""As tui/themes.py has them, which help need not load."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(rich_help_panel="Sessions")(watch)
    app.command(rich_help_panel="Sessions")(replay)


Theme = Annotated[
    str | None,
    typer.Option(
        "--theme",
        metavar="THEME",
        help="auto, dark, light, high-contrast or mono; TEACHSIM_THEME sets it for good.",
        envvar="TEACHSIM_THEME",
        show_envvar=False,
        autocompletion=lambda incomplete: [name for name in THEMES if name.startswith(incomplete)],
        rich_help_panel=OUTPUT,
    ),
]
Plain = Annotated[bool, typer.Option("--plain", help="As text, without a screen.", rich_help_panel=OUTPUT)]
NoMouse = Annotated[
    bool,
    typer.Option(
        "--no-mouse", help="Leave the mouse to the terminal, to select text.", rich_help_panel=OUTPUT
    ),
]


def watch(
    scenario: Annotated[
        str,
        typer.Argument(
            autocompletion=completion.scenarios,
            help="A scenario by name or file, such as fractions/unlike-denominators.",
        ),
    ],
    teacher: Teacher = None,
    student: Students = None,
    seed: Seed = None,
    model: Models = None,
    api_base: ApiBase = None,
    brain: Brains = None,
    out: Out = TRANSCRIPTS,
    paused: Annotated[
        bool, typer.Option("--paused", help="Hold after the first turn.", rich_help_panel=LIMITS)
    ] = False,
    plain: Plain = False,
    theme: Theme = None,
    no_mouse: NoMouse = False,
) -> None:
    """Watch a session live on a screen: what is said, believed and held. Piped, it is told as text.

    Examples:
      teachsim watch fractions/unlike-denominators
      teachsim watch subtraction/borrowing --teacher socratic --seed 3 --plain
    Exit codes: 0 done, 2 bad usage or file, 3 a model or network fault, 130 interrupted.
    """
    from teachsim.cli.playing import run_prepared
    from teachsim.cli.preparing import prepared

    casting = Casting.of(model, api_base, brain)
    if plain or not on_terminal():
        started = prepared(scenario, teacher, student, None, seed, None, None, casting)
        run_prepared(started, out, casting)
        return
    opener = CommandLineOpener(casting, out, students=student, seed=seed)

    def first() -> Any:
        from teachsim.tui.live import LiveScreen

        return LiveScreen(lambda: opener.new(scenario, teacher=teacher), scenario, paused=paused)

    prepared(scenario, teacher, student, None, seed or 1, None, None, casting)  # errors come as text
    show(opener, first, theme=theme, mouse=not no_mouse)


def replay(
    transcript: Annotated[Path, typer.Argument(help="A transcript, finished or not.")],
    at: Annotated[
        int | None,
        typer.Option("--at", min=1, metavar="TURN", help="The turn to begin at.", rich_help_panel=WHAT),
    ] = None,
    no_mind: Annotated[
        bool,
        typer.Option(
            "--no-mind", help="Leave out what the teacher believes and decides.", rich_help_panel=OUTPUT
        ),
    ] = False,
    plain: Plain = False,
    theme: Theme = None,
    no_mouse: NoMouse = False,
) -> None:
    """Read a session again on a screen, at any speed and from any turn. Piped, it is told as text.

    Examples:
      teachsim replay transcripts/fractions-unlike-denominators-7.jsonl
      teachsim replay session.jsonl --at 12
      teachsim replay session.jsonl --plain --no-mind
    Exit codes: 0 done, 2 bad usage or a file that is no transcript.
    """
    if plain or not on_terminal():
        told(transcript, at, minds=not no_mind)
        return

    def first() -> Any:
        from teachsim.tui.replay import ReplayScreen

        screen = ReplayScreen(transcript, at)
        screen.minds = not no_mind
        return screen

    show(CommandLineOpener(Casting(), transcript.parent), first, theme=theme, mouse=not no_mouse)


def told(path: Path, at: int | None, *, minds: bool) -> None:
    """A recorded session as text: from the start, or from a turn on."""
    from teachsim.cli.narrator import Narrator, closing
    from teachsim.cli.output import narrate, print_line
    from teachsim.engine.transcript import read
    from teachsim.measure.summary import summarise

    found = read(path)
    if at is not None:
        found.through_turn(at)  # says which turns there are
    for notice in found.notices:
        narrate(f"notice: {notice}")
    narrator = Narrator(minds=minds)
    begun = at is None
    for event in found.events:
        lines = list(narrator.lines(event))
        begun = begun or (event.turn or 0) >= (at or 0)
        if begun or event.type == "session_started":
            for line in lines:
                print_line(line)
    if not found.finished:
        narrate(f"notice: unfinished; go on with: teachsim resume {path}")
        return
    for line in closing(summarise(found.events, str(path)), found.started.scenario.delayed_days):
        print_line(line)


def home() -> None:
    """Home, where everything else can be opened from."""
    import os

    show(CommandLineOpener(Casting(), TRANSCRIPTS), None, theme=os.environ.get("TEACHSIM_THEME"), mouse=True)


def show(
    opener: CommandLineOpener, first: Callable[[], Any] | None, *, theme: str | None, mouse: bool
) -> None:
    """Run the app until it is left.

    raises: BadInput for a theme that there is not
    """
    if theme and theme not in THEMES:
        raise BadInput(
            f"no theme {theme[:40]!r}",
            place="--theme",
            remedy=did_you_mean(theme, THEMES, otherwise=f"there are {', '.join(THEMES)}"),
        )
    from teachsim.tui.app import TeachsimApp  # 400 ms, paid by whoever opens a screen

    TeachsimApp(opener, first, theme=theme or None).run(mouse=mouse)


class CommandLineOpener:
    """Sessions for the screens, with the models, the folder and the seed of the command."""

    def __init__(
        self, casting: Casting, out: Path, *, students: list[str] | None = None, seed: int | None = None
    ) -> None:
        self._casting, self._out = casting, out
        self._students, self._seed = students, seed

    def new(self, scenario: str, *, teacher: str | None = None) -> Opened:
        """A new session of a scenario."""
        from teachsim.cli.preparing import prepared

        started = prepared(scenario, teacher, self._students, None, self._seed, None, None, self._casting)
        return self._fresh(started)

    def demo(self) -> Opened:
        """The session of `teachsim demo`."""
        from teachsim.cli.preparing import prepared
        from teachsim.cli.sessions import DEMO_SCENARIO, DEMO_SEED, DEMO_TEACHER

        return self._fresh(prepared(DEMO_SCENARIO, DEMO_TEACHER, None, None, DEMO_SEED, None, None))

    def _fresh(self, started: SessionStarted) -> Opened:
        from teachsim.cli.playing import free_path
        from teachsim.engine.transcript import Writer

        path = free_path(self._out, started)
        return self._opened(started, path, lambda: Writer.new(path))

    def resumed(self, path: Path) -> Opened:
        """An unfinished transcript."""
        from teachsim.cli.preparing import resuming
        from teachsim.engine.transcript import Writer

        found, whole, started = resuming(path, self._casting)
        return self._opened(
            started,
            path,
            lambda: Writer.onto(whole),
            recorded=whole.events,
            again=found.beyond(whole),
            notices=found.notices,
        )

    def branched(self, path: Path, at: int, *, teacher: str | None, words: str | None) -> Opened:
        """Otherwise after a turn."""
        from teachsim.cli.playing import free_name
        from teachsim.cli.preparing import branching
        from teachsim.engine.transcript import Writer, read

        way = branching(read(path), at, teacher, words, self._casting)
        target = free_name(self._out, f"{path.stem}-from-{at}")

        def writing() -> Writer:
            writer = Writer.new(target, way.prefix)
            writer.write(way.event)
            return writer

        return self._opened(way.started, target, writing, recorded=way.recorded)

    def models(self) -> str:
        """Offline, or the model that the settings name for students."""
        from teachsim.config import load
        from teachsim.errors import TeachsimError
        from teachsim.models.settings import chosen_model

        try:
            config = load()
            choice = chosen_model(
                "student", None, self._casting.asked, configured=config.values, file=config.file
            )
        except TeachsimError:
            return "offline · the settings cannot be read: `teachsim doctor`"
        return "offline · no model needed" if choice is None else f"model {choice.value}, for cards that ask"

    def _opened(
        self,
        started: SessionStarted,
        path: Path,
        writing: Any,
        *,
        recorded: tuple[Event, ...] = (),
        again: tuple[Event, ...] = (),
        notices: tuple[str, ...] = (),
    ) -> Opened:
        from teachsim.cli.casting import clients_for
        from teachsim.roles.build import calls_models, stage
        from teachsim.tui.seams import Opened

        return Opened(
            started=started,
            path=path,
            writing=writing,
            staging=lambda clients: stage(started, clients=clients, again=again),
            clients=lambda: clients_for(self._casting) if calls_models(started) else None,
            recorded=recorded,
            notices=notices,
        )
