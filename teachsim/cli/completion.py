"""What the shell offers after a tab: names, looked up only then. Completion never fails aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from teachsim.scenario.find import Kind


def misconceptions(incomplete: str) -> list[str]:
    """Ids of misconceptions."""
    from teachsim.domains.registry import domains  # reads the catalogues: 50 ms

    known = [name for domain in domains().values() for name in domain.misconceptions]
    return _beginning(incomplete, known)


def domains(incomplete: str) -> list[str]:
    """Names of domains."""
    from teachsim.domains import registry  # reads the catalogues: 50 ms

    return _beginning(incomplete, list(registry.domains()))


def scenarios(incomplete: str) -> list[str]:
    """Ids of scenarios."""
    return _files("scenario", incomplete)


def students(incomplete: str) -> list[str]:
    """Ids of students."""
    return _files("student", incomplete)


def teachers(incomplete: str) -> list[str]:
    """Ids of teachers."""
    return _files("teacher", incomplete)


def critics(incomplete: str) -> list[str]:
    """Ids of critics."""
    return _files("critic", incomplete)


def experiments(incomplete: str) -> list[str]:
    """Ids of experiments."""
    return _files("experiment", incomplete)


def _files(kind: Kind, incomplete: str) -> list[str]:
    from teachsim.scenario.find import find  # touches the disk

    return _beginning(incomplete, list(find(kind)))


def _beginning(incomplete: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]
