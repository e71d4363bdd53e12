"""Means of measures over many students and sessions, with intervals.

The unit is a student in a session, drawn whole: what was measured within one depends on the rest of it.
Whatever was not measured is None and is left out.
"""

from __future__ import annotations

from itertools import chain
from random import Random
from typing import TYPE_CHECKING

from pydantic import BaseModel

from teachsim.measure.calibration import BINS, Bin, error_of
from teachsim.measure.intervals import RESAMPLES, percentiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from teachsim.measure.beliefs import Reliable
    from teachsim.measure.report import StudentMeasures

    Figure = float | None


class MeanOverAll(BaseModel):
    """A mean over students and sessions with its 95 % bootstrap interval, where two or more have it."""

    mean: float | None
    low: float | None = None
    high: float | None = None
    n: int


def over_all(sessions: Sequence[StudentMeasures], seed: int = 0) -> dict[str, MeanOverAll]:
    """The mean of every measure over sessions, each student in each a unit; resampled whole, seeded.

    ECE is that of all forecasts together, since that of few is biased upwards.
    source: Efron & Tibshirani 1993, ch. 13, percentile intervals
    """
    labels: dict[str, dict[str, None]] = {}
    for session in sessions:
        for field, value in session.moves:
            if isinstance(value, dict):
                labels.setdefault(field, {}).update(dict.fromkeys(value))
    rows = [dict(_flat(s, labels)) for s in sessions]
    rng = Random(seed)
    units = range(len(rows))
    drawn = [rng.choices(units, k=len(rows)) for _ in range(RESAMPLES)] if len(rows) > 1 else []
    found = {name: _mean([row.get(name) for row in rows], drawn) for name in dict.fromkeys(chain(*rows))}
    for block in ("beliefs", "predictions"):
        found[f"{block}.ece"] = _pooled([getattr(s, block).reliability for s in sessions], drawn)
    return found


def _mean(values: Sequence[float | None], drawn: Sequence[Sequence[int]]) -> MeanOverAll:
    """The mean of those that are there, in the sample and in each resample."""
    there = [v is not None for v in values]
    filled = [v or 0.0 for v in values]
    n = sum(there)
    if not n:
        return MeanOverAll(mean=None, n=0)
    mean = sum(filled) / n
    first = filled[there.index(True)]
    if n > 1 and all(v in (None, first) for v in values):
        return MeanOverAll(mean=first, low=first, high=first, n=n)  # whatever is drawn, the mean is this
    means = []
    for units in drawn:
        if weight := sum(map(there.__getitem__, units)):
            means.append(sum(map(filled.__getitem__, units)) / weight)
    return _with_interval(mean, means, n)


def _pooled(bins: Sequence[Sequence[Reliable]], drawn: Sequence[Sequence[int]]) -> MeanOverAll:
    """The calibration error of all forecasts together, resampled by session."""

    def error(units: Iterable[int]) -> float | None:
        sums = [Bin(0, 0.0, 0)] * BINS
        for unit in units:
            for k, b in enumerate(bins[unit]):
                was = sums[k]
                sums[k] = Bin(was.n + b.n, was.confidence + b.confidence, was.hits + b.hits)
        return error_of(sums)

    value = error(range(len(bins)))
    errors = [e for units in drawn if (e := error(units)) is not None]
    return _with_interval(value, errors, sum(bool(one) for one in bins))


def _with_interval(value: float | None, drawn: list[float], n: int) -> MeanOverAll:
    if value is None or n < 2:
        return MeanOverAll(mean=value, n=n)
    low, high = percentiles(drawn)
    return MeanOverAll(mean=value, low=low, high=high, n=n)


def _flat(session: StudentMeasures, labels: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, Figure]]:
    """Every figure by its path; a label of moves that a session with turns has not is a share of 0."""
    for block in _BLOCKS:
        for field, value in getattr(session, block):
            name = f"{block}.{field}"
            if isinstance(value, dict):
                filled = dict.fromkeys(labels[field], 0.0) if value and block == "moves" else {}
                for label, one in (filled | value).items():
                    if isinstance(one, list):
                        yield from ((f"{name}.{label}.{k}", x) for k, x in enumerate(one, 1))
                    else:
                        yield f"{name}.{label}", one
            elif not isinstance(value, list):
                yield name, value


_BLOCKS = (
    "outcomes", "beliefs", "predictions", "decisions", "self_belief", "second_order", "moves", "talk",
    "reveals", "violations",
)  # fmt: skip
