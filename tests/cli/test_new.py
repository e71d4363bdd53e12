"""`teachsim new`: a file to start from, which `teachsim check` finds right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from teachsim.cli.main import app


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.mark.parametrize(
    ("kind", "name", "path"),
    [
        ("scenario", "fractions/my-lesson", "scenarios/fractions/my-lesson.yaml"),
        ("student", "tim", "agents/students/tim.yaml"),
        ("teacher", "calm", "agents/teachers/calm.yaml"),
    ],
)
def test_what_is_written_is_named_on_stdout_and_passes_its_check(kind: str, name: str, path: str) -> None:
    done = invoke("new", kind, name)
    assert done.exit_code == 0, done.output
    assert done.stdout == f"{path}\n"
    assert f"teachsim check {path}" in done.stderr
    checked = invoke("check", path)
    assert checked.exit_code == 0, checked.output
    assert checked.stdout == f"ok {path}\n"


@pytest.mark.parametrize("domain", ["algebra", "arithmetic"])
def test_a_misconception_to_start_from_is_right_and_can_be_told_from_the_others(domain: str) -> None:
    done = invoke("new", "misconception", "mine", "--domain", domain)
    assert done.exit_code == 0, done.output
    assert done.stdout == "misconceptions/mine.yaml\n"
    checked = invoke("check", "misconceptions/mine.yaml")
    assert checked.exit_code == 0, checked.output
    assert checked.stdout.startswith("ok misconceptions/mine.yaml\n  mine: wrong on ")
    assert "the two are one" not in checked.stdout
    assert "mine" in invoke("list", "misconceptions").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("misconception", "add-tops-and-bottoms", "--domain", "arithmetic"),
            "there is a misconception 'add-t",
        ),
        (
            ("misconception", "mine", "--domain", "geometry"),
            "no misconceptions are written as rules in 'geome",
        ),
        (("student", "mine", "--domain", "algebra"), "--domain: goes with a misconception"),
    ],
)
def test_a_misconception_that_cannot_be_is_refused(arguments: tuple[str, ...], message: str) -> None:
    done = invoke("new", *arguments)
    assert done.exit_code == 2
    assert message in done.stderr
    assert not Path("misconceptions").exists()


def test_the_json_names_the_path() -> None:
    assert json.loads(invoke("new", "student", "tim", "--json").stdout) == {
        "path": "agents/students/tim.yaml"
    }


def test_a_file_that_is_there_is_never_overwritten() -> None:
    invoke("new", "student", "tim")
    Path("agents/students/tim.yaml").write_text("mine\n", encoding="utf-8")
    done = invoke("new", "student", "tim")
    assert done.exit_code == 2
    assert "there is such a file already" in done.stderr
    assert Path("agents/students/tim.yaml").read_text(encoding="utf-8") == "mine\n"


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (("studnt", "tim"), "did you mean 'student'?"),
        (("pupil", "tim"), "the kinds are scenario, student, teacher"),
        (("student", "Tim B"), "such as 'tim-b'"),
        (("student", "../tim"), "use small letters"),
        (("student",), "teachsim new --help"),
    ],
)
def test_what_cannot_be_written_says_what_would_be_right(arguments: tuple[str, ...], remedy: str) -> None:
    done = invoke("new", *arguments)
    assert done.exit_code == 2
    assert remedy in done.stderr
    assert not list(Path().rglob("*.yaml"))


def test_check_reports_every_problem_of_every_file_and_marks_the_good_ones() -> None:
    invoke("new", "student", "tim")
    two_faults = "kind: teacher\nid: one\npolicy: socratik\ndescription: []\n"
    Path("one.yaml").write_text(two_faults, encoding="utf-8")
    done = invoke("check", "one.yaml", "agents/students/tim.yaml", "nowhere.yaml")
    assert done.exit_code == 2
    assert done.stdout == "ok agents/students/tim.yaml\n"
    for place in ("one.yaml:3:9: ", "one.yaml:4:14: ", "nowhere.yaml:1:1: "):
        assert f"error: {place}" in done.stderr


def test_the_json_of_check_lists_the_files_and_on_failure_the_first_problem_too() -> None:
    invoke("new", "student", "tim")
    good = invoke("check", "agents/students/tim.yaml", "--json")
    assert json.loads(good.stdout) == {"files": [{"path": "agents/students/tim.yaml", "problems": []}]}
    Path("one.yaml").write_text("kind: teacher\nid: one\npolicy: socratik\n", encoding="utf-8")
    bad = invoke("check", "one.yaml", "--json")
    assert bad.exit_code == 2
    found = json.loads(bad.stdout)
    (problem,) = found["files"][0]["problems"]
    assert problem["place"] == "one.yaml:3:9"
    assert found["error"] == {"class": "BadFile", **problem}
