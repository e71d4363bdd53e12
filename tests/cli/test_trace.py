"""`teachsim trace`: a model of learning fitted to a table of answers, or to transcripts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from docs.answers import TRUTH
from docs.answers import rows as example
from teachsim.cli.main import app

TRANSCRIPTS = sorted(str(p) for p in (Path(__file__).parents[2] / "transcripts").glob("*.jsonl"))


def trace(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["trace", *arguments])


def document(*arguments: str) -> Any:
    done = trace(*arguments, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def written(path: Path, students: int) -> str:
    rows = [row for row in example() if int(row[0].removeprefix("s")) <= students]
    lines = ["user,item,kc,correct,activity", *(f"{','.join(row)},alone" for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return written(tmp_path_factory.mktemp("trace") / "answers.csv", students=60)


@pytest.fixture
def small(tmp_path):
    return written(tmp_path / "small.csv", students=8)


def test_the_parameters_of_the_example_are_found_again(table):
    found = document(table)
    assert found["model"] == "bkt"
    for one in found["components"]:
        truth = TRUTH[one["component"]]
        # 60 students: twice the spread that 400 show in the benchmark, and more
        for name in ("known", "learn", "guess", "slip", "forget"):
            assert one["parameters"][name] == pytest.approx(getattr(truth, name), abs=0.12), one
        assert len(one["curve"]["points"]) == 10


def test_the_text_says_parameters_foresight_curves_and_mastery(table):
    head, scores, *rest = trace(table).stdout.splitlines()
    assert head == "bkt · 60 students · 1800 answers"
    assert scores.startswith("AUC .8")
    headers = [line.split()[0] for line in rest if line.startswith(("component ", "wrong at", "student "))]
    assert headers == ["component", "wrong", "student"]
    assert rest[-1] == "and 48 others, with --json"


def test_the_sessions_recorded_can_be_traced_with_every_model():
    for model in ("bkt", "afm", "pfa", "psi-kt"):
        found = document(*TRANSCRIPTS, "--model", model)
        assert found["answers"] == 36 * len(TRANSCRIPTS)
        names = {student["student"] for student in found["students"]}
        assert "fractions-teller.recorded/maya" in names
        traits = {name for student in found["students"] for name in student["traits"]}
        assert traits == {
            "afm": {"readiness"},
            "psi-kt": {"forgetting", "level", "volatility", "transfer"},
        }.get(model, set())


def test_a_folder_stands_for_its_transcripts(tmp_path):
    folder = Path(TRANSCRIPTS[0]).parent
    assert document(str(folder)) == document(*TRANSCRIPTS)
    done = trace(str(tmp_path))
    assert (done.exit_code, "no transcript (.jsonl) in this folder" in done.stderr) == (2, True)


def test_a_session_is_traced_with_the_domain_it_was_played_with(tmp_path, monkeypatch):
    before = document(TRANSCRIPTS[0])
    (tmp_path / "misconceptions").mkdir()
    (tmp_path / "misconceptions" / "broken.yaml").write_text("domain: [", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert document(TRANSCRIPTS[0]) == before


def test_few_answers_are_pointed_out_beside_the_data():
    done = trace(*TRANSCRIPTS)
    assert done.stderr.startswith("few answers, so parameters and mastery say little: compare-decimals, ")
    assert "few answers" not in done.stdout


def test_without_forgetting_nothing_is_said_of_it(table):
    assert {one["parameters"]["forget"] for one in document(table, "--no-forgetting")["components"]} == {None}


def test_items_and_activities_can_have_parameters_of_their_own(small):
    found = document(small, "--by-item", "--by-activity")["components"][0]
    assert len(found["items"]) == 10
    assert set(found["activities"]) == {"alone"}
    text = trace(small, "--by-item", "--by-activity").stdout
    assert "and 18 others, with --json" in text
    assert "activity" in text


def test_the_prerequisites_of_a_domain_hold_for_the_components_of_a_table(small):
    alone = document(small, "--model", "psi-kt")
    helped = document(small, "--model", "psi-kt", "--domain", "arithmetic")
    assert alone["foreseen"] != helped["foreseen"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--model", "afm", "--no-forgetting"],
            "error: --no-forgetting: afm has no use for it\nhelp: leave it out, or --model bkt\n",
        ),
        (
            ["--domain", "arithmetic"],
            "error: --domain: bkt has no use for it\nhelp: leave it out, or --model psi-kt\n",
        ),
        (["--model", "psi-kt", "--domain", "arithmetics"], "did you mean 'arithmetic'?"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(table, arguments, message):
    done = trace(table, *arguments)
    assert done.exit_code == 2
    assert message in done.stderr


def test_a_file_that_cannot_be_read_ends_with_2_and_its_line(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("user,item,kc,correct\na,b,c,7\na,b,,1\n", encoding="utf-8")
    done = trace(str(path))
    assert done.exit_code == 2
    assert f"{path}:2: correct is '7'" in done.stderr
    assert f"{path}:3: no kc in this line" in done.stderr


def test_a_table_without_answers_is_named(tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text("user,item,kc,correct\na,b,c,\n", encoding="utf-8")
    done = trace(str(path))
    assert done.exit_code == 2
    assert f"{path}: there is no answer in it" in done.stderr
