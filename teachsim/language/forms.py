"""What a sentence does by its form, where neither its mathematics nor one of the domain's sentences says so.

A question without a calculation asks for a value, a meaning, a place or a test; a statement is a step, a
rule, a reason against the student's way, or a hint. These readings are the least certain.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from teachsim.language.acts import Move
from teachsim.language.cues import FEEDBACK
from teachsim.language.facts import (
    is_wrong,
    names_a_line,
    names_my_answer,
    names_something,
    needs_a_step,
    says_a_step,
)
from teachsim.language.mood import forbids, yes_or_no
from teachsim.language.nearest import slot_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.language.acts import MoveKind, Situation

_AGAINST = re.compile(
    r"\bnot possible\b|\bimpossible\b|\bso (?:it|that|this) can't\b|\bnot the same\b|\b(?:less|more"
    r"|smaller|bigger|larger)"
    r" than\b.*\bbut\b|\bbut (?:you|then|that)\b.*\b(?:than|would)\b|\bwould (?:be|mean)\b.*\bbut\b"
    r"|\byou(?:'ve| have)? (?:just |only )?(?:added|multiplied|subtracted|swapped|divided|ignored"
    r"|forgot(?:ten)?)\b"
    r"|\beven (?:more|less|bigger|smaller) than\b|\bnot each\b|\bnot \d+ (?:tenths|hundredths|ones|tens)"
)
"""Why the student's way cannot be right."""
_COMPARED = re.compile(
    r"\b(?:even|how can|can (?:it|that|you|there)|could)\b.*\b(?:more|less|bigger|smaller|larger|be|have)\b"
)
_WEIGHS = re.compile(
    r"\b(?:close to|near|about|around|roughly|expect|fit|match|enough|possible|right|more|less|bigger"
    r"|smaller)\b"
)
_COUNTERS = re.compile(
    r"\b(?:but|would|can't|cannot|couldn't|not|isn't|doesn't|wouldn't|even|already|more than|less than"
    r"|bigger|smaller"
    r"|larger|too|started with|instead)\b"
)
NEGATES = re.compile(r"\b(?:never|not|no|don't|doesn't|can't|cannot|isn't|won't|without)\b")
RULES = re.compile(
    r"\b(?:first|then|always|must|should|have to|need to|find|convert|make|put|take|add|write|means?"
    r"|every|each|both"
    r"|when|whenever|because|same|equals?|only|never|whole|any|stands? for|multiply|divide|subtract"
    r"|depends?)\b"
)
VALUE = re.compile(
    r"\bhow often\b|\b(?:times|plus|minus|by|add|divided by) what\b|\bwhat (?:gives|makes|plus|times"
    r"|minus)\b|"
    r"\bhow (?:much|many|far|long|big)\b|\b(?:work out|calculate|figure out|find out|tell me) (?:what|how"
    r"|which)\b"
    r"|\bwhat (?:has|have|must|should|could|can|might|will|would|do|does) .{1,40}\b(?:be|equal|make|give"
    r"|become|come to"
    r"|add up to)\b|\bwhere (?:do|does|will|would|are|is) (?:you|we|it|he|she|that|the \w+)\b"
    r"|\bwhat number\b|\bdo (?:we|you) (?:get|have)\b|\bwhat(?:'s| is| was| are| do"
    r"| does| did| would| will| fraction| number)\b"
    r"|\bwhich is (?:bigger|larger|greater|smaller|more|less)\b|\bis\W*(?:\.\.\.|…)\W*\??$"
)
"""Words that ask for a value."""
STANDS = re.compile(
    r"\bmeans?\b|\bstands? for\b|\bremember what\b|\bwhat .* (?:is|are) for\b|\bask you to\b"
    r"|\bwhich (?:one|of|number)\b|\btell you\b|\bwhat do (?:we|you) (?:call|know)\b|\brule\b"
    r"|\bwhat(?:'s| is| are) (?:an?|the (?:difference|meaning|definition|formula|name))\b"
    r"|\bdo you (?:know|remember|recall)\b|\bwhat happens (?:when|to|if)\b|\bwhen do (?:we|you)\b"
)
"""Words that ask for a meaning, a rule or a place."""
_MATHS = re.compile(
    r"\b(?:numbers?|digits?|tens|ones|hundreds?|tenths?|hundredths?|halves|half|thirds?|quarters?"
    r"|fifths?|sixths?|eighths?"
    r"|twelfths?|fractions?|top|bottom|numerators?|denominators?|brackets?|terms?|letters?|columns?"
    r"|sign|minus|plus|times"
    r"|zero|equals?|sides?|point|place|percent|years?|parts?|power|square|axis|multiply|divide|add"
    r"|subtract|money|pieces)\b"
)


