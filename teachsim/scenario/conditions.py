"""From an experiment to its conditions: every combination of its factors, with the cards as they are in it.

A condition holds all that determines its sessions but the seed. What an experiment changes is changed in
the plain data of a scenario or card, which is then checked as if the file had said so.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from pydantic import ValidationError

from teachsim.engine.cards import Card, CriticCard, Scenario, StudentCard, TeacherCard
from teachsim.errors import BadInput
from teachsim.scenario.experiment import DRAWN, NAMED, Experiment, changed, fits
from teachsim.scenario.load import load_critic, load_rubric, load_scenario, load_student, load_teacher
from teachsim.scenario.shape import CardT, card_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from teachsim.domains.base import Domain
    from teachsim.engine.events import SessionStarted

STUDENT, TEACHER = "student.", "teacher."
"""What paths into these cards begin with; all others lead into the scenario."""


class Drawn(NamedTuple):
    """A student yet to be drawn, by the seed of the session."""

    name: str
    """As the experiment has it, and the id of who is drawn."""
    setting: str
    changes: tuple[tuple[str, Any], ...] = ()

    def card(self, domain: Domain, kinds: tuple[str, ...], seed: int) -> StudentCard:
        """The student: for these kinds of item and this seed always the same.

        raises: BadInput where nothing can be held on these kinds of item
        """
        from teachsim.roles.student.profiles import random_profile

        rng = Random(f"{seed}/{' '.join(kinds)}/{self.setting}/drawn")
        setting: Any = self.setting
        drawn = random_profile(domain, kinds, rng, id_=self.name, setting=setting).card
        if self.name == "drawn-holding-one":
            held = rng.choice(drawn.holds)
            slot = domain.misconceptions[held.misconception].slot
            drawn = drawn.model_copy(update={"holds": (held,), "knows": {slot: drawn.knows[slot]}})
        return applied(drawn, dict(self.changes))


@dataclass(frozen=True, slots=True)
class Condition:
    """One combination of the factors."""

    factors: dict[str, Any]
    """By name, in the experiment's order."""
    scenario: Scenario
    students: tuple[StudentCard | Drawn, ...]
    teacher: TeacherCard
    critics: tuple[CriticCard, ...]


def conditions(experiment: Experiment) -> list[Condition]:
    """All conditions, those excluded left out.

    raises: BadInput or BadFile for a card that is not there or a value that does not fit
    """
    shelf = Shelf()
    return [condition(experiment, factors, shelf) for factors in combinations(experiment)]


def combinations(experiment: Experiment) -> Iterator[dict[str, Any]]:
    """The values of the factors in each condition."""
    own = (None,)
    grid = [[(path, value) for value in values] for path, values in experiment.grid.items()]
    together = [
        [tuple(zip(lists, row, strict=True)) for row in zip(*lists.values(), strict=True)]
        for lists in experiment.zip
    ]
    for scenario in experiment.scenarios:
        plan = load_scenario(scenario)
        for student, teacher in product(experiment.students or own, experiment.teachers or own):
            named = {
                "scenario": scenario,
                "student": student or "+".join(plan.students),
                "teacher": teacher or plan.teacher,
            }
            for chosen in product(*grid):
                for rows in product(*together):
                    factors = named | dict(chosen) | {path: value for row in rows for path, value in row}
                    if not any(fits(factors, left_out) for left_out in experiment.exclude):
                        yield factors


class Shelf:
    """Cards as their files have them, each read once: reading one takes some 3 ms."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str], Card] = {}

    def card(self, load: Callable[[str], CardT], name: str) -> CardT:
        """The card of this name. Raises what loading it raises."""
        key = (load.__name__, name)
        if key not in self._read:
            self._read[key] = load(name)
        return cast("CardT", self._read[key])


def condition(experiment: Experiment, factors: Mapping[str, Any], shelf: Shelf) -> Condition:
    """The cards of one combination.

    raises: BadInput or BadFile for a card that is not there or a value that does not fit
    """
    changes = dict(experiment.set) | {p: v for p, v in factors.items() if p not in NAMED}
    scenario = shelf.card(load_scenario, factors["scenario"])
    names = scenario.students if not experiment.students else (factors["student"],)
    own = {p: v for p, v in changes.items() if not p.startswith((STUDENT, TEACHER))}
    of_student = _of(changes, STUDENT)
    students = tuple(
        Drawn(name, DRAWN[name], tuple(of_student.items()))
        if name in DRAWN
        else applied(shelf.card(load_student, name), of_student)
        for name in names
    )
    teacher = applied(shelf.card(load_teacher, factors["teacher"]), _of(changes, TEACHER))
    critics = scenario.critics if experiment.critics is None else experiment.critics
    who = {"students": list(names), "teacher": teacher.id, "critics": list(critics)}
    return Condition(
        factors=dict(factors),
        scenario=applied(scenario, own | who),
        students=students,
        teacher=teacher,
        critics=tuple(shelf.card(load_critic, name) for name in critics),
    )


def _of(changes: Mapping[str, Any], start: str) -> dict[str, Any]:
    return {path.removeprefix(start): value for path, value in changes.items() if path.startswith(start)}


def applied(card: CardT, changes: Mapping[str, Any]) -> CardT:
    """The card with these places of it otherwise.

    raises: BadInput naming the path and what does not fit there
    """
    if not changes:
        return card
    data: Any = card.model_dump(mode="json", by_alias=True, exclude_unset=True)
    for path, value in changes.items():
        try:
            data = changed(data, path, value)
        except KeyError:
            raise _no_place(card, path) from None
    try:
        return card_of(data, type(card))
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in problem["loc"])
        path = next((p for p in changes if where.startswith(p) or p.startswith(where)), where)
        if problem["type"] == "extra_forbidden":
            raise _no_place(card, path) from None
        raise BadInput(
            f"{path} cannot be {changes.get(path)!r}",
            place=path,
            remedy=problem["msg"][:1].lower() + problem["msg"][1:],
        ) from None


def _no_place(card: Card, path: str) -> BadInput:
    from teachsim.errors import did_you_mean

    known = list(places(type(card)))
    kind = type(card).__name__.removesuffix("Card").lower()
    ends = [one for one in known if one.rpartition(".")[2] == path.rpartition(".")[2]]
    otherwise = f"did you mean {ends[0]!r}?" if ends else f"a {kind} has {', '.join(known[:12])}"
    return BadInput(
        f"a {kind} has no {path!r}", place=path, remedy=did_you_mean(path, known, otherwise=otherwise)
    )


def places(model: type[Card]) -> Iterator[str]:
    """The paths of all that a card of this sort can say, blocks within it written out."""
    for name, field in model.model_fields.items():
        key = field.alias or name
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, Card):
            yield from (f"{key}.{place}" for place in places(inner))
        elif key not in ("kind", "id"):
            yield key


def started(one: Condition, seed: int) -> SessionStarted:
    """The first event of a session of this condition.

    raises: BadInput where its items cannot be made, or a student is of another domain
    """
    from teachsim.domains.registry import domain
    from teachsim.roles.build import start

    taught = domain(one.scenario.domain)
    students = [
        card.card(taught, one.scenario.items.kinds, seed) if isinstance(card, Drawn) else card
        for card in one.students
    ]
    scenario = one.scenario
    if any(isinstance(card, Drawn) for card in one.students):
        scenario = scenario.model_copy(update={"students": tuple(card.id for card in students)})
    rubrics = {c.rubric: load_rubric(c.rubric) for c in one.critics if c.rubric}
    return start(scenario, students, one.teacher, one.critics, seed, rubrics=rubrics)
