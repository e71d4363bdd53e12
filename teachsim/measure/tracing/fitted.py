"""Each model fitted to rows: what it foresaw, its parameters, and where each student stands with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import BaseModel

from teachsim.measure.tracing import bkt, bktfit, factors, psikt, psiktfit
from teachsim.measure.tracing.rows import by_component, opportunities

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from teachsim.measure.tracing.rows import Row


class Standing(BaseModel):
    """Where a student stands with a component."""

    component: str
    answers: int
    next: float
    """P(right) on the next item that calls for this component alone."""
    known: float | None = None
    """BKT's P(known) after the last answer."""
    mastered: bool | None = None
    """Whether that is at least .95; None for models without such a state."""


@dataclass(slots=True)
class Seen:
    """What a model gives; the rest of a report is the same for all."""

    predicted: list[float] = field(default_factory=list)
    happened: list[bool] = field(default_factory=list)
    parameters: dict[str, dict[str, float | None]] = field(default_factory=dict)
    items: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)
    activities: dict[str, dict[str, float]] = field(default_factory=dict)
    traits: dict[str, dict[str, float]] = field(default_factory=dict)
    standing: dict[tuple[str, str], Standing] = field(default_factory=dict)
    """By student and component."""
    unsettled: list[str] = field(default_factory=list)


def by_bkt(rows: Sequence[Row], *, forgets: bool, by_item: bool, by_activity: bool) -> Seen:
    """Bayesian knowledge tracing, each component for itself."""
    found = Seen()
    for component, students in by_component(rows).items():
        steps = {
            student: [
                bkt.Step(row.correct, row.item if by_item else None, row.activity if by_activity else None)
                for row in own
            ]
            for student, own in students.items()
        }
        if not any(step.correct is not None for own in steps.values() for step in own):
            continue
        fitted = bktfit.fit_steps(steps.values(), forgets=forgets)
        p = fitted.parameters
        if not fitted.converged:
            found.unsettled.append(component)
        found.parameters[component] = {
            "known": p.known, "learn": p.learn, "forget": p.forget if forgets else None,
            "guess": p.guess, "slip": p.slip,
        }  # fmt: skip
        found.items[component] = {item: noise._asdict() for item, noise in p.items.items()}
        found.activities[component] = dict(p.activities)
        for student, own in steps.items():
            traced = bkt.trace_steps(p, own)
            for step, predicted in zip(own, traced.predicted, strict=True):
                if step.correct is not None:
                    found.predicted.append(predicted)
                    found.happened.append(step.correct)
            known = traced.known[-1]
            found.standing[student, component] = Standing(
                component=component,
                answers=sum(step.correct is not None for step in own),
                next=p.chance(known),
                known=known,
                mastered=known >= bkt.MASTERY,
            )
    return found


def by_afm(rows: Sequence[Row]) -> Seen:
    """The additive factors model."""
    fitted = factors.fit_afm(rows)
    seen = opportunities(rows)
    return Seen(
        predicted=fitted.predicted(seen),
        happened=[one.correct for one in seen],
        parameters={k: growth._asdict() for k, growth in fitted.components.items()},
        traits={student: {"readiness": theta} for student, theta in fitted.students.items()},
        standing=_stands(
            rows, lambda student, component, right, wrong: fitted.chance(student, {component: right + wrong})
        ),
        unsettled=[] if fitted.converged else list(fitted.components),
    )


def by_pfa(rows: Sequence[Row]) -> Seen:
    """Performance factors analysis."""
    fitted = factors.fit_pfa(rows)
    seen = opportunities(rows)
    return Seen(
        predicted=fitted.predicted(seen),
        happened=[one.correct for one in seen],
        parameters={k: practice._asdict() for k, practice in fitted.components.items()},
        standing=_stands(rows, lambda _, component, right, wrong: fitted.chance({component: (right, wrong)})),
        unsettled=[] if fitted.converged else list(fitted.components),
    )


def by_psikt(rows: Sequence[Row], prerequisites: Mapping[str, Sequence[str]]) -> Seen:
    """PSI-KT, its graph cut down to the components that rows call for."""
    there = by_component(rows)
    graph = {k: tuple(need for need in prerequisites.get(k, ()) if need in there) for k in there}
    answers = psikt.answers(rows)
    fitted = psiktfit.fit(answers, graph)
    found = Seen()
    for student, given in answers.items():
        traits = fitted.students[student]
        traced = psikt.trace(traits, graph, given)
        for one, predicted in zip(given, traced.predicted, strict=True):
            if one.correct is not None:
                found.predicted.append(predicted)
                found.happened.append(one.correct)
        found.traits[student] = traits._asdict()
        for component in dict.fromkeys(one.component for one in given):
            asked = psikt.Answer(component, None, given[-1].time)
            found.standing[student, component] = Standing(
                component=component,
                answers=sum(one.component == component and one.correct is not None for one in given),
                next=psikt.trace(traits, graph, [*given, asked]).predicted[-1],
            )
    return found


def _stands(
    rows: Sequence[Row], chance: Callable[[str, str, int, int], float]
) -> dict[tuple[str, str], Standing]:
    """Where students stand, by P(right | student, component, right and wrong answers so far)."""
    found: dict[tuple[str, str], Standing] = {}
    for component, students in by_component(rows).items():
        for student, own in students.items():
            right = sum(row.correct is True for row in own)
            wrong = sum(row.correct is False for row in own)
            found[student, component] = Standing(
                component=component, answers=right + wrong, next=chance(student, component, right, wrong)
            )
    return found
