"""What the student may think that the teacher thinks of it: a belief about a belief.

A teacher's moves give away what it thinks: who praises takes the answer for right, who asks about
borrowing has seen something there. A student that reads moves so, a pragmatic one, infers
P_S(h | move) ∝ P_T(move | h)·P_S(h), after Rafferty, LaMar & Griffiths' inverse planning and the pragmatic
learner of Sumers et al. 2020. Whether this student reads moves at all nobody here knows; the state is
what it would think if it did. P_T is three figures for a group of moves: a choice, and an order rather
than a measurement. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.domains.index import index_of
from teachsim.roles.teacher.belief import alone, normalised, top

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from teachsim.domains.base import Domain, Item
    from teachsim.language.acts import Move, MoveKind
    from teachsim.roles.teacher.belief import Belief


class Reveals(NamedTuple):
    """P_T(move | what the teacher thinks), up to a factor."""

    correct: float
    """The teacher thinks that the student holds nothing wrong."""
    meant: float
    """It thinks of a misconception that the move is about."""
    other: float
    """It thinks of another, or of one that it does not know."""


APPROVES = Reveals(0.8, 0.1, 0.1)
DOUBTS = Reveals(0.1, 0.6, 0.3)
AIMS = Reveals(0.05, 0.8, 0.1)
ASKS = Reveals(0.2, 0.5, 0.2)
"""An item is put: rather by who expects its answer to be wrong."""

REVEALS: dict[MoveKind, Reveals] = {
    "praise": APPROVES,
    "praise-process": APPROVES,
    "confirm": APPROVES,
    "invite-reflection": APPROVES,
    "ask-check": DOUBTS,
    "check-again": DOUBTS,
    "ask-why": DOUBTS,
    "seek-strategy": DOUBTS,
    "recall": AIMS,
    "hint": AIMS,
    "state-rule": AIMS,
    "refute": AIMS,
    "give-step": AIMS,
    "worked-example": AIMS,
    "try-item": ASKS,
}
"""What is not here gives nothing away."""


def revealed(thought: Belief, moves: Iterable[Move], item: str, domain: Domain) -> Belief:
    """What the student thinks that the teacher thinks, after a turn with these moves.

    thought: before it, over single hypotheses
    item:    the one at hand
    """
    for move in moves:
        says = REVEALS.get(move.kind)
        if says is None:
            continue
        meant = _meant(move, item, thought, domain)
        if meant is None:
            says = says._replace(meant=max(says.meant, says.other), other=max(says.meant, says.other))
            meant = frozenset()
        weights = {
            h: p * (says.correct if h == CORRECT else says.meant if h in meant else says.other)
            for h, p in thought.items()
        }
        thought = normalised(weights)
    return thought


def _meant(move: Move, item: str, thought: Belief, domain: Domain) -> frozenset[str] | None:
    """The misconceptions that a move is about; None where it does not say."""
    known = domain.misconceptions
    if move.target is not None:
        return frozenset(h for h in thought if h in known and known[h].slot == move.target)
    asked = domain.parse(move.on or item)
    if asked is None:
        return None
    entry = index_of(domain).entry(asked)
    if move.answer is not None and move.answer in entry.by_answer:
        return frozenset(entry.by_answer[move.answer])
    return frozenset(entry.tables) if move.kind == "try-item" else None


def differs(belief: Belief, thought: Belief) -> tuple[str, str] | None:
    """What the teacher thinks, and what it is thought to think, where these are not the same."""
    first, second = top(alone(belief)), top(thought)
    return (first, second) if first != second else None


def false_belief_items(belief: Belief, thought: Belief, items: Sequence[Item], domain: Domain) -> list[Item]:
    """Items on which what the teacher expects is not what it is thought to expect.

    Asked one of them, a student that answers as the teacher is thought to expect shows that it goes by the
    teacher's face; one that answers by its own rule shows the rule.
    source: false-belief tasks (Wimmer & Perner 1983), put to items
    """
    pair = differs(belief, thought)
    if pair is None or UNKNOWN in pair:
        return []
    index = index_of(domain)
    found = []
    for item in items:
        entry = index.entry(item)
        ours, theirs = (entry.table(h) for h in pair)
        if not ours.keys() & theirs.keys():
            found.append(item)
    return found
