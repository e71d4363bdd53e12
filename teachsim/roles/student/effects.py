"""What a teacher's turn does to this student: (x, evoked x, k) for each slot it bears on.

x and k of each move are those of the fitted studies (docs/design.md, Learning); k is the most that
a move can bring, and counts only where the student's own rules, run on what it was asked to test,
give something that it can see to be false.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teachsim.engine.events import Effects, SlotEffect
from teachsim.language.acts import TELLING

if TYPE_CHECKING:
    from teachsim.domains.base import Check, Domain
    from teachsim.language.acts import Act, Move, MoveKind, Understood
    from teachsim.roles.student.mind import Mind


class Force(NamedTuple):
    """What a move can do at most."""

    information: float = 0.0
    evoked: float = 0.0
    conflict: float = 0.0


FORCES: dict[MoveKind, Force] = {
    "ask-why": Force(evoked=0.34),
    "try-item": Force(evoked=0.05),
    "ask-check": Force(information=0.05, evoked=0.05, conflict=0.48),
    "check-again": Force(evoked=0.05),
    "compute-this": Force(information=0.05, evoked=0.05),
    "focus-on": Force(information=0.05, evoked=0.10),
    "recall": Force(evoked=0.60),
    "seek-strategy": Force(evoked=0.30),
    "invite-reflection": Force(evoked=0.34),
    "hint": Force(information=0.20, evoked=0.10),
    "state-rule": Force(information=0.70, conflict=0.05),
    "refute": Force(information=0.70, conflict=0.43),
    "worked-example": Force(information=0.81, evoked=0.05, conflict=0.10),
    "give-step": Force(information=0.30, conflict=0.05),
    "give-answer": Force(information=0.15, conflict=0.08),
    "disconfirm": Force(conflict=0.20),
}
"""Moves that are not here teach nothing: praise, encouragement, a bare confirmation, a probe.

