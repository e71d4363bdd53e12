"""One vocabulary of moves: what others call them, CLASS's codes, and the rules of a scenario."""

from __future__ import annotations

from typing import get_args

import pytest

from teachsim.engine.cards import Scenario
from teachsim.language.acts import Act, ActKind, ActStep, Move, MoveKind
from teachsim.measure.legality import ALLOWED, coded, evaluation, violations_per_100
from teachsim.measure.moves import PUBLISHED, act_entropy_bits, act_shares, mix, on_target, taught_turns
from teachsim.measure.pedagogy import compiled, violations
from teachsim.measure.report import measured
from tests.lessons import shipped
from tests.measure.sessions import Session

RIGHT_STEP = ActStep(text="5 - 3 = 2", rule="subtract", slot="borrow")
WRONG_STEP = ActStep(text="8 - 2 = 6", rule="r", slot="borrow", misconception="smaller-from-larger")
TOPS = "add-tops-and-bottoms"


def test_every_move_has_its_place_in_the_published_vocabularies():
    assert set(PUBLISHED) == set(get_args(MoveKind))


def test_only_steps_and_answers_give_the_answer_away():
    assert {m for m, p in PUBLISHED.items() if p.leaks == "yes"} == {"give-step", "give-answer"}
    assert all(p.mathdial == "telling" for p in PUBLISHED.values() if p.leaks != "no")


@pytest.mark.parametrize(
    ("acts", "governing", "mathdial"),
    [
        (("disconfirm", "hint", "seek-strategy"), "seek-strategy", "focus"),
        (("state-rule", "seek-strategy"), "state-rule", "telling"),
        (("confirm", "praise"), "confirm", "generic"),
        (("praise-process", "invite-reflection"), "invite-reflection", "probing"),
        (("praise", "hint"), "hint", "focus"),
    ],
)
def test_a_turn_of_several_moves_is_labelled_by_the_one_that_governs(acts, governing, mathdial):
    (turn,) = taught_turns(Session().put("1/2 + 1/3", "5/6").maya("2/5").teacher("…", *acts).events)
    assert turn.governing == governing
    assert turn.label("mathdial") == mathdial


def test_a_turn_is_stored_with_its_target_its_intention_and_what_was_believed():
    session = Session().put("1/2 + 1/3", "5/6").maya("2/5", "2/5", False)
    session.belief(add_tops_and_bottoms=0.7, correct=0.3)
    recalls = (Move(kind="recall", target="common-denominator"),)
    session.teacher(
        "What do the bottoms say?", "recall", moves=recalls, approach="socratic", reason="the idea"
    )
    (turn,) = taught_turns(session.belief(correct=1.0).events)
    assert turn.targets == ("common-denominator",)
    assert (turn.approach, turn.reason) == ("socratic", "the idea")
    assert turn.believed == (TOPS, 0.7)  # before the decision, not after the turn
    assert turn.label("bridge_intention") == "understand_topic"


def test_words_that_were_not_understood_have_no_label():
    (turn,) = taught_turns(Session().put("1/2 + 1/3", "5/6").maya("2/5").teacher("Blah.").events)
    assert (turn.governing, turn.label("mathdial"), turn.leaks) == (None, None, "no")


def test_shares_of_moves_are_of_turns():
    session = Session().put("1/2 + 1/3", "5/6").maya("2/5")
    session.teacher("How?", "probe").maya("So.").teacher("Why?", "probe", "ask-why").maya("So.")
    turns = taught_turns(session.teacher("It is 5/6.", "give-answer").events)
    assert mix(turns, "mathdial") == {"probing": pytest.approx(2 / 3), "telling": pytest.approx(1 / 3)}
    assert act_shares(turns)["probe"] == pytest.approx(2 / 3)
    assert act_entropy_bits(turns) == pytest.approx(1.584963, abs=1e-6)
    assert act_entropy_bits([]) is None


def test_a_turn_is_on_target_where_the_student_then_holds_a_misconception():
    about = {"moves": (Move(kind="recall", target="common-denominator"),)}
    elsewhere = {"moves": (Move(kind="recall", target="simplify"),)}
    session = Session().put("1/2 + 1/3", "5/6").maya("2/5").mind(0.2, {TOPS: 0.8})
    session.teacher("What do bottoms say?", "recall", **about).mind(0.2, {TOPS: 0.8})
    session.teacher("What is simplest?", "recall", **elsewhere).mind(0.2, {TOPS: 0.8})
    session.teacher("Go on.", "encourage")  # about nothing
    assert on_target(session.events, "maya") == 0.5
    session.mind(0.9, {TOPS: 0.1}).teacher("What do bottoms say?", "recall", **about)
    assert on_target(session.events, "maya") == pytest.approx(1 / 3)
    assert on_target(Session().put("1/2 + 1/3", "5/6").maya("2/5").events, "maya") is None


