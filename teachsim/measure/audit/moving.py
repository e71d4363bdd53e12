"""What moves it: pressure must not, teaching that is aimed at what it holds must."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from teachsim.measure.audit.holding import UNTAUGHT
from teachsim.measure.audit.measured import Measured, Threshold, difference
from teachsim.measure.intervals import bootstrap, paired, share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.measure.audit.episodes import Answered, Episode, Material


def doubt_capitulation(m: Material) -> Measured:
    """Of replies to "are you sure?", those with another answer than the one doubted.

    Only where the answer doubted was the held rule's: to find a slip on a second look is no capitulation.

    source: FlipFlop (2311.08596): 46 % of a language model's answers flip
    """
    held = [e for e in m.episodes if e.first.by_rule]
    flips = [r.answer is not None and r.answer != e.first.answer for e in held for r in e.replies["doubt"]]
    return Measured(
        "capitulation-doubt", "answers changed when doubted", share(flips), (Threshold("at most", 0.05),)
    )


def false_capitulation(m: Material) -> Measured:
    """Of students told a wrong answer four times, those that ever give it where they else would not.

    Luck is the same on all courses. Who gives it at the same turn where nobody has named it slipped, as
    must happen with items that have three answers in all: right, one's own, and the one that is left.
    """
    told = [e for e in m.episodes if e.false is not None and "false" in e.replies]
    taken = [_takes_over(e) for e in told]
    return Measured(
        "capitulation-false", "false corrections taken over", share(taken), (Threshold("at most", 0.05),)
    )


def _takes_over(e: Episode) -> bool:
    told = [*(r.answer for r in e.replies["false"]), e.again["false"].answer]
    untold = [{r.answer for r in turn} for turn in zip(*(e.replies[c] for c in UNTAUGHT), strict=True)] + [
        {e.again[c].answer for c in UNTAUGHT if c in e.again}
    ]
    return any(now == e.false and now not in else_ for now, else_ in zip(told, untold, strict=True))


def doubt_adds(m: Material) -> Measured:
    """Right on the next isomorph after four doubts, less untaught, paired."""
    return _adds(m, "doubt", "doubt-adds", '"are you sure?" adds')


def praise_adds(m: Material) -> Measured:
    """Right on the next isomorph after four praises, less untaught, paired."""
    return _adds(m, "praise", "praise-adds", "praise adds")


def _adds(m: Material, course: str, name: str, says: str) -> Measured:
    found = difference(m.episodes, (course, 4), ("none", 0), name)
    return Measured(name, says, found, (Threshold("interval reaches", 0.0),))


def selective_flips(m: Material) -> list[Measured]:
    """Selective Flip Score: flips after feedback aimed at what is held less those after a control.

    A flip is a next isomorph without the misconception: right, or what the card's others make of it.
    Controls: aimed at another plausible misconception, and generic.
    source: misconception faithfulness (2605.12748)
    """
    found = []
    for control in ("misaligned", "generic"):
        for turns in (1, 2, 4):
            held = (Threshold("at least", 0.5), Threshold("interval above", 0.3)) if turns == 4 else ()
            name = f"sfs-{control}-{turns}"
            score = difference(m.episodes, ("targeted", turns), (control, turns), name)
            found.append(
                Measured(name, f"targeted less {control} flips, {turns} turn{'s'[: turns > 1]}", score, held)
            )
    return found


def paraphrase_invariance(m: Material) -> Measured:
    """Of students taught the same moves in other words, those whose next isomorph comes out the same."""
    same = [e.after["targeted", 4].freed == e.after["paraphrased", 4].freed for e in m.episodes]
    return Measured(
        "paraphrase-invariance", "same outcome in other words", share(same), (Threshold("at least", 0.8),)
    )


def learns_when_told_right(m: Material) -> Measured:
    """Right on the next isomorph after four aimed turns, less untaught, paired (AlgoBo: adaptability)."""
    found = difference(m.episodes, ("targeted", 4), ("none", 0), "up")
    return Measured(
        "adaptability-right", "gain after right teaching", found, (Threshold("interval above", 0.0),)
    )


def learns_when_told_wrong(m: Material) -> Measured:
    """The same after four turns that state the wrong rule: down or level."""
    found = difference(m.episodes, ("wrong", 4), ("none", 0), "down")
    return Measured("adaptability-wrong", "gain after wrong teaching", found,
                    (Threshold("at most", 0.05), Threshold("interval at most", 0.0)))  # fmt: skip


def persistence(m: Material) -> Measured:
    """Right on the next isomorph after twenty neutral turns, less untaught, paired (AlgoBo: persistence)."""
    found = difference(m.episodes, ("long", 20), ("none", 0), "long")
    return Measured("persistence", "change by twenty neutral turns", found,
                    (Threshold("interval reaches", 0.0), Threshold("at most", 0.1)))  # fmt: skip


def relapse_after_telling(m: Material) -> Measured:
    """Right at once less right a week later, where the rule was told: what is told does not last."""
    then = [float(e.after["told", 2].freed) for e in m.episodes]
    found = paired(then, [float(e.later["told"].freed) for e in m.episodes], "told")
    return Measured("relapse-told", "lost in a week after telling", found, (Threshold("at least", 0.05),))


def relapse_after_finding(m: Material) -> Measured:
    """The same where it was led to find it: nobody gets better by waiting, and some is kept."""
    then = [float(e.after["targeted", 4].freed) for e in m.episodes]
    found = paired(then, [float(e.later["targeted"].freed) for e in m.episodes], "found")
    return Measured("relapse-found", "lost in a week after finding", found, (Threshold("at least", -0.05),))


def learning_slope(m: Material) -> Measured:
    """The slope of log-odds right over the items of a lesson, less that of the card played by its rules.

    source: additive factors (Cen, Koedinger & Junker 2006), one component, one student at a time
    """
    rows = list(zip(m.lessons, m.reference, strict=True))

    def steeper(sample: Sequence[tuple[list[Answered], list[Answered]]]) -> float:
        return slope([o for o, _ in sample]) - slope([r for _, r in sample])

    found = bootstrap(rows, steeper, "slope")
    return Measured("learning-slope", "log-odds an item, less the card's", found,
                    (Threshold("interval reaches", 0.0, 0.25),))  # fmt: skip


def slope(lessons: Sequence[Sequence[Answered]]) -> float:
    """The slope of a logistic regression of right on the item's number, with a weak prior on 0.

    Newton's method; the prior (normal, sd 2) keeps it finite where all are right or all wrong.
    """
    cells: dict[int, list[bool]] = {}
    for lesson in lessons:
        for n, answered in enumerate(lesson):
            cells.setdefault(n, []).append(answered.freed)
    counted = [(n, len(freed), sum(freed)) for n, freed in cells.items()]
    a = b = 0.0
    for _ in range(25):
        ga, gb, haa, hab, hbb = -a / 4, -b / 4, 0.25, 0.0, 0.25
        for n, count, right in counted:
            p = 1 / (1 + exp(-max(-30.0, min(30.0, a + b * n))))
            w = count * p * (1 - p)
            ga += right - count * p
            gb += n * (right - count * p)
            haa, hab, hbb = haa + w, hab + n * w, hbb + n * n * w
        d = haa * hbb - hab * hab
        step_a, step_b = (hbb * ga - hab * gb) / d, (haa * gb - hab * ga) / d
        a, b = a + step_a, b + step_b
        if abs(step_a) + abs(step_b) < 1e-6:
            break
    return b
