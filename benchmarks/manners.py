"""Whether a diagnosis tells apart who holds one misconception, two, goes to and fro, or has only slipped.

Simulated students of each manner answer items; what is most probable of all that a diagnosis weighs is
what they are taken for. The tests take `confusion` from here, over a tenth of the students.
"""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.tables import spread, table
from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.domains.registry import domain, domains
from teachsim.roles.teacher.diagnosis import diagnose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from teachsim.domains.base import Answer, Domain, Item
    from teachsim.roles.teacher.diagnosis import Diagnosis

ITEMS = 6
SLIP = 0.05
CARELESS = 0.2
"""How often a slipping student slips; once at least."""
MANNERS = ("single", "pair", "hidden pair", "unstable", "slipping")
TAKEN_FOR = ("single", "pair", "unstable", "slipping", UNKNOWN)


class Student(NamedTuple):
    """A student and its number: the seed."""

    domain: str
    manner: str
    number: int


class Taken(NamedTuple):
    """What a student is taken for."""

    student: Student
    manner: str
    """`slipping` is who holds nothing, most probably."""
    named: bool
    """Whether the misconceptions are the ones that it holds."""


def print_confusion(students: int, processes: int) -> None:
    """The table for both domains, this many students of each manner."""
    print(
        f"Simulated students who answer {ITEMS} items each, on which what they hold shows, in turn, and\n"
        "what is most probable of all that a diagnosis weighs.\n\n"
        f"- single, pair: slip {SLIP}.\n"
        "- hidden pair: its answers, slips aside, are those of a holder of one of the two alone.\n"
        "- unstable: one of two rules of a slot, by a coin for each answer; for every other student the\n"
        f"  second is the right rule. Slip {SLIP}.\n"
        f"- slipping: holds none, slips on {CARELESS} of the items and on one at least.\n\n"
        f"Seeds `manners/DOMAIN/MANNER/0` to `manners/DOMAIN/MANNER/{students - 1}`.\n"
    )
    rows = []
    for name in domains():
        for manner, counts in confusion(name, students, processes).items():
            of = sum(counts[other] for other in TAKEN_FOR)
            shares = (f"{counts[other] / of:.2f}" for other in TAKEN_FOR)
            rows.append((f"{name}: {manner}", str(of), *shares, f"{counts['named'] / of:.2f}"))
    columns = ("student", "n", *(f"taken for {other}" for other in TAKEN_FOR), "and rightly named")
    print(table(columns, rows))


def confusion(domain_name: str, students: int, processes: int = 1) -> Mapping[str, Counter[str]]:
    """By manner, what students of it are taken for, and how many are `named` rightly as well."""
    every = [Student(domain_name, manner, n) for manner in MANNERS for n in range(students)]
    counts: dict[str, Counter[str]] = {manner: Counter() for manner in MANNERS}
    for taken in spread(taken_for, every, processes):
        counts[taken.student.manner] += Counter({taken.manner: 1, "named": int(taken.named)})
    return counts


def taken_for(student: Student) -> Taken:
    """One student's answers, diagnosed."""
    of = domain(student.domain)
    rng = Random(f"manners/{student.domain}/{student.manner}/{student.number}")
    held, items = _sits(of, student, rng)
    careless = rng.randrange(ITEMS)
    answers = []
    for number, item in enumerate(items):
        answer = _answer(of, student.manner, held, item, slips=number == careless, rng=rng)
        answers.append((item, answer))
    manner, names = best(diagnose(of, answers))
    truth = (CORRECT,) if student.manner == "slipping" else held
    return Taken(student, manner, manner == student.manner.split()[-1] and set(names) == set(truth))


def best(found: Diagnosis) -> tuple[str, tuple[str, ...]]:
    """The manner that is most probable of all, and its names."""
    if found.likelier:
        several = found.likelier[0]
        return ("pair" if several in found.pairs else "unstable"), several.names
    name = found.hypotheses[0].name
    return {CORRECT: "slipping", UNKNOWN: UNKNOWN}.get(name, "single"), (name,)


def _sits(of: Domain, student: Student, rng: Random) -> tuple[tuple[str, ...], list[Item]]:
    """What the student holds, and the items that it is asked; of a pair, one that is hidden or not."""
    while True:
        kind, held = _holds(of, student, rng)
        shown = [name for name in held if name != CORRECT]
        items = [of.generate(kind, shown[n % len(shown)], rng) for n in range(ITEMS)]
        if "pair" not in student.manner or _is_hidden(of, held, items) == ("hidden" in student.manner):
            return held, items


def _is_hidden(of: Domain, held: tuple[str, ...], items: Sequence[Item]) -> bool:
    """Whether one of the two alone answers all of these items in the same way."""
    both = [of.solve(item, held).answer.text for item in items]
    return any(both == [of.solve(item, (name,)).answer.text for item in items] for name in held)


def _holds(of: Domain, student: Student, rng: Random) -> tuple[str, tuple[str, ...]]:
    """A kind of item, and misconceptions that show on it: two for a pair or an unsteady student."""
    right_too = student.manner == "unstable" and student.number % 2 == 0
    wanted = 2 if student.manner.endswith(("pair", "unstable")) and not right_too else 1
    choices = []
    for kind in of.kinds:
        names = [m.id for m in of.misconceptions.values() if kind in m.kinds]
        if student.manner == "unstable" and not right_too:
            slots = Counter(of.misconceptions[name].slot for name in names)
            names = [name for name in names if slots[of.misconceptions[name].slot] > 1]
        if len(names) >= wanted:
            choices.append((kind, names))
    kind, names = rng.choice(choices)
    held = [rng.choice(names)]
    if wanted == 2:
        slot = of.misconceptions[held[0]].slot
        others = [name for name in names if name != held[0]]
        if student.manner == "unstable":
            others = [name for name in others if of.misconceptions[name].slot == slot]
        held.append(rng.choice(others))
    return kind, (*held, CORRECT) if right_too else tuple(held)


def _answer(
    of: Domain, manner: str, held: tuple[str, ...], item: Item, *, slips: bool, rng: Random
) -> Answer:
    if manner == "slipping":
        used: tuple[str, ...] = ()
    elif manner == "unstable":
        used = tuple(name for name in [rng.choice(held)] if name != CORRECT)
    else:
        used = held
    ways = of.ways(item, used)
    solution = rng.choices([w.solution for w in ways], [w.weight for w in ways])[0]
    if rng.random() < (CARELESS if manner == "slipping" else SLIP) or (manner == "slipping" and slips):
        solution = of.slip(item, solution, rng)
    return solution.answer
