"""An explanation's flaw is named with its dimension, its words and a score, from the worked solution."""

from __future__ import annotations

import pytest

from benchmarks.explanations import by_mastery, overlap, seeded, spearman
from teachsim.domains.registry import domain
from teachsim.roles.critic.explanations import DIMENSIONS, explain_flaw

D = domain("arithmetic")
SUM = D.parse("390 + 14")
FULL = "Ones: 0 + 4 = 4. Tens: 9 + 1 = 10. Write 0, carry 1. Hundreds: 3 + 1 = 4. So it's 404."


@pytest.mark.parametrize(
    ("text", "dimension", "span"),
    [
        (FULL, None, None),
        ("It's 404.", "lack_justification", None),
        ("I like football.", "irrelevant", "I like football."),
        (FULL.removesuffix(" So it's 404."), "incomplete_reasoning", None),
        (FULL.replace("9 + 1 = 10", "9 + 1 = 11"), "incorrect_reasoning", "Tens: 9 + 1 = 11."),
        (FULL.replace("404", "304"), "inconsistent_answer", "So it's 304."),
        ("257 + 68 = 325.", "misunderstanding", "257 + 68"),
    ],
)
def test_the_flaw_is_read_off_the_difference_to_the_worked_solution(text, dimension, span):
    found = explain_flaw(text, SUM, D)
    assert (found.dimension, found.span) == (dimension, span)
    assert (found.score == 5) == (dimension is None)


def test_a_belief_is_incorrect_information_and_the_general_suggestion_is_the_right_rule():
    item = D.parse("1/2 + 1/4")
    belief = D.misconceptions["add-tops-and-bottoms"].belief[0]
    found = explain_flaw(f"{belief} So it's 2/6.", item, D)
    assert (found.dimension, found.span, found.score) == ("incorrect_information", belief, 1)
    assert found.general in D.ideas["common-denominator"].rule


def test_a_teacher_who_tells_the_answer_leaks_and_one_who_asks_has_no_flaw():
    assert explain_flaw("The answer is 404.", SUM, D, role="teacher").dimension == "leak"
    assert explain_flaw("What happens when a column makes ten?", SUM, D, role="teacher").score == 5


def test_an_answer_given_apart_from_its_explanation_is_compared_with_it():
    assert explain_flaw(FULL, SUM, D, answer="304").dimension == "inconsistent_answer"


def test_no_general_suggestion_contains_the_answer_and_most_seeded_flaws_are_named():
    rows = seeded(1)
    judged = [(r, explain_flaw(r.text, r.item, r.domain, role=r.role)) for r in rows]
    for row, found in judged:
        assert row.domain.solve(row.item).answer.text not in found.general.split()
        assert found.dimension is None or found.dimension in DIMENSIONS
        assert 0 <= found.score <= 5
    assert sum(r.dimension == f.dimension for r, f in judged) / len(judged) > 0.85


def test_the_score_rises_with_mastery():
    rho = spearman(by_mastery(1))
    assert rho is not None
    assert rho > 0.6


def test_spans_and_ranks_are_compared_as_by_hand():
    assert overlap("bc", "cd", "abcd") == pytest.approx(1 / 3)
    assert spearman([(1, 2), (2, 4), (3, 6)]) == pytest.approx(1)
    assert spearman([(1, 1), (2, 1)]) is None
