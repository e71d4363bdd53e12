"""Concepts, hints and misleading hints: they help or mislead, and never give the answer."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

from teachsim.domains.aids import aids
from teachsim.domains.registry import domain, domains
from tests.snippets import LOOP, SNIPPETS

if TYPE_CHECKING:
    from teachsim.domains.base import Item

ARITHMETIC, ALGEBRA = domain("arithmetic"), domain("algebra")


def item(text: str) -> Item:
    found = ARITHMETIC.parse(text)
    assert found is not None
    return found


def test_the_concepts_are_what_the_right_solution_needs() -> None:
    found = aids(ARITHMETIC, item("52 - 38"))
    assert found.concepts == tuple(ARITHMETIC.ideas[slot].name for slot in ARITHMETIC.slots(item("52 - 38")))
    assert set(found.hints) <= {hint for idea in ARITHMETIC.ideas.values() for hint in idea.hints}
    assert found.hints


def test_what_misleads_is_what_holders_of_a_misconception_that_shows_here_believe() -> None:
    found = aids(ARITHMETIC, item("52 - 38"))
    assert "smaller-from-larger" in {one.misconception for one in found.misleading}
    for one in found.misleading:
        assert one.text in ARITHMETIC.misconceptions[one.misconception].belief
        assert ARITHMETIC.shows(one.misconception, item("52 - 38"))


def test_where_no_misconception_shows_nothing_misleads() -> None:
    assert aids(ARITHMETIC, item("88 - 32")).misleading == ()


def test_nothing_contains_the_right_answer_on_any_kind() -> None:
    for one in domains().values():
        for kind in one.kinds:
            for seed in range(3):
                drawn = one.generate(kind, None, Random(seed))
                answer = one.solve(drawn).answer.text
                found = aids(one, drawn)
                assert found.concepts, drawn.text
                said = [*found.concepts, *found.hints, *(wrong.text for wrong in found.misleading)]
                word = re.compile(rf"(?<![\w./]){re.escape(answer)}(?![\w/]|\.\d)", re.IGNORECASE)
                assert not [line for line in said if word.search(line)], drawn.text


def test_a_sentence_that_holds_the_answer_is_left_out() -> None:
    growth = ALGEBRA.parse("linear, exponential or something else: 4, 16, 64, 256")
    assert growth is not None
    assert ALGEBRA.solve(growth).answer.text == "exponential"
    belief = ALGEBRA.misconceptions["exponential-only-doubling"].belief
    assert "exponential" in belief[0].lower()
    said = dict(aids(ALGEBRA, growth).misleading)
    assert said["exponential-only-doubling"] in belief[1:]


def test_a_domain_of_another_kind_has_aids_too() -> None:
    drawn = SNIPPETS.generate(LOOP, None, Random(1))
    found = aids(SNIPPETS, drawn)
    assert found.concepts
    assert found.misleading
