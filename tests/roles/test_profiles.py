"""Students drawn at random hold what is held as often as it is held."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from statistics import fmean, median, stdev
from types import SimpleNamespace

import pytest

from teachsim.domains.registry import domain
from teachsim.errors import BadInput
from teachsim.roles.student.parameters import PARAMETERS, PUPILS
from teachsim.roles.student.profiles import WITHOUT_ANY, held, random_profile, shares
from teachsim.roles.student.student import SymbolicStudent
from teachsim.roles.teacher.belief import prior, relevant

D = domain("arithmetic")
DECIMALS = ("decimal-comparison",)
SUBTRACTION = ("whole-subtraction",)


def test_published_shares_are_used_and_the_median_of_them_stands_in_elsewhere():
    found = {one.misconception: one for one in shares(D, DECIMALS)}
    assert found["longer-is-larger"].share == D.misconceptions["longer-is-larger"].frequency
    known = [one.share for one in found.values() if one.published]
    others = [one.share for one in found.values() if not one.published]
    assert known
    assert others
    assert set(others) == {median(known)}


def test_a_class_holds_misconceptions_in_the_proportion_of_their_shares():
    of = shares(D, ("whole-subtraction",))
    drawn = Counter(m for n in range(4000) for m in held(D, of, Random(n), at_least_one=False))
    for one in of:
        assert drawn[one.misconception] / 4000 == pytest.approx(one.share, abs=0.02)


def test_a_student_who_is_to_be_taught_holds_something_and_no_two_things_at_one_slot():
    for n in range(300):
        card = random_profile(D, ("whole-subtraction",), Random(n)).card
        slots = [D.misconceptions[one.misconception].slot for one in card.holds]
        assert slots
        assert len(set(slots)) == len(slots)


def test_the_same_generator_draws_the_same_student():
    assert random_profile(D, DECIMALS, Random(3)) == random_profile(D, DECIMALS, Random(3))
    assert random_profile(D, DECIMALS, Random(3)).card != random_profile(D, DECIMALS, Random(4)).card


def test_strengths_and_pace_vary_as_the_setting_says():
    cards = [random_profile(D, DECIMALS, Random(n), setting="population").card for n in range(1500)]
    strengths = [one.strength for card in cards for one in card.holds]
    spread = PUPILS["population"]
    assert fmean(strengths) == pytest.approx(spread.wrong.mean, abs=0.03)
    assert stdev(strengths) == pytest.approx(spread.wrong.sd, abs=0.03)
    assert stdev(card.traits.pace for card in cards) == pytest.approx(spread.pace.sd, abs=0.03)


def test_a_quick_student_learns_at_a_multiple_of_its_setting_s_rate():
    card = random_profile(D, DECIMALS, Random(1), setting="population").card
    quick = card.model_copy(update={"traits": card.traits.model_copy(update={"pace": 1.5})})
    assert SymbolicStudent(quick, D, 1).how.rate == pytest.approx(1.5 * PARAMETERS["population"].rate)


@pytest.mark.parametrize("kinds", [("no-such-kind",), ("decimal-comparisn",)])
def test_a_kind_that_there_is_not_is_refused(kinds):
    with pytest.raises(BadInput, match="no kind of item"):
        random_profile(D, kinds, Random(1))


def test_shares_known_in_part_leave_a_teacher_s_prior_even():
    belief = prior(D, relevant(D, DECIMALS))
    assert len({belief[h] for h in relevant(D, DECIMALS)}) == 1


def with_frequencies(frequencies):
    """Whole-number subtraction where these are the only shares known; the others' are left out."""
    known = {
        name: replace(m, frequency=frequencies.get(name))
        for name, m in D.misconceptions.items()
        if SUBTRACTION[0] in m.kinds
    }
    return SimpleNamespace(name=D.name, kinds=D.kinds, misconceptions=known)


def test_a_misconception_that_nobody_holds_does_not_set_the_share_of_the_others():
    one_only = with_frequencies({"smaller-from-larger": 0.0})
    found = {s.misconception: s.share for s in shares(one_only, SUBTRACTION)}
    assert found.pop("smaller-from-larger") == 0
    assert set(found.values()) == {WITHOUT_ANY}


def test_where_every_share_is_0_nobody_is_drawn():
    nobody = dict.fromkeys(D.misconceptions, 0.0)
    with pytest.raises(BadInput, match="the frequency 0"):
        shares(with_frequencies(nobody), SUBTRACTION)
