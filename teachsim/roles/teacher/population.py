"""What a teacher reckons with of students in general, since it never knows these figures of its own student.

Every figure is a population's mean. What is learned of one student within a session, its slips and lucky
guesses, starts from here (`evidence.Habits`). The benchmarks set other figures, to see what it costs to
be wrong about them.
"""

from __future__ import annotations

from typing import NamedTuple

from teachsim.roles.teacher.belief import SLIP


class Population(NamedTuple):
    """The means that a teacher takes a new student to have."""

    slip: float = SLIP
    guess: float = 0.02
    """How often who holds a wrong rule is right all the same where it shows."""
    counts: float = 20.0
    """Answers for which either share counts before this student has given any: a choice."""
    drift: float = 0.02
    """δ: between items, how much of the belief returns to the prior."""
    remedy: float = 0.08
    """Share of holders whom one teaching move changes for the moment."""


MEAN = Population()
