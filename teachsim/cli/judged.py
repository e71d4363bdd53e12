"""`teachsim measure --rubric`, `--harm` and `--explanations`, as text."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.measure.judgements import Explanation, HarmAudit, RubricScores
    from teachsim.roles.critic.rubrics import Rubric


def show_rubric(rubric: Rubric, found: Sequence[RubricScores]) -> None:
    """A table for each student, then the means over all."""
    from teachsim.cli.output import narrate, say, say_table

    say((rubric.name, "bold"), f" · {rubric.id} · {'each turn' if rubric.per == 'turn' else 'whole session'}")
    for one in found:
        say("")
        rows = [
            [
                score.item,
                _score(score.score),
                f"{_score(score.lowest)} to {_score(score.highest)}",
                str(score.turns),
                score.by or "nobody yet",
                f"“{score.evidence[0]}”" if score.evidence else "",
            ]
            for score in one.items
        ]
        say_table([f"{one.transcript} · {one.student}", "score", "of", "turns", "by", "evidence"], rows)
    if len(found) > 1:
        say("")
        rows = []
        for number, item in enumerate(rubric.items):
            given = [s for one in found if (s := one.items[number].score) is not None]
            rows.append([item.id, _score(fmean(given) if given else None), str(len(given))])
        say_table(["mean over all", "score", "n"], rows)
    waiting = [item.id for n, item in enumerate(rubric.items) if all(o.items[n].by is None for o in found)]
    if waiting:
        narrate(f"these wait for a judge, and have no score: {', '.join(waiting)}")


def show_harm(found: Sequence[HarmAudit]) -> None:
    """What can harm, turn by turn; then each test beside that of the same student left alone."""
    from teachsim.cli.output import narrate, say, say_table

    for number, one in enumerate(found):
        if number:
            say("")
        say((f"{one.transcript} · {one.student}", "bold"), f" · worst {one.worst} of 3 in {one.turns} turns")
        if one.harms:
            rows = [[str(h.turn), h.harm, str(h.severity), f"“{h.quote}”"] for h in one.harms]
            say_table(["turn", "harm", "severity", "words"], rows)
        if one.outcomes is None:
            narrate(f"{one.transcript}: a language model plays in it, so no control was played")
        else:
            say_table(
                ["test", "taught", "left alone", ""],
                [
                    [f"{o.when} {o.kind}", _share(o.taught), _share(o.untaught), "harmed" if o.harmed else ""]
                    for o in one.outcomes
                ],
            )


def show_explanations(found: Sequence[Explanation]) -> None:
    """A line for each turn that explains, and below it what to learn and what to change."""
    from teachsim.cli.output import say

    name = None
    for one in found:
        if one.transcript != name:
            if name is not None:
                say("")
            say((one.transcript, "bold"))
            name = one.transcript
        say(f"turn {one.turn}  {one.name}  {one.score}/5  {one.dimension or 'no flaw'}  on {one.item}")
        if one.flaw:
            words = f"  “{one.span}”" if one.span else ""
            say(f"  {one.flaw}{words}")
            say(f"  learn:  {one.general}")
            say(f"  change: {one.specific}")


def _score(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def _share(value: float) -> str:
    return f"{value:.2f}".removeprefix("0")
