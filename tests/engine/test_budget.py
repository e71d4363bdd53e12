"""Practice ends when tokens, money or minutes are used up, says so, and replays as it was."""

from __future__ import annotations

import asyncio

import pytest

from teachsim.engine.events import ItemPresented, ModelCalled, SessionEnded, TestTaken
from teachsim.engine.session import play
from teachsim.engine.transcript import read
from teachsim.roles.build import stage
from tests.lessons import played, shipped, written

NAME = "subtraction/borrowing"


def limited(**limits):
    """A session whose scenario limits what may be spent on it."""
    started = shipped(NAME, 3, "contradiction")
    budget = started.scenario.budget.model_copy(update=limits)
    return started.model_copy(update={"scenario": started.scenario.model_copy(update={"budget": budget})})


def with_call(started, **usage):
    """The events of the same session up to the second item, with a model's call before it."""
    events = played(started)
    second = next(n for n, e in enumerate(events) if isinstance(e, ItemPresented) and e.item == 2)
    call = ModelCalled(
        role="teacher", model="m", prompt_hash="h", reply="Yes.", finish_reason="stop", **usage
    )
    return [*events[: second - 1], call, events[second - 1]]


def seen(events):
    return [e.item for e in events if isinstance(e, ItemPresented)], events[-1]


@pytest.mark.parametrize(
    ("limits", "usage", "reason", "left"),
    [
        ({"tokens": 500}, {"tokens_in": 400, "tokens_out": 150}, "tokens-spent", ("tokens_left", -50)),
        ({"usd": 0.01}, {"cost_usd": 0.0125}, "money-spent", ("usd_left", -0.0025)),
    ],
)
def test_practice_ends_once_what_models_cost_is_used_up(limits, usage, reason, left):
    started = limited(**limits)
    events = played(started, with_call(started, **usage))
    items, ended = seen(events)
    assert items == [1]
    assert ended.reason == reason
    assert getattr(ended, left[0]) == pytest.approx(left[1])
    assert any(isinstance(e, TestTaken) and e.when == "after" for e in events)


def test_within_the_limits_it_goes_on_and_says_what_was_left():
    started = limited(tokens=1000, usd=0.5)
    events = played(started, with_call(started, tokens_in=400, tokens_out=150, cost_usd=0.1))
    items, ended = seen(events)
    assert items[-1] == len(started.plan.practice)
    assert (ended.reason, ended.tokens_left, ended.usd_left) == ("completed", 450, 0.4)


def clocked(started, seconds, recorded=()):
    """All events of a session in which every look at the clock takes so long."""
    on = stage(started)
    now = [0.0]

    def clock():
        now[0] += seconds
        return now[0]

    on.clock = clock

    async def go():
        return [h.event async for h in play(on, recorded)]

    return asyncio.run(go())


def test_practice_ends_when_the_minutes_are_over():
    started = limited(minutes=10)
    items, ended = seen(clocked(started, seconds=125))
    assert 1 <= items[-1] < len(started.plan.practice)
    assert ended.reason == "time-spent"
    assert ended.minutes_left < 0
    items, ended = seen(clocked(started, seconds=1))
    assert (items[-1], ended.reason) == (len(started.plan.practice), "completed")


@pytest.mark.parametrize("seconds", [1, 125])
def test_a_session_replays_as_it_was_whatever_the_clock_says_now(seconds):
    started = limited(minutes=10)
    events = clocked(started, seconds)
    for now in (1, 1000):
        assert clocked(started, now, events) == events


def test_without_limits_nothing_of_them_stands_in_the_transcript(tmp_path):
    path = tmp_path / "t.jsonl"
    written(shipped(NAME, 3), path)
    assert isinstance(read(path).events[-1], SessionEnded)
    last = path.read_text("utf-8").splitlines()[-1]
    assert "tokens_left" not in last
    assert "minutes_left" not in last
