"""How models are reached, and which setting wins: plain data, made of what was said where.

The order is command line, environment, configuration file, card, default. One exception: a card that
names its model keeps it, unless the command line names one for that very role. Reading the file, and the
options of a command, are left to the rooms above.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from teachsim.errors import BadInput
from teachsim.models.secrets import OPENAI_KEY, OWN_KEY

if TYPE_CHECKING:
    from collections.abc import Mapping

OPENAI = "https://api.openai.com/v1"
ROLES = ("teacher", "student", "critic")
Structured = Literal["auto", "schema", "prompt"]


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost, in US dollars."""

    tokens_in: float
    tokens_out: float
    tokens_cached: float | None = None
    """Of a request's tokens, those that a cache had; the full price if None."""


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """How a model is reached. It holds no key, only the names of the variables that may."""

    api_base: str | None = None
    """The address that `openai/NAME` is asked at; OpenAI's own if None."""
    base_for_all: bool = False
    """Whether the address is meant for models of every provider; it is when the command line names it."""
    base_of_card: bool = False
    """Whether only a card names the address: no key goes there."""
    key_names: tuple[str, ...] = (OWN_KEY, OPENAI_KEY)
    """The environment's variables that may hold the key, the first that does wins; none for no key."""
    connect_s: float = 10.0
    read_s: float = 120.0
    """Between two parts of a reply; a model that does not stream sends nothing until it is done."""
    total_s: float = 300.0
    """For one try."""
    tries: int = 5
    wait_s: float = 0.5
    """Before the second try; it doubles with each, up to `longest_wait_s`, less up to half by chance."""
    longest_wait_s: float = 30.0
    concurrency: int = 32
    """Calls at once to one endpoint."""
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    structured: Structured = "auto"
    """Whether the endpoint is sent JSON schemas; `auto`: until it says that it has none."""
    caching: bool = True
    """Ask a provider that must be asked to keep the beginning of a prompt."""
    record: str | None = None
    """A file for every reply; those in it are played back."""
    prices: Mapping[str, Price] = field(default_factory=lambda: MappingProxyType({}))
    """By model, with or without its way: `openai/NAME` or `NAME`."""

    def price(self, model: str) -> Price | None:
        """What this model's tokens cost, if anyone said."""
        return self.prices.get(model) or self.prices.get(model.partition("/")[2])

    def __reduce__(self) -> tuple[Any, ...]:
        values = [getattr(self, name) for name in self.__slots__]
        return _rebuilt, (*values[:-1], dict(values[-1]))


def _rebuilt(*values: Any) -> ModelSettings:
    return ModelSettings(*values)


@dataclass(frozen=True, slots=True)
class Choice:
    """A setting's value, and who set it."""

    value: Any
    source: str
    """`--model`, `TEACHSIM_MODEL`, the file's name, `the card` or `default`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says about models."""

    models: tuple[str, ...] = ()
    """As given to --model: `M`, or `ROLE=M`."""
    api_base: str | None = None

    def by_role(self) -> dict[str | None, str]:
        """The models by role, that for all under None. Raises BadInput for an unknown role or two of one."""
        found: dict[str | None, str] = {}
        for given in self.models:
            role, sign, model = given.partition("=")
            named: str | None = role if sign and "/" not in role and ":" not in role else None
            model = model if named is not None else given
            if named is not None and named not in ROLES:
                raise BadInput(
                    f"there is no role {named!r}",
                    place=f"--model {given}",
                    remedy=f"roles: {', '.join(ROLES)}",
                )
            if not model:
                raise BadInput("no model is named", place=f"--model {given}", remedy="write openai/NAME")
            if named in found:
                raise BadInput(
                    "two models are named for the same", place=f"--model {given}", remedy="keep one of them"
                )
            found[named] = model
        return found


def chosen_model(
    role: str,
    card: str | None,
    asked: Asked = Asked(),
    environment: Mapping[str, str] | None = None,
    configured: Mapping[str, Any] = MappingProxyType({}),
    file: str = "the configuration file",
) -> Choice | None:
    """The model of a role, and who named it; None where nobody did.

    card: the model that the agent's card names, if any
    configured: what the configuration file says, `model` and `models` by role among it
    """
    env = os.environ if environment is None else environment
    named = asked.by_role()
    candidates = (
        (named.get(role), f"--model {role}="),
        (card, "the card"),
        (named.get(None), "--model"),
        (env.get("TEACHSIM_MODEL"), "TEACHSIM_MODEL"),
        ((configured.get("models") or {}).get(role), file),
        (configured.get("model"), file),
    )
    return next((Choice(value, source) for value, source in candidates if value), None)


