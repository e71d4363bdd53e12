"""A table of answers from a CSV file: the columns user, item, kc, correct, and what else is known.

    user      who answered
    item      what was asked
    kc        the knowledge component; several are joined by ~~ (as DataShop does)
    correct   1 or 0; empty where no answer was given or recorded (pyBKT's -1 is read as that too)
    order     a number by which to sort; else the rows' own order holds
    time      days as a number, or a date with time; rows are sorted by it first
    activity  what the student did with the answer

The last three may be left out. The names that other programs give these columns are understood.
"""

from __future__ import annotations

from datetime import UTC, datetime
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from teachsim.errors import BadFile, BadInput
from teachsim.measure.csvfile import read_table
from teachsim.measure.tracing.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

REQUIRED = ("user", "item", "kc", "correct")
OPTIONAL = ("order", "time", "activity")
BETWEEN = "~~"
ALIASES = {
    "student": "user", "pupil": "user", "user_id": "user", "anon student id": "user",
    "problem": "item", "problem_id": "item", "step name": "item",
    "skill": "kc", "skill_name": "kc", "kc(default)": "kc",
    "order_id": "order", "row": "order",
    "timestamp": "time",
}  # fmt: skip
"""Headers of pyBKT, ASSISTments and DataShop files."""
RIGHT = {"1": True, "1.0": True, "true": True, "0": False, "0.0": False, "false": False, "": None, "-1": None}


class _Line(NamedTuple):
    time: float
    order: float
    row: Row


def read_answers(path: Path) -> list[Row]:
    """The rows of the file, sorted by time and order. Raises BadFile with every problem found."""
    table = read_table(path, REQUIRED, OPTIONAL, ALIASES)
    problems = list(table.problems)
    found: list[_Line] = []
    for place, cells in table.lines:
        line, wrong = _line(place, cells)
        found.append(line)
        problems += wrong
    if problems:
        raise BadFile(problems)
    return [line.row for line in sorted(found, key=lambda line: (line.time, line.order))]


def _line(place: str, cells: Mapping[str, str]) -> tuple[_Line, list[BadInput]]:
    """A line as it stands, and what is wrong with it."""
    wrong: list[BadInput] = []
    components = tuple(dict.fromkeys(k for part in cells["kc"].split(BETWEEN) if (k := part.strip())))
    for column, there in (("user", cells["user"]), ("item", cells["item"]), ("kc", components)):
        if not there:
            wrong.append(BadInput(f"no {column} in this line", place=place, remedy="fill it in"))
    if cells["correct"].lower() not in RIGHT:
        remedy = "write 1 for right, 0 for wrong, nothing where no answer is known"
        wrong.append(BadInput(f"correct is {cells['correct'][:60]!r}", place=place, remedy=remedy))
    order = _number(cells["order"]) if "order" in cells else 0.0
    if order is None:
        remedy = "write a number, or leave the column out"
        wrong.append(BadInput(f"order is {cells['order'][:60]!r}", place=place, remedy=remedy))
    time = _days(cells["time"]) if "time" in cells else None
    if "time" in cells and time is None:
        remedy = "write days as a number, or a date such as 2026-03-01T09:30, or leave the column out"
        wrong.append(BadInput(f"time is {cells['time'][:60]!r}", place=place, remedy=remedy))
    row = Row(
        cells["user"], cells["item"], components, RIGHT.get(cells["correct"].lower()), time,
        cells.get("activity") or None,
    )  # fmt: skip
    return _Line(time or 0.0, order or 0.0, row), wrong


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) else None


def _days(text: str) -> float | None:
    """Days from a number, or from a date; a date without a zone is taken for UTC."""
    number = _number(text)
    if number is not None:
        return number
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() / 86400
