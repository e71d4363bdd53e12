"""Whether the critique of an explanation names the seeded flaw, and whether its score follows mastery.

Explanations are made from worked solutions: of items of the shipped scenarios, the right one said in full,
and the same with one flaw put in. So the flaw, its dimension and its words are known. Span: intersection over
union of characters, where the flaw is in words that were said. The general suggestion must not contain the
right answer.

Score and mastery: students of the shipped scenarios, each at five strengths of its misconception, explain
three items; mastery is 1 less that strength. Spearman's rank correlation over all, ties by mean rank.
"""

from __future__ import annotations

import re
from argparse import ArgumentParser
from collections import defaultdict
from random import Random
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.tables import table
from teachsim.domains.registry import domain
from teachsim.roles.critic.explanations import explain_flaw
from teachsim.scenario.find import find_scenarios
from teachsim.scenario.load import load_scenario

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.domains.base import Domain, Item

STRENGTHS = (0.1, 0.3, 0.5, 0.7, 0.9)


class Seeded(NamedTuple):
    """An explanation with a known flaw; dimension and span None where it has none."""

    domain: Domain
    item: Item
    text: str
    dimension: str | None
    span: str | None
    role: str = "student"


def seeded(every: int) -> list[Seeded]:
    """Explanations of `every` items of each shipped scenario."""
    out = []
    for name in find_scenarios():
        scenario = load_scenario(name)
        subject = domain(scenario.domain)
        target = scenario.items.target
        for n in range(every):
            rng = Random(f"explained/{name}/{n}")
            kind = scenario.items.kinds[0]
            item = subject.generate(kind, target, rng)
            other = subject.generate(kind, target, rng)
            out += _of(subject, item, other, target, rng)
    return out


def _of(subject: Domain, item: Item, other: Item, target: str | None, rng: Random) -> list[Seeded]:
    """The right explanation, and one of each flaw that can be put in here."""
    steps = [s.text for s in subject.solve(item).steps]
    key = subject.solve(item).answer.text
    full = f"{_spoken(steps)} So it's {key}."
    out = [Seeded(subject, item, full, None, None)]
    out.append(Seeded(subject, item, f"It's {key}.", "lack_justification", None))
    out.append(Seeded(subject, item, "I like football.", "irrelevant", "I like football."))
    out.append(Seeded(subject, item, f"The answer is {key}.", "leak", f"The answer is {key}.", "teacher"))
    if len(steps) > 1:
        out.append(Seeded(subject, item, _spoken(steps[:-1]), "incomplete_reasoning", None))
    broken = [(n, wrong) for n, step in enumerate(steps) if (wrong := _broken(step, rng)) is not None]
    if broken:
        n, wrong = rng.choice(broken)
        said = [*steps[:n], wrong, *steps[n + 1 :]]
        out.append(
            Seeded(subject, item, f"{_spoken(said)} So it's {key}.", "incorrect_reasoning", _spoken([wrong]))
        )
    if target is not None:
        belief = rng.choice(subject.misconceptions[target].belief)
        wrong = subject.solve(item, (target,)).answer.text
        out.append(Seeded(subject, item, f"{belief} So it's {wrong}.", "incorrect_information", belief))
        out.append(Seeded(subject, item, belief, "incorrect_information", belief, "teacher"))
        if wrong != key:
            text = f"{_spoken(steps)} So I write {wrong}."
            if re.search(r"= *" + re.escape(key) + r"$", steps[-1]):
                out.append(Seeded(subject, item, text, "inconsistent_answer", None))
    if other.text != item.text:
        answer = subject.solve(other).answer.text
        text = f"{other.text} = {answer}."
        if "=" not in other.text and "__" not in other.text and not re.search("[a-z]{4}", other.text):
            out.append(Seeded(subject, item, text, "misunderstanding", other.text))
    return out


def _spoken(steps: Sequence[str]) -> str:
    return " ".join(step[:1].upper() + step[1:] + ("" if step.endswith(".") else ".") for step in steps)


def _broken(step: str, rng: Random) -> str | None:
    """A step with another result."""
    found = re.search(r"^(.*[-+×÷].*= ?)(\d+)$", step)
    return f"{found[1]}{int(found[2]) + rng.choice((1, 2, 3))}" if found else None


