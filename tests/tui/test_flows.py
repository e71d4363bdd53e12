"""What people do on the screens, key by key."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copyfile

import pytest

from teachsim.cli.casting import Casting
from teachsim.cli.playing import run_prepared
from teachsim.cli.preparing import prepared
from teachsim.engine.transcript import read
from teachsim.tui.home import SESSIONS, Home
from teachsim.tui.live import LiveScreen
from tests.tui.screens import (
    LESSON,
    SMALL,
    changed_lesson,
    home_of_three,
    long_lesson,
    opened_on,
    painted,
    replay_of,
    session,
    tried,
    until,
)

SCENARIO = "fractions/unlike-denominators"


def live(app, **extra):
    """A screen that plays the scenario."""
    return LiveScreen(lambda: app[0].opener.new(SCENARIO), SCENARIO, **extra)


def live_app(**extra):
    holder = []
    students = extra.pop("students", None)
    app = opened_on(lambda: live(holder, **extra), students=students)
    holder.append(app)
    return app


def test_from_home_a_session_is_watched_to_its_end_and_found_among_the_sessions():
    async def flow(pilot):
        home = pilot.app.screen
        for key in ("slash", *"unlike", "enter", "w"):
            await pilot.press(key)
        await until(pilot, lambda: isinstance(pilot.app.screen, LiveScreen))
        screen = pilot.app.screen
        for _ in range(5):
            await pilot.press("plus")
        await until(pilot, lambda: screen.driver.state == "ended" and not screen.driver.waiting)
        await until(pilot, lambda: screen.story.ended is not None)
        path = screen.path
        assert read(path).finished
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, Home) and bool(home.things[SESSIONS]))
        assert [one.path for one in home.things[SESSIONS]] == [path]

    tried(opened_on(home_of_three), flow)


def test_a_session_holds_steps_by_whole_turns_and_is_resumed_after_a_stop():
    async def flow(pilot):
        screen = session(pilot)
        await until(pilot, lambda: screen.story.turns == 1)
        assert screen.status() == "paused"
        await pilot.press("n")
        await until(pilot, lambda: screen.story.turns == 2)
        await pilot.press("x")
        await until(pilot, lambda: screen.driver.state == "stopped")
        assert f"teachsim resume {screen.path}" in screen.banner
        assert read(screen.path).events[-1].turn == 2
        await pilot.press("minus", *["plus"] * 6, "r")
        await until(pilot, lambda: screen.story.ended is not None)
        assert read(screen.path).finished

    tried(live_app(paused=True), flow)


def test_a_session_watched_is_the_session_that_is_run():
    async def flow(pilot):
        screen = session(pilot)
        await pilot.press(*["plus"] * 6)
        await until(pilot, lambda: screen.story.ended is not None)
        watched.append(screen.path)

    def without_times(path):
        return [{**json.loads(line), "time": ""} for line in path.read_text().splitlines()]

    watched = []
    tried(live_app(), flow)
    run_prepared(prepared(SCENARIO, None, None, None, 7, None, None), Path("run"), Casting())
    (other,) = Path("run").glob("*.jsonl")
    assert without_times(watched[0]) == without_times(other)


def test_a_replay_branches_with_words_of_ones_own():
    copyfile(LESSON, "lesson.jsonl")

    async def flow(pilot):
        await pilot.press("b")
        await pilot.pause()
        for key in ("H", "o", "w", "question_mark", "enter"):
            await pilot.press(key)
        await until(pilot, lambda: isinstance(pilot.app.screen, LiveScreen))
        screen = session(pilot)
        await pilot.press(*["plus"] * 6)
        await until(pilot, lambda: screen.story.ended is not None)
        said = [e.text for e in screen.story.entries if e.turn == 2 and e.spoken]
        assert said == ["How?"]
        assert screen.path == Path("transcripts/lesson-from-1.jsonl")

    tried(opened_on(replay_of(Path("lesson.jsonl"), at=2)), flow)


def test_a_branch_can_have_another_teacher():
    copyfile(LESSON, "lesson.jsonl")

    async def flow(pilot):
        await pilot.press("b")
        await until(pilot, lambda: bool(pilot.app.screen.query_one("#teachers").things))
        listing = pilot.app.screen.query_one("#teachers")
        at = [one.id for one in listing.things].index("teller")
        await pilot.press("enter")
        listing.go_to(at)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, LiveScreen))
        screen = session(pilot)
        await until(pilot, lambda: any(e.label == "branch" for e in screen.story.entries))
        assert any("teacher teller" in e.text for e in screen.story.entries)

    tried(opened_on(replay_of(Path("lesson.jsonl"), at=3)), flow)


def test_a_replay_steps_finds_and_goes_to_turns():
    async def flow(pilot):
        screen = session(pilot)
        assert screen.moment.turn == 4
        await pilot.press("n")
        assert screen.moment.turn == 5
        await pilot.press("p", "p")
        assert screen.moment.turn == 3
        await pilot.press("g", "9", "enter")
        assert screen.moment.turn == 9
        await pilot.press("g", "9", "9", "9", "enter")
        assert "turns are 1 to" in "\n".join(painted(pilot))
        await pilot.press("escape", "slash", *"pizza")
        here = screen.dialogue.cursor_at
        assert "pizza" in screen.story.entries[here].text
        await pilot.press("enter")
        assert screen.dialogue.cursor_at != here

    tried(opened_on(replay_of(at=4)), flow)


def test_playing_a_replay_goes_from_turn_to_turn_until_it_is_held():
    async def flow(pilot):
        screen = session(pilot)
        await pilot.press(*["plus"] * 6, "space")
        await until(pilot, lambda: screen.moment.turn >= 5)
        await pilot.press("space")
        assert screen.status() == "recorded"

    tried(opened_on(replay_of(at=2)), flow)


def test_resizing_keeps_the_cursor_the_find_line_and_what_was_opened():
    async def flow(pilot):
        screen = session(pilot)
        await pilot.press("enter", "slash", "h", "a")
        where = screen.dialogue.cursor_at
        for size in ((80, 24), (50, 15), (160, 45), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert screen.dialogue.cursor_at == where
        assert screen.dialogue.opened
        assert screen.query_one("#ask-input").value == "ha"

    tried(opened_on(replay_of(at=4)), flow)


def test_a_pane_is_hidden_and_shown_by_its_number():
    async def flow(pilot):
        mind = pilot.app.screen.query_one("#mind")
        await pilot.press("3")
        assert mind.has_focus
        await pilot.press("3")
        await pilot.pause()
        assert not mind.display
        await pilot.press("3")
        await pilot.pause()
        assert mind.display
        assert mind.has_focus

    tried(opened_on(replay_of(at=4)), flow)


def test_hiding_minds_leaves_nothing_of_them_on_the_screen():
    async def flow(pilot):
        assert "add-tops-and-bottoms" in "\n".join(painted(pilot)[:24])
        await pilot.press("m", "1", "enter")
        await pilot.pause()
        dialogue = session(pilot).dialogue
        told = [dialogue.text_of(n) for n in range(dialogue.count())]
        assert not [text for text in told if "add-tops-and-bottoms" in text]
        assert "hidden" in pilot.app.screen.query_one("#mind").text_of(0)

    tried(opened_on(replay_of(at=3)), flow)


def test_copying_and_exporting_say_where_it_went():
    copyfile(LESSON, "lesson.jsonl")

    async def flow(pilot):
        await pilot.press("y")
        assert pilot.app.clipboard.startswith("3. MAYA: ")
        await pilot.press("Y")
        assert "ITEM 1: " in pilot.app.clipboard
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert Path("exports/lesson.md").read_text().startswith("# Fractions with unlike denominators")
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert Path("exports/lesson.jsonl").read_bytes() == LESSON.read_bytes()
        await pilot.press("S")
        assert Path("exports/lesson.svg").read_text().startswith("<svg")
        assert "lesson.svg" in "\n".join(n.message for n in pilot.app._notifications)

    tried(opened_on(replay_of(Path("lesson.jsonl"), at=3)), flow)


def test_of_several_students_the_brackets_choose_whose_mind_is_shown():
    async def flow(pilot):
        screen = session(pilot)
        await until(pilot, lambda: screen.story.turns >= 1)
        first = screen.moment.student
        await pilot.press("right_square_bracket")
        assert screen.moment.student != first
        await pilot.press("left_square_bracket")
        assert screen.moment.student == first

    tried(live_app(paused=True, students=["maya", "ben"]), flow)


def test_a_refused_wording_is_one_line_until_it_is_opened(tmp_path):
    events = [json.loads(line) for line in LESSON.read_text().splitlines()]
    at = next(n for n, e in enumerate(events) if e["type"] == "utterance" and e["turn"] == 3)
    place = {name: events[at][name] for name in ("time", "agent", "student", "item", "turn")}
    refused = {"type": "guard", "reason": "another number", "refused": "[b]It is 9[/b]"}
    events.insert(at, {**place, **refused})
    path = tmp_path / "guarded.jsonl"
    path.write_text("".join(json.dumps({**e, "seq": n}) + "\n" for n, e in enumerate(events)))

    async def flow(pilot):
        screen = session(pilot)
        index = next(n for n, e in enumerate(screen.story.entries) if e.label == "guard")
        assert "It is 9" not in screen.dialogue.text_of(index)
        screen.dialogue.go_to(index)
        await pilot.press("enter")
        assert "“[b]It is 9[/b]”: another number" in screen.dialogue.text_of(index)

    tried(opened_on(replay_of(path)), flow)


def test_help_filters_and_does_what_is_chosen():
    async def flow(pilot):
        screen = session(pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        await pilot.press(*"faster", "enter")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert screen.pace.name == "×2"

    tried(opened_on(replay_of(at=3)), flow)


def test_jumping_goes_to_a_pane_by_its_letter():
    async def flow(pilot):
        await pilot.press("ctrl+o")
        await pilot.pause()
        await pilot.press("s")
        await pilot.pause()
        assert pilot.app.screen.focused.id == "belief"

    tried(opened_on(replay_of(at=3)), flow)


def test_the_palette_has_what_the_keys_do_and_the_themes():
    async def flow(pilot):
        titles = [one.title for one in pilot.app.get_system_commands(pilot.app.screen)]
        assert "Branch  (b)" in titles
        assert "Theme: light" in titles

    tried(opened_on(replay_of(at=3)), flow)


def test_the_first_interruption_stops_the_session_and_the_second_leaves():
    async def flow(pilot):
        screen = session(pilot)
        await until(pilot, lambda: screen.story.turns >= 1)
        await pilot.press("ctrl+c")
        await until(pilot, lambda: screen.driver.state == "stopped")
        assert pilot.app.is_running
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert pilot.app._exit

    tried(live_app(), flow)


@pytest.mark.parametrize("size", [SMALL, (120, 40)], ids=["80x24", "120x40"])
def test_no_more_than_eight_keys_stand_at_the_bottom(size):
    async def flow(pilot):
        bar = pilot.app.screen.query_one("#keys")
        assert len(bar._left) / 2 <= (5 if size == SMALL else 8)

    tried(opened_on(replay_of(at=3)), flow, size)


def test_a_session_of_many_turns_is_gone_through_to_its_end(tmp_path):
    path = long_lesson(tmp_path / "long.jsonl", 500)

    async def flow(pilot):
        screen = session(pilot)
        assert screen.story.turns == 500
        await pilot.press("end")
        await pilot.pause()
        assert "session is complete" in "\n".join(painted(pilot))
        await pilot.press("pageup", "pageup", "home")
        assert screen.dialogue.cursor_at == 0

    tried(opened_on(replay_of(path)), flow)


def test_a_file_that_is_no_transcript_says_so(tmp_path):
    path = changed_lesson(tmp_path / "odd.jsonl", lambda event: event.pop("type"))

    async def flow(pilot):
        assert "a transcript begins with session_started" in session(pilot).banner

    tried(opened_on(replay_of(path)), flow)
