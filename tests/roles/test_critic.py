"""Each check finds its fault in words, quotes it, and leaves honest turns alone."""

from __future__ import annotations

import pytest

from teachsim.domains.registry import domain
from teachsim.engine.cards import CriticCard
from teachsim.engine.events import Critique, Utterance
from teachsim.engine.ledger import Asked
from teachsim.engine.views import CriticView, PracticeItem, PublicStudent, TeacherView, situation
from teachsim.language.acts import Line
from teachsim.language.reading import understand
from teachsim.roles.critic.critic import SymbolicCritic
from teachsim.scenario.load import load_critic
from tests.lessons import played, shipped

D = domain("arithmetic")
KEY = {"52 - 38": "14", "1/4 + 2/3": "11/12"}


def found(text, item="52 - 38", answer="26", said="I got 26.", wrong=1, pedagogy=(), **card):
    """The kinds of finding about these words."""
    put = PracticeItem(1, 6, item, D.parse(item).kind, KEY[item])
    view = TeacherView(
        student=PublicStudent("ben", "Ben", 9),
        item=put,
        heard=(Line("student", "Ben", said, 1, 1),),
        turn=2,
        act=0,
        turns_left=20,
        budget_left=4,
        intervening=True,
        kinds=(put.kind,),
        practice=(put,),
        goal="",
        pedagogy=pedagogy,
        advice=(),
        asked=Asked(item, answer, answer, wrong=wrong),
    )
    critic = SymbolicCritic(CriticCard(id="c", mode="gate", **card), D)
    heard = understand(text, situation(view, D))
    return {c.kind: c for c in critic.review(critic.newborn(), CriticView(view, text, heard), draft=False)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It's 14.", "answer-given-away"),
        ("Look, 52 - 38 is 14.", "answer-given-away"),
        ("Great job!", "praise-after-wrong"),
        ("That's right.", "praise-after-wrong"),
        ("52 - 38 = 16.", "teacher-error"),
        ("Look: 31 - 29 = 12.", "teacher-error"),
        ("How did you get 26? And why did you start there?", "several-questions"),
        ("Think about it. " * 20 + "How did you get 26?", "too-long"),
    ],
)
def test_a_fault_is_found_and_quoted(text, kind):
    findings = found(text)
    assert kind in findings
    assert findings[kind].quote in text
    assert findings[kind].suggestion


@pytest.mark.parametrize(
    "text",
    [
        "How did you get 26?",
        "What does your way give for 31 - 29?",
        "Add 38 back on to your 26. Do you get 52?",
        "Not quite. What could you do in a column where the top digit is too small?",
        "Look: 31 - 29 = 2. Now try 52 - 38 again.",
    ],
)
def test_an_honest_turn_is_left_alone(text):
    assert found(text) == {}


def test_saying_the_answer_after_the_student_has_is_no_giving_away():
    assert "answer-given-away" not in found("Yes, 14.", answer="14", said="I got 14.", wrong=0)


def test_the_scenario_may_allow_an_answer_after_some_attempts():
    rule = ("no-answer-before-2-attempts",)
    assert "answer-given-away" in found("It's 14.", wrong=1, pedagogy=rule)
    assert "answer-given-away" not in found("It's 14.", wrong=2, pedagogy=rule)


def test_a_question_passed_over_is_quoted():
    findings = found("Great.", said="But why does that work?", answer=None, wrong=0)
    assert findings["question-unanswered"].quote == "But why does that work?"
    assert "question-unanswered" not in found("Where could you get some more from?", said="How do I start?")


def test_teaching_what_the_answers_do_not_point_at_is_the_wrong_target():
    off = "What is nothing taken away from something?"
    right = "Where could you get some more from?"
    rule = D.ideas["bring-down"].rule[0] if "bring-down" in D.ideas else D.ideas["blank-below"].rule[0]
    assert "wrong-target" in found(rule), off
    assert "wrong-target" not in found(D.ideas["top-too-small"].rule[0]), right


def test_a_word_limit_of_the_scenario_counts():
    assert "too-long" in found("How did you get the answer to this one?", pedagogy=("at-most-5-words",))


def test_only_the_checks_of_the_card_are_made():
    assert found("It's 14.", checks=("too-long",)) == {}


def session(mode, teacher, seed=1):
    started = shipped("subtraction/borrowing", seed, teacher, pedagogy=())
    critic = load_critic({"observe": "observer", "advise": "adviser", "gate": "gatekeeper"}[mode])
    return played(started.model_copy(update={"critics": (critic.model_copy(update={"words": 12}),)}))


def test_an_observer_changes_nothing_about_the_session():
    observed = [e for e in session("observe", "teller") if not isinstance(e, Critique)]
    started = shipped("subtraction/borrowing", 1, "teller", pedagogy=())
    alone = played(started.model_copy(update={"critics": ()}))
    assert observed[1:] == alone[1:]


def test_a_gate_sends_a_draft_back_before_it_is_said():
    events = session("gate", "teller")
    refused = [e for e in events if isinstance(e, Critique) and e.draft]
    assert refused
    for critique in refused:
        said = next(e for e in events if isinstance(e, Utterance) and e.turn == critique.turn)
        assert critique.quote != said.text


def test_an_adviser_is_heard_from_the_next_turn_on():
    events = session("advise", "teller")
    advice = [e for e in events if isinstance(e, Critique)]
    assert advice
    assert not any(e.draft for e in advice)
    longest = [len(e.text.split()) for e in events if isinstance(e, Utterance) and e.role == "teacher"]
    assert longest[0] > max(longest[1:])