# CLASS.


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (Act(kind="answer", correct=True, steps=(RIGHT_STEP,)), "b"),
        (Act(kind="answer", correct=False, steps=(WRONG_STEP,)), "a"),
        (Act(kind="answer", correct=False, steps=(WRONG_STEP, RIGHT_STEP)), "c"),
        (Act(kind="answer", correct=False, steps=(RIGHT_STEP, RIGHT_STEP), luck="slip"), "c"),
        (Act(kind="answer", correct=False, luck="guess"), "a"),
        (Act(kind="answer", correct=True, luck="guess"), "b"),
        (Act(kind="explain", steps=(WRONG_STEP, RIGHT_STEP)), "c"),
        (Act(kind="explain", steps=(RIGHT_STEP,)), "b"),
        (Act(kind="no-idea"), "a"),
        (Act(kind="acknowledge"), "d"),
        (Act(kind="off-topic"), "e"),
        (Act(kind="question"), "f"),
        (Act(kind="stop"), "g"),
    ],
)
def test_the_evaluation_is_what_the_computed_act_was(act, code):
    assert evaluation(act) == code


def test_every_act_has_an_evaluation():
    assert {evaluation(Act(kind=kind)) for kind in get_args(ActKind)} <= set(ALLOWED)


def one(act: dict, *moves: str, **decision: object):
    """The codes of one turn after one act on the first of six items."""
    session = Session().put("52 - 38", "14").maya("…", **{"answer": None, **act})
    return coded(session.teacher("…", *moves, **decision).events, "maya")[0]


WRONG = {"kind": "answer", "answer": "26", "right": False, "steps": (WRONG_STEP,)}
PARTLY = {**WRONG, "steps": (WRONG_STEP, RIGHT_STEP)}
GOOD = {"kind": "answer", "answer": "14", "right": True}


@pytest.mark.parametrize(
    ("act", "moves", "actions"),
    [
        (WRONG, ("hint",), (1,)),
        (PARTLY, ("hint",), (4,)),
        ({"kind": "question"}, ("hint",), (8,)),
        (GOOD, ("confirm", "praise"), (3,)),
        (GOOD, ("invite-reflection",), (3,)),
        (GOOD, ("seek-strategy",), (3,)),
        (PARTLY, ("ask-check",), (4,)),
        ({"kind": "stop"}, ("encourage",), (12,)),
    ],
)
def test_an_action_is_numbered_by_the_evaluation_before_it(act, moves, actions):
    found = one(act, *moves)
    assert found.actions == actions
    assert found.illegal == ()


@pytest.mark.parametrize(
    ("act", "moves"),
    [
        (WRONG, ("confirm",)),           # 3 after a
        (WRONG, ("probe",)),             # 6 after a: CLASS hints where others ask
        (GOOD, ("hint",)),               # 8 after b
        (GOOD, ("disconfirm",)),
        ({"kind": "acknowledge"}, ("hint",)),
        ({"kind": "off-topic"}, ("seek-strategy",)),
        (WRONG, ("encourage",)),         # 12 after a
        (WRONG, ("confirm", "seek-strategy")),
    ],
)  # fmt: skip
def test_an_action_that_the_table_does_not_allow_is_illegal(act, moves):
    assert one(act, *moves).illegal == ("action",)


def test_a_turn_for_which_class_has_no_action_is_not_judged():
    found = one(WRONG, "try-item")
    assert (found.actions, found.illegal) == ((), ())
    assert violations_per_100([found]) is None


def test_a_solution_comes_after_repeated_failure():
    assert one(WRONG, "give-answer", closes=True).illegal == ("solution-too-early",)
    session = Session().put("52 - 38", "14").maya("26", **WRONG).teacher("Look again.", "check-again")
    session.maya("26", **WRONG).teacher("It is 14.", "give-answer", closes=True)
    assert [c.illegal for c in coded(session.events, "maya")] == [(), ()]


def test_after_a_solution_that_was_asked_for_the_item_is_finished():
    asks = {"kind": "question"}
    assert one(asks, "give-answer", closes=True).illegal == ()
    assert one(asks, "give-answer", closes=True).state == "y"
    going_on = one(asks, "give-answer", "seek-strategy")
    assert going_on.state == "x"
    assert "solution-not-finished" in going_on.illegal


