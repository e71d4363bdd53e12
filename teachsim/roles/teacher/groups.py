"""Who in a class holds the same, and what to ask each group next. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.domains.index import index_of
from teachsim.roles.teacher.probing import information

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from teachsim.domains.base import Domain, Item
    from teachsim.roles.teacher.diagnosis import Diagnosis

SURE = 0.5
"""A pupil belongs to a misconception's group from this probability on that it holds it."""


class Group(NamedTuple):
    """Pupils of whom the same is most probable."""

    name: str | None
    """A misconception, `correct` or `unknown`; None for pupils of whom nothing reaches .5."""
    pupils: tuple[str, ...]
    """In the order of the class."""
    item: Item | None
    """What to ask them next, an item that none of them was asked; None when there is none."""
    information_bits: float
    """What its answers are expected to tell, on average over these pupils."""


def groups(domain: Domain, pupils: Mapping[str, Diagnosis]) -> tuple[Group, ...]:
    """The groups of a class, the largest misconception's first; `correct`, `unknown` and the rest last.

    Who holds two misconceptions is in the groups of both; everybody is in one at least.
    """
    members: dict[str | None, list[str]] = {}
    for pupil, found in pupils.items():
        sure = [name for name, probability in found.held.items() if probability >= SURE]
        belongs: list[str | None] = [*sure] or [None]
        for name in belongs:
            members.setdefault(name, []).append(pupil)
    last = (CORRECT, UNKNOWN, None)
    names = sorted((n for n in members if n not in last), key=lambda n: (-len(members[n]), n or ""))
    return tuple(
        _group(domain, name, members[name], pupils)
        for name in (*names, *(name for name in last if name in members))
    )


def _group(
    domain: Domain, name: str | None, members: Sequence[str], pupils: Mapping[str, Diagnosis]
) -> Group:
    index = index_of(domain)
    beliefs = [{h.name: h.probability for h in pupils[pupil].hypotheses} for pupil in members]
    asked = {e.item.text for pupil in members for e in pupils[pupil].evidence}
    items = {
        p.item.text: p.item for pupil in members for p in pupils[pupil].probes if p.item.text not in asked
    }
    worth = {
        text: sum(information(index.entry(item), belief) for belief in beliefs) / len(beliefs)
        for text, item in items.items()
    }
    if not worth:
        return Group(name, tuple(members), None, 0.0)
    best = min(worth, key=lambda text: (-round(worth[text], 6), len(text), text))
    return Group(name, tuple(members), items[best], worth[best])
