"""How often an endpoint may be asked: so many calls at once, so many a minute, so many tokens a minute.

One `Limits` stands for one endpoint, whoever asks it. Callers pass in the order in which they came.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

MINUTE = 60.0


class _Call(NamedTuple):
    at: float
    tokens: int


@dataclass(frozen=True, slots=True)
class Rates:
    """The limits of an endpoint; None for no limit."""

    concurrency: int = 32
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None


class Limits:
    """Lets callers pass as an endpoint's limits allow."""

    def __init__(
        self,
        rates: Rates,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.rates = rates
        self._clock = clock
        self._sleep = sleep
        self._places = asyncio.Semaphore(rates.concurrency)
        self._gate = asyncio.Lock()
        self._recent: deque[_Call] = deque()
        self._tokens = 0
        self._closed_until = 0.0

    @asynccontextmanager
    async def place(self, tokens: int) -> AsyncIterator[None]:
        """Wait for a free place, hold it for one try of about so many tokens."""
        async with self._places:
            if self._closed_until or self._rated:
                async with self._gate:
                    while (wait := self._wait(tokens)) > 0:
                        await self._sleep(wait)
                    self._note(tokens)
            yield

    def closed_for(self, seconds: float) -> None:
        """Let nobody pass for so long: the endpoint said when it wants to be asked again."""
        self._closed_until = max(self._closed_until, self._clock() + seconds)

    @property
    def _rated(self) -> bool:
        return self.rates.requests_per_minute is not None or self.rates.tokens_per_minute is not None

    def _wait(self, tokens: int) -> float:
        """Seconds until a call of so many tokens would pass, if nobody else did; 0 for now."""
        now = self._clock()
        if self._closed_until > now:
            return self._closed_until - now
        self._closed_until = 0.0
        while self._recent and self._recent[0].at <= now - MINUTE:
            self._tokens -= self._recent.popleft().tokens
        if not self._recent:
            return 0.0  # a call larger than a whole minute's tokens passes alone, rather than never
        per_minute, most = self.rates.requests_per_minute, self.rates.tokens_per_minute
        full = per_minute is not None and len(self._recent) >= per_minute
        full = full or (most is not None and self._tokens + tokens > most)
        return self._recent[0].at + MINUTE - now if full else 0.0

    def _note(self, tokens: int) -> None:
        if self._rated:
            self._recent.append(_Call(self._clock(), tokens))
            self._tokens += tokens
