"""What a session is reduced to: one row for each student, one for each turn.

Everything here is read from the events, so it can be had again from a transcript at any time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from teachsim.engine.events import (
    Critique,
    Decision,
    ItemPresented,
    SessionEnded,
    SessionStarted,
    StudentMind,
    TeacherBelief,
    Utterance,
)
from teachsim.measure.beliefs import belief_scores, held
from teachsim.measure.outcomes import outcomes
from teachsim.measure.summary import summarise
from teachsim.roles.teacher.belief import TOGETHER, leading, top
from teachsim.scenario.experiment import OutcomeName

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from teachsim.domains.base import Domain
    from teachsim.engine.events import Event

Cell = str | float | int | bool | None

OUTCOMES: tuple[OutcomeName, ...] = get_args(OutcomeName)
MOST_ANSWERS = 10
"""At which `answers-to-diagnosis` stops counting: without a horizon, a lesson that never comes to the right
diagnosis would have no value, and leaving it out would favour it."""
AFTER_ANSWERS = 2
"""Answers after which `truth-probability` is read: the first wrong one, and one that was asked for."""

TURN_COLUMNS = (
    "student", "item", "turn", "role", "moves", "answer", "right", "stuck", "approach", "opens", "cost",
    "budget_left", "believed", "probability", "entropy_bits", "held", "text",
)  # fmt: skip


class Rows(NamedTuple):
    """A session, reduced."""

    end_reason: str | None
    sessions: list[dict[str, Cell]]
    """One for each student: `student`, `holds`, `flags`, what models were asked, and every outcome."""
    turns: list[list[Cell]]
    """In the order of TURN_COLUMNS."""


def rows_of(events: Sequence[Event], domain: Domain) -> Rows:
    """The rows of a session, finished or not."""
    begun = next(e for e in events if isinstance(e, SessionStarted))
    ended = next((e for e in events if isinstance(e, SessionEnded)), None)
    summary = summarise(events)
    found: list[dict[str, Cell]] = []
    for card, of_student in zip(begun.students, summary.students, strict=True):
        row: dict[str, Cell] = {
            "student": card.id,
            "holds": " ".join(of_student.diagnosis.truth),
            "flags": sum(isinstance(e, Critique) and not e.draft and e.student == card.id for e in events),
            "model_calls": summary.usage.calls,
            "model_faults": sum(summary.usage.faults.values()),
            "fell_back": summary.usage.fell_back,
        }
        found.append({**row, **outcomes_of(events, card.id, domain, of_student.diagnosis.truth)})
    return Rows(ended.reason if ended else None, found, list(_turns(events)))


def outcomes_of(
    events: Sequence[Event], student: str, domain: Domain, truth: Sequence[str]
) -> dict[str, float | None]:
    """Every outcome of one student; None where nobody measured.

    truth: what the student's card holds
    """
    tests = outcomes(events, student, domain)
    answers = _answers(events, student)
    right_last = [given[-1] for given in answers.values() if given]
    right_first = [given[0] for given in answers.values() if given]
    beliefs = _beliefs(events, student)
    said = [n for n, b in beliefs if all(_is_of(h, truth) for h in leading(b))]
    # the first belief after that many answers: what is said next may already teach
    after = next((b for n, b in beliefs if n >= AFTER_ANSWERS), beliefs[-1][1] if beliefs else None)
    return {
        "pre": tests.solve_before,
        "post": tests.solve_after,
        "transfer": tests.transfer_after,
        "delayed": tests.solve_delayed,
        "transfer-delayed": tests.transfer_delayed,
        "gain": tests.delta_solve,
        "delayed-gain": tests.delta_delayed,
        "practised": sum(right_last) / len(answers) if answers else None,
        "first-tries": sum(right_first) / len(answers) if answers else None,
        "over-application": tests.over_application_after,
        "turns": float(sum(isinstance(e, Utterance) and e.student == student for e in events)),
        "interventions": sum(e.cost for e in events if isinstance(e, Decision) and e.student == student),
        "diagnosed": float(bool(said)) if beliefs else None,
        "answers-to-diagnosis": float(min([MOST_ANSWERS, *said])) if beliefs else None,
        "truth-probability": sum(p for h, p in after.items() if _is_of(h, truth)) if after else None,
        "diagnosis-brier": belief_scores(events, student).brier,
    }


def _is_of(hypothesis: str, truth: Sequence[str]) -> bool:
    """Whether all that a hypothesis says is held is held; it may be two misconceptions together."""
    return set(hypothesis.split(TOGETHER)) <= set(truth)


def _answers(events: Sequence[Event], student: str) -> dict[int, list[bool]]:
    """By practice item, whether each of the student's answers to it was right, in their order.

    What was left without an answer counts as not right.
    """
    items = {e.item: e.text for e in events if isinstance(e, ItemPresented) and e.student == student}
    found: dict[int, list[bool]] = {n: [] for n in items if n is not None}
    for event in events:
        if isinstance(event, Utterance) and event.role == "student" and event.student == student:
            item = event.item
            if item in found and (event.on == items[item] or event.stuck):
                found[item].append(event.right is True)
    return found


def _beliefs(events: Sequence[Event], student: str) -> list[tuple[int, dict[str, float]]]:
    """From the first wrong answer on: how many answers the teacher had heard since, and what it believed.

    Before it there is nothing to diagnose, and how long it takes to come is the items' doing.
    """
    heard = 0
    found: list[tuple[int, dict[str, float]]] = []
    for event in events:
        if event.student != student:
            continue
        if isinstance(event, Utterance) and event.role == "student" and event.answer is not None:
            heard += bool(heard) or event.right is False
        elif isinstance(event, TeacherBelief) and heard and event.probabilities:
            found.append((heard, event.probabilities))
    return found


def _turns(events: Sequence[Event]) -> Iterator[list[Cell]]:
    """A row a turn, with what was decided before it and what was believed and held after it."""
    open_: dict[str, Any] = {}
    decided: Decision | None = None
    minds: dict[str | None, dict[str, Any]] = {}
    for event in events:
        match event:
            case Decision():
                decided = event
            case Utterance():
                plan = decided if event.role == "teacher" else None
                open_ = {
                    "student": event.student, "item": event.item, "turn": event.turn, "role": event.role,
                    "moves": " ".join(event.moves), "answer": event.answer, "right": event.right,
                    "stuck": event.stuck if event.role == "student" else None,
                    "approach": plan.approach if plan else None, "opens": plan.opens if plan else None,
                    "cost": plan.cost if plan else None, "budget_left": plan.budget_left if plan else None,
                    "text": event.text,
                }  # fmt: skip
            case StudentMind():
                minds[event.student] = event.mind
            case TeacherBelief() if open_:
                best = top(event.probabilities) if event.probabilities else None
                yield [
                    (
                        open_
                        | {
                            "believed": best,
                            "probability": round(event.probabilities[best], 4) if best else None,
                            "entropy_bits": round(event.entropy_bits, 4),
                            "held": held(minds.get(event.student, {}), event.probabilities),
                        }
                    )[column]
                    for column in TURN_COLUMNS
                ]
                open_ = {}
