"""BKT's parameters from answers, by expectation–maximisation.

Expectation is forward–backward, each step scaled by the probability of its answer, so that no sequence is
too long; equal sequences are reckoned once. Maximisation divides expected counts; guess and slip stay
below .5 (their likelihood is concave, so the bound is the best where the count's ratio lies beyond it).
EM finds the nearest hill, so it climbs from several starts and the highest is taken.
"""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING, NamedTuple

from teachsim.measure.tracing.bkt import Noise, Parameters, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LEAST = 1e-4
"""No parameter comes nearer to 0 or 1: nothing is ever impossible, so no answer is."""
MOST_NOISE = 0.4999
STARTS = (
    Parameters(known=0.3, learn=0.1, guess=0.2, slip=0.1),
    Parameters(known=0.7, learn=0.3, guess=0.4, slip=0.05),
    Parameters(known=0.1, learn=0.05, guess=0.1, slip=0.3),
)
FORGET_AT_FIRST = 0.05
TOLERANCE = 1e-4
"""Log-likelihood gained in a round, in nats over all answers, below which the climb has arrived."""
ROUNDS = 500


_Passed = tuple[float, float, float, float]
"""P(known | past and this answer), T, how much likelier than expected the answer is if known, and if not."""


class Fitted(NamedTuple):
    """Parameters with how they were found."""

    parameters: Parameters
    log_likelihood: float
    """Natural logarithm, of all answers together."""
    rounds: int
    converged: bool
    """False when the rounds were used up before the climb had arrived."""


class _Counts:
    """Expected counts: how often it happened, out of how often it could have."""

    __slots__ = ("did", "of")

    def __init__(self) -> None:
        self.did = 0.0
        self.of = 0.0

    def add(self, did: float, of: float) -> None:
        """Count so many of so many."""
        self.did += did
        self.of += of

    def share(self, otherwise: float, most: float = 1 - LEAST) -> float:
        """The ratio within its bounds; what it was before where nothing could have happened."""
        return min(max(self.did / self.of, LEAST), most) if self.of > 0 else otherwise


def fit(
    sequences: Iterable[Sequence[bool | None]], *, forgets: bool = True, starts: Sequence[Parameters] = STARTS
) -> Fitted:
    """The likeliest parameters of one component, from each student's answers to it.

    forgets: whether F is fitted too; else it is 0
    """
    return fit_steps(
        [[Step(correct) for correct in one] for one in sequences], forgets=forgets, starts=starts
    )


def fit_steps(
    sequences: Iterable[Sequence[Step]], *, forgets: bool = True, starts: Sequence[Parameters] = STARTS
) -> Fitted:
    """The same with a guess and slip for each item that the steps name, and a T for each activity."""
    weighed = Counter(tuple(one) for one in sequences if any(step.correct is not None for step in one))
    climbs = [_climb(weighed, start, forgets=forgets) for start in starts]
    return max(climbs, key=lambda found: found.log_likelihood)


def _climb(weighed: Counter[tuple[Step, ...]], start: Parameters, *, forgets: bool) -> Fitted:
    named = {step.item: None for steps in weighed for step in steps if step.item is not None}
    acted = {step.activity: None for steps in weighed for step in steps if step.activity is not None}
    now = Parameters(
        start.known, start.learn, start.guess, start.slip,
        forget=(start.forget or FORGET_AT_FIRST) if forgets else 0.0,
        items={item: Noise(start.guess, start.slip) for item in named},
        activities=dict.fromkeys(acted, start.learn),
    )  # fmt: skip
    before = float("-inf")
    for rounds in range(1, ROUNDS + 1):
        following, likelihood = _round(weighed, now, forgets=forgets)
        if likelihood - before < TOLERANCE:
            return Fitted(now, likelihood, rounds, converged=True)
        now, before = following, likelihood
    return Fitted(now, before, ROUNDS, converged=False)


def _round(weighed: Counter[tuple[Step, ...]], now: Parameters, *, forgets: bool) -> tuple[Parameters, float]:
    """The next parameters, and the log-likelihood of the present ones."""
    expected = _Expected(now)
    likelihood = sum(weight * expected.add(steps, weight) for steps, weight in weighed.items())
    return expected.following(forgets=forgets), likelihood