def two_items(first_right: bool) -> Session:
    session = Session(items=shipped("fractions/unlike-denominators", 7).scenario.items)
    plan = session.events[0].plan
    cut = plan.model_copy(update={"practice": plan.practice[:2]})
    session.events[0] = session.events[0].model_copy(update={"plan": cut})
    session.put("52 - 38", "14").maya("…", **(GOOD if first_right else WRONG))
    return session.put("60 - 24", "36").maya("36", kind="answer", answer="36", right=True)


def test_the_lesson_is_done_only_when_every_item_is_finished():
    done = two_items(first_right=True).teacher("Yes.", "confirm", closes=True)
    (found,) = coded(done.events, "maya")
    assert (found.state, found.illegal) == ("z", ())
    left = two_items(first_right=False).teacher("Yes.", "confirm", closes=True)
    (found,) = coded(left.events, "maya")
    assert (found.state, found.illegal) == ("z", ("done-too-early",))
    assert violations_per_100([found]) == 100


# The rules of a scenario.


def breaks(rule: str, session: Session) -> list[int]:
    """The turns that break a rule."""
    scenario = session.events[0].scenario.model_copy(update={"pedagogy": (rule,)})
    session.events[0] = session.events[0].model_copy(update={"scenario": scenario})
    return [v.turn for v in violations(session.events, "maya")]


def lesson(*turns: tuple[str, ...]) -> Session:
    """52 − 38, wrong again and again, with these turns of the teacher between."""
    session = Session().put("52 - 38", "14").maya("26", "26", False)
    for text, *moves in turns:
        session.teacher(text, *moves).maya("26", "26", False)
    return session


def test_one_question_a_turn():
    session = lesson(("Why? And how?", "ask-why"), ("Why is that so?", "ask-why"), ("Go on.", "encourage"))
    assert breaks("one-question-per-turn", session) == [2]


def test_at_most_so_many_words():
    assert breaks("at-most-3-words", lesson(("one two three", "hint"), ("one two three 4", "hint"))) == [4]


def test_no_answer_before_so_many_wrong_attempts():
    early = lesson(("It is 14.", "give-answer"), ("It is 14.", "give-answer"))
    assert breaks("no-answer-before-2-attempts", early) == [2]
    assert breaks("no-answer-before-1-attempts", early) == []
    assert breaks("no-answer-before-3-attempts", early) == [2, 4]


def test_attempts_are_counted_for_each_item_and_a_right_one_sets_the_answer_free():
    session = lesson(("Hm.", "check-again")).put("60 - 24", "36").maya("44", "44", False)
    session.teacher("36.", "give-answer")
    assert breaks("no-answer-before-2-attempts", session) == [session.turn]
    solved = Session().put("52 - 38", "14").maya("14", "14", True).teacher("14, yes.", "give-answer")
    assert breaks("no-answer-before-2-attempts", solved) == []


def test_reflection_at_the_end_of_the_last_talk():
    rule = "reflection-at-the-end"
    asks = ("How do you do it now?", "invite-reflection")
    assert breaks(rule, lesson(("Hm.", "check-again"), asks)) == []
    later = lesson(asks).put("60 - 24", "36").maya("44", "44", False).teacher("Hm.", "check-again")
    assert breaks(rule, later) == [later.turn]
    assert breaks(rule, Session().put("52 - 38", "14").maya("14", "14", True)) == []  # never spoken to


@pytest.mark.parametrize(
    "rule",
    ["one-question-per-turn", "no-answer-before-2-attempts", "at-most-30-words", "reflection-at-the-end"],
)
def test_every_rule_that_a_scenario_may_have_has_its_check(rule):
    shipped_one = shipped("fractions/unlike-denominators", 7).scenario.model_dump_json(by_alias=True)
    with_rule = Scenario.model_validate_json(shipped_one).model_copy(update={"pedagogy": (rule,)})
    assert Scenario.model_validate_json(with_rule.model_dump_json(by_alias=True)).pedagogy == (rule,)
    assert callable(compiled(rule))


def test_rules_that_were_kept_count_0_and_sessions_without_turns_none():
    (taught,) = measured(lesson(("Why? And how?", "ask-why"), ("Why?", "ask-why")).events)
    assert taught.violations.pedagogy == {"one-question-per-turn": 1, "no-answer-before-2-attempts": 0}
    assert taught.violations.pedagogy_per_turn == 0.5
    (alone,) = measured(Session().put("52 - 38", "14").maya("14", "14", True).events)
    assert (alone.violations.pedagogy_per_turn, alone.violations.class_per_100_turns) == (None, None)
