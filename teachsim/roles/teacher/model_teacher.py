"""A teacher that is a language model: it states its belief, predicts, decides and speaks, in one schema.

Beside it runs the Bayesian belief of the symbolic teacher on the same words, as a yardstick: the transcript
holds both. The budget is the engine's to keep, whatever the model says it would spend. Where no reply comes
that can be used the session stops with a fault: a decision that nobody made is not made up.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from teachsim.domains.base import UNKNOWN
from teachsim.engine.events import Decision
from teachsim.errors import ModelFault
from teachsim.language.acts import Move
from teachsim.roles.calling import Place
from teachsim.roles.prompting import plain
from teachsim.roles.teacher.asking import AskingTeacher
from teachsim.roles.teacher.showing import all_moves, as_seen

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from teachsim.engine.roles import BeliefHeld
    from teachsim.engine.views import TeacherSeen, TeacherView
    from teachsim.models.client import Message
    from teachsim.roles.teacher.teacher import TeacherState

POLICY = "model"

Chosen = Literal[
    "probe", "ask-why", "try-item", "ask-check", "recall", "seek-strategy", "invite-reflection",
    "ask-understanding",
    "check-again", "compute-this", "focus-on", "hint", "state-rule", "refute", "worked-example",
    "give-step", "give-answer", "confirm", "disconfirm", "praise", "praise-process", "encourage", "move-on",
    "close",
]  # fmt: skip


class Held(BaseModel):
    """One hypothesis and its probability."""

    model_config = ConfigDict(extra="forbid")

    hypothesis: Annotated[str, Field(max_length=80)]
    probability: Annotated[float, Field(ge=0, le=1)]


class Reply(BaseModel):
    """What the model is asked for, in the order in which it is to think."""

    model_config = ConfigDict(extra="forbid")

    belief: Annotated[list[Held], Field(max_length=40)]
    intervene: bool
    move: Chosen
    target: Annotated[str, Field(max_length=80)]
    """What the move is about: a hypothesis or a slot; empty for none."""
    predicted: Annotated[str, Field(max_length=60)]
    """The student's next answer; empty where none is expected."""
    predicted_probability: Annotated[float, Field(ge=0, le=1)]
    reason: Annotated[str, Field(max_length=600)]
    text: Annotated[str, Field(max_length=1200)]

    @model_validator(mode="after")
    def _speaks_if_it_steps_in(self) -> Self:
        if self.intervene and not plain(self.text).strip():
            raise ValueError("`intervene` is true and `text` is empty")
        return self


class ModelTeacher(AskingTeacher):
    """Plays a teacher card by a language model; the rules of its base only keep the yardstick."""

    def observe(self, state: TeacherState, event: TeacherSeen) -> TeacherState:
        """As the symbolic teacher; besides, what was stated is remembered."""
        state = super().observe(state, event)
        if isinstance(event, Decision) and event.stated is not None:
            student = event.student or ""
            known = replace(state.students[student], stated=event.stated)
            state = replace(state, students={**state.students, student: known})
        return state

    async def decide(self, state: TeacherState, view: TeacherView) -> Decision:  # type: ignore[override]
        """What the model decides and says; where the budget allows nothing, it is not asked."""
        opens = not view.intervening
        if opens and view.budget_left < min([1.0, *view.costs.values()]):
            return self._decision(view, "the budget is spent")
        place = Place("decision", view.student.id, view.item.number, view.turn, view.act)
        reply = await self._asked(self.messages(view), place)
        if not reply.intervene:
            return self._decision(view, said(reply.reason), stated=self._stated(reply))
        cost = view.costs.get(reply.move, 1.0) if opens else 0.0
        slot = self._slot(reply.target)
        return self._decision(view, said(reply.reason), stated=self._stated(reply)).model_copy(
            update={
                "intervene": True,
                "opens": opens,
                "closes": reply.move in ("move-on", "close"),
                "moves": (Move(kind=reply.move, target=slot),),
                "predicted": said(reply.predicted) or None,
                "predicted_probability": reply.predicted_probability if said(reply.predicted) else None,
                "cost": cost,
                "budget_left": view.budget_left - cost,
                "text": said(reply.text),
            }
        )

    async def _asked(self, messages: tuple[Message, ...], place: Place) -> Reply:
        """The model's reply; where it wrote none that can be used, it is asked again as the card says."""
        for attempt in range(1, self.card.sampling.tries):
            try:
                return await self.model.shaped(messages, Reply, place, attempt)
            except ModelFault as fault:
                if fault.fault_class == "infrastructure":
                    raise
        return await self.model.shaped(messages, Reply, place, self.card.sampling.tries)

    def word(self, state: TeacherState, decision: Decision, view: TeacherView) -> str | Awaitable[str]:
        """The words that came with the decision; others where a critic sent those back."""
        first = decision.text or ""
        drafts = sum(a.draft for a in view.advice)
        return self._worded_again(first, drafts, view) if drafts else first

    async def _worded_again(self, first: str, drafts: int, view: TeacherView) -> str:
        place = Place(f"decision-{drafts}", view.student.id, view.item.number, view.turn, view.act)
        try:
            reply = await self.model.shaped(self.messages(view, first), Reply, place)
        except ModelFault as fault:
            if fault.fault_class == "infrastructure":
                raise
            return first  # it has heard the objection and has nothing better to say
        return said(reply.text) or first

    def belief(self, state: TeacherState, student: str) -> BeliefHeld:
        """The yardstick, and what the model stated last."""
        return super().belief(state, student)._replace(stated=state.students[student].stated)

    def messages(self, view: TeacherView, draft: str | None = None) -> tuple[Message, ...]:
        """What the model is sent: its card, the scenario's rules, the hypotheses, and its view.

        draft: words of its own that a critic has sent back
        """
        return self.prompts.render(
            self.prompt,
            **as_seen(self.card, view),
            hypotheses=self._hypotheses,
            moves=all_moves(),
            draft=draft,
        )

    @cached_property
    def _hypotheses(self) -> list[dict[str, str]]:
        """What the student may hold, in words."""
        misconceptions = self.domain.misconceptions
        return [
            {"id": h, "says": misconceptions[h].description, "slot": misconceptions[h].slot}
            for h in self.start
            if h in misconceptions
        ]

    def _decision(self, view: TeacherView, reason: str, stated: dict[str, float] | None = None) -> Decision:
        """Letting the student go on."""
        return Decision(
            intervene=False,
            policy=POLICY,
            approach=POLICY,
            reason=reason or "no reason given",
            stated=stated,
            budget_left=view.budget_left,
        )

    def _stated(self, reply: Reply) -> dict[str, float] | None:
        """The belief as probabilities over the hypotheses; names that are none of them count as unknown."""
        total = sum(one.probability for one in reply.belief)
        if total <= 0:
            return None
        stated: dict[str, float] = {}
        for one in reply.belief:
            name = one.hypothesis if one.hypothesis in self.start else UNKNOWN
            stated[name] = stated.get(name, 0.0) + one.probability / total
        return {h: round(stated.get(h, 0.0), 6) for h in self.start}

    def _slot(self, target: str) -> str | None:
        """The slot that a target names, itself or by a misconception."""
        if target in self.domain.misconceptions:
            return self.domain.misconceptions[target].slot
        return target if target in self.domain.ideas else None


def said(text: str) -> str:
    """A model's text on one line."""
    return " ".join(plain(text).split())
