"""A student answers by the rules it holds, reacts to what was asked, and shows no more than that."""

from __future__ import annotations

from random import Random
from statistics import mean

import pytest

from teachsim.domains.registry import domains
from teachsim.engine.events import TestTaken, Utterance
from teachsim.roles.student.answering import Chance, answer_act
from teachsim.roles.student.mind import newborn, sigmoid
from teachsim.roles.student.parameters import SCENARIO
from teachsim.scenario.load import find, load_student
from tests.lessons import played, shipped, student
from tests.roles.talk import KEY, D, Talk


def test_the_answer_is_computed_by_the_rule_that_is_held():
    assert Talk().last.answer == "3/7"
    assert Talk(student(None, traits={"slip": 0.0})).last.answer == KEY


@pytest.mark.parametrize("name", sorted(find("student")))
def test_every_shipped_student_errs_as_its_card_says(name):
    """Error consistency is 1 − (1 − s)·σ(β(c − m)) on items on which the misconception shows."""
    card = load_student(name)
    held = card.holds[0]
    d = next(d for d in domains().values() if held.misconception in d.misconceptions)
    mind = newborn(card, d)
    slot = mind.slot(d.misconceptions[held.misconception].slot)
    implied = 1 - (1 - card.traits.slip) * sigmoid(SCENARIO.sharpness * (slot.right - held.strength))
    kind = d.misconceptions[held.misconception].kinds[0]
    wrong = []
    for n in range(400):
        rng = Random(f"{name}/{n}")
        item = d.generate(kind, held.misconception, rng)
        chance = Chance(lambda _, rng=rng: rng)
        wrong.append(not answer_act(item, mind, card.traits, SCENARIO, d, chance).correct)
    assert mean(wrong) == pytest.approx(implied, abs=0.05)


def test_asked_how_it_tells_its_own_steps():
    act = Talk().say("How did you get 3/7?")
    assert act.kind == "explain"
    assert any(s.misconception == "add-tops-and-bottoms" for s in act.steps)


def test_asked_why_before_anything_failed_it_defends_its_rule():
    assert Talk().say("Why do you do it like that?").kind == "justify"


def test_asked_why_after_its_own_check_failed_it_says_what_is_wrong():
    talk = Talk()
    assert talk.say("What does your way give for 1/2 + 1/2?").answer == "2/4"
    checked = talk.say("If you eat half a pizza and then the other half, how much have you eaten?")
    assert (checked.kind, checked.mood) == ("check", "surprised")
    assert talk.say("Why do you think that is?").kind == "reflect"


def test_it_comes_to_the_right_answer_through_its_own_failure():
    talk = Talk()
    before = talk.wrong
    for words in (
        "What does your way give for 1/2 + 1/2?",
        "If you eat half a pizza and then the other half, how much have you eaten?",
        "Why do you think your way gave that?",
        "What does the bottom number of a fraction tell you?",
        "What could you cut them both into?",
    ):
        talk.say(words)
    assert talk.last.answer == KEY
    assert talk.last.effort == "found"
    assert talk.wrong < before * 0.7


@pytest.mark.parametrize("words", ["Great job!", "Are you sure?", "Hm.", "Take your time.", "Is that right?"])
def test_praise_and_doubt_without_reasons_do_not_weaken_the_rule(words):
    talk = Talk()
    before = talk.wrong
    for _ in range(4):
        talk.say(words)
    assert talk.wrong >= before


def test_a_check_that_its_answer_passes_moves_nothing():
    talk = Talk(student("smaller-from-larger", traits={"slip": 0.0}), item="58 - 32")
    before = talk.state.mind.slots
    assert talk.last.correct
    talk.say("Add 32 back on to your 26. Do you get 58?")
    assert talk.state.mind.slots == before


def test_teaching_that_targets_another_misconception_leaves_this_one():
    talk = Talk()
    before = talk.wrong
    talk.say("Turn the second fraction over, then multiply.")
    assert talk.wrong == before


def test_told_the_answer_it_has_the_answer_and_not_the_idea():
    talk = Talk()
    talk.say("The answer is 11/12.")
    slot = talk.state.mind.slot("common-denominator")
    assert slot.echo > 0.1
    assert slot.right < 0.4


def test_what_it_does_not_understand_it_asks_back():
    assert Talk().say("Blorp wug zib?").kind == "ask-back"


def test_bored_enough_it_wants_to_stop():
    card = student("add-tops-and-bottoms", traits={"engagement": 0.24})
    assert Talk(card).say("How did you get 3/7?").kind == "stop"


def test_a_student_never_names_its_misconception():
    for name in ("fractions/unlike-denominators", "subtraction/borrowing", "decimals/which-is-larger"):
        events = played(shipped(name, 3, "socratic"))
        held = D.misconceptions[events[0].students[0].holds[0].misconception]
        for said in events:
            if isinstance(said, Utterance) and said.role == "student":
                assert held.id not in said.text.lower()
                assert held.name.lower() not in said.text.lower()


def test_a_student_who_holds_nothing_is_right_but_for_slips():
    started = shipped("fractions/unlike-denominators", 1)
    started = started.model_copy(update={"students": (student(None, traits={"slip": 0.0}),)})
    taken = [a.correct for e in played(started) if isinstance(e, TestTaken) for a in e.answers]
    assert all(taken)
