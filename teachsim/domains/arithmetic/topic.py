"""What each topic of arithmetic (whole numbers, fractions, decimals) provides.

The domain only sends items to the topic that owns their kind; a new topic is one module that
fulfils this protocol and one YAML file of misconceptions and ideas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from teachsim.domains.base import Answer, Check, Item, Solution
    from teachsim.domains.rules import Hand, Rulebook


class Topic(Protocol):
    """One topic: its notation, procedures, rules, claims and checks."""

    @property
    def name(self) -> str:
        """Such as `whole-numbers`; also the stem of its YAML file."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The item kinds it owns."""

    @property
    def book(self) -> Rulebook:
        """Its right rules and mal-rules."""

    @property
    def claims(self) -> Mapping[str, Callable[[Item], bool]]:
        """By misconception id: whether it shows on an item of one of its kinds.

        Written about the item's numbers, not by running the rules.
        """

    def parse(self, text: str) -> Item | None:
        """The item, if the text is one of this topic's."""

    def solve(self, item: Item, hand: Hand) -> Solution:
        """Work the item with the rules of this hand, step by step."""

    def slots(self, item: Item) -> tuple[str, ...]:
        """The slots that the right solution goes through."""

    def read_answer(self, item: Item, text: str) -> Answer | None:
        """An answer as typed (`52 - 38 = 14` and `14` both read as 14), or None."""

    def grade(self, item: Item, answer: Answer) -> bool:
        """Whether it is right, in a form the item accepts."""

    def forms(self, item: Item, answer: Answer) -> dict[str, float]:
        """The ways in which somebody who got this answer may write it; shares that sum to 1."""

    def plausible(self, item: Item) -> int:
        """How many answers a slip spreads over."""

    def slip(self, item: Item, solution: Solution, rng: Random) -> Solution:
        """The same with one careless error."""

    def guess(self, item: Item, rng: Random) -> Answer:
        """An answer from no idea at all."""

    def generate(self, kind: str, rng: Random) -> Item:
        """A random item of a kind, of school-book size."""

    def transfer_kinds(self, kind: str, target: str | None) -> tuple[str, ...]:
        """Kinds that ask the same understanding in another form."""

    def checks(self, item: Item, answer: Answer) -> tuple[Check, ...]:
        """How a student could test this answer."""
