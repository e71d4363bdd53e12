"""Whether knowledge tracing finds the parameters its data were drawn from, and what an update costs.

The tests take `bkt_recovered` and `psikt_recovered` from here, over a tenth of the seeds or students.
"""

from __future__ import annotations

from argparse import ArgumentParser
from math import exp, log
from random import Random
from statistics import correlation, mean, median, stdev
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.tables import CORES, spread, table
from teachsim.measure.tracing import bktfit, psiktfit
from teachsim.measure.tracing.bkt import Parameters, simulated, trace
from teachsim.measure.tracing.factors import AFM, Growth, fit_afm
from teachsim.measure.tracing.psikt import Prerequisites, Traits
from teachsim.measure.tracing.psikt import simulated as psikt_simulated
from teachsim.measure.tracing.rows import Row
from teachsim.measure.tracing.scoring import foresight
from teachsim.roles.student.mind import sigmoid

if TYPE_CHECKING:
    from collections.abc import Sequence

TRUTHS = {
    "no forgetting": Parameters(known=0.3, learn=0.2, guess=0.2, slip=0.1),
    "forgetting": Parameters(known=0.3, learn=0.2, guess=0.2, slip=0.1, forget=0.05),
}
NAMES = ("known", "learn", "forget", "guess", "slip")
STUDENTS, ANSWERS = 400, 12

GROWTH = {"a": Growth(-0.8, 0.15), "b": Growth(0.3, 0.3), "c": Growth(-0.5, 0.0)}
AFM_STUDENTS, AFM_ANSWERS = 200, 30

GRAPH: Prerequisites = {"a": (), "b": ("a",), "c": ("a", "b"), "d": ("c",)}
A_DAY = 5
"""Answers of a day; within it they lie a hundredth of a day apart."""


class Recovery(NamedTuple):
    """What was fitted to one seed's data, and both AUCs on them."""

    fitted: Parameters
    own_auc: float
    """Of the parameters that the data were drawn from."""
    fitted_auc: float


