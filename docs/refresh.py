"""Rewrite what the documents take from the program: marked blocks, the CLI reference, transcripts.

`make docs` runs this. It writes only what has changed, so a change of behaviour is seen in review;
tests/test_documents.py and tests/test_recorded.py fail while there is something left to write.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from inspect import cleandoc
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
REFERENCE = ROOT / "docs" / "cli.md"
TRANSCRIPTS = ROOT / "transcripts"

WIDTH = 100
"""Columns of the CLI reference."""
LEFT_OUT = "…"
"""A line that stands for any number of lines."""

CONTRADICTION = "fractions-contradiction"
TELLER = "fractions-teller"
SOCRATIC = "decimals-socratic"
PERCENT = "percent-contradiction"
RECORDED: dict[str, tuple[str, ...]] = {
    CONTRADICTION: ("run", "fractions/unlike-denominators", "--teacher", "contradiction", "--seed", "7"),
    TELLER: ("branch", f"transcripts/{CONTRADICTION}.recorded.jsonl", "--at", "1", "--teacher", "teller"),
    SOCRATIC: ("run", "decimals/which-is-larger", "--teacher", "socratic", "--seed", "8"),
    PERCENT: ("run", "percent/which-number", "--teacher", "contradiction", "--seed", "2"),
}
"""By name, the command that makes a transcript; a branch stands after what it branches from."""

REPLIES = ROOT / "recordings" / "fractions.jsonl"
LESSON, SEED = "fractions/unlike-denominators", 7
LEADS = ("Okay.", "Hmm.", "Well.", "Right.")
"""What the stand-in for a model puts in front."""

DEMO = re.compile(r"(?<=<!-- demo -->\n).*?(?=<!-- /demo -->)", re.DOTALL)
COUNT = re.compile(r"(?<=<!-- count -->)\d+(?= misconceptions<!-- /count -->)")


def main() -> None:
    """Rewrite everything that is out of date, and print what that was."""
    wanted = {README: readme(), REFERENCE: reference()}
    for path, text in wanted.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(path.relative_to(ROOT))
    for path in (*record(), *record_models()):
        print(path.relative_to(ROOT))


def teachsim(*args: str, folder: Path) -> str:
    """What a command prints when it is piped."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "teachsim", *args],
        cwd=folder, env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    return done.stdout


# The README's marked blocks.


def readme() -> str:
    """The README with its demo and its count as they are now."""
    with TemporaryDirectory() as folder:
        demo = block(teachsim("demo", folder=Path(folder)))
    text = README.read_text(encoding="utf-8")
    return COUNT.sub(str(count()), DEMO.sub(lambda _: demo, text))


def block(demo: str) -> str:
    """The demo as it stands in the README."""
    return f"```text\n{shortened(demo)}```\n"


def shortened(demo: str) -> str:
    """Items 1 and 2 in full, and how the session closes; what is between is one line `…`.

    >>> shortened("ITEM 2  a\\n\\nITEM 3  b\\nMAYA\\n\\nafter  near 6/6\\n")
    'ITEM 2  a\\n\\n…\\n\\nafter  near 6/6\\n'
    """
    start, end = demo.index("ITEM 3 "), demo.index("after  near ")
    return f"{demo[:start]}{LEFT_OUT}\n\n{demo[end:]}"


def count() -> int:
    """How many misconceptions all domains have together."""
    from teachsim.domains.registry import domains

    return sum(len(domain.misconceptions) for domain in domains().values())


# The CLI reference.


def reference() -> str:
    """The help of every command as Markdown."""
    from typer.main import get_command

    from teachsim.cli.main import app

    parts = [
        "# The command line",
        "What `teachsim COMMAND --help` says, command by command. This file is written by `make docs`.",
    ]
    for path, text in _helps(get_command(app), ("teachsim",), None):
        parts.append(f"{'#' * (1 + len(path))} {' '.join(path)}\n\n```text\n{text.strip()}\n```")
    return "\n\n".join(parts) + "\n"


def _helps(command: Any, path: tuple[str, ...], parent: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """A command's path and help, then those of the commands below it."""
    command.rich_markup_mode = None  # no boxes
    command.help = _unwrapped(command.help or "")
    context = command.context_class(
        command,
        info_name=path[-1],
        parent=parent,
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        **command.context_settings,
    )
    yield path, command.get_help(context)
    for name, below in getattr(command, "commands", {}).items():
        yield from _helps(below, (*path, name), context)


def _unwrapped(text: str) -> str:
    """Paragraphs marked as not to be filled: their lines are examples and exit codes."""
    return "\n\n".join(f"\b\n{paragraph}" for paragraph in cleandoc(text).split("\n\n"))


# The recorded transcripts.


def transcript(name: str) -> Path:
    """Where the recorded transcript of this name lies."""
    return TRANSCRIPTS / f"{name}.recorded.jsonl"


def record() -> Iterator[Path]:
    """Record every session again, and keep the file where only times would change."""
    for name, command in RECORDED.items():
        path = transcript(name)
        with TemporaryDirectory() as folder:
            teachsim(*command, "--quiet", "--out", folder, folder=ROOT)
            (new,) = Path(folder).glob("*.jsonl")
            if not path.exists() or without_times(new) != without_times(path):
                path.write_bytes(new.read_bytes())
                yield path


# The recorded replies of a model.


def record_models() -> Iterator[Path]:
    """Record again what a model is sent in the lesson of the README, and what the stand-in says to it."""
    with TemporaryDirectory() as folder:
        new = Path(folder) / REPLIES.name
        new.write_text("\n".join(replies(Path(folder))) + "\n", encoding="utf-8")
        if not REPLIES.exists() or REPLIES.read_bytes() != new.read_bytes():
            REPLIES.parent.mkdir(exist_ok=True)
            REPLIES.write_bytes(new.read_bytes())
            yield REPLIES


def replies(folder: Path) -> list[str]:
    """The lines of the recording: each request of the lesson, and the stand-in's reply."""
    import asyncio

    from teachsim.cli.casting import Casting
    from teachsim.cli.preparing import prepared
    from teachsim.engine.session import play
    from teachsim.models.client import Client, Reply, Request, Usage
    from teachsim.models.recording import Recording
    from teachsim.roles.build import stage
    from teachsim.roles.calling import Clients

    class StandIn(Client):
        """Says what it was given, with a word in front: no model, but anybody can have it."""

        async def complete(self, request: Request, on_text: Any = None) -> Reply:
            said = re.findall(r"<said>(.*?)</said>", request.messages[-1].content)[-1]
            lead = LEADS[int(request.digest[:8], 16) % len(LEADS)]
            return Reply(f"{lead} {said}", Usage(None, None, None, None), "stop", 0.0)

        async def aclose(self) -> None:
            """There is nothing to close."""

    path = folder / "recorded"
    casting = Casting.of([f"replay:{REPLIES.relative_to(ROOT).as_posix()}"], None)
    started = prepared(LESSON, None, None, None, SEED, None, None, casting)

    async def recorded() -> None:
        clients = Clients(lambda model, api_base: Recording(StandIn(), path))
        async for _ in play(stage(started, clients=clients)):
            pass
        await clients.aclose()

    asyncio.run(recorded())
    return path.read_text(encoding="utf-8").splitlines()


def without_times(path: Path) -> list[dict[str, Any]]:
    """The lines of a transcript, times aside."""
    rows = [json.loads(line) for line in path.read_bytes().splitlines()]
    return [{key: value for key, value in row.items() if key != "time"} for row in rows]


if __name__ == "__main__":
    main()
