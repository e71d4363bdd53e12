"""Rankings by what no teacher can know, for audits; which of them bounds what, docs/policies.md says.

They are given the student's own mind through `truth.Truth`, beside what every policy is given, and so
have another type: what decides from `Thinking` alone cannot have seen a mind. Otherwise they ration the
same explanation as those of `rationed`, whose counterparts they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.roles.teacher.policies.rationed import left_alone, rationed

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.roles.teacher.thinking import Plan, Thinking
    from teachsim.roles.teacher.truth import Truth

    InformedPolicy = Callable[[Thinking, Truth], Plan]


def oracle(t: Thinking, truth: Truth) -> Plan:
    """Explain the items that the student gets wrong, in their order; reads its mind.

    Of a student that varies: those that it more probably gets wrong than right. A slip is not explained.
    source: Saha et al. 2023, oracle; kept within the budget, which its code ignores
    """
    return rationed(t, lambda item: float(truth.alone(item) < 0.5), "it gets this wrong", least=0.0)


def no_intervention_correctness(t: Thinking, truth: Truth) -> Plan:
    """Explain where the student is least likely to be right by itself; reads its mind.

    source: Saha et al. 2023, no_intervention_correct_student_confidence, ascending
    """
    return rationed(t, lambda item: -truth.alone(item), "it is not likely to get this alone")


def intervention_correctness(t: Thinking, truth: Truth) -> Plan:
    """Explain where the student is most likely to be right once helped; reads its mind.

    source: Saha et al. 2023, intervention_correct_student_confidence, descending
    """
    return rationed(t, truth.helped, "it is likely to get this with help")


def true_utility(t: Thinking, truth: Truth) -> Plan:
    """Explain where the true gain is greatest: the upper bound of expected utility; reads its mind.

    source: Saha et al. 2023, utility_correct_student_confidence
    """
    return rationed(
        t,
        lambda item: truth.helped(item) - left_alone(t, item, truth.alone(item)),
        "the true gain is greatest",
        least=0.0,
    )


INFORMED: dict[str, InformedPolicy] = {
    "oracle": oracle,
    "no-intervention-correctness": no_intervention_correctness,
    "intervention-correctness": intervention_correctness,
    "true-utility": true_utility,
}
