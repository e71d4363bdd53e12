"""What a session is to be played with: a new one, one gone on with, a branch. Checked, nothing played."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teachsim.cli.casting import AS_THE_CARDS_SAY, Casting
from teachsim.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from teachsim.engine.cards import CriticCard, StudentCard, TeacherCard
    from teachsim.engine.events import Branched, Event, SessionStarted
    from teachsim.engine.transcript import Transcript

NEEDED, READER = ("teacher-error", "answer-given-away"), "auditor"
"""What a teacher that is a model is always checked for, and who does that where nobody else would."""


def resuming(path: Path, casting: Casting) -> tuple[Transcript, Transcript, SessionStarted]:
    """What an unfinished transcript holds, its whole turns, and the cards with which it is gone on with.

    raises: BadInput where the session is finished or cannot be read, Diverged where it cannot be gone on with
    """
    from teachsim.engine.transcript import read
    from teachsim.roles.build import as_branched

    found = read(path)
    if found.finished:
        raise BadInput(
            "this session is finished",
            place=str(path),
            remedy=f"go on otherwise from a turn: teachsim branch {path} --at 3 --teacher teller",
        )
    whole = found.whole_turns()
    _replayed(whole.started, whole.events)
    return found, whole, _recast(as_branched(whole.started, whole.events), casting)


class Branching(NamedTuple):
    """A session that goes otherwise after a turn of another."""

    started: SessionStarted
    """With the cards from there on."""
    recorded: tuple[Event, ...]
    event: Branched
    """The last of these, which is to be written behind the prefix."""
    prefix: bytes


def branching(
    found: Transcript, at: int, teacher: str | None, words: str | None, casting: Casting
) -> Branching:
    """What is to be played where a session goes otherwise. Raises BadInput where it cannot."""
    from teachsim.engine.events import Branched
    from teachsim.engine.transcript import digest
    from teachsim.roles.build import as_branched
    from teachsim.scenario.load import load_teacher

    kept = found.through_turn(at)
    _check_words(words, kept.events, at)
    prefix = kept.prefix()
    changed = load_teacher(teacher) if teacher else None
    if changed is not None:
        _distinct([*kept.started.students, changed, *kept.started.critics])
    before = as_branched(kept.started, kept.events)
    after = before if changed is None else before.model_copy(update={"teacher": changed})
    after = _recast(after, casting)
    event = Branched(
        parent_hash=digest(prefix),
        parent_seq=kept.line_of[-1],
        at_turn=at,
        teacher=after.teacher if after.teacher != before.teacher else None,
        students=after.students if after.students != before.students else None,
        critics=after.critics if after.critics != before.critics else None,
        prompts=after.prompts if after.prompts != before.prompts else None,
        rubrics=after.rubrics if after.rubrics != before.rubrics else None,
        say=words,
    )
    return Branching(after, (*kept.events, event), event, prefix)


def _check_words(words: str | None, events: Iterable[Event], at: int) -> None:
    """Words of one's own can only follow a student's turn."""
    from teachsim.engine.events import Utterance

    last = next(e for e in events if isinstance(e, Utterance) and e.turn == at)
    if words is None or last.role == "student":
        return
    raise BadInput(
        f"turn {at} is the teacher's, so the student speaks next",
        place="--say",
        remedy=f"use --at {at - 1} to say something else instead, or --at {at + 1} to say it next",
    )


def prepared(
    scenario: str,
    teacher: str | None,
    students: list[str] | None,
    critics: list[str] | None,
    seed: int | None,
    budget: int | None,
    turns: int | None,
    casting: Casting = AS_THE_CARDS_SAY,
) -> SessionStarted:
    """The frozen request: everything that determines the session."""
    from random import SystemRandom

    from teachsim.cli.casting import cast as brained
    from teachsim.roles.build import start
    from teachsim.scenario.load import load_critic, load_rubric, load_scenario, load_student, load_teacher

    plan = load_scenario(scenario)
    limits = plan.budget
    if budget is not None:
        limits = limits.model_copy(update={"interventions": budget})
    if turns is not None:
        limits = limits.model_copy(update={"turns": turns})
    cast = plan.model_copy(
        update={
            "budget": limits,
            "students": tuple(students or plan.students),
            "teacher": teacher or plan.teacher,
            "critics": tuple(critics if critics else plan.critics),
        }
    )
    pupils = [load_student(s) for s in cast.students]
    head = load_teacher(cast.teacher)
    readers = [load_critic(c) for c in cast.critics]
    _distinct([*pupils, head, *readers])
    pupils, head, readers = brained(casting, pupils, head, readers)
    if head.brain == "model" and not any({*NEEDED} <= {*r.checks} for r in readers):
        readers.append(load_critic(READER))  # a model's words are checked for truth, whoever is invited
        _distinct([*pupils, head, *readers])
    rubrics = {c.rubric: load_rubric(c.rubric) for c in readers if c.rubric}
    cast = cast.model_copy(
        update={
            "students": tuple(p.id for p in pupils),
            "teacher": head.id,
            "critics": tuple(r.id for r in readers),
        }
    )
    luck = SystemRandom().randrange(1, 10_000) if seed is None else seed
    return start(cast, pupils, head, readers, luck, rubrics=rubrics)


def hidden(started: SessionStarted) -> Iterator[str]:
    """Which students hold nothing that can show on the items that are practised."""
    from teachsim.domains.registry import domain

    known = domain(started.scenario.domain).misconceptions
    asked = {item.kind for item in started.plan.practice}
    for card in started.students:
        held = [known[h.misconception] for h in card.holds if h.misconception in known]
        if held and not any(asked & {*misconception.kinds} for misconception in held):
            of = " or ".join(dict.fromkeys(kind for misconception in held for kind in misconception.kinds))
            names = ", ".join(misconception.id for misconception in held)
            yield f"{card.id} holds {names}, which shows on {of}, and none of these is asked in this scenario"


def _recast(started: SessionStarted, casting: Casting) -> SessionStarted:
    """The same session with the brains and models that were asked for from here on."""
    from teachsim.cli.casting import cast
    from teachsim.roles.build import prompts_of
    from teachsim.scenario.load import load_rubric

    if casting == AS_THE_CARDS_SAY:
        return started
    students, teacher, critics = cast(casting, started.students, started.teacher, started.critics)
    rubrics = {
        c.rubric: load_rubric(c.rubric).model_dump(mode="json", by_alias=True)
        for c in critics
        if c.rubric and c.rubric not in started.rubrics
    }
    return started.model_copy(
        update={
            "students": tuple(students),
            "teacher": teacher,
            "critics": tuple(critics),
            "prompts": prompts_of(students, teacher, critics) | started.prompts,
            "rubrics": {**started.rubrics, **rubrics},
        }
    )


def _replayed(started: SessionStarted, recorded: tuple[Event, ...]) -> None:
    """Play what is recorded, to see that it can be gone on with before the file is touched."""
    import asyncio

    from teachsim.engine.session import play
    from teachsim.roles.build import as_branched, stage

    async def through() -> None:
        left = len(recorded)
        async for _ in play(stage(as_branched(started, recorded)), recorded):
            left -= 1
            if not left:
                return  # the next event is to be made, for which a model may have to be asked

    asyncio.run(through())


def _distinct(agents: Iterable[StudentCard | TeacherCard | CriticCard]) -> None:
    """Refuse two agents of one id: nobody could tell in a transcript which of them spoke."""
    seen: set[str] = set()
    for agent in agents:
        if agent.id in seen:
            raise BadInput(
                f"two agents are called {agent.id!r}",
                place="the cast",
                remedy="give each card an id of its own",
            )
        seen.add(agent.id)
