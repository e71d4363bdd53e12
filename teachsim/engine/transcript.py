"""The transcript file: one event a line, written as it happens, never rewritten.

A line is flushed before the next event is made, so a killed session loses at most the line it was
writing. `seq` counts from 0 without gaps; `time` is UTC, and is the only thing in which two
sessions with the same seed differ.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from time import time_ns
from typing import TYPE_CHECKING, Any, Self

from pydantic import ValidationError

from teachsim.engine.events import (
    EVENT,
    EVENT_TYPES,
    SCHEMA_VERSION,
    Branched,
    Event,
    SessionEnded,
    SessionStarted,
    TeacherBelief,
    TestTaken,
)
from teachsim.errors import BadInput

if TYPE_CHECKING:
    from io import BufferedRandom, BufferedWriter
    from pathlib import Path

LONGEST_LINE = 8_000_000
"""Bytes; a longer line is not one of ours."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a file holds: its events, where each line ends, and what had to be left out."""

    path: Path
    events: tuple[Event, ...]
    line_of: tuple[int, ...]
    """The `seq` of each event; lines of unknown type are skipped, so this may jump."""
    ends: tuple[int, ...]
    """Byte offset after each event's line."""
    notices: tuple[str, ...] = ()

    @property
    def started(self) -> SessionStarted:
        """The first line."""
        first = self.events[0]
        assert isinstance(first, SessionStarted)
        return first

    @property
    def finished(self) -> bool:
        """Whether the session ended."""
        return isinstance(self.events[-1], SessionEnded)

    def up_to(self, count: int) -> Transcript:
        """The first `count` events."""
        return Transcript(
            self.path, self.events[:count], self.line_of[:count], self.ends[:count], self.notices
        )

    def whole_turns(self) -> Transcript:
        """Up to the last point from which a session can go on: a turn's or a test's end."""
        count = len(self.events)
        while count > 1 and not isinstance(self.events[count - 1], TeacherBelief | TestTaken | Branched):
            count -= 1
        return self.up_to(count)

    def beyond(self, whole: Transcript) -> tuple[Event, ...]:
        """The events behind the last whole turn: what models said in them need not be asked again."""
        return self.events[len(whole.events) :]

    def through_turn(self, turn: int) -> Transcript:
        """Up to the end of this turn.

        raises: BadInput when there is no such whole turn
        """
        for n, event in enumerate(self.events):
            if isinstance(event, TeacherBelief) and event.turn == turn:
                return self.up_to(n + 1)
        turns = [e.turn for e in self.events if isinstance(e, TeacherBelief) and e.turn]
        there = f"whole turns are 1 to {max(turns)}" if turns else "it has no whole turn yet"
        raise BadInput(f"there is no turn {turn}", place=str(self.path), remedy=there)

    def prefix(self) -> bytes:
        """The file's bytes up to the last of these events."""
        with self.path.open("rb") as file:
            return file.read(self.ends[-1])


def read(path: Path) -> Transcript:
    """What a transcript holds; a torn last line is dropped with a notice.

    raises: BadInput when it cannot be read, is not a transcript, or needs a newer teachsim
    """
    events: list[Event] = []
    seqs: list[int] = []
    ends: list[int] = []
    notices: list[str] = []
    offset = 0
    try:
        with path.open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE + 1), b""), 1):
                offset += len(line)
                if not line.endswith(b"\n"):
                    if len(line) > LONGEST_LINE:
                        raise _not_ours(path, number, "the line is too long")
                    notices.append(f"line {number} is cut and was dropped")
                    break
                event = _event(path, number, line)
                if event is not None:
                    events.append(event)
                    seqs.append(number - 1)
                    ends.append(offset)
    except OSError as fault:
        raise BadInput(
            f"cannot read it: {fault.strerror}", place=str(path), remedy="give the path of a transcript"
        ) from fault
    if not events:
        raise BadInput(
            "there is no whole first line, so nothing is known of the session",
            place=f"{path}:1:1",
            remedy="start it again with `teachsim run`",
        )
    return Transcript(path, tuple(events), tuple(seqs), tuple(ends), tuple(notices))


