"""A teacher's intended moves in words, from which alone a student will understand them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from teachsim.language.phrases import STALE, expand, freshest, lines, masked, remembered, trigrams

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

    from teachsim.language.phrases import Heard


LONGEST = 45
"""Words of a turn; critics object to more."""
WORN = 0.5
"""Echo of a step's first wording from which another is looked for."""

_PLACE = re.compile(r"^[a-z ]+: ")
_LETTERS = re.compile(r"[A-Za-z]{2,}")


class Said(NamedTuple):
    """One move to be worded: which templates, and what fills them."""

    manner: str
    fields: Mapping[str, str]
    content: tuple[str, ...] = ()
    steps: tuple[tuple[str, ...], ...] = ()
    """For each step of a solution that is shown, the ways to say it; filled in as {steps}."""


def words(
    moves: Sequence[Said], said: Sequence[str], rng: Random, passes: Callable[[str], bool] | None = None
) -> str:
    """The moves in one turn, worded afresh: what repeats least of what was said.

    passes: refuses wordings that would not be understood as meant; if it refuses all, the one that
    repeats least stands, since a teacher who is misunderstood is still a teacher
    """
    heard = remembered(said)

    def full() -> str:
        return _one(moves, heard, rng)

    shorter = (lambda: _one(moves, heard, rng, shorter=True),)
    text = freshest(full, heard, shorter=shorter, accept=passes, beyond=too_long)
    if text is None:
        text = freshest(full, heard, shorter=shorter)
    assert text is not None  # nothing refuses it
    return text


def too_long(text: str) -> bool:
    """Whether a turn is longer than a teacher's should be, where it can be put more shortly."""
    return text.count(" ") >= LONGEST


def _one(moves: Sequence[Said], heard: Heard, rng: Random, *, shorter: bool = False) -> str:
    """A wording of these moves.

    shorter: by lines that hardly repeat anything, where a move has such
    """
    parts = []
    for move in moves:
        templates = lines("teacher")[move.manner]
        if shorter:
            templates = lines("teacher").get(f"{move.manner}-short", templates)
        fields = dict(move.fields)
        if move.content:
            echoes = [heard.echo(one) for one in move.content]
            least = min(echoes) + 0.1
            fields["content"] = rng.choice(
                [one for one, echo in zip(move.content, echoes, strict=True) if echo <= least]
            )
        if move.steps:
            fields["steps"] = _worked(move.steps, heard, rng)
        parts.append(expand(rng.choice(templates), fields, rng))
    return " ".join(parts)


def _worked(steps: tuple[tuple[str, ...], ...], heard: Heard, rng: Random) -> str:
    """The steps as sentences, each in its first way unless too much of that has been said."""
    said: list[str] = []
    here: frozenset[str] = frozenset()
    for ways in steps:
        order = [ways[0], *rng.sample(ways[1:], k=len(ways) - 1)]
        echoes = [heard.echo(way, here) for way in order]
        least = min(echoes)
        bare = _PLACE.sub("", ways[0])
        if least > STALE and not _LETTERS.search(bare):
            said.append(bare)  # the calculation alone, without the place that it belongs to
        else:
            said.append(order[0] if echoes[0] <= WORN else order[echoes.index(least)])
        here |= trigrams(masked(said[-1]))
    return ". ".join(said)
