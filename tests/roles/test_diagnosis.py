"""Three telling items and their answers put the misconception that is held first."""

from __future__ import annotations

from benchmarks.diagnosis import TARGET, rate

DRAWS = 300
"""Of (misconception, three items, slips); `make measure` takes ten times as many."""


def test_the_held_misconception_is_first_in_nineteen_draws_of_twenty() -> None:
    assert TARGET == 0.95
    assert rate(DRAWS) >= TARGET
