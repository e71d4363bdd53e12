"""Choosing items, finding domains, and reading running text."""

from __future__ import annotations

from random import Random

import pytest

from teachsim.domains.arithmetic.domain import ARITHMETIC
from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.domains.choosing import items_for, telling_apart
from teachsim.domains.registry import domain, domain_for, domains
from teachsim.errors import BadInput

SUBTRACTION = ["whole-subtraction"]


def test_the_items_show_the_target_and_tell_it_from_its_rivals() -> None:
    items = telling_apart(ARITHMETIC, SUBTRACTION, "smaller-from-larger", 3, Random(1))
    assert len({item.text for item in items}) == 3
    assert all(ARITHMETIC.shows("smaller-from-larger", item) for item in items)
    for rival, m in ARITHMETIC.misconceptions.items():
        if "whole-subtraction" in m.kinds and rival != "smaller-from-larger":
            assert any(
                ARITHMETIC.solve(item, [rival]).answer
                != ARITHMETIC.solve(item, ["smaller-from-larger"]).answer
                for item in items
            ), rival


def first_after(target: str, seed: int, contrasts: int = 0) -> bool:
    """Whether three telling items, one answer of each slipped now and then, put the target first."""
    rng = Random(f"{target}/{seed}")
    rivals = [n for n, m in ARITHMETIC.misconceptions.items() if "whole-subtraction" in m.kinds]
    belief = {name: 0.9 / len(rivals) for name in rivals} | {CORRECT: 0.05, UNKNOWN: 0.05}
    for item in telling_apart(ARITHMETIC, SUBTRACTION, target, 3, rng, contrasts=contrasts):
        solution = ARITHMETIC.solve(item, [target])
        if rng.random() < 0.05:
            solution = ARITHMETIC.slip(item, solution, rng)
        tables = ARITHMETIC.predict(item, list(belief))
        spread = 0.05 / (ARITHMETIC.plausible(item) - 1)
        for name in belief:
            belief[name] *= 0.95 * tables[name].get(solution.answer.text, 0) + spread
    return all(belief[target] > share for name, share in belief.items() if name != target)


@pytest.mark.parametrize("target", ["smaller-from-larger", "borrow-across-zero", "stutter-subtract"])
def test_three_telling_items_put_what_is_held_first(target: str) -> None:
    assert sum(first_after(target, seed) for seed in range(20)) >= 19


def test_rivals_that_no_item_tells_apart_are_accepted() -> None:
    items = telling_apart(
        ARITHMETIC, SUBTRACTION, "borrow-from-zero-left-ten-ok", 2, Random(1), among=["borrow-from-zero"]
    )
    assert len(items) == 2


def test_a_contrasting_item_tells_a_bug_from_its_special_case() -> None:
    target = "borrow-from-zero-left-ten-ok"
    assert not any(first_after(target, seed) for seed in range(3))
    assert sum(first_after(target, seed, contrasts=1) for seed in range(20)) >= 18


def test_a_target_that_cannot_show_is_refused() -> None:
    with pytest.raises(BadInput, match="cannot show on whole-addition"):
        telling_apart(ARITHMETIC, ["whole-addition"], "smaller-from-larger", 3, Random(1))


def test_a_set_of_items_has_no_doubles_and_none_to_avoid() -> None:
    first = items_for(ARITHMETIC, SUBTRACTION, "borrow-across-zero", 6, Random(1))
    texts = {item.text for item in first}
    again = items_for(ARITHMETIC, SUBTRACTION, "borrow-across-zero", 6, Random(1), avoid=texts)
    assert len(texts) == 6
    assert not texts & {item.text for item in again}


def test_kinds_take_turns() -> None:
    items = items_for(ARITHMETIC, ["whole-subtraction", "whole-addition"], None, 4, Random(1))
    assert [item.kind for item in items] == ["whole-subtraction", "whole-addition"] * 2


def test_a_text_finds_its_domain() -> None:
    found, item = domain_for("52 - 38")
    assert (found.name, item.kind) == ("arithmetic", "whole-subtraction")
    assert domain("arithmetic") is found
    assert list(domains()) == ["arithmetic", "algebra"]


def test_an_unreadable_text_is_answered_with_what_can_be_written() -> None:
    with pytest.raises(BadInput, match=r"cannot read 'hello' as a task; write something like \d+ - \d+"):
        domain_for("hello")


def test_an_unknown_domain_is_answered_with_the_nearest() -> None:
    with pytest.raises(BadInput, match="did you mean 'arithmetic'"):
        domain("arithmetics")


@pytest.mark.parametrize(
    ("text", "items", "answers"),
    [
        ("Let's try your way on 52 - 38 first", ["52 - 38"], []),
        ("52 − 38 = 26, right?", ["52 - 38"], ["26"]),
        ("I got 26.", [], ["26"]),
        ("so 2/4", [], ["2/4"]),
        ("the answer is .04 < .5", [], [".04 < .5"]),
        ("fourteen, I think", [], ["14"]),
        ("two thirds and a half", [], ["2/3", "1/2"]),
        ("Let's try a smaller one.", [], []),
        ("9 - 4 - 2", ["9 - 4 - 2"], []),
        ("nothing to read here", [], []),
    ],
)
def test_running_text_is_read(text: str, items: list[str], answers: list[str]) -> None:
    found = ARITHMETIC.spans(text)
    assert [span.item.text for span in found if span.item] == items
    assert [span.answer.text for span in found if span.answer] == answers
