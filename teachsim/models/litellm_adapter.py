"""Every provider but the OpenAI-compatible ones, by way of litellm.

The one module that imports it, on the first call. Its price and header lists are read from its own files,
never from the network, and it logs nothing: its debug output shows requests whole.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from teachsim.models.client import (
    BadRequest,
    CallFault,
    Refused,
    Reply,
    Request,
    ServerFailed,
    TimedOut,
    Unreachable,
)
from teachsim.models.endpoint import usage_of, with_schema_in_words
from teachsim.models.faults import fault_of, quoted
from teachsim.models.secrets import OWN_KEY, Secret, key_in
from teachsim.models.settings import Price

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from teachsim.models.settings import ModelSettings

_ASKS_FOR_CACHING = ("anthropic/", "vertex_ai/claude", "bedrock/anthropic")
"""Providers that keep the beginning of a prompt only where it is marked."""
_BROKEN = ("Connection reset", "Cannot connect", "Server disconnected", "payload is not completed", "[Errno ")
"""What a broken connection says of itself; litellm calls it an error of the server."""


class ThroughLitellm:
    """The way through litellm. Keys are read by litellm itself, from the provider's own variables."""

    def __init__(self, settings: ModelSettings, environment: Mapping[str, str] | None = None) -> None:
        self._settings = settings
        self._library: Any = None
        self._prices: dict[str, Price | None] = {}
        own = key_in(os.environ if environment is None else environment, [OWN_KEY])
        self._key: Secret | None = own if settings.base_for_all else None

    async def price(self, model: str) -> Price | None:
        """What litellm's own list says, if it has the model."""
        if model not in self._prices:
            self._prices[model] = self._listed(await self._imported(), model)
        return self._prices[model]

    async def once(self, request: Request, on_text: Callable[[str], None] | None) -> Reply:
        """One try."""
        library = await self._imported()
        body = self._body(library, request)
        try:
            if on_text is None:
                return _reply(await library.acompletion(**body))
            return await self._streamed(library, body, on_text)
        except CallFault:
            raise
        except Exception as error:  # litellm wraps what it knows, and lets through what it does not
            raise self._fault(error, request.model) from None

    async def aclose(self) -> None:
        """Close litellm's connections."""
        if self._library is not None:
            with suppress(Exception):
                await self._library.close_litellm_async_clients()

    async def _imported(self) -> Any:
        if self._library is None:
            # in a thread: a screen goes on meanwhile, and so do the other roles' calls
            self._library = await asyncio.to_thread(_litellm)
        return self._library

    def _listed(self, library: Any, model: str) -> Price | None:
        try:
            info = library.get_model_info(model)
            tokens_in, tokens_out = info["input_cost_per_token"], info["output_cost_per_token"]
            cached = info.get("cache_read_input_token_cost")
        except Exception:  # litellm raises a bare Exception for a model that is not in its list
            return None
        if not tokens_in and not tokens_out:
            return None  # what it does not know it lists as 0, like what is free
        return Price(tokens_in * 1e6, tokens_out * 1e6, None if cached is None else cached * 1e6)

    def _body(self, library: Any, request: Request) -> dict[str, Any]:
        sampling = request.sampling
        messages = list(request.messages)
        body: dict[str, Any] = {"model": request.model, "num_retries": 0, "max_retries": 0}
        if request.schema is not None:
            if self._has_schemas(library, request.model):
                named = {"name": request.schema_name or "reply", "strict": True, "schema": request.schema}
                body["response_format"] = {"type": "json_schema", "json_schema": named}
            else:
                messages = with_schema_in_words(messages, request.schema)
        body["messages"] = [self._message(request.model, *message) for message in messages]
        optional = {
            "temperature": sampling.temperature,
            "top_p": sampling.top_p,
            "max_tokens": sampling.max_tokens,
            "seed": sampling.seed,
            "stop": list(sampling.stop) or None,
            "timeout": self._settings.read_s,
            "api_base": self._settings.api_base if self._settings.base_for_all else None,
            "api_key": self._key.reveal() if self._key else None,
        }
        return body | {name: value for name, value in optional.items() if value is not None}

    def _message(self, model: str, role: str, content: str) -> dict[str, Any]:
        if role == "system" and self._settings.caching and model.startswith(_ASKS_FOR_CACHING):
            part = {"type": "text", "text": content, "cache_control": {"type": "ephemeral"}}
            return {"role": role, "content": [part]}
        return {"role": role, "content": content}

    def _has_schemas(self, library: Any, model: str) -> bool:
        if self._settings.structured != "auto":
            return self._settings.structured == "schema"
        return bool(library.supports_response_schema(model=model))

    async def _streamed(self, library: Any, body: dict[str, Any], on_text: Callable[[str], None]) -> Reply:
        text, reason, usage = "", None, None
        stream = await library.acompletion(**body, stream=True, stream_options={"include_usage": True})
        async for chunk in stream:
            usage = getattr(chunk, "usage", None) or usage
            for choice in chunk.choices:
                if choice.delta.content:
                    text += choice.delta.content
                    on_text(text)
                reason = reason or choice.finish_reason
        if reason is None or (not text and usage is None):
            raise Unreachable("the reply broke off in the middle", place=body["model"], remedy="try again")
        return Reply(text, usage_of(_plain(usage)), reason)

    def _fault(self, error: Exception, model: str) -> CallFault:
        said = str(error)
        kind = type(error).__name__
        if kind == "ContentPolicyViolationError":
            return Refused(
                f"the provider refused ({quoted(said, self._key)})", place=model, remedy="ask otherwise"
            )
        if kind in ("Timeout", "APITimeoutError"):
            return TimedOut(
                "nothing came in time", place=model, remedy="raise `read-timeout` in the configuration file"
            )
        if kind in ("APIConnectionError", "MidStreamFallbackError") or any(sign in said for sign in _BROKEN):
            return Unreachable(
                f"no connection came about, or it broke ({quoted(said, self._key)})",
                place=model,
                remedy="is the network there, and the provider's name right?",
            )
        status = getattr(error, "status_code", None)
        response = getattr(error, "response", None)
        headers = getattr(response, "headers", None) or {}
        if isinstance(status, int) and status >= 300:
            return fault_of(status, said, headers, model, self._key)
        if isinstance(error, ImportError):
            return BadRequest(
                f"litellm lacks a package for this provider ({quoted(said)})",
                place=model,
                remedy="install it",
            )
        return ServerFailed(
            f"it failed ({kind}: {quoted(said, self._key)})", place=model, remedy="try again later"
        )


def _litellm() -> Any:
    """The library, made quiet and kept off the network."""
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
    os.environ["LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS"] = "True"
    os.environ.pop("LITELLM_LOG", None)
    os.environ.setdefault("LITELLM_MODE", "PRODUCTION")  # else it reads any .env file that is about
    warnings.filterwarnings("ignore", message=".*`ReadOnly` qualifier", category=UserWarning)  # of its types
    collecting = gc.isenabled()
    gc.disable()  # a third of the time, for garbage that is none
    try:
        import litellm  # 2 to 3 s: the first such call pays, not --help
    finally:
        if collecting:
            gc.enable()
    # Its 3,000 modules live as long as the process: without this their last collection takes a second of
    # its end, and every other one some of its middle.
    gc.freeze()
    litellm.suppress_debug_info = True
    litellm.drop_params = True  # a provider without `seed` is asked without it
    for name in ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return litellm


def _reply(answer: Any) -> Reply:
    choice = answer.choices[0]
    return Reply(choice.message.content or "", usage_of(_plain(answer.usage)), choice.finish_reason)


def _plain(usage: Any) -> Any:
    return usage.model_dump() if hasattr(usage, "model_dump") else usage
