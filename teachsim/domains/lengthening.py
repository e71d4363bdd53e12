"""Makes longer items from ordinary ones: the extrapolation set.

An item is lengthened by writing some of its numerals with more figures and letting its domain read the
text again. Whether the result is still an item of its kind, with a right answer of the old form, is
asked of the domain; nothing here knows what the numbers mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.domains.numerals import digits, number_words, numerals, rewritten, shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from teachsim.domains.base import Domain, Item
    from teachsim.domains.numerals import Numeral

LONGEST_ITEM = 160
LONGEST_ANSWER = 30
"""Characters, as in Saxton et al. 2019; an answer in words may be as long as the ordinary item's."""
FURTHER = 2
"""Figures beyond the reach, at most."""
TRIES = 12
"""Ways in which one ordinary item is lengthened before another is taken."""


def lengthened(domain: Domain, item: Item, reach: int, rng: Random) -> Iterator[Item]:
    """Items of the same kind with a numeral of more than `reach` figures and an answer of the same form.

    At most TRIES of them, and often none: what this item says may allow no longer numbers.
    """
    found = numerals(item.text)
    ways = _WAYS if found else (_in_figures,)
    form = shape(domain.solve(item).answer.text)
    room = max(LONGEST_ANSWER, len(domain.solve(item).answer.text))
    for _ in range(TRIES):
        text = rng.choice(ways)(item.text, found, reach, rng)
        longer = domain.parse(text)
        if longer is None or longer.kind != item.kind or not reach < digits(longer.text) <= reach + FURTHER:
            continue
        if len(longer.text) > LONGEST_ITEM:
            continue
        answer = domain.solve(longer).answer
        if len(answer.text) <= room and shape(answer.text) == form and domain.grade(longer, answer):
            yield longer


def _one(text: str, found: list[Numeral], reach: int, rng: Random) -> str:
    """One numeral gets more figures at its end."""
    n = rng.randrange(len(found))
    return rewritten(text, found, {n: _appended(found[n], reach, rng)})


def _several(text: str, found: list[Numeral], reach: int, rng: Random) -> str:
    """Each numeral may get more figures."""
    chosen = [n for n in range(len(found)) if rng.random() < 0.5]
    return rewritten(text, found, {n: _appended(found[n], reach, rng) for n in chosen})


def _scaled(text: str, found: list[Numeral], reach: int, rng: Random) -> str:
    """Some numerals are multiplied by the same number, so that what divided still divides."""
    wholes = [n for n, numeral in enumerate(found) if numeral.text.isdigit() and numeral.whole > 1]
    if not wholes:
        return text
    chosen = rng.sample(wholes, rng.randint(1, len(wholes)))
    longest = max(found[n].whole for n in chosen)
    # the least factor that takes the longest of them beyond the reach, up to ten times that
    least = -(-(10**reach) // longest)
    factor = rng.randint(least, 10 * least)
    return rewritten(text, found, {n: str(factor * found[n].whole) for n in chosen})


def _moved(text: str, found: list[Numeral], reach: int, rng: Random) -> str:
    """Some numerals grow by the same number, so that what was the difference still is."""
    wholes = [n for n, numeral in enumerate(found) if numeral.text.isdigit()]
    if len(wholes) < 2:
        return text
    chosen = rng.sample(wholes, rng.randint(2, min(len(wholes), 4)))
    by = rng.randint(10**reach, 10 ** (reach + 1) - 1)
    return rewritten(text, found, {n: str(by + found[n].whole) for n in chosen})


def _in_figures(text: str, found: list[Numeral], reach: int, rng: Random) -> str:
    """A number word becomes a numeral in figures."""
    words = number_words(text)
    if not words:
        return text
    word = rng.choice(words)
    return text[: word.start] + str(rng.randrange(10**reach, 10 ** (reach + 2))) + text[word.end :]


def _appended(numeral: Numeral, reach: int, rng: Random) -> str:
    more = max(1, reach + 1 - numeral.digits + rng.randrange(2))
    tail = "".join(str(rng.randrange(10)) for _ in range(more - 1)) + str(rng.randint(1, 9))
    head = numeral.text
    if head == "0":  # no number is written 05
        return tail.lstrip("0")
    return head + tail


_WAYS: tuple[Callable[[str, list[Numeral], int, Random], str], ...] = (_one, _several, _scaled, _moved)
