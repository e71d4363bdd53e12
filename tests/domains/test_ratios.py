"""Ratios: examples of the literature, claims against rules, checks."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.domains.algebra.domain import Algebra
from teachsim.domains.algebra.ratios import RATIOS
from tests.domains import topics
from tests.domains.conformance import CHECKS
from tests.domains.stories_domain import is_told_from_its_neighbours, what_is_said_is_complete

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.domains.base import Domain, Item

DOMAIN = Algebra(framed=[RATIOS])
NAMES = tuple(DOMAIN.misconceptions)
N = st.integers(1, 40)
ITEMS = (
    st.one_of(
        st.tuples(N, N, N).map("{0[0]}:{0[1]} = {0[2]}:__".format),
        st.tuples(N, N, N).map("{0[0]}:{0[1]} = __:{0[2]}".format),
        st.tuples(N, N, N).map("if {0[0]} need {0[1]}, how many do {0[2]} need?".format),
        st.tuples(N, N).map("ratio of {0[0]} to {0[1]} in simplest form".format),
        st.tuples(N, N).map("write {0[0]}:{0[1]} as a fraction".format),
        st.tuples(N, N).map("mixed {0[0]}:{0[1]}, what fraction is the first part?".format),
        st.tuples(N, N, N).map("{0[0]} is {0[1]}/{0[2]} of what?".format),
        st.tuples(N, N, N, N).map("which is stronger, {0[0]}:{0[1]} or {0[2]}:{0[3]}?".format),
        st.tuples(N, N, N, N).map(
            "which grew more for its size, {0[0]} to {0[1]} or {0[2]} to {0[3]}?".format
        ),
        st.tuples(N, N, N).map("does {0[0]}:{0[1]} taste the same with {0[2]} more of each?".format),
        st.tuples(N, N).map("does {0[0]}:{0[1]} taste the same with twice as much of each?".format),
    )
    .map(DOMAIN.parse)
    .filter(bool)
)


@pytest.mark.parametrize("check", CHECKS)
def test_ratios_conform(check: Callable[[Domain], None]) -> None:
    check(DOMAIN)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("2:3 = 8:__", "12"),
        ("2:3 = __:12", "8"),
        ("if 6 need 15, how many do 4 need?", "10"),
        ("what is the ratio of 35 to 25 in simplest form?", "7:5"),
        ("write 4:6 as a fraction", "4/6"),
        ("mixed 2:3, what fraction is the first part?", "2/5"),
        ("6 is two-fifths of what?", "15"),
        ("which is stronger, 2:3 or 4:7?", "2:3"),
        ("which grew more for its size, 8 to 11 or 12 to 15?", "8 to 11"),
        ("does 3:2 taste the same with one more of each?", "different"),
        ("does 3:2 taste the same with twice as much of each?", "the same"),
    ],
)
def test_right_answers(text: str, answer: str) -> None:
    assert DOMAIN.solve(topics.parsed(DOMAIN, text)).answer.text == answer


@pytest.mark.parametrize(
    ("name", "text", "answer"),
    [
        ("keeps-ratio-difference", "2:3 = 8:__", "9"),  # Karplus, Pulos & Stage 1983
        ("keeps-ratio-difference", "if 6 need 15, how many do 4 need?", "13"),
        ("keeps-ratio-difference", "ratio of 35 to 25 in simplest form", "11:1"),
        ("stops-at-amount-for-one", "if 6 need 15, how many do 4 need?", "2.5"),
        ("divides-wrong-quantity", "if 6 need 15, how many do 4 need?", "1.6"),
        ("ratio-as-two-numbers", "ratio of 35 to 25 in simplest form", "35 and 25"),
        ("simplifies-one-part", "ratio of 35 to 25 in simplest form", "7:25"),
        ("ratio-part-over-part", "mixed 2:3, what fraction is the first part?", "2/3"),
        ("ratio-part-over-all", "write 4:6 as a fraction", "4/10"),
        ("ratio-second-over-first", "write 4:6 as a fraction", "6/4"),
        ("part-as-one-piece", "6 is 2/5 of what?", "30"),
        ("fraction-of-known-part", "6 is 2/5 of what?", "2.4"),
        ("pieces-as-single-things", "6 is 2/5 of what?", "9"),
        ("compares-differences", "which grew more for its size, 8 to 11 or 12 to 15?", "the same"),
        ("compares-differences", "does 3:2 taste the same with twice as much of each?", "different"),
        ("compares-one-amount", "which is stronger, 2:3 or 4:7?", "4:7"),
        ("near-ratios-are-equal", "does 3:2 taste the same with one more of each?", "the same"),
    ],
)
def test_wrong_answers(name: str, text: str, answer: str) -> None:
    assert DOMAIN.solve(topics.parsed(DOMAIN, text), [name]).answer.text == answer


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
    topics.every_slot_and_rule_is_spoken_for(DOMAIN, RATIOS)
    topics.ideas_fit_any_item(DOMAIN)
    what_is_said_is_complete(DOMAIN)
    topics.no_check_sounds_like_an_idea(DOMAIN, topics.guesses(DOMAIN, 20))


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet="0123456789:/ =_?ratiowhchsngeb,", max_size=80))
def test_odd_text_never_raises(text: str) -> None:
    DOMAIN.spans(text)
    if item := DOMAIN.parse(text):
        assert DOMAIN.grade(item, DOMAIN.solve(item).answer)


@pytest.mark.parametrize(
    ("text", "typed", "name"),
    [
        ("2:3 = 8:__", "9", "how-many-times"),
        ("ratio of 35 to 25 in simplest form", "11:1", "times-up-again"),
        ("6 is 2/5 of what?", "30", "take-it-again"),
        ("mixed 2:3, what fraction is the first part?", "2/3", "count-all-parts"),
        ("which grew more for its size, 8 to 11 or 12 to 15?", "each plant grew the same", "same-amount"),
    ],
)
def test_a_wrong_answer_can_be_seen_to_fail(text: str, typed: str, name: str) -> None:
    assert name in topics.refuting(DOMAIN, text, typed)


def test_a_choice_is_read_in_sentences() -> None:
    item = DOMAIN.generate("mixture-changed", None, Random(1))
    for typed, means in (("it tastes the same", "the same"), ("not the same", "different")):
        answer = DOMAIN.read_answer(item, typed)
        assert answer is not None
        assert answer.text == means
