"""What came of it: gains, over-application, who told first by three detectors, the talk."""

from __future__ import annotations

import pytest

from teachsim.domains.registry import domain
from teachsim.domains.triples import holders_answers, is_one_of
from teachsim.measure.outcomes import outcomes, over_application, reward
from teachsim.measure.overall import over_all
from teachsim.measure.report import measured
from teachsim.measure.reveals import counted, first_leak_turn, numbers, rates, talks
from teachsim.measure.talk import talk_scores, uptake
from tests.lessons import played, shipped
from tests.measure.sessions import Session

ARITHMETIC = domain("arithmetic")


def told(*said: tuple[str, str]) -> Session:
    """A talk about 52 − 38 in which nothing is said of 14 but by these, teacher and Maya in turn."""
    session = Session().put("52 - 38", "14")
    for role, text in said:
        if role == "maya":
            session.maya(text, "14" if "14" in text else "26", "14" in text)
        else:
            session.teacher(text, "give-answer" if "14" in text else "seek-strategy")
    return session


WRONG, RIGHT = ("maya", "I get 26."), ("maya", "Oh, 14.")
ASKS, TELLS = ("teacher", "How?"), ("teacher", "It is 14.")


def of(session: Session, detector: str, k: int) -> tuple[bool, bool]:
    """Success and telling at k of its one talk."""
    (talk,) = talks(session.events)
    found = counted(talk, detector)
    return found.success[k - 1], found.telling[k - 1]


@pytest.mark.parametrize("detector", ["published", "corrected", "read"])
def test_the_worked_example_in_which_the_student_is_first(detector):
    """The student hits at index 2, the teacher at 3."""
    session = told(WRONG, ASKS, WRONG, ASKS, RIGHT, TELLS)
    assert of(session, detector, 1) == (False, False)
    assert of(session, detector, 2) == (True, False)
    assert of(session, detector, 7) == (True, False)  # told once it had been said: no telling at any k


@pytest.mark.parametrize("detector", ["published", "corrected", "read"])
def test_the_worked_example_in_which_the_teacher_is_first(detector):
    """The teacher tells at index 2, the student hits at 3."""
    session = told(WRONG, ASKS, WRONG, TELLS, WRONG, ASKS, RIGHT)
    assert of(session, detector, 2) == (False, True)
    assert of(session, detector, 3) == (True, True)


def test_a_number_on_the_way_is_no_success_for_the_corrected_detector():
    session = told(WRONG, ASKS).maya("50 - 36 is 14? No, it must be 26.", "26", False)
    assert of(session, "published", 1) == (True, False)
    assert of(session, "corrected", 1) == (False, False)
    assert of(session, "read", 1) == (False, False)


def test_who_takes_a_right_answer_back_has_not_succeeded_in_the_end():
    session = told(WRONG, ASKS, RIGHT, ASKS, WRONG)
    assert [of(session, "corrected", k)[0] for k in (1, 2, 7)] == [True, False, False]
    assert [of(session, "published", k)[0] for k in (1, 2, 7)] == [True, True, True]


def test_a_turn_without_numbers_leaves_the_verdict_as_it_was():
    session = told(WRONG, ASKS, RIGHT, ASKS).maya("Yes, I am sure.")
    assert of(session, "corrected", 2) == (True, False)


def test_repeating_a_number_that_was_known_is_telling_only_for_the_published_detector():
    session = Session().put("14 + 0", "14").maya("140", "140", False)
    session.teacher("You added 0 to 14. Look again.", "check-again")
    assert of(session, "published", 1)[1] is True
    assert of(session, "corrected", 1)[1] is False
    session = told(WRONG, ASKS).maya("14 or 26? I say 26.", "26", False)
    session.teacher("Is it 14 or 26?", "check-again").maya("26", "26", False)
    assert counted(talks(session.events)[0], "corrected").telling == (False,) * 7


