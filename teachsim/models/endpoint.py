"""OpenAI-compatible endpoints, spoken to directly: OpenAI, vLLM, Ollama, llama.cpp, LM Studio and others.

One try of one request. An endpoint that has no JSON schemas, takes no seed, or names its greatest length
otherwise, says so once; from then on it is asked as it likes.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

import aiohttp  # 150 ms: this module is imported when the first such endpoint is

from teachsim.models.client import (
    BadRequest,
    CallFault,
    Message,
    NotAllowed,
    Reply,
    Request,
    ServerFailed,
    TimedOut,
    Unreachable,
    Usage,
)
from teachsim.models.faults import fault_of, quoted
from teachsim.models.settings import OPENAI
from teachsim.models.sse import Events

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.models.secrets import Secret
    from teachsim.models.settings import ModelSettings, Price

LONGEST_REPLY = 16_000_000
"""Bytes; a longer one is no reply of a language model."""
LAST_BYTES_S = 0.2
"""How long to wait for the end of a stream that says it is done: its connection can then be used again."""

Piece = dict[str, Any]


class Endpoint:
    """The way to one address."""

    def __init__(self, base: str, key: Secret | None, settings: ModelSettings) -> None:
        self.base = base
        self._url = f"{base}/chat/completions"
        self._key = key
        self._settings = settings
        self._session: aiohttp.ClientSession | None = None
        self._proxy = _proxy(base)
        openai = base == OPENAI
        self._length = "max_completion_tokens" if openai else "max_tokens"
        self._seeds = True
        self._schemas = settings.structured != "prompt"
        self._lengths_in_schemas = not openai  # OpenAI's strict schemas know no `maxLength`

    async def price(self, model: str) -> Price | None:
        """None: an endpoint does not say."""
        return None

    async def aclose(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def once(self, request: Request, on_text: Callable[[str], None] | None) -> Reply:
        """One try, or two where the endpoint says that it must be asked otherwise."""
        try:
            return await self._sent(request, on_text)
        except BadRequest as fault:
            if not self._asks_otherwise(request, fault.message):
                raise
        return await self._sent(request, on_text)

    def _asks_otherwise(self, request: Request, said: str) -> bool:
        """Whether what the endpoint refused can be asked in another way, which is then remembered."""
        if self._length == "max_tokens" and "max_completion_tokens" in said:
            self._length = "max_completion_tokens"
            return True
        if request.sampling.seed is not None and self._seeds and "seed" in said.lower():
            self._seeds = False
            return True
        named = ("response_format", "json_schema", "schema", "structured", "grammar")
        if request.schema is not None and self._schemas and any(word in said.lower() for word in named):
            self._schemas = self._settings.structured == "schema"
            return not self._schemas
        return False

    async def _sent(self, request: Request, on_text: Callable[[str], None] | None) -> Reply:
        body = json.dumps(self._body(request, stream=on_text is not None)).encode()
        session = self._opened()
        try:
            async with session.post(
                self._url, data=body, proxy=self._proxy, allow_redirects=False
            ) as response:
                if response.status != 200:
                    self._refuse(response, await response.content.read(100_000))
                if on_text is not None and response.content_type != "application/json":
                    return await self._streamed(response, on_text)
                reply = self._whole(await _bounded(response))
                if on_text is not None and reply.text:
                    on_text(reply.text)
                return reply
        except (aiohttp.ServerTimeoutError, aiohttp.ConnectionTimeoutError) as error:
            raise TimedOut(
                f"nothing came in time ({quoted(str(error)) or type(error).__name__})",
                place=self.base,
                remedy="is the server busy? raise `read-timeout` in the configuration file",
            ) from None
        except (aiohttp.ClientError, OSError) as error:
            raise self._unreachable(error) from None
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            # JSON of another shape, text that is not UTF-8: the protocol is broken, not our code
            raise self._no_reply(f"{type(error).__name__}: {error}") from None

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            headers = {"Content-Type": "application/json", "User-Agent": "teachsim"}
            if self._key is not None:
                headers["Authorization"] = f"Bearer {self._key.reveal()}"
            try:
                self._session = aiohttp.ClientSession(
                    headers=headers,
                    cookie_jar=aiohttp.DummyCookieJar(),
                    connector=aiohttp.TCPConnector(limit=0),  # `limits` counts, and in order
                    timeout=aiohttp.ClientTimeout(
                        total=None, sock_connect=self._settings.connect_s, sock_read=self._settings.read_s
                    ),
                )
            except ValueError:
                raise NotAllowed("the key cannot be sent", place=self.base, remedy="copy it anew") from None
        return self._session

    def _body(self, request: Request, *, stream: bool) -> Piece:
        sampling = request.sampling
        messages = list(request.messages)
        body: Piece = {"model": request.model.removeprefix("openai/")}
        if request.schema is not None:
            if self._schemas:
                schema = request.schema if self._lengths_in_schemas else _without_lengths(request.schema)
                named = {"name": request.schema_name or "reply", "strict": True, "schema": schema}
                body["response_format"] = {"type": "json_schema", "json_schema": named}
            else:
                messages = with_schema_in_words(messages, request.schema)
        body["messages"] = [{"role": role, "content": content} for role, content in messages]
        if sampling.temperature is not None:
            body["temperature"] = sampling.temperature
        if sampling.top_p is not None:
            body["top_p"] = sampling.top_p
        if sampling.max_tokens is not None:
            body[self._length] = sampling.max_tokens
        if sampling.seed is not None and self._seeds:
            body["seed"] = sampling.seed
        if sampling.stop:
            body["stop"] = list(sampling.stop)
        if stream:
            body["stream"] = True
            body["stream_options"] = {"include_usage": True}
        return body

    def _whole(self, data: bytes) -> Reply:
        answer = json.loads(data)
        if "error" in answer and not answer.get("choices"):
            raise fault_of(500, data, {}, self.base, self._key)
        choice = answer["choices"][0]
        message = choice["message"]
        text, reason = message.get("content"), choice.get("finish_reason")
        if refusal := message.get("refusal"):
            text, reason = refusal, "refusal"
        return Reply(_text(text), usage_of(answer.get("usage")), _known(reason))

    async def _streamed(self, response: aiohttp.ClientResponse, on_text: Callable[[str], None]) -> Reply:
        gathered = _Gathered(self, on_text)
        events = Events(LONGEST_REPLY)
        async for piece in response.content.iter_any():
            for message in events.feed(piece):
                gathered.take(message)
            if gathered.done:
                with suppress(TimeoutError, aiohttp.ClientError):
                    async with asyncio.timeout(LAST_BYTES_S):
                        await response.content.read(1000)
                break
        else:
            for message in events.rest():
                gathered.take(message)
        if not gathered.done and gathered.reason is None:
            raise Unreachable("the reply broke off in the middle", place=self.base, remedy="try again")
        return Reply(gathered.text, gathered.usage, _known(gathered.reason))

    def _refuse(self, response: aiohttp.ClientResponse, body: bytes) -> NoReturn:
        raise fault_of(response.status, body, response.headers, self.base, self._key)

    def _no_reply(self, why: str) -> CallFault:
        return ServerFailed(
            f"what came is no reply ({quoted(why, self._key)})",
            place=self.base,
            remedy="does the address end as its documentation says, in /v1 mostly?",
        )

    def _unreachable(self, error: Exception) -> CallFault:
        what = (
            "no connection came about"
            if isinstance(error, aiohttp.ClientConnectorError)
            else "the connection broke"
        )
        why = quoted(getattr(error, "strerror", None) or str(error) or type(error).__name__, self._key)
        return Unreachable(
            f"{what} ({why})", place=self.base, remedy="is the server running, and the address right?"
        )


class _Gathered:
    """A streamed reply as far as it has come."""

    def __init__(self, endpoint: Endpoint, on_text: Callable[[str], None]) -> None:
        self._endpoint = endpoint
        self._on_text = on_text
        self.text = ""
        self.reason: str | None = None
        self.usage = Usage()
        self.done = False

    def take(self, message: str) -> None:
        """Add one message of the stream."""
        if message == "[DONE]":
            self.done = True
            return
        answer = json.loads(message)
        if answer.get("error"):
            raise fault_of(500, message, {}, self._endpoint.base, self._endpoint._key)
        if answer.get("usage"):
            self.usage = usage_of(answer["usage"])
        for choice in answer.get("choices") or ():
            delta = choice.get("delta") or {}
            if refusal := delta.get("refusal"):
                self.text, self.reason = self.text + refusal, "refusal"
            elif words := _text(delta.get("content")):
                self.text += words
                if len(self.text) > LONGEST_REPLY:
                    raise ValueError("a reply without end")
                self._on_text(self.text)
            self.reason = self.reason or choice.get("finish_reason")


def with_schema_in_words(messages: list[Message], schema: Piece) -> list[Message]:
    """The messages, with the schema told to a model whose endpoint cannot hold it to one."""
    words = "Answer with one JSON object and nothing else. It must fit this JSON schema:\n" + json.dumps(
        schema
    )
    if messages and messages[0].role == "system":
        return [Message("system", f"{messages[0].content}\n\n{words}"), *messages[1:]]
    return [Message("system", words), *messages]


def usage_of(usage: Any) -> Usage:
    """What an endpoint says of tokens; None for all that it does not say."""
    if not isinstance(usage, dict):
        return Usage()
    details = usage.get("prompt_tokens_details")
    cached = (
        details.get("cached_tokens") if isinstance(details, dict) else usage.get("prompt_cache_hit_tokens")
    )
    return Usage(_count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens")), _count(cached))


async def _bounded(response: aiohttp.ClientResponse) -> bytes:
    parts: list[bytes] = []
    length = 0
    async for piece in response.content.iter_any():
        parts.append(piece)
        length += len(piece)
        if length > LONGEST_REPLY:
            raise ValueError("a reply without end")
    return b"".join(parts)


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _text(content: Any) -> str:
    """The words of a message, which some endpoints send in parts."""
    if isinstance(content, list):
        return "".join(part.get("text") or "" for part in content)
    if content is None or isinstance(content, str):
        return content or ""
    raise TypeError("the content is no text")


def _known(reason: Any) -> str | None:
    return reason if isinstance(reason, str) else None


def _without_lengths(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {k: _without_lengths(v) for k, v in schema.items() if k not in ("maxLength", "minLength")}
    if isinstance(schema, list):
        return [_without_lengths(part) for part in schema]
    return schema


def _proxy(base: str) -> str | None:
    """The proxy that the environment names for this address; never one on the way to this machine itself."""
    from urllib.request import getproxies, proxy_bypass  # 20 ms with its HTTP client

    parts = urlsplit(base)
    host = parts.hostname or ""
    proxies = getproxies()
    if host == "localhost" or host.startswith("127.") or host == "::1":
        return None
    if proxy_bypass(host):
        return None
    return proxies.get(parts.scheme) or proxies.get("all")
