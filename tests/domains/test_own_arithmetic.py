"""Rules over whole items of arithmetic in YAML: how they fit, what they write, what they displace."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
import yaml

from teachsim.domains import registry
from teachsim.domains.algebra import ALGEBRA
from teachsim.domains.arithmetic import ARITHMETIC
from teachsim.domains.arithmetic.item_answers import item_answer
from teachsim.domains.arithmetic.item_patterns import item_pattern
from teachsim.domains.own import own, recorded
from teachsim.errors import BadInput

if TYPE_CHECKING:
    from teachsim.domains.topical import TopicDomain

KEEPS = {
    "id": "keeps-the-larger-bottom",
    "name": "Keeps the larger bottom",
    "slot": "common-denominator",
    "kinds": ["fraction-addition"],
    "description": "Adds the tops and keeps the larger of the two bottoms.",
    "rules": [{"when": "?a/?b + ?c/?d", "then": "(?a + ?c)/max(?b, ?d)"}],
    "refuted_by": ["1/2 + 1/4"],
}


def domain(*rules: tuple[str, str], **fields: object) -> TopicDomain:
    """Arithmetic with one more misconception, `keeps-the-larger-bottom` where nothing else is said."""
    weighted = [{"when": when, "then": then} for when, then in rules] or KEEPS["rules"]
    return recorded([{**KEEPS, "rules": weighted, **fields}], ARITHMETIC)


def answer(of: TopicDomain, text: str, *held: str) -> str:
    item = of.parse(text)
    assert item is not None, text
    return of.solve(item, held or ("keeps-the-larger-bottom",)).answer.text


def written(when: str, then: str, text: str) -> str | None:
    bound = item_pattern(when).fits(text)
    return None if bound is None else item_answer(then).written(bound)


@pytest.mark.parametrize(
    ("when", "item", "then", "says"),
    [
        ("?a/?b + ?c/?d", "1/4 + 2/3", "(?a + ?c)/(?b + ?d)", "3/7"),
        ("?a/?b+?c/?d", "2/4 + 2/4", "(?a + ?c)/(?b + ?d)", "4/8"),  # not reduced
        ("?w ?a/?b + ?v ?c/?d", "1 1/4 + 2 2/3", "(?w + ?v) (?a + ?c)/(?b + ?d)", "3 3/7"),
        ("?a/?b + ?c/?d", "1 1/4 + 2 2/3", "?a", None),  # mixed numbers have another form
        ("?a/?b + ?c/?b", "1/4 + 2/3", "?a", None),  # a place that stands twice is one number
        ("?a + ?b", "0.25 + 0.5", "?a + ?b", "0.75"),
        ("?a.?b + ?c.?d", "0.25 + 0.5", "(?a + ?c).(?b + ?d)", "0.30"),
        ("?a.?b + ?c.?d", "0.04 + 1.5", "?c.?b", "1.04"),  # as written, with its zero
        ("?a - ?b", "52 - 38", "max(?a, ?b) - min(?a, ?b) + 10", "24"),
        ("?a + ?b", "-8 + (-19)", "abs(?a) + abs(?b)", "27"),
        ("-?a + ?b", "-8 + 3", "-(?a + ?b)", "-11"),
        ("?a - ?b", "5 - (-19)", "?a + ?b", "-14"),
        ("?a * ?b", "6 × 7", "join(?a, ?b)", "67"),
        ("?a ÷ ?b", "17 ÷ 5", "?a // ?b r ?a % ?b", "3 r 2"),
        ("?a ÷ ?b", "17 ÷ 5", "?b/?a", "5/17"),
        ("?a^?b", "2^4", "?a*?b", "8"),
        ("?a^?b", "2^-3", "?a^(-?b)", "8"),
        ("?a% of ?b", "80% of 200", "(?b/?a)", "2.5"),
        ("What percent of ?a is ?b", "what percent of 30 is 9", "round(100*?b/?a, 1)%", "30%"),
        ("simplify ?a/?b", "simplify 6/9", "(?a - 3)/(?b - 3)", "3/6"),
        ("?a.?b __ ?c.?d", "0.25 __ 0.3", "compare(digits(?b), digits(?d))", ">"),
        ("?a/?b __ ?c/?d", "1/4 __ 1/3", "=", "="),
        ("?a(?b + ?c)", "2(9 + 10)", "?a*?b + ?c", "28"),
        ("?a + ?b", "1 + 2", "(?a/?b/?b)", "0.25"),
        ("?a/?b - ?c/?d", "3/4 - 1/4", "(?a - ?c)/(?b - ?d)", None),  # nothing can be over 0
        ("?a + ?b", "1 + 2", "?b^99999", None),
        ("?a + ?b", "1.5 + 2", "gcd(?a, ?b)", None),
    ],
)
def test_the_parts_are_calculated_and_written_as_given(
    when: str, item: str, then: str, says: str | None
) -> None:
    assert written(when, then, item) == says


DOCUMENT = (Path(__file__).parents[2] / "docs" / "own-misconceptions.md").read_text(encoding="utf-8")


def test_the_table_of_answers_in_the_document_is_true() -> None:
    table = DOCUMENT.partition("gives, for")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `(.+?)` \| ([^:;|]+)", table, re.MULTILINE)
    assert len(rows) >= 11
    for then, says in rows:
        assert written("?a/?b + ?c/?d", then, "1/4 + 2/3") == says.strip(), then


def test_the_rules_that_the_document_lists_show_on_items_of_their_kinds() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| `([a-z-]+)` \| `(\{.+\})` \|$", DOCUMENT, re.MULTILINE)
    assert len(rows) >= 5
    for kind, slot, rule in rows:
        pair = yaml.safe_load(rule)
        some = ARITHMETIC.generate(kind, None, Random(1)).text
        mine = domain((pair["when"], pair["then"]), kinds=[kind], slot=slot, refuted_by=[some])
        item = mine.generate(kind, "keeps-the-larger-bottom", Random(1))
        assert mine.shows("keeps-the-larger-bottom", item)


def test_it_answers_in_place_of_the_procedure_in_one_line_of_its_own() -> None:
    extended = domain()
    item = extended.parse("1/4 + 2/3")
    assert item is not None
    solution = extended.solve(item, ("keeps-the-larger-bottom",))
    (step,) = solution.steps
    assert (solution.answer.text, solution.fired) == ("3/4", ("keeps-the-larger-bottom",))
    assert step.text == "1/4 + 2/3 = 3/4"
    assert (step.rule, step.slot, step.misconception) == (
        "keeps-the-larger-bottom",
        "common-denominator",
        "keeps-the-larger-bottom",
    )
    assert len(set(step.says)) >= 3
    assert all(clause.endswith("3/4") for clause in step.says)


def test_it_can_be_said_in_words_of_ones_own() -> None:
    extended = domain(
        says=["?a and ?c over the larger, that's ?answer", "of ?item I make ?answer", "it comes to ?answer"]
    )
    item = extended.parse("1/4 + 2/3")
    assert item is not None
    (step,) = extended.solve(item, ("keeps-the-larger-bottom",)).steps
    assert step.says == (
        "1 and 2 over the larger, that's 3/4",
        "of 1/4 + 2/3 I make 3/4",
        "it comes to 3/4",
    )


@pytest.mark.parametrize(
    ("item", "says"),
    [
        ("1/2 + 1/2", "2/2"),  # right here, so nothing fires and the procedure is followed
        ("2 1/4 + 1/3", "2 7/12"),  # of another kind
        ("52 - 38", "14"),
    ],
)
def test_it_fires_only_where_its_answer_is_wrong_and_on_its_own_kinds(item: str, says: str) -> None:
    assert answer(domain(), item) == says == ARITHMETIC.solve(ARITHMETIC.parse(item)).answer.text


def test_it_fires_only_where_the_right_solution_passes_its_slot() -> None:
    carries = domain(
        ("?a + ?b", "?a + ?b + 100"), slot="carry", kinds=["whole-addition"], refuted_by=["8 + 5"]
    )
    assert answer(carries, "18 + 25") == "143"
    assert answer(carries, "12 + 25") == "37"  # nothing is carried, so nothing there would mend it


def test_who_holds_another_too_shows_only_this_one_where_it_fires() -> None:
    extended = domain()
    both = ("add-tops-and-bottoms", "keeps-the-larger-bottom")
    assert answer(extended, "1/4 + 2/3", *both) == "3/4"
    assert answer(extended, "1/4 + 2/3", *reversed(both)) == "3/4"
    assert answer(extended, "1/2 + 1/2", *both) == "2/4"  # where it is right the other one shows


def test_several_rules_share_by_weight_among_those_that_fit() -> None:
    extended = recorded(
        [
            {
                **KEEPS,
                "rules": [
                    {"when": "?a/?b + ?c/?d", "then": "(?a + ?c)/?b", "weight": 0.6},
                    {"when": "?a/?b + ?c/?d", "then": "(?a + ?c)/?d", "weight": 0.2},
                    {"when": "?a/?b + ?c", "then": "(?a + ?c)/?b", "weight": 0.2},
                ],
            }
        ],
        ARITHMETIC,
    )
    item = extended.parse("1/4 + 2/3")
    assert item is not None
    ways = extended.ways(item, ("keeps-the-larger-bottom",))
    assert [(round(way.weight, 6), way.solution.answer.text) for way in ways] == [
        (0.75, "3/4"),
        (0.25, "3/3"),
    ]
    assert ways[0].solution.steps[0].rule == "keeps-the-larger-bottom:1"


def test_the_built_in_misconceptions_predict_what_they_did() -> None:
    extended = domain()
    for seed in range(20):
        item = extended.generate("fraction-addition", None, Random(seed))
        names = [m.id for m in ARITHMETIC.misconceptions.values() if item.kind in m.kinds]
        assert extended.predict(item, names) == ARITHMETIC.predict(item, names)


ANSWERS = ("?a", "?a + 7", "?a/3", "1 ?a/5", "?a%", "-?a", "?a.5", "?a r 1", "<", "=", "compare(?a, 5)")


def with_places(text: str) -> str:
    """`1/4 + 2/3` as `?a/?b + ?c/?d`."""
    letters = iter("abcdefghij")
    return re.sub(r"\d*\.?\d+", lambda _: f"?{next(letters)}", text)


@pytest.mark.parametrize("kind", ARITHMETIC.kinds)
def test_whatever_is_written_on_whatever_kind_the_domain_goes_on_with_it(kind: str) -> None:
    fired = 0
    for seed in range(4):
        item = ARITHMETIC.generate(kind, None, Random(seed))
        slot = ARITHMETIC.slots(item)[0]
        when = with_places(item.text)
        for then in ANSWERS:
            mine = domain((when, then), slot=slot, kinds=[kind], refuted_by=[item.text])
            solution = mine.solve(item, ("keeps-the-larger-bottom",))
            if not solution.fired:
                continue
            fired += 1
            assert not mine.grade(item, solution.answer)
            assert mine.read_answer(item, solution.answer.text) == solution.answer
            table = mine.predict(item, ["keeps-the-larger-bottom"])["keeps-the-larger-bottom"]
            assert sum(table.values()) == pytest.approx(1)
            slipped = mine.slip(item, solution, Random(seed))
            assert slipped.answer.text != solution.answer.text
            assert mine.read_answer(item, slipped.answer.text) == slipped.answer
            mine.checks(item, solution.answer)
    assert fired >= 4


@pytest.mark.parametrize(
    ("then", "message"),
    [
        ("(?a + ?b", "a bracket is not closed"),
        ("?a +", "something is missing"),
        ("?a ?b", "two numbers stand side by side"),
        ("?a/?b/", "something is missing"),
        ("open(?a)", "no function 'open'"),
        ("maxx(?a, ?b)", "no function 'maxx'"),
        ("max(?a)", "max takes 2 to 8 numbers, not 1"),
        ("max", "max needs brackets"),
        ("1 + compare(?a, ?b)", "compare(…) is the whole answer"),
        ("?a; ?b", "cannot read ';' here"),
        ("__import__", "cannot read '_' here"),
        ("²", "cannot read '²' here"),
        ("(" * 50 + "?a" + ")" * 50, "more than 12 brackets within each other"),
        ("1" * 300, "an answer has at most 200 characters"),
    ],
)
def test_what_cannot_be_read_as_an_answer_is_told(then: str, message: str) -> None:
    with pytest.raises(BadInput) as raised:
        item_answer(then)
    assert raised.value.message == message
    assert raised.value.remedy


def test_random_texts_are_read_or_refused() -> None:
    rng = Random(5)
    pieces = "?a ?b ? 1 0.5 + - * / // % ^ ( ) , . r max".split()
    bound = item_pattern("?a + ?b").fits("3 + 0.25")
    assert bound is not None
    read = 0
    for _ in range(3000):
        text = rng.choice(("", " ")).join(rng.choice(pieces) for _ in range(rng.randrange(1, 9)))
        with suppress(BadInput):
            answer = item_answer(text)
            read += 1
            found = answer.written(bound) if answer.places <= bound.keys() else None
            assert found is None or re.search(r"[0-9]", found)
    assert read > 100


def test_a_folder_may_have_files_of_both_domains(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "misconceptions").mkdir()
    path = tmp_path / "misconceptions" / "fractions.yaml"
    path.write_text(yaml.safe_dump({"domain": "arithmetic", "misconceptions": [KEEPS]}), encoding="utf-8")
    assert list(own(tmp_path, ARITHMETIC).misconceptions) == [*ARITHMETIC.misconceptions, KEEPS["id"]]
    assert own(tmp_path, ALGEBRA) is ALGEBRA
    monkeypatch.chdir(tmp_path)
    assert KEEPS["id"] in registry.domain("arithmetic").misconceptions
    path.write_text("domain: arithmetic\nmisconceptions: [1]\n", encoding="utf-8")
    assert registry.domain("algebra") is ALGEBRA  # a mistake in one domain's file stops only that one


def test_what_is_kept_of_it_reads_back_as_the_same() -> None:
    extended = domain(says=["?a, ?answer", "?c, ?answer", "?answer"], frequency=0.25)
    again = recorded(extended.definitions, ARITHMETIC)
    assert again.definitions == extended.definitions
    assert again.misconceptions == extended.misconceptions
    for seed in range(20):
        item = extended.generate("fraction-addition", None, Random(seed))
        held = ("keeps-the-larger-bottom",)
        assert again.ways(item, held) == extended.ways(item, held)


def test_what_is_kept_of_an_edited_transcript_is_checked_too() -> None:
    with pytest.raises(BadInput, match="its own misconceptions cannot be read: no slot 'nowhere'") as raised:
        recorded([{**KEEPS, "slot": "nowhere"}], ARITHMETIC)
    assert raised.value.place == "session_started"
