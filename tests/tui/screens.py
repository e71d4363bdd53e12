"""The app in a test: opened on a screen, in a folder of its own, with sessions of a fixed seed."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from teachsim.cli.casting import Casting
from teachsim.cli.tui import CommandLineOpener
from teachsim.tui import library
from teachsim.tui.app import TeachsimApp
from teachsim.tui.home import Home
from teachsim.tui.replay import ReplayScreen
from teachsim.tui.session import SessionScreen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.pilot import Pilot
    from textual.screen import Screen

LESSON = Path(__file__).parent / "data" / "lesson.jsonl"
SHOWN = ("algebra/brackets", "fractions/unlike-denominators", "subtraction/borrowing")

SMALL, USUAL, WIDE = (80, 24), (120, 40), (200, 50)


def opened_on(
    first: Callable[[], Screen[None]] | None, theme: str = "dark", students: list[str] | None = None
) -> TeachsimApp:
    """The app on a screen; sessions go to `transcripts`."""
    opener = CommandLineOpener(Casting(), Path("transcripts"), students=students, seed=7)
    return TeachsimApp(opener, first, theme=theme)


def home_of_three() -> Home:
    """Home with three scenarios, so that a picture stays as it is when another ships."""
    whole = library.shelf()
    return Home(
        whole._replace(
            scenarios=lambda: [one for one in whole.scenarios() if one.id in SHOWN or one.card is None],
            experiments=lambda: [one for one in whole.experiments() if one.id == "probe-choice"],
        )
    )


def home_of_none() -> Home:
    """Home in a folder with nothing, and nothing shipped."""
    return Home(library.Shelf(list, list, list))


def replay_of(path: Path = LESSON, at: int | None = None) -> Callable[[], ReplayScreen]:
    return lambda: ReplayScreen(path, at)


async def until(pilot: Pilot[Any], holds: Callable[[], bool], *, seconds: float = 20.0) -> None:
    """Wait for something that a thread does."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come about"
        await pilot.pause(0.02)
    await pilot.pause()


async def settled(pilot: Pilot[Any]) -> None:
    """Until all that was to be read is on the screen."""
    screen = pilot.app.screen
    if isinstance(screen, Home):
        await until(pilot, lambda: screen.read)
    elif isinstance(screen, ReplayScreen):
        await until(pilot, lambda: screen.status() != "reading…")
    await pilot.pause()


def pressing(*keys: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    """What is done before a picture is taken."""

    async def before(pilot: Pilot[Any]) -> None:
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
        await pilot.pause()

    return before


def tried(
    app: TeachsimApp, flow: Callable[[Pilot[Any]], Awaitable[None]], size: tuple[int, int] = USUAL
) -> None:
    """Go through a flow on a running app."""

    async def go() -> None:
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await flow(pilot)

    asyncio.run(go())


def session(pilot: Pilot[Any]) -> SessionScreen:
    """The session on the screen."""
    screen = pilot.app.screen
    assert isinstance(screen, SessionScreen)
    return screen


def painted(pilot: Pilot[Any]) -> list[str]:
    """The lines of the screen as they are painted."""
    width, height = pilot.app.size
    compositor = pilot.app.screen._compositor
    return ["".join(segment.text for segment in strip) for strip in compositor.render_strips()][:height] or [
        " " * width
    ]


def changed_lesson(path: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """The recorded lesson with its events changed."""
    events = [json.loads(line) for line in LESSON.read_text(encoding="utf-8").splitlines()]
    for event in events:
        change(event)
    path.write_text("".join(json.dumps(event) + "\n" for event in events), encoding="utf-8")
    return path


def long_lesson(path: Path, turns: int) -> Path:
    """The turns of the recorded lesson over and over, up to so many."""
    events = [json.loads(line) for line in LESSON.read_text(encoding="utf-8").splitlines()]
    before = [e for e in events if e["item"] is None and e.get("when", "before") == "before"][:3]
    practice = [e for e in events if e["item"] is not None]
    after = [e for e in events if e["item"] is None and e not in before]
    each = max(e["turn"] or 0 for e in practice)
    items = max(e["item"] for e in practice)
    written = [*before]
    for lap in range(-(-turns // each)):
        for event in practice:
            turn = event["turn"] and event["turn"] + lap * each
            if turn and turn > turns:
                break
            written.append({**event, "turn": turn, "item": event["item"] + lap * items})
    with path.open("w", encoding="utf-8") as file:
        for seq, event in enumerate([*written, *after]):
            file.write(json.dumps({**event, "seq": seq}, separators=(",", ":")) + "\n")
    return path
