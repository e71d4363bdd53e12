"""What becomes rows: tables of answers, whole and broken, and transcripts; and what a report says of them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING

import pytest

from docs.answers import TRUTH
from docs.answers import rows as example
from teachsim.engine.events import ItemPresented, TestTaken
from teachsim.engine.transcript import read
from teachsim.errors import BadFile, BadInput
from teachsim.measure.tracing.csvtable import read_answers
from teachsim.measure.tracing.recorded import read_transcripts
from teachsim.measure.tracing.report import reported
from teachsim.measure.tracing.rows import Row

if TYPE_CHECKING:
    from teachsim.measure.tracing.report import Model

TRANSCRIPTS = Path(__file__).parents[2] / "transcripts"
TELLER = TRANSCRIPTS / "fractions-teller.recorded.jsonl"
CONTRADICTION = TRANSCRIPTS / "fractions-contradiction.recorded.jsonl"


@pytest.fixture
def table(tmp_path):
    def write(*lines: str) -> Path:
        path = tmp_path / "a.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def test_a_table_gives_a_row_for_each_line_and_null_for_a_missing_answer(table):
    found = read_answers(
        table("user,item,kc,correct", "ada,52 - 38,borrow,0", 'ben,"1,000 - 1",a~~b,', "ada,x,a,1")
    )
    assert found == [
        Row("ada", "52 - 38", ("borrow",), False),
        Row("ben", "1,000 - 1", ("a", "b"), None),
        Row("ada", "x", ("a",), True),
    ]


def test_columns_may_be_called_as_pybkt_calls_them_and_stand_in_any_order(table):
    found = read_answers(
        table("order_id;correct;skill_name;user_id;problem_id", "2;-1;k;u;p", "1;1;k;u;q", "")
    )
    assert found == [Row("u", "q", ("k",), True), Row("u", "p", ("k",), None)]


def test_time_is_days_or_a_date_and_sorts_the_rows(table):
    dated = read_answers(
        table("user,item,kc,correct,time,activity", "u,b,k,1,2026-03-02T12:00,", "u,a,k,0,2026-03-01,example")
    )
    assert [row.item for row in dated] == ["a", "b"]
    assert dated[0].activity == "example"
    assert dated[1].activity is None
    first, then = (row.time for row in dated)
    assert first is not None
    assert then is not None
    assert then - first == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("lines", "place", "message"),
    [
        ([], ":1", "the file is empty"),
        (["user,item,kc", "a,b,c"], ":1", "no column 'correct'"),
        (["user,student,item,kc,correct"], ":1", "two columns 'user'"),
        (["user,item,kc,correct", "a,b,c"], ":2", "3 columns where the header has 4"),
        (["user,item,kc,correct", "a,b,c,1", "a,b,c,yes"], ":3", "correct is 'yes'"),
        (["user,item,kc,correct", "a,b,~~,1"], ":2", "no kc in this line"),
        (["user,item,kc,correct", ",b,c,1"], ":2", "no user in this line"),
        (["user,item,kc,correct,order", "a,b,c,1,nan"], ":2", "order is 'nan'"),
        (["user,item,kc,correct,time", "a,b,c,1,"], ":2", "time is ''"),
        (["user,item,kc,correct,time", "a,b,c,1,yesterday"], ":2", "time is 'yesterday'"),
    ],
)
def test_what_is_wrong_with_a_table_is_told_with_its_line_and_a_remedy(table, lines, place, message):
    path = table(*lines)
    with pytest.raises(BadFile) as caught:
        read_answers(path)
    (problem,) = caught.value.problems
    assert (problem.place, problem.message) == (f"{path}{place}", message)
    assert problem.remedy


def test_all_broken_lines_are_told_at_once(table):
    with pytest.raises(BadFile) as caught:
        read_answers(table("user,item,kc,correct", "a,b,c,2", "a,b,,1", ",,k,x"))
    places = [str(problem.place).rpartition(":")[2] for problem in caught.value.problems]
    assert places == ["2", "3", "4", "4", "4"]


def test_a_file_that_is_no_table_is_refused_with_a_remedy(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"user,item,kc,correct\n\xff\xfe,b,c,1\n")
    for path in (tmp_path / "a.csv", tmp_path / "missing.csv", tmp_path):
        with pytest.raises(BadInput) as caught:
            read_answers(path)
        assert caught.value.remedy


def test_tests_and_the_first_attempt_at_each_practice_item_are_the_rows_of_a_transcript():
    rows = read_transcripts([TELLER]).rows
    events = read(TELLER).events
    taken = [event for event in events if isinstance(event, TestTaken)]
    practised = [event.text for event in events if isinstance(event, ItemPresented)]
    before = [one for event in taken if event.when == "before" for one in event.answers]
    later = [one for event in taken if event.when != "before" for one in event.answers]
    assert {row.student for row in rows} == {"fractions-teller.recorded/maya"}
    asked = [one.item for one in before] + practised + [one.item for one in later]
    assert [row.item for row in rows] == asked
    assert [row.correct for row in rows[: len(before)]] == [one.correct for one in before]
    # 5/6 + 8/9 was answered 13/15 at first, and 31/18 after the teacher's words: the first counts
    assert rows[len(before)].correct is False


def test_an_answer_bears_on_the_slots_of_its_right_solution():
    found = read_transcripts([TELLER])
    by_item = {row.item: row.components for row in found.rows}
    assert by_item["1/4 + 2/9"] == ("common-denominator", "new-numerators", "like-fractions")
    assert by_item["2/3 + 1/3"] == ("common-denominator", "like-fractions")
    assert "new-numerators" in found.prerequisites["common-denominator"]


def test_a_delayed_test_comes_its_days_later():
    times = [row.time for row in read_transcripts([TELLER]).rows]
    assert all(time is not None for time in times)
    assert times == sorted(times, key=lambda time: time or 0)
    gaps = [(b or 0) - (a or 0) for a, b in pairwise(times)]
    assert sorted(gaps)[-1] == pytest.approx(7, abs=0.02)
    assert sorted(gaps)[-2] < 0.02


def test_the_same_student_of_two_files_is_two_students_even_when_the_files_are_called_alike(tmp_path):
    found = read_transcripts([TELLER, CONTRADICTION]).rows
    assert len({row.student for row in found}) == 2
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        copy(TELLER, tmp_path / folder)
    alike = read_transcripts([tmp_path / folder / TELLER.name for folder in ("one", "two")]).rows
    assert len({row.student for row in alike}) == 2


def test_an_item_that_was_not_answered_any_more_is_a_missing_answer(tmp_path):
    whole = TELLER.read_text(encoding="utf-8").splitlines(keepends=True)
    shown = next(n for n, line in enumerate(whole) if '"type":"item_presented"' in line)
    cut = tmp_path / "cut.jsonl"
    cut.write_text("".join(whole[: shown + 1]), encoding="utf-8")
    assert read_transcripts([cut]).rows[-1].correct is None


def simulated_rows() -> list[Row]:
    return [Row(user, item, (kc,), correct == "1") for user, item, kc, correct in example()]


def test_mastery_is_known_with_at_least_95_percent():
    report = reported(simulated_rows(), "bkt")
    stands = [standing for student in report.students for standing in student.components]
    assert len(stands) == 60 * len(TRUTH)
    assert {standing.mastered for standing in stands} == {True, False}
    for standing in stands:
        assert standing.known is not None
        assert standing.mastered == (standing.known >= 0.95)


@pytest.mark.parametrize("model", ["bkt", "afm", "pfa", "psi-kt"])
def test_every_model_foresees_better_than_the_share_of_right_answers(model: Model):
    rows = [row for row in simulated_rows() if row.student < "s21"]
    report = reported(rows, model, prerequisites={"common-denominator": ("new-numerators", "unseen")})
    share = sum(row.correct is True for row in rows) / len(rows)
    assert report.foreseen.predictions == report.answers == len(rows)
    assert report.foreseen.brier is not None
    assert report.foreseen.brier < share * (1 - share) - 0.02
    assert report.foreseen.auc is not None
    assert report.foreseen.auc > 0.75
    assert [one.component for one in report.components] == list(TRUTH)
    assert all(0 < standing.next < 1 for student in report.students for standing in student.components)


def test_missing_answers_are_counted_and_never_taken_for_wrong_ones():
    rows = [Row("u", "", ("k",), correct) for correct in (True, None, None, True)]
    rows += [Row("v", "", ("k",), None), Row("v", "", ("never-answered",), None)]
    for model in ("bkt", "afm", "pfa", "psi-kt"):
        report = reported(rows, model)
        assert (report.answers, report.missing) == (2, 4)
        known, never = report.components
        assert (known.right, known.answers, known.students) == (1.0, 2, 1)
        assert (never.right, never.curve) == (None, None)
        assert report.students[1].right is None
        assert report.foreseen.auc is None


def test_a_guess_or_slip_at_its_bound_is_pointed_out():
    # never right at first, later one time in three: whoever has learnt would slip more often than not
    rows = [Row(f"s{n}", "", ("k",), m > 4 and (n + m) % 3 == 0) for n in range(40) for m in range(12)]
    (component,) = reported(rows, forgets=False).components
    assert component.held == ["slip"]
    assert all(not one.held for one in reported(simulated_rows()).components)


def test_a_table_without_any_answer_is_refused():
    with pytest.raises(BadInput, match="no answer"):
        reported([Row("u", "", ("k",), None)])
