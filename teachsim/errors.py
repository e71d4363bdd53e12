"""What can go wrong, each with one remedy and one exit code.

The command line maps these to messages and exit codes in one place (`teachsim.cli.failures`);
nothing below it prints or exits.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable


class TeachsimError(Exception):
    """Something a person can act on: what is wrong, where, and what would be right."""

    exit_code = 1

    def __init__(self, message: str, *, place: str | None = None, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        """`file:line:column`, or the name of what was given."""
        self.remedy = remedy

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        then = f"; {self.remedy}" if self.remedy else ""
        return f"{where}{self.message}{then}"


class BadInput(TeachsimError):
    """A word, file or option that cannot be used as it was given."""

    exit_code = 2


class BadFile(BadInput):
    """One or more problems in files; every problem found is listed, not only the first."""

    def __init__(self, problems: Iterable[BadInput]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        super().__init__(first.message, place=first.place, remedy=first.remedy)


class ImpossibleAnswer(TeachsimError):
    """No hypothesis allows the answer that was seen, so no posterior exists."""


class Diverged(TeachsimError):
    """A transcript asks for something else than the session would now do next."""


class ModelFault(TeachsimError):
    """A language model or the network failed: a fault, never a score."""

    exit_code = 3
    fault_class: Literal["infrastructure", "model"] = "infrastructure"
    """For the transcript: did the way to the model fail, or can what it wrote not be used?"""


def did_you_mean(word: str, known: Iterable[str], *, otherwise: str) -> str:
    """A remedy that names the nearest known word, or else says where the known ones are listed."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean {near[0]!r}?" if near else otherwise
