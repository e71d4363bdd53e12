"""Which domains there are, and which of them can read what somebody wrote.

Other packages add a domain with an entry point in the group `teachsim.domains` that names an object
fulfilling `teachsim.domains.base.Domain`. They are looked up only when a name is asked for that is
not built in, so that nothing foreign is imported at start.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from teachsim.errors import BadInput, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from teachsim.domains.base import Domain, Item

GROUP = "teachsim.domains"


BUILT_IN = ("arithmetic", "algebra")
"""In the order in which they are asked to read a text."""


def domains() -> Mapping[str, Domain]:
    """The built-in domains by name."""
    return {name: domain(name) for name in BUILT_IN}


def domain(name: str) -> Domain:
    """A domain by name, built in or from another package; BadInput when there is none.

    Algebra has the misconceptions of the working folder too; BadFile when they cannot be read.
    """
    if name == "algebra" and (stamps := _stamps(Path("misconceptions"))):
        return _with_own(Path.cwd(), stamps)
    return _domain(name)


def _stamps(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, time and size of each file of one's own misconceptions."""
    files = [path for path in sorted(folder.glob("*.yaml")) if path.is_file()]
    return tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files)


@lru_cache(maxsize=8)
def _with_own(folder: Path, stamps: tuple[tuple[str, int, int], ...]) -> Domain:
    """Algebra as this working folder extends it, read again when one of its files has changed."""
    from teachsim.domains.algebra.domain import ALGEBRA
    from teachsim.domains.own import own

    return own(Path(), ALGEBRA)  # folder is where we are, and tells one cached domain from another


@cache
def _domain(name: str) -> Domain:
    # each reads its YAML, 60 to 90 ms that only those pay who need it
    if name == "arithmetic":
        from teachsim.domains.arithmetic.domain import ARITHMETIC

        return ARITHMETIC
    if name == "algebra":
        from teachsim.domains.algebra.domain import ALGEBRA

        return ALGEBRA
    from importlib.metadata import entry_points  # 15 ms, paid only by those who ask for a foreign domain

    foreign = {point.name: point for point in entry_points(group=GROUP)}
    if name in foreign:
        found: Domain = foreign[name].load()
        return found
    known = [*BUILT_IN, *foreign]
    remedy = did_you_mean(name, known, otherwise=f"known are {', '.join(known)}")
    raise BadInput(f"no domain {name!r}", remedy=remedy)


def domain_for(text: str, name: str | None = None) -> tuple[Domain, Item]:
    """The domain that can read this text, and the item it reads; BadInput when none can.

    name: the only domain to ask; every built-in one when None.
    """
    asked = [name] if name else BUILT_IN
    for candidate in map(domain, asked):
        if item := candidate.parse(text):
            return candidate, item
    examples = ", ".join(example for candidate in map(domain, asked) for example in _examples(candidate))
    shown = text if len(text) <= 60 else f"{text[:57]}…"
    raise BadInput(f"cannot read {shown!r} as a task", remedy=f"write something like {examples}")


def _examples(candidate: Domain) -> list[str]:
    """One item of every kind, always the same."""
    return [candidate.generate(kind, None, Random(kind)).text for kind in candidate.kinds]
