"""The additive factors model and performance factors analysis: learning as a logit that grows with practice.

    AFM   logit P(right) = θ_student + Σ_k (β_k + γ_k·n_k)              n earlier opportunities
    PFA   logit P(right) = Σ_k (β_k + γ_k·successes_k + ρ_k·failures_k)

The sums go over the components that an item calls for. γ ≥ 0: practice, or a success, makes nobody worse.
Both are fitted by ridge logistic regression; students' θ have the prior N(0, 1), which also settles what
belongs to the students and what to the components.

source: Cen, Koedinger & Junker 2006 (AFM); Pavlik, Cen & Koedinger 2009 (PFA)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teachsim.measure.tracing import logistic
from teachsim.measure.tracing.logistic import Case, Regression
from teachsim.measure.tracing.rows import opportunities
from teachsim.roles.student.mind import sigmoid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from teachsim.measure.tracing.rows import Opportunity, Row

RIDGE = 0.01
"""Precision of the priors of β, γ and ρ: a standard deviation of 10 logits keeps what the data leave open
finite, and is otherwise not felt."""


class Growth(NamedTuple):
    """AFM's view of one component."""

    ease: float
    """β: logit of a right first answer by the average student; lower is harder."""
    rate: float
    """γ ≥ 0: logits gained at each opportunity."""
    ease_error: float | None = None
    """Standard errors; None for a rate that its bound holds at 0."""
    rate_error: float | None = None


class AFM(NamedTuple):
    """Fitted or given parameters of the additive factors model."""

    components: Mapping[str, Growth]
    students: Mapping[str, float]
    """θ: how much readier than the average student, in logits."""
    converged: bool = True
    """Whether the fit had settled when it was stopped."""

    def chance(self, student: str, earlier: Mapping[str, int]) -> float:
        """P(right) on an item that calls for these components, after so many opportunities at each.

        A student who was never seen counts as average, a component as one of ease 0.
        """
        return sigmoid(
            self.students.get(student, 0.0)
            + sum(g.ease + g.rate * n for k, n in earlier.items() if (g := self.components.get(k)))
        )

    def predicted(self, seen: Iterable[Opportunity]) -> list[float]:
        """P(right) of each answer."""
        return [
            self.chance(one.row.student, dict(zip(one.row.components, one.earlier, strict=True)))
            for one in seen
        ]


class Practice(NamedTuple):
    """PFA's view of one component."""

    ease: float
    """β: logit of a right first answer."""
    by_success: float
    """γ ≥ 0: logits gained by each right answer."""
    by_failure: float
    """ρ: logits gained, or lost, by each wrong one."""
    ease_error: float | None = None
    by_success_error: float | None = None
    by_failure_error: float | None = None


class PFA(NamedTuple):
    """Fitted or given parameters of performance factors analysis."""

    components: Mapping[str, Practice]
    converged: bool = True
    """Whether the fit had settled when it was stopped."""

    def chance(self, earlier: Mapping[str, tuple[int, int]]) -> float:
        """P(right) on an item that calls for these components, after (successes, failures) at each."""
        return sigmoid(
            sum(
                k.ease + k.by_success * successes + k.by_failure * failures
                for name, (successes, failures) in earlier.items()
                if (k := self.components.get(name))
            )
        )

    def predicted(self, seen: Iterable[Opportunity]) -> list[float]:
        """P(right) of each answer."""
        return [
            self.chance(
                {k: (s, f) for k, s, f in zip(one.row.components, one.successes, one.failures, strict=True)}
            )
            for one in seen
        ]


def fit_afm(rows: Iterable[Row], *, may_fall: bool = False) -> AFM:
    """The additive factors model of these answers.

    may_fall: whether γ may be negative after all, where falling is just what is to be seen
    """
    seen = opportunities(rows)
    names = _components(seen)
    students = list(dict.fromkeys(one.row.student for one in seen))
    place = {student: n for n, student in enumerate(students)}
    cases = [
        Case(
            {
                column: value
                for k, n in zip(one.row.components, one.earlier, strict=True)
                for column, value in ((2 * names[k], 1.0), (2 * names[k] + 1, float(n)))
            },
            one.correct,
            place[one.row.student],
        )
        for one in seen
    ]
    bounded = frozenset() if may_fall else frozenset(range(1, 2 * len(names), 2))
    found = logistic.fit(Regression([RIDGE] * (2 * len(names)), bounded, groups=len(students)), cases)
    c, e = found.coefficients, found.errors
    growth = {k: Growth(c[2 * n], c[2 * n + 1], e[2 * n], e[2 * n + 1]) for k, n in names.items()}
    return AFM(growth, dict(zip(students, found.intercepts, strict=True)), found.converged)


def fit_pfa(rows: Iterable[Row]) -> PFA:
    """Performance factors analysis of these answers."""
    seen = opportunities(rows)
    names = _components(seen)
    cases = [
        Case(
            {
                column: value
                for k, s, f in zip(one.row.components, one.successes, one.failures, strict=True)
                for column, value in enumerate((1.0, float(s), float(f)), 3 * names[k])
            },
            one.correct,
        )
        for one in seen
    ]
    bounded = frozenset(range(1, 3 * len(names), 3))
    found = logistic.fit(Regression([RIDGE] * (3 * len(names)), bounded), cases)
    c, e = found.coefficients, found.errors
    return PFA(
        {
            k: Practice(c[n], c[n + 1], c[n + 2], e[n], e[n + 1], e[n + 2])
            for k, n in ((k, 3 * n) for k, n in names.items())
        },
        found.converged,
    )


def _components(seen: Sequence[Opportunity]) -> dict[str, int]:
    names = dict.fromkeys(component for one in seen for component in one.row.components)
    return {name: n for n, name in enumerate(names)}