_OF_YOURS = re.compile(
    r"\b(?:how (?:many|much)|what|which|where)\b.{0,40}\b(?:did|have|had) you\b(?! (?:to|learn|do\b))"
)
_PLACE = re.compile(
    r"\b(?:what|which) (?:number|digit|sign|letter|place|column|term|word)s? (?:is|are|stands?|comes?|do you"
    r" (?:see|have|find)) (?:there )?(?:at|in|on|under|above|below|before|after|next|second|first|written"
    r"|given)\b"
)
_SIZE = re.compile(
    r"\b(?:your|that|this|it|they|both|the answer)\b.*\b(?:bigger|smaller|more|less|larger|greater|higher"
    r"|lower"
    r"|the same|equal|fit|match|agree|true|right|possible|enough|reasonable)\b"
)


def by_form(low: str, kinds: Sequence[MoveKind]) -> Move | None:
    """What a question without a calculation asks, where its form alone says so."""
    if set(kinds) - FEEDBACK:
        return None
    if _OF_YOURS.search(low) or _PLACE.search(low):
        return Move(kind="focus-on", confidence=0.75)
    if yes_or_no(low) and _SIZE.search(low) and re.search(r"\byour\b|\b(?:that|it|they)\b(?! means)", low):
        return Move(kind="check-again", confidence=0.75)
    return None


def otherwise(low: str, maths: str, now: Situation, asks: bool, *, after: bool) -> list[Move]:
    """What no cue and no sentence of the domain's explains: by its form, and by the words of a slot.

    after: whether a cue explains a part of the sentence, so that little may be left
    """
    if after and len(low.split()) < 9 and not asks:
        return []
    if low.startswith("your way"):
        return []
    slot = slot_named(low, now.domain, now.item.kind)
    about_it = (
        "how many" in low
        or "how much" in low
        or slot is not None
        or names_something(maths, now)
        or bool(_MATHS.search(low))
    )
    if not about_it:
        return []
    wrong = is_wrong(now)
    if wrong and asks and names_my_answer(maths, now) and _COMPARED.search(low):
        return [Move(kind="refute", target=slot, confidence=0.65)]
    if (
        asks
        and names_my_answer(maths, now)
        and _WEIGHS.search(low)
        and not re.search(r"\bhow m(?:any|uch)\b", low)
    ):
        return [Move(kind="check-again", confidence=0.7)]
    if asks or low.endswith("...") or VALUE.match(low):
        if STANDS.search(low):
            return [Move(kind="recall", target=slot, confidence=0.6)]
        if VALUE.search(low):
            return [Move(kind="compute-this", target=slot, confidence=0.65)]
        return [Move(kind="recall" if slot else "hint", target=slot, confidence=0.6)]
    if wrong and (_AGAINST.search(low) or (names_my_answer(maths, now) and _COUNTERS.search(low))):
        return [Move(kind="refute", target=slot, answer=now.main_answer.text, confidence=0.65)]  # type: ignore[union-attr]
    if says_a_step(low, maths, now) and not forbids(low):
        return [Move(kind="give-step", target=slot, confidence=0.65)]
    if needs_a_step(low) and not forbids(low):
        return [Move(kind="give-step", target=slot, confidence=0.6)]
    if NEGATES.search(low) and not RULES.search(low):
        return [Move(kind="hint", target=slot, confidence=0.6 if names_a_line(maths, now) else 0.5)]
    if names_something(maths, now) and not RULES.search(low):
        return [
            Move(kind="hint", target=slot, confidence=0.6),
            Move(kind="focus-on", target=slot, confidence=0.6),
        ]
    kind: MoveKind = "state-rule" if RULES.search(low) and not names_something(maths, now) else "hint"
    return [Move(kind=kind, target=slot, confidence=0.6)]
