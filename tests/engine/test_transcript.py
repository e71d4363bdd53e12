"""A transcript can be cut anywhere and goes on as if it never had been; nothing is ever overwritten."""

from __future__ import annotations

import asyncio
import json
from random import Random
from typing import TYPE_CHECKING

import pytest

from teachsim.engine.events import EVENT, SessionEnded, StudentMind, TeacherBelief, Utterance
from teachsim.engine.session import play_into
from teachsim.engine.transcript import Writer, read
from teachsim.engine.views import seen_by_student, seen_by_teacher
from teachsim.errors import BadInput, Diverged
from teachsim.roles.build import as_branched, stage
from tests.lessons import played, shipped, without_times, written

if TYPE_CHECKING:
    from pathlib import Path

SCENARIO = "fractions/unlike-denominators"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "whole.jsonl"
    written(shipped(SCENARIO, seed=7, teacher="contradiction"), path)
    return path


def resumed(path: Path) -> None:
    """What `teachsim resume` does."""
    found = read(path).whole_turns()

    async def go() -> None:
        with Writer.onto(found) as writer:
            async for _ in play_into(writer, stage(as_branched(found.started, found.events)), found.events):
                pass

    asyncio.run(go())


def test_lines_are_numbered_from_zero_and_read_back_as_they_were_written(whole):
    rows = [json.loads(line) for line in whole.read_bytes().splitlines()]
    assert [row["seq"] for row in rows] == list(range(len(rows)))
    found = read(whole)
    assert found.events == tuple(played(shipped(SCENARIO, seed=7, teacher="contradiction")))
    assert found.finished
    assert not found.notices


def test_what_a_card_of_another_version_says_more_is_skipped(whole, tmp_path):
    first, *rest = whole.read_text("utf-8").splitlines()
    started = json.loads(first)
    started["teacher"]["hat"] = "blue"
    started["students"][0]["traits"]["shoe-size"] = 35
    path = tmp_path / "other.jsonl"
    path.write_text("\n".join([json.dumps(started), *rest]) + "\n", "utf-8")
    assert read(path).events == read(whole).events


def test_cut_at_every_line_end_it_resumes_to_the_same_events(whole, tmp_path):
    data = whole.read_bytes()
    ends = [n + 1 for n, byte in enumerate(data) if byte == 10][:-1]
    for end in ends:
        path = tmp_path / f"{end}.jsonl"
        path.write_bytes(data[:end])
        resumed(path)
        assert without_times(path.read_bytes()) == without_times(data), f"cut at byte {end}"


def test_cut_at_fifty_random_bytes_it_resumes_to_the_same_events(whole, tmp_path):
    data = whole.read_bytes()
    first = data.index(b"\n") + 1
    rng = Random(50)
    for cut in [rng.randrange(first, len(data)) for _ in range(50)]:
        path = tmp_path / f"{cut}.jsonl"
        path.write_bytes(data[:cut])
        torn = data[cut - 1 : cut] != b"\n"
        assert bool(read(path).notices) == torn
        resumed(path)
        assert without_times(path.read_bytes()) == without_times(data), f"cut at byte {cut}"


def test_what_was_there_before_a_resume_stays_to_the_byte(whole, tmp_path):
    data = whole.read_bytes()
    path = tmp_path / "cut.jsonl"
    path.write_bytes(data[: len(data) // 2])
    kept = read(path).whole_turns().ends[-1]
    resumed(path)
    assert path.read_bytes()[:kept] == data[:kept]


def test_a_cut_first_line_is_refused_and_kept(whole, tmp_path):
    path = tmp_path / "stub.jsonl"
    path.write_bytes(whole.read_bytes()[:40])
    with pytest.raises(BadInput, match="no whole first line"):
        read(path)
    assert path.read_bytes() == whole.read_bytes()[:40]


def test_an_existing_transcript_is_never_overwritten(whole):
    before = whole.read_bytes()
    with pytest.raises(BadInput, match="never overwritten"):
        Writer.new(whole)
    assert whole.read_bytes() == before


def test_a_second_writer_is_refused(whole, tmp_path):
    path = tmp_path / "cut.jsonl"
    path.write_bytes(whole.read_bytes()[:-2000])
    found = read(path).whole_turns()
    with Writer.onto(found), pytest.raises(BadInput, match="another teachsim"):
        Writer.onto(found)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda rows: rows[3].update(seq=9), "should have seq 3"),
        (lambda rows: rows[0].update(schema_version=99), "schema version 99"),
        (lambda rows: rows[0].update(type="utterance"), "begins with session_started"),
        (lambda rows: rows[2].pop("agent") and rows[2].pop("answers"), "answers"),
    ],
)
def test_a_spoilt_line_is_refused_with_its_place(whole, tmp_path, spoil, says):
    rows = [json.loads(line) for line in whole.read_bytes().splitlines()]
    spoil(rows)
    path = tmp_path / "spoilt.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with pytest.raises(BadInput, match=says) as failure:
        read(path)
    assert failure.value.place.startswith(str(path) + ":")
    assert failure.value.remedy


