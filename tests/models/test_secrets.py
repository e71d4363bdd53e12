"""Keys: in the header they are for, and nowhere else. Every door is tried with a canary."""

from __future__ import annotations

import asyncio
import json
import pickle
import traceback
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from teachsim.cli.main import app
from teachsim.models.access import Connections
from teachsim.models.client import CallFault
from teachsim.models.secrets import Secret, hidden, key_in
from tests.models.asking import CANARY, OWN_CANARY, hurried, request
from tests.models.server import Server, running

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from tests.models.server import Trouble


def teachsim(*arguments: str, folder: Path, **env: str) -> Result:
    """A command line with nothing but this configuration."""
    return CliRunner().invoke(app, arguments, env={"XDG_CONFIG_HOME": str(folder), **env})


def test_a_secret_shows_itself_to_nobody() -> None:
    secret = Secret(CANARY)
    shown = [repr(secret), str(secret), f"{secret}", f"{secret:>40}", "%s" % secret, repr([secret])]  # noqa: UP031
    assert not [text for text in shown if CANARY in text]
    assert secret.reveal() == CANARY
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    with pytest.raises(TypeError):
        json.dumps(secret)


def test_the_first_variable_that_holds_a_key_wins() -> None:
    found = key_in({"A": " ", "B": f" {CANARY}\n", "C": "no"}, ["A", "B", "C"])
    assert found is not None
    assert found.reveal() == CANARY
    assert key_in({}, ["A"]) is None


@pytest.mark.parametrize(
    "text",
    [
        f"Incorrect API key provided: {CANARY}.",
        "Authorization: Bearer abcdefgh12345678",
        "key AIzaSyA1234567890abcdefghijklmnop",
        "http://user:hunter2hunter2@host/v1",
        f"the variable says {OWN_CANARY}",
    ],
)
def test_what_is_or_looks_like_a_key_is_hidden(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANY_API_KEY", OWN_CANARY)
    clean = hidden(text)
    assert "[hidden]" in clean
    for secret in (CANARY, "abcdefgh12345678", "AIzaSyA1", "hunter2", OWN_CANARY):
        assert secret not in clean


@pytest.mark.parametrize("text", ["52 - 38 = 26", "max_tokens: 64", "sk-8", "the key idea is to borrow"])
def test_other_words_stay_as_they_are(text: str) -> None:
    assert hidden(text) == text


TROUBLES: list[Trouble] = ["unauthorized", "error", "reset", "truncated", "shape", "redirect", "rate-limit"]


@pytest.mark.parametrize("trouble", TROUBLES)
def test_no_fault_names_the_key_in_its_message_its_traceback_or_its_parts(trouble: Trouble) -> None:
    async def failing() -> CallFault:
        async with Server(trouble=lambda asked, number: trouble) as server:
            connections = Connections({"OPENAI_API_KEY": OWN_CANARY})
            client = connections.client("openai/small", hurried(server.base))
            try:
                await client.complete(request())
            except CallFault as fault:
                assert server.headers[0]["Authorization"] == f"Bearer {OWN_CANARY}"
                return fault
            finally:
                await connections.aclose()
            raise AssertionError("it should have failed")

    fault = asyncio.run(failing())
    frames = traceback.TracebackException.from_exception(fault, capture_locals=True).format()
    told = "".join([*frames, str(fault), repr(fault), repr(vars(fault))])
    # the test's own canary stands in this file and in its frames' locals, as the environment does in a shell
    ours = [line for line in told.splitlines() if OWN_CANARY in line and "Connections(" not in line]
    assert not ours


@pytest.mark.parametrize("options", [[], ["--json"], ["--debug"]], ids=["plain", "json", "debug"])
def test_doctor_tells_of_a_refused_key_without_the_key(tmp_path: Path, options: list[str]) -> None:
    with running(Server(key="another")) as server:
        done = teachsim(
            "doctor", "--model", "openai/small", "--api-base", server.base, *options,
            folder=tmp_path, TEACHSIM_API_KEY=OWN_CANARY, OPENAI_API_KEY=CANARY,
        )  # fmt: skip
        assert server.headers[0]["Authorization"] == f"Bearer {OWN_CANARY}"
    assert done.exit_code == 3
    told = done.output
    assert "the key is refused" in told
    assert OWN_CANARY not in told
    assert CANARY not in told
    assert ("Traceback" in told) == ("--debug" in options)


def test_config_says_that_a_key_is_set_and_not_which(tmp_path: Path) -> None:
    done = teachsim(
        "config", "show", "--json", folder=tmp_path, TEACHSIM_API_KEY=OWN_CANARY, OTHER_API_KEY=CANARY
    )
    keys = json.loads(done.stdout)["keys"]
    assert (keys["TEACHSIM_API_KEY"], keys["OTHER_API_KEY"]) == ("set", "set")
    assert OWN_CANARY not in done.output
    assert CANARY not in done.output


@pytest.mark.parametrize(
    "line", ["api-key: {}", "endpoints: {{'http://a/v1': {{key-from: {}}}}}", "model: {}"]
)
@pytest.mark.parametrize("option", [[], ["--json"], ["--debug"]], ids=["plain", "json", "debug"])
def test_a_key_that_was_put_into_the_file_is_not_shown_with_its_line(
    tmp_path: Path, line: str, option: list[str]
) -> None:
    (tmp_path / "teachsim").mkdir()
    (tmp_path / "teachsim" / "config.yaml").write_text(line.format(CANARY) + "\n")
    done = teachsim("config", "show", *option, folder=tmp_path)
    assert done.exit_code == 2
    assert CANARY not in done.output
