"""Texts with slots, and conditions on slots: what questions and belief cards are written in.

`{thing}` is filled with a word, `{a}` with a number, `{?a*?b}` with what that comes to. Slots that hold
numbers have one letter. A condition compares two calculations, `?a*?u < ?b`, or says what a word is,
`form is whole-first`. Calculations are those of `arithmetic.item_answers`, never Python's.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.arithmetic.item_answers import item_answer
from teachsim.domains.arithmetic.item_patterns import Part
from teachsim.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from teachsim.domains.arithmetic.item_answers import ItemAnswer

Slots = dict[str, str]
"""What stands in each slot, as written."""
_PLACE = re.compile(r"\{([^{}]*)\}")
_COMPARED = re.compile(r"(.+?)(<=|>=|!=|<|>|=)(.+)")
_WORD = re.compile(r"([a-z]+) is (.+)")


def is_number(slot: str) -> bool:
    """Whether a slot holds a number: its name has one letter."""
    return len(slot) == 1


class Sum(NamedTuple):
    """A calculation with slots."""

    text: str
    root: ItemAnswer

    def worth(self, slots: Mapping[str, str]) -> Fraction:
        """What it comes to. Raises ValueError where that is nothing, as over 0."""
        written = self.root.written({n: Part(Fraction(v), v) for n, v in slots.items() if is_number(n)})
        if written is None:
            raise ValueError(self.text)
        return Fraction(written)


def calculation(text: str) -> Sum:
    """A calculation as written. Raises BadInput where it cannot be read."""
    return Sum(text, item_answer(text))


class Template(NamedTuple):
    """A text with slots, taken apart."""

    parts: tuple[str | Sum, ...]
    """Plain text, the names of slots and calculations; every second one is no plain text."""

    @property
    def written(self) -> str:
        """As it was written."""
        inner = (part if isinstance(part, str) else part.text for part in self.parts)
        return "".join(f"{{{part}}}" if n % 2 else part for n, part in enumerate(inner))

    @property
    def slots(self) -> frozenset[str]:
        """All slots that it names."""
        inner = self.parts[1::2]
        names = {part for part in inner if isinstance(part, str)}
        return frozenset(names.union(*(part.root.places for part in inner if isinstance(part, Sum))))

    def filled(self, slots: Mapping[str, str]) -> str:
        """The text with everything in its place.

        >>> template("{a} {large} is {?a*100} cm").filled({"a": "3", "large": "m"})
        '3 m is 300 cm'
        """
        return "".join(
            part if n % 2 == 0 and isinstance(part, str) else _inserted(part, slots)
            for n, part in enumerate(self.parts)
        )


def _inserted(part: str | Sum, slots: Mapping[str, str]) -> str:
    return slots[part] if isinstance(part, str) else str(part.worth(slots))


def template(text: str) -> Template:
    """A text with slots as written. Raises BadInput where a calculation in it cannot be read."""
    parts = _PLACE.split(text)
    return Template(
        tuple(calculation(part) if n % 2 and "?" in part else part for n, part in enumerate(parts))
    )


class Condition(NamedTuple):
    """What has to hold of the slots."""

    left: Sum | str
    sign: str
    right: Sum | str

    @property
    def slots(self) -> frozenset[str]:
        """All slots that it names."""
        if isinstance(self.left, str):
            return frozenset({self.left})
        sides = (side for side in (self.left, self.right) if isinstance(side, Sum))
        return frozenset(name for side in sides for name in side.root.places)

    def holds(self, slots: Mapping[str, str]) -> bool:
        """Whether it does.

        >>> condition("?a*?u < ?b").holds({"a": "3", "u": "100", "b": "250"})
        False
        """
        if isinstance(self.left, str) or isinstance(self.right, str):
            return slots[str(self.left)] == self.right
        one, two = self.left.worth(slots), self.right.worth(slots)
        return {
            "<": one < two, "<=": one <= two, ">": one > two, ">=": one >= two, "=": one == two,
            "!=": one != two,
        }[self.sign]  # fmt: skip


def condition(text: str) -> Condition:
    """A condition as written. Raises BadInput where it is none."""
    if found := _COMPARED.fullmatch(text):
        return Condition(calculation(found[1]), found[2], calculation(found[3]))
    if found := _WORD.fullmatch(text):
        return Condition(found[1], "is", found[2])
    raise BadInput(f"{text!r} is no condition", remedy='write "?a < ?b" or "form is its-name"')


class Cases(NamedTuple):
    """Texts of which the first counts whose conditions hold."""

    cases: tuple[tuple[tuple[Condition, ...], Template], ...]

    @property
    def slots(self) -> frozenset[str]:
        """All slots that it names."""
        used: set[str] = set()
        for conditions, text in self.cases:
            used.update(text.slots, *(one.slots for one in conditions))
        return frozenset(used)

    def filled(self, slots: Mapping[str, str]) -> str:
        """The text that counts. The last one always does."""
        return next(text for conditions, text in self.cases if all_hold(conditions, slots)).filled(slots)


def cases(written: str | Sequence[Mapping[str, str]]) -> Cases:
    """One text, or several as `{if: "?a < ?b", then: …}` with a last one that has no `if`.

    Raises BadInput where the last one is missing.
    """
    if isinstance(written, str):
        return Cases((((), template(written)),))
    if not written or "if" in written[-1]:
        raise BadInput("no text is left when no condition holds", remedy="end with one that has no `if`")
    return Cases(
        tuple(((condition(one["if"]),) if "if" in one else (), template(one["then"])) for one in written)
    )


def all_hold(conditions: Sequence[Condition], slots: Mapping[str, str]) -> bool:
    """Whether every one of them holds."""
    return all(one.holds(slots) for one in conditions)
