"""Policies by their published names: what each decides by, what is told of it, and what all keep."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.domains.index import index_of
from teachsim.domains.registry import domain
from teachsim.engine.cards import TeacherCard, Traits
from teachsim.engine.events import (
    Critique,
    Decision,
    PlannedItem,
    SessionEnded,
    SessionStarted,
    UnderstoodEvent,
)
from teachsim.engine.session import play
from teachsim.engine.views import teacher_view
from teachsim.errors import BadInput
from teachsim.language.acts import Move
from teachsim.language.confidence import sounds_confident
from teachsim.language.phrases import expand, lines
from teachsim.measure.conformance import problems
from teachsim.roles.build import stage, start
from teachsim.roles.student.knowledge import StudentState
from teachsim.roles.student.mind import Mind, SlotMind
from teachsim.roles.student.student import SymbolicStudent
from teachsim.roles.teacher.approaches import APPROACHES, CONTRADICTION, TELLING, WORKED_EXAMPLE
from teachsim.roles.teacher.belief import SLIP, likelihoods, normalised, posterior, prior, relevant
from teachsim.roles.teacher.mental_model import after, best_of, utility, without
from teachsim.roles.teacher.policies import POLICIES, Policy, find_policy
from teachsim.roles.teacher.policies.bandit import counts
from teachsim.roles.teacher.policies.lookahead import Horizon
from teachsim.roles.teacher.policies.tree import MOST_SIBLINGS, level_of
from teachsim.roles.teacher.prospects import Prospects, worth_asking
from teachsim.roles.teacher.teacher import SymbolicTeacher
from teachsim.roles.teacher.thinking import Exchange, Plan, Taught, Thinking, Tried, let_go
from teachsim.roles.teacher.truth import p_right
from teachsim.roles.teacher.weighing import accuracy, best_gain
from teachsim.scenario.load import load_critic, load_scenario, load_student, load_teacher
from tests.lessons import played

if TYPE_CHECKING:
    from collections.abc import Callable

D = domain("arithmetic")
BORROWING = "subtraction/borrowing"
FRACTIONS = "fractions/unlike-denominators"
DOCS = Path(__file__).parents[2] / "docs" / "policies.md"
INFORMED = [name for name, policy in POLICIES.items() if policy.marks == ("uses-truth",)]
BLIND = [name for name in POLICIES if name not in INFORMED]


def session(policy: str, name: str = BORROWING, seed: int = 3, **budget: object) -> SessionStarted:
    """A session of a shipped scenario with this policy."""
    scenario = load_scenario(name)
    scenario = scenario.model_copy(update={"budget": scenario.budget.model_copy(update=budget)})
    students = [load_student(s) for s in scenario.students]
    return start(scenario, students, TeacherCard(id="t", policy=policy), [load_critic("observer")], seed)


def decisions(policy: str, name: str = BORROWING, seed: int = 3, **budget: object) -> list[Decision]:
    return [e for e in played(session(policy, name, seed, **budget)) if isinstance(e, Decision)]


def watched(decide: Callable[[Thinking], Plan], name: str = BORROWING, seed: int = 3) -> list[Thinking]:
    """What a teacher who decides so has decided from, turn by turn."""
    met: list[Thinking] = []

    def watch(t: Thinking) -> Plan:
        met.append(t)
        return decide(t)

    started = session("never", name, seed)
    on = stage(started)
    kinds = started.scenario.items.kinds
    teacher = SymbolicTeacher(started.teacher, on.domain, kinds, seed, Policy(watch))
    on.cast = replace(on.cast, teacher=teacher)

    async def go() -> None:
        async for _ in play(on):
            pass

    asyncio.run(go())
    return met


def stumped(name: str = BORROWING, seed: int = 3) -> Thinking:
    """The first of them in which the student's answer is wrong."""
    return next(t for t in watched(POLICIES["never"].decide, name, seed) if t.episode.right is False)


# --- the mental model ---------------------------------------------------------------------------

PRE, POST = (0.9, 0.2, 0.5, 0.4, 0.7), (0.95, 0.8, 0.55, 0.9, 0.4)


GAINS = dict(enumerate(post - pre for pre, post in zip(PRE, POST, strict=True)))


