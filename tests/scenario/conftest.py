from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.scenario.good import FILES, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with good files in it."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, FILES)
    return tmp_path
