"""A student's mind: for each slot, how strong the right rule and the wrong ones are."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from teachsim.roles.student.parameters import CLUELESS, READY, REPORT_NOISE

if TYPE_CHECKING:
    from random import Random

    from teachsim.domains.base import Domain
    from teachsim.engine.cards import StudentCard

HELD_RIGHT = 0.2
"""Strength of the right rule where a misconception is held and the card says nothing."""
KNOWN_RIGHT = 0.9
"""The same where none is held."""


class SlotMind(BaseModel):
    """Right and wrong at one place of a procedure; all strengths in [0, 1]."""

    model_config = ConfigDict(frozen=True)

    right: float
    """c: durable strength of the right rule."""
    right_at_first: float
    """What time does not take: c at first, and what has outlasted days since."""
    wrong: dict[str, float] = {}
    """m: strength of each misconception held here."""
    wrong_at_first: dict[str, float] = {}
    """What each can relapse to."""
    echo: float = 0.0
    """e: told but not owned; helps on items like the one it was told on."""
    echo_item: str | None = None
    echo_kind: str | None = None
    dissatisfaction: float = 0.0
    """d: how far its own rule has failed in its own eyes."""
    found: int = 0
    """Times that the student did something generative with success."""

    @property
    def wrongest(self) -> float:
        """The strongest wrong rule's strength."""
        return max(self.wrong.values(), default=0.0)


class Mind(BaseModel):
    """All that changes in a student."""

    model_config = ConfigDict(frozen=True)

    slots: dict[str, SlotMind]
    """Slots where a misconception is held or the card says how much is known."""
    engagement: float
    """E."""

    def slot(self, name: str) -> SlotMind:
        """What is held at a slot; where nothing is said, the right rule is known."""
        return self.slots.get(name) or SlotMind(right=KNOWN_RIGHT, right_at_first=KNOWN_RIGHT)

    def holds(self, slot: str) -> tuple[str, ...]:
        """The misconceptions held at a slot, strongest first."""
        wrong = self.slot(slot).wrong
        return tuple(sorted(wrong, key=lambda m: -wrong[m]))


def newborn(card: StudentCard, domain: Domain) -> Mind:
    """The mind that a card describes."""
    wrong: dict[str, dict[str, float]] = {}
    for held in card.holds:
        slot = domain.misconceptions[held.misconception].slot
        wrong.setdefault(slot, {})[held.misconception] = held.strength
    slots = {}
    for slot in dict.fromkeys([*wrong, *card.knows]):
        right = card.knows.get(slot, HELD_RIGHT if slot in wrong else KNOWN_RIGHT)
        at = wrong.get(slot, {})
        slots[slot] = SlotMind(right=right, right_at_first=right, wrong=at, wrong_at_first=at)
    return Mind(slots=slots, engagement=card.traits.engagement)


def sigmoid(x: float) -> float:
    """1 / (1 + e^-x)."""
    return 1 / (1 + exp(-x)) if x > -500 else 0.0


def similarity(slot: SlotMind, item: str, kind: str) -> float:
    """How near an item is to the one that the echo is bound to: 1 the same, .6 its kind, .2 else."""
    if slot.echo_item is None:
        return 0.0
    return 1.0 if slot.echo_item == item else 0.6 if slot.echo_kind == kind else 0.2


def p_right_rule(slot: SlotMind, item: str, kind: str, sharpness: float) -> float:
    """Probability that the right rule wins at this slot on this item: σ(β(c + sim·e − m)).

    source: the learning model of `docs/design.md`; slips come on top
    """
    if not slot.wrong:
        return sigmoid(sharpness * (slot.right + similarity(slot, item, kind) * slot.echo))
    pull = slot.right + similarity(slot, item, kind) * slot.echo - slot.wrongest
    return sigmoid(sharpness * pull)


def p_correct(slot: SlotMind, item: str, kind: str, sharpness: float, slip: float, guess: float) -> float:
    """Probability of a right answer where this slot decides it: choosing, then guess or slip.

    A wrong rule that has faded below what is acted on leaves the right one.
    """
    if clueless(slot, item, kind):
        return guess
    if slot.wrongest < CLUELESS:
        return 1 - slip
    return (1 - slip) * p_right_rule(slot, item, kind, sharpness)


def clueless(slot: SlotMind, item: str, kind: str) -> bool:
    """Whether no rule, right or wrong, is strong enough here to be acted on."""
    return max(slot.wrongest, slot.right + similarity(slot, item, kind) * slot.echo) < CLUELESS


def readiness(slot: SlotMind, sharpness: float) -> float:
    """Probability that the student finds the idea here when it is asked for.

    What is half remembered helps, and so does having seen one's own way fail.
    """
    return sigmoid(sharpness * (slot.right + 0.5 * slot.echo + 0.6 * slot.dissatisfaction - READY))


def believes_it_understands(slot: SlotMind) -> float:
    """How sure the student is that it understands, in [0, 1]: σ(4(c + e − .3m) − 1).

    An echo counts in full, so it is high after telling though little is owned: the illusion of
    understanding (Rozenblit & Keil 2002; Koriat & Bjork 2005).
    """
    return sigmoid(4 * (slot.right + slot.echo - 0.3 * slot.wrongest) - 1)


def self_report(slot: SlotMind, rng: Random) -> float:
    """What the student says when asked how well it understands, in [0, 1]: honest, and often wrong."""
    return noisy(believes_it_understands(slot), rng)


def noisy(report: float, rng: Random) -> float:
    """What is said of something that is believed this much, both in [0, 1]."""
    return min(max(rng.gauss(report, REPORT_NOISE), 0.0), 1.0)


def sureness_of_answer(strength: float, shaken: float, confidence: float) -> float:
    """How sure the student is of an answer, in [0, 1]: σ(4(strength − d + confidence − 1)).

    A rule that is strong feels right whether it is right or wrong, so who holds a misconception firmly is
    sure of its answers (Brown & VanLehn 1980: bugs are no guesses). Chosen: a rule and a confidence of .6
    give .69, a guess with the same .17.

    strength: of the weakest rule that the answer was made by; 0 for a guess
    shaken:   d, how far that rule has failed in its own eyes
    """
    return sigmoid(4 * (strength - shaken + confidence - 1))
