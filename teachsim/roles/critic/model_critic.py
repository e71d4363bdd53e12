"""A critic that also asks a language model: a rubric's items, each judged by several samples.

What counts is what more than half of the samples say; how many do is on record with it. What cannot be
read, or was refused, is no score: never 0 and never a good one, and where no majority is left the item has
none. The exact checks run beside it as they do for the symbolic critic. Where the way to the model fails, the
session stops rather than going on unjudged.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from teachsim.engine.events import Critique
from teachsim.errors import ModelFault
from teachsim.roles.calling import Place
from teachsim.roles.critic.critic import SymbolicCritic
from teachsim.roles.critic.judging import Score
from teachsim.roles.prompting import data

if TYPE_CHECKING:
    from teachsim.domains.base import Domain
    from teachsim.engine.cards import CriticCard
    from teachsim.engine.views import CriticView
    from teachsim.models.client import Message
    from teachsim.roles.calling import LanguageModel
    from teachsim.roles.critic.critic import Slots
    from teachsim.roles.critic.rubrics import Rubric, RubricItem
    from teachsim.roles.prompting import Prompts

LINES = 12
"""Of what was said before the turn, as much reaches the prompt."""

NOT_SAID: dict[str, str] = {
    "kind": "says what file it is",
    "id": "names the file",
    "name": "is what people are shown",
    "description": "is what people are shown",
    "mode": "says who hears of it",
    "checks": "run beside the model",
    "words": "is what the check of length goes by",
    "brain": "chooses the prompt",
    "model": "says who is asked",
    "api_base": "says where",
    "sampling": "goes with the request; `samples` says how often one is sent",
    "prompt": "chooses the prompt",
}
"""The fields of a critic's card that are not in a prompt, and why; its rubric is."""


class Judgement(BaseModel):
    """What a sample is asked for."""

    model_config = ConfigDict(extra="forbid")

    quote: Annotated[str, Field(max_length=300)]
    score: Annotated[float, Field(ge=-10, le=10)]


class ModelCritic(SymbolicCritic):
    """Plays a critic card by its checks and by a language model."""

    def __init__(
        self,
        card: CriticCard,
        domain: Domain,
        rubric: Rubric,
        model: LanguageModel,
        prompts: Prompts,
        prompt: str,
    ) -> None:
        """prompt: the name of the one that asks for a judgement."""
        super().__init__(card, domain)
        self.rubric, self.model, self.prompts, self.prompt = rubric, model, prompts, prompt

    async def review(self, state: Slots | None, view: CriticView, *, draft: bool) -> list[Critique]:  # type: ignore[override]
        """What the checks find, and the judgement of each item that asks for a judge, faultless ones too."""
        found = super().review(state, view, draft=draft)
        asked = [item for item in self.rubric.items if item.prompt is not None]
        calls = [
            asyncio.ensure_future(self._sample(item, view, n, draft=draft))
            for item in asked
            for n in range(1, self.card.sampling.samples + 1)
        ]
        try:
            scores = await asyncio.gather(*calls)
        finally:
            for call in calls:
                call.cancel()
        size = self.card.sampling.samples
        for n, item in enumerate(asked):
            found.append(self._judged(item, scores[n * size : (n + 1) * size], view.text, draft=draft))
        return found

    async def _sample(self, item: RubricItem, view: CriticView, attempt: int, *, draft: bool) -> Score:
        teacher = view.teacher
        purpose = f"judgement/{item.id}{'/draft' if draft else ''}"
        place = Place(purpose, teacher.student.id, teacher.item.number, teacher.turn, teacher.act)
        try:
            judged = await self.model.shaped(self.messages(item, view), Judgement, place, attempt)
        except ModelFault as fault:
            if fault.fault_class == "infrastructure":
                raise
            return Score(item.id, None, self.model.model)
        given = judged.score if judged.score in {level.score for level in item.levels} else None
        return Score(item.id, given, self.model.model, (data(judged.quote),))

    def _judged(self, item: RubricItem, scores: list[Score], text: str, *, draft: bool) -> Critique:
        """What most samples say, as one finding."""
        given = Counter(s.score for s in scores if s.score is not None)
        score, votes = given.most_common(1)[0] if given else (None, 0)
        if votes * 2 <= len(scores):
            score = None
        quotes = [s.evidence[0] for s in scores if s.score == score and s.evidence and s.evidence[0]]
        quote = next((q for q in quotes if q in data(text)), text[:200])
        poor = score is not None and score < item.highest
        severity: Literal["note", "minor", "major"] = "note"
        if poor:
            severity = "major" if score == item.lowest and len(item.levels) > 2 else "minor"
        return Critique(
            agent=self.card.id,
            kind=item.id,
            severity=severity,
            quote=quote,
            suggestion=item.look_for if poor else "",
            mode=self.mode,
            draft=draft and poor,
            rubric=self.rubric.id,
            score=score,
            agreement=round(votes / len(scores), 4) if score is not None else None,
            unread=sum(s.score is None for s in scores),
            objects=poor,
        )

    def messages(self, item: RubricItem, view: CriticView) -> tuple[Message, ...]:
        """What the model is sent: one item of the rubric, and the talk up to the turn that is judged."""
        return self.prompts.render(
            self.prompt,
            prompt=item.prompt or item.look_for,
            look_for=item.look_for,
            example=item.example,
            non_example=item.non_example,
            levels=[{"score": f"{level.score:g}", "says": level.says} for level in item.levels],
            item=view.teacher.item.text,
            heard=[{"name": line.name, "text": line.text} for line in view.teacher.heard[-LINES:]],
            text=view.text,
        )
