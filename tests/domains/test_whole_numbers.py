"""Whole numbers: the literature's worked examples, claims that are exact, notation, checks."""

from __future__ import annotations

import time
from functools import partial
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.domains.arithmetic.domain import Arithmetic
from teachsim.domains.arithmetic.whole import WHOLE
from teachsim.domains.base import Answer
from teachsim.domains.catalogue import catalogue, read_catalogue
from teachsim.errors import BadInput
from tests.domains import topics
from tests.domains.conformance import CHECKS

DOMAIN = Arithmetic((WHOLE,))
SUBTRACTION_BUGS = [m.id for m in DOMAIN.misconceptions.values() if m.kinds == ("whole-subtraction",)]
ADDITION_BUGS = [m.id for m in DOMAIN.misconceptions.values() if m.kinds == ("whole-addition",)]
item_of = partial(topics.parsed, DOMAIN)


def answer_of(text: str, *held: str) -> str:
    return DOMAIN.solve(item_of(text), held).answer.text


@pytest.mark.parametrize(
    ("misconception", "item", "says"),
    [
        ("smaller-from-larger", "432 - 158", "326"),
        ("borrow-no-decrement", "432 - 158", "384"),
        ("borrow-across-zero", "904 - 237", "577"),
        ("stops-borrow-at-zero", "904 - 237", "677"),
        ("borrow-from-zero", "103 - 45", "158"),
        ("borrow-from-zero-left-ten-ok", "803 - 508", "395"),
        ("borrow-from-zero-left-ten-ok", "103 - 45", "58"),  # the ten at the front is left in order
        ("zero-minus-n-is-n", "140 - 21", "121"),
        ("zero-minus-n-is-zero", "140 - 21", "120"),
        ("n-minus-zero-is-zero", "364 - 102", "202"),
        ("always-borrow-left", "733 - 216", "427"),
        ("quits-when-bottom-blank", "439 - 4", "5"),
        ("stutter-subtract", "4369 - 22", "2147"),
        ("smaller-from-larger-instead-of-borrow-from-zero", "306 - 148", "162"),
        ("borrow-once-then-smaller-from-larger", "7127 - 2389", "5278"),
        ("zero-instead-of-borrow", "52 - 38", "20"),
        ("drops-carry", "57 + 68", "115"),
        ("writes-both-digits", "57 + 68", "1115"),
        ("one-digit-to-every-column", "75 + 8", "163"),
    ],
)
def test_the_worked_examples_of_the_literature_come_out(misconception: str, item: str, says: str) -> None:
    assert answer_of(item, misconception) == says


def test_smaller_from_larger_does_not_show_where_no_borrow_is_due() -> None:
    assert answer_of("58 - 32", "smaller-from-larger") == "26"
    assert not DOMAIN.shows("smaller-from-larger", item_of("58 - 32"))


def test_misconceptions_at_different_places_act_together() -> None:
    held = ("borrow-no-decrement", "quits-when-bottom-blank")
    assert answer_of("432 - 58", *held) == "84"
    assert DOMAIN.solve(item_of("432 - 58"), held).fired == held


def test_of_two_misconceptions_at_one_place_the_first_that_fires_wins() -> None:
    assert answer_of("52 - 38", "smaller-from-larger", "zero-instead-of-borrow") == "26"
    assert answer_of("52 - 38", "zero-instead-of-borrow", "smaller-from-larger") == "20"
    assert answer_of("52 - 38", "zero-minus-n-is-n", "smaller-from-larger") == "26"  # no zero here


def test_with_nothing_left_to_borrow_the_digits_are_swapped() -> None:
    solution = DOMAIN.solve(item_of("200 - 199"), ["always-borrow-left"])
    assert solution.answer.text == "111"
    assert solution.steps[-1].rule == "swap"


numbers = st.integers(0, 99_999)


@given(numbers, numbers)
@settings(max_examples=300, deadline=None)
def test_the_right_answers_are_those_of_arithmetic(one: int, two: int) -> None:
    assert answer_of(f"{max(one, two)} - {min(one, two)}") == str(abs(one - two))
    assert answer_of(f"{one} + {two}") == str(one + two)


@given(numbers, numbers)
@settings(max_examples=300, deadline=None)
def test_a_claim_is_true_exactly_where_the_holder_is_wrong(one: int, two: int) -> None:
    for text, bugs, truth in (
        (f"{max(one, two)} - {min(one, two)}", SUBTRACTION_BUGS, abs(one - two)),
        (f"{one} + {two}", ADDITION_BUGS, one + two),
    ):
        item = item_of(text)
        for bug in bugs:
            solution = DOMAIN.solve(item, [bug])
            assert DOMAIN.shows(bug, item) == (solution.answer.value != truth) == bool(solution.fired), bug


