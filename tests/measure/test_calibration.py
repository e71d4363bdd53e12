"""Probabilities against what was so: the worked figures, and beliefs and predictions of a transcript."""

from __future__ import annotations

from math import log
from random import Random

import pytest

from teachsim.domains.registry import domain
from teachsim.engine.events import StudentMind
from teachsim.language.acts import Move
from teachsim.measure.beliefs import (
    belief_scores,
    held,
    logged_prior,
    prediction_scores,
    predictions,
    snapshots,
)
from teachsim.measure.calibration import (
    Forecast,
    binned,
    brier,
    calibration_error,
    log_score,
    multi_brier,
    multi_log,
)
from teachsim.measure.summary import summarise
from teachsim.roles.teacher.belief import prior, relevant
from tests.lessons import played, shipped
from tests.measure.sessions import Session

EIGHT = [
    Forecast(p, bool(y))
    for p, y in ((0.9, 1), (0.8, 1), (0.7, 0), (0.6, 1), (0.3, 0), (0.2, 0), (0.2, 1), (0.1, 0))
]
FOUR = {"correct": 0.1, "second": 0.7, "third": 0.15, "fourth": 0.05}
TOPS = "add-tops-and-bottoms"
OLD = "old-numerators"


def test_the_worked_brier_and_log_score_of_eight_forecasts():
    assert brier(EIGHT) == pytest.approx(0.185)
    assert log_score(EIGHT) == pytest.approx(0.542240, abs=5e-7)


def test_the_worked_calibration_error_in_five_right_closed_bins():
    assert calibration_error(EIGHT, bins=5) == pytest.approx(0.225)
    assert [b.n for b in binned(EIGHT, bins=5)] == [3, 1, 1, 2, 1]


def test_the_worked_scores_of_a_belief_over_four_hypotheses():
    assert multi_brier(FOUR, "second") == pytest.approx(0.125)
    assert multi_log(FOUR, "second") == pytest.approx(0.356675, abs=5e-7)


def test_a_truth_that_is_no_hypothesis_is_one_of_probability_0():
    assert multi_brier(FOUR, "elsewhere") == pytest.approx(0.01 + 0.49 + 0.0225 + 0.0025 + 1)
    assert multi_log(FOUR, "elsewhere") == pytest.approx(-log(1e-6))


def test_a_bin_is_closed_on_the_right_whatever_binary_fractions_make_of_it():
    for k in range(1, 11):
        assert [b.n for b in binned([Forecast(k / 10, True)])].index(1) == k - 1
    assert binned([Forecast(0.0, False)])[0].n == 1
    assert [b.n for b in binned([Forecast(0.07, True)], bins=100)].index(1) == 6


def test_bins_of_equal_mass_hold_as_many_each():
    assert [b.n for b in binned(EIGHT, bins=4, how="equal-mass")] == [2, 2, 2, 2]
    # (.1,.2 | 0,0) (.2,.3 | 1,0) (.6,.7 | 1,0) (.8,.9 | 1,1): |.3−0| + |.5−1| + |1.3−1| + |1.7−2| over 8
    assert calibration_error(EIGHT, bins=4, how="equal-mass") == pytest.approx(1.4 / 8)


@pytest.mark.parametrize("how", ["equal-width", "equal-mass"])
def test_forecasts_that_come_true_as_often_as_they_say_have_little_error(how):
    rng = Random(1)
    drawn = [rng.random() for _ in range(20_000)]
    honest = [Forecast(p, rng.random() < p) for p in drawn]
    overconfident = [Forecast(min(1.0, p + 0.2), y) for p, y in honest]
    assert calibration_error(honest, how=how) < 0.02
    assert calibration_error(overconfident, how=how) > 0.15


def test_of_no_forecasts_nothing_is_said():
    assert (brier([]), log_score([]), calibration_error([])) == (None, None, None)


