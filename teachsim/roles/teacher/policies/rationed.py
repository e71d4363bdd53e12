"""Explanations on a ration: which items get one, by the names under which the choices were published.

Saha, Hase & Bansal 2023 (arXiv 2306.09299, and its code): a teacher may explain a share of the items, and
the policies differ in nothing but how they rank them. Here an item comes with the student's own answer,
and those to come are ranked by what is expected of them: the item at hand is explained if it is among
the best of those that remain, as many as the budget still pays for, and if its answer is wrong. The
explanation is the same for all, the worked example of another item like it; the fixed rankings of the
paper stand first, its mental models after them. `truth.py` ranks by what no teacher can know.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from teachsim.language.confidence import NEUTRAL, confidence
from teachsim.roles.teacher import mental_model
from teachsim.roles.teacher.approaches import (
    LADDERS,
    PERSONALISED,
    WORKED_EXAMPLE,
    Approach,
    follow,
    offers_flipped,
)
from teachsim.roles.teacher.thinking import PRICE, Plan, Thinking, let_go, move

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.domains.base import Item
    from teachsim.engine.views import PracticeItem

EXPLANATION = WORKED_EXAMPLE
"""What is given to the items chosen, whatever chose them, so that only the choice is compared."""


def always(t: Thinking) -> Plan:
    """Step in on every item while the budget lasts, right or wrong: the baseline at budget 1."""
    if t.episode.right is None and not t.view.intervening:
        return let_go("there is no answer to go by")
    if t.episode.right and not t.view.intervening:
        return Plan("confirm", (move("confirm", answer=t.view.item.key),), closes=True, reason="every item")
    return follow(EXPLANATION, t)


def random_explanation(t: Thinking) -> Plan:
    """Explain items drawn at random, as many as the budget pays for.

    Each of those that remain has the same chance (selection sampling, Knuth 1969, 3.4.2), so that every
    set of items is as likely; what the policies below gain over it, they gain by their choice alone.
    source: Saha et al. 2023, random
    """
    return rationed(t, lambda _: t.rng.random(), "it was drawn")


def least_student_confidence(t: Thinking) -> Plan:
    """Explain where the student sounds least sure of its answer.

    source: Saha et al. 2023, least_student_confidence; ranked by the least certain answer, as the paper
    says, where its code takes the smallest class score and so for two classes the most certain one
    """
    return rationed(t, lambda item: -_as_heard(t, item), "the student sounds unsure")


def most_student_confidence(t: Thinking) -> Plan:
    """Explain where the student sounds most sure of a wrong answer.

    source: the opposite of Saha et al. 2023's; errors made with confidence are corrected best
    (hypercorrection, Butterfield & Metcalfe 2001)
    """
    return rationed(t, lambda item: _as_heard(t, item), "the student sounds sure")


def teacher_confidence(t: Thinking) -> Plan:
    """Explain where the teacher is surest of what the student will answer.

    source: Saha et al. 2023, correct_teacher_confidence. There it is confidence in the teacher's own
    answer; this teacher has the keys, and what it can be unsure of is the student
    """
    return rationed(t, lambda item: _alone(t, item).probability, "the answer was as expected")


def mental_model_no_intervention(t: Thinking) -> Plan:
    """Explain where the student is least expected to be right by itself.

    source: Saha et al. 2023, mm_no_inter: P(right without help), ascending
    """
    return rationed(t, lambda item: -_alone(t, item).correct, "it is not expected to get this alone")


def mental_model_intervention(t: Thinking) -> Plan:
    """Explain where the student is most expected to be right once it is helped.

    source: Saha et al. 2023, mm_inter: P(right with help), descending
    """
    return rationed(t, lambda item: _helped(t, item).correct, "help is expected to lead to the answer")


def mental_model_both(t: Thinking) -> Plan:
    """Explain where the expected gain is greatest, and never where there is none.

    An item that it has just got wrong is wrong if it is left alone: there P(right without) is 0.
    source: Saha et al. 2023, mm_both: U(x) = P(right with help) − P(right without)
    """
    return rationed(t, lambda item: _gain(t, item, EXPLANATION), "the expected gain is greatest", least=0.0)


def personalised(t: Thinking) -> Plan:
    """The same choice of items, with the explanation that put this student right before.

    Where an item was put right with help, it is that item that is shown again, else a fresh one.
    source: Saha et al. 2023, personalised explanations: examples that flipped this student
    """
    if not offers_flipped(t):
        return mental_model_both(t)
    return rationed(t, lambda item: _gain(t, item, PERSONALISED), "it helped before", PERSONALISED, 0.0)


def rationed(
    t: Thinking,
    score: Callable[[Item], float],
    why: str,
    approach: Approach = EXPLANATION,
    least: float | None = None,
) -> Plan:
    """Explain the item at hand if its answer is wrong and few enough of those to come rank higher.

    score: of a practice item; the higher, the sooner it is explained. Of equals the earlier one
    least: an item with a score no greater than this is never explained
    """
    if t.episode.approach in LADDERS:
        return follow(LADDERS[t.episode.approach], t)
    if t.episode.right is not False:
        return let_go("the answer is right" if t.episode.right else "there is no answer to go by")
    scores = {p.number: round(score(item), 9) for p in t.remaining if (item := _item(t, p)) is not None}
    ranked = {f"item {number}": score for number, score in scores.items()}
    number = t.view.item.number
    mine = scores[number]
    if least is not None and mine <= least:
        return replace(let_go(f"{mine:+.3f}: nothing is to be gained"), ranked=ranked)
    affordable = _affordable(t)
    if number not in mental_model.best_of(scores, affordable) and not t.view.intervening:
        before = sum(other > mine for other in scores.values())
        told = f"{before} of the items to come rank higher, and the budget pays for {affordable}"
        return replace(let_go(told), ranked=ranked)
    plan = replace(follow(approach, t), ranked=ranked)
    return replace(plan, reason=f"{why} ({mine:.2f}); {plan.reason}") if plan.moves else plan


def _affordable(t: Thinking) -> int:
    """How many more explanations the budget pays for."""
    price = t.view.costs.get("worked-example", PRICE)
    return len(t.remaining) if price <= 0 else int((t.view.budget_left + 1e-9) // price)


def _item(t: Thinking, planned: PracticeItem) -> Item | None:
    return t.domain.parse(planned.text)


def _as_heard(t: Thinking, item: Item) -> float:
    """How sure the student sounds of this item; of those it has not seen, as it has sounded so far."""
    if item.text == t.item.text:
        return confidence(t.words)
    mine = [line.text for line in t.view.heard if (line.role, line.name) == ("student", t.view.student.name)]
    return confidence(mine) if mine else NEUTRAL


def _alone(t: Thinking, item: Item) -> mental_model.Forecast:
    return mental_model.without(t.belief, item, t.domain)


def _helped(t: Thinking, item: Item) -> mental_model.Forecast:
    return mental_model.after(t.belief, EXPLANATION, item, t.domain)


def _gain(t: Thinking, item: Item, approach: Approach) -> float:
    helped = mental_model.after(t.belief, approach, item, t.domain).correct
    return helped - left_alone(t, item, _alone(t, item).correct)


def left_alone(t: Thinking, item: Item, expected: float) -> float:
    """P(right without help): what was expected of items to come, 0 of the one at hand if its answer is wrong.

    In the paper a teacher chooses before it has heard the student; here the wrong answer stands.
    """
    return 0.0 if item.text == t.item.text and t.episode.right is False else expected
