"""What speaks for an act in one sentence, as names of features: mood, roles of numbers, mathematics.

Each finding goes with the mood of the sentence (asked `?`, ordered `!`, told `.`), as a right calculation
that is told is a step and the same one asked for is not. What the features are worth is learned
(weighing.py); nothing is decided here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from teachsim.language.answers import key_named
from teachsim.language.calculations import calculations, renamings
from teachsim.language.expressions import identities
from teachsim.language.facts import EQUATION, facts_of, in_order, names_my_answer, numbers_said, terms
from teachsim.language.mood import asking, denied, forbids, orders, orders_late, quoted, suggests, tagged
from teachsim.language.nearest import nearest, nearest_step, slot_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from teachsim.language.acts import Situation
    from teachsim.language.normalising import Clause

_WHO = re.compile(r"\b(you|your|we|our|i|my|me|let's|us|he|she|it|that|this|they|there)\b")
_DONE = re.compile(
    r"\b(?:you|you've|he|she) (?:\w+ly )?(?:\w+ed|did|got|had|said|wrote|took|put|made|were|forgot|went)\b"
)


def mood(low: str) -> str:
    """`?`, `!` or `.`: whether a sentence asks, orders or tells; `~` where it asks for assent only."""
    if asking(low):
        if suggests(low):
            return "!?"
        return "~" if tagged(low) else "?"
    return "!" if orders(low) or orders_late(low) else "."


def evidence(clause: Clause, now: Situation) -> Iterator[str]:
    """The features of a sentence."""
    low, maths = clause
    how = mood(low)
    facts = facts_of(now)
    yield f"m:{how}"
    named = terms(maths)
    if now.item.text.lower() in maths:
        yield f"i:item{how}"
    if names_my_answer(maths, now):
        yield f"i:mine{how}"
    if key := key_named(low, maths, now):
        yield f"i:key{how}"
        yield f"i:key:{key}{how}"
    if facts.whole and len(facts.whole & named) == len(facts.whole):
        yield f"i:all{how}"
    strange = named - facts.given - facts.made - facts.mine - facts.key - numbers_said(now)
    if strange:
        yield f"i:strange{min(len(strange), 3)}{how}"
        if not named - strange:
            yield f"i:onlystrange{how}"
    for one in calculations(maths):
        ours = in_order(one.operands) in facts.steps
        known = all(o.lstrip("-") in facts.given | facts.made | facts.mine | facts.key for o in one.operands)
        yield f"calc:{one.true}{'step' if ours else 'known' if known else 'new'}{how}"
    for same in identities(maths, facts.letters):
        yield f"same:{same.true}{how}"
    for renamed in renamings(maths):
        yield f"renamed:{renamed.true}{how}"
    if "=" in maths:
        for line in EQUATION.findall(maths):
            yield f"line:{line.replace(' ', '') in facts.lines}{how}"
    for span in now.domain.spans(maths):
        if span.item is not None:
            kind = "same" if span.item.kind == now.item.kind else "other"
            which = "own" if span.item.text == now.item.text else kind
            yield f"item:{which}{how}"
    if forbids(low):
        yield f"forbids{how}"
    if quoted(low):
        yield f"quoted{how}"
    if denied(low):
        yield f"denied{how}"
    if _DONE.search(low):
        yield f"done{how}"
    for who in {*_WHO.findall(low)}:
        yield f"who:{who}{how}"
    if (near := nearest(low, now.domain, now.item.kind)) is not None:
        yield f"near:{near.kind}{'+' if near.likeness >= 0.7 else '-'}{how}"
    if (step := nearest_step(maths, now.domain, now.item)) is not None:
        yield f"step:{step.right}{how}"
    if slot_named(low, now.domain, now.item.kind):
        yield f"slot{how}"
