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

import csv
from datetime import UTC, datetime
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from teachsim.errors import BadFile, BadInput
from teachsim.measure.tracing.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
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
BEGIN = "begin with the line user,item,kc,correct"


class _Line(NamedTuple):
    time: float
    order: float
    row: Row


def read_answers(path: Path) -> list[Row]:
    """The rows of the file, sorted by time and order. Raises BadFile with every problem found."""
    try:
        # utf-8-sig: spreadsheets put a mark at the beginning
        with path.open(encoding="utf-8-sig", newline="") as stream:
            head = stream.readline()
            stream.seek(0)
            # and those of half the world put semicolons between
            reader = csv.reader(stream, delimiter=max(",;\t", key=head.count))
            return _rows(path, [(reader.line_num, cells) for cells in reader])
    except csv.Error as error:
        place = f"{path}:{reader.line_num}"
        raise BadInput(f"this is no CSV file: {error}", place=place, remedy="save it as CSV UTF-8") from error
    except UnicodeDecodeError as error:
        raise BadInput(
            "the file is not UTF-8 text", place=str(path), remedy="save it as CSV UTF-8"
        ) from error
    except OSError as error:
        raise BadInput(
            f"the file cannot be read: {(error.strerror or str(error)).lower()}",
            place=str(path),
            remedy="name a CSV file with the columns user, item, kc, correct, or a transcript (.jsonl)",
        ) from error


def _rows(path: Path, lines: Sequence[tuple[int, list[str]]]) -> list[Row]:
    filled = [(number, cells) for number, cells in lines if any(cell.strip() for cell in cells)]
    if not filled:
        raise BadFile([BadInput("the file is empty", place=f"{path}:1", remedy=BEGIN)])
    (first, header), *body = filled
    names = [ALIASES.get(name, name) for name in (cell.strip().lower() for cell in header)]
    problems = list(_header_problems(f"{path}:{first}", names))
    if problems:
        raise BadFile(problems)
    found: list[_Line] = []
    for number, cells in body:
        place = f"{path}:{number}"
        if len(cells) != len(names):
            problems.append(
                BadInput(
                    f"{len(cells)} columns where the header has {len(names)}",
                    place=place,
                    remedy="put a cell that contains the separator in quotes",
                )
            )
            continue
        line, wrong = _line(place, dict(zip(names, (cell.strip() for cell in cells), strict=True)))
        found.append(line)
        problems += wrong
    if problems:
        raise BadFile(problems)
    return [line.row for line in sorted(found, key=lambda line: (line.time, line.order))]


def _line(place: str, cells: dict[str, str]) -> tuple[_Line, list[BadInput]]:
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


def _header_problems(place: str, names: Sequence[str]) -> Iterator[BadInput]:
    for column in (*REQUIRED, *OPTIONAL):
        if names.count(column) > 1:
            yield BadInput(f"two columns {column!r}", place=place, remedy="keep one of the two")
        elif column in REQUIRED and column not in names:
            yield BadInput(f"no column {column!r}", place=place, remedy=BEGIN)
