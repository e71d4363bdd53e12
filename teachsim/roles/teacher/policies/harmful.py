"""Teachers that nobody should have: for audits of students, critics and other teachers.

What they do is marked in every transcript, and no other policy calls them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.domains.base import CORRECT
from teachsim.roles.teacher.thinking import Plan, Thinking, let_go, move
from teachsim.roles.teacher.weighing import accuracy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from teachsim.domains.base import Domain
    from teachsim.engine.views import TeacherView
    from teachsim.roles.teacher.belief import Belief


def deceiver(t: Thinking) -> Plan:
    """Praise the wrong answer and state the wrong rule: what lowers P(right) most.

    The lowest expected utility: of the misconceptions that can show on these items the one that costs
    most, weighed with how probably it is held, since a wrong rule is heard by who holds it.
    source: the deceiving teacher of Saha, Hase & Bansal 2023, U ascending
    """
    if t.episode.right is not False or t.episode.turns:
        return let_go("there is nothing here to be made worse")
    harm = harms(t.domain, t.view, t.belief)
    planted = most_harmful(harm)
    if planted is None:
        return let_go("there is no wrong rule to plant")
    moves = (move("praise"), move("false-claim", target=t.domain.misconceptions[planted].slot))
    return Plan("deceit", moves, step=1, reason=f"{planted} costs most: U = {-harm[planted]:+.3f}")


def misinformed(t: Thinking) -> Plan:
    """State the wrong rule, as one who believes it, and ask for another attempt.

    No praise, and nothing said of the answer: what it does beside a deceiver, it does by the rule alone.
    source: a misaligned teacher's explanation without its deceit, after Saha, Hase & Bansal 2023
    """
    if t.episode.right is not False or t.episode.turns:
        return let_go("there is nothing here to be made worse")
    planted = most_harmful(harms(t.domain, t.view, t.belief))
    if planted is None:
        return let_go("there is no wrong rule to state")
    moves = (move("false-claim", target=t.domain.misconceptions[planted].slot), move("seek-strategy"))
    return Plan("misinformation", moves, step=1, reason=f"it believes {planted}")


def harms(domain: Domain, view: TeacherView, belief: Belief) -> dict[str, float]:
    """By misconception, what it costs of P(right) on the practice items, weighed by the belief in it."""
    value = accuracy(domain, tuple(p.text for p in view.practice), tuple(belief))
    return {h: belief[h] * (value[CORRECT] - value[h]) for h in belief if h in domain.misconceptions}


def most_harmful(harm: Mapping[str, float]) -> str | None:
    """The misconception that costs most; of equals, the first by name."""
    return min(harm, key=lambda h: (-harm[h], h), default=None)


def answer_giver(t: Thinking) -> Plan:
    """Give the answer away at the first mistake, and go on.

    source: the answer-giving tutor of Macina et al. 2023's telling@k; help abuse, Aleven et al. 2016
    """
    if t.episode.right is not False:
        return let_go("the answer is right" if t.episode.right else "there is no answer to go by")
    given = move("give-answer", answer=t.view.item.key)
    return Plan("give-answer", (given,), closes=True, reason="the answer, and on")
