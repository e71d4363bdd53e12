"""Word problems: examples of the literature, claims against rules, checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.domains.algebra.domain import Algebra
from teachsim.domains.algebra.stories import STORIES
from tests.domains import topics
from tests.domains.conformance import CHECKS
from tests.domains.stories_domain import is_told_from_its_neighbours, what_is_said_is_complete

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.domains.base import Domain, Item

DOMAIN = Algebra(framed=[STORIES])
NAMES = tuple(DOMAIN.misconceptions)
N = st.integers(1, 40)
HOW = st.sampled_from(["more than", "fewer than", "times as many as"])
LESS = st.sampled_from(["more", "fewer", "times as many"])
UNIT = st.sampled_from(["cup", "quart"])
ITEMS = (
    st.one_of(
        st.tuples(N, N, N, N).map(
            "{0[0]} at ${0[1]} and {0[2]} at ${0[3]}, paid with $2000: how much change?".format
        ),
        st.tuples(N, N, N, N, N).map(
            "{0[0]} at ${0[1]} and {0[2]} at ${0[3]}, or all for ${0[4]}: how much is saved?".format
        ),
        st.tuples(N, N).map("{0[0]} people, {0[1]} to a bus: how many buses for all?".format),
        st.tuples(N, N).map("{0[0]} eggs, {0[1]} to a box: how many full boxes?".format),
        st.tuples(N, N, HOW).map("Ann has {0[0]}, {0[1]} {0[2]} Ben: how many has Ben?".format),
        st.tuples(N, N, LESS).map("Ann has {0[0]}, Ben has {0[1]} {0[2]}: how many has Ben?".format),
        st.tuples(N, N, N).map("Ann is {0[0]} when Ben is {0[1]}: how old is Ben when Ann is {0[2]}?".format),
        st.tuples(N, N, N).map("{0[0]} shirts dry in {0[1]} hours: how many hours for {0[2]} shirts?".format),
        st.tuples(N, N, N).map("{0[0]} painters take {0[1]} days: how many days for {0[2]} painters?".format),
        st.tuples(N, N).map(
            "made {0[0]}/{0[1]} of its size, what fraction of that makes it as before?".format
        ),
        N.map("{}% off, how many percent more makes it as before?".format),
        N.map("{}% more, how many percent off makes it as before?".format),
        st.tuples(N, N, N, UNIT).map(
            "${0[0]} and $0.{0[1]} for each cup makes ${0[2]}: how many {0[3]}s?".format
        ),
    )
    .map(DOMAIN.parse)
    .filter(bool)
)


@pytest.mark.parametrize("check", CHECKS)
def test_stories_conform(check: Callable[[Domain], None]) -> None:
    check(DOMAIN)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("3 at $4 and 2 at $7, paid with $50: how much change?", "24"),
        ("7 at $1,089 and 12 at $325, or all for $10,000: how much is saved?", "1,523"),
        ("29 people, 4 to a bus: how many buses for all?", "8"),
        ("29 eggs, 4 to a box: how many full boxes?", "7"),
        ("Ann has 12, 5 more than Ben: how many has Ben?", "7"),
        ("Ann has 12, 5 fewer than Ben: how many has Ben?", "17"),
        ("Ann has 12, 3 times as many as Ben: how many has Ben?", "4"),
        ("Ann has 12, Ben has 5 fewer: how many has Ben?", "7"),
        ("Ann is 3 when Ben is 5: how old is Ben when Ann is 6?", "8"),
        ("3 shirts dry in 2 hours: how many hours for 6 shirts?", "2"),
        ("3 painters take 4 days: how many days for 6 painters?", "2"),
        ("made 3/4 of its size, what fraction of that makes it as before?", "4/3"),
        ("20% off, how many percent more makes it as before?", "25"),
        ("25% more, how many percent off makes it as before?", "20"),
        ("$5.00 for the day and $0.10 for each cup makes $17.00: how many cups?", "120"),
        ("$5.00 for the day and $0.10 for each cup makes $17.00: how many quarts?", "30"),
    ],
)
def test_right_answers(text: str, answer: str) -> None:
    assert DOMAIN.solve(topics.parsed(DOMAIN, text)).answer.text == answer


@pytest.mark.parametrize(
    ("name", "text", "answer"),
    [
        (
            "given-number-on-top",
            "7 at $1,089 and 12 at $325, or all for $10,000: how much is saved?",
            "-1,523",
        ),
        ("each-price-once", "3 at $4 and 2 at $7, paid with $50: how much change?", "39"),
        (
            "drops-the-rest",
            "1128 people, 36 to a bus: how many buses for all?",
            "31",
        ),  # Carpenter et al. 1983
        ("part-of-a-group", "29 people, 4 to a bus: how many buses for all?", "7.25"),
        ("rest-always-one-more", "29 eggs, 4 to a box: how many full boxes?", "8"),
        ("word-says-what-to-do", "Ann has 12, 5 more than Ben: how many has Ben?", "17"),
        ("times-as-many-is-more", "Ann has 12, 3 times as many as Ben: how many has Ben?", "9"),
        ("everything-is-proportional", "3 shirts dry in 2 hours: how many hours for 6 shirts?", "4"),
        ("everything-is-proportional", "Ann is 3 when Ben is 5: how old is Ben when Ann is 6?", "10"),
        ("one-more-one-less", "3 painters take 8 days: how many days for 6 painters?", "5"),
        ("same-percent-back", "made 3/4 of its size, what fraction of that makes it as before?", "1.25"),
        ("same-percent-back", "20% off, how many percent more makes it as before?", "20"),
        ("same-fraction-back", "made 3/4 of its size, what fraction of that makes it as before?", "3/4"),
        ("missing-part-back", "made 3/4 of its size, what fraction of that makes it as before?", "0.25"),
        ("divides-by-fixed-amount", "$5 and $0.10 for each cup makes $17: how many quarts?", "2.4"),
        ("leaves-fixed-amount-in", "$5 and $0.10 for each cup makes $17: how many cups?", "170"),
        ("units-left-as-they-are", "$5 and $0.10 for each cup makes $17: how many quarts?", "120"),
        ("multiplies-for-larger-unit", "$5 and $0.10 for each cup makes $17: how many quarts?", "480"),
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
    topics.every_slot_and_rule_is_spoken_for(DOMAIN, STORIES)
    topics.ideas_fit_any_item(DOMAIN)
    what_is_said_is_complete(DOMAIN)
    topics.no_check_sounds_like_an_idea(DOMAIN, topics.guesses(DOMAIN, 20))


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet="0123456789:$ %?.,atorlfhsinumkwydeBcA", max_size=80))
def test_odd_text_never_raises(text: str) -> None:
    DOMAIN.spans(text)
    if item := DOMAIN.parse(text):
        assert DOMAIN.grade(item, DOMAIN.solve(item).answer)


@pytest.mark.parametrize(
    ("text", "typed", "name"),
    [
        ("3 at $4 and 2 at $7, paid with $50: how much change?", "$39", "tell-it-again"),
        ("29 people, 4 to a bus: how many buses for all?", "7", "picture-them"),
        ("Ann has 12, 5 more than Ben: how many has Ben?", "17", "tell-it-again"),
        ("Ann is 3 when Ben is 5: how old is Ben when Ann is 6?", "10 years", "tell-it-again"),
        ("20% off, how many percent more makes it as before?", "20%", "tell-it-again"),
        ("$5 and $0.10 for each cup makes $17: how many quarts?", "2.4 quarts", "tell-it-again"),
    ],
)
def test_a_wrong_answer_can_be_seen_to_fail(text: str, typed: str, name: str) -> None:
    assert name in topics.refuting(DOMAIN, text, typed)
