"""Effects that studies published, and the same effects in the simulated population.

Cohen's d between two conditions is the difference of mean shares right, divided by the pooled standard
deviation of scores: that of the students' own probabilities and, added in quadrature, that of a test of
12 items with right and wrong answers. The same students are in both conditions, so that differences
between groups are due to nothing else; the deviation is still that between persons, as in the studies.

`--search` fits the parameters of the population setting and of the moves of studies to the effects
marked as fitted, and to the orderings of benchmarks/ordinals.py that do not concern an effect marked as
unfitted. What it found is written into teachsim/roles/student/parameters.py and benchmarks/conditions.py
by hand; it is run again only to see whether another set would do as well.
"""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import replace
from functools import partial
from math import sqrt
from random import Random
from statistics import fmean, pvariance
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.conditions import STUDIED, Scores, Studied, means, outcomes, pupils
from benchmarks.tables import CORES, spread, table
from teachsim.roles.student.effects import Force
from teachsim.roles.student.parameters import POPULATION, Learning

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.conditions import Pupil, Taught

ITEMS = 12
"""Of a test."""

Test = str
"""A field of Scores."""


class Anchor(NamedTuple):
    """A published effect: one condition against another."""

    name: str
    source: str
    treated: str
    control: str
    test: Test
    published: float
    """Cohen's d or Hedges' g; where only a direction is settled, ±0.1, and `told` says so."""
    fitted: bool
    shift: float = 0.0
    """Added to every student's c: what a class knows."""
    gap: float | None = None
    """Two lessons each, the treated ones with so many days between them; None for one lesson."""
    told: str | None = None


ANCHORS = (
    Anchor("refutation against other text", "Schroeder & Kucera 2022",
           "refutation", "rule told", "now_transfer", 0.41, True),
    Anchor("erroneous examples against practice, now", "McLaren et al. 2015",
           "erroneous examples", "practice", "now_near", 0.0, True),
    Anchor("the same, a week later", "McLaren et al. 2015",
           "erroneous examples", "practice", "week_near", 0.33, True),
    Anchor("worked examples and practice against practice", "Barbieri et al. 2023",
           "examples + practice", "practice", "now_near", 0.45, True),
    Anchor("unassisted discovery against explicit", "Alfieri et al. 2011",
           "unassisted discovery", "rule told", "now_transfer", -0.38, True),
    Anchor("feedback", "Wisniewski et al. 2020",
           "practice", "problems, no feedback", "now_near", 0.48, False),
    Anchor("spacing: two lessons a week apart against two on end", "Cepeda et al. 2006",
           "rule told", "rule told", "week_near", 0.1, False, gap=7.0, told="above 0"),
    Anchor("problems first against instruction first, older", "Sinha & Kapur 2021",
           "problems first", "instruction first", "week_transfer", 0.36, False, shift=0.10),
    Anchor("the same, grades 2 to 5", "Sinha & Kapur 2021",
           "problems first", "instruction first", "week_transfer", -0.1, False, shift=-0.15,
           told="below 0"),
    Anchor("self-explanation in mathematics", "Rittle-Johnson et al. 2017",
           "self-explained examples", "worked examples", "now_near", 0.27, False),
    Anchor("enhanced discovery against other", "Alfieri et al. 2011",
           "guided discovery", "rule told", "week_transfer", 0.30, False),
)  # fmt: skip

WITHIN = 0.1
"""How near a fitted effect is to be."""


def effect(treated: Sequence[Taught], control: Sequence[Taught], test: Test) -> float:
    """Cohen's d of one condition against another on one test."""
    one, other = ([getattr(t.scores, test) for t in of] for of in (treated, control))
    return (fmean(one) - fmean(other)) / sqrt((_variance(one) + _variance(other)) / 2)


def _variance(shares: Sequence[float]) -> float:
    """Of scores in a test of ITEMS items, for students with these probabilities of a right answer."""
    return pvariance(shares) + fmean(p * (1 - p) for p in shares) / ITEMS


class Setup(NamedTuple):
    """All that the search may change."""

    how: Learning
    studied: Studied


CURRENT = Setup(POPULATION, STUDIED)


def measured(
    anchors: Sequence[Anchor], number: int, seed: int, setup: Setup = CURRENT
) -> dict[Anchor, tuple[float, float, float]]:
    """For each effect its d, and the shares right under treatment and control."""
    classes: dict[float, list[Pupil]] = {}
    runs: dict[tuple[str, float, float | None], list[Taught]] = {}

    def run(condition: str, shift: float, gap: float | None) -> list[Taught]:
        if shift not in classes:
            classes[shift] = pupils(number, "population", seed, setup.how, shift=shift)
        key = condition, shift, gap
        if key not in runs:
            runs[key] = outcomes(condition, classes[shift], seed, setup.studied, gap=gap)
        return runs[key]

    found = {}
    for anchor in anchors:
        without = None if anchor.gap is None else 0.0
        treated = run(anchor.treated, anchor.shift, anchor.gap)
        control = run(anchor.control, anchor.shift, without)
        shares = (getattr(means(of), anchor.test) for of in (treated, control))
        found[anchor] = (effect(treated, control, anchor.test), *shares)
    return found


