"""Which fault it was: from an endpoint's status and words to a named fault with a remedy.

Words of an endpoint are quoted short and without keys, since some send back the key that they refuse.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from teachsim.models.client import BadRequest, CallFault, NotAllowed, RateLimited, ServerFailed, TimedOut
from teachsim.models.patience import seconds_to_wait
from teachsim.models.secrets import OWN_KEY, Secret, hidden

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_QUOTE = 200


def fault_of(
    status: int, body: bytes | str, headers: Mapping[str, str], place: str, key: Secret | None = None
) -> CallFault:
    """The fault behind an answer that is no reply."""
    said, code = _said(body)
    quote = quoted(said, key)
    told = f"{status}: {quote}" if quote else f"status {status}"
    wait = seconds_to_wait(headers.get("Retry-After"))
    if status in (401, 403):
        had = "the key is refused" if key else "it wants a key"
        return NotAllowed(
            f"{had} ({told})",
            place=place,
            remedy=f"put a key into the environment, as {OWN_KEY} for instance",
        )
    if status == 402 or "insufficient_quota" in (code, said) or "insufficient_quota" in said:
        return RateLimited(
            f"the account is used up ({told})", place=place, remedy="see to its billing", again=False
        )
    if status == 429:
        when = f", to be asked again in {wait:g} s" if wait is not None else ""
        return RateLimited(
            f"it was asked too often{when} ({told})",
            place=place,
            remedy="set `requests-per-minute` or a smaller `concurrency` in the configuration file",
            retry_after=wait,
        )
    if status in (408, 504):
        return TimedOut(
            f"it took too long for itself ({told})", place=place, remedy="try again later", retry_after=wait
        )
    if status >= 500 or status in (409, 425):
        return ServerFailed(
            f"it failed ({told})",
            place=place,
            remedy="try again later",
            retry_after=wait,
            again=status != 501,
        )
    if 300 <= status < 400:
        return BadRequest(
            f"it sends us elsewhere ({told}), and we go nowhere that was not named",
            place=place,
            remedy="name the right address with --api-base",
        )
    remedy = (
        "check the model's name, and the address: most end in /v1" if status == 404 else "see what it says"
    )
    return BadRequest(f"it cannot do this ({told})", place=place, remedy=remedy)


def quoted(text: str, key: Secret | None = None) -> str:
    """An endpoint's words on one line, short, printable, and without keys."""
    line = " ".join(hidden(text[:4000], key).split())
    line = "".join(c for c in line if c.isprintable())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…"


def _said(body: bytes | str) -> tuple[str, str]:
    """The message of an error, in any of the forms that are about, and its code."""
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    try:
        data: Any = json.loads(text)
    except ValueError:
        return ("" if text.lstrip().startswith("<") else text), ""
    if isinstance(data, list) and data:
        data = data[0]
    error = data.get("error", data) if isinstance(data, dict) else data
    if not isinstance(error, dict):
        return str(error), ""
    said = error.get("message") or error.get("detail") or error.get("msg") or json.dumps(error)
    return str(said), str(error.get("code") or error.get("type") or "")
