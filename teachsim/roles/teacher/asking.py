"""A symbolic teacher that has a language model to ask; for what, its heirs say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.roles.teacher.teacher import SymbolicTeacher

if TYPE_CHECKING:
    from teachsim.domains.base import Domain
    from teachsim.engine.cards import TeacherCard
    from teachsim.roles.calling import LanguageModel
    from teachsim.roles.prompting import Prompts


class AskingTeacher(SymbolicTeacher):
    """Plays a teacher card, with a language model and a prompt at hand."""

    def __init__(
        self,
        card: TeacherCard,
        domain: Domain,
        kinds: tuple[str, ...],
        seed: int,
        model: LanguageModel,
        prompts: Prompts,
        prompt: str,
    ) -> None:
        """prompt: the name of the one that the model is asked by."""
        super().__init__(card, domain, kinds, seed)
        self.model, self.prompts, self.prompt = model, prompts, prompt
