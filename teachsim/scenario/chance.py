"""The card file of a student drawn at random, with what it was drawn from as comments."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from teachsim.domains.registry import domains
from teachsim.errors import BadInput, did_you_mean
from teachsim.roles.student.profiles import random_profile
from teachsim.scenario.new import as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.domains.base import Domain
    from teachsim.roles.student.parameters import Setting
    from teachsim.roles.student.profiles import Profile


def domain_of(kinds: Sequence[str]) -> Domain:
    """The domain that has all these kinds of item.

    raises: BadInput when there is none
    """
    known = domains()
    for domain in known.values():
        if set(kinds) <= set(domain.kinds):
            return domain
    everywhere = [kind for domain in known.values() for kind in domain.kinds]
    strange = [kind for kind in kinds if kind not in everywhere]
    if strange:
        raise BadInput(
            f"no kind of item {strange[0]!r}",
            place="--kind",
            remedy=did_you_mean(strange[0], everywhere, otherwise=f"such as {', '.join(everywhere[:4])}"),
        )
    raise BadInput(
        "these kinds of item are of several domains", place="--kind", remedy="take those of one domain"
    )


def card(name: str, title: str, domain: Domain, kinds: Sequence[str], seed: int, setting: Setting) -> str:
    """The card as YAML; the same arguments give the same student.

    raises: BadInput for kinds of item that the domain does not have
    """
    profile = random_profile(
        domain, kinds, Random(f"{seed}/{name}/profile"), id_=name, name=title, setting=setting
    )
    return _text(profile, domain, kinds, seed)


def _text(profile: Profile, domain: Domain, kinds: Sequence[str], seed: int) -> str:
    drawn, traits = profile.card, profile.card.traits
    known = [one for one in profile.shares if one.published]
    rest = [one for one in profile.shares if not one.published]
    lines = [
        f"# A student drawn for {', '.join(kinds)} with seed {seed}; teachers see the name, age and voice.",
        *(f"#   {one.misconception}  held by {one.share:g}, as published" for one in known),
    ]
    if rest:
        lines.append(f"#   {len(rest)} more, of which no share is known: {rest[0].share:g} each stands in")
    lines += [
        "kind: student",
        f"id: {as_text(drawn.id)}",
        f"name: {as_text(drawn.name)}",
        f"age: {drawn.age}                   # change what you know better",
        f"voice: {{register: {drawn.voice.register_}, talkative: {drawn.voice.talkative},"
        f" hesitates: {drawn.voice.hesitates}}}",
        "holds:",
        *(f"- {{misconception: {one.misconception}, strength: {one.strength}}}" for one in drawn.holds),
        "knows:",
        *(f"  {slot}: {strength}" for slot, strength in drawn.knows.items()),
        "traits:",
        *(
            f"  {field}: {value}"
            for field, value in traits.model_dump(by_alias=True, exclude_unset=True).items()
        ),
        f"learning: {drawn.learning}",
    ]
    return "\n".join(lines) + "\n"
