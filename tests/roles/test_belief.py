"""Beliefs: the worked numbers first, then what must always hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.domains.registry import domain
from teachsim.errors import ImpossibleAnswer
from teachsim.measure.calibration import multi_brier
from teachsim.roles.teacher.belief import (
    drifted,
    entropy_bits,
    leading,
    posterior,
    prior,
    relevant,
    remedied,
)
from tests.roles.information import information_bits, seen

HYPOTHESES = ("correct", "smaller-from-larger", "borrow-without-decrement", "zero-borrow")
ANSWERS = {
    "57 - 23": ("34", "34", "34", "34"),
    "52 - 38": ("14", "26", "24", "14"),
    "60 - 24": ("36", "44", "46", "40"),
    "304 - 126": ("178", "222", "288", "178"),
    "400 - 157": ("243", "357", "353", "300"),
}
"""A worked table: the answers of four hypotheses to five subtractions."""
PRIOR = dict(zip(HYPOTHESES, (0.4, 0.3, 0.2, 0.1), strict=True))
SLIP, PLAUSIBLE = 0.1, 20


def table(item: str) -> dict[str, dict[str, float]]:
    return {h: {answer: 1.0} for h, answer in zip(HYPOTHESES, ANSWERS[item], strict=True)}


def test_the_entropy_of_the_worked_prior():
    assert entropy_bits(PRIOR) == pytest.approx(1.846439, abs=1e-6)


@pytest.mark.parametrize(
    ("item", "bits"),
    [
        ("57 - 23", 0.0),
        ("52 - 38", 1.262349),
        ("60 - 24", 1.557675),
        ("304 - 126", 1.262349),
        ("400 - 157", 1.557675),
    ],
)
def test_the_expected_information_of_each_worked_item(item, bits):
    assert information_bits(PRIOR, table(item), SLIP, PLAUSIBLE) == pytest.approx(bits, abs=1e-6)


def test_the_posterior_after_two_worked_answers():
    once = seen(PRIOR, table("52 - 38"), "26", SLIP, PLAUSIBLE)
    assert list(once.values()) == pytest.approx([0.007692, 0.986538, 0.003846, 0.001923], abs=1e-6)
    twice = seen(once, table("400 - 157"), "357", SLIP, PLAUSIBLE)
    assert twice["smaller-from-larger"] == pytest.approx(0.999920, abs=1e-6)


def test_the_worked_brier_score():
    belief = dict(zip("abcd", (0.1, 0.7, 0.15, 0.05), strict=True))
    assert multi_brier(belief, "b") == pytest.approx(0.125)


def test_an_answer_that_nobody_could_give_is_an_error_not_a_belief():
    with pytest.raises(ImpossibleAnswer):
        posterior({"a": 1.0}, {"a": 0.0})


beliefs = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.001, 1), min_size=2).map(
    lambda weights: {h: w / sum(weights.values()) for h, w in weights.items()}
)


@given(beliefs, st.data())
def test_a_posterior_sums_to_one_and_keeps_its_hypotheses(belief, data):
    answers = data.draw(st.lists(st.sampled_from("123"), min_size=len(belief), max_size=len(belief)))
    predictions = {h: {a: 1.0} for h, a in zip(belief, answers, strict=True)}
    after = seen(belief, predictions, data.draw(st.sampled_from("1234")), 0.05, 20)
    assert list(after) == list(belief)
    assert sum(after.values()) == pytest.approx(1)


@given(beliefs, st.data())
def test_information_is_never_negative_and_never_more_than_there_is_to_know(belief, data):
    answers = data.draw(st.lists(st.sampled_from("123"), min_size=len(belief), max_size=len(belief)))
    predictions = {h: {a: 1.0} for h, a in zip(belief, answers, strict=True)}
    bits = information_bits(belief, predictions, 0.05, 20)
    assert 0 <= bits <= entropy_bits(belief) + 1e-9


@given(beliefs, st.floats(0, 1))
def test_drift_and_remedy_keep_a_belief_a_belief(belief, share):
    assert sum(drifted(belief, belief, share).values()) == pytest.approx(1)
    assert sum(remedied(belief, list(belief)[:1], share).values()) == pytest.approx(1)


def test_an_answer_that_all_predict_tells_nothing():
    assert seen(PRIOR, table("57 - 23"), "34", SLIP, PLAUSIBLE) == pytest.approx(PRIOR)


def test_unknown_wins_when_answers_fit_nothing():
    arithmetic = domain("arithmetic")
    hypotheses = relevant(arithmetic, ["whole-subtraction"])
    belief = prior(arithmetic, hypotheses)
    assert sum(belief.values()) == pytest.approx(1)
    for text, answer in (("52 - 38", "7"), ("431 - 127", "9"), ("603 - 245", "1"), ("82 - 47", "3")):
        item = arithmetic.parse(text)
        belief = seen(belief, arithmetic.predict(item, tuple(belief)), answer, 0.05, 20)
    assert max(belief, key=lambda h: belief[h]) == UNKNOWN


def test_the_prior_is_uniform_over_misconceptions_without_frequencies():
    arithmetic = domain("arithmetic")
    hypotheses = relevant(arithmetic, ["fraction-simplifying"])
    belief = prior(arithmetic, hypotheses)
    shares = {round(belief[h], 9) for h in hypotheses}
    assert len(shares) == 1
    assert set(belief) == {*hypotheses, CORRECT, UNKNOWN}


def test_two_that_are_level_both_lead_so_that_neither_is_a_diagnosis():
    assert leading({"a": 0.48, "b": 0.48, "unknown": 0.04}) == {"a", "b"}
    assert leading({"a": 0.5, "b": 0.46, "unknown": 0.04}) == {"a"}
