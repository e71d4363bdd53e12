"""Minds change for a reason: the rule's own orderings, on the rule itself and in whole lessons."""

from __future__ import annotations

from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.domains.registry import domain
from teachsim.engine.events import Effects, SlotEffect, StudentMind, TestTaken
from teachsim.language.acts import Act, ActStep, Move, Understood
from teachsim.roles.student.effects import effects_of
from teachsim.roles.student.learning import do, forget, hear, tiring
from teachsim.roles.student.mind import newborn, p_right_rule
from teachsim.roles.student.parameters import POPULATION, SCENARIO
from tests.lessons import played, shipped, student

SLOT = "common-denominator"
CARD = student("add-tops-and-bottoms", strength=0.75)
MIND = newborn(CARD, domain("arithmetic"))
TOLD = Effects(slots=(SlotEffect(slot=SLOT, information=0.7),))
SHAKEN = Effects(slots=(SlotEffect(slot=SLOT, information=0.05, conflict=0.48),))
ASKED = Effects(slots=(SlotEffect(slot=SLOT, evoked=0.6),))
IDEA = Act(kind="idea", about=SLOT, effort="found")
ITEM, KIND = "1/4 + 2/3", "fraction-addition"


def heard(mind, *turns):
    for effects in turns:
        mind = hear(mind, effects, SCENARIO, 0.8, ITEM, KIND)
    return mind


def p(mind, item=ITEM, kind=KIND):
    return p_right_rule(mind.slot(SLOT), item, kind, SCENARIO.sharpness)


def test_nothing_done_changes_nothing():
    assert heard(MIND, Effects(), Effects()).slots == MIND.slots


def test_what_is_told_helps_on_the_item_most_and_on_transfer_least():
    mind = heard(MIND, TOLD)
    assert p(mind) > p(mind, "2/5 + 1/2") > p(mind, "3/4 - 1/3", "fraction-subtraction")


def test_what_is_told_is_mostly_gone_after_a_week():
    mind = heard(MIND, TOLD, TOLD)
    assert p(mind) - p(forget(mind, 7, SCENARIO)) > 0.25


def test_a_wrong_rule_fades_only_with_dissatisfaction():
    assert heard(MIND, TOLD, TOLD).slot(SLOT).wrongest == MIND.slot(SLOT).wrongest
    assert heard(MIND, SHAKEN, TOLD).slot(SLOT).wrongest < MIND.slot(SLOT).wrongest


def test_the_same_idea_found_after_a_conflict_changes_more_than_without():
    calm = do(heard(MIND, ASKED), ASKED, IDEA, SCENARIO).slot(SLOT)
    shaken = do(heard(MIND, SHAKEN, ASKED), ASKED, IDEA, SCENARIO).slot(SLOT)
    assert shaken.right > calm.right
    assert shaken.wrongest < calm.wrongest


def test_finding_beats_explaining_beats_answering_beats_hearing():
    gains = []
    for effort in ("heard", "answered", "explained", "found"):
        act = Act(kind="idea", about=SLOT, effort=effort)
        gains.append(do(heard(MIND, SHAKEN), TOLD, act, SCENARIO).slot(SLOT).right)
    assert gains == sorted(gains)
    assert len(set(gains)) == 4


def test_praise_after_a_wrong_answer_strengthens_the_wrong_rule_and_ends_the_doubt():
    praised = heard(heard(MIND, SHAKEN), Effects(praised_wrong=(SLOT,))).slot(SLOT)
    assert praised.wrongest > heard(MIND, SHAKEN).slot(SLOT).wrongest
    assert praised.dissatisfaction == 0


def test_an_untrue_statement_strengthens_the_wrong_rule_as_far_as_the_teacher_is_trusted():
    gains = []
    for trust in (0.0, 0.4, 1.0):
        claimed = Effects(praised_wrong=(SLOT,), praised_share=trust)
        gains.append(heard(MIND, claimed).slot(SLOT).wrongest - MIND.slot(SLOT).wrongest)
    assert gains[0] == 0
    assert gains[1] == pytest.approx(0.4 * gains[2])
    assert (
        gains[2] == heard(MIND, Effects(praised_wrong=(SLOT,))).slot(SLOT).wrongest - MIND.slot(SLOT).wrongest
    )


