"""The symbolic student in a language model's words: the mind computes, the model words, the guard reads.

The model is given the act and never what is right; what it writes is said only if it carries the act. Where
it does not, or no words come, a template speaks, and the transcript says so. So under any model the student
holds, answers and learns as its card says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.engine.roles import Refusal, Worded
from teachsim.errors import ModelFault
from teachsim.language.student_words import plain_words
from teachsim.roles.calling import Place
from teachsim.roles.student.fidelity import gives, strays
from teachsim.roles.student.portrait import manner_of
from teachsim.roles.student.student import SymbolicStudent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.domains.base import Domain
    from teachsim.engine.cards import StudentCard
    from teachsim.engine.views import StudentView
    from teachsim.language.acts import Act
    from teachsim.models.client import Message
    from teachsim.roles.calling import LanguageModel
    from teachsim.roles.prompting import Prompts
    from teachsim.roles.student.knowledge import StudentState

LINES = 4
"""Of what was said last, as many reach the prompt."""
SHOWN = 200
"""Characters of refused words that are kept in the transcript beside the reply, which is there whole."""

_DOES = {
    "answer": "answers",
    "explain": "tells its steps",
    "justify": "gives its reason",
    "check": "says what it found when it checked",
    "reflect": "says why its way failed",
    "idea": "says the idea it was asked for",
    "no-idea": "says that it does not know",
    "claim": "says that it understands",
    "report": "says how well it understands or how sure it is, as it was asked",
    "acknowledge": "has heard, no more",
    "question": "asks for help or a reason",
    "ask-back": "did not understand what was said",
    "stop": "wants to stop",
    "off-topic": "speaks of something else",
}


class WordedStudent(SymbolicStudent):
    """Plays a student card by rules, and speaks through a language model."""

    def __init__(
        self,
        card: StudentCard,
        domain: Domain,
        seed: int,
        model: LanguageModel,
        prompts: Prompts,
        prompt: str,
    ) -> None:
        """prompt: the name of the one that asks for words."""
        super().__init__(card, domain, seed)
        self.model, self.prompts, self.prompt = model, prompts, prompt

    async def word(self, state: StudentState, act: Act, view: StudentView) -> Worded:  # type: ignore[override]
        """The act in the model's words where they carry it, else in a template's."""
        plain = super().word(state, act, view)
        if act.kind == "answer" and not gives(plain.text, act, self.domain):
            plain = plain._replace(text=plain_words(act))  # what a teacher would mishear
        place = Place("words", self.card.id, view.number, view.turn, view.act)
        refused: list[Refusal] = []
        for attempt in range(1, self.card.sampling.tries + 1):
            last = attempt == self.card.sampling.tries
            messages = self.messages(act, view, plain.text, refused)
            try:
                text = unwrapped(await self.model.text(messages, place, attempt), self.card.name)
            except ModelFault as fault:
                again = not last and fault.fault_class == "model"
                reason = f"no words came from the model: {type(fault).__name__}"
                refused.append(Refusal(reason, "", "model", not again))
                if again:
                    continue
                break
            reason = strays(text, act, view.text, self.domain, plain.text) or ""
            if not reason:
                return Worded(text, tuple(refused))
            refused.append(Refusal(reason, text[:SHOWN], "model", last))
        return Worded(plain.text, (*refused, *plain.refusals))

    def messages(
        self, act: Act, view: StudentView, plain: str, refused: Sequence[Refusal] = ()
    ) -> tuple[Message, ...]:
        """What the model is sent: the act in plain words, how the student speaks, what was said last."""
        return self.prompts.render(
            self.prompt,
            name=self.card.name,
            age=self.card.age,
            manner=manner_of(self.card.voice),
            mood=act.mood,
            does=_DOES[act.kind],
            item=act.on or view.text,
            answer=act.answer if act.kind == "answer" else None,
            plain=plain,
            heard=[{"name": line.name, "text": line.text} for line in view.heard[-LINES:]],
            refused=refused[-1].reason if refused else None,
        )


def unwrapped(text: str, name: str) -> str:
    """The words alone: without quotation marks around them or the speaker's own name in front.

    >>> unwrapped('Maya: "I got 3/7."', "Maya")
    'I got 3/7.'
    """
    text = text.strip()
    if text.lower().startswith(f"{name.lower()}:"):
        text = text[len(name) + 1 :].strip()
    if len(text) > 1 and (text[0], text[-1]) in (('"', '"'), ("“", "”"), ("'", "'"), ("‘", "’")):
        text = text[1:-1].strip()
    return text
