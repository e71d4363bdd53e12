"""Text made to hurt: refused at once, with what is too long or too deep about it."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from teachsim.cli.main import app
from teachsim.domains.registry import domain_for, domains
from teachsim.errors import BadInput

DEEP = "(" * 1000 + "x" + ")" * 1000
HUGE = "9" * 10**6
LONG = "1 + " * 25_000 + "1"
TOO_MUCH = [
    (DEEP, "it has 2,001 characters, 200 are the most"),
    (f"{DEEP} = 3", "it has 2,005 characters, 200 are the most"),
    (HUGE, "it has 1,000,000 characters, 200 are the most"),
    (f"{HUGE} + 1", "it has 1,000,004 characters, 200 are the most"),
    (f"1/{HUGE}", "it has 1,000,002 characters, 200 are the most"),
    (f"2^{HUGE}", "it has 1,000,002 characters, 200 are the most"),
    (LONG, "it has 100,001 characters, 200 are the most"),
    ("(" * 90 + "x" + ")" * 90 + " = 3", "90 brackets are open at once, 12 are the most"),
    ("9" * 150 + " + 1", "a number has 150 figures, 24 are the most"),
    ("0." + "3" * 150 + " + 0.6", "a number has 150 figures, 24 are the most"),
]
STRANGE = [
    "٣ + ١", "\x00", "x\u0301 + 1", "∞ - 1", "1e9 + 1", "NaN", "-", "--", "()", "\u202e52 - 38\u202c",
    "😀 + 😀", "1_000 - 1", "½/0", "2^2^2^2^2^2", "1/0 + 1", "0^-1", "x/0 = 1", "\n\n", "__", "= ?",
    "𝟓𝟐 - 𝟑𝟖",
]  # fmt: skip


@pytest.mark.parametrize(("text", "limit"), TOO_MUCH, ids=range(len(TOO_MUCH)))
def test_a_task_beyond_all_limits_is_refused_with_the_limit(text: str, limit: str) -> None:
    assert not [item for domain in domains().values() if (item := domain.parse(text))]
    with pytest.raises(BadInput) as refused:
        domain_for(text)
    assert refused.value.message.endswith(limit)
    assert refused.value.remedy
    assert len(refused.value.message) < 200


@pytest.mark.parametrize("text", STRANGE)
def test_strange_text_is_no_task_and_harms_nobody(text: str) -> None:
    for domain in domains().values():
        assert domain.parse(text) is None
        domain.spans(text)


@pytest.mark.parametrize(
    "answer", [*STRANGE, DEEP, HUGE, LONG, "9" * 150, "1/" + "9" * 150, "x = " + "9" * 190]
)
def test_a_strange_answer_is_refused_or_wrong(answer: str) -> None:
    for item_text in ("52 - 38", "3/7 + 1/2", "0.7 + 0.6", "3^-2", "3(x+4) = 21", "(y - 5)^2", "-9 + 4"):
        domain, item = domain_for(item_text)
        read = domain.read_answer(item, answer)
        assert read is None or not domain.grade(item, read)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["solve", DEEP], "it has 2,001 characters, 200 are the most"),
        (["solve", HUGE], "it has 1,000,000 characters, 200 are the most"),
        (["solve", "9" * 30 + " - 1"], "a number has 30 figures, 24 are the most"),
        (["solve", "(" * 20 + "1" + ")" * 20], "20 brackets are open at once, 12 are the most"),
        (["diagnose", HUGE, "1"], "it has 1,000,000 characters, 200 are the most"),
        (["diagnose", "52 - 38", HUGE], "it has 1,000,000 characters, 200 are the most"),
        (["diagnose", "52 - 38", "9" * 30], "a number has 30 figures, 24 are the most"),
    ],
    ids=range(7),
)
def test_the_command_line_says_which_limit_and_exits_with_2(arguments: list[str], says: str) -> None:
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 2
    assert says in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.output


@pytest.mark.parametrize(("item", "asked"), [("52 - 38", ["count-up"]), ("52 + 38", ["estimate"])])
def test_an_answer_longer_than_columns_have_names_is_not_checked_in_columns(item, asked):
    domain, read = domain_for(item)
    for figures in (14, 24):
        answer = domain.read_answer(read, "9" * figures)
        assert [check.name for check in domain.checks(read, answer)] == asked
