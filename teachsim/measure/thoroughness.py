"""How many of the good questions one asks: predictions against references, matched one to one.

Whatever likens two sentences is handed in. From Python only: transcripts have no references, and question
sets that do are not ours to ship.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")


class Thoroughness(NamedTuple):
    """Precision and recall of a set of questions; None where there was nothing to match."""

    matched: float
    """The weight of the best matching: true positives, in parts."""
    precision: float | None
    recall: float | None
    f1: float | None


def exact(one: object, other: object) -> float:
    """1 where the two are the same."""
    return float(one == other)


def thoroughness(
    predicted: Sequence[T], references: Sequence[T], weight: Callable[[T, T], float] = exact
) -> Thoroughness:
    """What was said, against all that would have been good to say at that turn.

    weight: likeness of two sentences, in [0, 1]
    source: Al-Hossami et al. 2023, with a maximum-weight matching, which a greedy one may fall short of

    >>> thoroughness("abc", "bcd").f1
    0.6666666666666666
    """
    fewer, more = sorted((predicted, references), key=len)
    weights = [[weight(a, b) if fewer is predicted else weight(b, a) for b in more] for a in fewer]
    matched = _best(weights)
    precision = matched / len(predicted) if predicted else None
    recall = matched / len(references) if references else None
    if precision is None or recall is None:
        return Thoroughness(matched, precision, recall, None)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Thoroughness(matched, precision, recall, f1)


def _best(weights: Sequence[Sequence[float]]) -> float:
    """The greatest sum of weights with at most one from each row and column.

    The rows are the fewer: 2^rows sets of them, so a dozen at most.
    """
    if not weights:
        return 0.0
    columns = len(weights[0])

    @cache
    def best(column: int, free: int) -> float:
        if column == columns or not free:
            return 0.0
        taken = (
            weights[row][column] + best(column + 1, free & ~(1 << row))
            for row in range(len(weights))
            if free >> row & 1
        )
        return max(best(column + 1, free), *taken)

    return best(0, (1 << len(weights)) - 1)
