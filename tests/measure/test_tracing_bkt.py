"""Bayesian knowledge tracing: the worked tables, EM against all hidden paths, and what it finds again."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from math import log
from random import Random
from statistics import mean
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.tracing import TRUTHS, bkt_recovered
from teachsim.measure.tracing.bkt import Noise, Parameters, Step, simulated, trace, trace_steps
from teachsim.measure.tracing.bktfit import fit, fit_steps

if TYPE_CHECKING:
    from collections.abc import Sequence

WORKED = Parameters(known=0.3, learn=0.2, guess=0.2, slip=0.1)
ANSWERS = (False, True, True, False, True)
SHARE = st.floats(0.01, 0.99)


@pytest.mark.parametrize(
    ("step", "chance", "posterior", "known", "known_with_forgetting"),
    [
        (1, 0.410000, 0.050847, 0.240678, 0.238136),
        (2, 0.368475, 0.587856, 0.670285, 0.638352),
        (3, 0.669200, 0.901460, 0.921168, 0.866136),
        (4, 0.844818, 0.593603, 0.674883, 0.535357),
        (5, 0.672418, 0.903299, 0.922639, 0.828736),
    ],
)
def test_the_worked_table(step, chance, posterior, known, known_with_forgetting):
    traced = trace(WORKED, ANSWERS)
    before = ([WORKED.known, *traced.known])[step - 1]
    assert WORKED.chance(before) == pytest.approx(chance, abs=5e-7)
    assert WORKED.posterior(before, ANSWERS[step - 1]) == pytest.approx(posterior, abs=5e-7)
    assert traced.predicted[step - 1] == pytest.approx(chance, abs=5e-7)
    assert traced.known[step - 1] == pytest.approx(known, abs=5e-7)
    forgetting = trace(replace(WORKED, forget=0.05), ANSWERS)
    assert forgetting.known[step - 1] == pytest.approx(known_with_forgetting, abs=5e-7)


def test_knowledge_fades_over_idle_steps_and_none_is_gained():
    forgetful = replace(WORKED, forget=0.1)
    assert forgetful.idle(0.8, 3) == pytest.approx(0.8 * 0.9**3)
    assert WORKED.idle(0.8, 3) == 0.8


def test_a_missing_answer_is_an_idle_step():
    forgetful = replace(WORKED, forget=0.1)
    traced = trace(forgetful, [True, None, None, True])
    assert traced.known[2] == pytest.approx(forgetful.idle(traced.known[0], 2))
    assert traced.predicted[3] == pytest.approx(forgetful.chance(traced.known[2]))


def test_ten_thousand_steps_are_those_of_the_equations():
    rng = Random(1)
    truth = TRUTHS["forgetting"]
    answers = [rng.random() < 0.6 for _ in range(10_000)]
    traced = trace(truth, answers)
    known = truth.known
    for n, correct in enumerate(answers):
        known = truth.after(known, correct)
        assert traced.known[n] == pytest.approx(known, abs=1e-12)


@given(SHARE, SHARE, st.floats(0.01, 0.49), st.floats(0.01, 0.49), st.floats(0, 0.99), SHARE)
def test_a_right_answer_never_speaks_against_knowing_nor_a_wrong_one_for_it(l0, t, g, s, f, known):
    parameters = Parameters(l0, t, g, s, f)
    assert parameters.posterior(known, False) <= known + 1e-12
    assert parameters.posterior(known, True) >= known - 1e-12


def test_items_may_have_a_guess_and_slip_and_activities_a_rate_of_their_own():
    parameters = replace(WORKED, items={"easy": Noise(0.45, 0.02)}, activities={"example": 0.6})
    traced = trace_steps(parameters, [Step(True, "easy", "example"), Step(True, "other", "other")])
    right = 0.3 * 0.98 + 0.7 * 0.45
    seen = 0.3 * 0.98 / right
    assert traced.predicted[0] == pytest.approx(right)
    assert traced.known[0] == pytest.approx(seen + (1 - seen) * 0.6)
    assert traced.known[1] == pytest.approx(WORKED.after(traced.known[0], True))


def likelihood(parameters: Parameters, steps: Sequence[Step]) -> float:
    """P(these answers), summed over every path of known and unknown: the definition, and slow."""
    total = 0.0
    for path in product((True, False), repeat=len(steps)):
        p = parameters.known if path[0] else 1 - parameters.known
        for n, (knows, step) in enumerate(zip(path, steps, strict=True)):
            noise = parameters.items.get(step.item or "", Noise(parameters.guess, parameters.slip))
            right = 1 - noise.slip if knows else noise.guess
            p *= 1.0 if step.correct is None else right if step.correct else 1 - right
            if n + 1 < len(path):
                learn = parameters.activities.get(step.activity or "", parameters.learn)
                learn = 0.0 if step.correct is None else learn
                after = 1 - parameters.forget if knows else learn
                p *= after if path[n + 1] else 1 - after
        total += p
    return total


def mixed_steps(count: int) -> list[list[Step]]:
    """Students with gaps, two items and two activities, answers from chance."""
    rng = Random(2)
    return [
        [
            Step(rng.choice([True, True, False, None]), rng.choice("ij"), rng.choice("ab"))
            for _ in range(rng.randint(1, 5))
        ]
        for _ in range(count)
    ]


def test_the_likelihood_is_that_of_all_hidden_paths():
    sequences = [steps for steps in mixed_steps(30) if any(step.correct is not None for step in steps)]
    found = fit_steps(sequences)
    assert set(found.parameters.items) == {"i", "j"}
    assert set(found.parameters.activities) == {"a", "b"}
    by_paths = sum(log(likelihood(found.parameters, steps)) for steps in sequences)
    assert found.log_likelihood == pytest.approx(by_paths, abs=1e-9)


@pytest.mark.parametrize("name", ["known", "learn", "forget", "guess", "slip"])
def test_no_nudge_of_a_parameter_makes_the_answers_likelier(name):
    rng = Random(3)
    sequences = [simulated(TRUTHS["forgetting"], 6, rng) for _ in range(60)]
    best = fit(sequences).parameters

    def of(parameters: Parameters) -> float:
        return sum(log(likelihood(parameters, [Step(y) for y in one])) for one in sequences)

    value = getattr(best, name)
    for nudged in (value * 0.8, min(value * 1.2, 0.4999)):
        assert of(replace(best, **{name: nudged})) < of(best) + 0.01


def test_guess_and_slip_stay_below_a_half_even_where_the_answers_ask_for_more():
    upside_down = [[True, False]] * 50 + [[True, True, False, False]] * 50
    found = fit(upside_down).parameters
    assert found.guess < 0.5
    assert found.slip < 0.5


def test_two_thousand_answers_in_a_row_do_not_underflow():
    found = fit([[n % 3 > 0 for n in range(2000)], [True] * 2000], forgets=False)
    assert found.log_likelihood > float("-inf")
    assert 0 < found.parameters.learn < 1


@pytest.mark.parametrize("name", TRUTHS)
def test_the_parameters_are_found_again_and_foresee_as_well_as_the_true_ones(name):
    found = [bkt_recovered(seed, name) for seed in range(2)]
    for parameter in ("known", "learn", "guess", "slip", "forget"):
        fitted = mean(getattr(one.fitted, parameter) for one in found)
        assert fitted == pytest.approx(getattr(TRUTHS[name], parameter), abs=0.05), parameter
    for one in found:
        assert one.fitted_auc == pytest.approx(one.own_auc, abs=0.01)


def test_an_item_of_its_own_ease_is_told_from_the_others():
    truth = replace(WORKED, items={"easy": Noise(0.45, 0.02), "hard": Noise(0.05, 0.3)})
    rng = Random(4)
    sequences = []
    for _ in range(300):
        known = rng.random() < truth.known
        steps = []
        for _ in range(10):
            item = rng.choice(["easy", "hard"])
            noise = truth.items[item]
            steps.append(Step(rng.random() < (1 - noise.slip if known else noise.guess), item))
            known = known or rng.random() < truth.learn
        sequences.append(steps)
    found = fit_steps(sequences, forgets=False).parameters
    for item, noise in truth.items.items():
        assert found.items[item] == pytest.approx(noise, abs=0.08)
    assert found.learn == pytest.approx(truth.learn, abs=0.05)
