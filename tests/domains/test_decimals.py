"""Decimals: the literature's examples, the claims against the rules, and the checks."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.domains.arithmetic.decimals import DECIMALS
from teachsim.domains.arithmetic.domain import Arithmetic
from tests.domains import topics

if TYPE_CHECKING:
    from teachsim.domains.base import Item

DOMAIN = Arithmetic([DECIMALS])
parsed = partial(topics.parsed, DOMAIN)


@pytest.mark.parametrize(
    ("text", "holding", "says"),
    [
        (".04 __ .5", "longer-is-larger", ".04 > .5"),
        ("0.9 __ 0.01", "longer-is-larger", "0.9 < 0.01"),
        ("0.2 __ 0.03", "longer-is-larger", "0.2 < 0.03"),
        (".15 __ .9", "whole-number-decimals", ".15 > .9"),
        (".04 __ .5", "whole-number-decimals", ".04 < .5"),  # 4 is less than 5: it does not show
        (".3 __ .45", "shorter-is-larger", ".3 > .45"),
        ("0.453 __ 0.45", "money-two-places", "0.453 = 0.45"),
        ("6.7 + 8.5", "adds-either-side-of-point", "14.12"),
        ("0.5 + 0.8", "adds-either-side-of-point", "0.13"),
        (".5+.8", "adds-either-side-of-point", ".13"),
        ("24.8 - 2.26", "brings-digits-down", "22.66"),
        ("87 - 0.31", "brings-digits-down", "87.31"),
        ("5.1 + .46", "aligns-right", ".97"),
        ("4 + .3", "aligns-right", ".7"),
    ],
)
def test_a_holder_gives_the_answer_of_the_literature(text: str, holding: str, says: str) -> None:
    assert DOMAIN.solve(parsed(text), [holding]).answer.text == says


def test_a_right_solution_reads_like_written_lines() -> None:
    steps = DOMAIN.solve(parsed("24.8 - 2.26")).steps
    assert [step.text for step in steps] == ["24.8 = 24.80", "24.80 - 2.26 = 22.54"]


NUMBERS = st.one_of(
    st.integers(0, 99).map(str),
    st.tuples(st.sampled_from(["", "0", "1", "7", "24"]), st.from_regex(r"\A[0-9]{1,4}\Z")).map(".".join),
)
ITEMS = (
    st.tuples(NUMBERS, st.sampled_from(["+", "-", "__"]), NUMBERS)
    .map(" ".join)
    .map(DOMAIN.parse)
    .filter(bool)
)


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


def test_right_solutions_agree_with_exact_decimals() -> None:
    rng = Random(1)
    for number in range(1000):
        item = DOMAIN.generate(DECIMALS.kinds[number % 3], None, rng)
        left, sign, right = item.text.split()
        one, two = Decimal(left), Decimal(right)
        answer = DOMAIN.solve(item).answer
        assert DOMAIN.grade(item, answer)
        truth = {"+": one + two, "-": one - two, "__": "<" if one < two else ">" if one > two else "="}
        assert answer.value == truth[sign], item


@pytest.mark.parametrize(
    "text",
    [
        "52 - 38",
        "1/2 + 0.5",
        "0.3 - 0.5",
        "0.5 +",
        "",
        "5. + 1",
        "1.2.3 + 1",
        "1234567890.123 + 1",
        "0.5 × 2",
    ],
)
def test_what_is_not_about_decimals_is_left_to_others(text: str) -> None:
    assert DECIMALS.parse(text) is None


@pytest.mark.parametrize(
    ("text", "typed", "right"),
    [
        ("0.7 + 0.6", "1.30", True),
        ("0.7 + 0.6", "0.7 + 0.6 = 1.3.", True),
        (".2 + .3", "0.5", True),
        ("0.7 + 0.6", ".13", False),
        ("0.06 __ 0.3", "0.3 > 0.06", True),
        ("0.06 __ 0.3", "0.3", True),
        ("0.06 __ 0.3", ">", False),
        ("0.5 __ 0.50", "=", True),
    ],
)
def test_answers_are_graded_by_value(text: str, typed: str, right: bool) -> None:
    assert DOMAIN.grade(*topics.typed_in(DOMAIN, text, typed)) is right


@settings(max_examples=200, deadline=None)
@given(item=ITEMS, seed=st.integers(0, 999), name=st.sampled_from(list(DOMAIN.misconceptions)))
def test_checks_can_be_recognised_and_never_refute_a_right_answer(item: Item, seed: int, name: str) -> None:
    topics.checks_are_fair(DOMAIN, item, name, seed)


@pytest.mark.parametrize(
    ("text", "tested", "name"),
    [
        (".04 __ .5", ".04 > .5", "money"),
        ("0.453 __ 0.45", "=", "same-length"),
        ("0.5 + 0.8", "0.13", "money"),
        ("5.1 + 0.46", "0.97", "estimate"),
        ("87 - 0.31", "87.31", "compare-start"),
        ("24.8 - 2.26", "22.66", "add-back"),
    ],
)
def test_a_wrong_answer_can_be_seen_to_fail(text: str, tested: str, name: str) -> None:
    assert name in topics.refuting(DOMAIN, text, tested)


def test_decimals_are_compared_as_money() -> None:
    money = DOMAIN.checks(
        parsed(".04 __ .5"), DOMAIN.solve(parsed(".04 __ .5"), ["longer-is-larger"]).answer
    )[0]
    assert money.asks[0] == "Which is more money, $0.04 or $0.50?"
    assert money.finds[0] == "$0.04 is less than $0.50"


@pytest.mark.parametrize("name", list(DOMAIN.misconceptions))
def test_a_misconception_shows_on_its_kinds_and_on_what_refutes_it(name: str) -> None:
    topics.shows_on_its_kinds_and_on_what_refutes_it(DOMAIN, name)


def test_every_slot_and_rule_is_spoken_for() -> None:
    topics.every_slot_and_rule_is_spoken_for(DOMAIN, DECIMALS)


def test_no_check_sounds_like_a_question_about_an_idea() -> None:
    topics.no_check_sounds_like_an_idea(DOMAIN, topics.guesses(DOMAIN, 50))


def test_ideas_fit_any_item() -> None:
    topics.ideas_fit_any_item(DOMAIN)
