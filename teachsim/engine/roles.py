"""What plays a part in a session: a newborn state, what each event does to it, and what it does.

A role holds no state of its own, so the same role object can stand at two points of a session at
once, and resuming is a fold. The engine keeps the states. Any method that acts may be `async`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from teachsim.engine.cards import CriticMode
    from teachsim.engine.events import (
        Critique,
        Decision,
        Effects,
        Event,
        PlannedItem,
        TestAnswer,
    )
    from teachsim.engine.reckoned import SecondOrder
    from teachsim.engine.views import (
        CriticView,
        StudentSeen,
        StudentView,
        TeacherSeen,
        TeacherView,
    )
    from teachsim.language.acts import Act, Understood


class Refusal(NamedTuple):
    """Words that a guard refused, and why."""

    reason: str
    text: str
    words: Literal["template", "model"] = "template"
    """Whose words they were."""
    last: bool = False
    """Whether a template speaks in place of the model after this."""


class Worded(NamedTuple):
    """What is said, and what was refused on the way to it."""

    text: str
    refusals: tuple[Refusal, ...] = ()


class BeliefHeld(NamedTuple):
    """A teacher's belief about one student, as it is logged."""

    probabilities: dict[str, float]
    entropy_bits: float
    prior_bits: float
    evidence: tuple[dict[str, Any], ...]
    state: dict[str, Any]
    stated: dict[str, float] | None = None
    """What a model that teaches says it believes, where there is one."""
    prior: dict[str, float] | None = None
    """Before anything was seen; with the first belief about a student."""
    closed: bool | None = None
    """Whether nothing more needs to be asked."""
    slip: float | None = None
    guess: float | None = None
    second_order: SecondOrder | None = None


class StudentRole(Protocol):
    """A student: answers, changes, and is understood only through its words."""

    def newborn(self) -> Any:
        """The state before anything happened."""

    def observe(self, state: Any, seen: StudentSeen) -> Any:
        """The state after it; uses recorded values only, draws nothing and reads no text."""

    def sit(
        self, state: Any, test: str, items: tuple[PlannedItem, ...]
    ) -> tuple[TestAnswer, ...] | Awaitable[tuple[TestAnswer, ...]]:
        """Graded answers to a test named like `after/near`."""

    def effects(self, state: Any, understood: Understood, view: StudentView) -> Effects:
        """What a turn, as understood, does to this student."""

    def act(self, state: Any, view: StudentView) -> Act | Awaitable[Act]:
        """What it does next: computed, not yet worded."""

    def word(self, state: Any, act: Act, view: StudentView) -> Worded | Awaitable[Worded]:
        """The act in words that carry it."""

    def snapshot(self, state: Any) -> dict[str, Any]:
        """The whole state as JSON data."""


class TeacherRole(Protocol):
    """A teacher: believes, decides, speaks."""

    def newborn(self) -> Any:
        """The state before anything happened."""

    def observe(self, state: Any, seen: TeacherSeen) -> Any:
        """The state after it."""

    def decide(self, state: Any, view: TeacherView) -> Decision | Awaitable[Decision]:
        """Whether to step in, and how."""

    def word(self, state: Any, decision: Decision, view: TeacherView) -> str | Awaitable[str]:
        """The decision in words; with advice on a draft in the view, other words."""

    def belief(self, state: Any, student: str) -> BeliefHeld:
        """What it holds of this student."""


class InformedTeacherRole(TeacherRole, Protocol):
    """A teacher that is shown minds: an upper bound, for audits alone."""

    def shown(self, state: Any, event: Event) -> Any:
        """The state after an event, hidden ones included."""


class CriticRole(Protocol):
    """A critic: finds fault with a teacher's turn, on the teacher's own view."""

    @property
    def mode(self) -> CriticMode:
        """Who hears of its findings, and when."""

    def newborn(self) -> Any:
        """The state before anything happened."""

    def observe(self, state: Any, event: Event) -> Any:
        """The state after it; only the `observe` mode is shown hidden events."""

    def review(
        self, state: Any, view: CriticView, *, draft: bool
    ) -> list[Critique] | Awaitable[list[Critique]]:
        """What is to be said about these words."""
