"""Words that harm whatever the item is: that shame, that keep a student dependent, that pry.

Word lists (manner.yaml), each of patterns and of what takes them back. They see what is said outright; irony
and what is only implied need a human or a model judge (docs/critics.md). How often they err is measured
there too.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

from teachsim.language.normalising import mended
from teachsim.language.phrases import sentences

Manner = Literal["shaming", "dependence", "privacy"]
MANNERS: tuple[Manner, ...] = ("shaming", "dependence", "privacy")


def harmful(text: str, manner: Manner) -> str | None:
    """The first sentence that does it, for quoting; None if none does."""
    cues, harmless = _patterns()[manner]
    for sentence in sentences(text.replace("’", "'")):
        if cues.search(harmless.sub(" ", mended(sentence))):
            return sentence
    return None


@cache
def _patterns() -> dict[Manner, tuple[re.Pattern[str], re.Pattern[str]]]:
    """By manner, the cues and what is harmless; read once, when a turn is first judged."""
    text = files("teachsim.roles.critic").joinpath("manner.yaml").read_text("utf-8")
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    groups = {name: f"(?:{'|'.join(parts)})" for name, parts in data["groups"].items()}

    def joined(parts: list[str]) -> re.Pattern[str]:
        whole = "|".join(parts)
        for _ in range(_NESTED):
            for name, group in groups.items():
                whole = whole.replace(f"{{{name}}}", group)
        return re.compile(whole)

    return {manner: (joined(data[manner]["cues"]), joined(data[manner]["harmless"])) for manner in MANNERS}


_NESTED = 2
"""Groups may name groups, so deep."""
