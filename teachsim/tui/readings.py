"""What stands beside a dialogue, as rows: the teacher's belief and decision, the mind, the critics.

Bars carry their numbers, changes their sign, and what was chosen a mark, so that nothing is said by colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from teachsim.tui.rows import Piece, Row, StyleName, columns, labelled, paragraph, row
from teachsim.tui.words import bar, clean, cut, number, pad, several, share, signed

if TYPE_CHECKING:
    from teachsim.engine.events import Candidate, Decision
    from teachsim.tui.story import Moment

SHOWN = 8
"""Hypotheses and candidates that are listed; those below 1 % only while they fill the first three."""


def belief_rows(moment: Moment | None, width: int, *, minds: bool = True) -> list[Row]:
    """What the teacher believes of the student, and how that moved in the last turn."""
    belief = moment.belief if moment else None
    if moment is None or belief is None:
        return [row(("nothing believed yet", "dim"))]
    before = moment.belief_before
    old = before.probabilities if before else (belief.prior or {})
    likely = sorted(belief.probabilities.items(), key=lambda hp: (-hp[1], hp[0]))
    kept = [(h, p) for n, (h, p) in enumerate(likely[:SHOWN]) if n < 3 or p >= 0.01]
    rows = _bars([(h, p, old.get(h), minds and h in moment.held) for h, p in kept], width)
    if len(kept) < len(likely):
        rest = sum(p for _, p in likely[len(kept) :])
        rows.append(row((cut(f"{len(likely) - len(kept)} more, together {share(rest)}", width), "dim")))
    was = before.entropy_bits if before else belief.prior_bits
    bits = (
        f"entropy {was:.2f} → {belief.entropy_bits:.2f} bits, {several(len(belief.evidence), 'answer')} heard"
    )
    rows += paragraph(bits, width, "dim")
    return rows


def _bars(values: list[tuple[str, float, float | None, bool]], width: int) -> list[Row]:
    """Name, number, change, bar; on its own line where the pane is narrow. A held one is marked."""
    longest = max(len(name) + 2 * held for name, _, _, held in values)
    name_width = min(longest, max(10, width - 4 - 5 - 5 - 3))
    bar_width = max(4, width - name_width - 4 - 5 - 3)
    rows = []
    for name, value, old, held in values:
        moved = value - old if old is not None else 0.0
        change = signed(moved) if abs(moved) >= 0.005 else ""
        drawn = bar(value, bar_width)
        label = f"● {name}" if held else name
        rows.append(
            columns(
                [
                    (label, "plain"),
                    (f"{share(value):>4}", "head"),
                    (f"{change:>5}", "good" if moved > 0 else "bad"),
                    (drawn, "bar"),
                ],
                [name_width, 4, 5, bar_width],
            )
        )
    return rows


def decision_rows(moment: Moment | None, width: int) -> list[Row]:
    """What the teacher decided last, and what it weighed against it."""
    decision = moment.decision if moment else None
    if decision is None:
        return [row(("nothing decided yet", "dim"))]
    rows: list[Row] = []
    left = number(decision.budget_left)
    if not decision.intervene:
        done = f"let the student go on (left {left})"
    elif decision.opens:
        done = f"intervene, spend {number(decision.cost)} (left {left})"
    else:
        done = f"go on with {decision.approach}, step {decision.step} (left {left})"
    turn = f"t{decision.turn} " if decision.turn else ""
    rows += paragraph(turn + done, width, "head")
    rows += labelled(("why ", "dim"), (clean(decision.reason), "plain"), width, 4)
    if decision.predicted is not None:
        sure = share(decision.predicted_probability)
        rows += paragraph(f"expects “{clean(decision.predicted)}” {sure}", width, "plain")
    rows += _candidates(decision, width)
    return rows


def _candidates(decision: Decision, width: int) -> list[Row]:
    if not decision.candidates:
        return []
    numbers = 6 + 6
    name_width = max(12, width - numbers - 2)
    head: list[Piece] = [("weighed", "dim"), (f"{'EU':>6}", "dim"), (f"{'bits':>6}", "dim")]
    rows = [columns(head, [name_width, 6, 6])]
    ranked = sorted(decision.candidates, key=lambda c: -(c.utility if c.utility is not None else -9.0))
    for one in ranked[:SHOWN]:
        chosen = _chosen(decision, one)
        style: StyleName = "head" if chosen else "plain"
        on = f" {clean(one.on)}" if one.on else ""
        name = f"{'>' if chosen else ' '} {one.approach}{on}"
        bits = "" if one.information_bits is None else f"{one.information_bits:.2f}".removeprefix("0")
        utility = f"{signed(one.utility):>6}"
        rows.append(columns([(name, style), (utility, style), (f"{bits:>6}", style)], [name_width, 6, 6]))
    if len(ranked) > SHOWN:
        rows.append(row((f"  {len(ranked) - SHOWN} more", "dim")))
    return rows


def _chosen(decision: Decision, one: Candidate) -> bool:
    if not decision.intervene:
        return one.move is None
    if one.approach != decision.approach:
        return False
    asked = next((m.on for m in decision.moves if m.on), None)
    return one.on is None or asked is None or one.on == asked


def mind_rows(moment: Moment | None, width: int, *, minds: bool = True) -> list[Row]:
    """The student's true mind, and how it moved in the last turn."""
    if not minds:
        return [row((cut("hidden: m shows it", width), "dim"))]
    if moment is None or moment.mind is None:
        return [row(("nothing known yet", "dim"))]
    mind, before = moment.mind.mind, moment.mind_before.mind if moment.mind_before else {}
    rows: list[Row] = []
    slots = mind.get("slots")
    for name, slot in slots.items() if isinstance(slots, dict) else ():
        old = _slot(before, name)
        rows.append(row((cut(clean(str(name)), width), "head")))
        strengths: list[tuple[str, float, float | None, bool]] = [
            ("the right rule", _share(slot.get("right")), _old(old.get("right")), False)
        ]
        wrong = slot.get("wrong")
        for rule, strength in wrong.items() if isinstance(wrong, dict) else ():
            known = old.get("wrong")
            was = known.get(rule) if isinstance(known, dict) else None
            strengths.append((clean(str(rule)), _share(strength), _old(was), False))
        rows += _bars(strengths, width)
        doubt, echo = _share(slot.get("dissatisfaction")), _share(slot.get("echo"))
        aside = f"doubt {share(doubt)}, remembers being told {share(echo)}"
        rows += paragraph(aside, width, "dim")
    if isinstance(mind.get("engagement"), int | float):
        rows += paragraph(f"engagement {share(_share(mind['engagement']))}", width, "dim")
    if not rows:
        rows = paragraph(clean(str(mind))[:400], width, "dim")
    return rows


