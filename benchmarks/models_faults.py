"""Dialogues over a server of which 20 % of the replies go wrong, in every way that endpoints know."""

from __future__ import annotations

import asyncio
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.tables import table
from tests.engine.test_model_calls import dialogues_over_a_bad_line

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--dialogues", type=int, default=200)
    count: int = parser.parse_args(arguments).dialogues
    print(
        f"{count} dialogues at once, half with a worded student, and a teacher and a critic that are\n"
        "models, half with a prompted student and a worded teacher. 20 % of the requests meet a 429, 500,\n"
        "502, a reset, a stall, half a body, no JSON, another shape, a refusal, a filter, a cut or an empty\n"
        "reply; three tries a request. Every fourth is stopped after 30 lines and gone on with. Turns are\n"
        "counted: one that is lost or doubled is an error.\n"
    )
    start = perf_counter()
    with TemporaryDirectory() as folder:
        ends, faults = asyncio.run(dialogues_over_a_bad_line(Path(folder), count))
    rows = [
        (how, str(ends[how]))
        for how in ("finished", "fault", "to be gone on with", "unfinished without a fault")
    ]
    rows += [(f"of the faults, {kind}", str(n)) for kind, n in sorted(faults.items())]
    rows.append(("seconds", f"{perf_counter() - start:.1f}"))
    print(table(("how it ended", "dialogues"), rows))


if __name__ == "__main__":
    main()
