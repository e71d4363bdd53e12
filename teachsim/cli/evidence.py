"""What a person types about items and answers: arguments that begin with a minus, pairs, a class's file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from typer.core import TyperCommand

from teachsim.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence
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


class ClassFile(NamedTuple):
    """A class's file: its lines, and what is wrong with those that are left out."""

    rows: tuple[Row, ...]
    problems: tuple[BadInput, ...]


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


def class_rows(path: Path) -> ClassFile:
    """The lines of a class's file, and what is wrong with the others.

    Raises BadInput when it is no table, BadFile with every problem of its header.
    """
    from teachsim.measure.csvfile import read_table

    table = read_table(path, COLUMNS)
    problems = list(table.problems)
    rows: list[Row] = []
    for place, cells in table.lines:
        row = Row(place, *(cells[column] for column in COLUMNS))
        if row.pupil and row.item:
            rows.append(row)
        else:
            missing = "pupil" if not row.pupil else "item"
            problems.append(BadInput(f"no {missing} in this line", place=place, remedy="fill it in"))
    return ClassFile(tuple(rows), tuple(problems))


def read_row(row: Row, domains: Sequence[str]) -> tuple[Domain, Item, Answer | None]:
    """The item of a line, in the first of these domains that can read it, and the answer; None of no answer.

    Where a number is not read with a comma for its point, it is read with a point.
    Raises BadInput with the place of the line.
    """
    from teachsim.domains.registry import domain_for  # reads the catalogues: 50 ms

    for text, answer in dict.fromkeys([(row.item, row.answer), (pointed(row.item), pointed(row.answer))]):
        found = _item(text, domains)
        if found is None:
            continue
        domain, item = found
        if not answer:
            return domain, item, None
        if (read_as := domain.read_answer(item, answer)) is not None:
            return domain, item, read_as
    try:
        domain, item = domain_for(row.item, domains[0] if len(domains) == 1 else None)
        return domain, item, read(domain, item, row.answer)
    except BadInput as error:
        raise BadInput(error.message, place=row.place, remedy=error.remedy) from error


def _item(text: str, domains: Sequence[str]) -> tuple[Domain, Item] | None:
    """The item in the first of these domains that can read it."""
    from teachsim.domains.registry import domain

    for one in map(domain, domains):
        if (item := one.parse(text)) is not None:
            return one, item
    return None


def pointed(text: str) -> str:
    """Commas between figures as points: `3,5 + 1,25` as it is written where the comma is the point."""
    return re.sub(r"(?<=\d),(?=\d)", ".", text)


def _shortened(text: str) -> str:
    return repr(text) if len(text) <= 60 else repr(f"{text[:57]}…")
