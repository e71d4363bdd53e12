"""What a model call costs beside the model: start, time, processor and memory, against bare loops.

A server on the loopback answers every request after 50 ms, in a process of its own. Each row below is a
fresh process that holds dialogues of ten turns, one request a turn, with all that was said before in each:
a bare aiohttp loop, our client on the same endpoint, the same with every reply recorded, a bare litellm
loop, and our client through litellm. What is timed is a coroutine, `dialogue(client, number)`.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import subprocess
import sys
import time
import urllib.request
from argparse import ArgumentParser
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from benchmarks.tables import table

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence

    Ask = Callable[[list[dict[str, str]]], Awaitable[str]]
    Dialogue = Callable[[int], Awaitable[list[float]]]
    """Hold the number-th dialogue; the seconds that each turn took."""

ROOT = Path(__file__).parents[1]
SYSTEM = "You are Maya, 9 years old. You subtract the smaller digit from the larger, whichever is on top."
LATENCY_S = 0.05
TURNS = 10
KINDS = {
    "bare aiohttp loop": "aiohttp",
    "teachsim's client": "client",
    "teachsim's client, recording": "recording",
    "teachsim's sessions, both roles models": "sessions",
    "the same with guard, critics and tests": "whole",
    "bare litellm loop": "litellm",
    "teachsim's client, through litellm": "through",
}
SLOW = ("litellm", "through")
"""Kinds that hold half as many dialogues, lest most of the time be theirs."""


# --- who asks -----------------------------------------------------------------------------------


def holding(ask: Ask) -> Dialogue:
    """A dialogue of TURNS turns that asks in this way."""

    async def dialogue(number: int) -> list[float]:
        took = []
        messages = [{"role": "system", "content": SYSTEM}]
        for turn in range(TURNS):
            began = time.perf_counter()
            messages.append({"role": "user", "content": f"Dialogue {number}, turn {turn}: what is 52 - 38?"})
            messages.append({"role": "assistant", "content": await ask(messages)})
            took.append(time.perf_counter() - began)
        return took

    return dialogue


@asynccontextmanager
async def bare_aiohttp(base: str, folder: Path) -> AsyncIterator[Dialogue]:
    import aiohttp

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def ask(messages: list[dict[str, str]]) -> str:
            body = {"model": "x", "messages": messages}
            async with session.post(f"{base}/chat/completions", json=body) as response:
                answer = await response.json()
            return str(answer["choices"][0]["message"]["content"])

        yield holding(ask)


@asynccontextmanager
async def bare_litellm(base: str, folder: Path) -> AsyncIterator[Dialogue]:
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = os.environ["LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS"] = "True"
    import litellm

    async def ask(messages: list[dict[str, str]]) -> str:
        answer = await litellm.acompletion("hosted_vllm/x", messages=messages, api_base=base, api_key="none")
        return str(answer.choices[0].message.content)

    yield holding(ask)


@asynccontextmanager
async def ours(name: str, base: str, record: Path | None) -> AsyncIterator[Dialogue]:
    from teachsim.models.access import Connections
    from teachsim.models.client import Message, Request
    from teachsim.models.settings import ModelSettings

    settings = ModelSettings(api_base=base, base_for_all=True, concurrency=1000)
    connections = Connections()
    client = connections.client(name, settings, record=record)

    async def ask(messages: list[dict[str, str]]) -> str:
        said = tuple(Message(message["role"], message["content"]) for message in messages)  # type: ignore[arg-type]
        return (await client.complete(Request(name, said))).text

    try:
        yield holding(ask)
    finally:
        await connections.aclose()


@asynccontextmanager
async def sessions(base: str, folder: Path, *, whole: bool = False) -> AsyncIterator[Dialogue]:
    """Sessions with their transcripts: a prompted student, a model for a teacher, no critic, no tests.

    The Bayesian belief beside the teacher's own is part of every such session.
    whole: the student is worded and guarded besides, and the scenario's critics and tests are there. It is
           still one request a turn: critics and tests are the rules', and where the guard refuses the
           server's words, as it mostly does, a template speaks at once
    """
    from teachsim.batch.modelled import seldom_collected
    from teachsim.engine.events import Utterance
    from teachsim.engine.session import play_into
    from teachsim.engine.transcript import Writer
    from teachsim.models.access import Connections
    from teachsim.models.settings import ModelSettings
    from teachsim.roles.build import stage, start
    from teachsim.roles.calling import Clients
    from teachsim.scenario.load import load_critic, load_scenario, load_student, load_teacher

    settings = ModelSettings(api_base=base, concurrency=1000)
    connections = Connections()
    clients = Clients(lambda model, _: connections.client(model, settings), connections.aclose)
    scenario = load_scenario("subtraction/borrowing")
    items = scenario.items.model_copy(update={"practice": 5} | ({} if whole else {"near": 0, "transfer": 0}))
    budget = scenario.budget.model_copy(update={"turns": TURNS})
    scenario = scenario.model_copy(update={"items": items, "budget": budget})
    critics = [load_critic(name) for name in scenario.critics] if whole else []
    played: dict[str, Any] = {"model": "openai/x"}
    brain = "model" if whole else "prompted"
    student = load_student(scenario.students[0])
    sampling = student.sampling.model_copy(update={"tries": 1})
    student = student.model_copy(update={"brain": brain, "sampling": sampling, **played})
    teacher = load_teacher(scenario.teacher).model_copy(update={"brain": "model", **played})

    async def dialogue(number: int) -> list[float]:
        took, began = [], time.perf_counter()
        started = start(scenario, [student], teacher, critics, number)
        with Writer.new(folder / f"{number}.jsonl") as writer:
            async for happened in play_into(writer, stage(started, clients=clients)):
                if isinstance(happened.event, Utterance):
                    took.append(time.perf_counter() - began)
                    began = time.perf_counter()
        return took

    try:
        with seldom_collected():  # as in a batch
            yield dialogue
    finally:
        await clients.aclose()


WAYS: dict[str, Callable[[str, Path], Any]] = {
    "aiohttp": bare_aiohttp,
    "litellm": bare_litellm,
    "client": lambda base, folder: ours("openai/x", base, None),
    "sessions": sessions,
    "whole": lambda base, folder: sessions(base, folder, whole=True),
    "recording": lambda base, folder: ours("openai/x", base, folder / "replies.jsonl"),
    "through": lambda base, folder: ours("hosted_vllm/x", base, None),
}
"""By kind, what makes a dialogue: more can be added by whoever has more to a turn than a request."""


# --- one process --------------------------------------------------------------------------------


async def held(kind: str, base: str, dialogues: int, at_once: int) -> dict[str, Any]:
    """What so many dialogues took, so many at once, after one that opens the way."""
    with TemporaryDirectory() as folder:
        async with WAYS[kind](base, Path(folder)) as dialogue:
            await dialogue(0)
            free = asyncio.Semaphore(at_once)

            async def one(number: int) -> list[float]:
                async with free:
                    return list(await dialogue(number))

            processor, began = time.process_time(), time.perf_counter()
            turns = await asyncio.gather(*(one(number) for number in range(1, dialogues + 1)))
            took = time.perf_counter() - began
            processor = time.process_time() - processor
    count = sum(len(turn) for turn in turns)
    return {
        "turn_s": median(second for turn in turns for second in turn),
        "cpu_s": 1000 * processor / count,
        "dialogues_per_s": dialogues / took,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "ended": time.time(),
    }


def child(kind: str, base: str, dialogues: int, at_once: int) -> dict[str, Any]:
    """The same in a fresh process; with how long after the last dialogue that ended."""
    command = [sys.executable, "-m", "benchmarks.models_speed", "--child", kind, "--base", base]
    command += ["--dialogues", str(dialogues), "--at-once", str(at_once)]
    # as installed: bytecode is kept, whatever the shell says
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.time()
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    ended = time.time()
    result: dict[str, Any] = json.loads(done.stdout)
    with urllib.request.urlopen(base.replace("/v1", "/first")) as answer:
        result["first_request_s"] = json.load(answer)[0] - began
    result["exit_s"] = ended - result["ended"]
    return result


@contextmanager
def served() -> Iterator[str]:
    """The address of the server, which ends with the block."""
    command = [sys.executable, "-m", "benchmarks.models_server", str(LATENCY_S)]
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdin
    assert server.stdout
    try:
        yield f"http://127.0.0.1:{server.stdout.readline().strip()}/v1"
    finally:
        server.stdin.close()
        server.wait(10)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--child", choices=list(WAYS))
    parser.add_argument("--base", default="")
    parser.add_argument("--at-once", type=int, default=1)
    parser.add_argument(
        "--dialogues", type=int, default=1024, help="dialogues at 256 at once; fewer at fewer"
    )
    parser.add_argument("--kinds", nargs="*", default=list(WAYS), choices=list(WAYS))
    parser.add_argument("--runs", type=int, default=3, help="of each; the middle one is shown")
    given = parser.parse_args(arguments)
    if given.child:
        print(json.dumps(asyncio.run(held(given.child, given.base, given.dialogues, given.at_once))))
        return
    with served() as base:
        rows = [
            _row(name, kind, base, given.dialogues // (2 if kind in SLOW else 1), given.runs)
            for name, kind in KINDS.items()
            if kind in given.kinds
        ]
    print(
        f"Dialogues of {TURNS} turns; latency {1000 * LATENCY_S:.0f} ms; the middle of {given.runs} runs.\n"
    )
    columns = (
        "who asks", "first request s", "added ms a turn", "CPU s per 1,000 turns, 32", "dialogues/s, 32",
        "dialogues/s, 256", "peak MB, 256", "exit s",
    )  # fmt: skip
    print(table(columns, rows))


def _row(name: str, kind: str, base: str, most: int, runs: int) -> tuple[str, ...]:
    def middle(dialogues: int, at_once: int) -> dict[str, float]:
        results = [child(kind, base, max(1, dialogues), at_once) for _ in range(runs)]
        return {figure: median(result[figure] for result in results) for figure in results[0]}

    alone, some, many = middle(most // 100, 1), middle(most // 4, 32), middle(most, 256)
    return (
        name,
        f"{alone['first_request_s']:.2f}",
        f"{1000 * (alone['turn_s'] - LATENCY_S):.1f}",
        f"{some['cpu_s']:.2f}",
        f"{some['dialogues_per_s']:.0f}",
        f"{many['dialogues_per_s']:.0f}",
        f"{many['peak_mb']:.0f}",
        f"{max(alone['exit_s'], some['exit_s'], many['exit_s']):.2f}",
    )


if __name__ == "__main__":
    main()
