"""After four answers the teacher of expected information knows what is held, as surely as it says.

A tenth of the students of `benchmarks.diagnosis_targets`, which prints the figures in full.
"""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.diagnosis_targets import CALIBRATED, NAMED, answer, ece, named_share, strangers, students
from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.domains.registry import domain, domains
from teachsim.measure.calibration import Forecast, calibration_error
from teachsim.roles.teacher.belief import alone, entropy_bits, is_closed, relevant, remedied
from teachsim.roles.teacher.evidence import Habits, learned
from teachsim.roles.teacher.interview import interview
from teachsim.roles.teacher.pairs import as_seen
from teachsim.roles.teacher.population import MEAN, Population

D = domain("arithmetic")
SUBTRACTION = relevant(D, ("whole-subtraction",))
BORROWING, AT_ZERO = "smaller-from-larger", "zero-minus-n-is-n"


@pytest.fixture(scope="module")
def found():
    return [one for name in domains() for one in students(name, 100)]


def test_nine_in_ten_misconceptions_are_named(found):
    assert named_share(found) >= NAMED


def test_the_probabilities_are_what_they_say(found):
    assert ece(found) <= CALIBRATED


def test_no_more_than_four_questions_are_asked_and_fewer_once_the_diagnosis_is_closed(found):
    assert max(one.asked for one in found) == 4
    closing = students("arithmetic", 30, closes=True)
    assert sum(one.asked for one in closing) < 2.5 * len(closing)
    assert named_share(closing) >= NAMED


def test_unknown_wins_for_a_rule_that_is_no_hypothesis_wherever_its_answers_are_nobody_else_s():
    met = strangers("arithmetic", 1, shown=True)
    told = [m.named == UNKNOWN for m in met if m.unexplained >= 2]
    assert len(told) >= 0.75 * len(met)
    assert sum(told) >= 0.85 * len(told)
    assert not any(m.named == CORRECT for m in met)


def test_equal_mass_bins_hold_as_many_forecasts_each():
    forecasts = [Forecast(n / 100, n % 2 == 0) for n in range(100)]
    assert calibration_error(forecasts, how="equal-mass") == pytest.approx(
        sum(abs(5 - sum(range(10 * k, 10 * k + 10)) / 100) for k in range(10)) / 100
    )


# --- what is learned of a student beside its rules ---------------------------------------------------


def heard(answers, hypotheses=SUBTRACTION, population=MEAN, start=None):
    """The belief and habits after these answers."""
    start = start or dict.fromkeys(hypotheses, 0.7 / len(hypotheses)) | {CORRECT: 0.25, UNKNOWN: 0.05}
    belief, habits, before, contradicted = start, Habits.of(population), [], False
    for text, written in answers:
        item = D.parse(text)
        one = as_seen(D, item, written, D.grade(item, D.read_answer(item, written)))
        belief, habits, contradicted = learned(D, belief, start, habits, before, one)
        before.append(one)
    return belief, habits, contradicted


PLAIN = ("58 - 32", "67 - 21", "89 - 45", "76 - 34", "97 - 63", "48 - 17")
"""No borrow: whatever is held, the answer is the right one."""


def test_slips_are_learned_where_the_hypotheses_agree():
    right = [(text, str(key(text))) for text in PLAIN]
    off = [(text, str(key(text) + (1 if n % 2 else 0))) for n, text in enumerate(PLAIN)]
    assert heard(right)[1].slips.mean < MEAN.slip
    assert heard(off)[1].slips.mean > 1.5 * MEAN.slip


def key(text):
    return int(D.solve(D.parse(text)).answer.text)


def test_nothing_is_learned_of_slips_where_they_disagree():
    assert heard([("52 - 38", "26")])[1] == Habits.of(MEAN)


def test_guesses_are_learned_from_right_answers_where_a_wrong_rule_is_as_good_as_sure():
    start = dict.fromkeys(SUBTRACTION, 0.001) | {CORRECT: 0.001, UNKNOWN: 0.001, BORROWING: 0.982}
    lucky = heard([("52 - 38", "14"), ("71 - 46", "25")], start=start)[1]
    steady = heard([("52 - 38", "26"), ("71 - 46", "35")], start=start)[1]
    assert lucky.guesses.mean > MEAN.guess > steady.guesses.mean


def test_a_careless_student_s_slips_move_the_belief_less():
    before = [(text, str(key(text) + 1)) for text in PLAIN]
    careful = heard([("52 - 38", "14")], population=Population(slip=0.01))[0]
    careless = heard([("52 - 38", "14")], population=Population(slip=0.3))[0]
    assert careful[CORRECT] > careless[CORRECT]
    assert heard([*before, ("52 - 38", "14")])[0][CORRECT] < 1


# --- pairs, closure ----------------------------------------------------------------------------------


def test_two_misconceptions_are_believed_together_once_the_answers_speak_for_two():
    one, other = [("52 - 38", "26"), ("83 - 47", "44")], [("57 - 30", "20"), ("68 - 40", "20")]
    assert not any(" + " in h for h in heard(one)[0])
    belief = heard([*one, *other])[0]
    assert max(belief, key=belief.get) == "n-minus-zero-is-zero + smaller-from-larger"
    assert sum(belief.values()) == pytest.approx(1)
    by = alone(belief)
    assert set(by) == {*SUBTRACTION, CORRECT, UNKNOWN}
    assert by["n-minus-zero-is-zero"] == pytest.approx(by[BORROWING], abs=0.05)


def test_who_is_cured_of_one_of_two_holds_the_other():
    pair = f"{BORROWING} + {AT_ZERO}"
    belief = {BORROWING: 0.0, AT_ZERO: 0.0, pair: 1.0, CORRECT: 0.0}
    after = remedied(belief, [BORROWING], 0.25)
    assert after == pytest.approx({BORROWING: 0.0, AT_ZERO: 0.25, pair: 0.75, CORRECT: 0.0})
    assert remedied(belief, [BORROWING, AT_ZERO], 0.25)[CORRECT] == pytest.approx(0.25)


def test_a_diagnosis_is_closed_when_one_is_sure_enough_and_nothing_speaks_against_it():
    sure, open_ = {"a": 0.91, "b": 0.09}, {"a": 0.6, "b": 0.4}
    assert entropy_bits(open_) > 0.7
    assert is_closed(sure)
    assert not is_closed(sure, contradicted=True)
    assert not is_closed(open_)


def test_an_answer_that_the_suspect_does_not_lead_to_keeps_the_diagnosis_open():
    told = [("52 - 38", "26"), ("83 - 47", "44")]
    belief, _, contradicted = heard(told)
    assert is_closed(belief, contradicted)
    belief, _, contradicted = heard([*told, ("71 - 46", "27")])
    assert contradicted
    assert not is_closed(belief, contradicted)


def test_an_interview_stops_when_it_is_closed():
    rng = Random(3)
    told = interview(
        D, ("whole-subtraction",), SUBTRACTION, lambda item: answer(D, item, BORROWING, 0.0, rng), 10
    )
    assert told.closed
    assert len(told.asked) < 5
    assert max(told.belief, key=told.belief.get) == BORROWING
