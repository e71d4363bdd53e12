from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.scenario.broken import BROKEN, LESSON, Broken
from tests.scenario.good import TEACHER, write

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("students-is-text", "key-misspelt-goal", "utf-16", "bomb", "tab-in-the-indent", "policy-misspelt")
SAMPLE = [broken for broken in BROKEN if broken.id in NAMES]


def check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "teachsim", "check", *arguments],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("broken", SAMPLE, ids=lambda broken: broken.id)
def test_a_broken_file_ends_in_exit_code_2_and_a_message(tmp_path: Path, broken: Broken) -> None:
    path = tmp_path / broken.path
    path.parent.mkdir(parents=True)
    path.write_bytes(broken.content)
    done = check(tmp_path, broken.path)
    assert done.returncode == 2
    assert re.search(rf"{re.escape(broken.path)}:\d+:\d+: \S", done.stderr)
    assert "Traceback" not in done.stderr + done.stdout


def test_the_json_of_a_broken_file_names_class_message_place_and_remedy(tmp_path: Path) -> None:
    write(tmp_path, {LESSON: "id: [\n"})
    done = check(tmp_path, LESSON, "--json")
    assert done.returncode == 2
    error = json.loads(done.stdout)["error"]
    assert set(error) >= {"class", "message", "place", "remedy"}
    assert error["place"].startswith(f"{LESSON}:")


def test_a_good_file_ends_in_exit_code_0(tmp_path: Path) -> None:
    write(tmp_path, {"agents/teachers/asker.yaml": TEACHER})
    assert check(tmp_path, "agents/teachers/asker.yaml").returncode == 0
