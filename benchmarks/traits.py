"""What each trait of a student does to a lesson, against the same student without it.

The shipped lesson on adding fractions is played with a teacher who tells and with one who lets the
student's rule fail: shares right, what the student did, and how engaged it is at the end.
"""

from __future__ import annotations

import asyncio
from argparse import ArgumentParser
from collections import Counter
from statistics import fmean
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.tables import table
from teachsim.engine.events import Attempt, TestTaken, UnderstoodEvent
from teachsim.engine.session import play
from teachsim.roles.build import stage, start
from teachsim.scenario.load import load_scenario, load_student, load_teacher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.engine.events import Event

SCENARIO = "fractions/unlike-denominators"
TEACHERS = ("teller", "contradiction")
VARIANTS: dict[str, dict[str, Any]] = {
    "as shipped": {},
    "listener: pragmatic": {"listener": "pragmatic"},
    "help: avoids": {"help": "avoids", "asks_for_help": 0.0},
    "help: abuses": {"help": "abuses"},
    "self-belief: over": {"self_belief": "over"},
    "self-belief: under": {"self_belief": "under", "confidence": 0.4},
    "distraction: 0.5": {"distraction": 0.5},
    "praise-seeking: 1": {"praise_seeking": 1.0},
    "asks-why: 1": {"asks_why": 1.0},
}


COLUMNS = (
    "student", "after", "7 days later", "questions", "turns missed", "answers unsure", "E at the end",
)  # fmt: skip


class Row(NamedTuple):
    """One variant under one teacher, means over seeds."""

    variant: str
    after: float
    """Share right of the near items after the lesson."""
    delayed: float
    """The same a week later."""
    questions: float
    """Questions that the student asked, of whatever sort."""
    missed: float
    """Turns of the teacher's that went past it."""
    unsure: float
    """Share of its answers that sounded unsure."""
    engagement: float
    """At the end."""


def lesson(teacher: str, traits: dict[str, Any], seed: int) -> list[Event]:
    """A session of the shipped scenario with its student changed so."""
    scenario = load_scenario(SCENARIO)
    cards = [load_student(name) for name in scenario.students]
    changed = [c.model_copy(update={"traits": c.traits.model_copy(update=traits)}) for c in cards]
    started = start(scenario, changed, load_teacher(teacher), [], seed)

    async def go() -> list[Event]:
        return [happened.event async for happened in play(stage(started))]

    return asyncio.run(go())


def measured(teacher: str, variant: str, seeds: int) -> Row:
    """The means over this many seeds."""
    found: dict[str, list[float]] = {}
    for seed in range(1, seeds + 1):
        events = lesson(teacher, VARIANTS[variant], seed)
        acts = [e for e in events if isinstance(e, Attempt)]
        kinds = Counter(act.kind for act in acts)
        answers = [act for act in acts if act.kind == "answer"]
        for name, value in (
            ("after", _right(events, "after")),
            ("delayed", _right(events, "delayed")),
            ("questions", kinds["question"] + kinds["ask-back"]),
            ("missed", sum(e.effects.missed for e in events if isinstance(e, UnderstoodEvent))),
            ("unsure", fmean(act.mood == "unsure" for act in answers)),
            ("engagement", next(e.mind["engagement"] for e in reversed(events) if e.type == "student_mind")),
        ):
            found.setdefault(name, []).append(value)
    return Row(variant, **{name: fmean(values) for name, values in found.items()})


def _right(events: Sequence[Event], when: str) -> float:
    taken = next(e for e in events if isinstance(e, TestTaken) and e.when == when and e.kind == "near")
    return fmean(answer.correct for answer in taken.answers)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seeds", type=int, default=50, help="sessions of each")
    seeds: int = parser.parse_args(arguments).seeds
    print(f"{seeds} sessions of {SCENARIO} each; shares right on near items.")
    for teacher in TEACHERS:
        rows = [measured(teacher, variant, seeds) for variant in VARIANTS]
        print(f"\nTeacher: {teacher}\n")
        print(table(COLUMNS, [[row[0], *(f"{value:.2f}" for value in row[1:])] for row in rows]))


if __name__ == "__main__":
    main()
