"""Batches: every session once, the same however it was come by, and the same luck for all teachers."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from teachsim.batch.batch import in_memory, results, run_batch
from teachsim.batch.folder import Folder
from teachsim.batch.play import transcript, work
from teachsim.batch.rows import OUTCOMES, TURN_COLUMNS
from teachsim.batch.runs import chunks, planned
from teachsim.cli.main import app
from teachsim.engine.transcript import read
from teachsim.errors import BadInput
from tests.batch.small import SMALL, small
from tests.lessons import without_times

ROOT = Path(__file__).parents[2]


def batch(folder: Path, plan=None, count: int = 1, **options):
    plan = plan or planned(small())
    into = Folder(folder)
    with into.opened():
        return run_batch(plan, into, count=count, **options)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed")
    batch(folder)
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def same_sessions(one: Path, other: Path) -> bool:
    """Whether two folders hold the same runs, times aside, and the same tables byte for byte."""
    names = [sorted(p.name for p in folder.glob("transcripts/*")) for folder in (one, other)]
    return (
        names[0] == names[1]
        and all(
            without_times((one / "transcripts" / n).read_bytes())
            == without_times((other / "transcripts" / n).read_bytes())
            for n in names[0]
        )
        and all((one / t).read_bytes() == (other / t).read_bytes() for t in ("sessions.csv", "turns.csv"))
    )


# --- what is written ----------------------------------------------------------------------------


def test_there_is_a_transcript_a_run_and_a_row_a_session(undisturbed):
    plan = planned(small())
    table = rows(undisturbed / "sessions.csv")
    assert len(plan.runs) == 8
    assert [row["run"] for row in table] == [run.name for run in plan.runs]
    assert {p.stem for p in undisturbed.glob("transcripts/*.jsonl")} == {run.name for run in plan.runs}
    assert {row["budget.interventions"] for row in table} == {"1", "2"}
    assert set(OUTCOMES) <= set(table[0])


def test_what_was_not_measured_is_left_empty(undisturbed):
    assert {row["transfer"] for row in rows(undisturbed / "sessions.csv")} == {""}


def test_every_turn_of_the_transcripts_is_a_row(undisturbed):
    table = rows(undisturbed / "turns.csv")
    assert list(table[0]) == ["run", *TURN_COLUMNS]
    for run in planned(small()).runs:
        said = [
            e for e in read(transcript(undisturbed / "transcripts", run.name)).events if e.type == "utterance"
        ]
        mine = [row for row in table if row["run"] == run.name]
        assert [row["text"] for row in mine] == [e.text for e in said]


def test_the_manifest_names_everything_that_the_results_follow_from(undisturbed, tmp_path):
    source = tmp_path / "small.yaml"
    source.write_text(yaml.safe_dump(SMALL))
    folder = Folder(tmp_path / "out")
    plan = planned(small())
    with folder.opened():
        folder.write_manifest(plan, source, ["batch", "small.yaml"])
    said = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert said["command"] == ["batch", "small.yaml"]
    assert said["seeds"] == [0, 1]
    assert [c["teacher"]["policy"] for c in said["conditions"]] == [
        "never",
        "never",
        "contradiction",
        "contradiction",
    ]
    assert [name for c in said["conditions"] for name in c["runs"]] == [run.name for run in plan.runs]
    assert {"teachsim", "python", "platform", "git", "code", "experiment", "experiment_file"} <= set(said)


# --- pairing ------------------------------------------------------------------------------------


def test_the_same_seed_is_the_same_student_with_the_same_items_and_luck_under_every_teacher():
    plan = planned(small(students=["drawn"], replicates=3))
    (chunk,) = chunks(plan, plan.runs, 100)
    begun = {run: chunk.first_event(run) for run in plan.runs}
    for seed in range(3):
        of_seed = [begun[run] for run in plan.runs if run.seed == seed]
        assert len({one.plan.model_dump_json() for one in of_seed}) == 1
        assert len({str(one.students) for one in of_seed}) == 1
    assert len({str(one.students) for one in begun.values()}) == 3
    before = {(row["seed"], row["holds"], row["pre"]) for row in in_memory(plan)}
    assert len(before) == 3


def test_a_run_is_called_by_all_that_determines_it_and_by_nothing_else():
    names = {run.name for run in planned(small()).runs}
    assert names == {run.name for run in planned(small(id="other", question="Else?", outcomes=["post"])).runs}
    assert not names & {run.name for run in planned(small(seed=100)).runs}
    otherwise = small(set={**SMALL["set"], "student.traits.trust": 0.1})
    assert not names & {run.name for run in planned(otherwise).runs}
    assert names < {run.name for run in planned(small(replicates=5)).runs}


# --- going on -----------------------------------------------------------------------------------


def test_a_second_start_repeats_nothing(undisturbed, tmp_path):
    batch(tmp_path)
    before = {p: p.stat().st_mtime_ns for p in tmp_path.glob("transcripts/*")}
    again = batch(tmp_path)
    assert again.made == 0
    assert {p: p.stat().st_mtime_ns for p in tmp_path.glob("transcripts/*")} == before
    assert same_sessions(tmp_path, undisturbed)


@pytest.mark.parametrize("cut", [0, 100, 0.3, 0.6, 0.99])
def test_a_run_that_was_cut_anywhere_is_gone_on_with_and_equals_one_that_was_not(cut, undisturbed, tmp_path):
    batch(tmp_path)
    (tmp_path / "rows.jsonl").unlink()
    for path in sorted(tmp_path.glob("transcripts/*"))[::2]:
        size = path.stat().st_size
        os.truncate(path, cut if isinstance(cut, int) else int(cut * size))
    batch(tmp_path)
    assert same_sessions(tmp_path, undisturbed)


def test_a_torn_line_of_the_cache_is_made_again(undisturbed, tmp_path):
    batch(tmp_path)
    cache = tmp_path / "rows.jsonl"
    os.truncate(cache, cache.stat().st_size - 10)
    assert batch(tmp_path).made == 1
    assert same_sessions(tmp_path, undisturbed)


def test_more_replicates_add_to_what_is_there(tmp_path):
    batch(tmp_path, planned(small(replicates=1)))
    assert batch(tmp_path, planned(small(replicates=2))).made == 4


def test_processes_come_to_the_same_as_one(undisturbed, tmp_path):
    batch(tmp_path, count=2)
    assert same_sessions(tmp_path, undisturbed)


def test_without_transcripts_the_tables_are_the_same(undisturbed, tmp_path):
    batch(tmp_path, transcripts=False)
    assert not list(tmp_path.glob("transcripts/*"))
    for table in ("sessions.csv", "turns.csv"):
        assert (tmp_path / table).read_bytes() == (undisturbed / table).read_bytes()
    plan = planned(small())
    assert in_memory(plan) == results(plan, Folder(tmp_path))


def test_two_batches_do_not_work_in_one_folder(tmp_path):
    with (
        Folder(tmp_path).opened(),
        pytest.raises(BadInput, match="another teachsim"),
        Folder(tmp_path).opened(),
    ):
        pass


def test_a_session_that_fails_is_told_and_stops_no_other(tmp_path):
    plan = planned(small(set={**SMALL["set"], "teacher.policy": "no-such-policy"}, teachers=["never"]))
    good = planned(small())
    (bad,) = chunks(plan, plan.runs[:1], 10)
    (fine,) = chunks(good, good.runs[:1], 10)
    mixed = fine._replace(
        runs=(bad.runs[0]._replace(condition=99), *fine.runs),
        conditions={99: bad.conditions[0], **fine.conditions},
    )
    failed, done = work(mixed, None)
    assert failed.rows is None
    assert "no-such-policy" in failed.failure.message
    assert done.failure is None
    into = Folder(tmp_path)
    with into.opened():
        outcome = run_batch(plan, into, count=1)
    assert len(outcome.failures) == len(plan.runs)
    assert outcome.sessions == 0


# --- the command --------------------------------------------------------------------------------


@pytest.fixture
def experiment(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "small.yaml"
    path.write_text(yaml.safe_dump({"kind": "experiment", **SMALL}))
    return path


def test_a_dry_run_says_what_would_be_run_and_writes_nothing(experiment):
    done = CliRunner().invoke(app, ["batch", "small.yaml", "--dry-run"])
    assert done.exit_code == 0
    assert "4 conditions (2 teacher × 2 budget.interventions), 2 seeds each from 0" in done.stdout
    assert "8 sessions: 0 done, 0 begun, 8 to do" in done.stdout
    assert "0 model calls, $0.00" in done.stdout
    assert not (experiment.parent / "results").exists()


def test_the_command_prints_means_and_differences_and_goes_on(experiment):
    done = CliRunner().invoke(app, ["batch", "small.yaml", "--workers", "1", "--json"])
    assert done.exit_code == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["runs"] == {"of": 8, "done": 8, "made_now": 8, "failed": 0}
    assert {c["outcome"] for c in said["contrasts"]} == set(SMALL["outcomes"])
    transfer = next(c for c in said["contrasts"] if c["outcome"] == "transfer")
    assert (transfer["mean"], transfer["n"]) == (None, 0)
    again = CliRunner().invoke(app, ["batch", "small.yaml", "--workers", "1"])
    assert "8 sessions, 0 of them now: results/small" in again.stdout
    assert "contradiction − never" in again.stdout


def test_failed_sessions_end_with_exit_code_1(experiment):
    bad = {**SMALL, "set": {**SMALL["set"], "items.kinds": ["whole-subtraction"], "budget.turns": 8}}
    experiment.write_text(yaml.safe_dump({"kind": "experiment", **bad}))
    ready = CliRunner().invoke(app, ["batch", "small.yaml", "--workers", "1"])
    assert ready.exit_code == 0
    cache = Path("results/small/rows.jsonl")
    cache.unlink()
    broken = next(Path("results/small/transcripts").iterdir())
    broken.write_text('{"seq": 0, "type": "nothing of ours"}\n')
    done = CliRunner().invoke(app, ["batch", "small.yaml", "--workers", "1"])
    assert done.exit_code == 1
    assert f"failed: {broken.stem}" in done.stderr
    assert "1 sessions failed" in done.stderr


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_after_a_kill_or_an_interruption_the_same_command_does_the_rest(how, tmp_path):
    many = {"kind": "experiment", **SMALL, "replicates": 10, "contrasts": []}
    (tmp_path / "small.yaml").write_text(yaml.safe_dump(many))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "teachsim", "batch", "small.yaml", "--workers", "2"]
    running = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    folder = tmp_path / "results" / "small"
    deadline = time.monotonic() + 60
    while len(list(folder.glob("transcripts/*"))) < 8 and time.monotonic() < deadline:
        time.sleep(0.02)
    running.send_signal(how)
    said = running.communicate(timeout=60)[1]
    if how is signal.SIGINT:
        assert running.returncode == 130
        assert "go on with the same command" in said
    plan = planned(small(replicates=10, contrasts=[]))
    _until_unlocked(folder)
    assert batch(folder, plan).failures == {}
    names = [row["run"] for row in rows(folder / "sessions.csv")]
    assert names == [run.name for run in plan.runs]
    batch(tmp_path / "undisturbed", plan)
    assert same_sessions(folder, tmp_path / "undisturbed")


def _until_unlocked(folder: Path) -> None:
    """Wait for the workers of a killed batch, which end when they notice that their parent is gone."""
    for _ in range(200):
        try:
            with Folder(folder).opened():
                break
        except BadInput:
            time.sleep(0.05)
    time.sleep(0.5)
