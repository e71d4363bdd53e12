"""An endpoint at which a fifth of all requests goes wrong, in every way there is, while many ask."""

from __future__ import annotations

import asyncio
from random import Random
from typing import TYPE_CHECKING

import pytest

from teachsim.models.access import Connections
from teachsim.models.client import CallFault
from tests.models.asking import hurried, request
from tests.models.server import Server

if TYPE_CHECKING:
    from teachsim.models.client import Client
    from tests.models.server import Asked, Trouble

TROUBLES: list[Trouble] = ["rate-limit", "error", "reset", "stall", "truncated", "invalid"]


async def dialogue(client: Client, name: int, *, stream: bool) -> list[str] | CallFault:
    """Ten turns, each answered by its own name; or the fault that ended it."""
    said = []
    try:
        for turn in range(10):
            reply = await client.complete(request(f"{name}/{turn}"), (lambda _: None) if stream else None)
            said.append(reply.text)
    except CallFault as fault:
        return fault
    return said


@pytest.mark.asyncio
@pytest.mark.parametrize("tries", [2, 6])
async def test_every_dialogue_ends_whole_or_with_a_fault_of_the_way_and_no_turn_is_lost_or_doubled(
    tries: int,
) -> None:
    chance = Random(8)

    def trouble(asked: Asked, number: int) -> Trouble | None:
        return chance.choice(TROUBLES) if chance.random() < 0.2 else None

    def reply(asked: Asked) -> str:
        return str(asked["messages"][-1]["content"])

    async with Server(reply=reply, trouble=trouble) as server:
        connections = Connections()
        client = connections.client("openai/small", hurried(server.base, tries=tries, read_s=0.1))
        async with asyncio.timeout(20):
            ended = await asyncio.gather(*(dialogue(client, n, stream=n % 2 == 0) for n in range(30)))
        await connections.aclose()
    whole = [said for said in ended if isinstance(said, list)]
    broken = [fault for fault in ended if isinstance(fault, CallFault)]
    assert all(said == [f"{n}/{turn}" for turn in range(10)] for n, said in enumerate(ended) if said in whole)
    assert all(fault.fault_class == "infrastructure" and fault.tries == tries for fault in broken)
    assert len(whole) > len(broken) if tries == 6 else len(broken) > 5