def overlap(one: str | None, other: str | None, text: str) -> float:
    """Intersection over union of the characters of two spans of a text."""
    if one is None or other is None:
        return 0.0
    at = [
        set(range(start, start + len(part))) if (start := text.find(part)) >= 0 else set()
        for part in (one, other)
    ]
    union = at[0] | at[1]
    return len(at[0] & at[1]) / len(union) if union else 0.0


def spearman(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Rank correlation; None where one side is constant."""
    ones, others = (_ranks([p[side] for p in pairs]) for side in (0, 1))
    a, b = fmean(ones), fmean(others)
    spread = sum((x - a) ** 2 for x in ones) * sum((y - b) ** 2 for y in others)
    return sum((x - a) * (y - b) for x, y in zip(ones, others, strict=True)) / spread**0.5 if spread else None


def _ranks(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    places: dict[float, list[int]] = defaultdict(list)
    for n, value in enumerate(ordered):
        places[value].append(n)
    return [fmean(places[value]) for value in values]


def by_mastery(items: int) -> list[tuple[float, float]]:
    """Mastery and score of explanations that simulated students give of their first answers."""
    from tests.lessons import student  # the tests' own way to one student on one item
    from tests.roles.talk import Talk

    out = []
    for name in find_scenarios():
        scenario = load_scenario(name)
        if scenario.domain != "arithmetic" or scenario.items.target is None:
            continue
        subject = domain(scenario.domain)
        for n in range(items):
            item = subject.generate(
                scenario.items.kinds[0], scenario.items.target, Random(f"mastery/{name}/{n}")
            )
            for strength in STRENGTHS:
                slot = subject.misconceptions[scenario.items.target].slot
                card = student(
                    scenario.items.target,
                    strength,
                    knows={slot: round(1 - strength, 2)},
                    traits={"slip": 0.0},
                )
                act = Talk(card, item.text, seed=n).last
                said = _spoken([s.text for s in act.steps]) + (
                    f" So it's {act.answer}." if act.answer else ""
                )
                out.append((1 - strength, float(explain_flaw(said, item, subject).score)))
    return out


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--items", type=int, default=8, help="items of each scenario")
    parser.add_argument("--misses", action="store_true", help="list what is named otherwise")
    options = parser.parse_args(arguments)
    rows = seeded(options.items)
    judged = [(r, explain_flaw(r.text, r.item, r.domain, role=r.role)) for r in rows]  # type: ignore[arg-type]
    if options.misses:
        for row, found in judged:
            if row.dimension != found.dimension:
                print(
                    row.item.text,
                    "|",
                    row.text,
                    "|",
                    row.dimension,
                    "|",
                    found.dimension,
                    found.flaw,
                    found.span,
                )
        return
    kinds = list(dict.fromkeys(r.dimension for r in rows))
    out = []
    for kind in kinds:
        mine = [(r, f) for r, f in judged if r.dimension == kind]
        spans = [
            overlap(f.span, r.span, r.text) for r, f in mine if r.span is not None and f.dimension == kind
        ]
        out.append([
            kind or "none", str(len(mine)), f"{fmean(f.dimension == kind for _, f in mine):.2f}",
            f"{fmean(spans):.2f}" if spans else "–", f"{fmean(f.score for _, f in mine):.1f}",
        ])  # fmt: skip
    print(table(["seeded flaw", "explanations", "named", "span IoU", "score: mean"], out))
    named = fmean(r.dimension == f.dimension for r, f in judged)
    leaks = sum(
        bool(re.search(rf"(?<![\w.]){re.escape(r.domain.solve(r.item).answer.text)}(?!\w)", f.general))
        for r, f in judged
    )
    print(
        f"\nAll: {len(judged)} explanations, dimension named {named:.2f},"
        f" general suggestions with the answer {leaks}."
    )
    pairs = by_mastery(max(1, options.items // 3))
    rho = spearman(pairs)
    print(
        f"Score and mastery: Spearman {rho:.2f} over {len(pairs)} explanations."
        if rho is not None
        else "Score and mastery: constant."
    )


if __name__ == "__main__":
    main()