@pytest.mark.parametrize(
    ("right", "wrong", "truth"),
    [
        (0.2, {TOPS: 0.8}, TOPS),
        (0.2, {TOPS: 0.6, OLD: 0.8}, OLD),   # the strongest
        (0.5, {TOPS: 0.5}, "correct"),       # as strong as the right rule, and no stronger
        (0.2, {"of-another-kind": 0.8}, "unknown"),
        (0.2, {"of-another-kind": 0.8, TOPS: 0.3}, TOPS),
        (0.9, {}, "correct"),
    ],
)  # fmt: skip
def test_what_a_student_holds_is_the_wrong_rule_that_most_outweighs_the_right_one(right, wrong, truth):
    mind = {"slots": {"common-denominator": {"right": right, "wrong": wrong}}}
    assert held(mind, [TOPS, OLD, "correct", "unknown"]) == truth


def test_across_slots_the_margin_over_the_right_rule_decides():
    mind = {"slots": {"a": {"right": 0.1, "wrong": {TOPS: 0.6}}, "b": {"right": 0.7, "wrong": {OLD: 0.8}}}}
    assert held(mind, [TOPS, OLD]) == TOPS


def test_a_brain_that_logs_no_such_mind_is_not_scored():
    session = Session().put("1/2 + 1/3", "5/6").maya("2/5", "2/5", False).belief(correct=1.0)
    session.events.insert(-1, StudentMind(student="maya", mind={"prompt": "You are Maya."}))
    assert held({"prompt": "You are Maya."}, ["correct"]) is None
    assert belief_scores(session.events, "maya").brier is None


def lesson() -> Session:
    """Two beliefs while she holds it, the first of them wrong, and one after she has changed."""
    session = Session().put("1/2 + 1/3", "5/6")
    session.maya("2/5", "2/5", False).mind(0.2, {TOPS: 0.8})
    session.belief(add_tops_and_bottoms=0.3, old_numerators=0.5, correct=0.2)
    session.teacher("Why?", "ask-why").mind(0.3, {TOPS: 0.6})
    session.belief(add_tops_and_bottoms=0.9, old_numerators=0.1, correct=0.0)
    session.maya("5/6", "5/6", True).mind(0.8, {TOPS: 0.2})
    return session.belief(add_tops_and_bottoms=0.6, old_numerators=0.0, correct=0.4)


def test_beliefs_are_scored_against_what_was_held_when_they_were_held():
    scores = belief_scores(lesson().events, "maya")
    assert [s.truth for s in snapshots(lesson().events, "maya")] == [TOPS, TOPS, "correct"]
    assert scores.snapshots == 3
    assert scores.brier == pytest.approx((0.49 + 0.25 + 0.04 + 0.01 + 0.01 + 0.36 + 0.36) / 3)
    assert scores.brier_binary == pytest.approx(scores.brier / 3)
    assert scores.log_score == pytest.approx(-(log(0.3) + log(0.9) + log(0.4)) / 3)
    assert scores.top1 == pytest.approx(1 / 3)
    assert scores.sharpness == pytest.approx((0.5 + 0.9 + 0.6) / 3)
    assert scores.turns_to_correct_by_mind == 2
    # .5 and .6 were wrong, each alone in its bin, and .9 right
    assert scores.ece == pytest.approx((0.5 + 0.6 + 0.1) / 3)


def test_run_asks_for_what_the_card_holds_and_measure_for_what_the_mind_then_held():
    session = Session().put("1/2 + 1/3", "5/6").maya("5/6", "5/6", True).mind(0.8, {TOPS: 0.2})
    session.belief(add_tops_and_bottoms=0.4, correct=0.6)
    session.maya("5/6", "5/6", True).belief(add_tops_and_bottoms=0.6, correct=0.4)
    by_card, by_mind = summarise(session.events).diagnosis, belief_scores(session.events, "maya")
    assert (by_card.turns_to_correct, by_mind.turns_to_correct_by_mind) == (2, 1)
    assert by_card.brier_first == pytest.approx(0.36 + 0.36)
    assert by_mind.brier == pytest.approx((0.16 + 0.16 + 0.36 + 0.36) / 2)


