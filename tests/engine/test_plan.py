"""The items of a session: as hard as the scenario says, where it says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from teachsim.domains.grading import LEVELS, Level, level_of
from teachsim.domains.registry import domain
from teachsim.engine.plan import plan
from teachsim.errors import BadInput
from teachsim.scenario.load import load_scenario

if TYPE_CHECKING:
    from teachsim.engine.events import Plan, PlannedItem

ARITHMETIC = domain("arithmetic")
LESSON = load_scenario("subtraction/borrowing")


def planned(level: Level | None, **changes: object) -> Plan:
    items = LESSON.items.model_copy(update={"level": level, **changes})
    return plan(LESSON.model_copy(update={"items": items}), ARITHMETIC, seed=1)


def levels(items: tuple[PlannedItem, ...]) -> list[str]:
    found = [ARITHMETIC.parse(item.text) for item in items]
    return [level_of(ARITHMETIC, item) for item in found if item is not None]


@pytest.mark.parametrize("level", LEVELS)
def test_practice_and_near_items_are_of_the_level_and_show_the_target(level: Level) -> None:
    found = planned(level)
    assert levels(found.practice) == [level] * 6
    assert levels(found.near) == [level] * 6
    for one in (*found.practice, *found.near):
        item = ARITHMETIC.parse(one.text)
        assert item is not None
        assert ARITHMETIC.shows("smaller-from-larger", item)


def test_without_a_level_and_for_transfer_items_come_as_they_do() -> None:
    assert len(set(levels(planned(None).practice))) > 1
    assert len(planned("hard").transfer) == 4


def test_items_that_the_scenario_names_stay_whatever_the_level() -> None:
    found = planned("hard", practice=("52 - 38",))
    assert [item.text for item in found.practice] == ["52 - 38"]


def test_a_level_with_too_few_items_is_refused() -> None:
    with pytest.raises(BadInput, match="different items found for negative-powers at the level easy"):
        planned("easy", kinds=("negative-powers",), target=None, practice=50)
