"""The orderings of the learning literature, on a seeded population of a thousand."""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks.ordinals import checks

NOT_IN_A_SCENARIO = {
    6: "six turns there are a whole course, after which finding out is ahead at once",
    13: "six turns there come near to all that can be learned, at half the engagement too",
    17: "a scenario is one sitting: easy recall takes nothing from what is learned",
}


@cache
def made(setting, number):
    return checks(setting, number, 0)


@pytest.mark.parametrize("check", range(1, 18))
def test_the_ordering_holds_in_the_population(check):
    found = [one for one in made("population", 1000) if one.number == str(check)]
    assert found
    assert [one for one in found if not one.holds] == []


@pytest.mark.parametrize("check", sorted(set(range(1, 18)) - set(NOT_IN_A_SCENARIO)))
def test_the_ordering_holds_in_a_scenario_too(check):
    found = [one for one in made("scenario", 300) if one.number == str(check)]
    assert found
    assert [one for one in found if not one.holds] == []