def accuracy_after(chosen):
    return sum(POST[n] if n in chosen else PRE[n] for n in range(5)) / 5


@pytest.mark.parametrize(
    ("allowed", "accuracy"), [(0, 0.54), (1, 0.66), (2, 0.76), (3, 0.77), (4, 0.78), (5, 0.72)]
)
def test_the_worked_accuracies_at_the_six_budgets(allowed, accuracy):
    assert accuracy_after(best_of(GAINS, allowed)) == pytest.approx(accuracy)


def test_items_are_explained_in_the_order_of_what_help_adds():
    assert best_of(GAINS, 5) == (1, 3, 0, 2, 4)


def test_never_helping_where_help_harms_keeps_the_best_accuracy():
    assert accuracy_after(best_of(GAINS, 5, least=0.0)) == pytest.approx(0.78)


def test_the_model_predicts_the_answer_of_what_it_believes():
    certain = dict.fromkeys(prior(D, relevant(D, ["whole-subtraction"])), 0.0) | {"smaller-from-larger": 1.0}
    alone = without(certain, D.parse("52 - 38"), D)
    assert (alone.answer, alone.correct < 0.01) == ("26", True)
    assert without(certain, D.parse("58 - 32"), D).correct == pytest.approx(1 - SLIP)
    helped = after(certain, WORKED_EXAMPLE, D.parse("52 - 38"), D)
    assert helped.correct == pytest.approx(WORKED_EXAMPLE.cures * (1 - SLIP), abs=0.01)


def test_help_is_worth_nothing_where_the_misconception_cannot_show():
    belief = prior(D, relevant(D, ["whole-subtraction"])) | {UNKNOWN: 0.0}
    certain = dict.fromkeys(belief, 0.0) | {"smaller-from-larger": 0.6, CORRECT: 0.4}
    assert utility(certain, CONTRADICTION, D.parse("58 - 32"), D) == pytest.approx(0)
    assert utility(certain, CONTRADICTION, D.parse("52 - 38"), D) > 0.1


def test_the_worth_of_a_question_is_what_the_whole_sum_says():
    hypotheses = relevant(D, ["whole-subtraction", "fraction-addition"])
    rng, approaches = Random(5), tuple(APPROACHES.values())
    for _ in range(25):
        belief = normalised({h: rng.random() ** 3 for h in prior(D, hypotheses)})
        item = D.generate("whole-subtraction", None, rng)
        value = accuracy(D, (D.generate("whole-subtraction", None, rng).text,), tuple(belief))
        table = D.predict(item, tuple(belief))
        expected = left = 0.0
        for answer in {a for row in table.values() for a in row}:
            shares = likelihoods(index_of(D).entry(item), answer, belief)
            if (p := sum(belief[h] * shares[h] for h in belief)) > 0.01:
                expected += p * Prospects.of(posterior(belief, shares), value, D, approaches).now()
                left += p
        prospects = Prospects.of(belief, value, D, approaches)
        expected += (1 - left) * prospects.now()
        assert worth_asking(prospects, index_of(D).entry(item)) == pytest.approx(expected, abs=1e-12)


# --- rationed explanations ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["mental-model-both", "teacher-confidence", "least-student-confidence"])
def test_an_explanation_is_kept_for_items_that_rank_higher(name):
    t = stumped(FRACTIONS)
    decide = POLICIES[name].decide
    spent = replace(t, view=replace(t.view, budget_left=0))
    rich = replace(t, view=replace(t.view, budget_left=len(t.remaining)))
    assert not decide(spent).moves
    assert "rank higher" in decide(spent).reason
    assert decide(rich).moves[0].kind == "worked-example"


def test_all_that_ration_give_the_same_explanation():
    names = [n for n in POLICIES if n.startswith("mental") or n.endswith("confidence")] + INFORMED
    for name in names:
        opened = [d for d in decisions(name, FRACTIONS, interventions=6) if d.opens]
        assert {d.approach for d in opened} <= {"worked-example"}, name


