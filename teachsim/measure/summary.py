"""One session in numbers, from its events."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from teachsim.domains.base import CORRECT
from teachsim.engine.events import (
    Critique,
    Decision,
    Guard,
    ModelCalled,
    SessionEnded,
    SessionStarted,
    TeacherBelief,
    TestTaken,
)
from teachsim.engine.ledger import allowance
from teachsim.measure.calibration import multi_brier
from teachsim.roles.teacher.belief import leading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.engine.events import Event


class Scores(BaseModel):
    """Shares right in [0, 1]; None where nobody measured."""

    pre: float | None = None
    post: float | None = None
    transfer: float | None = None
    """On transfer items after teaching."""
    delayed: float | None = None


class TestResult(BaseModel):
    """One test of one student."""

    when: str
    kind: str
    right: int
    of: int


class Diagnosis(BaseModel):
    """What a student held, and what the teacher made of it."""

    truth: list[str]
    """Misconceptions held at the start; `correct` if none."""
    final: dict[str, float]
    """The belief when practice ended, most probable first, below .001 left out."""
    turns_to_correct: int | None = None
    """Turns until a misconception of the card was the most probable hypothesis, no other one level with it;
    None if none ever was.
    `measure` asks for what the student held at that moment: its `turns_to_correct_by_mind`."""
    brier_first: float | None = None
    """Σ_h (b_h − 1[h])² at the first belief after which an answer had been heard; lower is better.
    None of a card that holds several. The `brier` of `measure` is the mean over all beliefs."""


class StudentSummary(BaseModel):
    """What came of it for one student."""

    id: str
    scores: Scores
    tests: list[TestResult]
    diagnosis: Diagnosis


class Spending(BaseModel):
    """Interventions."""

    spent: float
    budget: float


class Usage(BaseModel):
    """Calls to language models."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost_usd: float | None = 0.0
    """None when a call had no known price."""
    faults: dict[str, int] = {}
    """Calls that nothing usable came of, by what went wrong."""
    fell_back: int = 0
    """Acts that a template worded in place of the model."""

    @property
    def silent(self) -> bool:
        """Whether models were called and none ever answered: then nothing here is their doing."""
        return self.calls > 0 and sum(self.faults.values()) == self.calls


class Summary(BaseModel):
    """A session, as `run --json` prints it."""

    transcript: str | None
    end_reason: str | None
    """None while the session is unfinished."""
    turns: int
    students: list[StudentSummary]
    scores: Scores
    diagnosis: Diagnosis
    interventions: Spending
    flags: dict[str, int]
    """Critics' findings about words that were said, by kind."""
    usage: Usage


def summarise(events: Sequence[Event], transcript: str | None = None) -> Summary:
    """The summary of a session, finished or not."""
    started = next(e for e in events if isinstance(e, SessionStarted))
    students = [_student(card.id, started, events) for card in started.students]
    ended = next((e for e in events if isinstance(e, SessionEnded)), None)
    flags = Counter(e.kind for e in events if isinstance(e, Critique) and e.objects and not e.draft)
    return Summary(
        transcript=transcript,
        end_reason=ended.reason if ended else None,
        turns=max((e.turn or 0 for e in events if isinstance(e, TeacherBelief)), default=0),
        students=students,
        scores=students[0].scores,
        diagnosis=students[0].diagnosis,
        interventions=Spending(
            spent=sum(e.cost for e in events if isinstance(e, Decision)),
            budget=allowance(started.scenario.budget, len(started.plan.practice)),
        ),
        flags=dict(sorted(flags.items())),
        usage=usage_of(events),
    )


def _student(student: str, started: SessionStarted, events: Sequence[Event]) -> StudentSummary:
    taken = [e for e in events if isinstance(e, TestTaken) and e.student == student]
    tests = [
        TestResult(when=t.when, kind=t.kind, right=sum(a.correct for a in t.answers), of=len(t.answers))
        for t in taken
    ]
    return StudentSummary(
        id=student,
        scores=Scores(
            pre=_share(tests, "before", "near"),
            post=_share(tests, "after", "near"),
            transfer=_share(tests, "after", "transfer"),
            delayed=_share(tests, "delayed", "near"),
        ),
        tests=tests,
        diagnosis=_diagnosis(student, started, events),
    )


def _share(tests: Sequence[TestResult], when: str, kind: str) -> float | None:
    of = [t for t in tests if t.when == when and t.kind == kind and t.of]
    return round(of[0].right / of[0].of, 4) if of else None


def _diagnosis(student: str, started: SessionStarted, events: Sequence[Event]) -> Diagnosis:
    card = next(c for c in started.students if c.id == student)
    truth = [h.misconception for h in card.holds] or [CORRECT]
    beliefs = [e for e in events if isinstance(e, TeacherBelief) and e.student == student]
    informed = [b for b in beliefs if b.evidence]
    right = next((b.turn for b in informed if leading(b.probabilities) <= {*truth}), None)
    first = informed[0].probabilities if informed else None
    final = beliefs[-1].probabilities if beliefs else {}
    return Diagnosis(
        truth=truth,
        final={h: round(p, 4) for h, p in sorted(final.items(), key=lambda hp: -hp[1]) if p >= 0.001},
        turns_to_correct=right,
        brier_first=round(multi_brier(first, truth[0]), 4) if first and len(truth) == 1 else None,
    )


def usage_of(events: Sequence[Event]) -> Usage:
    """What language models were asked, and what came of it."""
    calls = [e for e in events if isinstance(e, ModelCalled)]
    costs: list[Any] = [c.cost_usd for c in calls]
    faults = Counter(c.fault or "unknown" for c in calls if c.reply is None)
    return Usage(
        calls=len(calls),
        tokens_in=sum(c.tokens_in or 0 for c in calls),
        tokens_out=sum(c.tokens_out or 0 for c in calls),
        cost_usd=None if any(c is None for c in costs) else float(sum(costs)),
        faults=dict(sorted(faults.items())),
        fell_back=sum(e.fell_back for e in events if isinstance(e, Guard)),
    )