@pytest.mark.parametrize(
    ("claim", "share"),
    [
        (Move(kind="false-claim", target=SLOT), 0.4),
        (Move(kind="false-claim", on=ITEM, answer="3/7"), 0.4),
        (Move(kind="false-claim", target="turn-over"), None),
        (Move(kind="false-claim", on=ITEM, answer="4/7"), None),
    ],
    ids=["its own rule", "its own answer", "another rule", "another answer"],
)
def test_only_an_untrue_statement_of_its_own_way_counts_and_by_trust(claim, share):
    step = ActStep(text="1 + 2 = 3", rule="r", slot=SLOT, misconception="add-tops-and-bottoms")
    main = Act(kind="answer", on=ITEM, answer="3/7", correct=False, steps=(step,))
    turn = Understood(moves=(claim,), confidence=0.9)
    effects = effects_of(turn, MIND, main, main, 0.4, domain("arithmetic"))
    assert (effects.praised_share if effects.praised_wrong else None) == share


@pytest.mark.parametrize(("claimed", "evoked"), [(SLOT, 0.0), ("turn-over", 0.3)])
def test_asked_to_use_its_own_wrong_rule_just_after_it_was_stated_the_right_one_does_not_come_to_mind(
    claimed, evoked
):
    step = ActStep(text="1 + 2 = 3", rule="r", slot=SLOT, misconception="add-tops-and-bottoms")
    main = Act(kind="answer", on=ITEM, answer="3/7", correct=False, steps=(step,))
    moves = (Move(kind="false-claim", target=claimed), Move(kind="seek-strategy"))
    effects = effects_of(Understood(moves=moves, confidence=0.9), MIND, main, main, 0.8, domain("arithmetic"))
    assert [e.evoked for e in effects.slots if e.slot == SLOT] == [evoked]


def test_teaching_about_another_slot_leaves_the_misconception_as_it_was():
    other = Effects(slots=(SlotEffect(slot="invert", information=0.7, conflict=0.4),))
    assert heard(MIND, other).slot(SLOT) == MIND.slot(SLOT)


def test_a_stronger_misconception_is_slower_to_go():
    weak, strong = (newborn(student("add-tops-and-bottoms", s), domain("arithmetic")) for s in (0.5, 0.9))
    lesson = (SHAKEN, TOLD, TOLD)
    assert p(heard(weak, *lesson)) > p(heard(strong, *lesson))


def test_old_rules_come_back_in_part():
    mind = do(heard(MIND, SHAKEN, ASKED), ASKED, IDEA, SCENARIO)
    week = forget(mind, 7, SCENARIO).slot(SLOT)
    assert mind.slot(SLOT).wrongest < week.wrongest < MIND.slot(SLOT).wrongest
    assert week.echo < mind.slot(SLOT).echo or mind.slot(SLOT).echo == 0


amounts = st.floats(0, 1)


@given(
    st.lists(st.tuples(amounts, amounts, amounts, st.sampled_from(["heard", "found"])), max_size=12), amounts
)
def test_strengths_stay_between_nothing_and_all_whatever_happens(turns, days):
    mind = MIND
    for x, evoked, k, effort in turns:
        effects = Effects(slots=(SlotEffect(slot=SLOT, information=x, evoked=evoked, conflict=k),))
        mind = do(heard(mind, effects), effects, Act(kind="idea", effort=effort), SCENARIO)
    slot = forget(mind, days * 60, SCENARIO).slot(SLOT)
    for strength in (slot.right, slot.wrongest, slot.echo, slot.dissatisfaction):
        assert 0 <= strength <= 1
    assert slot.wrongest <= MIND.slot(SLOT).wrongest
    assert slot.right >= MIND.slot(SLOT).right - 1e-9


