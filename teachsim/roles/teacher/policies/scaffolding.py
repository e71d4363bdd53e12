"""Step by step: CLASS's subproblems with hints and feedback, and help that waits for failure first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teachsim.roles.teacher.approaches import LADDERS, REFUTING, SLIP_CHECK, follow, give_answer, reflect
from teachsim.roles.teacher.policies.classic import is_slip, when_wrong
from teachsim.roles.teacher.thinking import Plan, Thinking, let_go, move

if TYPE_CHECKING:
    from teachsim.language.acts import Move
    from teachsim.roles.teacher.thinking import Exchange

NAME = "scaffolding"
HINTS_EACH = 2
"""Hints to a subproblem before its rule is told: CLASS's actions 1 and 2."""
GENERATING = 1 / 3
"""Share of the practice items that are left to the student's own inventions."""


class Subproblem(NamedTuple):
    """One thing that the right solution does, and what there is to say about it."""

    number: int
    of: int
    slot: str


def scaffolding(t: Thinking) -> Plan:
    """The right solution's steps as subproblems, each with a question, hints, and feedback.

    The reason notes CLASS's codes: a/b/f for the reply (wrong, right, lost), the action, x or y for the
    subproblem (in progress, finished).
    source: CLASS (Sonkar et al. 2023, arXiv 2305.13272)
    """
    if t.episode.right:
        plan = reflect(t) if t.view.intervening else None
        return plan.at(NAME, t.episode.step) if plan else let_go("it is right")
    if t.episode.approach == SLIP_CHECK.name or (t.episode.approach is None and is_slip(t)):
        return when_wrong(REFUTING, t)
    if t.episode.right is None and not t.view.intervening:
        return let_go("there is no answer to go by")
    parts = subproblems(t)
    for part in parts:
        asked = [e for e in t.episode.exchanges if any(m.target == part.slot for m in e.moves)]
        if asked and (_finished(asked) or (part is not parts[-1] and _told(asked))):
            continue
        return _step(part, asked, t)
    plan = give_answer(t) or let_go("every subproblem is done")
    return plan.at(NAME, t.episode.step + 1)


def subproblems(t: Thinking) -> tuple[Subproblem, ...]:
    """The slots of the right solution that there is an idea for, at most three, in the order of its steps.

    What is suspected stands last: that is where the student is led to.
    """
    through = [s.slot for s in t.domain.solve(t.item).steps]
    slots = [s for s in dict.fromkeys((*through, *t.domain.slots(t.item))) if s in t.domain.ideas]
    if t.slot in t.domain.ideas:
        slots = [*[s for s in slots if s != t.slot][:2], t.slot]
    return tuple(Subproblem(n, len(slots), slot) for n, slot in enumerate(slots, 1))


def productive_failure(t: Thinking) -> Plan:
    """Let the student try the first third of the items by itself, then build on what it did.

    Nothing is said while it generates; then its own answer is set against the right way and an example.
    source: productive failure (Kapur 2008; Sinha & Kapur 2021, d = .36 over instruction first)
    """
    if t.episode.approach in LADDERS:
        return follow(LADDERS[t.episode.approach], t)
    generating = max(1, round(GENERATING * len(t.view.practice)))
    if t.view.item.number <= generating:
        return let_go(f"item {t.view.item.number} of the {generating} that are the student's own to explore")
    return when_wrong(REFUTING, t)


def _step(part: Subproblem, asked: list[Exchange], t: Thinking) -> Plan:
    """The next turn on a subproblem: its question, then hints, then its rule."""
    again = move("seek-strategy")
    moves: tuple[Move, ...]
    reply = "f" if asked and asked[-1].stuck else "a"
    if not asked and part.number < part.of:
        moves, code = (move("recall", target=part.slot),), "x"
    elif not asked:
        moves, code = (move("hint", target=part.slot), again), "x"
    elif len(asked) <= HINTS_EACH:
        moves, code = (move("hint", target=part.slot), again), f"{reply}/{8 if reply == 'f' else 1} x"
    elif not _told(asked):
        moves, code = (move("state-rule", target=part.slot), again), f"{reply}/{9 if reply == 'f' else 2} y"
    else:
        plan = give_answer(t) or let_go("every subproblem is done")
        return plan.at(NAME, t.episode.step + 1)
    where = f"subproblem {part.number} of {part.of}: {part.slot}"
    return Plan(NAME, moves, t.episode.step + 1, reason=f"{where}, {code}")


def _finished(asked: list[Exchange]) -> bool:
    """Whether the student has said something to a question about it, other than that it is lost."""
    return not asked[-1].stuck and bool(asked[-1].words) and asked[-1].right is not False


def _told(asked: list[Exchange]) -> bool:
    return any(m.kind == "state-rule" for e in asked for m in e.moves)
