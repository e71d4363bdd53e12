from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from teachsim.errors import BadInput
from teachsim.scenario.check import check_file
from teachsim.scenario.new import NewKind, new_file
from tests.scenario.good import CRITIC, SCENARIO, STUDENT, TEACHER, write

if TYPE_CHECKING:
    from pathlib import Path

LESSON = "scenarios/fractions/unlike-denominators.yaml"


def said(folder: Path, name: str, text: str) -> list[str]:
    write(folder, {name: text})
    return [str(problem).removeprefix(f"{folder}/") for problem in check_file(folder / name)]


def test_everything_wrong_is_told_in_the_order_of_the_file(folder: Path) -> None:
    text = (
        SCENARIO.replace("goal:", "gaol:")
        .replace("[maya, ben]", "[mayya, ben]")
        .replace("practice: 6", "practice: many")
        .replace("[fraction-addition]", "[fraction-adition]")
        .replace("turns: 24", "turns: '24'")
    )
    assert said(folder, LESSON, text) == [
        f"{LESSON}:4:1: unknown key 'gaol'; did you mean 'goal'?",
        f"{LESSON}:5:12: no student 'mayya'; did you mean 'maya'?",
        f"{LESSON}:9:13: 'practice' cannot be the text 'many'; "
        "write a whole number from 1 to 100, or a list (each entry text of 1 to 200 characters)",
        f"{LESSON}:12:11: arithmetic has no item kind 'fraction-adition'; did you mean 'fraction-addition'?",
        f"{LESSON}:17:10: 'turns' cannot be the text '24'; "
        "write a whole number from 1 to 10000, without quotes: 24",
    ]


@pytest.mark.parametrize(
    ("old", "new", "remedy"),
    [
        ("age: 10", "age: ten", "write a whole number from 4 to 99"),
        ("talkative: 0.8", "talkative: 0,8", "write a number from 0 to 1, without quotes: 0.8"),
        ("name: Maya", "name: 12", "a number that is meant as text stands in quotes: '12'"),
        ("register: child", "register: chlid", "did you mean 'child'?"),
        ("register: child", "register: pirate", "write one of child, teen, plain"),
        ("id: maya", "id: Máya Ü.", "such as 'unlike-denominators': 'maya-u'"),
        ("  size-of-pieces", "  size-of-peices", "did you mean 'size-of-pieces'?"),
        ("tops-and-bottoms", "tops-and-botoms", "did you mean 'add-tops-and-bottoms'?"),
        ("tops-and-bottoms", "up", "`teachsim list misconceptions` shows all"),
    ],
)
def test_the_remedy_says_what_would_be_right(folder: Path, old: str, new: str, remedy: str) -> None:
    (problem,) = said(folder, "agents/students/maya.yaml", STUDENT.replace(old, new, 1))
    assert problem.endswith(remedy)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("practice: 6", "practice: [1/5 + 1/2, 2/3 + 1/8]"),
        ("transfer: 4", "transfer: [1/2 - 1/3]"),
        ("interventions: 4", "interventions: 0.5"),
        ("interventions: 4", "interventions: 0"),
        ("delayed_test: 7 days", "delayed_test: none"),
        ("delayed_test: 7 days", "delayed_test: 1 day"),
        ("  turns-per-item: 8\n", ""),
        ("  target: add-tops-and-bottoms\n", ""),
        ("  target: add-tops-and-bottoms\n", "  target: add-tops-and-bottoms\n  level: hard\n"),
        ("id: fractions", "kind: scenario\nid: fractions"),
    ],
)
def test_what_is_allowed_is_no_problem(folder: Path, old: str, new: str) -> None:
    assert old in SCENARIO
    assert said(folder, LESSON, SCENARIO.replace(old, new)) == []


def test_a_level_that_does_not_exist_is_refused_where_it_stands(folder: Path) -> None:
    (problem,) = said(folder, LESSON, SCENARIO.replace("  kinds:", "  level: hrad\n  kinds:"))
    assert problem == f"{LESSON}:12:10: 'level' cannot be the text 'hrad'; did you mean 'hard'?"


@pytest.mark.parametrize("text", [SCENARIO, STUDENT, TEACHER, CRITIC])
def test_a_file_outside_the_folders_is_known_by_its_keys(folder: Path, text: str) -> None:
    name = text.partition("\n")[0].removeprefix("id: ").rpartition("/")[2]
    assert said(folder, f"mine/{name}.yaml", text) == []


def test_an_item_that_is_practised_may_not_be_tested(folder: Path) -> None:
    text = SCENARIO.replace("practice: 6", "practice: [1/2 + 1/3]")
    (problem,) = said(folder, LESSON, text)
    assert problem.startswith(f"{LESSON}:10:10: the item '1/2 + 1/3' stands in practice already")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("kind", "name", "path"),
    [
        ("scenario", "subtraction/my-lesson", "scenarios/subtraction/my-lesson.yaml"),
        ("scenario", "plain", "scenarios/plain.yaml"),
        ("student", "ada", "agents/students/ada.yaml"),
        ("student", "7", "agents/students/7.yaml"),
        ("teacher", "true", "agents/teachers/true.yaml"),
        ("teacher", "1e5", "agents/teachers/1e5.yaml"),
    ],
)
def test_a_new_file_is_right_as_it_stands(kind: NewKind, name: str, path: str) -> None:
    written = new_file(kind, name)
    assert written.as_posix() == path
    assert check_file(written) == []


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("kind", "name", "remedy"),
    [
        ("student", "Max Müller", "'max-muller'"),
        ("student", "a/b", "'a-b'"),
        ("scenario", "../escape", "'escape'"),
        ("scenario", "/etc/lesson", "'etc/lesson'"),
        ("scenario", "a//b", "'a/b'"),
        ("teacher", "", "'my-teacher'"),
        ("teacher", "asker.yaml", "'asker-yaml'"),
        ("teacher", "x" * 81, "such as"),
        ("teacher", "a\0b", "'a-b'"),
    ],
)
def test_a_bad_name_is_refused_with_a_better_one(kind: NewKind, name: str, remedy: str) -> None:
    with pytest.raises(BadInput) as caught:
        new_file(kind, name)
    assert remedy in (caught.value.remedy or "")


def test_a_new_file_never_replaces_another(folder: Path) -> None:
    with pytest.raises(BadInput, match="already"):
        new_file("student", "maya")
    assert (folder / "agents/students/maya.yaml").read_text() == STUDENT


def test_two_students_of_one_name_cannot_be_told_apart(folder: Path) -> None:
    ben = STUDENT.replace("id: maya", "id: ben")
    write(folder, {"agents/students/ben.yaml": ben})
    assert said(folder, LESSON, SCENARIO) == [
        f"{LESSON}:5:18: 'ben' and 'maya' are both called 'Maya'; "
        "give one of the cards another `name`, or take another student"
    ]
