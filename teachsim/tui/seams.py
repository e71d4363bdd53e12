"""What the screens ask of whoever opens them: sessions to play, and the words for what models are there.

The screens know no option of a command and no setting; the command line hands them an `Opener`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from teachsim.engine.events import Event, SessionStarted
    from teachsim.engine.stage import Stage
    from teachsim.engine.transcript import Writer
    from teachsim.roles.calling import Clients


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that is ready to be played; nothing is open or written yet."""

    started: SessionStarted
    """With the cards that are in force after what is recorded."""
    path: Path
    """The transcript."""
    writing: Callable[[], Writer]
    """Opens the transcript; what it writes stands behind `recorded`."""
    staging: Callable[[Clients | None], Stage]
    """Builds the stage. A screen on which a person teaches gives the stage its own teacher here."""
    clients: Callable[[], Clients | None] = lambda: None
    """The ways to models, None where nobody in the cast calls one."""
    recorded: tuple[Event, ...] = ()
    notices: tuple[str, ...] = ()
    """What had to be left out of a transcript that is gone on with."""


class Opener(Protocol):
    """Makes sessions. Every method may take a while and is called in a thread; all raise TeachsimError."""

    def new(self, scenario: str, *, teacher: str | None = None) -> Opened:
        """A new session of a scenario, by name or file."""
        ...

    def demo(self) -> Opened:
        """The session that shows what there is to see."""
        ...

    def resumed(self, path: Path) -> Opened:
        """An unfinished transcript, to be gone on with in the same file."""
        ...

    def branched(self, path: Path, at: int, *, teacher: str | None, words: str | None) -> Opened:
        """A new session that goes otherwise after this turn of another."""
        ...

    def models(self) -> str:
        """What works here: offline, or which model is named by the settings."""
        ...