Those of check-again, compute-this and focus-on are chosen, at the weak end: another look and a value on
the way evoke as little as another item, and a finger on the place less than a hint.
"""

SELF_EVIDENT: frozenset[MoveKind] = frozenset({"ask-check", "refute"})
"""Moves whose conflict the student can see for itself when the test refutes its answer."""

_STATES = TELLING | {"hint", "focus-on"}
"""Moves that tell or point, and ask for nothing."""

ON_TRUST = 0.3
"""Share of a claimed conflict that counts, times trust, where the student cannot check it."""

PRAISE_PROCESS = 0.05
"""Engagement gained when the work is praised, not the outcome."""


def effects_of(
    understood: Understood, mind: Mind, tested: Act | None, main: Act | None, trust: float, domain: Domain
) -> Effects:
    """What this turn does to this mind.

    tested: the student's last answer, to whichever item; main: its last answer to the item at hand
    """
    slots: dict[str, SlotEffect] = {}
    praised: tuple[str, ...] = ()
    claimed = tuple(s for m in understood.moves if m.kind == "false-claim" for s in _claimed(m, main))
    untrue = any(m.kind == "false-claim" for m in understood.moves)
    engagement = 0.0
    for move in understood.moves:
        if move.kind == "praise" and main is not None and main.correct is False:
            praised = slots_at_fault(main)
        elif move.kind == "praise-process":
            engagement += PRAISE_PROCESS
        force = FORCES.get(move.kind)
        if force is None:
            continue
        if untrue and move.kind in _STATES and move.target is None and move.on is None:
            continue  # what is said in one breath with something untrue, and of nothing else, is said of that
        for slot in _bears_on(move, tested, main, domain):
            conflict = _conflict(move, force, slot, mind, tested, main, trust, domain)
            if move.kind == "ask-check" and not conflict:
                continue  # a test that the answer passes tells nothing
            # asked to use a wrong rule that was just stated, it brings that one to mind, not the right one
            evoked = 0.0 if slot in claimed else force.evoked
            effect = SlotEffect(slot=slot, information=force.information, evoked=evoked, conflict=conflict)
            slots[slot] = _joined(slots[slot], effect) if slot in slots else effect
    if understood.confidence < 0.5:
        return Effects()
    return Effects(
        slots=tuple(slots.values()),
        engagement=engagement,
        # hearing its own rule from a teacher, it believes it the more
        praised_wrong=praised or tuple(dict.fromkeys(claimed)),
        praised_share=1.0 if praised or not claimed else trust,
    )


def _claimed(move: Move, main: Act | None) -> tuple[str, ...]:
    """The slots whose wrong rule an untrue statement bears out: its own, or those of the very answer."""
    at_fault = slots_at_fault(main)
    if move.target is None:
        return at_fault if main is not None and move.answer is not None and move.answer == main.answer else ()
    return tuple(slot for slot in at_fault if slot == move.target)


def slots_at_fault(act: Act | None) -> tuple[str, ...]:
    """The slots at which a wrong rule made a step of this answer."""
    if act is None:
        return ()
    return tuple(dict.fromkeys(s.slot for s in act.steps if s.misconception))


def check_asked(move: Move, act: Act | None, domain: Domain) -> Check | None:
    """The check that a move asks for, if it is about this answer."""
    if move.check is None or act is None or act.on is None or act.answer is None:
        return None
    if move.on is not None and move.on != act.on:
        return None
    item = domain.parse(act.on)
    answer = domain.read_answer(item, act.answer) if item else None
    if item is None or answer is None:
        return None
    return next((c for c in domain.checks(item, answer) if c.name == move.check), None)


def _bears_on(move: Move, tested: Act | None, main: Act | None, domain: Domain) -> tuple[str, ...]:
    """The slots a move is about: the one it names, else those at fault in what it follows on.

    An example of another item bears on the slots that its right solution goes through; a rule that
    belongs to none that is known here bears on nothing.
    """
    if move.target is not None:
        return (move.target,)
    if move.kind == "state-rule":
        return ()
    if move.kind == "worked-example" and move.on is not None:
        shown = domain.parse(move.on)
        return domain.slots(shown) if shown else ()
    at_fault = slots_at_fault(tested) or slots_at_fault(main)
    if at_fault:
        return at_fault
    return tuple(dict.fromkeys(s.slot for s in main.steps)) if main is not None else ()


def _conflict(
    move: Move,
    force: Force,
    slot: str,
    mind: Mind,
    tested: Act | None,
    main: Act | None,
    trust: float,
    domain: Domain,
) -> float:
    """k, computed: nothing where the student's own rule was not at work or gave the truth."""
    if not force.conflict:
        return 0.0
    if move.kind == "worked-example" and move.on is not None:
        differs = differs_on(move.on, mind.holds(slot), domain)
        return force.conflict * trust * ON_TRUST if differs else 0.0
    at_fault = slots_at_fault(tested) + slots_at_fault(main)
    if slot not in at_fault:
        return 0.0
    if move.kind in SELF_EVIDENT:
        for act in (tested, main):
            if check := check_asked(move, act, domain):
                # a slip that a check finds says nothing against the rule at work in another answer
                return force.conflict if check.refutes and slot in slots_at_fault(act) else 0.0
    return force.conflict * trust * ON_TRUST


def differs_on(text: str, held: tuple[str, ...], domain: Domain) -> bool:
    """Whether these misconceptions, run on an item that is shown solved, would give a wrong answer."""
    item = domain.parse(text) if held else None
    return item is not None and not all(
        domain.grade(item, way.solution.answer) for way in domain.ways(item, held)
    )


def _joined(one: SlotEffect, other: SlotEffect) -> SlotEffect:
    """Two moves on one slot: the stronger of each, as they are said in one breath."""
    return SlotEffect(
        slot=one.slot,
        information=max(one.information, other.information),
        evoked=max(one.evoked, other.evoked),
        conflict=max(one.conflict, other.conflict),
    )
