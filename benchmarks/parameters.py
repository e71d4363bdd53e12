"""The parameters of the learning model as tables, for docs/learning.md.

Taken from teachsim/roles/student/parameters.py itself: values from the module, words from the text that
stands under each of them.
"""

from __future__ import annotations

import ast
import inspect
from argparse import ArgumentParser
from itertools import pairwise
from typing import TYPE_CHECKING

from benchmarks.conditions import STUDIED
from benchmarks.tables import table
from teachsim.roles.student import parameters
from teachsim.roles.student.effects import FORCES
from teachsim.roles.student.parameters import PARAMETERS, PUPILS, Learning, Pupils, Spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from teachsim.roles.student.effects import Force


def documented(body: Sequence[ast.stmt]) -> Iterator[tuple[str, str]]:
    """Names that are given a value or a type here, with the text under each."""
    for statement, under in pairwise(body):
        match statement, under:
            case (
                ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, " ".join(inspect.cleandoc(text).split())


def fields(of: type) -> dict[str, str]:
    """What is said of each field of a class of the module."""
    (found,) = (n for n in ast.walk(_tree()) if isinstance(n, ast.ClassDef) and n.name == of.__name__)
    return dict(documented(found.body))


def _tree() -> ast.Module:
    return ast.parse(inspect.getsource(parameters))


def told() -> str:
    """All tables, with a heading each."""
    rule = [
        (name, *(f"{getattr(PARAMETERS[setting], name):g}" for setting in ("population", "scenario")), says)
        for name, says in fields(Learning).items()
    ]
    spreads = [
        (name, *(_spread(getattr(PUPILS[setting], name)) for setting in ("population", "scenario")), says)
        for name, says in fields(Pupils).items()
    ]
    constants = [
        (name, _value(getattr(parameters, name)), says)
        for name, says in documented(_tree().body)
        if name not in ("POPULATION", "SCENARIO", "PARAMETERS", "PUPILS")
    ]
    forces = [(move, *_force(force)) for move, force in FORCES.items()]
    studied = [(f"*{move}*", *_force(force)) for move, force in STUDIED._asdict().items()]
    return "\n\n".join((
        "The learning rule:",
        left(("parameter", "population", "scenario", "what it is, and where it is from"), rule),
        "How students differ, mean ± standard deviation, cut off at what a card may say:",
        left(("of each student", "population", "scenario", "what it is"), spreads),
        "What both settings share:",
        left(("constant", "value", "what it is, and where it is from"), constants),
        "What a move can bring at most (teachsim/roles/student/effects.py); nothing is evoked at a slot\n"
        "whose wrong rule, the student's own, is stated in the same turn. In italics moves of studies for\n"
        "which the language of a session has no single move (benchmarks/conditions.py):",
        table(("move", "x, told", "x, evoked", "k"), [*forces, *studied]),
    ))  # fmt: skip


def left(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table without padding, as its last column is prose."""
    lines = [columns, ["---", *("---:" for _ in columns[1:-1]), "---"], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _spread(spread: Spread) -> str:
    return f"{spread.mean:.2f} ± {spread.sd:.2f}"


def _force(force: Force) -> tuple[str, ...]:
    return tuple(f"{part:g}" if part else "" for part in force)


def _value(value: object) -> str:
    return ", ".join(f"{k} {v:g}" for k, v in value.items()) if isinstance(value, dict) else f"{value:g}"


def main(arguments: Sequence[str] | None = None) -> None:
    ArgumentParser(description=__doc__).parse_args(arguments)
    print(told())


if __name__ == "__main__":
    main()
