"""Draws the figures of docs/experiments.md and writes its tables, from the results of `teachsim batch`.

`make figures` runs the four experiments that ship and then this. The figures leave nothing to chance, to
dates or to the fonts at hand, so the same results give the same bytes.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any, NamedTuple

from teachsim.batch.batch import results
from teachsim.batch.contrasts import difference, differences, means
from teachsim.batch.folder import Folder
from teachsim.batch.runs import planned
from teachsim.batch.tables import condition_table, contrast_table, with_interval
from teachsim.scenario.experiment import Contrast, fits
from teachsim.scenario.load import load_experiment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from matplotlib.axes import Axes

    from teachsim.scenario.experiment import Experiment

    Row = Mapping[str, Any]

DOCS = Path(__file__).parent
DOCUMENT = DOCS / "experiments.md"
STYLE = {
    "svg.hashsalt": "teachsim",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#e3e7ec",
}
COLOURS = ("#1f6f8b", "#c8553d", "#588157", "#7b5ea7", "#b8860b", "#5c6b7a")
MARKERS = "osD^vP"
"""So that nothing is said by colour alone."""


class Figure(NamedTuple):
    """How an experiment is drawn, and by which factors its table tells conditions apart."""

    draw: Callable[[Experiment, Sequence[Row], Sequence[Axes]], None]
    panels: int
    over: tuple[str, ...]


def main(folder: Path) -> None:
    """Write the figure and the tables of every experiment that has results in the folder."""
    text = DOCUMENT.read_text(encoding="utf-8")
    for name, figure in FIGURES.items():
        experiment = load_experiment(name)
        plan = planned(experiment)
        rows = results(plan, Folder(folder / name))
        if len(rows) < len(plan.runs):
            print(
                f"{name}: {len(rows)} of {len(plan.runs)} sessions; `teachsim batch {name}`", file=sys.stderr
            )
            continue
        (DOCS / f"{name}.svg").write_bytes(drawn(figure, experiment, rows))
        tables = (
            condition_table(experiment, rows, figure.over),
            contrast_table(differences(experiment, rows)),
        )
        text = with_block(text, "results", name, "\n\n".join(tables))
        text = with_block(text, "said", name, said(SENTENCES[name], experiment, rows))
    DOCUMENT.write_text(text, encoding="utf-8")


def with_block(text: str, what: str, name: str, new: str) -> str:
    """The document with something new between the marks of an experiment.

    >>> with_block("a\\n<!-- said x -->\\nold\\n<!-- /said -->\\nb", "said", "x", "new")
    'a\\n<!-- said x -->\\n\\nnew\\n\\n<!-- /said -->\\nb'
    """
    block = re.compile(rf"(?<=<!-- {what} {re.escape(name)} -->\n).*?(?=<!-- /{what} -->)", re.DOTALL)
    return block.sub(lambda _: f"\n{new}\n\n", text, count=1)


def said(sentence: str, experiment: Experiment, rows: Sequence[Row]) -> str:
    """The sentence with its figures: `{one − other: outcome}`, `{… @ 0.2}` at a budget, `{one: outcome}`."""

    def filled(match: re.Match[str]) -> str:
        compared, _, rest = match[1].partition(": ")
        outcome, _, budget = rest.partition(" @ ")
        at = {"budget.interventions": float(budget)} if budget else {}
        one, _, other = compared.partition(" − ")
        if not other:
            mine = [row for row in rows if fits(dict(row), {"teacher": one} | at)]
            (mean,) = (m for m in means(experiment, mine, ("teacher",)) if m.outcome == outcome)
            return with_interval(mean.estimate, signed=outcome.endswith("gain"))
        against = {"teacher": other} | ({"budget.interventions": 0.0} if at and other == "never" else {})
        contrast = Contrast(of={"teacher": one} | at, against=against)
        apart = at if "budget.interventions" in against else {}
        if at and not apart:
            contrast = Contrast(of={"teacher": one}, against=against, by="budget.interventions")
            found = difference(experiment, rows, contrast, outcome, at["budget.interventions"])
        else:
            found = difference(experiment, rows, contrast, outcome)
        return with_interval(found.estimate, signed=True)

    wrapped = fill(re.sub(r"\{(.+?)\}", filled, " ".join(sentence.split())), 108, break_on_hyphens=False)
    return wrapped.replace(" [", "\u00a0[")


SENTENCES = {
    "intervention-budget": """
        **Result.** Beyond drawing the items, choosing them by expected utility leaves {mental-model-both
        − random-explanation: practised @ 0.2} of the practice items right at a budget of .2,
        {mental-model-both − random-explanation: practised @ 0.4} at .4, {mental-model-both −
        random-explanation: practised @ 0.6} at .6 and {mental-model-both − random-explanation: practised
        @ 1.0} at 1, where there is nothing left to choose. Knowing the student's mind adds {true-utility
        − mental-model-both: practised @ 0.2} at .2 and {true-utility − mental-model-both: practised @
        1.0} at 1. Showing again what helped before adds {personalised − mental-model-both: practised}
        over all budgets at once, and {personalised − mental-model-both: delayed} a week later. What was
        explained helps with items that were not: {mental-model-both − never: post @ 0.2} of the near
        items at .2, {mental-model-both − never: post @ 1.0} at 1. A week later how it was taught counts
        for more than which items: choosing the approach too is {expected-utility − random-explanation:
        delayed @ 1.0} better, though it leaves {expected-utility − random-explanation: practised @ 0.8}
        of the practice items right at .8 and {expected-utility − random-explanation: practised @ 1.0}
        at 1.
    """,
    "misaligned-teacher": """
        **Result.** Praise for mistakes and a wrong rule leave the student {deceiver: gain} from where it
        began; the wrong rule in good faith {misinformed: gain}. Against a teacher who says nothing that
        is {deceiver − never: post} and {misinformed − never: post} of the near items, a week later
        {deceiver − never: delayed} and {misinformed − never: delayed}. The answers are those of the wrong
        rule: {deceiver − never: over-application} more of them under the deceiver. With a teacher who
        means well it is {expected-utility − never: post}.
    """,
    "socratic-versus-telling": """
        **Result.** At once, asking is {socratic − teller: post} of the near items against telling the
        rule, and letting the student's own rule fail on something it can check {contradiction − teller:
        post}. On transfer items it is {socratic − teller: transfer} and {contradiction − teller:
        transfer}; a week later, on near items, {socratic − teller: delayed} and {contradiction − teller:
        delayed}. Worked examples do as telling does ({always − teller: delayed}). What it costs is turns:
        {teller: turns} for telling, {socratic: turns} for asking, {contradiction: turns} for
        contradiction.
    """,
    "probe-choice": """
        **Result.** Asking what is expected to tell most takes {information-gain − random-probe:
        answers-to-diagnosis} answers against asking any item of the kind, and the belief in what is held
        is {information-gain − random-probe: truth-probability} after one question. Asking any item takes
        {random-probe − never: answers-to-diagnosis} answers against only watching the lesson. In what is
        known a week later the choice of questions makes no difference that could be told
        ({information-gain − random-probe: delayed}): the same teaching follows.
    """,
}
"""What came of each, with the figures to be filled in."""


def drawn(figure: Figure, experiment: Experiment, rows: Sequence[Row]) -> bytes:
    """The figure as SVG."""
    from io import BytesIO

    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    with mpl.rc_context(STYLE):
        canvas, axes = plt.subplots(1, figure.panels, figsize=(5.2 * figure.panels, 4.2), squeeze=False)
        figure.draw(experiment, rows, axes[0])
        canvas.suptitle(experiment.name, fontsize=13)
        canvas.tight_layout()
        out = BytesIO()
        canvas.savefig(out, format="svg", metadata={"Date": None, "Title": experiment.name})
        plt.close(canvas)
    return out.getvalue()


def budgets(experiment: Experiment, rows: Sequence[Row], axes: Sequence[Axes]) -> None:
    """A curve for each teacher over the share of items that it may explain."""
    path = "budget.interventions"
    found = means(experiment, rows, ("teacher", path))
    titles = {"practised": "practice items right when left", "delayed": "near items right a week later"}
    nobody = {one.outcome: one.estimate for one in found if one.factors["teacher"] == "never"}
    teachers = [t for t in experiment.teachers if t != "never"]
    for panel, (outcome, title) in zip(axes, titles.items(), strict=True):
        for n, teacher in enumerate(teachers):
            mine = [o for o in found if o.factors["teacher"] == teacher and o.outcome == outcome]
            estimates = [nobody[outcome], *(o.estimate for o in mine)]
            shares = [0.0, *(o.factors[path] for o in mine)]
            _line(panel, [s + 0.006 * (n - 2) for s in shares], estimates, n, teacher)
        _labels(panel, title, "share of items that may be explained")
        panel.set_ylim(0, 1)
    axes[0].legend(frameon=False, fontsize=9, loc="lower right")


def over_time(experiment: Experiment, rows: Sequence[Row], axes: Sequence[Axes]) -> None:
    """A curve for each teacher from before the lesson to a week after it, on near and on transfer items."""
    found = means(experiment, rows, ("teacher",))
    panels = (
        ("near items", ("pre", "post", "delayed")),
        ("transfer items", ("transfer", "transfer-delayed")),
    )
    for panel, (title, outcomes) in zip(axes, panels, strict=True):
        names = [
            {"pre": "before", "post": "after", "transfer": "after"}.get(o, "a week later") for o in outcomes
        ]
        for n, teacher in enumerate(experiment.teachers):
            by = {o.outcome: o.estimate for o in found if o.factors["teacher"] == teacher}
            _line(
                panel,
                [k + 0.03 * (n - 2) for k in range(len(outcomes))],
                [by[o] for o in outcomes],
                n,
                teacher,
            )
        panel.set_xticks(range(len(names)), names)
        _labels(panel, f"{title} right", "")
        panel.set_ylim(0, 1)
    axes[0].legend(frameon=False, fontsize=9, loc="upper left")


def before_and_after(experiment: Experiment, rows: Sequence[Row], axes: Sequence[Axes]) -> None:
    """Near items before, after and a week later for each teacher."""
    found = means(experiment, rows, ("teacher",))
    outcomes = ("pre", "post", "delayed")
    for n, teacher in enumerate(experiment.teachers):
        by = {o.outcome: o.estimate for o in found if o.factors["teacher"] == teacher}
        _line(axes[0], [k + 0.03 * (n - 1.5) for k in range(3)], [by[o] for o in outcomes], n, teacher)
    axes[0].set_xticks(range(3), ["before", "after", "a week later"])
    _labels(axes[0], "near items right", "")
    axes[0].set_ylim(0, 1)
    axes[0].legend(frameon=False, fontsize=9, loc="upper left")


def questions(experiment: Experiment, rows: Sequence[Row], axes: Sequence[Axes]) -> None:
    """For each teacher the answers until the right diagnosis, and the belief after one question."""
    found = means(experiment, rows, ("teacher",))
    titles = {
        "answers-to-diagnosis": "answers heard until the right diagnosis leads",
        "truth-probability": "belief in what is held, one question later",
    }
    for panel, (outcome, title) in zip(axes, titles.items(), strict=True):
        for n, teacher in enumerate(experiment.teachers):
            one = next(o.estimate for o in found if o.factors["teacher"] == teacher and o.outcome == outcome)
            panel.errorbar(
                [one.value], [n], xerr=[[one.value - one.low], [one.high - one.value]],
                marker=MARKERS[n], color=COLOURS[n], capsize=3, linestyle="none",
            )  # fmt: skip
        panel.set_yticks(range(len(experiment.teachers)), experiment.teachers)
        panel.invert_yaxis()
        panel.set_title(title, fontsize=10, loc="left")


def _line(panel: Axes, x: Sequence[float], estimates: Sequence[Any], n: int, label: str) -> None:
    values = [e.value for e in estimates]
    low = [e.value - e.low for e in estimates]
    high = [e.high - e.value for e in estimates]
    panel.errorbar(
        x, values, yerr=[low, high], marker=MARKERS[n], color=COLOURS[n], capsize=2, linewidth=1.4,
        markersize=5, label=label,
    )  # fmt: skip


def _labels(panel: Axes, title: str, below: str) -> None:
    panel.set_title(title, fontsize=10, loc="left")
    panel.set_xlabel(below)


FIGURES = {
    "intervention-budget": Figure(budgets, 2, ("teacher", "budget.interventions")),
    "misaligned-teacher": Figure(before_and_after, 1, ("teacher",)),
    "socratic-versus-telling": Figure(over_time, 2, ("teacher",)),
    "probe-choice": Figure(questions, 2, ("teacher",)),
}


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS.parent / "results")
