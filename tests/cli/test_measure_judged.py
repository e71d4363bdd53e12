"""`teachsim measure --rubric, --harm, --explanations`: what teacher educators ask of a transcript."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from teachsim.cli.main import app

TELLER = Path(__file__).parents[2] / "transcripts" / "fractions-teller.recorded.jsonl"
OWN = """\
kind: rubric
id: leaves-room
name: Leaves room
source: Ours.
items:
  - id: one-question
    look-for: One question, and then the word is the student's.
    rule: {check: several-questions}
    levels: [{score: 0, says: in bundles}, {score: 1, says: one at a time}]
    example: What did you do in the tens?
    non-example: And the ones? And the tens?
"""


def measure(*arguments: object):
    return CliRunner().invoke(app, ["measure", str(TELLER), *map(str, arguments)])


def test_a_rubric_is_named_or_given_as_a_file_and_what_waits_for_a_judge_is_told(tmp_path: Path):
    named = measure("--rubric", "talk-moves")
    assert named.exit_code == 0, named.output
    assert "pressing-for-reasoning" in named.stdout
    assert "wait for a judge" in named.stderr
    path = tmp_path / "leaves-room.yaml"
    path.write_text(OWN, encoding="utf-8")
    found = json.loads(measure("--rubric", path, "--json").stdout)["rubric"]
    assert (found["id"], found["scores"][0]["items"][0]["score"]) == ("leaves-room", 1)


def test_a_rubric_that_is_not_right_is_shown_where_it_is_wrong(tmp_path: Path):
    path = tmp_path / "leaves-room.yaml"
    path.write_text(OWN.replace("several-questions", "several-question"), encoding="utf-8")
    for command in (["measure", str(TELLER), "--rubric", str(path)], ["check", str(path)]):
        done = CliRunner().invoke(app, command)
        assert done.exit_code == 2
        assert f"{path}:8:" in done.stderr
    assert measure("--rubric", "talk-move").exit_code == 2


def test_harm_and_explanations_can_be_asked_for_together():
    done = measure("--harm", "--explanations", "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert set(found) == {"harm", "explanations"}
    assert found["harm"][0]["outcomes"]
    text = measure("--harm", "--explanations").stdout
    assert "left alone" in text
    assert "change: " in text
