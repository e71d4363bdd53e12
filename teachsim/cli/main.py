"""The command line: its commands, what holds for all of them, and the entry point.

Nothing slow is imported before a command runs: `teachsim --help` reads no domain, no card, no rich table.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from teachsim import __version__
from teachsim.cli import (
    audit,
    batch,
    config,
    diagnose,
    doctor,
    files,
    items,
    listing,
    measure,
    sessions,
    show_prompt,
    solve,
    trace,
    tui,
)
from teachsim.cli.failures import Interrupted, ended, tell_left_out
from teachsim.cli.output import Color, on_terminal, use_color

if TYPE_CHECKING:
    from collections.abc import Sequence

HELP = """\
Simulate teaching: students with executable misconceptions, teachers with beliefs, critics.

Examples:
  teachsim demo
  teachsim solve "52 - 38" --as smaller-from-larger
Exit codes: 0 done, 1 failed or incomplete, 2 bad usage or a bad file,
3 a model or network fault, 130 interrupted.
"""


class Root(TyperGroup):
    """All commands. However a run ends, it ends in one place; --debug and --color may stand anywhere."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line and exit with its code."""
        asked = args[0] if args else extra.pop("args", None)
        given = sys.argv[1:] if asked is None else list(asked)
        use_color(Color.AUTO)
        extra["standalone_mode"] = False
        sys.exit(ended(lambda: super(Root, self).main(args=given, **extra), given))

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named. An interruption goes up as one, not as an exit code."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            raise Interrupted from error
        finally:
            if ctx.invoked_subcommand != "check":  # which tells all of it
                tell_left_out()

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse what stands before the command, and what could as well have stood there."""
        return super().parse_args(ctx, first_what_holds_for_all(args))


def first_what_holds_for_all(args: Sequence[str]) -> list[str]:
    """The arguments with --debug and --color moved to the front.

    >>> first_what_holds_for_all(["list", "--debug", "--color", "never", "--json"])
    ['--debug', '--color', 'never', 'list', '--json']
    """
    end = list(args).index("--") if "--" in args else len(args)
    front: list[str] = []
    rest: list[str] = []
    options = iter(args[:end])
    for arg in options:
        if arg == "--debug" or arg.startswith("--color="):
            front.append(arg)
        elif arg == "--color":
            front += [arg, *(value for value in [next(options, None)] if value is not None)]
        else:
            rest.append(arg)
    return [*front, *rest, *args[end:]]


def _version(wanted: bool) -> None:
    if wanted:
        print(f"teachsim {__version__}")
        raise typer.Exit


app = typer.Typer(
    cls=Root,
    name="teachsim",
    help=HELP,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def everywhere(
    ctx: typer.Context,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback; may stand behind the command.")
    ] = False,
    color: Annotated[Color, typer.Option(help="When to colour; may stand behind the command.")] = Color.AUTO,
    version: Annotated[
        bool,
        typer.Option("--version", "-V", help="Print the version.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Settle what holds for every command; where none is named, open Home on a terminal, else print help."""
    use_color(color)
    if ctx.invoked_subcommand is None:
        if on_terminal() and sys.stdin.isatty():
            tui.home()
        else:
            typer.echo(ctx.get_help())


for _module in (
    sessions,
    tui,
    show_prompt,
    batch,
    measure,
    trace,
    solve,
    items,
    diagnose,
    audit,
    files,
    listing,
    config,
    doctor,
):
    _module.register(app)


def main() -> None:
    """Run `teachsim` on the arguments of this process."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    app(prog_name="teachsim")
