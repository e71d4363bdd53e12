"""How figures are printed, and how work is spread over processes."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

T = TypeVar("T")
R = TypeVar("R")

CORES = os.cpu_count() or 1


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table that reads as well in a terminal: first column to the left, the rest to the right."""
    cells = [list(columns), *(list(row) for row in rows)]
    wide = [max(len(row[n]) for row in cells) for n in range(len(columns))]
    rule = ["-" * wide[0], *("-" * (width - 1) + ":" for width in wide[1:])]

    def line(row: Sequence[str]) -> str:
        first, *rest = row
        right = [cell.rjust(width) for cell, width in zip(rest, wide[1:], strict=True)]
        return f"| {' | '.join([first.ljust(wide[0]), *right])} |"

    return "\n".join(line(row) for row in (cells[0], rule, *cells[1:]))


def spread(work: Callable[[T], R], over: Sequence[T], processes: int) -> list[R]:
    """What the work gives for each, in order; in this process alone when processes is 1.

    Spawned, not forked: what a child computes must not depend on what its parent had cached.
    """
    if processes == 1:
        return [work(one) for one in over]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return list(pool.map(work, over, chunksize=max(1, min(50, len(over) // (4 * processes)))))
