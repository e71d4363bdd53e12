"""Words carry the act, never repeat a sentence, and read back as what was computed."""

from __future__ import annotations

import re
from random import Random

import pytest

from benchmarks.voice import DISTINCT, OVERLAP, fresh
from teachsim.domains.registry import domain
from teachsim.engine.events import Attempt, Utterance
from teachsim.engine.views import StudentView
from teachsim.language.acts import Line
from teachsim.language.hearing import answer_in
from teachsim.language.phrases import expand, freshest, masked, overlap, remembered, sentences, trigrams
from teachsim.roles.student.guard import refusal
from teachsim.scenario.load import find_scenarios
from tests.lessons import played, shipped, student
from tests.roles.talk import Talk

AGAIN = re.compile(r"\b(?:still|again|before|same|every time)\b")

SCENARIOS = sorted(find_scenarios())
D = domain("arithmetic")


def spoken(name: str, seed: int, teacher: str | None = None) -> list[Utterance]:
    return [e for e in played(shipped(name, seed, teacher)) if isinstance(e, Utterance)]


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("teacher", ["contradiction", "socratic", "teller"])
def test_with_numbers_masked_four_sentences_in_five_of_a_session_are_distinct(name, teacher):
    said = [masked(s, ("Maya", "Ben")) for u in spoken(name, 2, teacher) for s in sentences(u.text)]
    said = [s for s in said if len(s) > 1]  # a bare number is no sentence
    assert len(set(said)) / len(said) >= 0.8


@pytest.mark.parametrize("teacher", ["contradiction", "teller"])
def test_no_ten_turns_have_two_sentences_that_are_nearly_alike(teacher):
    heard = [fresh([u.text for u in spoken(name, 9, teacher)[:10]], ()) for name in SCENARIOS]
    assert min(ten.distinct for ten in heard) >= DISTINCT
    assert not [ten.worst for ten in heard if ten.worst.overlap > OVERLAP]


@pytest.mark.parametrize(("name", "seed"), [("concepts/growth", 3), ("decimals/multiplying", 2)])
def test_not_even_those_that_repeat_the_same_task_in_words_or_the_same_long_sum(name, seed):
    for teacher in ("teller", "contradiction", "random"):
        ten = fresh([u.text for u in spoken(name, seed, teacher)[:10]], ())
        assert ten.worst.overlap <= OVERLAP


def test_what_would_be_said_again_in_every_wording_is_said_more_shortly():
    heard = remembered(["I took 8 from 13, that makes 5."])
    again = freshest(lambda: "I took 3 from 9, that makes 6.", heard, shorter=(lambda: "6.",))
    assert again == "6."
    assert freshest(lambda: "I took 3 from 9, that makes 6.", heard) is not None


def test_a_bare_calculation_repeats_nothing():
    assert remembered(["3 + 6 + 1 = 10."]).repeats("4 + 7 + 1 = 12.") == (False, 0, 0.0)


def test_the_overlap_of_two_sentences_is_that_of_their_runs_of_three_words():
    one, other = (trigrams(masked(s)) for s in ("So I got 3 and 4 is 7.", "I got 5 and 6 is 11!"))
    assert overlap(one, other) == 1
    assert overlap(one, trigrams(masked("What do you get for 3 + 4?"))) == 0


def test_of_several_wordings_the_one_is_taken_that_says_least_again():
    ways = iter(["I added them up, then 7.", "I put the two together, so 7."] * 9)
    assert (
        freshest(lambda: next(ways), remembered(["I added them up, then 9."]))
        == "I put the two together, so 7."
    )


def test_wordings_that_are_all_refused_give_none():
    assert freshest(lambda: "26.", remembered([]), accept=lambda text: False) is None


def test_a_letter_that_stands_for_a_number_gets_no_capital():
    assert expand("{answer}, done.", {"answer": "x = 3"}, Random(1)) == "x = 3, done."
    assert expand("a ten, done.", {}, Random(1)) == "A ten, done."


