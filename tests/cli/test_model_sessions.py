"""Sessions with language models from the command line, over a server on the loopback."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from teachsim.cli.main import app
from teachsim.engine.events import Branched, Guard, ModelCalled, SessionStarted, Utterance
from teachsim.engine.transcript import read
from teachsim.measure.summary import summarise
from tests.engine.test_model_calls import anything, rows
from tests.models.server import Server, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LESSON = "fractions/unlike-denominators"
MODEL = "openai/tiny"


@pytest.fixture
def server() -> Iterator[Server]:
    def reply(asked: dict) -> str:
        class Request:
            messages = tuple(type("M", (), m)() for m in asked["messages"])

        return anything(Request)

    with running(Server(reply=reply)) as serving:
        yield serving


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("TEACHSIM_TRIES", "1")
    for name in ("TEACHSIM_MODEL", "TEACHSIM_API_BASE", "TEACHSIM_CONFIG"):
        monkeypatch.delenv(name, raising=False)


def teachsim(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, list(arguments))
    return done.exit_code, done.stdout, done.stderr


def run(server: Server, *more: str, seed: int = 3) -> dict:
    code, out, err = teachsim(
        "run", LESSON, "--seed", str(seed), "--json", "--api-base", server.base, *more, "--turns", "8"
    )
    assert code == 0, err + out
    found: dict = json.loads(out)
    return found


def test_a_model_words_the_students_and_the_teacher_and_the_usage_is_summed(server):
    found = run(server, "--model", MODEL)
    started = read_first(found)
    assert (started.students[0].brain, started.teacher.brain) == ("model", "hybrid")
    calls = [e for e in read_events(found) if isinstance(e, ModelCalled)]
    assert found["usage"]["calls"] == len(calls) == len(server.requests)
    assert found["usage"]["tokens_in"] == sum(c.tokens_in or 0 for c in calls) > 0
    assert found["usage"]["cost_usd"] is None  # nobody said what it costs
    assert all(asked["model"] == "tiny" for asked in server.requests)


@pytest.mark.parametrize(
    ("options", "brains"),
    [
        (("--model", f"student={MODEL}"), ("model", "symbolic")),
        (("--model", f"teacher={MODEL}"), ("symbolic", "hybrid")),
        (("--model", MODEL, "--brain", "student=prompted"), ("prompted", "symbolic")),
        (
            ("--model", MODEL, "--brain", "student=prompted", "--brain", "teacher=model"),
            ("prompted", "model"),
        ),
        (("--model", MODEL, "--teacher", "deceiver"), ("model", "symbolic")),
    ],
)
def test_the_command_line_says_who_is_played_how(server, options, brains):
    started = read_first(run(server, *options))
    assert (started.students[0].brain, started.teacher.brain) == brains


def test_the_prompt_of_a_copilot_can_be_seen_at_any_of_the_teacher_s_turns():
    code, first, err = teachsim("show-prompt", LESSON, "--role", "copilot")
    assert code == 0, err
    assert "In plain words: <said>" in first
    code, later, err = teachsim("show-prompt", LESSON, "--role", "copilot", "--turn", "4")
    assert code == 0, err
    assert later != first
    code, _, err = teachsim("show-prompt", LESSON, "--role", "copilot", "--brain", "model")
    assert code == 2
    assert "write hybrid" in err


def test_a_critic_can_judge_by_a_rubric(server):
    found = run(server, "--model", f"critic={MODEL}")
    assert read_first(found).critics[0].rubric == "tutor-actions"
    assert all(len(asked["messages"]) >= 2 for asked in server.requests)
    assert found["usage"]["calls"] > 0


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--brain", "student=prompted"), "none is named"),
        (("--brain", "student=hybrid"), "names no brain"),
        (("--brain", "prompted"), "names no brain"),
        (("--model", "tiny"), "which way"),
        (("--model", MODEL, "--brain", "teacher=hybrid", "--teacher", "oracle"), "cannot word"),
    ],
)
def test_what_cannot_be_played_is_refused_with_a_remedy(options, says):
    code, _, err = teachsim("run", LESSON, *options)
    assert code == 2
    assert says in err
    assert "help:" in err


def test_where_no_model_is_to_be_reached_the_fault_is_on_record_and_the_session_can_be_gone_on_with(server):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    options = ("--model", MODEL, "--brain", "student=prompted", "--turns", "8")
    code, _, err = teachsim("run", LESSON, "--seed", "3", "--api-base", nobody, *options)
    assert code == 3
    assert "teachsim resume" in err
    kept = f"transcripts/{LESSON.replace('/', '-')}-3.jsonl"
    code, out, err = teachsim("resume", kept, "--json", "--api-base", server.base)
    assert code == 0, err
    assert json.loads(out)["end_reason"] in ("completed", "turns-spent")


def test_where_no_model_is_to_be_reached_templates_speak_to_the_end_and_the_run_is_a_fault(tmp_path):
    options = ("--seed", "3", "--json", "--model", f"student={MODEL}", "--api-base", "http://127.0.0.1:9/v1")
    code, out, _ = teachsim("run", LESSON, *options)
    assert code == 3
    assert "no call to a language model was answered (Unreachable)" in json.loads(out)["error"]["message"]
    [path] = (tmp_path / "transcripts").glob("*.jsonl")
    found = summarise(read(path).events)
    assert found.end_reason in ("completed", "turns-spent")
    assert found.usage.faults == {"Unreachable": found.usage.calls}
    guards = [e for e in read(path).events if isinstance(e, Guard) and e.fell_back]
    assert len(guards) == found.usage.fell_back > 0
    assert {g.reason for g in guards} == {"no words came from the model: Unreachable"}


def test_a_recording_that_is_not_there_is_missed_before_anything_is_written(tmp_path):
    code, _, err = teachsim("run", LESSON, "--model", "replay:none.jsonl")
    assert code == 2
    assert "none.jsonl: there is no such recording" in err
    assert not (tmp_path / "transcripts").exists()


def test_a_cut_session_is_gone_on_with_and_asks_nothing_again(server, tmp_path):
    found = run(server, "--model", MODEL)
    whole = tmp_path / found["transcript"]
    asked = len(server.requests)
    lines = whole.read_bytes().splitlines(keepends=True)
    cut = tmp_path / "cut.jsonl"
    cut.write_bytes(b"".join(lines[: len(lines) // 2]))
    known = sum(b'"type":"model_called"' in line for line in lines[: len(lines) // 2])
    code, _, err = teachsim("resume", str(cut), "--json", "--api-base", server.base)
    assert code == 0, err
    assert len(server.requests) - asked == asked - known
    assert rows(cut) == rows(whole)


def test_a_branch_can_go_on_with_a_model(server):
    code, out, _ = teachsim("run", LESSON, "--seed", "3", "--json", "--turns", "6")
    path = json.loads(out)["transcript"]
    code, out, err = teachsim(
        "branch", path, "--at", "2", "--model", MODEL, "--api-base", server.base, "--json"
    )
    assert code == 0, err
    events = read_events(json.loads(out))
    [branched] = [e for e in events if isinstance(e, Branched)]
    assert branched.students is not None
    assert branched.students[0].brain == "model"
    assert any(isinstance(e, ModelCalled) for e in events)
    code, out, err = teachsim(
        "branch", json.loads(out)["transcript"], "--at", "2", "--teacher", "never", "--json"
    )
    assert code == 0, err


def test_the_prompt_that_is_shown_is_the_one_that_was_sent(server):
    for options in (("--model", f"student={MODEL}"), ("--model", MODEL, "--brain", "teacher=model")):
        found = run(server, *options)
        calls = [e for e in read_events(found) if isinstance(e, ModelCalled)]
        spoken = {(e.role, e.turn) for e in read_events(found) if isinstance(e, Utterance)}
        for role in {c.role for c in calls}:
            first = next(c for c in calls if c.role == role and (role, c.turn) in spoken)
            code, out, err = teachsim(
                "show-prompt", found["transcript"], "--role", role, "--turn", str(first.turn), "--json"
            )
            assert code == 0, err
            assert json.loads(out)["digest"] == first.prompt_hash


@pytest.mark.parametrize(
    "options",
    [
        ("--role", "student"),
        ("--role", "student", "--brain", "prompted"),
        ("--role", "teacher"),
        ("--role", "teacher", "--brain", "hybrid"),
        ("--role", "critic"),
    ],
)
def test_show_prompt_shows_what_would_be_sent_and_sends_nothing(options):
    code, out, err = teachsim("show-prompt", LESSON, *options)
    assert code == 0, err
    assert out.startswith("[system]\n")
    assert "\n\n[user]\n" in out
    assert len(out.split()) < 500


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--role", "head"), "no role"),
        (("--role", "student", "--turn", "2"), "is not the student's"),
        (("--role", "teacher", "--brain", "prompted"), "no brain"),
    ],
)
def test_show_prompt_refuses_what_is_not_there(options, says):
    code, _, err = teachsim("show-prompt", LESSON, *options)
    assert code == 2
    assert says in err


def test_an_audit_asks_the_model_that_is_named(server):
    code, out, err = teachsim(
        *("audit", "maya", "--episodes", "6", "--json", "--brain", "prompted"),
        *("--model", MODEL, "--api-base", server.base),
    )
    assert code == 1, err  # no 0: a model that says the same to everything holds nothing
    assert json.loads(out)["student"] == "maya"
    assert len(server.requests) > 50


def read_events(found: dict):
    from pathlib import Path

    return read(Path(found["transcript"])).events


def read_first(found: dict) -> SessionStarted:
    first = read_events(found)[0]
    assert isinstance(first, SessionStarted)
    return first