class TraitRecovery(NamedTuple):
    """One trait over all students, on the scale of the search."""

    trait: str
    correlation: float
    error: float
    """Mean distance from the truth."""
    error_of_common: float
    """The same when everybody is given the fitted middle."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--updates", type=int, default=100_000)
    parser.add_argument("--students", type=int, default=100, help="of PSI-KT")
    parser.add_argument("--processes", type=int, default=CORES)
    given = parser.parse_args(arguments)
    _print_bkt(given.seeds, given.processes)
    print(
        f"\nThe forward pass of BKT over {given.updates} answers, CPU time, the best and the median of 5.\n"
    )
    times = sorted(updates_s(given.updates) for _ in range(5))
    row = (f"{given.updates}", f"{times[0]:.3f}", f"{median(times):.3f}", "0.1")
    print(table(("updates", "best s", "median s", "target s"), [row]))
    _print_afm(given.seeds, given.processes)
    for answers in (50, 200):
        print(
            f"\nPSI-KT, {given.students} students × {answers} answers to 4 components, {A_DAY} a day;\n"
            "α and σ by their logarithms, γ by its logit. Last: everybody is given the fitted middle.\n"
        )
        rows = [
            (one.trait, f"{one.correlation:.2f}", f"{one.error:.2f}", f"{one.error_of_common:.2f}")
            for one in psikt_recovered(given.students, answers)
        ]
        print(table(("trait", "correlation", "mean error", "that of the middle"), rows))


def bkt_recovered(seed: int, name: str) -> Recovery:
    """BKT fitted to 400 students of 12 answers each, drawn with this truth."""
    truth = TRUTHS[name]
    rng = Random(f"tracing/{seed}")
    sequences = [simulated(truth, ANSWERS, rng) for _ in range(STUDENTS)]
    fitted = bktfit.fit(sequences, forgets=truth.forget > 0).parameters
    return Recovery(fitted, _auc(truth, sequences), _auc(fitted, sequences))


def afm_recovered(seed: int) -> AFM:
    """AFM fitted to 200 students of 30 answers each, drawn with GROWTH and θ from N(0, 1)."""
    rng = Random(f"tracing/afm/{seed}")
    truth = AFM(GROWTH, {f"s{n}": rng.gauss(0, 1) for n in range(AFM_STUDENTS)})
    rows: list[Row] = []
    for student in truth.students:
        earlier = dict.fromkeys(GROWTH, 0)
        for _ in range(AFM_ANSWERS):
            k = rng.choice(list(GROWTH))
            right = rng.random() < truth.chance(student, {k: earlier[k]})
            rows.append(Row(student, "", (k,), right))
            earlier[k] += 1
    return fit_afm(rows)


def psikt_recovered(students: int, answers: int) -> list[TraitRecovery]:
    """PSI-KT's traits fitted to students whose traits are drawn with the priors' spreads."""
    rng = Random("tracing/psi-kt")
    truth: dict[str, Traits] = {}
    given = {}
    for n in range(students):
        student = f"s{n}"
        truth[student] = Traits(
            forgetting=exp(rng.gauss(log(0.3), 0.7)),
            level=rng.gauss(0.3, 1.0),
            volatility=exp(rng.gauss(log(0.5), 0.5)),
            transfer=sigmoid(rng.gauss(0, 1)),
        )
        asked = [(rng.choice(list(GRAPH)), n // A_DAY + n % A_DAY / 100) for n in range(answers)]
        given[student] = psikt_simulated(truth[student], GRAPH, asked, rng)
    fitted = psiktfit.fit(given, GRAPH)
    found = []
    for n, trait in enumerate(("ln α", "μ", "ln σ", "logit γ")):
        true = [_searched(one)[n] for one in truth.values()]
        own = [_searched(fitted.students[student])[n] for student in truth]
        common = _searched(fitted.common)[n]
        found.append(
            TraitRecovery(
                trait,
                correlation(true, own),
                mean(abs(a - b) for a, b in zip(true, own, strict=True)),
                mean(abs(a - common) for a in true),
            )
        )
    return found


def updates_s(count: int) -> float:
    """CPU seconds of so many updates."""
    rng = Random("tracing/updates")
    answers = [rng.random() < 0.6 for _ in range(count)]
    before = process_time()
    trace(TRUTHS["forgetting"], answers)
    return process_time() - before


def _auc(parameters: Parameters, sequences: Sequence[Sequence[bool]]) -> float:
    predicted = [p for one in sequences for p in trace(parameters, one).predicted]
    auc = foresight(predicted, [right for one in sequences for right in one]).auc
    assert auc is not None, "4,800 answers are neither all right nor all wrong"
    return auc


def _searched(traits: Traits) -> tuple[float, float, float, float]:
    g = traits.transfer
    return (log(traits.forgetting), traits.level, log(traits.volatility), log(g / (1 - g)))


def _spread(values: Sequence[float]) -> float:
    return stdev(values) if len(values) > 1 else 0.0


def _print_bkt(seeds: int, processes: int) -> None:
    print(
        f"BKT fitted by EM to {STUDENTS} simulated students of {ANSWERS} answers each, seeds `tracing/0` to\n"
        f"`tracing/{seeds - 1}`; F is fitted only where there is forgetting.\n"
    )
    rows = []
    aucs = []
    for name, truth in TRUTHS.items():
        found: list[Recovery] = spread(_Recovering(name), range(seeds), processes)
        for parameter in NAMES if truth.forget else [n for n in NAMES if n != "forget"]:
            values = [getattr(one.fitted, parameter) for one in found]
            true = getattr(truth, parameter)
            rows.append(
                (
                    name, parameter, f"{true:.3f}", f"{mean(values):.3f}", f"{_spread(values):.3f}",
                    f"{abs(mean(values) - true):.3f}", "0.05",
                )
            )  # fmt: skip
        own, fitted = [one.own_auc for one in found], [one.fitted_auc for one in found]
        off = max(abs(a - b) for a, b in zip(own, fitted, strict=True))
        aucs.append((name, f"{mean(own):.4f}", f"{mean(fitted):.4f}", f"{off:.4f}", "0.01"))
    print(table(("truth", "parameter", "true", "mean", "SD", "off", "target"), rows))
    print()
    columns = ("truth", "AUC of the truth", "AUC as fitted", "farthest apart", "target")
    print(table(columns, aucs))


def _print_afm(seeds: int, processes: int) -> None:
    print(
        f"\nAFM fitted to {AFM_STUDENTS} simulated students of {AFM_ANSWERS} answers each, seeds\n"
        f"`tracing/afm/0` to `tracing/afm/{seeds - 1}`.\n"
    )
    found: list[AFM] = spread(afm_recovered, range(seeds), processes)
    rows = []
    for component, truth in GROWTH.items():
        for name in ("ease", "rate"):
            values = [getattr(one.components[component], name) for one in found]
            true = getattr(truth, name)
            rows.append((component, name, f"{true:.3f}", f"{mean(values):.3f}", f"{_spread(values):.3f}"))
    print(table(("component", "parameter", "true", "mean", "SD"), rows))


class _Recovering(NamedTuple):
    """`bkt_recovered` with its truth named; other processes can be sent it."""

    name: str

    def __call__(self, seed: int) -> Recovery:
        return bkt_recovered(seed, self.name)


if __name__ == "__main__":
    main()