def test_every_claim_is_exact_on_two_digit_numbers() -> None:
    for top in range(100):
        for bottom in range(0, top + 1, 1 + top % 3):
            item = item_of(f"{top} - {bottom}")
            for bug in SUBTRACTION_BUGS:
                wrong = DOMAIN.solve(item, [bug]).answer.value != top - bottom
                assert DOMAIN.shows(bug, item) == wrong, (bug, item)


@pytest.mark.parametrize("written", ["52-38", "52 − 38", " 52 – 38 =", "52 - 38 = ?", "52 -38=?"])
def test_an_item_may_be_written_in_many_ways(written: str) -> None:
    assert item_of(written).text == "52 - 38"


def test_thousands_may_have_commas() -> None:
    assert item_of("1,089 - 325").text == "1089 - 325"


@pytest.mark.parametrize(
    "text",
    ["38 - 52", "-9 + 4", "3/7 + 1/2", "1.5 + 2", "10,89 - 3", "052 - 38", "1 + 2 + 3", "9" * 13 + " - 1"],
)
def test_what_belongs_to_others_is_not_read(text: str) -> None:
    assert WHOLE.parse(text) is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [("14", "14"), (" = 14 ", "14"), ("52 - 38 = 14", "14"), ("1,089", "1089"), ("014", "14"), ("−5", "-5")],
)
def test_an_answer_is_read_as_typed(typed: str, read: str) -> None:
    answer = DOMAIN.read_answer(item_of("52 - 38"), typed)
    assert answer is not None
    assert answer.text == read


@pytest.mark.parametrize("typed", ["", "1/2", "3.5", "14 or so", "51 - 38 = 13", "1" * 300])
def test_what_is_no_answer_is_not_read(typed: str) -> None:
    assert DOMAIN.read_answer(item_of("52 - 38"), typed) is None


def test_adding_back_refutes_a_wrong_difference_and_not_the_right_one() -> None:
    item = item_of("52 - 38")
    count_up, add_back = DOMAIN.checks(item, Answer("26", value=26))
    assert (count_up.name, add_back.name) == ("count-up", "add-back")
    assert "26 and 38 is 64, not 52" in add_back.finds
    assert "carry" in add_back.slots
    assert [check.refutes for check in DOMAIN.checks(item, Answer("26", value=26))] == [True, True]
    assert [check.refutes for check in DOMAIN.checks(item, Answer("14", value=14))] == [False, False]


def test_an_answer_found_in_running_text_can_be_checked() -> None:
    (span,) = DOMAIN.spans("I got 26.")
    assert span.answer is not None
    assert all(check.refutes for check in DOMAIN.checks(item_of("52 - 38"), span.answer))


def test_a_borrow_past_several_zeros_turns_them_all_into_nines() -> None:
    steps = DOMAIN.solve(item_of("1002 - 38")).steps
    assert steps[1].text == "borrow: 1 becomes 0, the zeros become 9, 2 becomes 12"


def test_nobody_counts_up_more_than_forty() -> None:
    assert [check.name for check in DOMAIN.checks(item_of("432 - 158"), Answer("326", value=326))] == [
        "add-back"
    ]


def test_an_estimate_refutes_only_what_is_far_out() -> None:
    item = item_of("57 + 68")
    far, _ = DOMAIN.checks(item, Answer("1115", value=1115))
    near, take_back = DOMAIN.checks(item, Answer("115", value=115))
    assert (far.refutes, near.refutes, take_back.refutes) == (True, False, True)


def test_no_check_sounds_like_another_move() -> None:
    answered = [
        (item_of(text), Answer(str(value), value=value))
        for text, value in (("52 - 38", 26), ("57 + 68", 115))
    ]
    topics.no_check_sounds_like_an_idea(DOMAIN, answered)


def test_ideas_fit_any_item() -> None:
    topics.ideas_fit_any_item(DOMAIN)


def test_a_rule_named_in_the_catalogue_is_in_the_rulebook_at_that_slot() -> None:
    for misconception in catalogue("whole-numbers").misconceptions.values():
        for weighted in misconception.rules:
            assert WHOLE.book.wrong[weighted.rule].slot == misconception.slot


def test_a_catalogue_that_does_not_fit_is_reported_with_its_place() -> None:
    with pytest.raises(BadInput, match=r"here.yaml: a: 'name' is missing"):
        read_catalogue("misconceptions: [{id: a}]", "arithmetic", "here.yaml")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_whole_numbers_conform(check) -> None:  # type: ignore[no-untyped-def]
    check(DOMAIN)


def test_a_thousand_solutions_with_their_steps_take_less_than_half_a_second() -> None:
    items = [DOMAIN.generate("whole-subtraction", None, Random(seed)) for seed in range(1000)]
    start = time.perf_counter()
    for item in items:
        DOMAIN.solve(item, ["borrow-from-zero"])
    assert time.perf_counter() - start < 0.5
