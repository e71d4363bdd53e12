"""What may be spent: tokens and money, over a session, and over the experiment around it.

A call is paid for in advance by what it may take at most, and settled by what it took, so that many
calls at once do not spend more than one after another would.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from teachsim.errors import BadInput
from teachsim.models.client import BudgetSpent, Usage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from teachsim.models.client import Request
    from teachsim.models.settings import Price

CHARACTERS_PER_TOKEN = 3.5
"""English takes about 4, mathematics fewer; a counter that knows the model would fetch its files."""
TOKENS_PER_MESSAGE = 8
LIKELY_REPLY = 300
"""Tokens that a reply may take where the request sets no greatest length."""


def estimated_tokens(request: Request) -> int:
    """About how many tokens a request has."""
    return round(
        sum(len(message.content) / CHARACTERS_PER_TOKEN + TOKENS_PER_MESSAGE for message in request.messages)
    )


def cost(price: Price | None, usage: Usage) -> float | None:
    """What a call cost in US dollars; None where its tokens or their price are not known."""
    if price is None or usage.tokens_in is None or usage.tokens_out is None:
        return None
    cached = usage.tokens_cached or 0
    of_cache = price.tokens_in if price.tokens_cached is None else price.tokens_cached
    total = (
        (usage.tokens_in - cached) * price.tokens_in + cached * of_cache + usage.tokens_out * price.tokens_out
    )
    return total / 1e6


@dataclass(slots=True)
class Spent:
    """What was spent, or is held for calls in flight."""

    calls: int = 0
    tokens: int = 0
    cost_usd: float = 0.0


@dataclass(slots=True)
class Budget:
    """Limits that several clients share. Without limits it only counts."""

    tokens: int | None = None
    cost_usd: float | None = None
    name: str = "session"
    above: Budget | None = None
    """The budget of the whole that this is part of; a call must fit both."""
    spent: Spent = field(default_factory=Spent)
    held: Spent = field(default_factory=Spent)
    refused: int = 0
    """Calls that this budget could not pay."""

    def spend(self, usage: Usage, *, calls: int = 1) -> None:
        """Count what was spent without this budget, as by a session before it was resumed."""
        self._count(calls, (usage.tokens_in or 0) + (usage.tokens_out or 0), usage.cost_usd or 0.0)

    @property
    def limited_in_money(self) -> bool:
        """Whether this or a budget above has a limit in money."""
        return self.cost_usd is not None or (self.above is not None and self.above.limited_in_money)

    @contextmanager
    def call(self, request: Request, price: Price | None) -> Iterator[Hold]:
        """Hold what the call may take, and settle it at the end.

        raises: BudgetSpent if it may not be payable; BadInput where money is limited and no price known
        """
        if price is None and self.limited_in_money:
            raise BadInput(
                f"money is limited, and nobody says what {request.model} costs",
                remedy="add the model under `prices:` in the configuration file (0 for a local one)",
            )
        tokens_in = estimated_tokens(request)
        likely = Usage(tokens_in, request.sampling.max_tokens or LIKELY_REPLY)
        hold = Hold(self, tokens_in + (likely.tokens_out or 0), cost(price, likely) or 0.0)
        self._hold(hold)
        try:
            yield hold
        finally:
            self._release(hold)

    def _hold(self, hold: Hold) -> None:
        tokens = self.spent.tokens + self.held.tokens + hold.tokens
        if self.tokens is not None and tokens > self.tokens:
            self.refused += 1
            raise BudgetSpent(
                f"the next call may take {hold.tokens:,} tokens, and of the {self.tokens:,} for this "
                f"{self.name} {max(0, self.tokens - tokens + hold.tokens):,} are left",
                remedy="raise the budget, or go on with what there is",
            )
        money = self.spent.cost_usd + self.held.cost_usd + hold.cost_usd
        if self.cost_usd is not None and money > self.cost_usd:
            self.refused += 1
            raise BudgetSpent(
                f"the next call may cost {hold.cost_usd:.4f} USD, and of the {self.cost_usd:.2f} for this "
                f"{self.name} {max(0.0, self.cost_usd - money + hold.cost_usd):.4f} are left",
                remedy="raise the budget, or go on with what there is",
            )
        if self.above is not None:
            self.above._hold(hold)
        self.held.calls += 1
        self.held.tokens += hold.tokens
        self.held.cost_usd += hold.cost_usd

    def _release(self, hold: Hold) -> None:
        self.held.calls -= 1
        self.held.tokens -= hold.tokens
        self.held.cost_usd -= hold.cost_usd
        if hold.usage is not None:
            self.spent.calls += 1
            self.spent.tokens += hold.took
            self.spent.cost_usd += hold.paid
        if self.above is not None:
            self.above._release(hold)

    def _count(self, calls: int, tokens: int, cost_usd: float) -> None:
        self.spent.calls += calls
        self.spent.tokens += tokens
        self.spent.cost_usd += cost_usd
        if self.above is not None:
            self.above._count(calls, tokens, cost_usd)


@dataclass(slots=True)
class Hold:
    """What a call in flight may take; `usage` is set once it is known, and stays None if no reply came."""

    budget: Budget
    tokens: int
    cost_usd: float
    usage: Usage | None = None

    @property
    def took(self) -> int:
        """Tokens, as estimated where the endpoint does not say."""
        usage = self.usage or Usage()
        if usage.tokens_in is None and usage.tokens_out is None:
            return self.tokens
        return (usage.tokens_in or 0) + (usage.tokens_out or 0)

    @property
    def paid(self) -> float:
        """US dollars, as estimated where they are not known."""
        known = self.usage.cost_usd if self.usage else None
        return self.cost_usd if known is None else known
