"""Which domains there are, and which of them can read what somebody wrote.

Other packages add a domain with an entry point in the group `teachsim.domains` that names an object
fulfilling `teachsim.domains.base.Domain`. They are looked up only when a name is asked for that is
not built in, so that nothing foreign is imported at start.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from teachsim.errors import BadFile, BadInput, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from teachsim.domains.base import Domain, Item
    from teachsim.domains.topical import TopicDomain

GROUP = "teachsim.domains"
EXAMPLES = 10
"""Items that are shown, of kinds far apart, to who wrote something that is none."""

LONGEST_REASON = 120
"""Characters of why a text is no task."""

BUILT_IN = ("arithmetic", "algebra")
"""In the order in which they are asked to read a text."""


def domains() -> Mapping[str, Domain]:
    """The built-in domains by name."""
    return {name: domain(name) for name in BUILT_IN}


def domain(name: str) -> Domain:
    """A domain by name, built in or from another package; BadInput when there is none.

    A built-in one has the misconceptions of the working folder too, but for files that cannot be read:
    `left_out` has those.
    """
    if name in BUILT_IN and (stamps := _stamps(Path())):
        return _with_own(name, Path.cwd(), stamps)[0]
    return _domain(name)


def left_out() -> Mapping[Path, BadFile]:
    """The files of one's own misconceptions that could not be read for the domains asked for so far."""
    if not _with_own.cache_info().currsize:
        return {}
    stamps = _stamps(Path())
    broken = [_with_own(name, Path.cwd(), stamps)[1] for name in BUILT_IN] if stamps else []
    return {path: error for one in broken for path, error in one.items()}


def built_in(name: str) -> TopicDomain:
    """A built-in domain as it ships, whatever the working folder adds."""
    # each reads its YAML, 60 to 90 ms that only those pay who need it
    if name == "arithmetic":
        from teachsim.domains.arithmetic.domain import ARITHMETIC

        return ARITHMETIC
    from teachsim.domains.algebra.domain import ALGEBRA

    assert name == "algebra", name
    return ALGEBRA


def definitions(domain: Domain) -> tuple[Mapping[str, Any], ...]:
    """What `recorded_domain` needs to make this domain again elsewhere: the misconceptions of one's own."""
    from teachsim.domains.topical import TopicDomain

    return domain.definitions if isinstance(domain, TopicDomain) else ()


def recorded_domain(name: str, own: Iterable[Mapping[str, Any]] | None) -> Domain:
    """The domain that a session was played with, whatever the working folder adds now.

    own:    what `definitions` said of it; None of a transcript from before that was kept, which has the
            working folder's
    raises: BadInput when there is no such domain, or its misconceptions cannot be read
    """
    if own is None:
        return domain(name)
    if name not in BUILT_IN:
        return _domain(name)
    return _as_recorded(name, json.dumps(list(own)))


@lru_cache(maxsize=8)
def _as_recorded(name: str, own: str) -> Domain:
    from teachsim.domains.own import recorded

    return recorded(json.loads(own), built_in(name))


def _stamps(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, time and size of each file of one's own misconceptions."""
    from teachsim.domains.own import files_in  # reads YAML, as does each domain that is then made

    return tuple((path.name, (now := path.stat()).st_mtime_ns, now.st_size) for path in files_in(folder))


@lru_cache(maxsize=8)
def _with_own(
    name: str, folder: Path, stamps: tuple[tuple[str, int, int], ...]
) -> tuple[Domain, Mapping[Path, BadFile]]:
    """A domain as this working folder extends it, read again when one of its files has changed; and what of
    the folder could not be read."""
    from teachsim.domains.own import own_so_far

    return own_so_far(Path(), built_in(name))  # folder is where we are, and tells cached domains apart


@cache
def _domain(name: str) -> Domain:
    if name in BUILT_IN:
        return built_in(name)
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
    shown = text if len(text) <= 60 else f"{text[:57]}…"
    if limit := beyond_limits(text):
        raise BadInput(f"cannot read {shown!r} as a task: {limit}", remedy="write one task of school size")
    from teachsim.domains.unread import why_unread

    candidates = [domain(one) for one in asked]
    reason, remedy = why_unread(text, candidates)
    if remedy is None:
        examples = [example for candidate in candidates for example in _examples(candidate)]
        remedy = f"write something like {', '.join(examples[:: len(examples) // EXAMPLES + 1])}"
    why = f": {reason if len(reason) <= LONGEST_REASON else reason[:LONGEST_REASON] + '…'}" if reason else ""
    raise BadInput(f"cannot read {shown!r} as a task{why}", remedy=remedy)


def beyond_limits(text: str) -> str:
    """Which limit of the built-in domains a text goes beyond, for whoever typed it; empty if none.

    >>> beyond_limits("9" * 30)
    'a number has 30 figures, 24 are the most'
    """
    from teachsim.domains.expressions.parser import DEEPEST, DIGITS
    from teachsim.domains.topical import LONGEST

    if len(text) > LONGEST:
        return f"it has {len(text):,} characters, {LONGEST} are the most"
    figures = max(map(len, re.findall("[0-9]+", text)), default=0)
    if figures > DIGITS:
        return f"a number has {figures} figures, {DIGITS} are the most"
    deep = max(accumulate((c in "([") - (c in ")]") for c in text), default=0)
    return f"{deep} brackets are open at once, {DEEPEST} are the most" if deep > DEEPEST else ""


def _examples(candidate: Domain) -> list[str]:
    """One item of every kind, always the same."""
    return [candidate.generate(kind, None, Random(kind)).text for kind in candidate.kinds]
