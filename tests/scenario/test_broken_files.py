from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from teachsim.errors import BadFile
from teachsim.scenario.check import check_file
from teachsim.scenario.load import load_critic, load_scenario, load_student, load_teacher
from tests.scenario.broken import BROKEN, Broken
from tests.scenario.good import FILES

if TYPE_CHECKING:
    from pathlib import Path

LOADERS = {
    "scenarios": load_scenario,
    "students": load_student,
    "teachers": load_teacher,
    "critics": load_critic,
}


def test_there_are_two_hundred_different_broken_files() -> None:
    assert len(BROKEN) >= 200
    assert len({broken.id for broken in BROKEN}) == len(BROKEN)
    assert len({(broken.path, broken.content) for broken in BROKEN}) == len(BROKEN)


@pytest.mark.parametrize("path", FILES)
def test_the_files_they_are_made_from_are_without_fault(folder: Path, path: str) -> None:
    assert check_file(folder / path) == []


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.id)
def test_a_broken_file_gets_a_place_a_message_and_a_remedy(folder: Path, broken: Broken) -> None:
    path = folder / broken.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(broken.content)

    problems = check_file(path)

    assert problems
    for problem in problems:
        place = re.fullmatch(r"(.*):([1-9]\d*):([1-9]\d*)", problem.place or "")
        assert place is not None, problem
        assert place[1] == str(path)
        assert problem.message
        assert len(problem.message) < 400
        assert problem.remedy
        assert problem.message.isprintable()
        assert problem.remedy.isprintable()
    if broken.line is not None:
        assert f":{broken.line}:" in (problems[0].place or ""), [str(p) for p in problems]


@pytest.mark.parametrize("broken", [b for b in BROKEN if "elsewhere" not in b.path], ids=lambda b: b.id)
def test_a_broken_file_is_not_loaded(folder: Path, broken: Broken) -> None:
    path = folder / broken.path
    path.write_bytes(broken.content)
    load = next(loader for part, loader in LOADERS.items() if part in broken.path)
    with pytest.raises(BadFile) as caught:
        load(str(path))
    assert caught.value.exit_code == 2
