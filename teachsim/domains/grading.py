"""How hard an item is, and fresh items of a wanted difficulty.

Difficulty is graded by entropy: how much choice lies in an item's numbers, by what is written. The
levels `easy`, `medium` and `hard` are the thirds of what a kind's generator draws; `extrapolation` lies
beyond its reach. An item of the thirds has no numeral with more figures than the reach, one of the
extrapolation set has at least one: no item can be both, whatever is drawn.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from teachsim.domains import numerals
from teachsim.domains.lengthening import lengthened
from teachsim.errors import BadInput, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.domains.base import Domain, Idea, Item, Misconception

Level = Literal["easy", "medium", "hard", "extrapolation"]
LEVELS: tuple[Level, ...] = get_args(Level)

SAMPLE = 300
"""Random items of a kind by which its levels are set."""
TRIES = 150
"""Draws for each item that is wanted, before it is said that there is none."""


class Difficulty(NamedTuple):
    """What makes an item hard, apart from who works it."""

    entropy: float
    """log10 of how many items of this shape have numbers no larger."""
    steps: int
    """Lines of the right solution."""
    slots: tuple[str, ...]
    """The knowledge components that it goes through."""


class Scale(NamedTuple):
    """The levels of one kind."""

    medium: float
    """The entropy from which on an item is of the second third."""
    hard: float
    """The entropy from which on it is of the last third."""
    reach: int
    """The figures of the longest numeral that the kind's generator usually writes."""

    def level(self, item: Item) -> Level:
        """The level of an item of this kind."""
        if numerals.digits(item.text) > self.reach:
            return "extrapolation"
        entropy = numerals.entropy(item.text)
        return "easy" if entropy < self.medium else "medium" if entropy < self.hard else "hard"


def difficulty(domain: Domain, item: Item) -> Difficulty:
    """How much choice, work and knowledge is in an item."""
    return Difficulty(numerals.entropy(item.text), len(domain.solve(item).steps), tuple(domain.slots(item)))


@lru_cache(maxsize=128)  # all kinds once and little more: each entry holds on to its domain
def scale(domain: Domain, kind: str) -> Scale:
    """The levels of a kind, from a fixed sample of its generator: the same on every machine."""
    rng = Random(f"{kind}/levels")
    texts = {domain.generate(kind, None, rng).text for _ in range(SAMPLE)}
    values = sorted(round(numerals.entropy(text), 9) for text in texts)
    medium, hard = values[len(values) // 3], values[2 * len(values) // 3]
    # of items all alike in entropy no third may be left empty while there are others
    above = [value for value in values if value > values[0]]
    if medium == values[0] and above:
        medium = above[0]
    if hard <= medium:
        hard = next((value for value in values if value > medium), medium)
    return Scale(medium, hard, max(map(numerals.digits, texts)))


def reach(domain: Domain, kind: str) -> int:
    """The most figures of a numeral in items of this kind that are not extrapolation."""
    return scale(domain, kind).reach


def level_of(domain: Domain, item: Item) -> Level:
    """The level of an item among those of its kind."""
    return scale(domain, item.kind).level(item)


def level_named(word: str, place: str | None = None) -> Level:
    """A level by its name. Raises BadInput when there is none of that name."""
    for level in LEVELS:
        if level == word:
            return level
    remedy = did_you_mean(word, LEVELS, otherwise=f"there are {', '.join(LEVELS)}")
    raise BadInput(f"no level {word!r}", place=place, remedy=remedy)


def known(domain: Domain, name: str, place: str | None = None) -> Misconception:
    """A misconception of the domain. Raises BadInput when there is none of that name."""
    found = domain.misconceptions.get(name)
    if found is None:
        remedy = did_you_mean(
            name, domain.misconceptions, otherwise="`teachsim list misconceptions` shows all"
        )
        raise BadInput(f"no misconception {name!r} in {domain.name}", place=place, remedy=remedy)
    return found


def component_named(domain: Domain, slot: str, place: str | None = None) -> Idea:
    """What is to be understood at a slot. Raises BadInput when the domain has no such slot."""
    found = domain.ideas.get(slot)
    if found is None:
        remedy = did_you_mean(slot, domain.ideas, otherwise="`teachsim list kcs` shows all")
        raise BadInput(f"no component {slot!r} in {domain.name}", place=place, remedy=remedy)
    return found


def made(
    domain: Domain,
    kind: str,
    *,
    target: str | None = None,
    level: Level | None = None,
    component: str | None = None,
    apart: Sequence[str] = (),
    n: int,
    rng: Random,
) -> list[Item]:
    """n different items of a kind that have all that is asked for.

    target:    a misconception that shows on every one of them
    level:     their level; any within the kind's reach when None
    component: a slot that the right solution goes through
    apart:     misconceptions whose holders' most common answers differ, each from each, on every item
    raises:    BadInput when the kind or a misconception is unknown, or too few such items are found
    """
    for name in filter(None, (target, *apart)):
        known(domain, name)
    if component is not None:
        component_named(domain, component)
    found: dict[str, Item] = {}
    for tried in range(TRIES * n):
        if tried > 2 * TRIES and not found:
            break
        item = drawn(domain, kind, target, level, rng)
        if item is None or item.text in found or not _apart(domain, item, apart):
            continue
        if component is None or component in domain.slots(item):
            found[item.text] = item
        if len(found) == n:
            break
    if len(found) < n:
        raise _too_few(kind, len(found), n, target, level, component, apart)
    return list(found.values())


def drawn(domain: Domain, kind: str, target: str | None, level: Level | None, rng: Random) -> Item | None:
    """One draw of an item of a level on which the target shows; None when it is of another level.

    Any level within the kind's reach will do when None. Raises BadInput where `Domain.generate` does.
    """
    item = domain.generate(kind, target, rng)
    levels = scale(domain, kind)
    if level != "extrapolation":
        return item if levels.level(item) in ((level,) if level else LEVELS[:3]) else None
    # what shows on the ordinary item most often shows on the longer one
    longer = lengthened(domain, item, levels.reach, rng)
    return next((one for one in longer if target is None or domain.shows(target, one)), None)


def _apart(domain: Domain, item: Item, names: Sequence[str]) -> bool:
    """Whether no two of these misconceptions lead to the same most common answer."""
    answers = [domain.solve(item, (name,)).answer.text for name in dict.fromkeys(names)]
    return all(one != other for one, other in combinations(answers, 2))


def _too_few(
    kind: str,
    found: int,
    n: int,
    target: str | None,
    level: Level | None,
    component: str | None,
    apart: Sequence[str],
) -> BadInput:
    wanted = [
        f"of the level {level}" if level else "",
        f"on which {target} shows" if target else "",
        f"that go through {component}" if component else "",
        f"that tell apart {', '.join(apart)}" if apart else "",
    ]
    what = " ".join(filter(None, [f"of {kind}", " and ".join(filter(None, wanted))]))
    if found:
        return BadInput(f"only {found} of {n} different items {what} found", remedy="ask for fewer")
    if level == "extrapolation" and not (component or apart):
        return BadInput(
            f"no items {what}: longer numbers make no item of this kind, or none with an answer of its form",
            remedy="ask for easy, medium or hard ones",
        )
    remedy = "tell them apart two by two" if len(apart) > 2 else "ask for less at once"
    return BadInput(f"no items {what} found", remedy=remedy)
