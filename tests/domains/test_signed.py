"""Numbers with signs: the literature's examples, notations, answers, and the checks."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from teachsim.domains.arithmetic.domain import Arithmetic
from teachsim.domains.arithmetic.signed import SIGNED
from tests.domains.topics import parsed, refuting, typed_in

DOMAIN = Arithmetic([SIGNED])


@pytest.mark.parametrize(
    ("text", "holding", "says"),
    [
        ("5+-9", "wrong-sign-of-sum", "4"),
        ("-9 + 4", "wrong-sign-of-sum", "5"),
        ("4+-3=", "ignores-signs", "7"),
        ("-9 + 4", "minus-covers-sum", "-13"),
        ("-8+-3", "two-negatives-make-positive", "5"),
        ("-2+-5", "two-negatives-make-positive", "7"),
        ("-8-3=x", "negatives-add-to-positive", "11"),
        ("(-3) - (-5)", "minus-negative-stays-minus", "-8"),
        ("4 - 9", "turns-difference-round", "5"),
        ("4 - 9", "nothing-below-zero", "0"),
        ("-3 × -4", "any-minus-makes-minus", "-12"),
        ("-3 × 4", "larger-gives-product-sign", "12"),
        ("-3 × 4", "any-minus-makes-minus", "-12"),
    ],
)
def test_a_holder_gives_the_answer_of_the_literature(text: str, holding: str, says: str) -> None:
    ways = DOMAIN.ways(parsed(DOMAIN, text), [holding])
    assert says in [way.solution.answer.text for way in ways]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("-9 + 4", ["9 - 4 = 5", "-9 + 4 = -5"]),
        ("(-3) - (-5)", ["-3 - (-5) = -3 + 5", "5 - 3 = 2", "-3 + 5 = 2"]),
        ("4 - 9", ["4 - 9 = -5"]),
        ("-12 ÷ 3", ["12 ÷ 3 = 4", "-12 ÷ 3 = -4"]),
    ],
)
def test_a_right_solution_reads_like_written_lines(text: str, lines: list[str]) -> None:
    assert [step.text for step in DOMAIN.solve(parsed(DOMAIN, text)).steps] == lines


def test_right_solutions_agree_with_python() -> None:
    rng = Random(1)
    for number in range(5000):
        item = DOMAIN.generate(SIGNED.kinds[number % 4], None, rng)
        value = eval(item.text.replace("×", "*").replace("÷", "/"))  # the generator's own text
        assert Fraction(DOMAIN.solve(item).answer.text) == value, item


@pytest.mark.parametrize(
    "text",
    [
        "9 - 4",
        "3 + 4",
        "3 × 4",
        "-3",
        "-3 + 4 + 5",
        "-1/2 + 1",
        "-0.5 + 1",
        "-7 ÷ 2",
        "-3 ÷ 0",
        "-3 + 0",
        "3x + -4",
        "- - 3 + 4",
    ],
)
def test_what_is_not_of_this_topic_is_left_to_others(text: str) -> None:
    assert SIGNED.parse(text) is None


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("5+-9=", "5 + (-9)"),
        ("-9 + 4 = ?", "-9 + 4"),
        ("−3−5", "-3 - 5"),
        ("(-3) - (-5)", "-3 - (-5)"),
        ("-3*4", "-3 × 4"),
        ("what is 4 - 9?", "4 - 9"),
        ("-8-3=x", "-8 - 3"),
        ("-12 / 3", "-12 ÷ 3"),
    ],
)
def test_other_notations_are_read(text: str, canonical: str) -> None:
    assert parsed(DOMAIN, text).text == canonical


@pytest.mark.parametrize(
    ("text", "typed", "right"),
    [
        ("-9 + 4", "-5", True),
        ("-9 + 4", "−5", True),
        ("-9 + 4", "-9 + 4 = -5.", True),
        ("-9 + 4", "x = -5", True),
        ("-9 + 4", "5", False),
        ("-9 + 4", "+5", False),
    ],
)
def test_answers_are_graded_by_value(text: str, typed: str, right: bool) -> None:
    assert DOMAIN.grade(*typed_in(DOMAIN, text, typed)) is right


@pytest.mark.parametrize(
    ("text", "tested", "name"),
    [
        ("-9 + 4", "5", "owing"),
        ("-9 + 4", "-13", "thermometer"),
        ("-8 - 3", "11", "owing"),
        ("5 - (-3)", "2", "undo"),
        ("-3 × 4", "12", "repeat"),
        ("-3 × (-4)", "-12", "pattern"),
        ("-12 ÷ 3", "4", "multiply-back"),
    ],
)
def test_a_wrong_answer_can_be_seen_to_fail(text: str, tested: str, name: str) -> None:
    assert name in refuting(DOMAIN, text, tested)
