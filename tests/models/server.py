"""A language model's server on the loopback, as good or as bad as a test wants it.

    async with Server(reply=lambda request: "26") as server:
        ...  # ask server.base; server.requests has all that came

What it says is a function of the request; what goes wrong is another. It speaks the OpenAI protocol,
whole or streamed, counts tokens by words, and never leaves 127.0.0.1.
"""

from __future__ import annotations

import asyncio
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Trouble = Literal[
    "rate-limit",  # 429 with Retry-After
    "used-up",  # 429 of the kind that waiting does not mend
    "error",  # 500 with JSON
    "gateway",  # 502 with HTML
    "reset",  # the connection is reset before a byte
    "stall",  # nothing comes
    "stall-midway",  # half a body, and nothing more
    "truncated",  # the body breaks off
    "invalid",  # 200, and no JSON
    "shape",  # 200, JSON of another shape
    "unauthorized",
    "not-found",
    "redirect",
    "no-schema",  # 400: it knows no response_format
    "no-seed",  # 400: it takes no seed
    "length-name",  # 400: it wants max_completion_tokens
    "refusal",  # the model refuses
    "filtered",
    "cut",  # the model is cut off
    "empty",
]

Asked = dict[str, Any]
"""The body of a request."""


@dataclass
class Server:
    """The server. It starts on entering and stops on leaving."""

    reply: Callable[[Asked], str] = lambda asked: "ok"
    trouble: Callable[[Asked, int], Trouble | None] = lambda asked, number: None
    """What goes wrong with a request, which is the number-th from 0."""
    latency_s: float = 0.0
    retry_after: str = "0.01"
    usage: bool = True
    cached_tokens: int | None = None
    key: str | None = None
    """Wanted of every request, if set."""
    requests: list[Asked] = field(default_factory=list, repr=False)
    headers: list[dict[str, str]] = field(default_factory=list, repr=False)
    streams_cut: int = 0
    """How many clients went away while they were served."""
    at_once: int = 0
    most_at_once: int = 0
    port: int = 0
    _runner: web.AppRunner | None = None

    @property
    def base(self) -> str:
        """The address to ask."""
        return f"http://127.0.0.1:{self.port}/v1"

    async def __aenter__(self) -> Server:
        app = web.Application(client_max_size=50_000_000)
        app.router.add_post("/v1/chat/completions", self._serve)
        app.router.add_post("/v1/messages", self._anthropic)
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *failure: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        asked = await request.json()
        number = len(self.requests)
        self.requests.append(asked)
        self.headers.append(dict(request.headers))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            if self.latency_s:
                await asyncio.sleep(self.latency_s)
            return await self._answered(request, asked, self.trouble(asked, number))
        except (asyncio.CancelledError, ConnectionError):
            self.streams_cut += 1
            raise
        finally:
            self.at_once -= 1

    async def _anthropic(self, request: web.Request) -> web.Response:
        """Anthropic's protocol, as far as a whole reply needs it."""
        asked = await request.json()
        self.requests.append(asked)
        self.headers.append(dict(request.headers))
        words = {"type": "text", "text": self.reply(asked)}
        usage = {"input_tokens": 5, "output_tokens": 2, "cache_read_input_tokens": self.cached_tokens or 0}
        usage["cache_creation_input_tokens"] = 0
        head = {"id": "x", "type": "message", "role": "assistant", "model": asked["model"]}
        end = {"stop_reason": "end_turn", "stop_sequence": None}
        return web.json_response(head | end | {"content": [words], "usage": usage})

    async def _answered(
        self, request: web.Request, asked: Asked, trouble: Trouble | None
    ) -> web.StreamResponse:
        if self.key and request.headers.get("Authorization") != f"Bearer {self.key}":
            given = request.headers.get("Authorization", "nothing")
            return _error(401, f"Incorrect API key provided: {given}")
        match trouble:
            case "rate-limit":
                return _error(429, "slow down", headers={"Retry-After": self.retry_after})
            case "used-up":
                return _error(429, "you exceeded your quota", code="insufficient_quota")
            case "error":
                return _error(500, "boom")
            case "gateway":
                return web.Response(status=502, text="<html>bad gateway</html>", content_type="text/html")
            case "reset":
                _reset(request)
                return web.Response()
            case "stall":
                await asyncio.sleep(3600)
            case "invalid":
                return web.Response(text='{"choices": [', content_type="application/json")
            case "shape":
                return web.json_response({"choices": [{"message": {"content": 7}}]})
            case "unauthorized":
                return _error(401, f"Incorrect API key provided: {request.headers.get('Authorization')}")
            case "not-found":
                return _error(404, "no such model")
            case "redirect":
                return web.Response(status=302, headers={"Location": "http://127.0.0.1:9/elsewhere"})
            case "no-schema" if "response_format" in asked:
                return _error(400, "response_format json_schema is not supported")
            case "no-seed" if "seed" in asked:
                return _error(400, "Unrecognized request argument supplied: seed")
            case "length-name" if "max_tokens" in asked:
                return _error(
                    400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
                )
        body = self._body(asked, trouble)
        if trouble in ("truncated", "stall-midway"):
            return await self._half(request, body, trouble)
        if asked.get("stream"):
            return await self._streamed(request, body, asked)
        return web.json_response(body)

    def _body(self, asked: Asked, trouble: Trouble | None) -> Asked:
        text, reason = self.reply(asked), "stop"
        message: Asked = {"role": "assistant", "content": text}
        match trouble:
            case "refusal":
                message = {"role": "assistant", "content": None, "refusal": "I cannot help with that."}
            case "filtered":
                message, reason = {"role": "assistant", "content": ""}, "content_filter"
            case "cut":
                message["content"], reason = text[: len(text) // 2], "length"
            case "empty":
                message["content"] = "" if len(self.requests) % 2 else None
        body: Asked = {
            "id": "x",
            "object": "chat.completion",
            "created": 1,
            "model": asked["model"],
            "choices": [{"index": 0, "message": message, "finish_reason": reason}],
        }
        if self.usage:
            words = sum(len(part["content"].split()) for part in asked["messages"])
            out = len(text.split())
            body["usage"] = {"prompt_tokens": words, "completion_tokens": out, "total_tokens": words + out}
            if self.cached_tokens is not None:
                body["usage"]["prompt_tokens_details"] = {"cached_tokens": self.cached_tokens}
        return body

    async def _half(self, request: web.Request, body: Asked, trouble: Trouble) -> web.StreamResponse:
        data = json.dumps(body).encode()
        response = web.StreamResponse(
            headers={"Content-Type": "application/json", "Content-Length": str(len(data))}
        )
        await response.prepare(request)
        await response.write(data[: len(data) // 2])
        if trouble == "stall-midway":
            await asyncio.sleep(3600)
        _reset(request)
        return response

    async def _streamed(self, request: web.Request, body: Asked, asked: Asked) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        choice = body["choices"][0]
        words = (choice["message"]["content"] or "").split(" ")
        pieces: list[Asked] = [{"content": word if n == 0 else f" {word}"} for n, word in enumerate(words)]
        if "refusal" in choice["message"]:
            pieces = [{"refusal": choice["message"]["refusal"]}]
        for piece in pieces:
            await _send(
                response, {"choices": [{"index": 0, "delta": piece, "finish_reason": None}]} | _head(body)
            )
        end = {"choices": [{"index": 0, "delta": {}, "finish_reason": choice["finish_reason"]}]}
        await _send(response, end | _head(body))
        if self.usage and (asked.get("stream_options") or {}).get("include_usage"):
            await _send(response, {"choices": [], "usage": body["usage"]} | _head(body))
        await response.write(b"data: [DONE]\n\n")
        await response.write_eof()
        return response


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """The server in a thread with a loop of its own, for what asks from another loop or process."""
    started, stop = threading.Event(), threading.Event()

    async def serve() -> None:
        async with server:
            started.set()
            while not stop.is_set():  # the event is another thread's
                await asyncio.sleep(0.01)

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    assert started.wait(10)
    try:
        yield server
    finally:
        stop.set()
        thread.join(10)


async def _send(response: web.StreamResponse, data: Asked) -> None:
    await response.write(f"data: {json.dumps(data)}\n\n".encode())


def _head(body: Asked) -> Asked:
    return {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": body["model"]}


def _error(
    status: int, message: str, *, code: str | None = None, headers: dict[str, str] | None = None
) -> web.Response:
    return web.json_response(
        {"error": {"message": message, "code": code, "type": "test"}}, status=status, headers=headers
    )


def _reset(request: web.Request) -> None:
    """Send a reset rather than an orderly end."""
    import socket
    import struct

    transport = request.transport
    if transport is not None:
        connection = transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
