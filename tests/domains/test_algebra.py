"""Algebra: the literature's examples, the claims against the rules, and the checks."""

from __future__ import annotations

import re
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teachsim.domains.algebra import claims
from teachsim.domains.algebra.domain import Algebra
from teachsim.domains.algebra.notation import EQUATIONS, EXPRESSIONS
from teachsim.domains.algebra.substitution_claims import SUBSTITUTING
from teachsim.domains.algebra.topics import TOPICS
from teachsim.domains.algebra.working import BOOK
from teachsim.domains.expressions.parser import parse
from teachsim.domains.expressions.tree import Equation, letters_of
from teachsim.domains.expressions.values import value
from tests.domains.conformance import CHECKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.domains.base import Domain, Item

ALGEBRA = Algebra(TOPICS)
"""Expressions, equations, proportions and substitution alone."""


@pytest.mark.parametrize("check", CHECKS)
def test_algebra_conforms(check: Callable[[Domain], None]) -> None:
    check(ALGEBRA)


def item_of(text: str) -> Item:
    item = ALGEBRA.parse(text)
    assert item is not None, text
    return item


@pytest.mark.parametrize(
    ("text", "kind", "answer"),
    [
        ("3(x+4) = 21", "bracket-equation", "x = 3"),
        ("2x + 5 = 17", "one-sided-equation", "x = 6"),
        ("5x - 3 = 2x + 9", "both-sides-equation", "x = 4"),
        ("9 - 1/3 n = 15", "fraction-equation", "n = -18"),
        ("4/7 = x/21", "proportion", "x = 12"),
        ("3:2 = 24:x", "ratio", "x = 16"),
        ("(y - 5)^2", "squares", "y^2 - 10y + 25"),
        ("(x + 2)(x - 3)", "bracket-products", "x^2 - x - 6"),
        ("3(x + 2)", "expanding", "3x + 6"),
        ("3x + 4 - 5 + x", "like-terms", "4x - 1"),
        ("evaluate 2x + 3 for x = 4", "substitution", "11"),
        ("t - 24 = 23t", "both-sides-equation", "t = -12/11"),
        ("2(x + 1) = 2x + 5", "bracket-equation", "no solution"),
        ("x + 1 = 1 + x", "both-sides-equation", "any number"),
        ("(x + 3)/2 = 5", "bracket-equation", "x = 7"),
        ("simplify 2a + 5b", "like-terms", "2a + 5b"),
    ],
)
def test_items_of_every_kind_are_read_and_solved(text: str, kind: str, answer: str) -> None:
    item = item_of(text)
    assert item.kind == kind
    assert ALGEBRA.solve(item).answer.text == answer
    assert ALGEBRA.grade(item, ALGEBRA.solve(item).answer)


# From math-misconceptions (https://github.com/nancyotero-projects/math-misconceptions), (c) 2024 Nancy
# Otero, MIT licence: the realistic records of algebra whose answer is wrong.
RECORDS = [
    ("MaE04", "(z -4)^2=", "(z+2)(z-2)"),
    ("MaE25", "3:2=24:x\nFind the value of x", "4/3"),
    ("MaE32", "Simplify:\n3(6x-4)+2(3x-3)", "24x+18"),
    ("MaE32", "-8-3=x", "x=11"),
    ("MaE52", "Solve for t:\nt-24=23t\nCheck your answer", "t=-1"),
    ("MaE53", "Solve mn=\nWhere m=10 and n=13", "23"),
    ("MaE55", "Solve: 3x+2x=50", "x=0"),
    ("MaE55", "Simplify: 3(6x-4)+2(3x-3)\nShow your work", "18x-18+6x"),
]


@pytest.mark.parametrize(("label", "question", "said"), RECORDS)
def test_the_answers_of_real_pupils_are_predicted(label: str, question: str, said: str) -> None:
    item = item_of(question)
    answer = ALGEBRA.read_answer(item, said)
    assert answer is not None
    holding = [name for name, m in ALGEBRA.misconceptions.items() if label in m.labels]
    predicted = ALGEBRA.predict(item, holding)
    assert any(answer.text in table for table in predicted.values()), predicted


