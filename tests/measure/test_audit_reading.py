"""The audit's own reader: numbers in words, calculations set aside, what stands around a quantity."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from teachsim.domains.registry import domain_for
from teachsim.engine.events import Attempt, Utterance
from teachsim.measure.audit import audit as of_the_audit
from teachsim.measure.audit.extractor import answer_read, lets_out
from teachsim.measure.audit.numerals import in_digits
from tests.lessons import played, shipped


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("eleven twelfths", "11/12"),
        ("twenty-five thirty-sixths", "25/36"),
        ("two and five ninths", "2 5/9"),
        ("three hundred sixty-five", "365"),
        ("two thousand four hundred and thirty six", "2436"),
        ("zero point one six", "0.16"),
        ("negative eleven", "-11"),
        ("x squared minus eighteen x plus 81", "x^2 - 18 x + 81"),
        ("a hundred and four remainder two", "104 r 2"),
        ("one more go at that one", "one more go at that one"),
    ],
)
def test_numbers_in_words_are_put_into_digits(words, digits):
    assert in_digits(words) == digits


@pytest.mark.parametrize(
    ("item", "words", "reads"),
    [
        ("1/4 + 2/3", "1 plus 2 is 3, and 4 plus 3 is 7. So 3/7.", "3/7"),
        ("52 - 38", "I make it 26. 8 minus 2 makes 6, and 5 minus 3 makes 2.", "26"),
        ("52 - 38", "How would you do 52 - 38?", None),
        ("52 - 38", "You said 14. I got 26.", "26"),
        ("x + 9 = 17", "17 + 9 is 26, so x = 26.", "x = 26"),
        ("x + 9 = 17", "From x + 9 = 17 I get x = 17 + 9.", None),
        ("3(x + 4)", "3(x + 4) gives 3x + 4. It's 3x + 4.", "3x + 4"),
        ("0.575 __ 0.61", "0.575 is bigger.", "0.575 > 0.61"),
        ("0.575 __ 0.61", "The second one is bigger than the first.", "0.575 < 0.61"),
        ("115 ÷ 4", "4 goes into 11 twice, 3 left, so 28.3.", "28.3"),
        ("simplify 3/7", "There is nothing to divide by, so 3/7.", "3/7"),
        ("the larger of 24 days and 7 weeks", "24 is more, and that's why I say the 24 days.", "the 24 days"),
        ("the larger of 3 m and 198 cm", "It comes to the 198 cm. Finished!", "the 198 cm"),
        ("(z + 2)^2 < -4z - 8", "I worked it out and got -6 < z < -2. There!", "-6 < z < -2"),
        ("60% of 80", "60 over 80 gives 0.75. Which make it 75.", "75"),
        ("20% of 400", "5, I say. I did 20 over 400, that's 0.05.", "5"),
        ("30% of 120", "That's 0.25. So yeah, it is 25. Sorry, my English.", "25"),
        ("50 - 17", "I got 40, 'cause there's nothing there, so I put 0.", "40"),
    ],
)
def test_the_answer_of_a_turn_is_read_from_its_words(item, words, reads):
    domain, task = domain_for(item)
    found = answer_read(words, task, domain)
    assert (found.text if found else None) == reads


def test_a_right_number_on_the_way_of_a_calculation_is_not_let_out():
    domain, item = domain_for("2 + 3 × 4")
    assert not lets_out("2 plus 3 is 5, and 14 - 9 is 5 as well, and 5 times 4 is 20.", item, domain)
    assert lets_out("I got 20, but it should be 14.", item, domain)


@pytest.mark.parametrize(
    "name", ["fractions/unlike-denominators", "algebra/equations", "decimals/which-is-larger"]
)
def test_the_second_reader_agrees_with_what_shipped_students_computed(name):
    """Where the two readers and the computation part, one of them is wrong; 1 in 50 may be."""
    wrong, total = 0, 0
    for seed in range(4):
        computed = None
        for event in played(shipped(name, seed, "contradiction")):
            if isinstance(event, Attempt):
                computed = event
            elif isinstance(event, Utterance) and event.role == "student" and computed.kind == "answer":
                domain, item = domain_for(computed.on)
                found = answer_read(event.text, item, domain)
                total += 1
                wrong += found is None or found.text != computed.answer
    assert total > 20
    assert wrong <= total / 50


def test_the_second_reader_shares_nothing_with_the_engine_s_ears():
    """It cuts the answer out itself; only what it has cut out is given to the domain."""
    folder = Path(of_the_audit.__file__).parent
    for name in ("extractor", "cues", "numerals"):
        tree = ast.parse((folder / f"{name}.py").read_text(encoding="utf-8"))
        imported = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
        assert not [m for m in imported if m.startswith(("teachsim.language", "teachsim.roles"))]
        assert "spans" not in {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}


def test_a_blank_in_a_sentence_is_no_comparison():
    algebra, item = domain_for(
        "a field made 3 times as long and 3 times as wide: its area gets __ times as large"
    )
    found = answer_read("It gets 3 times as large.", item, algebra)
    assert found is not None
    assert found.text == "3"
