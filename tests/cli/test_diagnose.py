"""`teachsim diagnose`: from answers to hypotheses, and to the item to ask next."""

from __future__ import annotations

import json
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner, Result

from teachsim.cli.main import app
from teachsim.domains.arithmetic.domain import ARITHMETIC
from teachsim.roles.teacher.belief import entropy_bits
from teachsim.roles.teacher.diagnosis import diagnose as diagnosis

if TYPE_CHECKING:
    from pathlib import Path


def diagnose(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["diagnose", *arguments])


def document(*arguments: str) -> Any:
    done = diagnose(*arguments, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_one_telling_answer_names_the_misconception_and_an_item_to_ask_next() -> None:
    first, second, *_ = diagnose("52 - 38", "26").stdout.splitlines()
    assert first.startswith(("smaller-from-larger .8", "smaller-from-larger .9"))
    assert " · unknown ." in first
    assert second.startswith("ask next: ")
    assert second.endswith(" bits)")


def test_a_second_answer_that_fits_makes_it_surer() -> None:
    one = document("52 - 38", "26")["hypotheses"][0]
    two = document("52 - 38", "26", "60 - 24", "44")["hypotheses"][0]
    assert one["misconception"] == two["misconception"] == "smaller-from-larger"
    assert two["probability"] > one["probability"]


def test_the_json_is_that_of_the_contract() -> None:
    found = document("52 - 38", "26")
    (evidence,) = found["evidence"]
    assert 0 <= evidence.pop("slip") < 0.1
    assert evidence == {"item": "52 - 38", "answer": "26", "correct": False}
    shares = [h["probability"] for h in found["hypotheses"]]
    assert sum(shares) == pytest.approx(1, abs=1e-4)
    assert shares == sorted(shares, reverse=True)
    assert {"correct", "unknown"} < {h["misconception"] for h in found["hypotheses"]}
    bits = [p["information_bits"] for p in found["probes"]]
    assert bits
    assert bits == sorted(bits, reverse=True)
    assert all(0 <= b <= entropy_bits({str(i): s for i, s in enumerate(shares)}) + 0.001 for b in bits)


def test_a_probe_predicts_what_each_hypothesis_worth_naming_answers() -> None:
    found = document("52 - 38", "26")
    worth = {h["misconception"] for h in found["hypotheses"] if h["probability"] >= 0.01} - {"unknown"}
    for probe in found["probes"]:
        assert set(probe["predictions"]) == worth
        item = ARITHMETIC.parse(probe["item"])
        assert item is not None
        expected = ARITHMETIC.solve(item, ["smaller-from-larger"]).answer.text
        assert probe["predictions"]["smaller-from-larger"] == expected


def test_what_was_asked_is_not_asked_again_and_the_advice_is_always_the_same() -> None:
    answers = ("52 - 38", "26", "31 - 29", "18")
    found = document(*answers)
    assert not {"52 - 38", "31 - 29"} & {probe["item"] for probe in found["probes"]}
    assert document(*answers) == found


@pytest.mark.parametrize(
    "held",
    ["smaller-from-larger", "add-tops-and-bottoms", "longer-is-larger", "drops-carry", "borrow-across-zero"],
)
def test_asking_what_is_advised_finds_what_is_held(held: str) -> None:
    item = ARITHMETIC.generate(ARITHMETIC.misconceptions[held].kinds[0], held, Random(1))
    evidence = []
    for _ in range(5):
        evidence.append((item, ARITHMETIC.solve(item, [held]).answer))
        found = diagnosis(ARITHMETIC, evidence)
        item = found.probes[0].item
    assert found.hypotheses[0].name == held


def test_right_answers_speak_for_no_misconception() -> None:
    found = document("52 - 38", "14", "604 - 207", "397", "3004 - 1728", "1276")
    assert found["hypotheses"][0]["misconception"] == "correct"


def test_a_right_answer_in_an_unusual_form_counts_as_right() -> None:
    found = document("1/2 + 1/3", "10/12")
    assert found["evidence"] == [{"item": "1/2 + 1/3", "answer": "10/12", "correct": True, "slip": None}]
    shares = {h["misconception"]: h["probability"] for h in found["hypotheses"]}
    assert shares["correct"] > 0.25


def test_every_further_bit_of_evidence_is_weighed_by_its_likelihood() -> None:
    item = ARITHMETIC.parse("52 - 38")
    assert item is not None
    answer = ARITHMETIC.read_answer(item, "26")
    assert answer is not None
    weighed = [diagnosis(ARITHMETIC, [(item, answer)] * n) for n in (1, 2, 3)]
    shares = [found.hypotheses[0].probability for found in weighed]
    assert all(a < b for a, b in pairwise(shares))
    assert weighed[2].evidence[0].likelihoods["smaller-from-larger"] == pytest.approx(0.95)


def test_why_shows_how_likely_each_answer_was() -> None:
    done = diagnose("52 - 38", "26", "--why")
    assert "(1) 52 - 38 answered 26: wrong" in done.stdout
    row = next(line for line in done.stdout.splitlines() if line.startswith("smaller-from-larger  "))
    assert row.split()[-1] == "0.9500"


@pytest.mark.parametrize("arguments", [("52 - 38", "-5"), ("52 - 38", "--", "-5"), ("--", "52 - 38", "-5")])
def test_an_answer_that_begins_with_a_minus_is_an_answer(arguments: tuple[str, ...]) -> None:
    assert document(*arguments)["evidence"][0]["answer"] == "-5"


@pytest.mark.parametrize("answer", ["-x-4", "-x + 4", "-4"])
def test_an_answer_in_letters_may_begin_with_a_minus_too(answer: str) -> None:
    read = document("-(x-4)", answer)["evidence"][0]["answer"]
    assert read.replace(" ", "") == answer.replace(" ", "")


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ((), "no item and no answer"),
        (("52 - 38",), "'52 - 38', has no answer"),
        (("52 - 38", "26", "60 - 24"), "'60 - 24', has no answer"),
        (("52 - 38", "26", "60 - 24", "lots"), "cannot read 'lots' as an answer to 60 - 24"),
        (("52 @ 38", "26"), "cannot read '52 @ 38' as a task"),
        (("52 - 38", "26", "--csv", "class.csv"), "answers and --csv together"),
    ],
)
def test_what_cannot_be_read_is_named(arguments: tuple[str, ...], names: str) -> None:
    done = diagnose(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert names in done.stderr
    assert "help: " in done.stderr


CLASS = """\
answer,Pupil,item
26,Ann,52 - 38
44,Ann,60 - 24
14,Bo,52 - 38
"""


def written(folder: Path, content: str | bytes) -> str:
    path = folder / "class.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def test_a_class_is_a_line_for_each_pupil(tmp_path: Path) -> None:
    done = diagnose("--csv", written(tmp_path, CLASS))
    assert done.exit_code == 0, done.output
    header, ann, bo, *_ = done.stdout.splitlines()
    assert header.split()[0] == "pupil"
    assert ann.split()[:4] == ["Ann", "0/2", "smaller-from-larger", "1.00"]
    assert bo.split()[:3] == ["Bo", "1/1", "correct"]


def test_below_the_class_stands_who_holds_the_same_and_what_to_ask_them(tmp_path: Path) -> None:
    more = "35,Cy,71 - 46\n44,Cy,83 - 47\n99,Di,52 - 38\n98,Di,60 - 24\n"
    path = written(tmp_path, CLASS + more)
    rows = diagnose("--csv", path).stdout.partition("\n\n")[2].splitlines()
    header, same, *others = rows
    assert header.split() == ["group", "pupils", "ask", "next"]
    assert same.split("  ")[:2] == ["smaller-from-larger", "Ann, Cy"]
    assert [row.split()[:2] for row in others] == [["unknown", "Di"], ["undecided", "Bo"]]
    first, *_, last = document("--csv", path)["groups"]
    assert first["misconception"] == "smaller-from-larger"
    assert first["pupils"] == ["Ann", "Cy"]
    assert first["probe"]["item"] == same.split("  ")[-1].strip()
    assert last["misconception"] is None
    assert last["pupils"] == ["Bo"]


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        (
            ("955 - 908", "3", "629 - 170", "550"),
            "or both: n-minus-zero-is-zero and smaller-from-larger .",
        ),
        (
            ("52 - 38", "26", "60 - 24", "36", "71 - 46", "35", "83 - 47", "36", "62 - 47", "25"),
            "or now smaller-from-larger, now the right rule .",
        ),
        (
            ("52 - 38", "19", "60 - 24", "44", "71 - 46", "35", "83 - 47", "44"),
            "(1) 52 - 38 answered 19: probably a slip (",
        ),
    ],
)
def test_two_at_once_unsteady_rules_and_slips_are_told_where_they_matter(
    answers: tuple[str, ...], line: str
) -> None:
    lines = diagnose(*answers).stdout.splitlines()
    assert lines[1].startswith(line)
    assert lines[2].startswith("ask next: ")


