"""How a mind changes: only by what a turn did to it, never by how often it was told to.

A turn's effect on a slot is (x, k): information about the right rule, and conflict between the
student's own rule and what it can see to be so. g, how generative the student's own act was, is
earned by that act (ICAP: Chi & Wylie 2014). Unlearning needs dissatisfaction *and* a plausible
replacement (Posner, Strike, Hewson & Gertzog 1982):

    d ← ρd + kE(1 − ρd)
    c ← c + λE·x·g·(g₀ + (1 − g₀)d)·(1 − c)
    e ← e + ε·E·τ·√x·(1 − g)·(1 − e)
    m ← m − μE·d·g·(w₀ + (1 − w₀)c)·m

What is heard counts at once with the passive g; when the student then does something with it, the
difference to the g it earned is added.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, sqrt
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from teachsim.engine.events import Effects, SlotEffect
    from teachsim.language.acts import Act, Effort
    from teachsim.roles.student.mind import Mind, SlotMind


@dataclass(frozen=True, slots=True)
class Learning:
    """The parameters of the learning rule; `population` was fitted to published effects."""

    rate: float
    """λ: learning of the right rule."""
    unlearning: float
    """μ: fading of a wrong rule."""
    echo: float
    """ε: how much of what is told sticks for a while."""
    sharpness: float
    """β: how consistently the stronger rule wins."""
    without_conflict: float = 0.71
    """g₀: learning without dissatisfaction, as a share of that with it."""
    without_replacement: float = 0.18
    """w₀: unlearning without a plausible replacement."""
    persistence: float = 0.97
    """ρ: what is left of dissatisfaction from turn to turn."""
    echo_days: float = 2.3
    """τₑ: days in which an echo falls to 1/e."""
    kept: float = 0.75
    """Share of what was gained that outlasts a week or more."""
    kept_if_found: float = 0.85
    """The same after three generative successes."""
    relapse: float = 0.29
    """Share of its loss that a wrong rule regains when nothing generative stands against it."""
    relapse_days: float = 5.0


POPULATION = Learning(rate=0.44, unlearning=0.45, echo=0.37, sharpness=3.0)
"""Fitted by random search to 14 published effects (see docs/design.md, Learning)."""

SCENARIO = Learning(rate=1.20, unlearning=2.30, echo=1.60, sharpness=6.0)
"""A visibly consistent student. One turn stands for the several minutes of lesson that one move of
the fitted studies took: rates are four times, the echo about three times, the population's."""

EFFORT_GAIN: dict[Effort, float] = {"heard": 0.30, "answered": 0.50, "explained": 0.75, "found": 0.95}
"""g by what the student did (ICAP: passive, active, constructive)."""

ENGAGED_BY_SUCCESS = 0.08
TIRED_BY_LISTENING = 0.02
TIRED_BY_CONFLICT = 0.06
TIRED_PER_40_WORDS = 0.04
"""Beyond 60 words."""


def hear(mind: Mind, effects: Effects, how: Learning, trust: float, item: str, kind: str) -> Mind:
    """The mind once a turn has been heard; item and kind are what an echo is bound to."""
    slots = dict(mind.slots)
    for effect in effects.slots:
        slot = mind.slot(effect.slot)
        engaged = mind.engagement
        faded = how.persistence * slot.dissatisfaction
        shaken = faded + effect.conflict * engaged * (1 - faded)
        g = EFFORT_GAIN["heard"]
        echo = slot.echo
        if effect.information:
            echo += how.echo * engaged * trust * sqrt(effect.information) * (1 - g) * (1 - slot.echo)
        changed = slot.model_copy(update={"dissatisfaction": shaken, "echo": min(echo, 1.0)})
        if effect.information:
            changed = changed.model_copy(update={"echo_item": item, "echo_kind": kind})
        slots[effect.slot] = _learned(changed, effect.information, g, engaged, how)
    for name in effects.praised_wrong:
        slot = slots.get(name) or mind.slot(name)
        stronger = {m: s + 0.05 * (1 - s) for m, s in slot.wrong.items()}
        slots[name] = slot.model_copy(update={"wrong": stronger, "dissatisfaction": 0.0})
    engagement = _within(mind.engagement + effects.engagement)
    return mind.model_copy(update={"slots": slots, "engagement": engagement})


