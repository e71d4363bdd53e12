"""Powers: notation and fresh items. `EXPONENTS` is the topic `exponents`.

How its items are worked is in `exponent_rules`, on which items a misconception shows in
`exponent_claims`, how an answer can be tested in `exponent_checks`.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

from teachsim.domains.arithmetic.exponent_checks import checks
from teachsim.domains.arithmetic.exponent_claims import CLAIMS, truth
from teachsim.domains.arithmetic.exponent_rules import DIGITS_MOST, Power, Powers, book, shown, work
from teachsim.domains.arithmetic.number_topic import (
    ASKED,
    END,
    MINUS,
    NumberTopic,
    Worked,
    is_rounded,
    value_of,
)
from teachsim.domains.base import Answer, Item

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from teachsim.domains.base import Check
    from teachsim.domains.rules import Hand

POWERS, NEGATIVE = "powers", "negative-powers"
EXPRESSIONS, LIKE_BASES = "power-expressions", "powers-of-one-base"
_MOST = 10**DIGITS_MOST
"""No power, rightly or wrongly worked, has more digits than an answer may have."""
_POWER = r"\d{1,3}\s?\^\s?(?:-?\d{1,2}|\(\s?-?\d{1,2}\s?\))"
_ITEM = re.compile(
    rf"{ASKED}({_POWER}|\(\s?{_POWER}\s?\))((?:\s*[-+×xX*·⋅]?\s*(?:{_POWER}|\(\s?{_POWER}\s?\))){{0,4}}){END}",
    re.IGNORECASE,
)
_PART = re.compile(r"\s*([-+×xX*·⋅]?)\s*(\(?)\s?(\d{1,3})\s?\^\s?\(?\s?(-?\d{1,2})\s?\)*")
_ANSWER = re.compile(r"(?:.*=)?\s*(\d{1,4})\s?\^\s?(\d{1,2})\s*\.?")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


class Exponents(NumberTopic):
    """The topic of powers."""

    name = "exponents"
    kinds = (POWERS, NEGATIVE, EXPRESSIONS, LIKE_BASES)
    book = book
    claims = CLAIMS
    transfers: Mapping[str, tuple[str, ...]] = {
        POWERS: (EXPRESSIONS,),
        EXPRESSIONS: (POWERS,),
        LIKE_BASES: (POWERS, EXPRESSIONS),
    }

    def parse(self, text: str) -> Item | None:
        """A power (`4^3`, `3^-2`, `4³`), or up to five of them with plus, minus or times between."""
        match = _ITEM.fullmatch(_with_carets(text).strip())
        if match is None:
            return None
        parts: list[Power] = []
        signs: list[str] = []
        for sign, bracket, base, exponent in _PART.findall(match[1] + match[2]):
            if parts and not sign and not bracket:
                return None
            parts.append(Power(int(base), int(exponent)))
            signs.append("×" if sign not in ("+", "-") else sign)
        return _item(Powers(tuple(parts), tuple(signs[1:])))

    def work(self, item: Item, hand: Hand) -> Worked:
        """Work the item with the rules of this hand."""
        value, steps = work(item.data, hand)
        text = shown(value) if steps[-1].rule == "shift-the-point" else str(value)
        return Worked(Answer(text, "number", value), steps)

    def truth(self, item: Item) -> Fraction:
        """The right value."""
        return truth(item.data)

    def read_answer(self, item: Item, text: str) -> Answer | None:
        """A number; of several powers also a single one, as the number that it is: `2^7`."""
        match = _ANSWER.fullmatch(_with_carets(text))
        if match is None or len(item.data.parts) == 1:
            return super().read_answer(item, text)
        base, exponent = int(match[1]), int(match[2])
        if max(base, 2) ** exponent >= _MOST:
            return None
        return Answer(str(base**exponent), "number", Fraction(base**exponent))

    def grade(self, item: Item, answer: Answer) -> bool:
        """The same value, or a decimal that is it, rounded to three places or more."""
        right = truth(item.data)
        return value_of(answer.text) == right or is_rounded(answer.text, right, 3)

    def generate(self, kind: str, rng: Random) -> Item:
        """Small bases and exponents, now and then an exponent of 0 or 1."""
        while True:
            item = _item(_random_powers(kind, rng))
            if item and item.kind == kind and str(abs(truth(item.data))) not in re.split(r"\D+", item.text):
                return item

    def checks_of(self, item: Item, answer: Answer, value: Fraction) -> tuple[Check, ...]:
        """Growing by a factor, the row of powers, a calculator."""
        return checks(item.data, answer.text, value, truth(item.data))


EXPONENTS = Exponents()


def _with_carets(text: str) -> str:
    """The text with `^` in front of every exponent: `2³` and `2**3` as `2^3`."""
    raised = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+", lambda m: "^" + m[0].translate(_RAISED), text.translate(MINUS))
    return raised.replace("**", "^")


def _item(powers: Powers) -> Item | None:
    """The item; None for a base of 0, and where an answer could get too long to write."""
    parts = powers.parts
    if not all(part.base for part in parts):
        return None
    sizes = [max(part.base, 2) ** abs(part.exponent) for part in parts]
    turned = [max(abs(part.exponent), 2) ** part.base for part in parts if part.exponent > 0]
    if max(prod(sizes), prod(turned)) >= _MOST:
        return None
    if len(parts) == 1:
        kind = NEGATIVE if parts[0].exponent < 0 else POWERS
        return (
            None
            if parts[0].exponent < -9 or sizes[0] >= 10**12
            else Item("arithmetic", kind, powers.text, powers)
        )
    if any(part.exponent < 0 for part in parts):
        return None
    kind = LIKE_BASES if powers.of_one_base else EXPRESSIONS
    if kind == LIKE_BASES:
        base, exponents = max(parts[0].base, 2), [part.exponent for part in parts]
        if sum(exponents) > 99 or prod(exponents) > 99 or base > 99:
            return None
        longest = max(base ** prod(exponents), base ** (len(parts) * sum(exponents)), sum(exponents) ** base)
        if longest >= _MOST:
            return None
    return Item("arithmetic", kind, powers.text, powers)


def _random_powers(kind: str, rng: Random) -> Powers:
    if kind == NEGATIVE:
        return Powers((Power(rng.choice((2, 2, 3, 3, 4, 5, 10)), -rng.randint(1, 4)),), ())
    if kind == POWERS:
        return Powers((_random_power(rng),), ())
    if kind == LIKE_BASES:
        base = rng.randint(2, 5)
        return Powers((Power(base, rng.randint(1, 5)), Power(base, rng.randint(1, 5))), ("×",))
    count = rng.choice((2, 2, 2, 3))
    signs = tuple(rng.choice("+-×") for _ in range(count - 1))
    powers = Powers(tuple(_random_power(rng) for _ in range(count)), signs)
    return powers if truth(powers) > 0 else powers._replace(signs=("+",) * (count - 1))


def _random_power(rng: Random) -> Power:
    exponent = 0 if rng.random() < 0.15 else rng.randint(1, 5)
    return Power(rng.randint(2, 10 if exponent <= 3 else 5), exponent)
