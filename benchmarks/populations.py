"""What it costs a teacher to be wrong about students in general: its figures as they are, as the mean, wrong.

A teacher reckons with a population's means, for it cannot know this student's own. Here students differ in
how often they slip and how fast they learn, and the same sessions are played by teachers who are told the
student's own figures, who take the mean, and who take others.
"""

from __future__ import annotations

import asyncio
import json
from argparse import ArgumentParser
from dataclasses import replace
from itertools import product
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.tables import CORES, spread, table
from teachsim.engine.cards import TeacherCard
from teachsim.engine.session import play
from teachsim.measure.beliefs import belief_scores
from teachsim.measure.intervals import paired
from teachsim.measure.summary import summarise
from teachsim.roles.build import stage, start
from teachsim.roles.teacher.population import MEAN, Population
from teachsim.roles.teacher.teacher import SymbolicTeacher
from teachsim.scenario.load import load_scenario, load_student

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.engine.cards import Traits
    from teachsim.engine.events import Event

SCENARIOS = ("subtraction/borrowing", "fractions/unlike-denominators", "algebra/brackets")
POLICIES = ("expected-utility", "look-ahead", "information-gain")
STUDENTS = tuple(product((0.0, 0.05, 0.2), (0.5, 1.0, 2.0)))
"""Slips and pace: careful, as the mean and careless; slow, as the mean and quick."""
KNOWN, TAKEN = "known", "mean"
WRONG = {
    "slips: too many": MEAN._replace(slip=0.3),
    "slips: too few": MEAN._replace(slip=0.005),
    "teaching: too strong": MEAN._replace(remedy=0.4),
    "teaching: too weak": MEAN._replace(remedy=0.0),
    "minds: too unstable": MEAN._replace(drift=0.2),
}
FIGURES = (KNOWN, TAKEN, *WRONG)


class Case(NamedTuple):
    figures: str
    policy: str
    scenario: str
    student: tuple[float, float]
    seed: int


class Outcome(NamedTuple):
    case: Case
    delayed: float
    """Share of the near items right a week later."""
    brier: float
    top1: float
    turns: int


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seeds", type=int, default=10, help="sessions of each scenario, policy and student")
    parser.add_argument("--policies", nargs="+", default=list(POLICIES))
    parser.add_argument("--processes", type=int, default=CORES)
    given = parser.parse_args(arguments)
    cases = [Case(*one) for one in product(FIGURES, given.policies, SCENARIOS, STUDENTS, range(given.seeds))]
    outcomes: list[Outcome] = spread(outcome, cases, given.processes)
    slips, paces = (sorted(set(of)) for of in zip(*STUDENTS, strict=True))
    print(
        f"{len(cases)} sessions: {', '.join(SCENARIOS)};\npolicies {', '.join(given.policies)};"
        f" students with slips {_listed(slips)} and pace {_listed(paces)};\nseeds 0 to {given.seeds - 1}."
        " `known` is a teacher that is told this student's slips and pace. In brackets the 95 %\nbootstrap"
        " interval of the difference to the mean's, paired by policy, scenario, student and seed.\n"
    )
    columns = ("the teacher's figures", "right a week later", "less the mean's", "Brier", "top-1", "turns")
    print(table(columns, [_row(figures, outcomes) for figures in FIGURES]))


def _listed(numbers: Sequence[float]) -> str:
    return ", ".join(f"{number:g}" for number in numbers)


def outcome(case: Case) -> Outcome:
    """A whole session, and what it came to."""
    scenario = load_scenario(case.scenario)
    cards = [load_student(s) for s in scenario.students]
    slip, pace = case.student
    card = cards[0].model_copy(
        update={"traits": cards[0].traits.model_copy(update={"slip": slip, "pace": pace})}
    )
    teacher = TeacherCard.model_validate_json(json.dumps({"id": "teacher", "policy": case.policy}))
    started = start(scenario.model_copy(update={"students": (card.id,)}), [card], teacher, [], case.seed)
    on = stage(started)
    population = WRONG.get(case.figures) or (own(card.traits) if case.figures == KNOWN else MEAN)
    kinds = scenario.items.kinds
    told = SymbolicTeacher(teacher, on.domain, kinds, case.seed, population=population)
    on.cast = replace(on.cast, teacher=told)

    async def go() -> list[Event]:
        return [h.event async for h in play(on)]

    events = asyncio.run(go())
    found, beliefs = summarise(events), belief_scores(events, card.id)
    return Outcome(case, found.scores.delayed or 0.0, beliefs.brier or 0.0, beliefs.top1 or 0.0, found.turns)


def own(traits: Traits) -> Population:
    """What nobody but a simulation can tell a teacher: this student's own slips, and its pace of learning."""
    return MEAN._replace(slip=max(0.005, traits.slip), remedy=min(1.0, MEAN.remedy * traits.pace))


def _row(figures: str, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    mine = [o for o in outcomes if o.case.figures == figures]
    mean = {o.case[1:]: o for o in outcomes if o.case.figures == TAKEN}
    less = "–"
    if figures != TAKEN:
        found, low, high, _ = paired(
            [o.delayed for o in mine], [mean[o.case[1:]].delayed for o in mine], "populations"
        )
        less = f"{found:+.3f} [{low:+.3f}, {high:+.3f}]"
    return (
        figures, f"{fmean(o.delayed for o in mine):.3f}", less, f"{fmean(o.brier for o in mine):.3f}",
        f"{fmean(o.top1 for o in mine):.3f}", f"{fmean(o.turns for o in mine):.1f}",
    )  # fmt: skip


if __name__ == "__main__":
    main()
