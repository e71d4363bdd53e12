"""What every domain must fulfil, as functions that a test calls with a domain.

@pytest.mark.parametrize("check", CHECKS)
def test_a_domain_conforms(check):
    check(MY_DOMAIN)
"""

from __future__ import annotations

import re
from itertools import chain
from random import Random
from typing import TYPE_CHECKING

import pytest

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from teachsim.domains.base import Domain, Item

DRAWS = 25
"""Random items of each kind."""
HOSTILE = (
    "",
    " ",
    "-",
    "= ?",
    "0" * 5000,
    "9" * 5000,
    "1/0",
    "٣ - ١",
    "52 -",
    "\x00",
    "(" * 300,
    "1 - " * 300,
)


def some_items(domain: Domain) -> Iterator[Item]:
    """Random items of every kind, and one for every misconception on every kind it can show on."""
    for kind in domain.kinds:
        for seed in range(DRAWS):
            yield domain.generate(kind, None, Random(f"{kind}/{seed}"))
    for misconception in domain.misconceptions.values():
        for kind in misconception.kinds:
            yield domain.generate(kind, misconception.id, Random(f"{kind}/{misconception.id}"))


def the_text_of_an_item_parses_to_it(domain: Domain) -> None:
    for item in some_items(domain):
        read = domain.parse(item.text)
        assert read == item, item
        assert read.data == item.data, item


def odd_text_is_no_item_and_raises_nothing(domain: Domain) -> None:
    item = domain.generate(domain.kinds[0], None, Random(1))
    for text in HOSTILE:
        assert domain.parse(text) is None, text
        domain.spans(text)
        domain.read_answer(item, text)


def the_right_solution_is_graded_right(domain: Domain) -> None:
    for item in some_items(domain):
        assert domain.grade(item, domain.solve(item).answer), item


def the_right_solution_fires_nothing(domain: Domain) -> None:
    for item in some_items(domain):
        solution = domain.solve(item)
        assert solution.fired == (), item
        assert all(step.misconception is None for step in solution.steps), item


def a_misconception_shows_exactly_where_its_holder_is_wrong(domain: Domain) -> None:
    for item in some_items(domain):
        for name in domain.misconceptions:
            wrong = any(not domain.grade(item, way.solution.answer) for way in domain.ways(item, [name]))
            assert domain.shows(name, item) == wrong, (name, item)


def a_wrong_answer_names_what_made_it(domain: Domain) -> None:
    for item in some_items(domain):
        for name in domain.misconceptions:
            solution = domain.solve(item, [name])
            if not domain.grade(item, solution.answer):
                assert solution.fired == (name,), (name, item)
                assert any(step.misconception == name for step in solution.steps), (name, item)


def shares_of_ways_sum_to_one_most_common_first(domain: Domain) -> None:
    for item in some_items(domain):
        for name in domain.misconceptions:
            weights = [way.weight for way in domain.ways(item, [name])]
            assert sum(weights) == pytest.approx(1), (name, item)
            assert weights == sorted(weights, reverse=True), (name, item)


def predictions_sum_to_one_and_hold_the_solution(domain: Domain) -> None:
    hypotheses = [CORRECT, UNKNOWN, *domain.misconceptions]
    for item in some_items(domain):
        tables = domain.predict(item, hypotheses)
        assert list(tables) == hypotheses
        assert tables.pop(UNKNOWN) == {}
        for name, table in tables.items():
            assert sum(table.values()) == pytest.approx(1), (name, item)
            held = [] if name == CORRECT else [name]
            assert domain.solve(item, held).answer.text in table, (name, item)


def everything_predicted_can_be_read_as_an_answer(domain: Domain) -> None:
    for item in some_items(domain):
        for table in domain.predict(item, [CORRECT, *domain.misconceptions]).values():
            for text in table:
                read = domain.read_answer(item, text)
                assert read is not None, (text, item)
                assert read.text == text, (text, item)


def steps_can_be_said_in_three_ways(domain: Domain) -> None:
    for item in some_items(domain):
        for held in ([], *([name] for name in domain.misconceptions)):
            solution = domain.solve(item, held)
            assert solution.steps, item
            for step in solution.steps:
                assert len(set(step.says)) >= 3, step
                assert all(says and not says.endswith(".") for says in step.says), step


def slots_are_those_of_ideas(domain: Domain) -> None:
    for item in some_items(domain):
        slots = domain.slots(item)
        assert slots, item
        assert set(slots) <= set(domain.ideas), item
        used = {step.slot for step in domain.solve(item).steps}
        assert used <= set(slots), item
    for misconception in domain.misconceptions.values():
        assert misconception.slot in domain.ideas, misconception.id


def a_slip_changes_the_answer_and_leaves_it_readable(domain: Domain) -> None:
    for number, item in enumerate(some_items(domain)):
        for held in ([], *([name] for name in domain.misconceptions if domain.shows(name, item))):
            solution = domain.solve(item, held)
            slipped = domain.slip(item, solution, Random(number))
            assert slipped.answer.text != solution.answer.text, (held, item)
            read = domain.read_answer(item, slipped.answer.text)
            assert read is not None, (held, item, slipped.answer)
            assert read.text == slipped.answer.text, (held, item)


