"""Rubrics: the shipped ones load, rules score exactly, and what nobody judged stays null."""

from __future__ import annotations

import json

import pytest

from benchmarks.critics import by_hand, turn_of
from teachsim.errors import BadFile
from teachsim.roles.critic.judging import Score, krippendorff, panel, question, scored, verdict
from teachsim.roles.critic.rubrics import Rubric
from teachsim.scenario.find import find
from teachsim.scenario.load import load_rubric

PLACE = next(row for row in by_hand() if row.item == "52 - 38" and row.answer == "26" and "26" in row.said)


def turns(*texts):
    return [turn_of(PLACE._replace(text=text)) for text in texts]


def rubric(**item):
    levels = [{"score": 0, "says": "no"}, {"score": 1, "says": "some"}, {"score": 2, "says": "yes"}]
    shape = {"id": "one", "look-for": "x", "levels": levels, "example": "e", "non-example": "n"}
    return Rubric.model_validate_json(
        json.dumps({"id": "r", "name": "R", "source": "ours", "items": [{**shape, **item}]})
    )


@pytest.mark.parametrize("name", sorted(find("rubric")))
def test_a_shipped_rubric_is_right_and_has_a_source_an_example_and_its_opposite(name):
    loaded = load_rubric(name)
    assert loaded.source
    for item in loaded.items:
        assert item.example != item.non_example
        assert item.rule or item.prompt


def test_the_shipped_rubrics_are_those_promised():
    assert set(find("rubric")) == {
        "eliciting-student-thinking", "talk-moves", "responding-to-errors", "learning-principles",
        "mistake-replies", "tutor-actions", "social-ranges",
    }  # fmt: skip
    assert len(load_rubric("mistake-replies").items) == 8
    assert len(load_rubric("tutor-actions").items) == 12
    assert len(load_rubric("learning-principles").items) == 5
    goals = {i.id: (i.lowest, i.highest) for i in load_rubric("social-ranges").items}
    assert goals["secrets"] == (-10, 0)
    assert goals["relationship"] == (-5, 5)


def test_a_rule_scores_by_the_share_of_turns_that_meet_it():
    asks = rubric(rule={"moves": ["probe"], "shares": [0.5, 1.0]})
    assert scored(asks, turns("How did you get 26?", "How did you get 26?"))[0].score == 2
    assert scored(asks, turns("How did you get 26?", "Not quite."))[0].score == 1
    assert scored(asks, turns("Not quite."))[0].score == 0


def test_a_rule_on_a_check_quotes_what_broke_it():
    item = scored(rubric(rule={"check": "praise-after-wrong", "when": "after-wrong"}), turns("Great job!"))[0]
    assert (item.score, item.by, item.evidence) == (0, "rule", ("Great job!",))


def test_what_waits_for_a_judge_is_null_and_so_is_a_rule_without_occasion():
    assert scored(rubric(prompt="Is it?"), turns("Not quite."))[0] == Score("one", None, None)
    never = rubric(rule={"moves": ["confirm"], "when": "after-right"})
    assert scored(never, turns("Not quite."))[0].score is None


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "OK",
        "Looks good to me!",
        '{"score": 7}',
        '{"score": true}',
        '{"score": "2"}',
        '{"quality": 2}',
        "{" * 5000,
    ],
)
def test_a_judge_that_cannot_be_parsed_gives_null_never_ok_and_never_0(reply):
    assert verdict(rubric(prompt="Is it?").items[0], reply, "judge").score is None


def test_a_judge_s_reply_is_read_with_its_quote():
    item = rubric(prompt="Is it?").items[0]
    assert verdict(item, 'Sure: {"score": 1, "quote": "Hm."}', "a") == Score("one", 1, "a", ("Hm.",))
    assert "1: some" in question(item, "Teacher: Hm.")


def test_several_judges_give_a_mean_and_a_range_and_the_unread_enter_neither():
    found = panel([Score("g", 2, "a"), Score("g", 6, "b"), Score("g", None, "c"), Score("h", None, "a")])
    assert found[0][1:] == (4, 2, 6, 2, 1)
    assert found[1][1:] == (None, None, None, 0, 1)


def test_agreement_is_that_of_krippendorff_s_worked_example():
    gap = None
    judges = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, gap, gap, gap],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, gap, 3],
        [gap, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, gap],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, gap],
    ]
    units = list(zip(*judges, strict=True))
    assert krippendorff(units, "nominal") == pytest.approx(0.743, abs=5e-4)
    assert krippendorff(units, "ordinal") == pytest.approx(0.815, abs=5e-4)
    assert krippendorff(units, "interval") == pytest.approx(0.849, abs=5e-4)


def test_agreement_of_one_judge_or_on_one_score_is_not_known():
    assert krippendorff([[1], [2]]) is None
    assert krippendorff([[1, 1], [1, 1]]) is None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{score: 1, says: Sometimes.}", "{score: 9, says: Sometimes.}", "do not rise"),
        ("look-for: The teacher asks for a fact", "look_for: The teacher asks for a fact", "look_for"),
        ("[compute-this, ask-check", "[compute-thus, ask-check", "compute-thus"),
        (
            "{moves: [ask-why, probe, invite-reflection], ",
            "{check: too-long, moves: [probe], ",
            "either a check or moves",
        ),
    ],
)
def test_a_mistake_in_a_rubric_is_told_with_its_line(tmp_path, old, new, says):
    text = find("rubric")["talk-moves"].read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace(old, new, 1).replace("id: talk-moves", "id: mine", 1), encoding="utf-8")
    with pytest.raises(BadFile) as error:
        load_rubric(str(path))
    problem = error.value.problems[0]
    assert says in f"{problem} {problem.remedy}"
    line, column = str(problem.place).removeprefix(f"{path}:").split(":")
    assert 1 < int(line) <= len(path.read_text(encoding="utf-8").splitlines())
    assert int(column) > 1
