"""A card from a pupil's answers: it holds what the answers say, as firmly as they say it."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from teachsim.cli.main import app
from teachsim.roles.student.mind import HELD_RIGHT, sigmoid
from teachsim.roles.student.parameters import SCENARIO
from teachsim.scenario.check import check_file
from teachsim.scenario.load import load_student
from teachsim.scenario.rehearsal import strength

CLASS = """pupil,item,answer
Ada,52 - 38,26
Ada,71 - 46,35
Ada,60 - 24,44
Ada,58 - 32,26
Ben,52 - 38,14
Ben,71 - 46,25
Cy,52 - 38,7
Cy,71 - 46,9
Cy,60 - 24,1
Di,955 - 908,3
Di,629 - 170,550
Di,94 - 50,40
Di,52 - 38,26
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "class.csv").write_text(CLASS)
    return tmp_path


def new(*args):
    return CliRunner().invoke(app, ["new", "student", *args])


def test_the_card_holds_what_the_answers_say_and_passes_check(folder):
    assert new("ada", "--from", "class.csv", "--pupil", "Ada").exit_code == 0
    path = folder / "agents" / "students" / "ada.yaml"
    assert check_file(path) == []
    card = load_student("ada")
    assert [h.misconception for h in card.holds] == ["smaller-from-larger"]
    assert card.holds[0].strength >= 0.5
    assert "52 - 38  answered 26   (wrong)" in path.read_text()


def test_two_misconceptions_that_explain_more_together_are_both_on_the_card(folder):
    assert new("di", "--from", "class.csv", "--pupil", "Di").exit_code == 0
    assert check_file(folder / "agents" / "students" / "di.yaml") == []
    card = load_student("di")
    assert [h.misconception for h in card.holds] == ["n-minus-zero-is-zero", "smaller-from-larger"]
    assert all(h.strength >= 0.5 for h in card.holds)
    assert card.traits.slip < 0.05  # none of the answers is careless


def test_a_pupil_who_is_right_gets_a_card_that_holds_nothing():
    assert new("ben", "--from", "class.csv", "--pupil", "Ben").exit_code == 0
    assert load_student("ben").holds == ()


def test_answers_that_fit_nothing_are_refused_with_a_remedy(folder):
    done = new("cy", "--from", "class.csv", "--pupil", "Cy")
    assert done.exit_code == 2
    assert "no misconception that is known" in done.output
    assert not (folder / "agents").exists()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--from", "class.csv"), "say which pupil"),
        (("--from", "class.csv", "--pupil", "Ade"), "did you mean 'Ada'"),
        (("--from", "none.csv", "--pupil", "Ada"), "cannot be read"),
    ],
)
def test_what_is_missing_is_said(args, says):
    done = new("x", *args)
    assert done.exit_code == 2
    assert says in done.output


@pytest.mark.parametrize("share", [0.6, 0.75, 0.9, 0.95])
def test_a_strength_answers_so_in_the_share_that_it_was_made_from(share):
    assert 1 - sigmoid(SCENARIO.sharpness * (HELD_RIGHT - strength(share))) == pytest.approx(share, abs=0.02)
