"""How well a student knows itself, and what it may think that the teacher thinks, as a transcript has both.

How sure a student sounds of its answers is read from its words and set against whether they were right.
What it may think of the teacher's belief is the teacher's own reckoning; no mind records it, so there is
no truth to score it by. What is measured is how far it lies from what the teacher really believes, and
what came of asking where the two part.
"""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

from pydantic import BaseModel

from teachsim.engine.events import Decision, StudentMind, TeacherBelief, Utterance
from teachsim.language.confidence import sounds_confident
from teachsim.measure.beliefs import held
from teachsim.measure.calibration import Forecast, brier, calibration_error
from teachsim.roles.teacher.belief import alone, top

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from teachsim.engine.events import Event
    from teachsim.engine.reckoned import ItemTable


class SelfBelief(BaseModel):
    """How sure a student sounded of its answers, against how right they were. None where there were none."""

    answers: int
    claimed: float | None = None
    """How sure its words sounded on average, in [0, 1]; the steps are an order (docs/measures.md)."""
    right: float | None = None
    """The share that was right."""
    over_confidence: float | None = None
    """The difference: above 0 it claimed more than it could."""
    brier: float | None = None
    ece: float | None = None
    """Ten bins of equal width; of one session biased upwards."""
    resolution: float | None = None
    """How much surer right answers sounded than wrong ones; None unless there were both."""


class SecondOrderScores(BaseModel):
    """What a student may think that the teacher thinks. None where the log has nothing of it."""

    snapshots: int
    apart: float | None = None
    """The share in which that is not what the teacher thinks."""
    seen_through: float | None = None
    """The share in which it is what the student really held: the moves have given it away."""
    probes: int = 0
    """Items asked because the two lead to different answers, and answered."""
    as_believed: float | None = None
    """The share of these answered as the teacher expected."""
    as_revealed: float | None = None
    """The share answered as the teacher may have seemed to expect: the student went by its face."""


def self_belief(events: Iterable[Event], student: str) -> SelfBelief:
    """How sure the student's answers in practice sounded, and how right they were."""
    found = [
        Forecast(e.sure if e.sure is not None else sounds_confident(e.text), e.right)
        for e in events
        if isinstance(e, Utterance) and e.student == student and e.role == "student" and e.right is not None
    ]
    if not found:
        return SelfBelief(answers=0)
    claimed, right = fmean(f.probability for f in found), fmean(f.happened for f in found)
    by = {so: [f.probability for f in found if f.happened == so] for so in (True, False)}
    return SelfBelief(
        answers=len(found),
        claimed=claimed,
        right=right,
        over_confidence=claimed - right,
        brier=brier(found),
        ece=calibration_error(found),
        resolution=fmean(by[True]) - fmean(by[False]) if all(by.values()) else None,
    )


def second_order(events: Iterable[Event], student: str) -> SecondOrderScores:
    """How far what the student may think of the teacher's belief was from that belief, over a session."""
    apart: list[bool] = []
    through: list[bool] = []
    came: list[tuple[bool, bool]] = []
    mind: Mapping[str, Any] = {}
    belief: TeacherBelief | None = None
    tables: dict[str, ItemTable] = {}
    asked: tuple[str, set[str], set[str]] | None = None
    for event in events:
        if event.student != student:
            continue
        if isinstance(event, StudentMind):
            mind = event.mind
        elif isinstance(event, TeacherBelief):
            belief = event
            if event.second_order is not None and event.second_order.thinks:
                thought = top(event.second_order.thinks)
                apart.append(thought != top(alone(event.probabilities)))
                truth = held(mind, event.probabilities)
                if truth is not None:
                    through.append(thought in truth.split(" + "))
        elif isinstance(event, Decision):
            tables |= event.tables or {}
            asked = _asked(event, belief, tables)
        elif isinstance(event, Utterance) and event.role == "student" and asked is not None:
            item, ours, theirs = asked
            if event.on == item and event.answer is not None:
                came.append((event.answer in ours, event.answer in theirs))
            asked = None
    return SecondOrderScores(
        snapshots=len(apart),
        apart=fmean(apart) if apart else None,
        seen_through=fmean(through) if through else None,
        probes=len(came),
        as_believed=fmean(ours for ours, _ in came) if came else None,
        as_revealed=fmean(theirs for _, theirs in came) if came else None,
    )


def _asked(
    decision: Decision, belief: TeacherBelief | None, tables: Mapping[str, ItemTable]
) -> tuple[str, set[str], set[str]] | None:
    """A false-belief item that was put, with the answers of what is believed and of what was revealed."""
    items = [m.on for m in decision.moves if m.on in tables]
    if decision.approach != "false-belief" or belief is None or belief.second_order is None or not items:
        return None
    item = items[0]
    assert item is not None
    table = tables[item]
    first, second = top(alone(belief.probabilities)), top(belief.second_order.thinks)
    ours, theirs = (set(table.wrong.get(h, table.right)) for h in (first, second))
    return item, ours, theirs
