"""Items of every kind by level, targets at every level, triples of every misconception, aids.

Whatever is asserted of them is counted again here on all of the catalogue, from the texts alone where
that can be done.
"""

from __future__ import annotations

import re
from argparse import ArgumentParser
from collections import Counter
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.tables import table
from teachsim.domains.aids import aids
from teachsim.domains.base import CORRECT
from teachsim.domains.grading import LEVELS, made, reach
from teachsim.domains.numerals import digits
from teachsim.domains.registry import domains
from teachsim.domains.triples import Answered, Triple, over_application, transfer, triples
from teachsim.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.domains.base import Domain, Item
    from teachsim.domains.grading import Level


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=10, help="items of each kind and level")
    parser.add_argument("--triples", type=int, default=3, help="triples of each misconception")
    parser.add_argument("--every", type=int, default=1, help="take every so manyth kind and misconception")
    settings = parser.parse_args(arguments)
    print(f"Seeds `benchmark/NAME`; {settings.items} items of each kind and level.\n")
    report_levels(settings.items, settings.every)
    report_targets(settings.every)
    report_triples(settings.triples, settings.every)
    report_aids(settings.items, settings.every)


# --- levels -----------------------------------------------------------------------------------------


def report_levels(items: int, every: int) -> None:
    rows, fewer, none = [], [], []
    for name, domain in domains().items():
        full: Counter[str] = Counter()
        breaches = again = 0
        kinds = domain.kinds[::every]
        for kind in kinds:
            found = {level: some(domain, kind, None, level, items) for level in LEVELS}
            for level, texts in found.items():
                full[level] += len(texts) == items
                again += texts != some(domain, kind, None, level, items)
                longer = [digits(text) > reach(domain, kind) for text in texts]
                breaches += longer.count(level != "extrapolation")
            fewer += [
                f"{kind} {len(found[level])} {level}" for level in LEVELS[:3] if len(found[level]) < items
            ]
            none += [] if found["extrapolation"] else [kind]
        rows.append([name, str(len(kinds)), *(str(full[one]) for one in LEVELS), str(breaches), str(again)])
    print(
        table(["kinds of", "kinds", *LEVELS, "on the wrong side of the reach", "other on repetition"], rows)
    )
    print(f"\nKinds with fewer different items: {', '.join(fewer) or 'none'}.")
    print(f"Kinds without extrapolation items: {', '.join(none) or 'none'}.\n")


def some(domain: Domain, kind: str, target: str | None, level: Level | None, n: int) -> list[str]:
    """Up to n items; fewer where there are no more."""
    for wanted in range(n, 0, -1):
        try:
            rng = Random(f"benchmark/{kind}/{target}/{level}")
            return [item.text for item in made(domain, kind, target=target, level=level, n=wanted, rng=rng)]
        except BadInput:
            continue
    return []


ORDINARY_AND_NOT: tuple[Level | None, ...] = (None, "extrapolation")


def report_targets(every: int) -> None:
    rows, missing = [], []
    for name, domain in domains().items():
        pairs = [(m.id, kind) for m in list(domain.misconceptions.values())[::every] for kind in m.kinds]
        counts: Counter[str] = Counter()
        silent = 0
        for target, kind in pairs:
            for level in ORDINARY_AND_NOT:
                texts = some(domain, kind, target, level, 1)
                counts[level or "ordinary"] += bool(texts)
                silent += any(right(domain, parsed(domain, text), target) for text in texts)
                missing += [] if texts else [f"{target} on {kind} ({level or 'ordinary'})"]
        rows.append(
            [name, str(len(pairs)), str(counts["ordinary"]), str(counts["extrapolation"]), str(silent)]
        )
    print(table(["targets in", "misconception and kind", "ordinary", "extrapolation", "holder right"], rows))
    print(f"\nNone for: {', '.join(missing) or 'none'}.\n")


# --- triples ----------------------------------------------------------------------------------------


TRIPLE_COLUMNS = [
    "triples in", "misconceptions", "with triples", "triples", "edit 1", "2 to 4", "more",
    "base of another kind", "not as defined", "transfer: holder", "knower", "over-application: holder",
    "knower",
]  # fmt: skip


class Missing(NamedTuple):
    name: str
    right: int
    """Of 200 random items of its kinds, how many its holder gets right."""


