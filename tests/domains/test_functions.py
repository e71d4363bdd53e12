"""Functions: examples of the literature, claims against rules, checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.domains.algebra.domain import Algebra
from teachsim.domains.algebra.functions import FUNCTIONS
from tests.domains import topics
from tests.domains.conformance import CHECKS
from tests.domains.stories_domain import is_told_from_its_neighbours, what_is_said_is_complete

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.domains.base import Domain, Item

DOMAIN = Algebra(framed=[FUNCTIONS])
NAMES = tuple(DOMAIN.misconceptions)
N = st.integers(1, 40)
Z = st.integers(-9, 9).filter(bool)
ROWS = st.tuples(st.lists(st.integers(0, 20), min_size=2, max_size=5, unique=True), Z, st.integers(-5, 9))


def _table(drawn: tuple[list[int], int, int]) -> str:
    xs, slope, start = drawn
    return f"x: {', '.join(map(str, xs))}; y: {', '.join(str(slope * x + start) for x in xs)}"


ITEMS = (
    st.one_of(
        st.tuples(ROWS.map(_table), N).map("table {0[0]}; y for x = {0[1]}".format),
        ROWS.map(_table).map("rule of table {}".format),
        ROWS.map(_table).map("linear or not: {}".format),
        st.lists(st.integers(-3, 9), min_size=3, max_size=3).map(
            lambda ys: f"linear or not: x: 0, 1, 3; y: {ys[0]}, {ys[1]}, {ys[2]}"
        ),
        st.lists(st.integers(-3, 27), min_size=3, max_size=4).map(
            lambda row: f"linear, exponential or something else: {', '.join(map(str, row))}"
        ),
        st.tuples(N, N, st.sampled_from(["", "%"])).map(
            "linear, exponential or something else: {0[0]} and {0[1]}{0[2]} more each year".format
        ),
        st.tuples(N, st.sampled_from(["double", "triple", "quadruple"]), st.integers(2, 12)).map(
            "start with {0[0]}, {0[1]} it {0[2]} times".format
        ),
        st.tuples(N, N, st.integers(1, 6)).map(
            "{0[0]} and {0[1]}% more each year, after {0[2]} years".format
        ),
        st.tuples(st.sampled_from(["slope", "x-intercept", "y-intercept"]), Z, N, st.sampled_from("+-")).map(
            "{0[0]} of y = {0[1]}x {0[3]} {0[2]}".format
        ),
        st.tuples(st.sampled_from(["slope", "x-intercept", "y-intercept"]), Z, N, st.sampled_from("+-")).map(
            "{0[0]} of y = {0[1]} {0[3]} {0[2]}x".format
        ),
        st.tuples(N, N, N, N).map("which is faster, {0[0]} km in {0[1]} h or {0[2]} km in {0[3]} h?".format),
        st.tuples(N, N, N).map(
            "who is faster, Ann {0[0]} m in {0[1]} s or Ben at that speed for {0[2]} s?".format
        ),
    )
    .map(DOMAIN.parse)
    .filter(bool)
)


@pytest.mark.parametrize("check", CHECKS)
def test_functions_conform(check: Callable[[Domain], None]) -> None:
    check(DOMAIN)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("table x: 1, 2, 3; y: 3, 5, 7; y for x = 10", "21"),
        ("table x: 8, 3, 5; y: 12.90, 6.40, 9.00; y for x = 1", "3.8"),
        ("rule of table x: 1, 2, 3; y: 3, 5, 7", "y = 2x + 1"),
        ("linear or not: x: 0, 1, 2, 3; y: 5, 12, 19, 26", "linear"),
        ("linear, exponential or something else: 2, 4, 8, 16", "exponential"),
        ("linear, exponential or something else: 2,500 and 6% more each year", "exponential"),
        ("linear, exponential or something else: 1, 4, 9, 16", "something else"),
        ("start with one, double it ten times", "1,024"),
        ("100 and 10% more each year, after 2 years", "121"),
        ("slope of y = 2 - 3x", "-3"),
        ("y-intercept of y = x - 2", "-2"),
        ("x-intercept of y = 4x + 1", "-1/4"),
        ("which is faster, 12 km in 3 h or 10 km in 2 h?", "10 km in 2 h"),
        ("who is faster, Ann 10 cm in 4 s or Ben at that speed for 8 s?", "the same"),
    ],
)
def test_right_answers(text: str, answer: str) -> None:
    assert DOMAIN.solve(topics.parsed(DOMAIN, text)).answer.text == answer


@pytest.mark.parametrize(
    ("name", "text", "answer"),
    [
        ("linear-as-proportional", "table x: 1, 2, 3; y: 3, 5, 7; y for x = 10", "30"),
        ("linear-as-proportional", "table x: 8, 3, 5; y: 12.90, 6.40, 9.00; y for x = 1", "1.85"),
        ("linear-as-proportional", "rule of table x: 1, 2, 3; y: 3, 5, 7", "y = 3x"),
        ("step-times-x", "table x: 1, 2, 3; y: 3, 5, 7; y for x = 10", "20"),
        ("step-added-to-x", "rule of table x: 1, 2, 3; y: 3, 5, 7", "y = x + 2"),
        ("next-in-the-row", "table x: 1, 2, 3; y: 3, 5, 7; y for x = 10", "9"),
        ("linear-only-multiples", "linear or not: x: 0, 1, 2, 3; y: 5, 12, 19, 26", "not linear"),
        (
            "exponential-only-doubling",
            "linear, exponential or something else: 2,500 and 6% more each year",
            "something else",
        ),
        ("faster-growth-is-exponential", "linear, exponential or something else: 1, 4, 9, 16", "exponential"),
        (
            "regular-growth-is-linear",
            "linear, exponential or something else: 2,500 and 6% more each year",
            "linear",
        ),
        ("repeated-factor-as-product", "start with one, double it ten times", "20"),
        ("same-amount-each-time", "100 and 10% more each year, after 2 years", "120"),
        ("count-as-base", "start with one, double it ten times", "100"),
        ("x-intercept-keeps-sign", "x-intercept of y = 4x + 1", "1/4"),
        ("number-is-x-intercept", "x-intercept of y = 4x + 1", "1"),
        ("first-number-is-slope", "slope of y = 1 + 4x", "1"),
        ("minus-left-out-of-line", "slope of y = -3x + 2", "3"),
        ("faster-if-more-of-both", "who is faster, Ann 10 cm in 4 s or Ben at that speed for 8 s?", "Ben"),
        ("faster-if-less-time", "which is faster, 12 km in 3 h or 4 km in 2 h?", "4 km in 2 h"),
        ("faster-by-difference", "which is faster, 12 km in 3 h or 30 km in 10 h?", "30 km in 10 h"),
    ],
)
def test_wrong_answers(name: str, text: str, answer: str) -> None:
    ways = DOMAIN.ways(topics.parsed(DOMAIN, text), [name])
    assert answer in [way.solution.answer.text for way in ways]


@settings(max_examples=400, deadline=None)
@given(item=ITEMS)
def test_claims_are_exact(item: Item) -> None:
    topics.claims_are_exact(DOMAIN, item)
    topics.reads_back(DOMAIN, item)


@settings(max_examples=150, deadline=None)
@given(item=ITEMS, name=st.sampled_from(NAMES), seed=st.integers(0, 99))
def test_checks_are_fair(item: Item, name: str, seed: int) -> None:
    topics.checks_are_fair(DOMAIN, item, name, seed)
    topics.comes_to_an_answer(DOMAIN, item, [name])


@pytest.mark.parametrize("name", NAMES)
def test_a_misconception_shows_and_is_told_from_the_others(name: str) -> None:
    topics.shows_on_its_kinds_and_on_what_refutes_it(DOMAIN, name)
    is_told_from_its_neighbours(DOMAIN, name)


def test_everything_is_spoken_for() -> None:
    topics.every_slot_and_rule_is_spoken_for(DOMAIN, FUNCTIONS)
    topics.ideas_fit_any_item(DOMAIN)
    what_is_said_is_complete(DOMAIN)
    topics.no_check_sounds_like_an_idea(DOMAIN, topics.guesses(DOMAIN, 20))


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet="0123456789:; xy=+-%,.tableforlinwhosdb", max_size=80))
def test_odd_text_never_raises(text: str) -> None:
    DOMAIN.spans(text)
    if item := DOMAIN.parse(text):
        assert DOMAIN.grade(item, DOMAIN.solve(item).answer)


@pytest.mark.parametrize(
    ("text", "typed", "name"),
    [
        ("table x: 1, 2, 3; y: 3, 5, 7; y for x = 10", "30", "walk-on"),
        ("rule of table x: 1, 2, 3; y: 3, 5, 7", "y=3x", "try-rows"),
        ("linear or not: x: 0, 1, 2, 3; y: 5, 12, 19, 26", "not linear", "list-the-changes"),
        ("start with one, double it ten times", "20", "go-on-by-hand"),
        ("100 and 10% more each year, after 2 years", "120", "year-by-year"),
        ("x-intercept of y = 4x + 1", "1/4", "put-in-line"),
        ("which is faster, 12 km in 3 h or 30 km in 10 h?", "30 km in 10 h", "same-time"),
    ],
)
def test_a_wrong_answer_can_be_seen_to_fail(text: str, typed: str, name: str) -> None:
    assert name in topics.refuting(DOMAIN, text, typed)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("The frog is actually going faster than the clown", "frog"),
        ("the clown is slower", "frog"),
        ("they are equally fast", "the same"),
    ],
)
def test_a_choice_is_read_in_sentences(typed: str, means: str) -> None:
    item = topics.parsed(DOMAIN, "who is faster, clown 10 cm in 4 s or frog at that speed for 8 s?")
    answer = DOMAIN.read_answer(item, typed)
    assert answer is not None
    assert answer.text == means
