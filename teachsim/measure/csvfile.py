"""A table in a CSV file as spreadsheets write it, in cells: what the columns mean is settled by who asks.

UTF-8 with or without its mark, UTF-16 with one; commas, semicolons or tabs between. Empty lines are passed
over; a line with more or fewer cells than the header is a problem of that line alone.
"""

from __future__ import annotations

import codecs
import csv
from typing import TYPE_CHECKING, NamedTuple

from teachsim.errors import BadFile, BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

SEPARATORS = ",;\t"
SAVE = "save it as CSV UTF-8"


class Line(NamedTuple):
    """A line below the header: its cells by column, blanks at their ends taken off."""

    place: str
    """`file:line`."""
    cells: Mapping[str, str]


class Table(NamedTuple):
    """What a file holds."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    problems: tuple[BadInput, ...]
    """Of lines that are no lines of this table."""


def read_table(
    path: Path,
    required: Sequence[str],
    optional: Sequence[str] = (),
    aliases: Mapping[str, str] | None = None,
) -> Table:
    """The table in a file.

    required, optional: columns that must be there, and that may; each at most once. Others are kept too.
    aliases:            other names of columns, lower case
    raises:             BadInput when the file is no table, BadFile with every problem of its header
    """
    text = _text(path, required)
    head = text.partition("\n")[0]
    reader = csv.reader(text.splitlines(keepends=True), delimiter=max(SEPARATORS, key=head.count))
    try:
        lines = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        place = f"{path}:{reader.line_num}"
        raise BadInput(f"this is no CSV file: {error}", place=place, remedy=SAVE) from error
    filled = [(number, cells) for number, cells in lines if any(cell.strip() for cell in cells)]
    begin = f"begin with the line {','.join(required)}"
    if not filled:
        raise BadFile([BadInput("the file is empty", place=f"{path}:1", remedy=begin)])
    (first, header), *body = filled
    lowered = (cell.strip().lower() for cell in header)
    names = tuple((aliases or {}).get(name, name) for name in lowered)
    wrong = list(_header_problems(f"{path}:{first}", names, required, optional, begin))
    if wrong:
        raise BadFile(wrong)
    found: list[Line] = []
    problems: list[BadInput] = []
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
        found.append(Line(place, dict(zip(names, (cell.strip() for cell in cells), strict=True))))
    return Table(names, tuple(found), tuple(problems))


def _text(path: Path, required: Sequence[str]) -> str:
    """The file as text, whatever its mark says of its encoding."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadInput(
            f"the file cannot be read: {(error.strerror or str(error)).lower()}",
            place=str(path),
            remedy=f"name a CSV file with the columns {', '.join(required)}",
        ) from error
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput("the file is not UTF-8 text", place=str(path), remedy=SAVE) from error


def _header_problems(
    place: str, names: Sequence[str], required: Sequence[str], optional: Sequence[str], begin: str
) -> Iterator[BadInput]:
    for column in (*required, *optional):
        if names.count(column) > 1:
            yield BadInput(f"two columns {column!r}", place=place, remedy="keep one of the two")
        elif column in required and column not in names:
            yield BadInput(f"no column {column!r}", place=place, remedy=begin)
