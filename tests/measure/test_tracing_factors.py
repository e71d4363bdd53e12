"""AFM, PFA and learning curves: worked tables, the regression against its definition, what is found again."""

from __future__ import annotations

from math import exp, log, sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.tracing import GROWTH, afm_recovered
from teachsim.measure.calibration import multi_log
from teachsim.measure.tracing import logistic
from teachsim.measure.tracing.curves import Point, learning_curve, power_law
from teachsim.measure.tracing.factors import AFM, PFA, Growth, Practice, fit_afm, fit_pfa
from teachsim.measure.tracing.logistic import Case, Regression, fit
from teachsim.measure.tracing.report import reported
from teachsim.measure.tracing.rows import Row, opportunities
from teachsim.measure.tracing.scoring import foresight


def rows(student: str, component: str, answers: str) -> list[Row]:
    """Answers as text: 1 right, 0 wrong, - missing."""
    return [Row(student, "", (component,), None if a == "-" else a == "1") for a in answers]


@pytest.mark.parametrize(("earlier", "chance"), enumerate([0.4256, 0.4626, 0.5000, 0.5374, 0.5744]))
def test_the_worked_table_of_afm(earlier, chance):
    model = AFM({"k": Growth(ease=-0.5, rate=0.15)}, {"ada": 0.2})
    assert model.chance("ada", {"k": earlier}) == pytest.approx(chance, abs=5e-5)


@pytest.mark.parametrize(
    ("successes", "failures", "chance"),
    [(0, 0, 0.4013), (0, 1, 0.4134), (1, 1, 0.4626), (2, 1, 0.5125), (3, 1, 0.5622)],
)
def test_the_worked_table_of_pfa(successes, failures, chance):
    model = PFA({"k": Practice(ease=-0.4, by_success=0.2, by_failure=0.05)})
    assert model.chance({"k": (successes, failures)}) == pytest.approx(chance, abs=5e-5)


def test_an_item_of_two_components_adds_their_logits():
    model = AFM({"a": Growth(0.5, 0.1), "b": Growth(-1.0, 0.2)}, {})
    assert model.chance("new", {"a": 2, "b": 3}) == pytest.approx(1 / (1 + exp(-(0.5 + 0.2 - 1.0 + 0.6))))


def test_opportunities_count_for_each_student_and_component_and_skip_what_is_missing():
    given_answers = [
        Row("ada", "", ("a",), True),
        Row("ada", "", ("a", "b"), None),
        Row("ben", "", ("a",), False),
        Row("ada", "", ("a", "b"), False),
        Row("ada", "", ("b", "a"), True),
    ]
    seen = opportunities(given_answers)
    assert [one.earlier for one in seen] == [(0,), (0,), (1, 0), (1, 2)]
    assert seen[-1].successes == (0, 1)
    assert seen[-1].failures == (1, 1)


def test_the_parameters_of_afm_are_found_again():
    found = afm_recovered(0)
    for component, truth in GROWTH.items():
        fitted = found.components[component]
        assert fitted.ease == pytest.approx(truth.ease, abs=0.3)
        assert fitted.rate == pytest.approx(truth.rate, abs=0.05)
        assert fitted.ease_error is not None
        assert abs(fitted.ease - truth.ease) < 4 * fitted.ease_error


def test_the_parameters_of_pfa_are_found_again():
    truth = PFA({"k": Practice(-0.4, 0.2, 0.05)})
    rng = Random(1)
    drawn = []
    for student in range(400):
        right = wrong = 0
        for _ in range(8):
            correct = rng.random() < truth.chance({"k": (right, wrong)})
            drawn.append(Row(f"s{student}", "", ("k",), correct))
            right, wrong = right + correct, wrong + (not correct)
    found = fit_pfa(drawn).components["k"]
    for fitted, error, true in zip(found[:3], found[3:], truth.components["k"][:3], strict=True):
        assert error is not None
        assert fitted == pytest.approx(true, abs=3 * error)
        assert error < 0.1


@pytest.mark.parametrize("model", ["afm", "pfa"])
def test_a_fit_that_was_stopped_before_it_settled_is_said_to_be_so(model, monkeypatch):
    given_answers = [*rows("ada", "a", "0011"), *rows("ben", "b", "0101")]
    assert reported(given_answers, model).unsettled == []
    monkeypatch.setattr(logistic, "ROUNDS", 1)
    assert reported(given_answers, model).unsettled == ["a", "b"]


