"""Where words go: data to stdout, narration to stderr, colour only where a person can see it.

Lines are not wrapped, so that a pipe gets what a terminal shows, colour excepted; only tables are, where a
terminal is too narrow for them.
"""

from __future__ import annotations

import json
import os
import sys
import textwrap
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from teachsim.cli.narrator import Line

Piece = str | tuple[str, str]
"""Text, or text with its style, such as `("wrong", "red")`."""


class Color(StrEnum):
    """When output is coloured."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


NARROWEST = 20
"""Columns below which text is not wrapped but left to the terminal."""

_STYLES = {
    "title": "bold",
    "item": "bold",
    "student": "green",
    "teacher": "cyan",
    "mind": "dim",
    "critic": "yellow",
    "plain": "",
}
"""By a line's style: roles carry words as well, so nothing is said by colour alone."""

_chosen = [Color.AUTO]  # as --color says; one process has one terminal


def use_color(color: Color) -> None:
    """Colour what is printed from now on always, never, or where it goes to a terminal."""
    _chosen[0] = color


def write_no_more() -> None:
    """Send the rest of stdout nowhere, lest the interpreter complain when it flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def console(*, stderr: bool = False) -> Console:
    """A rich console on stdout or stderr that keeps to --color, NO_COLOR and TERM=dumb.

    Square brackets and numbers in the text are left as they are.
    """
    from rich.console import Console  # 40 ms that --help, --version and --json need not pay

    color = _chosen[0]
    plain = color is Color.NEVER or (color is Color.AUTO and bool(os.environ.get("NO_COLOR")))
    system: Any = None if plain else "standard" if color is Color.ALWAYS else "auto"
    forced = True if color is Color.ALWAYS else None
    return Console(
        stderr=stderr,
        color_system=system,
        no_color=False,
        force_terminal=forced,
        highlight=False,
        markup=False,
        emoji=False,
    )


def on_terminal() -> bool:
    """Whether a person may be watching stdout as it comes."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


class Writing:
    """A line on stderr, on a terminal only, that says who is writing; it is gone before the next line.

    It counts what a model writes and never shows it: words are shown once they have been read and are said.
    """

    def __init__(self, *, shown: bool) -> None:
        """shown: whether somebody wants to see it; nobody does where stderr is no terminal."""
        self._agent, self._length = "", 0
        self.shown = shown and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def __call__(self, agent: str, part: str) -> None:
        """More was written."""
        self._length = (self._length if agent == self._agent else 0) + len(part)
        self._agent = agent
        if self.shown:
            sys.stderr.write(f"\r{printable(agent)} is writing … {self._length} characters\x1b[K")
            sys.stderr.flush()

    def clear(self) -> None:
        """Leave nothing of it."""
        if self.shown and self._agent:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
        self._agent, self._length = "", 0


def say(*pieces: Piece) -> None:
    """Print one line of data on stdout."""
    _print_lines([pieces], stderr=False)


def narrate(text: str) -> None:
    """Print on stderr what accompanies the data."""
    _print_lines([[line] for line in text.split("\n")], stderr=True)


def complain(*pieces: Piece) -> None:
    """Print one line of an error on stderr."""
    _print_lines([pieces], stderr=True)


def print_line(line: Line) -> None:
    """Print a line of a session on stdout; on a terminal it is wrapped under its own beginning."""
    from rich.text import Text  # comes with the console

    out = console()
    style = _STYLES[line.style]
    label = printable(line.label).ljust(line.indent)
    text = printable(line.text)
    room = out.width - line.indent
    if not on_terminal() or room < NARROWEST:
        out.print(Text(label + text, style), soft_wrap=True)
        return
    lines = textwrap.wrap(text, room, break_on_hyphens=False) or [""]
    for number, part in enumerate(lines):
        out.print(Text((label if number == 0 else " " * line.indent) + part, style), soft_wrap=True)


def say_table(
    headers: Sequence[str], rows: Iterable[Sequence[str]], *, dispensable: Sequence[str] = ()
) -> None:
    """Print aligned columns on stdout, two spaces between them.

    A terminal that is too narrow gets them folded, once the columns that it can do without are left out; what
    is piped is always whole, one row a line.
    """
    table = [tuple(headers), *(tuple(printable(cell) for cell in row) for row in rows)]
    out = console()
    width = out.width if on_terminal() else None
    lines = columns_in(table, width, dispensable)
    _print_lines([[(lines[0], "bold")], *([line] for line in lines[1:])], stderr=False)


def columns_in(
    table: Sequence[Sequence[str]], width: int | None, dispensable: Sequence[str] = ()
) -> list[str]:
    """The lines of a table, its heads first; in a width, narrowed as `say_table` says."""
    heads = table[0]
    kept = list(range(len(heads)))
    for name in dispensable:
        if width is None or _width(table, kept) <= width:
            break
        kept = [n for n in kept if heads[n] != name]
    chosen = [[row[n] for n in kept] for row in table]
    if width is None or _width(table, kept) <= width:
        widths = [max(map(len, column)) for column in zip(*chosen, strict=True)]
        return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in chosen]
    return _folded(chosen, width)


def _width(table: Sequence[Sequence[str]], kept: Sequence[int]) -> int:
    return sum(max(len(row[n]) for row in table) + 2 for n in kept) - 2


def _folded(table: Sequence[Sequence[str]], width: int) -> list[str]:
    """The table with its widest columns folded, as rich shares out the width."""
    import io

    from rich.console import Console
    from rich.table import Table

    shown = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    for number in range(len(table[0])):
        # what a thing is called stays whole, so that it can be copied
        whole = number == 0 and max(len(row[0]) for row in table) <= width * 3 // 5
        shown.add_column(overflow="fold", no_wrap=whole)
    for row in table:
        shown.add_row(*row)
    page = Console(file=io.StringIO(), width=width, color_system=None, markup=False, highlight=False)
    page.print(shown)
    assert isinstance(page.file, io.StringIO)
    return [line.rstrip() for line in page.file.getvalue().splitlines()]


def print_json(document: Any) -> None:
    """Print the one document that --json promises."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:  # half a character from a file name, or a terminal that knows only ASCII
        text = json.dumps(document, indent=2)
    print(text)


def printable(text: str) -> str:
    """The text with control characters written out, so that no file or name can steer the terminal."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def share(probability: float) -> str:
    """A probability with two places and no leading zero: `.97`, `1.00`."""
    return f"{probability:.2f}".removeprefix("0")


def _print_lines(lines: Iterable[Sequence[Piece]], *, stderr: bool) -> None:
    from rich.text import Text  # comes with the console

    target = console(stderr=stderr)
    for pieces in lines:
        clean = [
            printable(piece) if isinstance(piece, str) else (printable(piece[0]), piece[1])
            for piece in pieces
        ]
        target.print(Text.assemble(*clean), soft_wrap=True)
