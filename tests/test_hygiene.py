"""What the project promises about itself: a light start, docstrings, plain locks, a whole wheel."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "teachsim").rglob("*.py"))
LOCKS = sorted(ROOT.glob("requirements*.txt"))


def test_help_loads_neither_textual_nor_sympy_nor_networkx_nor_what_talks_to_models() -> None:
    code = "import sys, teachsim.cli.main; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not {"aiohttp", "litellm", "textual", "sympy", "networkx"} & set(done.stdout.split())


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))


def test_the_locks_are_there() -> None:
    assert [path.name for path in LOCKS] == [
        "requirements-build.txt",
        "requirements-dev.txt",
        "requirements.txt",
    ]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_pins_by_hash_and_names_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|--index|--extra-index|--find-links|--trusted)", text, re.MULTILINE)
    assert "pypi" not in text.lower()
    pins = [line for line in text.splitlines() if re.match(r"\w", line)]
    assert pins
    assert all(re.match(r"[a-z0-9-]+==[\w.]+( ; .+)? \\$", pin) for pin in pins)
    assert text.count(" \\\n    --hash=sha256:") >= len(pins)


def test_what_is_developed_with_is_what_is_run_with() -> None:
    def pins(name: str) -> set[str]:
        return set(
            re.findall(r"^[a-z0-9-]+==[\w.]+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        )

    assert pins("requirements.txt") <= pins("requirements-dev.txt")
    assert pins("requirements-build.txt") <= pins("requirements-dev.txt")


def test_the_wheel_ships_scenarios_and_agents(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("scenarios", "agents", "experiments"):
        files = [path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*.yaml")]
        assert files
        assert {f"teachsim/_shipped/{file}" for file in files} <= names
    data = [path.relative_to(ROOT).as_posix() for path in (ROOT / "teachsim").rglob("*.yaml")]
    assert set(data) <= names
    assert not [name for name in names if "tests/" in name or name.endswith(".pyc")]


@pytest.mark.parametrize("name", ["scenarios", "agents", "experiments"])
def test_everything_shipped_passes_its_check(name: str) -> None:
    from teachsim.scenario.check import check_file

    problems = [p for path in sorted((ROOT / name).rglob("*.yaml")) for p in check_file(path)]
    assert problems == []
