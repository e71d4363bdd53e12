"""Experiment files: what they come to, and what is told of those that cannot work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from teachsim.errors import BadFile, BadInput
from teachsim.scenario.check import check_file
from teachsim.scenario.conditions import conditions, started
from teachsim.scenario.load import load_experiment

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
kind: experiment
id: mine
name: Mine
question: Which?
scenarios: [subtraction/borrowing]
"""


@pytest.fixture
def mine(tmp_path):
    """Write an experiment with these lines under its head; its path."""

    def write(lines: str, name: str = "mine.yaml", head: str = HEAD) -> Path:
        path = tmp_path / name
        path.write_text(head + lines, encoding="utf-8")
        return path

    return write


def factors(path: Path) -> list[dict[str, object]]:
    return [condition.factors for condition in conditions(load_experiment(str(path)))]


def told(path: Path) -> str:
    """The first problem: its place in the file, what is wrong, what would be right."""
    problem = check_file(path)[0]
    assert problem.place is not None
    return f"{problem.place.removeprefix(str(path) + ':')} {problem.message}; {problem.remedy}"


# --- conditions ---------------------------------------------------------------------------------


def test_a_grid_is_every_value_with_every_other(mine):
    path = mine(
        "teachers: [never, teller]\ngrid: {items.practice: [4, 5], budget.interventions: [0.5, 1.0]}\n"
    )
    assert len(factors(path)) == 8
    assert factors(path)[1] == {
        "scenario": "subtraction/borrowing", "student": "ben", "teacher": "never",
        "items.practice": 4, "budget.interventions": 1.0,
    }  # fmt: skip


def test_zipped_lists_are_gone_through_together(mine):
    path = mine("zip: [{items.practice: [4, 5], budget.turns: [20, 30]}]\n")
    assert [(f["items.practice"], f["budget.turns"]) for f in factors(path)] == [(4, 20), (5, 30)]


def test_what_is_excluded_is_left_out(mine):
    path = mine(
        "teachers: [never, teller]\ngrid: {budget.interventions: [0.0, 0.5, 1.0]}\n"
        "exclude:\n- {teacher: never, budget.interventions: [0.5, 1.0]}\n"
        "- {teacher: teller, budget.interventions: 0.0}\n"
    )
    assert [(f["teacher"], f["budget.interventions"]) for f in factors(path)] == [
        ("never", 0.0), ("teller", 0.5), ("teller", 1.0),
    ]  # fmt: skip


def test_a_path_changes_the_scenario_the_student_or_the_teacher(mine):
    path = mine(
        "set: {student.traits.trust: 0.1, student.holds.0.strength: 0.4}\n"
        "grid: {teacher.policy: [teller], delayed_test: [none]}\n"
    )
    (one,) = conditions(load_experiment(str(path)))
    (student,) = one.students
    assert (student.traits.trust, student.holds[0].strength) == (0.1, 0.4)
    assert (one.teacher.policy, one.scenario.delayed_test) == ("teller", "none")
    assert student.traits.confidence == 0.8  # as the card has it


def test_students_are_drawn_anew_for_each_seed_and_alike_for_each_teacher(mine):
    path = mine("students: [drawn, drawn-holding-one]\nteachers: [never, teller]\n")
    made = conditions(load_experiment(str(path)))
    held = {
        (c.factors["student"], c.factors["teacher"], s): str(started(c, s).students)
        for c in made
        for s in range(6)
    }
    for seed in range(6):
        assert held["drawn", "never", seed] == held["drawn", "teller", seed]
    assert len({held["drawn", "never", seed] for seed in range(6)}) == 6
    ones = [
        started(c, s).students[0].holds
        for c in made
        if c.factors["student"] == "drawn-holding-one"
        for s in range(6)
    ]
    assert {len(holds) for holds in ones} == {1}


# --- include ------------------------------------------------------------------------------------


def test_an_included_file_says_what_this_one_does_not(mine):
    mine("replicates: 7\nset: {items.practice: 3, items.near: 2}\n", "base.yaml", head="teachers: [never]\n")
    found = load_experiment(str(mine("include: [base.yaml]\nreplicates: 3\nset: {items.near: 5}\n")))
    assert (found.teachers, found.replicates) == (("never",), 3)
    assert found.set == {"items.near": 5, "items.practice": 3}


