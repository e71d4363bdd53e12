"""The recorded transcripts replay, fold, branch, and read as English. After a change: `make docs`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import takewhile
from shutil import copy
from typing import TYPE_CHECKING

import pytest

from docs.refresh import CONTRADICTION, RECORDED, REPLIES, ROOT, TELLER, replies, transcript
from teachsim.engine.events import (
    EVENT,
    Branched,
    ItemPresented,
    SessionStarted,
    StudentMind,
    TeacherBelief,
    TestTaken,
    Utterance,
)
from teachsim.engine.transcript import digest, read
from teachsim.language.phrases import sentences
from teachsim.roles.build import as_branched, stage
from tests.lessons import played, shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.engine.events import Event

NAMES = list(RECORDED)
BEGINS = re.compile(r"['‘“]?[A-Z0-9]")
"""A sentence begins with a capital or a digit, behind an apostrophe where the word has one: 'Cause."""


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def prefix(events: Sequence[Event]) -> list[Event]:
    """The events up to a branch, that one included; none where the session was not branched."""
    before = list(takewhile(lambda event: not isinstance(event, Branched), events))
    return list(events[: len(before) + 1]) if len(before) < len(events) else []


def without_version(events: Sequence[Event]) -> list[Event]:
    """The events, whichever version of teachsim wrote them."""
    first, *others = events
    assert isinstance(first, SessionStarted)
    return [first.model_copy(update={"teachsim_version": ""}), *others]


def test_the_recorded_replies_answer_what_a_model_is_sent_now(tmp_path):
    assert replies(tmp_path) == REPLIES.read_text("utf-8").splitlines(), (
        "what is sent has changed: `make docs`"
    )


def test_every_recorded_transcript_is_one_that_make_docs_records():
    assert sorted(transcript("x").parent.glob("*.recorded.jsonl")) == sorted(map(transcript, NAMES))


def test_it_reads_back_whole(name):
    found = read(transcript(name))
    assert found.finished
    assert not found.notices
    assert found.ends[-1] == transcript(name).stat().st_size
    assert list(found.line_of) == list(range(len(found.events)))


def test_it_replays_as_it_was_recorded(name):
    found = read(transcript(name))
    assert played(found.started, found.events) == list(found.events)


def test_folding_its_events_gives_its_snapshots(name):
    found = read(transcript(name))
    branched = len(prefix(found.events))
    folded = stage(as_branched(found.started, found.events))
    for number, event in enumerate(found.events):
        if isinstance(event, StudentMind):
            assert event.student is not None
            mind = folded.cast.students[event.student].snapshot(folded.states[event.student])
            assert EVENT.validate_json(event.model_copy(update={"mind": mind}).model_dump_json()) == event
        elif isinstance(event, TeacherBelief):
            held = folded.cast.teacher.belief(folded.states[folded.cast.teacher_id], event.student)
            assert (held.probabilities, held.evidence) == (event.probabilities, event.evidence)
            assert held.state == event.state or number < branched  # until then another teacher taught
        folded.happened(event)


def test_the_same_cards_and_seed_give_the_same_session_again(name):
    found = read(transcript(name))
    first = found.started
    fresh = shipped(first.scenario.id, first.seed, first.teacher.id)
    asked_for = fresh.scenario.model_copy(update={"teacher": first.teacher.id})  # as `run --teacher` notes it
    fresh = fresh.model_copy(update={"scenario": asked_for})
    again = played(fresh, [fresh, *prefix(found.events)[1:]])
    assert without_version(again) == without_version(found.events), "behaviour has changed: `make docs`"


def test_the_teller_took_over_from_the_contradiction_after_the_first_turn():
    parent = read(transcript(CONTRADICTION)).through_turn(1).prefix()
    assert transcript(TELLER).read_bytes().startswith(parent)
    (branched,) = [event for event in read(transcript(TELLER)).events if isinstance(event, Branched)]
    assert (branched.at_turn, branched.parent_hash) == (1, digest(parent))


def test_the_rule_that_was_told_is_known_at_once_and_gone_in_a_week():
    found = [
        [
            sum(answer.correct for answer in event.answers)
            for event in read(transcript(name)).events
            if isinstance(event, TestTaken) and event.kind == "near" and event.when != "before"
        ]
        for name in (CONTRADICTION, TELLER)
    ]
    (contradicted, kept), (told, forgotten) = found
    assert min(contradicted, kept, told) >= 5
    assert forgotten <= 2


def test_a_copy_branches_at_turn_three(name, tmp_path):
    path = tmp_path / "copy.jsonl"
    copy(transcript(name), path)
    before = path.read_bytes()
    done = subprocess.run(
        [sys.executable, *"-m teachsim branch copy.jsonl --at 3 --teacher never --out .".split()],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert path.read_bytes() == before
    branch = tmp_path / "copy-from-3.jsonl"
    assert read(branch).finished
    assert branch.read_bytes().startswith(read(path).through_turn(3).prefix())


def test_what_is_said_reads_as_english(name):
    for event in read(transcript(name)).events:
        if isinstance(event, Utterance):
            assert_english(event.text)


def assert_english(text: str) -> None:
    assert text.strip() == text != ""
    assert not re.search(r"[{}\[\]|]|  ", text), text
    for sentence in sentences(text):
        assert BEGINS.match(sentence), text
        assert sentence[-1] in ".?!", text


def test_nothing_right_is_told_before_the_student_has_said_it(name):
    """Neither contradiction nor the socratic teacher gives an answer away; the teller gives rules."""
    keys: dict[int | None, str] = {}
    right: set[int | None] = set()
    for event in read(transcript(name)).events:
        if isinstance(event, ItemPresented):
            keys[event.item] = event.key
        elif isinstance(event, Utterance) and event.role == "student" and event.right:
            right.add(event.item)
        elif isinstance(event, Utterance) and event.role == "teacher" and event.item not in right:
            key = re.escape(keys[event.item])
            assert not re.search(rf"(?<![\d./]){key}(?![\d/])", event.text), event.text
