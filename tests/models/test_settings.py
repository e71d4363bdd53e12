"""Which setting wins: command line, environment, configuration file, card, default."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import pytest

from teachsim.config import config_path, load
from teachsim.errors import BadFile, BadInput
from teachsim.models.access import check_name, connect
from teachsim.models.settings import OPENAI, Asked, Price, chosen_model, resolved, settings
from tests.models.asking import CANARY

if TYPE_CHECKING:
    from pathlib import Path

FILE = {"model": "openai/file", "models": {"critic": "openai/file-critic"}}
ENV = {"TEACHSIM_MODEL": "openai/env"}


@pytest.mark.parametrize(
    ("asked", "card", "env", "file", "chosen"),
    [
        (("student=openai/own", "openai/all"), "openai/card", ENV, FILE, ("openai/own", "--model student=")),
        (("openai/all",), "openai/card", ENV, FILE, ("openai/card", "the card")),
        (("openai/all",), None, ENV, FILE, ("openai/all", "--model")),
        (("teacher=openai/own",), None, ENV, FILE, ("openai/env", "TEACHSIM_MODEL")),
        ((), None, {}, FILE, ("openai/file", "c.yaml")),
        ((), None, {}, {"models": {"student": "openai/s"}, "model": "openai/f"}, ("openai/s", "c.yaml")),
        ((), None, {}, {}, None),
    ],
)
def test_a_student_s_model_is_named_by_whoever_comes_first(
    asked: tuple[str, ...],
    card: str | None,
    env: dict[str, str],
    file: dict[str, Any],
    chosen: tuple[str, str] | None,
) -> None:
    found = chosen_model("student", card, Asked(asked), env, file, "c.yaml")
    assert (found and (found.value, found.source)) == chosen


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("pupil=openai/x",), "no role 'pupil'"),
        (("student=",), "no model is named"),
        (("openai/a", "openai/b"), "two models"),
    ],
)
def test_a_model_option_that_cannot_be_used_says_why(given: tuple[str, ...], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        Asked(given).by_role()


def test_an_address_is_that_of_whoever_comes_first() -> None:
    sources = [
        ("--api-base", "http://a:1/v1"),
        ("TEACHSIM_API_BASE", "http://b:1/v1"),
        ("c.yaml", "http://c:1/v1"),
        ("the card", "http://d:1/v1"),
    ]
    for first, (source, base) in enumerate(sources):
        there = dict(sources[first:])
        found, choices = resolved(
            Asked(api_base=there.get("--api-base")),
            {"TEACHSIM_API_BASE": there.get("TEACHSIM_API_BASE", "")},
            {"api_base": there.get("c.yaml")},
            {"api_base": there.get("the card")},
            "c.yaml",
        )
        assert (found.api_base, choices["api_base"].source) == (base, source)


def test_a_key_does_not_go_to_an_address_that_only_a_card_names() -> None:
    card = {"api_base": "http://elsewhere.example/v1"}
    assert settings(environment={}, card=card).key_names == ()
    assert settings(environment={}, card={"api_base": OPENAI}).key_names
    assert settings(Asked(api_base=card["api_base"]), environment={}).key_names
    known = {"endpoints": {card["api_base"]: {"key_name": "THEIR_KEY"}}}
    assert settings(environment={}, configured=known, card=card).key_names == ("THEIR_KEY",)


def test_a_provider_s_key_cannot_be_led_to_an_address_by_a_card() -> None:
    how = settings(environment={}, card={"api_base": "http://elsewhere.example/v1"})
    connect("openai/x", how)
    with pytest.raises(BadInput, match="a card can name an address for openai/NAME only"):
        connect("anthropic/x", how)


def test_what_holds_for_one_address_is_not_used_for_another() -> None:
    file = {"concurrency": 8, "endpoints": {"http://a:1/v1": {"concurrency": 2, "key_name": "A_KEY"}}}
    here = settings(Asked(api_base="http://A:1/v1/"), environment={}, configured=file)
    there = settings(Asked(api_base="http://b:1/v1"), environment={}, configured=file)
    assert (here.concurrency, here.key_names) == (2, ("A_KEY",))
    assert there.concurrency == 8
    assert settings(environment={"TEACHSIM_CONCURRENCY": "5"}, configured=file).concurrency == 5


@pytest.mark.parametrize(
    "base",
    [
        "localhost:8000",
        "ftp://a/v1",
        "http://",
        f"http://user:{CANARY}@a/v1",
        f"https://a/v1?key={CANARY}",
        "x y",
    ],
)
def test_what_is_no_address_is_refused_without_being_repeated(base: str) -> None:
    with pytest.raises(BadInput) as told:
        settings(Asked(api_base=base), environment={})
    assert CANARY not in str(told.value)


@pytest.mark.parametrize("value", ["many", "0", "-3", "nan"])
def test_a_variable_that_cannot_be_used_is_named(value: str) -> None:
    with pytest.raises(BadInput) as told:
        settings(environment={"TEACHSIM_TRIES": value})
    assert told.value.place == "TEACHSIM_TRIES"


@pytest.mark.parametrize("name", ["gpt", "openai/", "/x", "openai/a b", "replay:", "", CANARY])
def test_a_model_s_name_says_which_way_it_is_reached(name: str) -> None:
    with pytest.raises(BadInput) as told:
        connect(name, settings(environment={}))
    assert CANARY not in str(told.value)


def test_names_with_slashes_and_colons_are_names() -> None:
    for name in (
        "openai/meta-llama/Llama-3.2-3B",
        "openai/llama3.2:1b",
        "openrouter/a/b",
        "replay:runs/a.jsonl",
    ):
        check_name(name)


def test_settings_can_be_sent_to_another_process() -> None:
    found = settings(environment={}, configured={"prices": {"x": Price(1.0, 2.0)}})
    assert pickle.loads(pickle.dumps(found)) == found


def configuration(tmp_path: Path, text: str) -> dict[str, str]:
    path = tmp_path / "teachsim" / "config.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return {"XDG_CONFIG_HOME": str(tmp_path)}


WHOLE = """\
model: openai/llama3.2
models: {critic: anthropic/claude-sonnet-4-5}
api-base: http://127.0.0.1:11434/v1
read-timeout: 30
concurrency: 4
prices:
  gpt-4o-mini: {in: 0.15, out: 0.6, cached: 0.075}
