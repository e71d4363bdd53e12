"""Right solutions and marks against sympy, which knows nothing of columns, denominators or our trees.

Of each item: the solver's answer has to be right, and what was marked has to be marked as sympy would:
that answer, one with a slip in it, and the answer of one holder of each misconception in turn.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.tables import table
from teachsim.domains.registry import domains

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from teachsim.domains.base import Answer, Domain, Item

SHOWN = 5
"""Disagreements of a kind that are printed."""


class Agreement(NamedTuple):
    """What came of the items of one kind."""

    kind: str
    marked: int
    """Answers that both marked; one right only when rounded is left to the topic."""
    wrong_solutions: tuple[str, ...]
    wrong_marks: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> None:
    from benchmarks.oracle import NOT_JUDGED  # sympy: half a second

    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--items", type=int, default=5_000, help="items of each kind")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    given = parser.parse_args(arguments)
    print(f"{given.items} items of each kind, drawn from seeds `agreement/KIND/N` with N from 0.\n")
    ask = partial(agreement, items=given.items)
    if given.processes > 1:
        with ProcessPoolExecutor(given.processes) as pool:
            found = list(pool.map(ask, judged()))
    else:
        found = list(map(ask, judged()))
    rows = [
        (a.kind, str(given.items), str(len(a.wrong_solutions)), str(a.marked), str(len(a.wrong_marks)))
        for a in found
    ]
    rows.append(
        ("all", str(given.items * len(found)), str(sum(len(a.wrong_solutions) for a in found)),
         str(sum(a.marked for a in found)), str(sum(len(a.wrong_marks) for a in found)))
    )  # fmt: skip
    print(table(["item kind", "items", "wrong solutions", "answers marked", "disagreements"], rows))
    for line in (line for a in found for line in (*a.wrong_solutions[:SHOWN], *a.wrong_marks[:SHOWN])):
        print(f"\n{line}")
    print("\nNot for sympy to judge:\n")
    print(table(["item kind", "why"], list(NOT_JUDGED.items())))


def judged() -> tuple[str, ...]:
    """The kinds that sympy can judge, in the domains' order."""
    from benchmarks.oracle import JUDGES

    return tuple(kind for domain in domains().values() for kind in domain.kinds if kind in JUDGES)


def agreement(kind: str, items: int) -> Agreement:
    """What solver and marks say of random items of one kind, beside what sympy says."""
    from benchmarks.oracle import JUDGES

    judge, domain = JUDGES[kind], domain_of(kind)
    marked = 0
    solutions: list[str] = []
    marks: list[str] = []
    for n in range(items):
        item = domain.generate(kind, None, Random(f"agreement/{kind}/{n}"))
        solution = domain.solve(item).answer
        if judge(item.text, solution.text) is False:
            solutions.append(f"{item.text} is not {solution.text}")
        for answer in dict.fromkeys(_answers(domain, item, n)):
            right = judge(item.text, answer.text)
            marked += right is not None
            if right is not None and domain.grade(item, answer) != right:
                marks.append(f"{item.text} answered {answer.text} is {'right' if right else 'wrong'}")
    return Agreement(kind, marked, tuple(solutions), tuple(marks))


@cache
def domain_of(kind: str) -> Domain:
    """The domain that has this kind."""
    return next(domain for domain in domains().values() if kind in domain.kinds)


@cache
def _held_on(kind: str) -> tuple[str, ...]:
    domain = domain_of(kind)
    return tuple(name for name, m in domain.misconceptions.items() if kind in m.kinds)


def _answers(domain: Domain, item: Item, n: int) -> Iterator[Answer]:
    """The right one, that with a slip, and that of a holder."""
    solution = domain.solve(item)
    yield solution.answer
    yield domain.slip(item, solution, Random(n)).answer
    if held := _held_on(item.kind):
        yield domain.solve(item, [held[n % len(held)]]).answer


if __name__ == "__main__":
    main()
