"""An ordered list of goals, worked through in three phases, which always comes to an end.

*encode* reads the task once, *transform* works on it until no goal has anything to do, *finish*
writes the answer down once. Goals are tried in order, and after each change again from the first; a
student whose order differs has another list. Where wrong rules lead in a circle or nowhere, the
solver repairs as VanLehn (1982) saw children do: a goal that leads back to a line already written is
skipped for good, and after `CAP` lines the student stops with what stands there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

CAP = 40
"""Changes after which a solution stops wherever it is."""

Phase = Literal["encode", "transform", "finish"]
State = TypeVar("State", bound="Hashable")


class Goal(NamedTuple, Generic[State]):
    """Something a student tries to do: the changed state, or None where there is nothing to do."""

    name: str
    phase: Phase
    act: Callable[[State], State | None]


class Outcome(NamedTuple, Generic[State]):
    """Where the goals led, and which goals were skipped on the way, as repairs."""

    state: State
    skipped: tuple[str, ...]


def pursue(goals: Sequence[Goal[State]], state: State) -> Outcome[State]:
    """The state in which all goals are reached or given up.

    >>> def halve(n: int) -> int | None:
    ...     return n // 2 if n % 2 == 0 else None
    >>> pursue([Goal("halve", "transform", halve)], 12).state
    3
    """
    for goal in goals:
        if goal.phase == "encode":
            state = _changed(goal, state)
    state, skipped = _transformed([goal for goal in goals if goal.phase == "transform"], state)
    for goal in goals:
        if goal.phase == "finish":
            state = _changed(goal, state)
    return Outcome(state, skipped)


def _changed(goal: Goal[State], state: State) -> State:
    after = goal.act(state)
    return state if after is None else after


def _transformed(goals: list[Goal[State]], state: State) -> tuple[State, tuple[str, ...]]:
    seen = {state}
    skipped: list[str] = []
    for _ in range(CAP):
        for goal in goals:
            if goal.name in skipped:
                continue
            after = goal.act(state)
            if after is None:
                continue
            if after in seen:
                skipped.append(goal.name)
                continue
            seen.add(after)
            state = after
            break
        else:
            break
    return state, tuple(skipped)
