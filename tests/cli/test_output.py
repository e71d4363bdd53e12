"""Tables: whole where they are piped, folded or without what can be spared where a terminal is narrow."""

from __future__ import annotations

import os
import pty
import sys

import pytest

from teachsim.cli.output import columns_in

TABLE = [
    ("id", "description", "path"),
    ("a-long-name-for-one", "What it does, told in rather many words for a narrow screen", "/here/a.yaml"),
    ("b", "Short", "/here/b.yaml"),
]


def test_without_a_width_each_row_is_one_line():
    lines = columns_in(TABLE, None, ("path",))
    assert len(lines) == len(TABLE)
    assert lines[1].endswith("/here/a.yaml")


def test_what_can_be_spared_goes_first_and_only_as_far_as_needed():
    assert columns_in(TABLE, 200, ("path",))[0].split() == ["id", "description", "path"]
    assert columns_in(TABLE, 85, ("path",))[0].split() == ["id", "description"]


@pytest.mark.parametrize("width", [30, 50, 60, 79])
def test_what_is_still_too_wide_is_folded_and_nothing_is_lost(width):
    lines = columns_in(TABLE, width, ("path",))
    assert max(map(len, lines)) <= width
    assert "".join(lines).replace(" ", "").count("narrow") == 1
    if width >= 50:
        assert any(line.startswith("a-long-name-for-one ") for line in lines)  # can be copied


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_on_a_terminal_of_80_columns_a_list_fits():
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(COLUMNS="80", TERM="xterm", NO_COLOR="1")
        os.execv(sys.executable, [sys.executable, "-m", "teachsim", "list", "critics"])
    said = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        said += part
    os.waitpid(child, 0)
    lines = said.decode().replace("\r", "").splitlines()
    assert lines[0].split() == ["id", "mode", "description"]
    assert max(map(len, lines)) <= 80