def test_a_diagnosis_before_anything_was_heard_is_no_diagnosis():
    session = Session().put("1/2 + 1/3", "5/6").maya("Dunno.").mind(0.2, {TOPS: 0.8})
    session.belief(heard=False, add_tops_and_bottoms=0.9, correct=0.1)
    assert belief_scores(session.events, "maya").turns_to_correct_by_mind is None
    session.maya("2/5", "2/5", False).belief(add_tops_and_bottoms=0.9, correct=0.1)
    assert belief_scores(session.events, "maya").turns_to_correct_by_mind == 2


def test_regret_is_the_mass_that_who_knows_would_have_had():
    start = {TOPS: 0.25, OLD: 0.25, "correct": 0.5}
    scores = belief_scores(lesson().events, "maya", start)
    assert scores.regret_oracle == pytest.approx((0.7 + 0.1 + 0.6) / 3)
    assert scores.regret_prior_only == pytest.approx((0.7 + 0.1 + 0.6) / 3 - (0.75 + 0.75 + 0.5) / 3)
    assert belief_scores(lesson().events, "maya").regret_prior_only is None


def test_an_oracle_has_no_regret_and_who_never_learns_has_none_over_the_prior():
    session = Session().put("1/2 + 1/3", "5/6").maya("2/5", "2/5", False).mind(0.2, {TOPS: 0.8})
    knows = belief_scores(session.belief(add_tops_and_bottoms=1.0, correct=0.0).events, "maya")
    assert (knows.regret_oracle, knows.brier, knows.turns_to_correct_by_mind) == (0, 0, 1)
    start = {TOPS: 1.0, "correct": 0.0}
    assert belief_scores(session.events, "maya", start).regret_prior_only == 0


def test_a_prediction_is_set_against_the_next_words_that_answer_what_was_asked():
    asks = {"moves": (Move(kind="try-item", on="1/2 + 1/2"),), "predicted": "2/4"}
    session = Session().put("1/2 + 1/3", "5/6").maya("2/5", "2/5", False)
    session.text = "1/2 + 1/2"
    session.teacher("And 1/2 + 1/2?", "try-item", predicted_probability=0.8, **asks).maya("2/4", "2/4", False)
    session.teacher("And 1/2 + 1/2?", "try-item", predicted_probability=0.6, **asks).maya("1", "1", True)
    session.teacher("And 1/2 + 1/2?", "try-item", predicted_probability=0.9, **asks).maya("Hm.")
    session.teacher("Sure?", "check-again").maya("1", "1", True)
    made, compared = predictions(session.events, "maya")
    assert (made, compared) == (3, [Forecast(0.8, True), Forecast(0.6, False)])
    scores = prediction_scores(session.events, "maya")
    assert (scores.hit, scores.brier) == (0.5, pytest.approx((0.04 + 0.36) / 2))


def test_an_answer_to_another_item_settles_no_prediction():
    session = Session().put("1/2 + 1/3", "5/6").maya("2/5", "2/5", False)
    asked = (Move(kind="try-item", on="1/2 + 1/2"),)
    session.teacher("1/2 + 1/2?", "try-item", moves=asked, predicted="2/4", predicted_probability=0.8)
    session.maya("5/6", "5/6", True)
    assert predictions(session.events, "maya") == (1, [])
    assert prediction_scores(session.events, "maya").brier is None


def test_the_prior_is_read_from_the_log_or_made_again_and_believed_only_if_it_has_the_logged_entropy():
    arithmetic = domain("arithmetic")
    events = played(shipped("fractions/unlike-denominators", 7))
    kinds = ("fraction-addition",)
    told = logged_prior(events, "maya", arithmetic)
    assert told == pytest.approx(prior(arithmetic, relevant(arithmetic, kinds)))
    events = [e.model_copy(update={"prior": None}) if e.type == "teacher_belief" else e for e in events]
    assert logged_prior(events, "maya", arithmetic) == prior(arithmetic, relevant(arithmetic, kinds))
    doubted = [e.model_copy(update={"prior_bits": 1.0}) if e.type == "teacher_belief" else e for e in events]
    assert logged_prior(doubted, "maya", arithmetic) is None
