"""The symbolic critic, as the engine plays it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.engine.events import Critique, Event, StudentMind
from teachsim.roles.critic.checks import CHECKS
from teachsim.roles.critic.turn import Turn

if TYPE_CHECKING:
    from teachsim.domains.base import Domain
    from teachsim.engine.cards import CriticCard
    from teachsim.engine.views import CriticView

    Slots = dict[str, frozenset[str]]
    """By student, where it holds a misconception."""

HOLDS = 0.3
"""Strength from which a misconception counts as held."""


class SymbolicCritic:
    """Plays a critic card by rules alone."""

    def __init__(self, card: CriticCard, domain: Domain) -> None:
        """The card says which checks, and who hears of them."""
        self.card = card
        self.mode = card.mode
        self.domain = domain

    def newborn(self) -> Slots | None:
        """What it knows of minds: nothing yet, and never anything unless it only observes."""
        return {} if self.mode == "observe" else None

    def observe(self, state: Slots | None, event: Event) -> Slots | None:
        """An observing critic reads minds; another is shown none."""
        if state is None or not isinstance(event, StudentMind):
            return state
        slots = event.mind.get("slots", {})
        held = frozenset(s for s, at in slots.items() if max(at["wrong"].values(), default=0.0) >= HOLDS)
        return {**state, event.student or "": held}

    def review(self, state: Slots | None, view: CriticView, *, draft: bool) -> list[Critique]:
        """What is to be said about these words, by the checks of the card."""
        teacher = view.teacher
        turn = Turn(
            text=view.text,
            heard=view.heard,
            view=teacher,
            domain=self.domain,
            words=self.card.words,
            held=state.get(teacher.student.id) if state else None,
        )
        found = []
        for name in self.card.checks:
            finding = CHECKS[name](turn)
            if finding is not None:
                found.append(
                    Critique(
                        agent=self.card.id,
                        kind=name,
                        severity=finding.severity,
                        quote=finding.quote,
                        suggestion=finding.suggestion,
                        mode=self.mode,
                        draft=draft,
                    )
                )
        return found
