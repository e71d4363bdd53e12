"""The guard tells a strong model's wordings that carry the act from those that do not.

The wordings in tests/data/model_wordings.jsonl were written before the guard was tried on them, and split by
coin: the guard was mended on `tune` alone, and what it does with `report` is only told here.
"""

from __future__ import annotations

import pytest

from benchmarks.model_wordings import reason, rows, shares

TUNE = rows("tune")


def name(row):
    return f"{row['item']}: {row['says'][:50]}"


def test_there_are_as_many_good_wordings_as_bad_ones_and_none_twice():
    both = rows()
    assert sum(row["bad"] is None for row in both) == 123 == sum(row["bad"] is not None for row in both)
    assert len({(row["item"], row["act"], row["says"]) for row in both}) == len(both)


@pytest.mark.parametrize("row", [row for row in TUNE if row["bad"]], ids=name)
def test_a_wording_that_says_something_else_is_refused(row):
    assert reason(row) is not None


def test_most_wordings_that_carry_the_act_are_said():
    said, good, _, _ = shares("tune")
    assert said >= 0.85 * good


def test_on_wordings_that_it_was_not_mended_on_the_guard_does_nearly_as_well():
    said, good, refused, bad = shares("report")
    assert said >= 0.8 * good
    assert refused >= 0.9 * bad
