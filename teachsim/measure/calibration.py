"""How well probabilities fit what was so: Brier, log score, expected calibration error, sharpness.

Pure functions of probabilities and outcomes; which probabilities a transcript holds, and what was so, is
settled in `beliefs`.
"""

from __future__ import annotations

from math import ceil, log
from statistics import fmean
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Bins = Literal["equal-width", "equal-mass"]

LEAST = 1e-6
"""Beliefs are logged to six places; a probability below this scores as this: at most 13.8 nats a miss.
Here and in `tracing`, so that one sure miss costs no more there than here."""
BINS = 10


class Forecast(NamedTuple):
    """A probability, and whether what it is of came true."""

    probability: float
    happened: bool


def brier(forecasts: Sequence[Forecast]) -> float | None:
    """Mean (p − y)², in [0, 1], lower is better; None of none. source: Brier 1950"""
    return fmean((p - y) ** 2 for p, y in forecasts) if forecasts else None


def log_score(forecasts: Sequence[Forecast]) -> float | None:
    """Mean −ln P(what happened), in nats, lower is better; None of none. source: Good 1952"""
    return fmean(-log(max(p if y else 1 - p, LEAST)) for p, y in forecasts) if forecasts else None


def multi_brier(belief: Mapping[str, float], truth: str) -> float:
    """Σ_h (b_h − 1[h = truth])², in [0, 2]; a truth that is no hypothesis counts as one of probability 0.

    >>> round(multi_brier({"a": .1, "b": .7, "c": .15, "d": .05}, "b"), 3)
    0.125
    """
    return sum((p - (h == truth)) ** 2 for h, p in belief.items()) + (truth not in belief)


def multi_log(belief: Mapping[str, float], truth: str) -> float:
    """−ln b(truth), in nats.

    >>> round(multi_log({"a": .1, "b": .7, "c": .15, "d": .05}, "b"), 6)
    0.356675
    """
    return -log(max(belief.get(truth, 0.0), LEAST))


class Bin(NamedTuple):
    """Forecasts of about the same probability."""

    n: int
    confidence: float
    """Sum of their probabilities."""
    hits: int


def binned(forecasts: Sequence[Forecast], bins: int = BINS, how: Bins = "equal-width") -> list[Bin]:
    """The forecasts in bins, lowest first.

    equal-width: right-closed, (k/bins, (k + 1)/bins], with 0 in the lowest; empty bins are among them
    equal-mass:  as equal in number as can be, equal probabilities in the order in which they came
    """
    if how == "equal-width":
        groups: list[list[Forecast]] = [[] for _ in range(bins)]
        for forecast in forecasts:
            # 1e-9: .07·100 is 7.000000000000001, and belongs to the bin that ends at .07
            groups[max(0, ceil(forecast.probability * bins - 1e-9) - 1)].append(forecast)
    else:
        ranked = sorted(forecasts, key=lambda f: f.probability)
        n = len(ranked)
        groups = [ranked[k * n // bins : (k + 1) * n // bins] for k in range(bins)]
    return [Bin(len(g), sum(f.probability for f in g), sum(f.happened for f in g)) for g in groups]


def error_of(bins: Sequence[Bin]) -> float | None:
    """Σ (n/N)·|accuracy − confidence| over bins; None where they are empty."""
    total = sum(b.n for b in bins)
    return sum(abs(b.hits - b.confidence) for b in bins) / total if total else None


def calibration_error(
    forecasts: Sequence[Forecast], bins: int = BINS, how: Bins = "equal-width"
) -> float | None:
    """Expected calibration error, in [0, 1]; None of none. Of few forecasts it is biased upwards.

    source: Naeini, Cooper & Hauskrecht 2015; equal mass: Nixon et al. 2019
    """
    return error_of(binned(forecasts, bins, how))
