"""`teachsim show-prompt`: exactly what a language model would be sent, and nothing is sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from teachsim.cli import completion
from teachsim.errors import BadInput

if TYPE_CHECKING:
    from teachsim.engine.cards import CriticCard, StudentCard, TeacherCard
    from teachsim.engine.events import Event, SessionStarted
    from teachsim.models.client import Client, Request

Role = Literal["student", "teacher", "critic", "copilot"]

SEED = 7
BRAINS: dict[str, str] = {"student": "model", "teacher": "model", "critic": "model", "copilot": "hybrid"}
"""Whose prompt is shown where a card is symbolic and no --brain is given."""
RUBRIC = "tutor-actions"
"""What a critic without a rubric is shown judging by."""
NO_MODEL = "openai/NAME"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("show-prompt", rich_help_panel="Sessions")(show_prompt)


def show_prompt(
    scenario: Annotated[
        str,
        typer.Argument(
            autocompletion=completion.scenarios, help="A scenario by name or file, or a transcript."
        ),
    ],
    role: Annotated[str, typer.Option("--role", help="student, teacher, critic or copilot.")],
    turn: Annotated[
        int | None,
        typer.Option(
            "--turn", min=1, help="The turn; the role's first if left out, for a critic the one judged."
        ),
    ] = None,
    brain: Annotated[
        str | None,
        typer.Option("--brain", help="As --brain of run: model, prompted (students), hybrid (teachers)."),
    ] = None,
    teacher: Annotated[str | None, typer.Option("--teacher", help="A teacher by name or card file.")] = None,
    student: Annotated[
        list[str] | None, typer.Option("--student", help="A student by name or card file.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of the session that leads there.")] = SEED,
    json: Annotated[bool, typer.Option("--json", help="The whole request as JSON.")] = False,
) -> None:
    """Show what a model is sent in a turn. What comes before it is played by rules, or was recorded.

    Examples:
      teachsim show-prompt fractions/unlike-denominators --role student
      teachsim show-prompt fractions/unlike-denominators --role teacher --turn 4 --brain hybrid
    Exit codes: 0 done, 2 bad usage or file.
    """
    from teachsim.cli.output import print_json, say

    if role not in BRAINS:
        raise BadInput(
            f"there is no role {role!r}", place="--role", remedy="student, teacher, critic or copilot"
        )
    started, events = _session(scenario, teacher, student, seed)
    if role == "copilot":
        request = _suggesting(_with_brain(started, "teacher", brain or BRAINS[role]), events, turn)
    else:
        request = _request(_with_brain(started, role, brain), events, role, turn)
    if json:
        print_json(request.plain() | {"digest": request.digest})
        return
    for n, message in enumerate(request.messages):
        if n:
            say("")
        say((f"[{message.role}]", "bold"))
        for line in message.content.split("\n"):
            say(line)


def _session(
    name: str, teacher: str | None, students: list[str] | None, seed: int
) -> tuple[SessionStarted, list[Event]]:
    """The session as rules play it, or as it was recorded."""
    import asyncio

    from teachsim.cli.preparing import prepared
    from teachsim.engine.session import play
    from teachsim.engine.transcript import read
    from teachsim.roles.build import stage

    if name.endswith(".jsonl"):
        found = read(Path(name))
        return found.started, list(found.events)
    started = prepared(name, teacher, students, None, seed, None, None)
    plain = started.model_copy(
        update={
            "students": tuple(map(_symbolic, started.students)),
            "teacher": _symbolic(started.teacher),
            "critics": tuple(map(_symbolic, started.critics)),
        }
    )

    async def played() -> list[Event]:
        return [happened.event async for happened in play(stage(plain))]

    return started, asyncio.run(played())


def _symbolic(card: Any) -> Any:
    changes: dict[str, Any] = {"brain": "symbolic"}
    if card.kind == "critic":
        changes["rubric"] = None
    return card.model_copy(update=changes)


def _with_brain(started: SessionStarted, role: str, brain: str | None) -> SessionStarted:
    """The cast with a language model in this role, and rules in the others."""
    from teachsim.engine.cards import CriticBrain, StudentBrain, TeacherBrain
    from teachsim.roles.build import prompts_of
    from teachsim.scenario.load import load_rubric

    known: dict[str, Any] = {"student": StudentBrain, "teacher": TeacherBrain, "critic": CriticBrain}
    fits = [b for b in known[role].__args__ if b != "symbolic"]
    if brain is not None and brain not in fits:
        raise BadInput(
            f"no brain {brain!r} of a {role} has a prompt",
            place="--brain",
            remedy=f"write {' or '.join(fits)}",
        )

    def modelled(card: StudentCard | TeacherCard | CriticCard) -> Any:
        mine = brain or (card.brain if card.brain != "symbolic" else BRAINS[role])
        changes: dict[str, Any] = {"brain": mine, "model": card.model or NO_MODEL}
        if card.kind == "critic":
            changes["rubric"] = card.rubric or RUBRIC
        return card.model_copy(update=changes)

    def cast(card: StudentCard | TeacherCard | CriticCard) -> Any:
        return modelled(card) if card.kind == role else _symbolic(card)

    changed: dict[str, Any] = {
        "students": tuple(map(cast, started.students)),
        "teacher": cast(started.teacher),
        "critics": tuple(map(cast, started.critics)),
    }
    named = {c.rubric for c in changed["critics"] if c.rubric} - set(started.rubrics)
    more = {n: load_rubric(n).model_dump(mode="json", by_alias=True) for n in named}
    prompts = prompts_of(changed["students"], changed["teacher"], changed["critics"])
    return started.model_copy(
        update={**changed, "prompts": prompts | started.prompts, "rubrics": {**started.rubrics, **more}}
    )


class _Sent(Exception):
    """What would have been sent."""

    def __init__(self, request: Request) -> None:
        super().__init__("caught before it was sent")
        self.request = request


def _caught() -> Client:
    """A client that sends nothing, and raises what it would have sent."""
    from teachsim.models.client import Client

    class Caught(Client):
        async def complete(self, request: Request, on_text: Any = None) -> Any:
            raise _Sent(request)

        async def aclose(self) -> None:
            pass

    return Caught()


def _request(started: SessionStarted, events: list[Event], role: str, turn: int | None) -> Request:
    """The first request that this role makes in that turn."""
    import asyncio

    from teachsim.engine.session import play
    from teachsim.roles.build import stage
    from teachsim.roles.calling import Clients

    before = _before(events, started, role, turn)

    async def until_it_asks() -> None:
        async for _ in play(stage(started, clients=Clients(lambda model, api_base: _caught())), before):
            pass

    try:
        asyncio.run(until_it_asks())
    except _Sent as sent:
        return sent.request
    raise BadInput(
        "no model is asked there", place="--turn", remedy="the role's turns are those that the session shows"
    )


def _suggesting(started: SessionStarted, events: list[Event], turn: int | None) -> Request:
    """The first request of a copilot that is asked what to say in that turn, on the teacher's own view."""
    import asyncio

    from teachsim.engine.session import play
    from teachsim.engine.views import teacher_view
    from teachsim.roles.build import stage
    from teachsim.roles.calling import Clients
    from teachsim.roles.teacher.copilot import Copilot
    from teachsim.roles.teacher.hybrid import HybridTeacher

    if started.teacher.brain != "hybrid":
        raise BadInput("a copilot's model words what rules suggest", place="--brain", remedy="write hybrid")
    before = _before(events, started, "copilot", turn)
    student = next(e.student for e in reversed(before) if getattr(e, "student", None))
    playing = stage(started, clients=Clients(lambda model, api_base: _caught()))

    async def suggested() -> None:
        left = len(before)
        async for _ in play(playing, before):
            left -= 1
            if not left:
                break
        advised = playing.cast.teacher
        assert isinstance(advised, HybridTeacher)
        assert student is not None
        view = teacher_view(playing.ledger, started.teacher.id, student)
        await Copilot(advised).suggest(playing.states[started.teacher.id], view)

    try:
        asyncio.run(suggested())
    except _Sent as sent:
        return sent.request
    raise BadInput("there is nothing to suggest there", place="--turn", remedy="take another turn")