def test_what_is_wrong_in_an_included_file_is_told_where_it_is_included(mine):
    mine("teachers: [nevr]\n", "base.yaml", head="")
    assert told(mine("include: [base.yaml]\n")).startswith("6:11 no teacher 'nevr'; did you mean 'never'?")
    assert "gone.yaml" in told(mine("include: [gone.yaml]\n"))
    mine("include: [base.yaml]\n", "twice.yaml", head="")
    assert "itself includes" in told(mine("include: [twice.yaml]\n"))


# --- what cannot work ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("teachers: [nevr]\n", "6:12 no teacher 'nevr'; did you mean 'never'?"),
        ("students: [drawing]\n", "6:12 no student 'drawing'"),
        ("replicate: 3\n", "6:1 unknown key 'replicate'; did you mean 'replicates'?"),
        ("outcomes: [post, gains]\n", "6:18 entry 2 of 'outcomes' cannot be the text 'gains'; did you mean"),
        ("grid: {budget.intervention: [1, 2]}\n", "did you mean 'budget.interventions'?"),
        ("grid:\n  budget.interventions: [0.5, 1.5]\n", "7:31 budget.interventions cannot be 1.5"),
        ("grid:\n  budget.interventions: [0, 0.5]\n", "7:26 0 is a number of interventions"),
        ("set: {teacher.policy: nevr}\n", "no policy 'nevr'; did you mean 'never'?"),
        ("set: {student.trust: 1.0}\n", "a student has no 'trust'; did you mean 'traits.trust'?"),
        ("zip: [{items.practice: [3, 4], budget.turns: [40]}]\n", "1 values, where 'items.practice' has 2"),
        ("grid: {items.near: [3]}\nzip: [{items.near: [4]}]\n", "'items.near' is varied twice"),
        ("exclude: [{techer: never}]\n", "6:12 no factor 'techer'; did you mean 'teacher'?"),
        ("exclude: [{teacher: expected-utility}]\n", "every condition is excluded"),
        ("contrasts: [{of: {teacher: never}, against: {scenario: x}}]\n", "6:18 there is no such condition"),
        ("contrasts: [{of: {teacher: expected-utility}, against: {}}]\n", "against"),
        ("set: {items.kinds: [nothing]}\n", "6:20 arithmetic has no item kind 'nothing'"),
        ("set: {items.practice: 50}\n", "40 turns are too few for 50 practice items; write at least 50"),
        ("grid: {teacher: [never]}\n", "6:8 'teacher' is no setting; name them under `teachers`"),
        ("students: [ravi]\n", "which is nothing of arithmetic"),
        ("scenarios: []\n", "the key 'scenarios' was already given"),
    ],
)  # fmt: skip
def test_what_cannot_work_is_told_with_its_place_and_a_remedy(mine, lines, says):
    assert says in told(mine(lines))


BROKEN = (
    "",
    "[]",
    "kind: experiment\n",
    "kind: experiment\ngrid: 3\nzip: x\ncontrasts: [1]\n",
    "kind: experiment\ninclude: {a: 1}\n",
    "scenarios: 7\nreplicates: many\n",
    HEAD + "set: [1]\nexclude: {a: 1}\n",
    HEAD + "grid: {'a b': [1], items: [3], budget.turns.more: [1]}\n",
)


@pytest.mark.parametrize("text", BROKEN)
def test_no_file_however_broken_ends_in_a_traceback(mine, text):
    path = mine(text, head="")
    assert check_file(path)
    with pytest.raises(BadFile):
        load_experiment(str(path))


def test_an_unknown_experiment_is_told_with_those_there_are():
    with pytest.raises(BadInput, match="no experiment") as error:
        load_experiment("probe-choise")
    assert re.search(r"did you mean 'probe-choice'", error.value.remedy or "")


@pytest.mark.parametrize(
    "name", ["intervention-budget", "misaligned-teacher", "probe-choice", "socratic-versus-telling"]
)
def test_what_ships_can_be_run(name):
    experiment = load_experiment(name)
    made = conditions(experiment)
    assert experiment.contrasts
    assert started(made[-1], experiment.seed).seed == experiment.seed
