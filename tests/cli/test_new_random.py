"""`teachsim new student --random`: a student drawn for a kind of item."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from teachsim.cli.main import app
from teachsim.scenario.check import check_file
from teachsim.scenario.load import load_student


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def new(*args):
    return CliRunner().invoke(app, ["new", *args])


@pytest.mark.parametrize("kind", ["decimal-comparison", "blank", "whole-subtraction"])
@pytest.mark.parametrize("setting", ["scenario", "population"])
def test_the_card_passes_its_check_and_says_what_it_was_drawn_from(kind, setting):
    done = new("student", "tom", "--random", "--kind", kind, "--seed", "3", "--learning", setting)
    assert done.exit_code == 0, done.output
    path = Path("agents/students/tom.yaml")
    assert check_file(path) == []
    assert load_student("tom").holds
    assert load_student("tom").learning == setting
    assert "as published" in path.read_text(encoding="utf-8")


def test_the_same_seed_draws_the_same_student():
    texts = []
    for seed in ("3", "3", "4"):
        new("student", "tom", "--random", "--kind", "blank", "--seed", seed)
        path = Path("agents/students/tom.yaml")
        texts.append([line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"])
        path.unlink()
    assert texts[0] == texts[1] != texts[2]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("student", "tom", "--random", "--kind", "decimal-comparisn"), "did you mean 'decimal-comparison'?"),
        (("student", "tom", "--random"), "--random and --kind"),
        (("student", "tom", "--kind", "blank"), "--random and --kind"),
        (("student", "tom", "--random", "--kind", "blank", "--kind", "whole-addition"), "one domain"),
        (("teacher", "tom", "--random", "--kind", "blank"), "teachsim new student"),
    ],
)
def test_what_cannot_be_drawn_says_what_would_be_right(arguments, says):
    done = new(*arguments)
    assert done.exit_code == 2
    assert says in done.output
    assert not list(Path().rglob("*.yaml"))
