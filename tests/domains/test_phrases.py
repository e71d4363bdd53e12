"""Phrases and sentences in symbols: the literature's examples, claims against rules, and checks."""

from __future__ import annotations

from random import Random
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.domains import registry
from teachsim.domains.algebra.domain import Algebra
from teachsim.domains.algebra.phrases import PHRASES
from teachsim.domains.base import CORRECT
from teachsim.domains.rules import Hand
from tests.domains.conformance import CHECKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.domains.algebra.phrases_topic import WordTopic
    from teachsim.domains.base import Item


DOMAIN = Algebra(worded=[PHRASES])


def parsed(text: str, domain: Algebra = DOMAIN) -> Item:
    item = domain.parse(text)
    assert item is not None, text
    return item


def a_topic_holds_what_is_asked_of_all(domain: Algebra, topic: WordTopic) -> None:
    """Rules at their slots, rules that fire, items that nobody else reads, a millisecond an item."""
    for misconception in domain.misconceptions.values():
        assert sum(rule.weight for rule in misconception.rules) == pytest.approx(1)
        assert {topic.book.wrong[rule.rule].slot for rule in misconception.rules} == {misconception.slot}
        assert set(misconception.kinds) <= set(topic.kinds)
        assert len(misconception.belief) >= 4
        assert len(misconception.notices) >= 4
    assert {rule.rule for m in domain.misconceptions.values() for rule in m.rules} == set(topic.book.wrong)
    assert set(topic.claims) == set(domain.misconceptions)
    for idea in domain.ideas.values():
        assert len(idea.asks) == len(idea.answers) >= 4
    for kind in topic.kinds:
        items = [domain.generate(kind, None, Random(seed)) for seed in range(300)]
        for other in registry.domains().values():
            for item in items[:50]:
                read = other.parse(item.text)
                assert read is None or read == item, item
        start = perf_counter()
        for item in items:
            topic.solve(item, Hand(topic.book))
        assert (perf_counter() - start) / len(items) < 0.001
    a_rule_fires_on_twenty_items_of_other_shapes(domain)
    any_two_are_told_apart(domain)


def a_rule_fires_on_twenty_items_of_other_shapes(domain: Algebra) -> None:
    for misconception in domain.misconceptions.values():
        for rule in misconception.rules:
            texts = {
                item.text
                for kind in misconception.kinds
                for seed in range(300)
                for item in [domain.generate(kind, None, Random(seed))]
                for way in domain.ways(item, [misconception.id])
                if any(step.rule == rule.rule for step in way.solution.steps)
            }
            assert len(texts) >= 20, rule.rule


def any_two_are_told_apart(domain: Algebra) -> None:
    items = [domain.generate(kind, None, Random(seed)) for kind in domain.kinds for seed in range(200)]
    tables = [domain.predict(item, [CORRECT, *domain.misconceptions]) for item in items]
    names = [CORRECT, *domain.misconceptions]
    for place, one in enumerate(names):
        for two in names[place + 1 :]:
            assert any(table[one] != table[two] for table in tables), (one, two)


@pytest.mark.parametrize("check", CHECKS)
def test_phrases_conform(check: Callable[[Any], None]) -> None:
    check(DOMAIN)


def test_phrases_hold_what_is_asked_of_all() -> None:
    a_topic_holds_what_is_asked_of_all(DOMAIN, PHRASES)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("5 less than x", "x - 5"),
        ("3 taken away from twice n", "2n - 3"),
        ("four times the sum of x and 3", "4(x + 3)"),
        ("half of the sum of x and 4", "(x + 4)/2"),
        ("3 divided into y", "y/3"),
        ("12 shared equally among n", "12/n"),
        ("the number of rows for n girls with 6 in each", "n/6"),
        ("the number of girls in n rows with 6 in each", "6n"),
        ("there are 4 times as many apples A as bananas B", "A = 4B"),
        ("Tachi's age T is exactly one year more than B", "T = B + 1"),
        ("for every four cheesecakes C there are five strudels S", "5C = 4S"),
        ("W is 20 and 2 for each H", "W = 20 + 2H"),
    ],
)
def test_words_become_symbols(words: str, says: str) -> None:
    item = parsed(f'write "{words}"')
    assert DOMAIN.solve(item).answer.text == says
    assert DOMAIN.grade(item, DOMAIN.solve(item).answer)