def test_a_single_misconception_that_explains_everything_stands_alone() -> None:
    lines = diagnose("52 - 38", "26", "60 - 24", "44").stdout.splitlines()
    assert lines[1].startswith("ask next: ")


def test_the_json_says_in_keys_of_their_own_what_may_be_held_together() -> None:
    found = document("955 - 908", "3", "629 - 170", "550")
    (pair,) = (pair for pair in found["pairs"] if pair["probability"] > 0.5)
    assert pair["misconceptions"] == ["n-minus-zero-is-zero", "smaller-from-larger"]
    together = [*found["pairs"], *found["unstable"]]
    assert found["singles"] + sum(each["probability"] for each in together) == pytest.approx(1, abs=0.05)


def test_the_json_of_a_class_has_the_same_document_for_each_pupil(tmp_path: Path) -> None:
    ann, bo = document("--csv", written(tmp_path, CLASS))["pupils"]
    assert ann == {"pupil": "Ann", "domain": "arithmetic", **document("52 - 38", "26", "60 - 24", "44")}
    assert bo["pupil"] == "Bo"


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfpupil,item,answer\r\nAnn,52 - 38,26\r\n",  # as spreadsheets write it
        "pupil;item;answer\nAnn;52 - 38;26\n",
        "pupil\titem\tanswer\n\nAnn\t52 - 38\t26\n",
        'pupil,item,answer,note\n"Ann","52 - 38",26,"late, ill"\n',
    ],
)
def test_a_class_as_spreadsheets_write_it_can_be_read(tmp_path: Path, content: str | bytes) -> None:
    assert document("--csv", written(tmp_path, content))["pupils"][0]["pupil"] == "Ann"