@pytest.mark.parametrize(
    ("text", "holding", "says"),
    [
        ("(y - 5)^2", "square-as-difference", "(y - 5)(y + 5)"),
        ("(x + 3)^2", "squares-each-term", "x^2 + 9"),
        ("(x + 3)^2", "power-as-times", "2x + 6"),
        ("(x + 3)^2", "middle-term-once", "x^2 + 3x + 9"),
        ("(x + 2)(x + 3)", "firsts-and-lasts-only", "x^2 + 6"),
        ("3(x + 2)", "multiplies-first-term-only", "3x + 2"),
        ("2(x + 5) = 20", "multiplies-first-term-only", "x = 15/2"),
        ("3(x + 2)", "adds-number-before-bracket", "x + 5"),
        ("5 - 2(x - 3)", "minus-to-first-term-only", "-2x - 1"),
        ("(4x + 6)/2", "divides-one-term-only", "4x + 3"),
        ("3x + 4 - 5 + x", "conjoins-unlike-terms", "3x"),
        ("simplify 2a + 5b", "conjoins-unlike-terms", "7ab"),
        ("4x + 2x + x", "lone-letter-counts-nothing", "6x"),
        ("3x + 2x", "letters-put-together-too", "5x^2"),
        ("-3x + 2x", "detached-minus", "-5x"),
        ("3x + 4 - 5 + x", "never-below-zero", "4x + 1"),
        ("9 - 1/3 n = 15", "drops-minus-of-coefficient", "n = 18"),
        ("2x + 5 = 17", "keeps-sign-moving-number", "x = 11"),
        ("2x + 5 = 17", "reverses-subtraction-moving", "x = -6"),
        ("2x + 5 = 17", "drops-number-on-one-side", "x = 17/2"),
        ("2x + 6 = 10", "divides-before-moving", "x = -1"),
        ("5x - 3 = 2x + 9", "keeps-sign-moving-letter", "x = 12/7"),
        ("5x - 3 = 2x + 9", "drops-letter-on-one-side", "x = 12/5"),
        ("5x - 3 = 2x + 9", "moves-number-of-letter", "x = 14/5"),
        ("3x = 12", "subtracts-coefficient", "x = 9"),
        ("4x = 12", "divides-wrong-way-round", "x = 1/3"),
        ("x/3 = 6", "repeats-the-operation", "x = 2"),
        ("4/7 = x/21", "multiplies-along-sides", "x = 4/3"),
        ("4/7 = x/21", "tops-times-tops", "x = 147/4"),
        ("4/7 = x/21", "adds-in-proportion", "x = 18"),
        ("evaluate 2x + 3 for x = 4", "digits-side-by-side", "27"),
        ("evaluate 2x + 3 for x = 4", "letter-not-used", "5"),
        ("evaluate 12c for c = 5", "first-number-for-letter", "144"),
        ("evaluate 5 - x for x = -2", "drops-minus-putting-in", "3"),
        ("evaluate 2 + 3x for x = 4", "left-to-right-putting-in", "20"),
        ("evaluate x^2 + 1 for x = 3", "power-as-times", "7"),
    ],
)
def test_a_holder_gives_the_answer_of_the_literature(text: str, holding: str, says: str) -> None:
    item = item_of(text)
    assert says in [way.solution.answer.text for way in ALGEBRA.ways(item, [holding])]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("3(x + 4) = 21", ["3x + 12 = 21", "3x = 21 - 12", "3x = 9", "x = 9 ÷ 3", "x = 3"]),
        ("9 - 1/3 n = 15", ["-1/3 n = 15 - 9", "-1/3 n = 6", "n = 6 × (-3)", "n = -18"]),
        ("4/7 = x/21", ["4 × 21 = 7x", "84 = 7x", "84 ÷ 7 = x", "12 = x"]),
        ("evaluate 3(x + 2) for x = 4", ["3(4 + 2)", "3 × 6", "18"]),
        ("1.5x + 2 = 3.2", ["1.5x = 3.2 - 2", "1.5x = 1.2", "x = 1.2 ÷ 1.5", "x = 0.8"]),
        ("0.5x + 1.2x", ["1.7x"]),
    ],
)
def test_a_right_solution_reads_like_written_lines(text: str, lines: list[str]) -> None:
    assert [step.text for step in ALGEBRA.solve(item_of(text)).steps] == lines


@pytest.mark.parametrize(
    "text",
    [
        "52 - 38",
        "3/4 + 1/2",
        "x",
        "x = 3",
        "3 = x",
        "simplify 6/9",
        "0.7 + 0.6",
        "x^2 = 4",
        "x + y = 3",
        "3 __ 4",
        "1234567x = 3",
        "evaluate (x^4 + 1)^4 for x = 999",
    ],
)
def test_what_is_no_task_of_algebra_is_left_to_others(text: str) -> None:
    assert ALGEBRA.parse(text) is None


