"""Sessions for the tests, built from shipped cards or made here; all real parts."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from teachsim.engine.cards import CriticCard, Scenario, StudentCard, TeacherCard
from teachsim.engine.session import play, play_into
from teachsim.engine.transcript import Writer
from teachsim.roles.build import as_branched, stage, start
from teachsim.scenario.load import load_critic, load_scenario, load_student, load_teacher
from tests.snippets import SNIPPETS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from teachsim.domains.base import Domain
    from teachsim.engine.events import Event, SessionStarted


def shipped(name: str, seed: int, teacher: str | None = None, **changes: Any) -> SessionStarted:
    """The first event of a session of a shipped scenario."""
    scenario = load_scenario(name).model_copy(update=changes)
    return start(
        scenario,
        [load_student(s) for s in scenario.students],
        load_teacher(teacher or scenario.teacher),
        [load_critic(c) for c in scenario.critics],
        seed,
    )


def student(holds: str | None = None, strength: float = 0.8, **fields: Any) -> StudentCard:
    """A student called Maya who holds this."""
    held = [{"misconception": holds, "strength": strength}] if holds else []
    voice = {"register": "child", "talkative": 0.8, "hesitates": 0.4}
    return StudentCard.model_validate_json(
        json.dumps({"id": "maya", "name": "Maya", "voice": voice, "holds": held, **fields})
    )


def snippets_lesson(holds: str, kind: str, policy: str = "contradiction", seed: int = 1) -> SessionStarted:
    """A session in the domain that has no numbers."""
    scenario = Scenario.model_validate_json(
        json.dumps(
            {
                "id": "snippets/test",
                "name": "Predict the output",
                "domain": "snippets",
                "goal": "Reads code.",
                "students": ["maya"],
                "teacher": "t",
                "briefing": "Find out.",
                "items": {"practice": 4, "near": 4, "transfer": 0, "kinds": [kind], "target": holds},
            }
        )
    )
    teacher = TeacherCard.model_validate_json(json.dumps({"id": "t", "policy": policy}))
    critic = CriticCard.model_validate_json(json.dumps({"id": "observer", "mode": "observe"}))
    return start(scenario, [student(holds)], teacher, [critic], seed, SNIPPETS)


def played(
    started: SessionStarted, recorded: Sequence[Event] = (), domain: Domain | None = None
) -> list[Event]:
    """All events of the session."""

    async def go() -> list[Event]:
        return [h.event async for h in play(stage(as_branched(started, recorded), domain), recorded)]

    return asyncio.run(go())


def written(started: SessionStarted, path: Path, domain: Domain | None = None) -> list[Event]:
    """The same, into a transcript."""

    events: list[Event] = []

    async def go() -> None:  # asyncio makes a text of what is returned, which took a thirtieth of a session
        with Writer.new(path) as writer:
            events.extend([h.event async for h in play_into(writer, stage(started, domain))])

    asyncio.run(go())
    return events


def without_times(data: bytes) -> list[dict[str, Any]]:
    """The lines of a transcript, times aside."""
    rows = [json.loads(line) for line in data.splitlines()]
    for row in rows:
        del row["time"]
    return rows