_VARIABLES = {
    "api_base": ("TEACHSIM_API_BASE", str),
    "record": ("TEACHSIM_RECORD", str),
    "read_s": ("TEACHSIM_TIMEOUT", float),
    "tries": ("TEACHSIM_TRIES", int),
    "concurrency": ("TEACHSIM_CONCURRENCY", int),
    "requests_per_minute": ("TEACHSIM_REQUESTS_PER_MINUTE", int),
    "tokens_per_minute": ("TEACHSIM_TOKENS_PER_MINUTE", int),
}
"""The settings that the environment may hold, by the field of ModelSettings."""


def settings(
    asked: Asked = Asked(),
    environment: Mapping[str, str] | None = None,
    configured: Mapping[str, Any] = MappingProxyType({}),
    card: Mapping[str, Any] = MappingProxyType({}),
    file: str = "the configuration file",
) -> ModelSettings:
    """How models are reached, once every voice was heard. Raises BadInput for what cannot be used."""
    return resolved(asked, environment, configured, card, file)[0]


def resolved(
    asked: Asked = Asked(),
    environment: Mapping[str, str] | None = None,
    configured: Mapping[str, Any] = MappingProxyType({}),
    card: Mapping[str, Any] = MappingProxyType({}),
    file: str = "the configuration file",
) -> tuple[ModelSettings, dict[str, Choice]]:
    """The settings, and for each the value and who set it.

    configured: the fields of ModelSettings that the file sets; `endpoints` holds more, by address
    card:       an agent card's, of which only `api_base` counts

    A key goes to an address that its owner named: on the command line, in the environment or in the
    configuration file. An address that only a card names gets none, since cards come from anywhere.
    """
    env = os.environ if environment is None else environment
    names = [
        name for name in ModelSettings.__slots__ if name not in ("key_names", "base_for_all", "base_of_card")
    ]
    default = ModelSettings()
    choices = {name: Choice(getattr(default, name), "default") for name in names}
    if card.get("api_base"):
        choices["api_base"] = Choice(card["api_base"], "the card")
    for name in names:
        if configured.get(name) is not None:
            choices[name] = Choice(configured[name], file)
        variable, kind = _VARIABLES.get(name, (None, str))
        if variable and env.get(variable, "").strip():
            choices[name] = Choice(_read(variable, env[variable].strip(), kind), variable)
    if asked.api_base:
        choices["api_base"] = Choice(asked.api_base, "--api-base")
    if choices["api_base"].value is not None:
        base = choices["api_base"]
        choices["api_base"] = Choice(address(base.value, base.source), base.source)
    of_card = choices["api_base"].source == "the card" and choices["api_base"].value != OPENAI
    choices["base_of_card"] = Choice(of_card, choices["api_base"].source)
    key_names = () if of_card else default.key_names
    here = _endpoint(configured.get("endpoints") or {}, choices["api_base"].value or OPENAI, file)
    for name, value in here.items():
        if name == "key_name":
            key_names = (value,)
        elif choices[name].source in ("default", file):
            choices[name] = Choice(value, file)
    choices["base_for_all"] = Choice(
        asked.api_base is not None, "--api-base" if asked.api_base else "default"
    )
    choices["key_names"] = Choice(key_names, file if "key_name" in here else "default")
    return ModelSettings(**{name: choice.value for name, choice in choices.items()}), choices


def address(text: str, source: str = "--api-base") -> str:
    """The address of an endpoint without a slash at its end. Raises BadInput if it is none."""
    try:
        parts = urlsplit(text.strip())
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        whole = False
    if not whole:
        raise BadInput(
            "this is no address of an endpoint",
            place=source,
            remedy="write one such as http://127.0.0.1:8000/v1",
        )
    if parts.username or parts.password or parts.query or parts.fragment:
        raise BadInput(
            "an address holds no key, name or password",
            place=source,
            remedy=f"put the key into the environment as {OWN_KEY}, and write the address alone",
        )
    path = parts.path.rstrip("/").removesuffix("/chat/completions")
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}{path}"


def _endpoint(endpoints: Mapping[str, Mapping[str, Any]], base: str, file: str) -> Mapping[str, Any]:
    for text, more in endpoints.items():
        if address(text, file) == base:
            return {name: value for name, value in more.items() if value is not None}
    return {}


def _read(variable: str, text: str, kind: type) -> Any:
    if kind is str:
        return text
    try:
        value = kind(text)
    except ValueError:
        value = 0
    if not 0 < value < 1e9:
        raise BadInput(f"{text[:40]!r} cannot be used", place=variable, remedy="write a number above 0")
    return value
