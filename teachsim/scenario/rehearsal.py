"""A student card from a real pupil's answers, so that a teacher can rehearse tomorrow's lesson.

What the answers say is the diagnosis; how firmly the pupil holds it is read off how often it answered
so where the misconception shows. Nothing is invented: what the answers do not say gets the defaults.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.errors import BadInput
from teachsim.roles.student.mind import HELD_RIGHT
from teachsim.roles.student.parameters import SCENARIO

if TYPE_CHECKING:
    from teachsim.domains.base import Domain
    from teachsim.roles.teacher.diagnosis import Diagnosis, Evidence

LEAST = 0.3
"""A misconception less probable than this is not put on a card."""


class Held(NamedTuple):
    """A misconception, as firmly as the answers say."""

    misconception: str
    strength: float
    shown: int
    """Items on which it shows."""
    so: int
    """How many of them were answered so."""


class Read(NamedTuple):
    """What a pupil's answers come to."""

    holds: tuple[Held, ...]
    """Empty for a pupil who seems to hold none; two where two together explain the answers best."""
    slip: float


def read(diagnosis: Diagnosis, domain: Domain) -> Read:
    """The misconceptions, how strong they are, and how often the pupil is careless.

    raises: BadInput when the answers point at nothing that is known
    """
    wrong = [e for e in diagnosis.evidence if not e.correct]
    names = _both(diagnosis) or (_alone(diagnosis),)
    if names == (CORRECT,):
        return Read((), _slips(len(wrong), len(diagnosis.evidence)))
    explained = {
        name: [e for e in diagnosis.evidence if domain.shows(name, e.item) and _so(e, name, names, domain)]
        for name in names
    }
    holds = []
    for name, so in explained.items():
        shown = sum(domain.shows(name, e.item) for e in diagnosis.evidence)
        share = (len(so) + 1.5) / (shown + 1.6)  # drawn to the consistent pupil of a scenario
        holds.append(Held(name, strength(share), shown, len(so)))
    neither = [e for e in wrong if not any(e in so for so in explained.values())]
    return Read(tuple(holds), _slips(len(neither), len(diagnosis.evidence)))


def _both(diagnosis: Diagnosis) -> tuple[str, ...]:
    """The pair that explains the answers better than any one misconception; empty if none does."""
    best = diagnosis.likelier[:1]
    return best[0].names if best and best[0] in diagnosis.pairs and best[0].probability >= LEAST else ()


def _alone(diagnosis: Diagnosis) -> str:
    top, *_ = diagnosis.hypotheses
    if top.name == UNKNOWN or (top.name != CORRECT and top.probability < LEAST):
        raise BadInput(
            f"these answers point at no misconception that is known ({top.name} {top.probability:.2f})",
            remedy="add answers to more items of one kind, or write the card by hand: teachsim new student",
        )
    return top.name


def _so(one: Evidence, name: str, names: tuple[str, ...], domain: Domain) -> bool:
    """Whether an item was answered as holders of this misconception do, alone or with the others."""
    if one.answer.text in domain.predict(one.item, [name])[name]:
        return True
    if len(names) == 1 or not all(domain.shows(other, one.item) for other in names):
        return False
    orders = (names, names[::-1])  # of two at one slot the one asked first has its way
    return any(one.answer.text in domain.predict_together(one.item, order) for order in orders)


def strength(share: float) -> float:
    """The m at which a student answers so in this share of cases: share = 1 − σ(β(c − m)).

    share: in (0, 1); the result is kept within what a card may say
    """
    share = min(max(share, 0.5), 0.99)
    return round(min(max(HELD_RIGHT + log(share / (1 - share)) / SCENARIO.sharpness, 0.25), 0.95), 2)


def _slips(careless: int, answers: int) -> float:
    """A share of careless answers, drawn to the population's .05 as far as few answers say little."""
    return round(min((careless + 0.5) / (answers + 10), 0.3), 2)


def card(name: str, title: str, diagnosis: Diagnosis, domain: Domain) -> str:
    """The card as YAML, with the answers that it was made from as comments."""
    found = read(diagnosis, domain)
    lines = [
        "# A student made from a pupil's own answers; teachers see the name, age and voice, no more.",
        *(
            f"#   {e.item.text}  answered {e.answer.text}{'' if e.correct else '   (wrong)'}"
            for e in diagnosis.evidence
        ),
        "# What they say: " + ", ".join(f"{h.name} {h.probability:.2f}" for h in diagnosis.hypotheses[:3]),
    ]
    lines += [
        f"# {held.misconception} shows on {held.shown} of these items, and {held.so} were answered so."
        for held in found.holds
    ]
    lines += [
        "kind: student",
        f"id: {name}",
        f"name: {title}",
        "age: 10                   # change what you know better",
        "voice: {register: child, talkative: 0.6, hesitates: 0.3}",
    ]
    if found.holds:
        lines += [
            "holds:",
            *(
                f"- {{misconception: {held.misconception}, strength: {held.strength}}}"
                for held in found.holds
            ),
        ]
    lines += [f"traits: {{slip: {found.slip}}}", "learning: scenario"]
    return "\n".join(lines) + "\n"
