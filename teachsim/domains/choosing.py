"""Chooses items: such as tell misconceptions apart, and such as make up a set for a session.

Works on any domain through its protocol; what makes an item telling is only that rival
misconceptions predict other answers on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.domains.grading import TRIES, drawn
from teachsim.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from random import Random

    from teachsim.domains.base import Domain, Item
    from teachsim.domains.grading import Level

CANDIDATES = 60
"""Random items among which the most telling are looked for."""


def telling_apart(
    domain: Domain,
    kinds: Sequence[str],
    target: str,
    n: int,
    rng: Random,
    *,
    among: Iterable[str] | None = None,
    contrasts: int = 0,
) -> list[Item]:
    """n items on which the target shows and which, together, no rival answers as its holder does.

    kinds:     where to look; those on which the target cannot show are passed over
    among:     the rivals; all other misconceptions that can show on these kinds when None
    contrasts: how many of the n may be items on which only a rival shows. A rival that is wrong
               wherever the target is, with the same answers, can be told from it by nothing else
    returns:   the most telling item first. A rival that no candidate separates is left as it is
    raises:    BadInput when the target shows on none of the kinds
    """
    mine = domain.misconceptions[target].kinds if target in domain.misconceptions else ()
    usable = [kind for kind in kinds if kind in mine]
    if not usable:
        raise BadInput(
            f"{target} cannot show on {', '.join(kinds)}",
            remedy=f"it shows on {', '.join(mine) or 'nothing'}",
        )
    if among is None:
        among = [name for name, m in domain.misconceptions.items() if set(m.kinds) & set(usable)]
    rivals = [name for name in among if name != target]
    candidates = _distinct(domain, usable, target, CANDIDATES, rng, seen=set())
    unlike = {item: _unlike(domain, item, target, rivals) for item in candidates}
    left = dict.fromkeys(rivals, 1.0)
    chosen = _greedy(unlike, left, n - contrasts)
    if contrasts:
        for rival in rivals:
            if not any(apart[rival] for apart in unlike.values()):
                shared = _shared(domain, rival, usable)
                others = _distinct(domain, shared, rival, CANDIDATES, rng, seen=set())
                unlike |= {
                    item: _unlike(domain, item, target, rivals)
                    for item in others
                    if not domain.shows(target, item)
                }
        chosen += _greedy({item: unlike[item] for item in unlike if item not in chosen}, left, contrasts)
    return chosen


def items_for(
    domain: Domain,
    kinds: Sequence[str],
    target: str | None,
    n: int,
    rng: Random,
    *,
    avoid: Iterable[str] = (),
    level: Level | None = None,
) -> list[Item]:
    """n distinct items, the kinds taking turns; with a target, it shows on every one of them.

    avoid:  texts of items that must not come again
    level:  how hard they are among those of their kind; as they come when None
    raises: BadInput when there are not that many, or the target cannot show on one of the kinds
    """
    items = _distinct(domain, kinds, target, n, rng, seen=set(avoid), level=level)
    if len(items) < n:
        at = f" at the level {level}" if level else ""
        raise BadInput(
            f"only {len(items)} of {n} different items found for {', '.join(kinds)}{at}",
            remedy="ask for fewer, or name more kinds",
        )
    return items


def _distinct(
    domain: Domain,
    kinds: Sequence[str],
    target: str | None,
    n: int,
    rng: Random,
    *,
    seen: set[str],
    level: Level | None = None,
) -> list[Item]:
    """Up to n different items, the kinds in turn; fewer when they keep repeating."""
    items: list[Item] = []
    for attempt in range(20 * n if level is None else TRIES * n):
        if len(items) == n:
            break
        kind = kinds[attempt % len(kinds)] if level is None else kinds[len(items) % len(kinds)]
        item = (
            domain.generate(kind, target, rng) if level is None else drawn(domain, kind, target, level, rng)
        )
        if item is not None and item.text not in seen:
            seen.add(item.text)
            items.append(item)
    return items


def _shared(domain: Domain, name: str, kinds: Sequence[str]) -> list[str]:
    """Those of the kinds on which a misconception can show."""
    return [kind for kind in kinds if kind in domain.misconceptions[name].kinds]


def _unlike(domain: Domain, item: Item, target: str, rivals: Sequence[str]) -> dict[str, float]:
    """How often each rival's holder writes something else than the target's, from 0 to 1."""
    return {rival: 1 - _overlap(domain, item, target, rival) for rival in rivals}


def _overlap(domain: Domain, item: Item, one: str, other: str) -> float:
    """How often holders of the two write the same answer, from 0 (never) to 1."""
    tables = domain.predict(item, (one, other))
    return sum(min(share, tables[other].get(answer, 0.0)) for answer, share in tables[one].items())


def _greedy(unlike: Mapping[Item, Mapping[str, float]], left: dict[str, float], n: int) -> list[Item]:
    """Up to n items; each time the one that most helps the rivals least told apart so far.

    unlike: by candidate and rival, how often the rival's answer there is another
    left:   by rival, what telling it apart is still worth; changed in place. It falls to .3 with each
            item that does, so that two items that tell a rival apart are better than one (a slip can
            undo one) but never better than telling two rivals apart
    """
    pool = list(unlike)
    chosen: list[Item] = []
    while pool and len(chosen) < n:
        best = max(pool, key=lambda item: sum(left[r] * apart for r, apart in unlike[item].items()))
        pool.remove(best)
        chosen.append(best)
        for rival, apart in unlike[best].items():
            left[rival] *= 1 - 0.7 * apart
    return chosen
