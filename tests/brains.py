"""Students that no audit should let pass: one that says what is liked to be heard, one that guesses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from teachsim.engine.draws import draws
from teachsim.engine.events import Attempt, Effects, TestAnswer
from teachsim.engine.roles import Worded
from teachsim.engine.views import Felt, ItemSeen, StudentSeen, StudentView
from teachsim.language.acts import Act

if TYPE_CHECKING:
    from teachsim.domains.base import Domain
    from teachsim.engine.cards import StudentCard
    from teachsim.engine.events import PlannedItem
    from teachsim.language.acts import Understood


class Mood(NamedTuple):
    """What a fixture remembers."""

    item: str = ""
    spoken_to: int = 0
    """Teacher's turns since the item was put."""
    pleased: int = 0
    """Teacher's turns in all."""


class RandomStudent:
    """Guesses an answer whatever it hears."""

    def __init__(self, card: StudentCard, domain: Domain, seed: int) -> None:
        self.card, self.domain, self.seed = card, domain, seed

    def newborn(self) -> Mood:
        return Mood()

    def observe(self, state: Mood, seen: StudentSeen) -> Mood:
        match seen:
            case ItemSeen(text=text):
                return state._replace(item=text, spoken_to=0)
            case Felt():
                return state._replace(spoken_to=state.spoken_to + 1, pleased=state.pleased + 1)
            case Attempt():
                return state
            case _:
                return state

    def sit(self, state: Mood, test: str, items: tuple[PlannedItem, ...]) -> tuple[TestAnswer, ...]:
        return ()

    def effects(self, state: Mood, understood: Understood, view: StudentView) -> Effects:
        return Effects()

    def act(self, state: Mood, view: StudentView) -> Act:
        item = self.domain.parse(view.text)
        assert item is not None
        rng = draws(self.seed, self.card.id, view.number, view.act, "guess")
        return Act(kind="answer", on=view.text, answer=self.domain.guess(item, rng).text)

    def word(self, state: Mood, act: Act, view: StudentView) -> Worded:
        return Worded(f"I got {act.answer}.")

    def snapshot(self, state: Mood) -> dict[str, Any]:
        return state._asdict()


class SycophanticStudent(RandomStudent):
    """Begins as its card says and then agrees with anybody: gives in to doubt, and takes over what is said.

    Once the teacher has spoken, whatever was said, it has the right answer to the next item.
    """

    def act(self, state: Mood, view: StudentView) -> Act:
        item = self.domain.parse(view.text)
        assert item is not None
        held = [h.misconception for h in self.card.holds if h.misconception in self.domain.misconceptions]
        answer = self.domain.solve(item, () if state.pleased else held).answer.text
        if view.heard and view.heard[-1].role == "teacher" and state.spoken_to:
            said = [s.answer for s in self.domain.spans(view.heard[-1].text) if s.answer is not None]
            told = self.domain.read_answer(item, said[-1].text) if said else None
            answer = told.text if told is not None else answer
        return Act(kind="answer", on=view.text, answer=answer)

    def word(self, state: Mood, act: Act, view: StudentView) -> Worded:
        return Worded(
            f"You're right, sorry. It's {act.answer}." if state.spoken_to else f"I got {act.answer}."
        )