# The search.

RANGES: dict[str, tuple[float, float]] = {
    "rate": (0.35, 0.90),
    "unlearning": (0.30, 0.70),
    "echo": (0.30, 0.90),
    "without_conflict": (0.40, 0.90),
    "without_replacement": (0.0, 0.50),
    "echo_days": (1.0, 2.3),
    "kept": (0.60, 0.80),
    "kept_if_found": (0.80, 0.95),
}
"""Fields of Learning and between what they may lie; what is not here is chosen, not fitted."""

STUDIED_RANGES: dict[str, dict[str, tuple[float, float]]] = {
    "practice": {"information": (0.10, 0.40), "conflict": (0.05, 0.40)},
    "erroneous": {"information": (0.05, 0.50), "conflict": (0.20, 0.50)},
    "exploring": {"evoked": (0.10, 0.60)},
    "guided": {"information": (0.30, 0.76), "conflict": (0.10, 0.40)},
}
"""The same for the moves of studies; those of a session's language keep the forces they have there."""


def drawn(around: Setup, width: float, rng: Random) -> Setup:
    """Parameters near these: each with chance .4 moved by up to this share of its range."""

    def near(value: float, low: float, high: float) -> float:
        if rng.random() >= 0.4:
            return value
        return round(min(max(value + rng.uniform(-width, width) * (high - low), low), high), 3)

    how = replace(around.how, **{f: near(getattr(around.how, f), *r) for f, r in RANGES.items()})
    forces = {
        name: Force(**{**getattr(around.studied, name)._asdict(),
                       **{f: near(getattr(getattr(around.studied, name), f), *r) for f, r in fields.items()}})
        for name, fields in STUDIED_RANGES.items()
    }  # fmt: skip
    return Setup(how, Studied(**forces))


def loss(setup: Setup, number: int, seed: int) -> float:
    """Squared misses in units of half the tolerance, and what orderings lack, steeply."""
    from benchmarks.ordinals import lacks

    fitted = [anchor for anchor in ANCHORS if anchor.fitted]
    classed = pupils(number, "population", seed, setup.how)
    runs: dict[str, list[Taught]] = {}

    def run(condition: str) -> list[Taught]:
        if condition not in runs:
            runs[condition] = outcomes(condition, classed, seed, setup.studied)
        return runs[condition]

    misses = [(effect(run(a.treated), run(a.control), a.test) - a.published) / (WITHIN / 2) for a in fitted]
    scores: Mapping[str, Scores] = _Lazy(run)
    return sum(miss * miss for miss in misses) + sum((100 * lack) ** 2 for lack in lacks(scores))


class _Lazy(dict[str, Scores]):
    """Shares right by condition, simulated when they are asked for."""

    def __init__(self, run: object) -> None:
        self.run = run

    def __missing__(self, condition: str) -> Scores:
        self[condition] = means(self.run(condition))  # type: ignore[operator]
        return self[condition]


def search(tries: int, number: int, seed: int, processes: int) -> Setup:
    """The best of this many: ever narrower steps away from the best so far."""
    rng = Random(f"search/{seed}")
    best, least = CURRENT, loss(CURRENT, number, seed)
    rounds = max(1, tries // 24)
    for n in range(rounds):
        width = 0.3 * (1 - n / rounds) + 0.03
        candidates = [drawn(best, width, rng) for _ in range(24)]
        losses = spread(partial(loss, number=number, seed=seed), candidates, processes)
        for candidate, one in zip(candidates, losses, strict=True):
            if one < least:
                best, least = candidate, one
        print(f"round {n + 1} of {rounds}: loss {least:.3f}", *best, sep="\n  ", flush=True)
    return best


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--search", type=int, metavar="TRIES", help="look for parameters instead")
    parser.add_argument("--processes", type=int, default=CORES)
    given = parser.parse_args(arguments)
    if given.search:
        search(given.search, given.pupils, given.seed, given.processes)
        return
    for fitted in (True, False):
        chosen = [anchor for anchor in ANCHORS if anchor.fitted is fitted]
        print(_told(fitted, given.pupils, given.seed))
        rows = [
            (a.name, a.source, a.test.replace("_", ", "), a.told or f"{a.published:+.2f}", f"{d:+.2f}",
             f"{treated:.3f}", f"{control:.3f}")
            for a, (d, treated, control) in measured(chosen, given.pupils, given.seed).items()
        ]  # fmt: skip
        print(table(("effect", "source", "test", "published d", "d", "share right", "control"), rows))


def _told(fitted: bool, number: int, seed: int) -> str:
    if fitted:
        return (
            f"{number} students of the population setting, seed {seed}. Fitted: each within {WITHIN} of the\n"
            "published effect is what the parameters were looked for.\n"
        )
    return "\nNot fitted, and looked at only once the parameters were settled; reported as they come.\n"


if __name__ == "__main__":
    main()
