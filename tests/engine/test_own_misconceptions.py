"""A session with misconceptions of one's own goes on in any folder: its first line has them whole."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from teachsim.cli.main import app
from teachsim.domains.algebra import ALGEBRA
from teachsim.domains.own import own, recorded
from teachsim.engine.transcript import read
from teachsim.errors import BadFile, BadInput
from tests.lessons import played, without_times

if TYPE_CHECKING:
    from pathlib import Path

    from teachsim.engine.events import Event, SessionStarted

LAST = """\
domain: algebra
misconceptions:
- id: last-term-only
  name: Multiplies only the last term
  slot: multiply-out
  kinds: [expanding]
  description: The number before a bracket goes only to the last term.
  rules: [{when: "?a*(?b + ?c)", then: "?b + ?a*?c"}]
  refuted_by: ["3(x + 2)"]
"""
KEEPS = """\
domain: arithmetic
misconceptions:
- id: keeps-the-larger-bottom
  name: Keeps the larger bottom
  slot: common-denominator
  kinds: [fraction-addition]
  description: Adds the tops and keeps the larger of the two bottoms.
  rules:
  - {when: "?a/?b + ?c/?d", then: "(?a + ?c)/max(?b, ?d)", weight: 0.8}
  - {when: "?a/?b + ?c/?d", then: "(?a + ?c)/min(?b, ?d)", weight: 0.2}
  refuted_by: ["1/2 + 1/4"]
