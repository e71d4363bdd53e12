"""A role's way to its language model: every call on record before its reply is used, none made twice.

What is asked is the roles' business, and so is what becomes of a fault. How a call travels, is retried and
paid for is that of `teachsim.models`. Clients are shared by all who name the same model at the same address.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pydantic import BaseModel

from teachsim.engine.draws import draws
from teachsim.engine.events import ModelCalled
from teachsim.errors import BadInput
from teachsim.models import client as faults
from teachsim.models.client import CallFault, Client, Reply, Request, Sampling
from teachsim.models.client import Usage as Used
from teachsim.roles.prompting import plain

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from teachsim.engine.calls import Calls
    from teachsim.engine.cards import Drawing
    from teachsim.models.client import Message

LONGEST_REPLY = 100_000
"""Characters; what a model writes beyond is neither used nor kept."""

Shape = TypeVar("Shape", bound=BaseModel)


class Clients:
    """The clients of a session, or of many at once: one for each model and address."""

    def __init__(
        self,
        connect: Callable[[str, str | None], Client],
        close: Callable[[], Awaitable[None]] | None = None,
        on_text: Callable[[str, str], None] | None = None,
    ) -> None:
        """connect: makes the client of a model at an address, or at the model's own.

        close:   lets go of what the clients share
        on_text: hears an agent's id and each part of what its model writes, as it comes. Nobody has read it
                 yet, and it may never be said: good for a sign that somebody writes, not for showing words
        """
        self._connect, self._close, self._on_text = connect, close, on_text
        self._open: dict[tuple[str, str | None], Client] = {}

    def of(self, model: str, api_base: str | None) -> Client:
        """The client, made when it is first asked for."""
        key = (model, api_base)
        if key not in self._open:
            self._open[key] = self._connect(model, api_base)
        return self._open[key]

    def hearing(self, agent: str) -> Callable[[str], None] | None:
        """What hears an agent's model as it writes, if anything does."""
        on_text = self._on_text
        return None if on_text is None else lambda part: on_text(agent, part)

    async def aclose(self) -> None:
        """Let go of all connections."""
        while self._open:
            await self._open.popitem()[1].aclose()
        if self._close is not None:
            await self._close()


class Place(NamedTuple):
    """For what a model is called, and where in the session that stands."""

    purpose: str
    student: str | None = None
    item: int | None = None
    turn: int | None = None
    act: int = 0


@dataclass(frozen=True)
class LanguageModel:
    """What an agent has of a model."""

    agent: str
    role: str
    model: str
    api_base: str | None
    drawing: Drawing
    clients: Clients
    calls: Calls | None
    seed: int
    """The session's: the same request draws the same words, where an endpoint keeps to seeds."""

    async def text(self, messages: tuple[Message, ...], place: Place, attempt: int = 1) -> str:
        """The model's words, without control characters.

        raises: a ModelFault where none came, or none that can be used: Refused, Truncated, EmptyReply
        """
        from teachsim.models.structured import ask_text

        text, _ = await ask_text(_Noted(self, place, attempt), self._request(messages, place, attempt))
        return plain(text).strip()

    async def shaped(
        self, messages: tuple[Message, ...], shape: type[Shape], place: Place, attempt: int = 1
    ) -> Shape:
        """The model's words as what was asked for, after one repair at most.

        raises: a ModelFault; InvalidReply where they have not the shape
        """
        from teachsim.models.structured import ask_for

        request = self._request(messages, place, attempt)
        return (await ask_for(_Noted(self, place, attempt), request, shape))[0]

    def _request(self, messages: tuple[Message, ...], place: Place, attempt: int) -> Request:
        drawing = self.drawing
        luck = draws(self.seed, self.agent, place.item or 0, place.act, f"model/{place.purpose}/{attempt}")
        sampling = Sampling(
            temperature=drawing.temperature,
            top_p=drawing.top_p,
            max_tokens=drawing.max_tokens,
            seed=luck.getrandbits(31),
        )
        return Request(self.model, messages, sampling)


class _Noted(Client):
    """The model's client for one act: what stands on record is said again, the rest is put on record."""

    def __init__(self, of: LanguageModel, place: Place, attempt: int) -> None:
        self.of, self.place, self.attempt = of, place, attempt

    async def complete(self, request: Request, on_text: Callable[[str], None] | None = None) -> Reply:
        """The reply, once it is on record."""
        calls, attempt = self.of.calls, self.attempt
        on_text = on_text or self.of.clients.hearing(self.of.agent)
        if calls is None:
            return await self._client().complete(request, on_text)
        known = calls.recorded(self.of.agent, request.digest, attempt)
        if known is not None:
            await calls.note(known)
            return _said_again(known)
        try:
            reply = _kept(await self._client().complete(request, on_text))
        except CallFault as fault:
            await calls.note(self._event(request, attempt, None, fault))
            raise
        await calls.note(self._event(request, attempt, reply, None))
        return reply

    async def aclose(self) -> None:
        """The client is shared; whoever made it closes it."""

    def _client(self) -> Client:
        return self.of.clients.of(self.of.model, self.of.api_base)

    def _event(
        self, request: Request, attempt: int, reply: Reply | None, fault: CallFault | None
    ) -> ModelCalled:
        place, usage = self.place, reply.usage if reply else Used()
        return ModelCalled(
            agent=self.of.agent,
            student=place.student,
            item=place.item,
            turn=place.turn,
            role=self.of.role,
            purpose=place.purpose,
            model=request.model,
            prompt_hash=request.digest,
            reply=reply.text if reply else None,
            finish_reason=reply.finish_reason if reply else None,
            attempt=attempt,
            tokens_in=usage.tokens_in,
            tokens_out=usage.tokens_out,
            tokens_cached=usage.tokens_cached,
            cost_usd=usage.cost_usd,
            seconds=round(reply.seconds, 4) if reply else None,
            sent=reply.tries if reply else fault.tries if fault else 1,
            failures=reply.failures if reply else fault.failures if fault else (),
            fault=type(fault).__name__ if fault else None,
            fault_class=fault.fault_class if fault else None,
            message=str(fault)[:300] if fault else None,
        )


def _said_again(known: ModelCalled) -> Reply:
    """The reply that stands on record, or the fault that does."""
    if known.reply is None:
        named = getattr(faults, known.fault or "", CallFault)
        fault = named if isinstance(named, type) and issubclass(named, CallFault) else CallFault
        raise fault(known.message or "the call failed", tries=known.sent, failures=known.failures)
    usage = Used(known.tokens_in, known.tokens_out, known.tokens_cached, known.cost_usd)
    return Reply(known.reply, usage, known.finish_reason, known.seconds or 0.0, known.sent, known.failures)


def _kept(reply: Reply) -> Reply:
    """The reply as a transcript can hold it: not without end, and UTF-8 knows no half characters."""
    text = reply.text[:LONGEST_REPLY].encode("utf-8", "replace").decode("utf-8")
    return reply if text == reply.text else replace(reply, text=text)


def model_of(agent: str, model: str | None) -> str:
    """The model that an agent is to be played by. Raises BadInput where nobody named one."""
    if model is None:
        raise BadInput(
            f"{agent} is played by a language model, and none is named",
            remedy="name one with --model, such as --model openai/NAME with --api-base http://localhost:8000/v1",
        )
    return model
