"""Powers: the literature's examples, notations, answers, and the checks."""

from __future__ import annotations

import re
from fractions import Fraction
from random import Random

import pytest

from teachsim.domains.arithmetic.domain import Arithmetic
from teachsim.domains.arithmetic.exponents import EXPONENTS
from tests.domains.topics import parsed, refuting, typed_in

DOMAIN = Arithmetic([EXPONENTS])


@pytest.mark.parametrize(
    ("text", "holding", "says"),
    [
        ("(2^9)(3^4)(5^6)=", "exponent-as-times", "6480"),
        ("9^3-5^4", "exponent-as-times", "7"),
        ("4^3", "exponent-as-times", "12"),
        ("3^-2", "exponent-as-times", "-6"),
        ("3^-2", "negative-exponent-moves-point", "0.03"),
        ("3^-2", "negative-exponent-negates", "-9"),
        ("2^3", "base-and-exponent-swapped", "9"),
        ("5^0", "zero-power-is-not-one", "0"),
        ("5^0", "zero-power-is-not-one", "5"),
        ("2^3 × 2^4", "multiplies-exponents", "4096"),
        ("2^3 × 2^4", "multiplies-bases-too", "16384"),
    ],
)
def test_a_holder_gives_the_answer_of_the_literature(text: str, holding: str, says: str) -> None:
    ways = DOMAIN.ways(parsed(DOMAIN, text), [holding])
    assert says in [way.solution.answer.text for way in ways]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("4^3", ["4^3 = 4 × 4 × 4 = 64"]),
        ("3^-2", ["3^-2 = 1/3^2", "3^2 = 3 × 3 = 9", "3^-2 = 1/9"]),
        ("2^3 × 2^4", ["2^3 × 2^4 = 2^7", "2^7 = 2 × … × 2 = 128"]),
        ("9^3 - 5^4", ["9^3 = 9 × 9 × 9 = 729", "5^4 = 5 × 5 × 5 × 5 = 625", "729 - 625 = 104"]),
    ],
)
def test_a_right_solution_reads_like_written_lines(text: str, lines: list[str]) -> None:
    assert [step.text for step in DOMAIN.solve(parsed(DOMAIN, text)).steps] == lines


def test_right_solutions_agree_with_python() -> None:
    rng = Random(1)
    for number in range(5000):
        item = DOMAIN.generate(EXPONENTS.kinds[number % 4], None, rng)
        text = item.text.replace("^", "**").replace("×", "*")  # the generator's own text
        value = eval(re.sub(r"(\d+)(?=\*\*)", r"Fraction(\1)", text))
        assert Fraction(DOMAIN.solve(item).answer.text) == value, item


def test_a_power_too_long_to_write_is_refused_at_once() -> None:
    assert [EXPONENTS.parse(text) for text in ("99^99", "2^99", "9^9 × 9^9", "10^-12")] == [None] * 4


@pytest.mark.parametrize(
    "text",
    [
        "4 × 3",
        "4^",
        "^3",
        "0^2",
        "x^2",
        "4^3^2",
        "4^1000",
        "(2 + 3)^2",
        "4^1.5",
        "2^3 2^4",
        "2^3 ÷ 2^2",
        "2^-1 + 3^2",
    ],
)
def test_what_is_not_of_this_topic_is_left_to_others(text: str) -> None:
    assert EXPONENTS.parse(text) is None


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("4³", "4^3"),
        ("3⁻²", "3^-2"),
        ("3^(-2)", "3^-2"),
        ("2**3", "2^3"),
        ("(2^9)(3^4)(5^6)", "2^9 × 3^4 × 5^6"),
        ("2^3*2^4=", "2^3 × 2^4"),
        ("evaluate: 9^3-5^4", "9^3 - 5^4"),
    ],
)
def test_other_notations_are_read(text: str, canonical: str) -> None:
    assert parsed(DOMAIN, text).text == canonical


@pytest.mark.parametrize(
    ("text", "typed", "right"),
    [
        ("3^-2", "1/9", True),
        ("3^-2", "0.111", True),
        ("3^-2", "0.1", False),
        ("2^-3", "0.125", True),
        ("2^-3", "0.13", False),
        ("4^3", "64", True),
        ("4^3", "12", False),
    ],
)
def test_answers_are_graded_by_value(text: str, typed: str, right: bool) -> None:
    assert DOMAIN.grade(*typed_in(DOMAIN, text, typed)) is right


@pytest.mark.parametrize(
    ("text", "tested", "name"),
    [
        ("4^3", "12", "little-squares"),
        ("4^3", "12", "growth"),
        ("5^0", "0", "row-of-powers"),
        ("3^-2", "-9", "row-of-powers"),
        ("9^3 - 5^4", "7", "calculator"),
    ],
)
def test_a_wrong_answer_can_be_seen_to_fail(text: str, tested: str, name: str) -> None:
    assert name in refuting(DOMAIN, text, tested)
