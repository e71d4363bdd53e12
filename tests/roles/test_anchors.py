"""The population shows what studies found, within a tenth of the published effect."""

from __future__ import annotations

from functools import cache
from math import sqrt

import pytest

from benchmarks.anchors import ANCHORS, ITEMS, WITHIN, effect, measured
from benchmarks.conditions import Scores, Taught, pupils
from benchmarks.parameters import told
from docs.refresh import ROOT

FITTED = [anchor for anchor in ANCHORS if anchor.fitted]
MIND = pupils(1, "population", 0)[0].mind


@cache
def in_the_population():
    return measured(FITTED, 1000, 0)


@pytest.mark.parametrize("anchor", FITTED, ids=lambda anchor: anchor.name)
def test_a_fitted_effect_is_within_a_tenth_of_the_published_one(anchor):
    d, *_ = in_the_population()[anchor]
    assert d == pytest.approx(anchor.published, abs=WITHIN)


def group(*shares):
    return [Taught(MIND, MIND, Scores(share, 0, 0, 0)) for share in shares]


def test_the_effect_is_the_difference_in_pooled_deviations_of_a_test_s_scores():
    between = 0.1**2
    chance = [(p * (1 - p) + q * (1 - q)) / 2 / ITEMS for p, q in ((0.4, 0.6), (0.6, 0.8))]
    pooled = sqrt(between + (chance[0] + chance[1]) / 2)
    assert effect(group(0.6, 0.8), group(0.4, 0.6), "now_near") == pytest.approx(0.2 / pooled)


def test_the_document_has_the_figures_of_the_program():
    text = (ROOT / "docs" / "learning.md").read_text(encoding="utf-8")
    shown = text.partition("<!-- parameters -->\n")[2].partition("\n<!-- /parameters -->")[0]
    assert shown == told(), "write afresh what `python -m benchmarks.parameters` prints"