def test_unsure_words_sound_less_sure_than_the_same_said_plainly():
    rng = Random(1)
    fields = {"answer": "26", "steps": "8 take away 2 is 6", "Steps": "8 take away 2 is 6", "um": ""}

    def sounds(manner: str) -> float:
        said = [t for of in lines("student")[manner].values() for t in of]
        heard = [sounds_confident(expand(t, fields, rng)) for t in said for _ in range(4)]
        return sum(heard) / len(heard)

    assert sounds("answer-with-steps-unsure") < sounds("answer-with-steps") - 0.1
    assert sounds_confident("I don't know how to do this one.") < sounds_confident("Maybe 26?")


def test_most_and_least_confident_rank_the_other_way_round():
    t = stumped(FRACTIONS)
    unsure = tuple(
        line._replace(text="Maybe 2/7? I'm not sure.") if line.item == t.view.item.number else line
        for line in t.view.heard
    )
    others = (*unsure, unsure[-1]._replace(text="I got 5.", item=0))
    hesitant = replace(t, view=replace(t.view, heard=others, budget_left=1))
    assert POLICIES["least-student-confidence"].decide(hesitant).moves
    assert not POLICIES["most-student-confidence"].decide(hesitant).moves


def test_what_put_this_student_right_before_is_shown_again():
    t = replace(stumped(), taught=(Taught("61 - 24", "worked-example", "borrow", True, True),))
    shown = POLICIES["personalised"].decide(t).moves[0]
    assert (shown.kind, shown.on, shown.answer) == ("worked-example", "61 - 24", "37")


# --- asking, searching, learning ------------------------------------------------------------------


def test_information_gain_asks_what_tells_most():
    asked = [
        d for seed in range(4) for d in decisions("information-gain", seed=seed) if d.approach == "probe-item"
    ]
    assert asked
    for d in asked:
        bits = {c.on: c.information_bits for c in d.candidates if c.information_bits is not None}
        assert bits[d.moves[0].on] == max(bits.values())


def test_looking_further_ahead_is_never_worth_less():
    t = stumped()
    horizon = Horizon.of(t)
    now = best_gain(t.belief, t, horizon.value)
    assert now <= horizon.best(t.belief, 1, Random(1)) <= horizon.best(t.belief, 2, Random(1)) + 0.01


def test_a_bandit_s_prior_is_the_population_s_and_gives_way_to_this_student_s_answers():
    t = stumped()
    before = counts(TELLING, t)
    assert before[0] / sum(before) == pytest.approx(TELLING.cures)
    helped = tuple(Taught(f"{n}", "tell-the-rule", t.slot, True, True) for n in range(60))
    elsewhere = tuple(Taught(f"{n}", "contradiction", "another-slot", True, True) for n in range(60))
    taught = replace(t, taught=helped + elsewhere)
    assert counts(TELLING, taught)[0] == pytest.approx(before[0] + 60)
    assert counts(CONTRADICTION, taught) == counts(CONTRADICTION, t)
    chosen = [POLICIES["bandit"].decide(replace(taught, rng=Random(s))).approach for s in range(20)]
    assert chosen.count("tell-the-rule") >= 18


def test_what_came_of_teaching_is_read_off_the_next_answer():
    met = watched(POLICIES["teller"].decide)
    (first, *_) = met[-1].taught
    assert (first.approach, first.flipped) == ("tell-the-rule", True)
    assert first.next_right == next(t.episode.right for t in met if t.view.item.number == 2)


# --- trees and ladders ----------------------------------------------------------------------------

RECALL = (Move(kind="recall", target="borrow"),)
LOST = Exchange(RECALL, "I don't know.", stuck=True)
NEAR = Exchange(RECALL, "something about the top numbers and the tens")
RIGHT = Exchange(RECALL, D.ideas["borrow"].answers[0])
TRIED = Tried("52 - 38", "26", False)


def test_a_reply_that_would_need_the_idea_settles_it():
    assert level_of("definition", [RIGHT], D, "borrow").resolved
    assert not level_of("definition", [LOST, NEAR], D, "borrow").resolved


def test_one_reply_may_settle_more_than_it_was_asked_for():
    told = RIGHT._replace(moves=(Move(kind="ask-why"),))
    assert level_of("definition", [told], D, "borrow").resolved
    assert not level_of("edit", [told], D, "borrow").resolved


