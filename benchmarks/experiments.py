"""What Saha, Hase & Bansal 2023 found of teachers with a budget, as orderings in our experiments."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.tables import CORES, table
from teachsim.batch.batch import in_memory
from teachsim.batch.contrasts import Difference, clustered, difference, paired
from teachsim.batch.runs import planned
from teachsim.batch.tables import figure, with_interval
from teachsim.scenario.experiment import Contrast
from teachsim.scenario.load import load_experiment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from teachsim.measure.intervals import Estimate
    from teachsim.scenario.experiment import Experiment, OutcomeName

    Row = Mapping[str, Any]

PATH = "budget.interventions"
BUDGETS = (0.2, 0.4, 0.6, 0.8, 1.0)
NEAR = 0.05
"""How far from the upper bound still counts as near it."""


class Ordering(NamedTuple):
    """A finding, what it is read from, and whether it holds."""

    finding: str
    outcome: str
    estimate: Estimate
    holds: bool | None
    """None where there is no interval to decide by."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--replicates", type=int, default=16, help="seeds of each condition")
    parser.add_argument("--scenarios", type=int, default=4, help="the first so many of each experiment")
    parser.add_argument("--processes", type=int, default=CORES)
    given = parser.parse_args(arguments)
    rows: dict[str, list[dict[str, Any]]] = {}
    loaded: dict[str, Experiment] = {}
    for name in ("intervention-budget", "misaligned-teacher"):
        whole = load_experiment(name)
        changes = {"replicates": given.replicates, "scenarios": whole.scenarios[: given.scenarios]}
        loaded[name] = whole.model_copy(update=changes)
        rows[name] = in_memory(planned(loaded[name]), given.processes)
    budget = rows["intervention-budget"]
    found = [
        *orderings(loaded["intervention-budget"], budget),
        *misaligned(loaded["misaligned-teacher"], rows["misaligned-teacher"]),
    ]
    size = len(budget) + len(rows["misaligned-teacher"])
    print(
        f"{size} sessions; seeds 0 to {given.replicates - 1}, the same students, items and luck under every"
        " teacher.\nDifferences of shares right, with 95 % bootstrap intervals over students; b is the share"
        " of items\nthat may be explained. `practised` is what Saha et al. 2023 measure: practice items"
        " right when they were left.\n"
    )
    lines = [
        (
            one.finding,
            one.outcome,
            with_interval(one.estimate, signed=True),
            str(one.estimate.n),
            _said(one.holds),
        )
        for one in found
    ]
    print(table(("finding", "outcome", "difference [95 %]", "n", "holds"), lines))
    peak = highest(budget)
    print(
        "\nExpected utility's (`mental-model-both`) practice items right, by b: "
        + ", ".join(f"{b:g} {figure(value)}" for b, value in peak.items())
    )


def orderings(experiment: Experiment, rows: Sequence[Row]) -> list[Ordering]:
    """The findings about choosing items under a budget."""

    def of(
        one: str, other: str, outcome: OutcomeName, b: float | None = None, against: Any = None
    ) -> Difference:
        by = None if b is None else PATH
        contrast = Contrast(of={"teacher": one}, against={"teacher": other} | (against or {}), by=by)
        return difference(experiment, rows, contrast, outcome, b)

    chosen, drawn = "mental-model-both", "random-explanation"
    found = [
        _ordering(f"expected utility ≥ random, b = {b:g}", of(chosen, drawn, "practised", b), _not_less)
        for b in BUDGETS
    ]
    low = paired(experiment, rows, _between(chosen, drawn), "practised", {PATH: BUDGETS[0]})
    high = paired(experiment, rows, _between(chosen, drawn), "practised", {PATH: BUDGETS[-1]})
    each = {
        who: [sum(low[who]) / len(low[who]) - sum(high[who]) / len(high[who])] for who in low if who in high
    }
    gap = clustered(each)
    found.append(Ordering("… by more at b = 0.2 than at b = 1", "practised", gap, _more(gap)))
    found += [
        _ordering(
            f"true utility − expected utility, near 0, b = {b:g}",
            of("true-utility", chosen, "practised", b),
            _near,
        )
        for b in BUDGETS
    ]
    outcomes: tuple[OutcomeName, ...] = ("practised", "post", "delayed")
    found += [
        _ordering("personalised ≥ generic, all b", of("personalised", chosen, outcome), _not_less)
        for outcome in outcomes
    ]
    found += [
        _ordering(
            f"explained items help unexplained ones, b = {b:g}",
            of(chosen, "never", "post", b, {PATH: 0.0}),
            _more,
        )
        for b in BUDGETS
    ]
    found += [
        _ordering(
            f"choosing the approach too > examples drawn, b = {b:g}",
            of("expected-utility", drawn, "delayed", b),
            _more,
        )
        for b in BUDGETS
    ]
    return found


def misaligned(experiment: Experiment, rows: Sequence[Row]) -> list[Ordering]:
    """What becomes of students whose teacher means ill, or knows no better."""
    found = []
    for teacher in ("deceiver", "misinformed"):
        mine = [row for row in rows if row["teacher"] == teacher]
        gains = clustered({(row["student"], row["seed"]): [float(row["gain"])] for row in mine})
        found.append(Ordering(f"{teacher}: below its start", "gain", gains, _less(gains)))
        found.append(
            _ordering(
                f"{teacher} < never", difference(experiment, rows, _between(teacher, "never"), "post"), _less
            )
        )
    return found


def highest(rows: Sequence[Row]) -> dict[float, float]:
    """By budget, what is right of the practice items under expected utility; it may peak below 1."""
    of = {0.0: [r["practised"] for r in rows if r["teacher"] == "never"]}
    of |= {
        b: [r["practised"] for r in rows if r["teacher"] == "mental-model-both" and r[PATH] == b]
        for b in BUDGETS
    }
    return {b: sum(values) / len(values) for b, values in of.items()}


def _between(one: str, other: str) -> Contrast:
    return Contrast(of={"teacher": one}, against={"teacher": other})


def _ordering(finding: str, found: Difference, holds: Callable[[Estimate], bool | None]) -> Ordering:
    return Ordering(finding, found.outcome, found.estimate, holds(found.estimate))


def _more(estimate: Estimate) -> bool | None:
    return None if estimate.low is None else estimate.low > 0


def _less(estimate: Estimate) -> bool | None:
    return None if estimate.high is None else estimate.high < 0


def _not_less(estimate: Estimate) -> bool | None:
    """At least: it fails where the difference is decidedly below 0."""
    return None if estimate.high is None else estimate.high >= 0


def _near(estimate: Estimate) -> bool | None:
    if estimate.low is None or estimate.high is None:
        return None
    return estimate.low >= -NEAR and estimate.high <= NEAR


def _said(holds: bool | None) -> str:
    return "–" if holds is None else "yes" if holds else "no"


if __name__ == "__main__":
    main()