class _Expected:
    """What happened in the hidden, as far as the answers and the present parameters tell."""

    def __init__(self, now: Parameters) -> None:
        self.now = now
        self.usual = Noise(now.guess, now.slip)
        self.known, self.forget = _Counts(), _Counts()
        self.learn = {activity: _Counts() for activity in (None, *now.activities)}
        self.guess = {item: _Counts() for item in (None, *now.items)}
        self.slip = {item: _Counts() for item in (None, *now.items)}

    def add(self, steps: Sequence[Step], weight: int) -> float:
        """Count a sequence that occurs so often; its log-likelihood, once."""
        passed, likelihood = self._forward(steps)
        self._backward(steps, passed, weight)
        return likelihood

    def _learns(self, step: Step) -> float:
        if step.correct is None:
            return 0.0
        return self.now.learn if step.activity is None else self.now.activities[step.activity]

    def _forward(self, steps: Sequence[Step]) -> tuple[list[_Passed], float]:
        at = self.now.known
        stays = 1 - self.now.forget
        likelihood = 0.0
        passed: list[_Passed] = []
        for step in steps:
            learns = self._learns(step)
            if step.correct is None:
                passed.append((at, learns, 1.0, 1.0))
                at *= stays
                continue
            guess, slip = self.usual if step.item is None else self.now.items[step.item]
            if_known, if_not = (1 - slip, guess) if step.correct else (slip, 1 - guess)
            scale = at * if_known + (1 - at) * if_not
            seen = at * if_known / scale
            passed.append((seen, learns, if_known / scale, if_not / scale))
            likelihood += log(scale)
            at = seen * stays + (1 - seen) * learns
        return passed, likelihood

    def _backward(self, steps: Sequence[Step], passed: Sequence[_Passed], weight: int) -> None:
        forgets = self.now.forget
        # P(all that follows | known now) and P(… | unknown now), each over P(all that follows | the past)
        then_known = then_not = 1.0
        ahead: tuple[float, float] | None = None
        for step, (seen, learns, if_known, if_not) in zip(reversed(steps), reversed(passed), strict=True):
            practised = step.correct is not None
            if ahead:
                ahead_known, ahead_not = ahead[0] * then_known, ahead[1] * then_not
                then_known = (1 - forgets) * ahead_known + forgets * ahead_not
                then_not = learns * ahead_known + (1 - learns) * ahead_not
                self.forget.add(weight * seen * forgets * ahead_not, weight * seen * then_known)
                if practised:
                    learn = self.learn[step.activity]
                    learn.add(weight * (1 - seen) * learns * ahead_known, weight * (1 - seen) * then_not)
            if practised:
                is_known, is_not = weight * seen * then_known, weight * (1 - seen) * then_not
                self.slip[step.item].add(0.0 if step.correct else is_known, is_known)
                self.guess[step.item].add(is_not if step.correct else 0.0, is_not)
            ahead = if_known, if_not
        self.known.add(weight * passed[0][0] * then_known, weight)

    def following(self, *, forgets: bool) -> Parameters:
        """The parameters under which all this is likeliest."""
        now = self.now
        return Parameters(
            known=self.known.share(now.known),
            learn=_in_general(self.learn).share(now.learn),
            guess=_in_general(self.guess).share(now.guess, MOST_NOISE),
            slip=_in_general(self.slip).share(now.slip, MOST_NOISE),
            forget=self.forget.share(now.forget) if forgets else 0.0,
            items={
                item: Noise(
                    self.guess[item].share(noise.guess, MOST_NOISE),
                    self.slip[item].share(noise.slip, MOST_NOISE),
                )
                for item, noise in now.items.items()
            },
            activities={activity: self.learn[activity].share(t) for activity, t in now.activities.items()},
        )


def _in_general(counts: Mapping[str | None, _Counts]) -> _Counts:
    """The counts of steps that name no item or activity; of all together where each names one."""
    if counts[None].of or len(counts) == 1:
        return counts[None]
    pooled = _Counts()
    for one in counts.values():
        pooled.add(one.did, one.of)
    return pooled
