"""A teacher's intended moves in words, from which alone a student will understand them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teachsim.language.phrases import expand, freshest, lines, remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

    from teachsim.language.phrases import Heard


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
    heard = remembered(said)
    text = freshest(lambda: _one(moves, heard, rng), heard, accept=passes)
    return text if text is not None else _one(moves, heard, rng)


def _one(moves: Sequence[Said], heard: Heard, rng: Random) -> str:
    parts = []
    for move in moves:
        templates = lines("teacher")[move.manner]
        fields = dict(move.fields)
        if move.content:
            echoes = [heard.echo(one) for one in move.content]
            least = min(echoes) + 0.1
            fields["content"] = rng.choice(
                [one for one, echo in zip(move.content, echoes, strict=True) if echo <= least]
            )
        parts.append(expand(rng.choice(templates), fields, rng))
    return " ".join(parts)