def report_triples(n: int, every: int) -> None:
    rows, missing = [], []
    for name, domain in domains().items():
        names = list(domain.misconceptions)[::every]
        found = {misconception: up_to(domain, misconception, n) for misconception in names}
        listed = [triple for some_triples in found.values() for triple in some_triples]
        wrong = sum(not fulfils(domain, triple) for triple in listed)
        far = Counter("1" if t.distance == 1 else "2 to 4" if t.distance <= 4 else "more" for t in listed)
        elsewhere = sum(t.base.kind not in domain.misconceptions[t.misconception].kinds for t in listed)
        rows.append(
            [name, str(len(names)), str(sum(map(bool, found.values()))), str(len(listed)), str(far["1"]),
             str(far["2 to 4"]), str(far["more"]), str(elsewhere), str(wrong), *measures(domain, listed)]
        )  # fmt: skip
        missing += [Missing(one, right_at_random(domain, one)) for one in names if not found[one]]
    print(table(TRIPLE_COLUMNS, rows))
    said = ", ".join(f"{one.name} ({one.right} of 200)" for one in missing) or "none"
    print(f"\nWithout triples, and how many random items of its kinds its holder gets right: {said}.\n")


def up_to(domain: Domain, name: str, n: int) -> list[Triple]:
    for wanted in dict.fromkeys((n, 1)):
        try:
            return triples(domain, name, wanted, Random(f"benchmark/{name}"))
        except BadInput:
            continue
    return []


def fulfils(domain: Domain, triple: Triple) -> bool:
    """Whether a triple is what it says, by solving and grading alone."""
    name, base, variant, breaking = triple
    (holders, *_) = domain.ways(breaking, (name,))
    return (
        all(
            domain.grade(item, way.solution.answer)
            for item in (base, variant)
            for way in domain.ways(item, (name,))
        )
        and base.kind == variant.kind
        and set(domain.slots(base)) == set(domain.slots(variant))
        and domain.shows(name, breaking)
        and name in holders.solution.fired
        and not domain.grade(breaking, holders.solution.answer)
    )


def measures(domain: Domain, listed: Sequence[Triple]) -> list[str]:
    """Transfer, then over-application, each of who holds it and of who holds nothing."""
    shown = []
    for measure, part in ((transfer, "same_rule"), (over_application, "rule_breaking")):
        for holds in (True, False):
            answers = []
            for triple in listed:
                held = triple.misconception if holds else CORRECT
                written = domain.predict(getattr(triple, part), (held,))[held]
                answers.append(Answered(triple, max(written, key=lambda text: written[text])))
            value = measure(domain, answers)
            shown.append("" if value is None else f"{value:.3f}")
    return shown


def right_at_random(domain: Domain, name: str) -> int:
    kinds = domain.misconceptions[name].kinds
    rng = Random(f"benchmark/{name}/random")
    drawn = (domain.generate(kinds[n % len(kinds)], None, rng) for n in range(200))
    return sum(right(domain, item, name) for item in drawn)


def right(domain: Domain, item: Item, name: str) -> bool:
    return domain.grade(item, domain.solve(item, (name,)).answer)


def parsed(domain: Domain, text: str) -> Item:
    item = domain.parse(text)
    assert item is not None, text
    return item


# --- aids -------------------------------------------------------------------------------------------


def report_aids(items: int, every: int) -> None:
    rows = []
    for name, domain in domains().items():
        drawn = [
            domain.generate(kind, None, Random(f"benchmark/{kind}/{n}"))
            for kind in domain.kinds[::every]
            for n in range(items)
        ]
        found = [(item, aids(domain, item)) for item in drawn]
        rows.append(
            [name, str(len(found)), *(
                f"{sum(len(getattr(one, sort)) for _, one in found) / len(found):.1f}"
                for sort in ("concepts", "hints", "misleading")
            ), str(sum(not (one.concepts and one.hints) for _, one in found)),
             str(sum(tells(domain, item) for item, _ in found))]
        )  # fmt: skip
    print(table(["aids in", "items", "concepts", "hints", "misleading", "without", "with the answer"], rows))


def tells(domain: Domain, item: Item) -> bool:
    """Whether any aid has the right answer in it."""
    found = aids(domain, item)
    said = [*found.concepts, *found.hints, *(one.text for one in found.misleading)]
    answer = re.escape(domain.solve(item).answer.text)
    return any(re.search(rf"(?<![\w./]){answer}(?![\w/]|\.\d)", line, re.IGNORECASE) for line in said)


if __name__ == "__main__":
    main()
