"""PSI-KT's core: the worked figures, the process against itself, and which traits are found again."""

from __future__ import annotations

from dataclasses import asdict
from random import Random
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.tracing import GRAPH, psikt_recovered
from teachsim.measure.tracing.psikt import Answer, Traits, answers, simulated, trace
from teachsim.measure.tracing.psiktfit import climb
from teachsim.measure.tracing.rows import Row

WORKED = Traits(forgetting=0.3, level=0.5, volatility=0.2, transfer=0.5)


@pytest.mark.parametrize(
    ("days", "mean_after", "variance"), [(1, 1.611227, 0.030079), (10, 0.574681, 0.066501)]
)
def test_the_worked_figures(days, mean_after, variance):
    assert WORKED.mean(2.0, 0.5, days) == pytest.approx(mean_after, abs=5e-7)
    assert WORKED.variance(days) == pytest.approx(variance, abs=5e-7)


@given(st.floats(0.01, 2), st.floats(-3, 3), st.floats(0.1, 2), st.floats(0, 20), st.floats(0, 20))
def test_a_stretch_of_time_is_its_two_parts_one_after_the_other(forgetting, z, volatility, first, then):
    traits = Traits(forgetting, 0.4, volatility, 0.5)
    assert traits.mean(traits.mean(z, 0.4, first), 0.4, then) == pytest.approx(
        traits.mean(z, 0.4, first + then)
    )
    kept = traits.mean(1, 0, then) ** 2
    assert traits.variance(first) * kept + traits.variance(then) == pytest.approx(
        traits.variance(first + then)
    )


def test_prerequisites_lift_the_level_by_their_mean_over_all_components():
    assert WORKED.target(support=(1.0 + 3.0) / 4) == pytest.approx(0.5 + 0.5 * 1.0)


def test_knowing_the_prerequisite_makes_later_answers_to_what_builds_on_it_likelier():
    def later(right: bool) -> float:
        asked = [*[Answer("a", right, 0.0)] * 5, Answer("b", None, 10.0)]
        return trace(WORKED, {"a": (), "b": ("a",)}, asked).predicted[-1]

    def alone(right: bool) -> float:
        asked = [*[Answer("a", right, 0.0)] * 5, Answer("b", None, 10.0)]
        return trace(WORKED, {"a": (), "b": ()}, asked).predicted[-1]

    assert later(True) > alone(True) == alone(False) > later(False)


def test_what_is_not_practised_returns_to_the_level():
    given_answers = [*[Answer("a", True, 0.0)] * 8, *[Answer("a", None, t) for t in (0.0, 1.0, 5.0, 50.0)]]
    now, soon, later, much_later = trace(WORKED, {"a": ()}, given_answers).predicted[-4:]
    assert now > soon > later > much_later
    assert much_later == pytest.approx(
        0.62, abs=0.01
    )  # 1/(1 + e^−.5), a little nearer to .5 for what is unsure


def test_a_missing_answer_moves_nothing():
    seen = [Answer("a", True, 0.0), Answer("a", False, 1.0)]
    with_gap = [seen[0], Answer("a", None, 0.5), seen[1]]
    without, with_it = trace(WORKED, {"a": ()}, seen), trace(WORKED, {"a": ()}, with_gap)
    assert with_it.mean == pytest.approx(without.mean)
    assert with_it.variance == pytest.approx(without.variance)
    assert with_it.log_likelihood == pytest.approx(without.log_likelihood)


def test_predictions_with_the_true_traits_come_true_as_often_as_they_say():
    predicted, happened = [], []
    for seed in range(60):
        asked = [(Random(f"{seed}/{n}").choice("abcd"), n / 3) for n in range(40)]
        drawn = simulated(WORKED, GRAPH, asked, Random(seed))
        predicted += trace(WORKED, GRAPH, drawn).predicted
        happened += [one.correct is True for one in drawn]
    pairs = sorted(zip(predicted, happened, strict=True))
    third = len(pairs) // 3
    for part in (pairs[:third], pairs[third : 2 * third], pairs[2 * third :]):
        assert mean(p for p, _ in part) == pytest.approx(mean(y for _, y in part), abs=0.05)


def test_the_level_is_found_again_far_better_than_by_giving_everybody_the_middle():
    (level,) = (one for one in psikt_recovered(10, 100) if one.trait == "μ")
    assert level.correlation > 0.8
    assert level.error < 0.7 * level.error_of_common


def test_the_climb_reaches_the_top_of_a_hill():
    def height(point: tuple[float, float, float, float]) -> float:
        a, m, s, g = point
        return -((a - 1) ** 2) - (m + 2) ** 2 - (s - a / 2) ** 2 - (g - 0.3) ** 2

    assert climb(height, (0.0, 0.0, 0.0, 0.0)) == pytest.approx((1, -2, 0.5, 0.3), abs=0.1)


def test_students_whose_rows_tell_no_time_answer_once_a_day():
    rows = [
        Row("ada", "", ("a", "b"), True),
        Row("ben", "", ("a",), True, time=3.5),
        Row("ada", "", ("a",), None),
    ]
    assert answers(rows) == {
        "ada": [Answer("a", True, 0.0), Answer("b", True, 0.0), Answer("a", None, 1.0)],
        "ben": [Answer("a", True, 3.5)],
    }


def test_nothing_is_known_before_the_first_answer():
    estimate = trace(WORKED, {"a": ()}, [])
    assert asdict(estimate) == {
        "mean": {"a": 0.0}, "variance": {"a": 1.0}, "predicted": [], "log_likelihood": 0.0
    }  # fmt: skip
