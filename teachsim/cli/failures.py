"""The one place where what went wrong becomes a message and an exit code.

0 done; 1 the work failed or was incomplete; 2 bad usage or a bad file; 3 a model or network fault;
130 interrupted. Messages go to stderr; with --json one document goes to stdout instead.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from teachsim.cli.output import complain, narrate, print_json, printable, write_no_more
from teachsim.errors import BadFile, TeachsimError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

INTERRUPTED = 130
LONGEST_SOURCE = 1_000_000
"""Bytes of a file of which a line is quoted; larger ones are refused before a line matters."""
WIDEST_QUOTE = 100
"""Characters of a quoted line."""

# Typer has carried its own copy of click since 0.26, so these are found by family, not by module.
_UsageError: Any = typer.BadParameter.__mro__[1]
_CommandLineError: type[Exception] = typer.BadParameter.__mro__[2]

_PLACE = re.compile(r"(?P<file>.+?):(?P<line>[0-9]{1,7})(?::(?P<column>[0-9]{1,7}))?", re.DOTALL)
_WORD = re.compile(r"[^\s,:\[\]{}\"']+|\S")


class Interrupted(Exception):
    """Ctrl-C, on its way up to where runs end."""


class Failure(NamedTuple):
    """Something that went wrong, as it is told."""

    kind: str
    """The `class` of the document."""
    message: str
    place: str | None
    remedy: str | None
    exit_code: int


def ended(run: Callable[[], object], arguments: Sequence[str]) -> int:
    """The exit code with which a command line ends, once what went wrong has been told.

    run:       returns an exit code, or anything else for 0
    arguments: as given, so that --json and --debug count even where parsing them failed
    """
    try:
        result = run()
        if sys.stdout:  # None where it was closed before we began
            sys.stdout.flush()
    except (KeyboardInterrupt, Interrupted, typer.Abort):
        failures = [Failure("Interrupted", "interrupted", None, None, INTERRUPTED)]
    except Exception as error:
        if "--debug" in arguments:
            import traceback  # 5 ms, paid by those who ask for it

            print(_without_keys(traceback.format_exc()), end="", file=sys.stderr)
        if _nobody_reads(error):
            write_no_more()
            return 1
        failures = list(failures_of(error))
    else:
        return result if type(result) is int else 0
    if "--json" in arguments:
        print_json(document(failures))
    else:
        for failure in failures:
            show(failure)
    return failures[0].exit_code


def failures_of(error: Exception) -> Iterable[Failure]:
    """What is to be told of an error: one thing, or every problem of a bad file."""
    if isinstance(error, BadFile):
        return [_ours(problem)._replace(kind="BadFile") for problem in error.problems]
    if isinstance(error, TeachsimError):
        return [_ours(error)]
    if isinstance(error, _CommandLineError):
        return [_usage(error)]
    if isinstance(error, OSError) and error.strerror:
        named = None if error.filename is None else os.fsdecode(error.filename)
        remedy = "work in a folder that you may write to" if isinstance(error, PermissionError) else None
        return [Failure(type(error).__name__, error.strerror.lower(), named, remedy, 1)]
    first = _without_keys(f"{type(error).__name__}: {error}").partition("\n")[0]
    return [Failure("InternalFault", f"internal fault: {first[:200]} (--debug shows where)", None, None, 1)]


def document(failures: Sequence[Failure]) -> dict[str, Any]:
    """The document of a failure; where there are several, the first, and all under `problems`."""
    error = {"class": failures[0].kind, **problem(failures[0])}
    if len(failures) > 1:
        error["problems"] = [problem(failure) for failure in failures]
    return {"error": error}


def problem(failure: Failure | TeachsimError) -> dict[str, Any]:
    """What is wrong, where, and what would be right, as JSON."""
    return {"message": failure.message, "place": failure.place, "remedy": failure.remedy}


def show(failure: Failure) -> None:
    """Tell a person: the place, what is wrong, the line of the file, what would be right."""
    where = f"{failure.place}: " if failure.place else ""
    if failure.exit_code == INTERRUPTED:
        complain(where, failure.message)
        return
    complain(("error: ", "bold red"), where, failure.message)
    for quoted in _quoted(failure.place or ""):
        complain(quoted)
    if failure.remedy:
        complain(("help: ", "bold"), failure.remedy)


def tell_left_out() -> None:
    """Warn of files of one's own misconceptions that had to be left out; nothing where none was asked for."""
    for path, error in _left_out().items():
        first = error.problems[0]
        narrate(f"warning: left out: {first.place}: {first.message}; teachsim check {path}")


def _left_out() -> Mapping[Path, BadFile]:
    registry = sys.modules.get("teachsim.domains.registry")  # not loaded: no domain was asked for
    return registry.left_out() if registry is not None else {}