def test_a_rate_is_held_at_zero_where_practice_seems_to_harm_unless_it_may_fall():
    worse = [row for n in range(10) for row in rows(f"s{n}", "k", "111000" if n % 2 else "110100")]
    held = fit_afm(worse).components["k"]
    free = fit_afm(worse, may_fall=True).components["k"]
    assert (held.rate, held.rate_error) == (0.0, None)
    assert free.rate < -0.3


def test_an_intercept_alone_is_the_logit_of_the_share_and_its_error_the_binomial_one():
    cases = [Case({0: 1.0}, n < 30) for n in range(100)]
    found = fit(Regression([1e-9]), cases)
    assert found.coefficients[0] == pytest.approx(log(30 / 70), abs=1e-6)
    assert found.errors[0] == pytest.approx(1 / sqrt(100 * 0.3 * 0.7), abs=1e-6)


def test_no_nudge_of_any_estimate_lowers_the_objective():
    rng = Random(2)
    cases = [
        Case({0: 1.0, 1: rng.gauss(0, 1), 2: rng.random()}, rng.random() < 0.6, rng.randrange(5))
        for _ in range(200)
    ]
    regression = Regression([0.1, 0.1, 0.1], frozenset({1, 2}), groups=5)
    found = fit(regression, cases)

    def objective(coefficients: list[float], intercepts: list[float]) -> float:
        total = 0.05 * sum(c * c for c in coefficients) + 0.5 * sum(i * i for i in intercepts)
        for values, right, group in cases:
            assert group is not None
            x = intercepts[group] + sum(coefficients[n] * v for n, v in values.items())
            total += log(1 + exp(-x if right else x))
        return total

    best = [*found.coefficients, *found.intercepts]
    least = objective(best[:3], best[3:])
    for n in range(len(best)):
        for nudge in (0.01, -0.01):
            other = [v + nudge * (m == n) for m, v in enumerate(best)]
            if min(other[1:3]) >= 0:
                assert objective(other[:3], other[3:]) > least


def test_answers_that_are_all_right_leave_the_estimates_finite():
    found = fit_afm(rows("ada", "k", "11111"))
    assert 0.5 < found.chance("ada", {"k": 5}) < 1


def test_a_learning_curve_has_the_error_rate_at_each_opportunity():
    curve = learning_curve([*rows("ada", "k", "0-11"), *rows("ben", "k", "001"), *rows("cy", "k", "1")])["k"]
    assert curve.points == (Point(1, pytest.approx(2 / 3), 3), Point(2, 0.5, 2), Point(3, 0.0, 2))
    assert curve.slope > 0


def test_the_slope_of_a_single_student_is_told_too():
    (curve,) = learning_curve(rows("ada", "k", "0000101101111111")).values()
    assert curve.slope > 0.1
    assert curve.slope_error is not None
    assert curve.slope > 2 * curve.slope_error


@pytest.mark.parametrize(("scale", "exponent"), [(0.6, 0.4), (0.9, 1.2), (0.3, 0.0), (0.2, -0.5)])
def test_a_curve_that_follows_a_power_law_gives_the_law_back(scale, exponent):
    found = power_law([Point(n, scale * n**-exponent, 10) for n in range(1, 9)])
    assert found == pytest.approx((scale, exponent), abs=1e-5)


def test_there_is_no_power_law_without_a_second_opportunity_or_without_errors():
    assert power_law([Point(1, 0.5, 10)]) is None
    assert power_law([Point(1, 0.0, 10), Point(2, 0.0, 10)]) is None


@given(st.lists(st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.9]), st.booleans()), max_size=30))
def test_auc_is_the_share_of_pairs_put_the_right_way_round(seen):
    right = [p for p, y in seen if y]
    wrong = [p for p, y in seen if not y]
    auc = foresight([p for p, _ in seen], [y for _, y in seen]).auc
    if not right or not wrong:
        assert auc is None
    else:
        pairs = [(r > w) + (r == w) / 2 for r in right for w in wrong]
        assert auc == pytest.approx(sum(pairs) / len(pairs))


def test_log_loss_and_brier_are_means_over_the_answers():
    found = foresight([0.8, 0.4], [True, True])
    assert found.log_loss == pytest.approx(-(log(0.8) + log(0.4)) / 2)
    assert found.brier == pytest.approx((0.04 + 0.36) / 2)
    assert foresight([], []) == (0, None, None, None)


def test_a_sure_miss_costs_what_it_costs_a_teachers_belief():
    assert foresight([0.0], [True]).log_loss == multi_log({"a": 0.0}, "a")
