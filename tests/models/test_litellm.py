"""All other providers, through litellm: the same words and faults, quiet, and on no other connection."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from teachsim.models.access import Connections
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
)
from tests.models.asking import OWN_CANARY, hurried, request
from tests.models.server import Server, running

if TYPE_CHECKING:
    from tests.models.server import Trouble

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning"),
]

ROOT = Path(__file__).parents[2]
MODEL = "hosted_vllm/small"
CLAUDE = "anthropic/claude-sonnet-4-5"


async def asked(
    server: Server, question: Request | None = None, *, stream: bool = False, base: str = "", **more: Any
) -> Reply:
    question = question or request(model=MODEL)
    connections = Connections()
    how = hurried(base or server.base, base_for_all=True, **({"read_s": 2.0} | more))
    try:
        return await connections.client(question.model, how).complete(
            question, (lambda _: None) if stream else None
        )
    finally:
        await connections.aclose()


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
async def test_a_reply_is_that_of_a_direct_call(stream: bool) -> None:
    async with Server(reply=lambda asked: "It is 26.", cached_tokens=3) as server:
        reply = await asked(server, stream=stream)
        direct = await asked(server, request(), stream=stream)
    assert (reply.text, reply.finish_reason, reply.usage) == (direct.text, direct.finish_reason, direct.usage)
    assert reply.usage.tokens_cached == 3
    assert server.requests[0]["messages"] == server.requests[1]["messages"]


FAULTS: list[tuple[Trouble, type[CallFault], int]] = [
    ("rate-limit", RateLimited, 3),
    ("used-up", RateLimited, 1),
    ("error", ServerFailed, 3),
    ("reset", Unreachable, 3),
    ("truncated", Unreachable, 3),
    ("invalid", ServerFailed, 3),
    ("unauthorized", NotAllowed, 1),
    ("not-found", BadRequest, 1),
]


@pytest.mark.parametrize(("trouble", "fault", "tries"), FAULTS, ids=[str(row[0]) for row in FAULTS])
async def test_a_fault_has_the_name_that_a_direct_call_gives_it(
    trouble: Trouble, fault: type[CallFault], tries: int, capfd: pytest.CaptureFixture[str]
) -> None:
    async with Server(trouble=lambda asked, number: trouble) as server:
        with pytest.raises(fault) as told:
            await asked(server)
    assert type(told.value) is fault
    assert told.value.tries == tries == len(server.requests)
    assert capfd.readouterr() == ("", "")


async def test_a_stall_is_too_late() -> None:
    async with Server(trouble=lambda asked, number: "stall") as server:
        with pytest.raises(TimedOut):
            await asked(server, read_s=0.1, tries=1)


async def test_cancelling_ends_the_call() -> None:
    async with Server(trouble=lambda asked, number: "stall") as server:
        task = asyncio.create_task(asked(server))
        while not server.requests:
            await asyncio.sleep(0.005)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_a_key_that_is_refused_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEACHSIM_API_KEY", OWN_CANARY)
    async with Server(key="another") as server:
        with pytest.raises(NotAllowed) as told:
            await asked(server)
    assert server.headers[0]["Authorization"] == f"Bearer {OWN_CANARY}"
    assert OWN_CANARY not in f"{told.value} {vars(told.value)}"


async def test_anthropic_is_asked_to_keep_the_beginning_of_the_prompt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", OWN_CANARY)
    async with Server(cached_tokens=90) as server:
        base = server.base.removesuffix("/v1")
        kept = await asked(server, request(model=CLAUDE, max_tokens=9, seed=3), base=base)
        await asked(server, request(model=CLAUDE, max_tokens=9), base=base, caching=False)
    system = {"type": "text", "text": "You are Maya."}
    assert server.requests[0]["system"] == [system | {"cache_control": {"type": "ephemeral"}}]
    assert server.requests[1]["system"] == [system]
    assert (kept.usage.tokens_in, kept.usage.tokens_out, kept.usage.tokens_cached) == (95, 2, 90)
    assert kept.usage.cost_usd == pytest.approx((5 * 3.0 + 90 * 0.3 + 2 * 15.0) / 1e6)


async def test_a_model_that_litellm_does_not_list_has_no_price() -> None:
    async with Server() as server:
        assert (await asked(server)).usage.cost_usd is None


GUARDED = """
import asyncio, socket, sys
wanted = int(sys.argv[1].rsplit(":", 1)[1].split("/")[0])
reached = set()
def audit(event, args):
    if event == "socket.connect" and args[0].family != socket.AF_UNIX:
        reached.add(args[1][1])
    if event == "socket.getaddrinfo" and args[0] not in ("127.0.0.1", None):
        reached.add(args[0])
sys.addaudithook(audit)
from dataclasses import replace
from tests.models.asking import hurried, request
from teachsim.models.access import Connections
async def main():
    connections = Connections()
    for name in ("hosted_vllm/small", "openai/small"):
        client = connections.client(name, hurried(sys.argv[1], base_for_all=True, read_s=5.0))
        await client.complete(request(model=name))
        await client.complete(request(model=name), lambda text: None)
    await connections.aclose()
asyncio.run(main())
assert reached == {wanted}, reached
"""


async def test_nothing_is_looked_up_or_connected_to_but_the_endpoint() -> None:
    with running(Server()) as server:
        done = subprocess.run(
            [sys.executable, "-c", GUARDED, server.base],
            cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
