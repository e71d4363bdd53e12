"""Replies recorded once, and played back without a network."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from teachsim.errors import BadInput
from teachsim.models.access import Connections, connect
from teachsim.models.client import Message, NotRecorded, Request, Sampling
from tests.models.asking import CANARY, hurried, request
from tests.models.server import Server

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.asyncio


async def recorded(path: Path, *questions: Request, server: Server) -> list[str]:
    connections = Connections({"TEACHSIM_API_KEY": CANARY})
    client = connections.client("openai/small", hurried(server.base), record=path)
    replies = [(await client.complete(question)).text for question in questions]
    await connections.aclose()
    return replies


async def replayed(path: Path, *questions: Request) -> list[str]:
    client = connect(f"replay:{path}", hurried("http://127.0.0.1:9/v1"))
    return [(await client.complete(question)).text for question in questions]


async def test_what_was_recorded_is_played_back_offline_in_its_order(tmp_path: Path) -> None:
    path = tmp_path / "runs" / "replies.jsonl"
    questions = [request("a"), request("b"), request("a")]
    async with Server(reply=lambda asked: str(len(server.requests))) as server:
        assert await recorded(path, *questions, server=server) == ["1", "2", "3"]
    assert await replayed(path, *questions) == ["1", "2", "3"]
    assert await replayed(path, *questions, request("a")) == ["1", "2", "3", "3"]


async def test_a_recording_is_played_back_under_a_name_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "replies.jsonl"
    async with Server(reply=lambda asked: "It is 26.") as server:
        how = hurried(server.base, record=str(path))
        client = connect("openai/small", how)
        await client.complete(request("a"))
        await client.aclose()
    assert await replayed(path, request("a", model=f"replay:{path}")) == ["It is 26."]


async def test_a_second_run_asks_only_what_is_not_recorded_yet(tmp_path: Path) -> None:
    path = tmp_path / "replies.jsonl"
    async with Server(reply=lambda asked: str(len(server.requests))) as server:
        await recorded(path, request("a"), server=server)
        assert await recorded(path, request("a"), request("b"), server=server) == ["1", "2"]
    assert len(server.requests) == 2


async def test_a_recording_can_be_read_and_holds_no_key(tmp_path: Path) -> None:
    path = tmp_path / "replies.jsonl"
    async with Server(key=CANARY) as server:
        await recorded(path, request("a"), server=server)
    line = json.loads(path.read_text())
    assert line["request"]["messages"][1] == {"role": "user", "content": "a"}
    assert line["reply"]["usage"]["cost_usd"] is None
    assert CANARY not in path.read_text()


async def test_a_request_that_is_not_in_the_recording_is_a_fault_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "replies.jsonl"
    async with Server() as server:
        await recorded(path, request("a"), server=server)
    with pytest.raises(NotRecorded) as told:
        await replayed(path, request("b"))
    assert told.value.place == str(path)
    assert "record it anew" in (told.value.remedy or "")


async def test_a_line_torn_at_the_end_is_asked_again_and_one_in_the_middle_is_a_bad_file(
    tmp_path: Path,
) -> None:
    path = tmp_path / "replies.jsonl"
    async with Server() as server:
        await recorded(path, request("a"), request("b"), server=server)
        whole = path.read_text()
        path.write_text(whole[:-20])
        await recorded(path, request("a"), request("b"), server=server)
        assert len(server.requests) == 3
        assert await replayed(path, request("a"), request("b")) == ["ok", "ok"]
    first, second = whole.splitlines()
    path.write_text(f"{first[:-9]}\n{second}\n")
    with pytest.raises(BadInput, match="this line is no recorded reply") as told:
        await replayed(path, request("a"))
    assert told.value.place == f"{path}:1"


async def test_a_digest_depends_on_all_that_is_asked_and_on_nothing_else() -> None:
    asked = request("a", seed=1)
    assert asked.digest == request("a", seed=1).digest
    others = [
        request("b", seed=1),
        request("a", seed=2),
        request("a", seed=1, model="openai/large"),
        Request("openai/small", (Message("user", "You are Maya."), asked.messages[1]), Sampling(seed=1)),
        Request(asked.model, asked.messages, asked.sampling, schema={"type": "object"}),
    ]
    assert len({asked.digest, *(other.digest for other in others)}) == 6
    assert len(asked.digest) == 64
