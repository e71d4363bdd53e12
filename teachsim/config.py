"""The configuration file: what a person sets once for all sessions, such as where models are reached.

It is checked like a card, to file:line:column. It holds no key: those come from the environment, and it
may name the variable. Which setting wins over which is decided in `models.settings`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, field_validator

from teachsim.engine.cards import Card
from teachsim.errors import BadFile, BadInput
from teachsim.models.budget import Budget
from teachsim.models.settings import Price, address

if TYPE_CHECKING:
    from collections.abc import Mapping

Seconds = Annotated[float, Field(gt=0, ge=0.001, le=86_400)]
Count = Annotated[int, Field(ge=1, le=1_000_000_000)]
Dollars = Annotated[float, Field(ge=0, le=1_000_000)]
ModelName = Annotated[str, Field(pattern=r"^[^\s/]+/\S+$|^replay:", max_length=300)]
Variable = Annotated[str, Field(pattern=r"^[A-Z_][A-Z0-9_]*$", max_length=100)]


class PriceCard(Card):
    """What a million tokens of a model cost, in US dollars."""

    tokens_in: Dollars = Field(alias="in")
    tokens_out: Dollars = Field(alias="out")
    tokens_cached: Dollars | None = Field(default=None, alias="cached")


class EndpointCard(Card):
    """What holds for one address alone."""

    key_name: Variable | None = Field(default=None, alias="key-from")
    """The variable of the environment that holds its key."""
    concurrency: Annotated[int, Field(ge=1, le=10_000)] | None = None
    requests_per_minute: Count | None = Field(default=None, alias="requests-per-minute")
    tokens_per_minute: Count | None = Field(default=None, alias="tokens-per-minute")
    structured: Literal["auto", "schema", "prompt"] | None = None


class BudgetCard(Card):
    """What a session may spend."""

    tokens: Count | None = None
    usd: Dollars | None = None


class RolesCard(Card):
    """A model for each role."""

    teacher: ModelName | None = None
    student: ModelName | None = None
    critic: ModelName | None = None


class ConfigCard(Card):
    """All that the file may say."""

    model: ModelName | None = None
    """For whatever needs a model and names none."""
    models: RolesCard = RolesCard()
    api_base: Annotated[str, Field(max_length=300)] | None = Field(default=None, alias="api-base")
    connect_s: Seconds | None = Field(default=None, alias="connect-timeout")
    read_s: Seconds | None = Field(default=None, alias="read-timeout")
    total_s: Seconds | None = Field(default=None, alias="total-timeout")
    tries: Annotated[int, Field(ge=1, le=100)] | None = None
    wait_s: Seconds | None = Field(default=None, alias="wait")
    longest_wait_s: Seconds | None = Field(default=None, alias="longest-wait")
    concurrency: Annotated[int, Field(ge=1, le=10_000)] | None = None
    requests_per_minute: Count | None = Field(default=None, alias="requests-per-minute")
    tokens_per_minute: Count | None = Field(default=None, alias="tokens-per-minute")
    structured: Literal["auto", "schema", "prompt"] | None = None
    caching: bool | None = None
    prices: dict[Annotated[str, Field(max_length=300)], PriceCard] = Field(default_factory=dict)
    endpoints: dict[Annotated[str, Field(max_length=300)], EndpointCard] = Field(default_factory=dict)
    budget: BudgetCard = BudgetCard()

    @field_validator("api_base")
    @classmethod
    def _an_address(cls, text: str | None) -> str | None:
        return None if text is None else _checked(text)

    @field_validator("endpoints")
    @classmethod
    def _addresses(cls, endpoints: dict[str, EndpointCard]) -> dict[str, EndpointCard]:
        return {_checked(text): card for text, card in endpoints.items()}


@dataclass(frozen=True, slots=True)
class Config:
    """What the file says, with the names of `models.settings`; empty if there is no file."""

    path: Path
    found: bool
    values: Mapping[str, Any] = field(default_factory=dict)
    budget_tokens: int | None = None
    budget_usd: float | None = None

    @property
    def file(self) -> str:
        """Its name, as a source of settings."""
        return str(self.path)

    def budget(self, above: Budget | None = None) -> Budget:
        """A session's budget, within the limits that the file sets."""
        return Budget(self.budget_tokens, self.budget_usd, above=above)


def config_path(environment: Mapping[str, str] | None = None) -> Path:
    """Where the file is, or would be: TEACHSIM_CONFIG, else in the folder for configuration (XDG)."""
    env = os.environ if environment is None else environment
    if named := env.get("TEACHSIM_CONFIG", ""):
        return Path(named)
    folder = env.get("XDG_CONFIG_HOME", "")
    # the XDG specification has a relative path ignored
    base = (
        Path(folder)
        if folder and Path(folder).is_absolute()
        else Path(env.get("HOME") or Path.home(), ".config")
    )
    return base / "teachsim" / "config.yaml"


def load(environment: Mapping[str, str] | None = None) -> Config:
    """The configuration. Raises BadFile with every problem of the file.

    A file that holds nothing but comments is as good as none, since that is how one begins.
    """
    path = config_path(environment)
    try:
        if not path.is_file():
            if (os.environ if environment is None else environment).get("TEACHSIM_CONFIG"):
                raise BadInput("there is no such file", place=str(path), remedy="see TEACHSIM_CONFIG")
            return Config(path, found=False)
        text = path.read_text(encoding="utf-8-sig", errors="replace") if path.stat().st_size < 10_000 else "…"
    except OSError as error:
        raise BadInput(
            f"it cannot be read: {(error.strerror or '').lower()}",
            place=str(path),
            remedy="see its permissions",
        ) from error
    if all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines()):
        return Config(path, found=True)
    return _read(path)


def _read(path: Path) -> Config:
    from teachsim.scenario.shape import shape  # 20 ms with its YAML, which nobody without a file pays
    from teachsim.scenario.yamlfile import read

    file = read(path)
    _no_keys(path, file.data)
    card, findings = shape(file, ConfigCard)
    if card is None:
        raise BadFile(
            BadInput(
                finding.message,
                place=file.place((file.key_mark if finding.at_key else file.value_mark)(finding.path)),
                remedy=finding.remedy,
            )
            for finding in findings
        )
    values = card.model_dump(exclude={"prices", "budget", "endpoints", "models"}, exclude_none=True)
    values["models"] = card.models.model_dump(exclude_none=True)
    values["endpoints"] = {base: more.model_dump(exclude_none=True) for base, more in card.endpoints.items()}
    if card.prices:
        values["prices"] = {
            name: Price(price.tokens_in, price.tokens_out, price.tokens_cached)
            for name, price in card.prices.items()
        }
    return Config(path, True, values, card.budget.tokens, card.budget.usd)


def _no_keys(path: Path, data: Any) -> None:
    """Refuse a file that holds a key, without a place: its line would be shown."""
    for name in data if isinstance(data, dict) else ():
        plain = name.lower().replace("_", "-")
        if plain.endswith(("api-key", "token", "secret", "password")) or plain == "key":
            raise BadInput(
                f"a key has no place in a file ({name!r})",
                place=str(path),
                remedy="delete the line, and put the key into the environment as TEACHSIM_API_KEY",
            )


def _checked(text: str) -> str:
    try:
        return address(text)
    except BadInput as error:
        raise ValueError(f"{error.message}; {error.remedy}") from None
