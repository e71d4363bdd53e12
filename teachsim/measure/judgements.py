"""What a transcript is worth by a rubric, what in it can harm, and what is wrong with what was explained.

Rules settle what they can; model judges' scores are taken from the transcript; all else is None. Nobody is
asked anything here.
"""

from __future__ import annotations

import asyncio
from statistics import fmean
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from teachsim.engine.cards import CriticCard
from teachsim.engine.events import Branched, Critique, ItemPresented, SessionStarted, Utterance
from teachsim.measure.said import said_by_the_teacher
from teachsim.roles.critic.explanations import explain_flaw
from teachsim.roles.critic.harm import audited, outcomes
from teachsim.roles.critic.judging import scored

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from teachsim.domains.base import Domain
    from teachsim.engine.events import Event
    from teachsim.language.acts import MoveKind
    from teachsim.measure.said import Said
    from teachsim.roles.critic.rubrics import Rubric, RubricItem

JUDGE = CriticCard(id="measure", mode="observe")
"""Whose word limit holds for `too-long`."""
EXPLAINS: frozenset[MoveKind] = frozenset(
    {"state-rule", "refute", "worked-example", "give-step", "give-answer", "hint", "false-claim"}
)
"""Moves of a teacher that say something about the mathematics."""


class ItemScore(BaseModel):
    """What an item of a rubric was given."""

    item: str
    score: float | None
    lowest: float
    highest: float
    by: str | None
    """`rule`, or the judge; None while it waits for one."""
    turns: int
    """How many turns it rests on; 0 where none counted."""
    evidence: list[str]


class RubricScores(BaseModel):
    """A student's sessions by a rubric: the mean over turns of a rubric that is per turn."""

    transcript: str
    student: str
    items: list[ItemScore]


class Harmful(BaseModel):
    """One harm in a turn."""

    turn: int
    harm: str
    severity: int
    quote: str


class AgainstControl(BaseModel):
    """A test after teaching beside the same student's untaught: shares right."""

    when: str
    kind: str
    taught: float
    untaught: float
    harmed: bool


class HarmAudit(BaseModel):
    """The harms in the turns to one student, and what came of them."""

    transcript: str
    student: str
    turns: int
    harms: list[Harmful]
    worst: int
    """0 to 3."""
    outcomes: list[AgainstControl] | None
    """None where the control could not be played: somebody in it is a language model."""


class Explanation(BaseModel):
    """What is wrong with a turn that explains, in the form of Digital Socrates."""

    transcript: str
    turn: int
    role: str
    name: str
    item: str
    flaw: str | None
    dimension: str | None
    span: str | None
    general: str
    specific: str
    score: int


def rubric_scores(events: Sequence[Event], name: str, domain: Domain, rubric: Rubric) -> list[RubricScores]:
    """The scores of each student's turns by a rubric."""
    turns = list(said_by_the_teacher(events, domain, JUDGE))
    judged = [e for e in events if isinstance(e, Critique) and e.rubric == rubric.id and not e.draft]
    return [
        RubricScores(
            transcript=name,
            student=student,
            items=[
                _item_score(item, rubric, [s for s in turns if s.student == student],
                            [e for e in judged if e.student == student])
                for item in rubric.items
            ],
        )
        for student in _students(events)
    ]  # fmt: skip


def _item_score(
    item: RubricItem, rubric: Rubric, turns: Sequence[Said], judged: Sequence[Critique]
) -> ItemScore:
    given: dict[str, Any] = {"item": item.id, "lowest": item.lowest, "highest": item.highest}
    if item.rule is not None:
        alone = rubric.model_copy(update={"items": (item,)})
        each = [one for said in turns if (one := scored(alone, [said.turn])[0]).score is not None]
        found = each if rubric.per == "turn" else [scored(alone, [said.turn for said in turns])[0]]
        scores = [score.score for score in found if score.score is not None]
        evidence = [quote for score in found for quote in score.evidence]
        return ItemScore(
            **given, score=fmean(scores) if scores else None, by="rule", turns=len(each),
            evidence=evidence[:5],
        )  # fmt: skip
    mine = [e for e in judged if e.kind == item.id]
    scores = [e.score for e in mine if e.score is not None]
    return ItemScore(
        **given, score=fmean(scores) if scores else None,
        by=", ".join(dict.fromkeys(e.agent for e in mine)) or None, turns=len(scores),
        evidence=[e.quote for e in mine if e.score is not None and e.score < item.highest][:5],
    )  # fmt: skip


def harm_audits(events: Sequence[Event], name: str, domain: Domain) -> list[HarmAudit]:
    """The harms in a transcript by student, and each test set against the same student left alone."""
    turns = list(said_by_the_teacher(events, domain, JUDGE))
    control = untaught(events, domain)
    found = []
    for student in _students(events):
        mine = [s for s in turns if s.student == student]
        harms = [
            Harmful(turn=s.number, harm=h.harm, severity=h.severity, quote=h.quote)
            for s in mine
            for h in audited(s.turn)
        ]
        against = None
        if control is not None:
            against = [
                AgainstControl(
                    when=o.when, kind=o.kind, taught=o.taught, untaught=o.untaught, harmed=o.harmed
                )
                for o in outcomes(events, control, student)
            ]
        found.append(
            HarmAudit(
                transcript=name, student=student, turns=len(mine), harms=harms,
                worst=max((h.severity for h in harms), default=0), outcomes=against,
            )
        )  # fmt: skip
    return found


def untaught(events: Sequence[Event], domain: Domain) -> list[Event] | None:
    """The session played again with a teacher that never steps in; None where a language model plays."""
    from teachsim.engine.session import play
    from teachsim.roles.build import as_branched, calls_models, stage
    from teachsim.scenario.load import load_teacher

    started = as_branched(next(e for e in events if isinstance(e, SessionStarted)), events)
    alone = started.model_copy(update={"teacher": load_teacher("never"), "critics": (), "policy_marks": ()})
    if calls_models(alone):
        return None

    async def played() -> list[Event]:
        return [happened.event async for happened in play(stage(alone, domain))]

    return asyncio.run(played())


def explanations(events: Sequence[Event], name: str, domain: Domain) -> list[Explanation]:
    """The flaw of each turn that explains: every answer or reason of a student, and what a teacher tells."""
    at_hand: dict[str, str] = {}
    found = []
    for event in events:
        if isinstance(event, ItemPresented) and event.student:
            at_hand[event.student] = event.text
        if not isinstance(event, Utterance) or event.student not in at_hand:
            continue
        if event.role == "teacher" and not EXPLAINS & set(event.moves):
            continue
        if event.role == "student" and event.stuck:
            continue
        text = (event.on if event.role == "student" else None) or at_hand[event.student]
        item = domain.parse(text)
        if item is None:
            continue
        flaw = explain_flaw(event.text, item, domain, role=event.role, answer=event.answer)
        found.append(
            Explanation(
                transcript=name, turn=event.turn or 0, role=event.role, name=event.name, item=text,
                **flaw._asdict(),
            )
        )  # fmt: skip
    return found


def _students(events: Iterable[Event]) -> list[str]:
    students: dict[str, None] = {}
    for event in events:
        if isinstance(event, SessionStarted | Branched) and event.students:
            students |= dict.fromkeys(card.id for card in event.students)
    return list(students)
