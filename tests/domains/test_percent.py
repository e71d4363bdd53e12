"""Percent: the literature's examples, notations, answers, and the checks."""

from __future__ import annotations

import re
from fractions import Fraction
from random import Random

import pytest

from teachsim.domains.arithmetic.domain import Arithmetic
from teachsim.domains.arithmetic.percent import PERCENT
from tests.domains.topics import parsed, refuting, typed_in

DOMAIN = Arithmetic([PERCENT])


@pytest.mark.parametrize(
    ("text", "holding", "says"),
    [
        ("what percent of 400 is left after 240", "smaller-over-larger", "60%"),
        ("20 is 80% of what", "smaller-over-larger", "25"),
        ("20% of 60", "smaller-over-larger", "33.33"),
        ("What percent of 40 is 28?", "percent-times-number", "11.2"),
        ("What percent of 125 is 25?", "percent-times-number", "31.25"),
        ("8 is 20% of what", "percent-times-number", "1.6"),
        ("20% of 60", "percent-as-amount", "40"),
        ("20% of 60", "divides-by-percentage", "3"),
        ("what percent of 40 is 10", "whole-over-part", "400%"),
        ("5% of 60", "point-before-percentage", "30"),
        ("20% of 60", "drops-percent-sign", "1200"),
        ("what percent of 40 is 28", "puts-percent-sign-on-decimal", "0.7%"),
    ],
)
def test_a_holder_gives_the_answer_of_the_literature(text: str, holding: str, says: str) -> None:
    ways = DOMAIN.ways(parsed(DOMAIN, text), [holding])
    assert says in [way.solution.answer.text for way in ways]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("20% of 60", ["20% = 0.2", "0.2 × 60 = 12"]),
        ("what percent of 40 is 28", ["28 ÷ 40 = 0.7", "0.7 = 70%"]),
        ("8 is 20% of what", ["20% = 0.2", "8 ÷ 0.2 = 40"]),
        ("what percent of 400 is left after 240", ["400 - 240 = 160", "160 ÷ 400 = 0.4", "0.4 = 40%"]),
    ],
)
def test_a_right_solution_reads_like_written_lines(text: str, lines: list[str]) -> None:
    assert [step.text for step in DOMAIN.solve(parsed(DOMAIN, text)).steps] == lines


def test_right_solutions_agree_with_python() -> None:
    rng = Random(1)
    for number in range(5000):
        item = DOMAIN.generate(PERCENT.kinds[number % 4], None, rng)
        one, two = map(Fraction, re.findall(r"\d+", item.text))
        value = {
            "percent-of": one * two / 100,
            "percent-rate": two / one * 100,
            "percent-whole": one / two * 100,
            "percent-left": (1 - two / one) * 100,
        }[item.kind]
        assert DOMAIN.solve(item).answer.value == value, item


@pytest.mark.parametrize(
    "text",
    [
        "20 of 60",
        "20% + 60",
        "0% of 60",
        "20% of",
        "what percent of 40",
        "what percent of 40 is left after 60",
        "what is 20",
        "8 is 20% of 40",
        "x% of 60",
    ],
)
def test_what_is_not_of_this_topic_is_left_to_others(text: str) -> None:
    assert PERCENT.parse(text) is None


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("What is 20% of 60?", "20% of 60"),
        ("20 percent of 60", "20% of 60"),
        ("what percent is 8 of 40", "what percent of 40 is 8"),
        ("28 is what percent of 40?", "what percent of 40 is 28"),
        ("20% of what number is 8?", "8 is 20% of what"),
        ("8 is 20% of ___", "8 is 20% of what"),
    ],
)
def test_other_notations_are_read(text: str, canonical: str) -> None:
    assert parsed(DOMAIN, text).text == canonical


@pytest.mark.parametrize(
    ("text", "typed", "right"),
    [
        ("what percent of 40 is 28", "70%", True),
        ("what percent of 40 is 28", "70", True),
        ("what percent of 40 is 28", "0.7", False),
        ("what percent of 30 is 10", "33.3%", True),
        ("what percent of 30 is 10", "33%", False),
        ("20 is 80% of what", "$25", True),
    ],
)
def test_answers_are_graded_by_value(text: str, typed: str, right: bool) -> None:
    assert DOMAIN.grade(*typed_in(DOMAIN, text, typed)) is right


@pytest.mark.parametrize(
    ("text", "tested", "name"),
    [
        ("20% of 60", "1200", "half"),
        ("20% of 60", "3", "tenth"),
        ("what percent of 40 is 28", "11.2", "half"),
        ("what percent of 40 is 28", "11.2", "put-back"),
        ("8 is 20% of what", "1.6", "all-of-it"),
        ("what percent of 400 is left after 240", "60%", "all-together"),
    ],
)
def test_a_wrong_answer_can_be_seen_to_fail(text: str, tested: str, name: str) -> None:
    assert name in refuting(DOMAIN, text, tested)