@pytest.mark.parametrize("name", SCENARIOS)
def test_ten_turns_do_not_repeat_a_sentence(name):
    turns = spoken(name, 5, "contradiction")[:10]
    said = [s for u in turns for s in sentences(u.text) if len(masked(s)) > 1]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    ("item", "text", "answer"),
    [
        ("52 - 38", "26", "26"),
        ("52 - 38", "I got 26. 8 take away 2 is 6.", "26"),
        ("52 - 38", "26. I did 8 take away 2, so 6, and 5 take away 3 is 2.", "26"),
        ("52 - 38", "8 take away 2 is 6, and 5 take away 3 is 2, so 26.", "26"),
        ("52 - 38", "Um, it's fourteen?", "14"),
        ("52 - 38", "I got 26. No wait, I get 14.", "14"),
        ("52 - 38", "I don't know.", None),
        ("1/4 + 2/3", "1 and 2 is 3, and 4 and 3 is 7. So 3/7.", "3/7"),
        ("1/4 + 2/3", "Twelfths? 1/4 is 3/12, 2/3 is 8/12. So 11/12?", "11/12"),
        ("0.06 __ 0.3", "I think 0.06 > 0.3, because it has more numbers.", "0.06 > 0.3"),
    ],
)
def test_an_answer_is_found_in_a_students_words(item, text, answer):
    read = answer_in(text, D.parse(item), D)
    assert (read.text if read else None) == answer


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_a_student_says_passes_the_guard_it_passed(name):
    events = played(shipped(name, 8, "contradiction"))
    acts = {e.turn: e for e in events if isinstance(e, Attempt)}
    items = {
        e.turn: next(p.text for n, p in enumerate(events[0].plan.practice, 1) if n == e.item)
        for e in acts.values()
    }
    for said in events:
        if isinstance(said, Utterance) and said.role == "student":
            d = domain(events[0].scenario.domain)
            assert refusal(said.text, acts[said.turn], items[said.turn], d) is None


@pytest.mark.parametrize(
    "text",
    ["14.", "So it's 14!", "I said 26, but it's 14.", "fourteen", "", "   ", "26 " * 400, "I don't know."],
)
def test_the_guard_refuses_words_that_carry_another_answer(text):
    item = D.parse("52 - 38")
    wrong = D.solve(item, ["smaller-from-larger"])
    act = Attempt(kind="answer", on="52 - 38", answer=wrong.answer.text, correct=False)
    assert refusal(text, act, "52 - 38", D) is not None


def test_the_guard_keeps_back_a_right_answer_that_was_not_computed():
    act = Attempt(kind="claim", content=("you borrow a ten",))
    assert refusal("I get it, so it's 14.", act, "52 - 38", D) is not None
    assert refusal("I get it, you borrow a ten.", act, "52 - 38", D) is None


def test_templates_expand_to_sentences():
    text = expand("[I got|it's] {answer}. {um}[yes|no]!", {"answer": "3/7", "um": ""}, Random(1))
    assert text[0].isupper()
    assert "3/7." in text


@pytest.mark.parametrize(
    ("one", "other"),
    [("I got 26.", "I got 3/7."), ("Um, so I got 5.", "I got 5."), ("Well, it's 4.", "It's 0.5!")],
)
def test_numbers_and_fillers_make_no_new_sentence(one, other):
    assert masked(one) == masked(other)


def test_who_gives_the_same_wrong_answer_once_more_says_so():
    def worded(words):
        for seed in range(12):
            one = Talk(
                student("add-tops-and-bottoms", traits={"slip": 0.0}, voice={"talkative": 0.0}), seed=seed
            )
            heard = (Line("student", "Maya", f"I got {one.last.answer}.", 1, 1),)
            if words is not None:
                one.say(words)
                if one.last.correct:
                    continue  # one in fifty, by the right rule
                heard = (*heard, Line("teacher", "T", words, 1, 2))
            view = StudentView(1, one.item.text, one.item.kind, heard if words else (), 2, 3)
            yield one.role.word(one.state, one.last, view).text.lower()

    assert all(AGAIN.search(text) for text in worded("That's not right. Try again."))
    assert not any(AGAIN.search(text) for text in worded(None))
