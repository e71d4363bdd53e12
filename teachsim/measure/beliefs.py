"""A teacher's beliefs and predictions in a transcript, set against what the student held and said.

What a student holds at a moment is read from the snapshot of its mind before the belief: of the
misconceptions whose strength m exceeds that of the right rule c at their slot, so that P(wrong rule) > ½,
the one with the greatest m − c, wherever a hypothesis names it, or the two greatest where one names both;
`unknown` where it holds such ones and none is a hypothesis; `correct` where it holds none. A brain that
logs no such mind is not scored.
"""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel

from teachsim.domains.base import CORRECT, UNKNOWN
from teachsim.engine.events import Decision, SessionStarted, StudentMind, TeacherBelief, Utterance
from teachsim.measure.calibration import (
    Forecast,
    binned,
    brier,
    calibration_error,
    log_score,
    multi_brier,
    multi_log,
)
from teachsim.roles.teacher.belief import TOGETHER, entropy_bits, leading, prior, relevant, top

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from teachsim.domains.base import Domain
    from teachsim.engine.events import Event


class Snapshot(NamedTuple):
    """A belief, and what was so when it was held."""

    turn: int
    belief: Mapping[str, float]
    truth: str
    informed: bool
    """Whether an answer had been heard."""


class Reliable(BaseModel):
    """Forecasts of about the same probability: one bar of a reliability diagram."""

    n: int
    confidence: float
    """Sum of their probabilities."""
    hits: int


class BeliefScores(BaseModel):
    """How well a teacher's beliefs fit. Each figure is a mean over snapshots; None where there is none."""

    snapshots: int
    brier: float | None = None
    """Σ_h (b_h − 1[h])², in [0, 2]; that of the first informed belief alone is `brier_first` of `run`."""
    brier_binary: float | None = None
    """(p − y)² over all hypotheses, in [0, 1]."""
    log_score: float | None = None
    """−ln b(truth), in nats."""
    ece: float | None = None
    """Of the most probable hypothesis' probability; ten bins of equal width."""
    top1: float | None = None
    """The share in which the most probable hypothesis, no other level with it, is the truth."""
    sharpness: float | None = None
    """The most probable hypothesis' probability."""
    entropy_bits: float | None = None
    turns_to_correct_by_mind: int | None = None
    """The first turn after which, with an answer heard, what the student then held was the most probable;
    None if never. The `turns_to_correct` of `run` asks for what the card holds, changed or not."""
    regret_oracle: float | None = None
    """1 − b(truth): the probability that one who knows would have had and this teacher had not."""
    regret_prior_only: float | None = None
    """The same loss less that of who never learns from answers; below 0 where answers helped."""
    reliability: list[Reliable] = []
    """The bins of `ece`, lowest first."""


class PredictionScores(BaseModel):
    """How well a teacher foresaw the answers to what it asked. None where nothing could be compared."""

    made: int
    """Predictions with a probability."""
    compared: int
    """Those that the student's next words answered."""
    hit: float | None = None
    """The share that came true."""
    brier: float | None = None
    log_score: float | None = None
    ece: float | None = None
    sharpness: float | None = None
    """The mean probability."""
    reliability: list[Reliable] = []


def held(mind: Mapping[str, Any], hypotheses: Iterable[str]) -> str | None:
    """What the student holds, among these hypotheses; None where the snapshot does not say.

    >>> held({"slots": {"borrow": {"right": .2, "wrong": {"smaller-from-larger": .8}}}}, ["correct"])
    'unknown'
    """
    slots = mind.get("slots")
    if not isinstance(slots, dict):
        return None
    margins = {
        name: strength - slot["right"]
        for slot in slots.values()
        for name, strength in slot["wrong"].items()
        if strength > slot["right"]
    }
    known = set(hypotheses)
    named = {name: margin for name, margin in margins.items() if name in known}
    both = TOGETHER.join(sorted(sorted(named, key=lambda name: (-named[name], name))[:2]))
    if both in known:
        return both
    return top(named) if named else UNKNOWN if margins else CORRECT


