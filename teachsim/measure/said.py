"""A recorded session's teacher turns, each as a critic meets it: words, how they were heard, the view then.

What was heard is what was recorded, so a later release with better ears judges an old transcript by what
happened in it. Where the student's mind is on record it may be read, as an observing critic may.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teachsim.engine.events import SessionStarted, StudentMind, UnderstoodEvent, Utterance
from teachsim.engine.ledger import Ledger, record
from teachsim.engine.views import teacher_view
from teachsim.language.acts import Understood
from teachsim.roles.critic.critic import SymbolicCritic
from teachsim.roles.critic.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from teachsim.domains.base import Domain
    from teachsim.engine.cards import CriticCard
    from teachsim.engine.events import Event


class Said(NamedTuple):
    """A teacher's turn in its place."""

    student: str
    item: int
    number: int
    """Of the turn within the session."""
    turn: Turn


def said_by_the_teacher(events: Sequence[Event], domain: Domain, card: CriticCard) -> Iterator[Said]:
    """The teacher's turns of a transcript, to all its students, in their order.

    card: of the critic that is to judge them; it says how many words are too many
    """
    started = next(e for e in events if isinstance(e, SessionStarted))
    heard = {e.turn: e for e in events if isinstance(e, UnderstoodEvent)}
    critic = SymbolicCritic(card, domain)
    minds = critic.newborn()
    ledger = Ledger(started)
    for event in events:
        if isinstance(event, Utterance) and event.role == "teacher" and event.turn in heard and event.student:
            understood = heard[event.turn]
            yield Said(
                event.student,
                event.item or 0,
                event.turn or 0,
                Turn(
                    text=event.text,
                    heard=Understood(moves=understood.moves, confidence=understood.confidence),
                    view=teacher_view(ledger, event.agent, event.student),
                    domain=domain,
                    words=card.words,
                    held=minds.get(event.student) if minds else None,
                ),
            )
        if isinstance(event, StudentMind):
            minds = critic.observe(minds, event)
        ledger = record(ledger, event)
