"""What letters stand for: the literature's examples, claims against rules, and checks."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.domains.algebra.domain import Algebra
from teachsim.domains.algebra.letters import LETTERS
from tests.domains.conformance import CHECKS
from tests.domains.test_phrases import a_topic_holds_what_is_asked_of_all, parsed

if TYPE_CHECKING:
    from collections.abc import Callable

DOMAIN = Algebra(worded=[LETTERS])
DAVID = "David is 10 cm taller than Con. Con is h cm tall. How tall is David?"
SUE = "Sue weighs 1 kg less than Chris. Chris weighs y kg. How much does Sue weigh?"


@pytest.mark.parametrize("check", CHECKS)
def test_letters_conform(check: Callable[[Any], None]) -> None:
    check(DOMAIN)


def test_letters_hold_what_is_asked_of_all() -> None:
    a_topic_holds_what_is_asked_of_all(DOMAIN, LETTERS)


@pytest.mark.parametrize(
    ("text", "right", "holding", "says"),
    [
        (DAVID, "h + 10", "letter-as-label", "Dh"),
        (DAVID, "h + 10", "letter-as-its-place", "18"),
        (DAVID, "h + 10", "letter-as-one", "11"),
        (DAVID, "h + 10", "joins-number-and-letter", "10h"),
        (SUE, "y - 1", "along-the-alphabet", "x"),
        ("if e + f = 8, what is e + f + g?", "8 + g", "all-letters-alike", "12"),
        ("if e + f = 8, what is e + f + g?", "8 + g", "letter-as-its-place", "15"),
        ("if e + f = 8, what is e + f + g?", "8 + g", "letter-as-one", "9"),
        ("if e + f = 8, what is e + f + g?", "8 + g", "joins-number-and-letter", "8g"),
        ("if a + b = 43, what is a + b + 2?", "45", "each-letter-has-to-be-known", "can't tell"),
        ("if c + d = 10 and c < d, what is c?", "c < 5", "one-value-only", "c = 4"),
        ("if c + d = 10 and c < d, what is c?", "c < 5", "part-below-the-whole", "c < 10"),
        ("which is larger, 2n or n + 2?", "it depends", "times-is-larger", "2n is larger"),
        ("which is larger, 2n or n + 2?", "it depends", "decides-by-one-number", "n + 2 is larger"),
        ("which is larger, n + 5 or n + 3?", "n + 5 is larger", "times-is-larger", "n + 5 is larger"),
        ("which is larger, n - 5 or n - 3?", "n - 3 is larger", "larger-figure-wins", "n - 5 is larger"),
        ("if a = b + 3, which is larger, a or b?", "a is larger", "larger-beside-a-plus", "b is larger"),
        ("if m = n + 3, which is larger, m or n?", "m is larger", "later-letter-is-larger", "n is larger"),
    ],
)
def test_a_holder_gives_the_answer_of_the_literature(text: str, right: str, holding: str, says: str) -> None:
    item = parsed(text, DOMAIN)
    assert DOMAIN.solve(item).answer.text == right
    assert DOMAIN.solve(item, [holding]).answer.text == says


@pytest.mark.parametrize(
    ("text", "answer", "right"),
    [
        (DAVID, "10+h", True),
        (DAVID, "h + 10 cm", False),
        ("if c + d = 10 and c < d, what can c be?", "anything below 5", True),
        ("if c + d = 10 and c < d, what can c be?", "0 <= c < 5", True),
        ("if c + d = 10 and c < d, what can c be?", "4", False),
        ("which is larger, 2n or n + 2?", "it depends on n", True),
        ("which is larger, 2n or n + 2?", "2n", False),
        ("which is larger, n + 5 or n + 3?", "n + 5", True),
        ("if a = b + 3, which is larger, a or b?", "a is bigger", True),
    ],
)
def test_an_answer_counts_by_what_it_says(text: str, answer: str, right: bool) -> None:
    item = parsed(text, DOMAIN)
    read = DOMAIN.read_answer(item, answer)
    assert (read is not None and DOMAIN.grade(item, read)) == right


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=60), seed=st.integers(0, 10**6))
def test_odd_answers_are_read_or_refused(text: str, seed: int) -> None:
    item = DOMAIN.generate(LETTERS.kinds[seed % len(LETTERS.kinds)], None, Random(seed))
    read = DOMAIN.read_answer(item, text)
    if read is not None:
        DOMAIN.grade(item, read)
        DOMAIN.checks(item, read)


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**6), held=st.lists(st.sampled_from(list(DOMAIN.misconceptions)), unique=True))
def test_any_mixture_of_misconceptions_comes_to_an_answer(seed: int, held: list[str]) -> None:
    item = DOMAIN.generate(LETTERS.kinds[seed % len(LETTERS.kinds)], None, Random(seed))
    solution = DOMAIN.solve(item, held[:5])
    assert DOMAIN.read_answer(item, solution.answer.text) == solution.answer
    assert {step.misconception for step in solution.steps} - {None} == set(solution.fired)
