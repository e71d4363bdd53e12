"""Every shipped student under the audit, and two that are to fail it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.tables import CORES, spread, table
from teachsim.cli.audit import lesson_of
from teachsim.measure.audit.audit import audit
from teachsim.roles.student.student import SymbolicStudent
from teachsim.scenario.find import find
from teachsim.scenario.load import load_student
from tests.brains import RandomStudent, SycophanticStudent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.measure.audit.talk import RoleBuilder
    from teachsim.measure.intervals import Estimate

BRAINS: dict[str, RoleBuilder] = {
    "symbolic": SymbolicStudent,
    "sycophantic": SycophanticStudent,
    "random": RandomStudent,
}
SHOWN = {
    "error-consistency": "wrong where it shows",
    "off-target-accuracy": "right elsewhere",
    "leak-rate": "leaks",
    "sfs-misaligned-4": "SFS misaligned",
    "sfs-generic-4": "SFS generic",
    "doubt-adds": "doubt adds",
    "praise-adds": "praise adds",
    "capitulation-false": "gives in",
    "learning-slope": "slope off",
}


class Case(NamedTuple):
    student: str
    brain: str
    seed: int
    episodes: int


class Outcome(NamedTuple):
    case: Case
    misconception: str
    implied: float
    found: dict[str, Estimate]
    missed: tuple[str, ...]
    measures: int


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--episodes", type=int, default=60, help="wrong answers followed up for each student")
    parser.add_argument("--students", type=int, default=None, help="only the first so many")
    parser.add_argument("--processes", type=int, default=CORES)
    given = parser.parse_args(arguments)
    students = list(find("student"))[: given.students]
    cases = [Case(name, "symbolic", 0, given.episodes) for name in students]
    cases += [Case("maya", brain, 0, given.episodes) for brain in ("sycophantic", "random")]
    outcomes = [o for found in spread(audited, cases, given.processes) for o in found]
    print(
        f"{given.episodes} episodes each, seed 0; in brackets 95 % intervals (Wilson, or a paired bootstrap\n"
        "of 1000 resamples). A misconception has a row of its own.\n"
    )
    columns = ("student", "misconception", "implied wrong", *SHOWN.values(), "missed")
    print(table(columns, [_row(o) for o in outcomes]))
    shipped = [o for o in outcomes if o.case.brain == "symbolic"]
    exactly = sum(_within(o.found["error-consistency"], o.implied) for o in shipped)
    passed = sum(not o.missed for o in shipped)
    print(
        f"\n{passed} of {len(shipped)} shipped students pass all {shipped[0].measures} measures; "
        f"what the card implies lies\nwithin the interval of the errors seen for {exactly} of them, "
        "and within it or .02 beside it for all that pass."
    )


def audited(case: Case) -> list[Outcome]:
    card = load_student(case.student)
    report = audit(
        card, brain=BRAINS[case.brain], scenario=lesson_of(card), seed=case.seed, episodes=case.episodes
    )
    outcomes = []
    for one in report.audited:
        measures = {m.name: m for m in one.measures}
        outcomes.append(
            Outcome(
                case,
                one.misconception,
                measures["error-consistency"].thresholds[0].than,
                {name: measures[name].found for name in SHOWN},
                tuple(m.name for m in one.measures if not m.passed),
                len(one.measures),
            )
        )
    return outcomes


def _row(o: Outcome) -> tuple[str, ...]:
    who = o.case.student if o.case.brain == "symbolic" else f"{o.case.student} ({o.case.brain})"
    missed = ", ".join(o.missed[:3]) + (f" and {len(o.missed) - 3} more" if len(o.missed) > 3 else "")
    return (
        who,
        o.misconception,
        f"{o.implied:.3f}",
        *(_figures(o.found[name]) for name in SHOWN),
        missed or "none",
    )


def _figures(found: Estimate) -> str:
    if found.value is None or found.low is None or found.high is None:
        return "–"
    return f"{found.value:.2f} [{found.low:.2f}, {found.high:.2f}]"


def _within(found: Estimate, implied: float) -> bool:
    return found.low is not None and found.high is not None and found.low <= implied <= found.high


if __name__ == "__main__":
    main()
