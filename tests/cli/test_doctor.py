"""`teachsim doctor` and `teachsim config`: what works here, and where settings come from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from teachsim.cli.doctor import runs_code
from teachsim.cli.main import app
from tests.models.server import Server, running

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from tests.models.server import Trouble


def teachsim(*arguments: str, folder: Path, **env: str) -> Result:
    return CliRunner().invoke(app, arguments, env={"XDG_CONFIG_HOME": str(folder), **env})


def written(folder: Path, text: str) -> None:
    (folder / "teachsim").mkdir()
    (folder / "teachsim" / "config.yaml").write_text(text, encoding="utf-8")


def test_without_a_model_nothing_is_asked_and_everything_is_told(tmp_path: Path) -> None:
    done = teachsim("doctor", "--json", folder=tmp_path)
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert found["model"] is None
    states = {check["name"]: check["state"] for check in found["checks"]}
    assert set(states) >= {"teachsim", "terminal", "configuration", "aiohttp", "litellm", "start-up", "keys"}
    assert states["start-up"] == states["configuration"] == "ok"


def test_a_bad_configuration_is_one_of_the_things_that_do_not_work(tmp_path: Path) -> None:
    written(tmp_path, "tries: 0\n")
    done = teachsim("doctor", folder=tmp_path)
    assert done.exit_code == 1
    assert "config.yaml:1:8: 'tries' cannot be the number 0" in done.output


def test_one_call_says_what_it_took_and_what_it_cost(tmp_path: Path) -> None:
    written(tmp_path, "prices: {small: {in: 1, out: 1000}}\n")
    with running(Server(reply=lambda asked: "14")) as server:
        options = ("doctor", "--model", "openai/small", "--api-base", server.base)
        told = teachsim(*options, folder=tmp_path)
        document: dict[str, Any] = json.loads(teachsim(*options, "--json", folder=tmp_path).stdout)["model"]
    assert told.exit_code == 0
    assert f"model openai/small at {server.base}" in told.output
    assert "tokens        10 in, 1 out, cached unknown" in told.output
    assert "cost          0.001010 USD" in told.output
    assert (document["reply"], document["tokens_cached"], document["cost_usd"]) == ("14", None, 0.00101)
    assert document["seconds"] >= document["first_words_s"] > 0
    assert len(server.requests) == 2


def test_a_cost_that_nobody_knows_is_unknown_and_not_0(tmp_path: Path) -> None:
    with running(Server()) as server:
        options = ("doctor", "--model", "openai/small", "--api-base", server.base)
        assert "cost          unknown: no price" in teachsim(*options, folder=tmp_path).output


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        ("unauthorized", "NotAllowed"),
        ("error", "ServerFailed"),
        ("not-found", "BadRequest"),
        ("reset", "Unreachable"),
    ],
)
def test_a_model_that_cannot_be_asked_is_a_fault_with_a_remedy_after_one_try(
    tmp_path: Path, trouble: Trouble, kind: str
) -> None:
    with running(Server(trouble=lambda asked, number: trouble)) as server:
        options = ("doctor", "--model", "openai/small", "--api-base", server.base)
        plain = teachsim(*options, folder=tmp_path)
        told = teachsim(*options, "--json", folder=tmp_path)
    assert (plain.exit_code, told.exit_code) == (3, 3)
    assert f"error: {server.base}: " in plain.output
    assert "help: " in plain.output
    error = json.loads(told.stdout)["error"]
    assert (error["class"], error["place"]) == (kind, server.base)
    assert error["remedy"]
    assert len(server.requests) == 2


def test_words_of_a_model_steer_no_terminal(tmp_path: Path) -> None:
    with running(Server(reply=lambda asked: "\x1b[2J[bold]14[/bold]\x07")) as server:
        told = teachsim("doctor", "--model", "openai/x", "--api-base", server.base, folder=tmp_path)
    assert "\\x1b[2J[bold]14[/bold]\\x07" in told.output
    assert "\x1b[2J" not in told.output


def test_a_model_without_a_way_is_a_bad_option(tmp_path: Path) -> None:
    done = teachsim("doctor", "--model", "gpt", folder=tmp_path)
    assert done.exit_code == 2
    assert "openai/NAME" in done.output


@pytest.mark.parametrize(
    ("text", "runs"),
    [("/somewhere/else\n", False), ("import os; os.system('x')\n", True), ("# import\nimport\tos\n", True)],
)
def test_a_path_file_that_runs_code_is_told_from_one_that_names_folders(
    tmp_path: Path, text: str, runs: bool
) -> None:
    path = tmp_path / "x.pth"
    path.write_text(text)
    assert runs_code(path) is runs


def test_config_says_which_setting_comes_from_where(tmp_path: Path) -> None:
    written(tmp_path, "model: openai/llama3.2\ntries: 2\nconcurrency: 4\n")
    file = str(tmp_path / "teachsim" / "config.yaml")
    done = teachsim(
        "config", "show", "--json", folder=tmp_path, TEACHSIM_TRIES="7", TEACHSIM_API_BASE="http://a:1"
    )
    settings = json.loads(done.stdout)["settings"]
    assert settings["model"] == {"value": "openai/llama3.2", "source": file}
    assert settings["tries"] == {"value": 7, "source": "TEACHSIM_TRIES"}
    assert settings["api-base"] == {"value": "http://a:1", "source": "TEACHSIM_API_BASE"}
    assert settings["concurrency"] == {"value": 4, "source": file}
    assert settings["read-timeout"] == {"value": 120.0, "source": "default"}
    plain = teachsim("config", "show", folder=tmp_path)
    assert f"concurrency          4                {file}" in plain.output


def test_config_path_is_where_the_file_is_or_would_be(tmp_path: Path) -> None:
    done = teachsim("config", "path", folder=tmp_path)
    assert done.output == f"{tmp_path / 'teachsim' / 'config.yaml'}\n"
    assert json.loads(teachsim("config", "path", "--json", folder=tmp_path).stdout)["found"] is False
