"""Multiplying and dividing: the literature's examples, notations, answers, and the checks."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from teachsim.domains.arithmetic.domain import Arithmetic
from teachsim.domains.arithmetic.multiplication import MULTIPLICATION
from tests.domains.topics import parsed, refuting, typed_in

DOMAIN = Arithmetic([MULTIPLICATION])


@pytest.mark.parametrize(
    ("text", "holding", "says"),
    [
        ("23 × 14", "unshifted-partial-product", "115"),
        ("46 × 23", "column-wise-multiply", "818"),
        ("36 × 7", "carry-added-before-multiplying", "492"),
        ("36 × 7", "forgets-carry-in-multiplying", "212"),
        ("105 × 3", "times-zero-leaves-number", "345"),
        ("612 ÷ 6", "quotient-zero-omitted", "12"),
        ("75 ÷ 3", "quotient-right-to-left", "52"),
        ("9 ÷ 4", "remainder-as-decimal", "2.1"),
        ("9 ÷ 4", "drops-remainder", "2"),
        ("21.8*.4=?", "point-from-the-left", "87.2"),
        ("4.5*0.1=?", "point-from-the-left", "45"),
        ("0.3 × 0.4", "point-stays-in-line", "1.2"),
        ("2.3 × 1.4", "unshifted-partial-product", "1.15"),
        ("4.72 ÷ 3", "remainder-as-decimal", "1.571"),
        ("9.35÷.7=?", "remainder-as-decimal", "13.34"),
        ("8.24÷5", "remainder-as-decimal", "1.644"),
        ("6.12 ÷ 6", "quotient-zero-omitted", "1.2"),
        ("4 ÷ 8", "larger-by-smaller", "2"),
        ("9.6 ÷ 0.8", "moves-only-divisor-point", "1.2"),
    ],
)
def test_a_holder_gives_the_answer_of_the_literature(text: str, holding: str, says: str) -> None:
    ways = DOMAIN.ways(parsed(DOMAIN, text), [holding])
    assert says in [way.solution.answer.text for way in ways]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "23 × 14",
            [
                "3 × 4 = 12",
                "2 × 4 + 1 = 9",
                "23 × 4 = 92",
                "3 × 1 = 3",
                "2 × 1 = 2",
                "23 × 10 = 230",
                "92 + 230 = 322",
            ],
        ),
        ("612 ÷ 6", ["6 ÷ 6 = 1", "1 ÷ 6 = 0 r 1", "12 ÷ 6 = 2", "102"]),
        ("9 ÷ 4", ["9 ÷ 4 = 2 r 1", "2 r 1"]),
        (
            "9.35 ÷ .7",
            [
                "9.35 ÷ .7 = 93.5 ÷ 7",
                "9 ÷ 7 = 1 r 2",
                "23 ÷ 7 = 3 r 2",
                "25 ÷ 7 = 3 r 4",
                "40 ÷ 7 = 5 r 5",
                "50 ÷ 7 = 7 r 1",
                "≈ 13.357",
            ],
        ),
        ("0.3 × 0.4", ["3 × 4 = 12", "12: 0.12"]),
    ],
)
def test_a_right_solution_reads_like_written_lines(text: str, lines: list[str]) -> None:
    assert [step.text for step in DOMAIN.solve(parsed(DOMAIN, text)).steps] == lines


def test_right_solutions_agree_with_exact_fractions() -> None:
    rng = Random(1)
    for number in range(5000):
        item = DOMAIN.generate(MULTIPLICATION.kinds[number % 4], None, rng)
        left, sign, right = item.text.split()
        value = Fraction(left) * Fraction(right) if sign == "×" else Fraction(left) / Fraction(right)
        answer = DOMAIN.solve(item).answer
        assert DOMAIN.grade(item, answer)
        assert answer.value is not None
        places = len(answer.text.partition(".")[2])
        off = abs(Fraction(str(answer.value)) - value)
        assert off == 0 or (
            item.kind == "decimal-division" and places >= 3 and off <= Fraction(1, 2 * 10**places)
        )


def test_a_repair_brings_down_digits_that_have_no_partner() -> None:
    solution = DOMAIN.solve(parsed(DOMAIN, "146 × 23"), ["column-wise-multiply"])
    assert solution.answer.text == "1818"


@pytest.mark.parametrize(
    "text",
    [
        "3 + 4",
        "-3 × 4",
        "1/2 × 3",
        "3 ÷ 0",
        "0.0 × 5",
        "3 × 4 × 5",
        "1234567890 × 2",
        "3 ×",
        "612/6",
        "20% × 3",
        "5. × 3",
    ],
)
def test_what_is_not_of_this_topic_is_left_to_others(text: str) -> None:
    assert MULTIPLICATION.parse(text) is None


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("23x14", "23 × 14"),
        ("23*14=", "23 × 14"),
        ("612 / 6", "612 ÷ 6"),
        ("what is 46 × 23?", "46 × 23"),
        ("21.8*.4=?", "21.8 × .4"),
        ("multiply 3 × 4", "3 × 4"),
        ("007 × 3", "7 × 3"),
    ],
)
def test_other_notations_are_read(text: str, canonical: str) -> None:
    assert parsed(DOMAIN, text).text == canonical


@pytest.mark.parametrize(
    ("text", "typed", "right"),
    [
        ("9 ÷ 4", "2 r 1", True),
        ("9 ÷ 4", "2 R1", True),
        ("9 ÷ 4", "2 remainder 1", True),
        ("9 ÷ 4", "2.25", True),
        ("9 ÷ 4", "2 1/4", True),
        ("9 ÷ 4", "9 ÷ 4 = 2", False),
        ("9 ÷ 4", "2.1", False),
        ("9 ÷ 4", "1 r 5", False),
        ("4.72 ÷ 3", "1.57", True),
        ("4.72 ÷ 3", "1.573", True),
        ("4.72 ÷ 3", "1.571", False),
        ("4.72 ÷ 3", "1.6", False),
        ("0.5 × 0.4", "0.2", True),
        ("21.8 × .4", "8.720", True),
    ],
)
def test_answers_are_graded_by_value(text: str, typed: str, right: bool) -> None:
    assert DOMAIN.grade(*typed_in(DOMAIN, text, typed)) is right


@pytest.mark.parametrize(
    ("text", "tested", "name"),
    [
        ("23 × 14", "115", "estimate"),
        ("36 × 7", "492", "estimate"),
        ("23 × 14", "323", "last-digit"),
        ("0.3 × 0.4", "1.2", "part-of"),
        ("612 ÷ 6", "12", "size"),
        ("612 ÷ 6", "12", "multiply-back"),
        ("9 ÷ 4", "2.1", "multiply-back"),
        ("4.72 ÷ 3", "1.571", "multiply-back"),
    ],
)
def test_a_wrong_answer_can_be_seen_to_fail(text: str, tested: str, name: str) -> None:
    assert name in refuting(DOMAIN, text, tested)