def _slot(mind: dict[str, Any], name: str) -> dict[str, Any]:
    slots = mind.get("slots")
    slot = slots.get(name) if isinstance(slots, dict) else None
    return slot if isinstance(slot, dict) else {}


def _share(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _old(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def critic_rows(moment: Moment | None, width: int) -> list[Row]:
    """What the critics found, newest first."""
    findings = moment.findings if moment else ()
    if not findings:
        return [row(("no findings", "dim"))]
    rows: list[Row] = []
    for one in reversed(findings[-60:]):
        turn = f"t{one.turn}" if one.turn else ""
        if not one.objects:
            score = "no score" if one.score is None else f"{one.score:g}"
            rows += labelled((turn, "dim"), (f"{one.kind}: {score}", "plain"), width, 5)
            continue
        sent_back = " (draft, sent back)" if one.draft else ""
        rows += labelled((turn, "dim"), (f"! {one.kind}, {one.severity}{sent_back}", "critic"), width, 5)
        rows += labelled(("", "dim"), (f"“{clean(one.quote)}” {clean(one.suggestion)}", "plain"), width, 5)
    if len(findings) > 60:
        rows.append(row((f"{len(findings) - 60} earlier ones are in the event log (^l)", "dim")))
    return rows


def digest(moment: Moment | None, width: int, *, minds: bool = True) -> str:
    """The hidden panes in one line."""
    if moment is None:
        return ""
    parts = []
    if moment.belief is not None:
        top = max(moment.belief.probabilities.items(), key=lambda hp: hp[1])
        parts.append(f"belief {top[0]} {share(top[1])}")
    if minds and moment.mind is not None:
        slots = moment.mind.mind.get("slots")
        wrong = [
            _share(v)
            for slot in (slots.values() if isinstance(slots, dict) else ())
            for v in (slot.get("wrong") or {}).values()
        ]
        if wrong:
            parts.append(f"wrong rule {share(max(wrong))}")
    parts.append(f"spent {number(moment.spent)}/{number(moment.budget)}")
    parts.append(f"!{sum(one.objects for one in moment.findings)}")
    return pad(" · ".join(parts), width)
