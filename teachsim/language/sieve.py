"""Many patterns searched at the price of a few: each only where a word that it cannot do without is there.

A pattern that begins with a choice of words is tried by `re` at every place of a sentence, at 5 to 20 µs.
Whether one of its words is in the sentence at all costs 0.05 µs a word, and mostly none is. The words are
found from the pattern itself, so that the result is the same as without.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


Name = TypeVar("Name")


class Sieve(Generic[Name]):
    """Which of several groups of patterns are found in a lower-case text; compiled when needed."""

    def __init__(self, groups: Mapping[Name, Iterable[str]]) -> None:
        self._patterns = [(name, pattern) for name, patterns in groups.items() for pattern in patterns]
        self._compiled: dict[int, re.Pattern[str]] = {}
        self._by_start: dict[str, list[tuple[str, list[int]]]] | None = None
        self._always: list[int] = []

    def found(self, text: str) -> set[Name]:
        """The groups of which a pattern is found anywhere."""
        if self._by_start is None:
            self._by_start = self._sorted_by_word()
        there = {text[n : n + START] for n in range(len(text) - START + 1)}
        likely = {
            n
            for start in self._by_start.keys() & there
            for word, places in self._by_start[start]
            if word in text
            for n in places
        }
        found: set[Name] = set()
        for n in (*self._always, *sorted(likely)):
            name, pattern = self._patterns[n]
            if name not in found and self._compile(n, pattern).search(text):
                found.add(name)
        return found

    def _compile(self, n: int, pattern: str) -> re.Pattern[str]:
        if n not in self._compiled:
            self._compiled[n] = re.compile(pattern)
        return self._compiled[n]

    def _sorted_by_word(self) -> dict[str, list[tuple[str, list[int]]]]:
        """By the first letters of each word that is needed: the word, and the patterns that need it."""
        by_word: dict[str, list[int]] = {}
        for n, (_, pattern) in enumerate(self._patterns):
            words = needed(pattern)
            if not words or min(map(len, words)) < START:
                self._always.append(n)
                continue
            for word in map(str.lower, words):  # a text is lower-case, whatever a pattern is
                by_word.setdefault(word, []).append(n)
        by_start: dict[str, list[tuple[str, list[int]]]] = {}
        for word, places in by_word.items():
            by_start.setdefault(word[:START], []).append((word, places))
        return by_start


START = 3
"""Letters by which a word is looked up."""


def needed(pattern: str) -> tuple[str, ...]:
    """Pieces of text of which every match of a pattern has at least one; none where that cannot be said.

    >>> needed("(?:good|well) (?:done|bye)s?")
    ('good', 'well')
    >>> needed("[0-9]+")
    ()
    """
    # re's own parser, the same in Python 3.11 to 3.14; there is no public one
    parsed: Any = import_module("re._parser").parse(pattern)
    return _needed(parsed) or ()


def _needed(parsed: Iterable[tuple[Any, Any]]) -> tuple[str, ...] | None:
    """The best choice of pieces in a sequence: the longest shortest piece."""
    choices: list[tuple[str, ...]] = []
    run = ""
    for operation, value in parsed:
        name = str(operation)
        if name == "LITERAL":
            run += chr(value)
            continue
        if name == "AT":
            continue  # it takes no room
        if len(run) > 1:
            choices.append((run,))
        run = ""
        inner = _inside(name, value)
        if inner:
            choices.append(inner)
    if len(run) > 1:
        choices.append((run,))
    return max(choices, key=lambda words: (min(map(len, words)), -len(words)), default=None)


def _inside(name: str, value: Any) -> tuple[str, ...] | None:
    """What a part of a pattern cannot do without."""
    if name == "SUBPATTERN":
        return _needed(value[-1])
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _needed(value[2]) if value[0] > 0 else None
    if name == "ATOMIC_GROUP":
        return _needed(value)
    if name == "BRANCH":
        branches = [_needed(branch) for branch in value[1]]
        if any(branch is None for branch in branches):
            return None
        return tuple(dict.fromkeys(word for branch in branches if branch for word in branch))
    return None
