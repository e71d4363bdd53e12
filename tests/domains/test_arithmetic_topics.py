"""All topics of arithmetic together, and what holds of each of them alone.

Together: none claims another's items, and every misconception is its own.
Alone: the claims against the rules, and the checks.
"""

from __future__ import annotations

import re
from itertools import chain, combinations
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.domains.arithmetic.decimals import DECIMALS
from teachsim.domains.arithmetic.domain import Arithmetic
from teachsim.domains.arithmetic.exponents import EXPONENTS
from teachsim.domains.arithmetic.fractions import FRACTIONS
from teachsim.domains.arithmetic.multiplication import MULTIPLICATION
from teachsim.domains.arithmetic.order import ORDER
from teachsim.domains.arithmetic.percent import PERCENT
from teachsim.domains.arithmetic.signed import SIGNED
from teachsim.domains.arithmetic.whole import WHOLE
from tests.domains.conformance import CHECKS
from tests.domains.topics import (
    checks_are_fair,
    comes_to_an_answer,
    every_slot_and_rule_is_spoken_for,
    guesses,
    ideas_fit_any_item,
    no_check_sounds_like_an_idea,
    reads_back,
    shows_on_its_kinds_and_on_what_refutes_it,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.domains.base import Domain, Item
    from teachsim.domains.topical import Topic

TOPICS = (WHOLE, FRACTIONS, DECIMALS, MULTIPLICATION, SIGNED, ORDER, EXPONENTS, PERCENT)
NEW = TOPICS[3:]
DOMAIN = Arithmetic(TOPICS)
ALONE = {topic.name: Arithmetic([topic]) for topic in NEW}
each_alone = pytest.mark.parametrize("domain", ALONE.values(), ids=ALONE)
ODD = """
4 - 9 | 9 - 4 | -9 + 4 | 3 × 4 | 3 × -4 | 0.3 × 4 | 1/2 × 3 | 12 ÷ 4 | 12 ÷ 1/2 | 12 / 4 | 12/4 | 3 - 1/2
0.5 - 0.7 | -0.5 + 1 | 4(5) | (4)(5) | (-4)(5) | 3 + 4 × 5 | 3^2 | 3^2 + 4 | 20% of 60 | 3 × 0.5 + 1
8 - 3 = x | -8 - 3 = x | 3/4 of 60 | 1 1/2 × 2 | 7 - 2 1/3 | 10 × 10% | 5 + (-9) | 0 - 5 | 2 × (3) | (3) - (5)
"""


def test_no_text_is_claimed_by_two_topics() -> None:
    rng = Random(1)
    fresh = (DOMAIN.generate(kind, None, rng).text for kind in DOMAIN.kinds for _ in range(300))
    odd = re.split(r"[|\n]", ODD)
    for text in chain(odd, fresh):
        claimed = [topic.name for topic in TOPICS if topic.parse(text)]
        assert len(claimed) <= 1, (text, claimed)


def test_names_are_used_once() -> None:
    for names in (
        [kind for topic in TOPICS for kind in topic.kinds],
        [slot for topic in TOPICS for slot in topic.book.right],
        [rule for topic in TOPICS for rule in topic.book.wrong],
        [name for topic in TOPICS for name in topic.claims],
    ):
        assert len(names) == len(set(names))


@each_alone
def test_an_item_tells_any_two_misconceptions_apart(domain: Domain) -> None:
    items = [domain.generate(kind, None, Random(seed)) for kind in domain.kinds for seed in range(60)]
    for one, two in combinations(domain.misconceptions, 2):
        tables = (domain.predict(item, [one, two]) for item in items)
        assert any(table[one] != table[two] for table in tables), (one, two)


@pytest.mark.parametrize(
    "text", ["9" * 190, "(" * 190, "1 - " * 45 + "1", "2^" * 60 + "2", "3(" * 60, "-" * 150 + "1"]
)
def test_hostile_texts_are_refused_at_once(text: str) -> None:
    assert all(topic.parse(text) is None for topic in NEW)


def _products() -> st.SearchStrategy[str]:
    points = st.tuples(st.sampled_from(["", "0", "1", "7", "24", "105"]), st.from_regex(r"\A[0-9]{1,3}\Z"))
    numbers = st.one_of(st.integers(0, 9999).map(str), points.map(".".join))
    return st.tuples(numbers, st.sampled_from("×÷"), numbers).map(" ".join)


def _signed() -> st.SearchStrategy[str]:
    numbers = st.integers(-30, 30)
    return st.tuples(numbers, st.sampled_from("+-×÷"), numbers).map("{0[0]} {0[1]} ({0[2]})".format)


SHAPES = (
    "a?b?c",
    "a?b?c?d",
    "a?(b?c)",
    "a(b?c)",
    "(a?b)?c",
    "a?b(c?d)",
    "(a?b)(c?d)",
    "a?(b?(c?d))",
    "(a?b)/c",
)


@st.composite
def _orders(draw: st.DrawFn) -> str:
    shape = draw(st.sampled_from(SHAPES))
    signs, numbers = st.sampled_from("+-×÷"), st.integers(0, 12)
    return "".join(
        f" {draw(signs)} " if part == "?" else str(draw(numbers)) if part.isalpha() else part
        for part in shape
    )


def _powers() -> st.SearchStrategy[str]:
    powers = st.tuples(st.integers(1, 7), st.integers(0, 4)).map("{0[0]}^{0[1]}".format)
    signs = st.sampled_from("+-×")
    return st.one_of(
        st.tuples(st.integers(0, 12), st.integers(-6, 7)).map("{0[0]}^{0[1]}".format),
        st.tuples(powers, signs, powers).map(" ".join),
        st.tuples(powers, signs, powers, signs, powers).map(" ".join),
        st.tuples(st.integers(1, 6), st.integers(0, 4), st.integers(0, 4)).map(
            "{0[0]}^{0[1]} × {0[0]}^{0[2]}".format
        ),
    )


def _percents() -> st.SearchStrategy[str]:
    numbers = st.one_of(st.integers(1, 500).map(str), st.sampled_from(["2.5", "0.5", "12.5", "33.3"]))
    forms = (
        "{0[0]}% of {0[1]}",
        "what percent of {0[0]} is {0[1]}",
        "{0[1]} is {0[0]}% of what",
        "what percent of {0[0]} is left after {0[1]}",
    )
    return st.one_of(*(st.tuples(numbers, numbers).map(form.format) for form in forms))


TEXTS = {
    MULTIPLICATION.name: _products(),
    SIGNED.name: _signed(),
    ORDER.name: _orders(),
    EXPONENTS.name: _powers(),
    PERCENT.name: _percents(),
}
# Each domain with the items drawn for it: not only those it would make up itself.
each_drawn = pytest.mark.parametrize(
    ("domain", "items"),
    [(domain, TEXTS[name].map(domain.parse).filter(bool)) for name, domain in ALONE.items()],
    ids=ALONE,
)


@pytest.mark.parametrize("check", CHECKS)
@each_alone
def test_a_topic_conforms(domain: Domain, check: Callable[[Domain], None]) -> None:
    check(domain)


@each_drawn
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_every_claim_says_exactly_when_a_holder_is_wrong(
    domain: Domain, items: st.SearchStrategy[Item], data: st.DataObject
) -> None:
    item = data.draw(items)
    for name in domain.misconceptions:
        wrong = any(not domain.grade(item, way.solution.answer) for way in domain.ways(item, [name]))
        assert domain.shows(name, item) == wrong, name


@each_drawn
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_any_mixture_of_misconceptions_comes_to_an_answer(
    domain: Domain, items: st.SearchStrategy[Item], data: st.DataObject
) -> None:
    held = st.lists(st.sampled_from(list(domain.misconceptions)), max_size=4, unique=True)
    comes_to_an_answer(domain, data.draw(items), data.draw(held))


@each_drawn
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_an_item_reads_back_as_it_is_printed(
    domain: Domain, items: st.SearchStrategy[Item], data: st.DataObject
) -> None:
    reads_back(domain, data.draw(items))


@each_drawn
@settings(max_examples=200, deadline=None)
@given(data=st.data(), seed=st.integers(0, 999))
def test_checks_can_be_recognised_and_never_refute_a_right_answer(
    domain: Domain, items: st.SearchStrategy[Item], data: st.DataObject, seed: int
) -> None:
    name = st.sampled_from(list(domain.misconceptions))
    checks_are_fair(domain, data.draw(items), data.draw(name), seed)


@pytest.mark.parametrize(
    ("topic", "name"), [(topic, name) for topic, domain in ALONE.items() for name in domain.misconceptions]
)
def test_a_misconception_shows_on_its_kinds_and_on_what_refutes_it(topic: str, name: str) -> None:
    shows_on_its_kinds_and_on_what_refutes_it(ALONE[topic], name)


@pytest.mark.parametrize("topic", NEW, ids=lambda topic: topic.name)
def test_every_slot_and_rule_is_spoken_for(topic: Topic) -> None:
    every_slot_and_rule_is_spoken_for(ALONE[topic.name], topic)


@each_alone
def test_no_check_sounds_like_a_question_about_an_idea(domain: Domain) -> None:
    no_check_sounds_like_an_idea(domain, guesses(domain, 50))


@each_alone
def test_ideas_fit_any_item_and_every_question_has_its_answer(domain: Domain) -> None:
    ideas_fit_any_item(domain)
    assert all(len(idea.asks) == len(idea.answers) for idea in domain.ideas.values())


@each_alone
def test_a_check_asks_one_thing_at_a_time(domain: Domain) -> None:
    for item, answer in guesses(domain, 20):
        for check in domain.checks(item, answer):
            assert all(ask.count("?") <= 1 for ask in check.asks), check