def do(mind: Mind, effects: Effects, act: Act, how: Learning) -> Mind:
    """The mind once the student has acted on what it heard: g is what the act earned."""
    earned = EFFORT_GAIN[act.effort] - EFFORT_GAIN["heard"]
    slots = dict(mind.slots)
    success = act.kind in ("idea", "reflect") or bool(act.correct)
    for effect in effects.slots:
        slot = slots.get(effect.slot) or mind.slot(effect.slot)
        x = effect.information * earned
        if success and act.effort in ("explained", "found"):  # an answer that only echoes evokes nothing
            x += effect.evoked * EFFORT_GAIN[act.effort]
        if earned > 0 and x > 0:
            slot = _learned(slot, x, 1.0, mind.engagement, how, act_g=EFFORT_GAIN[act.effort])
            found = slot.found + (1 if success and act.effort in ("explained", "found") else 0)
            slots[effect.slot] = slot.model_copy(update={"found": found})
    engagement = mind.engagement
    if act.kind == "answer" and act.correct:
        engagement += ENGAGED_BY_SUCCESS
    elif act.effort == "heard":
        engagement -= TIRED_BY_LISTENING
    return mind.model_copy(update={"slots": slots, "engagement": _within(engagement)})


def forget(mind: Mind, days: float, how: Learning) -> Mind:
    """The mind after days without teaching: echoes go, gains shrink, old rules come back in part.

    Old rules are suppressed, not erased; generative successes are what stands against them.
    """
    slots = {}
    passed = 1 - exp(-days / how.relapse_days)
    for name, slot in mind.slots.items():
        gain = slot.right - slot.right_at_first
        kept = how.kept_if_found if slot.found >= 3 else how.kept
        back = how.relapse / (1 + 0.4 * slot.found) * passed
        slots[name] = slot.model_copy(
            update={
                "right": slot.right_at_first + gain * (1 - (1 - kept) * passed) if gain > 0 else slot.right,
                "wrong": {m: s + max(0.0, slot.wrong_at_first[m] - s) * back for m, s in slot.wrong.items()},
                "echo": slot.echo * exp(-days / how.echo_days),
                "dissatisfaction": 0.0,
            }
        )
    return mind.model_copy(update={"slots": slots})


def _learned(
    slot: SlotMind, x: float, g: float, engaged: float, how: Learning, act_g: float | None = None
) -> SlotMind:
    """Right rule up by the information, wrong ones down by the dissatisfaction."""
    d = slot.dissatisfaction
    openness = how.without_conflict + (1 - how.without_conflict) * d
    right = slot.right + min(1.0, how.rate * engaged * x * g * openness) * (1 - slot.right)
    plausible = how.without_replacement + (1 - how.without_replacement) * right
    loss = min(1.0, how.unlearning * engaged * d * (g if act_g is None else act_g) * plausible)
    return slot.model_copy(
        update={"right": right, "wrong": {m: s * (1 - loss) for m, s in slot.wrong.items()}}
    )


def _within(engagement: float) -> float:
    return min(1.0, max(0.05, engagement))


def tiring(words: int, effects: tuple[SlotEffect, ...], mind: Mind) -> float:
    """What a turn takes from engagement: its length, and conflict piled on conflict without help."""
    long = TIRED_PER_40_WORDS * max(0, words - 60) / 40
    piled = any(
        e.conflict and e.information < 0.2 and mind.slot(e.slot).dissatisfaction > 0.5 for e in effects
    )
    return -long - (TIRED_BY_CONFLICT if piled else 0.0)


Setting = Literal["scenario", "population"]
PARAMETERS: dict[Setting, Learning] = {"scenario": SCENARIO, "population": POPULATION}
