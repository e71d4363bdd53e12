"""How a mind changes: only by what a turn did to it, never by how often it was told to.

A turn's effect on a slot is (x, k): information about the right rule, and conflict between the
student's own rule and what it can see to be so. g, how generative the student's own act was, is
earned by that act (ICAP: Chi & Wylie 2014). Unlearning needs dissatisfaction *and* a plausible
replacement (Posner, Strike, Hewson & Gertzog 1982):

    d ← ρd + kE(1 − ρd)
    c ← c + λE·x·g·(g₀ + (1 − g₀)d)·(1 − κe)·(1 − c)
    e ← e + ε·E·τ·√x·(1 − g)·(1 − e)
    m ← m − μE·d·g·(w₀ + (1 − w₀)c)·m

What is heard counts at once with the passive g; when the student then does something with it, the
difference to the g it earned is added. An act unlearns in its own full measure. The figures and their
sources are in `parameters`.
"""

from __future__ import annotations

from math import exp, sqrt
from typing import TYPE_CHECKING, Any

from teachsim.roles.student.parameters import (
    EFFORT_GAIN,
    ENGAGED_BY_SUCCESS,
    OVERLOADED,
    OVERLOADED_BELOW,
    PRAISED_WRONG,
    TIRED_BY_CONFLICT,
    TIRED_BY_LISTENING,
    TIRED_PER_40_WORDS,
)

if TYPE_CHECKING:
    from teachsim.engine.events import Effects, SlotEffect
    from teachsim.language.acts import Act, Effort
    from teachsim.roles.student.mind import Mind, SlotMind
    from teachsim.roles.student.parameters import Learning


def hear(mind: Mind, effects: Effects, how: Learning, trust: float, item: str, kind: str) -> Mind:
    """The mind once a turn has been heard; item and kind are what an echo is bound to."""
    slots = dict(mind.slots)
    for effect in effects.slots:
        slot = mind.slot(effect.slot)
        engaged = mind.engagement
        faded = how.persistence * slot.dissatisfaction
        shaken = faded + effect.conflict * engaged * (1 - faded)
        g = _on_hearing(effect)
        changed = _learned(slot, effect.information * g, g, shaken, engaged, how)
        changed["dissatisfaction"] = shaken
        if effect.information:
            echo = how.echo * engaged * trust * sqrt(effect.information) * (1 - g) * (1 - slot.echo)
            changed |= {"echo": min(slot.echo + echo, 1.0), "echo_item": item, "echo_kind": kind}
        slots[effect.slot] = slot.model_copy(update=changed)
    for name in effects.praised_wrong:
        slot = slots.get(name) or mind.slot(name)
        share = effects.praised_share
        stronger = {m: s + PRAISED_WRONG * share * (1 - s) for m, s in slot.wrong.items()}
        calmed = slot.dissatisfaction * (1 - share)
        slots[name] = slot.model_copy(update={"wrong": stronger, "dissatisfaction": calmed})
    engagement = _within(mind.engagement + effects.engagement)
    return mind.model_copy(update={"slots": slots, "engagement": engagement})


def do(mind: Mind, effects: Effects, act: Act, how: Learning) -> Mind:
    """The mind once the student has acted on what it heard: g is what the act earned."""
    slots = dict(mind.slots)
    success = act.kind in ("idea", "reflect") or bool(act.correct)
    for effect in effects.slots:
        slot = slots.get(effect.slot) or mind.slot(effect.slot)
        g = generativity(act.effort, slot.right)
        earned = g - _on_hearing(effect)
        x = effect.information * earned
        if success and act.effort in ("explained", "found"):  # an answer that only echoes evokes nothing
            x += effect.evoked * g
        if earned > 0 and x > 0:
            changed = _learned(slot, x, g, slot.dissatisfaction, mind.engagement, how)
            changed["found"] = slot.found + (success and act.effort in ("explained", "found"))
            slots[effect.slot] = slot.model_copy(update=changed)
    engagement = mind.engagement
    if act.kind == "answer" and act.correct:
        engagement += ENGAGED_BY_SUCCESS
    elif act.effort == "heard":
        engagement -= TIRED_BY_LISTENING
    return mind.model_copy(update={"slots": slots, "engagement": _within(engagement)})


def forget(mind: Mind, days: float, how: Learning) -> Mind:
    """The mind after days without teaching: echoes go, gains shrink, old rules come back in part.

    Old rules are suppressed, not erased; generative successes are what stands against them. What has
    outlasted some days is lost more slowly from then on (Jost 1897), so that days may pass in pieces.
    """
    slots = {}
    left = exp(-days / how.relapse_days)
    for name, slot in mind.slots.items():
        gain = max(0.0, slot.right - slot.right_at_first)
        lost = gain * (1 - (how.kept_if_found if slot.found >= 3 else how.kept)) * (1 - left)
        back = how.relapse / (1 + 0.4 * slot.found) * (1 - left)
        gone = {m: max(0.0, slot.wrong_at_first[m] - s) for m, s in slot.wrong.items()}
        wrong = {m: s + gone[m] * back for m, s in slot.wrong.items()}
        slots[name] = slot.model_copy(
            update={
                "right": slot.right - lost,
                "right_at_first": slot.right - lost - gain * left if gain else slot.right_at_first,
                "wrong": wrong,
                "wrong_at_first": {m: s + gone[m] * left for m, s in wrong.items()},
                "echo": slot.echo * exp(-days / how.echo_days),
                "dissatisfaction": 0.0,
            }
        )
    return mind.model_copy(update={"slots": slots})


def generativity(effort: Effort, right: float) -> float:
    """g that an act earns: less than its full worth where hardly anything is known to act with.

    right: c; below .15 working memory is taken up by the task itself
    """
    heard = EFFORT_GAIN["heard"]
    free = OVERLOADED + (1 - OVERLOADED) * min(1.0, right / OVERLOADED_BELOW)
    return heard + (EFFORT_GAIN[effort] - heard) * free


def _learned(slot: SlotMind, xg: float, g: float, d: float, engaged: float, how: Learning) -> dict[str, Any]:
    """What changes: the right rule rises by the information, wrong ones fall by the dissatisfaction.

    xg: x·g, information by what was made of it; g: of the act, which unlearns in full; d: as it is now
    """
    openness = how.without_conflict + (1 - how.without_conflict) * d
    gain = how.rate * engaged * xg * openness * (1 - how.recalled * slot.echo)
    right = slot.right + min(1.0, gain) * (1 - slot.right)
    plausible = how.without_replacement + (1 - how.without_replacement) * right
    loss = min(1.0, how.unlearning * engaged * d * g * plausible)
    return {"right": right, "wrong": {m: s * (1 - loss) for m, s in slot.wrong.items()}}


def _on_hearing(effect: SlotEffect) -> float:
    """g before the student has done anything: an answer to its own question is worked on as it is heard."""
    return EFFORT_GAIN["explained" if effect.wanted else "heard"]


def _within(engagement: float) -> float:
    return min(1.0, max(0.05, engagement))


def tiring(words: int, effects: tuple[SlotEffect, ...], mind: Mind) -> float:
    """What a turn takes from engagement: its length, and conflict piled on conflict without help."""
    long = TIRED_PER_40_WORDS * max(0, words - 60) / 40
    piled = any(
        e.conflict and e.information < 0.2 and mind.slot(e.slot).dissatisfaction > 0.5 for e in effects
    )
    return -long - (TIRED_BY_CONFLICT if piled else 0.0)
