"""Questions about concepts and belief cards: what each card answers, claims against answers, and the file."""

from __future__ import annotations

from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.domains.algebra.concepts import CONCEPTS, Concepts
from teachsim.domains.algebra.concepts_cards import FILE, read_cards
from teachsim.domains.algebra.domain import ALGEBRA, Algebra
from teachsim.domains.own import read_own, recorded
from teachsim.errors import BadFile, BadInput, TeachsimError
from tests.domains.conformance import CHECKS
from tests.domains.test_phrases import a_topic_holds_what_is_asked_of_all, parsed
from tests.domains.topics import guesses, ideas_fit_any_item, no_check_sounds_like_an_idea

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DOMAIN = Algebra(worded=[CONCEPTS])
TEXT = files("teachsim.domains.algebra").joinpath(FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize("check", CHECKS)
def test_concepts_conform(check: Callable[[Any], None]) -> None:
    check(DOMAIN)


def test_concepts_hold_what_is_asked_of_all() -> None:
    a_topic_holds_what_is_asked_of_all(DOMAIN, CONCEPTS)


def test_ideas_fit_any_item_and_sound_like_no_check() -> None:
    ideas_fit_any_item(DOMAIN)
    no_check_sounds_like_an_idea(DOMAIN, guesses(DOMAIN, 20))


@pytest.mark.parametrize(
    ("text", "right", "holding", "says"),
    [
        (
            "8 bottles bring back 96 cents: which depends on the other, the refund or the number of bottles",
            "the refund that depends",
            "goal-decides-the-rest",
            "the number of bottles that depends",
        ),
        (
            "4 tickets cost 36 dollars: which depends on the other, the number of tickets or the price",
            "the price that depends",
            "first-named-depends",
            "the number of tickets that depends",
        ),
        (
            "20 bottles bring back 2 cents: which depends on the other, the refund or the number of bottles",
            "the refund that depends",
            "larger-number-depends",
            "the number of bottles that depends",
        ),
        (
            "the marks on an axis are equally far apart and say 0, 5, 10 and 50: is it even",
            "an uneven scale",
            "equal-marks-are-enough",
            "an even scale",
        ),
        (
            "an axis has a mark at every cm, 0 stands at mark 1 and 10 at mark 2: at which mark stands 50",
            "6",
            "equal-marks-are-enough",
            "3",
        ),
        (
            "an axis has a mark at every cm, 0 stands at mark 1 and 10 at mark 2: at which mark stands 50",
            "6",
            "each-mark-counts-one",
            "42",
        ),
        (
            "y = 2x + 5: which number has to change its sign so that the line falls",
            "the 2 before x",
            "lone-number-turns-the-line",
            "the 5 that stands alone",
        ),
        (
            "y = 3x + 4 becomes y = -3x + 4: what line is that now",
            "a falling line",
            "lone-number-turns-the-line",
            "a line lower down",
        ),
        (
            "line A is y = 2x + 9 and line B is y = 5x + 1: which is steeper",
            "line B",
            "higher-start-is-steeper",
            "line A",
        ),
        (
            "line A is y = -5x + 4 and line B is y = 2x + 3: which is steeper",
            "line A",
            "minus-is-less-steep",
            "line B",
        ),
        (
            "the larger of 3 m and 250 cm",
            "the 3 m",
            "larger-number-of-units-is-more",
            "the 250 cm",
        ),
        ("the larger of 350 cm and 2 m", "the 350 cm", "larger-unit-is-more", "the 2 m"),
        (
            "a garden made 3 times as long and 3 times as wide: its area gets __ times as large",
            "9",
            "grows-like-its-length",
            "3",
        ),
        (
            "have 5w + 8 = 43 and 5n + 8 = 43 the same solution",
            "the same solution",
            "solve-first-to-know",
            "unknown until solved",
        ),
    ],
)
def test_a_card_answers_with_slots_from_the_item(text: str, right: str, holding: str, says: str) -> None:
    item = parsed(text, DOMAIN)
    assert DOMAIN.solve(item).answer.text == right
    assert DOMAIN.solve(item, [holding]).answer.text == says


@pytest.mark.parametrize(
    ("text", "answer", "means"),
    [
        ("The larger of 3m and 250 cm", "250 cm", "the 250 cm"),
        ("the larger of 3 m and 250 cm", "You can't compare them.", "no way to compare them"),
        ("have 5w + 8 = 43 and 5n + 8 = 43 the same solution", "Yes", "the same solution"),
        ("line A is y = 2x + 9 and line B is y = 5x + 1: which is steeper", "B", "line B"),
        (
            "a garden made 3 times as long and 3 times as wide: its area gets __ times as large",
            "9 times as large",
            "9",
        ),
    ],
)
def test_an_answer_can_be_put_in_other_words(text: str, answer: str, means: str) -> None:
    read = DOMAIN.read_answer(parsed(text, DOMAIN), answer)
    assert read is not None
    assert read.text == means


@pytest.mark.parametrize(
    "text",
    [
        "the larger of 3 m and 300 cm",  # neither
        "the larger of 3 m and 250 g",  # of two rows
        "the marks on an axis are equally far apart and say 5, 3, 8 and 9: is it even",
        "have 5w + 8 = 43 and 6n + 8 = 43 the same solution",
    ],
)
def test_slots_that_do_not_go_together_make_no_item(text: str) -> None:
    assert DOMAIN.parse(text) is None


NUMBERS = st.integers(-30, 400)


@settings(max_examples=200, deadline=None)
@given(
    kind=st.sampled_from(CONCEPTS.kinds), seed=st.integers(0, 10**6), numbers=st.lists(NUMBERS, min_size=6)
)
def test_every_claim_says_exactly_when_a_holder_is_wrong(kind: str, seed: int, numbers: list[int]) -> None:
    """On fresh items, and on the same with any other numbers that still make an item."""
    item = DOMAIN.generate(kind, None, Random(seed))
    words = item.text.split(" ")
    fresh = iter(numbers)
    changed = " ".join(str(next(fresh, word)) if word.isdigit() else word for word in words)
    for one in (item, DOMAIN.parse(changed)):
        if one is not None:
            for name in DOMAIN.misconceptions:
                wrong = not DOMAIN.grade(one, DOMAIN.solve(one, [name]).answer)
                assert DOMAIN.shows(name, one) == wrong, (name, one)


def test_every_answer_that_is_computed_is_one_of_those_that_may_be_given() -> None:
    for kind in CONCEPTS.kinds:
        for seed in range(60):
            item = DOMAIN.generate(kind, None, Random(seed))
            may = set(CONCEPTS.others(item))
            said = {
                DOMAIN.solve(item, held).answer.text for held in ([], *([m] for m in DOMAIN.misconceptions))
            }
            assert said <= may, item


def test_every_card_has_a_question_that_it_gets_wrong_alone_or_that_sets_it_apart() -> None:
    """The refuting items of a card are those on which its holder can see it: each has a check that fails."""
    for card in DOMAIN.misconceptions.values():
        for text in card.refuted_by:
            item = parsed(text, DOMAIN)
            answer = DOMAIN.solve(item, [card.id]).answer
            assert any(check.refutes for check in DOMAIN.checks(item, answer)), (card.id, text)


CARD = """
- id: grows-not-at-all
  name: Only the sides grow
  slot: growth-both-ways
  description: Holds that the area stays as it is.
  says:
  - question: area-grows
    answer: "{?k/?k + 0}"
    because: only the sides got longer
    shows_if: []
  belief: [The inside stays.]
  notices: [There is more room in it.]
  refuted_by: []
  labels: []
  source: one's own
  frequency: null
  cues: []
"""


def test_a_card_is_added_in_yaml_alone() -> None:
    text = TEXT.replace("\nideas:\n", f"{CARD}\nideas:\n")
    topic = Concepts(read_cards(text, "algebra", "cards.yaml"))
    domain = Algebra(worded=[topic])
    item = parsed("a wall made 4 times as long and 4 times as wide: its area gets __ times as large", domain)
    assert domain.solve(item, ["grows-not-at-all"]).answer.text == "1"
    assert domain.shows("grows-not-at-all", item)


def test_a_question_whose_numbers_never_go_together_is_named() -> None:
    text = TEXT.replace("draw: {k: [2, 12]}", "draw: {k: [1, 1]}")
    topic = Concepts(read_cards(text, "algebra", "cards.yaml"))
    with pytest.raises(BadInput, match="no numbers drawn for the question 'area-grows'"):
        topic.generate("area-grows", Random(1))


OWN = """
domain: algebra
misconceptions:
- id: one-side-too-many
  name: One side too many
  slot: growth-both-ways
  kinds: [area-grows]
  description: Multiplies once more than there are sides.
  rules:
  - {when: area-grows, then: "{?k*?k*?k}"}
  refuted_by: ["a wall made 3 times as long and 3 times as wide: its area gets __ times as large"]
"""


def test_a_card_of_ones_own_lies_in_the_working_folder(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    domain = read_own(path, ALGEBRA).added_to(ALGEBRA)
    item = parsed("a field made 5 times as long and 5 times as wide: its area gets __ times as large", domain)
    assert domain.solve(item, ["one-side-too-many"]).answer.text == "125"
    assert domain.shows("one-side-too-many", item)
    assert recorded(domain.definitions, ALGEBRA).solve(item, ["one-side-too-many"]).answer.text == "125"


@pytest.mark.parametrize(
    ("was", "becomes", "message"),
    [
        ("when: area-grows", "when: area-grow", "growth-both-ways has no question 'area-grow'"),
        ("when: area-grows", "when: larger-amount", "growth-both-ways has no question 'larger-amount'"),
        ("{?k*?k*?k}", "{?j}", "no slot 'j'"),
    ],
)
def test_what_is_wrong_with_a_card_of_ones_own_is_told(
    tmp_path: Path, was: str, becomes: str, message: str
) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN.replace(was, becomes), encoding="utf-8")
    with pytest.raises(BadFile) as error:
        read_own(path, ALGEBRA)
    assert message in error.value.problems[0].message


@pytest.mark.parametrize(
    ("was", "becomes", "message", "remedy"),
    [
        ("question: area-grows", "question: area-grow", "no question 'area-grow'", "area-grows"),
        ("{?k/?k + 0}", "{?j + 0}", "no slot 'j'", "k"),
        ("because: only", "becuase: only", "no field 'becuase'", "because"),
        ("{?k/?k + 0}", "{?k +}", "something is missing", "write one"),
        ("question: area-grows", "question: larger-amount", "no slot 'k'", "its items have"),
        ("shows_if: []\n  belief", "shows_if: [k large]\n  belief", "'k large' is no condition", "?a < ?b"),
    ],
)
def test_what_is_wrong_with_a_card_is_told_with_its_place(
    was: str, becomes: str, message: str, remedy: str
) -> None:
    assert was in CARD
    text = TEXT.replace("\nideas:\n", f"{CARD.replace(was, becomes)}\nideas:\n")
    with pytest.raises(TeachsimError) as error:
        read_cards(text, "algebra", "cards.yaml")
    assert isinstance(error.value, BadInput)
    assert "grows-not-at-all" in str(error.value.place)
    assert message in error.value.message
    assert remedy in str(error.value.remedy)
