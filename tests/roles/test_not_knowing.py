"""A student in whom neither rule is strong guesses or says so; what it says of itself is honest."""

from __future__ import annotations

from collections import Counter
from random import Random
from statistics import fmean

import pytest

from teachsim.domains.registry import domain
from teachsim.engine.events import (
    Branched,
    SessionEnded,
    TeacherBelief,
    TestTaken,
    UnderstoodEvent,
    Utterance,
)
from teachsim.engine.views import StudentView
from teachsim.language.hearing import answer_in
from teachsim.roles.build import start
from teachsim.roles.student.answering import Chance, answer_act
from teachsim.roles.student.learning import generativity
from teachsim.roles.student.mind import (
    SlotMind,
    believes_it_understands,
    newborn,
    p_correct,
    self_report,
    sureness_of_answer,
)
from teachsim.roles.student.parameters import EFFORT_GAIN, OVERLOADED_BELOW, SCENARIO
from teachsim.scenario.load import load_critic, load_scenario, load_teacher
from tests.lessons import played, shipped, student
from tests.roles.talk import ITEM, Talk

D = domain("arithmetic")
TOLD = "You can only add pieces of the same size, so find a bottom number that fits both."
LOST = student(knows={"common-denominator": 0.05}, traits={"guess": 0.2, "slip": 0.0})


def answers(card, text="1/4 + 2/3", number=600):
    item, mind = D.parse(text), newborn(card, D)
    for n in range(number):
        chance = Chance(lambda purpose, n=n: Random(f"{n}/{purpose}"))
        yield answer_act(item, mind, card.traits, SCENARIO, D, chance)


def test_who_knows_nothing_is_lucky_guesses_or_says_so():
    acts = list(answers(LOST))
    kinds = Counter(act.kind for act in acts)
    assert 0.3 < kinds["no-idea"] / len(acts) < 0.5
    assert all(act.answer is None for act in acts if act.kind == "no-idea")
    assert all(act.luck == "guess" for act in acts if act.kind == "answer")
    assert fmean(bool(act.correct) for act in acts) == pytest.approx(0.2, abs=0.06)


def test_the_chance_that_a_guess_is_right_holds_where_only_two_answers_can_be_given():
    card = student(traits={"guess": 0.1, "slip": 0.0, "help": "avoids"})
    card = card.model_copy(update={"knows": dict.fromkeys(D.slots(D.parse("0.45 __ 0.6")), 0.05)})
    acts = list(answers(card, "0.45 __ 0.6"))
    assert fmean(bool(act.correct) for act in acts) == pytest.approx(0.1, abs=0.03)


def test_what_is_not_known_is_no_matter_where_it_is_not_needed():
    assert all(act.correct for act in answers(LOST, "1/2 * 3/5", 50))


def test_who_holds_a_misconception_does_not_say_it_does_not_know():
    held = student("add-tops-and-bottoms", traits={"slip": 0.0})
    assert {act.kind for act in answers(held, number=100)} == {"answer"}


def test_the_probability_of_a_right_answer_is_that_of_guessing_where_neither_rule_is_strong():
    weak = SlotMind(right=0.1, right_at_first=0.1, wrong={"w": 0.1}, wrong_at_first={"w": 0.1})
    assert p_correct(weak, "i", "k", 6.0, slip=0.1, guess=0.2) == 0.2
    told = weak.model_copy(update={"echo": 0.5, "echo_item": "j", "echo_kind": "k"})
    assert p_correct(told, "i", "k", 6.0, slip=0.1, guess=0.2) == 0.9


@pytest.mark.parametrize("teacher", ["contradiction", "teller", "socratic", "expected-utility", "random"])
def test_every_teacher_can_go_on_from_i_do_not_know(teacher):
    scenario = load_scenario("fractions/unlike-denominators")
    events = played(start(scenario, [LOST], load_teacher(teacher), [load_critic("observer")], 5))
    assert isinstance(events[-1], SessionEnded)
    said = [e for e in events if isinstance(e, Utterance) and e.role == "student"]
    assert any(e.stuck and e.answer is None for e in said)
    left_out = [a for e in events if isinstance(e, TestTaken) for a in e.answers if a.answer is None]
    assert left_out
    assert not any(a.correct for a in left_out)


def test_acting_earns_less_where_hardly_anything_is_known_and_listening_as_much():
    for effort in ("answered", "explained", "found"):
        assert generativity(effort, 0.0) < generativity(effort, 0.1) < EFFORT_GAIN[effort]
        assert generativity(effort, OVERLOADED_BELOW) == pytest.approx(EFFORT_GAIN[effort])
    assert generativity("heard", 0.0) == EFFORT_GAIN["heard"]


