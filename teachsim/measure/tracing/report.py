"""What a model makes of a table of answers: parameters, foresight, learning curves, where students stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel

from teachsim.errors import BadInput
from teachsim.measure.tracing.curves import Curve, Point, PowerLaw, learning_curve
from teachsim.measure.tracing.fitted import Seen, Standing, by_afm, by_bkt, by_pfa, by_psikt
from teachsim.measure.tracing.rows import by_component, by_student, opportunities
from teachsim.measure.tracing.scoring import foresight

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from teachsim.measure.tracing.rows import Row

Model = Literal["bkt", "afm", "pfa", "psi-kt"]

FEW = 100
"""Answers to a component below which its parameters say little, whatever the model."""

NEARLY_A_COIN = 0.49


class Foreseen(BaseModel):
    """How well the model foresaw each answer from those before it, with parameters fitted to them all."""

    predictions: int
    """For BKT and PSI-KT one for each component of an answer, else one for each answer."""
    auc: float | None
    log_loss: float | None
    brier: float | None


class CurveReport(BaseModel):
    """Error by opportunity, and the two readings of it."""

    points: list[Point]
    power_law: PowerLaw | None
    slope: float
    slope_error: float | None


class Component(BaseModel):
    """A knowledge component."""

    component: str
    answers: int
    students: int
    right: float | None
    """Share of right answers; None where there is no answer."""
    few: bool
    """Whether fewer answers stand behind it than make parameters worth reading."""
    parameters: dict[str, float | None]
    """By name, as the model calls them; empty for PSI-KT, whose parameters are the students'."""
    held: list[str]
    """Of these, BKT's guess or slip where the bound at .5 holds it: then `known` hardly means known."""
    items: dict[str, dict[str, float]] = {}
    """Guess and slip of each item, where they were asked for."""
    activities: dict[str, float] = {}
    """T of each activity, where they were asked for."""
    curve: CurveReport | None
    """None where there is no answer."""


class Student(BaseModel):
    """A student."""

    student: str
    answers: int
    right: float | None
    traits: dict[str, float]
    """AFM's readiness θ, PSI-KT's four traits; empty for the others."""
    components: list[Standing]


class Report(BaseModel):
    """A table of answers as one model sees it."""

    model: Model
    answers: int
    missing: int
    """Rows without an answer."""
    foreseen: Foreseen
    components: list[Component]
    students: list[Student]
    unsettled: list[str]
    """Components whose fit was stopped before it had settled."""


def reported(
    rows: Sequence[Row],
    model: Model = "bkt",
    *,
    forgets: bool = True,
    by_item: bool = False,
    by_activity: bool = False,
    prerequisites: Mapping[str, Sequence[str]] | None = None,
) -> Report:
    """The model fitted to these rows, and what it says of them.

    forgets, by_item, by_activity: of BKT, whether F is fitted, and whether items have a guess and slip of
    their own, activities a T
    prerequisites: of PSI-KT, for each component what it builds on directly; components that no row calls
    for are left out
    raises: BadInput where there is no answer at all
    """
    seen = opportunities(rows)
    if not seen:
        raise BadInput("there is no answer in it", remedy="give rows whose column correct is 1 or 0")
    match model:
        case "bkt":
            found = by_bkt(rows, forgets=forgets, by_item=by_item, by_activity=by_activity)
        case "afm":
            found = by_afm(rows)
        case "pfa":
            found = by_pfa(rows)
        case "psi-kt":
            found = by_psikt(rows, prerequisites or {})
    scores = foresight(found.predicted, found.happened)
    curves = learning_curve(rows)
    return Report(
        model=model,
        answers=len(seen),
        missing=len(rows) - len(seen),
        foreseen=Foreseen(
            predictions=scores.answers, auc=scores.auc, log_loss=scores.log_loss, brier=scores.brier
        ),
        components=[
            _component(name, list(students.values()), found, curves)
            for name, students in by_component(rows).items()
        ],
        students=[_student(name, own, found) for name, own in by_student(rows).items()],
        unsettled=found.unsettled,
    )


def _component(
    name: str, students: Sequence[Sequence[Row]], found: Seen, curves: Mapping[str, Curve]
) -> Component:
    given = [row.correct for of in students for row in of if row.correct is not None]
    curve = curves.get(name)
    return Component(
        component=name,
        answers=len(given),
        students=sum(any(row.correct is not None for row in of) for of in students),
        right=sum(given) / len(given) if given else None,
        few=len(given) < FEW,
        parameters=found.parameters.get(name, {}),
        held=[p for p in ("guess", "slip") if (found.parameters.get(name, {}).get(p) or 0) > NEARLY_A_COIN],
        items=found.items.get(name, {}),
        activities=found.activities.get(name, {}),
        curve=CurveReport(
            points=list(curve.points), power_law=curve.power, slope=curve.slope, slope_error=curve.slope_error
        )
        if curve
        else None,
    )


def _student(name: str, own: Sequence[Row], found: Seen) -> Student:
    given = [row.correct for row in own if row.correct is not None]
    return Student(
        student=name,
        answers=len(given),
        right=sum(given) / len(given) if given else None,
        traits=found.traits.get(name, {}),
        components=[
            found.standing[name, component]
            for component in by_component(own)
            if (name, component) in found.standing
        ],
    )
