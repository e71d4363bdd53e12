"""What the documents show is run: their commands, the demo, the count, the CLI reference.

Each document gets a working folder of its own, in which its commands are typed in order. A document
that says how to change the program gets a copy of the program there, and the changes are made to it.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import NamedTuple

import pytest

from docs.refresh import COUNT, DEMO, LEFT_OUT, README, REFERENCE, ROOT, block, count, reference, teachsim

DOCUMENTS = [README, *sorted((ROOT / "docs").glob("*.md"))]
WITH_EXAMPLES = [
    path
    for path in (*(ROOT / "teachsim").rglob("*.py"), *(ROOT / "docs").glob("*.py"), Path(__file__))
    if re.search(r"^ +>>> ", path.read_text(encoding="utf-8"), re.MULTILINE)
]
NOT_TYPED = ("make", "source", "pip")
"""What sets an environment up; the tests have theirs."""

PIECES = re.compile(
    r"(?P<demo><!-- demo -->)"
    r"|<!-- add to (?P<file>\S+) above (?P<line>.+?) -->\n+```\w+\n(?P<added>.*?)^```$"
    r"|^```console\n(?P<console>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
STATED = re.compile(r"#.*\bexit (\d+)")
TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)|\b\d+(?:\.\d+)? ?m?s\b")


class Command(NamedTuple):
    """A line as it is typed, the code with which it ends, and the output shown under it."""

    typed: str
    exit_code: int
    shown: list[str]


class Addition(NamedTuple):
    """Lines to be put into a file above another line of it."""

    file: str
    line: str
    text: str


DEMO_COMMAND = Command("teachsim demo", 0, [])


def pieces(text: str) -> list[Command | Addition]:
    """What a document has one do, in its order."""
    found: list[Command | Addition] = []
    for match in PIECES.finditer(text):
        if match["demo"]:
            found.append(DEMO_COMMAND)
        elif match["file"]:
            found.append(Addition(match["file"], match["line"], match["added"]))
        else:
            found += commands(match["console"])
    return found


def commands(console: str) -> list[Command]:
    """The commands of a console block.

    >>> commands("$ teachsim check a.yaml   # exit 2\\n$ teachsim list\\n…\\n$ make test\\n")
    [Command(typed='teachsim check a.yaml   # exit 2', exit_code=2, shown=[]), \
Command(typed='teachsim list', exit_code=0, shown=['…'])]
    """
    found: list[Command] = []
    for part in re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]:
        typed, *shown = part.replace("\\\n", "").splitlines()
        stated = STATED.search(typed)
        if typed.split()[0] not in NOT_TYPED:
            found.append(Command(typed, int(stated[1]) if stated else 0, shown))
    return found


def matches(shown: list[str], printed: list[str]) -> bool:
    """Whether this was printed, times aside; … is any number of lines, and within a line any text."""
    pattern = "".join(map(_pattern, shown))
    text = "".join(TIME.sub("TIME", line.rstrip()) + "\n" for line in printed)
    return re.fullmatch(pattern, text) is not None


def _pattern(line: str) -> str:
    if line == LEFT_OUT:
        return r"(?:.*\n)*"
    return ".*".join(map(re.escape, TIME.sub("TIME", line).split(LEFT_OUT))) + r"\n"


@pytest.mark.parametrize(
    ("shown", "printed", "match"),
    [
        (["26"], ["26"], True),
        (["26"], ["26", "27"], False),
        (["26", "…"], ["26", "27", "28"], True),
        (["…", "28"], ["26", "27", "28"], True),
        (["took 3.1 s"], ["took 12 s"], True),
        (["26 .9… · …"], ["26 .97 · unknown .01"], True),
        (["26 .9…"], ["26 .97", "27"], False),
    ],
)
def test_output_is_compared_line_by_line(shown, printed, match):
    assert matches(shown, printed) is match


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_of_a_document_does_what_the_document_shows(document, tmp_path):
    found = pieces(document.read_text(encoding="utf-8"))
    program = ROOT
    if any(isinstance(piece, Addition) for piece in found):
        program = tmp_path
        copy_of_the_program(program)
    environment = as_installed(program, tmp_path / ".bin")
    for piece in found:
        if isinstance(piece, Addition):
            add(piece, program)
            continue
        done = subprocess.run(
            piece.typed, shell=True, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8",
            timeout=300, check=False,
        )  # fmt: skip
        said = f"$ {piece.typed}\n{done.stdout}{done.stderr}"
        assert done.returncode == piece.exit_code, said
        if piece.shown:
            assert matches(piece.shown, (done.stdout + done.stderr).splitlines()), said


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_of_the_program_that_a_document_names_is_there(document):
    named = set(re.findall(r"`((?:teachsim|tests)/[\w/.-]+)`", document.read_text(encoding="utf-8")))
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def copy_of_the_program(folder: Path) -> None:
    """What a change to the program needs: its code, cards and tests."""
    for name in ("teachsim", "tests", "scenarios", "agents"):
        copytree(ROOT / name, folder / name, ignore=ignore_patterns("__pycache__"))
    (folder / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())


def as_installed(program: Path, folder: Path) -> dict[str, str]:
    """An environment in which `teachsim` is this program, and `python` is the one of the tests."""
    folder.mkdir()
    command = folder / "teachsim"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m teachsim "$@"\n')
    command.chmod(0o755)
    return {
        **{key: value for key, value in os.environ.items() if not key.startswith("PYTEST")},
        "PATH": f"{folder}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(program),
        "NO_COLOR": "1",
    }


def add(addition: Addition, program: Path) -> None:
    """Carry out what the document says to write."""
    path = program / addition.file
    text = path.read_text(encoding="utf-8")
    line = re.compile(f"^{re.escape(addition.line)}$", re.MULTILINE)
    places = list(line.finditer(text))
    assert len(places) == 1, f"{addition.file} has {len(places)} lines {addition.line!r}"
    # two blank lines follow a definition; a formatter would take them out of the document
    gap = "\n\n" if addition.text.startswith(("@", "def ")) else ""
    before, after = text[: places[0].start()], text[places[0].start() :]
    path.write_text(before + addition.text + gap + after, encoding="utf-8")


def test_the_demo_in_the_readme_is_the_demo(tmp_path):
    (shown,) = DEMO.findall(README.read_text(encoding="utf-8"))
    assert shown == block(teachsim("demo", folder=tmp_path)), "the demo has changed: `make docs`"


def test_the_readme_counts_the_misconceptions():
    (counted,) = COUNT.findall(README.read_text(encoding="utf-8"))
    assert int(counted) == count(), "the catalogue has changed: `make docs`"


def test_the_reference_is_what_the_command_line_says():
    assert REFERENCE.read_text(encoding="utf-8") == reference(), "a command has changed: `make docs`"


def test_the_reference_has_every_command_and_no_boxes():
    text = reference()
    commands = "batch demo run resume branch solve items diagnose audit trace measure check new list"
    for command in commands.split():
        assert f"### teachsim {command}\n" in text
    assert not re.search(r"[─│╭╮╰╯\x1b]", text)
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("module", WITH_EXAMPLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_examples_in_docstrings_are_true(module):
    name = ".".join(module.relative_to(ROOT).with_suffix("").parts)
    tried = doctest.testmod(import_module(name))
    assert tried.attempted > 0
    assert tried.failed == 0
