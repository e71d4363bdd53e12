"""Percent: notation and fresh items. `PERCENT` is the topic `percent`.

How its items are worked is in `percent_rules`, on which items a misconception shows in
`percent_claims`, how an answer can be tested in `percent_checks`.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, get_args

from teachsim.domains.arithmetic.number_topic import NumberTopic, Worked, number, value_of
from teachsim.domains.arithmetic.percent_checks import checks
from teachsim.domains.arithmetic.percent_claims import CLAIMS, accepted, truth
from teachsim.domains.arithmetic.percent_rules import Asked, Question, book, shown, work
from teachsim.domains.base import Answer, Item

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from teachsim.domains.base import Check
    from teachsim.domains.rules import Hand

KINDS = ("percent-of", "percent-rate", "percent-whole", "percent-left")
_KIND_OF: Mapping[Asked, str] = dict(zip(get_args(Asked), KINDS, strict=True))
_N = r"\$?(\d{1,9}(?:\.\d{1,4})?)"
_P = r"(\d{1,4}(?:\.\d{1,3})?)\s*(?:%|percent\b)"
_SHARE = r"(?:percent(?:age)?|%)"
_WHAT = r"(?:what(?: number| amount)?|_+|□)"
_END = r"\s*\??\s*"
_FORMS: tuple[tuple[Asked, bool, str], ...] = (
    ("part", False, rf"(?:(?:what is|find|work out|calculate)\s+)?{_P} of {_N}(?:\s*=)?"),
    ("percentage", False, rf"what {_SHARE} of {_N} is {_N}"),
    ("percentage", True, rf"what {_SHARE} is {_N} (?:out )?of {_N}"),
    ("percentage", True, rf"{_N} is what {_SHARE} of {_N}"),
    ("whole", True, rf"{_N} is {_P} of {_WHAT}"),
    ("whole", False, rf"{_P} of {_WHAT} is {_N}"),
    ("rest", False, rf"what {_SHARE} of {_N} is left after {_N}(?: is gone| are gone)?"),
)
"""What is asked, whether the two numbers stand the other way round, and the wording."""
_PATTERNS = tuple((asked, turned, re.compile(form + _END, re.IGNORECASE)) for asked, turned, form in _FORMS)


class Percent(NumberTopic):
    """The topic of percent."""

    name = "percent"
    kinds = KINDS
    book = book
    claims = CLAIMS
    transfers: Mapping[str, tuple[str, ...]] = {
        kind: tuple(other for other in KINDS if other != kind) for kind in KINDS
    }

    def parse(self, text: str) -> Item | None:
        """The item: `20% of 60`, `what percent of 40 is 28`, `8 is 20% of what` and other wordings."""
        text = text.strip()
        if "%" not in text and "ercent" not in text:
            return None
        for asked, turned, pattern in _PATTERNS:
            if match := pattern.fullmatch(text):
                one, two = (Fraction(found) for found in match.groups())
                return _item(Question(asked, two, one) if turned else Question(asked, one, two))
        return None

    def work(self, item: Item, hand: Hand) -> Worked:
        """Work the item with the rules of this hand."""
        (value, is_percent), steps = work(item.data, hand)
        return Worked(Answer(f"{shown(value)}{'%' if is_percent else ''}", "number", value), steps)

    def truth(self, item: Item) -> Fraction:
        """The right value; of a percentage, the number before the sign."""
        return truth(item.data)

    def read_answer(self, item: Item, text: str) -> Answer | None:
        """A number, with or without a percent or dollar sign."""
        return super().read_answer(item, text.replace("$", ""))

    def grade(self, item: Item, answer: Answer) -> bool:
        """The right value, or that rounded to one place or more; a percent sign may be left off."""
        return accepted(answer.text, truth(item.data))

    def forms(self, item: Item, answer: Answer) -> dict[str, float]:
        """A percentage mostly with its sign, else without."""
        bare = answer.text.removesuffix("%")
        return {answer.text: 1.0} if bare == answer.text else {answer.text: 0.7, bare: 0.3}

    def guess(self, item: Item, rng: Random) -> Answer:
        """The two numbers put together somehow."""
        _, one, two = item.data
        return number(int(rng.choice((one + two, abs(one - two), one, two)) + rng.randint(0, 5)))

    def generate(self, kind: str, rng: Random) -> Item:
        """Percentages and wholes of schoolbooks; the part may be more than the whole."""
        asked = next(asked for asked, of in _KIND_OF.items() if of == kind)
        while True:
            percent = Fraction(rng.choice((4, 5, 8, 10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90, 120, 150)))
            whole = Fraction(rng.choice((12, 20, 25, 40, 50, 60, 75, 80, 120, 125, 150, 160, 200, 300, 400)))
            part = percent * whole / 100
            if part.denominator > 1 or (asked == "rest" and part >= whole):
                continue
            item = _item(
                {
                    "part": Question("part", percent, whole),
                    "percentage": Question("percentage", whole, part),
                    "whole": Question("whole", percent, part),
                    "rest": Question("rest", whole, part),
                }[asked]
            )
            if item and str(truth(item.data)) not in re.split(r"\D+", item.text):
                return item

    def checks_of(self, item: Item, answer: Answer, value: Fraction) -> tuple[Check, ...]:
        """A half or a tenth as a landmark, and taking the percentage of what was found."""
        right = truth(item.data)
        return checks(item.data, answer.text, right if accepted(answer.text, right) else value, right)


PERCENT = Percent()


def _item(question: Question) -> Item | None:
    """The item; None where a number is 0, or more is gone than there was."""
    asked, one, two = question
    if not (one and two) or (asked == "rest" and two >= one) or value_of(shown(one)) is None:
        return None
    return Item("arithmetic", _KIND_OF[asked], question.text, question)
