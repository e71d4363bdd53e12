"""The symbolic student, as the engine plays it: a fold over what it sees, and acts computed from it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from teachsim.engine.draws import draws, test_draws
from teachsim.engine.events import Attempt, Effects, TestAnswer
from teachsim.engine.roles import Refusal, Worded
from teachsim.engine.views import DaysPassed, Felt, ItemSeen, Said, StudentSeen, StudentView
from teachsim.language.acts import Act, Understood
from teachsim.language.student_words import plain_words, words
from teachsim.roles.student.answering import Chance, Me, work
from teachsim.roles.student.guard import refusal
from teachsim.roles.student.knowledge import StudentState, extract, retrieve, update
from teachsim.roles.student.learning import do, forget
from teachsim.roles.student.mind import newborn
from teachsim.roles.student.parameters import PARAMETERS
from teachsim.roles.student.reply import compose

if TYPE_CHECKING:
    from teachsim.domains.base import Domain
    from teachsim.engine.cards import StudentCard
    from teachsim.engine.events import PlannedItem

LATELY = 6
"""Turns in which an answer that was given is still in its ear."""


class SymbolicStudent:
    """Plays a student card by rules alone."""

    def __init__(self, card: StudentCard, domain: Domain, seed: int) -> None:
        """seed: the session's."""
        self.card = card
        self.domain = domain
        setting = PARAMETERS[card.learning]
        self.how = replace(setting, rate=setting.rate * card.traits.pace)
        self.me = Me(card.id, seed, card.traits, self.how, domain)

    def newborn(self) -> StudentState:
        """The mind that the card describes."""
        return StudentState(mind=newborn(self.card, self.domain))

    def observe(self, state: StudentState, seen: StudentSeen) -> StudentState:
        """The state after something happened, from recorded values alone."""
        match seen:
            case ItemSeen():
                return StudentState(mind=state.mind, item=seen, since_why=state.since_why)
            case DaysPassed(days=days):
                return StudentState(mind=forget(state.mind, days, self.how))
            case Felt():
                return update(state, seen, self.me)
            case Attempt():
                return self._after(state, seen)
            case Said():
                return state  # words do nothing by themselves: what they do is felt

    def _after(self, state: StudentState, act: Attempt) -> StudentState:
        assert state.item is not None
        mind = state.mind if state.felt is None else do(state.mind, state.felt.effects, act, self.how)
        asks_why = act.kind == "question" and bool(act.content)
        since = 0 if asks_why else None if state.since_why is None else state.since_why + 1
        changed: dict[str, Any] = {
            "mind": mind,
            "felt": None,
            "did": act.kind,
            "wondering": act.about if asks_why else None,
            "since_why": since,
        }
        if act.kind == "answer":
            answered = Act.model_validate(dict(act))
            changed["last"] = answered
            if act.on == state.item.text:
                changed["main"] = answered
                changed["wrong"] = state.wrong + (not act.correct)
        return state.model_copy(update=changed)

    def sit(self, state: StudentState, test: str, items: tuple[PlannedItem, ...]) -> tuple[TestAnswer, ...]:
        """Answers to a test; nothing is learned from it."""
        answers = []
        for number, planned in enumerate(items, 1):
            item = self.domain.parse(planned.text)
            assert item is not None, planned.text
            chance = Chance(partial(test_draws, self.me.seed, self.me.id, test, number))
            far = test.endswith("/transfer")
            done = work(item, state.mind, self.card.traits, self.how, self.domain, chance, far=far)
            answer = None if done.solution is None else done.solution.answer
            right = answer is not None and self.domain.grade(item, answer)
            written = None if answer is None else answer.text
            answers.append(TestAnswer(item=planned.text, answer=written, correct=right, held=done.held))
        return tuple(answers)

    def effects(self, state: StudentState, understood: Understood, view: StudentView) -> Effects:
        """What a turn does to this mind, by running its own rules on what the turn is about."""
        return extract(understood, state, view, self.me)

    def act(self, state: StudentState, view: StudentView) -> Act:
        """An answer to a fresh item, or a reply to what was said."""
        return compose(retrieve(state, view, self.me), view, self.me)

    def word(self, state: StudentState, act: Act, view: StudentView) -> Worded:
        """The act in words that the guard lets pass; the plainest wording is the last resort."""
        rng = draws(self.me.seed, self.me.id, view.number, view.act, "word")
        refused: list[Refusal] = []

        def passes(text: str) -> bool:
            reason = refusal(text, act, view.text, self.domain)
            if reason is not None:
                refused.append(Refusal(reason, text))
            return reason is None

        said, still = [line.text for line in view.heard], self._again(state, act, view)
        text = words(act, self.card.voice, self.card.age, said, rng, passes, still=still)
        return Worded(text if text is not None else plain_words(act), tuple(refused))

    def _again(self, state: StudentState, act: Act, view: StudentView) -> bool:
        """Whether this is the wrong answer that it has just given to this item, once more."""
        if (
            act.kind != "answer"
            or act.correct
            or act.answer is None
            or act.on != view.text
            or state.wrong < 2
        ):
            return False
        own = [line.text for line in view.heard[-LATELY:] if line.role == "student"]
        return any(act.answer in text for text in own)

    def snapshot(self, state: StudentState) -> dict[str, Any]:
        """The mind, and in short what it is in the middle of."""
        return {
            **state.mind.model_dump(),
            "answered": state.last.answer if state.last else None,
            "wrong_answers": state.wrong,
        }