endpoints:
  https://models.example/v1: {key-from: EXAMPLE_KEY, requests-per-minute: 60}
budget: {tokens: 100000, usd: 1.5}
"""


def test_all_that_the_file_may_say_is_read(tmp_path: Path) -> None:
    env = configuration(tmp_path, WHOLE)
    found = load(env)
    how = settings(environment=env, configured=found.values, file=found.file)
    assert (how.api_base, how.read_s, how.concurrency) == ("http://127.0.0.1:11434/v1", 30, 4)
    assert how.price("openai/gpt-4o-mini") == Price(0.15, 0.6, 0.075)
    there = settings(Asked(api_base="https://models.example/v1"), env, found.values)
    assert (there.key_names, there.requests_per_minute) == (("EXAMPLE_KEY",), 60)
    assert (found.budget().tokens, found.budget().cost_usd) == (100_000, 1.5)
    assert chosen_model("critic", None, Asked(), env, found.values) is not None


def test_no_file_and_a_file_of_comments_are_no_fault(tmp_path: Path) -> None:
    assert not load({"XDG_CONFIG_HOME": str(tmp_path)}).found
    assert load(configuration(tmp_path, "# model: openai/llama3.2\n\n")).values == {}


def test_a_relative_folder_for_configuration_is_passed_over(tmp_path: Path) -> None:
    env = {"XDG_CONFIG_HOME": "here", "HOME": str(tmp_path)}
    assert config_path(env) == tmp_path / ".config" / "teachsim" / "config.yaml"


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("modle: openai/x\n", "1:1", "unknown key 'modle'"),
        ("tries: 0\n", "1:8", "'tries' cannot be the number 0"),
        ("model: gpt\n", "1:8", "'model' cannot be the text 'gpt'"),
        ("tries: 3\napi-base: localhost\n", "2:11", "no address"),
        ("prices:\n  x: {in: 1}\n", "2:6", "the key 'out' is missing"),
        ("endpoints:\n  http://a/v1: {key-from: my key}\n", "2:27", "'key-from' cannot be"),
        ("tries: [\n", "2:1", ""),
    ],
)
def test_what_is_wrong_with_the_file_is_told_with_its_place(
    tmp_path: Path, text: str, place: str, says: str
) -> None:
    env = configuration(tmp_path, text)
    with pytest.raises(BadFile) as told:
        load(env)
    first = told.value.problems[0]
    assert first.place == f"{config_path(env)}:{place}"
    assert says in first.message
    assert first.remedy


@pytest.mark.parametrize("name", ["api-key", "api_key", "OPENAI_API_KEY", "token"])
def test_a_key_in_the_file_is_refused_and_not_repeated(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="no place in a file") as told:
        load(configuration(tmp_path, f"{name}: {CANARY}\n"))
    assert CANARY not in str(told.value)
    assert ":1" not in (told.value.place or "")
