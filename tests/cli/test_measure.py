"""`teachsim measure`: tables or a document, for transcripts and folders of them."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copy

import pytest
from typer.testing import CliRunner

from teachsim.cli.main import app
from teachsim.engine.transcript import read
from teachsim.measure.report import measured

FOLDER = Path(__file__).parents[2] / "transcripts"
TRANSCRIPTS = sorted(FOLDER.glob("*.recorded.jsonl"))


def measure(*arguments: object):
    return CliRunner().invoke(app, ["measure", *map(str, arguments)])


def document(*arguments: object):
    done = measure(*arguments, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_a_folder_is_all_of_its_transcripts_and_the_means_over_them():
    found = document(FOLDER)
    assert [s["transcript"] for s in found["sessions"]] == [path.stem for path in TRANSCRIPTS]
    after = found["overall"]["outcomes.solve_after"]
    each = [s["outcomes"]["solve_after"] for s in found["sessions"]]
    assert after["n"] == len(TRANSCRIPTS)
    assert after["mean"] == pytest.approx(sum(each) / len(each))
    assert after["low"] <= after["mean"] <= after["high"]


def test_the_document_has_both_detectors_for_every_k():
    (session,) = document(TRANSCRIPTS[1])["sessions"]
    for measure_of in ("success", "telling"):
        found = session["reveals"][measure_of]
        assert {name: len(ks) for name, ks in found.items()} == {"published": 7, "corrected": 7, "read": 7}


def test_nothing_that_was_not_measured_is_a_number():
    found = document(TRANSCRIPTS[0])
    assert found["sessions"][0]["talk"]["uptake_published"] is None
    assert found["overall"]["talk.uptake_published"] == {"mean": None, "low": None, "high": None, "n": 0}
    assert found["overall"]["outcomes.solve_after"]["low"] is None  # one session has no interval


def test_a_measure_is_a_function_of_the_events_alone(tmp_path):
    path = tmp_path / "copy.jsonl"
    copy(TRANSCRIPTS[0], path)
    events = read(TRANSCRIPTS[0]).events
    assert measured(read(path).events) == measured(events) == measured(list(events))


def test_the_tables_have_a_row_for_each_transcript_then_the_mean_and_its_interval():
    done = measure(*TRANSCRIPTS)
    assert done.exit_code == 0
    rows = done.stdout.split("\n\n")[0].splitlines()
    assert [row.split("  ")[0] for row in rows] == [
        "solve rate", *(path.stem for path in TRANSCRIPTS), "mean", "95 % interval"
    ]  # fmt: skip
    for part in (
        "over-application",
        "beliefs",
        "predictions",
        "decisions",
        "success@k published",
        "mathdial",
    ):
        assert part in done.stdout


def test_decisions_and_turns_are_shown_one_by_one_when_asked_for():
    assert "utility of the best" not in measure(TRANSCRIPTS[1]).stdout
    shown = measure(TRANSCRIPTS[1], "--turns").stdout
    assert "utility of the best" in shown
    assert "illegal" in shown
    (session,) = document(TRANSCRIPTS[1], "--turns")["sessions"]
    assert len(session["decided"]) == session["decisions"]["made"] > 0
    assert len(session["taught"]) == session["moves"]["turns"] > 0
    weighed = [d for d in session["decided"] if d["forgone"] is not None]
    assert all(d["forgone"] >= 0 for d in weighed)


def test_a_session_that_was_cut_is_measured_as_far_as_it_goes(tmp_path):
    path = tmp_path / "cut.jsonl"
    path.write_bytes(read(TRANSCRIPTS[1]).through_turn(3).prefix())
    (session,) = document(path)["sessions"]
    assert session["outcomes"]["solve_before"] is not None
    assert session["outcomes"]["delta_solve"] is None
    assert session["beliefs"]["snapshots"] == 3


def test_what_is_no_transcript_is_said_with_a_remedy(tmp_path):
    (tmp_path / "no.jsonl").write_text("{}\n", encoding="utf-8")
    done = measure(tmp_path / "no.jsonl")
    assert done.exit_code == 2
    assert "no.jsonl:1:1" in done.stderr
    empty = tmp_path / "empty"
    empty.mkdir()
    assert measure(empty).exit_code == 2
