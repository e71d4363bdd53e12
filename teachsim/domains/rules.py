"""How right and wrong rules compete for the places of a procedure.

A procedure is written once, with named places (slots) at which it asks for a rule. `Rulebook`
collects the right rule and the mal-rules of each slot; a `Hand` holds the rules one student works
with, and notes which of them it used. A mal-rule is a plain function of the situation at its slot;
it returns None where it says the same as the right rule, so that "it fired" means "it went wrong".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from teachsim.domains.base import Misconception, Solution, Step, Way, WeightedRule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


F = TypeVar("F", bound=Callable[..., Any])


class Rule(NamedTuple):
    """A right rule or a mal-rule: its name, the slot it fills, and what it does there."""

    name: str
    slot: str
    apply: Callable[..., Any]
    source: str = ""


@dataclass
class Rulebook:
    """All rules of one domain."""

    right: dict[str, Rule] = field(default_factory=dict)
    """By slot."""
    wrong: dict[str, Rule] = field(default_factory=dict)
    """By the rule's name."""

    def right_rule(self, slot: str) -> Callable[[F], F]:
        """Register a function as the right rule of a slot; its name with dashes is the rule's."""

        def register(function: F) -> F:
            self.right[slot] = Rule(_dashed(function), slot, function)
            return function

        return register

    def mal_rule(self, slot: str, source: str) -> Callable[[F], F]:
        """Register a function as a mal-rule of a slot. It returns None where it would be right."""

        def register(function: F) -> F:
            name = _dashed(function)
            self.wrong[name] = Rule(name, slot, function, source)
            return function

        return register

    def merged(self, other: Rulebook) -> Rulebook:
        """Both books in one."""
        return Rulebook(self.right | other.right, self.wrong | other.wrong)


class Taken(NamedTuple):
    """What came out at a slot, and which rule it came from."""

    value: Any
    rule: str
    slot: str
    misconception: str | None

    def step(self, text: str, *says: str) -> Step:
        """The written line and the ways of saying it, marked with the rule that made it."""
        return Step(text, says, self.rule, self.slot, self.misconception)


class Hand:
    """The rules one student works with on one item."""

    def __init__(self, book: Rulebook, held: Mapping[str, str] | None = None) -> None:
        """held: mal-rule name → the misconception it comes from, heaviest first."""
        self._right = book.right
        self._held: dict[str, list[tuple[Rule, str]]] = {}
        for rule_name, misconception in (held or {}).items():
            rule = book.wrong[rule_name]
            self._held.setdefault(rule.slot, []).append((rule, misconception))
        self.fired: dict[str, None] = {}
        """Misconceptions that changed something, in the order in which they did."""
        self.asked: dict[str, None] = {}
        """Slots at which it was asked, in that order."""

    def at(self, slot: str, *situation: Any) -> Taken:
        """What this student does here: the first held mal-rule that fires, else the right rule."""
        self.asked[slot] = None
        for rule, misconception in self._held.get(slot, ()):
            value = rule.apply(*situation)
            if value is not None:
                self.fired[misconception] = None
                return Taken(value, rule.name, slot, misconception)
        right = self._right[slot]
        return Taken(right.apply(*situation), right.name, slot, None)


def ways(held: Sequence[Misconception], solve_with: Callable[[Mapping[str, str]], Solution]) -> list[Way]:
    """What holders of all these misconceptions do, most common first.

    Each misconception contributes one of its rules; where the rules of one give different
    solutions, their weights decide the shares. Rules that do not fire leave the field to those
    that do, so the heaviest *that fires* comes first.
    """
    shares: dict[Solution, float] = {}
    for choice in product(*(_rule_choices(m) for m in held)):
        weight = 1.0
        chosen: dict[str, str] = {}
        for misconception, weighted in zip(held, choice, strict=True):
            weight *= weighted.weight
            chosen[weighted.rule] = misconception.id
        solution = solve_with(chosen)
        shares[solution] = shares.get(solution, 0.0) + weight
    most_fired = max(len(s.fired) for s in shares)
    firing = {s: w for s, w in shares.items() if len(s.fired) == most_fired}
    total = sum(firing.values())
    ordered = sorted(firing.items(), key=lambda pair: -pair[1])
    return [Way(weight / total, solution) for solution, weight in ordered]


def _rule_choices(misconception: Misconception) -> Iterator[WeightedRule]:
    return iter(sorted(misconception.rules, key=lambda r: -r.weight))


def _dashed(function: Callable[..., Any]) -> str:
    return function.__name__.replace("_", "-")
