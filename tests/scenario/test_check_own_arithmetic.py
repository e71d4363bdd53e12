"""`teachsim check` on rules over whole items of arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from teachsim.scenario.check import check_file, verdict

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
domain: arithmetic
misconceptions:
- id: keeps-the-larger-bottom
  name: Keeps the larger bottom
  slot: common-denominator
  kinds: [fraction-addition]
  description: Adds the tops and keeps the larger of the two bottoms.
  rules:
  - {when: "?a/?b + ?c/?d", then: "(?a + ?c)/max(?b, ?d)"}
  says:
  - "?a and ?c on top, that's ?answer"
  - "I add ?a and ?c and get ?answer"
  - "it comes to ?answer"
  refuted_by: ["1/2 + 1/4"]
"""


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "misconceptions" / "mine.yaml"
    path.parent.mkdir()
    path.write_text(GOOD, encoding="utf-8")
    return path


def said(path: Path, old: str, new: str) -> list[str]:
    assert old in GOOD
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    return [str(problem).removeprefix(f"{path}:") for problem in check_file(path)]


def test_a_good_file_tells_its_share_and_the_items_that_tell_it_from_others(mine: Path) -> None:
    problems, told = verdict(mine)
    assert problems == []
    assert told[0].startswith("keeps-the-larger-bottom: wrong on 1")
    assert told[0].endswith(" of 200 items")
    assert "  tells itself from add-tops-and-bottoms by 1/2 + 1/4" in told


def test_of_several_kinds_it_tells_the_share_of_each(mine: Path) -> None:
    more = GOOD.replace("[fraction-addition]", "[fraction-addition, mixed-addition]").replace(
        "  says:", '  - {when: "?v ?a/?b + ?w ?c/?d", then: "(?v + ?w) (?a + ?c)/max(?b, ?d)"}\n  says:'
    )
    mine.write_text(more, encoding="utf-8")
    problems, told = verdict(mine)
    assert problems == []
    assert ": fraction-addition " in told[0]
    assert ", mixed-addition " in told[0]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "common-denominator",
            "common-denominatr",
            "5:9: no slot 'common-denominatr' on fraction-addition; did you mean 'common-denominator'?",
        ),
        ("common-denominator", "borrow", "5:9: no slot 'borrow' on fraction-addition; fraction-addition may"),
        ("[fraction-addition]", "[fraction-adition]", "6:11: arithmetic has no item kind 'fraction-adition'"),
        ("?a/?b + ?c/?d", "1/2 + 2/3", "9:12: cannot read the pattern '1/2 + 2/3': the pattern has no place"),
        ("?a/?b + ?c/?d", "?top/?b + ?c/?d", "9:12: cannot read the pattern '?top/?b + ?c/?d': a place is ?"),
        ("max(?b, ?d)", "max(?b, ?e)", "9:35: ?e stands only in '(?a + ?c)/max(?b, ?e)'; use the places of"),
        (
            "max(?b, ?d)",
            "mox(?b, ?d)",
            "9:35: cannot read the answer '(?a + ?c)/mox(?b, ?d)': no function 'm",
        ),
        (
            "(?a + ?c)/",
            "(?a + ?c/",
            "9:35: cannot read the answer '(?a + ?c/max(?b, ?d)': a bracket is not c",
        ),
        ("it comes to ?answer", "that is ?answer for me", "13:5: a wording ends with the answer; write one"),
        ("it comes to ?answer", "?e, that is ?answer", "13:5: ?e stands only in '?e, that is ?answer'; use"),
        ('  - "it comes to ?answer"\n', "", "11:3: 'says' has 2 wordings; write 3 or more"),
        (
            "1/2 + 1/4",
            "1/2 + 1/2",
            "3:7: 1/2 + 1/2 does not refute it: its holder is right there; write anoth",
        ),
        ("1/2 + 1/4", "52 - 38", "14:16: '52 - 38' is an item of the kind whole-subtraction; add whole-subt"),
        (
            "?a/?b + ?c/?d",
            "?a/?b - ?c/?d",
            "3:7: keeps-the-larger-bottom never fires on 200 items of fractio",
        ),
        (
            "common-denominator",
            "regrouping",
            "3:7: keeps-the-larger-bottom never fires on 200 items of fraction-addition; none of them passes "
            "the slot regrouping; they pass common-denominator, ",
        ),
        (
            "[fraction-addition]",
            "[fraction-addition, mixed-addition]",
            "6:30: keeps-the-larger-bottom is never wrong on 100 items of mixed-addition; take mixed",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place_and_remedy(mine: Path, old: str, new: str, problem: str) -> None:
    (only,) = said(mine, old, new)
    assert only.startswith(problem)


TIMES = """\
domain: arithmetic
misconceptions:
- id: times-the-small-number
  name: Multiplies by the exponent
  slot: power
  kinds: [powers]
  description: Multiplies the base by the exponent.
  rules: [{when: "?a^?b", then: "?a*?b"}]
  refuted_by: ["2^3"]
"""


def test_the_same_as_a_built_in_one_is_told(mine: Path) -> None:
    mine.write_text(TIMES, encoding="utf-8")
    problems, told = verdict(mine)
    assert problems == []
    assert "  answers as exponent-as-times does on all 200 items: the two are one" in told


def test_a_file_of_the_other_domain_in_the_same_folder_does_not_matter(mine: Path) -> None:
    before = verdict(mine)
    mine.with_name("other.yaml").write_text("domain: algebra\nmisconceptions: []\n", encoding="utf-8")
    assert verdict(mine) == before
