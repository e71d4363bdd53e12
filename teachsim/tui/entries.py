"""What there is to open, as rows: a line in a list, and all there is to say of it beside the list.

Of a student only what a teacher may know is told: the same list serves whoever is going to teach it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.tui.library import ExperimentFile, ScenarioFile, SessionFile
from teachsim.tui.rows import Row, columns, labelled, paragraph, row
from teachsim.tui.words import clean, cut, number, several

if TYPE_CHECKING:
    from collections.abc import Iterable

    from teachsim.engine.cards import Budget, Items
    from teachsim.errors import BadInput

EMPTY = (
    (
        "No scenarios here.",
        "`teachsim new scenario NAME` writes one to start from; F5 reads the folder again.",
    ),
    ("No sessions yet.", "w on a scenario plays one, d the demo; transcripts are kept in transcripts/."),
    ("No experiments here.", "`teachsim batch FILE` runs one; docs/experiments.md says how to write it."),
)


def thing_rows(thing: ScenarioFile | SessionFile | ExperimentFile | str, width: int) -> list[Row]:
    """A line of a list; a domain is a head."""
    if isinstance(thing, str):
        return [row((cut(clean(thing), width), "head"))]
    if isinstance(thing, ScenarioFile):
        if thing.card is None:
            return _bad(thing.id, thing.problems, width)
        who = f"{len(thing.card.students)}:1"
        size = _minutes(thing.card.items)
        return [
            columns([(f"  {thing.id}", "plain"), (who, "dim"), (f"{size:>8}", "dim")], [width - 13, 3, 8])
        ]
    if isinstance(thing, ExperimentFile):
        if thing.card is None:
            return _bad(thing.id, thing.problems, width)
        return [row((cut(f"  {thing.id}", width), "plain"))]
    if thing.problem:
        return [row((cut(f"! {thing.path.name}  {thing.problem}", width), "bad"))]
    mark = "  " if thing.finished else "! "
    how = "" if thing.finished else "unfinished"
    name = (f"{mark}{thing.path.stem}", "plain" if thing.finished else "critic")
    return [columns([name, (f"{thing.turns:>4} turns", "dim"), (how, "critic")], [width - 22, 10, 10])]  # type: ignore[list-item]


def _minutes(items: Items) -> str:
    count = items.practice if isinstance(items.practice, int) else len(items.practice)
    return several(count, "item")


def _bad(name: str, problems: Iterable[BadInput], width: int) -> list[Row]:
    first = next(iter(problems), None)
    place = clean(str(first.place)).rpartition("/")[2] if first else ""
    why = clean(first.message) if first else ""
    return [row((cut(f"! {name}  {place} {why}", width), "bad"))]


def empty_rows(tab: int, words: str, width: int, *, read: bool) -> list[Row]:
    """What an empty list says."""
    if not read:
        return [row(("reading the files…", "dim"))]
    if words:
        return paragraph(f"Nothing has “{clean(words)}” in it; esc clears the filter.", width)
    title, says = EMPTY[tab]
    return [row((title, "head")), *paragraph(says, width)]


def detail_rows(thing: ScenarioFile | SessionFile | ExperimentFile | str, width: int) -> list[Row]:
    """All there is to say of a thing."""
    if isinstance(thing, str):
        return [row((cut(clean(thing), width), "head"))]
    if isinstance(thing, ScenarioFile):
        return _scenario(thing, width)
    if isinstance(thing, SessionFile):
        return _session(thing, width)
    return _experiment(thing, width)


def _problems(problems: Iterable[BadInput], width: int) -> list[Row]:
    rows = [row(("! This file cannot be used as it is.", "bad")), row("")]
    for one in problems:
        rows += paragraph(clean(str(one.place)), width, "head")
        rows += paragraph(clean(one.message), width, indent=2)
        if one.remedy:
            rows += paragraph(clean(one.remedy), width, "dim", indent=2)
    return rows


def _facts(facts: Iterable[tuple[str, str]], width: int) -> list[Row]:
    rows: list[Row] = []
    for label, text in facts:
        if text:
            rows += labelled((label, "dim"), (text, "plain"), width, min(13, width // 3))
    return rows


def _scenario(one: ScenarioFile, width: int) -> list[Row]:
    card = one.card
    if card is None:
        return _problems(one.problems, width)
    who = ", ".join(f"{clean(s.name)}, {s.age}" for s in one.students) or ", ".join(card.students)
    rows = paragraph(clean(card.name), width, "title")
    rows += [row("")]
    rows += paragraph(clean(" ".join(card.briefing.split())), width)
    rows += [row("")]
    rows += _facts(
        [
            ("domain", clean(card.domain)),
            ("goal", clean(" ".join(card.goal.split()))),
            ("students", who),
            ("items", f"{_minutes(card.items)} of {', '.join(card.items.kinds)}"),
            ("budget", _budget(card.budget)),
            ("tests", f"before, after, {card.delayed_test} later" if card.delayed_days else "before, after"),
            ("teacher", card.teacher),
            ("critics", ", ".join(card.critics)),
            ("file", clean(_relative(one))),
        ],
        width,
    )
    return rows


def _relative(one: ScenarioFile | ExperimentFile) -> str:
    return str(one.path) if not one.path.is_absolute() else f"{one.id}, ships with teachsim"


def _budget(budget: Budget) -> str:
    given = budget.interventions
    often = f"{given:.0%} of the items" if isinstance(given, float) else several(given, "intervention")
    limits = [often, several(budget.turns, "turn")]
    if budget.tokens is not None:
        limits.append(several(budget.tokens, "token"))
    if budget.usd is not None:
        limits.append(f"${number(budget.usd)}")
    if budget.minutes is not None:
        limits.append(f"{number(budget.minutes)} minutes")
    return ", ".join(limits)


def _session(one: SessionFile, width: int) -> list[Row]:
    rows = paragraph(clean(one.path.stem), width, "title")
    rows += [row("")]
    if one.problem:
        return [*rows, *paragraph(f"! {one.problem}", width, "bad")]
    rows += _facts(
        [
            ("scenario", one.scenario),
            ("students", one.students),
            ("teacher", one.teacher),
            ("seed", "" if one.seed is None else str(one.seed)),
            ("turns", str(one.turns)),
            ("state", "finished" if one.finished else "! unfinished: r goes on with it"),
            ("file", clean(str(one.path))),
        ],
        width,
    )
    rows += [row(""), *paragraph("enter replays it", width, "dim")]
    return rows


def _experiment(one: ExperimentFile, width: int) -> list[Row]:
    card = one.card
    if card is None:
        return _problems(one.problems, width)
    rows = paragraph(clean(card.name), width, "title")
    rows += [row("")]
    rows += paragraph(clean(" ".join(card.question.split())), width)
    rows += [row("")]
    rows += _facts(
        [
            ("scenarios", ", ".join(card.scenarios)),
            ("students", ", ".join(card.students)),
            ("teachers", ", ".join(card.teachers)),
            ("replicates", str(card.replicates)),
            ("file", clean(_relative(one))),
            ("run it", f"teachsim batch {one.id} --dry-run"),
        ],
        width,
    )
    return rows
