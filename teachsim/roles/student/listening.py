"""What this listener makes of a turn: whether it is heard at all, what a question implies, what praise is.

Literal listeners take words at their face; pragmatic ones ask why they were said (Sumers, Ho,
Hawkins & Griffiths 2021). All of it ends in `Effects`, which are recorded; nothing here is drawn twice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from teachsim.engine.events import Effects, SlotEffect
from teachsim.language.acts import ASKING
from teachsim.language.phrases import sentences
from teachsim.roles.student.effects import slots_at_fault
from teachsim.roles.student.mind import p_right_rule

if TYPE_CHECKING:
    from random import Random

    from teachsim.domains.base import Domain, Item
    from teachsim.engine.cards import Traits
    from teachsim.language.acts import Act, Understood
    from teachsim.roles.student.mind import Mind

IMPLIED_DOUBT = 0.10
"""k, times trust, of a question that points at a step: more than a bare "wrong", which says no place,
and a fifth of a test that the student has made itself. Chosen."""
PRAISE_SOUGHT = 0.12
"""Engagement that praise gives to one who seeks nothing else, before it has any skill. Chosen."""
BLAME_FELT = 0.06
"""Engagement that such a one loses by being told that it is wrong without a word of praise. Chosen."""
EVER_HEARS = 0.1
"""Share of turns that even the most distracted student hears."""

_POINTING = (ASKING | {"focus-on"}) - {"try-item", "ask-check", "ask-understanding"}
"""Questions about what the student did: another item and a test speak for themselves, and to be asked
whether it understands says nothing of any step."""
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*|\.\d+")

_HOW_SURE = re.compile(r"\bhow (?:\w+ )?(?:sure|certain|confident)\b")


def asks_how_sure(said: str) -> bool:
    """Whether one who asks for a report asks how sure the answer is, and not whether it is understood."""
    return _HOW_SURE.search(said.lower()) is not None


def misses(traits: Traits, engagement: float, rng: Random) -> bool:
    """Whether a turn goes past the student: P = distraction · (1.3 − E), at most .9.

    engagement: E; at .3 the chance is the distraction itself, at 1 it is three tenths of it
    """
    return rng.random() < min(1 - EVER_HEARS, traits.distraction * (1.3 - engagement))


def advantage(mind: Mind, item: Item, domain: Domain, sharpness: float) -> float:
    """1 − P(right) on this item: what praise still tells a student, as a share.

    Feedback counts as an advantage over what the student would do anyway, so it fades as skill grows
    (COACH: MacGlashan et al. 2017).
    """
    right = 1.0
    for slot in domain.slots(item):
        if slot in mind.slots and mind.slot(slot).wrong:
            right *= p_right_rule(mind.slot(slot), item.text, item.kind, sharpness)
    return 1 - right


def taken(
    effects: Effects,
    understood: Understood,
    text: str,
    acts: tuple[Act | None, Act | None],
    traits: Traits,
    worth: float,
) -> Effects:
    """The effects of a turn as this listener takes it.

    text: the words; acts: its last answer to whichever item, and to the item at hand
    worth: `advantage`, of which praise counts that share
    """
    kinds = {m.kind for m in understood.moves}
    engagement = effects.engagement * worth
    if kinds & {"praise", "praise-process"}:
        engagement += PRAISE_SOUGHT * traits.praise_seeking * worth
    elif "disconfirm" in kinds:
        engagement -= BLAME_FELT * traits.praise_seeking
    taken = effects.model_copy(update={"engagement": engagement})
    return taken if traits.listener == "literal" else _implied(taken, understood, text, acts, traits)


def _implied(
    effects: Effects,
    understood: Understood,
    text: str,
    acts: tuple[Act | None, Act | None],
    traits: Traits,
) -> Effects:
    """The effects with what the words imply: a doubt where a question points, no praise where one does."""
    kinds = {m.kind for m in understood.moves}
    slots = {effect.slot: effect for effect in effects.slots}
    for name in doubted(understood, text, acts):
        one = slots.get(name) or SlotEffect(slot=name)
        implied = max(one.conflict, IMPLIED_DOUBT * traits.trust)
        slots[name] = one.model_copy(update={"conflict": implied})
    praised = effects.praised_wrong
    if "false-claim" not in kinds and kinds & (ASKING | {"disconfirm"}):
        praised = ()
    return effects.model_copy(update={"slots": tuple(slots.values()), "praised_wrong": praised})


def doubted(understood: Understood, text: str, acts: tuple[Act | None, Act | None]) -> tuple[str, ...]:
    """The slots at fault that a question points at: by its target, or by a number of the faulty step.

    A question that points at nothing ("are you sure?") doubts nothing, and so does the number of the
    whole answer, which is asked for whether it is right or wrong.
    """
    asked = [m for m in understood.moves if m.kind in _POINTING]
    if not asked:
        return ()
    targets = {m.target for m in asked if m.target}
    pointed = any(m.kind in ("focus-on", "check-again") for m in asked)
    named = set(_NUMBER.findall(" ".join(s for s in sentences(text) if pointed or s.endswith("?"))))
    found = []
    for act in acts:
        if act is None or act.on is None:
            continue
        found += [s for s in slots_at_fault(act) if s in targets]
        said = named - {act.answer} - set(_NUMBER.findall(act.on))
        found += [s.slot for s in act.steps if s.misconception and said & set(_NUMBER.findall(s.text))]
    return tuple(dict.fromkeys(found))
