"""The usual prompt-only student, as a control: a language model that is told to be the student, and no mind.

Nothing is computed and nothing guarded: what it says is what the model said, and its attempt is what its
words read as. It changes only as far as the talk in its prompt changes the model, and its snapshot says that
there is no mind. Where no words come the session stops with a fault: nothing can speak in their place.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from teachsim.engine.events import Attempt, Effects, TestAnswer
from teachsim.engine.roles import Worded
from teachsim.engine.views import DaysPassed, Felt, ItemSeen, Said
from teachsim.errors import ModelFault
from teachsim.language.acts import ASKING, Act
from teachsim.language.hearing import answer_in, sounds_stuck
from teachsim.roles.calling import Place
from teachsim.roles.student.portrait import beliefs_of, knowledge_of, manner_of, traits_of
from teachsim.roles.student.worded import unwrapped

if TYPE_CHECKING:
    from teachsim.domains.base import Domain
    from teachsim.engine.cards import StudentCard
    from teachsim.engine.events import PlannedItem
    from teachsim.engine.views import StudentSeen, StudentView
    from teachsim.language.acts import Move, Understood
    from teachsim.models.client import Message
    from teachsim.roles.calling import LanguageModel
    from teachsim.roles.prompting import Prompts

REMEMBERS = 60
"""Of what was said in the lesson, as many turns reach the prompt."""
LONGEST = 1200
"""Characters of what it says; what is beyond is not said."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a prompted student has: the talk, and what it was last asked."""

    heard: tuple[Said, ...] = ()
    item: str = ""
    asked: str = ""
    """The item whose answer its next words are to give."""
    awaited: bool = True
    """Whether they are to give one."""


class PromptedStudent:
    """Plays a student card by its prompt alone."""

    def __init__(
        self,
        card: StudentCard,
        domain: Domain,
        seed: int,
        model: LanguageModel,
        prompts: Prompts,
        prompt: str,
    ) -> None:
        """prompt: the name of the one that makes the model the student."""
        self.card, self.domain, self.seed = card, domain, seed
        self.model, self.prompts, self.prompt = model, prompts, prompt

    def newborn(self) -> Remembered:
        """Nothing heard."""
        return Remembered()

    def observe(self, state: Remembered, seen: StudentSeen) -> Remembered:
        """The talk grows; what a turn is understood to ask says what is asked."""
        match seen:
            case ItemSeen(text=text):
                return replace(state, item=text, asked=text, awaited=True)
            case Said():
                return replace(state, heard=(*state.heard, seen)[-REMEMBERS:])
            case Felt(moves=moves):
                return _asked(state, next((m for m in reversed(moves) if m.kind in ASKING), None))
            case DaysPassed() | Attempt():
                return state

    def effects(self, state: Remembered, understood: Understood, view: StudentView) -> Effects:
        """None that can be computed: it has no rules."""
        return Effects()

    async def sit(
        self, state: Remembered, test: str, items: tuple[PlannedItem, ...]
    ) -> tuple[TestAnswer, ...]:
        """Answers to a test, all asked at once, each with the talk of the lesson and without the others."""
        calls = [
            asyncio.ensure_future(self._sits(state, test, number, planned.text))
            for number, planned in enumerate(items, 1)
        ]
        try:
            return tuple(await asyncio.gather(*calls))
        finally:
            for call in calls:
                call.cancel()

    async def _sits(self, state: Remembered, test: str, number: int, text: str) -> TestAnswer:
        item = self.domain.parse(text)
        assert item is not None, text
        # a test stands outside the practice: its items are told apart by the act's number
        said = await self._says(
            self.messages(state, text, test=True), Place(f"test/{test}", self.card.id, act=number)
        )
        answer = self.domain.read_answer(item, said) or answer_in(said, item, self.domain)
        right = answer is not None and self.domain.grade(item, answer)
        return TestAnswer(item=text, answer=answer.text if answer else None, correct=right, held=())

    async def act(self, state: Remembered, view: StudentView) -> Act:
        """What the model says, and the answer that it reads as."""
        place = Place("answer", self.card.id, view.number, view.turn, view.act)
        said = await self._says(self.messages(state, view.text, test=False), place)
        item = self.domain.parse(state.asked or view.text)
        answer = answer_in(said, item, self.domain) if item is not None and state.awaited else None
        if item is not None and answer is not None:
            right = self.domain.grade(item, answer)
            return Act(
                kind="answer",
                on=item.text,
                answer=answer.text,
                correct=right,
                effort="answered",
                content=(said,),
            )
        if sounds_stuck(said):
            return Act(kind="no-idea", mood="unsure", content=(said,))
        return Act(kind="question" if said.endswith("?") else "explain", content=(said,))

    def word(self, state: Remembered, act: Act, view: StudentView) -> Worded:
        """What it said, as it said it."""
        return Worded(act.content[0])

    def snapshot(self, state: Remembered) -> dict[str, Any]:
        """That there is no mind."""
        return {}

    def messages(self, state: Remembered, item: str, *, test: bool) -> tuple[Message, ...]:
        """What the model is sent: who it is, the talk so far, the item."""
        return self.prompts.render(
            self.prompt,
            **self._portrait,
            item=item,
            test=test,
            heard=[{"name": line.name, "text": line.text} for line in state.heard],
        )

    @cached_property
    def _portrait(self) -> dict[str, Any]:
        """What is the same in every prompt."""
        return {
            "name": self.card.name,
            "age": self.card.age,
            "manner": manner_of(self.card.voice),
            "traits": traits_of(self.card.traits),
            "beliefs": beliefs_of(self.card, self.domain),
            "knows": knowledge_of(self.card, self.domain),
        }

    async def _says(self, messages: tuple[Message, ...], place: Place) -> str:
        """The model's words; where it wrote none that can be used, it is asked again as the card says."""
        for attempt in range(1, self.card.sampling.tries):
            try:
                return self._spoken(await self.model.text(messages, place, attempt))
            except ModelFault as fault:
                if fault.fault_class == "infrastructure":
                    raise
        return self._spoken(await self.model.text(messages, place, self.card.sampling.tries))

    def _spoken(self, reply: str) -> str:
        return " ".join(unwrapped(reply, self.card.name)[:LONGEST].split()) or "…"


def _asked(state: Remembered, move: Move | None) -> Remembered:
    """What a turn asks for an answer to, if it asks for one."""
    if move is None:
        return replace(state, awaited=True)
    if move.kind in ("try-item", "compute-this") and move.on:
        return replace(state, asked=move.on, awaited=True)
    if move.kind in ("seek-strategy", "check-again"):
        return replace(state, asked=state.item, awaited=True)
    return replace(state, awaited=move.kind in ("try-item", "compute-this"))
