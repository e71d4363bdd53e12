"""Policies decide from the belief, the budget and what has been tried; the words follow the decision."""

from __future__ import annotations

import pytest

from teachsim.domains.registry import domain, domain_for
from teachsim.engine.events import Decision, TeacherBelief, UnderstoodEvent, Utterance
from teachsim.language.acts import TELLING
from teachsim.scenario.load import find_scenarios
from tests.lessons import played, shipped, student

SCENARIOS = sorted(find_scenarios())
D = domain("arithmetic")


def decisions(name, teacher, seed=3, **changes):
    return [e for e in played(shipped(name, seed, teacher, **changes)) if isinstance(e, Decision)]


def kinds(name, teacher, seed=3):
    return {m.kind for d in decisions(name, teacher, seed) if d.intervene for m in d.moves}


def test_never_never_steps_in():
    assert not any(d.intervene for d in decisions("subtraction/borrowing", "never"))


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_socratic_teacher_tells_nothing(name):
    heard = [e for e in played(shipped(name, 3, "socratic")) if isinstance(e, UnderstoodEvent)]
    assert not {m.kind for e in heard for m in e.moves} & (TELLING - {"give-step"})


def test_a_teller_states_the_rule_first():
    first = next(d for d in decisions("subtraction/borrowing", "teller") if d.intervene)
    assert first.moves[0].kind == "state-rule"


def test_contradiction_asks_for_the_believed_answer_then_lets_it_be_checked_then_asks_why():
    opening = [
        d.moves[0].kind for d in decisions("fractions/unlike-denominators", "contradiction") if d.intervene
    ]
    assert opening[:3] == ["try-item", "ask-check", "ask-why"]


def test_what_it_asks_is_a_real_item_on_which_the_suspect_fails():
    first = next(d for d in decisions("fractions/unlike-denominators", "contradiction") if d.intervene)
    item = D.parse(first.moves[0].on)
    assert D.shows("add-tops-and-bottoms", item)
    assert first.predicted in D.predict(item, ["add-tops-and-bottoms"])["add-tops-and-bottoms"]


@pytest.mark.parametrize("name", SCENARIOS)
def test_expected_utility_takes_what_it_reckons_best(name):
    for d in decisions(name, "expected-utility"):
        if d.opens:
            weighed = [c for c in d.candidates if c.utility is not None]
            best = max(c.utility for c in weighed)
            taken = [c for c in weighed if c.approach == d.approach and c.on in (None, d.moves[0].on)]
            assert max(c.utility for c in taken) == best
            assert best > 0


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_student_who_holds_nothing_may_be_asked_and_is_not_taught(name):
    started = shipped(name, 3, "expected-utility")
    started = started.model_copy(update={"students": (student(None, traits={"slip": 0.0}),)})
    made = [m.kind for e in played(started) if isinstance(e, Decision) for m in e.moves]
    assert set(made) <= {"try-item"}


def test_probing_items_are_chosen_by_what_they_are_expected_to_tell():
    asked = [
        (d, c)
        for seed in range(6)
        for name in SCENARIOS
        for d in decisions(name, "expected-utility", seed)
        for c in d.candidates
        if c.approach == "probe-item"
    ]
    assert asked
    assert all(c.information_bits is not None and domain_for(c.on) for _, c in asked)
    chosen = [d for d, _ in asked if d.approach == "probe-item" and d.intervene]
    for d in chosen:
        worth = {c.on: c.utility for c in d.candidates if c.approach == "probe-item"}
        assert worth[d.moves[0].on] == max(worth.values())


def test_an_answer_is_not_given_before_the_attempts_that_the_scenario_wants():
    for seed in range(5):
        events = played(shipped("subtraction/borrowing", seed, "teller"))
        wrong = 0
        for e in events:
            if isinstance(e, Utterance) and e.role == "student":
                wrong = wrong + 1 if e.right is False else 0
            if isinstance(e, Decision) and any(m.kind == "give-answer" for m in e.moves):
                assert wrong >= 2


@pytest.mark.parametrize("name", SCENARIOS)
def test_in_most_lessons_the_misconception_is_found_within_three_answers(name):
    right = 0
    for seed in range(8):
        events = played(shipped(name, seed))
        held = events[0].students[0].holds[0].misconception
        beliefs = [e for e in events if isinstance(e, TeacherBelief) and 1 <= len(e.evidence) <= 3]
        right += any(max(b.probabilities, key=b.probabilities.get) == held for b in beliefs)
    assert right >= 6


def test_beliefs_sum_to_one_in_every_event():
    for e in played(shipped("decimals/adding", 4, "socratic")):
        if isinstance(e, TeacherBelief):
            assert sum(e.probabilities.values()) == pytest.approx(1, abs=1e-4)
