"""A picture of an audit: every measure with its interval and what it is held to, as an SVG text."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from teachsim.measure.audit.audit import Report
    from teachsim.measure.audit.measured import Measured

ROW, TOP, LEFT, WIDTH, RIGHT = 22, 56, 290, 420, 120
GOOD, BAD, INK, GRID = "#2a7a4b", "#b3261e", "#222222", "#d8d8d8"
"""Told apart by shape as well: what is missed has a cross."""


def svg(report: Report) -> str:
    """The picture, one panel of rows for each misconception.

    The axis goes from −1 to 1; what is no share or difference (words a turn, log-odds) is drawn at the
    edge it passes and has its figures beside it, as all have.
    """
    rows: list[str] = []
    y = TOP
    for audited in report.audited:
        rows.append(_text(12, y, f"{report.student}: {audited.misconception}", weight="bold"))
        y += ROW
        for measured in audited.measures:
            rows += _row(measured, y)
            y += ROW
        y += ROW
    grid = []
    for tick in (-1.0, -0.5, 0.0, 0.5, 1.0):
        x = _x(tick)
        grid.append(f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{y - ROW}" stroke="{GRID}"/>')
        grid.append(_text(x, TOP - 12, f"{tick:g}", anchor="middle"))
    verdict = "passed" if report.passed else "not passed"
    title = f"Audit of {report.student}, {report.episodes} episodes, seed {report.seed}: {verdict}"
    head = _text(12, 22, title, weight="bold")
    width = LEFT + WIDTH + RIGHT
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{y}" viewBox="0 0 {width} {y}" '
        f'font-family="sans-serif" font-size="12" fill="{INK}">\n'
        f'<rect width="{width}" height="{y}" fill="white"/>\n'
        + "\n".join([head, *grid, *rows])
        + "\n</svg>\n"
    )


def _row(measured: Measured, y: float) -> list[str]:
    found, color = measured.found, GOOD if measured.passed else BAD
    parts = [_text(12, y, measured.says)]
    if found.value is None:
        return [*parts, _text(LEFT + WIDTH + 10, y, "–")]
    middle = y - 4
    if found.low is not None and found.high is not None:
        parts.append(
            f'<line x1="{_x(found.low)}" y1="{middle}" x2="{_x(found.high)}" y2="{middle}" '
            f'stroke="{color}" stroke-width="3"/>'
        )
    for threshold in measured.thresholds:
        x = _x(threshold.than)
        parts.append(
            f'<line x1="{x}" y1="{middle - 7}" x2="{x}" y2="{middle + 7}" '
            f'stroke="{INK}" stroke-dasharray="2 2"/>'
        )
    x = _x(found.value)
    if measured.passed:
        parts.append(f'<circle cx="{x}" cy="{middle}" r="4" fill="{color}"/>')
    else:
        parts.append(
            f'<path d="M{x - 5} {middle - 5}l10 10m0 -10l-10 10" '
            f'stroke="{color}" stroke-width="2.5" fill="none"/>'
        )
    parts.append(_text(LEFT + WIDTH + 10, y, f"{found.value:.3f}"))
    return parts


def _x(value: float) -> float:
    return round(LEFT + WIDTH * (max(-1.0, min(1.0, value)) + 1) / 2, 1)


def _text(x: float, y: float, text: str, *, weight: str = "normal", anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" font-weight="{weight}" text-anchor="{anchor}">{escape(text)}</text>'
