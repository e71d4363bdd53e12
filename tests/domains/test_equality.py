"""What stays equal: the literature's examples, claims against rules, and checks."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.domains.algebra.domain import Algebra
from teachsim.domains.algebra.equality import EQUALITY
from tests.domains.conformance import CHECKS
from tests.domains.test_phrases import a_topic_holds_what_is_asked_of_all, parsed

if TYPE_CHECKING:
    from collections.abc import Callable

DOMAIN = Algebra(worded=[EQUALITY])
PICTURE = "a picture is made 3/4 of its size, what fraction of that restores it?"


@pytest.mark.parametrize("check", CHECKS)
def test_equality_conforms(check: Callable[[Any], None]) -> None:
    check(DOMAIN)


def test_equality_holds_what_is_asked_of_all() -> None:
    a_topic_holds_what_is_asked_of_all(DOMAIN, EQUALITY)


@pytest.mark.parametrize(
    ("text", "right", "holding", "says"),
    [
        ("8 + 4 = __ + 5", "7", "equals-means-answer", "12"),
        ("8 + 4 = [ ] + 5", "7", "adds-all-numbers", "17"),
        ("2*[_]+15=31", "8", "equals-means-answer", "31"),
        ("23 = 2 + 5 + __ + 4 + 6", "6", "adds-all-numbers", "40"),
        ("8 + __ = 12 + 3", "7", "stops-at-next-number", "4"),
        ("true or false: 8 = 5 + 3", "true", "equals-means-answer", "false"),
        ("true or false: 7 + 2 = 9 + 1", "false", "stops-at-next-number", "true"),
        ("true or false: 4 + 5 = 3 + 6", "true", "equals-means-answer", "false"),
        ("represent (1/3)*a as a ratio", "a/3", "letter-joins-bottom", "1/3a"),
        ("write (2/3)a as one fraction", "2a/3", "letter-on-both-parts", "2a/3a"),
        (PICTURE, "4/3", "adds-back-what-went", "1.25"),
        (PICTURE, "4/3", "restores-with-the-change", "1/4"),
        ("(x + 3)^2 <= 6x + 18", "-3 <= x <= 3", "gathers-with-its-sign", "(x + 3)^2 + 6(x + 3) = 0"),
        ("(x + 3)^2 <= 6x + 18", "-3 <= x <= 3", "divides-by-shared-factor", "x <= 3"),
        ("(x - 2)^2 > 4x - 8", "x < 2 or x > 6", "divides-by-shared-factor", "x > 6"),
    ],
)
def test_a_holder_gives_the_answer_of_the_literature(text: str, right: str, holding: str, says: str) -> None:
    item = parsed(text, DOMAIN)
    assert DOMAIN.solve(item).answer.text == right
    assert DOMAIN.solve(item, [holding]).answer.text == says


@pytest.mark.parametrize(
    ("text", "answer", "right"),
    [
        ("8 + 4 = __ + 5", "it's 7", True),
        (PICTURE, "1 1/3", True),
        (PICTURE, "125%", False),
        ("(x + 3)^2 <= 6x + 18", "-3<=x<=3", True),
        ("(x + 3)^2 <= 6x + 18", "-3 < x < 3", False),
        ("write (1/3)a as one fraction", "1/(3a)", False),
        ("write (1/3)a as one fraction", "a/3", True),
        ("true or false: 8 = 5 + 3", "yes", True),
    ],
)
def test_an_answer_counts_by_what_it_says(text: str, answer: str, right: bool) -> None:
    item = parsed(text, DOMAIN)
    read = DOMAIN.read_answer(item, answer)
    assert read is not None
    assert DOMAIN.grade(item, read) == right


TERMS = st.sampled_from(["__", "3 × __", "1", "4", "9", "12"])
SIDES = st.lists(st.tuples(st.sampled_from([" + ", " - "]), TERMS), min_size=1, max_size=4).map(
    lambda terms: "".join(sign + term for sign, term in terms)[3:]
)


@settings(max_examples=1000, deadline=None)
@given(left=SIDES, right=SIDES, lead=st.sampled_from(["", "true or false: "]))
def test_every_claim_says_exactly_when_a_holder_is_wrong(left: str, right: str, lead: str) -> None:
    item = DOMAIN.parse(f"{lead}{left} = {right}")
    if item is not None:
        again = parsed(item.text, DOMAIN)
        assert (again, again.data) == (item, item.data)
        for name in DOMAIN.misconceptions:
            wrong = not DOMAIN.grade(item, DOMAIN.solve(item, [name]).answer)
            assert DOMAIN.shows(name, item) == wrong, (name, item)


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=60), seed=st.integers(0, 10**6))
def test_odd_answers_are_read_or_refused(text: str, seed: int) -> None:
    item = DOMAIN.generate(EQUALITY.kinds[seed % len(EQUALITY.kinds)], None, Random(seed))
    read = DOMAIN.read_answer(item, text)
    if read is not None:
        DOMAIN.grade(item, read)
        DOMAIN.checks(item, read)


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 10**6), held=st.lists(st.sampled_from(list(DOMAIN.misconceptions)), unique=True))
def test_any_mixture_of_misconceptions_comes_to_an_answer(seed: int, held: list[str]) -> None:
    item = DOMAIN.generate(EQUALITY.kinds[seed % len(EQUALITY.kinds)], None, Random(seed))
    solution = DOMAIN.solve(item, held[:5])
    assert DOMAIN.read_answer(item, solution.answer.text) == solution.answer
    assert {step.misconception for step in solution.steps} - {None} == set(solution.fired)
