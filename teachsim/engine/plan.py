"""The items of a session, drawn before it starts."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from teachsim.domains.choosing import items_for
from teachsim.engine.events import Plan, PlannedItem
from teachsim.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.domains.base import Domain, Item
    from teachsim.engine.cards import Scenario


def plan(scenario: Scenario, domain: Domain, seed: int) -> Plan:
    """Practice, near and transfer items: those the scenario names, else drawn from the seed.

    No item is in two of them, so that what is tested was not practised.
    raises: BadInput when an item cannot be read, or not enough different ones exist
    """
    items = scenario.items
    target = items.target
    transfer_kinds = items.transfer_kinds or tuple(
        dict.fromkeys(k for kind in items.kinds for k in domain.transfer_kinds(kind, target))
    )
    taken: set[str] = set()

    def settle(what: str, wanted: int | tuple[str, ...], kinds: Sequence[str]) -> tuple[PlannedItem, ...]:
        if isinstance(wanted, int):
            rng = Random(f"{seed}/items/{what}")
            level = None if what == "transfer" else items.level
            chosen = items_for(domain, kinds, target, wanted, rng, avoid=taken, level=level) if wanted else []
        else:
            chosen = [_named(text, domain) for text in wanted]
        taken.update(i.text for i in chosen)
        return tuple(PlannedItem(text=i.text, kind=i.kind, key=domain.solve(i).answer.text) for i in chosen)

    return Plan(
        practice=settle("practice", items.practice, items.kinds),
        near=settle("near", items.near, items.kinds),
        transfer=settle("transfer", items.transfer, transfer_kinds),
    )


def _named(text: str, domain: Domain) -> Item:
    item = domain.parse(text)
    if item is None:
        raise BadInput(
            f"{text!r} is not an item of the domain {domain.name}",
            remedy="write it as in `teachsim solve --help`",
        )
    return item