def test_where_the_key_is_no_number_only_the_engines_own_reading_judges():
    session = Session().put("simplify 2(x + 3)", "2x + 6").maya("2x + 3", "2x + 3", False)
    session.teacher("How?", "probe").maya("2x + 6", "2x + 6", True)
    (talk,) = talks(session.events)
    assert counted(talk, "published") is None
    assert counted(talk, "read").success[0] is True
    assert rates([talk], "corrected").success == [None] * 7


@pytest.mark.parametrize(
    ("key", "gold"),
    [("14", "14"), ("5/6", "5/6"), ("-3", "-3"), ("x = 4", "4"), ("30%", "30"), ("1,200", "1200"),
     ("2x + 6", None), ("0.4 > 0.35", None), ("4 r 2", None)],
)  # fmt: skip
def test_the_gold_number_of_a_key(key, gold):
    (talk,) = talks(Session().put("?", key).events)
    assert talk.gold == gold


def test_a_difference_is_no_negative_number():
    assert numbers("52-38 is 14") == ["52", "38", "14"]
    assert numbers("It is -3.") == ["-3"]
    assert numbers("x2 and 1st") == []


def test_shares_are_of_the_items_that_were_not_solved_at_once():
    session = told(WRONG, ASKS, RIGHT).put("60 - 24", "36").maya("36", "36", True)
    session.put("71 - 25", "46").maya("54", "54", False)
    (one,) = measured(session.events)
    assert one.reveals.problems == 2
    assert one.reveals.success["published"] == [0.5] * 7
    assert one.reveals.telling["published"] == [0.0] * 7


def test_the_first_leak_is_the_first_answer_or_step_before_the_student_has_it():
    session = told(WRONG, ASKS, RIGHT, TELLS).put("60 - 24", "36").maya("44", "44", False)
    session.teacher("Take 10 from the 6 tens, so 10 - 4 is 6.", "give-step")
    assert first_leak_turn(talks(session.events)) == session.turn
    assert first_leak_turn(talks(told(WRONG, ASKS, RIGHT, TELLS).events)) is None


def sat() -> Session:
    session = Session()
    session.test("before", "near", **{"1/2 + 1/3": ("2/5", False), "1/4 + 2/3": ("3/7", False)})
    session.test("after", "near", **{"1/2 + 1/3": ("5/6", True), "1/4 + 2/3": ("11/12", True)})
    session.test("delayed", "near", **{"1/2 + 1/3": ("5/6", True), "1/4 + 2/3": ("3/7", False)})
    return session.test("after", "transfer", **{"3/5 - 4/9": ("7/45", True)})


def test_gains_are_differences_of_shares_and_unknown_where_a_test_was_not_sat():
    found = outcomes(sat().events, "maya")
    assert (found.solve_before, found.solve_after, found.solve_delayed) == (0, 1, 0.5)
    assert (found.delta_solve, found.delta_delayed) == (1, 0.5)
    assert found.transfer_after == 1
    assert found.delta_transfer is None
    assert found.over_application_after is None


def test_over_application_is_the_share_of_the_old_rules_answers_where_it_breaks():
    events = sat().events
    assert over_application(events, "maya", ARITHMETIC, "before") == 1
    assert over_application(events, "maya", ARITHMETIC, "delayed") == 0.5
    slipped = Session().test("after", "near", **{"1/2 + 1/3": ("4/6", False)})
    assert over_application(slipped.events, "maya", ARITHMETIC, "after") == 0


def test_over_application_is_unknown_where_no_item_breaks_the_old_rule():
    session = Session().test("after", "near", **{"3/5 × 1/2": ("3/10", True)})
    assert over_application(session.events, "maya", ARITHMETIC, "after") is None
    assert holders_answers(ARITHMETIC, ARITHMETIC.parse("3/5 × 1/2"), ["add-tops-and-bottoms"]) == set()


def test_a_holders_answer_is_the_holders_however_it_is_written():
    item = ARITHMETIC.parse("1/2 + 1/3")
    theirs = holders_answers(ARITHMETIC, item, ["add-tops-and-bottoms", "no-such-misconception"])
    for text, is_theirs in (("2/5", True), ("2/5.", True), ("5/6", False), ("4/6", False), ("Hm", False)):
        assert is_one_of(ARITHMETIC, item, text, theirs) is is_theirs
        session = Session().test("after", "near", **{"1/2 + 1/3": (text, text == "5/6")})
        assert over_application(session.events, "maya", ARITHMETIC, "after") == is_theirs


