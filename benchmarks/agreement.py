"""Right solutions against exact arithmetic: an oracle that knows nothing of columns or denominators."""

from __future__ import annotations

import operator
import re
from argparse import ArgumentParser
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

from benchmarks.tables import table
from teachsim.domains.registry import domain

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS = (
    "whole-subtraction",
    "whole-addition",
    "fraction-addition",
    "fraction-subtraction",
    "mixed-addition",
    "mixed-subtraction",
    "fraction-multiplication",
    "fraction-division",
    "fraction-simplifying",
    "fraction-comparison",
    "decimal-comparison",
    "decimal-addition",
    "decimal-subtraction",
)
SIGNS = {"+": operator.add, "-": operator.sub, "×": operator.mul, "÷": operator.truediv}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=10_000, help="items of each kind")
    items: int = parser.parse_args(arguments).items
    print(f"{items} items of each kind, drawn from seeds `agreement/KIND/N` with N from 0.\n")
    rows = [(kind, str(items), str(disagreements(kind, items))) for kind in KINDS]
    print(table(["item kind", "items", "disagreements"], rows))


def disagreements(kind: str, items: int) -> int:
    """How many right solutions are not what exact arithmetic says."""
    arithmetic = domain("arithmetic")
    drawn = (arithmetic.generate(kind, None, Random(f"agreement/{kind}/{n}")) for n in range(items))
    return sum(said(arithmetic.solve(item).answer.text) != exact(item.text) for item in drawn)


def exact(text: str) -> Fraction | str:
    """What an item comes to: a number, or the sign of a comparison."""
    if text.startswith("simplify "):
        return number(text.removeprefix("simplify "))
    if " __ " in text:
        one, other = map(number, text.split(" __ "))
        return "<" if one < other else ">" if one > other else "="
    one, sign, other = re.split(r" ([-+×÷]) ", text)
    return SIGNS[sign](number(one), number(other))


def said(answer: str) -> Fraction | str:
    """What an answer says, in the same terms."""
    compared = re.search(r" ([<>=]) ", answer)
    return compared[1] if compared else number(answer)


def number(text: str) -> Fraction:
    """A whole, decimal, mixed number or fraction."""
    return sum(map(Fraction, text.split()), start=Fraction(0))


if __name__ == "__main__":
    main()
