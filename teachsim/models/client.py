"""The protocol that every model is spoken to by: a request, its reply, and what can go wrong.

Plain frozen data, so that a request can be hashed, recorded and asked again. How a request travels is
left to the adapters, and whether its words can be used to `structured`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, runtime_checkable

from teachsim.errors import ModelFault

if TYPE_CHECKING:
    from collections.abc import Callable

Speaker = Literal["system", "user", "assistant"]


class Message(NamedTuple):
    """One message of a conversation, as the endpoint sees it."""

    role: Speaker
    content: str


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the model draws its words; None leaves it to the endpoint, and is not sent."""

    temperature: float | None = None
    top_p: float | None = None
    max_tokens: int | None = None
    seed: int | None = None
    stop: tuple[str, ...] = ()


@dataclass(frozen=True)
class Request:
    """One question to a model: everything that determines its reply, and no secret."""

    model: str
    """As the card has it, the way included: `openai/NAME`, `anthropic/NAME`."""
    messages: tuple[Message, ...]
    sampling: Sampling = Sampling()
    schema: dict[str, Any] | None = None
    """A JSON schema that the reply must fit, or None for plain text."""
    schema_name: str | None = None

    def plain(self) -> dict[str, Any]:
        """The request as JSON knows it, for logs and recordings."""
        return {
            "model": self.model,
            "messages": [{"role": message.role, "content": message.content} for message in self.messages],
            "sampling": {name: getattr(self.sampling, name) for name in Sampling.__slots__},
            "schema": self.schema,
            "schema_name": self.schema_name,
        }

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the request's canonical JSON, in hexadecimal; equal requests have equal digests."""
        canonical = json.dumps(self.plain(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Usage:
    """What a call took, as the endpoint counts it; None where it does not say, never 0 for unknown."""

    tokens_in: int | None = None
    """All tokens of the request, those from a cache included."""
    tokens_out: int | None = None
    tokens_cached: int | None = None
    """Those of `tokens_in` that a cache had."""
    cost_usd: float | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said to one request."""

    text: str
    usage: Usage = Usage()
    finish_reason: str | None = None
    """`stop`, `length` (cut off) or `content_filter` (refused); others as the endpoint says them."""
    seconds: float = 0.0
    """From the first try to the last byte, waiting for a free place and between tries included."""
    tries: int = 1
    failures: tuple[str, ...] = field(default=())
    """Why each earlier try failed, one line each."""


@runtime_checkable
class Client(Protocol):
    """A way to a model."""

    async def complete(self, request: Request, on_text: Callable[[str], None] | None = None) -> Reply:
        """The reply, after as many tries as it took.

        on_text: called as words arrive, each time with all the text so far, which begins anew if a try
                 fails midway; it asks for streaming
        raises:  a ModelFault of class infrastructure when no reply came; cancelling closes the connection
        """
        ...

    async def aclose(self) -> None:
        """Let go of connections and files; no call may follow."""
        ...


class CallFault(ModelFault):
    """A call came to nothing. `tries`, `failures` and `replies` say what it took all the same."""

    again = False
    """Whether the same request may succeed a little later."""

    def __init__(
        self,
        message: str,
        *,
        place: str | None = None,
        remedy: str | None = None,
        tries: int = 1,
        failures: tuple[str, ...] = (),
        replies: tuple[Reply, ...] = (),
        retry_after: float | None = None,
        again: bool | None = None,
    ) -> None:
        super().__init__(message, place=place, remedy=remedy)
        if again is not None:
            self.again = again
        self.retry_after = retry_after
        """Seconds, where the endpoint says how long to wait."""
        self.tries = tries
        self.failures = failures
        self.replies = replies
        """What was received and paid for, though it cannot be used."""


class Unreachable(CallFault):
    """No connection came about, or it broke before the reply was whole."""

    again = True


class TimedOut(CallFault):
    """The reply did not come in time."""

    again = True


class RateLimited(CallFault):
    """The endpoint says that it was asked too often."""

    again = True


class ServerFailed(CallFault):
    """The endpoint failed, or sent what is no reply of its protocol."""

    again = True


class NotAllowed(CallFault):
    """The endpoint wants a key, or refuses the one it got."""


class BadRequest(CallFault):
    """The endpoint cannot do what was asked: an unknown model, a context too long, an option it lacks."""


class BudgetSpent(CallFault):
    """The tokens or the money for this session or experiment are used up; nothing was sent."""


class NotRecorded(CallFault):
    """A recording is played back, and it has no reply to this request."""


class Truncated(CallFault):
    """The model was cut off at its greatest length."""

    fault_class = "model"


class Refused(CallFault):
    """The model, or a filter before it, refused."""

    fault_class = "model"


class EmptyReply(CallFault):
    """The model said nothing."""

    fault_class = "model"


class InvalidReply(CallFault):
    """The model's words do not have the form that was asked for, after one repair."""

    fault_class = "model"
