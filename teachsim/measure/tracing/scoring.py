"""How well probabilities foresaw what happened: AUC, log-loss, Brier score, the usual three."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teachsim.measure.calibration import Forecast, brier, log_score

if TYPE_CHECKING:
    from collections.abc import Sequence


class Foresight(NamedTuple):
    """How well predictions fit. Each is None where there is nothing to reckon it from."""

    answers: int
    auc: float | None
    """P(a right answer had been given the higher probability than a wrong one), ties half; .5 is chance.
    None unless there are right and wrong answers."""
    log_loss: float | None
    """Mean of −ln P(what happened), floored as in `calibration`; lower is better."""
    brier: float | None
    """Mean squared distance from what happened, in [0, 1]; lower is better."""


def foresight(predicted: Sequence[float], happened: Sequence[bool]) -> Foresight:
    """The three scores of predictions of right answers.

    >>> foresight([.9, .6, .4], [True, False, False])._asdict()["auc"]
    1.0
    """
    pairs = [Forecast(p, y) for p, y in zip(predicted, happened, strict=True)]
    return Foresight(len(pairs), _auc(pairs), log_score(pairs), brier(pairs))


def _auc(pairs: Sequence[tuple[float, bool]]) -> float | None:
    """The Mann–Whitney statistic over ranks, ties at their mean rank."""
    ranked = sorted(pairs)
    right = sum(y for _, y in ranked)
    wrong = len(ranked) - right
    if not right or not wrong:
        return None
    rank_sum = 0.0
    start = 0
    while start < len(ranked):
        end = start
        while end < len(ranked) and ranked[end][0] == ranked[start][0]:
            end += 1
        rank_sum += (start + 1 + end) / 2 * sum(y for _, y in ranked[start:end])
        start = end
    return (rank_sum - right * (right + 1) / 2) / (right * wrong)
