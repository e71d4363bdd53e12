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
    from teachsim.roles.teacher.diagnosis import Diagnosis

LEAST = 0.3
"""A misconception less probable than this is not put on a card."""


class Read(NamedTuple):
    """What a pupil's answers come to."""

    holds: str | None
    """The misconception; None for a pupil who seems to hold none."""
    strength: float
    slip: float
    shown: int
    """Items on which it shows."""
    so: int
    """How many of them were answered so."""


def read(diagnosis: Diagnosis, domain: Domain) -> Read:
    """The misconception, how strong it is, and how often the pupil is careless.

    raises: BadInput when the answers point at nothing that is known
    """
    top, *_ = diagnosis.hypotheses
    wrong = [e for e in diagnosis.evidence if not e.correct]
    if top.name == UNKNOWN or (top.name != CORRECT and top.probability < LEAST):
        raise BadInput(
            f"these answers point at no misconception that is known ({top.name} {top.probability:.2f})",
            remedy="add answers to more items of one kind, or write the card by hand: teachsim new student",
        )
    if top.name == CORRECT:
        return Read(None, 0.0, _slips(len(wrong), len(diagnosis.evidence)), 0, 0)
    showing = [e for e in diagnosis.evidence if domain.shows(top.name, e.item)]
    predicted = [e for e in showing if e.answer.text in domain.predict(e.item, [top.name])[top.name]]
    share = (len(predicted) + 1.5) / (len(showing) + 1.6)  # drawn to the consistent pupil of a scenario
    neither = [e for e in wrong if e not in predicted]
    return Read(
        holds=top.name,
        strength=strength(share),
        slip=_slips(len(neither), len(diagnosis.evidence)),
        shown=len(showing),
        so=len(predicted),
    )


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
    if found.holds:
        lines.append(f"# It shows on {found.shown} of these items, and {found.so} were answered so.")
    lines += [
        "kind: student",
        f"id: {name}",
        f"name: {title}",
        "age: 10                   # change what you know better",
        "voice: {register: child, talkative: 0.6, hesitates: 0.3}",
    ]
    if found.holds:
        lines += ["holds:", f"- {{misconception: {found.holds}, strength: {found.strength}}}"]
    lines += [f"traits: {{slip: {found.slip}}}", "learning: scenario"]
    return "\n".join(lines) + "\n"
