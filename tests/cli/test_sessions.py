"""demo, run, resume and branch, as a person types them: real processes, real files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.lessons import without_times

if TYPE_CHECKING:
    from pathlib import Path

LESSON = ("run", "fractions/unlike-denominators", "--teacher", "contradiction", "--seed", "7")


def teachsim(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "teachsim", *args],
        cwd=folder,
        env=_environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def _environment() -> dict[str, str]:
    from pathlib import Path

    root = Path(__file__).parents[2]
    return {**os.environ, "PYTHONPATH": str(root), "NO_COLOR": "1"}


def test_a_student_whose_misconception_cannot_show_is_noticed(tmp_path):
    done = teachsim(tmp_path, "run", "subtraction/borrowing", "--student", "maya", "--seed", "1", "--quiet")
    assert done.returncode == 0, done.stderr
    assert "maya holds add-tops-and-bottoms, which shows on fraction-addition" in done.stderr
    assert "notice" not in teachsim(tmp_path, *LESSON, "--quiet").stderr


def test_a_reader_that_has_seen_enough_does_not_cut_the_session(tmp_path):
    command = [sys.executable, "-m", "teachsim", *LESSON]
    playing = subprocess.Popen(command, cwd=tmp_path, env=_environment(), stdout=subprocess.PIPE)
    assert playing.stdout is not None
    playing.stdout.readline()
    playing.stdout.close()
    assert playing.wait(60) == 0
    [path] = (tmp_path / "transcripts").glob("*.jsonl")
    assert json.loads(path.read_text().splitlines()[-1])["type"] == "session_ended"


def test_run_shows_the_dialogue_and_what_the_teacher_believes_and_writes_a_transcript(tmp_path):
    done = teachsim(tmp_path, *LESSON)
    assert done.returncode == 0, done.stderr
    for shown in (
        "ITEM 1",
        "MAYA",
        "TEACHER",
        "belief",
        "decision",
        "expects",
        "after  near",
        "7 days later",
    ):
        assert shown in done.stdout
    assert (tmp_path / "transcripts" / "fractions-unlike-denominators-7.jsonl").exists()
    assert "\x1b" not in done.stdout


def test_no_mind_hides_beliefs_and_decisions(tmp_path):
    said = teachsim(tmp_path, *LESSON, "--no-mind").stdout
    assert "MAYA" in said
    assert "belief" not in said
    assert "decision" not in said


def test_run_json_is_one_document_of_the_promised_shape(tmp_path):
    done = teachsim(tmp_path, *LESSON, "--json")
    document = json.loads(done.stdout)
    assert set(document) == {
        "transcript",
        "end_reason",
        "turns",
        "students",
        "scores",
        "diagnosis",
        "interventions",
        "flags",
        "usage",
    }
    assert set(document["scores"]) == {"pre", "post", "transfer", "delayed"}
    assert document["students"][0]["id"] == "maya"
    assert document["diagnosis"]["truth"] == ["add-tops-and-bottoms"]
    assert document["diagnosis"]["turns_to_correct"] == 1
    assert document["scores"] == document["students"][0]["scores"]
    assert document["usage"]["calls"] == 0
    assert document["interventions"]["budget"] == 4


def test_a_score_nobody_measured_is_null(tmp_path):
    folder = tmp_path / "scenarios"
    folder.mkdir()
    (folder / "bare.yaml").write_text(
        "id: bare\nname: Bare\ndomain: arithmetic\ngoal: None.\nstudents: [ben]\nteacher: never\n"
        "items: {practice: 2, near: 0, transfer: 0, kinds: [whole-subtraction]}\n"
        "delayed_test: none\nbriefing: Hm.\n"
    )
    document = json.loads(teachsim(tmp_path, "run", "bare", "--json").stdout)
    assert document["scores"] == {"pre": None, "post": None, "transfer": None, "delayed": None}


def test_the_same_seed_twice_never_overwrites_and_gives_the_same_events(tmp_path):
    one, two = (json.loads(teachsim(tmp_path, *LESSON, "--json").stdout)["transcript"] for _ in range(2))
    assert one != two
    assert without_times((tmp_path / one).read_bytes()) == without_times((tmp_path / two).read_bytes())


def test_budget_and_turns_on_the_command_line_go_before_the_scenarios(tmp_path):
    document = json.loads(teachsim(tmp_path, *LESSON, "--budget", "0", "--json").stdout)
    assert document["interventions"] == {"spent": 0, "budget": 0}
    document = json.loads(teachsim(tmp_path, *LESSON, "--turns", "3", "--json").stdout)
    assert (document["turns"], document["end_reason"]) == (3, "turns-spent")


def test_a_branch_shares_its_prefix_to_the_byte_and_names_its_parent(tmp_path):
    parent = tmp_path / json.loads(teachsim(tmp_path, *LESSON, "--json").stdout)["transcript"]
    before = parent.read_bytes()
    done = teachsim(tmp_path, "branch", str(parent), "--at", "3", "--teacher", "teller", "--json")
    assert done.returncode == 0, done.stderr
    child = (tmp_path / json.loads(done.stdout)["transcript"]).read_bytes()
    rows = [json.loads(line) for line in child.splitlines()]
    at = next(n for n, row in enumerate(rows) if row["type"] == "branched")
    shared = b"".join(line + b"\n" for line in child.splitlines()[:at])
    assert before.startswith(shared)
    assert rows[at]["at_turn"] == 3
    assert rows[at]["parent_seq"] == at - 1
    assert [row["seq"] for row in rows] == list(range(len(rows)))
    assert rows[-1]["type"] == "session_ended"
    assert {r["policy"] for r in rows[at:] if r["type"] == "decision"} == {"teller"}
    assert parent.read_bytes() == before


def test_what_a_person_says_in_a_branch_is_said_and_answered(tmp_path):
    parent = json.loads(teachsim(tmp_path, *LESSON, "--json").stdout)["transcript"]
    done = teachsim(tmp_path, "branch", parent, "--at", "1", "--say", "How did you get 13/15?", "--json")
    child = json.loads(done.stdout)["transcript"]
    rows = [json.loads(line) for line in (tmp_path / child).read_text().splitlines()]
    said = [r for r in rows if r["type"] == "utterance"]
    assert said[1]["text"] == "How did you get 13/15?"
    assert said[1]["moves"] == ["probe"]
    assert next(r for r in rows if r["type"] == "attempt" and r["turn"] == 3)["kind"] == "explain"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--at", "99", "--teacher", "teller"), "there is no turn 99"),
        (("--at", "2", "--say", "Hm?"), "turn 2 is the teacher's"),
        (
            (
                "--at",
                "3",
            ),
            "say what is to be otherwise",
        ),
        (("--at", "3", "--teacher", "teler"), "did you mean 'teller'"),
        (("--at", "1", "--say", "  "), "there are no words"),
    ],
)
def test_a_branch_that_cannot_be_says_why_and_writes_nothing(tmp_path, args, says):
    parent = json.loads(teachsim(tmp_path, *LESSON, "--json").stdout)["transcript"]
    done = teachsim(tmp_path, "branch", parent, *args)
    assert done.returncode == 2
    assert says in done.stderr
    assert len(list((tmp_path / "transcripts").iterdir())) == 1


def test_two_agents_of_one_id_are_refused(tmp_path):
    done = teachsim(tmp_path, "run", "subtraction/borrowing", "--student", "ben", "--student", "ben")
    assert done.returncode == 2
    assert "two agents are called 'ben'" in done.stderr


def test_a_session_whose_last_answer_is_right_when_the_turns_end_is_complete(tmp_path):
    turns = json.loads(teachsim(tmp_path, *LESSON, "--json").stdout)["turns"]
    document = json.loads(teachsim(tmp_path, *LESSON, "--turns", str(turns), "--json").stdout)
    assert (document["turns"], document["end_reason"]) == (turns, "completed")


def test_a_transcript_of_another_course_is_refused_and_kept(tmp_path):
    path = tmp_path / json.loads(teachsim(tmp_path, *LESSON, "--json").stdout)["transcript"]
    lines = path.read_bytes().splitlines(keepends=True)
    kept = [line for line in lines[:60] if b'"type":"decision"' not in line]
    renumbered = [{**json.loads(line), "seq": n} for n, line in enumerate(kept)]
    path.write_text("".join(json.dumps(row) + "\n" for row in renumbered))
    before = path.read_bytes()
    done = teachsim(tmp_path, "resume", str(path))
    assert done.returncode == 1
    assert "this version has" in done.stderr
    assert path.read_bytes() == before


def test_a_finished_session_is_not_resumed(tmp_path):
    path = json.loads(teachsim(tmp_path, *LESSON, "--json").stdout)["transcript"]
    done = teachsim(tmp_path, "resume", path)
    assert done.returncode == 2
    assert "finished" in done.stderr
    assert "teachsim branch" in done.stderr


def test_a_branch_that_was_cut_is_resumed_as_a_branch(tmp_path):
    parent = json.loads(teachsim(tmp_path, *LESSON, "--json").stdout)["transcript"]
    words = "What does your way give for 1/2 + 1/2?"
    done = teachsim(
        tmp_path, "branch", parent, "--at", "1", "--say", words, "--teacher", "socratic", "--json"
    )
    child = tmp_path / json.loads(done.stdout)["transcript"]
    whole = child.read_bytes()
    for part in (0.2, 0.5, 0.9):
        child.write_bytes(whole[: int(len(whole) * part)])
        assert teachsim(tmp_path, "resume", str(child), "-q").returncode == 0
        assert without_times(child.read_bytes()) == without_times(whole)


def test_killed_ten_times_it_resumes_to_the_session_that_was_never_killed(tmp_path):
    """Real processes, really killed, in the middle of a session that is slowed down for it."""
    whole = json.loads(teachsim(tmp_path, *LESSON, "--json").stdout)["transcript"]
    expected = without_times((tmp_path / whole).read_bytes())
    path = tmp_path / "killed" / "fractions-unlike-denominators-7.jsonl"
    rng = Random(9)
    command = [*LESSON, "--out", "killed", "--pace", "0.1"]
    kills = 0
    for _ in range(10):
        running = subprocess.Popen(
            [sys.executable, "-m", "teachsim", *command],
            cwd=tmp_path,
            env=_environment(),
            stdout=subprocess.DEVNULL,
        )
        size = path.stat().st_size if path.exists() else 0
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and (not path.exists() or path.stat().st_size <= size + 500):
            time.sleep(0.01)
        time.sleep(rng.uniform(0, 0.2))
        kills += running.poll() is None
        running.send_signal(signal.SIGKILL)
        running.wait()
        command = ["resume", str(path), "--pace", "0.1"]
    assert kills >= 8
    done = teachsim(tmp_path, "resume", str(path))
    assert done.returncode == 0 or "finished" in done.stderr
    assert without_times(path.read_bytes()) == expected


def test_interrupted_it_says_how_to_go_on(tmp_path):
    running = subprocess.Popen(
        [sys.executable, "-m", "teachsim", *LESSON, "--pace", "1"],
        cwd=tmp_path,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    path = tmp_path / "transcripts" / "fractions-unlike-denominators-7.jsonl"
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and not (path.exists() and b"utterance" in path.read_bytes()):
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=20)
    assert running.returncode == 130
    assert "teachsim resume" in told
    assert "Traceback" not in told
    assert teachsim(tmp_path, "resume", str(path), "-q").returncode == 0


def test_demo_runs_offline_and_says_how_to_go_on(tmp_path):
    done = teachsim(tmp_path, "demo")
    assert done.returncode == 0, done.stderr
    assert "teachsim branch transcripts/" in done.stdout
    again = next(line for line in done.stdout.splitlines() if "teachsim branch" in line).split("teachsim ")[1]
    assert teachsim(tmp_path, *again.split()).returncode == 0


def test_a_student_of_another_domain_is_refused_with_what_to_do(tmp_path):
    done = teachsim(tmp_path, "run", "subtraction/borrowing", "--student", "leo")
    assert done.returncode == 2
    assert "leo holds" in done.stderr
    assert "choose a student of arithmetic" in done.stderr
