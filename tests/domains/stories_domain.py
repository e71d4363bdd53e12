"""What the tests of the frame topics ask of each, and of what is said in it."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from teachsim.domains.base import Domain


def is_told_from_its_neighbours(domain: Domain, name: str) -> None:
    """Some generated item tells it from each other one of its kinds."""
    mine = domain.misconceptions[name]
    others = [m for m in domain.misconceptions.values() if m.id != name and set(m.kinds) & set(mine.kinds)]
    unlike = set()
    for kind in mine.kinds:
        for seed in range(25):
            item = domain.generate(kind, name, Random(seed))
            answers = domain.predict(item, [name])[name]
            unlike |= {o.id for o in others if not set(domain.predict(item, [o.id])[o.id]) & set(answers)}
    assert unlike == {other.id for other in others}


def what_is_said_is_complete(domain: Domain) -> None:
    for m in domain.misconceptions.values():
        assert len(m.belief) >= 4 <= len(m.notices), m.id
        assert m.refuted_by, m.id
        assert m.cues, m.id
        assert all(text.endswith(".") for text in (*m.belief, *m.notices)), m.id
    for idea in domain.ideas.values():
        assert len(idea.asks) == len(idea.answers), idea.slot
        assert all(text.endswith(".") for text in (*idea.rule, *idea.answers, *idea.hints)), idea.slot
