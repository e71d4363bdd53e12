"""What starting costs, and what `teachsim` alone and its help say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from teachsim import __version__
from teachsim.cli.main import app

ROOT = Path(__file__).parents[2]
COMMANDS = (
    "batch", "demo", "run", "watch", "replay", "resume", "branch", "solve", "items", "diagnose", "audit",
    "trace", "measure", "check", "new", "list",
)  # fmt: skip


def loaded_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return set(done.stdout.split())


def test_the_commands_are_known_before_anything_slow_is_loaded() -> None:
    loaded = loaded_by("import teachsim.cli.main")
    assert not {"pydantic", "yaml", "rich.table", "rich.console", "asyncio", "textual"} & loaded
    ours = {name for name in loaded if name.startswith("teachsim.")}
    assert {name for name in ours if not name.startswith("teachsim.cli")} == {"teachsim.errors"}


def test_solving_loads_no_cards() -> None:
    run = (
        "from typer.testing import CliRunner\nfrom teachsim.cli.main import app\n"
        "assert CliRunner().invoke(app, ['solve', '52 - 38']).exit_code == 0"
    )
    assert not {name for name in loaded_by(run) if name.startswith(("teachsim.engine", "teachsim.roles"))}


def test_alone_it_prints_its_help() -> None:
    done = CliRunner().invoke(app, [])
    assert done.exit_code == 0
    assert "Usage: teachsim" in done.stdout
    assert all(command in done.stdout for command in COMMANDS)


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_printed(option: str) -> None:
    done = CliRunner().invoke(app, [option])
    assert (done.exit_code, done.stdout) == (0, f"teachsim {__version__}\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_examples_and_its_exit_codes(command: str) -> None:
    help_text = CliRunner().invoke(app, [command, "--help"], prog_name="teachsim").stdout
    before, _, after = help_text.partition("Examples:")
    assert before
    examples = after.partition("Exit codes:")[0]
    assert 2 <= examples.count(f"teachsim {command}") <= 4
    assert "Exit codes: 0 done" in help_text or "Exit codes: 0 all" in help_text


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_asked_for_with_h_too(command: str) -> None:
    assert CliRunner().invoke(app, [command, "-h"]).exit_code == 0


def test_a_shell_can_install_completion() -> None:
    assert "--install-completion" in CliRunner().invoke(app, ["--help"]).stdout
