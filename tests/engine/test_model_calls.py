"""What models say is in the transcript before it is used, is not asked twice, and ends no session unsaid."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest

from teachsim.engine.events import Fault, ModelCalled, SessionEnded, TeacherBelief, Utterance
from teachsim.engine.session import play_into
from teachsim.engine.transcript import Writer, read
from teachsim.errors import ModelFault
from teachsim.models import client
from teachsim.models.access import Connections
from teachsim.models.client import (
    BadRequest,
    BudgetSpent,
    EmptyReply,
    InvalidReply,
    NotAllowed,
    RateLimited,
    Refused,
    ServerFailed,
    TimedOut,
    Truncated,
    Unreachable,
)
from teachsim.models.settings import ModelSettings
from teachsim.roles.build import stage
from teachsim.roles.calling import Clients
from tests.models.server import Server
from tests.roles.bad_models import Fake, modelled, plain_of

if TYPE_CHECKING:
    from pathlib import Path

LESSON = "fractions/unlike-denominators"


def lesson(seed: int = 3, **brains):
    from teachsim.scenario.load import load_scenario

    scenario = load_scenario(LESSON)
    items = scenario.items.model_copy(update={"practice": 2, "near": 2, "transfer": 0})
    return modelled(LESSON, seed, items=items, delayed_test="none", **brains)


def decides(request) -> str:
    """What a teacher might say of its own, whatever it is asked."""
    turn = sum(len(m.content) for m in request.messages)
    return json.dumps(
        {
            "belief": [
                {"hypothesis": "add-tops-and-bottoms", "probability": 0.7},
                {"hypothesis": "unknown", "probability": 0.3},
            ],
            "intervene": turn % 3 != 0,
            "move": "probe",
            "target": "add-tops-and-bottoms",
            "predicted": "",
            "predicted_probability": 0,
            "reason": "to hear more",
            "text": f"How did you get that? ({turn})",
        }
    )  # fmt: skip


def judges(request) -> str:
    return json.dumps({"quote": "How did you get that?", "score": len(request.messages[-1].content) % 2})


def anything(request) -> str:
    """A model good enough for every role."""
    system = request.messages[0].content
    if "JSON object with these keys" in system:
        return decides(request)
    if system.startswith("You judge"):
        return judges(request)
    return plain_of(request) or f"I got {len(request.messages[-1].content) % 7}/9."


ALL = {"student": "model", "teacher": "model", "critic": "tutor-actions"}
CONTROL = {"student": "prompted", "teacher": "hybrid"}


async def into(path: Path, started, clients: Clients, stop: int | None = None) -> None:
    """Play a session into a file, a new one or one that is gone on with; stop after so many new lines."""
    if path.exists():
        found = read(path)
        whole = found.whole_turns()
        writer, recorded, again = Writer.onto(whole), whole.events, found.beyond(whole)
    else:
        writer, recorded, again = Writer.new(path), (), ()
    new = 0
    with writer:
        playing = play_into(writer, stage(started, clients=clients, again=again), recorded)
        try:
            async for happened in playing:
                new += not happened.recorded
                if stop is not None and new >= stop:
                    return
        finally:
            await playing.aclose()


def rows(path: Path) -> list[dict]:
    timeless = ("time", "seconds")
    return [
        {k: v for k, v in json.loads(line).items() if k not in timeless}
        for line in path.read_bytes().splitlines()
    ]


def test_a_reply_is_on_the_disk_before_it_is_used(tmp_path):
    path = tmp_path / "session.jsonl"
    seen: list[int] = []
    started = lesson(student="model", teacher="hybrid")

    def says(request) -> str:
        calls = [r for r in rows(path) if r["type"] == "model_called"]
        seen.append(len(calls))
        return plain_of(request)

    asyncio.run(into(path, started, Fake(says).clients))
    assert seen == list(range(len(seen)))  # each call finds all before it written
    called = 0
    for row in rows(path):
        called += row["type"] == "model_called"
        if row["type"] == "utterance":
            assert called, "said before anything was asked"
            called = 0


def test_what_is_logged_of_a_call_says_who_asked_what_and_what_it_took(tmp_path):
    path = tmp_path / "session.jsonl"
    fake = Fake(anything)
    asyncio.run(into(path, lesson(**ALL), fake.clients))
    calls = [e for e in read(path).events if isinstance(e, ModelCalled)]
    assert {c.role for c in calls} == {"student", "teacher", "critic"}
    assert Counter(c.prompt_hash for c in calls) == Counter(r.digest for r in fake.asked)
    assert {(c.tokens_in, c.tokens_out, c.cost_usd, c.finish_reason) for c in calls} == {
        (100, 10, None, "stop")
    }
    assert all(c.turn and c.item and c.student == "maya" for c in calls)


@pytest.mark.parametrize("brains", [ALL, CONTROL], ids=["all", "control"])
def test_killed_after_any_line_and_gone_on_with_nothing_is_asked_twice_and_the_file_is_the_same(
    brains, tmp_path
):
    whole = tmp_path / "whole.jsonl"
    started = lesson(**brains)
    asyncio.run(into(whole, started, Fake(anything).clients))
    expected = rows(whole)
    data = whole.read_bytes().splitlines(keepends=True)
    asked = sum(r["type"] == "model_called" for r in expected)
    step = max(1, len(data) // 25)
    for cut in [*range(1, len(data), step), len(data) - 1]:
        path = tmp_path / f"{cut}.jsonl"
        path.write_bytes(b"".join(data[:cut]))
        known = sum(json.loads(line)["type"] == "model_called" for line in data[:cut])
        fake = Fake(anything)
        asyncio.run(into(path, started, fake.clients))
        assert len(fake.asked) == asked - known, f"cut after line {cut}"
        in_order = rows(path)
        assert _apart_from_order_at_once(in_order) == _apart_from_order_at_once(expected), (
            f"cut after line {cut}"
        )


def _apart_from_order_at_once(lines: list[dict]) -> list[str]:
    """The lines, those of calls that were made at once sorted, as the first reply comes first."""
    out: list[str] = []
    block: list[str] = []
    for line in lines:
        text = json.dumps({k: v for k, v in line.items() if k != "seq"}, sort_keys=True)
        if line["type"] == "model_called":
            block.append(text)
            continue
        out += [*sorted(block), text]
        block = []
    return out + sorted(block)


def test_replaying_and_folding_never_call_a_model(tmp_path):
    path = tmp_path / "session.jsonl"
    started = lesson(**ALL)
    asyncio.run(into(path, started, Fake(anything).clients))
    found = read(path)
    folded = stage(found.started)
    for event in found.events:
        if isinstance(event, TeacherBelief):
            held = folded.cast.teacher.belief(folded.states[folded.cast.teacher_id], event.student)
            assert (held.probabilities, held.stated) == (event.probabilities, event.stated)
        folded.happened(event)


INFRASTRUCTURE = [Unreachable, TimedOut, RateLimited, ServerFailed, NotAllowed, BadRequest, BudgetSpent]
MODEL = [Truncated, Refused, EmptyReply, InvalidReply]


@pytest.mark.parametrize("fault", [*INFRASTRUCTURE, *MODEL], ids=lambda f: f.__name__)
@pytest.mark.parametrize(
    "brains",
    [{"student": "prompted"}, {"student": "symbolic", "teacher": "model"}],
    ids=["prompted", "teacher"],
)
def test_a_fault_where_nothing_can_speak_instead_is_a_fault_event_of_its_class_and_no_score(
    fault, brains, tmp_path
):
    path = tmp_path / "session.jsonl"
    started = lesson(**brains)
    calls = []

    def says(request) -> str | Exception:
        calls.append(1)
        return fault("it failed") if len(calls) > 1 else anything(request)

    with pytest.raises(ModelFault):
        asyncio.run(into(path, started, Fake(says).clients))
    events = read(path).events
    failed = next(e for e in events if isinstance(e, Fault))
    assert failed.fault_class == fault.fault_class
    assert fault.__name__ in failed.message
    assert any(isinstance(e, ModelCalled) and e.reply is None and e.fault == fault.__name__ for e in events)
    ended = isinstance(events[-1], SessionEnded)
    assert ended == (fault.fault_class == "model")
    if ended:
        assert events[-1].reason == "fault"
        return
    fake = Fake(anything)  # the way is there again
    asyncio.run(into(path, started, fake.clients))
    whole = tmp_path / "whole.jsonl"
    asyncio.run(into(whole, started, Fake(anything).clients))
    assert _apart_from_order_at_once(rows(path)) == _apart_from_order_at_once(rows(whole))


# --- over a real server -------------------------------------------------------------------------

TROUBLES = ("rate-limit", "error", "gateway", "reset", "stall", "stall-midway", "truncated", "invalid",
            "shape", "refusal", "filtered", "cut", "empty")  # fmt: skip


class _Asked:
    """A request as the server got it, in the shape of ours."""

    def __init__(self, body: dict) -> None:
        from teachsim.models.client import Message

        self.messages = tuple(Message(m["role"], m["content"]) for m in body["messages"])


def test_twenty_dialogues_over_a_bad_line_all_end_and_no_turn_is_lost_or_doubled(tmp_path):
    """A tenth of benchmarks/models_faults.py: 20 % of the requests go wrong, in every way there is."""
    ends, faults = asyncio.run(dialogues_over_a_bad_line(tmp_path, 20))
    assert sum(ends.values()) == 20
    assert ends["unfinished without a fault"] == 0
    assert all(name in ("infrastructure", "model") for name in faults)


async def dialogues_over_a_bad_line(folder: Path, count: int) -> tuple[Counter[str], Counter[str]]:
    """How so many dialogues ended, and the classes of their faults; wrong turns raise."""
    rng = Random(20)
    ends: Counter[str] = Counter()
    faults: Counter[str] = Counter()

    def trouble(asked: dict, number: int):
        return rng.choice(TROUBLES) if rng.random() < 0.2 else None

    how = {"read_s": 0.2, "total_s": 2.0, "tries": 3, "wait_s": 0.01, "longest_wait_s": 0.05}
    async with Server(reply=lambda asked: anything(_Asked(asked)), trouble=trouble) as server:
        connections = Connections({})
        base = ModelSettings(api_base=server.base, **how)
        clients = Clients(lambda model, api_base: connections.client(model, base), connections.aclose)

        async def one(n: int) -> None:
            path = folder / f"{n}.jsonl"
            started = lesson(seed=n, **(CONTROL if n % 2 else ALL))
            try:
                await into(path, started, clients, stop=30 if n % 4 == 0 else None)
                if n % 4 == 0:  # killed midway, and gone on with
                    await into(path, started, clients)
            except ModelFault as fault:
                faults[fault.fault_class] += 1
            events = read(path).events
            assert [e.turn for e in events if isinstance(e, Utterance)] == list(
                range(1, 1 + sum(isinstance(e, Utterance) for e in events))
            )
            failed = [e for e in events if isinstance(e, Fault)]
            for fault in failed:
                named = getattr(client, fault.message.partition(":")[0])
                assert fault.fault_class == named.fault_class, fault.message
            if isinstance(events[-1], SessionEnded):
                ends["fault" if failed else "finished"] += 1
            else:
                ends["to be gone on with" if failed else "unfinished without a fault"] += 1

        await asyncio.gather(*(one(n) for n in range(count)))
        await clients.aclose()
    return ends, faults
