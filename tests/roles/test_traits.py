"""Every trait of a card changes what its student does; what goes against itself is refused with its place."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import pytest
import yaml

from teachsim.domains.registry import domains
from teachsim.engine.cards import Traits
from teachsim.engine.events import Attempt, Effects, SessionStarted, UnderstoodEvent, Utterance
from teachsim.errors import BadInput
from teachsim.language.figures import in_figures
from teachsim.language.hearing import asks_reason
from teachsim.roles.student.asking import why_questions
from teachsim.roles.student.families import families, family, holding, weakness_of
from teachsim.roles.student.listening import advantage, misses
from teachsim.roles.student.mind import newborn
from teachsim.scenario.check import check_file
from tests.lessons import played, shipped, student
from tests.roles.talk import ITEM, KEY, D, Talk

if TYPE_CHECKING:
    from pathlib import Path

    from teachsim.engine.events import Event

RULE = "You can only add pieces of the same size, so find a bottom number that fits both."


def who(**traits):
    """One who adds tops and bottoms and never slips, with these traits."""
    return student("add-tops-and-bottoms", traits={"slip": 0.0, **traits})


def talk(seed: int = 1, **traits) -> Talk:
    return Talk(who(**traits), seed=seed)


def doubt(of: Talk) -> float:
    return of.state.mind.slot("common-denominator").dissatisfaction


def lesson(seed: int = 2, teacher: str = "teller", **traits) -> list[Event]:
    """A session on adding fractions with such a student."""
    started = shipped("fractions/unlike-denominators", seed, teacher)
    return played(started.model_copy(update={"students": (who(**traits),)}))


def kinds_of_acts(events: list[Event]) -> Counter[str]:
    return Counter(e.kind for e in events if isinstance(e, Attempt))


# --- listener ---------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["How did you get the 7?", "Why did you write 7?"])
def test_a_question_about_a_step_raises_doubt_in_a_pragmatic_listener_only(words):
    literal, pragmatic = talk(listener="literal"), talk(listener="pragmatic")
    for one in (literal, pragmatic):
        one.say(words)
    assert doubt(literal) == 0
    assert doubt(pragmatic) > 0.03


def test_a_pragmatic_listener_sees_its_fault_where_a_literal_one_defends_its_rule():
    said = {}
    for listener in ("literal", "pragmatic"):
        one = talk(listener=listener)
        for _ in range(3):
            one.say("How did you get the 7?")
        said[listener] = one.say("Why do you do it like that?").kind
    assert said == {"literal": "justify", "pragmatic": "reflect"}


@pytest.mark.parametrize("words", ["Are you sure?", "Hm.", "How did you get 3/7?", "How did you do that?"])
def test_a_question_that_points_at_no_step_implies_nothing_to_anybody(words):
    one = talk(listener="pragmatic")
    before = one.state.mind.slots
    one.say(words)
    assert one.state.mind.slots == before


def test_a_question_about_a_step_of_a_right_answer_leaves_the_mind_as_it_is():
    one = Talk(student("smaller-from-larger", traits={"slip": 0.0, "listener": "pragmatic"}), item="58 - 32")
    assert one.last.correct
    before = one.state.mind.slots
    one.say("How did you get the 6?")
    assert one.state.mind.slots == before


@pytest.mark.parametrize(("listener", "stronger"), [("literal", True), ("pragmatic", False)])
def test_praise_with_a_question_in_the_same_breath_is_no_praise_to_a_pragmatic_listener(listener, stronger):
    one = talk(listener=listener)
    before = one.wrong
    one.say("Great! Why did you write 7?")
    assert (one.wrong > before) == stronger


# --- praise -----------------------------------------------------------------------------------


def test_what_praise_tells_is_the_share_that_is_not_known_yet():
    item = D.parse(ITEM)
    shares = [
        advantage(newborn(student("add-tops-and-bottoms", knows={"common-denominator": c}), D), item, D, 6.0)
        for c in (0.2, 0.6, 0.8, 1.0)
    ]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 0.95
    assert shares[-1] < 0.25


def test_the_effect_of_praise_decays_as_skill_grows():
    gained = []
    for c in (0.2, 0.7, 1.0):
        card = student("add-tops-and-bottoms", knows={"common-denominator": c}, traits={"slip": 0.0})
        one = Talk(card)
        before = one.state.mind.engagement
        one.say("You worked that out carefully on your own.")
        gained.append(one.effects.engagement)
        assert one.state.mind.engagement != before
    assert gained == sorted(gained, reverse=True)
    assert gained[0] > 3 * gained[-1] > 0


def test_one_who_seeks_praise_lives_by_it_and_suffers_without_it():
    felt = {}
    for seeks in (0.0, 1.0):
        for words in ("Great job!", "That's not right."):
            one = talk(**{"praise-seeking": seeks})
            one.say(words)
            felt[seeks, words] = one.effects.engagement
    assert felt[0.0, "Great job!"] == 0
    assert felt[1.0, "Great job!"] > 0.1
    assert felt[1.0, "That's not right."] < felt[0.0, "That's not right."]


# --- help -------------------------------------------------------------------------------------


def lost(seed: int, **traits) -> str:
    """What it does on being told for the second time that it is wrong."""
    one = talk(seed, **traits)
    one.say("That's not right.")
    return one.say("That's not right.").kind


def test_whoever_asks_for_help_does_so_as_often_as_the_card_says():
    asked = [lost(seed, **{"asks-for-help": 0.6}) == "question" for seed in range(200)]
    assert sum(asked) / 200 == pytest.approx(0.6, abs=0.1)


def test_whoever_doubts_its_own_way_asks_at_the_first_mistake():
    asked = {}
    for sure in (0.1, 0.9):
        one = talk(**{"asks-for-help": 1.0, "confidence": sure, "self-belief": "calibrated"})
        one.say("What does your way give for 1/2 + 1/2?")
        one.say("If you eat half a pizza and then the other half, how much have you eaten?")
        asked[sure] = one.say("That's not right.").kind
    assert asked[0.1] == "question"
    assert asked[0.9] != "question"


def test_whoever_avoids_help_never_asks_and_lets_on_nothing():
    done = {lost(seed, help="avoids") for seed in range(40)}
    assert "question" not in done
    assert talk(help="avoids").say("Blorp wug zib?").kind == "acknowledge"
    assert talk(help="asks").say("Blorp wug zib?").kind == "ask-back"
    told = {talk(seed, help="avoids").say(RULE).kind for seed in range(40)}
    assert told == {"claim"}


def test_with_no_rule_at_all_one_who_avoids_help_guesses_rather_than_say_so():
    clueless = {"knows": {"common-denominator": 0.05}, "traits": {"slip": 0.0, "guess": 0.0}}
    open_ = [Talk(student(**clueless), seed=s).last.kind for s in range(60)]
    clueless["traits"] = {**clueless["traits"], "help": "avoids"}
    avoiding = [Talk(student(**clueless), seed=s).last.kind for s in range(60)]
    assert Counter(open_)["no-idea"] > 15
    assert "no-idea" not in avoiding


def test_whoever_abuses_help_asks_for_it_instead_of_working():
    asked = [talk(s, help="abuses").say("What does your way give for 1/2 + 1/2?").kind for s in range(100)]
    assert 40 < asked.count("question") < 80
    assert "question" not in [talk(s).say("What does your way give for 1/2 + 1/2?").kind for s in range(100)]


def test_what_was_copied_is_worth_no_more_than_what_was_heard():
    found = {}
    for help_ in ("asks", "abuses"):
        one = talk(help=help_)
        act = one.say(f"{RULE} What do you get now?")
        assert act.answer == KEY
        found[help_] = act.effort, one.state.mind.slot("common-denominator").right
    assert found["asks"][0] == "answered"
    assert found["abuses"][0] == "heard"
    assert found["abuses"][1] < found["asks"][1]


# --- self-belief ------------------------------------------------------------------------------


def test_self_belief_is_heard_in_what_is_said_whether_right_or_wrong():
    moods = {}
    for belief in ("calibrated", "over", "under"):
        confidence = 0.5
        one = talk(**{"self-belief": belief, "confidence": confidence})
        first = one.last.mood
        one.say("What does your way give for 1/2 + 1/2?")
        one.say("If you eat half a pizza and then the other half, how much have you eaten?")
        moods[belief] = first, one.say("What does your way give for 1/2 + 1/3?").mood
    assert moods["under"] == ("unsure", "unsure")
    assert moods["calibrated"] == ("sure", "unsure")
    assert moods["over"] == ("sure", "sure")


def test_the_over_confident_claim_to_understand_more_often_than_the_under_confident():
    done = {
        belief: [talk(s, **{"self-belief": belief, "confidence": 0.5}).say(RULE).kind for s in range(100)]
        for belief in ("calibrated", "over", "under")
    }
    claims = {belief: kinds.count("claim") for belief, kinds in done.items()}
    assert claims["under"] < claims["calibrated"] - 5
    assert claims["over"] > claims["under"] + 10


# --- distraction ------------------------------------------------------------------------------


def test_a_turn_that_goes_past_a_student_does_nothing_to_it():
    gone = [one for one in (talk(s, distraction=1.0) for s in range(30)) if _missed(one)]
    assert 10 < len(gone) < 28
    assert {one.last.kind for one in gone} == {"off-topic", "ask-back"}
    assert all(one.state.mind.slot("common-denominator").echo == 0 for one in gone)


def _missed(one: Talk) -> bool:
    one.say(RULE)
    return one.effects == Effects(missed=True)


def test_the_less_engaged_are_distracted_more_often():
    often = [
        sum(misses(Traits(distraction=0.5), engagement, Random(n)) for n in range(1000)) / 1000
        for engagement in (0.3, 0.7, 1.0)
    ]
    assert often == [pytest.approx(p, abs=0.05) for p in (0.5, 0.3, 0.15)]


def test_a_distracted_student_learns_less_from_the_same_lessons():
    reached = {}
    for distraction in (0.0, 0.9):
        minds = [lesson(seed, "contradiction", distraction=distraction) for seed in (1, 2, 3)]
        reached[distraction] = sum(kinds_of_acts(events)["idea"] for events in minds)
    assert reached[0.9] < reached[0.0]


# --- asking why -------------------------------------------------------------------------------


def test_told_a_rule_without_support_it_asks_for_the_reason():
    act = talk(**{"asks-why": 1.0}).say(f"{RULE} What do you get now?")
    assert (act.kind, act.about, act.effort) == ("question", "common-denominator", "explained")
    assert all(asks_reason(question) for question in act.content)
    assert talk().say(f"{RULE} What do you get now?").kind == "answer"


def test_it_asks_back_at_most_every_third_turn():
    acts = [e for e in lesson(**{"asks-why": 1.0}) if isinstance(e, Attempt)]
    asked = [n for n, act in enumerate(acts) if act.kind == "question" and act.content]
    assert len(asked) >= 2
    assert all(later - earlier >= 3 for earlier, later in pairwise(asked))


def test_what_its_own_conflict_supports_it_does_not_question():
    one = talk(**{"asks-why": 1.0})
    one.say("What does your way give for 1/2 + 1/2?")
    one.say("If you eat half a pizza and then the other half, how much have you eaten?")
    assert one.say("Why do you think your way gave that?").kind == "reflect"


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("Halves and quarters are different things, like coins that are not worth the same.", True),
        (RULE, False),
    ],
)
def test_a_reason_is_worked_on_as_it_is_heard_and_telling_again_is_not(answer, wanted):
    one = talk(**{"asks-why": 1.0})
    one.say(f"{RULE} What do you get now?")
    one.say(answer)
    effect = next(e for e in one.effects.slots if e.slot == "common-denominator")
    assert effect.wanted == wanted
    if not wanted:
        assert effect.information == pytest.approx(0.35)


def test_a_symbolic_teacher_answers_the_question_before_it_goes_on():
    events = lesson(**{"asks-why": 1.0})
    asked = next(
        n for n, e in enumerate(events) if isinstance(e, Attempt) and e.content and e.kind == "question"
    )
    answer = next(e for e in events[asked:] if isinstance(e, UnderstoodEvent))
    assert {m.kind for m in answer.moves} == {"hint", "seek-strategy"}
    assert not [e for e in events if e.type == "critique" and e.kind == "question-unanswered"]


def test_the_question_is_said_as_it_was_computed_and_gives_nothing_away():
    for seed in range(1, 5):
        events = lesson(seed, **{"asks-why": 1.0})
        for n, event in enumerate(events):
            if isinstance(event, Attempt) and event.kind == "question" and event.content:
                said = next(e for e in events[n:] if isinstance(e, Utterance))
                assert said.answer is None
                assert not any(c.isdigit() for c in said.text)
                assert asks_reason(said.text)


def test_every_question_about_a_rule_is_heard_as_one_and_names_no_number():
    for field in domains().values():
        for slot in field.ideas:
            for telling in ("state-rule", "give-step"):
                for question in why_questions(slot, field, frozenset({telling})):
                    assert asks_reason(question)
                    assert question.endswith("?")
                    assert not any(c.isdigit() for c in in_figures(question))


def test_every_question_written_for_a_rule_is_asked():
    written = yaml.safe_load(files("teachsim.roles.student").joinpath("wonders.yaml").read_text("utf-8"))
    for name, slots in written.items():
        for slot, questions in slots.items():
            assert set(questions) <= set(why_questions(slot, domains()[name], frozenset({"state-rule"})))


@pytest.mark.parametrize("words", ["But why?", "Wait, why would you do that?", "How come?", "What now?"])
def test_a_question_that_names_nothing_asks_for_no_reason_in_particular(words):
    assert not asks_reason(words)


# --- extract, update, retrieve, compose -------------------------------------------------------


def test_what_was_extracted_and_what_was_retrieved_is_logged():
    one = talk()
    act = one.say(f"{RULE} What do you get now?")
    assert [(p.slot, p.by, p.news) for p in one.effects.pieces] == [
        ("common-denominator", "state-rule", "corrects"),
        (None, "seek-strategy", "asks"),
    ]
    (found,) = act.retrieved or ()
    assert (found.slot, found.wrong, found.echo) == ("common-denominator", ("add-tops-and-bottoms",), True)
    one.say(RULE)
    assert one.effects.pieces[0].news == "known"


def test_an_act_is_composed_from_what_bears_on_it_and_from_nothing_else():
    card = student("add-tops-and-bottoms", knows={"shift-rows": 0.1, "borrow": 0.3})
    one = Talk(card)
    assert [r.slot for r in one.last.retrieved or ()] == ["common-denominator"]


def test_where_nothing_is_retrieved_that_would_do_it_says_that_it_does_not_know():
    card = student(knows={"common-denominator": 0.0}, traits={"guess": 0.0, "slip": 0.0})
    unknown = [one for one in (Talk(card, seed=s) for s in range(12)) if one.last.kind == "no-idea"]
    assert unknown
    assert not any(r.right or r.wrong for one in unknown for r in one.last.retrieved or ())


def test_the_log_alone_makes_the_state_again():
    events = lesson(**{"asks-why": 1.0, "distraction": 0.4, "praise-seeking": 0.5})
    assert played(events[0], events) == events  # type: ignore[arg-type]


# --- weaknesses -------------------------------------------------------------------------------


def test_every_misconception_that_comes_with_teachsim_shows_one_weakness():
    table = families()
    every = [m for domain in domains().values() for m in domain.misconceptions.values()]
    assert all(weakness_of(m.id, m.slot) for m in every)
    slots = [slot for one in table.values() for slot in one.slots]
    named = [m for one in table.values() for m in one.misconceptions]
    assert len(slots) == len(set(slots))
    assert len(named) == len(set(named))
    assert set(named) <= {m.id for m in every}
    assert set(slots) <= {slot for domain in domains().values() for slot in domain.ideas}


def test_a_weakness_becomes_a_misconception_of_its_family_that_shows_on_the_items():
    weak = student(None, weakness="steps")
    drawn = {holding(weak, D, ["whole-subtraction"], None, seed).holds[0].misconception for seed in range(20)}
    assert len(drawn) > 3
    assert drawn <= set(family("steps", D, ["whole-subtraction"]))
    again = holding(weak, D, ["whole-subtraction"], None, 3)
    assert again == holding(weak, D, ["whole-subtraction"], None, 3)
    aimed = holding(weak, D, ["whole-subtraction"], "smaller-from-larger", 3)
    assert aimed.holds[0].misconception == "smaller-from-larger"


def test_the_session_says_what_a_weak_student_holds():
    weak = student(None, weakness="steps")
    started = _started(weak)
    assert started.students[0].holds[0].misconception == "smaller-from-larger"
    assert any(a.held for a in played(started) if isinstance(a, Attempt))


def test_a_weakness_that_cannot_show_is_refused():
    with pytest.raises(BadInput, match="of which nothing shows") as refused:
        holding(student(None, weakness="problem-type"), D, ["whole-subtraction"], None, 1)
    assert refused.value.remedy


def _started(card) -> SessionStarted:
    from teachsim.roles.build import start
    from teachsim.scenario.load import load_scenario, load_teacher

    scenario = load_scenario("subtraction/borrowing").model_copy(update={"students": (card.id,)})
    return start(scenario, [card], load_teacher("teller"), [], 1)


# --- what is refused --------------------------------------------------------------------------

CARD = "kind: student\nid: tim\nname: Tim\nholds: [{misconception: add-tops-and-bottoms}]\n"


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ("traits: {listener: sarcastic}", "5:20"),
        ("traits: {help: avoids, asks-for-help: 0.4}", "5:39"),
        ("traits: {help: avoids, asks-why: 0.4}", "5:34"),
        ("traits: {help: abuses, asks-for-help: 0.0}", "5:39"),
        ("traits: {self-belief: over, confidence: 0.2}", "5:41"),
        ("traits: {self-belief: under, confidence: 0.9}", "5:42"),
        ("traits: {distraction: 1.2}", "5:23"),
        ("traits: {praise-seeking: -1}", "5:26"),
        ("traits: {asks-why: often}", "5:20"),
        ("weakness: steps", "4:25"),
        ("weakness: geometry", "5:11"),
    ],
)
def test_what_is_out_of_range_or_against_itself_is_refused_where_it_stands(tmp_path, lines, place):
    path = tmp_path / "tim.yaml"
    path.write_text(CARD + lines + "\n", encoding="utf-8")
    (problem,) = check_file(path)
    assert problem.place == f"{path}:{place}"
    assert problem.remedy


@pytest.mark.parametrize(
    "lines",
    [
        "traits: {help: avoids, asks-for-help: 0.0}",
        "traits: {self-belief: over, confidence: 0.9}",
        "weakness: principles",
    ],
)
def test_what_goes_together_is_allowed(tmp_path, lines):
    path = tmp_path / "tim.yaml"
    path.write_text(CARD + lines + "\n", encoding="utf-8")
    assert check_file(path) == []


def test_a_scenario_whose_student_is_weak_in_what_cannot_show_is_refused(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "agents/students/tim.yaml": "id: tim\nname: Tim\nweakness: problem-type\n",
        "scenarios/sums.yaml": (
            "id: sums\nname: Sums\ndomain: arithmetic\ngoal: Adds.\nstudents: [tim]\nteacher: teller\n"
            "items: {kinds: [whole-addition]}\nbriefing: Find out.\n"
        ),
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (problem,) = check_file(tmp_path / "scenarios/sums.yaml")
    assert (problem.place or "").endswith("sums.yaml:5:12")
    assert "nothing shows" in problem.message
    assert problem.remedy
