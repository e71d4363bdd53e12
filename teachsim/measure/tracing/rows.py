"""The table that every model reads: who answered what, which components it called for, and whether rightly.

An answer that is missing is None: nobody saw whether the student could. It is no opportunity, and it
moves no belief; BKT lets it pass as a step without practice.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Row(NamedTuple):
    """One answer of one student; rows of a student stand in the order in which they were given."""

    student: str
    item: str
    components: tuple[str, ...]
    """The knowledge components that the item calls for, at least one."""
    correct: bool | None
    """None where no answer was given or recorded."""
    time: float | None = None
    """Days, from wherever the table begins to count; None where nobody says."""
    activity: str | None = None
    """What the student did with the answer, such as `worked-example`; BKT can learn a rate for each."""


class Opportunity(NamedTuple):
    """An answer with what came before it, for each component that it calls for."""

    row: Row
    correct: bool
    successes: tuple[int, ...]
    """Earlier right answers of the student, for each of the row's components."""
    failures: tuple[int, ...]
    """Earlier wrong answers, likewise."""

    @property
    def earlier(self) -> tuple[int, ...]:
        """Earlier opportunities, for each of the row's components: n in AFM, from 0."""
        return tuple(s + f for s, f in zip(self.successes, self.failures, strict=True))


def opportunities(rows: Iterable[Row]) -> list[Opportunity]:
    """The answers that were given, in their order, each with the student's counts before it."""
    right: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    found: list[Opportunity] = []
    for row in rows:
        if row.correct is None:
            continue
        keys = [(row.student, component) for component in row.components]
        found.append(
            Opportunity(row, row.correct, tuple(right[k] for k in keys), tuple(wrong[k] for k in keys))
        )
        (right if row.correct else wrong).update(keys)
    return found


def by_student(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Each student's rows, students in the order of first sight."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.student, []).append(row)
    return found


def by_component(rows: Iterable[Row]) -> dict[str, dict[str, list[Row]]]:
    """For each component, for each student who met it, its rows; in the order of first sight."""
    found: dict[str, dict[str, list[Row]]] = {}
    for row in rows:
        for component in row.components:
            found.setdefault(component, {}).setdefault(row.student, []).append(row)
    return found
