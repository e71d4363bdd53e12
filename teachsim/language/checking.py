"""Whether a turn asks for one of the domain's tests of an answer, and of which answer."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from teachsim.language.acts import Move
from teachsim.language.facts import NUMBER, compiled
from teachsim.language.normalising import clauses

if TYPE_CHECKING:
    from teachsim.domains.base import Answer, Check, Domain, Item
    from teachsim.language.acts import Situation

_A_VALUE = re.compile(r"\b(?:how (?:many|much)|what(?:'s| is| are))\b")
_ABOUT = re.compile(r"\b(?:rough|estimat|about|check|your|back|test|(?:is|does|do|of|with) that\b)")


def _names_the_item(named: set[str], now: Situation, asks_a_value: bool) -> bool:
    """Whether the item is asked in a picture, or a value on the way: its numbers, but not the answer."""
    given = set(NUMBER.findall(now.item.text))
    mine = set(NUMBER.findall(now.main_answer.text)) if now.main_answer else set()
    if named & (mine - given):
        return False
    return bool(len(given) > 1 and given <= named) or bool(named and asks_a_value)


def _as_read(ask: str) -> str:
    return " ".join(clause.low for clause in clauses(ask))


@lru_cache(maxsize=1024)
def _checks(domain: Domain, item: Item, answer: Answer) -> tuple[Check, ...]:
    return tuple(domain.checks(item, answer))


def check_asked_for(low: str, maths: str, situation: Situation) -> Move | None:
    """Asking for a test of one of the student's answers: the one whose numbers are named.

    Its confidence is 1 where the domain's own words for the test are in the turn.
    """
    best: tuple[int, Move] | None = None
    named = set(NUMBER.findall(low))
    dressed = not _ABOUT.search(low) and _names_the_item(
        named | {*NUMBER.findall(maths)}, situation, bool(_A_VALUE.search(low))
    )
    asked, main = (situation.asked, situation.answer), (situation.item, situation.main_answer)
    for item, answer in (main,) if asked[0] is main[0] and asked[1] is main[1] else (asked, main):
        if answer is None:
            continue
        known = set(NUMBER.findall(f"{item.text} {answer.text}"))
        for check in _checks(situation.domain, item, answer):
            shared = len(named & known)
            if (best is None or shared > best[0]) and compiled(check.cue).search(low):
                own = any(_as_read(ask) in low for ask in check.asks)
                if dressed and not own:
                    continue
                move = Move(
                    kind="ask-check",
                    check=check.name,
                    on=item.text,
                    answer=answer.text,
                    confidence=1.0 if own else 0.95,
                )
                best = (shared, move)
    return best[1] if best else None
