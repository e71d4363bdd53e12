"""Misconceptions written in YAML become rules beside the built-in ones, and change nothing there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from teachsim.domains import registry
from teachsim.domains.algebra import ALGEBRA
from teachsim.domains.algebra.own import SLOTS
from teachsim.domains.own import own
from teachsim.errors import BadFile

if TYPE_CHECKING:
    from teachsim.domains.topical import TopicDomain

LAST = """\
domain: algebra
misconceptions:
- id: last-term-only
  name: Multiplies only the last term
  slot: multiply-out
  kinds: [expanding, bracket-equation]
  description: The number before a bracket goes only to the last term.
  rules: [{when: "?a*(?b + ?c)", then: "?b + ?a*?c"}]
  refuted_by: ["3(x + 2)"]
"""
NEVER_DIVIDES = """\
domain: algebra
misconceptions:
- id: moves-and-keeps
  name: Moves a number and keeps its sign
  slot: move-number
  kinds: [one-sided-equation]
  description: A number goes to the other side as it is, or is dropped.
  rules:
  - {when: "?a + ?n = ?c", then: "?a = ?c + ?n", weight: 0.7}
  - {when: "?a + ?n = ?c", then: "?a = ?c", weight: 0.3}
  refuted_by: ["2x + 3 = 11"]
  belief: [You just move it.]
  frequency: 0.2
