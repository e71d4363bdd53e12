"""From answers to the hypotheses that predict them, and the items among which the next one is looked for.

Of each item it is kept once which misconceptions show on it and what their holders write; a diagnosis
then looks up what it would else reckon for every hypothesis. Works on any domain through its protocol,
and decides nothing: beliefs, slips and what an item is worth belong to the roles.
"""

from __future__ import annotations

from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary, proxy

from teachsim.domains.base import CORRECT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from teachsim.domains.base import Domain, Item

SEED = "diagnosis"
DRAWN = 60
"""Different items of a kind from which the ones to ask are taken. They are the same in every process, so
that advice depends on the answers alone and not on what was asked for before."""
SHOWING = 4
"""Of those, how many are kept for a misconception: the first on which it shows. With them and eight at
random the advice tells on average as much as the best of forty random items; six tell 1 % more and take a
third longer in an equation."""

BETWEEN = 3
"""How many are kept that tell two misconceptions apart."""


class Group(NamedTuple):
    """Misconceptions whose holders write the same on an item, and other than who holds none."""

    holders: tuple[str, ...]
    table: Mapping[str, float]
    """P(written answer)."""


class Entry(NamedTuple):
    """What is known of one item."""

    item: Item
    plausible: int
    right: Mapping[str, float]
    """How who holds none writes; also every misconception that is in no group."""
    groups: tuple[Group, ...]
    tables: Mapping[str, Mapping[str, float]]
    """By misconception that shows here, what its holders write."""
    by_answer: Mapping[str, Mapping[str, float]]
    """The index: by written answer, the misconceptions that show here and lead to it, and how often."""

    def table(self, misconception: str) -> Mapping[str, float]:
        """What its holders write."""
        return self.tables.get(misconception, self.right)


class Index:
    """What is kept of one domain's items."""

    def __init__(self, domain: Domain) -> None:
        # The domain's own methods alone are kept: with the domain it could never be let go.
        self.entry = lru_cache(maxsize=1024)(self._fresh_entry)
        self.drawn = lru_cache(maxsize=None)(self._fresh_drawn)
        self.showing = lru_cache(maxsize=None)(self._fresh_showing)
        self.between = lru_cache(maxsize=None)(self._fresh_between)
        self._domain: Domain = proxy(domain)  # else what is kept would hold on to its own key

    def _fresh_entry(self, item: Item) -> Entry:
        """What every misconception that can show on this kind of item makes of it."""
        domain = self._domain
        can_show = [m.id for m in domain.misconceptions.values() if item.kind in m.kinds]
        tables = domain.predict(item, (*can_show, CORRECT))
        right = tables.pop(CORRECT)
        tables = {name: table for name, table in tables.items() if table is not right and table != right}
        alike: dict[frozenset[tuple[str, float]], list[str]] = {}
        for name, table in tables.items():
            alike.setdefault(frozenset(table.items()), []).append(name)
        groups = tuple(Group(tuple(names), tables[names[0]]) for names in alike.values())
        by_answer: dict[str, dict[str, float]] = {}
        for group in groups:
            for answer, share in group.table.items():
                by_answer.setdefault(answer, {}).update(dict.fromkeys(group.holders, share))
        return Entry(item, domain.plausible(item), right, groups, tables, by_answer)

    def _fresh_drawn(self, kind: str) -> tuple[Item, ...]:
        """Different items of this kind; fewer when they keep repeating."""
        rng = Random(f"{SEED}/{kind}")
        found: dict[str, Item] = {}
        for _ in range(2 * DRAWN):
            if len(found) == DRAWN:
                break
            item = self._domain.generate(kind, None, rng)
            found.setdefault(item.text, item)
        return tuple(found.values())

    def _fresh_showing(self, kind: str, misconception: str) -> tuple[Item, ...]:
        """Those of the items drawn on which it shows, and those that refute it."""
        domain = self._domain
        found: dict[str, Item] = {}
        for text in domain.misconceptions[misconception].refuted_by:
            item = domain.parse(text)
            if item is not None and item.kind == kind:
                found[item.text] = item
        enough = len(found) + SHOWING
        for item in self.drawn(kind):
            if len(found) == enough:
                break
            if domain.shows(misconception, item):
                found.setdefault(item.text, item)
        return tuple(found.values())

    def _fresh_between(self, kind: str, one: str, other: str) -> tuple[Item, ...]:
        """The first of the items drawn on which holders of the two write different answers."""
        found: list[Item] = []
        for item in self.drawn(kind):
            tables = self._domain.predict(item, (one, other))
            if tables[one] != tables[other]:
                found.append(item)
            if len(found) == BETWEEN:
                break
        return tuple(found)


_kept: WeakKeyDictionary[Domain, Index] = WeakKeyDictionary()


def index_of(domain: Domain) -> Index:
    """The index of this domain, made at the first question."""
    found = _kept.get(domain)
    if found is None:
        found = _kept[domain] = Index(domain)
    return found


def forget(domain: Domain) -> None:
    """Drop what is kept of this domain."""
    _kept.pop(domain, None)
