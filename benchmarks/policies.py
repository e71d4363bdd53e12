"""What comes of every policy at several budgets, and what a decision takes."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from itertools import product
from random import Random
from statistics import fmean, median
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.tables import CORES, spread, table
from teachsim.domains.index import forget, index_of
from teachsim.domains.registry import domain
from teachsim.engine.cards import TeacherCard
from teachsim.engine.events import ItemPresented, Utterance
from teachsim.measure.intervals import mean
from teachsim.measure.summary import summarise
from teachsim.roles.build import start
from teachsim.roles.teacher.approaches import LADDERS
from teachsim.roles.teacher.belief import prior, relevant
from teachsim.roles.teacher.policies import POLICIES
from teachsim.roles.teacher.probing import information
from teachsim.roles.teacher.prospects import Prospects, worth_asking
from teachsim.roles.teacher.weighing import PROBES, accuracy
from teachsim.scenario.load import load_critic, load_scenario, load_student
from tests.lessons import played

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.domains.base import Domain, Item
    from teachsim.engine.events import SessionStarted

SCENARIOS = ("subtraction/borrowing", "fractions/unlike-denominators")
BUDGETS = (0.2, 0.4, 1.0)
"""Shares of the practice items, as Saha et al. 2023 have them; at 0 all are `never`."""
PRACTICE = 10
CANDIDATES = 40
MOVES = 12


class Case(NamedTuple):
    policy: str
    scenario: str
    budget: float
    seed: int


class Outcome(NamedTuple):
    case: Case
    post: float | None
    delayed: float | None
    transfer: float | None
    practised: float
    """Share of the practice items whose last answer was right when they were left."""
    spent: float
    turns: int


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=25, help="sessions of each policy, scenario and budget")
    parser.add_argument("--budgets", type=float, nargs="+", default=BUDGETS)
    parser.add_argument("--policies", nargs="+", default=list(POLICIES), choices=list(POLICIES))
    parser.add_argument("--decisions", type=int, default=200, help="decisions timed")
    parser.add_argument("--processes", type=int, default=CORES)
    given = parser.parse_args(arguments)
    cases = [Case(*one) for one in product(given.policies, SCENARIOS, given.budgets, range(given.seeds))]
    outcomes: list[Outcome] = spread(play, cases, given.processes)
    print(
        f"{len(cases)} sessions of {PRACTICE} practice items: {' and '.join(SCENARIOS)}, seeds 0 to "
        f"{given.seeds - 1}.\nShares right a week later on near items, by the share of the items on which the"
        " teacher may\nstep in; in brackets the 95 % bootstrap interval over seeds at the largest budget.\n"
    )
    columns = ("policy", *(f"b = {b:g}" for b in given.budgets), "post", "transfer", "spent", "turns")
    print(table(columns, [_row(policy, given.budgets, outcomes) for policy in given.policies]))
    print(
        "\nShares of the practice items that were right when they were left, which is what Saha et al. 2023\n"
        "measure; answers given away count.\n"
    )
    columns = ("policy", *(f"b = {b:g}" for b in given.budgets))
    print(table(columns, [_practised(policy, given.budgets, outcomes) for policy in given.policies]))
    print("\n" + _speed(given.decisions))


def play(case: Case) -> Outcome:
    """A whole session, and what it came to."""
    events = played(session(case))
    found = summarise(events)
    scores = found.scores
    items = {e.item: e.text for e in events if isinstance(e, ItemPresented)}
    last = {e.item: e.right for e in events if isinstance(e, Utterance) and e.on == items.get(e.item)}
    practised = sum(right is True for right in last.values()) / PRACTICE
    return Outcome(
        case, scores.post, scores.delayed, scores.transfer, practised, found.interventions.spent, found.turns
    )


def session(case: Case) -> SessionStarted:
    scenario = load_scenario(case.scenario)
    items = scenario.items.model_copy(update={"practice": PRACTICE})
    budget = scenario.budget.model_copy(update={"interventions": case.budget, "turns": 100})
    return start(
        scenario.model_copy(update={"items": items, "budget": budget}),
        [load_student(s) for s in scenario.students],
        TeacherCard.model_validate_json(json.dumps({"id": "teacher", "policy": case.policy})),
        [load_critic(c) for c in scenario.critics],
        case.seed,
    )


def _row(policy: str, budgets: Sequence[float], outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    mine = [o for o in outcomes if o.case.policy == policy]
    cells = []
    for budget in budgets:
        of = [o for o in mine if o.case.budget == budget]
        cells.append(f"{fmean(o.delayed for o in of if o.delayed is not None):.3f}")
    most = [o for o in mine if o.case.budget == budgets[-1]]
    by_seed = [
        fmean(o.delayed for o in most if o.case.seed == seed and o.delayed is not None)
        for seed in sorted({o.case.seed for o in most})
    ]
    _, low, high, _ = mean(by_seed, "policies")
    cells[-1] += f" [{low:.3f}, {high:.3f}]"
    return (
        policy,
        *cells,
        f"{fmean(o.post for o in most if o.post is not None):.3f}",
        f"{fmean(o.transfer for o in most if o.transfer is not None):.3f}",
        f"{fmean(o.spent for o in most):.2f}",
        f"{fmean(o.turns for o in most):.1f}",
    )


def _practised(policy: str, budgets: Sequence[float], outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    mine = [o for o in outcomes if o.case.policy == policy]
    return policy, *(f"{fmean(o.practised for o in mine if o.case.budget == b):.3f}" for b in budgets)


# --- what a decision takes --------------------------------------------------------------------


class Decided(NamedTuple):
    """What is weighed in one decision."""

    hypotheses: int
    answered: float
    """The best of what was weighed, so that it is reckoned."""


def decide(
    algebra: Domain,
    belief: dict[str, float],
    practice: tuple[str, ...],
    items: Sequence[Item],
    *,
    every: bool = False,
) -> Decided:
    """Every candidate's information, the worth of the four that tell most, and that of every move.

    every: the worth of all candidates, which the teacher does not ask for
    """
    ladders = list(LADDERS.values())
    moves = [ladders[n % len(ladders)] for n in range(MOVES)]
    prospects = Prospects.of(belief, accuracy(algebra, practice, tuple(belief)), algebra, moves)
    index = index_of(algebra)
    bits = [information(index.entry(item), belief) for item in items]
    ranked = sorted(range(len(items)), key=lambda n: -bits[n])
    worth = [worth_asking(prospects, index.entry(items[n])) for n in (ranked if every else ranked[:PROBES])]
    return Decided(len(belief), max(*worth, prospects.now()))


def _speed(decisions: int) -> str:
    algebra = domain("algebra")
    kinds = tuple(algebra.kinds)
    belief = prior(algebra, relevant(algebra, kinds))
    rng = Random("policies")

    def fresh(n: int) -> list[Item]:
        return list(
            {
                i.text: i for _ in range(4 * n) if (i := algebra.generate(rng.choice(kinds), None, rng))
            }.values()
        )[:n]

    practice = tuple(item.text for item in fresh(10))
    decide(algebra, belief, practice, fresh(CANDIDATES))  # what is loaded once in a process
    cold, ready, all_of_them = [], [], []
    for _ in range(max(3, decisions // 20)):
        items = fresh(CANDIDATES)
        forget(algebra)
        before = process_time()
        decide(algebra, belief, practice, items)
        cold.append(process_time() - before)
        for _ in range(10):
            before = process_time()
            decide(algebra, belief, practice, items)
            ready.append(process_time() - before)
            before = process_time()
            decide(algebra, belief, practice, items, every=True)
            all_of_them.append(process_time() - before)
    size = f"{len(belief)} hypotheses, {CANDIDATES} candidate items, {MOVES} moves"
    rows = [
        (size, "ready", f"{1000 * median(ready):.2f}", "1"),
        (f"{size}; all candidates' worth", "ready", f"{1000 * median(all_of_them):.2f}", "–"),
        (size, "none, items never seen", f"{1000 * median(cold):.1f}", "50"),
    ]
    return table(("a decision with", "tables", "median CPU ms", "target ms"), rows)


if __name__ == "__main__":
    main()
