"""Which misconceptions go with which of MathDial's six weaknesses, and one drawn from a family.

The table is `weaknesses.yaml`. A card that names a weakness and holds nothing gets a misconception of
that family when a session starts, so that a transcript says what was held.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING, NamedTuple, get_args

import yaml

from teachsim.engine.cards import Holding, Weakness
from teachsim.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from teachsim.domains.base import Domain
    from teachsim.engine.cards import StudentCard

WEAKNESSES: tuple[Weakness, ...] = get_args(Weakness)


class Family(NamedTuple):
    """One weakness: what it is, and where it shows."""

    says: str
    """What such a student does, as the rest of a sentence about it."""
    slots: tuple[str, ...]
    misconceptions: tuple[str, ...]
    """Those that belong here whatever their slot."""


@cache
def families() -> Mapping[Weakness, Family]:
    """The table, by weakness."""
    text = files(__package__).joinpath("weaknesses.yaml").read_text(encoding="utf-8")
    read = yaml.safe_load(text)
    return {
        one: Family(
            read[one]["says"],
            tuple(read[one].get("slots", ())),
            tuple(read[one].get("misconceptions", ())),
        )
        for one in WEAKNESSES
    }


def weakness_of(misconception: str, slot: str) -> Weakness | None:
    """The weakness that a misconception of this slot shows; None where the table has neither."""
    table = families()
    for one in WEAKNESSES:
        if misconception in table[one].misconceptions:
            return one
    return next((one for one in WEAKNESSES if slot in table[one].slots), None)


def family(weakness: Weakness, domain: Domain, kinds: Sequence[str] = ()) -> tuple[str, ...]:
    """The misconceptions of a domain that show this weakness, on these kinds of item if any are given."""
    return tuple(
        m.id
        for m in domain.misconceptions.values()
        if weakness_of(m.id, m.slot) == weakness and (not kinds or set(kinds) & set(m.kinds))
    )


def holding(
    card: StudentCard, domain: Domain, kinds: Sequence[str], target: str | None, seed: int
) -> StudentCard:
    """The card with a misconception of its weakness, if it names one and holds nothing; else as it is.

    target: on which the scenario's items are chosen; it is taken where it is of the family
    seed:   of the session: another seed, another misconception of the same family

    raises: BadInput where no misconception of the family shows on these kinds of item
    """
    if card.weakness is None or card.holds:
        return card
    could = family(card.weakness, domain, kinds)
    if not could:
        raise BadInput(nothing_shows(card.id, card.weakness, kinds), place=card.id, remedy=remedy(domain))
    drawn = Random(f"{seed}/{card.id}/weakness").choice(could)
    return card.model_copy(update={"holds": (Holding(misconception=target if target in could else drawn),)})


def nothing_shows(student: str, weakness: Weakness, kinds: Sequence[str]) -> str:
    """That a weakness has no misconception on these kinds of item."""
    return f"{student} is weak in {weakness!r}, of which nothing shows on items of kind {' or '.join(kinds)}"


def remedy(domain: Domain) -> str:
    """What to do about that."""
    return (
        f"take other kinds of item of {domain.name}, or give the card `holds:`; "
        "`teachsim list misconceptions --json` shows the weakness of each"
    )
