"""Why a text is no task: the part of it that can be read, a sign that is not known, or the nearest form.

Asked only once nothing could read the text, so it may try a good many pieces of it.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from random import Random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from teachsim.domains.base import Domain

MOST_PIECES = 16
"""Words of a text whose runs are tried."""
OF_EACH_KIND = 3
NEAR = 0.7
"""Likeness of two forms from which the one is named for the other."""
_KNOWN = re.compile(r"[\w\s+\-−–·*×÷:/^()\[\].,;=<>≤≥%$€£_'’\"“”?!|½⅓⅔¼¾²³°…&]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


class Unread(NamedTuple):
    """What is wrong, and what can be written instead; None of what cannot be told."""

    reason: str | None
    remedy: str | None


def why_unread(text: str, asked: Sequence[Domain]) -> Unread:
    """Why none of these domains reads the text.

    >>> from teachsim.domains.registry import built_in
    >>> why_unread("perhaps 52 - 38", [built_in("arithmetic")]).reason
    "'perhaps' is not part of a task"
    """
    if strange := [c for c in text if not _KNOWN.match(c)]:
        return Unread(f"the sign {strange[0]!r} is not known", None)
    if (found := _longest_readable(text, asked)) is not None:
        part, rest = found
        return Unread(f"{rest!r} is not part of a task", f"write {part!r} alone")
    if reason := _brackets(text):
        return Unread(reason, None)
    nearest = _nearest(text, asked)
    return Unread(None, f"write it like {nearest!r}" if nearest else None)


def _longest_readable(text: str, asked: Sequence[Domain]) -> tuple[str, str] | None:
    """The longest run of words that is a task, and the words beside it."""
    words = text.split()
    if not 1 < len(words) <= MOST_PIECES:
        return None
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            part = " ".join(words[start : start + length]).strip(" ,.;:!?")
            if re.search(r"\d", part) and any(domain.parse(part) for domain in asked):
                rest = [" ".join(words[:start]), " ".join(words[start + length :])]
                return part, " … ".join(one for one in rest if one)
    return None


def _brackets(text: str) -> str | None:
    """What is wrong with its brackets."""
    depth = 0
    for sign in text:
        depth += (sign in "([") - (sign in ")]")
        if depth < 0:
            return f"a bracket is closed that was not opened: {sign!r}"
    return "a bracket is not closed" if depth else None


def _nearest(text: str, asked: Iterable[Domain]) -> str | None:
    """The task of a domain whose form, numbers aside, is most alike."""
    form = _form(text)
    best, likeness = None, NEAR
    for domain in asked:
        for kind in domain.kinds:
            for number in range(OF_EACH_KIND):
                one = domain.generate(kind, None, Random(f"{kind}/{number}")).text
                alike = SequenceMatcher(None, form, _form(one)).ratio()
                if alike > likeness:
                    best, likeness = one, alike
    return best


def _form(text: str) -> str:
    return re.sub(r"\s+", " ", _NUMBER.sub("#", text.lower())).strip()
