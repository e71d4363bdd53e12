"""Trying again: how often, after how long, within which limits."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from random import Random
from typing import TYPE_CHECKING

import pytest

from teachsim.models.access import Connections
from teachsim.models.budget import Budget
from teachsim.models.client import BudgetSpent, CallFault, RateLimited, Reply, ServerFailed, TimedOut, Usage
from teachsim.models.limits import Limits, Rates
from teachsim.models.patience import Patient, seconds_to_wait
from teachsim.models.settings import ModelSettings, Price
from tests.models.asking import hurried, request
from tests.models.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.models.client import Request

pytestmark = pytest.mark.asyncio


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept.append(seconds)


class Failing:
    """A way that fails as told, then replies."""

    def __init__(self, *faults: CallFault) -> None:
        self.faults = list(faults)

    async def once(self, request: Request, on_text: Callable[[str], None] | None) -> Reply:
        if self.faults:
            raise self.faults.pop(0)
        return Reply("ok", Usage(100, 10))

    async def price(self, model: str) -> Price | None:
        return None

    async def aclose(self) -> None: ...


async def waits(*faults: CallFault, seed: int = 0, **settings: float) -> list[float]:
    """How long a client waited between tries."""
    clock = Clock()
    how = ModelSettings(tries=10, **settings)  # type: ignore[arg-type]
    limits = Limits(Rates(), clock=lambda: clock.now, sleep=clock.sleep)
    await Patient(Failing(*faults), how, limits, chance=Random(seed), sleep=clock.sleep).complete(request())
    return clock.slept


async def test_each_wait_is_about_twice_the_one_before_up_to_a_longest() -> None:
    waited = await waits(*[ServerFailed("boom")] * 7, wait_s=0.5, longest_wait_s=8.0)
    for wait, most in zip(waited, [0.5, 1, 2, 4, 8, 8, 8], strict=True):
        assert most / 2 <= wait <= most


async def test_the_waits_come_from_the_given_chance() -> None:
    faults = [ServerFailed("boom")] * 3
    assert await waits(*faults, seed=1) == await waits(*faults, seed=1) != await waits(*faults, seed=2)


async def test_an_endpoint_that_says_when_is_not_asked_before() -> None:
    first, *_ = await waits(RateLimited("slow down", retry_after=3.0))
    assert 3.0 <= first <= 3.2


async def test_an_endpoint_that_wants_a_longer_wait_than_ours_is_left() -> None:
    with pytest.raises(RateLimited):
        await waits(RateLimited("come tomorrow", retry_after=3600.0))


async def test_a_retry_after_is_read_in_seconds_and_as_a_date() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert seconds_to_wait("2.5") == 2.5
    assert seconds_to_wait(format_datetime(now + timedelta(seconds=90), usegmt=True), now) == 90
    assert seconds_to_wait(format_datetime(now - timedelta(seconds=90), usegmt=True), now) == 0
    assert [seconds_to_wait(bad) for bad in (None, "", "soon", "nan", "inf", "1e99")] == [None] * 6


async def test_a_reply_tells_which_tries_failed_before_it() -> None:
    async with Server(trouble=lambda asked, number: ("error", "reset", None)[number]) as server:  # type: ignore[index]
        connections = Connections()
        reply = await connections.client("openai/small", hurried(server.base)).complete(request())
        await connections.aclose()
    assert (reply.text, reply.tries) == ("ok", 3)
    assert [failure.partition(":")[0] for failure in reply.failures] == ["ServerFailed", "Unreachable"]


async def test_text_begins_anew_when_a_try_fails_midway() -> None:
    def trouble(asked: object, number: int) -> str | None:
        return "truncated" if number == 0 else None

    async with Server(reply=lambda asked: "one two", trouble=trouble) as server:  # type: ignore[arg-type]
        heard: list[str] = []
        connections = Connections()
        client = connections.client("openai/small", hurried(server.base))
        reply = await client.complete(request(), heard.append)
        await connections.aclose()
    assert heard[-1] == reply.text == "one two"


async def test_a_reply_that_trickles_past_the_limit_for_all_of_it_is_too_late() -> None:
    async with Server(latency_s=0.3) as server:
        connections = Connections()
        client = connections.client("openai/small", hurried(server.base, total_s=0.05, read_s=5.0, tries=2))
        with pytest.raises(TimedOut, match=r"within 0\.05 s"):
            await client.complete(request())
        await connections.aclose()
    assert len(server.requests) == 2


async def test_no_more_calls_are_under_way_at_an_endpoint_than_it_takes() -> None:
    async with Server(latency_s=0.02) as server:
        connections = Connections()
        how = hurried(server.base, concurrency=3)
        clients = [connections.client("openai/small", how) for _ in range(4)]
        await asyncio.gather(*(client.complete(request()) for client in clients for _ in range(3)))
        await connections.aclose()
    assert server.most_at_once == 3
    assert len(server.requests) == 12


async def passed(rates: Rates, *tokens: int) -> list[float]:
    """When calls of so many tokens pass, all asked for at once."""
    clock = Clock()
    limits = Limits(rates, clock=lambda: clock.now, sleep=clock.sleep)
    times = []
    for count in tokens:
        async with limits.place(count):
            times.append(clock.now - 1000.0)
    return times


async def test_requests_pass_as_many_a_minute_as_there_may_be() -> None:
    assert await passed(Rates(requests_per_minute=2), *[1] * 5) == [0, 0, 60, 60, 120]


async def test_tokens_pass_as_many_a_minute_as_there_may_be_and_one_that_is_larger_alone() -> None:
    assert await passed(Rates(tokens_per_minute=100), 60, 40, 1, 500, 10) == [0, 0, 60, 120, 180]


async def test_a_budget_is_kept_to_before_a_call_and_not_after_it() -> None:
    how = ModelSettings(prices={"small": Price(1000.0, 1000.0)})
    budget = Budget(cost_usd=0.45, name="session")
    client = Patient(Failing(), how, Limits(Rates()), chance=Random(0), budget=budget)
    reply = await client.complete(request(max_tokens=100))
    assert reply.usage.cost_usd == pytest.approx(0.11)
    await client.complete(request(max_tokens=100))
    await client.complete(request(max_tokens=100))
    with pytest.raises(BudgetSpent, match=r"0\.45 for this session"):
        await client.complete(request(max_tokens=100))
    assert budget.spent.calls == 3
    assert budget.spent.cost_usd == pytest.approx(0.33)