def _before(events: list[Event], started: SessionStarted, role: str, turn: int | None) -> list[Event]:
    """What has happened before this role asks its model in that turn."""
    from teachsim.engine.events import Attempt, Decision, UnderstoodEvent, Utterance

    gates = any(c.brain != "symbolic" and c.mode == "gate" for c in started.critics)
    kind: type[Any] = {
        "student": Attempt,
        "teacher": Decision,
        "copilot": Decision,
        "critic": UnderstoodEvent,
    }[role]
    if role == "critic" and gates:
        kind = Decision  # it reads the draft, which comes before the words
    decides = {
        "student": started.students[0].brain == "prompted",
        "teacher": started.teacher.brain == "model",
        "copilot": True,
    }
    after = not decides.get(role, False)
    speaks = "student" if role == "student" else "teacher"
    turns = [e.turn for e in events if isinstance(e, Utterance) and e.role == speaks and e.turn]
    if not turns or (turn is not None and turn not in turns):
        shown = ", ".join(map(str, turns[:12])) + (" …" if len(turns) > 12 else "")
        raise BadInput(
            f"turn {turn} is not the {speaks}'s" if turns else f"the {speaks} never speaks",
            place="--turn",
            remedy=f"take one of {shown}" if turns else "take another scenario, or another --seed",
        )
    at = turn or turns[0]
    index = next(n for n, e in enumerate(events) if isinstance(e, kind) and e.turn == at)
    return [started, *events[1 : index + after]]
