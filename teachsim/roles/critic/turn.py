"""A teacher's turn as the critic reads it, and the shape of what it finds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from teachsim.language.phrases import sentences

if TYPE_CHECKING:
    from teachsim.domains.base import Domain
    from teachsim.engine.views import TeacherView
    from teachsim.language.acts import Move, MoveKind, Understood


class Finding(NamedTuple):
    """What is wrong, the words that show it, and what to do instead."""

    severity: Literal["note", "minor", "major"]
    quote: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A teacher's turn as a critic reads it."""

    text: str
    heard: Understood
    view: TeacherView
    domain: Domain
    words: int
    """More than this is too long."""
    held: frozenset[str] | None
    """The slots at which the student holds a misconception, where the critic may know it."""

    def has(self, *kinds: MoveKind) -> Move | None:
        """The first move of one of these kinds."""
        return next((m for m in self.heard.moves if m.kind in kinds), None)

    def quote(self, pattern: str) -> str:
        """The first sentence that the pattern finds, else the first sentence."""
        said = sentences(self.text)
        return next((s for s in said if re.search(pattern, s.lower())), said[0] if said else self.text)


def told(text: str) -> list[str]:
    """What is told in a text, sentence by sentence: no questions, but what stands before one, or wants a nod.

    >>> told("Half of it is 60, so what is a third? It comes to 10, doesn't it? Why?")
    ['Half of it is 60', "It comes to 10, doesn't it?"]
    """
    out = []
    for sentence in sentences(text):
        if not sentence.endswith("?") or _NOD.search(sentence.lower()):
            out.append(sentence)
        elif (asks := _THEN_ASKS.search(sentence.lower())) and not _SUPPOSES.match(sentence.lower()):
            out.append(sentence[: asks.start()])
    return out


_NOD = re.compile(
    r"(?:, ?(?:right|ok|okay|yes|remember|see|correct|agreed)"
    r"|, ?(?:is|are|do|does|did|have|has|can|will)(?:n't| not)? (?:it|that|they|you|we)"
    r"|\b(?:isn't it|don't you|doesn't it|does it not))\?$"
)
_THEN_ASKS = re.compile(
    r", (?:(?:so|and|then|now|but) )+(?:what|how|which|where|why|who|when|can|could|do|does|is|are"
    r"|will)\b[^?]*\?$"
)
_SUPPOSES = re.compile(r"\W*(?:so |and |now |ok |but )*(?:if|when|since|suppose|say|imagine|as)\b")


def without_blanks(text: str) -> str:
    """Letters in lower case and no blanks, so that `7x + 6b` is found in `7x+6b`."""
    return re.sub(r"\s+", "", text.lower())
