"""What the screens cost: the first picture against an empty app's, a key, and long transcripts.

    python benchmarks/tui.py [--quick]

The first picture is timed from the start of the process to the first frame, on a terminal of its own
(a pty of 100x30), the least of several starts. Keys are timed from the press to the end of the painting.
"""

from __future__ import annotations

import asyncio
import os
import pty
import select
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

EMPTY = """
import sys
from textual.app import App
class Empty(App): pass
Empty().run()
"""
HOME = "from teachsim.cli.main import main; main()"


def first_picture(code: str, folder: Path) -> float:
    """Seconds until the first painted row."""
    import fcntl
    import termios

    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
    began = time.perf_counter()
    running = subprocess.Popen(
        [sys.executable, "-c", code], cwd=folder, stdin=child, stdout=child, stderr=child, env=environment
    )
    os.close(child)
    seen = b""
    taken = float("nan")
    try:
        while time.perf_counter() - began < 30:
            ready, _, _ = select.select([parent], [], [], 0.05)
            if ready:
                try:
                    seen += os.read(parent, 65536)
                except OSError:
                    raise SystemExit(seen.decode(errors="replace")) from None
                # a frame paints rows: many line starts, or clearing text, after the modes were set
                if seen.count(b"\x1b[") > 20 and (
                    b"\x1b[1;1H" in seen or b"\x1b[H" in seen or b"\r\n" in seen
                ):
                    taken = time.perf_counter() - began
                    break
    finally:
        running.kill()
        running.wait()
        os.close(parent)
    return taken


async def keys(path: Path, presses: int) -> tuple[tuple[float, float], list[float]]:
    """Seconds until a transcript stands, by the clock and of work; seconds of work for each key."""
    from textual.events import Key

    from teachsim.cli.casting import Casting
    from teachsim.cli.tui import CommandLineOpener
    from teachsim.tui.app import TeachsimApp
    from teachsim.tui.replay import ReplayScreen

    app = TeachsimApp(CommandLineOpener(Casting(), Path("transcripts")), lambda: ReplayScreen(path))
    began, worked = time.perf_counter(), time.process_time()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.screen
        assert isinstance(screen, ReplayScreen)
        while screen.status() == "reading…":
            await asyncio.sleep(0.002)
        opened = time.perf_counter() - began, time.process_time() - worked
        await pilot.pause(0.5)
        taken = []
        for n in range(presses):
            since, idle = time.process_time(), 0
            key = ("down", "n", "pagedown", "pageup", "end", "home", "m")[n % 7]
            app.post_message(Key(key, key if len(key) == 1 else None))
            while idle < 30:  # until nobody has anything to do: the key went from the app to the focused pane
                waiting = any(pump._message_queue.qsize() for pump in (app, *screen.walk_children()))
                idle = 0 if waiting else idle + 1
                await asyncio.sleep(0)
            screen._on_timer_update()  # paints what is dirty, rather than at the next of 60 a second
            taken.append(time.process_time() - since)
            await pilot.pause(0.02)
    return opened, taken


def main() -> None:
    """Print it all."""
    quick = "--quick" in sys.argv
    from tests.tui.screens import long_lesson

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        starts = 2 if quick else 7
        empty, home = [], []
        for _ in range(starts):  # in turn, so that whatever else the machine does falls on both
            empty.append(first_picture(EMPTY, folder))
            home.append(first_picture(HOME, folder))
        least = min(empty), min(home)
        print(f"first picture: empty app {least[0]:.2f} s, Home {least[1]:.2f} s")
        print(f"  ratio {least[1] / least[0]:.2f}")
        for turns in (50, 500) if quick else (500, 5000):
            path = long_lesson(folder / f"{turns}.jsonl", turns)
            opened, taken = asyncio.run(keys(path, 14 if quick else 70))
            taken.sort()
            middle, most = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
            print(f"{turns} turns: stands after {opened[0]:.2f} s, {opened[1]:.2f} s of work")
            print(f"  a key: {1000 * middle:.1f} ms of work in the middle, {1000 * most:.1f} ms at 95 in 100")


if __name__ == "__main__":
    main()