def _defined_in_what_was_left_out(message: str) -> str | None:
    """What to do about a name that is not known only because the file that defines it cannot be read."""
    named = _UNKNOWN.search(message)
    for path in _left_out() if named else ():
        with suppress(OSError, ValueError):
            if named and re.search(rf"\bid:\s*[\"']?{re.escape(named[1])}\b", path.read_text("utf-8-sig")):
                return f"{path} defines it, but cannot be read: teachsim check {path}"
    return None


_UNKNOWN = re.compile(r"no misconception '([^']+)'")


def _ours(error: TeachsimError) -> Failure:
    kind = type(error).__name__
    known_why = _defined_in_what_was_left_out(error.message)
    place, remedy = (text and _without_keys(text) for text in (error.place, known_why or error.remedy))
    return Failure(kind, _without_keys(error.message), place, remedy, error.exit_code)


def _without_keys(text: str) -> str:
    """The text with every key hidden, whatever it came from: nothing is told without passing here."""
    from teachsim.models.secrets import hidden  # for those alone whose run goes wrong

    return hidden(text)


def _usage(error: Any) -> Failure:
    """What typer says of a command line, in our form."""
    said = " ".join(error.format_message().split())
    context = error.ctx if isinstance(error, _UsageError) else None
    command = context.command_path if context else "teachsim"
    message, _, remedy = said.partition(" (Possible options: ")
    if remedy:
        remedy = f"did you mean {remedy.rstrip(')')}?"
    else:
        message, near, remedy = said.partition("Did you mean ")
        remedy = f"did you mean {remedy}" if near else f"`{command} --help` shows how it is used"
    if extra := _EXTRA.match(message):
        message = f"too many arguments: {extra[1]}"
        remedy = f'put what belongs together in quotes, such as "52 - 38"; {remedy}'
    for foreign, ours in _WORDED:
        message = foreign.sub(ours, message)
    if none_of := _NONE_OF.search(message):
        remedy = did_you_mean(none_of[1], re.findall(r"'([^']*)'", none_of[2]), otherwise=remedy) or remedy
    message = message[:1].lower() + message[1:].rstrip(" .")
    return Failure("BadUsage", _without_keys(message), command, remedy, 2)


_EXTRA = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", re.DOTALL)
_NONE_OF = re.compile(r"'([^']*)' is not one of (.+)")
_WORDED = (
    (re.compile(r"Value error, "), ""),
    (re.compile(r"Input should be a valid integer.*"), "a whole number is wanted"),
    (re.compile(r"Input should be a valid number.*"), "a number is wanted"),
    (re.compile(r"Input should be a finite number.*"), "a number is wanted"),
    (re.compile(r"Input should be a valid boolean.*"), "true or false is wanted"),
    (re.compile(r"Input should be greater than or equal to (\S+)"), r"\1 is the least"),
    (re.compile(r"Input should be less than or equal to (\S+)"), r"\1 is the most"),
    (re.compile(r"Input should be greater than (\S+)"), r"more than \1 is wanted"),
    (re.compile(r"Input should be less than (\S+)"), r"less than \1 is wanted"),
    (re.compile(r"Input should be (.+)"), r"\1 is wanted"),
    (re.compile(r"'?(.*?)'? is not a valid (?:integer|int)\b.*"), r"\1 is no whole number"),
    (re.compile(r"Option ('[^']*') requires an argument"), r"\1 wants a value"),
)
"""What the libraries say of a value, and what we say."""


def _quoted(place: str) -> list[str]:
    """The line of the file that a place names, with a caret under the word; nothing if there is none."""
    match = _PLACE.fullmatch(place)
    if match is None:
        return []
    text = _line(Path(match["file"]), int(match["line"]))
    if text is None:
        return []
    at = int(match["column"] or 0) - 1
    first = max(0, at - WIDEST_QUOTE // 2)
    shown = text[first : first + WIDEST_QUOTE]
    gutter = f"{match['line']} | "
    quoted = [gutter + shown]
    if 0 <= at <= len(text):
        word = _WORD.match(shown, at - first)
        before = len(printable(shown[: at - first]))
        quoted.append(" " * (len(gutter) + before) + "^" * len(word[0] if word else "^"))
    return quoted


def _line(path: Path, number: int) -> str | None:
    """A line of a file as it stands there, tabs as one space; None where it cannot be read."""
    try:
        if not path.is_file() or path.stat().st_size > LONGEST_SOURCE:
            return None
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError):
        return None
    return _without_keys(lines[number - 1].replace("\t", " ")) if 1 <= number <= len(lines) else None


def _nobody_reads(error: Exception) -> bool:
    """Whether the other end of the pipe has gone, as `| head` does: no failure to tell of."""
    return isinstance(error, BrokenPipeError) or (isinstance(error, OSError) and error.errno == errno.EPIPE)
