"""Order of operations: the literature's examples, notations, answers, and the checks."""

from __future__ import annotations

import re
from fractions import Fraction
from random import Random

import pytest

from teachsim.domains.arithmetic.domain import Arithmetic
from teachsim.domains.arithmetic.order import ORDER
from tests.domains.topics import parsed, refuting, typed_in

DOMAIN = Arithmetic([ORDER])


@pytest.mark.parametrize(
    ("text", "holding", "says"),
    [
        ("17-3*5=", "left-to-right", "70"),
        ("8 - 2 × 3", "left-to-right", "18"),
        ("3 + 4(2 + 5)", "left-to-right", "49"),
        ("2 × 3 + 4", "adds-before-multiplying", "14"),
        ("12 ÷ 2 × 3", "multiplies-before-dividing", "2"),
        ("10 - 4 + 3", "adds-before-subtracting", "3"),
        ("3 × (2 + 5)", "passes-over-brackets", "11"),
        ("(3+4)/2", "passes-over-brackets", "5"),
        ("10(13)", "side-by-side-means-plus", "23"),
        ("3 + 4(2 + 5)", "side-by-side-means-plus", "14"),
    ],
)
def test_a_holder_gives_the_answer_of_the_literature(text: str, holding: str, says: str) -> None:
    ways = DOMAIN.ways(parsed(DOMAIN, text), [holding])
    assert says in [way.solution.answer.text for way in ways]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("3 + 4(2 + 5)", ["2 + 5 = 7", "4 × 7 = 28", "3 + 28 = 31"]),
        ("8 - 2 × 3", ["2 × 3 = 6", "8 - 6 = 2"]),
        ("10(13)", ["10 × 13 = 130"]),
    ],
)
def test_a_right_solution_reads_like_written_lines(text: str, lines: list[str]) -> None:
    assert [step.text for step in DOMAIN.solve(parsed(DOMAIN, text)).steps] == lines


def test_right_solutions_agree_with_python() -> None:
    rng = Random(1)
    for number in range(5000):
        item = DOMAIN.generate(ORDER.kinds[number % 2], None, rng)
        text = re.sub(r"(?<=\d)\(", "*(", item.text)  # the generator's own text
        value = eval(re.sub(r"(\d+)", r"Fraction(\1)", text).replace("×", "*").replace("÷", "/"))
        assert Fraction(DOMAIN.solve(item).answer.text) == value, item


def test_dividing_by_nothing_on_a_wrong_way_leaves_the_number() -> None:
    solution = DOMAIN.solve(parsed(DOMAIN, "8 ÷ 2 - 2"), ["adds-before-multiplying"])
    assert solution.answer.text == "8"


@pytest.mark.parametrize(
    "text",
    [
        "3 + 4",
        "3 × 4",
        "(3 + 4)",
        "2 + 3 ×",
        "2 + (3 + 4",
        "4 ÷ 0 + 1",
        "3 + 4x",
        "1/2 + 3 × 4",
        "0.5 + 2 × 3",
        "2 + 3 × 4 = 14",
        "2^3 + 4 × 5",
        "5 ÷ (3 - 3)",
    ],
)
def test_what_is_not_of_this_topic_is_left_to_others(text: str) -> None:
    assert ORDER.parse(text) is None


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("17-3*5=", "17 - 3 × 5"),
        ("3+4(2+5)", "3 + 4(2 + 5)"),
        ("2x3+4", "2 × 3 + 4"),
        ("(3 + 4)/2", "(3 + 4) ÷ 2"),
        ("evaluate 8 - 2 × 3", "8 - 2 × 3"),
        ("2 × (3) + 1", "2 × 3 + 1"),
    ],
)
def test_other_notations_are_read(text: str, canonical: str) -> None:
    assert parsed(DOMAIN, text).text == canonical


@pytest.mark.parametrize(
    ("text", "typed", "right"),
    [
        ("8 - 2 × 3", "2", True),
        ("8 - 2 × 3", "8 - 2 × 3 = 2", True),
        ("8 - 2 × 3", "18", False),
        ("(3 + 4)/2", "3.5", True),
        ("(3 + 4)/2", "7/2", True),
        ("(3 + 4)/2", "3 1/2", True),
    ],
)
def test_answers_are_graded_by_value(text: str, typed: str, right: bool) -> None:
    assert DOMAIN.grade(*typed_in(DOMAIN, text, typed)) is right


@pytest.mark.parametrize(
    ("text", "tested", "name"),
    [
        ("17 - 3 × 4", "56", "story"),
        ("17 - 3 × 4", "56", "calculator"),
        ("3 × (2 + 5)", "11", "story"),
        ("10 - 4 + 2", "4", "story"),
    ],
)
def test_a_wrong_answer_can_be_seen_to_fail(text: str, tested: str, name: str) -> None:
    assert name in refuting(DOMAIN, text, tested)
