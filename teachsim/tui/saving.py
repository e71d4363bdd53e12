"""What leaves a screen: to the clipboard, or to a file that is never overwritten."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

FOLDER = Path("exports")
OSC_52_MOST = 74_000
"""Bytes that terminals and multiplexers take in one sequence; what is longer goes to a file."""
TOOLS = (
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
    ("pbcopy",),
    ("clip.exe",),
)
TOOL_SECONDS = 1.0


def copy(app: App[object], text: str, what: str, stem: str) -> None:
    """Put a text on the clipboard and say where it went: OSC 52 works through SSH, a tool without it."""
    if len(text.encode(errors="replace")) > OSC_52_MOST:
        path = save(text, stem, ".txt")
        app.notify(f"{what} is too long for a terminal's clipboard: {path}", markup=False)
        return
    app.copy_to_clipboard(text)
    app.notify(f"copied {what} (through the terminal, OSC 52)", markup=False)
    tool = next((tool for tool in TOOLS if shutil.which(tool[0])), None)
    if tool is not None and not app.is_headless:
        app.run_worker(lambda: _hand_to(tool, text), thread=True, group="copy", exit_on_error=False)


def _hand_to(tool: tuple[str, ...], text: str) -> None:
    subprocess.run(
        tool, input=text.encode(errors="replace"), timeout=TOOL_SECONDS, check=False, capture_output=True
    )


def save(text: str, stem: str, suffix: str) -> Path:
    """Write a text to a new file in `exports/`, and say where."""
    path = free(stem, suffix)
    path.write_text(text, encoding="utf-8", errors="replace")
    return path


def free(stem: str, suffix: str) -> Path:
    """A name in `exports/` that nothing has."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{stem}{suffix}"
    number = 2
    while path.exists():
        path = FOLDER / f"{stem}-{number}{suffix}"
        number += 1
    return path
