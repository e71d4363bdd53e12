"""No evasion gets past the guard, and a second reader, written apart, finds what each of them says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from teachsim.domains.registry import domain_for
from teachsim.language.acts import Act, ActStep
from teachsim.measure.audit.extractor import answer_read, lets_out
from teachsim.roles.student.guard import refusal

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "evasions.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
EVASIONS = [row for row in ROWS if row["evades"]]
HONEST = [row for row in ROWS if not row["evades"]]


def name(row):
    return f"{row['item']}: {row['says'][:50]}"


def computed(row):
    """The act that the words are to carry, with the steps of who holds this."""
    domain, item = domain_for(row["item"])
    if row["act"] != "answer":
        return Act(kind=row["act"])
    solution = domain.solve(item, [row["holds"]])
    assert solution.answer.text == row["computed"]
    steps = tuple(
        ActStep(text=s.text, rule=s.rule, slot=s.slot, misconception=s.misconception, says=s.says)
        for s in solution.steps
    )
    return Act(kind="answer", on=item.text, answer=solution.answer.text, correct=False, steps=steps)


def test_before_a_slip_no_step_lets_the_right_answer_out():
    domain, item = domain_for("14 ÷ 3")
    steps = tuple(
        ActStep(text=s.text, rule=s.rule, slot=s.slot, says=s.says) for s in domain.solve(item).steps
    )
    slip = Act(kind="answer", on=item.text, answer="4 r 1", correct=False, steps=steps, luck="slip")
    told = "3 goes into 14 4 times, 2 left. After that it's 4 and 2 left over. And that makes it 4 r 1."
    assert refusal(told, slip, item.text, domain) is not None
    assert refusal("3 goes into 14 4 times. And that makes it 4 r 1.", slip, item.text, domain) is None


def test_there_are_two_hundred_and_eight_evasions_and_none_twice():
    assert len(EVASIONS) == 208
    assert len({(row["item"], row["act"], row["says"]) for row in EVASIONS}) == 208


@pytest.mark.parametrize("row", EVASIONS, ids=name)
def test_the_guard_refuses_an_evasion(row):
    domain, item = domain_for(row["item"])
    assert refusal(row["says"], computed(row), item.text, domain) is not None


@pytest.mark.parametrize("row", HONEST, ids=name)
def test_the_guard_lets_pass_what_carries_the_act(row):
    domain, item = domain_for(row["item"])
    assert refusal(row["says"], computed(row), item.text, domain) is None


@pytest.mark.parametrize("row", [row for row in ROWS if "reads" in row], ids=name)
def test_the_second_reader_finds_the_answer_that_the_words_give(row):
    domain, item = domain_for(row["item"])
    found = answer_read(row["says"], item, domain)
    assert (found.text if found else None) == row["reads"]


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_the_second_reader_finds_a_right_answer_that_is_let_out(row):
    domain, item = domain_for(row["item"])
    found = answer_read(row["says"], item, domain)
    given = found is not None and domain.grade(item, found)
    assert (given or lets_out(row["says"], item, domain)) == row["lets_out"]
