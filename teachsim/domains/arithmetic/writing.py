"""What several topics write alike: the line of a sum, an answer's other forms, a result with a slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from teachsim.domains.base import Step
    from teachsim.domains.rules import Taken


def tally(taken: Taken, sign: str, one: object, two: object, result: object) -> Step:
    """The line of a sum or a difference; in every clause the result comes last."""
    if sign == "+":
        return taken.step(
            f"{one} + {two} = {result}",
            f"{one} and {two} is {result}",
            f"{one} plus {two} makes {result}",
            f"I added {one} and {two}, that's {result}",
            f"{one} and {two} together make {result}",
        )
    return taken.step(
        f"{one} - {two} = {result}",
        f"{one} take away {two} is {result}",
        f"{one} minus {two} leaves {result}",
        f"I took {two} from {one}, that's {result}",
    )


def forms(text: str, others: Iterable[str]) -> dict[str, float]:
    """An answer mostly as it came out, else in one of its other forms; shares that sum to 1.

    >>> forms("2/4", ["1/2", "2/4"])
    {'2/4': 0.6, '1/2': 0.4}
    >>> forms("1/3", ["1/3"])
    {'1/3': 1.0}
    """
    rest = dict.fromkeys(other for other in others if other != text)
    if not rest:
        return {text: 1.0}
    return {text: 0.6} | dict.fromkeys(rest, 0.4 / len(rest))
