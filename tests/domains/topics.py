"""What the tests of the arithmetic topics ask of each topic, as plain functions.

What every domain must fulfil, arithmetic or not, is in `conformance`.
"""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from teachsim.domains.base import Answer, Domain, Item
    from teachsim.domains.topical import Topic


def parsed(domain: Domain, text: str) -> Item:
    item = domain.parse(text)
    assert item is not None, text
    return item


def typed_in(domain: Domain, text: str, typed: str) -> tuple[Item, Answer]:
    """The item, and what was typed as its answer."""
    item = parsed(domain, text)
    answer = domain.read_answer(item, typed)
    assert answer is not None, typed
    return item, answer


def refuting(domain: Domain, text: str, typed: str) -> set[str]:
    """The checks by which this answer can be seen to fail."""
    return {check.name for check in domain.checks(*typed_in(domain, text, typed)) if check.refutes}


def claims_are_exact(domain: Domain, item: Item) -> None:
    for name in domain.misconceptions:
        wrong = not domain.grade(item, domain.solve(item, [name]).answer)
        assert domain.shows(name, item) == wrong, name


def comes_to_an_answer(domain: Domain, item: Item, held: Sequence[str]) -> None:
    solution = domain.solve(item, held)
    assert domain.read_answer(item, solution.answer.text) == solution.answer
    assert solution.steps
    assert all(len(set(step.says)) >= 3 for step in solution.steps)
    assert {step.misconception for step in solution.steps} - {None} == set(solution.fired)


def reads_back(domain: Domain, item: Item) -> None:
    again = parsed(domain, item.text)
    assert (again, again.data) == (item, item.data)


def checks_are_fair(domain: Domain, item: Item, name: str, seed: int) -> None:
    """Those of a right, a wrong, a slipped and a guessed answer are recognised, and refute no right one."""
    right = domain.solve(item)
    wrong = domain.solve(item, [name])
    slipped = domain.slip(item, right, Random(seed))
    assert slipped.answer.text != right.answer.text
    for answer in (right.answer, wrong.answer, slipped.answer, domain.guess(item, Random(seed))):
        for check in domain.checks(item, answer):
            assert len(check.asks) >= 3 <= len(check.finds), check.name
            assert all(re.search(check.cue, ask, re.IGNORECASE) for ask in check.asks), check
            if check.name != "go-further":  # equal to the right answer, but not simplified
                assert not (check.refutes and answer.value == right.answer.value), check
            assert not (check.refutes and domain.grade(item, answer)), check


def shows_on_its_kinds_and_on_what_refutes_it(domain: Domain, name: str) -> None:
    misconception = domain.misconceptions[name]
    assert all(domain.shows(name, parsed(domain, text)) for text in misconception.refuted_by)
    for kind in misconception.kinds:
        assert domain.shows(name, domain.generate(kind, name, Random(1)))
        for other in domain.transfer_kinds(kind, name):
            assert other in misconception.kinds


def every_slot_and_rule_is_spoken_for(domain: Domain, topic: Topic) -> None:
    assert set(topic.book.right) == set(domain.ideas)
    assert set(topic.claims) == set(domain.misconceptions)
    for misconception in domain.misconceptions.values():
        assert {topic.book.wrong[rule.rule].slot for rule in misconception.rules} == {misconception.slot}


def guesses(domain: Domain, of_each_kind: int) -> list[tuple[Item, Answer]]:
    """Random items with random answers."""
    rng = Random(1)
    items = [domain.generate(kind, None, rng) for kind in domain.kinds for _ in range(of_each_kind)]
    return [(item, domain.guess(item, rng)) for item in items]


def no_check_sounds_like_an_idea(domain: Domain, answered: Iterable[tuple[Item, Answer]]) -> None:
    """No sentence about an idea is taken for one of the checks of these answers."""
    cues = {check.cue for item, answer in answered for check in domain.checks(item, answer)}
    for idea in domain.ideas.values():
        for text in (*idea.rule, *idea.asks, *idea.strategy, *idea.hints):
            assert not any(re.search(cue, text, re.IGNORECASE) for cue in cues), text


def ideas_fit_any_item(domain: Domain) -> None:
    for idea in domain.ideas.values():
        for wordings in (idea.rule, idea.rule_heard, idea.asks, idea.answers, idea.strategy, idea.hints):
            assert 4 <= len(wordings) <= 6, idea.slot
            assert not any(re.search(r"\d", text) or len(text.split()) > 20 for text in wordings), idea.slot
        assert all(text.count("?") == 1 and text.endswith("?") for text in (*idea.asks, *idea.strategy))
