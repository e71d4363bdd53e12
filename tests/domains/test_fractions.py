"""Fractions: the literature's examples, the claims against the rules, and the checks."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import partial
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.domains.arithmetic.domain import Arithmetic
from teachsim.domains.arithmetic.fractions import FRACTIONS
from teachsim.domains.base import Answer, Item
from tests.domains import topics

DOMAIN = Arithmetic([FRACTIONS])
parsed = partial(topics.parsed, DOMAIN)


@pytest.mark.parametrize(
    ("text", "holding", "says"),
    [
        ("1/4 + 2/3", "add-tops-and-bottoms", "3/7"),
        ("8 - 3/5", "add-tops-and-bottoms", "5/3"),
        ("1/2 + 1/2", "add-tops-and-bottoms", "2/4"),
        ("5/6 - 1/6", "add-tops-and-bottoms", "4/6"),  # like bottoms are kept, so it comes out right
        ("2/5 + 1/2", "old-numerators", "3/10"),
        ("3/4 + 1/2", "old-numerators", "4/4"),
        ("7 - 2 1/3", "no-regrouping-mixed", "5 1/3"),
        ("1 - 1/3", "no-regrouping-mixed", "1 1/3"),
        ("3 1/4 - 1 3/4", "no-regrouping-mixed", "2 2/4"),
        ("4 5/8 - 1 3/4", "part-wise-mixed", "3 2/4"),
        ("7 2/5 - 4 7/10", "part-wise-mixed", "3 5/5"),
        ("1/4 × 6", "scales-both-parts", "6/24"),
        ("3/8 * 4", "scales-both-parts", "12/32"),
        ("2/5 × 3/5", "keeps-like-denominator", "6/5"),
        ("2/5 × 3/4", "cross-multiplies-product", "8/15"),
        ("2/3 × 4/6", "cross-product-with-carry", "132"),
        ("7/5 ÷ 3/2", "part-wise-division", "2/2"),
        ("3/5 ÷ 2/7", "part-wise-division", "1/1"),  # 5 does not hold a 7: turned round
        ("2/5 ÷ 1/3", "inverts-dividend", "5/6"),
        ("5/8 ÷ 2/3", "inverts-dividend", "16/15"),
        ("2/5 ÷ 1/3", "inverts-both", "15/2"),
        ("2/5 ÷ 1/3", "divides-without-inverting", "2/15"),
        ("simplify 6/8", "reduces-numerator-only", "3/8"),
        ("simplify 7/7", "reduces-numerator-only", "1/7"),
        ("simplify 4/9", "reduces-by-guessing", "2/3"),
        ("1/5 __ 1/3", "bigger-denominator-bigger", "1/5 > 1/3"),
        ("write 3 5/6 as an improper fraction", "adds-whole-to-top", "8/6"),
        ("write 3 5/6 as an improper fraction", "multiplies-whole-by-top", "21/6"),
        ("write 1 5/6 as an improper fraction", "multiplies-whole-by-top", "5/6"),
        ("write 3 5/6 as an improper fraction", "whole-before-top", "35/6"),
        ("write 23/6 as a mixed number", "whole-before-top", "2 3/6"),
        ("write 3 7/10 as an improper fraction", "whole-before-top", "37/10"),  # tenths: it comes out right
    ],
)
def test_a_holder_gives_the_answer_of_the_literature(text: str, holding: str, says: str) -> None:
    assert DOMAIN.solve(parsed(text), [holding]).answer.text == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1/4 + 2/3", ["4 and 3 both go into 12", "1/4 = 3/12", "2/3 = 8/12", "3/12 + 8/12 = 11/12"]),
        ("8 - 3/5", ["8 = 7 5/5", "5/5 - 3/5 = 2/5", "7 + 2/5 = 7 2/5"]),
        ("3/5 ÷ 2/7", ["3/5 ÷ 2/7 = 3/5 × 7/2", "3 × 7 = 21", "5 × 2 = 10"]),
        ("write 3 5/6 as an improper fraction", ["3 = 18/6", "18/6 + 5/6 = 23/6"]),
        ("write 23/6 as a mixed number", ["23 ÷ 6 = 3 r 5", "23/6 = 3 5/6"]),
    ],
)
def test_a_right_solution_reads_like_written_lines(text: str, says: list[str]) -> None:
    assert [step.text for step in DOMAIN.solve(parsed(text)).steps] == says


def test_the_second_rule_of_no_regrouping_takes_the_top_from_the_whole() -> None:
    ways = DOMAIN.ways(parsed("4 - 3/5"), ["no-regrouping-mixed"])
    assert [(way.solution.answer.text, round(way.weight, 2)) for way in ways] == [
        ("4 3/5", 0.7),
        ("1/5", 0.3),
    ]


def test_two_misconceptions_can_go_wrong_in_one_solution() -> None:
    solution = DOMAIN.solve(parsed("5 1/2 - 2 3/4"), ["old-numerators", "no-regrouping-mixed"])
    assert solution.fired == ("old-numerators", "no-regrouping-mixed")
    assert solution.answer.text == "3 2/4"


PARTS = st.one_of(
    st.integers(0, 12).map(str),
    st.tuples(st.integers(0, 15), st.integers(1, 15)).map(lambda p: f"{p[0]}/{p[1]}"),
    st.tuples(st.integers(1, 9), st.integers(0, 15), st.integers(1, 12)).map(
        lambda p: f"{p[0]} {p[1]}/{p[2]}"
    ),
)
TEXTS = st.one_of(
    st.tuples(PARTS, st.sampled_from("+-×÷"), PARTS).map(" ".join),
    st.tuples(PARTS, st.just("__"), PARTS).map(" ".join),
    PARTS.map("simplify {}".format),
    PARTS.map("write {} as an improper fraction".format),
    PARTS.map("write {} as a mixed number".format),
)
ITEMS = TEXTS.map(DOMAIN.parse).filter(bool)


@settings(max_examples=200, deadline=None)
@given(item=ITEMS)
def test_every_claim_says_exactly_when_a_holder_is_wrong(item: Item) -> None:
    topics.claims_are_exact(DOMAIN, item)


@settings(max_examples=200, deadline=None)
@given(item=ITEMS, held=st.lists(st.sampled_from(list(DOMAIN.misconceptions)), max_size=4, unique=True))
def test_any_mixture_of_misconceptions_comes_to_an_answer(item: Item, held: list[str]) -> None:
    topics.comes_to_an_answer(DOMAIN, item, held)


@settings(max_examples=200, deadline=None)
@given(item=ITEMS)
def test_an_item_reads_back_as_it_is_printed(item: Item) -> None:
    topics.reads_back(DOMAIN, item)


def test_right_solutions_agree_with_exact_fractions() -> None:
    rng = Random(1)
    for number in range(1000):
        item = DOMAIN.generate(FRACTIONS.kinds[number % len(FRACTIONS.kinds)], None, rng)
        answer = DOMAIN.solve(item).answer
        assert DOMAIN.grade(item, answer)
        rewritten = re.sub("^write | as an? .*$", "", item.text)
        expression = rewritten.removeprefix("simplify ").replace("×", "*").replace("÷", "/")
        exact = re.sub(r"(?:(\d+) )?(\d+)/(\d+)", r"(Fraction(\2, \3) + int('\1' or 0))", expression)
        if answer.kind == "relation":
            left, right = exact.split("__")
            assert eval(f"{left} {answer.value} {right}".replace("=", "==")), item
        else:
            assert eval(exact) == answer.value, item


@pytest.mark.parametrize(
    "text",
    [
        "52 - 38",
        "0.5 + 1/2",
        "1/0 + 1/2",
        "1/3 - 1/2",
        "1/2 ÷ 0/3",
        "1/2 +",
        "",
        "simplify 3",
        "1/2 1/2",
        "1234567/2 + 1",
        "write 5/6 as a mixed number",
        "write 3 7/6 as an improper fraction",
        "write 7/6 as an improper fraction",
    ],
)
def test_what_is_not_about_fractions_is_left_to_others(text: str) -> None:
    assert FRACTIONS.parse(text) is None


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("1/4+2/3=", "1/4 + 2/3"),
        ("3/7 x 4 = ?", "3/7 × 4"),
        ("7 − 2 1/3", "7 - 2 1/3"),
        ("Subtract 3/5 from 8", "8 - 3/5"),
        ("Reduce 4/9", "simplify 4/9"),
        ("1/5 _ 1/3", "1/5 __ 1/3"),
        ("Convert 3 5/6 to an improper fraction.", "write 3 5/6 as an improper fraction"),
        ("Write the improper fraction 23/6 as a mixed number.", "write 23/6 as a mixed number"),
    ],
)
def test_other_notations_are_read(text: str, canonical: str) -> None:
    assert parsed(text).text == canonical


@pytest.mark.parametrize(
    ("text", "typed", "right"),
    [
        ("2/4 + 4/4", "1 1/2", True),
        ("2/4 + 4/4", "18/12", True),
        ("2/4 + 4/4", "1.5", True),
        ("1/4 + 2/3", "1/4 + 2/3 = 3/7", False),
        ("3/4 - 1/4", "2/0", False),
        ("simplify 7/7", "1", True),
        ("simplify 6/8", "6/8", False),
        ("simplify 4/9", "it can't be reduced", True),
        ("1/5 __ 1/3", "<", True),
        ("1/5 __ 1/3", "1/3 > 1/5", True),
        ("1/5 __ 1/3", "1/5", False),
        ("write 3 5/6 as an improper fraction", "46/12", True),
        ("write 3 5/6 as an improper fraction", "3 5/6", False),
        ("write 22/6 as a mixed number", "3 2/3", True),
        ("write 22/6 as a mixed number", "11/3", False),
        ("write 22/6 as a mixed number", "2 10/6", False),
        ("write 24/6 as a mixed number", "4", True),
    ],
)
def test_answers_are_graded_by_value(text: str, typed: str, right: bool) -> None:
    assert DOMAIN.grade(*topics.typed_in(DOMAIN, text, typed)) is right


def test_a_right_answer_may_be_written_in_several_ways() -> None:
    assert set(DOMAIN.predict(parsed("3/4 + 9/12"), ["correct"])["correct"]) == {
        "18/12",
        "3/2",
        "1 1/2",
        "1 6/12",
    }


@settings(max_examples=200, deadline=None)
@given(item=ITEMS, seed=st.integers(0, 999), name=st.sampled_from(list(DOMAIN.misconceptions)))
def test_checks_can_be_recognised_and_never_refute_a_right_answer(item: Item, seed: int, name: str) -> None:
    topics.checks_are_fair(DOMAIN, item, name, seed)


@pytest.mark.parametrize(
    ("text", "tested", "name"),
    [
        ("1/2 + 1/2", "2/4", "pizza"),
        ("1/4 + 2/3", "3/7", "compare-part"),
        ("8 - 3/5", "5/3", "near-start"),
        ("1 - 1/3", "1 1/3", "compare-start"),
        ("1/4 × 6", "6/24", "more-than-once"),
        ("3/7 × 4", "12/28", "repeat"),
        ("2/5 × 3/5", "6/5", "part-of"),
        ("2/5 ÷ 1/3", "5/6", "fits"),
        ("simplify 6/8", "3/8", "same-amount"),
        ("simplify 4/8", "2/4", "go-further"),
        ("1/5 __ 1/3", "1/5 > 1/3", "pieces"),
        ("write 3 5/6 as an improper fraction", "8/6", "wholes-in"),
        ("write 3 5/6 as an improper fraction", "21/6", "same-amount"),
    ],
)
def test_a_wrong_answer_can_be_seen_to_fail(text: str, tested: str, name: str) -> None:
    assert name in topics.refuting(DOMAIN, text, tested)


def test_the_pizza_tells_half_from_whole() -> None:
    item = parsed("1/2 + 1/2")
    pizza = DOMAIN.checks(item, Answer("2/4", "number", Fraction(1, 2)))[0]
    assert pizza.asks[0] == "If you eat half the pizza and then the other half, how much have you eaten?"
    assert pizza.finds[0] == "the whole pizza, and 2/4 is only half the pizza"


@pytest.mark.parametrize("name", list(DOMAIN.misconceptions))
def test_a_misconception_shows_on_its_kinds_and_on_what_refutes_it(name: str) -> None:
    topics.shows_on_its_kinds_and_on_what_refutes_it(DOMAIN, name)


def test_every_slot_and_rule_is_spoken_for() -> None:
    topics.every_slot_and_rule_is_spoken_for(DOMAIN, FRACTIONS)


def test_no_check_sounds_like_a_question_about_an_idea() -> None:
    topics.no_check_sounds_like_an_idea(DOMAIN, topics.guesses(DOMAIN, 50))


def test_ideas_fit_any_item() -> None:
    topics.ideas_fit_any_item(DOMAIN)
