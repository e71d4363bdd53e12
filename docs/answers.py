"""Prints a table of answers that nobody gave: 60 students, three components, BKT with the parameters below.

`python -m docs.answers > answers.csv` is the example of docs/tracing.md. Always the same.
"""

from __future__ import annotations

import csv
import sys
from random import Random

from teachsim.measure.tracing.bkt import Parameters, simulated

TRUTH = {
    "size-of-pieces": Parameters(known=0.6, learn=0.3, guess=0.2, slip=0.05),
    "new-numerators": Parameters(known=0.3, learn=0.2, guess=0.2, slip=0.1),
    "common-denominator": Parameters(known=0.1, learn=0.1, guess=0.1, slip=0.1),
}
STUDENTS = 60
ANSWERS = 10
"""For each student and component."""


def rows() -> list[tuple[str, str, str, str]]:
    """User, item, component and correct; students answer one component after the other, in turns."""
    found = []
    for student in range(1, STUDENTS + 1):
        rng = Random(f"answers/{student}")
        given = {kc: simulated(parameters, ANSWERS, rng) for kc, parameters in TRUTH.items()}
        for n in range(ANSWERS):
            found += [(f"s{student:02}", f"{kc}-{n + 1}", kc, str(int(given[kc][n]))) for kc in TRUTH]
    return found


def main() -> None:
    """Write the table to stdout."""
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(("user", "item", "kc", "correct"))
    table.writerows(rows())


if __name__ == "__main__":
    main()
