"""Items of a wanted difficulty: what the levels mean, and that no longer item is among the ordinary ones."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from teachsim.domains.grading import LEVELS, difficulty, level_of, made, reach, scale
from teachsim.domains.lengthening import LONGEST_ANSWER, LONGEST_ITEM, lengthened
from teachsim.domains.numerals import digits, entropy, shape
from teachsim.domains.registry import domain, domains
from teachsim.errors import BadInput
from tests.snippets import LOOP, SNIPPETS

if TYPE_CHECKING:
    from teachsim.domains.base import Domain, Item

ARITHMETIC, ALGEBRA = domain("arithmetic"), domain("algebra")
KINDS = [
    pytest.param(one, kind, id=f"{name}/{kind}") for name, one in domains().items() for kind in one.kinds
]


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("9 - 9", 10 * 10),
        ("52 - 38", 53 * 39),
        ("0.855 __ 0.3", 856 * 4),
        ("5,000 and 10 more each year", 5001 * 11),
        ("start with three, double it two times", 4 * 3),
        ("always, sometimes or never: a = b", 1),
    ],
)
def test_entropy_is_the_logarithm_of_how_many_such_items_have_numbers_no_larger(
    text: str, choices: int
) -> None:
    assert 10 ** entropy(text) == pytest.approx(choices)


def test_difficulty_counts_the_choice_the_work_and_what_has_to_be_known() -> None:
    item = ARITHMETIC.parse("503 - 38")
    assert item is not None
    hard = difficulty(ARITHMETIC, item)
    assert hard.steps == len(ARITHMETIC.solve(item).steps)
    assert "borrow-at-zero" in hard.slots
    assert hard.entropy == entropy("503 - 38")


@pytest.mark.parametrize(("one", "kind"), KINDS)
def test_of_what_the_generator_draws_each_level_within_reach_has_its_share(one: Domain, kind: str) -> None:
    rng = Random(f"{kind}/levels")
    drawn = {item.text: item for item in (one.generate(kind, None, rng) for _ in range(300))}
    levels = [level_of(one, item) for item in drawn.values()]
    different = len({round(entropy(text), 9) for text in drawn})
    assert "extrapolation" not in levels
    for level in LEVELS[: min(3, different)]:
        assert level in levels
    if different > 100:  # items alike in entropy are of one level, so thirds are rough
        assert all(0.27 <= levels.count(level) / len(levels) <= 0.4 for level in LEVELS[:3])


@pytest.mark.parametrize(("one", "kind"), KINDS)
def test_items_of_a_level_are_of_it_different_and_the_same_again_from_the_same_seed(
    one: Domain, kind: str
) -> None:
    for level in ("easy", "hard"):
        items = made(one, kind, level=level, n=3, rng=Random("items"))
        assert [item.text for item in items] == [
            item.text for item in made(one, kind, level=level, n=3, rng=Random("items"))
        ]
        assert len({item.text for item in items}) == 3
        assert {(item.kind, level_of(one, item)) for item in items} == {(kind, level)}
        assert all(digits(item.text) <= reach(one, kind) for item in items)


def longer(one: Domain, kind: str) -> list[Item]:
    """Extrapolation items; none where it is said that the kind has none."""
    try:
        return made(one, kind, level="extrapolation", n=3, rng=Random("items"))
    except BadInput as none:
        if "longer numbers make no item of this kind" not in none.message:
            raise
        return []


def test_nearly_every_kind_has_items_beyond_its_reach_and_they_are_items_of_the_kind() -> None:
    found = {(one, kind): longer(one, kind) for one in domains().values() for kind in one.kinds}
    assert sum(map(bool, found.values())) / len(found) >= 0.95
    for (one, kind), items in found.items():
        for item in items:
            answer = one.solve(item).answer
            assert one.parse(item.text) == item
            assert item.kind == kind
            assert digits(item.text) > reach(one, kind)
            assert len(item.text) <= LONGEST_ITEM
            assert one.grade(item, answer)


def test_a_longer_item_keeps_the_form_of_the_answer() -> None:
    rng = Random(1)
    for kind in ("proportion", "fraction-equation", "substitution"):
        ordinary = [ALGEBRA.generate(kind, None, rng) for _ in range(20)]
        pairs = [(item, more) for item in ordinary for more in lengthened(ALGEBRA, item, 2, rng)]
        assert pairs
        for item, more in pairs:
            form = shape(ALGEBRA.solve(item).answer.text)
            assert shape(ALGEBRA.solve(more).answer.text) == form
            assert len(ALGEBRA.solve(more).answer.text) <= LONGEST_ANSWER


@pytest.mark.parametrize("target", ["smaller-from-larger", "add-tops-and-bottoms", "longer-is-larger"])
def test_a_target_shows_on_every_item_of_every_level(target: str) -> None:
    (kind, *_) = ARITHMETIC.misconceptions[target].kinds
    for level in LEVELS:
        for item in made(ARITHMETIC, kind, target=target, level=level, n=4, rng=Random(level)):
            assert ARITHMETIC.shows(target, item)
            assert not ARITHMETIC.grade(item, ARITHMETIC.solve(item, (target,)).answer)
            assert level_of(ARITHMETIC, item) == level


def test_a_component_is_needed_for_every_item() -> None:
    items = made(ARITHMETIC, "whole-subtraction", component="borrow-at-zero", n=5, rng=Random(1))
    assert all("borrow-at-zero" in ARITHMETIC.slots(item) for item in items)


def test_misconceptions_that_are_to_be_told_apart_give_other_answers_each_from_each() -> None:
    names = ("smaller-from-larger", "zero-instead-of-borrow", "borrow-no-decrement")
    for item in made(ARITHMETIC, "whole-subtraction", apart=names, n=5, rng=Random(1)):
        assert len({ARITHMETIC.solve(item, (name,)).answer.text for name in names}) == 3


def test_a_domain_without_arithmetic_has_levels_too() -> None:
    levels = {level_of(SNIPPETS, item) for item in made(SNIPPETS, LOOP, n=6, rng=Random(1))}
    assert levels <= {"easy", "medium", "hard"}
    with pytest.raises(BadInput, match="longer numbers make no item of this kind"):
        made(SNIPPETS, LOOP, level="extrapolation", n=1, rng=Random(1))


def test_the_levels_of_a_kind_do_not_hang_on_what_was_drawn_before() -> None:
    before = scale(ARITHMETIC, "whole-addition")
    scale.cache_clear()
    made(ARITHMETIC, "whole-subtraction", n=3, rng=Random(1))
    assert scale(ARITHMETIC, "whole-addition") == before


@pytest.mark.parametrize(
    ("wanted", "message", "remedy"),
    [
        ({"kind": "whole-subtractoin"}, "no kind 'whole-subtractoin'", "did you mean 'whole-subtraction'?"),
        ({"target": "smaler-from-larger"}, "no misconception", "did you mean 'smaller-from-larger'?"),
        ({"target": "drops-carry"}, "cannot show on whole-subtraction", "it shows on whole-addition"),
        ({"component": "borow"}, "no component 'borow'", "did you mean 'borrow'?"),
        ({"component": "carry"}, "no items of whole-subtraction that go through carry", "ask for less"),
        ({"apart": ("drops-carry", "one-digit-to-every-column")}, "that tell apart drops-carry", "ask for"),
        ({"kind": "negative-powers", "level": "hard", "n": 90}, "of 90 different items", "ask for fewer"),
    ],
)
def test_what_cannot_be_made_is_refused_with_what_can(
    wanted: dict[str, object], message: str, remedy: str
) -> None:
    settings = {"kind": "whole-subtraction", "n": 1, "rng": Random(1)} | wanted
    with pytest.raises(BadInput) as refused:
        made(ARITHMETIC, **settings)  # type: ignore[arg-type]
    assert message in refused.value.message
    assert remedy in (refused.value.remedy or "")
