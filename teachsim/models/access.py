"""From a model's name to a client: which way it is reached, and what it shares with others.

`openai/NAME` goes straight to an OpenAI-compatible endpoint, `replay:FILE` to a recording, any other name
through litellm.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from teachsim.errors import BadInput
from teachsim.models.client import Client
from teachsim.models.limits import Limits, Rates
from teachsim.models.patience import Patient
from teachsim.models.recording import REPLAY, Recording, Replaying, recording_at
from teachsim.models.secrets import hidden, key_in
from teachsim.models.settings import OPENAI, ModelSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from teachsim.models.budget import Budget
    from teachsim.models.client import Reply, Request
    from teachsim.models.patience import Way


class Connections:
    """The open ways to models. Clients of one endpoint share its connections and its limits.

    An experiment keeps one for all its sessions; its clients need no closing of their own.
    """

    def __init__(self, environment: Mapping[str, str] | None = None, *, chance: Random | None = None) -> None:
        """chance: of the waits between tries; if None another in each process, lest all wait alike.

        No result depends on it.
        """
        self._environment = environment
        self._chance = Random() if chance is None else chance
        self._ways: list[tuple[str, ModelSettings, Way, Limits]] = []
        self._opened: list[Client] = []

    def client(
        self,
        name: str,
        settings: ModelSettings,
        *,
        budget: Budget | None = None,
        record: Path | None = None,
    ) -> Client:
        """A client for the model of this name. Nothing is sent, and no connection made, before it is asked.

        budget: counted on, and kept to, by every client that shares it
        record: a file for every reply, from which those already in it are played back; that of the settings
                if None
        raises: BadInput for a name that cannot be one, or an address that does not go with it
        """
        check_name(name)
        if name.startswith(REPLAY):
            return Replaying(recording_at(Path(name.removeprefix(REPLAY))))
        if settings.base_of_card and not name.startswith("openai/"):
            # litellm would send it the provider's key
            raise BadInput(
                "a card can name an address for openai/NAME only",
                place=name,
                remedy=f"name it with --api-base {settings.api_base}",
            )
        way, limits = self._way(name, settings)
        client: Client = Patient(way, settings, limits, chance=self._chance, budget=budget)
        file = Path(settings.record) if record is None and settings.record else record
        if file is None:
            return client
        recording = Recording(client, file)
        self._opened.append(recording)
        return recording

    async def aclose(self) -> None:
        """Close everything."""
        for client in self._opened:
            await client.aclose()
        for _, _, way, _ in self._ways:
            await way.aclose()
        self._opened.clear()
        self._ways.clear()

    def _way(self, name: str, settings: ModelSettings) -> tuple[Way, Limits]:
        direct = name.startswith("openai/")
        base = (settings.api_base or OPENAI) if direct else name.partition("/")[0]
        for known, how, way, limits in self._ways:
            if known == base and how == settings:
                return way, limits
        rates = Rates(settings.concurrency, settings.requests_per_minute, settings.tokens_per_minute)
        way = _endpoint(base, settings, self._environment) if direct else _litellm(settings)
        limits = Limits(rates)
        self._ways.append((base, settings, way, limits))
        return way, limits


def connect(
    name: str, settings: ModelSettings, *, budget: Budget | None = None, record: Path | None = None
) -> Client:
    """A client with connections of its own, closed with it; for many that share: `Connections`."""
    return _Alone(name, settings, budget, record)


class _Alone(Client):
    """A client and its connections in one."""

    def __init__(
        self, name: str, settings: ModelSettings, budget: Budget | None, record: Path | None
    ) -> None:
        self._connections = Connections()
        self._client = self._connections.client(name, settings, budget=budget, record=record)

    async def complete(self, request: Request, on_text: Callable[[str], None] | None = None) -> Reply:
        """As the client behind."""
        return await self._client.complete(request, on_text)

    async def aclose(self) -> None:
        """Close the client and its connections."""
        await self._connections.aclose()


def check_there(name: str) -> None:
    """Raise BadInput for a recording that is not there, and for what cannot be the name of a model."""
    check_name(name)
    if name.startswith(REPLAY) and not recording_at(path := Path(name.removeprefix(REPLAY))).is_file():
        raise BadInput("there is no such recording", place=str(path), remedy="name the file of one")


def check_name(name: str) -> None:
    """Raise BadInput for what cannot be the name of a model."""
    if name.startswith(REPLAY):
        if not name.removeprefix(REPLAY):
            raise BadInput("no recording is named", place=name, remedy="write replay:FILE.jsonl")
        return
    provider, sign, rest = name.partition("/")
    if not (sign and provider and rest) or not name.isprintable() or " " in name:
        raise BadInput(
            f"{hidden(name)[:60]!r} says not which way it is reached",
            place="model",
            remedy="write provider/NAME: openai/NAME for an OpenAI-compatible endpoint, anthropic/NAME and "
            "so on for others, or replay:FILE",
        )


def _endpoint(base: str, settings: ModelSettings, environment: Mapping[str, str] | None) -> Way:
    from teachsim.models.endpoint import Endpoint  # aiohttp, 150 ms: the first call pays, not --help

    return Endpoint(
        base, key_in(os.environ if environment is None else environment, settings.key_names), settings
    )


def _litellm(settings: ModelSettings) -> Way:
    from teachsim.models.litellm_adapter import ThroughLitellm

    return ThroughLitellm(settings)
