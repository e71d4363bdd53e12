"""Decisions as the log has them: what was known and weighed, what was chosen, what happened."""

from __future__ import annotations

import pytest

from teachsim.engine.events import Candidate
from teachsim.language.acts import Move
from teachsim.measure.decisions import decision_scores, decisions
from tests.lessons import played, shipped
from tests.measure.sessions import Session

WEIGHED = (
    Candidate(approach="contradiction", move="try-item", on="1/2 + 1/2", utility=0.16, cost=1),
    Candidate(approach="probe-item", move="try-item", on="1/4 + 1/4", utility=0.1, information_bits=1.2),
    Candidate(approach="probe-item", move="try-item", on="1/3 + 1/3", utility=0.05, information_bits=0.9),
    Candidate(approach="let-go", move=None, utility=0.0),
)


def lesson() -> Session:
    session = Session().put("1/2 + 1/3", "5/6").maya("2/5", "2/5", False)
    return session.belief(add_tops_and_bottoms=0.7, correct=0.2995, unknown=0.0005)


def asks(session: Session, item: str) -> Session:
    moves = (Move(kind="try-item", on=item),)
    return session.teacher(
        f"And {item}?", "try-item", moves=moves, approach="probe-item", candidates=WEIGHED, predicted="2/6",
        predicted_probability=0.6,
    )  # fmt: skip


def test_a_decision_stands_with_the_belief_before_it_and_the_answer_after_it():
    session = asks(lesson(), "1/3 + 1/3")
    session.text = "1/3 + 1/3"
    session.maya("2/6", "2/6", False).belief(add_tops_and_bottoms=0.9, correct=0.1)
    (made,) = decisions(session.events, "maya")
    assert made.belief == {"add-tops-and-bottoms": 0.7, "correct": 0.2995}
    assert made.belief_after == {"add-tops-and-bottoms": 0.9, "correct": 0.1}
    assert (made.predicted, made.answered, made.came_true) == ("2/6", "2/6", True)
    assert list(WEIGHED) == made.candidates


@pytest.mark.parametrize(
    ("item", "forgone"), [("1/3 + 1/3", 0.11), ("1/4 + 1/4", 0.06)]
)  # fmt: skip
def test_what_is_forgone_is_the_best_utility_less_that_of_the_item_asked(item, forgone):
    (made,) = decisions(asks(lesson(), item).events, "maya")
    assert made.best == "contradiction"
    assert made.forgone == pytest.approx(forgone)


def test_letting_go_is_a_choice_among_the_others():
    (made,) = decisions(lesson().lets_go(candidates=WEIGHED).events, "maya")
    assert (made.turn, made.forgone) == (None, 0.16)


def test_where_nothing_was_weighed_nothing_is_forgone_and_nothing_best():
    session = lesson().teacher("Why?", "ask-why").lets_go(candidates=WEIGHED)
    first, second = decisions(session.events, "maya")
    assert (first.best, first.forgone) == (None, None)
    scores = decision_scores([first, second])
    assert (scores.made, scores.intervened, scores.weighed) == (2, 1, 1)
    assert (scores.best_taken, scores.forgone) == (0, 0.16)
    assert decision_scores([first]).best_taken is None


def test_a_teacher_who_chooses_by_utility_forgoes_nothing_when_it_opens():
    events = played(shipped("fractions/unlike-denominators", 7, "expected-utility"))
    opening = [d for d in decisions(events, "maya") if d.cost]
    assert opening
    assert [d.forgone for d in opening] == [0] * len(opening)
