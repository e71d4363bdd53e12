"""The loop: the same for every domain, every seed once and for all, within its budgets."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from teachsim.domains.registry import domain
from teachsim.engine.draws import draws
from teachsim.engine.events import (
    Attempt,
    Decision,
    ItemPresented,
    SessionEnded,
    SessionStarted,
    StudentMind,
    TeacherBelief,
    TestTaken,
    UnderstoodEvent,
    Utterance,
)
from teachsim.engine.ledger import allowance
from teachsim.scenario.load import find_scenarios
from tests.lessons import played, shipped, snippets_lesson
from tests.snippets import INDEX, LOOP, SNIPPETS

SCENARIOS = sorted(find_scenarios())


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_same_seed_gives_the_same_events(name):
    assert played(shipped(name, seed=3)) == played(shipped(name, seed=3))


def test_another_seed_gives_another_session():
    assert played(shipped(SCENARIOS[0], seed=3))[1:] != played(shipped(SCENARIOS[0], seed=4))[1:]


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_session_is_tests_then_practice_then_tests_with_a_start_and_an_end(name):
    events = played(shipped(name, seed=5))
    assert isinstance(events[0], SessionStarted)
    assert isinstance(events[-1], SessionEnded)
    tests = [(n, e) for n, e in enumerate(events) if isinstance(e, TestTaken)]
    assert [(e.when, e.kind) for _, e in tests] == [
        (when, kind) for when in ("before", "after", "delayed") for kind in ("near", "transfer")
    ]
    practice = [n for n, e in enumerate(events) if isinstance(e, ItemPresented | Utterance | Decision)]
    assert tests[1][0] < min(practice)
    assert max(practice) < tests[2][0]


@pytest.mark.parametrize("name", SCENARIOS)
def test_turns_are_numbered_from_one_without_gaps_and_end_with_mind_and_belief(name):
    events = played(shipped(name, seed=6))
    turns = [e.turn for e in events if isinstance(e, Utterance)]
    assert turns == list(range(1, len(turns) + 1))
    for kind in (StudentMind, TeacherBelief):
        assert [e.turn for e in events if isinstance(e, kind)] == turns
    spoken = [e.role for e in events if isinstance(e, Utterance)]
    assert "teacher" in spoken
    assert all(one != other or one == "student" for one, other in pairwise(spoken))


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_teacher_turn_is_understood_as_it_was_meant(name):
    events = played(shipped(name, seed=7))
    meant = {e.turn: {m.kind for m in e.moves} for e in events if isinstance(e, Decision) and e.intervene}
    heard = {e.turn: {m.kind for m in e.moves} for e in events if isinstance(e, UnderstoodEvent)}
    assert meant
    assert all(meant[turn] <= heard[turn] for turn in meant)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_students_words_carry_the_answer_that_it_computed(name):
    events = played(shipped(name, seed=8))
    computed = {e.turn: e.answer for e in events if isinstance(e, Attempt) and e.kind == "answer"}
    read = {e.turn: e.answer for e in events if isinstance(e, Utterance) and e.role == "student"}
    assert computed
    assert all(read[turn] == answer for turn, answer in computed.items())


@pytest.mark.parametrize("interventions", [0, 1, 2, 0.5])
def test_a_teacher_never_spends_more_than_its_budget(interventions):
    started = shipped("subtraction/borrowing", seed=9, teacher="teller")
    budget = started.scenario.budget.model_copy(update={"interventions": interventions})
    started = started.model_copy(update={"scenario": started.scenario.model_copy(update={"budget": budget})})
    events = played(started)
    spent = sum(e.cost for e in events if isinstance(e, Decision))
    assert spent == min(allowance(budget, 6), spent)
    assert spent > 0 or not interventions


def test_a_share_of_the_items_is_rounded_down():
    budget = shipped("subtraction/borrowing", seed=1).scenario.budget
    assert allowance(budget.model_copy(update={"interventions": 0.5}), practice=5) == 2
    assert allowance(budget.model_copy(update={"interventions": 1.0}), practice=5) == 5
    assert allowance(budget.model_copy(update={"interventions": 1}), practice=5) == 1
    assert allowance(budget.model_copy(update={"interventions": 0.29}), practice=100) == 29


def test_practice_stops_when_the_turns_are_spent_and_the_tests_are_still_sat():
    started = shipped("subtraction/borrowing", seed=9, teacher="socratic")
    budget = started.scenario.budget.model_copy(update={"turns": 5})
    started = started.model_copy(update={"scenario": started.scenario.model_copy(update={"budget": budget})})
    events = played(started)
    assert Counter(type(e) for e in events)[Utterance] == 5
    assert Counter(type(e) for e in events)[TestTaken] == 6
    assert events[-1].reason == "turns-spent"


def test_the_delayed_test_lets_the_days_pass_once():
    taken = [e for e in played(shipped("subtraction/borrowing", seed=2)) if isinstance(e, TestTaken)]
    assert [e.days for e in taken] == [0, 0, 0, 0, 7, 0]


def test_the_same_student_meets_the_same_luck_under_every_teacher():
    """Draws belong to what they are for, not to how many were made before."""
    met = []
    for teacher in ("never", "teller", "socratic", "contradiction", "expected-utility", "random"):
        events = played(shipped("subtraction/borrowing", seed=11, teacher=teacher))
        before = [e for e in events if isinstance(e, TestTaken) and e.when == "before"]
        met.append((before, next(e for e in events if isinstance(e, Attempt))))
    assert all(m == met[0] for m in met)


def test_one_more_turn_on_an_item_leaves_the_draws_of_the_next_as_they_were():
    drawn = draws(seed=1, agent="maya", item=2, act=0, purpose="choose").random()
    for act in range(5):
        draws(seed=1, agent="maya", item=1, act=act, purpose="choose").random()
    assert draws(seed=1, agent="maya", item=2, act=0, purpose="choose").random() == drawn


@pytest.mark.parametrize(("holds", "kind"), [("end-included", LOOP), ("from-one", INDEX)])
@pytest.mark.parametrize(
    "policy", ["contradiction", "socratic", "teller", "expected-utility", "random", "never"]
)
def test_a_domain_without_numbers_runs_through_the_whole_engine(holds, kind, policy):
    started = snippets_lesson(holds, kind, policy)
    events = played(started, domain=SNIPPETS)
    assert isinstance(events[-1], SessionEnded)
    before = next(e for e in events if isinstance(e, TestTaken))
    assert sum(a.correct for a in before.answers) <= 1
    assert events == played(started, domain=SNIPPETS)


def test_in_that_domain_too_contradiction_teaches_and_silence_does_not():
    taught = played(snippets_lesson("from-one", INDEX, "contradiction"), domain=SNIPPETS)
    alone = played(snippets_lesson("from-one", INDEX, "never"), domain=SNIPPETS)
    right = [
        sum(a.correct for a in e.answers)
        for events in (taught, alone)
        for e in events
        if isinstance(e, TestTaken) and e.when == "after"
    ]
    assert right[0] >= 3
    assert right[1] <= 1


def test_several_students_are_taught_in_the_order_of_the_cast():
    started = shipped("subtraction/borrowing", seed=1, students=("ben", "ida"))
    events = played(started)
    presented = [(e.item, e.student) for e in events if isinstance(e, ItemPresented)]
    assert presented[:4] == [(1, "ben"), (1, "ida"), (2, "ben"), (2, "ida")]
    assert {e.student for e in events if isinstance(e, TestTaken)} == {"ben", "ida"}


def test_every_kind_the_scenarios_name_is_one_of_the_domain():
    for name in SCENARIOS:
        started = shipped(name, seed=1)
        kinds = domain(started.scenario.domain).kinds
        assert set(started.scenario.items.kinds) <= set(kinds)
