"""What tests of clients share: a short request, settings that do not wait, and keys that are no keys."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from teachsim.models.client import Message, Request, Sampling
from teachsim.models.settings import ModelSettings

CANARY = "sk-canary-5f1d0c7e9b2a4d68"
OWN_CANARY = "teachsim-canary-91ab23cd45ef"
HURRIED = ModelSettings(tries=3, wait_s=0.001, read_s=0.2, connect_s=2.0, total_s=5.0)


def request(text: str = "What is 52 - 38?", model: str = "openai/small", **more: Any) -> Request:
    return Request(model, (Message("system", "You are Maya."), Message("user", text)), Sampling(**more))


def hurried(base: str, **more: Any) -> ModelSettings:
    return replace(HURRIED, api_base=base, **more)
