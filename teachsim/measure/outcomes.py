"""What came of teaching: gains in tests, over-application, and the reward of PedagogicalRL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel

from teachsim.engine.events import SessionStarted, TestTaken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from teachsim.domains.base import Domain
    from teachsim.engine.events import Event

When = Literal["before", "after", "delayed"]
Kind = Literal["near", "transfer"]


class Outcomes(BaseModel):
    """Shares in [0, 1] and their differences; None where a test was not sat or has no such item."""

    solve_before: float | None = None
    """Of the near items, which no teacher sees: held out."""
    solve_after: float | None = None
    solve_delayed: float | None = None
    transfer_before: float | None = None
    transfer_after: float | None = None
    transfer_delayed: float | None = None
    delta_solve: float | None = None
    """Δ solve rate: near items after less before, paired by item."""
    delta_transfer: float | None = None
    delta_delayed: float | None = None
    """Near items in the delayed test less before."""
    over_application_before: float | None = None
    """On items where what the student held breaks: the share of answers that are its holder's."""
    over_application_after: float | None = None
    over_application_delayed: float | None = None


def outcomes(events: Sequence[Event], student: str, domain: Domain | None = None) -> Outcomes:
    """The outcomes for one student.

    domain: settles which items break what the student held; over-application is None without it
    """
    rates = {(w, k): _rate(events, student, w, k) for w in _WHEN for k in _KIND}
    over = dict.fromkeys(_WHEN, None) | (
        {w: over_application(events, student, domain, w) for w in _WHEN} if domain is not None else {}
    )
    return Outcomes(
        solve_before=rates["before", "near"],
        solve_after=rates["after", "near"],
        solve_delayed=rates["delayed", "near"],
        transfer_before=rates["before", "transfer"],
        transfer_after=rates["after", "transfer"],
        transfer_delayed=rates["delayed", "transfer"],
        delta_solve=_less(rates["after", "near"], rates["before", "near"]),
        delta_transfer=_less(rates["after", "transfer"], rates["before", "transfer"]),
        delta_delayed=_less(rates["delayed", "near"], rates["before", "near"]),
        over_application_before=over["before"],
        over_application_after=over["after"],
        over_application_delayed=over["delayed"],
    )


_WHEN: tuple[When, ...] = ("before", "after", "delayed")
_KIND: tuple[Kind, ...] = ("near", "transfer")


def _rate(events: Iterable[Event], student: str, when: When, kind: Kind) -> float | None:
    given = [
        answer.correct
        for e in events
        if isinstance(e, TestTaken) and (e.student, e.when, e.kind) == (student, when, kind)
        for answer in e.answers
    ]
    return sum(given) / len(given) if given else None


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def over_application(events: Sequence[Event], student: str, domain: Domain, when: When) -> float | None:
    """The share of answers to rule-breaking items that are those of whoever holds what the student held.

    Rule-breaking is an item of a test on which a misconception of the student's card makes its holders
    wrong, as in the item triples of `domains.triples`. None when no such item was asked.
    source: MATH-Perturb (Huang et al. 2025), `hard` variants
    """
    from teachsim.domains.triples import holders_answers, is_one_of

    card = next(
        (c for e in events if isinstance(e, SessionStarted) for c in e.students if c.id == student), None
    )
    if card is None:
        return None
    found: list[bool] = []
    for event in events:
        if not isinstance(event, TestTaken) or (event.student, event.when) != (student, when):
            continue
        for given in event.answers:
            item = domain.parse(given.item)
            old = holders_answers(domain, item, (h.misconception for h in card.holds)) if item else set()
            if item is not None and old:
                found.append(given.answer is not None and is_one_of(domain, item, given.answer, old))
    return sum(found) / len(found) if found else None


def reward(after: float, rejects: int, *, weight: float = 0.25, hard: bool = False) -> float:
    """PedagogicalRL's reward of a talk: how often the student is right after it, less what judges reject.

    after:   mean correctness of the student's solutions after the talk, in [0, 1]
    rejects: objections to the teacher's turns; one counts as much as many
    weight:  λ
    hard:    a rejected talk earns −λ, whatever the student then solves; else λ is taken off
    source:  Dinucu-Jianu et al. 2025, from its code

    >>> reward(.75, 1), reward(.75, 1, weight=1.0, hard=True), reward(.75, 0)
    (0.5, -1.0, 0.75)
    """
    if not rejects:
        return after
    return -weight if hard else after - weight
