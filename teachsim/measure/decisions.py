"""A teacher's decisions as the log has them: what was known, weighed, chosen, foreseen, and what happened.

Enough to reckon a decision again by hand as far as the log goes: docs/measures.md says what each part of
the reckoning is read from.
"""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from teachsim.engine.events import (
    Candidate,
    Decision,
    StudentMind,
    TeacherBelief,
    UnderstoodEvent,
    Utterance,
)
from teachsim.measure.beliefs import held

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from teachsim.engine.events import Event

LEAST_SHOWN = 0.001
QUESTIONS = ("probe-item", "false-belief")
"""Candidates of one approach that are told apart by the item they put."""


class Decided(BaseModel):
    """One decision and what came of it."""

    item: int
    turn: int | None
    """None where the teacher let the student go on."""
    belief: dict[str, float]
    """Before it, the most probable first, below .001 left out."""
    held: str | None
    """What the student then held, which the teacher does not know; None where it was not recorded."""
    candidates: list[Candidate]
    approach: str
    moves: list[str]
    reason: str
    cost: float
    budget_left: float
    suspect: str | None = None
    """The misconception that was the most probable; None where it was not recorded."""
    alone: float | None = None
    """P(right) foreseen of the item at hand without help."""
    value_before: float | None = None
    """P(right) on the practice items, as it was believed to be."""
    value_after: float | None = None
    """And as it was foreseen to be once this was done."""
    ranked: dict[str, float] | None = None
    """What the policy chose by, where that was not the utility."""
    best: str | None
    """The approach of the candidate with the greatest utility; None where none was reckoned."""
    forgone: float | None
    """Its utility less that of what was chosen, where that was a candidate; 0 where it was the best."""
    predicted: str | None
    predicted_probability: float | None
    answered: str | None = None
    """The answer that the student's next words gave."""
    came_true: bool | None = None
    """Whether that was what was predicted; None where there is nothing to compare."""
    conflict: float | None = None
    """k of what was said, the greatest of any slot; None where nothing was said."""
    information: float | None = None
    """x, likewise."""
    belief_after: dict[str, float] = {}
    """Once the student had replied."""


class DecisionScores(BaseModel):
    """Decisions as a whole. None where nothing of the kind was recorded."""

    made: int
    intervened: int
    weighed: int
    """Those with a utility for what was chosen."""
    best_taken: float | None = None
    """Of these, the share that took the candidate with the greatest utility."""
    forgone: float | None = None
    """The mean utility that was given up by taking another."""


def decisions(events: Iterable[Event], student: str) -> list[Decided]:
    """Every decision about a student, in order."""
    found: list[Decided] = []
    belief: dict[str, float] = {}
    mind: dict[str, Any] = {}
    for event in events:
        if event.student != student:
            continue
        match event:
            case StudentMind():
                mind = event.mind
            case TeacherBelief():
                belief = dict(event.probabilities)
                if found:
                    found[-1].belief_after = _shown(belief)
            case Decision(item=int(item)):
                found.append(_decided(event, item, belief, held(mind, belief)))
            case UnderstoodEvent() if found and event.turn == found[-1].turn:
                slots = event.effects.slots
                found[-1].conflict = max((s.conflict for s in slots), default=0.0)
                found[-1].information = max((s.information for s in slots), default=0.0)
            case Utterance(role="student", turn=int(turn)) if found and found[-1].turn == turn - 1:
                found[-1].answered = event.answer
                if event.answer is not None and found[-1].predicted is not None:
                    found[-1].came_true = event.answer == found[-1].predicted
    return found


def decision_scores(found: Sequence[Decided]) -> DecisionScores:
    """How often the best of what was weighed was taken, and what it cost where it was not."""
    forgone = [d.forgone for d in found if d.forgone is not None]
    return DecisionScores(
        made=len(found),
        intervened=sum(d.turn is not None for d in found),
        weighed=len(forgone),
        best_taken=fmean(f <= 0 for f in forgone) if forgone else None,
        forgone=fmean(forgone) if forgone else None,
    )


def _decided(decision: Decision, item: int, belief: dict[str, float], truth: str | None) -> Decided:
    worth = [(c.utility, c) for c in decision.candidates if c.utility is not None]
    best = max(worth, key=lambda uc: uc[0], default=None)
    asked = {m.on for m in decision.moves if m.on}
    chosen = [
        u
        for u, c in worth
        if c.approach == decision.approach and (c.approach not in QUESTIONS or c.on in asked)
    ]
    return Decided(
        item=item,
        turn=decision.turn if decision.intervene else None,
        belief=_shown(belief),
        held=truth,
        candidates=list(decision.candidates),
        approach=decision.approach,
        moves=[m.kind for m in decision.moves],
        reason=decision.reason,
        suspect=decision.suspect,
        alone=decision.alone,
        value_before=decision.value_before,
        value_after=decision.value_after,
        ranked=decision.ranked,
        cost=decision.cost,
        budget_left=decision.budget_left,
        best=best[1].approach if best else None,
        forgone=best[0] - max(chosen) if best and chosen else None,
        predicted=decision.predicted,
        predicted_probability=decision.predicted_probability,
    )


def _shown(belief: dict[str, float]) -> dict[str, float]:
    ranked = sorted(belief.items(), key=lambda hp: (-hp[1], hp[0]))
    return {h: round(p, 4) for h, p in ranked if p >= LEAST_SHOWN}
