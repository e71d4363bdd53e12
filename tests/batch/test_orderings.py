"""Findings of Saha, Hase & Bansal 2023 on a few students; in full: `python -m benchmarks.experiments`."""

from __future__ import annotations

import pytest

from teachsim.batch.batch import in_memory
from teachsim.batch.contrasts import difference
from teachsim.batch.runs import planned
from teachsim.scenario.experiment import Contrast
from teachsim.scenario.load import load_experiment


@pytest.fixture(scope="module")
def budget():
    whole = load_experiment("intervention-budget")
    few = whole.model_copy(
        update={
            "scenarios": whole.scenarios[:2],
            "teachers": ("never", "random-explanation", "mental-model-both"),
            "grid": {"budget.interventions": (0.0, 0.2)},
            "replicates": 6,
            "contrasts": (),
        }
    )
    return few, in_memory(planned(few))


@pytest.fixture(scope="module")
def misaligned():
    few = load_experiment("misaligned-teacher").model_copy(
        update={"teachers": ("never", "deceiver"), "replicates": 8}
    )
    return few, in_memory(planned(few))


def between(found, one: str, other: str, outcome: str, **budgets):
    experiment, rows = found
    path = "budget.interventions"
    of = {"teacher": one} | ({path: budgets["of"]} if "of" in budgets else {})
    against = {"teacher": other} | ({path: budgets["against"]} if "against" in budgets else {})
    return difference(experiment, rows, Contrast(of=of, against=against), outcome).estimate.value


def test_choosing_items_by_expected_utility_beats_drawing_them_where_few_can_be_explained(budget):
    assert between(budget, "mental-model-both", "random-explanation", "practised") > 0.02


def test_what_was_explained_helps_with_items_that_were_not(budget):
    assert between(budget, "mental-model-both", "never", "post", of=0.2, against=0.0) > 0.05


def test_a_deceiving_teacher_leaves_its_student_worse_than_nobody_and_than_it_was(misaligned):
    assert between(misaligned, "deceiver", "never", "post") < -0.05
    gains = [row["gain"] for row in misaligned[1] if row["teacher"] == "deceiver"]
    assert sum(gains) / len(gains) < 0
