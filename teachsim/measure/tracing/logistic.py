"""Ridge logistic regression: coefficients with standard errors, an intercept for each group if wanted.

Newton's method on the penalised likelihood. Some coefficients may be bounded below by 0: one that lies at
the bound and would be pushed through it is held there for the step (projected Newton, Bertsekas 1982).
Group intercepts touch each other nowhere, so they are eliminated before solving: a class of 1,000 costs
no more than its answers. Written out because nothing that teachsim needs otherwise brings linear algebra
along; the systems have a few dozen unknowns.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log1p, sqrt
from typing import TYPE_CHECKING, NamedTuple

from teachsim.roles.student.mind import sigmoid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROUNDS = 100
ENOUGH = 1e-9
"""Fall of the objective, relative to it, below which the minimum is found."""
HALVINGS = 40


class Case(NamedTuple):
    """One answer: the values of its coefficients (others 0), whether it was right, and its group."""

    values: Mapping[int, float]
    right: bool
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Regression:
    """What is to be estimated, and how strongly each estimate is drawn to 0."""

    ridges: Sequence[float]
    """For each coefficient the precision of its prior around 0 (1/variance); above 0."""
    bounded: frozenset[int] = frozenset()
    """Coefficients that may not be negative."""
    groups: int = 0
    group_ridge: float = 1.0
    """The same precision for the intercepts of groups."""


class Logistic(NamedTuple):
    """The penalised-likelihood estimate."""

    coefficients: tuple[float, ...]
    errors: tuple[float | None, ...]
    """Standard errors, from the curvature; None for a coefficient that its bound holds at 0."""
    intercepts: tuple[float, ...]
    """One for each group."""
    converged: bool


def fit(regression: Regression, cases: Sequence[Case]) -> Logistic:
    """The minimum of −log-likelihood plus half the ridges' sums of squares."""
    coefficients = [0.0] * len(regression.ridges)
    intercepts = [0.0] * regression.groups
    objective = _objective(regression, cases, coefficients, intercepts)
    for _ in range(ROUNDS):
        slope = _Slope(regression, cases, coefficients, intercepts)
        step, group_step = slope.newton()
        share = 1.0
        for _ in range(HALVINGS):
            trial = [
                max(at + share * by, 0.0) if n in regression.bounded else at + share * by
                for n, (at, by) in enumerate(zip(coefficients, step, strict=True))
            ]
            trial_intercepts = [at + share * by for at, by in zip(intercepts, group_step, strict=True)]
            reached = _objective(regression, cases, trial, trial_intercepts)
            if reached <= objective:
                break
            share /= 2
        else:
            break  # no step helps any more: as low as floating point goes
        fallen = objective - reached
        coefficients, intercepts, objective = trial, trial_intercepts, reached
        if fallen <= ENOUGH * (1 + objective):
            break
    else:
        return Logistic(tuple(coefficients), (None,) * len(coefficients), tuple(intercepts), converged=False)
    errors = _Slope(regression, cases, coefficients, intercepts).errors()
    return Logistic(tuple(coefficients), errors, tuple(intercepts), converged=True)


def _logit(case: Case, coefficients: Sequence[float], intercepts: Sequence[float]) -> float:
    own = intercepts[case.group] if case.group is not None else 0.0
    return own + sum(coefficients[n] * value for n, value in case.values.items())


def _objective(
    regression: Regression, cases: Sequence[Case], coefficients: Sequence[float], intercepts: Sequence[float]
) -> float:
    pulled = sum(r * c * c for r, c in zip(regression.ridges, coefficients, strict=True))
    pulled += regression.group_ridge * sum(i * i for i in intercepts)
    surprise = 0.0
    for case in cases:
        x = _logit(case, coefficients, intercepts)
        towards = x if case.right else -x
        surprise += log1p(exp(-towards)) if towards > -30 else -towards
    return surprise + pulled / 2


class _Slope:
    """Gradient and curvature at a point, group intercepts eliminated."""

    def __init__(
        self, regression: Regression, cases: Sequence[Case], coefficients: Sequence[float],
        intercepts: Sequence[float],
    ) -> None:  # fmt: skip
        size = len(coefficients)
        ridges = regression.ridges
        self.size = size
        gradient = [r * c for r, c in zip(ridges, coefficients, strict=True)]
        curvature = [[ridges[n] if n == m else 0.0 for m in range(size)] for n in range(size)]
        self.group_gradient = [regression.group_ridge * i for i in intercepts]
        self.group_curvature = [regression.group_ridge] * len(intercepts)
        self.between: list[dict[int, float]] = [{} for _ in intercepts]
        for case in cases:
            p = sigmoid(_logit(case, coefficients, intercepts))
            miss, weight = p - case.right, p * (1 - p)
            for n, value in case.values.items():
                gradient[n] += miss * value
                row = curvature[n]
                for m, other in case.values.items():
                    row[m] += weight * value * other
            if case.group is not None:
                self.group_gradient[case.group] += miss
                self.group_curvature[case.group] += weight
                between = self.between[case.group]
                for n, value in case.values.items():
                    between[n] = between.get(n, 0.0) + weight * value
        held = {n for n in regression.bounded if coefficients[n] <= 0 and gradient[n] > 0}
        self.free = [n for n in range(size) if n not in held]
        for bend, slope, between in zip(self.group_curvature, self.group_gradient, self.between, strict=True):
            for n, value in between.items():
                gradient[n] -= value * slope / bend
                row = curvature[n]
                for m, other in between.items():
                    row[m] -= value * other / bend
        self.gradient = gradient
        self.curvature = curvature

    def newton(self) -> tuple[list[float], list[float]]:
        """The step to the minimum of the parabola, for coefficients and for intercepts."""
        root = self._root()
        step = [0.0] * self.size
        solved = solve(root, [-self.gradient[n] for n in self.free])
        for n, by in zip(self.free, solved, strict=True):
            step[n] = by
        group_step = [
            -(slope + sum(value * step[n] for n, value in between.items())) / bend
            for bend, slope, between in zip(
                self.group_curvature, self.group_gradient, self.between, strict=True
            )
        ]
        return step, group_step

    def errors(self) -> tuple[float | None, ...]:
        """Standard errors of the free coefficients: the roots of the inverse's diagonal."""
        root = self._root()
        found: list[float | None] = [None] * self.size
        for place, n in enumerate(self.free):
            unit = [float(place == m) for m in range(len(self.free))]
            found[n] = sqrt(solve(root, unit)[place])
        return tuple(found)

    def _root(self) -> list[list[float]]:
        return cholesky([[self.curvature[n][m] for m in self.free] for n in self.free])


def cholesky(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    """The lower triangle L with LLᵀ = matrix, which must be symmetric and positive definite.

    >>> cholesky([[4.0, 2.0], [2.0, 5.0]])
    [[2.0], [1.0, 2.0]]
    """
    root: list[list[float]] = []
    for n, given in enumerate(matrix):
        row: list[float] = []
        for m in range(n + 1):
            rest = given[m] - sum(a * b for a, b in zip(row, root[m] if m < n else row, strict=False))
            row.append(rest / root[m][m] if m < n else sqrt(rest))
        root.append(row)
    return root


def solve(root: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """x of LLᵀx = right."""
    half: list[float] = []
    for n, row in enumerate(root):
        half.append((right[n] - sum(a * b for a, b in zip(row, half, strict=False))) / row[n])
    found = half[:]
    for n in range(len(root) - 1, -1, -1):
        found[n] /= root[n][n]
        for m in range(n):
            found[m] -= root[n][m] * found[n]
    return found
