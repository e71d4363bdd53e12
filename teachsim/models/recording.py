"""Recording replies once, and playing them back without a network: for tests, and for sharing a run.

A recording is JSON Lines, one reply a line, with the request so that people can read it. A request is known
again by all that it says but the model's name, which is another's when it is played back. Equal requests get
their replies in the order of the recording, then the last one again. No key is ever in a request, so none is
in a recording.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from teachsim.errors import BadInput
from teachsim.models.client import Client, NotRecorded, Reply, Request, Usage

if TYPE_CHECKING:
    from collections.abc import Callable

REPLAY = "replay:"


def recording_at(path: Path) -> Path:
    """The recording at this path, or where there is none, the one of that name that teachsim ships."""
    package = Path(__file__).parent.parent
    shipped = package / "_shipped"
    beside = (shipped if shipped.is_dir() else package.parent) / path
    return beside if not path.exists() and path.parts[:1] == ("recordings",) and beside.exists() else path


class Recording(Client):
    """Asks another client, and writes each reply down before handing it on.

    What the file has already is played back and not asked again.
    """

    def __init__(self, client: Client, path: Path) -> None:
        self._client = client
        self._played = Replaying(path) if path.exists() else None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _whole_lines(path)
            # unbuffered: a line is one write, so that several may record into one file
            self._file = path.open("ab", buffering=0)
        except OSError as error:
            raise BadInput(
                f"nothing can be recorded here: {error.strerror}", place=str(path), remedy="name another file"
            ) from error

    async def complete(self, request: Request, on_text: Callable[[str], None] | None = None) -> Reply:
        """The recorded reply, if there is one left; else a new one, recorded."""
        known = self._played.next(request) if self._played else None
        if known is not None:
            if on_text is not None:
                on_text(known.text)
            return known
        reply = await self._client.complete(request, on_text)
        line = {"asked": _asked(request), "request": request.plain(), "reply": asdict(reply)}
        self._file.write(json.dumps(line).encode() + b"\n")
        return reply

    async def aclose(self) -> None:
        """Close the file and the client behind."""
        self._file.close()
        await self._client.aclose()


class Replaying(Client):
    """Plays a recording back. Raises BadInput if it cannot be read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._replies: dict[str, list[Reply]] = defaultdict(list)
        self._played: dict[str, int] = defaultdict(int)
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or "it is not UTF-8"
            raise BadInput(
                f"this recording cannot be read: {why}", place=str(path), remedy="check the path"
            ) from error
        for number, line in enumerate(lines, 1):
            try:
                data = json.loads(line)
                self._replies[str(data["asked"])].append(_reply(data["reply"]))
            except (ValueError, KeyError, TypeError) as error:
                if number == len(lines) and not isinstance(error, KeyError):
                    break  # torn while it was written: asked again, like a call in flight
                raise BadInput(
                    "this line is no recorded reply", place=f"{path}:{number}", remedy="delete the line"
                ) from error

    def next(self, request: Request) -> Reply | None:
        """The next reply recorded for this request; None once all were played."""
        asked = _asked(request)
        replies = self._replies.get(asked, [])
        number = self._played[asked]
        if number >= len(replies):
            return None
        self._played[asked] += 1
        return replies[number]

    async def complete(self, request: Request, on_text: Callable[[str], None] | None = None) -> Reply:
        """The recorded reply. Raises NotRecorded if there is none."""
        reply = self.next(request)
        if reply is None:
            if not (replies := self._replies.get(_asked(request))):
                raise NotRecorded(
                    f"there is no reply to this request ({_asked(request)[:12]})",
                    place=str(self._path),
                    remedy="the scenario, a prompt, the seed or the version differs: record it anew",
                )
            reply = replies[-1]
        if on_text is not None:
            on_text(reply.text)
        return reply

    async def aclose(self) -> None:
        """Nothing is open."""


def _asked(request: Request) -> str:
    """What a request is known again by."""
    return replace(request, model="").digest


def _whole_lines(path: Path) -> None:
    """Cut off a last line that was torn while it was written, lest the next be joined to it."""
    if path.exists():
        data = path.read_bytes()
        if not data.endswith(b"\n") and data:
            with path.open("r+b") as file:
                file.truncate(data.rfind(b"\n") + 1)


def _reply(data: dict[str, Any]) -> Reply:
    text = data["text"]
    if not isinstance(text, str):
        raise TypeError("a reply is text")
    usage = Usage(**data.get("usage") or {})
    return Reply(
        text,
        usage,
        data.get("finish_reason"),
        float(data.get("seconds") or 0.0),
        int(data.get("tries") or 1),
        tuple(data.get("failures") or ()),
    )