def test_an_expression_is_to_be_simplified_as_a_task_and_is_none_in_running_text() -> None:
    assert item_of("2x + 3").text == "simplify 2x + 3"
    assert not [span for span in ALGEBRA.spans("I got 2x + 3 there.") if span.item]


@pytest.mark.parametrize(
    ("text", "typed", "right"),
    [
        ("2x + 5 = 17", "6", True),
        ("2x + 5 = 17", "x=6", True),
        ("2x + 5 = 17", "6 = x", True),
        ("4x = 6", "x = 6/4", True),
        ("4x = 6", "1 1/2", True),
        ("4x = 6", "1.5", True),
        ("5n + 12 = 3n + 24", "n=-12/-2", True),
        ("2x + 5 = 17", "no solution", False),
        ("2x + 1 = 2x", "no solution", True),
        ("t/27 = 2^9", "t = 13824", True),
        ("3(x + 2)", "6+3x", True),
        ("3(x + 2)", "3(x+2)", False),
        ("3x + 4 + 2x", "3x + 2x + 4", False),
        ("evaluate mn for m = 10 and n = 13", "mn = 130", True),
    ],
)
def test_answers_are_graded_by_value_and_form(text: str, typed: str, right: bool) -> None:
    item = item_of(text)
    answer = ALGEBRA.read_answer(item, typed)
    assert answer is not None
    assert ALGEBRA.grade(item, answer) is right


@pytest.mark.parametrize("typed", ["2x = 12", "y = 6", "about six", "", "1/0", "3x + 2"])
def test_a_line_on_the_way_is_no_answer_to_an_equation(typed: str) -> None:
    assert ALGEBRA.read_answer(item_of("2x + 5 = 17"), typed) is None


@pytest.mark.parametrize(
    ("text", "items", "answers"),
    [
        ("What is 3(x + 2)?", ["3(x + 2)"], ["3(x + 2)"]),
        ("I got 18x - 18 + 6x.", ["18x - 18 + 6x"], ["18x - 18 + 6x"]),
        ("So 3x = 9 and then x = 3.", ["3x = 9"], ["x = 3"]),
        ("I get x = -1 1/2, not 4.", [], ["x = -1 1/2", "4"]),
        ("Is a letter I like a number?", [], []),
        ("Try evaluate 2x + 3 for x = 4 and tell me.", ["evaluate 2x + 3 for x = 4"], []),
        ("5 - 3x is what I have", [], ["5 - 3x"]),
        ("4/7 = x/21 gives 12", ["4/7 = x/21"], ["12"]),
    ],
)
def test_items_and_answers_are_found_in_running_text(text: str, items: list[str], answers: list[str]) -> None:
    spans = ALGEBRA.spans(text)
    assert [span.item.text for span in spans if span.item] == items
    assert [span.answer.text for span in spans if span.answer] == answers
    assert all(text[span.start : span.end] == span.text == span.text.strip() for span in spans)


def _worth_the_same(one: str, two: str, rng: Random) -> bool:
    left, right = parse(one), parse(two)
    assert left is not None
    assert right is not None
    for _ in range(8):
        letters = {name: Fraction(rng.randint(-30, 30), rng.randint(1, 9)) for name in letters_of(left)}
        if value(left, letters) != value(right, letters):
            return False
    return True


@pytest.mark.parametrize("kind", ALGEBRA.kinds)
def test_right_solutions_agree_with_exact_values(kind: str) -> None:
    rng = Random(kind)
    for _ in range(300):
        item = ALGEBRA.generate(kind, None, rng)
        answer = ALGEBRA.solve(item).answer.text
        if kind in EXPRESSIONS:
            assert _worth_the_same(item.text.removeprefix("simplify "), answer, rng), item
        elif kind == "substitution":
            assert value(item.data.expression, dict(item.data.given)) == Fraction(answer), item
        else:
            letter, _, number = answer.partition(" = ")
            text = re.sub(r"(\w+):(\w+)", r"\1 / \2", item.text)
            equation = parse(text)
            assert isinstance(equation, Equation)
            root = {letter: Fraction(number)}
            assert value(equation.left, root) == value(equation.right, root), item


def _joined(terms: list[str]) -> str:
    first, *others = terms
    return first + "".join(f" - {t[1:]}" if t.startswith("-") else f" + {t}" for t in others)


