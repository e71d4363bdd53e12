"""How often three telling items and their answers put the misconception that is held first.

And whether students who hold two, go to and fro or only slip are told apart: see `benchmarks.manners`.
The tests take `rate` from here, over a tenth of the draws.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.manners import print_confusion
from benchmarks.tables import CORES, spread, table
from teachsim.domains.choosing import telling_apart
from teachsim.domains.registry import domain
from teachsim.roles.teacher.diagnosis import diagnose

if TYPE_CHECKING:
    from collections.abc import Sequence

DOMAIN = "arithmetic"
SLIP = 0.05
TARGET = 0.95
WORST = 5


class Draw(NamedTuple):
    """A misconception held, three items with answers, and the hypothesis that comes first."""

    held: str
    first: str
    """`(a tie)` when another is as probable."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--draws", type=int, default=3000)
    parser.add_argument("--students", type=int, default=300, help="of each manner and domain")
    parser.add_argument("--processes", type=int, default=CORES)
    given = parser.parse_args(arguments)
    draws: list[Draw] = spread(drawn, range(given.draws), given.processes)
    print(
        f"Draws of (misconception, three items chosen to tell it apart, slip {SLIP}), the misconceptions in\n"
        f"turn; seeds `diagnosis/0` to `diagnosis/{given.draws - 1}`. A tie is no win.\n"
    )
    row = (DOMAIN, str(len(draws)), str(len({d.held for d in draws})), f"{_share(draws):.4f}", str(TARGET))
    print(table(("domain", "draws", "misconceptions", "held strictly first", "target"), [row]))
    print(f"\nThe {WORST} misconceptions that come first least often:\n")
    print(table(("misconception", "draws", "first", "else first, most often"), _worst(draws)))
    print()
    print_confusion(given.students, given.processes)


def rate(draws: int) -> float:
    """Share of draws in which the held misconception comes strictly first."""
    return _share([drawn(seed) for seed in range(draws)])


def drawn(seed: int) -> Draw:
    """One draw; the misconceptions take turns."""
    arithmetic = domain(DOMAIN)
    rng = Random(f"diagnosis/{seed}")
    held = list(arithmetic.misconceptions)[seed % len(arithmetic.misconceptions)]
    kinds = arithmetic.misconceptions[held].kinds
    evidence = []
    for item in telling_apart(arithmetic, kinds, held, 3, rng, contrasts=1):
        ways = arithmetic.ways(item, [held])
        solution = rng.choices([w.solution for w in ways], [w.weight for w in ways])[0]
        if rng.random() < SLIP:
            solution = arithmetic.slip(item, solution, rng)
        evidence.append((item, solution.answer))
    likely, second, *_ = diagnose(arithmetic, evidence).hypotheses
    return Draw(held, likely.name if likely.probability > second.probability else "(a tie)")


def _share(draws: Sequence[Draw]) -> float:
    return sum(d.first == d.held for d in draws) / len(draws)


def _worst(draws: Sequence[Draw]) -> list[tuple[str, ...]]:
    """The misconceptions with the lowest shares, and what was taken for them."""
    by_held: dict[str, list[Draw]] = {}
    for draw in draws:
        by_held.setdefault(draw.held, []).append(draw)
    ranked = sorted(by_held.items(), key=lambda pair: (_share(pair[1]), pair[0]))
    rows: list[tuple[str, ...]] = []
    for held, of in ranked[:WORST]:
        others = Counter(d.first for d in of if d.first != held).most_common(1)
        taken = f"{others[0][0]} ({others[0][1]})" if others else "–"
        rows.append((held, str(len(of)), f"{_share(of):.3f}", taken))
    return rows


if __name__ == "__main__":
    main()
