"""What the student may think that the teacher thinks: revealed by moves, logged, and asked about."""

from __future__ import annotations

import pytest

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.domains.registry import domain
from teachsim.engine.events import Decision, ItemPresented, TeacherBelief, Utterance
from teachsim.engine.reckoned import SecondOrder
from teachsim.language.acts import Move
from teachsim.measure.second_order import second_order, self_belief
from teachsim.roles.teacher.belief import prior, relevant, top
from teachsim.roles.teacher.second_order import REVEALS, differs, false_belief_items, revealed
from tests.lessons import played, shipped
from tests.measure.sessions import Session

D = domain("arithmetic")
START = prior(D, relevant(D, ("whole-subtraction",)))
AT_HAND = "52 - 38"
SUSPECT = "smaller-from-larger"
SLOT = D.misconceptions[SUSPECT].slot


def after(*moves: Move):
    return revealed(START, moves, AT_HAND, D)


def test_the_student_s_inference_is_bayes_on_what_each_teacher_would_do():
    """P_S(h | move) ∝ P_T(move | h)·P_S(h), worked out by hand for a hint at the slot."""
    says = REVEALS["hint"]
    weights = {
        h: p
        * (
            says.correct
            if h == CORRECT
            else says.meant
            if h in D.misconceptions and D.misconceptions[h].slot == SLOT
            else says.other
        )
        for h, p in START.items()
    }
    total = sum(weights.values())
    assert after(Move(kind="hint", target=SLOT)) == pytest.approx({h: w / total for h, w in weights.items()})


def test_praise_says_that_all_is_well_and_a_hint_what_is_not():
    praised, hinted = after(Move(kind="praise")), after(Move(kind="hint", target=SLOT))
    assert praised[CORRECT] > START[CORRECT] > hinted[CORRECT]
    assert D.misconceptions[top(hinted)].slot == SLOT


def test_asking_for_a_check_of_an_answer_says_whose_answer_is_doubted():
    doubted = after(Move(kind="ask-check", answer="26"))
    assert doubted[SUSPECT] > START[SUSPECT]
    assert doubted[CORRECT] < START[CORRECT]


def test_a_move_that_gives_nothing_away_changes_nothing():
    assert after(Move(kind="encourage"), Move(kind="greet")) == START


def test_an_item_tells_what_is_thought_and_what_seems_to_be_thought_apart_where_their_answers_differ():
    believed = dict.fromkeys(START, 0.0) | {SUSPECT: 0.9, CORRECT: 0.1}
    praised = after(Move(kind="praise"))
    assert differs(believed, praised) == (SUSPECT, CORRECT)
    items = [D.parse("58 - 32"), D.parse("71 - 46")]
    assert [i.text for i in false_belief_items(believed, praised, items, D)] == ["71 - 46"]
    assert not false_belief_items(believed, believed, items, D)
    unsure = dict.fromkeys(START, 0.0) | {UNKNOWN: 1.0}
    assert not false_belief_items(unsure, praised, items, D)


def test_a_teacher_asks_such_items_and_says_so():
    made = [
        (d, c)
        for seed in range(4)
        for d in played(shipped("subtraction/borrowing", seed, "false-belief"))
        if isinstance(d, Decision) and d.approach == "false-belief"
        for c in d.candidates
        if c.approach == "false-belief"
    ]
    assert made
    for decision, candidate in made:
        assert decision.moves[0].on == candidate.on
        assert candidate.utility is not None
        assert decision.predicted is not None


def test_every_belief_has_the_second_order_and_the_share_of_slips():
    beliefs = [e for e in played(shipped("subtraction/borrowing", 2)) if isinstance(e, TeacherBelief)]
    for e in beliefs:
        assert e.second_order is not None
        assert len(e.second_order.thinks) == 3
        assert 0 < e.slip < 1
        assert 0 < e.guess < 1
        assert e.closed in (True, False)
    assert len({tuple(e.second_order.thinks.items()) for e in beliefs}) > 1


def test_how_sure_an_answer_sounds_stands_with_the_words():
    said = [e for e in played(shipped("subtraction/borrowing", 2)) if isinstance(e, Utterance)]
    for e in said:
        assert (e.sure is not None) == (e.role == "student" and e.answer is not None)
    last = [e for e in played(shipped("subtraction/borrowing", 2)) if isinstance(e, TeacherBelief)][-1]
    answered = [e for e in said if e.sure is not None]
    assert last.second_order.answers == len(answered)
    assert last.second_order.claimed == pytest.approx(sum(e.sure for e in answered) / len(answered), abs=1e-4)


# --- as measured ------------------------------------------------------------------------------------


def test_a_student_that_sounds_surer_than_it_is_right_is_over_confident():
    session = Session().put("1/2 + 1/3", "5/6")
    session.maya("Easy, 2/5!", "2/5", False).maya("Maybe 5/6?", "5/6", True).maya("No idea.")
    found = self_belief(session.events, "maya")
    assert (found.answers, found.right) == (2, 0.5)
    assert found.claimed == pytest.approx((0.9 + 0.35) / 2)
    assert found.over_confidence == pytest.approx(0.125)
    assert found.resolution == pytest.approx(0.35 - 0.9)
    assert found.brier == pytest.approx((0.81 + 0.65**2) / 2)
    assert self_belief(Session().events, "maya").claimed is None


def test_what_was_revealed_is_set_against_what_is_believed_and_what_is_held():
    session = Session().put("1/2 + 1/3", "5/6").maya("2/5", "2/5", False)
    session.mind(0.2, {"add-tops-and-bottoms": 0.8}).belief(add_tops_and_bottoms=0.9, correct=0.1)
    thinks = [{"correct": 0.6}, {"add-tops-and-bottoms": 0.7}]
    (belief,) = [e for e in session.events if isinstance(e, TeacherBelief)]
    session.events[-1:] = [belief.model_copy(update={"second_order": SecondOrder(thinks=t)}) for t in thinks]
    found = second_order(session.events, "maya")
    assert (found.snapshots, found.apart, found.seen_through, found.probes) == (2, 0.5, 0.5, 0)


def test_who_goes_by_the_teacher_s_face_is_seen_where_the_two_part():
    events = [e for seed in range(4) for e in played(shipped("subtraction/borrowing", seed, "false-belief"))]
    student = next(e.student for e in events if isinstance(e, ItemPresented))
    found = second_order(events, student)
    assert found.probes > 0
    assert found.as_believed + found.as_revealed <= 1
    assert second_order(Session().events, "maya").apart is None
