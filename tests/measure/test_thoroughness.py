"""Questions against reference questions: the worked numbers."""

from __future__ import annotations

import pytest

from teachsim.measure.thoroughness import thoroughness

WEIGHTS = {("A", "X"): 0.6, ("A", "Y"): 0.5, ("B", "X"): 0.5, ("B", "Y"): 0.1}


def test_two_of_three_that_are_the_same():
    assert thoroughness("abc", "bcd") == pytest.approx((2, 2 / 3, 2 / 3, 2 / 3))


def test_the_best_matching_is_not_the_greedy_one():
    found = thoroughness(["A", "B"], ["X", "Y", "Z"], lambda a, b: WEIGHTS.get((a, b), 0.0))
    assert found == pytest.approx((1.0, 0.5, 1 / 3, 0.4))


def test_likeness_is_of_what_was_said_to_what_should_have_been_whichever_are_more():
    found = thoroughness(["A", "B", "C"], ["X", "Y"], lambda a, b: WEIGHTS.get((a, b), 0.0))
    assert found.matched == pytest.approx(1.0)
    assert found.precision == pytest.approx(1 / 3)


def test_nothing_said_is_no_precision_and_no_error():
    assert thoroughness([], ["X"]) == (0.0, None, 0.0, None)
    assert thoroughness(["A"], []) == (0.0, 0.0, None, None)
    assert thoroughness(["A"], ["X"]).f1 == 0.0
