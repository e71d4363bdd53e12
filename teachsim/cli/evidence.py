"""What a person types about items and answers: arguments that begin with a minus, pairs, a class's file."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from typer.core import TyperCommand

from teachsim.errors import BadFile, BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from teachsim.domains.base import Answer, Domain, Item

_MINUS = re.compile(r"-(\s*[\d.(½⅓⅔¼¾]|[^-\s]*\s|[A-Za-z](?![A-Za-z]))")
"""A minus before a number, a bracket or a single letter, or in something with a space in it: no option of
ours looks like that."""
COLUMNS = ("pupil", "item", "answer")


class WithMinus(TyperCommand):
    """A command whose items and answers may begin with a minus: `-9 + 4` is no option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the options, then everything else as it stands."""
        options = [p for p in self.get_params(ctx) if p.param_type_name == "option"]
        known = {name for option in options for name in option.opts}
        flags = {name for option in options if getattr(option, "is_flag", False) for name in option.opts}
        return super().parse_args(ctx, positionals_last(args, known, known - flags))


def positionals_last(args: Sequence[str], known: set[str], takes_value: set[str]) -> list[str]:
    """The options with their values, then `--`, then the rest in its order.

    Behind a `--` of the person's own, only what is an option by name is one: no item is called --json.

    >>> positionals_last(["-9 + 4", "-5", "--domain", "arithmetic"], {"--domain"}, {"--domain"})
    ['--domain', 'arithmetic', '--', '-9 + 4', '-5']
    """
    options: list[str] = []
    positionals: list[str] = []
    closed = False
    left = iter(args)
    for arg in left:
        if arg == "--" and not closed:
            closed = True
        elif arg in known or (not closed and _is_option(arg)):
            options.append(arg)
            if arg in takes_value:
                options += [value for value in [next(left, None)] if value is not None]
        else:
            positionals.append(arg)
    return [*options, "--", *positionals] if positionals else options


def _is_option(arg: str) -> bool:
    return arg.startswith("-") and arg != "-" and not _MINUS.match(arg)


class Row(NamedTuple):
    """A line of a class's file."""

    place: str
    pupil: str
    item: str
    answer: str


def pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    """Items with their answers, as they were typed in turn. BadInput when one has no answer."""
    if not words or len(words) % 2:
        wrong = f"the last item, {words[-1]!r}, has no answer" if words else "no item and no answer"
        raise BadInput(
            wrong,
            remedy='give each item its answer, the item in quotes: teachsim diagnose "52 - 38" 26',
        )
    return list(zip(words[::2], words[1::2], strict=True))


def read(domain: Domain, item: Item, answer: str, place: str | None = None) -> Answer:
    """An answer as this item's. BadInput names both when it cannot be one."""
    found = domain.read_answer(item, answer)
    if found is None:
        from teachsim.domains.registry import beyond_limits  # of use only to whom it is told

        right = domain.solve(item).answer.text
        limit = beyond_limits(answer)
        raise BadInput(
            f"cannot read {_shortened(answer)} as an answer to {item.text}{limit and f': {limit}'}",
            place=place,
            remedy=f"write something like {right}",
        )
    return found


def class_rows(path: Path) -> list[Row]:
    """The lines of a class's file that hold an answer. Raises BadFile with every problem found."""
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
            remedy="name a CSV file with the columns pupil, item, answer",
        ) from error


def _rows(path: Path, lines: list[tuple[int, list[str]]]) -> list[Row]:
    filled = [(number, cells) for number, cells in lines if any(cell.strip() for cell in cells)]
    if not filled:
        remedy = "begin with the line pupil,item,answer"
        raise BadFile([BadInput("the file is empty", place=f"{path}:1", remedy=remedy)])
    (first, header), *body = filled
    names = [cell.strip().lower() for cell in header]
    problems = list(_header_problems(f"{path}:{first}", names))
    if problems:
        raise BadFile(problems)
    rows: list[Row] = []
    for number, cells in body:
        place = f"{path}:{number}"
        if len(cells) != len(names):
            problems.append(
                BadInput(
                    f"{len(cells)} columns where the header has {len(names)}",
                    place=place,
                    remedy="put an item or answer that contains the separator in quotes",
                )
            )
            continue
        row = Row(place, *(cells[names.index(column)].strip() for column in COLUMNS))
        if not row.pupil or not row.item:
            missing = "pupil" if not row.pupil else "item"
            problems.append(BadInput(f"no {missing} in this line", place=place, remedy="fill it in"))
        rows.append(row)
    if problems:
        raise BadFile(problems)
    return rows


def _header_problems(place: str, names: list[str]) -> Iterator[BadInput]:
    for column in COLUMNS:
        if names.count(column) == 0:
            remedy = "begin with the line pupil,item,answer"
            yield BadInput(f"no column {column!r}", place=place, remedy=remedy)
        elif names.count(column) > 1:
            yield BadInput(f"two columns {column!r}", place=place, remedy="keep one of the two")


def _shortened(text: str) -> str:
    return repr(text) if len(text) <= 60 else repr(f"{text[:57]}…")
