"""Scores by a rubric: what rules settle, what judges reply, and how far several judges agree.

What nobody has judged is None: an item that waits for a judge, a rule that no turn gave occasion for, a
reply that cannot be read. None is never taken for a good score or for 0, and enters no mean.
"""

from __future__ import annotations

import json
import re
from itertools import permutations
from statistics import fmean
from typing import TYPE_CHECKING, Literal, NamedTuple

from teachsim.roles.critic.checks import CHECKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from teachsim.roles.critic.rubrics import Rubric, RubricItem, Rule
    from teachsim.roles.critic.turn import Turn

Scale = Literal["nominal", "ordinal", "interval"]


class Score(NamedTuple):
    """What an item was given, and on what grounds."""

    item: str
    score: float | None
    by: str | None
    """`rule`, or the judge's name; None while it waits for one."""
    evidence: tuple[str, ...] = ()
    """Turns, or words of them, that decided."""


def scored(rubric: Rubric, turns: Sequence[Turn]) -> list[Score]:
    """What rules alone can score; every other item waits for a judge.

    turns: a session's turns of the teacher, or the one turn that a rubric per turn is about
    """
    return [_by_rule(item, turns) if item.rule else Score(item.id, None, None) for item in rubric.items]


def _by_rule(item: RubricItem, turns: Sequence[Turn]) -> Score:
    rule = item.rule
    assert rule is not None
    counting = [turn for turn in turns if _counts(rule, turn)]
    if not counting:
        return Score(item.id, None, "rule")
    verdicts = [_met(rule, turn) for turn in counting]
    share = fmean(met for met, _ in verdicts)
    last = len(item.levels) - 1
    steps = rule.shares or tuple((n + 1) / last for n in range(last))
    level = sum(share >= step - 1e-9 for step in steps)
    evidence = tuple(quote for _, quote in verdicts if quote)[:5]
    return Score(item.id, item.levels[level].score, "rule", evidence)


def _counts(rule: Rule, turn: Turn) -> bool:
    asked = turn.view.asked
    match rule.when:
        case "after-wrong":
            return asked.main_answer is not None and not asked.settled
        case "after-right":
            return asked.settled
        case "asked":
            last = next((line.text for line in reversed(turn.view.heard) if line.role == "student"), "")
            return last.rstrip().endswith("?")
        case _:
            return True


def _met(rule: Rule, turn: Turn) -> tuple[bool, str]:
    if rule.check is not None:
        finding = CHECKS[rule.check](turn)
        return finding is None, finding.quote if finding else ""
    made = turn.has(*(rule.moves or ())) is not None
    return made, turn.text if made else ""


# --- judges -----------------------------------------------------------------------------------


def question(item: RubricItem, talk: str) -> str:
    """What a judge is asked about an item; the reply is read by `verdict`."""
    levels = "\n".join(f"{level.score:g}: {level.says}" for level in item.levels)
    return (
        f"{item.prompt or item.look_for}\n\nLook for: {item.look_for}\nAn example: {item.example}\n"
        f"Not an example: {item.non_example}\n\nLevels:\n{levels}\n\nThe conversation:\n{talk}\n\n"
        'Reply with JSON alone: {"score": one of the levels, "quote": "the words that show it"}'
    )


def verdict(item: RubricItem, reply: str, judge: str) -> Score:
    """The score in a judge's reply; None where it cannot be read, or is none of the item's levels."""
    levels = {level.score for level in item.levels}
    whole = re.search(r"\{.*\}", reply, re.DOTALL)
    try:
        data = json.loads(whole[0]) if whole else None
    except (ValueError, RecursionError):
        data = None
    given = data.get("score") if isinstance(data, dict) else None
    if isinstance(given, bool) or not isinstance(given, int | float) or given not in levels:
        return Score(item.id, None, judge)
    quote = data.get("quote") if isinstance(data, dict) else None
    return Score(item.id, float(given), judge, (quote,) if isinstance(quote, str) and quote else ())


class Panel(NamedTuple):
    """Several judges' scores of one item."""

    item: str
    mean: float | None
    least: float | None
    most: float | None
    judges: int
    """How many gave a score."""
    unread: int
    """How many gave none that could be read."""


def panel(scores: Sequence[Score]) -> list[Panel]:
    """The judges' scores by item, in the order in which the items first come."""
    by_item: dict[str, list[Score]] = {}
    for one in scores:
        by_item.setdefault(one.item, []).append(one)
    out = []
    for item, mine in by_item.items():
        given = [s.score for s in mine if s.score is not None]
        mean = fmean(given) if given else None
        unread = sum(s.score is None and s.by is not None for s in mine)
        out.append(Panel(item, mean, min(given, default=None), max(given, default=None), len(given), unread))
    return out


def krippendorff(units: Sequence[Sequence[float | None]], scale: Scale = "interval") -> float | None:
    """Agreement of any number of judges, gaps allowed: 1 complete, 0 as by chance, below 0 worse.

    units: for each thing judged, the scores that judges gave it; None where one gave none
    returns: None when fewer than two judges scored anything, or all scores are the same
    source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability; tested on its worked example
    """
    together: dict[tuple[float, float], float] = {}
    for unit in units:
        given = [score for score in unit if score is not None]
        for one, other in permutations(given, 2):
            together[one, other] = together.get((one, other), 0.0) + 1 / (len(given) - 1)
    often: dict[float, float] = {}
    for (one, _), weight in together.items():
        often[one] = often.get(one, 0.0) + weight
    total = sum(often.values())
    if total < 2 or len(often) < 2:
        return None
    apart = _distances(often, scale)
    observed = sum(weight * apart[pair] for pair, weight in together.items())
    expected = sum(often[a] * often[b] * apart[a, b] for a in often for b in often) / (total - 1)
    return 1 - observed / expected


def _distances(often: Mapping[float, float], scale: Scale) -> dict[tuple[float, float], float]:
    values = sorted(often)
    out = {}
    for i, a in enumerate(values):
        for j, b in enumerate(values):
            low, high = min(i, j), max(i, j)
            match scale:
                case "nominal":
                    out[a, b] = float(a != b)
                case "ordinal":
                    between = sum(often[v] for v in values[low : high + 1])
                    out[a, b] = (between - (often[a] + often[b]) / 2) ** 2
                case _:
                    out[a, b] = (a - b) ** 2
    return out
