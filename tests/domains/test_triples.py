"""Triples: the old method works on two items and fails on a third, a small edit away."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from teachsim.domains.base import CORRECT
from teachsim.domains.edits import distance, edits
from teachsim.domains.registry import domain, domains
from teachsim.domains.triples import FURTHEST, Answered, Triple, over_application, transfer, triples
from teachsim.errors import BadInput
from tests.snippets import SNIPPETS

if TYPE_CHECKING:
    from teachsim.domains.base import Domain

ARITHMETIC, ALGEBRA = domain("arithmetic"), domain("algebra")
EVERY_TENTH = [(one, name) for one in domains().values() for name in one.misconceptions][::10]


def of(one: Domain, name: str, n: int = 1) -> list[Triple]:
    """Triples of a misconception; none where its holder is right nowhere near an item on which it shows."""
    try:
        return triples(one, name, n, Random("triples"))
    except BadInput as none:
        if "gets none of the items right that are a small edit away" not in none.message:
            raise
        return []


def fulfils(one: Domain, triple: Triple) -> bool:
    """Whether a triple is what it says, by solving and grading alone."""
    name, base, variant, breaking = triple
    right = {item: one.solve(item) for item in (base, variant, breaking)}
    holders = [(item, way.solution) for item in (base, variant) for way in one.ways(item, (name,))]
    (wrong, *_) = (way.solution for way in one.ways(breaking, (name,)))
    return (
        len({base.text, variant.text, breaking.text}) == 3
        and all(one.grade(item, solution.answer) for item, solution in holders)
        and base.kind == variant.kind
        and set(one.slots(base)) == set(one.slots(variant))
        and {step.rule for step in right[base].steps} == {step.rule for step in right[variant].steps}
        and one.shows(name, breaking)
        and breaking.kind in one.misconceptions[name].kinds
        and name in wrong.fired
        and not one.grade(breaking, wrong.answer)
        and triple.distance <= FURTHEST
    )


def test_every_tenth_misconception_has_a_triple_that_is_what_it_says() -> None:
    found = [(one, triple) for one, name in EVERY_TENTH for triple in of(one, name)]
    assert [triple for one, triple in found if not fulfils(one, triple)] == []
    assert len(found) / len(EVERY_TENTH) >= 0.8


def test_the_same_seed_gives_the_same_triples_and_no_rule_breaking_item_comes_twice() -> None:
    found = of(ARITHMETIC, "smaller-from-larger", 5)
    assert found == of(ARITHMETIC, "smaller-from-larger", 5)
    assert len({triple.rule_breaking.text for triple in found}) == 5
    assert all(triple.distance == 1 for triple in found)


def test_where_the_old_method_fails_throughout_the_base_is_of_another_kind() -> None:
    (triple,) = of(ARITHMETIC, "drops-percent-sign")
    assert "percent" not in triple.base.kind
    assert triple.rule_breaking.kind.startswith("percent")
    assert fulfils(ARITHMETIC, triple)


def test_where_nothing_near_is_right_it_is_said() -> None:
    with pytest.raises(BadInput, match="no triple for one-value-only") as refused:
        triples(ALGEBRA, "one-value-only", 1, Random(1))
    assert refused.value.remedy == "`teachsim items --target one-value-only` gives items on which it shows"


def test_a_domain_of_another_kind_has_triples_where_an_edit_makes_its_rule_right() -> None:
    found = [triple for name in SNIPPETS.misconceptions for triple in of(SNIPPETS, name)]
    assert all(fulfils(SNIPPETS, triple) for triple in found)
    assert found


@pytest.mark.parametrize("name", ["smaller-from-larger", "add-tops-and-bottoms", "longer-is-larger"])
def test_both_measures_are_exact_for_who_holds_it_and_for_who_does_not(name: str) -> None:
    found = of(ARITHMETIC, name, 4)

    def answers(hypothesis: str, part: str) -> list[Answered]:
        tables = [ARITHMETIC.predict(getattr(triple, part), (hypothesis,))[hypothesis] for triple in found]
        return [
            Answered(triple, max(table, key=lambda text: table[text]))
            for triple, table in zip(found, tables, strict=True)
        ]

    for hypothesis, over in ((name, 1.0), (CORRECT, 0.0)):
        assert transfer(ARITHMETIC, answers(hypothesis, "same_rule")) == 1.0
        assert over_application(ARITHMETIC, answers(hypothesis, "rule_breaking")) == over


def test_another_wrong_answer_is_no_over_application_and_no_answers_are_no_measure() -> None:
    (triple,) = of(ARITHMETIC, "smaller-from-larger")
    assert over_application(ARITHMETIC, [Answered(triple, "99999")]) == 0.0
    assert transfer(ARITHMETIC, [Answered(triple, "99999"), Answered(triple, "no idea")]) == 0.0
    assert transfer(ARITHMETIC, []) is None
    assert over_application(ARITHMETIC, []) is None


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("50 - 4", "58 - 4"),  # one digit
        ("52 - 38", "58 - 32"),  # two digits
        ("3 - 8", "8 - 3"),  # two numerals
        ("1/4 + 2/3", "1/4 × 2/3"),  # one operator
        ("2:9 = 10:x", "2/9 = 10/x"),  # the same one throughout
        ("-13 + 14", "13 + 14"),  # a sign
        ("8 + 6 × (9 - 6)", "8 + 6 × 9 - 6"),  # brackets
        ("always, sometimes or never: b = g", "always, sometimes or never: b = b"),  # a letter
        ("Ann has 7, Ben has 3 more: how many has Ben?", "Ann has 7, Ben has 3 fewer: how many has Ben?"),
        ("20% of 125", "20 × 125"),
        ("7 - 5(4x - 4)", "5(4x - 4)"),  # a term left out
    ],
)
def test_a_small_edit_changes_one_thing(text: str, other: str) -> None:
    assert other in edits(text)


def test_edits_are_new_and_the_nearest_come_first() -> None:
    found = edits("52 - 38")
    away = [distance("52 - 38", text) for text in found]
    assert len(found) == len(set(found))
    assert away == sorted(away)
    assert away[0] == 1
