"""Paired differences: who is paired with whom, and how sure one may be."""

from __future__ import annotations

from random import Random

import pytest

from teachsim.batch.contrasts import clustered, difference, differences, means
from teachsim.batch.tables import contrast_table
from teachsim.scenario.experiment import Contrast
from tests.batch.small import small

EXPERIMENT = small(grid={"budget.interventions": [0.2, 1.0]}, outcomes=["post"])
CONTRAST = EXPERIMENT.contrasts[0]


def row(
    teacher: str, seed: int, post: float | None, budget: float = 0.2, scenario: str = "a", student: str = "s"
):
    return {"scenario": scenario, "student": student, "teacher": teacher, "budget.interventions": budget,
            "seed": seed, "post": post}  # fmt: skip


def test_a_student_is_compared_with_itself():
    rows = [row("never", s, s / 10) for s in range(8)] + [
        row("contradiction", s, s / 10 + 0.1) for s in range(8)
    ]
    found = difference(EXPERIMENT, rows, CONTRAST, "post")
    assert found.estimate.value == pytest.approx(0.1)
    assert found.estimate.low == pytest.approx(0.1)
    assert (found.estimate.n, found.pairs, found.verdict) == (8, 8, "more")


def test_sessions_that_differ_in_anything_else_are_no_pair():
    rows = [row("never", 1, 0.0, budget=1.0), row("contradiction", 1, 1.0, budget=0.2)]
    assert difference(EXPERIMENT, rows, CONTRAST, "post").estimate.value is None


def test_what_a_contrast_names_on_either_side_is_not_paired_by():
    contrast = Contrast(
        of={"teacher": "contradiction"}, against={"teacher": "never", "budget.interventions": 0.2}
    )
    rows = [row("never", 1, 0.25), row("contradiction", 1, 0.5), row("contradiction", 1, 1.0, budget=1.0)]
    found = difference(EXPERIMENT, rows, contrast, "post")
    assert (found.pairs, found.estimate.value) == (2, 0.5)


def test_a_difference_is_told_apart_by_a_factor():
    by = Contrast(of={"teacher": "contradiction"}, against={"teacher": "never"}, by="budget.interventions")
    rows = [row("never", s, 0.0, b) for s in (1, 2) for b in (0.2, 1.0)]
    rows += [row("contradiction", s, b, b) for s in (1, 2) for b in (0.2, 1.0)]
    found = differences(EXPERIMENT.model_copy(update={"contrasts": (by,)}), rows)
    assert [(one.by, one.estimate.value) for one in found] == [
        ({"budget.interventions": 0.2}, 0.2),
        ({"budget.interventions": 1.0}, 1.0),
    ]
    assert "contradiction − never, interventions 0.2" in contrast_table(found)


def test_what_was_not_measured_is_no_pair_and_no_zero():
    rows = [
        row("never", 1, None),
        row("contradiction", 1, 1.0),
        row("never", 2, 0.5),
        row("contradiction", 2, 0.5),
    ]
    assert difference(EXPERIMENT, rows, CONTRAST, "post").estimate.value == 0.0
    assert means(EXPERIMENT, rows, ("teacher",))[0].estimate[::3] == (0.5, 1)


def test_an_interval_that_covers_0_is_not_decisive():
    rows = [row("never", s, 0.5) for s in range(6)] + [
        row("contradiction", s, 0.4 + 0.2 * (s % 2)) for s in range(6)
    ]
    assert difference(EXPERIMENT, rows, CONTRAST, "post").verdict == "not decisive"


def test_less_is_said_where_it_is_less():
    rows = [row("never", s, 0.5) for s in range(6)] + [row("contradiction", s, 0.1) for s in range(6)]
    assert difference(EXPERIMENT, rows, CONTRAST, "post").verdict == "less"


def test_the_interval_is_that_of_scipy():
    from scipy.stats import bootstrap

    values = [Random(n).gauss(0.1, 1.0) for n in range(120)]
    mine = clustered({n: [v] for n, v in enumerate(values)})
    theirs = bootstrap(
        (values,), lambda x, axis: x.mean(axis), method="percentile", random_state=1
    ).confidence_interval
    assert mine.low == pytest.approx(theirs.low, abs=0.02)
    assert mine.high == pytest.approx(theirs.high, abs=0.02)


def test_pairs_of_one_student_are_drawn_together():
    rng = Random(1)
    students = {n: [rng.gauss(0, 1)] * 10 for n in range(20)}
    apart = {(n, k): [v] for n, values in students.items() for k, v in enumerate(values)}
    together, singly = clustered(students), clustered(apart)
    assert together.value == pytest.approx(singly.value)
    assert together.high - together.low > 2 * (singly.high - singly.low)


def test_a_single_student_has_no_interval():
    assert clustered({"one": [0.5, 0.7]})[1:] == (None, None, 1)
