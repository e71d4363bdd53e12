"""Students drawn at random: what they hold as often as it is found, and how they are as a setting says.

Where the catalogue has a published frequency it is used. Where it has none, the median of those known
for the same kinds of item stands in, or of the whole domain's where none of these is known; each
profile says which it was. Published shares are of different ages, items and years, so a class drawn
here is plausible, not a sample of any population. A teacher's prior takes no such medians (belief.prior).
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from teachsim.engine.cards import Holding, StudentCard, Traits, Voice
from teachsim.errors import BadInput, did_you_mean
from teachsim.roles.student.parameters import PUPILS, Spread

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from teachsim.domains.base import Domain
    from teachsim.roles.student.parameters import Setting

WITHOUT_ANY = 0.1
"""Frequency of a misconception in a domain of which no frequency is known."""
ASKS_FOR_HELP = Spread(0.2, 0.15)
CONFIDENCE = Spread(0.6, 0.15)
TALKATIVE = Spread(0.6, 0.2)
HESITATES = Spread(0.3, 0.15)
"""Chosen: nothing published settles these."""


class Share(NamedTuple):
    """How often a misconception is held."""

    misconception: str
    share: float
    published: bool
    """False where the median of what is known stands in."""


class Profile(NamedTuple):
    """A student, and what its misconceptions were drawn from."""

    card: StudentCard
    shares: tuple[Share, ...]
    """Of all that it could have held, in the catalogue's order."""


def shares(domain: Domain, kinds: Sequence[str]) -> tuple[Share, ...]:
    """How often each misconception that can show on these kinds of item is held.

    raises: BadInput for a kind that the domain does not have, or on which nothing can show or is ever held
    """
    for kind in kinds:
        if kind not in domain.kinds:
            known = f"{domain.name} has {', '.join(domain.kinds[:4])} and more"
            raise BadInput(
                f"no kind of item {kind!r}",
                place=kind,
                remedy=did_you_mean(kind, domain.kinds, otherwise=known),
            )
    could = [m for m in domain.misconceptions.values() if set(m.kinds) & set(kinds)]
    if not could:
        raise BadInput(
            "no misconception can show on these kinds of item",
            place=", ".join(kinds),
            remedy="take a kind that `teachsim list misconceptions` has one for",
        )
    # one that is never held says nothing about how often the others are, and with a median of 0 none were
    near = [m.frequency for m in could if m.frequency]
    anywhere = [m.frequency for m in domain.misconceptions.values() if m.frequency]
    stands_in = median(near or anywhere or [WITHOUT_ANY])
    found = tuple(
        Share(m.id, m.frequency if m.frequency is not None else stands_in, m.frequency is not None)
        for m in could
    )
    if not any(one.share for one in found):
        raise BadInput(
            "every misconception that can show on these kinds of item has the frequency 0",
            place=", ".join(kinds),
            remedy="give one of them a frequency, or take other kinds",
        )
    return found


def held(domain: Domain, of: Sequence[Share], rng: Random, *, at_least_one: bool) -> tuple[str, ...]:
    """Misconceptions drawn one by one with their shares; of several at one slot a single one stays.

    at_least_one: draw again until something is held, for a student who is to be taught; one of the
        shares is then above 0
    """
    while True:
        drawn = [one for one in of if rng.random() < one.share]
        by_slot: dict[str, list[Share]] = {}
        for one in drawn:
            by_slot.setdefault(domain.misconceptions[one.misconception].slot, []).append(one)
        if by_slot or not at_least_one:
            return tuple(
                rng.choices(rivals, weights=[r.share for r in rivals])[0].misconception
                for rivals in by_slot.values()
            )


def random_profile(
    domain: Domain,
    kinds: Sequence[str],
    rng: Random,
    *,
    id_: str = "drawn",
    name: str = "Drawn",
    age: int = 10,
    setting: Setting = "scenario",
    at_least_one: bool = True,
) -> Profile:
    """A student drawn for these kinds of item.

    raises: BadInput as `shares` does
    """
    spread = PUPILS[setting]
    of = shares(domain, kinds)
    holds = held(domain, of, rng, at_least_one=at_least_one)
    slots = dict.fromkeys(domain.misconceptions[one].slot for one in holds)
    card = StudentCard(
        id=id_,
        name=name,
        age=age,
        voice=Voice(
            register_="child" if age < 13 else "teen",
            talkative=_rounded(TALKATIVE, rng),
            hesitates=_rounded(HESITATES, rng),
        ),
        holds=tuple(Holding(misconception=one, strength=_rounded(spread.wrong, rng)) for one in holds),
        knows={slot: _rounded(spread.right, rng) for slot in slots},
        traits=Traits(
            engagement=_rounded(spread.engagement, rng),
            trust=_rounded(spread.trust, rng),
            slip=_rounded(spread.slip, rng),
            guess=_rounded(spread.guess, rng),
            asks_for_help=_rounded(ASKS_FOR_HELP, rng),
            confidence=_rounded(CONFIDENCE, rng),
            pace=_rounded(spread.pace, rng),
        ),
        learning=setting,
    )
    return Profile(card, of)


def _rounded(spread: Spread, rng: Random) -> float:
    return round(spread.draw(rng), 2)
