"""A teacher's words are understood from the words and the situation, and from nothing else."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachsim.domains.registry import domain, domains
from teachsim.language.acts import Situation
from teachsim.language.reading import UNSURE, understand

D = domain("arithmetic")


def situation(item: str, answer: str, tried: tuple[str, str] | None = None, domain=D) -> Situation:
    put = domain.parse(item)
    main = domain.read_answer(put, answer)
    asked = domain.parse(tried[0]) if tried else put
    last = domain.read_answer(asked, tried[1]) if tried else main
    return Situation(domain, put, domain.solve(put).answer.text, asked, last, (), main)


SUBTRACTION = situation("52 - 38", "26")
FRACTIONS = situation("1/4 + 2/3", "3/7")
AFTER_A_SMALLER_ONE = situation("1/4 + 2/3", "3/7", ("1/2 + 1/2", "2/4"))
RIGHT = situation("52 - 38", "14")
PIZZA = "If you eat half a pizza and then the other half, how much have you eaten?"


@pytest.mark.parametrize(
    ("now", "text", "kinds"),
    [
        (SUBTRACTION, "How did you get 26?", {"probe"}),
        (SUBTRACTION, "Can you show me how you got the 6 in 26?", {"probe"}),
        (SUBTRACTION, "Why did you do it like that?", {"ask-why"}),
        (SUBTRACTION, "What does your way give for 31 - 29?", {"try-item"}),
        (SUBTRACTION, "Add 38 back on to your 26. Do you get 52?", {"ask-check"}),
        (SUBTRACTION, "The answer is 14.", {"give-answer"}),
        (SUBTRACTION, "52 - 38 is 14.", {"give-answer"}),
        (SUBTRACTION, "It's fourteen.", {"give-answer"}),
        (SUBTRACTION, "52 - 38 = 16.", {"false-claim"}),
        (SUBTRACTION, "Look: 31 - 29 = 2.", {"worked-example"}),
        (SUBTRACTION, "31 - 29 = 18.", {"false-claim"}),
        (SUBTRACTION, "Try 52 - 38 again.", {"seek-strategy"}),
        (SUBTRACTION, "Great job!", {"praise"}),
        (SUBTRACTION, "Not quite.", {"disconfirm"}),
        (SUBTRACTION, "Not quite. What does your way give for 31 - 29?", {"disconfirm", "try-item"}),
        (SUBTRACTION, "No. How did you get 26?", {"disconfirm", "probe"}),
        (SUBTRACTION, "26 can't be right. " + D.ideas["top-too-small"].rule[0], {"disconfirm", "refute"}),
        (RIGHT, "Yes, 14.", {"confirm"}),
        (RIGHT, "How would you explain it to a friend?", {"invite-reflection"}),
        (FRACTIONS, "What does the bottom number of a fraction tell you?", {"recall"}),
        (FRACTIONS, "What could you cut them both into?", {"seek-strategy"}),
        (FRACTIONS, "Your way gives 3/7.", set()),
        (AFTER_A_SMALLER_ONE, PIZZA, {"ask-check"}),
        (AFTER_A_SMALLER_ONE, "So what is 1/4 + 2/3 now?", {"seek-strategy"}),
    ],
)
def test_a_turn_is_the_set_of_its_moves(now, text, kinds):
    assert {m.kind for m in understand(text, now).moves} == kinds


def test_the_same_number_is_an_answer_given_or_a_confirmation_by_the_situation():
    assert understand("It's 14.", SUBTRACTION).moves[0].kind == "give-answer"
    assert understand("It's 14.", RIGHT).moves[0].kind == "confirm"


def test_a_check_belongs_to_the_answer_whose_numbers_are_named():
    asked = understand("Add 38 back on to your 26. Do you get 52?", SUBTRACTION).asked
    assert (asked.on, asked.answer, asked.check) == ("52 - 38", "26", "add-back")


@pytest.mark.parametrize(
    "text", ["", "   ", "?!", "Did you see the game on Saturday?", "Blorp wug zib.", "🙂"]
)
def test_what_is_about_nothing_here_is_not_guessed_at(text):
    assert understand(text, SUBTRACTION).confidence < UNSURE


@given(st.text(max_size=400))
def test_no_text_can_break_it(text):
    heard = understand(text, SUBTRACTION)
    assert 0 <= heard.confidence <= 1


def ideas():
    for d in domains().values():
        for slot, idea in d.ideas.items():
            kinds = [k for m in d.misconceptions.values() if m.slot == slot for k in m.kinds]
            if kinds:
                yield d, slot, idea, kinds[0]


@pytest.mark.parametrize(("d", "slot", "idea", "kind"), list(ideas()), ids=[s for _, s, *_ in ideas()])
def test_every_sentence_of_an_idea_is_understood_as_what_it_is(d, slot, idea, kind):
    item = d.generate(kind, None, Random(slot))
    wrong = d.slip(item, d.solve(item), Random(slot)).answer
    now = situation(item.text, wrong.text, domain=d)
    for texts, move in (
        (idea.asks, "recall"),
        (idea.strategy, "seek-strategy"),
        (idea.hints, "hint"),
        (idea.rule, "state-rule"),
    ):
        for text in texts:
            heard = understand(text, now)
            assert move in {m.kind for m in heard.moves}, (text, heard)
            assert heard.confidence >= UNSURE, (text, heard)


def held():
    return [(d, m) for d in domains().values() for m in d.misconceptions.values()]


@pytest.mark.parametrize(("d", "m"), held(), ids=[m.id for _, m in held()])
def test_every_check_is_understood_as_itself(d, m):
    for seed in range(3):
        item = d.generate(m.kinds[0], m.id, Random(f"{m.id}{seed}"))
        answer = d.solve(item, [m.id]).answer
        now = situation(item.text, answer.text, domain=d)
        for check in d.checks(item, answer):
            for ask in check.asks:
                heard = understand(ask, now)
                assert [x.check for x in heard.moves if x.kind == "ask-check"][:1] == [check.name], (
                    ask,
                    heard,
                )
                assert ask.count("?") <= 1, ask
