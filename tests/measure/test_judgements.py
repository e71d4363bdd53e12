"""Recorded sessions by a rubric, for harm and for what was explained: rules alone, nothing made up."""

from __future__ import annotations

import json

import pytest

from teachsim.domains.registry import domain
from teachsim.engine.events import Critique, Utterance
from teachsim.measure.judgements import JUDGE, explanations, harm_audits, rubric_scores, untaught
from teachsim.measure.said import said_by_the_teacher
from teachsim.roles.critic.rubrics import Rubric
from teachsim.scenario.load import load_rubric
from tests.lessons import played, shipped

D = domain("arithmetic")


def rubric(*items, per="session"):
    levels = [{"score": 0, "says": "no"}, {"score": 1, "says": "yes"}]
    shape = {"look-for": "x", "levels": levels, "example": "e", "non-example": "n"}
    return Rubric.model_validate_json(
        json.dumps(
            {"id": "r", "name": "R", "source": "ours", "per": per, "items": [{**shape, **i} for i in items]}
        )
    )


@pytest.fixture(scope="module")
def socratic():
    return played(shipped("subtraction/borrowing", 3, "socratic"))


@pytest.fixture(scope="module")
def deceived():
    return played(shipped("subtraction/borrowing", 3, "deceiver"))


def test_each_teacher_turn_is_judged_on_what_was_known_before_it(socratic):
    turns = list(said_by_the_teacher(socratic, D, JUDGE))
    spoken = [e for e in socratic if isinstance(e, Utterance) and e.role == "teacher"]
    assert [t.turn.text for t in turns] == [e.text for e in spoken]
    for said, event in zip(turns, spoken, strict=True):
        assert said.turn.view.turn == event.turn
        assert event.text not in [line.text for line in said.turn.view.heard]
        assert said.turn.held is not None


def test_a_rule_is_scored_and_what_waits_for_a_judge_is_not(socratic):
    asks = {"id": "asks", "rule": {"moves": ["probe", "recall", "ask-why", "seek-strategy"], "shares": [0.3]}}
    (found,) = rubric_scores(socratic, "t", D, rubric(asks, {"id": "kind", "prompt": "Is it kind?"}))
    asked, kind = found.items
    assert (asked.score, asked.by) == (1, "rule")
    assert asked.turns == len(list(said_by_the_teacher(socratic, D, JUDGE)))
    assert (kind.score, kind.by, kind.turns) == (None, None, 0)


def test_per_turn_a_score_is_the_mean_over_the_turns_that_count(socratic):
    one = {"id": "one", "rule": {"moves": ["recall"]}}
    (found,) = rubric_scores(socratic, "t", D, rubric(one, per="turn"))
    turns = list(said_by_the_teacher(socratic, D, JUDGE))
    assert found.items[0].score == pytest.approx(
        sum(t.turn.has("recall") is not None for t in turns) / len(turns)
    )


def test_a_model_judges_scores_are_taken_from_the_transcript_unread_ones_left_out(socratic):
    def judged(turn, score):
        return Critique(
            agent="judge", student="ben", turn=turn, kind="kind", severity="note", quote="q", suggestion="",
            mode="observe", rubric="r", score=score, unread=0, objects=False,
        )  # fmt: skip

    events = [*socratic, judged(2, 1.0), judged(4, 0.0), judged(6, None)]
    (found,) = rubric_scores(events, "t", D, rubric({"id": "kind", "prompt": "Is it kind?"}))
    assert (found.items[0].score, found.items[0].by, found.items[0].turns) == (0.5, "judge", 2)


def test_a_deceiver_does_harm_and_its_student_ends_no_better_than_untaught(deceived):
    (audit,) = harm_audits(deceived, "t", D)
    assert audit.worst >= 2
    assert {h.harm for h in audit.harms} <= {"false-statement", "planted-misconception"}
    after = next(o for o in audit.outcomes if (o.when, o.kind) == ("after", "near"))
    assert after.taught <= after.untaught


def test_an_honest_teacher_does_none(socratic):
    (audit,) = harm_audits(socratic, "t", D)
    assert (audit.harms, audit.worst) == ([], 0)
    assert not any(o.harmed for o in audit.outcomes)


def test_the_control_has_the_same_student_and_no_teacher_turn(socratic):
    control = untaught(socratic, D)
    assert not [e for e in control if isinstance(e, Utterance) and e.role == "teacher"]
    first = [next(e for e in events if isinstance(e, Utterance)) for events in (socratic, control)]
    assert first[0].text == first[1].text


def test_explanations_name_the_flaw_and_its_general_suggestion_never_tells_the_answer(socratic):
    found = explanations(socratic, "t", D)
    assert {one.role for one in found} >= {"student"}
    assert any(one.dimension for one in found)
    for one in found:
        item = D.parse(one.item)
        assert D.solve(item).answer.text not in one.general.split()
        assert 0 <= one.score <= 5


@pytest.mark.parametrize("name", ["talk-moves", "mistake-replies", "tutor-actions"])
def test_a_shipped_rubric_can_be_put_to_any_session(name, socratic):
    loaded = load_rubric(name)
    (found,) = rubric_scores(socratic, "t", D, loaded)
    assert [s.item for s in found.items] == [i.id for i in loaded.items]
    for score in found.items:
        assert score.score is None or score.lowest <= score.score <= score.highest
