"""Solvers and marks beside sympy, and mal-rules on random and hostile texts: a part of what is measured."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.agreement import agreement, judged
from benchmarks.hardiness import SORTS, worked
from benchmarks.oracle import JUDGES, NOT_JUDGED
from teachsim.domains.expressions.agenda import CAP
from teachsim.domains.registry import domains

SLOW = frozenset(
    "proportion ratio one-sided-equation both-sides-equation bracket-equation fraction-equation like-terms "
    "expanding squares bracket-products letter-range true-if always-sometimes-never factored-inequality "
    "linear-or-not blank ratio-missing substitution table-value table-rule line-part".split()
)
"""Kinds of which sympy judges fewer than a hundred in a second."""


def test_every_kind_is_judged_by_sympy_or_has_a_reason_not_to_be() -> None:
    kinds = {kind for domain in domains().values() for kind in domain.kinds}
    assert set(JUDGES) | set(NOT_JUDGED) == kinds
    assert not set(JUDGES) & set(NOT_JUDGED)


@pytest.mark.parametrize("kind", judged())
def test_solutions_and_marks_are_as_sympy_has_them(kind: str) -> None:
    found = agreement(kind, items=6 if kind in SLOW else 50)
    assert found.marked
    assert not found.wrong_solutions
    assert not found.wrong_marks


@pytest.mark.parametrize(
    ("kind", "item", "answer", "right"),
    [
        ("mixed-subtraction", "7 - 2 1/3", "4 2/3", True),
        ("mixed-subtraction", "7 - 2 1/3", "5 1/3", False),
        ("fraction-simplifying", "simplify 6/9", "2/3", True),
        ("fraction-simplifying", "simplify 6/9", "6/9", False),
        ("mixed-to-improper", "write 3 5/6 as an improper fraction", "3 5/6", False),
        ("decimal-division", "4.72 ÷ 3", "1.573", None),  # right when rounded
        ("decimal-division", "4.72 ÷ 3", "1.571", False),
        ("fraction-equation", "9 - 1/3 n = 15", "n = -18", True),
        ("fraction-equation", "9 - 1/3 n = 15", "n = 18", False),
        ("squares", "(y - 5)^2", "y^2 - 10y + 25", True),
        ("squares", "(y - 5)^2", "y^2 - 5y - 5y + 25", False),  # not finished
        ("proportion", "4/7 = x/21", "x = 12", True),
        ("always-sometimes-never", "always, sometimes or never: b = b + 3", "never true", True),
        ("factored-inequality", "(t - 2)^2 < 6t - 12", "2 < t < 8", True),
        ("factored-inequality", "(t - 2)^2 < 6t - 12", "2 < t < 9", False),
    ],
)
def test_the_oracle_can_tell_right_from_wrong(kind: str, item: str, answer: str, right: bool | None) -> None:
    assert JUDGES[kind](item, answer) is right


@pytest.mark.parametrize("sort", SORTS)
def test_no_mal_rule_loops_or_crashes_on_what_is_drawn(sort: str) -> None:
    found = [worked(SORTS[sort](Random(f"test/{sort}/{n}"))) for n in range(150)]
    assert not [one for one in found if one.fault]
    assert max(one.most_steps for one in found) <= 2 * CAP
    assert any(one.read for one in found)
