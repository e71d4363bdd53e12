"""Whether the teacher of expected information knows after four answers what a student holds.

Students are drawn from the prior that the teacher has, all hypotheses of the kind in play; and students
whose rule was taken out of the hypotheses, whom it should call `unknown`. The tests take `students` and
`strangers` from here, over a tenth of them.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from random import Random
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.tables import CORES, spread, table
from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.domains.registry import domain, domains
from teachsim.measure.calibration import Forecast, binned, calibration_error
from teachsim.roles.teacher.belief import prior, relevant, top
from teachsim.roles.teacher.interview import QUESTIONS, interview, told_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.domains.base import Answer, Domain, Item

STUDENTS = 2000
STRANGERS = 4
SLIPS = (0.05, 0.1)
NAMED, CALIBRATED = 0.9, 0.05
WORST = 5


class Case(NamedTuple):
    """A student, by its number: the seed."""

    domain: str
    number: int
    slip: float
    closes: bool = False
    """Whether the teacher stops once its diagnosis is closed."""


class Found(NamedTuple):
    """What a student held, and what it was taken for. Misconceptions that no item tells apart are one."""

    kind: str
    held: str
    """`unknown` where it is none of the hypotheses."""
    named: str
    probability: float
    """Of what was named."""
    asked: int


class Stranger(NamedTuple):
    """A student whose rule is none of the hypotheses, by number."""

    domain: str
    kind: str
    rule: str
    number: int
    shown: bool
    """Whether it is asked items on which the rule shows, as practice would, or what tells most."""
    questions: int


class Met(NamedTuple):
    """What a stranger was taken for, and how far it could be told from the others."""

    stranger: Stranger
    named: str
    wrong: int
    unexplained: int
    """Wrong answers to which no hypothesis leads."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--students", type=int, default=STUDENTS, help="of each domain and rate of slips")
    parser.add_argument("--strangers", type=int, default=STRANGERS, help="of each kind and misconception")
    parser.add_argument("--processes", type=int, default=CORES)
    given = parser.parse_args(arguments)
    print(
        f"Students drawn from the teacher's prior (kinds in proportion to their hypotheses), at most\n"
        f"{QUESTIONS} questions, the next always the one that is expected to tell most; seeds\n"
        "`targets/DOMAIN/0` and on. `named` is of those who hold a misconception; misconceptions that no\n"
        "item tells apart count as one. ECE is of all, in ten bins of equal mass.\n"
    )
    rows, worst = [], []
    for name in domains():
        for slip, closes in ((SLIPS[0], False), (SLIPS[1], False), (SLIPS[0], True)):
            found = students(name, given.students, slip, given.processes, closes=closes)
            rows.append(_row(f"{name}, slip {slip:g}{', stops once closed' if closes else ''}", found))
            worst += found if (slip, closes) == (SLIPS[0], False) else []
    columns = ("students", "n", "named", "target", "`correct` named", "ECE", "at most", "questions: mean")
    print(table(columns, rows))
    print(f"\nConfidence and accuracy, bin by bin (all domains, slip {SLIPS[0]:g}):\n")
    print(table(("forecasts", "mean probability", "named rightly"), _bins(worst)))
    print(f"\nThe {WORST} kinds with the lowest shares:\n")
    print(table(("kind", "students", "named", "else, most often"), _worst(worst)))
    if not given.strangers:
        return
    print(
        "\nStudents who hold a rule that was taken out of the hypotheses, each misconception of each kind\n"
        "in turn. Asked what tells the others apart, many never meet an item on which the rule shows;\n"
        "asked four on which it does, as practice would, the rest look like holders of another. `told` is\n"
        "the share that gave two or more wrong answers to which no hypothesis leads.\n"
    )
    told = []
    for name in domains():
        for shown, questions in ((False, QUESTIONS), (False, 2 * QUESTIONS), (True, QUESTIONS)):
            strange = strangers(name, given.strangers, given.processes, shown=shown, questions=questions)
            label = f"{name}: {questions} items {'on which it shows' if shown else 'that tell most'}"
            told.append(_met(label, strange))
    columns_told = (
        "asked", "n", "`unknown` wins", "taken for `correct`", "for another", "told", "`unknown` of these",
    )  # fmt: skip
    print(table(columns_told, told))


def students(
    name: str, count: int, slip: float = SLIPS[0], processes: int = 1, *, closes: bool = False
) -> list[Found]:
    """This many students of a domain, each interviewed."""
    return spread(met, [Case(name, n, slip, closes) for n in range(count)], processes)


def strangers(
    name: str, each: int, processes: int = 1, *, shown: bool, questions: int = QUESTIONS
) -> list[Met]:
    """This many students of each kind and misconception, none of whose rules is a hypothesis."""
    of = domain(name)
    cases = [
        Stranger(name, kind, rule, n, shown, questions)
        for kind in of.kinds
        for rule in relevant(of, (kind,))
        for n in range(each)
    ]
    return spread(taken_for, cases, processes)


