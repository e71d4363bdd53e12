"""Every measurement runs and prints its table; what the figures are is not a test's business."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks.measure import ALL, Measurement

ROOT = Path(__file__).parent.parent
COLUMNS = {
    "startup": ["command", "median ms", "target ms"],
    "session": ["scenario", "median ms", "ms per 1,000 turns", "target ms"],
    "solving": ["right: median µs", "misconceptions", "unseen: median ms", "from the table: median ms"],
    "agreement": ["item kind", "items", "disagreements"],
    "diagnosis": ["draws", "held strictly first", "misconception", "else first, most often"],
    "misconceptions": ["topic", "gives", "diagnosed", "fires elsewhere"],
    "lessons": [
        "pre", "post", "transfer", "delayed", "interventions", "distinct: mean", "minimum",
        "guard refusals per 1,000 student turns", "understood as meant",
    ],
}  # fmt: skip


@pytest.mark.parametrize("measurement", ALL, ids=lambda measurement: measurement.name)
def test_a_measurement_prints_its_tables(
    measurement: Measurement, capsys: pytest.CaptureFixture[str]
) -> None:
    import_module(f"benchmarks.{measurement.name}").main(measurement.small)
    rows = [row for row in capsys.readouterr().out.splitlines() if row.startswith("|")]
    cells = [cell.strip() for row in rows for cell in row.split("|")]
    assert len(rows) >= 3
    assert not set(COLUMNS[measurement.name]) - set(cells)


def test_all_measurements_are_reported_with_their_commands_and_without_anybody_s_paths() -> None:
    done = subprocess.run(
        [sys.executable, "benchmarks/measure.py", "--small"],
        cwd=ROOT, capture_output=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for measurement in ALL:
        assert f"## {measurement.title}\n\n`python -m benchmarks.{measurement.name} " in done.stdout
    assert str(ROOT) not in done.stdout
