"""When a student asks: for help when it is lost, and for the reason of what it was told.

Help is asked for where what is expected to be lost by going on alone outweighs what asking costs (Plaut
et al. 2025): `asks-for-help` is the share of such moments at which it does. Avoiding help, and asking at
once in order to copy, are the two ways of going wrong about it (Aleven et al. 2006). Asking back for
reasons moves a teacher from telling what it knows to building knowledge (Jin et al. 2024).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from teachsim.language.acts import TELLING
from teachsim.language.figures import in_figures
from teachsim.language.hearing import asks_reason
from teachsim.roles.student.mind import clueless

if TYPE_CHECKING:
    from random import Random

    from teachsim.domains.base import Domain
    from teachsim.engine.cards import Traits
    from teachsim.engine.events import Effects
    from teachsim.language.acts import Act, MoveKind
    from teachsim.roles.student.mind import Mind, SlotMind

ASKS_AFTER = 2
"""Wrong answers on an item after which a student is lost enough to ask; one where it has no rule, or
doubts its own more than its confidence bears."""
COPIES_FROM = 0.15
"""Echo of what was told from which one who abuses help copies it instead of thinking."""
EVERY = 3
"""A question back comes at most every so many turns of the student: the rest of the time it listens."""
UNSUPPORTED = 0.2
"""By how much the echo of what was told exceeds what is owned where the rule is left without support."""
TOLD_AGAIN = 0.5
"""What is left of the information when a question for the reason is met by telling again. Chosen."""

_OF_AN_EXAMPLE = (
    "Why is it done like that and not my way?",
    "How do you know that it has to be done this way?",
)

REASONS: frozenset[MoveKind] = frozenset(
    {"hint", "refute", "worked-example", "recall", "ask-check", "ask-why", "try-item"}
)
"""Moves that answer a question for the reason: by a reason, an example, or a question that leads there."""


def wants_help(traits: Traits, slot: SlotMind | None, wrong: int, rng: Random) -> bool:
    """Whether a student who has been told that it is wrong asks for help instead of trying again.

    slot: what the turn was about, if that is known; wrong: wrong answers to the item so far
    """
    if traits.help == "avoids":
        return False
    at_a_loss = slot is not None and (clueless(slot, "", "") or slot.dissatisfaction > traits.confidence / 2)
    return wrong >= (1 if at_a_loss else ASKS_AFTER) and rng.random() < traits.asks_for_help


def wants_it_done(traits: Traits, kinds: frozenset[MoveKind], again: bool, rng: Random) -> bool:
    """Whether one who abuses help asks for it instead of doing what it was asked to do.

    Half the time, and up to always in the measure of `asks-for-help`; not when it has just been told,
    and never twice running.
    """
    if traits.help != "abuses" or kinds & TELLING or again:
        return False
    return rng.random() < 0.5 + traits.asks_for_help / 2


def copied(act: Act, mind: Mind, traits: Traits, slots: tuple[str, ...]) -> Act:
    """The act, worth no more than hearing where one who abuses help copies what it was told."""
    if traits.help == "abuses" and any(mind.slot(s).echo > COPIES_FROM for s in slots):
        return act.model_copy(update={"effort": "heard"})
    return act


def wonders(
    traits: Traits, effects: Effects, kinds: frozenset[MoveKind], mind: Mind, since: int | None, rng: Random
) -> str | None:
    """The slot whose rule the student asks a reason for, if it does.

    It does so where it was told something that nothing supports: no conflict that it could see, and far
    more echo than own knowledge. since: its turns since it last asked so; None: never
    """
    if not traits.asks_why or not kinds & TELLING or (since is not None and since < EVERY):
        return None
    for effect in effects.slots:
        slot = mind.slot(effect.slot)
        if effect.information and not effect.wanted and slot.echo - slot.right > UNSUPPORTED:
            return effect.slot if rng.random() < traits.asks_why else None
    return None


def answered(effects: Effects, kinds: frozenset[MoveKind], wondering: str | None) -> Effects:
    """The effects of a turn on a student who has asked for the reason of a rule.

    A reason for that rule is worked on as it is heard; telling again leaves half of what it would.
    """
    if wondering is None or wondering not in {e.slot for e in effects.slots}:
        return effects
    reason = bool(kinds & REASONS)
    if not reason and not kinds & TELLING:
        return effects
    share = 1.0 if reason else TOLD_AGAIN
    slots = tuple(
        e.model_copy(update={"wanted": reason, "information": e.information * share})
        if e.slot == wondering
        else e
        for e in effects.slots
    )
    return effects.model_copy(update={"slots": slots})


def why_questions(slot: str, domain: Domain, kinds: frozenset[MoveKind]) -> tuple[str, ...]:
    """Why and how questions about the rule of a slot, as a student who has just been told it asks them.

    A rule that was not said is not said back: an example or a step is asked about as such. No question has
    a number in it, in figures or in words, which could be taken for an answer.
    """
    asked = list(_wonders().get(domain.name, {}).get(slot, ()))
    if kinds & {"state-rule", "refute"} and slot in domain.ideas:
        for clause in domain.ideas[slot].rule_heard:
            asked += [f"Why is it that {clause}?", f"How come {clause}?"]
    plain = tuple(q for q in asked if asks_reason(q) and not any(c.isdigit() for c in in_figures(q)))
    return plain or _OF_AN_EXAMPLE


@cache
def _wonders() -> dict[str, dict[str, list[str]]]:
    """By domain and slot, questions that read better than those made from the rule."""
    text = files(__package__).joinpath("wonders.yaml").read_text(encoding="utf-8")
    read: dict[str, dict[str, list[str]]] = yaml.safe_load(text)
    return read
