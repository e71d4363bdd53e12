"""What conditions come to, and what one does more than another: means and paired differences.

Sessions are paired by everything in which they agree but what is compared, the seed among it, so that a
student is compared with itself. What is drawn again for an interval is the student with a seed, whole: all
its pairs together, since they share items and luck.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from random import Random
from statistics import stdev
from typing import TYPE_CHECKING, Any, NamedTuple

from teachsim.measure.intervals import NOTHING, RESAMPLES, Estimate, percentiles
from teachsim.scenario.experiment import fits

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from teachsim.scenario.experiment import Contrast, Experiment, OutcomeName

    Row = Mapping[str, Any]

ROUNDING = 1e-9
"""Below which a spread is that of floats alone."""
NOT_DECISIVE = "not decisive"


class ConditionMean(NamedTuple):
    """The mean of an outcome over the sessions of some factors' values."""

    factors: dict[str, Any]
    outcome: str
    estimate: Estimate


class Difference(NamedTuple):
    """A paired difference."""

    of: dict[str, Any]
    against: dict[str, Any]
    by: dict[str, Any]
    """The factor and value it is told apart by; empty for all together."""
    outcome: str
    estimate: Estimate
    """n counts students with a seed, not pairs; of students that are drawn, those of a seed are one."""
    pairs: int
    effect_size: float | None
    """dz: the mean over the standard deviation of the students' differences; None below two students."""

    @property
    def verdict(self) -> str:
        """`more` or `less` where the interval is on one side of 0, else `not decisive`."""
        low, high = self.estimate.low, self.estimate.high
        if low is None or high is None or low <= 0 <= high:
            return NOT_DECISIVE
        return "more" if low > 0 else "less"


def clustered(clusters: Mapping[Hashable, Sequence[float]], seed: str = "batch") -> Estimate:
    """The mean of all values with a percentile bootstrap interval in which clusters are drawn whole.

    source: Efron & Tibshirani 1993, ch. 13; clusters: Field & Welsh 2007, randomized cluster bootstrap
    """
    if not clusters:
        return NOTHING
    sums = [sum(values) for values in clusters.values()]
    sizes = [len(values) for values in clusters.values()]
    value = sum(sums) / sum(sizes)
    if len(clusters) < 2:
        return Estimate(value, None, None, len(clusters))
    drawn = _drawn(len(sums), seed)
    even = len(set(sizes)) == 1
    means = [
        sum(map(sums.__getitem__, which))
        / (len(sums) * sizes[0] if even else sum(map(sizes.__getitem__, which)))
        for which in drawn
    ]
    low, high = percentiles(means)
    return Estimate(value, low, high, len(clusters))


@lru_cache(maxsize=4)
def _drawn(n: int, seed: str) -> list[list[int]]:
    """Which clusters each resample consists of: the same for all outcomes of as many students."""
    rng = Random(f"{seed}/{n}")
    return [rng.choices(range(n), k=n) for _ in range(RESAMPLES)]


def unit(row: Row) -> tuple[str, int]:
    """Whom a row is about: a student with a seed."""
    return str(row["student"]), int(row["seed"])


def means(
    experiment: Experiment, rows: Sequence[Row], over: Sequence[str] | None = None
) -> list[ConditionMean]:
    """The mean of each outcome in each condition, in the order of the rows.

    over: the factors that tell conditions apart; all others are pooled. Left out: all that vary
    """
    names = varied(experiment, rows) if over is None else over
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(str(row[name]) for name in names)].append(row)
    return [
        ConditionMean({name: group[0][name] for name in names}, outcome, _mean(group, outcome))
        for group in groups.values()
        for outcome in experiment.outcomes
    ]


def _mean(rows: Iterable[Row], outcome: str) -> Estimate:
    clusters: dict[Hashable, list[float]] = defaultdict(list)
    for row in rows:
        if row[outcome] is not None:
            clusters[unit(row)].append(float(row[outcome]))
    return clustered(clusters)


def varied(experiment: Experiment, rows: Sequence[Row]) -> list[str]:
    """The factors that have more than one value."""
    return [name for name in experiment.factors if len({str(row[name]) for row in rows}) > 1]


def differences(experiment: Experiment, rows: Sequence[Row]) -> list[Difference]:
    """All contrasts that the experiment wants, each outcome and each value of `by` apart."""
    return [
        difference(experiment, rows, contrast, outcome, value)
        for contrast in experiment.contrasts
        for outcome in contrast.outcomes or experiment.outcomes
        for value in by_values(contrast, rows)
    ]


def by_values(contrast: Contrast, rows: Sequence[Row]) -> list[Any]:
    """The values by which a contrast is told apart; None alone where it is not."""
    if contrast.by is None:
        return [None]
    return list(dict.fromkeys(row[contrast.by] for row in rows if fits(dict(row), contrast.of)))


def difference(
    experiment: Experiment, rows: Sequence[Row], contrast: Contrast, outcome: OutcomeName, value: Any = None
) -> Difference:
    """One paired difference: of `contrast.of` less `contrast.against`.

    value: of the factor that the contrast is told apart by; None for all together
    """
    apart = {} if contrast.by is None else {contrast.by: value}
    pairs = paired(experiment, rows, contrast, outcome, apart)
    estimate = clustered(pairs)
    each = [sum(values) / len(values) for values in pairs.values()]
    spread = stdev(each) if len(each) > 1 else 0.0
    return Difference(
        contrast.of,
        contrast.against,
        apart,
        outcome,
        estimate,
        sum(map(len, pairs.values())),
        sum(each) / len(each) / spread if spread > ROUNDING else None,
    )


def paired(
    experiment: Experiment,
    rows: Sequence[Row],
    contrast: Contrast,
    outcome: OutcomeName,
    apart: Mapping[str, Any] = {},
) -> dict[Hashable, list[float]]:
    """By student with a seed, the differences between its sessions of the one sort and of the other.

    A session is paired with that of the other sort which agrees with it in every factor that neither sort
    names. Where an outcome was not measured in one of the two, there is no pair.
    """
    alike = [
        n for n in experiment.factors if n not in contrast.of and n not in contrast.against and n != "student"
    ]

    def key(row: Row) -> tuple[Hashable, ...]:
        return (*unit(row), *(str(row[name]) for name in alike))

    others: dict[Hashable, list[float]] = defaultdict(list)
    for row in rows:
        if fits(dict(row), contrast.against) and row[outcome] is not None:
            others[key(row)].append(float(row[outcome]))
    found: dict[Hashable, list[float]] = defaultdict(list)
    for row in rows:
        if row[outcome] is not None and fits(dict(row), {**contrast.of, **apart}):
            against = others.get(key(row))
            if against:
                found[unit(row)].append(float(row[outcome]) - sum(against) / len(against))
    return dict(found)
