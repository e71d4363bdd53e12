"""Views by non-interference: change what is hidden, keep the words, and no byte of a view changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from teachsim.engine.cards import Holding, Traits
from teachsim.engine.events import (
    Attempt,
    Critique,
    Decision,
    Effects,
    ItemPresented,
    PlannedItem,
    SessionStarted,
    StudentMind,
    TeacherBelief,
    TestTaken,
    UnderstoodEvent,
    Utterance,
)
from teachsim.engine.ledger import Ledger, record
from teachsim.engine.views import (
    public_student,
    seen_by_student,
    seen_by_teacher,
    student_view,
    teacher_view,
)
from teachsim.language.acts import Recalled
from teachsim.scenario.load import find_scenarios
from tests.lessons import played, shipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from teachsim.engine.events import Event

SCENARIOS = sorted(find_scenarios())


def views(events: Iterable[Event]) -> dict[str, list[str]]:
    """Every view and everything seen, as text, by role, through a whole session."""
    shown: dict[str, list[str]] = {"teacher": [], "student": []}
    ledger: Ledger | None = None
    for event in events:
        if isinstance(event, SessionStarted):
            ledger = Ledger(event)
            continue
        assert ledger is not None
        ledger = record(ledger, event)
        teacher = ledger.started.teacher.id
        shown["teacher"].append(repr(seen_by_teacher(teacher, event)))
        for student in ledger.items:
            shown["student"].append(repr(seen_by_student(student, event)))
            if isinstance(event, Utterance | ItemPresented):
                shown["teacher"].append(repr(teacher_view(ledger, teacher, student)))
                shown["student"].append(repr(student_view(ledger, student)))
    return shown


def hidden_from_a_teacher(event: Event) -> Event:
    """The same event with all that no teacher may know made something else."""
    match event:
        case SessionStarted():
            cards = tuple(
                c.model_copy(
                    update={
                        "holds": (Holding(misconception="n-minus-zero-is-zero", strength=0.11),),
                        "knows": {"borrow": 0.123},
                        "traits": Traits(slip=0.123, engagement=0.123, help="abuses", asks_why=0.9),
                        "weakness": "steps",
                        "learning": "population",
                    }
                )
                for c in event.students
            )
            other = (PlannedItem(text="9 - 1", kind="whole-subtraction", key="8"),)
            plan = event.plan.model_copy(update={"near": other, "transfer": other})
            return event.model_copy(update={"students": cards, "plan": plan})
        case StudentMind():
            return event.model_copy(update={"mind": {"secret": 1}})
        case Attempt():
            return event.model_copy(
                update={
                    "answer": "999",
                    "correct": True,
                    "held": ("secret",),
                    "steps": (),
                    "luck": "guess",
                    "retrieved": (Recalled(slot="secret", right=True),),
                }
            )
        case UnderstoodEvent():
            effects = Effects(engagement=0.5, praised_wrong=("secret",), missed=True)
            return event.model_copy(update={"effects": effects})
        case TestTaken():
            return event.model_copy(update={"answers": ()})
        case _:
            return event


def hidden_from_a_student(event: Event) -> Event:
    """The same event with all that no student may know made something else."""
    match event:
        case SessionStarted():
            practice = tuple(i.model_copy(update={"key": "0"}) for i in event.plan.practice)
            return event.model_copy(update={"plan": event.plan.model_copy(update={"practice": practice})})
        case ItemPresented():
            return event.model_copy(update={"key": "0"})
        case TeacherBelief():
            return event.model_copy(update={"probabilities": {"secret": 1.0}, "entropy_bits": 9.0})
        case Decision():
            return event.model_copy(update={"reason": "secret", "candidates": (), "predicted": "secret"})
        case Critique():
            return event.model_copy(update={"quote": "secret", "suggestion": "secret"})
        case TestTaken():
            return event.model_copy(update={"answers": ()})
        case _:
            return event


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize(
    ("role", "hide"), [("teacher", hidden_from_a_teacher), ("student", hidden_from_a_student)]
)
def test_what_is_hidden_leaves_no_trace_in_a_view(name: str, role: str, hide: Callable[[Event], Event]):
    events = played(shipped(name, seed=4, teacher="socratic"))
    changed = [hide(e) for e in events]
    assert changed != events
    assert views(changed)[role] == views(events)[role]


def test_the_test_would_see_a_leak():
    """What is not hidden does change a view, so that the comparison above can fail."""
    events = played(shipped("subtraction/borrowing", seed=4))
    said = [e.model_copy(update={"text": "Hm."}) if isinstance(e, Utterance) else e for e in events]
    assert views(said)["teacher"] != views(events)["teacher"]
    assert views(said)["student"] != views(events)["student"]
    keyed = [hidden_from_a_student(e) for e in events]
    assert views(keyed)["teacher"] != views(events)["teacher"]


def test_a_teacher_knows_the_name_and_age_of_a_student_and_no_more():
    ledger = Ledger(shipped("subtraction/borrowing", seed=1))
    assert public_student(ledger, "ben") == ("ben", "Ben", 9)


@pytest.mark.parametrize("name", SCENARIOS)
def test_two_students_with_the_same_words_are_the_same_to_a_teacher(name):
    """The teacher's own decisions, fed the same words, are the same whatever card is behind them."""
    events = played(shipped(name, seed=4))
    role_sees = [seen_by_teacher(events[0].teacher.id, e) for e in map(hidden_from_a_teacher, events)]
    assert role_sees == [seen_by_teacher(events[0].teacher.id, e) for e in events]


def test_only_an_observing_critic_is_shown_a_mind():
    observed = played(shipped("subtraction/borrowing", seed=4))
    assert any(isinstance(e, StudentMind) for e in observed)
    assert all(seen_by_teacher("expected-utility", e) is None for e in observed if isinstance(e, StudentMind))
    notes = [e for e in observed if isinstance(e, Critique)]
    assert all(seen_by_teacher("expected-utility", e) is None for e in notes if e.mode == "observe")
