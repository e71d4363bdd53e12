"""Every screen as a picture, at three sizes, with what is empty and what has gone wrong."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest

from teachsim.tui.live import LiveScreen
from tests.tui.screens import (
    LESSON,
    SMALL,
    USUAL,
    WIDE,
    changed_lesson,
    home_of_none,
    home_of_three,
    opened_on,
    pressing,
    replay_of,
)

BAD = "id: mine/bad\nname: Bad\nstudents: [nobody-of-this-name]\n"


def bad_scenario() -> None:
    path = Path("scenarios/mine/bad.yaml")
    path.parent.mkdir(parents=True)
    path.write_text(BAD, encoding="utf-8")


def some_sessions() -> None:
    folder = Path("transcripts")
    folder.mkdir()
    copyfile(LESSON, folder / "whole.jsonl")
    (folder / "cut.jsonl").write_bytes(LESSON.read_bytes()[:30_000])
    (folder / "other.jsonl").write_text("{}\n")


@pytest.mark.parametrize("size", [SMALL, USUAL, WIDE], ids=["80x24", "120x40", "200x50"])
def test_home(snap_compare, size):
    assert snap_compare(opened_on(home_of_three), terminal_size=size, run_before=pressing())


def test_home_in_light_with_a_scenario_opened_in_a_small_terminal(snap_compare):
    app = opened_on(home_of_three, "light")
    assert snap_compare(app, terminal_size=SMALL, run_before=pressing("enter"))


def test_home_with_nothing_in_it(snap_compare):
    assert snap_compare(opened_on(home_of_none), terminal_size=SMALL, run_before=pressing())


def test_home_with_sessions_the_unfinished_first(snap_compare):
    some_sessions()
    assert snap_compare(opened_on(home_of_three), terminal_size=USUAL, run_before=pressing("2"))


def test_home_with_a_file_that_cannot_be_read(snap_compare):
    bad_scenario()
    app = opened_on(home_of_three, "high-contrast")
    assert snap_compare(app, terminal_size=USUAL, run_before=pressing("end"))


def test_home_with_a_filter_that_nothing_meets(snap_compare):
    app = opened_on(home_of_three)
    assert snap_compare(app, terminal_size=USUAL, run_before=pressing("slash", "x", "x", "enter"))


@pytest.mark.parametrize("size", [SMALL, (100, 30), USUAL, WIDE], ids=["80x24", "100x30", "120x40", "200x50"])
def test_a_replay(snap_compare, size):
    assert snap_compare(opened_on(replay_of(at=2)), terminal_size=size, run_before=pressing())


@pytest.mark.parametrize("theme", ["auto", "light", "high-contrast", "mono"])
def test_a_replay_in_another_theme_with_a_turn_opened(snap_compare, theme):
    app = opened_on(replay_of(at=3), theme)
    assert snap_compare(app, terminal_size=USUAL, run_before=pressing("enter"))


@pytest.mark.parametrize("pane", ["2", "3", "4"])
def test_a_pane_of_a_replay_in_a_small_terminal(snap_compare, pane):
    app = opened_on(replay_of(at=2))
    assert snap_compare(app, terminal_size=SMALL, run_before=pressing(pane))


def test_a_replay_without_minds(snap_compare):
    app = opened_on(replay_of(at=3))
    assert snap_compare(app, terminal_size=USUAL, run_before=pressing("m"))


def test_a_replay_with_one_pane_alone(snap_compare):
    app = opened_on(replay_of(at=2))
    assert snap_compare(app, terminal_size=USUAL, run_before=pressing("2", "z"))


def test_a_replay_in_which_words_are_found(snap_compare):
    app = opened_on(replay_of())
    keys = pressing("slash", *"pieces", "escape")
    assert snap_compare(app, terminal_size=USUAL, run_before=keys)


def test_a_transcript_that_was_cut(snap_compare):
    Path("cut.jsonl").write_bytes(LESSON.read_bytes()[:30_000])
    assert snap_compare(opened_on(replay_of(Path("cut.jsonl"))), terminal_size=SMALL, run_before=pressing())


def test_a_transcript_of_a_later_version(snap_compare):
    def newer(event):
        if event["seq"] == 0:
            event.update(schema_version=99, teachsim_version="9.0")

    changed_lesson(Path("newer.jsonl"), newer)
    assert snap_compare(opened_on(replay_of(Path("newer.jsonl"))), terminal_size=SMALL, run_before=pressing())


def test_a_session_that_cannot_begin(snap_compare):
    from teachsim.errors import BadInput

    def cannot():
        raise BadInput("no scenario 'fractoins'", remedy="did you mean 'fractions/division'?")

    app = opened_on(lambda: LiveScreen(cannot, "fractoins"))
    assert snap_compare(app, terminal_size=USUAL, run_before=pressing())


@pytest.mark.parametrize("size", [SMALL, USUAL], ids=["80x24", "120x40"])
def test_help(snap_compare, size):
    app = opened_on(replay_of(at=2))
    assert snap_compare(app, terminal_size=size, run_before=pressing("question_mark"))


def test_jumping(snap_compare):
    app = opened_on(replay_of(at=2))
    assert snap_compare(app, terminal_size=USUAL, run_before=pressing("ctrl+o"))


def test_the_event_log_with_a_decision_opened(snap_compare):
    app = opened_on(replay_of(at=2))
    keys = pressing("ctrl+l", "slash", *"decision", "enter", "enter")
    assert snap_compare(app, terminal_size=USUAL, run_before=keys)


def test_exporting(snap_compare):
    assert snap_compare(opened_on(replay_of(at=2)), terminal_size=SMALL, run_before=pressing("e"))


def test_a_terminal_that_is_too_small(snap_compare):
    app = opened_on(replay_of(Path("lesson.jsonl")))
    copyfile(LESSON, "lesson.jsonl")
    assert snap_compare(app, terminal_size=(50, 15), run_before=pressing())
