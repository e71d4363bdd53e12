"""The symbolic student, as the engine plays it: a fold over what it sees, and acts computed from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from teachsim.engine.draws import draws, test_draws
from teachsim.engine.events import Attempt, Effects, TestAnswer
from teachsim.engine.roles import Refusal, Worded
from teachsim.engine.views import DaysPassed, Felt, ItemSeen, StudentSeen, StudentView
from teachsim.language.acts import Act, Understood
from teachsim.language.student_words import plain_words, words
from teachsim.roles.student.effects import effects_of
from teachsim.roles.student.guard import refusal
from teachsim.roles.student.learning import PARAMETERS, do, forget, hear, tiring
from teachsim.roles.student.mind import Mind, newborn
from teachsim.roles.student.reply import Chance, Me, answer_act, reply

if TYPE_CHECKING:
    from teachsim.domains.base import Domain
    from teachsim.engine.cards import StudentCard
    from teachsim.engine.events import PlannedItem


class StudentState(BaseModel):
    """A mind, and what it is in the middle of."""

    model_config = ConfigDict(frozen=True)

    mind: Mind
    item: ItemSeen | None = None
    felt: Felt | None = None
    """What was last said to it and has not been answered."""
    last: Act | None = None
    """Its last answer, to whichever item."""
    main: Act | None = None
    """Its last answer to the item at hand."""
    wrong: int = 0
    """Wrong answers to the item at hand."""


class SymbolicStudent:
    """Plays a student card by rules alone."""

    def __init__(self, card: StudentCard, domain: Domain, seed: int) -> None:
        """seed: the session's."""
        self.card = card
        self.domain = domain
        self.how = PARAMETERS[card.learning]
        self.me = Me(card.id, seed, card.traits, self.how, domain)

    def newborn(self) -> StudentState:
        """The mind that the card describes."""
        return StudentState(mind=newborn(self.card, self.domain))

    def observe(self, state: StudentState, seen: StudentSeen) -> StudentState:
        """The state after something happened, from recorded values alone."""
        match seen:
            case ItemSeen():
                return StudentState(mind=state.mind, item=seen)
            case DaysPassed(days=days):
                return StudentState(mind=forget(state.mind, days, self.how))
            case Felt(effects=effects):
                assert state.item is not None
                trust = self.card.traits.trust
                mind = hear(state.mind, effects, self.how, trust, state.item.text, state.item.kind)
                return state.model_copy(update={"mind": mind, "felt": seen})
            case Attempt():
                return self._after(state, seen)

    def _after(self, state: StudentState, act: Attempt) -> StudentState:
        assert state.item is not None
        mind = state.mind if state.felt is None else do(state.mind, state.felt.effects, act, self.how)
        changed: dict[str, Any] = {"mind": mind, "felt": None}
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
            chance = Chance(
                *(test_draws(self.me.seed, self.me.id, test, number, p) for p in ("choose", "way", "slip"))
            )
            far = test.endswith("/transfer")
            act = answer_act(item, state.mind, self.card.traits, self.how, self.domain, chance, far=far)
            answers.append(
                TestAnswer(item=planned.text, answer=act.answer, correct=bool(act.correct), held=act.held)
            )
        return tuple(answers)

    def effects(self, state: StudentState, understood: Understood, view: StudentView) -> Effects:
        """What a turn does to this mind, by running its own rules on what the turn is about."""
        effects = effects_of(
            understood, state.mind, state.last, state.main, self.card.traits.trust, self.domain
        )
        spoken = len(view.heard[-1].text.split()) if view.heard else 0
        tired = tiring(spoken, effects.slots, state.mind)
        return effects.model_copy(update={"engagement": effects.engagement + tired}) if tired else effects

    def act(self, state: StudentState, view: StudentView) -> Act:
        """An answer to a fresh item, or a reply to what was said."""
        if state.felt is None:
            return self.me.answer(view.text, state.mind, view)
        return reply(state.felt, state.last, state.main, state.wrong, state.mind, view, self.me)

    def word(self, state: StudentState, act: Act, view: StudentView) -> Worded:
        """The act in words that the guard lets pass; the plainest wording is the last resort."""
        rng = draws(self.me.seed, self.me.id, view.number, view.act, "word")
        refused: list[Refusal] = []

        def passes(text: str) -> bool:
            reason = refusal(text, act, view.text, self.domain)
            if reason is not None:
                refused.append(Refusal(reason, text))
            return reason is None

        text = words(act, self.card.voice, [line.text for line in view.heard], rng, passes)
        return Worded(text if text is not None else plain_words(act), tuple(refused))

    def snapshot(self, state: StudentState) -> dict[str, Any]:
        """The mind, and in short what it is in the middle of."""
        return {
            **state.mind.model_dump(),
            "answered": state.last.answer if state.last else None,
            "wrong_answers": state.wrong,
        }
