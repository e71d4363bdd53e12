"""Whether a policy keeps what every policy promises: for those of other packages, and for our own.

A policy is pure (asked twice with the same luck it decides the same, and changes nothing it is given),
stays within the budget, can be worded, and never raises, in any scenario that is shipped. What it is worth
is not judged here; `benchmarks/policies.py` does that.
"""

from __future__ import annotations

import asyncio
from copy import deepcopy
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any

from teachsim.engine.cards import Budget, TeacherCard
from teachsim.engine.events import Decision
from teachsim.engine.session import play
from teachsim.roles.build import stage, start
from teachsim.roles.teacher.policies import Policy
from teachsim.roles.teacher.teacher import SymbolicTeacher
from teachsim.scenario.load import find_scenarios, load_scenario, load_student

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from teachsim.engine.events import Event
    from teachsim.roles.teacher.thinking import Plan, Thinking

TURNS = 8
"""Of each lesson: an item or two, so that a policy opens, goes on and meets what comes of it."""
BUDGETS = (0, 1, 4)


def problems(
    policy: Callable[[Thinking], Plan] | Policy, scenarios: Iterable[str] | None = None, seed: int = 1
) -> list[str]:
    """What is wrong with a policy, in sentences; nothing if it conforms.

    policy:    a function of Thinking, or the `Policy` that an entry point offers
    scenarios: by name; all that are found if left out
    """
    offered = policy if isinstance(policy, Policy) else Policy(policy)
    if offered.decide is None:
        return ["it is shown minds, and so is no policy for lessons"]
    found: list[str] = []
    if not offered.description:
        found.append("its docstring says nothing: the first line is what `teachsim list policies` shows")
    names = sorted(find_scenarios() if scenarios is None else scenarios)
    for n, name in enumerate(names):
        wrong = _in_scenario(offered, name, seed, BUDGETS[n % len(BUDGETS)], twice=n == 0)
        found += [f"{name}: {one}" for one in wrong]
    return found


def _in_scenario(policy: Policy, name: str, seed: int, budget: int, *, twice: bool) -> list[str]:
    """twice: whether the whole lesson is played again; every single decision is asked for twice anyway."""
    watched = _Watched(policy)
    try:
        once = _played(watched, name, seed, budget)
        again = _played(_Watched(policy), name, seed, budget) if twice else once
    except Exception as error:  # a policy may do anything wrong
        return [f"it raises {type(error).__name__}: {error}"]
    found = list(dict.fromkeys(watched.found))
    if once != again:
        found.append("the same lesson with the same seed goes otherwise the second time")
    decisions = [e for e in once if isinstance(e, Decision)]
    spent = sum(d.cost for d in decisions)
    if spent > budget:
        found.append(f"it spends {spent:g} of {budget}")
    if any(not d.reason for d in decisions):
        found.append("it decides without a reason, which every transcript shows")
    return found


class _Watched:
    """A policy that is asked everything twice."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.found: list[str] = []

    def decide(self, t: Thinking) -> Plan:
        """What the policy wants, once it has been seen to want the same again."""
        ask = self.policy.decide
        assert ask is not None
        luck, before = t.rng.getstate(), deepcopy((t.belief, t.episode, t.candidates, t.taught))
        plan = ask(t)
        if (t.belief, t.episode, t.candidates, t.taught) != before:
            self.found.append("it changes what it is given")
        same = Random()
        same.setstate(luck)
        if ask(replace(t, rng=same)) != plan:
            self.found.append("asked twice with the same luck it decides otherwise")
        return plan


def _played(watched: _Watched, name: str, seed: int, budget: int) -> list[Event]:
    scenario = load_scenario(name)
    few: dict[str, Any] = {"near": 0, "transfer": 0, "practice": 3}
    lesson = scenario.model_copy(
        update={
            "items": scenario.items.model_copy(update=few),
            "budget": Budget(interventions=budget, turns=TURNS),
            "delayed_test": "none",
        }
    )
    card = TeacherCard(id="policy", policy="never")
    started = start(lesson, [load_student(s) for s in lesson.students], card, [], seed)
    on = stage(started)
    asked = Policy(watched.decide, watched.policy.marks)
    on.cast = replace(on.cast, teacher=SymbolicTeacher(card, on.domain, lesson.items.kinds, seed, asked))

    async def go() -> list[Event]:
        return [h.event async for h in play(on)]

    return asyncio.run(go())
