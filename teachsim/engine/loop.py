"""The session loop. It decides who speaks next; everything else reads the events it yields.

The loop is a generator of what is due: each `Due` says which event comes next and how it would be
made. It is sent back what then happened, which is the event made just now or, when a transcript is
being taken up again, the event recorded then. So one loop runs, replays, resumes and branches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teachsim.engine.events import Attempt, Decision, Event, Utterance

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator
    from typing import Literal

    from teachsim.engine.events import EndReason, PlannedItem
    from teachsim.engine.stage import Stage

    Script = Generator["Due", list[Event], EndReason | None]
    """A stretch of session; what it returns ends the practice, None lets it go on."""

SPENT = ("turns-spent", "tokens-spent", "money-spent", "time-spent")


class Due(NamedTuple):
    """What comes next: events of this type by this agent, and how they are made."""

    type: str
    agent: str
    make: Callable[[], list[Event] | Awaitable[list[Event]]]
    many: bool = False
    """Whether there may be none or several; otherwise there is one."""


def session(stage: Stage) -> Generator[Due, list[Event], None]:
    """Pre-test, practice, post-test, delayed test; near and transfer each time."""
    yield from test(stage, "before", days=0)
    reason = yield from practice(stage)
    yield from test(stage, "after", days=0)
    if days := stage.delayed_days:
        yield from test(stage, "delayed", days=days)
    yield stage.ends(reason)


def test(
    stage: Stage, when: Literal["before", "after", "delayed"], days: int
) -> Generator[Due, list[Event], None]:
    """Every student sits both tests alone; time passes before the first of them."""
    for student in stage.students:
        passing = days
        for kind in ("near", "transfer"):
            if stage.paper(kind):
                yield stage.sits(student, when, kind, passing)
                passing = 0


def practice(stage: Stage) -> Generator[Due, list[Event], EndReason]:
    """The practice items in order, each with every student in the order of the cast."""
    for number, item in enumerate(stage.plan.practice, 1):
        for student in stage.students:
            if (spent := stage.spent()) is not None:
                return spent
            reason = yield from work_on(stage, number, item, student)
            last = number == len(stage.plan.practice) and student == stage.students[-1]
            if reason in SPENT and last and stage.ledger.asked[student].settled:
                reason = None  # nothing was left to do
            if reason:
                return reason
    return "completed"


def work_on(stage: Stage, number: int, item: PlannedItem, student: str) -> Script:
    """One item with one student, until it is settled, left, or the turns are used up."""
    yield stage.presents(number, item, student)
    while True:
        attempt = yield from student_turn(stage, student)
        if attempt.kind == "stop":
            return "student-stopped"
        if stage.ledger.turns_left <= 0:
            return "turns-spent"
        if stage.ledger.turns_left_on_item < 2:  # a word of the teacher's would go unanswered
            return None
        if (spent := stage.spent()) is not None:
            return spent
        [decision] = yield stage.decides(student)
        assert isinstance(decision, Decision)
        if not decision.intervene:
            return None
        yield from teacher_turn(stage, student, decision)
        if stage.ledger.turns_left <= 0:
            return "turns-spent"
        if decision.closes or stage.ledger.turns_left_on_item <= 0:
            return None


def student_turn(stage: Stage, student: str) -> Generator[Due, list[Event], Attempt]:
    """The student computes, words and says what it now thinks."""
    [attempt] = yield stage.attempts(student)
    assert isinstance(attempt, Attempt)
    wording = stage.wording(student, attempt)
    yield stage.refuses(student, wording)
    yield stage.answers(student, wording)
    yield from snapshots(stage, student)
    return attempt


def teacher_turn(stage: Stage, student: str, decision: Decision) -> Generator[Due, list[Event], None]:
    """The teacher words its decision, critics may object, the turn is understood and takes effect."""
    draft = stage.draft(student, decision)
    yield stage.objections(student, draft)
    [utterance] = yield stage.speaks(student, draft)
    assert isinstance(utterance, Utterance)
    yield stage.is_understood(student, draft, utterance)
    yield stage.critiques(student, draft, utterance)
    yield from snapshots(stage, student)


def snapshots(stage: Stage, student: str) -> Generator[Due, list[Event], None]:
    """The end of a turn: the whole mind and the whole belief."""
    yield stage.mind(student)
    yield stage.belief(student)