"""
SCENARIO = """\
kind: scenario
id: mine
name: Mine
domain: {domain}
goal: Finds the rule.
students: [ana]
teacher: contradiction
items: {{practice: 3, near: 2, transfer: 2, kinds: [{kind}], target: {target}}}
budget: {{interventions: 2, turns: 20}}
briefing: Find out.
"""
STUDENT = """\
kind: student
id: ana
name: Ana
holds: [{{misconception: {target}, strength: 0.9}}]
"""
CASES = [
    pytest.param(LAST, "algebra", "expanding", "last-term-only", id="algebra"),
    pytest.param(KEEPS, "arithmetic", "fraction-addition", "keeps-the-larger-bottom", id="arithmetic"),
]


def invoke(*arguments: str) -> Result:
    done = CliRunner().invoke(app, [*arguments])
    assert done.exit_code == 0, done.output
    return done


@pytest.mark.parametrize("share", ["0.00001", "1e-5", ".3", "0"])
def test_a_frequency_however_small_is_read_again_from_a_transcript(tmp_path, share):
    (tmp_path / "misconceptions").mkdir()
    (tmp_path / "misconceptions" / "mine.yaml").write_text(f"{LAST}  frequency: {share}\n")
    with_own = own(tmp_path, ALGEBRA)
    again = recorded(with_own.definitions, ALGEBRA)
    assert again.misconceptions["last-term-only"].frequency == float(share)


@pytest.mark.parametrize("share", ["1.1", "-0.1", ".nan", "nan", "inf", "1_0", "1e999", "half", "[0.5]", "."])
def test_what_is_no_share_is_refused(tmp_path, share):
    (tmp_path / "misconceptions").mkdir()
    (tmp_path / "misconceptions" / "mine.yaml").write_text(f"{LAST}  frequency: {share}\n")
    with pytest.raises(BadFile, match="no share"):
        own(tmp_path, ALGEBRA)


def begun(folder: Path, text: str, domain: str, kind: str, target: str) -> Path:
    """The transcript of a whole session in this folder, which is where we are."""
    for path, what in (
        ("misconceptions/mine.yaml", text),
        ("scenarios/mine.yaml", SCENARIO.format(domain=domain, kind=kind, target=target)),
        ("agents/students/ana.yaml", STUDENT.format(target=target)),
    ):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(what, encoding="utf-8")
    invoke("run", "mine", "--seed", "4", "--quiet")
    return folder / "transcripts" / "mine-4.jsonl"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """Another folder, with misconceptions of its own that are not those of the session."""
    folder = tmp_path / "elsewhere"
    (folder / "misconceptions").mkdir(parents=True)
    for domain, text in (("algebra", LAST), ("arithmetic", KEEPS)):
        other = re.sub("- id: .*", f"- id: other-{domain}", text)
        (folder / "misconceptions" / f"{domain}.yaml").write_text(other, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("text", "domain", "kind", "target"), CASES)
def test_it_is_resumed_branched_and_replayed_in_another_folder(
    home: Path,
    elsewhere: Path,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    domain: str,
    kind: str,
    target: str,
) -> None:
    whole = begun(home, text, domain, kind, target)
    invoke("branch", str(whole), "--at", "1", "--teacher", "teller", "--quiet")
    found = read(whole)
    monkeypatch.chdir(elsewhere)
    cut = elsewhere / "cut.jsonl"
    cut.write_bytes(b"".join(whole.read_bytes().splitlines(keepends=True)[: len(found.events) // 2]))
    invoke("resume", str(cut), "--quiet")
    assert without_times(cut.read_bytes()) == without_times(whole.read_bytes())
    invoke("branch", str(whole), "--at", "1", "--teacher", "teller", "--quiet")
    branches = [folder / "transcripts" / "mine-4-from-1.jsonl" for folder in (home, elsewhere)]
    here, there = (without_times(path.read_bytes()) for path in branches)
    assert here == there
    assert played(found.started, found.events) == list(found.events)
    assert played(found.started) == list(found.events)


def test_all_that_the_domain_had_is_kept_and_nothing_of_the_other_domain(home: Path, elsewhere: Path) -> None:
    (home / "misconceptions").mkdir()
    (home / "misconceptions" / "another.yaml").write_text(
        LAST.replace("last-term-only", "another"), encoding="utf-8"
    )
    (home / "misconceptions" / "arithmetic.yaml").write_text(KEEPS, encoding="utf-8")
    started = read(begun(home, LAST, "algebra", "expanding", "last-term-only")).started
    assert started.own_misconceptions is not None
    # a teacher weighs them all, so all are part of what determines the session
    assert [one["id"] for one in started.own_misconceptions] == ["another", "last-term-only"]


def test_who_has_none_records_none_and_stays_apart_from_a_folder_that_has_some(
    home: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoke("run", "algebra/brackets", "--seed", "2", "--quiet")
    found = read(home / "transcripts" / "algebra-brackets-2.jsonl")
    assert found.started.own_misconceptions == ()
    monkeypatch.chdir(elsewhere)
    assert played(found.started) == list(found.events)


def test_a_transcript_from_before_they_were_kept_has_those_of_the_working_folder(
    home: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = begun(home, LAST, "algebra", "expanding", "last-term-only")
    first, *others = whole.read_bytes().splitlines(keepends=True)
    old = json.loads(first)
    del old["own_misconceptions"]
    before = home / "before.jsonl"
    before.write_bytes(json.dumps(old).encode() + b"\n" + b"".join(others))
    found = read(before)
    assert found.finished
    assert without_first(played(found.started)) == without_first(found.events)
    monkeypatch.chdir(elsewhere)
    with pytest.raises(BadInput, match="ana holds 'last-term-only', which algebra does not know"):
        played(found.started)


def without_first(events: list[Event] | tuple[Event, ...]) -> list[Event]:
    return list(events[1:])


def test_a_first_line_that_was_edited_is_refused_with_a_remedy(home: Path) -> None:
    started: SessionStarted = read(begun(home, LAST, "algebra", "expanding", "last-term-only")).started
    assert started.own_misconceptions is not None
    wrong = ({**started.own_misconceptions[0], "slot": "nowhere"},)
    with pytest.raises(BadInput) as raised:
        played(started.model_copy(update={"own_misconceptions": wrong}))
    assert "no slot 'nowhere'" in raised.value.message
    assert (raised.value.place, raised.value.remedy) == (
        "session_started",
        "use the version that its first line names",
    )