def _event(path: Path, number: int, line: bytes) -> Event | None:
    """The event of a line, or None for a type that this version does not know."""
    try:
        head = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise _not_ours(path, number, f"it is not JSON ({fault})") from fault
    if not isinstance(head, dict) or head.get("seq") != number - 1:
        raise _not_ours(path, number, f"it should have seq {number - 1}")
    if number == 1:
        if head.get("type") != "session_started":
            raise _not_ours(path, number, "a transcript begins with session_started")
        version = head.get("schema_version")
        if not isinstance(version, int) or version > SCHEMA_VERSION:
            raise BadInput(
                f"it has schema version {version!r}; this teachsim reads up to {SCHEMA_VERSION}",
                place=f"{path}:1:1",
                remedy=f"use teachsim {head.get('teachsim_version', 'of a later version')} or later",
            )
    if head.get("type") not in EVENT_TYPES:
        return None
    try:
        return _validated(line, head)
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:])
        raise _not_ours(path, number, f"{where}: {first['msg'].lower()}") from fault


def _validated(line: bytes, head: dict[str, Any]) -> Event:
    """The event; a card of another version may say more than ours, which is skipped."""
    try:
        return EVENT.validate_json(line)
    except ValidationError as fault:
        strangers = [e["loc"][1:] for e in fault.errors() if e["type"] == "extra_forbidden"]
        if not strangers:
            raise
    for *path, name in strangers:
        holder: Any = head
        for part in path:
            holder = holder[part]
        del holder[name]
    return EVENT.validate_json(json.dumps(head))


def _not_ours(path: Path, number: int, why: str) -> BadInput:
    return BadInput(
        f"this line is not a transcript's: {why}",
        place=f"{path}:{number}:1",
        remedy="give a file that `teachsim run` wrote, unedited",
    )


class Writer:
    """Appends events to a transcript, each flushed before the next is made."""

    def __init__(self, path: Path, file: BufferedRandom | BufferedWriter, seq: int) -> None:
        """seq: of the next line."""
        self.path = path
        self._file = file
        self._seq = seq
        self._second, self._date = -1, ""
        """The last second in which a line was written, in words: six lines a turn share it."""

    @classmethod
    def new(cls, path: Path, prefix: bytes = b"") -> Self:
        """A new file, which may begin with another's bytes; an existing one is never overwritten."""
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            file = path.open("xb")
        except FileExistsError:
            raise BadInput(
                "the file is there already, and a transcript is never overwritten",
                place=str(path),
                remedy="give another --out, or another --seed",
            ) from None
        _lock(file, path)
        file.write(prefix)
        file.flush()
        return cls(path, file, prefix.count(b"\n"))

    @classmethod
    def onto(cls, transcript: Transcript) -> Self:
        """Go on after the transcript's last event; what stood behind it in the file is dropped."""
        file = transcript.path.open("r+b")
        _lock(file, transcript.path)
        file.truncate(transcript.ends[-1])
        file.seek(transcript.ends[-1])
        return cls(transcript.path, file, transcript.line_of[-1] + 1)

    def write(self, event: Event) -> None:
        """One line, on its way to the disk before this returns."""
        seconds, millis = divmod(time_ns() // 1_000_000, 1000)
        if seconds != self._second:
            self._second, self._date = seconds, datetime.fromtimestamp(seconds, UTC).isoformat()[:19]
        body = event.model_dump_json(by_alias=True)
        line = f'{{"seq":{self._seq},"time":"{self._date}.{millis:03}+00:00",{body[1:]}\n'
        self._file.write(line.encode())
        self._file.flush()
        self._seq += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _lock(file: BufferedRandom | BufferedWriter, path: Path) -> None:
    """Refuse a file that another process is writing; the lock goes when the file is closed."""
    try:
        import fcntl  # not on Windows, where a second writer cannot open the file
    except ImportError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise BadInput(
            "another teachsim is writing this transcript",
            place=str(path),
            remedy="wait for it to end, or give another file",
        ) from None


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(data).hexdigest()
