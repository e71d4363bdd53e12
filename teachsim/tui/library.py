"""What there is to open: scenarios, sessions, experiments, teachers. Broken files are kept and say why.

Nothing here is imported before the first picture stands: it is called in threads, and loads pydantic.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from teachsim.tui.dialogs import Option
from teachsim.tui.words import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from teachsim.engine.cards import Scenario, StudentCard
    from teachsim.errors import BadInput
    from teachsim.scenario.experiment import Experiment

TRANSCRIPTS = Path("transcripts")
TAIL = 65_536
"""Bytes of a transcript's end that are read to see how far it came."""


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """A scenario, or what is wrong with its file."""

    id: str
    path: Path
    card: Scenario | None
    students: tuple[StudentCard, ...] = ()
    problems: tuple[BadInput, ...] = ()

    @property
    def domain(self) -> str:
        """Under which it is listed."""
        return self.card.domain if self.card is not None else "! cannot be read"

    @property
    def searched(self) -> str:
        """What a filter looks at."""
        if self.card is None:
            return self.id
        return f"{self.id} {self.card.name} {self.card.domain} {self.card.briefing}".casefold()


def scenarios() -> Iterator[ScenarioFile]:
    """All scenarios, the working folder's before those that ship."""
    from teachsim.engine.cards import Scenario
    from teachsim.errors import TeachsimError
    from teachsim.scenario.check import checked
    from teachsim.scenario.find import find
    from teachsim.scenario.load import load_student

    students: dict[str, StudentCard | None] = {}
    for name, path in find("scenario").items():
        card, problems = checked(path, "scenario")
        if problems or not isinstance(card, Scenario):
            yield ScenarioFile(clean(name), path, None, problems=tuple(problems))
            continue
        for student in card.students:
            if student not in students:
                try:
                    students[student] = load_student(student)
                except TeachsimError:
                    students[student] = None  # opening the scenario says what is wrong with it
        there = tuple(s for s in map(students.get, card.students) if s is not None)
        yield ScenarioFile(clean(name), path, card, there)


class Shelf(NamedTuple):
    """What Home lists; each is called in a thread, again after every session."""

    scenarios: Callable[[], Iterable[ScenarioFile]]
    sessions: Callable[[], Iterable[SessionFile]]
    experiments: Callable[[], Iterable[ExperimentFile]]


def shelf() -> Shelf:
    """The working folder, and what ships."""
    return Shelf(scenarios, sessions, experiments)


@dataclass(frozen=True, slots=True)
class SessionFile:
    """A transcript as its first line and its end tell it."""

    path: Path
    scenario: str
    teacher: str
    students: str
    seed: int | None
    turns: int
    finished: bool
    problem: str = ""

    @property
    def searched(self) -> str:
        """What a filter looks at."""
        return f"{self.path} {self.scenario} {self.teacher} {self.students}".casefold()


def sessions(folder: Path = TRANSCRIPTS) -> list[SessionFile]:
    """The transcripts of a folder: unfinished ones first, then the newest."""
    paths = [path for path in folder.glob("*.jsonl") if path.is_file()]
    newest = sorted(paths, key=lambda path: (-path.stat().st_mtime, path.name))
    found = [_session(path) for path in newest]
    return sorted(found, key=lambda one: one.finished or bool(one.problem))


def _session(path: Path) -> SessionFile:
    broken = SessionFile(path, clean(path.stem), "", "", None, 0, finished=True)
    try:
        with path.open("rb") as file:
            head: Any = json.loads(file.readline(8_000_000))
            size = file.seek(0, 2)
            file.seek(max(0, size - TAIL))
            tail = file.read().split(b"\n")[:-1]
        if head.get("type") != "session_started":
            return _with(broken, "no transcript: its first line is no session_started")
        turns = 0
        finished = False
        for line in reversed(tail):
            if b'"type":"session_ended"' in line:
                finished = True
            found = _turn(line)
            if found is not None:
                turns = found
                break
        return SessionFile(
            path,
            clean(str(head["scenario"]["id"])),
            clean(str(head["teacher"]["id"])),
            ", ".join(clean(str(card["name"])) for card in head["students"]),
            head["seed"] if isinstance(head.get("seed"), int) else None,
            turns,
            finished,
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as fault:
        return _with(broken, f"no transcript: {clean(str(fault))[:120]}")


def _turn(line: bytes) -> int | None:
    try:
        turn = json.loads(line).get("turn")
    except (ValueError, AttributeError, RecursionError):
        return None
    return turn if isinstance(turn, int) else None


def _with(one: SessionFile, problem: str) -> SessionFile:
    from dataclasses import replace

    return replace(one, problem=problem)


@dataclass(frozen=True, slots=True)
class ExperimentFile:
    """An experiment, or what is wrong with its file."""

    id: str
    path: Path
    card: Experiment | None
    problems: tuple[BadInput, ...] = ()

    @property
    def searched(self) -> str:
        """What a filter looks at."""
        return f"{self.id} {self.card.name if self.card else ''}".casefold()


def experiments() -> list[ExperimentFile]:
    """All experiments."""
    from teachsim.scenario.check import checked
    from teachsim.scenario.experiment import Experiment
    from teachsim.scenario.find import find

    found = []
    for name, path in find("experiment").items():
        card, problems = checked(path, "experiment")
        right = card if isinstance(card, Experiment) and not problems else None
        found.append(ExperimentFile(clean(name), path, right, tuple(problems)))
    return found


def teachers() -> list[Option]:
    """The teachers whose cards are right, with what they say of themselves."""
    from teachsim.engine.cards import TeacherCard
    from teachsim.scenario.check import checked
    from teachsim.scenario.find import find

    found = []
    for name, path in find("teacher").items():
        card, problems = checked(path, "teacher")
        if isinstance(card, TeacherCard) and not problems:
            found.append(Option(clean(name), clean(card.description)))
    return found