def test_unknown_events_and_fields_are_skipped_and_kept_in_the_file(whole, tmp_path):
    rows = [json.loads(line) for line in whole.read_bytes().splitlines()[:40]]
    rows[5]["a_later_field"] = {"x": 1}
    rows.insert(6, {"seq": 6, "time": "", "type": "a_later_event", "agent": "x"})
    for n, row in enumerate(rows):
        row["seq"] = n
    path = tmp_path / "later.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert len(read(path).events) == 40
    resumed(path)
    assert '"a_later_event"' in path.read_text()
    again = [json.loads(line)["seq"] for line in path.read_text().splitlines()]
    assert again == list(range(len(again)))


def test_what_fails_is_a_fault_in_the_log_and_the_session_goes_on_from_before_it(whole, tmp_path):
    path = tmp_path / "faulty.jsonl"
    started = read(whole).started
    faulty = stage(started)
    real = faulty.cast.teacher.decide
    decided = []

    def fails_at_the_third(state, view):
        decided.append(view.turn)
        if len(decided) == 3:
            raise RuntimeError("out of chalk")
        return real(state, view)

    faulty.cast.teacher.decide = fails_at_the_third

    async def go() -> None:
        with Writer.new(path) as writer:
            async for _ in play_into(writer, faulty):
                pass

    with pytest.raises(RuntimeError):
        asyncio.run(go())
    last = read(path).events[-1]
    assert (last.type, last.fault_class, last.message) == ("fault", "internal", "RuntimeError: out of chalk")
    resumed(path)
    assert without_times(path.read_bytes()) == without_times(whole.read_bytes())


def test_a_transcript_that_asks_for_something_else_is_refused():
    events = played(shipped(SCENARIO, seed=7))
    started, *rest = events
    cut = next(n for n, e in enumerate(rest) if isinstance(e, Utterance))
    with pytest.raises(Diverged):
        played(started, [started, *rest[:cut], *rest[cut + 1 :]])


@pytest.mark.parametrize(
    "name", ["fractions/unlike-denominators", "subtraction/borrowing", "decimals/adding"]
)
def test_folding_the_written_events_gives_the_snapshots(name, tmp_path):
    """State is a fold over what was recorded: no text is read again, nothing is drawn again."""
    started = shipped(name, seed=13)
    path = tmp_path / "fold.jsonl"
    written(started, path)
    fresh = stage(started)
    states = dict(fresh.states)
    teacher = started.teacher.id
    for event in read(path).events:
        match event:
            case StudentMind():
                role = fresh.cast.students[event.student]
                mind = role.snapshot(states[event.student])
                assert EVENT.validate_json(event.model_copy(update={"mind": mind}).model_dump_json()) == event
            case TeacherBelief():
                held = fresh.cast.teacher.belief(states[teacher], event.student)
                assert held.probabilities == event.probabilities
                assert held.evidence == event.evidence
            case _:
                for s, role in fresh.cast.students.items():
                    if (seen := seen_by_student(s, event)) is not None:
                        states[s] = role.observe(states[s], seen)
                if (told := seen_by_teacher(teacher, event)) is not None:
                    states[teacher] = fresh.cast.teacher.observe(states[teacher], told)
    assert isinstance(read(path).events[-1], SessionEnded)
