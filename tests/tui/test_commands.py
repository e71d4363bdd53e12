"""`teachsim watch` and `teachsim replay` where nobody has a screen."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from teachsim.cli.main import app
from tests.tui.screens import LESSON

SCENARIO = "fractions/unlike-denominators"


def run(*args: str):
    return CliRunner().invoke(app, [*args], prog_name="teachsim")


def test_piped_a_session_watched_is_told_as_one_that_is_run():
    watched = run("watch", SCENARIO, "--seed", "7", "--out", "a")
    ran = run("run", SCENARIO, "--seed", "7", "--out", "b")
    assert watched.exit_code == ran.exit_code == 0
    assert watched.stdout.replace("a/fractions", "b/fractions") == ran.stdout


def test_piped_a_replay_is_text_from_the_turn_asked_for():
    told = run("replay", str(LESSON), "--at", "4").stdout
    assert "  4 TEACHER " in told
    assert "  3 MAYA " not in told
    assert told.splitlines()[0].startswith("Fractions with unlike denominators")


def test_a_replay_of_no_such_turn_says_which_there_are():
    done = run("replay", str(LESSON), "--at", "900")
    assert done.exit_code == 2
    assert "whole turns are 1 to" in done.stderr


def test_a_cut_transcript_is_told_with_notices():
    Path("cut.jsonl").write_bytes(LESSON.read_bytes()[:30_000])
    done = run("replay", "cut.jsonl")
    assert done.exit_code == 0
    assert "is cut and was dropped" in done.stderr
    assert "teachsim resume cut.jsonl" in done.stderr


def test_the_first_picture_loads_neither_pydantic_nor_yaml():
    code = "import sys, teachsim.tui.app; print(json.dumps(sorted(sys.modules)))".replace(
        "sys,", "sys, json,"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=LESSON.parents[3],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert not {"pydantic", "yaml"} & set(json.loads(done.stdout))
