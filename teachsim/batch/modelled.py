"""Experiments in which language models play: which of their sessions, asked by whom, and at what cost.

These sessions wait rather than compute, so one event loop plays many at once, over connections that all of
them share. How a call travels and is paid for is the business of `teachsim.models`.
"""

from __future__ import annotations

import asyncio
import gc
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from teachsim.batch.play import done
from teachsim.models.budget import Budget, cost
from teachsim.models.client import Usage
from teachsim.scenario.played import Player, players

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from teachsim.batch.play import Done
    from teachsim.batch.runs import Chunk, Plan, Run
    from teachsim.models.access import Connections
    from teachsim.models.client import Client
    from teachsim.models.settings import ModelSettings, Price
    from teachsim.roles.calling import Clients
    from teachsim.scenario.conditions import Condition

TOKENS_IN = {"student": 400, "teacher": 1400, "critic": 900}
"""Of a request in a lesson of ten turns with the prompts that ship, counted by their characters."""
TOKENS_OUT = {"student": 40, "teacher": 150, "critic": 120}
GARBAGE_AFTER = (50_000, 20, 100)
"""Many objects are made and few circles: to look for these as often as Python does takes a fifth of all."""


# --- what it may cost ---------------------------------------------------------------------------


class Calls(NamedTuple):
    """What a session may ask of one model."""

    player: Player
    calls: int
    usage: Usage


def most_calls(condition: Condition) -> list[Calls]:
    """How often each player is asked in a session, at most, when nothing has to be asked twice."""
    scenario = condition.scenario
    pupils, turns = len(condition.students), scenario.budget.turns
    practice, near, transfer = (
        n if isinstance(n, int) else len(n)
        for n in (scenario.items.practice, scenario.items.near, scenario.items.transfer)
    )
    of_teacher = turns // 2
    of_students = min(turns, practice * pupils + of_teacher)
    tests = (near + transfer) * (2 if scenario.delayed_days is None else 3)
    found = []
    for player in players(condition):
        match player.role, player.brain:
            case "student", "prompted":
                calls = of_students // pupils + tests
            case "student", _:
                calls = of_students // pupils
            case "teacher", "hybrid":
                calls = of_teacher
            case "teacher", _:
                calls = of_students  # it is asked after each of the student's turns whether to step in
            case _:
                calls = of_teacher * player.sampling.samples
        usage = Usage(TOKENS_IN[player.role], TOKENS_OUT[player.role])
        found.append(Calls(player, calls, usage))
    return found


def estimate(
    plan: Plan, runs: Iterable[Run], price_of: Callable[[str, str | None], Price | None]
) -> tuple[int, float | None]:
    """Calls at most, and about what they cost in US dollars; None where no price is known of one of them."""
    calls, dollars = 0, 0.0
    known = True
    of_condition: dict[int, tuple[int, float | None]] = {}
    for run in runs:
        if run.condition not in of_condition:
            asked = most_calls(plan.conditions[run.condition])
            costs = [cost(price_of(a.player.model or "", a.player.api_base), a.usage) for a in asked]
            total = (
                None if None in costs else sum((c or 0) * a.calls for c, a in zip(costs, asked, strict=True))
            )
            of_condition[run.condition] = sum(a.calls for a in asked), total
        more, price = of_condition[run.condition]
        calls += more
        known = known and price is not None
        dollars += price or 0.0
    return calls, dollars if known else None


def spent_before(transcripts: Path) -> Usage:
    """What the calls in these transcripts took, as far as they say, in tokens and in money."""
    from json import loads

    tokens, dollars = 0, 0.0
    for path in transcripts.glob("*.jsonl"):
        with path.open("rb") as file:
            for line in file:
                if b'"type":"model_called"' in line and line.endswith(b"\n"):
                    called = loads(line)
                    if called.get("type") == "model_called":
                        tokens += (called.get("tokens_in") or 0) + (called.get("tokens_out") or 0)
                        dollars += called.get("cost_usd") or 0.0
    return Usage(tokens, 0, None, dollars)


# --- asking -------------------------------------------------------------------------------------


@dataclass
class Ways:
    """The ways to models that all sessions of an experiment share, and what they may spend together."""

    settings: Callable[[str | None], ModelSettings]
    """How a model is reached, given the address that its card names."""
    session_budget: Callable[[Budget], Budget]
    """That of a session, below that of the experiment."""
    limit: Budget = field(default_factory=lambda: Budget(name="experiment"))
    at_once: int = 32
    """Sessions."""
    _connections: Connections | None = None
    _shared: dict[tuple[str, str | None], Client] = field(default_factory=dict)

    @property
    def spent(self) -> bool:
        """Whether a call was refused because the experiment's budget is used up."""
        return self.limit.refused > 0

    def clients(self) -> Clients:
        """Those of one session: over the connections of all, within a budget of its own.

        A recording is one file for all sessions, and kept to the experiment's budget alone.
        """
        from teachsim.models.access import Connections
        from teachsim.models.recording import REPLAY
        from teachsim.roles.calling import Clients

        self._connections = connections = self._connections or Connections()
        own = self.session_budget(self.limit)

        def connect(model: str, api_base: str | None) -> Client:
            how = self.settings(api_base)
            if not how.record and not model.startswith(REPLAY):
                return connections.client(model, how, budget=own)
            if (model, api_base) not in self._shared:
                self._shared[model, api_base] = connections.client(model, how, budget=self.limit)
            return self._shared[model, api_base]

        return Clients(connect)

    async def aclose(self) -> None:
        """Let go of all connections."""
        if self._connections is not None:
            await self._connections.aclose()


class OneLoop(Executor):
    """Plays every chunk that it is given at once, in one event loop on a thread of its own.

    The thread that hands out work stays free to be interrupted; then all sessions stop where they are.
    """

    def __init__(self, ways: Ways) -> None:
        self._ways = ways
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The future of a chunk; `fn` is how processes would play it, and here it is waited for instead."""
        return asyncio.run_coroutine_threadsafe(self._play(*args, **kwargs), self._loop)

    async def _play(self, chunk: Chunk, folder: str | None) -> list[Done]:
        return [await done(chunk, run, folder, self._ways.clients()) for run in chunk.runs]

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Stop what is still being played, close all connections, and end the thread."""
        asyncio.run_coroutine_threadsafe(self._ended(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _ended(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._ways.aclose()


@contextmanager
def one_loop(ways: Ways) -> Iterator[tuple[Executor, int]]:
    """An executor for sessions with models, and how many chunks to keep in flight."""
    loop = OneLoop(ways)
    try:
        with seldom_collected():
            yield loop, ways.at_once
    finally:
        loop.shutdown()


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for garbage less often while many sessions are played; what is loaded by now is none."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*GARBAGE_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
