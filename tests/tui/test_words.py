"""Text from anywhere leaves the screens as they are."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from teachsim.tui.keys import FORBIDDEN
from teachsim.tui.words import bar, clean, cut, pad, wide, wrap
from tests.tui.screens import (
    SMALL,
    USUAL,
    changed_lesson,
    home_of_three,
    opened_on,
    painted,
    replay_of,
    session,
    tried,
)

HOSTILE = {
    "markup": "[bold red]no[/] [@click=app.quit]x[/] [/] [[ \\[",
    "escape codes": "\x1b[2J\x1b]0;title\x07\x1b[31mred\x9b1m",
    "a long line": "x" * 10_000,
    "right to left": "שלום \u202eabc\u202c مرحبا \u2067x\u2069",
    "emoji": "👨\u200d👩\u200d👧 🇩🇪 ❤\ufe0f 1\ufe0f\u20e3 👍🏽",
    "combining marks": "e" + "\u0301" * 200 + "Z\u0334\u0335\u0336\u0337",
    "wide": "漢字" * 40,
    "lines": "one\ntwo\r\nthree\u2028four\x0bfive\tsix",
}


@given(st.text())
def test_a_clean_text_has_nothing_that_acts_and_the_width_that_it_says(text):
    cleaned = clean(text)
    assert cleaned.isprintable() or not cleaned
    assert wide(cleaned) == sum(map(cell_len, cleaned))
    assert clean(cleaned) == cleaned


@given(st.text(), st.integers(2, 40))
def test_wrapped_lines_fit_and_lose_no_word(text, width):
    cleaned = clean(text, lines=True)
    lines = wrap(cleaned, width)
    assert all(wide(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(cleaned.split())


@given(st.text(max_size=30), st.integers(0, 30))
def test_padded_text_has_the_width_asked_for(text, width):
    assert wide(pad(clean(text), width)) == width
    assert wide(cut(clean(text), width)) <= width


@given(st.floats(0, 1), st.integers(1, 40))
def test_a_bar_is_no_longer_than_its_room(value, width):
    assert len(bar(value, width)) <= width


def test_half_a_character_is_left_out():
    assert clean("a\ud800b") == "ab"


@pytest.mark.parametrize("size", [SMALL, USUAL], ids=["80x24", "120x40"])
def test_hostile_text_leaves_a_session_intact(size):
    texts = cycle(HOSTILE.values())

    def hostile(event):
        if event["type"] == "session_started":
            event["scenario"].update(name=HOSTILE["markup"], goal=HOSTILE["escape codes"])
            event["students"][0]["name"] = HOSTILE["combining marks"][:60]
        for name in ("text", "name", "reason", "quote", "suggestion"):
            if name in event and event["type"] not in ("item_presented", "session_ended"):
                event[name] = next(texts)

    path = changed_lesson(Path("hostile.jsonl"), hostile)

    async def flow(pilot):
        screen = session(pilot)
        assert screen.story.turns
        for key in ("enter", "pagedown", "enter", "pagedown", "enter", "pagedown", "end"):
            await pilot.press(key)
            await pilot.pause()
            lines = painted(pilot)
            assert len(lines) == size[1]
            assert {cell_len(line) for line in lines} == {size[0]}
            assert all(line.isprintable() for line in lines)
            if size == USUAL:
                assert all(line[0] in "╭│╰" for line in lines[1:-1])
                assert all(line[-1] in "╮│╯" for line in lines[1:-1])
        await pilot.press("ctrl+l")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert {cell_len(line) for line in painted(pilot)} == {size[0]}

    tried(opened_on(replay_of(path, at=2)), flow, size)


def test_hostile_files_leave_home_intact():
    folder = Path("scenarios/mine")
    folder.mkdir(parents=True)
    Path("transcripts").mkdir()
    for n, text in enumerate(HOSTILE.values()):
        (folder / f"odd-{n}.yaml").write_text(f"name: {text!r}\nstudents: [{text!r}]\n", encoding="utf-8")
        (Path("transcripts") / f"[bold]{n}[.jsonl").write_text(text, encoding="utf-8")

    async def flow(pilot):
        for key in ("end", "up", "up", "up", "2", "down", "3", "1"):
            await pilot.press(key)
            await pilot.pause()
            lines = painted(pilot)
            assert {cell_len(line) for line in lines} == {USUAL[0]}
            assert all(line.isprintable() for line in lines)

    tried(opened_on(home_of_three), flow)


@pytest.mark.parametrize("first", [home_of_three, replay_of()], ids=["home", "replay"])
def test_every_key_is_explained_and_none_needs_alt_or_belongs_to_a_multiplexer(first):
    async def flow(pilot):
        for key, active in pilot.app.screen.active_bindings.items():
            assert "alt+" not in key
            assert key not in FORBIDDEN
            if active.node is pilot.app.screen and active.binding.action.startswith("screen."):
                binding = active.binding
                if binding.id is not None:
                    assert binding.description
                    assert binding.tooltip

    tried(opened_on(first), flow)