NUMBERS = st.integers(-12, 12).filter(bool).map(str)
LETTERS = st.sampled_from(["x", "-x", "2x", "3x", "-3x", "5x", "-4x", "7x"])
FRACTIONS = st.sampled_from(["0.5x", "-1.2x", "0.25", "x/3", "-x/2", "1/3 x", "-1/4 x", "2/3 x", "2x/5"])
INNER = st.lists(st.one_of(LETTERS, NUMBERS), min_size=2, max_size=2).map(_joined)
BRACKETS = st.one_of(
    st.tuples(st.sampled_from(["2", "-3", "5", "-"]), INNER).map(lambda p: f"{p[0]}({p[1]})"),
    st.tuples(INNER, st.integers(2, 4)).map(lambda p: f"({p[0]})/{p[1]}"),
)
SIDES = st.lists(st.one_of(LETTERS, NUMBERS, FRACTIONS, BRACKETS), min_size=1, max_size=4).map(_joined)
OTHERS = st.one_of(SIDES, NUMBERS)
TEXTS = st.one_of(
    st.tuples(SIDES, OTHERS).map(" = ".join),
    SIDES,
    INNER.map("({})^2".format),
    st.tuples(INNER, INNER).map(lambda p: f"({p[0]})({p[1]})"),
    st.tuples(SIDES, st.integers(-5, 12)).map(lambda p: f"evaluate {p[0]} for x = {p[1]}"),
    st.tuples(st.sampled_from("/:"), st.permutations(["x", *"3469"])).map(
        lambda p: f"{p[1][0]}{p[0]}{p[1][1]} = {p[1][2]}{p[0]}{p[1][3]}"
    ),
)
ITEMS = TEXTS.map(ALGEBRA.parse).filter(bool)


@settings(max_examples=400, deadline=None)
@given(item=ITEMS)
def test_every_claim_says_exactly_when_a_holder_is_wrong(item: Item) -> None:
    assert ALGEBRA.grade(item, ALGEBRA.solve(item).answer)
    for name in ALGEBRA.misconceptions:
        wrong = any(not ALGEBRA.grade(item, way.solution.answer) for way in ALGEBRA.ways(item, [name]))
        assert ALGEBRA.shows(name, item) == wrong, name


@settings(max_examples=300, deadline=None)
@given(item=ITEMS, held=st.lists(st.sampled_from(list(ALGEBRA.misconceptions)), max_size=5, unique=True))
def test_any_mixture_of_misconceptions_comes_to_an_answer(item: Item, held: list[str]) -> None:
    for way in ALGEBRA.ways(item, held):
        solution = way.solution
        assert ALGEBRA.read_answer(item, solution.answer.text) == solution.answer, solution
        assert solution.steps
        assert len(solution.steps) < 60
        assert all(len(set(step.says)) >= 3 for step in solution.steps)
        assert {step.misconception for step in solution.steps} - {None} == set(solution.fired)


@settings(max_examples=300, deadline=None)
@given(item=ITEMS)
def test_an_item_reads_back_as_it_is_printed(item: Item) -> None:
    again = item_of(item.text)
    assert (again, again.data) == (item, item.data)


@pytest.mark.parametrize(
    "text",
    [
        "999999(999999x + 999999)",
        "(99999x - 99999)^2",
        "99999x/7 + 1/999983 = 999979/999961 x",
        "evaluate x^2 - 1 for x = 99999",
        "999999/999998 = x/999997",
    ],
)
def test_large_numbers_are_worked_out_and_read_back(text: str) -> None:
    item = item_of(text)
    for name in ALGEBRA.misconceptions:
        for way in ALGEBRA.ways(item, [name]):
            assert ALGEBRA.read_answer(item, way.solution.answer.text) == way.solution.answer
    assert ALGEBRA.grade(item, ALGEBRA.solve(item).answer)


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet="xy12-+()/^=: ×evaluatefor.", max_size=60))
def test_odd_text_never_raises(text: str) -> None:
    item = ALGEBRA.parse(text)
    ALGEBRA.spans(text)
    if item is not None:
        assert ALGEBRA.grade(item, ALGEBRA.solve(item).answer)


@settings(max_examples=200, deadline=None)
@given(item=ITEMS, seed=st.integers(0, 999), name=st.sampled_from(list(ALGEBRA.misconceptions)))
def test_checks_can_be_recognised_and_never_refute_a_right_answer(item: Item, seed: int, name: str) -> None:
    right = ALGEBRA.solve(item)
    wrong = ALGEBRA.solve(item, [name])
    slipped = ALGEBRA.slip(item, right, Random(seed))
    assert slipped.answer.text != right.answer.text
    for answer in (right.answer, wrong.answer, slipped.answer, ALGEBRA.guess(item, Random(seed))):
        for check in ALGEBRA.checks(item, answer):
            assert len(check.asks) >= 3 <= len(check.finds), check.name
            assert all(re.search(check.cue, ask, re.IGNORECASE) for ask in check.asks), check
            assert not (check.refutes and ALGEBRA.grade(item, answer)), check


