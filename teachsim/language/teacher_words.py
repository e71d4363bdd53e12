"""A teacher's intended moves in words, from which alone a student will understand them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teachsim.language.phrases import expand, freshest, lines, said_before

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random


class Said(NamedTuple):
    """One move to be worded: which templates, and what fills them."""

    manner: str
    fields: Mapping[str, str]
    content: tuple[str, ...] = ()


def words(
    moves: Sequence[Said], said: Sequence[str], rng: Random, passes: Callable[[str], bool] | None = None
) -> str:
    """The moves in one turn, worded afresh: what repeats least of what was said.

    passes: refuses wordings that would not be understood as meant; if it refuses all, the first
    wording stands, since a teacher who is misunderstood is still a teacher
    """
    before = said_before(said)
    text = freshest(lambda: _one(moves, before, rng), before, accept=passes)
    return text if text is not None else _one(moves, before, rng)


def _one(moves: Sequence[Said], before: frozenset[str], rng: Random) -> str:
    parts = []
    for move in moves:
        templates = lines("teacher")[move.manner]
        fields = dict(move.fields)
        if move.content:
            fresh = [c for c in move.content if not said_before([c]) <= before]
            fields["content"] = rng.choice(fresh or list(move.content))
        parts.append(expand(rng.choice(templates), fields, rng))
    return " ".join(parts)
