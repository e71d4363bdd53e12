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
    "models_speed": ["who asks", "first request s", "added ms a turn", "dialogues/s, 256", "peak MB, 256"],
    "models_enforcement": ["model", "student turns", "carried", "leaks", "template"],
    "models_faults": ["how it ended", "dialogues"],
    "solving": ["right: median µs", "misconceptions", "nothing kept: median ms", "unseen: median ms"],
    "agreement": ["item kind", "items", "wrong solutions", "answers marked", "disagreements"],
    "hardiness": ["sort", "texts", "read", "solutions", "most steps", "faults"],
    "diagnosis": ["draws", "held strictly first", "else first, most often", "taken for unstable"],
    "diagnosis_targets": ["named", "ECE", "questions: mean", "mean probability", "else, most often"],
    "items": ["kinds of", "on the wrong side of the reach", "with triples", "not as defined", "aids in"],
    "misconceptions": ["topic", "gives", "diagnosed", "fires elsewhere"],
    "audit": ["student", "implied wrong", "leaks", "SFS misaligned", "SFS generic", "missed"],
    "critics": ["kind", "labelled", "precision", "recall", "honest turns flagged"],
    "explanations": ["seeded flaw", "named", "span IoU", "score: mean"],
    "anchors": ["effect", "published d", "d", "share right"],
    "ordinals": ["condition", "7 d, transfer", "ordering", "holds", "spare"],
    "understanding": ["measure", "tune", "last", "act", "fuzzed turns", "faults", "asked back"],
    "lessons": [
        "pre", "post", "transfer", "delayed", "interventions", "distinct: mean", "minimum",
        "guard refusals per 1,000 student turns", "understood as meant",
    ],
    "traits": ["student", "7 days later", "questions", "turns missed", "answers unsure"],
    "voice": ["words", "distinct: mean", "minimum", "greatest overlap: mean", "sessions above 0.7"],
    "policies": ["policy", "b = 0.4", "spent", "a decision with", "median CPU ms", "target ms"],
    "populations": ["the teacher's figures", "right a week later", "less the mean's", "Brier", "top-1"],
    "experiments": ["finding", "outcome", "difference [95 %]", "holds"],
    "tracing": ["parameter", "off", "AUC as fitted", "farthest apart", "median s", "that of the middle"],
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
