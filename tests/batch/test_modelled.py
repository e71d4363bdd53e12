"""Batches with language models: many sessions at once over shared connections, within what they may cost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from teachsim.cli.main import app
from teachsim.engine.events import Fault, ModelCalled
from teachsim.engine.transcript import read
from tests.batch.small import SMALL
from tests.batch.test_batch import same_sessions
from tests.engine.test_model_calls import anything
from tests.models.server import Server, running

MODELLED: dict[str, Any] = {
    **SMALL,
    "teachers": ["contradiction"],
    "grid": {"teacher.brain": ["model", "symbolic"]},
    "set": {"items.practice": 2, "items.near": 1, "items.transfer": 0, "budget.turns": 4,
            "student.brain": "prompted"},
    "replicates": 3,
    "contrasts": [{"of": {"teacher.brain": "model"}, "against": {"teacher.brain": "symbolic"}}],
}  # fmt: skip
PRICES = "prices: {tiny: {in: 1.0, out: 1.0}}\n"


def reply(asked: dict) -> str:
    class Request:
        messages = tuple(type("M", (), m)() for m in asked["messages"])

    return anything(Request)


@pytest.fixture(autouse=True)
def alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEACHSIM_CONFIG", str(tmp_path / "config.yaml"))
    monkeypatch.setenv("TEACHSIM_TRIES", "1")
    for name in ("TEACHSIM_MODEL", "TEACHSIM_API_BASE", "TEACHSIM_RECORD"):
        monkeypatch.delenv(name, raising=False)
    Path("config.yaml").write_text(PRICES)
    Path("talk.yaml").write_text(yaml.safe_dump({"kind": "experiment", **MODELLED, "id": "talk"}))


def batch(*more: str, code: int = 0):
    done = CliRunner().invoke(app, ["batch", "talk.yaml", "--workers", "1", "--model", "openai/tiny", *more])
    assert done.exit_code == code, done.stderr + done.stdout
    return done


def transcripts(folder: str):
    return [read(path) for path in sorted(Path(folder, "transcripts").glob("*.jsonl"))]


def calls(found) -> list[ModelCalled]:
    return [event for event in found.events if isinstance(event, ModelCalled)]


def test_sessions_are_played_at_once_and_come_to_the_same_as_one_after_the_other():
    with running(Server(reply=reply, latency_s=0.01)) as server:
        batch("--api-base", server.base, "--out", "many")
        assert server.most_at_once > 1
    with running(Server(reply=reply)) as server:
        batch("--api-base", server.base, "--out", "one", "--at-once", "1")
        assert server.most_at_once == 1
    assert len(transcripts("many")) == 6
    assert same_sessions_but_for_seconds(Path("many"), Path("one"))


def same_sessions_but_for_seconds(one: Path, other: Path) -> bool:
    for path in [*one.glob("transcripts/*"), *other.glob("transcripts/*")]:
        lines = [json.loads(line) for line in path.read_text().splitlines()]
        path.write_text("".join(json.dumps({**line, "seconds": 0}) + "\n" for line in lines))
    return same_sessions(one, other)


def test_a_dry_run_counts_the_calls_and_knows_no_price_where_nobody_says_one():
    known = json.loads(batch("--dry-run", "--json").stdout)
    assert known["model_calls"] > 0
    assert known["cost_usd"] > 0
    Path("config.yaml").write_text("")
    assert json.loads(batch("--dry-run", "--json").stdout)["cost_usd"] is None
    assert f"at most {known['model_calls']} model calls, cost unknown" in batch("--dry-run").stdout


def test_no_session_asks_more_often_than_the_dry_run_says():
    most = json.loads(batch("--dry-run", "--json").stdout)["model_calls"]
    with running(Server(reply=reply)) as server:
        batch("--api-base", server.base)
        assert 0 < len(server.requests) <= most


def test_when_the_money_is_spent_nothing_more_is_begun_and_a_higher_limit_goes_on():
    with running(Server(reply=reply)) as server:
        batch("--api-base", server.base, "--out", "whole")
        paid = sum(call.cost_usd or 0 for found in transcripts("whole") for call in calls(found))
        asked = len(server.requests)
        # a call is held for more than it takes, so the last ones that would fit are not made
        said = batch("--api-base", server.base, "--out", "part", "--max-cost", f"{paid / 3:.6f}", code=1)
        assert "the money is spent" in said.stderr
        cut = transcripts("part")
        assert sum(call.cost_usd or 0 for found in cut for call in calls(found)) <= paid / 3
        assert any(isinstance(event, Fault) for found in cut for event in found.events)
        done = batch("--api-base", server.base, "--out", "part", "--max-cost", f"{2 * paid:.6f}")
        assert "6 sessions" in done.stdout
    ended = transcripts("part")
    assert all(found.finished for found in ended)
    # what had been paid for was not asked again
    assert len(server.requests) == 2 * asked


def test_money_is_limited_over_all_starts():
    with running(Server(reply=reply)) as server:
        batch("--api-base", server.base, "--max-cost", "100")
        asked = len(server.requests)
        paid = sum(call.cost_usd or 0 for found in transcripts("results/talk") for call in calls(found))
        more = ["--api-base", server.base, "--max-cost", f"{paid:.6f}", "--replicates", "4"]
        assert "the money is spent" in batch(*more, code=1).stderr
        assert len(server.requests) == asked


def test_where_money_is_limited_a_model_without_a_price_is_refused_before_anything_is_asked():
    Path("config.yaml").write_text("")
    with running(Server(reply=reply)) as server:
        said = batch("--api-base", server.base, "--max-cost", "1", code=2)
        assert "nobody says what openai/tiny costs" in said.stderr
        assert not server.requests


def test_a_model_that_nobody_names_is_refused_before_anything_is_played():
    done = CliRunner().invoke(app, ["batch", "talk.yaml", "--workers", "1"])
    assert done.exit_code == 2
    assert "none is named" in done.stderr