def a_guess_can_be_read(domain: Domain) -> None:
    for number, item in enumerate(some_items(domain)):
        guess = domain.guess(item, Random(number))
        read = domain.read_answer(item, guess.text)
        assert read is not None, (item, guess)
        assert read.text == guess.text, (item, guess)
        assert domain.plausible(item) >= 2, item


def a_generated_item_is_of_its_kind_and_shows_its_target(domain: Domain) -> None:
    for misconception in domain.misconceptions.values():
        for kind in misconception.kinds:
            for seed in range(5):
                item = domain.generate(kind, misconception.id, Random(seed))
                assert (item.domain, item.kind) == (domain.name, kind)
                assert domain.shows(misconception.id, item), (misconception.id, item)


def the_same_seed_generates_the_same_item(domain: Domain) -> None:
    for kind in domain.kinds:
        assert domain.generate(kind, None, Random(7)) == domain.generate(kind, None, Random(7))


def a_wrong_word_is_answered_with_a_remedy(domain: Domain) -> None:
    with pytest.raises(BadInput) as no_kind:
        domain.generate("no-such-kind", None, Random(1))
    item = domain.generate(domain.kinds[0], None, Random(1))
    with pytest.raises(BadInput) as no_misconception:
        domain.solve(item, ["no-such-misconception"])
    assert no_kind.value.remedy
    assert no_misconception.value.remedy


def an_item_is_found_inside_a_sentence(domain: Domain) -> None:
    for item in some_items(domain):
        text = f"Let's try your way on {item.text} first."
        found = [span for span in domain.spans(text) if span.item]
        assert [span.item for span in found] == [item], text
        assert text[found[0].start : found[0].end] == found[0].text


def an_answer_is_found_inside_a_sentence(domain: Domain) -> None:
    for item in some_items(domain):
        answer = domain.solve(item).answer
        found = [span.answer for span in domain.spans(f"I got {answer.text}.") if span.answer]
        assert len(found) == 1, answer
        assert found[0].text == answer.text
        assert domain.grade(item, found[0]), answer


def what_refutes_a_misconception_shows_it(domain: Domain) -> None:
    for misconception in domain.misconceptions.values():
        for text in misconception.refuted_by:
            item = domain.parse(text)
            assert item is not None, (misconception.id, text)
            assert domain.shows(misconception.id, item), (misconception.id, text)


def checks_are_recognised_by_their_cues(domain: Domain) -> None:
    for item in some_items(domain):
        wrong = domain.guess(item, Random(item.text))
        checks = domain.checks(item, wrong)
        for check in checks:
            assert len(check.finds) >= 3, check
            assert set(check.slots) <= set(domain.ideas), check
            for other in checks:
                for asked in other.asks:
                    assert bool(re.search(check.cue, asked, re.IGNORECASE)) == (check is other), (
                        check,
                        asked,
                    )


def checks_never_refute_the_right_answer(domain: Domain) -> None:
    for item in some_items(domain):
        assert not any(check.refutes for check in domain.checks(item, domain.solve(item).answer)), item


def checks_do_not_give_the_right_answer_away(domain: Domain) -> None:
    for item in some_items(domain):
        right = domain.solve(item).answer.text
        for name in domain.misconceptions:
            answer = domain.solve(item, [name]).answer
            if domain.grade(item, answer):
                continue
            for asked in chain.from_iterable(check.asks for check in domain.checks(item, answer)):
                assert right not in re.findall(r"\d*\.?\d+(?:/\d+)?", asked), (item, asked)


CHECKS: tuple[Callable[[Domain], None], ...] = (
    the_text_of_an_item_parses_to_it,
    odd_text_is_no_item_and_raises_nothing,
    the_right_solution_is_graded_right,
    the_right_solution_fires_nothing,
    a_misconception_shows_exactly_where_its_holder_is_wrong,
    a_wrong_answer_names_what_made_it,
    shares_of_ways_sum_to_one_most_common_first,
    predictions_sum_to_one_and_hold_the_solution,
    everything_predicted_can_be_read_as_an_answer,
    steps_can_be_said_in_three_ways,
    slots_are_those_of_ideas,
    a_slip_changes_the_answer_and_leaves_it_readable,
    a_guess_can_be_read,
    a_generated_item_is_of_its_kind_and_shows_its_target,
    the_same_seed_generates_the_same_item,
    a_wrong_word_is_answered_with_a_remedy,
    an_item_is_found_inside_a_sentence,
    an_answer_is_found_inside_a_sentence,
    what_refutes_a_misconception_shows_it,
    checks_are_recognised_by_their_cues,
    checks_never_refute_the_right_answer,
    checks_do_not_give_the_right_answer_away,
)