"""


def written(folder: Path, text: str, name: str = "mine.yaml") -> Path:
    (folder / "misconceptions").mkdir(exist_ok=True)
    path = folder / "misconceptions" / name
    path.write_text(text, encoding="utf-8")
    return path


def answer(domain: TopicDomain, text: str, *held: str) -> str:
    item = domain.parse(text)
    assert item is not None
    return domain.solve(item, held).answer.text


@pytest.mark.parametrize(
    ("item", "says"),
    [
        ("3(x + 2)", "x + 6"),
        ("2(x + 1) = 8", "x = 6"),
        ("2x + 3x", "5x"),  # no bracket, and a kind on which it cannot show
    ],
)
def test_a_pattern_in_yaml_gives_the_wrong_answer(tmp_path: Path, item: str, says: str) -> None:
    written(tmp_path, LAST)
    assert answer(own(tmp_path, ALGEBRA), item, "last-term-only") == says


def test_the_solution_says_what_fired(tmp_path: Path) -> None:
    written(tmp_path, LAST)
    domain = own(tmp_path, ALGEBRA)
    item = domain.parse("3(x + 2)")
    assert item is not None
    solution = domain.solve(item, ("last-term-only",))
    assert solution.fired == ("last-term-only",)
    assert solution.steps[0].misconception == "last-term-only"


def test_several_rules_share_by_weight(tmp_path: Path) -> None:
    written(tmp_path, NEVER_DIVIDES)
    domain = own(tmp_path, ALGEBRA)
    item = domain.parse("2x + 3 = 11")
    assert item is not None
    ways = domain.ways(item, ("moves-and-keeps",))
    assert [(round(way.weight, 6), way.solution.answer.text) for way in ways] == [
        (0.7, "x = 7"),
        (0.3, "x = 11/2"),
    ]
    mine = domain.misconceptions["moves-and-keeps"]
    assert (mine.belief, mine.frequency, len(mine.notices)) == (("You just move it.",), 0.2, 3)


def test_it_is_held_together_with_a_built_in_one(tmp_path: Path) -> None:
    written(tmp_path, LAST)
    domain = own(tmp_path, ALGEBRA)
    item = domain.parse("3(x + 2) + 4x")
    assert item is not None
    both = domain.solve(item, ("last-term-only", "letters-put-together-too"))
    assert set(both.fired) == {"last-term-only", "letters-put-together-too"}


def test_where_it_shows_is_where_its_holder_is_wrong(tmp_path: Path) -> None:
    written(tmp_path, LAST)
    domain = own(tmp_path, ALGEBRA)
    for seed in range(30):
        item = domain.generate("expanding", None, Random(seed))
        wrong = not domain.grade(item, domain.solve(item, ("last-term-only",)).answer)
        assert domain.shows("last-term-only", item) is wrong, item.text
    assert domain.shows("last-term-only", domain.generate("expanding", "last-term-only", Random(1)))


def test_the_built_in_domain_stays_as_it_is(tmp_path: Path) -> None:
    before = dict(ALGEBRA.misconceptions), set(ALGEBRA.book.wrong)
    written(tmp_path, LAST)
    extended = own(tmp_path, ALGEBRA)
    assert extended is not ALGEBRA
    assert list(extended.misconceptions) == [*ALGEBRA.misconceptions, "last-term-only"]
    assert (dict(ALGEBRA.misconceptions), set(ALGEBRA.book.wrong)) == before


def test_two_files_are_both_read_and_an_id_is_given_once(tmp_path: Path) -> None:
    written(tmp_path, LAST, "a.yaml")
    written(tmp_path, NEVER_DIVIDES, "b.yaml")
    assert {"last-term-only", "moves-and-keeps"} <= set(own(tmp_path, ALGEBRA).misconceptions)
    written(tmp_path, LAST, "c.yaml")
    with pytest.raises(BadFile, match="'last-term-only' already"):
        own(tmp_path, ALGEBRA)


def test_the_registry_has_what_the_working_folder_adds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert registry.domain("algebra") is ALGEBRA
    path = written(tmp_path, LAST)
    extended = registry.domain("algebra")
    assert "last-term-only" in extended.misconceptions
    assert registry.domain("algebra") is extended
    assert registry.domains()["algebra"] is extended
    path.write_text(LAST.replace("last-term-only", "only-the-last-term"), encoding="utf-8")
    assert "only-the-last-term" in registry.domain("algebra").misconceptions
    path.unlink()
    assert registry.domain("algebra") is ALGEBRA


def test_a_broken_file_is_told_with_its_place_and_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = written(tmp_path, LAST.replace("multiply-out", "multiply-oot"))
    problem = "misconceptions/mine.yaml:5:9: no slot 'multiply-oot'; did you mean 'multiply-out'?"
    with pytest.raises(BadFile) as raised:
        own(Path(), ALGEBRA)
    assert str(raised.value) == problem
    (tmp_path / "misconceptions" / "right.yaml").write_text(LAST, encoding="utf-8")
    assert "last-term-only" in registry.domain("algebra").misconceptions
    assert [str(error) for error in registry.left_out().values()] == [problem]
    path.unlink()
    assert registry.domain("algebra")
    assert registry.left_out() == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "a: &a [*a]",
        "[" * 5000,
        "- 1",
        "domain: algebra",
        "misconceptions: {a: 1}",
        "\x00",
        "a: b: c",
    ],
)
def test_whatever_a_file_holds_reading_it_ends_in_a_message(tmp_path: Path, text: str) -> None:
    written(tmp_path, text)
    with pytest.raises(BadFile) as raised:
        own(tmp_path, ALGEBRA)
    assert raised.value.place
    assert raised.value.remedy


@pytest.mark.parametrize("slot", SLOTS)
def test_every_slot_for_patterns_is_a_slot_of_algebra_with_one_tree(slot: str) -> None:
    annotations = dict(ALGEBRA.book.right[slot].apply.__annotations__)
    assert annotations.pop("return").removesuffix(" | None") in {"Node", "Equation"}
    assert len(annotations) == 1
    assert set(annotations.values()) <= {"Node", "Power", "Equation"}
    assert slot in ALGEBRA.ideas


def test_solving_from_the_shell_uses_it(tmp_path: Path) -> None:
    written(tmp_path, LAST)
    done = subprocess.run(
        [sys.executable, "-m", "teachsim", "solve", "3(x + 2)", "--as", "last-term-only"],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=60, check=True,
    )  # fmt: skip
    assert done.stdout.startswith("x + 6   (right: 3x + 6)\n")
