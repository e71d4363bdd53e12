"""An audit passes who holds and changes as the card says, on words alone, and fails who does not."""

from __future__ import annotations

import asyncio
from functools import cache
from xml.etree import ElementTree

import pytest

from teachsim.cli.audit import show
from teachsim.domains.registry import domain
from teachsim.engine.cards import Holding, StudentCard
from teachsim.engine.roles import Worded
from teachsim.errors import BadInput
from teachsim.measure.audit.audit import as_json, audit
from teachsim.measure.audit.episodes import Answered, Episode, Material, Said
from teachsim.measure.audit.holding import UNTAUGHT
from teachsim.measure.audit.implied import implied_own, implied_right, tables
from teachsim.measure.audit.measured import Threshold
from teachsim.measure.audit.moving import false_capitulation, slope
from teachsim.measure.audit.plot import svg
from teachsim.measure.audit.realism import act_of, distance
from teachsim.measure.audit.talk import opened
from teachsim.measure.intervals import Estimate, bootstrap, paired, percentiles, share, share_of
from teachsim.roles.student.student import SymbolicStudent
from teachsim.scenario.load import load_scenario, load_student
from tests.brains import RandomStudent, SycophanticStudent
from tests.lessons import student

D = domain("arithmetic")
MAYA = load_student("maya")
BOTH = MAYA.model_copy(update={"holds": (*MAYA.holds, Holding(misconception="old-numerators", strength=0.7))})
"""One who adds tops and bottoms never comes to the old numerators."""
SMALL = 12


@cache
def report(brain=SymbolicStudent):
    return audit(MAYA, brain=brain, episodes=SMALL)


@cache
def small():
    return audit(MAYA, episodes=6)


def found(name, brain=SymbolicStudent):
    (one,) = [m for a in report(brain).audited for m in a.measures if m.name == name]
    return one


class Leaking(SymbolicStudent):
    """Computes as its card says, and cannot keep the right answer to itself."""

    def word(self, state, act, view):
        said = super().word(state, act, view)
        key = self.domain.solve(self.domain.parse(view.text)).answer.text
        return Worded(f"{said.text} I know it should be {key}.") if act.kind == "answer" else said


class Silent(SymbolicStudent):
    """Says nothing that could be held against it."""

    def word(self, state, act, view):
        return Worded("Hm.")


# What a shipped student must do at any size; the full size is benchmarks/audit.py's


@pytest.mark.parametrize(
    "name",
    [
        "readability",
        "error-consistency",
        "rule-consistency",
        "off-target-accuracy",
        "blind-diagnosis",
        "leak-rate",
        "premature-resolution",
        "capitulation-doubt",
        "capitulation-false",
        "doubt-adds",
        "praise-adds",
        "persistence",
        "adaptability-right",
        "adaptability-wrong",
        "reconfigurability",
    ],
)
def test_a_shipped_student_passes(name):
    assert found(name).passed, found(name)


def test_teaching_aimed_at_what_is_held_flips_more_than_either_control():
    for control in ("misaligned", "generic"):
        score = found(f"sfs-{control}-4").found
        assert score.value >= 0.4
        assert score.low > 0.1
        assert found(f"sfs-{control}-1").found.value < score.value


def test_a_sycophantic_student_fails_where_it_gives_in():
    assert not report(SycophanticStudent).passed
    for name in ("capitulation-doubt", "capitulation-false", "doubt-adds", "praise-adds", "sfs-generic-4"):
        assert not found(name, SycophanticStudent).passed, name


def test_a_value_that_would_have_been_given_untold_at_the_same_turn_is_not_taken_over():
    def gave(*answers):
        return tuple(Said("", "", answer, False, False) for answer in answers)

    again = Answered("", "", "13/15", False, True, False)

    def share_that_takes_over(told, untold):
        replies = {course: gave(*untold) for course in UNTAUGHT} | {"false": gave(*told)}
        episode = Episode(again, {}, {}, replies, {"false": again, "doubt": again, "neutral": again}, "7/8")
        return false_capitulation(Material(None, episodes=[episode])).found.value

    slip = ("13/15", "7/8", "13/15", "13/15")
    assert share_that_takes_over(slip, slip) == 0
    assert share_that_takes_over(slip, ("13/15",) * 4) == 1
    assert share_that_takes_over(slip, ("7/8", "13/15", "13/15", "13/15")) == 1


def test_a_random_student_fails_where_it_should_hold_something():
    assert not report(RandomStudent).passed
    for name in ("rule-consistency", "off-target-accuracy", "blind-diagnosis", "sfs-generic-4"):
        assert not found(name, RandomStudent).passed, name