def test_the_worked_rewards_of_a_talk():
    """Before .25, after .75, one reject: Δ .5; soft at λ .25 .5; hard at λ 1 −1."""
    assert reward(0.75, 1, weight=0.25) == 0.5
    assert reward(0.75, 1, weight=1.0, hard=True) == -1
    assert reward(0.75, 0, weight=1.0, hard=True) == 0.75


def test_uptake_is_the_share_of_content_words_that_stood_in_the_last_turn():
    assert uptake("I added the tops and the bottoms.", "Why the bottoms?") == 1
    assert uptake("I added the tops.", "What does a denominator say about pieces?") == 0
    assert uptake("I added the tops.", "Why is that?") is None


def test_the_students_share_of_the_words():
    session = told(("maya", "one two three"), ("teacher", "Why so?"), ("maya", "four"))
    found = talk_scores(session.events, "maya")
    assert found.student_share == pytest.approx(4 / 6)
    assert (found.teacher_turns, found.questions, found.uptake_published) == (1, 1, None)
    assert talk_scores(session.events, "kim").student_share is None


def test_two_students_of_a_session_are_measured_apart():
    started = shipped("fractions/unlike-denominators", 7)
    other = started.students[0].model_copy(update={"id": "noa", "name": "Noa"})
    both = started.model_copy(update={"students": (*started.students, other)})
    events = played(both)
    maya, noa = measured(events, each_turn=True)
    assert (maya.student, noa.student) == ("maya", "noa")
    told_to = [e for e in events if e.type == "utterance" and e.role == "teacher"]
    assert maya.moves.turns + noa.moves.turns == len(told_to)
    assert {t.turn for t in noa.taught} == {e.turn for e in told_to if e.student == "noa"}
    assert maya.beliefs.snapshots + noa.beliefs.snapshots == sum(e.type == "teacher_belief" for e in events)


def test_a_move_that_a_session_never_made_is_a_share_of_0_there():
    probes = Session().put("52 - 38", "14").maya("26", "26", False).teacher("How?", "probe")
    tells = Session().put("52 - 38", "14").maya("26", "26", False).teacher("14.", "give-answer")
    alone = Session().put("52 - 38", "14").maya("26", "26", False)
    found = over_all([s for one in (probes, tells, alone) for s in measured(one.events)])
    assert found["moves.mathdial.telling"].mean == 0.5
    assert found["moves.acts.probe"].n == 2  # who was never spoken to has no share


def test_means_over_many_have_intervals_that_hold_them_and_the_same_seed_gives_the_same():
    sessions = [
        *measured(sat().events),
        *measured(Session().test("after", "near", **{"1/2 + 1/3": ("2/5", False)}).events),
        *measured(told(WRONG, ASKS, RIGHT).events),
    ]
    found = over_all(sessions, seed=3)
    solve = found["outcomes.solve_after"]
    assert (solve.n, solve.mean) == (2, 0.5)  # the third sat no test, and counts neither way
    assert (solve.low, solve.high) == (0, 1)
    assert found == over_all(sessions, seed=3)
    assert found["outcomes.delta_solve"].model_dump() == {"mean": 1, "low": None, "high": None, "n": 1}
    assert found["outcomes.solve_delayed"].n == 1
    assert over_all(sessions[2:])["outcomes.solve_after"].mean is None


def test_a_figure_that_is_the_same_wherever_it_was_measured_is_its_own_interval():
    half = measured(Session().test("after", "near", **{"1/2": ("1/2", True), "1/3": ("1/2", False)}).events)
    nothing = measured(told(WRONG).events)
    found = over_all([*half, *nothing] * 2, seed=0)["outcomes.solve_after"]
    assert found.model_dump() == {"mean": 0.5, "low": 0.5, "high": 0.5, "n": 2}
