"""`teachsim solve`: an item worked rightly, or as a holder of misconceptions works it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from teachsim.cli.evidence import positionals_last
from teachsim.cli.main import app


def solve(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["solve", *arguments])


def document(*arguments: str) -> Any:
    done = solve(*arguments, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_a_holder_answers_wrong_and_the_right_answer_stands_beside_it() -> None:
    done = solve("52 - 38", "--as", "smaller-from-larger")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "26   (right: 14)",
        "✗ ones: 8 - 2 = 6   rule smaller-from-larger",
        "  tens: 5 - 3 = 2",
    ]


def test_without_a_misconception_the_solution_is_right_and_nothing_is_marked() -> None:
    done = solve("52 - 38")
    assert done.stdout.startswith("14\n")
    assert "✗" not in done.stdout


@pytest.mark.parametrize(
    ("item", "held"),
    [
        ("58 - 32", "smaller-from-larger"),  # no borrow
        ("1/2 + 1/3", "smaller-from-larger"),  # no subtraction at all
    ],
)
def test_where_bug_and_truth_agree_it_is_said(item: str, held: str) -> None:
    assert "does not show on this item" in solve(item, "--as", held).stdout


def test_of_two_misconceptions_the_one_that_does_not_show_is_named() -> None:
    done = solve("52 - 38", "--as", "zero-minus-n-is-n", "--as", "smaller-from-larger")
    assert done.stdout.startswith("26")
    assert "zero-minus-n-is-n does not show on this item" in done.stdout


def test_the_json_is_that_of_the_contract() -> None:
    assert document("52 - 38", "--as", "smaller-from-larger") == {
        "item": "52 - 38",
        "answer": "26",
        "correct_answer": "14",
        "correct": False,
        "steps": [
            {
                "text": "ones: 8 - 2 = 6",
                "rule": "smaller-from-larger",
                "misconception": "smaller-from-larger",
            },
            {"text": "tens: 5 - 3 = 2", "rule": "take-away", "misconception": None},
        ],
        "alternatives": [],
    }


def test_the_json_of_a_right_solution_says_so() -> None:
    found = document("3/7 + 1/2")
    assert (found["answer"], found["correct_answer"], found["correct"]) == ("13/14", "13/14", True)


def test_alternatives_are_the_other_answers_of_lighter_rules() -> None:
    found = document("3 - 4/9", "--as", "no-regrouping-mixed")
    assert (found["answer"], found["alternatives"]) == ("3 4/9", ["1/9"])
    assert "or 1/9   (.30 of those who hold this)" in solve("3 - 4/9", "--as", "no-regrouping-mixed").stdout


@pytest.mark.parametrize(
    ("arguments", "message", "remedy"),
    [
        (
            ("52 - 38", "--as", "smaler-from-larger"),
            "no misconception",
            "did you mean 'smaller-from-larger'?",
        ),
        (("52 - 38", "--as", "xyzzy"), "no misconception", "`teachsim list misconceptions` shows all"),
        (("52 - 38", "--domain", "arithmetik"), "no domain", "did you mean 'arithmetic'?"),
        (("hello",), "cannot read 'hello'", "write something like"),
        (("52", "-", "38"), "too many arguments: - 38", "in quotes"),
    ],
)
def test_what_is_not_known_ends_in_2_and_says_what_would_be_right(
    arguments: tuple[str, ...], message: str, remedy: str
) -> None:
    done = solve(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert message in done.stderr
    assert remedy in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("item", ["-9 + 4", "- 9 + 4", "-.5 + 1", "-(3 + 4)", "-x + 3 = 5", "-x=5", "-x-4"])
@pytest.mark.parametrize("before", [(), ("--",)])
def test_an_item_that_begins_with_a_minus_is_an_item(item: str, before: tuple[str, ...]) -> None:
    done = solve(*before, item, "--json")
    assert "option" not in done.output
    document = json.loads(done.stdout)
    if done.exit_code:  # no domain reads it, which is another matter
        assert document["error"]["message"] == f"cannot read '{item}' as a task"


def test_options_keep_their_values_wherever_they_stand() -> None:
    settled = positionals_last(["-1", "--as", "-2", "3", "--json", "--as=x"], {"--as", "--json"}, {"--as"})
    assert settled == ["--as", "-2", "--json", "--as=x", "--", "-1", "3"]


def test_an_option_that_does_not_exist_is_still_one() -> None:
    done = solve("52 - 38", "--jsn")
    assert done.exit_code == 2
    assert "no such option: --jsn" in done.stderr
    assert "--json" in done.stderr
