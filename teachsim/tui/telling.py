"""An entry of the dialogue as rows: words, worked steps, the margin, and what is inside once it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teachsim.tui.rows import Row, labelled, row
from teachsim.tui.words import FOLDED, KEPT, clean, cut

if TYPE_CHECKING:
    from teachsim.engine.events import SessionStarted
    from teachsim.tui.story import Entry, Story

TURN = 4
"""Columns of the turn's number."""


class Manner(NamedTuple):
    """How entries are told."""

    minds: bool = True
    """Whether what tells of minds is shown."""


def entry_rows(entry: Entry, width: int, manner: Manner, *, opened: bool) -> list[Row]:
    """The rows of an entry in this many columns."""
    name = 9 if width >= 50 else 4
    indent = TURN + name + 1
    rows: list[Row] = []
    if entry.style == "item":
        rows.append(row(""))
        rows += labelled((f"{entry.label}  ", "item"), (entry.text, "item"), width, indent)
        return rows
    if entry.style in ("title", "dim", "bad") and not entry.spoken:
        rows += labelled((_label(entry, indent), "dim"), (entry.text, entry.style), width, indent)
    elif entry.spoken:
        text, folded = _folded(entry.text, opened=opened)
        label = f"{entry.turn or 0:>{TURN - 1}} {cut(entry.label, name)}"
        rows += labelled((label, entry.style), (text, entry.style), width, indent, entry.margin)
        if folded:
            rows.append(row(" " * indent, (cut(folded, width - indent), "dim")))
        if manner.minds and entry.worked:
            for step in entry.worked:
                rows += labelled((" " * (indent + 2), "dim"), (step, "mind"), width, indent + 2)
    elif entry.label == "guard" and not manner.minds:
        return []
    else:
        rows += labelled((_label(entry, indent), entry.style), (entry.text, entry.style), width, indent)
    if opened and (manner.minds or not entry.secret):
        for label, text in entry.inside:
            tab = indent + 10
            rows += labelled((" " * indent + label, "dim"), (text, "dim"), width, tab)
    return rows


def _label(entry: Entry, indent: int) -> str:
    return " " * TURN + cut(entry.label, indent - TURN - 1)


def _folded(text: str, *, opened: bool) -> tuple[str, str]:
    """The text, or its beginning with a word on what is left out."""
    if len(text) <= FOLDED or opened:
        return text, ""
    return text[:KEPT] + "…", f"… {len(text) - KEPT:,} more characters, enter shows them"


def entry_text(entry: Entry) -> str:
    """An entry as a line of plain text, to copy."""
    if not entry.spoken:
        return f"{entry.label}: {entry.text}" if entry.label else entry.text
    margin = f" [{entry.margin}]" if entry.margin else ""
    return f"{entry.turn}. {entry.label}: {entry.text}{margin}"


def story_text(story: Story) -> str:
    """All of the dialogue as plain text, to copy."""
    return "\n".join(entry_text(entry) for entry in story.entries) + "\n"


def story_markdown(story: Story) -> str:
    """The session as Markdown, to export. Texts are escaped, so that words do not become marks."""
    lines: list[str] = []
    if story.started is not None:
        lines += _head(story.started)
    for entry in story.entries:
        text = _escaped(entry.text)
        if entry.style == "item":
            lines += [f"\n## {entry.label.capitalize()}: {text}\n"]
        elif entry.spoken:
            margin = f" *[{entry.margin}]*" if entry.margin else ""
            lines += [f"{entry.turn}\\. **{_escaped(entry.label.capitalize())}:** {text}{margin}\n"]
            lines += [f"   - worked: {_escaped(step)}" for step in entry.worked]
            lines += [""] if entry.worked else []
        elif entry.label not in ("start", ""):
            lines += [f"*{entry.label}:* {text}\n"]
        elif entry.label == "":
            lines += [f"*{text}*\n"]
    return "\n".join(lines).rstrip() + "\n"


def _head(started: SessionStarted) -> list[str]:
    scenario = started.scenario
    students = ", ".join(f"{clean(card.name)} ({card.id})" for card in started.students)
    return [
        f"# {_escaped(clean(scenario.name))}",
        "",
        f"- scenario: {scenario.id}",
        f"- students: {_escaped(students)}",
        f"- teacher: {started.teacher.id} ({started.teacher.policy})",
        f"- seed: {started.seed}, teachsim {started.teachsim_version}",
        "",
    ]


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in r"\`*_[]<>#|~" else c for c in text).replace("\n", "  \n")
