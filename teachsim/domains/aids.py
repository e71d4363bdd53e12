"""What can be given along with an item: concepts, hints, and hints that mislead.

All three are the domain's own sentences. Nothing is given that contains the right answer, so that an
aid can help or mislead but never hand over what is asked for.
source: CHAMP (Mao et al. 2024) for the three sorts
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.base import CORRECT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from teachsim.domains.base import Domain, Item


class Misleading(NamedTuple):
    """A wrong rule that leads to a wrong answer on this item, put as a hint."""

    misconception: str
    text: str


class Aids(NamedTuple):
    """What an item can come with."""

    concepts: tuple[str, ...]
    """The names of the ideas that the right solution needs, in its order."""
    hints: tuple[str, ...]
    """Sentences that help with them."""
    misleading: tuple[Misleading, ...]
    """What holders of the misconceptions that show here would say, one sentence of each."""


def aids(domain: Domain, item: Item) -> Aids:
    """The concepts, hints and misleading hints of an item; none contains its right answer."""
    ideas = [domain.ideas[slot] for slot in domain.slots(item) if slot in domain.ideas]
    answers = set(domain.predict(item, (CORRECT,))[CORRECT]) | {domain.solve(item).answer.text}
    tells = re.compile(rf"(?<![\w./])(?:{'|'.join(map(re.escape, sorted(answers)))})(?![\w/]|\.\d)", re.I)

    def without_answer(sentences: Iterable[str]) -> list[str]:
        return [sentence for sentence in dict.fromkeys(sentences) if not tells.search(sentence)]

    misleading = []
    for name, misconception in domain.misconceptions.items():
        if item.kind in misconception.kinds and domain.shows(name, item):
            first = next(iter(without_answer(misconception.belief)), None)
            if first is not None:
                misleading.append(Misleading(name, first))
    return Aids(
        tuple(without_answer(idea.name for idea in ideas)),
        tuple(without_answer(hint for idea in ideas for hint in idea.hints)),
        tuple(misleading),
    )
