"""How powers are worked out, rightly and wrongly, and how powers are put together.

The slots are `power` (what 4^3 means), `zero-power`, `negative-power` and `like-bases` (2^3 × 2^4).
"""

from __future__ import annotations

from fractions import Fraction
from math import log10
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.base import Step
from teachsim.domains.rules import Rulebook

if TYPE_CHECKING:
    from teachsim.domains.rules import Hand, Taken

book = Rulebook()

DIGITS_MOST = 24
"""Of an answer; nobody writes out more."""


class Power(NamedTuple):
    """A base and its exponent."""

    base: int
    exponent: int

    @property
    def text(self) -> str:
        """As written."""
        return f"{self.base}^{self.exponent}"


class Powers(NamedTuple):
    """Powers and the signs between them, `+`, `-` or `×`."""

    parts: tuple[Power, ...]
    signs: tuple[str, ...]

    @property
    def text(self) -> str:
        """As written."""
        return self.parts[0].text + "".join(
            f" {sign} {part.text}" for sign, part in zip(self.signs, self.parts[1:], strict=True)
        )

    @property
    def of_one_base(self) -> bool:
        """Whether it is a product of powers of the same base."""
        return len(self.parts) > 1 and set(self.signs) == {"×"} and len({p.base for p in self.parts}) == 1


# --- rules -----------------------------------------------------------------------------------------


@book.right_rule(slot="power")
def the_base_so_many_times_as_a_factor(base: int, exponent: int) -> int:
    """The base multiplied with itself; for a negative exponent that of the power it is turned into."""
    return int(base ** abs(exponent))


@book.mal_rule(slot="power", source="Pitta-Pantazi, Christou & Zachariades 2007")
def base_times_exponent(base: int, exponent: int) -> int | None:
    """The exponent is a factor: so many times the base. None where that comes to the same.

    >>> base_times_exponent(4, 3), base_times_exponent(3, -2)
    (12, -6)
    """
    return base * exponent if base * exponent != base**exponent else None


@book.mal_rule(slot="power", source="Ulusoy 2019")
def exponent_as_the_base(base: int, exponent: int) -> int | None:
    """Base and exponent are interchanged. None where that comes to the same, or cannot be written out.

    >>> exponent_as_the_base(2, 3)
    9
    """
    if exponent < 1 or base * log10(exponent) >= DIGITS_MOST:
        return None
    return exponent**base if base**exponent != exponent**base else None


@book.right_rule(slot="zero-power")
def nothing_multiplied_is_one(base: int) -> int:
    """1 for any base."""
    return 1


@book.mal_rule(slot="zero-power", source="Ulusoy 2019")
def zero_power_is_zero(base: int) -> int | None:
    """Nothing is taken, so nothing is there.

    >>> zero_power_is_zero(5)
    0
    """
    return 0


@book.mal_rule(slot="zero-power", source="Ulusoy 2019")
def zero_power_is_the_base(base: int) -> int | None:
    """An exponent of nothing does nothing. None for the base 1.

    >>> zero_power_is_the_base(5)
    5
    """
    return base if base != 1 else None


@book.right_rule(slot="negative-power")
def one_over_the_power(base: int, exponent: int) -> Power:
    """The power with the exponent's sign turned, which is then put under 1."""
    return Power(base, -exponent)


@book.mal_rule(slot="negative-power", source="Slavit 2006")
def shift_the_point(base: int, exponent: int) -> Fraction | None:
    """The exponent says how many places the point moves to the left.

    >>> shift_the_point(3, -2)
    Fraction(3, 100)
    """
    return Fraction(base, 10**-exponent)


@book.mal_rule(slot="negative-power", source="Cangelosi et al. 2013")
def minus_the_power(base: int, exponent: int) -> Fraction | None:
    """The minus of the exponent makes the result negative.

    >>> minus_the_power(3, -2)
    Fraction(-9, 1)
    """
    return Fraction(-(base**-exponent))