def test_an_answer_that_is_missing_is_no_wrong_answer(tmp_path: Path) -> None:
    done = diagnose("--csv", written(tmp_path, CLASS + ",Cy,52 - 38\n"))
    assert done.exit_code == 0
    assert "Cy" not in done.stdout
    assert "1 answer missing; none at all of Cy" in done.stderr


@pytest.mark.parametrize(
    ("content", "places"),
    [
        ("", (":1: the file is empty",)),
        ("name,item,answer\nAnn,52 - 38,26\n", (":1: no column 'pupil'",)),
        ("pupil,item,item,answer\n", (":1: two columns 'item'",)),
        ("pupil,item,answer\nAnn,52 - 38\nBo,52 - 38,14,x\n", (":2: 2 columns", ":3: 4 columns")),
        ("pupil,item,answer\n,52 - 38,26\nBo,,1\n", (":2: no pupil", ":3: no item")),
        ("pupil,item,answer\nAnn,52 - 38,x\nBo,hm,1\n", (":2: cannot read 'x'", ":3: cannot read 'hm'")),
        (b"pupil,item,answer\nJos\xe9,52 - 38,26\n", (": the file is not UTF-8 text",)),
    ],
)
def test_every_mistake_in_a_class_file_is_told_with_its_line(
    tmp_path: Path, content: str | bytes, places: tuple[str, ...]
) -> None:
    path = written(tmp_path, content)
    done = diagnose("--csv", path)
    assert done.exit_code == 2
    assert done.stdout == ""
    for place in places:
        assert f"error: {path}{place}" in done.stderr


def test_a_class_file_that_is_not_there_is_named() -> None:
    done = diagnose("--csv", "nowhere.csv", "--json")
    assert done.exit_code == 2
    assert json.loads(done.stdout)["error"]["place"] == "nowhere.csv"


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        ("pupil;item;answer\nAnn;3,1 + 9,9;12,10\n", "12.10"),  # where the comma is the point
        ("pupil,item,answer\nAnn,3.1 + 9.9,12.10\n".encode("utf-16"), "12.10"),
        ("pupil;item;answer\nAnn;point (5, 2): how far up?;5\n", "5"),
    ],
)
def test_decimal_commas_and_other_encodings_are_read(
    tmp_path: Path, content: str | bytes, answer: str
) -> None:
    (ann,) = document("--csv", written(tmp_path, content))["pupils"]
    assert ann["evidence"][0]["answer"] == answer
    assert ann["evidence"][0]["correct"] is False


def test_a_line_that_cannot_be_read_is_told_and_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, CLASS + "lots,Cy,52 - 38\n26,Di,52 @ 38\n1,2\n")
    done = diagnose("--csv", path)
    assert done.exit_code == 1
    assert [line.split()[0] for line in done.stdout.splitlines()[1:3]] == ["Ann", "Bo"]
    for number in (5, 6, 7):
        assert f"{path}:{number}: " in done.stderr
    assert "mend 3 lines" in done.stderr
    as_json = diagnose("--csv", path, "--json")
    assert as_json.exit_code == 1
    assert [one["place"] for one in json.loads(as_json.stdout)["left_out"]] == [
        f"{path}:7", f"{path}:5", f"{path}:6",
    ]  # fmt: skip


def test_strict_stops_at_a_line_that_cannot_be_read_and_so_does_a_file_without_any(tmp_path: Path) -> None:
    strict = diagnose("--csv", written(tmp_path, CLASS + "lots,Cy,52 - 38\n"), "--strict")
    none = diagnose("--csv", written(tmp_path, "pupil,item,answer\nCy,52 - 38,lots\n"))
    for done in (strict, none):
        assert done.exit_code == 2
        assert done.stdout == ""


def test_a_class_may_be_asked_arithmetic_and_algebra(tmp_path: Path) -> None:
    path = written(tmp_path, "pupil,item,answer\nAnn,52 - 38,26\nAnn,3(x + 4),3x + 4\nBo,60 - 24,44\n")
    found = document("--csv", path)
    assert [(one["pupil"], one["domain"]) for one in found["pupils"]] == [
        ("Ann", "arithmetic"), ("Ann", "algebra"), ("Bo", "arithmetic"),
    ]  # fmt: skip
    assert {pupil for group in found["groups"] for pupil in group["pupils"]} == {"Ann", "Bo"}
    assert "domain" in diagnose("--csv", path).stdout.splitlines()[0].split()


def test_what_correct_and_unknown_stand_for_is_told_where_they_are_named() -> None:
    assert "correct: works rightly" in diagnose("52 - 38", "14").stderr
    assert "unknown: " not in diagnose("52 - 38", "26", "60 - 24", "44").stderr
