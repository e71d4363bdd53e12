"""Which kinds of item sympy judges and how; and of which it can say nothing, with the reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import sympy

from benchmarks import judges

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Judge = Callable[[str, str], bool | None]

_WORKED_OUT = (
    "whole-subtraction whole-addition fraction-addition fraction-subtraction mixed-addition "
    "mixed-subtraction fraction-multiplication fraction-division decimal-addition decimal-subtraction "
    "whole-multiplication decimal-multiplication decimal-division signed-addition signed-subtraction "
    "signed-multiplication signed-division order-of-operations order-with-brackets powers negative-powers "
    "power-expressions powers-of-one-base"
).split()
_PERCENT = "percent-of percent-rate percent-whole percent-left".split()
_SOLVED = (
    "proportion ratio one-sided-equation both-sides-equation bracket-equation fraction-equation"
).split()
_EXPANDED = "like-terms expanding squares bracket-products".split()

JUDGES: Mapping[str, Judge] = {
    **dict.fromkeys(_WORKED_OUT, judges.worked_out),
    **dict.fromkeys(_PERCENT, judges.percentage),
    **dict.fromkeys(_SOLVED, judges.solved),
    **dict.fromkeys(_EXPANDED, judges.expanded),
    "whole-division": judges.divided,
    "fraction-simplifying": judges.in_lowest_terms,
    "mixed-to-improper": judges.rewritten,
    "improper-to-mixed": judges.rewritten,
    "fraction-comparison": judges.compared,
    "decimal-comparison": judges.compared,
    "substitution": judges.put_in,
    "sum-of-letters": judges.with_another,
    "letter-range": judges.allowed,
    "larger-expression": judges.larger,
    "larger-letter": judges.larger_letter,
    "always-sometimes-never": judges.always,
    "true-if": judges.always,
    "blank": judges.filled,
    "true-or-false": judges.true,
    "fraction-of-letter": judges.one_fraction,
    "undo-size": partial(judges.of_formula, formula=lambda size: 1 / size),
    "undo-scale": partial(judges.of_formula, formula=lambda size: 1 / size),
    "undo-percent": judges.percent_back,
    "factored-inequality": judges.inequality,
    "ratio-missing": judges.proportional,
    "how-many-for": judges.proportional,
    "ratio-simplest": judges.simplest_ratio,
    "ratio-as-fraction": judges.ratio_fraction,
    "ratio-share": judges.ratio_fraction,
    "whole-of-fraction": judges.whole_again,
    "which-stronger": partial(judges.pair_compared, per=lambda one, two: one / two),
    "which-grew-more": partial(judges.pair_compared, per=lambda old, new: new / old),
    "which-is-faster": partial(judges.pair_compared, per=lambda way, time: way / time),
    "mixture-changed": judges.mixture,
    "shop-change": partial(judges.of_formula, formula=lambda a, b, c, d, paid: paid - a * b - c * d),
    "deal-saving": partial(
        judges.of_formula, formula=lambda a, b, c, d, all_of_it: a * b + c * d - all_of_it
    ),
    "groups-for-all": partial(judges.of_formula, formula=lambda people, each: sympy.ceiling(people / each)),
    "full-groups": partial(judges.of_formula, formula=lambda eggs, each: sympy.floor(eggs / each)),
    "more-than": judges.how_many,
    "ages-later": partial(judges.of_formula, formula=lambda one, two, later: later + two - one),
    "drying-time": partial(judges.of_formula, formula=lambda few, hours, many: hours),
    "painters-time": partial(judges.of_formula, formula=lambda few, days, many: few * days / many),
    "fee-and-rate": partial(judges.of_formula, formula=lambda fee, rate, total: (total - fee) / rate),
    "fee-and-units": judges.fee_and_units,
    "table-value": judges.table_value,
    "table-rule": judges.table_rule,
    "linear-or-not": judges.is_linear,
    "growth-kind": judges.growth,
    "repeated-factor": judges.doubled,
    "compound-growth": judges.compound,
    "line-part": judges.line_part,
    "plot-point": judges.moved,
    "move-point": judges.moved,
    "read-point": judges.coordinate,
    "mirror-point": judges.mirrored,
}
"""By kind of item."""

_WORDS = "the task is the wording: an oracle would need our grammar; sentences read by hand, in tests/domains"
_CONCEPTS = (
    "which-depends even-scale place-on-axis which-number-turns which-line-now steeper-line larger-amount "
    "area-grows volume-grows what-is-missing does-it-show-all same-solution"
).split()
_BY_HAND = "read by hand, in tests/domains/test_concepts.py"
NOT_JUDGED: Mapping[str, str] = {
    "phrase-expression": f"{_WORDS}/test_phrases.py",
    "sentence-equation": f"{_WORDS}/test_phrases.py",
    "person-letter": f"{_WORDS}/test_letters.py",
    **dict.fromkeys(_CONCEPTS, f"authored answers, {_BY_HAND}"),
}
"""Kinds of which sympy can say nothing, with the reason and how they are checked instead."""
