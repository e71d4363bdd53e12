"""A student's card in words, for a language model that is to speak as the student or to be it.

Every field of the card either comes back here or stands in `NOT_SAID` with the reason; a test holds that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from teachsim.engine.cards import Traits

if TYPE_CHECKING:
    from teachsim.domains.base import Domain
    from teachsim.engine.cards import StudentCard, Voice

NOT_SAID: dict[str, dict[str, str]] = {
    "model": {
        "holds": "the mind computes by it",
        "knows": "the mind computes by it",
        "weakness": "what it draws is held by the mind",
        "traits": "the mind computes by them",
        "learning": "the mind computes by it",
    },
    "prompted": {
        "weakness": "what it draws stands in `holds` once the session has started",
        "learning": "a setting of the learning rule, and a prompted student has none",
    },
    "both": {
        "kind": "says what file it is",
        "id": "names the file",
        "brain": "chooses the prompt",
        "model": "says who is asked",
        "api_base": "says where",
        "sampling": "goes with the request",
        "prompt": "chooses the prompt",
    },
}
"""The fields of a student's card that are not in a prompt, by brain, and why."""


def manner_of(voice: Voice) -> str:
    """How a student speaks, as one clause."""
    parts = [{"child": "like a child", "teen": "like a teenager", "plain": "plainly"}[voice.register_]]
    talk = voice.talkative
    parts.append(f"{_much(talk, 'hardly a word more than needed', 'some of its steps', 'every step')} aloud")
    if voice.hesitates:
        parts.append(f"hesitating {_often(voice.hesitates)}")
    if voice.language_learner:
        parts.append(
            f"still learning the language ({voice.language_learner:g} of it is to be learned: short"
            " sentences, articles and endings left out)"
        )
    if voice.distracted:
        parts.append(f"with something else slipping in {_often(voice.distracted)}")
    return ", ".join(parts)


def beliefs_of(card: StudentCard, domain: Domain) -> list[dict[str, Any]]:
    """What the student holds, in words, and how firmly."""
    found = []
    for held in card.holds:
        known = domain.misconceptions[held.misconception]
        firmly = _much(held.strength, "loosely", "rather firmly", "firmly")
        says = known.belief[0] if known.belief else ""
        found.append(
            {"description": known.description, "says": says, "firmly": firmly, "strength": held.strength}
        )
    return found


def knowledge_of(card: StudentCard, domain: Domain) -> list[dict[str, Any]]:
    """What the card says of right rules, in words."""
    return [
        {"name": domain.ideas[slot].name if slot in domain.ideas else slot, "strength": strength}
        for slot, strength in card.knows.items()
    ]


def traits_of(traits: Traits) -> list[str]:
    """The traits that differ from what is usual, a clause each."""
    said = {
        "engagement": f"engagement {traits.engagement:g} of 1",
        "trust": f"trust in the teacher {traits.trust:g} of 1",
        "slip": f"slips of the pen in {traits.slip:.0%} of answers",
        "guess": f"guesses right in {traits.guess:.0%} of cases when it has no rule",
        "asks_for_help": f"asks for help {_often(traits.asks_for_help)}",
        "confidence": f"confidence {traits.confidence:g} of 1",
        "pace": f"learns {traits.pace:g} times as fast as others",
        "listener": "takes a question about a step to mean that the step is in doubt",
        "help": "never asks for help"
        if traits.help == "avoids"
        else "has things done for it, and copies them",
        "self_belief": f"{traits.self_belief}estimates what it understands",
        "distraction": f"misses what is said {_often(traits.distraction)}",
        "praise_seeking": f"is out for praise {_often(traits.praise_seeking)}",
        "asks_why": f"asks why {_often(traits.asks_why)}",
    }
    usual = Traits()
    return [clause for name, clause in said.items() if getattr(traits, name) != getattr(usual, name)]


def _often(share: float) -> str:
    return f"in {share:.0%} of turns"


def _much(share: float, little: str, some: str, much: str) -> str:
    word = little if share < 0.34 else some if share < 0.67 else much
    return f"{word} ({share:g} of 1)"
