"""Asking until there is a reply: tries, waits, time limits and the budget, whatever way a request goes.

A way makes one try and names its fault; here it is decided whether to try again, and when.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from teachsim.models.budget import Budget, cost, estimated_tokens
from teachsim.models.client import CallFault, Client, Reply, Request, TimedOut

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from random import Random

    from teachsim.models.limits import Limits
    from teachsim.models.settings import ModelSettings, Price


class Way(Protocol):
    """How a request travels, once."""

    async def once(self, request: Request, on_text: Callable[[str], None] | None) -> Reply:
        """One try. Raises a CallFault."""
        ...

    async def price(self, model: str) -> Price | None:
        """What its tokens cost, where the way itself knows."""
        ...

    async def aclose(self) -> None:
        """Let go of connections."""
        ...


class Patient(Client):
    """A client that tries again where that may help, within limits and a budget."""

    def __init__(
        self,
        way: Way,
        settings: ModelSettings,
        limits: Limits,
        *,
        chance: Random,
        budget: Budget | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._way = way
        self._settings = settings
        self._limits = limits
        self._chance = chance
        self._sleep = sleep
        self.budget = Budget() if budget is None else budget

    async def complete(self, request: Request, on_text: Callable[[str], None] | None = None) -> Reply:
        """The reply, after as many tries as it took."""
        began = perf_counter()
        price = self._settings.price(request.model) or await self._way.price(request.model)
        tokens = estimated_tokens(request) + (request.sampling.max_tokens or 0)
        failures: tuple[str, ...] = ()
        with self.budget.call(request, price) as hold:
            while True:
                try:
                    async with self._limits.place(tokens):
                        reply = await self._timed(request, on_text)
                except CallFault as fault:
                    fault.tries, fault.failures = len(failures) + 1, failures
                    wait = self._wait(fault, len(failures))
                    if wait is None:
                        # Without the frames below: their locals hold what the endpoint sent, in which
                        # some repeat the key.
                        raise fault.with_traceback(None) from None
                    failures += (f"{type(fault).__name__}: {fault.message}",)
                    if fault.retry_after is not None:
                        self._limits.closed_for(wait)
                    await self._sleep(wait)
                    continue
                usage = reply.usage
                if usage.cost_usd is None:
                    usage = replace(usage, cost_usd=cost(price, usage))
                hold.usage = usage
                return Reply(
                    reply.text,
                    usage,
                    reply.finish_reason,
                    perf_counter() - began,
                    len(failures) + 1,
                    failures,
                )

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._way.aclose()

    async def _timed(self, request: Request, on_text: Callable[[str], None] | None) -> Reply:
        seconds = self._settings.total_s
        try:
            async with asyncio.timeout(seconds):
                return await self._way.once(request, on_text)
        except TimeoutError:
            raise TimedOut(
                f"no whole reply within {seconds:g} s",
                place=request.model,
                remedy="raise `total-timeout` in the configuration file, or ask for fewer tokens",
            ) from None

    def _wait(self, fault: CallFault, failed: int) -> float | None:
        """Seconds before the next try, or None if there is none."""
        if not fault.again or failed + 1 >= self._settings.tries:
            return None
        longest = self._settings.longest_wait_s
        wait = min(self._settings.wait_s * 2.0**failed, longest) * (1 - self._chance.random() / 2)
        if fault.retry_after is None:
            return wait
        if fault.retry_after > longest:
            return None
        # a little later than asked, each caller otherwise, or all come back in the same moment
        return fault.retry_after + wait * 0.2


def seconds_to_wait(header: str | None, now: datetime | None = None) -> float | None:
    """What a Retry-After header asks for, in seconds; None if there is none that can be read.

    >>> seconds_to_wait("2.5")
    2.5
    >>> seconds_to_wait("Wed, 21 Oct 2026 07:28:00 GMT", datetime(2026, 10, 21, 7, 27, tzinfo=UTC))
    60.0
    """
    if not header:
        return None
    try:
        seconds = float(header)
    except ValueError:
        try:
            moment = parsedate_to_datetime(header)
        except ValueError:
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        seconds = (moment - (now or datetime.now(UTC))).total_seconds()
    return max(0.0, seconds) if -1e9 < seconds < 1e9 else None  # NaN is in no range