def test_a_report_is_honest_about_what_is_believed_and_noisy():
    slot = SlotMind(right=0.3, right_at_first=0.3, echo=0.2, wrong={"w": 0.6}, wrong_at_first={"w": 0.6})
    reports = [self_report(slot, Random(n)) for n in range(2000)]
    assert fmean(reports) == pytest.approx(believes_it_understands(slot), abs=0.02)
    assert len(set(reports)) > 1000
    assert all(0 <= r <= 1 for r in reports)


def asked_whether_it_understands(seed: int, words: str, told: bool = False, **traits: object) -> Talk:
    one = Talk(student("add-tops-and-bottoms", traits={"slip": 0.0, **traits}), seed=seed)
    if told:
        one.say(TOLD)
    one.say(words)
    return one


@pytest.mark.parametrize("words", ["Do you get it?", "How sure are you?", "Is that clear?"])
def test_asked_whether_it_understands_a_student_reports_and_learns_nothing(words):
    one = Talk(student("add-tops-and-bottoms", traits={"slip": 0.0}))
    before = one.state.mind
    assert one.say(words).kind == "report"
    assert one.effects.slots == ()
    assert one.state.mind.slots == before.slots
    spoken = one.role.word(one.state, one.last, StudentView(1, ITEM, one.item.kind, (), 1, 2)).text
    assert answer_in(spoken, one.item, D) is None


def test_after_telling_it_says_that_it_understands_and_before_that_it_does_not():
    def says_yes(told: bool) -> float:
        talks = (asked_whether_it_understands(seed, "Do you get it?", told) for seed in range(60))
        return fmean(one.last.mood == "sure" for one in talks)

    assert says_yes(told=False) < 0.2
    assert says_yes(told=True) > 0.8


def test_what_it_reports_follows_its_belief_in_itself_and_who_avoids_help_says_yes():
    def says_yes(**traits: object) -> float:
        talks = (asked_whether_it_understands(seed, "Do you get it?", **traits) for seed in range(60))
        return fmean(one.last.mood == "sure" for one in talks)

    under, level, over = (
        says_yes(**{"self-belief": b, "confidence": 0.5}) for b in ("under", "calibrated", "over")
    )
    assert under <= level < over - 0.15
    assert says_yes(**{"help": "avoids", "asks-for-help": 0.0}) == 1.0


def test_asked_how_sure_it_is_a_student_speaks_of_its_answer_and_a_firm_holder_is_sure_of_a_wrong_one():
    def sure(words: str, **traits: object) -> float:
        talks = (asked_whether_it_understands(seed, words, **traits) for seed in range(60))
        return fmean(one.last.mood == "sure" for one in talks)

    assert sure("How sure are you?") > 0.8
    assert sure("Do you get it?") < 0.2
    assert sure("How sure are you?", confidence=0.1) < 0.5
    under, over = (
        sure("How sure are you?", **{"self-belief": b, "confidence": 0.5}) for b in ("under", "over")
    )
    assert under < over - 0.3


def test_a_guess_and_a_rule_that_has_failed_leave_a_student_unsure_of_its_answer():
    firm = sureness_of_answer(strength=0.9, shaken=0.0, confidence=0.6)
    assert firm > 0.8
    assert sureness_of_answer(strength=0.9, shaken=0.6, confidence=0.6) < 0.5
    assert sureness_of_answer(strength=0.0, shaken=0.0, confidence=0.6) < 0.2


def test_how_sure_it_is_is_said_of_the_answer_and_not_of_understanding():
    one = asked_whether_it_understands(1, "How sure are you?")
    spoken = one.role.word(one.state, one.last, StudentView(1, ITEM, one.item.kind, (), 1, 2)).text
    assert one.last.on == ITEM
    assert "get it" not in spoken


def test_a_report_is_no_evidence_of_what_is_held():
    started = shipped("fractions/unlike-denominators", 3, "contradiction")
    events = played(started)
    cut = next(n for n, e in enumerate(events) if isinstance(e, TeacherBelief))
    say = Branched(parent_hash="", parent_seq=0, at_turn=1, say="Do you get it?")
    asked = played(started, [*events[: cut + 1], say])
    heard = next(e for e in asked if isinstance(e, UnderstoodEvent))
    assert [move.kind for move in heard.moves] == ["ask-understanding"]
    first, after, reported = [e.probabilities for e in asked if isinstance(e, TeacherBelief)][:3]
    assert first == after == reported


def test_what_was_told_is_believed_to_be_understood():
    untold = SlotMind(right=0.2, right_at_first=0.2, wrong={"w": 0.7}, wrong_at_first={"w": 0.7})
    told = untold.model_copy(update={"echo": 0.6})
    assert believes_it_understands(untold) < 0.35
    assert believes_it_understands(told) > 0.7
