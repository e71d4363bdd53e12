"""The figures and tables of docs/experiments.md: made from results alone, always the same."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from docs.draw_experiments import DOCUMENT, FIGURES, SENTENCES, drawn, said, with_block
from teachsim.batch.rows import OUTCOMES
from teachsim.scenario.conditions import combinations
from teachsim.scenario.load import load_experiment

if TYPE_CHECKING:
    from teachsim.scenario.experiment import Experiment


def rows_of(experiment: Experiment) -> list[dict[str, Any]]:
    """Made-up results of every condition."""
    rng = Random(1)
    return [
        {**factors, "seed": seed, **{outcome: rng.random() for outcome in OUTCOMES}}
        for factors in combinations(experiment)
        for seed in range(3)
    ]


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_the_same_for_the_same_results_and_bears_no_date(name):
    experiment = load_experiment(name)
    rows = rows_of(experiment)
    once = drawn(FIGURES[name], experiment, rows)
    assert once == drawn(FIGURES[name], experiment, rows)
    assert b"<dc:date>" not in once
    assert all(teacher.encode() in once for teacher in experiment.teachers[1:])


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_in_a_sentence_is_filled_in_from_the_results(name):
    experiment = load_experiment(name)
    text = said(SENTENCES[name], experiment, rows_of(experiment))
    assert text.startswith("**Result.**")
    assert "{" not in text
    assert "–" not in text


def test_the_document_shows_results_of_every_experiment_that_ships():
    text = DOCUMENT.read_text(encoding="utf-8")
    for name in FIGURES:
        assert f"]({name}.svg)" in text
        assert (DOCUMENT.parent / f"{name}.svg").exists()
        for what in ("said", "results"):
            block = text.partition(f"<!-- {what} {name} -->")[2].partition(f"<!-- /{what} -->")[0]
            assert len(block) > 200
            assert with_block(text, what, name, "new").count("\nnew\n") == 1
