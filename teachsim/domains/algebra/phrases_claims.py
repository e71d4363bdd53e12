"""On which items each misconception about phrases shows, told from the words alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.domains.algebra.phrases_grammar import Said, leaves, phrases_in
from teachsim.domains.expressions.tree import Letter, Number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from teachsim.domains.base import Item

_ADDING = ("more", "sum", "plus", "increased", "fixed")
_TURNED = ("less", "taken", "into")
_SAME_BOTH_WAYS = ("difference", "minus", "decreased", "quotient", "divided", "shared", "taken", "into")


def _one_of(*forms: str) -> Callable[[Item], bool]:
    """Somewhere in the words stands one of these."""
    return lambda item: any(said.form in forms for said in phrases_in(item.data))


def _outermost(*forms: str) -> Callable[[Item], bool]:
    """The phrase as a whole is one of these."""
    return lambda item: next(phrases_in(item.data)).form in forms


def _number_times(item: Item) -> bool:
    """So many times something, the number being named or hidden in `twice`."""
    return any(
        said.form == "twice"
        or (said.form in ("times", "product") and any(isinstance(part, Number) for part in said.parts))
        for said in phrases_in(item.data)
    )


def _one_side_would_do(item: Item) -> bool:
    """A quantity is said to be another one with a number added, taken away, multiplied or divided by.

    A number that is divided, or from which is taken away, hides nothing: T = 12 - B is B = 12 - T.
    """
    task = item.data
    if task.form == "every":
        one, two = task.numbers
        return bool(one != two)
    if task.form == "many":
        return True
    said = task.phrase
    if any(isinstance(part, Said) for part in said.parts):
        return False
    if sum(isinstance(part, Letter) for part in said.parts) != 1:
        return False
    if said.form not in _SAME_BOTH_WAYS:
        return said.form != "groups" or isinstance(said.parts[0], Letter)
    changed = said.parts[1] if said.form in _TURNED else said.parts[0]
    return isinstance(changed, Letter)


def _says_how_much_more(item: Item) -> bool:
    said = item.data.phrase
    return said is not None and said.form in ("more", "less")


def _a_number_is_written(item: Item) -> bool:
    """A number that will stand in the symbols: a 1 before a letter does not."""
    if not isinstance(item.data, Said) and item.data.form == "every":
        return any(number.text != "1" for number in item.data.numbers)
    hidden = any(said.form in ("twice", "half") for said in phrases_in(item.data))
    return hidden or any(isinstance(leaf, Number) for leaf in leaves(item.data))


CLAIMS: Mapping[str, Callable[[Item], bool]] = {
    "literal-order": _one_of(*_TURNED),
    "joins-what-is-added": _one_of(*_ADDING),
    "less-than-as-sign": _outermost("more", "less"),
    "times-as-power": _number_times,
    "each-means-times": _one_of("groups"),
    "number-beside-named-quantity": _one_side_would_do,
    "difference-reversed": _says_how_much_more,
    "one-letter-for-all": lambda item: bool(item.text),
    "numbers-become-letters": _a_number_is_written,
}
"""By misconception id."""