def test_a_lost_student_gets_a_sibling_and_one_on_the_way_a_child():
    assert level_of("definition", [LOST, LOST], D, "borrow") == (False, 0, 2)
    assert level_of("definition", [LOST, NEAR], D, "borrow") == (False, 1, 0)


def test_a_question_asked_too_often_is_answered_by_the_teacher():
    t = replace(stumped(), view=replace(stumped().view, intervening=True))
    asked = Exchange((Move(kind="try-item"),), "I don't know.", stuck=True)
    for times, kind in ((MOST_SIBLINGS - 1, "ask-check"), (MOST_SIBLINGS, "state-rule")):
        episode = replace(t.episode, exchanges=(asked,) * times, approach="question-tree", turns=times)
        plan = POLICIES["question-tree"].decide(replace(t, episode=replace(episode, tried=(TRIED,))))
        assert plan.moves[0].kind == kind


def test_the_tree_ends():
    t = stumped()
    episode = replace(t.episode, approach="question-tree", turns=20)
    plan = POLICIES["question-tree"].decide(replace(t, episode=episode))
    assert (plan.moves, plan.reason) == ((), "gave up after 20 questions")


def test_scaffolding_names_the_subproblem_hints_twice_and_then_tells():
    t = stumped()
    asked: tuple[Exchange, ...] = ()
    said = []
    for _ in range(4):
        episode = replace(t.episode, exchanges=asked, approach="scaffolding" if asked else None)
        plan = POLICIES["scaffolding"].decide(replace(t, episode=episode))
        said.append(plan.moves[0].kind)
        assert re.match(r"subproblem 1 of \d: ", plan.reason)
        asked = (*asked, Exchange(plan.moves, "I don't know.", stuck=True))
    assert said == ["recall", "hint", "hint", "state-rule"]


@pytest.mark.parametrize("seed", range(3))
def test_productive_failure_leaves_the_first_third_alone(seed):
    stepped_in = {d.item for d in decisions("productive-failure", seed=seed) if d.intervene}
    assert stepped_in
    assert min(stepped_in) > 2


@pytest.mark.parametrize("name", POLICIES)
def test_every_policy_has_a_teacher_of_its_name(name):
    assert load_teacher(name).policy == name


# --- what has to be told of a policy ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("deceiver", ("deceives",)),
        ("answer-giver", ("gives-answers",)),
        ("true-utility", ("uses-truth",)),
        ("expected-utility", ()),
    ],
)
def test_every_transcript_tells_what_its_teacher_is(name, marks):
    events = played(session(name))
    assert events[0].policy_marks == marks
    assert {e.marks for e in events if isinstance(e, Decision)} == {marks}


def test_a_deceiver_is_understood_as_one_and_found_out_by_the_critic():
    events = [e for seed in range(3) for e in played(session("deceiver", seed=seed))]
    heard = [e for e in events if isinstance(e, UnderstoodEvent)]
    assert heard
    claims = sum(any(m.kind == "false-claim" for m in e.moves) for e in heard)
    assert claims >= 0.8 * len(heard)
    assert any(e.kind == "teacher-error" for e in events if isinstance(e, Critique))


def test_the_answer_giver_gives_the_answer_first():
    first = next(d for d in decisions("answer-giver") if d.intervene)
    assert (first.moves[0].kind, first.closes) == ("give-answer", True)


def decided_with_other_minds(policy: str) -> tuple[list[Decision], list[Decision]]:
    """What a teacher decides on the same words: with the cards as they are, and with others behind them."""
    started = session(policy, interventions=6)
    events = played(started)
    weak = {"strength": 0.01}
    cured = tuple(
        c.model_copy(update={"holds": tuple(h.model_copy(update=weak) for h in c.holds),
                             "knows": {D.misconceptions[h.misconception].slot: 0.99 for h in c.holds}})
        for c in started.students
    )  # fmt: skip
    found = []
    for first in (started, started.model_copy(update={"students": cured})):
        on, wants = stage(first), []
        for event in events[1:]:
            if isinstance(event, Decision):
                view = teacher_view(on.ledger, "t", event.student)
                wants.append(on.cast.teacher.decide(on.states["t"], view))
            on.happened(event)
        found.append(wants)
    return found[0], found[1]


