"""Powers: the literature's examples, the claims against the rules, and the checks."""

from __future__ import annotations

import re
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.domains.arithmetic.domain import Arithmetic
from teachsim.domains.arithmetic.exponents import EXPONENTS
from tests.domains.conformance import CHECKS
from tests.domains.topics import (
    checks_are_fair,
    comes_to_an_answer,
    every_slot_and_rule_is_spoken_for,
    guesses,
    ideas_fit_any_item,
    no_check_sounds_like_an_idea,
    parsed,
    reads_back,
    refuting,
    shows_on_its_kinds_and_on_what_refutes_it,
    typed_in,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.domains.base import Domain, Item

DOMAIN = Arithmetic([EXPONENTS])


@pytest.mark.parametrize(
    ("text", "holding", "says"),
    [
        ("(2^9)(3^4)(5^6)=", "exponent-as-times", "6480"),
        ("9^3-5^4", "exponent-as-times", "7"),
        ("4^3", "exponent-as-times", "12"),
        ("3^-2", "exponent-as-times", "-6"),
        ("3^-2", "negative-exponent-moves-point", "0.03"),
        ("3^-2", "negative-exponent-negates", "-9"),
        ("2^3", "base-and-exponent-swapped", "9"),
        ("5^0", "zero-power-is-not-one", "0"),
        ("5^0", "zero-power-is-not-one", "5"),
        ("2^3 × 2^4", "multiplies-exponents", "4096"),
        ("2^3 × 2^4", "multiplies-bases-too", "16384"),
    ],
)
def test_a_holder_gives_the_answer_of_the_literature(text: str, holding: str, says: str) -> None:
    ways = DOMAIN.ways(parsed(DOMAIN, text), [holding])
    assert says in [way.solution.answer.text for way in ways]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("4^3", ["4^3 = 4 × 4 × 4 = 64"]),
        ("3^-2", ["3^-2 = 1/3^2", "3^2 = 3 × 3 = 9", "3^-2 = 1/9"]),
        ("2^3 × 2^4", ["2^3 × 2^4 = 2^7", "2^7 = 2 × … × 2 = 128"]),
        ("9^3 - 5^4", ["9^3 = 9 × 9 × 9 = 729", "5^4 = 5 × 5 × 5 × 5 = 625", "729 - 625 = 104"]),
    ],
)
def test_a_right_solution_reads_like_written_lines(text: str, lines: list[str]) -> None:
    assert [step.text for step in DOMAIN.solve(parsed(DOMAIN, text)).steps] == lines


POWERS = st.tuples(st.integers(1, 7), st.integers(0, 4)).map("{0[0]}^{0[1]}".format)
TEXTS = st.one_of(
    st.tuples(st.integers(0, 12), st.integers(-6, 7)).map("{0[0]}^{0[1]}".format),
    st.tuples(POWERS, st.sampled_from("+-×"), POWERS).map(" ".join),
    st.tuples(POWERS, st.sampled_from("+-×"), POWERS, st.sampled_from("+-×"), POWERS).map(" ".join),
    st.tuples(st.integers(1, 6), st.integers(0, 4), st.integers(0, 4)).map(
        "{0[0]}^{0[1]} × {0[0]}^{0[2]}".format
    ),
)
ITEMS = TEXTS.map(DOMAIN.parse).filter(bool)


def test_right_solutions_agree_with_python() -> None:
    rng = Random(1)
    for number in range(5000):
        item = DOMAIN.generate(EXPONENTS.kinds[number % 4], None, rng)
        text = item.text.replace("^", "**").replace("×", "*")  # the generator's own text
        value = eval(re.sub(r"(\d+)(?=\*\*)", r"Fraction(\1)", text))
        assert Fraction(DOMAIN.solve(item).answer.text) == value, item


def test_a_power_too_long_to_write_is_refused_at_once() -> None:
    assert [EXPONENTS.parse(text) for text in ("99^99", "2^99", "9^9 × 9^9", "10^-12")] == [None] * 4


