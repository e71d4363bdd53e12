"""How things go wrong: exit codes, what is told where, and never a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer
from typer.testing import CliRunner

from teachsim.cli.failures import Failure, show
from teachsim.cli.main import Root, first_what_holds_for_all
from teachsim.cli.main import app as whole_app
from teachsim.errors import BadFile, BadInput, Diverged, ImpossibleAnswer, ModelFault

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]


def teachsim(*arguments: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "teachsim", *arguments],
        cwd=cwd or ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip


def failing(error: BaseException) -> typer.Typer:
    """Our command line with one command that fails."""
    app = typer.Typer(cls=Root)

    @app.callback()
    def everywhere(debug: bool = False) -> None: ...

    @app.command()
    def fail(json: bool = False) -> None:
        raise error

    return app


ERRORS: list[tuple[BaseException, int, str]] = [
    (ImpossibleAnswer("no hypothesis allows this"), 1, "ImpossibleAnswer"),
    (Diverged("it went otherwise"), 1, "Diverged"),
    (BadInput("no such thing", place="--as", remedy="did you mean 'thing'?"), 2, "BadInput"),
    (BadFile([BadInput("one", place="a.yaml:1:1"), BadInput("two", place="a.yaml:2:1")]), 2, "BadFile"),
    (ModelFault("the model did not answer"), 3, "ModelFault"),
    (typer.BadParameter("say what"), 2, "BadUsage"),
    (PermissionError(13, "Permission denied", "locked.jsonl"), 1, "PermissionError"),
    (ZeroDivisionError("division by zero"), 1, "InternalFault"),
    (KeyboardInterrupt(), 130, "Interrupted"),
]


@pytest.mark.parametrize(("error", "code", "kind"), ERRORS, ids=[kind for _, _, kind in ERRORS])
def test_each_error_has_its_exit_code_its_words_on_stderr_and_its_json(
    error: BaseException, code: int, kind: str
) -> None:
    told = CliRunner().invoke(failing(error), ["fail"])
    assert told.exit_code == code
    assert told.stdout == ""
    assert told.stderr
    assert "Traceback" not in told.stderr
    as_json = CliRunner().invoke(failing(error), ["fail", "--json"])
    assert as_json.exit_code == code
    assert as_json.stderr == ""
    found = json.loads(as_json.stdout)["error"]
    assert found["class"] == kind
    assert {"message", "place", "remedy"} < set(found)


def test_every_problem_of_a_bad_file_is_told() -> None:
    error = BadFile([BadInput("one", place="a.yaml:1:1"), BadInput("two", place="a.yaml:2:1")])
    assert CliRunner().invoke(failing(error), ["fail"]).stderr.count("error: a.yaml:") == 2
    found = json.loads(CliRunner().invoke(failing(error), ["fail", "--json"]).stdout)["error"]
    assert [problem["place"] for problem in found["problems"]] == ["a.yaml:1:1", "a.yaml:2:1"]


def test_an_internal_fault_is_one_line_and_its_traceback_is_shown_only_when_asked_for() -> None:
    error = ZeroDivisionError("division by zero\nand more")
    short = CliRunner().invoke(failing(error), ["fail"])
    assert short.stderr.splitlines() == [
        "error: internal fault: ZeroDivisionError: division by zero (--debug shows where)"
    ]
    for arguments in (["--debug", "fail"], ["fail", "--debug"]):
        assert "Traceback" in CliRunner().invoke(failing(error), arguments).stderr


def test_the_exit_code_a_command_asks_for_is_kept() -> None:
    assert CliRunner().invoke(failing(typer.Exit(1)), ["fail"]).exit_code == 1
    assert CliRunner().invoke(failing(typer.Abort()), ["fail"]).exit_code == 130


def told(capsys: pytest.CaptureFixture[str], failure: Failure) -> list[str]:
    show(failure)
    return capsys.readouterr().err.splitlines()


def test_a_place_in_a_file_is_shown_with_a_caret_under_the_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "add.yaml"
    path.write_text("id: add\n  misconceptions: [add-top-and-bottom]\n", encoding="utf-8")
    place = f"{path}:2:20"
    lines = told(capsys, Failure("BadFile", "unknown misconception", place, "did you mean …?", 2))
    assert lines == [
        f"error: {place}: unknown misconception",
        "2 |   misconceptions: [add-top-and-bottom]",
        "                       ^^^^^^^^^^^^^^^^^^",
        "help: did you mean …?",
    ]


@pytest.mark.parametrize(
    ("content", "place", "quotes"),
    [
        (b"a: 1\n", ":9:1", []),  # no such line
        (b"\xff\xfea\x00", ":1:1", []),  # no text
        (b"a: \x1b[31mred\n", ":1:1", ["1 | a: \\x1b[31mred", "    ^"]),  # nobody steers the terminal
        (b"\ta: 1\n", ":1:2", ["1 |  a: 1", "     ^"]),
        (b"a, b\n", ":1", ["1 | a, b"]),  # a line, no column
        (b"a: 1\n", ":1:99", ["1 | "]),  # beyond the line
    ],
)
def test_whatever_a_file_holds_quoting_it_does_no_harm(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, place: str, quotes: list[str]
) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(content)
    assert told(capsys, Failure("BadFile", "wrong", f"{path}{place}", None, 2))[1:] == quotes


def test_a_caret_far_to_the_right_is_still_on_the_screen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "f.yaml"
    path.write_text("x " * 3000 + "here " + "y " * 3000, encoding="utf-8")
    _, quoted, caret = told(capsys, Failure("BadFile", "wrong", f"{path}:1:6001", None, 2))
    assert len(quoted) < 120
    assert quoted[caret.index("^") : caret.rindex("^") + 1] == "here"


@pytest.mark.parametrize(
    ("arguments", "message", "remedy"),
    [
        (["slove"], "no such command 'slove'", "did you mean 'solve'?"),
        (["solve"], "missing argument 'ITEM'", "teachsim solve --help"),
        (["solve", "1 + 1", "--jsn"], "no such option: --jsn", "--json"),
        (["--color", "blue", "list"], "invalid value for '--color'", "teachsim --help"),
    ],
)
def test_bad_usage_ends_in_2_and_is_told_in_our_form(
    arguments: Sequence[str], message: str, remedy: str
) -> None:
    done = CliRunner().invoke(whole_app, arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert message in done.stderr
    assert remedy in done.stderr


def test_bad_usage_is_json_where_json_was_asked_for() -> None:
    done = CliRunner().invoke(whole_app, ["solve", "--json"])
    assert done.exit_code == 2
    assert json.loads(done.stdout)["error"]["class"] == "BadUsage"


def test_what_holds_for_all_may_stand_anywhere_but_behind_two_dashes() -> None:
    given = ["list", "--color", "never", "--", "--debug"]
    assert first_what_holds_for_all(given) == ["--color", "never", "list", "--", "--debug"]
    assert first_what_holds_for_all(["list", "--color"]) == ["--color", "list"]


# --- the real process -------------------------------------------------------------------------


def test_a_process_keeps_stdout_for_data_and_stderr_for_words() -> None:
    good = teachsim("solve", "52 - 38", "--json")
    assert (good.returncode, good.stderr) == (0, "")
    assert json.loads(good.stdout)["answer"] == "14"
    bad = teachsim("solve", "nonsense")
    assert (bad.returncode, bad.stdout) == (2, "")
    assert bad.stderr.startswith("error: cannot read 'nonsense'")
    bad = teachsim("solve", "nonsense", "--json")
    assert (bad.returncode, bad.stderr) == (2, "")
    assert json.loads(bad.stdout)["error"]["class"] == "BadInput"


def test_color_is_for_terminals_unless_told_otherwise() -> None:
    arguments = ("solve", "52 - 38", "--as", "smaller-from-larger")
    plain = teachsim(*arguments)
    assert "\x1b" not in plain.stdout
    coloured = teachsim(*arguments, "--color", "always")
    assert "\x1b[" in coloured.stdout
    assert "\x1b" not in teachsim(*arguments, NO_COLOR="1").stdout
    assert "\x1b" not in teachsim(*arguments, "--color", "never", FORCE_COLOR="1").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="no pty")
@pytest.mark.parametrize(
    ("env", "arguments", "coloured"),
    [
        ({"TERM": "xterm"}, (), True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, (), False),
        ({"TERM": "dumb"}, (), False),
        ({"TERM": "xterm"}, ("--color", "never"), False),
    ],
)
def test_a_terminal_is_coloured_unless_it_or_its_owner_objects(
    env: dict[str, str], arguments: tuple[str, ...], coloured: bool
) -> None:
    import pty

    ours, theirs = pty.openpty()
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "TERM")}
    subprocess.run(
        [sys.executable, "-m", "teachsim", "solve", "52 - 38", *arguments],
        env={**kept, "PYTHONPATH": str(ROOT), **env}, stdout=theirs, stderr=theirs, timeout=60, check=True,
    )  # fmt: skip
    os.close(theirs)
    shown = os.read(ours, 4096).decode()
    os.close(ours)
    assert "14" in shown
    assert ("\x1b" in shown) == coloured


def test_a_terminal_that_knows_only_ascii_is_no_fault() -> None:
    arguments = ("solve", "3/7 × 4", "--as", "cross-multiplies-product")
    assert teachsim(*arguments, PYTHONIOENCODING="ascii").returncode == 0
    done = teachsim(*arguments, "--json", PYTHONIOENCODING="ascii")
    assert json.loads(done.stdout)["item"] == "3/7 × 4"


def started(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "teachsim", *arguments],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipes")
@pytest.mark.parametrize("arguments", [("list", "misconceptions"), ("list", "misconceptions", "--json")])
def test_a_reader_that_goes_away_is_no_fault_to_tell_of(arguments: tuple[str, ...]) -> None:
    process = started(*arguments)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
def test_ctrl_c_ends_in_130_without_a_traceback(tmp_path: Path) -> None:
    process = started(
        "run", "fractions/unlike-denominators", "--seed", "7", "--pace", "30", "--out", str(tmp_path),
        # a test runner in the background ignores the signal, and its children would too
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    assert process.stdout is not None
    try:
        while not process.stdout.readline().startswith(b"ITEM"):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=10)
    finally:
        process.kill()
    assert process.returncode == 130
    assert b"Traceback" not in stderr
    assert b"teachsim resume" in stderr


@pytest.mark.parametrize(
    ("arguments", "message", "remedy"),
    [
        (("run", "x", "--seed", "y"), "invalid value for '--seed': a whole number is wanted", "--help"),
        (("run", "x", "--seed", "-1"), "invalid value for '--seed': 0 is the least", "--help"),
        (("trace", "a.csv", "--model", "fpa"), "'fpa' is not one of 'bkt'", "did you mean 'pfa'?"),
        (("demo", "one", "two"), "too many arguments: one two", "in quotes"),
        (("diagnose", "--csv"), "'--csv' wants a value", "--help"),
        (("branch", "nofile.jsonl"), "nofile.jsonl", ""),
    ],
)
def test_what_is_wrong_with_an_option_is_told_in_our_words(
    arguments: tuple[str, ...], message: str, remedy: str
) -> None:
    done = CliRunner().invoke(whole_app, list(arguments))
    assert done.exit_code == 2
    assert message in done.stderr
    assert remedy in done.stderr
    for foreign in ("Input should", "Value error", "argument(s)"):
        assert foreign not in done.stderr


def test_a_broken_file_of_ones_own_misconceptions_stops_only_what_needs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "misconceptions").mkdir()
    path = tmp_path / "misconceptions" / "mine.yaml"
    path.write_text("domain: algebra\nmisconceptions:\n- id: my-rule\n", encoding="utf-8")
    other = CliRunner().invoke(whole_app, ["solve", "52 - 38", "--as", "smaller-from-larger"])
    assert other.exit_code == 0
    assert "26" in other.stdout
    assert "warning: left out: misconceptions/mine.yaml:3:3" in other.stderr
    needed = CliRunner().invoke(whole_app, ["solve", "3(x + 4)", "--as", "my-rule"])
    assert needed.exit_code == 2
    assert "misconceptions/mine.yaml defines it, but cannot be read" in needed.stderr
    assert CliRunner().invoke(whole_app, ["check", "misconceptions/mine.yaml"]).exit_code == 2
