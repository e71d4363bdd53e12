"""A symbolic teacher in a language model's words: rules believe and decide, the model words the decision.

The model's words are said only if they are read as meant, by the ear that reads templates back, and if no
check finds the answer, something untrue or something hurtful in them. Else a template speaks, and the
transcript says so. Truth-informed and harmful policies keep their templates: what they do is to be exact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.engine.events import Guard
from teachsim.engine.views import situation
from teachsim.errors import ModelFault
from teachsim.language.figures import in_figures
from teachsim.language.reading import understand
from teachsim.roles.calling import Place
from teachsim.roles.critic.checks import CHECKS
from teachsim.roles.critic.turn import Turn
from teachsim.roles.student.fidelity import not_english
from teachsim.roles.student.worded import unwrapped
from teachsim.roles.teacher.asking import AskingTeacher
from teachsim.roles.teacher.showing import as_seen, moves_in_words

if TYPE_CHECKING:
    from teachsim.engine.cards import CheckName
    from teachsim.engine.events import Decision
    from teachsim.engine.views import TeacherView
    from teachsim.language.acts import Move, Understood
    from teachsim.models.client import Message
    from teachsim.roles.teacher.teacher import TeacherState

LONGEST = 600
"""Characters of a turn."""
SHOWN = 200
_NEVER: tuple[CheckName, ...] = (
    "teacher-error", "answer-given-away", "praise-after-wrong", "shaming", "several-questions",
)  # fmt: skip
"""What no wording may be caught at, unless the decision itself is to do it."""


class HybridTeacher(AskingTeacher):
    """Plays a teacher card by rules, and speaks through a language model."""

    async def word(self, state: TeacherState, decision: Decision, view: TeacherView) -> str:
        """The decision in the model's words where they are read as meant, else in a template's."""
        template = self.templated(state, decision, view)
        drafts = sum(a.draft for a in view.advice)
        place = Place(
            f"words-{drafts}" if drafts else "words", view.student.id, view.item.number, view.turn, view.act
        )
        refused: str | None = None
        for attempt in range(1, self.card.sampling.tries + 1):
            last = attempt == self.card.sampling.tries
            try:
                text = await self.model.text(self.messages(decision, view, template, refused), place, attempt)
                text = unwrapped(text, self.card.name)
            except ModelFault as fault:
                again = not last and fault.fault_class == "model"
                await self._guard(
                    view, f"no words came from the model: {type(fault).__name__}", "", not again
                )
                if again:
                    continue
                break
            refused = self.refusal(text, template, decision, view)
            if refused is None:
                return text
            await self._guard(view, refused, text[:SHOWN], last)
        return template

    def refusal(self, text: str, template: str, decision: Decision, view: TeacherView) -> str | None:
        """Why these words are not said, or None when they are."""
        if "\n" in text or len(text) > LONGEST:
            return "it is more than one turn's words"
        if reason := not_english(text, template, self.domain):
            return reason
        moves = self.moves_now(decision, view)
        if not self.reads_as(moves, view)(text):
            return "it is not read as it is meant"
        now = situation(view, self.domain)
        heard, meant = understand(text, now), understand(template, now)
        if not _about(moves, meant) <= _about(moves, heard):
            return "it is about something else"
        known = _numbers(" ; ".join((template, view.item.text, *(line.text for line in view.heard))))
        if stray := next((n for n in _numbers(text) if n not in known), None):
            return f"it says {stray}, which nobody has said"
        turn = Turn(text, heard, view, self.domain, 500, None)
        usual = Turn(template, meant, view, self.domain, 500, None)
        for name in _NEVER:
            if CHECKS[name](turn) is not None and CHECKS[name](usual) is None:
                return f"a critic would object: {name}"
        return None

    def messages(
        self, decision: Decision, view: TeacherView, template: str, refused: str | None = None
    ) -> tuple[Message, ...]:
        """What the model is sent: how the teacher speaks, what it sees, what it has decided to say."""
        return self.prompts.render(
            self.prompt,
            **as_seen(self.card, view),
            moves=moves_in_words(self.moves_now(decision, view)),
            template=template,
            refused=refused,
        )

    async def _guard(self, view: TeacherView, reason: str, refused: str, last: bool) -> None:
        if self.model.calls is not None:
            await self.model.calls.note(
                Guard(
                    agent=self.card.id,
                    student=view.student.id,
                    item=view.item.number,
                    turn=view.turn,
                    reason=reason,
                    refused=refused,
                    words="model",
                    fell_back=last,
                )
            )


def _about(moves: tuple[Move, ...], heard: Understood) -> set[tuple[str, str | None, str | None, str | None]]:
    """What the moves that are meant are heard to be about: the item, the check, the value."""
    meant = {m.kind for m in moves}
    return {(m.kind, m.on, m.check, m.answer) for m in heard.moves if m.kind in meant}


def _numbers(text: str) -> list[str]:
    from teachsim.roles.critic.leak import numbers

    return [part for n in numbers(in_figures(text)) for part in n.split("/")]