@pytest.mark.parametrize(
    "text",
    [
        "4 × 3",
        "4^",
        "^3",
        "0^2",
        "x^2",
        "4^3^2",
        "4^1000",
        "(2 + 3)^2",
        "4^1.5",
        "2^3 2^4",
        "2^3 ÷ 2^2",
        "2^-1 + 3^2",
    ],
)
def test_what_is_not_of_this_topic_is_left_to_others(text: str) -> None:
    assert EXPONENTS.parse(text) is None


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("4³", "4^3"),
        ("3⁻²", "3^-2"),
        ("3^(-2)", "3^-2"),
        ("2**3", "2^3"),
        ("(2^9)(3^4)(5^6)", "2^9 × 3^4 × 5^6"),
        ("2^3*2^4=", "2^3 × 2^4"),
        ("evaluate: 9^3-5^4", "9^3 - 5^4"),
    ],
)
def test_other_notations_are_read(text: str, canonical: str) -> None:
    assert parsed(DOMAIN, text).text == canonical


@pytest.mark.parametrize(
    ("text", "typed", "right"),
    [
        ("3^-2", "1/9", True),
        ("3^-2", "0.111", True),
        ("3^-2", "0.1", False),
        ("2^-3", "0.125", True),
        ("2^-3", "0.13", False),
        ("4^3", "64", True),
        ("4^3", "12", False),
    ],
)
def test_answers_are_graded_by_value(text: str, typed: str, right: bool) -> None:
    assert DOMAIN.grade(*typed_in(DOMAIN, text, typed)) is right


@pytest.mark.parametrize(
    ("text", "tested", "name"),
    [
        ("4^3", "12", "little-squares"),
        ("4^3", "12", "growth"),
        ("5^0", "0", "row-of-powers"),
        ("3^-2", "-9", "row-of-powers"),
        ("9^3 - 5^4", "7", "calculator"),
    ],
)
def test_a_wrong_answer_can_be_seen_to_fail(text: str, tested: str, name: str) -> None:
    assert name in refuting(DOMAIN, text, tested)


@pytest.mark.parametrize("check", CHECKS)
def test_exponents_conforms(check: Callable[[Domain], None]) -> None:
    check(DOMAIN)


@settings(max_examples=200, deadline=None)
@given(item=ITEMS)
def test_every_claim_says_exactly_when_a_holder_is_wrong(item: Item) -> None:
    for name in DOMAIN.misconceptions:
        wrong = any(not DOMAIN.grade(item, way.solution.answer) for way in DOMAIN.ways(item, [name]))
        assert DOMAIN.shows(name, item) == wrong, name


@settings(max_examples=200, deadline=None)
@given(item=ITEMS, held=st.lists(st.sampled_from(list(DOMAIN.misconceptions)), max_size=4, unique=True))
def test_any_mixture_of_misconceptions_comes_to_an_answer(item: Item, held: list[str]) -> None:
    comes_to_an_answer(DOMAIN, item, held)


@settings(max_examples=200, deadline=None)
@given(item=ITEMS)
def test_an_item_reads_back_as_it_is_printed(item: Item) -> None:
    reads_back(DOMAIN, item)


@settings(max_examples=200, deadline=None)
@given(item=ITEMS, seed=st.integers(0, 999), name=st.sampled_from(list(DOMAIN.misconceptions)))
def test_checks_can_be_recognised_and_never_refute_a_right_answer(item: Item, seed: int, name: str) -> None:
    checks_are_fair(DOMAIN, item, name, seed)


@pytest.mark.parametrize("name", list(DOMAIN.misconceptions))
def test_a_misconception_shows_on_its_kinds_and_on_what_refutes_it(name: str) -> None:
    shows_on_its_kinds_and_on_what_refutes_it(DOMAIN, name)


def test_every_slot_and_rule_is_spoken_for() -> None:
    every_slot_and_rule_is_spoken_for(DOMAIN, EXPONENTS)


def test_no_check_sounds_like_a_question_about_an_idea() -> None:
    no_check_sounds_like_an_idea(DOMAIN, guesses(DOMAIN, 50))


def test_ideas_fit_any_item_and_every_question_has_its_answer() -> None:
    ideas_fit_any_item(DOMAIN)
    assert all(len(idea.asks) == len(idea.answers) for idea in DOMAIN.ideas.values())


def test_a_check_asks_one_thing_at_a_time() -> None:
    for item, answer in guesses(DOMAIN, 20):
        for check in DOMAIN.checks(item, answer):
            assert all(ask.count("?") <= 1 for ask in check.asks), check
