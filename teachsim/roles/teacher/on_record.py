"""What of a teacher's state and reckoning goes into the log, rounded, and what does not change only once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from teachsim.engine.reckoned import SecondOrder
from teachsim.roles.teacher.weighing import CONSTANTS, QUESTIONS, Reckoning, table_of

if TYPE_CHECKING:
    from teachsim.roles.teacher.teacher import Known
    from teachsim.roles.teacher.thinking import Plan, Thinking


def is_new(known: Known) -> bool:
    """Whether this is the first belief that is logged of a student: after its first words."""
    return known.spoken == 1 and known.episode is not None and not known.episode.made


def second_order_of(known: Known) -> SecondOrder:
    """What is held of the student's own beliefs, as it is logged."""
    sure, right = known.claimed
    answers = sure.yes + sure.no
    ranked = sorted(known.thought, key=lambda h: (-known.thought[h], h))
    return SecondOrder(
        thinks={h: round(known.thought[h], 4) for h in ranked[:3]},
        claimed=round(sure.mean, 4) if answers else None,
        right=round(right.mean, 4) if answers else None,
        answers=round(answers),
    )


def reckoned(known: Known, t: Thinking, plan: Plan, weighed: Reckoning | None) -> dict[str, Any]:
    """What a decision was reckoned from, as it is logged: what does not change, once for each student."""
    found: dict[str, Any] = {"suspect": t.suspect, "ranked": plan.ranked}
    if weighed is None:
        return found
    asked = {m.on for m in plan.moves}
    chosen = next(
        (
            c
            for c in weighed.candidates
            if c.approach == plan.approach and (c.approach not in QUESTIONS or c.on in asked)
        ),
        None,
    )
    after = None if chosen is None or chosen.gain is None else round(weighed.value + chosen.gain, 4)
    new = {
        entry.item.text: table_of(entry, t.belief)
        for entry in weighed.entries
        if entry.item.text not in known.tabled
    }
    if not known.valued:
        values = {h: round(v, 6) for h, v in weighed.values.items()}
        found |= {"constants": CONSTANTS, "values": values, "slots": dict(weighed.slots)}
    return {
        **found,
        "value_before": round(weighed.value, 4),
        "value_after": after,
        "alone": round(weighed.alone.correct, 4),
        "tables": new or None,
    }
