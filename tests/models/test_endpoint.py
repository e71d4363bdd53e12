"""An OpenAI-compatible endpoint, asked over a real connection: what is sent, what comes back, which fault."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest

from teachsim.models.access import Connections, connect
from teachsim.models.client import (
    BadRequest,
    CallFault,
    NotAllowed,
    RateLimited,
    Reply,
    Request,
    ServerFailed,
    TimedOut,
    Unreachable,
    Usage,
)
from teachsim.models.sse import Events
from tests.models.asking import CANARY, hurried, request
from tests.models.server import Server, Trouble

pytestmark = pytest.mark.asyncio


async def asked(
    server: Server, question: Request | None = None, *, stream: bool = False, **more: Any
) -> Reply:
    client = connect("openai/small", hurried(server.base, **more))
    try:
        return await client.complete(question or request(), (lambda _: None) if stream else None)
    finally:
        await client.aclose()


async def test_a_reply_has_its_words_its_tokens_and_why_it_ended() -> None:
    async with Server(reply=lambda asked: "It is 26.", cached_tokens=3) as server:
        reply = await asked(server)
    assert (reply.text, reply.finish_reason, reply.tries) == ("It is 26.", "stop", 1)
    assert reply.usage == Usage(tokens_in=8, tokens_out=3, tokens_cached=3)
    assert reply.seconds > 0


async def test_what_the_endpoint_does_not_count_is_unknown_and_not_0() -> None:
    async with Server(usage=False) as server:
        assert (await asked(server)).usage == Usage(None, None, None, None)


async def test_the_request_is_sent_as_it_is_and_nothing_that_was_not_set() -> None:
    async with Server() as server:
        await asked(server, request("Hi", temperature=0.5, max_tokens=9, seed=7, stop=("\n",)))
        await asked(server)
    messages = [{"role": "system", "content": "You are Maya."}, {"role": "user", "content": "Hi"}]
    assert server.requests[0] == {
        "model": "small", "messages": messages, "temperature": 0.5, "max_tokens": 9, "seed": 7,
        "stop": ["\n"],
    }  # fmt: skip
    assert set(server.requests[1]) == {"model", "messages"}
    assert "Authorization" not in server.headers[0]


async def test_a_key_from_the_environment_goes_into_the_header_and_nowhere_else() -> None:
    async with Server(key=CANARY) as server:
        connections = Connections({"TEACHSIM_API_KEY": CANARY})
        client = connections.client("openai/small", hurried(server.base))
        assert (await client.complete(request())).text == "ok"
        await connections.aclose()
    assert server.headers[0]["Authorization"] == f"Bearer {CANARY}"
    assert CANARY not in str(server.requests)


async def test_streamed_words_arrive_as_all_the_text_so_far() -> None:
    async with Server(reply=lambda asked: "Um, it is 26.") as server:
        heard: list[str] = []
        client = connect("openai/small", hurried(server.base))
        reply = await client.complete(request(), heard.append)
        await client.aclose()
    assert heard == ["Um,", "Um, it", "Um, it is", "Um, it is 26."]
    assert (reply.text, reply.finish_reason, reply.usage.tokens_out) == ("Um, it is 26.", "stop", 4)


async def test_a_second_streamed_call_takes_the_connection_of_the_first() -> None:
    async with Server() as server:
        client = connect("openai/small", hurried(server.base))
        with counted_connections() as opened:
            for _ in range(3):
                await client.complete(request(), lambda _: None)
        await client.aclose()
    assert len(opened) == 1


FAULTS: list[tuple[Trouble, type[CallFault], int]] = [
    ("rate-limit", RateLimited, 3),
    ("used-up", RateLimited, 1),
    ("error", ServerFailed, 3),
    ("gateway", ServerFailed, 3),
    ("reset", Unreachable, 3),
    ("stall", TimedOut, 3),
    ("stall-midway", TimedOut, 3),
    ("truncated", Unreachable, 3),
    ("invalid", ServerFailed, 3),
    ("shape", ServerFailed, 3),
    ("unauthorized", NotAllowed, 1),
    ("not-found", BadRequest, 1),
    ("redirect", BadRequest, 1),
]


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize(("trouble", "fault", "tries"), FAULTS, ids=[str(row[0]) for row in FAULTS])
async def test_what_goes_wrong_has_a_name_and_is_tried_again_only_where_that_may_help(
    trouble: Trouble, fault: type[CallFault], tries: int, stream: bool
) -> None:
    async with Server(trouble=lambda asked, number: trouble) as server:
        with pytest.raises(fault) as told:
            await asked(server, stream=stream)
    assert type(told.value) is fault
    assert len(server.requests) == told.value.tries == tries
    assert len(told.value.failures) == tries - 1
    assert told.value.exit_code == 3
    assert told.value.fault_class == "infrastructure"
    assert told.value.place == server.base
    assert told.value.remedy


async def test_a_refusal_is_a_reply_with_its_reason() -> None:
    async with Server(trouble=lambda asked, number: "refusal") as server:
        assert (await asked(server)).finish_reason == "refusal"
        assert (await asked(server, stream=True)).finish_reason == "refusal"


async def test_a_schema_is_sent_as_one_and_told_in_words_to_an_endpoint_that_knows_none() -> None:
    schema = {"type": "object", "properties": {"answer": {"type": "string", "maxLength": 9}}}
    question = Request("openai/small", request().messages, schema=schema, schema_name="answer")
    async with Server(trouble=lambda asked, number: "no-schema") as server:
        client = connect("openai/small", hurried(server.base))
        for _ in range(2):
            assert (await client.complete(question)).tries == 1
        await client.aclose()
    first, second, third = server.requests
    assert first["response_format"]["json_schema"] == {"name": "answer", "strict": True, "schema": schema}
    assert "response_format" not in second
    assert '"maxLength": 9' in second["messages"][0]["content"]
    assert second == third  # it was asked only once whether it knows schemas


async def test_an_endpoint_that_names_the_greatest_length_otherwise_is_asked_so() -> None:
    async with Server(trouble=lambda asked, number: "length-name") as server:
        await asked(server, request("Hi", max_tokens=9))
    assert server.requests[-1]["max_completion_tokens"] == 9


async def test_an_endpoint_that_takes_no_seed_is_asked_without() -> None:
    async with Server(trouble=lambda asked, number: "no-seed") as server:
        await asked(server, request("Hi", seed=9, temperature=0.5))
    assert "seed" not in server.requests[-1]
    assert server.requests[-1]["temperature"] == 0.5


async def test_a_closed_port_is_unreachable() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Unreachable, match="no connection came about"):
        await asked(Server(port=port))


async def test_cancelling_closes_the_connection_at_once() -> None:
    async with Server(trouble=lambda asked, number: "stall") as server:
        client = connect("openai/small", hurried(server.base, read_s=60.0))
        task = asyncio.create_task(client.complete(request()))
        while not server.requests:
            await asyncio.sleep(0.005)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        for _ in range(200):
            if server.streams_cut:
                break
            await asyncio.sleep(0.005)
        await client.aclose()
    assert server.streams_cut == 1


async def test_nothing_connects_anywhere_but_to_the_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with Server() as server:
        with counted_connections() as opened:
            assert (await asked(server)).text == "ok"
            assert (await asked(server, stream=True)).text == "ok"
    assert {address[1] for address in opened} == {server.port}


async def test_a_stream_cut_anywhere_gives_the_same_messages() -> None:
    data = 'data: {"text": "½ − ¼"}\r\n\r\n: alive\n\nevent: x\ndata: a\ndata: b\n\ndata: [DONE]\n\n'.encode()
    whole = ['{"text": "½ − ¼"}', "a\nb", "[DONE]"]
    for at in range(len(data)):
        events = Events()
        assert events.feed(data[:at]) + events.feed(data[at:]) == whole


class counted_connections:  # noqa: N801 - read as a verb
    """The addresses that any socket of this process connects to, within the block."""

    def __enter__(self) -> list[tuple[str, int]]:
        self._patch = pytest.MonkeyPatch()
        loop = asyncio.get_running_loop()
        connect_really = loop.sock_connect
        opened: list[tuple[str, int]] = []

        async def sock_connect(sock: socket.socket, address: tuple[str, int]) -> None:
            opened.append(address)
            await connect_really(sock, address)

        self._patch.setattr(loop, "sock_connect", sock_connect)
        return opened

    def __exit__(self, *failure: object) -> None:
        self._patch.undo()
