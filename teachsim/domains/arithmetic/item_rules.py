"""Misconceptions of arithmetic written as data: what an item looks like, and what is written as its answer.

Such a rule answers the whole item in place of the procedure, in one line. It fires only where its
answer can be read and is not right.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.arithmetic.comparing import SIGN_WORDS
from teachsim.domains.base import Solution, Step, Way

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from teachsim.domains.arithmetic.item_answers import ItemAnswer
    from teachsim.domains.arithmetic.item_patterns import ItemPattern, Part
    from teachsim.domains.base import Answer, Item
    from teachsim.domains.topical import TopicDomain

SAID = re.compile(r"\?(answer|item|[a-z])\b")
"""What a wording may hold of the item."""
_WORDED = re.compile(r"[a-z]{3,}", re.IGNORECASE)


class ItemRule(NamedTuple):
    """One rule: its name, what it fits, what it writes, and its share among those of its misconception."""

    name: str
    when: ItemPattern
    then: ItemAnswer
    weight: float


class ItemRules:
    """The rules of one misconception that answer an item whole."""

    def __init__(
        self,
        misconception: str,
        slot: str,
        rules: Sequence[ItemRule],
        says: Sequence[str],
        domain: TopicDomain,
    ) -> None:
        """says: wordings with `?item`, `?answer` and the places of the rules; none for the usual ones."""
        self._misconception = misconception
        self._slot = slot
        self._rules = sorted(rules, key=lambda rule: -rule.weight)
        self._says = tuple(says)
        self._domain = domain

    def ways(self, item: Item) -> list[Way]:
        """What its holders write, most common first; nothing where it does not fire."""
        found: list[Way] = []
        for rule in self._rules:
            bound = rule.when.fits(item.text)
            text = None if bound is None else rule.then.written(bound)
            answer = None if text is None else self._domain.read_answer(item, text)
            if bound is None or answer is None or self._domain.grade(item, answer):
                continue
            line, says = _line(item, answer), self._words(item, answer, bound)
            step = Step(line, says, rule.name, self._slot, self._misconception)
            found.append(Way(rule.weight, Solution(answer, (step,), (self._misconception,))))
        total = sum(way.weight for way in found)
        return [way._replace(weight=way.weight / total) for way in found]

    def slip(self, item: Item, solution: Solution, rng: Random) -> Solution:
        """The last number miscounted by one or two, or another sign."""
        old = solution.answer
        texts = "<=>" if old.kind == "relation" else [_miscounted(old.text, off) for off in (-2, -1, 1, 2)]
        read = [self._domain.read_answer(item, text) for text in texts if text]
        answer = rng.choice([one for one in read if one is not None and one.text != old.text])
        if old.kind == "relation":
            return replace(solution, answer=answer)
        return solution.with_answer(answer)

    def _words(self, item: Item, answer: Answer, bound: Mapping[str, Part]) -> tuple[str, ...]:
        if not self._says:
            return _usual(item, answer)
        texts = {"item": item.text, "answer": answer.text, **{name: bound[name].text for name in bound}}
        return tuple(SAID.sub(lambda found: texts[found[1]], wording) for wording in self._says)


def _line(item: Item, answer: Answer) -> str:
    if answer.kind == "relation":
        return answer.text
    return f"{item.text}{':' if _WORDED.search(item.text) else ' ='} {answer.text}"


def _usual(item: Item, answer: Answer) -> tuple[str, ...]:
    result = answer.text
    if answer.kind == "relation":
        left, sign, right = result.rpartition(str(answer.value))
        said = f"{left.strip()} is {SIGN_WORDS[sign]} {right.strip()}"
        return (said, f"I looked at them, and {said}", f"the way I see it {said}", f"it must be that {said}")
    if _WORDED.search(item.text):
        return (
            f"that makes {result}",
            f"it comes to {result}",
            f"I worked it out and got {result}",
            f"I did it my way, that's {result}",
        )
    return (
        f"{item.text} is {result}",
        f"{item.text} makes {result}",
        f"I did {item.text}, that's {result}",
        f"I worked out {item.text} and got {result}",
    )


def _miscounted(text: str, off: int) -> str:
    """The text with its last number changed; empty where that number would be below 1."""
    *_, last = re.finditer(r"\d+", text)
    before, count = text[: last.start()], int(last[0]) + off
    digits = str(count).zfill(len(last[0])) if before.endswith(".") else str(count)
    return f"{before}{digits}{text[last.end() :]}" if count > 0 else ""
