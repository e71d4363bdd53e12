"""On which items each misconception about letters shows, told from the item's parts alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.domains.algebra.letters_tasks import Beside, Larger, Person, Total

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from teachsim.domains.base import Item


def _letter_stays(item: Item) -> bool:
    """The answer has a letter in it."""
    return isinstance(item.data, Person) or item.data.extra.isalpha()


def _letter_and_more(item: Item) -> bool:
    task = item.data
    return task.more if isinstance(task, Person) else task.extra.isalpha()


def _another_letter_is_there(item: Item) -> bool:
    """So far on in the alphabet, or so far back, there still is a letter."""
    task = item.data
    letter, number = (
        (task.letter, task.number if task.more else -task.number)
        if isinstance(task, Person)
        else (task.extra, task.total)
    )
    return letter.isalpha() and 0 <= "abcdefghijklmnopqrstuvwxyz".index(letter.lower()) + number < 26


def _even_total_and_a_letter(item: Item) -> bool:
    return isinstance(item.data, Total) and item.data.extra.isalpha() and item.data.total % 2 == 0


def _it_depends(item: Item) -> bool:
    """Both are parts of lines that meet somewhere."""
    return isinstance(item.data, Larger) and item.data.one.times != item.data.two.times


def _figures_mislead(item: Item) -> bool:
    """The larger figure is in one, and that one is not larger for every number."""
    if not isinstance(item.data, Larger):
        return False
    one, two = (max(abs(line.plus), line.times * (line.times > 1)) for line in item.data)
    if one == two:
        return False
    larger, other = item.data if one > two else item.data[::-1]
    return bool(larger.times != other.times or larger.plus < other.plus)


def _alphabet_misleads(item: Item) -> bool:
    if not isinstance(item.data, Beside):
        return False
    named, (_, letter, plus) = item.data
    later = sorted((named, letter), key=lambda one: (one.lower(), one))[1]
    return bool((later == named) != (plus > 0))


CLAIMS: Mapping[str, Callable[[Item], bool]] = {
    "letter-as-label": lambda item: isinstance(item.data, Person),
    "along-the-alphabet": _another_letter_is_there,
    "letter-as-its-place": _letter_stays,
    "letter-as-one": _letter_and_more,
    "joins-number-and-letter": _letter_and_more,
    "all-letters-alike": _even_total_and_a_letter,
    "each-letter-has-to-be-known": lambda item: isinstance(item.data, Total),
    "one-value-only": lambda item: bool(item.text),
    "part-below-the-whole": lambda item: bool(item.text),
    "times-is-larger": _it_depends,
    "decides-by-one-number": _it_depends,
    "larger-figure-wins": _figures_mislead,
    "larger-beside-a-plus": lambda item: isinstance(item.data, Beside),
    "later-letter-is-larger": _alphabet_misleads,
}
"""By misconception id."""