def snapshots(events: Iterable[Event], student: str, *, stated: bool = False) -> list[Snapshot]:
    """Every belief about this student, with what it then held.

    stated: take what a model that teaches said it believes, where it said so, and not the yardstick
    """
    found: list[Snapshot] = []
    mind: Mapping[str, Any] = {}
    for event in events:
        if event.student != student:
            continue
        if isinstance(event, StudentMind):
            mind = event.mind
        elif isinstance(event, TeacherBelief):
            belief = event.stated if stated else event.probabilities
            truth = held(mind, belief) if belief else None
            if belief and truth is not None:
                found.append(Snapshot(event.turn or 0, belief, truth, informed=bool(event.evidence)))
    return found


def logged_prior(events: Iterable[Event], student: str, domain: Domain) -> dict[str, float] | None:
    """What the teacher believed before anything was seen; None where it cannot be known.

    Transcripts of earlier versions keep the entropy of the prior and not the prior, so the symbolic teacher's
    is made again, and is believed where its hypotheses and its entropy are those in the log.
    """
    kinds: tuple[str, ...] = ()
    for event in events:
        if isinstance(event, SessionStarted):
            kinds = event.scenario.items.kinds
        elif isinstance(event, TeacherBelief) and event.student == student:
            if event.prior is not None:
                return event.prior
            made = prior(domain, relevant(domain, kinds))
            same = made.keys() == event.probabilities.keys()
            return made if same and abs(entropy_bits(made) - event.prior_bits) < 1e-4 else None
    return None


def belief_scores(
    events: Iterable[Event],
    student: str,
    start: Mapping[str, float] | None = None,
    *,
    stated: bool = False,
) -> BeliefScores:
    """The scores of a teacher's beliefs about one student.

    start:  the belief before anything was seen; without it there is no regret against who keeps to it
    stated: score what a model that teaches said it believes, in place of the yardstick
    """
    seen = snapshots(events, student, stated=stated)
    if not seen:
        return BeliefScores(snapshots=0)
    tops = [Forecast(s.belief[top(s.belief)], leading(s.belief) == {s.truth}) for s in seen]
    every = [Forecast(p, h == s.truth) for s in seen for h, p in s.belief.items()]
    loss = fmean(1 - s.belief.get(s.truth, 0.0) for s in seen)
    kept = fmean(1 - start.get(s.truth, 0.0) for s in seen) if start else None
    right = (s.turn for s in seen if s.informed and leading(s.belief) == {s.truth})
    return BeliefScores(
        snapshots=len(seen),
        brier=fmean(multi_brier(s.belief, s.truth) for s in seen),
        brier_binary=brier(every),
        log_score=fmean(multi_log(s.belief, s.truth) for s in seen),
        ece=calibration_error(tops),
        top1=fmean(f.happened for f in tops),
        sharpness=fmean(f.probability for f in tops),
        entropy_bits=fmean(entropy_bits(s.belief) for s in seen),
        turns_to_correct_by_mind=next(right, None),
        regret_oracle=loss,
        regret_prior_only=None if kept is None else loss - kept,
        reliability=_reliability(tops),
    )


def predictions(events: Iterable[Event], student: str) -> tuple[int, list[Forecast]]:
    """How many answers were predicted with a probability, and those that the next words settled."""
    made = 0
    forecasts: list[Forecast] = []
    open_: Decision | None = None
    for event in events:
        if event.student != student:
            continue
        if isinstance(event, Decision):
            open_ = event if None not in (event.predicted, event.predicted_probability) else None
            made += open_ is not None
        elif isinstance(event, Utterance) and event.role == "student" and open_ is not None:
            asked = {m.on for m in open_.moves if m.on}
            if event.answer is not None and (not asked or event.on in asked):
                probability = open_.predicted_probability or 0.0
                forecasts.append(Forecast(probability, event.answer == open_.predicted))
            open_ = None
    return made, forecasts


def prediction_scores(events: Iterable[Event], student: str) -> PredictionScores:
    """The scores of a teacher's predictions of one student's answers."""
    made, found = predictions(events, student)
    if not found:
        return PredictionScores(made=made, compared=0)
    return PredictionScores(
        made=made,
        compared=len(found),
        hit=fmean(f.happened for f in found),
        brier=brier(found),
        log_score=log_score(found),
        ece=calibration_error(found),
        sharpness=fmean(f.probability for f in found),
        reliability=_reliability(found),
    )


def _reliability(forecasts: Sequence[Forecast]) -> list[Reliable]:
    return [Reliable(n=b.n, confidence=b.confidence, hits=b.hits) for b in binned(forecasts)]
