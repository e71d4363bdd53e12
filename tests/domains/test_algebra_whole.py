"""All topics of algebra together: each finds its own items and answers, and leaves the others theirs."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from teachsim.domains.algebra.domain import ALGEBRA
from teachsim.domains.registry import domains
from tests.domains.conformance import CHECKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.domains.base import Domain


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_algebra_as_a_whole_conforms(check: Callable[[Domain], None]) -> None:
    check(ALGEBRA)


def test_no_text_is_an_item_of_two_domains() -> None:
    for one in domains().values():
        for kind in one.kinds:
            for seed in range(20):
                item = one.generate(kind, None, Random(f"{kind}/{seed}"))
                assert [d.name for d in domains().values() if d.parse(item.text)] == [one.name], item