def test_a_student_who_lets_the_answer_out_is_caught_by_its_words():
    (audited,) = audit(MAYA, brain=Leaking, episodes=6).audited
    leaking = next(m for m in audited.measures if m.name == "leak-rate")
    assert not leaking.passed
    assert leaking.found.value > 0.1


def test_a_student_who_says_nothing_does_not_pass():
    silent = audit(MAYA, brain=Silent, episodes=6)
    assert {"readability", "off-target-accuracy"} <= {m.name for _, m in silent.missed}


def test_only_words_are_scored():
    """The same words from a brain that says nothing true of its state give the same report."""

    class Secretive(SymbolicStudent):
        def snapshot(self, state):
            return {"slots": {}, "nothing": "to see"}

    assert as_json(audit(MAYA, brain=Secretive, episodes=6)) == as_json(small())


def test_the_same_seed_gives_the_same_report_and_another_another():
    first = as_json(small())
    assert as_json(audit(MAYA, episodes=6)) == first
    assert as_json(audit(MAYA, episodes=6, seed=1)) != first


def test_each_misconception_of_a_card_is_audited():
    card = student("add-tops-and-bottoms").model_copy(
        update={"holds": (*student("add-tops-and-bottoms").holds, *student("smaller-from-larger").holds)}
    )
    audited = audit(card, episodes=6).audited
    assert [a.misconception for a in audited] == ["add-tops-and-bottoms", "smaller-from-larger"]


def test_what_the_items_cannot_show_is_named_and_not_said_to_have_passed(capsys):
    holds = (*MAYA.holds, *student("smaller-from-larger").holds)
    both = MAYA.model_copy(update={"holds": holds})
    report = audit(both, scenario=load_scenario("fractions/unlike-denominators"), episodes=6)
    assert [a.misconception for a in report.audited] == ["add-tops-and-bottoms"]
    assert as_json(report)["not_audited"] == ["smaller-from-larger"]
    assert as_json(small())["not_audited"] == []
    show(report)
    assert capsys.readouterr().out.endswith(
        "not audited, since no item asked here can show it: smaller-from-larger\n"
    )


def test_of_two_that_mask_each_other_only_the_one_that_is_seen_is_audited():
    report = audit(BOTH, scenario=load_scenario("fractions/unlike-denominators"), episodes=3)
    assert [one.misconception for one in report.audited] == ["add-tops-and-bottoms"]
    assert report.not_audited == ("old-numerators",)


def test_an_answer_is_of_a_misconception_only_where_nobody_gives_it_without_it():
    item = D.parse("1/4 + 2/3")
    tops = tables(BOTH, D, "add-tops-and-bottoms", item)
    old = tables(BOTH, D, "old-numerators", item)
    assert "3/7" in tops.mine
    assert "3/7" in old.without  # once the old numerators are gone, tops and bottoms are still added
    assert "3/12" in old.mine & tops.without


def test_what_a_card_implies_of_wrong_answers_leaves_out_slips_and_other_rules():
    item = D.parse("1/4 + 2/3")
    alone = student("add-tops-and-bottoms", traits={"slip": 0.0})
    assert implied_own(alone, D, "add-tops-and-bottoms", item) == pytest.approx(1.0)
    assert implied_own(BOTH, D, "add-tops-and-bottoms", item) > 0.9
    assert implied_own(BOTH, D, "old-numerators", item) < 0.1


def test_where_no_rule_is_strong_enough_a_card_implies_a_guess():
    weak = student("add-tops-and-bottoms", 0.1, knows={"common-denominator": 0.05},
                   traits={"slip": 0.0, "guess": 0.2})  # fmt: skip
    assert implied_right(weak, D, ["add-tops-and-bottoms"]) == pytest.approx(0.2)


def test_a_student_who_holds_nothing_cannot_be_audited():
    with pytest.raises(BadInput, match="holds no misconception"):
        audit(student(None), episodes=6)


def test_the_document_gives_every_measure_with_interval_n_and_threshold():
    document = as_json(report())
    assert document["passed"] is report().passed
    for measure in document["measures"]:
        assert set(measure) == {"name", "misconception", "value", "interval", "n", "threshold", "passed"}
        low, high = measure["interval"]
        assert low <= measure["value"] <= high
        assert measure["n"] > 0


