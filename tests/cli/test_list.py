"""`teachsim list`: what there is, for people in columns, for programs as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

import pytest
from typer.testing import CliRunner, Result

from teachsim.cli.main import app
from teachsim.domains.registry import domains
from teachsim.engine.cards import PolicyName
from tests.scenario.good import write

if TYPE_CHECKING:
    from pathlib import Path

ZOE = """\
id: zoe
name: Zoe
holds: [{misconception: add-tops-and-bottoms}, {misconception: old-numerators}]
"""
KEYS = {
    "scenarios": {"id", "name", "domain", "path"},
    "teachers": {"id", "name", "description", "policy", "marks", "path"},
    "students": {"id", "name", "holds", "weakness", "path"},
    "critics": {"id", "name", "description", "mode", "path"},
    "rubrics": {"id", "name", "per", "items", "by_rule", "source", "path"},
    "misconceptions": {"id", "name", "domain", "slot", "weakness", "labels", "source"},
    "kcs": {"id", "name", "domain", "prerequisites", "misconceptions"},
    "policies": {"id", "description", "marks"},
    "domains": {"id", "version", "kinds", "misconceptions"},
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a student; all else is what comes with teachsim."""
    write(tmp_path, {"agents/students/zoe.yaml": ZOE})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def listed(*arguments: str) -> Result:
    done = CliRunner().invoke(app, ["list", *arguments])
    assert done.exit_code == 0, done.output
    return done


def entries(what: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(listed(what, "--json").stdout)
    return found


@pytest.mark.parametrize("what", KEYS)
def test_the_json_has_the_keys_that_were_promised(what: str) -> None:
    found = entries(what)
    assert found
    assert all(set(entry) == KEYS[what] for entry in found)


@pytest.mark.parametrize("what", KEYS)
def test_people_see_a_header_and_a_line_for_each(what: str) -> None:
    header, *lines = listed(what).stdout.splitlines()
    assert header.split()[0] == "id"
    assert [line.split()[0] for line in lines] == [entry["id"] for entry in entries(what)]


def test_a_student_is_listed_with_what_it_holds_and_where_its_card_is() -> None:
    zoe = next(entry for entry in entries("students") if entry["id"] == "zoe")
    assert zoe == {
        "id": "zoe",
        "name": "Zoe",
        "holds": ["add-tops-and-bottoms", "old-numerators"],
        "weakness": ["principles"],
        "path": "agents/students/zoe.yaml",
    }


def test_misconceptions_carry_their_public_labels_and_source() -> None:
    listed = entries("misconceptions")
    assert [e["id"] for e in listed] == [m for d in domains().values() for m in d.misconceptions]
    assert next(e for e in listed if e["id"] == "add-tops-and-bottoms")["labels"] == ["MaE08"]
    assert all(entry["source"] for entry in listed)


def test_every_policy_is_described() -> None:
    found = entries("policies")
    assert tuple(entry["id"] for entry in found) == get_args(PolicyName)
    assert all(entry["description"].endswith(".") for entry in found)


def test_a_bad_file_is_marked_and_stops_nothing(folder: Path) -> None:
    write(folder, {"agents/students/bad.yaml": "id: bad\nname: Bad\nage: old\n"})
    done = listed("students")
    assert "zoe" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("! agents/students/bad.yaml:3:6: ")


def test_in_json_a_bad_file_is_left_out_with_a_warning_on_stderr(folder: Path) -> None:
    write(folder, {"agents/students/bad.yaml": "id: bad\nname: Bad\nage: old\n"})
    done = listed("students", "--json")
    assert "bad" not in {entry["id"] for entry in json.loads(done.stdout)}
    assert "warning: left out: agents/students/bad.yaml:3:6: " in done.stderr


def test_without_a_word_everything_is_counted() -> None:
    counts = json.loads(listed("--json").stdout)
    assert list(counts) == list(KEYS)
    assert counts == {what: len(entries(what)) for what in KEYS}
    assert [line.split()[0] for line in listed().stdout.splitlines()[1:]] == list(KEYS)


def test_a_word_that_cannot_be_listed_is_put_right() -> None:
    done = CliRunner().invoke(app, ["list", "student"])
    assert done.exit_code == 2
    assert "did you mean 'students'?" in done.stderr