@book.right_rule(slot="like-bases")
def exponents_are_added(one: Power, two: Power) -> Power:
    """All factors in one row: the exponents together.

    >>> exponents_are_added(Power(2, 3), Power(2, 4))
    Power(base=2, exponent=7)
    """
    return Power(one.base, one.exponent + two.exponent)


@book.mal_rule(slot="like-bases", source="Ulusoy 2019")
def exponents_are_multiplied(one: Power, two: Power) -> Power | None:
    """Times means times, so the exponents are multiplied. None where that comes to the same.

    >>> exponents_are_multiplied(Power(2, 3), Power(2, 4))
    Power(base=2, exponent=12)
    """
    times = Power(one.base, one.exponent * two.exponent)
    return times if times != exponents_are_added(one, two) and one.base != 1 else None


@book.mal_rule(slot="like-bases", source="Cangelosi et al. 2013")
def bases_are_multiplied_too(one: Power, two: Power) -> Power | None:
    """The exponents are added and the bases multiplied.

    >>> bases_are_multiplied_too(Power(2, 3), Power(2, 4))
    Power(base=4, exponent=7)
    """
    return Power(one.base * two.base, one.exponent + two.exponent) if one.base != 1 else None


# --- procedures ------------------------------------------------------------------------------------


def work(powers: Powers, hand: Hand) -> tuple[Fraction, tuple[Step, ...]]:
    """The value and the steps."""
    steps: list[Step] = []
    if powers.of_one_base:
        joined = powers.parts[0]
        for power in powers.parts[1:]:
            taken = hand.at("like-bases", Power(powers.parts[0].base, joined.exponent), power)
            steps.append(_say_joined(taken, joined, power))
            joined = Power(joined.base * taken.value.base // powers.parts[0].base, taken.value.exponent)
        return _value(joined, hand, steps), tuple(steps)
    values = [_value(power, hand, steps) for power in powers.parts]
    at = 0
    signs = list(powers.signs)
    while signs:  # times before plus and minus, else from the left
        at = signs.index("×") if "×" in signs else 0
        one, two, sign = values[at], values[at + 1], signs.pop(at)
        result = one * two if sign == "×" else one + two if sign == "+" else one - two
        values[at : at + 2] = [result]
        steps.append(_say_together(steps[0].slot, one, sign, two, result))
    return values[0], tuple(steps)


def _value(power: Power, hand: Hand, steps: list[Step]) -> Fraction:
    """What a power comes to; without an exponent of 0 or a negative one, only the slot `power` is asked."""
    base, exponent = power
    if exponent == 0:
        taken = hand.at("zero-power", base)
        steps.append(_say_zero(taken, power))
        return Fraction(taken.value)
    if exponent > 0:
        taken = hand.at("power", base, exponent)
        steps.append(_say_power(taken, power))
        return Fraction(taken.value)
    taken = hand.at("power", base, exponent)
    if taken.misconception:
        steps.append(_say_power(taken, power))
        return Fraction(taken.value)
    turned = hand.at("negative-power", base, exponent)
    if isinstance(turned.value, Fraction):
        steps += _say_negative(turned, power)
        return turned.value
    steps.append(_say_turned(turned, power))
    steps.append(_say_power(taken, turned.value))
    result = Fraction(1, taken.value)
    if result != 1:
        steps.append(_say_under_one(turned, power, result))
    return result


# --- saying it -------------------------------------------------------------------------------------


def _say_power(taken: Taken, power: Power) -> Step:
    base, exponent = power
    result = taken.value
    if taken.rule == "base-times-exponent":
        times = f"({exponent})" if exponent < 0 else str(exponent)
        return taken.step(
            f"{power.text} = {base} × {times} = {result}",
            f"{base} times {exponent} is {result}",
            f"the little number says times {exponent}, so {result}",
            f"{base} to the {exponent} means {base} times {exponent}, that's {result}",
        )
    if taken.rule == "exponent-as-the-base":
        base, exponent = exponent, base
    if exponent > 6:
        chain, spoken = f"{base} × … × {base}", f"{exponent} times {base} as a factor"
    else:
        chain, spoken = " × ".join([str(base)] * exponent), " times ".join([str(base)] * exponent)
    if exponent == 1:
        spoken = f"just one {base}"
    return taken.step(
        f"{power.text} = {chain} = {result}" if exponent > 1 else f"{power.text} = {result}",
        f"{spoken} is {result}",
        f"I wrote out {spoken}, that's {result}",
        f"{power.base} to the {power.exponent} is {spoken}, so {result}",
    )


def _say_zero(taken: Taken, power: Power) -> Step:
    why = {
        "nothing-multiplied-is-one": "any number to the zero",
        "zero-power-is-zero": "there's none of it, and that",
        "zero-power-is-the-base": "the zero does nothing, so it",
    }[taken.rule]
    return taken.step(
        f"{power.text} = {taken.value}",
        f"{why} is {taken.value}",
        f"{power.base} to the 0 is {taken.value}",
        f"with a zero up there it's {taken.value}",
    )


def _say_turned(taken: Taken, power: Power) -> Step:
    turned = f"1/{power.base}^{-power.exponent}"
    return taken.step(
        f"{power.text} = {turned}",
        f"the minus means one over, so {turned}",
        f"with a minus up there it goes underneath, {turned}",
        f"{power.text} is the same as {turned}",
    )


def _say_under_one(taken: Taken, power: Power, result: Fraction) -> Step:
    return taken.step(
        f"{power.text} = {result}",
        f"one over that is {result}",
        f"so I get {result}",
        f"underneath the one that makes {result}",
    )


def _say_negative(taken: Taken, power: Power) -> list[Step]:
    base, exponent = power
    if taken.rule == "shift-the-point":
        result = shown(taken.value)
        places = f"{-exponent} place{'' if exponent == -1 else 's'}"
        return [
            taken.step(
                f"{power.text} = {base} × 10^{exponent} = {result}",
                f"minus {-exponent} moves the point {places}, so {result}",
                f"I move the point {places} to the left, {result}",
                f"it gets small, {places} behind the point, so {result}",
            )
        ]
    size = -taken.value
    return [
        taken.step(
            f"{base}^{-exponent} = {size}",
            f"{base} to the {-exponent} is {size}",
            f"without the minus it's {size}",
            f"I worked out {base} to the {-exponent}, that's {size}",
        ),
        taken.step(
            f"{power.text} = {taken.value}",
            f"then the minus goes in front, {taken.value}",
            f"there's a minus, so {taken.value}",
            f"with the minus that makes {taken.value}",
        ),
    ]


def _say_joined(taken: Taken, one: Power, two: Power) -> Step:
    joined: Power = Power(one.base * taken.value.base // two.base, taken.value.exponent)
    done = "times" if taken.rule == "exponents-are-multiplied" else "and"
    return taken.step(
        f"{one.text} × {two.text} = {joined.text}",
        f"{one.exponent} {done} {two.exponent} is {joined.exponent}, so {joined.text}",
        f"the little numbers, {one.exponent} {done} {two.exponent}, make {joined.text}",
        f"together that's {joined.text}",
    )


def _say_together(slot: str, one: Fraction, sign: str, two: Fraction, result: Fraction) -> Step:
    """A line that no rule competes for; it counts to the slot that the powers before it went through."""
    word = {"×": "times", "+": "plus", "-": "minus"}[sign]
    return Step(
        f"{one} {sign} {f'({two})' if two < 0 else two} = {result}",
        (
            f"{one} {word} {two} is {result}",
            f"then {one} {word} {two}, that's {result}",
            f"{one} {word} {two} makes {result}",
        ),
        book.right[slot].name,
        slot,
    )


def shown(value: Fraction) -> str:
    """A value as it is written: thousandths and the like as a decimal when a point was moved.

    >>> shown(Fraction(3, 100)), shown(Fraction(30))
    ('0.03', '30')
    """
    places = 0
    while (value * 10**places).denominator > 1:
        places += 1
    digits = str(int(value * 10**places)).zfill(places + 1)
    return f"{digits[: len(digits) - places]}.{digits[len(digits) - places :]}" if places else digits