def met(case: Case) -> Found:
    """One student, drawn and interviewed."""
    of = domain(case.domain)
    rng = Random(f"targets/{case.domain}/{case.number}")
    kinds = list(of.kinds)
    kind = rng.choices(kinds, [len(relevant(of, (k,))) for k in kinds])[0]
    every = relevant(of, (kind,))
    belief = prior(of, every)
    held = rng.choices(list(belief), list(belief.values()))[0]
    rule, hypotheses = held, every
    if held == UNKNOWN:  # it holds one of these, and the teacher has not heard of it
        rule = rng.choice(every)
        hypotheses = tuple(h for h in every if h != rule)
    found = interview(
        of, (kind,), hypotheses, lambda item: answer(of, item, rule, case.slip, rng), until_closed=case.closes
    )
    alike = told_apart(of, (kind,), every)
    merged: Counter[str] = Counter()
    for name, p in found.belief.items():
        merged[alike.get(name, name)] += p  # type: ignore[assignment]
    named = top(merged)
    return Found(kind, alike.get(held, held), named, merged[named], len(found.asked))


def taken_for(stranger: Stranger) -> Met:
    """One student whose rule is no hypothesis, interviewed or asked items on which its rule shows."""
    of = domain(stranger.domain)
    rng = Random(f"strangers/{stranger.domain}/{stranger.kind}/{stranger.rule}/{stranger.number}")
    kind, rule = stranger.kind, stranger.rule
    hypotheses = tuple(h for h in relevant(of, (kind,)) if h != rule)
    if stranger.shown:
        from teachsim.roles.teacher.diagnosis import diagnose

        items = [of.generate(kind, rule, rng) for _ in range(stranger.questions)]
        asked = [(item, answer(of, item, rule, SLIPS[0], rng)) for item in items]
        named = diagnose(of, asked, hypotheses).hypotheses[0].name
    else:
        found = interview(
            of, (kind,), hypotheses, lambda item: answer(of, item, rule, SLIPS[0], rng),
            stranger.questions, until_closed=False,
        )  # fmt: skip
        asked, named = list(found.asked), top(found.belief)
    wrong = [(item, said) for item, said in asked if not of.grade(item, said)]
    unexplained = sum(
        not any(said.text in t for t in of.predict(item, (*hypotheses, CORRECT)).values())
        for item, said in wrong
    )
    return Met(stranger, named, len(wrong), unexplained)


def answer(of: Domain, item: Item, rule: str, slip: float, rng: Random) -> Answer:
    """What a holder of a rule writes, slips included."""
    ways = of.ways(item, () if rule == CORRECT else (rule,))
    solution = rng.choices([w.solution for w in ways], [w.weight for w in ways])[0]
    return (of.slip(item, solution, rng) if rng.random() < slip else solution).answer


def named_share(found: Sequence[Found]) -> float:
    """Of those who hold a misconception that is among the hypotheses, the share that is named."""
    return fmean(f.named == f.held for f in found if f.held not in (CORRECT, UNKNOWN))


def ece(found: Sequence[Found]) -> float:
    """Of all, in ten bins of equal mass."""
    return calibration_error(_forecasts(found), how="equal-mass") or 0.0


def _forecasts(found: Sequence[Found]) -> list[Forecast]:
    return [Forecast(f.probability, f.named == f.held) for f in found]


def _row(label: str, found: Sequence[Found]) -> tuple[str, ...]:
    correct = [f.named == CORRECT for f in found if f.held == CORRECT]
    return (
        label, str(len(found)), f"{named_share(found):.3f}", f"≥ {NAMED}",
        f"{fmean(correct):.3f}" if correct else "–", f"{ece(found):.3f}", f"≤ {CALIBRATED}",
        f"{fmean(f.asked for f in found):.2f}",
    )  # fmt: skip


def _bins(found: Sequence[Found]) -> list[tuple[str, ...]]:
    bins = binned(_forecasts(found), how="equal-mass")
    return [(str(b.n), f"{b.confidence / b.n:.3f}", f"{b.hits / b.n:.3f}") for b in bins if b.n]


def _worst(found: Sequence[Found]) -> list[tuple[str, ...]]:
    by_kind: dict[str, list[Found]] = {}
    for one in found:
        if one.held not in (CORRECT, UNKNOWN):
            by_kind.setdefault(one.kind, []).append(one)
    rows: list[tuple[str, ...]] = []
    for kind, of in sorted(by_kind.items(), key=lambda pair: (named_share(pair[1]), pair[0]))[:WORST]:
        other = Counter(f.named for f in of if f.named != f.held).most_common(1)
        taken = f"{other[0][0]} ({other[0][1]})" if other else "–"
        rows.append((kind, str(len(of)), f"{named_share(of):.3f}", taken))
    return rows


def _met(label: str, found: Sequence[Met]) -> tuple[str, ...]:
    told = [m.named == UNKNOWN for m in found if m.unexplained >= 2]
    shares = [
        fmean(m.named == UNKNOWN for m in found),
        fmean(m.named == CORRECT for m in found),
        fmean(m.named not in (CORRECT, UNKNOWN) for m in found),
        len(told) / len(found),
    ]
    return label, str(len(found)), *(f"{s:.3f}" for s in shares), f"{fmean(told):.3f}" if told else "–"


if __name__ == "__main__":
    main()
