"""Real students' wrong answers from a public catalogue: who gives them, and who is suspected of them."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.misconceptions import (
    BELIEF_CARDS,
    FIRES,
    figures,
    fires_elsewhere,
    for_one_record,
    outcome,
    records,
    told_apart,
)
from teachsim.domains.registry import domains

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.misconceptions import Record, Source

DATA = os.environ.get("TEACHSIM_DATA")
NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")


def test_the_catalogue_is_there_as_it_was_classed() -> None:
    every = records()
    assert len({record.id for record in every}) == 110
    assert Counter(r.category for r in every) == {"R": 55, "A": 29, "C": 26}
    assert Counter(r.category for r in every if r.written) == {"R": 50, "A": 28}
    assert sum(r.written and r.category == "R" and not r.right for r in every) == 48
    assert all(r.skip for r in every if r.category == "C")
    assert not [r.id for r in every if r.skip is None and (r.item is None or r.answer is None)]


def test_a_belief_card_stands_for_skipped_records_of_its_own_label() -> None:
    labels = {record.id: record.label for record in records() if record.category == "C" and record.skip}
    algebra = domains()["algebra"]
    for record, card in BELIEF_CARDS.items():
        assert labels[record] in algebra.misconceptions[card].labels, record


def test_holders_give_the_students_answers_and_are_suspected_of_them() -> None:
    count = figures(map(outcome, records()))
    assert count.realistic >= 47
    assert count.realistic + count.ambitious >= 70
    assert count.diagnosed >= 44


def test_no_rule_is_there_for_a_single_record() -> None:
    single = for_one_record(map(outcome, records()))
    few = {source.rule: record.id for source, record in single.items() if _fires_seldom(source, record)}
    assert not few


def test_some_generated_item_tells_any_two_misconceptions_of_a_kind_apart() -> None:
    for name, items in (("arithmetic", 200), ("algebra", 40)):
        shares = told_apart(domains()[name], items)
        assert not [pair for pair, (share, _) in shares.items() if not share]


def _fires_seldom(source: Source, record: Record) -> bool:
    return fires_elsewhere(source, record, items=200) < FIRES


@pytest.mark.skipif(DATA is None, reason="TEACHSIM_DATA names no folder with the original catalogue")
def test_the_records_say_what_the_original_says() -> None:
    originals = _originals()
    assert [record.id for record in records()] == list(originals)
    assert not [record.id for record in records() if not _agrees(record, originals[record.id])]


def _agrees(record: Record, original: Mapping[str, str]) -> bool:
    """Whether every number of the item is in the question, and the answer in what the student wrote."""
    asked, wrote = original["Question"], original["Incorrect Answer"]
    return (
        record.label == original["Misconception ID"]
        and record.topic == original["Topic"]
        and record.picture == bool(original["Question image"] or original["Learner Answer image"])
        and not Counter(NUMBER.findall(record.item or "")) - Counter(NUMBER.findall(asked))
        and _bare(record.answer or "") in _bare(wrote)
    )


def _originals() -> dict[str, dict[str, str]]:
    file = Path(DATA or "") / "math-misconceptions" / "dev.json"
    entries = json.loads(file.read_text(encoding="utf-8"))
    return {f"{entry['Misconception ID']}-{entry['Example Number']}": entry for entry in entries}


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text.replace("−", "-"))
