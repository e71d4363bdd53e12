"""The answers in transcripts as rows: tests, and the first attempt at each practice item.

An answer bears on the slots that the right solution of its item goes through. Later attempts at an item
are help at work and no opportunity of their own, as is usual; that a student has no idea counts as a
wrong first attempt; an item that nobody answered is a missing answer. In each test, an item is met afresh.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from teachsim.domains.graph import components
from teachsim.domains.registry import recorded_domain
from teachsim.engine.events import ItemPresented, TestTaken, Utterance
from teachsim.engine.transcript import read
from teachsim.errors import BadInput
from teachsim.measure.tracing.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from teachsim.domains.base import Domain
    from teachsim.engine.transcript import Transcript

DAYS_BETWEEN = 1 / 96
"""Time from an answer to the next one of a session: a quarter of an hour, since a simulated session takes
none. A delayed test comes its days later."""


class Recorded(NamedTuple):
    """What transcripts hold."""

    rows: list[Row]
    """Students are called FILE/ID."""
    prerequisites: dict[str, tuple[str, ...]]
    """For each component of their domains, what it builds on directly."""
    notices: list[str]


def read_transcripts(paths: Sequence[Path]) -> Recorded:
    """The answers of these sessions. Raises BadInput for one that cannot be read."""
    stems = Counter(path.stem for path in paths)
    found = Recorded([], {}, [])
    for path in paths:
        transcript = read(path)
        found.notices.extend(f"{path}: {notice}" for notice in transcript.notices)
        started = transcript.started
        field = recorded_domain(started.scenario.domain, started.own_misconceptions)
        name = path.stem if stems[path.stem] == 1 else path.with_suffix("").as_posix()
        found.rows.extend(_rows(transcript, field, name))
        found.prerequisites.update({k: one.prerequisites for k, one in components(field).items()})
    return found


def _rows(transcript: Transcript, field: Domain, name: str) -> Iterable[Row]:
    clock: Counter[str] = Counter()
    answers: Counter[str] = Counter()
    open_items: dict[str, str] = {}

    def row(student: str, item: str, correct: bool | None) -> Row:
        answers[student] += 1
        time = clock[student] + answers[student] * DAYS_BETWEEN
        return Row(f"{name}/{student}", item, _components(transcript, field, item), correct, time)

    for event in transcript.events:
        student = event.student
        if student is None:
            continue
        match event:
            case TestTaken():
                clock[student] += event.days
                for one in event.answers:
                    yield row(student, one.item, one.correct)
            case ItemPresented():
                if unanswered := open_items.pop(student, None):
                    yield row(student, unanswered, None)
                open_items[student] = event.text
            case Utterance(role="student") if student in open_items:
                given = event.right if event.on == open_items[student] else None
                if given is not None or event.stuck:
                    yield row(student, open_items.pop(student), bool(given))
    for student, item in open_items.items():
        yield row(student, item, None)


def _components(transcript: Transcript, field: Domain, text: str) -> tuple[str, ...]:
    item = field.parse(text)
    if item is None:
        raise BadInput(
            f"{field.name} cannot read the item {text[:60]!r}",
            place=str(transcript.path),
            remedy=f"use the release that recorded it, teachsim {transcript.started.teachsim_version}",
        )
    return field.slots(item) or (item.kind,)