@pytest.mark.parametrize(
    ("text", "tested", "name"),
    [
        ("2x + 5 = 17", "11", "put-in"),
        ("4/7 = x/21", "18", "how-many-times"),
        ("4/7 = x/21", "18", "put-in"),
        ("3(x + 2)", "3x + 2", "bags"),
        ("3(x + 2)", "9x", "same-number"),
        ("3x + 4 + 2x", "3x + 2x + 4", "go-further"),
        ("evaluate 2x + 3 for x = 4", "27", "as-a-sum"),
    ],
)
def test_a_wrong_answer_can_be_seen_to_fail(text: str, tested: str, name: str) -> None:
    item = item_of(text)
    answer = ALGEBRA.read_answer(item, tested)
    assert answer is not None
    assert name in {check.name for check in ALGEBRA.checks(item, answer) if check.refutes}


def test_putting_the_answer_in_says_what_the_sides_come_to() -> None:
    item = item_of("2x + 5 = 17")
    answer = ALGEBRA.read_answer(item, "11")
    assert answer is not None
    (check,) = ALGEBRA.checks(item, answer)
    assert check.asks[0] == "Put 11 in for x: do both sides come out the same?"
    assert check.finds[0] == "2x + 5 comes out as 27, but it should be 17"


@pytest.mark.parametrize("name", list(ALGEBRA.misconceptions))
def test_a_misconception_shows_on_its_kinds_and_is_told_from_the_others(name: str) -> None:
    mine = ALGEBRA.misconceptions[name]
    others = [m for m in ALGEBRA.misconceptions.values() if m.id != name and set(m.kinds) & set(mine.kinds)]
    unlike = set()
    for kind in mine.kinds:
        for seed in range(25):
            item = ALGEBRA.generate(kind, name, Random(seed))
            answers = ALGEBRA.predict(item, [name])[name]
            unlike |= {o.id for o in others if not set(ALGEBRA.predict(item, [o.id])[o.id]) & set(answers)}
        for other in ALGEBRA.transfer_kinds(kind, name):
            assert other in mine.kinds
    assert unlike == {other.id for other in others}


def test_every_slot_and_rule_is_spoken_for() -> None:
    assert set(BOOK.right) == set(ALGEBRA.ideas)
    assert set(claims.CLAIMS) | set(SUBSTITUTING) == set(ALGEBRA.misconceptions)
    used = set()
    for m in ALGEBRA.misconceptions.values():
        assert {BOOK.wrong[rule.rule].slot for rule in m.rules} == {m.slot}
        used |= {rule.rule for rule in m.rules}
        if set(m.kinds) & {*EQUATIONS, *EXPRESSIONS}:
            assert m.id in claims.CLAIMS
    assert used == set(BOOK.wrong)


def test_what_is_said_of_misconceptions_is_complete() -> None:
    for m in ALGEBRA.misconceptions.values():
        assert len(m.belief) >= 4 <= len(m.notices), m.id
        assert m.refuted_by
        assert m.cues
        assert all(text.endswith(".") for text in (*m.belief, *m.notices)), m.id


def test_ideas_fit_any_item() -> None:
    for idea in ALGEBRA.ideas.values():
        for wordings in (idea.rule, idea.rule_heard, idea.asks, idea.answers, idea.strategy, idea.hints):
            assert 4 <= len(wordings) <= 6, idea.slot
            assert not any(re.search(r"\d", text) or len(text.split()) > 20 for text in wordings), idea.slot
        assert len(idea.asks) == len(idea.answers), idea.slot
        assert all(text.count("?") == 1 and text.endswith("?") for text in (*idea.asks, *idea.strategy))
        assert all(text.endswith(".") for text in (*idea.rule, *idea.answers, *idea.hints)), idea.slot


def test_no_check_sounds_like_a_question_about_an_idea() -> None:
    rng = Random(1)
    cues = {
        check.cue
        for kind in ALGEBRA.kinds
        for item in [ALGEBRA.generate(kind, None, rng) for _ in range(50)]
        for check in ALGEBRA.checks(item, ALGEBRA.guess(item, rng))
    }
    for idea in ALGEBRA.ideas.values():
        for text in (*idea.rule, *idea.asks, *idea.strategy, *idea.hints):
            for cue in cues:
                assert not re.search(cue, text, re.IGNORECASE), (cue, text)
