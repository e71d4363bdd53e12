from __future__ import annotations

from importlib.metadata import EntryPoint, EntryPoints
from typing import TYPE_CHECKING

import pytest

import teachsim.scenario.load as load_module
from teachsim.engine.cards import TeacherCard
from teachsim.errors import BadFile, BadInput
from teachsim.scenario import find as find_module
from teachsim.scenario.find import find, find_scenarios
from teachsim.scenario.load import load_critic, load_scenario, load_student, load_teacher
from tests.scenario.good import SCENARIO, TEACHER, write

if TYPE_CHECKING:
    from pathlib import Path

LESSON = "fractions/unlike-denominators"


@pytest.mark.usefixtures("folder")
def test_a_scenario_is_loaded_by_its_name() -> None:
    scenario = load_scenario(LESSON)
    assert scenario.id == LESSON
    assert scenario.items.near == ("1/2 + 1/3", "1/4 + 2/3")
    assert scenario.budget.turns_per_item == 8
    assert scenario.delayed_days == 7


def test_a_scenario_is_loaded_by_its_path(folder: Path) -> None:
    assert load_scenario(f"./scenarios/{LESSON}.yaml") == load_scenario(
        str(folder / f"scenarios/{LESSON}.yaml")
    )


@pytest.mark.usefixtures("folder")
def test_agents_are_loaded_by_their_names() -> None:
    assert load_student("maya").traits.asks_for_help == 0.2
    assert load_teacher("asker").policy == "socratic"
    assert load_critic("observer").checks == ("answer-given-away", "too-long")


def test_a_card_anywhere_may_be_used_by_its_path(folder: Path) -> None:
    write(folder, {"mine/asker.yaml": TEACHER})
    assert load_teacher("mine/asker.yaml").id == "asker"


def test_no_delayed_test_means_no_days(folder: Path) -> None:
    write(folder, {f"scenarios/{LESSON}.yaml": SCENARIO.replace("7 days", "none")})
    assert load_scenario(LESSON).delayed_days is None


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("fractions/unlike-denominator", LESSON),
        ("unlike-denominators", LESSON),
        ("fraction/unlike-denominators", LESSON),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(name: str, meant: str) -> None:
    with pytest.raises(BadInput) as caught:
        load_scenario(name)
    assert caught.value.remedy == f"did you mean {meant!r}?"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "name", ["", "zzyzx", "../../etc/passwd", "/etc/passwd", "~/nothing.yaml", "x" * 5000, "a\0b"]
)
def test_a_name_that_means_nothing_is_refused(name: str) -> None:
    for load in (load_scenario, load_student, load_teacher, load_critic):
        with pytest.raises(BadInput) as caught:
            load(name)
        assert caught.value.remedy


def test_a_card_of_another_kind_is_refused(folder: Path) -> None:
    with pytest.raises(BadFile, match="this is a teacher, where a student is wanted"):
        load_student(str(folder / "agents/teachers/asker.yaml"))


def test_a_bad_card_is_refused_with_all_its_problems(folder: Path) -> None:
    write(folder, {"agents/students/maya.yaml": "id: maya\nname: 3\nage: old\nhat: red\n"})
    with pytest.raises(BadFile) as caught:
        load_student("maya")
    assert len(caught.value.problems) == 3


def test_the_working_folder_comes_before_what_is_shipped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = folder / "shipped"
    write(shipped, {
        "scenarios/subtraction/borrowing.yaml": SCENARIO,
        f"scenarios/{LESSON}.yaml": "the other one",
        "agents/teachers/teller.yaml": TEACHER.replace("asker", "teller"),
    })  # fmt: skip
    monkeypatch.setattr(find_module, "_roots", lambda: (folder, shipped))
    assert find_scenarios() == {
        LESSON: folder / f"scenarios/{LESSON}.yaml",
        "subtraction/borrowing": shipped / "scenarios/subtraction/borrowing.yaml",
    }
    assert list(find("teacher")) == ["asker", "teller"]
    assert load_teacher("teller").id == "teller"


def offering(monkeypatch: pytest.MonkeyPatch, value: object) -> None:
    """Let an installed package offer the teacher `guest`."""

    class Offer(EntryPoint):
        def load(self) -> object:
            if isinstance(value, Exception):
                raise value
            return value

    def offers(group: str, name: str) -> EntryPoints:
        wanted = (group, name) == ("teachsim.teachers", "guest")
        return EntryPoints([Offer("guest", "guests:card", group)] if wanted else [])

    monkeypatch.setattr(load_module, "entry_points", offers)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "value",
    [
        TeacherCard(id="guest", policy="teller"),
        {"id": "guest", "policy": "teller"},
        lambda: TeacherCard(id="guest", policy="teller"),
    ],
)
def test_another_package_can_offer_a_teacher(monkeypatch: pytest.MonkeyPatch, value: object) -> None:
    offering(monkeypatch, value)
    assert load_teacher("guest").policy == "teller"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("value", [{"id": "guest"}, 7, ImportError("no module guests"), lambda: 1 / 0])
def test_an_offer_that_cannot_be_used_is_the_package_s_fault(
    monkeypatch: pytest.MonkeyPatch, value: object
) -> None:
    offering(monkeypatch, value)
    with pytest.raises(BadInput, match="guests"):
        load_teacher("guest")


def test_a_scenario_may_use_what_another_package_offers(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offering(monkeypatch, {"id": "guest", "policy": "teller"})
    write(folder, {f"scenarios/{LESSON}.yaml": SCENARIO.replace("teacher: asker", "teacher: guest")})
    assert load_scenario(LESSON).teacher == "guest"


def test_a_file_comes_before_what_a_package_offers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offering(monkeypatch, {"id": "guest", "policy": "teller"})
    write(folder, {"agents/teachers/guest.yaml": TEACHER.replace("asker", "guest")})
    assert load_teacher("guest").policy == "socratic"