def outcomes(name: str, teacher: str, seeds: int = 12) -> dict[str, float]:
    """Mean shares right over seeds, by test."""
    taken: dict[str, list[float]] = {}
    for seed in range(seeds):
        for e in played(shipped(name, seed, teacher)):
            if isinstance(e, TestTaken):
                share = mean(a.correct for a in e.answers)
                taken.setdefault(f"{e.when}/{e.kind}", []).append(share)
    return {k: mean(v) for k, v in taken.items()}


@pytest.mark.parametrize("name", ["fractions/unlike-denominators", "subtraction/borrowing"])
def test_a_lesson_told_works_now_and_fades_and_a_lesson_found_stays(name):
    told, found, none = (outcomes(name, t) for t in ("teller", "contradiction", "never"))
    assert none["after/near"] <= 0.15
    assert told["after/near"] >= 0.6
    assert told["after/near"] - told["delayed/near"] > 0.25
    assert told["after/transfer"] < told["after/near"]
    assert found["delayed/near"] > told["delayed/near"] + 0.25
    assert found["delayed/transfer"] > told["delayed/transfer"] + 0.25


def test_without_teaching_the_mind_is_at_the_end_what_it_was():
    minds = [
        e.mind["slots"]
        for e in played(shipped("subtraction/borrowing", 3, "never"))
        if isinstance(e, StudentMind)
    ]
    assert all(m == minds[0] for m in minds)


@pytest.mark.parametrize(
    ("example", "conflict"),
    [("61 - 27", True), ("58 - 32", False)],  # nothing is to be borrowed: the wrong rule is right there
)
def test_an_example_conflicts_only_where_the_student_s_own_rules_give_something_else(example, conflict):
    d = domain("arithmetic")
    mind = newborn(student("smaller-from-larger"), d)
    shown = Understood(moves=(Move(kind="worked-example", on=example, target="top-too-small"),), confidence=1)
    (effect,) = effects_of(shown, mind, None, None, 0.8, d).slots
    assert (effect.conflict > 0) is conflict
    assert effect.information > 0


def test_days_may_pass_in_pieces():
    mind = do(heard(MIND, SHAKEN, TOLD, ASKED), ASKED, IDEA, SCENARIO)
    once, twice = (
        forget(mind, 7, SCENARIO).slot(SLOT),
        forget(forget(mind, 3, SCENARIO), 4, SCENARIO).slot(SLOT),
    )
    assert twice.right == pytest.approx(once.right)
    assert twice.echo == pytest.approx(once.echo)
    assert twice.wrongest == pytest.approx(once.wrongest)


def test_what_outlasted_a_week_is_lost_more_slowly_in_the_next():
    mind = heard(MIND, SHAKEN, TOLD)
    first = forget(mind, 7, SCENARIO)
    second = forget(first, 7, SCENARIO)
    rights = [m.slot(SLOT).right for m in (mind, first, second)]
    assert rights[0] - rights[1] > 2 * (rights[1] - rights[2]) > 0


def test_what_is_still_recalled_is_learned_less_from():
    again = heard(MIND, TOLD)
    faded = again.model_copy(update={"slots": {SLOT: again.slot(SLOT).model_copy(update={"echo": 0.0})}})
    gains = [
        hear(m, TOLD, POPULATION, 0.8, ITEM, KIND).slot(SLOT).right - m.slot(SLOT).right
        for m in (again, faded)
    ]
    assert gains[0] < gains[1]


def test_long_turns_and_conflict_piled_on_conflict_tire():
    assert tiring(60, (), MIND) == 0 > tiring(100, (), MIND)
    doubting = heard(MIND, SHAKEN, SHAKEN, SHAKEN)
    assert tiring(20, SHAKEN.slots, MIND) == 0 > tiring(20, SHAKEN.slots, doubting)
    helpful = (SlotEffect(slot=SLOT, information=0.7, conflict=0.48),)
    assert tiring(20, helpful, doubting) == 0
