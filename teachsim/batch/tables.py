"""The results of an experiment as Markdown tables, which read as well in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from teachsim.batch.contrasts import Difference, means, varied

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from teachsim.measure.intervals import Estimate
    from teachsim.scenario.experiment import Experiment

    Row = Mapping[str, Any]


def condition_table(experiment: Experiment, rows: Sequence[Row], over: Sequence[str] | None = None) -> str:
    """A row a condition: the mean of every outcome with its 95 % interval."""
    names = varied(experiment, rows) if over is None else list(over)
    lines: dict[tuple[str, ...], list[str]] = {}
    sizes: dict[tuple[str, ...], int] = {}
    for one in means(experiment, rows, names):
        key = tuple(shown(one.factors[name]) for name in names)
        lines.setdefault(key, []).append(with_interval(one.estimate))
        sizes[key] = max(sizes.get(key, 0), one.estimate.n)
    head = [*(name.rpartition(".")[2] for name in names), *experiment.outcomes, "n"]
    return markdown(head, ([*key, *cells, str(sizes[key])] for key, cells in lines.items()), len(names))


def contrast_table(differences: Sequence[Difference]) -> str:
    """A row a difference: its interval, its size in standard deviations, and which way it goes."""
    lines = [
        [
            said(one),
            one.outcome,
            with_interval(one.estimate, signed=True),
            "–" if one.effect_size is None else f"{one.effect_size:+.2f}".replace("-", "−"),
            str(one.estimate.n),
            one.verdict,
        ]
        for one in differences
    ]
    return markdown(["difference", "outcome", "mean [95 % interval]", "dz", "n", ""], lines, 2)


def said(one: Difference) -> str:
    """What is compared, in words.

    >>> from teachsim.measure.intervals import NOTHING
    >>> one, other = {"teacher": "a"}, {"teacher": "b"}
    >>> said(Difference(one, other, {"budget.interventions": 0.2}, "post", NOTHING, 0, None))
    'a − b, interventions 0.2'
    """
    same = set(one.of) & set(one.against)
    left = " ".join(_named(name, value, same) for name, value in one.of.items())
    right = " ".join(_named(name, value, same) for name, value in one.against.items())
    apart = "".join(f", {name.rpartition('.')[2]} {shown(value)}" for name, value in one.by.items())
    return f"{left} − {right}{apart}"


def _named(name: str, value: Any, plain: set[str]) -> str:
    text = " or ".join(map(shown, value)) if isinstance(value, list | tuple) else shown(value)
    return text if name in plain else f"{name.rpartition('.')[2]} {text}"


def shown(value: Any) -> str:
    """A factor's value in a table: nothing is `–`, shares keep their point."""
    return "–" if value is None else str(value)


def with_interval(estimate: Estimate, *, signed: bool = False) -> str:
    """`0.42 [0.38, 0.47]`; `–` where nothing was measured."""
    if estimate.value is None:
        return "–"
    low, high = estimate.low, estimate.high
    mean = figure(estimate.value, signed=signed)
    if low is None or high is None:
        return mean
    return f"{mean} [{figure(low, signed=signed)}, {figure(high, signed=signed)}]"


def figure(value: float, *, signed: bool = False) -> str:
    """Three places below 10 in size, one above; a minus as printed."""
    text = f"{abs(value):.3f}" if abs(value) < 10 else f"{abs(value):.1f}"
    zero = not text.strip("0.")
    sign = "" if zero else "−" if value < 0 else "+" if signed else ""
    return sign + text


def markdown(head: Sequence[str], lines: Iterable[Sequence[str]], left: int) -> str:
    """A table, the first columns to the left and the others to the right."""
    cells = [list(head), *(list(line) for line in lines)]
    wide = [max(3, *(len(row[n]) for row in cells)) for n in range(len(head))]
    rule = ["-" * w if n < left else "-" * (w - 1) + ":" for n, w in enumerate(wide)]
    ready = [cells[0], rule, *cells[1:]]
    return "\n".join(
        "| " + " | ".join(
            c.ljust(w) if n < left else c.rjust(w) for n, (c, w) in enumerate(zip(row, wide, strict=True))
        ) + " |"
        for row in ready
    )  # fmt: skip
