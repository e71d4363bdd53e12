"""Which policies there are: each a short, pure function of what the teacher knows, by its published name.

A policy says for each turn what to do, or to let the student go on. Other packages offer more, with an
entry point in the group `teachsim.policies` (docs/policies.md). Those that deceive, give answers away or
are shown the student's mind are marked, and the marks stand in every transcript.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from teachsim.errors import BadInput, did_you_mean
from teachsim.roles.teacher.policies import (
    bandit,
    classic,
    harmful,
    lookahead,
    rationed,
    scaffolding,
    tree,
)
from teachsim.roles.teacher.policies.informed import INFORMED

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.engine.events import PolicyMark
    from teachsim.roles.teacher.policies.informed import InformedPolicy
    from teachsim.roles.teacher.thinking import Plan, Thinking

    Decide = Callable[[Thinking], Plan]

GROUP = "teachsim.policies"


class Policy(NamedTuple):
    """How to decide, and what everybody who reads a transcript has to be told of it."""

    decide: Decide | None
    marks: tuple[PolicyMark, ...] = ()
    informed: InformedPolicy | None = None
    """In place of `decide`, for an upper bound that is shown the mind."""

    @property
    def description(self) -> str:
        """The first line of the function's docstring."""
        return ((self.decide or self.informed).__doc__ or "").partition("\n")[0].strip()


POLICIES: dict[str, Policy] = {
    "expected-utility": Policy(classic.expected_utility),
    "socratic": Policy(classic.socratic),
    "teller": Policy(classic.teller),
    "contradiction": Policy(classic.contradiction),
    "random": Policy(classic.random),
    "never": Policy(classic.never),
    "always": Policy(rationed.always),
    "random-explanation": Policy(rationed.random_explanation),
    "least-student-confidence": Policy(rationed.least_student_confidence),
    "most-student-confidence": Policy(rationed.most_student_confidence),
    "teacher-confidence": Policy(rationed.teacher_confidence),
    "mental-model-no-intervention": Policy(rationed.mental_model_no_intervention),
    "mental-model-intervention": Policy(rationed.mental_model_intervention),
    "mental-model-both": Policy(rationed.mental_model_both),
    "personalised": Policy(rationed.personalised),
    "information-gain": Policy(lookahead.information_gain),
    "false-belief": Policy(lookahead.false_belief),
    "random-probe": Policy(lookahead.random_probe),
    "look-ahead": Policy(lookahead.look_ahead),
    "bandit": Policy(bandit.bandit),
    "question-tree": Policy(tree.question_tree),
    "scaffolding": Policy(scaffolding.scaffolding),
    "productive-failure": Policy(scaffolding.productive_failure),
    **{name: Policy(None, ("uses-truth",), informed) for name, informed in INFORMED.items()},
    "deceiver": Policy(harmful.deceiver, ("deceives",)),
    "misinformed": Policy(harmful.misinformed, ("deceives",)),
    "answer-giver": Policy(harmful.answer_giver, ("gives-answers",)),
}


def find_policy(name: str) -> Policy:
    """A policy by name, built in or from another package.

    raises: BadInput when there is none, or what a package offers cannot be used
    """
    return POLICIES[name] if name in POLICIES else _foreign(name)


def offered() -> tuple[str, ...]:
    """The names that other packages offer."""
    from importlib.metadata import entry_points  # 15 ms, paid by those who ask for a foreign policy

    return tuple(sorted({point.name for point in entry_points(group=GROUP)} - set(POLICIES)))


@cache
def _foreign(name: str) -> Policy:
    from importlib.metadata import entry_points

    point = next(iter(entry_points(group=GROUP, name=name)), None)
    if point is None:
        known = [*POLICIES, *offered()]
        remedy = did_you_mean(name[:80], known, otherwise="`teachsim list policies` shows all")
        raise BadInput(f"no policy {name[:80]!r}", remedy=remedy)
    package = point.dist.name if point.dist else point.value
    try:
        found: Any = point.load()
    except Exception as error:  # the package's own code may raise anything
        raise BadInput(
            f"the package {package} offers the policy {name!r}, but it cannot be used: {error}",
            place=name,
            remedy=f"update or remove {package}",
        ) from error
    if isinstance(found, Policy):
        return found
    if not callable(found):
        raise BadInput(
            f"the package {package} offers the policy {name!r}, which is no function",
            place=name,
            remedy="offer a function of Thinking that returns a Plan, or a Policy of one",
        )
    return Policy(found)


def package_of(name: str) -> dict[str, str]:
    """Name and version of the package that offers a policy; nothing of a built-in one."""
    if name in POLICIES:
        return {}
    from importlib.metadata import entry_points

    dists = [point.dist for point in entry_points(group=GROUP, name=name) if point.dist]
    return {dist.name: dist.version for dist in dists[:1]}


def marks_of(name: str) -> tuple[PolicyMark, ...]:
    """What has to be told of a policy; nothing where there is no such policy on this machine."""
    try:
        return find_policy(name).marks
    except BadInput:
        return ()
