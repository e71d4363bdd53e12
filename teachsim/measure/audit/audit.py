"""The audit of a student: every misconception of its card, on the words of any brain.

from teachsim.measure.audit.audit import audit
report = audit(card, brain=MyStudent)      # MyStudent(card, domain, seed) is a StudentRole
"""

from __future__ import annotations

import asyncio
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from teachsim.domains.registry import domain as domain_named
from teachsim.domains.registry import domains
from teachsim.errors import BadInput
from teachsim.measure.audit.episodes import Material, Subject, gathered, on_target, size_of
from teachsim.measure.audit.measures import measured
from teachsim.roles.student.student import SymbolicStudent

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from teachsim.domains.base import Domain
    from teachsim.engine.cards import Scenario, StudentCard
    from teachsim.measure.audit.measured import Measured
    from teachsim.measure.audit.talk import RoleBuilder

FULL = 60
"""Episodes of an audit that gives a verdict."""


class Audited(NamedTuple):
    """One misconception's part of an audit."""

    misconception: str
    domain: str
    kinds: tuple[str, ...]
    measures: tuple[Measured, ...]


class Report(NamedTuple):
    """What an audit found."""

    student: str
    seed: int
    episodes: int
    audited: tuple[Audited, ...]
    not_audited: tuple[str, ...] = ()
    """What the card holds besides, and no item that was asked can show, or only behind the others."""

    @property
    def passed(self) -> bool:
        """Whether no measure misses what it is held to; says nothing of what is in `not_audited`."""
        return all(m.passed for a in self.audited for m in a.measures)

    @property
    def missed(self) -> list[tuple[str, Measured]]:
        """The misconception and the measure, for each that does."""
        return [(a.misconception, m) for a in self.audited for m in a.measures if not m.passed]


def audit(
    card: StudentCard,
    *,
    brain: RoleBuilder = SymbolicStudent,
    scenario: Scenario | None = None,
    domain: Domain | None = None,
    seed: int = 0,
    episodes: int = FULL,
    progress: Callable[[str, int, int], None] | None = None,
    done_with: Callable[[], Awaitable[None]] | None = None,
) -> Report:
    """Audit what a card says of a student, as a brain plays it. No measure reads anything but words.

    What the card holds and these items cannot show, or not past what else it holds, is left out and
    named in `not_audited`.

    brain:    called with the card (or one like it with other holdings), the domain and a seed, for
              every student that is needed; `symbolic` when left out
    scenario: whose kinds of item are asked; the misconception's own first kind when None
    domain:   in place of the scenario's, or of the built-in one that knows the misconception
    progress: told what is being done, how much is done, and of how much
    done_with: awaited when a misconception is through, to let go of what its brains held open
    raises:   BadInput when the card holds nothing that shows on these items
    """
    subjects = _subjects(card, brain, scenario, domain, seed)
    size = size_of(episodes)
    steps = -(-size.items // 20) + size.episodes + size.groups + size.lessons + 2
    audited = []
    for n, subject in enumerate(subjects):
        material = Material(subject)

        async def gather(material: Material = material, before: int = n * steps) -> None:
            done = before
            try:
                async for what in gathered(material, size):
                    done += 1
                    if progress is not None:
                        progress(what, done, steps * len(subjects))
            finally:
                if done_with is not None:
                    await done_with()

        asyncio.run(gather())
        found = tuple(measured(material))
        audited.append(Audited(subject.held, subject.domain.name, subject.kinds, found))
    shown = {one.misconception for one in audited}
    left = tuple(h.misconception for h in card.holds if h.misconception not in shown)
    return Report(card.id, seed, episodes, tuple(audited), left)


def _subjects(
    card: StudentCard, brain: RoleBuilder, scenario: Scenario | None, domain: Domain | None, seed: int
) -> list[Subject]:
    if not card.holds:
        raise BadInput(
            f"{card.id} holds no misconception, and an audit asks whether it holds what it should",
            remedy="name a student whose card has `holds`",
        )
    names = [holding.misconception for holding in card.holds]
    if domain is None:
        # an id may stand in two domains: a card is of the one that knows all that it holds
        domain = (
            domain_named(scenario.domain)
            if scenario
            else max(domains().values(), key=lambda d: sum(name in d.misconceptions for name in names))
        )
    subjects = []
    for name in names:
        if name not in domain.misconceptions:
            continue
        mine = domain.misconceptions[name].kinds
        kinds = tuple(k for k in scenario.items.kinds if k in mine) if scenario else mine[:1]
        subject = Subject(card, brain, domain, name, kinds, seed)
        if kinds and on_target(subject, Random(f"{seed}/{name}")):
            subjects.append(subject)
    if not subjects:
        where = f"the items of {scenario.id}" if scenario else "any item of a known domain"
        raise BadInput(
            f"nothing that {card.id} holds shows on {where}",
            remedy="choose another with --scenario"
            if scenario
            else "`teachsim list misconceptions` shows all",
        )
    return subjects


def as_json(report: Report) -> dict[str, Any]:
    """The document of `audit --json`."""
    return {
        "student": report.student,
        "seed": report.seed,
        "episodes": report.episodes,
        "measures": [
            {
                "name": m.name,
                "misconception": a.misconception,
                "value": _rounded(m.found.value),
                "interval": None if m.found.low is None else [_rounded(m.found.low), _rounded(m.found.high)],
                "n": m.found.n,
                "threshold": [
                    {"claim": t.claim, "than": t.than} | ({"slack": t.slack} if t.slack else {})
                    for t in m.thresholds
                ],
                "passed": m.passed,
            }
            for a in report.audited
            for m in a.measures
        ],
        "not_audited": list(report.not_audited),
        "passed": report.passed,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