@pytest.mark.parametrize("name", BLIND)
def test_no_teacher_decides_by_what_is_in_the_mind(name):
    as_it_is, otherwise = decided_with_other_minds(name)
    assert as_it_is == otherwise


def test_only_an_upper_bound_does_and_it_is_marked():
    for name in INFORMED:
        as_it_is, otherwise = decided_with_other_minds(name)
        assert any(d.intervene for d in as_it_is)
        assert as_it_is != otherwise
    assert all(POLICIES[name].informed for name in INFORMED)


# --- the budget ---------------------------------------------------------------------------------------


def test_a_dearer_move_spends_more_and_none_is_made_that_cannot_be_paid():
    opened = [d for d in decisions("teller", interventions=3, costs={"state-rule": 2}) if d.opens]
    assert [d.cost for d in opened] == [2.0]


def test_what_was_left_stands_at_the_end():
    ended = [e for e in played(session("teller", interventions=3)) if isinstance(e, SessionEnded)]
    spent = sum(d.cost for d in decisions("teller", interventions=3))
    assert [(e.budget_left, e.reason) for e in ended] == [(3 - spent, "completed")]


# --- policies of one's own ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BLIND)
def test_every_policy_conforms(name):
    assert problems(POLICIES[name]) == []


asked = count()


def remembering(t: Thinking) -> Plan:
    """Decides by something that nobody gave it: how often it was asked."""
    return let_go(f"asked {next(asked)} times before")


def meddling(t: Thinking) -> Plan:
    """Changes the belief that it is given."""
    t.belief[CORRECT] = 1.0
    return let_go("now it is right")


def raising(t: Thinking) -> Plan:
    """Divides by nothing."""
    return let_go(str(1 // (t.view.act - t.view.act)))


@pytest.mark.parametrize(
    ("policy", "says"),
    [
        (remembering, "asked twice"),
        (meddling, "changes what it is given"),
        (raising, "raises ZeroDivisionError"),
    ],
)
def test_the_suite_finds_a_policy_that_does_not(policy, says):
    assert any(says in one for one in problems(policy, [BORROWING]))


@pytest.fixture
def package(tmp_path, monkeypatch):
    """The package of the documentation, where Python looks for packages."""
    shown = re.findall(r"<!-- file: (\S+) -->\n```\w+\n(.*?)^```$", DOCS.read_text("utf-8"), re.DOTALL | re.M)
    for name, text in shown:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "patient-1.0.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: patient\nVersion: 1.0\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    return dict(shown)


def test_a_policy_of_the_documentation_is_short_conforms_and_teaches(package):
    assert len([line for line in package["patient.py"].splitlines() if line.strip()]) <= 20
    card = load_teacher("patient")
    assert card.policy == "patient"
    found = find_policy("patient")
    assert found.description == "Wait until it is sure what the student holds, then refute that."
    assert problems(found) == []
    events = played(session("patient"))
    assert events[0].plugins["patient"] == "1.0"
    assert any(m.kind == "refute" for e in events if isinstance(e, Decision) for m in e.moves)


def test_an_unknown_policy_is_named_with_the_nearest_one():
    with pytest.raises(BadInput) as told:
        find_policy("mental-model-booth")
    assert "mental-model-both" in told.value.remedy


def test_the_truth_is_what_the_student_does_in_the_long_run():
    card = load_student("ben").model_copy(update={"traits": Traits(slip=0.1)})
    item = D.parse("52 - 38")
    planned = (PlannedItem(text=item.text, kind=item.kind, key="14"),)
    right = []
    for seed in range(400):
        student = SymbolicStudent(card, D, seed)
        mind = StudentState(mind=MIXED)
        right.append(student.sit(mind, "before/near", planned)[0].correct)
    p = p_right(item, MIXED, student)
    assert 0.2 < p < 0.8
    assert sum(right) / len(right) == pytest.approx(p, abs=0.08)  # three standard errors


MIXED = Mind(
    slots={"top-too-small": SlotMind(right=0.5, right_at_first=0.2, wrong={"smaller-from-larger": 0.5})},
    engagement=0.7,
)