@pytest.mark.parametrize(
    ("words", "holding", "says"),
    [
        ("5 less than x", "literal-order", "5 - x"),
        ("there are 4 times as many apples A as bananas B", "number-beside-named-quantity", "4A = B"),
        ("for every 4 cheesecakes C there are 5 strudels S", "number-beside-named-quantity", "4C = 5S"),
        ("there are 6 times as many students S as professors P", "number-beside-named-quantity", "6S = P"),
        ("T is one year older than B", "difference-reversed", "B - T = 1"),
        ("z is equal to the sum of 3 and y", "joins-what-is-added", "z = 3y"),
        ("W is 20 and 2 for each H", "one-letter-for-all", "n = 20n + 2n"),
        ("W is 20 and 2 for each H", "numbers-become-letters", "W = x + yH"),
        ("the number of rows for n girls with 6 in each", "each-means-times", "6n"),
        ("4 more than 3 times x", "joins-what-is-added", "7x"),
        ("twice x", "times-as-power", "x^2"),
        ("5 less than x", "less-than-as-sign", "5 < x"),
    ],
)
def test_a_holder_gives_the_answer_of_the_literature(words: str, holding: str, says: str) -> None:
    assert DOMAIN.solve(parsed(f'write "{words}"'), [holding]).answer.text == says


@pytest.mark.parametrize(
    ("words", "answer", "right"),
    [
        ("T is 1 more than B", "T - 1 = B", True),
        ("T is 1 more than B", "T-B=1", True),
        ("for every 4 cakes C there are 5 rolls R", "C/4 = R/5", True),
        ("5 more than x", "5 + x", True),
        ("5 more than x", "x = 5", False),
        ("T is 1 more than B", "B + 1", False),
        ("half of x", "1/2 x", True),
    ],
)
def test_an_answer_counts_by_what_it_says(words: str, answer: str, right: bool) -> None:
    item = parsed(f'write "{words}"')
    read = DOMAIN.read_answer(item, answer)
    assert read is not None
    assert DOMAIN.grade(item, read) == right


@pytest.mark.parametrize(
    "words", ["x less than x", "3 times x plus 2", "5 less than", "the sum of 3 and 4", "0 more than x", "x"]
)
def test_what_is_unclear_is_not_read(words: str) -> None:
    assert DOMAIN.parse(f'write "{words}"') is None


WORDS = st.lists(
    st.sampled_from(
        "x y A 3 7 the sum of and less more than times twice half is for every each there are "
        "product from subtracted taken away divided into by apples as many number rows with in".split()
    ),
    max_size=12,
).map(" ".join)


@settings(max_examples=1000, deadline=None)
@given(words=WORDS)
def test_words_in_any_order_are_read_back_or_not_at_all(words: str) -> None:
    item = DOMAIN.parse(f'write "{words}"')
    if item is not None:
        again = parsed(item.text)
        assert (again, again.data) == (item, item.data)
        for name in DOMAIN.misconceptions:
            wrong = not DOMAIN.grade(item, DOMAIN.solve(item, [name]).answer)
            assert DOMAIN.shows(name, item) == wrong, (name, item)


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**6), held=st.lists(st.sampled_from(list(DOMAIN.misconceptions)), unique=True))
def test_any_mixture_of_misconceptions_comes_to_an_answer(seed: int, held: list[str]) -> None:
    item = DOMAIN.generate(PHRASES.kinds[seed % 2], None, Random(seed))
    solution = DOMAIN.solve(item, held)
    assert DOMAIN.read_answer(item, solution.answer.text) == solution.answer
    assert {step.misconception for step in solution.steps} - {None} == set(solution.fired)
