"""Bayesian knowledge tracing: a student knows a component or not, and each answer says a little of which.

The forward pass is here, the fitting in `bktfit`. Without further ado one set of parameters holds for a
component; items may have a guess and slip of their own, and activities a learning rate of their own.

source: Corbett & Anderson 1995; forgetting as in Khajah, Lindsey & Mozer 2016; guess and slip by item as
in Pardos & Heffernan 2011
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from random import Random

MASTERY = 0.95
"""P(known) at which a component counts as mastered."""


class Noise(NamedTuple):
    """How far answers to an item can deceive; both below .5, or known and unknown would change places."""

    guess: float
    """P(right | unknown)."""
    slip: float
    """P(wrong | known)."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """One component's parameters, all probabilities."""

    known: float
    """P(known) before the first answer: L₀."""
    learn: float
    """P(known after an answer | unknown before): T."""
    guess: float
    slip: float
    """Of items that have none of their own, as `learn` is of activities that have none."""
    forget: float = 0.0
    """P(unknown at the next step | known before): F."""
    items: Mapping[str, Noise] = field(default_factory=dict)
    """Guess and slip of the items that have their own."""
    activities: Mapping[str, float] = field(default_factory=dict)
    """T of the activities that have their own."""

    def chance(self, known: float) -> float:
        """P(right answer): L(1 − S) + (1 − L)G."""
        return known * (1 - self.slip) + (1 - known) * self.guess

    def posterior(self, known: float, correct: bool) -> float:
        """P(known) once the answer is seen, before anything is learnt from it."""
        right = self.chance(known)
        return known * (1 - self.slip) / right if correct else known * self.slip / (1 - right)

    def after(self, known: float, correct: bool) -> float:
        """P(known) at the next step: posterior, then L(1 − F) + (1 − L)T."""
        seen = self.posterior(known, correct)
        return seen * (1 - self.forget) + (1 - seen) * self.learn

    def idle(self, known: float, steps: int) -> float:
        """P(known) after steps in which nothing was practised: L(1 − F)ⁿ."""
        return known * (1 - self.forget) ** steps


class Step(NamedTuple):
    """An answer to be traced. None is a step without practice: T does not act, F does."""

    correct: bool | None
    item: str | None = None
    activity: str | None = None


class Traced(NamedTuple):
    """What BKT made of a sequence."""

    predicted: list[float]
    """P(right) before each step, in order; for a step without an answer, what it would have been."""
    known: list[float]
    """P(known) after each step, learning included: L′."""


def trace(parameters: Parameters, answers: Sequence[bool | None]) -> Traced:
    """The forward pass over one student's answers to one component, where items and activities are alike."""
    return _forward(
        parameters, answers, repeat(parameters.guess), repeat(parameters.slip), repeat(parameters.learn)
    )


def trace_steps(parameters: Parameters, steps: Sequence[Step]) -> Traced:
    """The forward pass with each item's own guess and slip, each activity's own learning."""
    usual = Noise(parameters.guess, parameters.slip)
    noise = [parameters.items.get(step.item or "", usual) for step in steps]
    learn = [parameters.activities.get(step.activity or "", parameters.learn) for step in steps]
    return _forward(
        parameters,
        [step.correct for step in steps],
        [one.guess for one in noise],
        [one.slip for one in noise],
        learn,
    )


def _forward(
    parameters: Parameters,
    answers: Sequence[bool | None],
    guesses: Iterable[float],
    slips: Iterable[float],
    learns: Iterable[float],
) -> Traced:
    known = parameters.known
    kept = 1 - parameters.forget
    predicted: list[float] = []
    knowns: list[float] = []
    # the equations of Parameters once more, without calls: 100,000 steps a tenth of a second
    for correct, guess, slip, learn in zip(answers, guesses, slips, learns, strict=False):
        right = known * (1 - slip) + (1 - known) * guess
        predicted.append(right)
        if correct is None:
            known *= kept
        else:
            known = known * (1 - slip) / right if correct else known * slip / (1 - right)
            known = known * kept + (1 - known) * learn
        knowns.append(known)
    return Traced(predicted, knowns)


def simulated(parameters: Parameters, answers: int, rng: Random) -> list[bool]:
    """A student's answers, drawn from the model itself."""
    known = rng.random() < parameters.known
    given: list[bool] = []
    for _ in range(answers):
        given.append(rng.random() < (1 - parameters.slip if known else parameters.guess))
        change = rng.random()
        known = change >= parameters.forget if known else change < parameters.learn
    return given
