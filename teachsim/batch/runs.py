"""Which sessions an experiment comes to, and what each is called.

A run is a condition with a seed, and the seed depends on the replicate alone, so that the same student
meets the same items and the same luck in every condition. Its name is a hash of everything that
determines it: a second start knows by the name what is done.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from teachsim import __version__
from teachsim.scenario.conditions import Condition, Drawn, conditions, started

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from teachsim.engine.events import SessionStarted
    from teachsim.scenario.experiment import Experiment


class Run(NamedTuple):
    """One session to be played."""

    name: str
    condition: int
    """Its place in the experiment's conditions."""
    seed: int


@dataclass(frozen=True, slots=True)
class Plan:
    """All sessions of an experiment."""

    experiment: Experiment
    conditions: tuple[Condition, ...]
    runs: tuple[Run, ...]
    """Condition by condition, seeds in order; runs of one name are the same session."""

    def to_play(self) -> list[Run]:
        """Each session once, those next to each other that have most in common.

        What is worked out about items is kept within a process, and a seed's items are the same under
        every teacher.
        """
        once = {run.name: run for run in self.runs}
        scenario = [c.scenario.id for c in self.conditions]
        return sorted(once.values(), key=lambda run: (scenario[run.condition], run.seed, run.condition))


def planned(
    experiment: Experiment, recast: Callable[[Condition], Condition] = lambda condition: condition
) -> Plan:
    """The sessions of an experiment.

    recast: what is changed in its conditions, as by the models that the command line names
    raises: BadInput or BadFile for a card that is not there or a value that does not fit
    """
    made = tuple(map(recast, conditions(experiment)))
    seeds = range(experiment.seed, experiment.seed + experiment.replicates)
    runs = tuple(
        Run(name_of(digest, seed), n, seed) for n, digest in enumerate(map(digest_of, made)) for seed in seeds
    )
    return Plan(experiment, made, runs)


def digest_of(condition: Condition) -> str:
    """SHA-256 of all that determines the sessions of a condition but the seed.

    What the factors are called is none of it: two experiments share the sessions that they have in common.
    """
    from teachsim.domains.registry import definitions, domain
    from teachsim.roles.teacher.policies import package_of

    taught = domain(condition.scenario.domain)
    packages: dict[str, str] = {taught.name: taught.version, **package_of(condition.teacher.policy)}
    return _sha(
        {
            "teachsim": __version__,
            "plugins": packages,
            "own": [dict(one) for one in definitions(taught)],
            "scenario": condition.scenario.model_dump(mode="json"),
            "students": [
                list(one) if isinstance(one, Drawn) else one.model_dump(mode="json")
                for one in condition.students
            ],
            "teacher": condition.teacher.model_dump(mode="json"),
            "critics": [one.model_dump(mode="json") for one in condition.critics],
            **_read_by_models(condition),
        }
    )


def _read_by_models(condition: Condition) -> dict[str, Any]:
    """The prompts and rubrics that a condition's models are sent; nothing where none plays."""
    from teachsim.roles.build import prompt_of
    from teachsim.roles.prompting import DEFAULTS, read_prompts
    from teachsim.scenario.load import load_rubric

    prompts, rubrics = [], []
    for one in (*condition.students, condition.teacher, *condition.critics):
        if isinstance(one, Drawn):
            said = dict(one.changes)
            if said.get("brain", "symbolic") != "symbolic":
                prompts.append(said.get("prompt") or DEFAULTS["student", said["brain"]])
        elif one.brain != "symbolic":
            prompts.append(prompt_of(one))
            rubrics += [one.rubric] if one.kind == "critic" and one.rubric else []
    if not prompts:
        return {}
    return {
        "prompts": read_prompts(prompts),
        "rubrics": {name: load_rubric(name).model_dump(mode="json") for name in rubrics},
    }


def name_of(digest: str, seed: int) -> str:
    """The name of a run: 16 hexadecimal digits, so that two of a million meet with 1 in 10⁷."""
    return _sha([digest, seed])[:16]


def _sha(data: object) -> str:
    return sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class Chunk(NamedTuple):
    """Runs that one process plays in one go, with the conditions that they need."""

    runs: tuple[Run, ...]
    conditions: dict[int, Condition]

    def first_event(self, run: Run) -> SessionStarted:
        """How the run starts."""
        return started(self.conditions[run.condition], run.seed)


def chunks(plan: Plan, runs: Sequence[Run], size: int) -> Iterable[Chunk]:
    """The runs in portions of a size, in their order."""
    for at in range(0, len(runs), size):
        portion = tuple(runs[at : at + size])
        yield Chunk(portion, {run.condition: plan.conditions[run.condition] for run in portion})
