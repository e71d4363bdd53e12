"""Always, sometimes or never: the literature's examples, claims against rules, and checks."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.domains.algebra.domain import Algebra
from teachsim.domains.algebra.judgements import JUDGEMENTS
from tests.domains.conformance import CHECKS
from tests.domains.test_phrases import a_topic_holds_what_is_asked_of_all, parsed

if TYPE_CHECKING:
    from collections.abc import Callable

DOMAIN = Algebra(worded=[JUDGEMENTS])


@pytest.mark.parametrize("check", CHECKS)
def test_judgements_conform(check: Callable[[Any], None]) -> None:
    check(DOMAIN)


def test_judgements_hold_what_is_asked_of_all() -> None:
    a_topic_holds_what_is_asked_of_all(DOMAIN, JUDGEMENTS)


@pytest.mark.parametrize(
    ("text", "right", "holding", "says"),
    [
        (
            "always, sometimes or never: a + b = a + c",
            "sometimes true",
            "different-letters-differ",
            "never true",
        ),
        ("if b + g = 8, can b = g be true?", "sometimes true", "different-letters-differ", "never true"),
        ("always, sometimes or never: n + n = 2n", "always true", "same-letter-may-differ", "sometimes true"),
        (
            "is x = x + 1 always, sometimes or never true?",
            "never true",
            "same-letter-may-differ",
            "sometimes true",
        ),
        ("always, sometimes or never: x + 3 = 5", "sometimes true", "one-try-decides", "never true"),
        (
            "always, sometimes or never: a - b = b - a",
            "sometimes true",
            "switches-around-minus",
            "always true",
        ),
        (
            "always, sometimes or never: a = b, if a = b + 3",
            "never true",
            "different-letters-differ",
            "never true",
        ),
        (
            "always, sometimes or never: a + b = 9, if a + b = 7",
            "never true",
            "one-try-decides",
            "never true",
        ),
    ],
)
def test_a_holder_gives_the_answer_of_the_literature(text: str, right: str, holding: str, says: str) -> None:
    item = parsed(text, DOMAIN)
    assert DOMAIN.solve(item).answer.text == right
    assert DOMAIN.solve(item, [holding]).answer.text == says


@pytest.mark.parametrize(
    ("answer", "means"),
    [
        ("b can't be the same as g", "never true"),
        ("Never.", "never true"),
        ("yes", "sometimes true"),
        ("always", "always true"),
    ],
)
def test_a_verdict_can_be_put_in_other_words(answer: str, means: str) -> None:
    read = DOMAIN.read_answer(parsed("if b + g = 8, can b = g be true?", DOMAIN), answer)
    assert read is not None
    assert read.text == means


SIDES = st.text("abxy 0123+-×()", min_size=1, max_size=12)


@settings(max_examples=600, deadline=None)
@given(left=SIDES, right=SIDES, given_=st.sampled_from(["", ", if a + b = 8", ", if x = y"]))
def test_every_claim_says_exactly_when_a_holder_is_wrong(left: str, right: str, given_: str) -> None:
    item = DOMAIN.parse(f"always, sometimes or never: {left} = {right}{given_}")
    if item is not None:
        again = parsed(item.text, DOMAIN)
        assert (again, again.data) == (item, item.data)
        for name in DOMAIN.misconceptions:
            wrong = not DOMAIN.grade(item, DOMAIN.solve(item, [name]).answer)
            assert DOMAIN.shows(name, item) == wrong, (name, item)


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 10**6), held=st.lists(st.sampled_from(list(DOMAIN.misconceptions)), unique=True))
def test_any_mixture_of_misconceptions_comes_to_an_answer(seed: int, held: list[str]) -> None:
    item = DOMAIN.generate(JUDGEMENTS.kinds[seed % 2], None, Random(seed))
    solution = DOMAIN.solve(item, held)
    assert DOMAIN.read_answer(item, solution.answer.text) == solution.answer
    assert {step.misconception for step in solution.steps} - {None} == set(solution.fired)
