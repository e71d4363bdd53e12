"""What one solution with its trace costs, and what a diagnosis costs."""

from __future__ import annotations

from argparse import ArgumentParser
from functools import partial
from random import Random
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.tables import table
from teachsim.domains.registry import domains
from teachsim.roles.teacher.diagnosis import diagnose

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from teachsim.domains.base import Answer, Item
    from teachsim.domains.topical import TopicDomain

REPEATS = 5
"""Of every solve, the median of which counts, so that one interruption does not."""


class Timed(NamedTuple):
    microseconds: float
    what: str


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=30, help="items of each kind")
    items: int = parser.parse_args(arguments).items
    print(
        f"One solve with its trace, the median of {REPEATS}: the right one, and with each misconception\n"
        f"that can show on the kind; {items} items of each kind, seeds `solving/KIND/N` with N from 0.\n"
    )
    pairs = [(domain, kind) for domain in domains().values() for kind in domain.kinds]
    columns = "item kind,right: median µs,max µs,misconceptions,wrong: median µs,max µs,the max is of"
    print(table(columns.split(","), [_solving(domain, kind, items) for domain, kind in pairs]))
    print(
        f"\nOne `diagnose` of three answers, with the items it advises, {items} times, seeds\n"
        "`diagnosing/KIND/N` with N from 0: with nothing kept of any item; on three items not seen before,\n"
        "the items among which advice is sought being kept; and the same again, when every table is there.\n"
    )
    columns = (
        "item kind,nothing kept: median ms,max ms,unseen: median ms,max ms,from the table: median ms,max ms"
    )
    print(table(columns.split(","), [_diagnosing(domain, kind, items) for domain, kind in pairs]))


def _solving(domain: TopicDomain, kind: str, count: int) -> tuple[str, ...]:
    items = [domain.generate(kind, None, Random(f"solving/{kind}/{n}")) for n in range(count)]
    right = [_timed(domain, item, None) for item in items]
    held = [m.id for m in domain.misconceptions.values() if kind in m.kinds]
    wrong = [_timed(domain, item, misconception) for item in items for misconception in held]
    worst = max(wrong, default=Timed(0, "–"))
    return (
        kind,
        f"{median(t.microseconds for t in right):.0f}",
        f"{max(t.microseconds for t in right):.0f}",
        str(len(held)),
        f"{median(t.microseconds for t in wrong):.0f}" if wrong else "–",
        f"{worst.microseconds:.0f}" if wrong else "–",
        worst.what,
    )


def _timed(domain: TopicDomain, item: Item, misconception: str | None) -> Timed:
    held = (misconception,) if misconception else ()
    took = []
    for _ in range(REPEATS):
        domain.forget()  # what is kept from the last time would be all that is measured
        took.append(_ms(partial(domain.solve, item, held)))
    return Timed(1000 * median(took), misconception or "")


def _diagnosing(domain: TopicDomain, kind: str, count: int) -> tuple[str, ...]:
    asked = [_answers(domain, kind, f"diagnosing/{kind}/{n}") for n in range(-1, count)]
    bare = []
    for three in asked[1:]:
        domain.forget()
        bare.append(_ms(partial(diagnose, domain, three)))
    domain.forget()
    _, *unseen = [_ms(partial(diagnose, domain, three)) for three in asked]
    known = [_ms(partial(diagnose, domain, three)) for three in asked[1:]]
    return kind, *(f"{value:.1f}" for took in (bare, unseen, known) for value in (median(took), max(took)))


def _answers(domain: TopicDomain, kind: str, seed: str) -> list[tuple[Item, Answer]]:
    """Three items, and the answers of a holder of a misconception that shows on them, if there is one."""
    rng = Random(seed)
    held = rng.choice([m.id for m in domain.misconceptions.values() if kind in m.kinds] or [None])
    items = [domain.generate(kind, held, rng) for _ in range(3)]
    return [(item, domain.solve(item, (held,) if held else ()).answer) for item in items]


def _ms(work: Callable[[], object]) -> float:
    """Wall time."""
    before = perf_counter()
    work()
    return 1000 * (perf_counter() - before)


if __name__ == "__main__":
    main()
