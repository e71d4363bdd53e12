"""The graph of knowledge components: what has to be understood before what, and what stands in the way.

A knowledge component is a slot with its idea. What it needs is written in `prerequisites.yaml`, for
each domain; which misconceptions stand in its way, the catalogue says. How well a student has learnt
any of it is left to the roles. Across domains nothing is stated, and a domain that the file does not
name has components without prerequisites.
"""

from __future__ import annotations

from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from teachsim.errors import BadFile, BadInput, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from networkx import DiGraph

    from teachsim.domains.base import Domain

FILE = "prerequisites.yaml"


class Component(NamedTuple):
    """A knowledge component: a slot with what is to be understood there."""

    slot: str
    name: str
    prerequisites: tuple[str, ...]
    """The slots to be understood just before; what these need in turn is not repeated."""
    misconceptions: tuple[str, ...]
    """What displaces the right rule at this very slot."""


@cache
def components(domain: Domain) -> Mapping[str, Component]:
    """The knowledge components of a domain by slot, in the order of its ideas.

    raises: BadFile where the prerequisites name a slot that is not there, or go round in a circle
    """
    return linked(domain, written().get(domain.name, {}))


def linked(domain: Domain, needs: Mapping[str, Iterable[str]]) -> dict[str, Component]:
    """The same with other prerequisites: for each slot, the slots that it needs."""
    if problems := [*_unknown(domain, needs), *_circle(domain, needs)]:
        raise BadFile(problems)
    held = domain.misconceptions.values()
    return {
        slot: Component(
            slot,
            idea.name,
            prerequisites=tuple(needs.get(slot, ())),
            misconceptions=tuple(m.id for m in held if m.slot == slot),
        )
        for slot, idea in domain.ideas.items()
    }


@cache
def written() -> Mapping[str, Mapping[str, list[str]]]:
    """What `prerequisites.yaml` says: by domain and slot, the slots that it needs."""
    text = files("teachsim.domains").joinpath(FILE).read_text(encoding="utf-8")
    found: Any = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {domain: needs or {} for domain, needs in found.items()}


@cache
def knowledge_components(domain: Domain) -> DiGraph[str]:
    """The graph, with an edge from each prerequisite to what needs it; frozen, since it is shared.

    Nodes are slots and carry `name` and `misconceptions`, those at this very slot; whatever blocks a
    prerequisite stands in the way too (`blocked_by`).
    raises: BadFile, as `components`
    """
    import networkx as nx  # 240 ms

    graph: DiGraph[str] = nx.DiGraph()
    found = components(domain)
    for slot, component in found.items():
        graph.add_node(slot, name=component.name, misconceptions=component.misconceptions)
    graph.add_edges_from((need, slot) for slot, one in found.items() for need in one.prerequisites)
    frozen: DiGraph[str] = nx.freeze(graph)
    return frozen


def blocked_by(domain: Domain, misconception: str) -> set[str]:
    """The components that a holder cannot master: the one at its slot, and all that build on it.

    raises: BadInput for a misconception that the domain does not know
    """
    import networkx as nx  # 240 ms

    held = domain.misconceptions.get(misconception)
    if held is None:
        remedy = did_you_mean(
            misconception, domain.misconceptions, otherwise="`teachsim list misconceptions` shows them all"
        )
        raise BadInput(f"no misconception {misconception!r} in {domain.name}", remedy=remedy)
    return {held.slot} | nx.descendants(knowledge_components(domain), held.slot)


def _unknown(domain: Domain, needs: Mapping[str, Iterable[str]]) -> list[BadInput]:
    return [
        BadInput(f"no slot {slot!r}", place=_place(domain, at), remedy=_remedy(slot, domain.ideas))
        for at, needed in needs.items()
        for slot in (at, *needed)
        if slot not in domain.ideas
    ]


def _circle(domain: Domain, needs: Mapping[str, Iterable[str]]) -> list[BadInput]:
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        message = f"prerequisites go round in a circle: {' → '.join(circle)}"
        return [BadInput(message, place=_place(domain, circle[-1]), remedy="leave one of these out")]
    return []


def _place(domain: Domain, slot: str) -> str:
    return f"{FILE}: {domain.name}: {slot}"


def _remedy(slot: str, known: Iterable[str]) -> str:
    return did_you_mean(slot, known, otherwise="`teachsim list kcs` shows them all")
