"""All topics of arithmetic together: none claims another's items, and every misconception is its own."""

from __future__ import annotations

import re
from itertools import chain, combinations
from random import Random

import pytest

from teachsim.domains.arithmetic.decimals import DECIMALS
from teachsim.domains.arithmetic.domain import Arithmetic
from teachsim.domains.arithmetic.exponents import EXPONENTS
from teachsim.domains.arithmetic.fractions import FRACTIONS
from teachsim.domains.arithmetic.multiplication import MULTIPLICATION
from teachsim.domains.arithmetic.order import ORDER
from teachsim.domains.arithmetic.percent import PERCENT
from teachsim.domains.arithmetic.signed import SIGNED
from teachsim.domains.arithmetic.whole import WHOLE

TOPICS = (WHOLE, FRACTIONS, DECIMALS, MULTIPLICATION, SIGNED, ORDER, EXPONENTS, PERCENT)
NEW = TOPICS[3:]
DOMAIN = Arithmetic(TOPICS)
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


@pytest.mark.parametrize("topic", NEW, ids=lambda topic: topic.name)
def test_an_item_tells_any_two_misconceptions_apart(topic: object) -> None:
    domain = Arithmetic([topic])  # type: ignore[list-item]
    items = [domain.generate(kind, None, Random(seed)) for kind in domain.kinds for seed in range(60)]
    for one, two in combinations(domain.misconceptions, 2):
        tables = (domain.predict(item, [one, two]) for item in items)
        assert any(table[one] != table[two] for table in tables), (one, two)


@pytest.mark.parametrize(
    "text", ["9" * 190, "(" * 190, "1 - " * 45 + "1", "2^" * 60 + "2", "3(" * 60, "-" * 150 + "1"]
)
def test_hostile_texts_are_refused_at_once(text: str) -> None:
    assert all(topic.parse(text) is None for topic in NEW)
