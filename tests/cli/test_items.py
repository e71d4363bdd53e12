"""`teachsim items`: fresh items for people in a table, for programs as JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from teachsim.cli.main import app
from teachsim.domains.registry import domain, domains

ARITHMETIC = domain("arithmetic")


def items(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["items", *arguments])


def document(*arguments: str) -> Any:
    done = items(*arguments, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_alone_it_lists_every_kind_with_an_example_that_can_be_read() -> None:
    found = document()
    assert [entry["kind"] for entry in found] == [k for one in domains().values() for k in one.kinds]
    for entry in found:
        item = domain(entry["domain"]).parse(entry["example"])
        assert item is not None
        assert item.kind == entry["kind"]


def test_a_table_has_the_item_its_answer_its_level_and_what_the_holder_answers() -> None:
    done = items("whole-subtraction", "--target", "smaller-from-larger", "--level", "hard", "-n", "2")
    head, *rows = done.stdout.splitlines()
    assert head.split() == ["item", "answer", "level", "entropy", "smaller-from-larger"]
    assert len(rows) == 2
    for row in rows:
        top, _, bottom, answer, level, _, holders = row.split()
        assert int(answer) == int(top) - int(bottom)
        assert level == "hard"
        assert holders != answer


def test_the_seed_decides() -> None:
    assert items("whole-addition", "--seed", "3").stdout == items("whole-addition", "--seed", "3").stdout
    assert items("whole-addition", "--seed", "3").stdout != items("whole-addition", "--seed", "4").stdout


def test_a_target_alone_names_its_kind() -> None:
    found = document("--target", "longer-is-larger", "-n", "1")
    assert (found["domain"], found["kind"]) == ("arithmetic", "decimal-comparison")


def test_a_name_that_two_domains_have_is_settled_by_the_kind_or_the_domain() -> None:
    assert document("like-terms", "-n", "1")["domain"] == "algebra"
    found = document("--target", "two-negatives-make-positive", "--domain", "algebra", "-n", "1")
    assert found["domain"] == "algebra"


def test_the_json_of_an_item() -> None:
    (entry,) = document(
        "whole-subtraction", "--component", "borrow-at-zero", "--apart", "borrow-across-zero",
        "--apart", "smaller-from-larger", "-n", "1", "--aids",
    )["items"]  # fmt: skip
    assert set(entry) == {
        "item", "kind", "answer", "level", "entropy", "steps", "components", "holders", "aids",
    }  # fmt: skip
    assert "borrow-at-zero" in entry["components"]
    assert list(entry["holders"]) == ["borrow-across-zero", "smaller-from-larger"]
    assert len(set(entry["holders"].values())) == 2
    assert set(entry["aids"]) == {"concepts", "hints", "misleading"}
    assert {"misconception", "text"} == set(entry["aids"]["misleading"][0])


def test_a_triple_is_right_right_and_wrong_in_the_holders_hands() -> None:
    found = document("--target", "smaller-from-larger", "--triples", "-n", "2")
    assert found["misconception"] == "smaller-from-larger"
    for triple in found["triples"]:
        right = {
            part: triple[part]["holders"]["smaller-from-larger"] == triple[part]["answer"]
            for part in ("base", "same_rule", "rule_breaking")
        }
        assert right == {"base": True, "same_rule": True, "rule_breaking": False}
        assert triple["edit_distance"] == 1


def test_triples_and_aids_are_shown_to_people_too() -> None:
    lines = items("--target", "smaller-from-larger", "--triples", "-n", "1", "--aids").stdout.splitlines()
    assert [line.split("  ")[0] for line in lines[1:4]] == ["base", "same rule", "rule breaking"]
    assert any(line.startswith("  misleading  ") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "message", "remedy"),
    [
        (("whole-subtractoin",), "no kind 'whole-subtractoin'", "did you mean 'whole-subtraction'?"),
        (("xyzzy",), "no kind 'xyzzy'", "`teachsim items` lists the kinds"),
        (("like-terms", "--domain", "arithmetic"), "no kind 'like-terms' in arithmetic", "help: "),
        (("--target", "drops-cary"), "--target: no misconception", "did you mean 'drops-carry'?"),
        (("whole-addition", "--level", "hrad"), "--level: no level 'hrad'", "did you mean 'hard'?"),
        (("whole-addition", "--component", "cary"), "--component: no component", "did you mean 'carry'?"),
        (("whole-addition", "--apart", "drops-cary"), "--apart: no misc", "did you mean 'drops-carry'?"),
        (("whole-addition", "--target", "smaller-from-larger"), "cannot show", "it shows on whole-sub"),
        (("whole-addition", "--triples"), "--triples: ", "name --target"),
        (("--level", "easy"), "no kind of item is named", "`teachsim items` lists the kinds"),
        (("undo-percent", "--level", "extrapolation"), "longer numbers make no item", "ask for easy"),
        (("whole-addition", "-n", "0"), "-n", ""),
    ],
)
def test_what_cannot_be_made_ends_in_2_and_says_what_would_be_right(
    arguments: tuple[str, ...], message: str, remedy: str
) -> None:
    done = items(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert message in done.stderr
    assert remedy in done.stderr.splitlines()[-1]
