"""What comes of the shipped teachers in the shipped scenarios, and how fresh and how clear the words are."""

from __future__ import annotations

from argparse import ArgumentParser
from itertools import product
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.tables import CORES, spread, table
from teachsim.engine.events import Decision, Guard, UnderstoodEvent, Utterance
from teachsim.language.phrases import masked, sentences
from teachsim.measure.intervals import RESAMPLES, mean
from teachsim.measure.summary import summarise
from teachsim.scenario.find import find
from tests.lessons import played, shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TEACHERS = ("contradiction", "expected-utility", "never", "random", "socratic", "teller")
"""`benchmarks.policies` compares the others."""
DISTINCT = 0.8
"""The share of a session's sentences that are to be distinct."""
OUTCOMES = ("pre", "post", "transfer", "delayed")


class Lesson(NamedTuple):
    scenario: str
    teacher: str
    seed: int


class Outcome(NamedTuple):
    """What a session came to."""

    lesson: Lesson
    scores: tuple[float | None, ...]
    """In the order of OUTCOMES; None where nothing was tested."""
    turns: int
    spent: float
    distinct: float
    """Share of the session's sentences, masked, that are distinct."""
    student_turns: int
    refusals: int
    teacher_turns: int
    as_meant: int
    """Of the teacher's turns, those in which every move it intended was understood."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=30, help="sessions of each teacher in each scenario")
    parser.add_argument("--teachers", nargs="+", default=TEACHERS, choices=list(find("teacher")))
    parser.add_argument("--processes", type=int, default=CORES)
    given = parser.parse_args(arguments)
    scenarios, teachers = list(find("scenario")), given.teachers
    lessons = [Lesson(*one) for one in product(scenarios, teachers, range(given.seeds))]
    outcomes: list[Outcome] = spread(play, lessons, given.processes)

    def of(teacher: str, scenario: str | None = None) -> list[Outcome]:
        return [o for o in outcomes if o.lesson.teacher == teacher and scenario in (None, o.lesson.scenario)]

    print(
        f"{len(lessons)} sessions: {len(teachers)} teachers, {len(scenarios)} scenarios with their own\n"
        f"students, seeds 0 to {given.seeds - 1}.\n"
        "Shares right: on near items before, after, and at the delayed test; on transfer items after.\n"
        f"In brackets 95 % bootstrap intervals over seeds ({RESAMPLES} resamples, seed `lessons`).\n"
    )
    columns = ("teacher", *OUTCOMES, "turns", "interventions")
    print(table(columns, [_came_to(teacher, of(teacher)) for teacher in teachers]))
    print("\nThe delayed test, scenario by scenario:\n")
    rows = [(s, *(_delayed(of(teacher, s)) for teacher in teachers)) for s in scenarios]
    print(table(("scenario", *teachers), rows))
    print(
        "\nThe words of the same sessions. A sentence is distinct with numbers, names and fillers masked; a\n"
        "teacher's turn is understood as meant when all its moves were read back from its words.\n"
    )
    print(table(
        ("teacher", "distinct: mean", "minimum", f"sessions below {DISTINCT}",
         "guard refusals per 1,000 student turns", "teacher turns", "understood as meant"),
        [_worded(teacher, of(teacher)) for teacher in teachers],
    ))  # fmt: skip


def play(lesson: Lesson) -> Outcome:
    """A whole session, and what it came to."""
    started = shipped(lesson.scenario, lesson.seed, lesson.teacher)
    events = played(started)
    summary = summarise(events)
    said = [e for e in events if isinstance(e, Utterance)]
    meant = {e.turn: {m.kind for m in e.moves} for e in events if isinstance(e, Decision) and e.intervene}
    heard = {e.turn: {m.kind for m in e.moves} for e in events if isinstance(e, UnderstoodEvent)}
    return Outcome(
        lesson,
        tuple(getattr(summary.scores, outcome) for outcome in OUTCOMES),
        summary.turns,
        summary.interventions.spent,
        distinct(said, (started.teacher.name, *(card.name for card in started.students))),
        sum(u.role == "student" for u in said),
        sum(isinstance(e, Guard) for e in events),
        len(meant),
        sum(kinds <= heard.get(turn, set()) for turn, kinds in meant.items()),
    )


def distinct(said: Iterable[Utterance], names: tuple[str, ...]) -> float:
    """Share of sentences that are distinct once masked; a bare number is no sentence."""
    every = [masked(s, names) for u in said for s in sentences(u.text)]
    every = [s for s in every if len(s) > 1]
    return len(set(every)) / len(every) if every else 1.0


def _came_to(teacher: str, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    cells = []
    for n in range(len(OUTCOMES)):
        by_seed = _by_seed(outcomes, n)
        if by_seed:
            value, low, high, _ = mean(by_seed, "lessons")
            cells.append(f"{value:.3f} [{low:.3f}, {high:.3f}]")
        else:
            cells.append("–")
    return (
        teacher, *cells, f"{fmean(o.turns for o in outcomes):.1f}", f"{fmean(o.spent for o in outcomes):.2f}",
    )  # fmt: skip


def _by_seed(outcomes: Sequence[Outcome], n: int) -> list[float]:
    """The mean over scenarios for each seed: scenarios are all there are, and not to be resampled."""
    scores: dict[int, list[float]] = {}
    for outcome in outcomes:
        if (score := outcome.scores[n]) is not None:
            scores.setdefault(outcome.lesson.seed, []).append(score)
    return [fmean(of) for of in scores.values()]


def _delayed(outcomes: Sequence[Outcome]) -> str:
    delayed = [o.scores[-1] for o in outcomes if o.scores[-1] is not None]
    return f"{fmean(delayed):.3f}" if delayed else "–"


def _worded(teacher: str, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    shares = [o.distinct for o in outcomes]
    turns = sum(o.teacher_turns for o in outcomes)
    as_meant = sum(o.as_meant for o in outcomes)
    refusals = sum(o.refusals for o in outcomes) / sum(o.student_turns for o in outcomes)
    return (
        teacher,
        f"{fmean(shares):.3f}",
        f"{min(shares):.3f}",
        str(sum(share < DISTINCT for share in shares)),
        f"{1000 * refusals:.1f}",
        str(turns),
        f"{as_meant / turns:.4f}" if turns else "–",
    )


if __name__ == "__main__":
    main()
