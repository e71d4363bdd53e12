"""Who speaks, and how: which lines a voice has, and what becomes of them in its mouth.

What is said is decided elsewhere; here words are chosen, left out and put before or after. The guard
reads the result back like any other wording.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from teachsim.language.articulate import YOUNG, bound
from teachsim.language.phrases import expand, lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random
    from typing import Protocol

    from teachsim.language.articulate import Bound

    class Voice(Protocol):
        """What wording needs of a voice; all shares are 0 to 1."""

        @property
        def register_(self) -> str:
            """child, teen or plain."""

        @property
        def talkative(self) -> float:
            """How much of its steps it says."""

        @property
        def hesitates(self) -> float:
            """How often it says um."""

        @property
        def language_learner(self) -> float:
            """How much of the language is still to be learned."""

        @property
        def distracted(self) -> float:
            """How often something else slips in."""


OLDER = 14
"""The first age with lines of its own above the register's."""
LEARNER = 0.25
"""The share from which somebody speaks in the short sentences of a learner."""
ASKS = 0.2
"""How often a full learner of the language asks for a word."""
FEW = 7
"""Words that nobody looks for a word in."""
_ARTICLE = re.compile(
    r"(?<![\d+*/=×÷-] )\b(?:the|an?) (?=[a-z]{3}|\d)(?!(?:and|times|plus|minus|equals|over) )", re.IGNORECASE
)
_LONE_LETTER = re.compile(r"(?<![A-Za-z'])[ai](?![A-Za-z'])")


class Speaker(NamedTuple):
    """A voice and the age that it has."""

    register: str
    age: int
    talkative: float
    hesitates: float
    learner: float
    distracted: float

    @classmethod
    def of(cls, voice: Voice, age: int) -> Speaker:
        """The speaker of a student's card."""
        return cls(
            voice.register_, age, voice.talkative, voice.hesitates, voice.language_learner, voice.distracted
        )

    @property
    def bound(self) -> Bound:
        """The most articulate it can be."""
        return bound(self.register, self.age, learner=self.learner >= LEARNER)

    @property
    def in_short_sentences(self) -> bool:
        """Whether it makes a sentence of each step."""
        return self.age <= YOUNG or self.learner >= LEARNER

    def line(self, manner: str, rng: Random) -> str:
        """A template of this manner: one draw in two from its own lines, where it has any."""
        common, own = _lines(manner, self.register, self.age <= YOUNG, self.age >= OLDER)
        chosen = own if own and (not common or rng.random() < 0.5) else common
        return chosen[int(rng.random() * len(chosen))]

    def um(self, rng: Random) -> str:
        """A hesitation, or nothing."""
        return self.line("um", rng) if rng.random() < self.hesitates else ""

    def aloud(self, text: str, rng: Random, about: str) -> str:
        """The words as they come out: in a learner's grammar, and with what slips in.

        about: the item, whose letters are not taken for articles
        """
        if self.learner:
            text = _learned(text, self.learner, rng, about)
            if text.count(" ") >= FEW and rng.random() < self.learner * ASKS:
                text = expand(rng.choice(lines("student")["learner"]["asks"]), {"text": text}, rng)
        if self.distracted and rng.random() < self.distracted:
            text = expand(self.line("aside", rng), {"text": text}, rng)
        return text


def has_manner(manner: str) -> bool:
    """Whether there are lines of this manner."""
    return manner in lines("student")


@lru_cache(maxsize=512)
def _lines(manner: str, register: str, young: bool, older: bool) -> tuple[Sequence[str], Sequence[str]]:
    """The lines that everybody has, and those of this register and age."""
    groups: dict[str, list[str]] = lines("student")[manner]
    own = [*groups.get(register, ())]
    if young:
        own += groups.get("young", ())
    if older:
        own += groups.get("older", ())
    return groups.get("any", ()), own


def _learned(text: str, share: float, rng: Random, about: str) -> str:
    """Some articles left out, and some words in the forms of somebody who is learning them."""
    pattern, instead = _swaps()

    def swapped(found: re.Match[str]) -> str:
        if rng.random() > share:
            return found[0]
        other = instead[found[0].lower()]
        return other[:1].upper() + other[1:] if found[0][0].isupper() else other

    text = pattern.sub(swapped, text)
    if not _LONE_LETTER.search(about):
        text = _ARTICLE.sub(lambda found: found[0] if rng.random() > share else "", text)
    return expand("{text}", {"text": text}, rng)  # a capital where an article began the sentence


@cache
def _swaps() -> tuple[re.Pattern[str], dict[str, str]]:
    table: dict[str, Any] = lines("student")["learner"]["instead"]
    words = "|".join(map(re.escape, table))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE), {k.lower(): v for k, v in table.items()}
