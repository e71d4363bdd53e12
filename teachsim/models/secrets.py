"""Keys: where they come from, and how they stay out of everything that is written.

A key is read from the environment when a connection is made, and lives in a `Secret` there, which shows
itself to nobody. No setting, file, log or recording holds one.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

OWN_KEY = "TEACHSIM_API_KEY"
OPENAI_KEY = "OPENAI_API_KEY"
SHORTEST = 8
"""Characters below which a value is no secret: `none`, `EMPTY`, as local servers are given."""

_SECRET_NAME = re.compile(r"(API_?KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS?)S?$", re.IGNORECASE)
_BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}")
_KEY = re.compile(r"\b(sk|pk|rk|gsk|xai|hf|AIza)[-_][\w-]{8,}|\bAIza[\w-]{20,}")
_LOGIN = re.compile(r"(?<=://)[^/@\s]+@")
HIDDEN = "[hidden]"


class Secret:
    """A text that is not shown: not by repr, str, a format, a traceback, or a pickle."""

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        self.__text = text

    def reveal(self) -> str:
        """The text itself, for the header it goes into."""
        return self.__text

    def __repr__(self) -> str:
        return HIDDEN

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return HIDDEN

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret does not leave its process")


def key_in(environment: Mapping[str, str], names: Iterable[str]) -> Secret | None:
    """The key in the first of these variables that holds one, or None."""
    for name in names:
        if value := environment.get(name, "").strip():
            return Secret(value)
    return None


def hidden(text: str, *known: Secret | None) -> str:
    """The text without keys: the known ones, those in the environment, and all that looks like one."""
    values = {secret.reveal() for secret in known if secret is not None}
    values |= {value.strip() for name, value in os.environ.items() if _SECRET_NAME.search(name)}
    for value in sorted(values, key=len, reverse=True):
        if len(value) >= SHORTEST:
            text = text.replace(value, HIDDEN)
    text = _BEARER.sub(lambda match: f"{match[1]} {HIDDEN}", text)
    return _LOGIN.sub(f"{HIDDEN}@", _KEY.sub(HIDDEN, text))
