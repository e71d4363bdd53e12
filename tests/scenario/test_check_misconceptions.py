"""`teachsim check` on a file of misconceptions: its form, its words, and a trial on generated items."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from teachsim.scenario.check import check_file, verdict

if TYPE_CHECKING:
    from pathlib import Path

FILE = "misconceptions/mine.yaml"
GOOD = """\
domain: algebra
misconceptions:
- id: last-term-only
  name: Multiplies only the last term
  slot: multiply-out
  kinds: [expanding]
  description: The number before a bracket goes only to the last term.
  rules:
  - {when: "?a*(?b + ?c)", then: "?b + ?a*?c"}
  refuted_by: ["3(x + 2)"]
"""


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / FILE
    path.parent.mkdir()
    path.write_text(GOOD, encoding="utf-8")
    return path


def said(path: Path, old: str, new: str) -> list[str]:
    assert old in GOOD
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    return [str(problem).removeprefix(f"{path}:") for problem in check_file(path)]


def test_a_good_file_tells_which_item_tells_it_from_the_others(mine: Path) -> None:
    problems, told = verdict(mine)
    assert problems == []
    assert told[0].startswith("last-term-only: wrong on ")
    assert told[1].startswith("  tells itself from multiplies-first-term-only, ")
    assert told[1].endswith(" by 3(x + 2)")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("algebra", "geometry", "1:9: misconceptions in YAML are of algebra or arithmetic; write algebra or"),
        ("algebra", "algebar", "1:9: misconceptions in YAML are of algebra or arithmetic; did you mean 'al"),
        ("domain: algebra\n", "", "1:1: the file does not say of which domain it is; begin with `domain: al"),
        ("  name:", "  naem:", "4:3: unknown key 'naem'; did you mean 'name'?"),
        ("  name: Multiplies only the last term\n", "", "3:3: the key 'name' is missing; add `name:`"),
        ("last-term-only", "Last Term", "3:7: 'Last Term' cannot be an id; use small letters"),
        (
            "last-term-only",
            "multiplies-first-term-only",
            "3:7: there is a misconception or rule 'multiplies-first-term-only' already; write another",
        ),
        ("multiply-out", "multiply-uot", "5:9: no slot 'multiply-uot'; did you mean 'multiply-out'?"),
        ("multiply-out", "like-terms", "5:9: the slot 'like-terms' takes no patterns; patterns fit"),
        (
            "[expanding]",
            "[expandign]",
            "6:11: algebra has no item kind 'expandign'; did you mean 'expanding'?",
        ),
        ("[expanding]", "expanding", "6:10: 'kinds' is no list; write kinds: [...]"),
        ("?b + ?c)", "?b + ?c", "9:12: cannot read the pattern '?a*(?b + ?c'; write one like"),
        ("?b + ?a*?c", "?b + ?a*?d", "9:34: ?d stands only in '?b + ?a*?d'; use the places of"),
        ("?b + ?a*?c", "?b = ?c", "9:34: at the slot multiply-out stands an expression; write one, such as"),
        ('?a*?c"}', '?a*?c", weight: 2}', "9:56: 'weight' is no share; write a number up to 1"),
        ('?a*?c"}', '?a*?c", weight: 0.4}', "9:3: the weights of the rules sum to 0.4; let them sum to 1"),
        ("3(x + 2)", "hello", "10:16: cannot read 'hello' as an item; write one such as"),
        ("3(x + 2)", "2x + 3x", "10:16: '2x + 3x' is an item of the kind like-terms; add like-terms"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_remedy(mine: Path, old: str, new: str, problem: str) -> None:
    (only,) = said(mine, old, new)
    assert only.startswith(problem)


def test_what_never_fires_is_a_problem(mine: Path) -> None:
    (only,) = said(mine, '"?a*(?b + ?c)"', '"?a*(?b + ?c + 99)"')
    assert only.startswith("3:7: last-term-only never fires on 200 items of expanding; ")


def test_what_is_never_wrong_is_a_problem(mine: Path) -> None:
    (only,) = said(mine, "?b + ?a*?c", "?a*?c + ?a*?b")
    assert only.startswith("3:7: last-term-only never ")


def test_a_rule_that_never_fires_is_a_problem_at_its_own_place(mine: Path) -> None:
    (only,) = said(mine, '?a*?c"}', '?a*?c"}\n  - {when: "?a*(?b + 99)", then: "?b"}')
    assert only.startswith("10:5: this rule never fires on 200 items; ")


def test_what_does_not_refute_it_is_a_problem(mine: Path) -> None:
    (only,) = said(mine, '["3(x + 2)"]', '["3(x + 2)", "5 + (x + 2)"]')
    assert only.startswith("3:7: 5 + (x + 2) does not refute it: its holder is right there; ")


def test_the_same_as_a_built_in_one_is_told(mine: Path) -> None:
    mine.write_text(GOOD.replace("?b + ?a*?c", "?a*?b + ?c"), encoding="utf-8")
    problems, told = verdict(mine)
    assert problems == []
    assert "  answers as multiplies-first-term-only does on all 200 items: the two are one" in told


def test_a_pattern_that_leads_nowhere_is_a_problem_and_no_crash(mine: Path) -> None:
    for then in ("?a/0", "?b/(?c - ?c)", "?a^?b", "((?a*?b)/?c)/?a", "(?b + ?c)^9"):
        mine.write_text(GOOD.replace("?b + ?a*?c", then), encoding="utf-8")
        assert all(problem.place and problem.remedy for problem in check_file(mine))


def test_the_other_files_of_the_folder_count(mine: Path) -> None:
    other = mine.with_name("other.yaml")
    other.write_text(GOOD, encoding="utf-8")
    assert "'last-term-only' already" in str(check_file(other)[0])
    other.write_text(GOOD.replace("last-term-only", "another"), encoding="utf-8")
    assert "  answers as last-term-only does on all 200 items: the two are one" in verdict(other).told


def test_the_command_prints_it_and_puts_it_into_its_json(mine: Path) -> None:
    command = [sys.executable, "-m", "teachsim", "check", FILE]
    folder = mine.parent.parent
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.startswith(f"ok {FILE}\n  last-term-only: wrong on ")
    done = subprocess.run(
        [*command, "--json"], cwd=folder, capture_output=True, text=True, timeout=60, check=True
    )
    (file,) = json.loads(done.stdout)["files"]
    assert file["problems"] == []
    assert file["told"][0].startswith("last-term-only: wrong on ")
