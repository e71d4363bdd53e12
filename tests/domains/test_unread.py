"""Why a text is no task is told: the part that can be read, the sign that is not known, the nearest form."""

from __future__ import annotations

import pytest

from teachsim.domains.algebra import ALGEBRA
from teachsim.domains.arithmetic import ARITHMETIC
from teachsim.domains.registry import domain_for
from teachsim.domains.unread import why_unread
from teachsim.errors import BadInput

BOTH = (ARITHMETIC, ALGEBRA)


@pytest.mark.parametrize(
    ("text", "reason", "remedy"),
    [
        ("perhaps 52 - 38 today", "'perhaps … today' is not part of a task", "write '52 - 38' alone"),
        ("52 - 38 now", "'now' is not part of a task", "write '52 - 38' alone"),
        ("52 @ 38", "the sign '@' is not known", None),
        ("3(x + 4", "a bracket is not closed", None),
        ("3(x + 4))", "a bracket is closed that was not opened: ')'", None),
        ("the larger of 3 km and 40 feet", None, "write it like 'the larger of "),
        ("zzz", None, None),
    ],
)
def test_what_is_wrong_with_a_text_is_told_where_it_can_be(text, reason, remedy):
    found = why_unread(text, BOTH)
    assert found.reason == reason
    assert (found.remedy is None) == (remedy is None)
    assert remedy is None or (found.remedy or "").startswith(remedy)


def test_the_remedy_is_itself_a_task():
    for text in ("perhaps 52 - 38 today", "the larger of 3 km and 40 feet"):
        remedy = why_unread(text, BOTH).remedy
        assert remedy is not None
        assert domain_for(remedy.split("'")[1])


def test_without_a_better_one_tasks_of_many_kinds_are_shown():
    with pytest.raises(BadInput) as raised:
        domain_for("zzz")
    assert raised.value.message == "cannot read 'zzz' as a task"
    assert (raised.value.remedy or "").count(",") >= 5