def test_the_picture_has_a_row_for_every_measure():
    picture = ElementTree.fromstring(svg(report()))
    texts = [t.text for t in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert all(m.says in texts for a in report().audited for m in a.measures)


# The talk that it is all made of


def test_what_follows_a_point_of_a_talk_can_be_tried_twice():
    items = tuple(D.parse(t) for t in ("1/4 + 2/3", "1/2 + 1/5"))

    async def go():
        start = await opened(MAYA, SymbolicStudent, D, items, 3).meets(items[0])
        taught = await start.hears("Add the tops only when the bottoms are the same.")
        return start, await start.meets(items[1]), taught, await start.meets(items[1])

    start, once, taught, twice = asyncio.run(go())
    assert once.last == twice.last
    assert len(start.said) == 1
    assert len(taught.said) == 3


def test_a_talk_is_heard_and_not_looked_into():
    item = D.parse("1/4 + 2/3")
    talk = asyncio.run(opened(MAYA, SymbolicStudent, D, (item,), 3).meets(item))
    assert (talk.last.role, talk.last.item, talk.last.asked) == ("student", "1/4 + 2/3", "1/4 + 2/3")


# Arithmetic


def test_what_a_card_implies_is_one_minus_slip_times_the_logistic_of_strength():
    card = student("add-tops-and-bottoms", 0.8, traits={"slip": 0.05})
    assert implied_right(card, D, ["add-tops-and-bottoms"]) == pytest.approx(
        0.95 / (1 + 2.718281828 ** (6 * 0.6))
    )


def test_intervals_are_those_of_the_textbook():
    assert share([True] * 8 + [False] * 2)[1:3] == pytest.approx((0.4902, 0.9433), abs=1e-4)  # Wilson
    assert share_of(8, 10) == share([True] * 8 + [False] * 2)
    assert share([]) == Estimate(None, None, None, 0)
    assert percentiles([]) == (None, None)
    assert percentiles(map(float, range(1000))) == (25, 974)
    assert paired([1, 1, 1], [1, 1, 1], "x")[:3] == (0, 0, 0)
    low, high = bootstrap([0.0, 1.0] * 50, lambda rows: sum(rows) / len(rows), "x")[1:3]
    assert low == pytest.approx(0.4, abs=0.03)
    assert high == pytest.approx(0.6, abs=0.03)


@pytest.mark.parametrize(
    ("threshold", "low", "value", "high", "met"),
    [
        (Threshold("at least", 0.5), 0.3, 0.5, 0.7, True),
        (Threshold("at most", 0.0), 0.0, 0.01, 0.1, False),
        (Threshold("interval above", 0.3), 0.3, 0.5, 0.7, False),
        (Threshold("interval reaches", 0.0), 0.01, 0.1, 0.2, False),
        (Threshold("interval reaches", 0.0, 0.02), 0.01, 0.1, 0.2, True),
        (Threshold("interval at most", 0.0), -0.1, 0.0, 0.1, True),
    ],
)
def test_a_threshold_is_met_or_missed(threshold, low, value, high, met):
    assert threshold.met(Estimate(value, low, high, 10)) is met


def test_nothing_observed_meets_no_threshold():
    assert not Threshold("at most", 1.0).met(Estimate(None, None, None, 0))


def test_the_slope_of_a_lesson_is_that_of_its_log_odds():
    lessons = [
        [Answered("", "", None, n < 10 * p, False, n < 10 * p) for p in (0.2, 0.5, 0.8)] for n in range(10)
    ]  # log-odds −1.39, 0, 1.39
    assert slope(lessons * 30) == pytest.approx(1.386, abs=0.02)
    assert (
        0 < slope([[Answered("", "", None, True, False, True)] * 3] * 500) < 3
    )  # finite where all are right


@pytest.mark.parametrize(
    ("turn", "act"),
    [
        ("12", "answer"),
        ("First, 1 plus 2 is 3, so 3/7.", "working"),
        ("Can you help me?", "question"),
        ("I don't know.", "not-knowing"),
        ("ok thanks", "acknowledging"),
    ],
)
def test_the_act_of_a_turn_is_told_from_its_words(turn, act):
    assert act_of(turn) == act


def test_distributions_without_overlap_are_one_apart():
    assert distance([1.0, 0.0], [0.0, 1.0]) == 1.0
    assert distance([0.5, 0.5], [1.0, 0.0]) == pytest.approx(0.558, abs=1e-3)


def test_a_misconception_of_two_domains_is_audited_in_the_one_that_knows_the_whole_card():
    card = StudentCard(
        id="both",
        name="Bo",
        holds=(
            Holding(misconception="two-negatives-make-positive"),
            Holding(misconception="adds-side-by-side"),
        ),
    )
    report = audit(card, episodes=2)
    assert {one.domain for one in report.audited} == {"algebra"}
    assert not report.not_audited
