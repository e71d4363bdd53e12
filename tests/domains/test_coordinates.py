"""Points in the plane: examples of the literature, claims against rules, checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.domains.algebra.coordinates import COORDINATES
from teachsim.domains.algebra.domain import Algebra
from tests.domains import topics
from tests.domains.conformance import CHECKS
from tests.domains.stories_domain import is_told_from_its_neighbours, what_is_said_is_complete

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.domains.base import Domain, Item

DOMAIN = Algebra(framed=[COORDINATES])
NAMES = tuple(DOMAIN.misconceptions)
N = st.integers(0, 12)
Z = st.integers(-12, 12)
ACROSS = st.sampled_from(["right", "left"])
UPRIGHT = st.sampled_from(["up", "down"])
ITEMS = (
    st.one_of(
        st.tuples(N, ACROSS, N, UPRIGHT).map("plot: {0[0]} {0[1]}, {0[2]} {0[3]}".format),
        st.tuples(N, N, st.sampled_from(["right", "up"])).map(
            "point ({0[0]}, {0[1]}): how far {0[2]}?".format
        ),
        st.tuples(Z, Z, N, ACROSS, N, UPRIGHT).map(
            "move ({0[0]}, {0[1]}): {0[2]} {0[3]}, {0[4]} {0[5]}".format
        ),
        st.tuples(Z, Z, st.sampled_from("xy")).map("reflect ({0[0]}, {0[1]}) in the {0[2]}-axis".format),
    )
    .map(DOMAIN.parse)
    .filter(bool)
)


@pytest.mark.parametrize("check", CHECKS)
def test_coordinates_conform(check: Callable[[Domain], None]) -> None:
    check(DOMAIN)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("plot: 3 right, 2 up", "(3, 2)"),
        ("plot 3 left and 2 down", "(-3, -2)"),
        ("point (2, 5): how far right?", "2"),
        ("move (3, 2): 4 right, 1 down", "(7, 1)"),
        ("reflect (3, 2) in the x-axis", "(3, -2)"),
    ],
)
def test_right_answers(text: str, answer: str) -> None:
    assert DOMAIN.solve(topics.parsed(DOMAIN, text)).answer.text == answer


@pytest.mark.parametrize(
    ("name", "text", "answer"),
    [
        ("swapped-coordinates", "plot: 3 right, 2 up", "(2, 3)"),
        ("swapped-coordinates", "point (2, 5): how far right?", "5"),
        ("swapped-coordinates", "move (3, 2): 4 right, 1 down", "(2, 6)"),
        ("left-and-down-without-minus", "plot: 3 left, 2 up", "(3, 2)"),
        ("moves-from-the-origin", "move (3, 2): 4 right, 1 down", "(4, -1)"),
        ("mirrors-number-of-the-axis", "reflect (3, 2) in the x-axis", "(-3, 2)"),
        ("mirrors-both-numbers", "reflect (3, 2) in the x-axis", "(-3, -2)"),
        ("mirror-changes-places", "reflect (3, 2) in the x-axis", "(2, 3)"),
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
    topics.every_slot_and_rule_is_spoken_for(DOMAIN, COORDINATES)
    topics.ideas_fit_any_item(DOMAIN)
    what_is_said_is_complete(DOMAIN)
    topics.no_check_sounds_like_an_idea(DOMAIN, topics.guesses(DOMAIN, 20))


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet="0123456789:(), -?plotrighupdwnmvefcxays", max_size=80))
def test_odd_text_never_raises(text: str) -> None:
    DOMAIN.spans(text)
    if item := DOMAIN.parse(text):
        assert DOMAIN.grade(item, DOMAIN.solve(item).answer)


@pytest.mark.parametrize(
    ("text", "typed", "name"),
    [
        ("plot: 3 right, 2 up", "(2,3)", "walk-there"),
        ("point (2, 5): how far right?", "5", "drop-a-line"),
        ("move (3, 2): 4 right, 1 down", "(4, -1)", "walk-there"),
        ("reflect (3, 2) in the x-axis", "(-3, 2)", "fold-it"),
    ],
)
def test_a_wrong_answer_can_be_seen_to_fail(text: str, typed: str, name: str) -> None:
    assert name in topics.refuting(DOMAIN, text, typed)
