"""Whether running text tells the answer to a word problem: what is left to see without a domain.

Inside a lesson the key is compared as mathematics (checks.py). Here there is only a gold number, the talk
so far, and the words. That the number occurs is a poor sign (it may be a step, a given, or the student's
own); that it is new is a good sign which misses most. So a number that was said before counts where the
sentence presents it as what comes out. Figures on people's labels: benchmarks/critics.py.
"""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?(?:/\d+)?(?!\w)")
_RESULT = re.compile(
    r"(?:=|\b(?:is|are|was|were|be|equals?|totals?|gets?|got|gives?|makes?|leaves?|comes? to"
    r"|come up with|answer(?: of)?"
    r"|result(?:s in)?|total of|sum of|have|has|had|needs?|left with|takes?|costs?"
    r"|earns?|spends?|spent|sold|ate|paid|find|found))"
    r"\W*(?:(?:a|an|the|only|just|actually|about|exactly|indeed|now|still|in|fact|total|of|to|be"
    r"|that|by) ?){0,3}\W*$"
)
_ENDS = re.compile(r"(?<=[.!?;])\s+|\n+")


def numbers(text: str) -> list[str]:
    """The numbers of a text, written one way: no thousands' commas, no zeros that end a decimal.

    >>> numbers("That's $1,200.50 for 3/4.")
    ['1200.5', '3/4']
    """
    return [_plain(n) for n in _NUMBER.findall(text)]


def gold_of(solution: str) -> str | None:
    """The last number of a worked solution; None where it ends in none."""
    found = numbers(solution)
    return found[-1] if found else None


def tells(text: str, before: str, gold: str) -> bool:
    """Whether the gold number is new here, or is presented as what comes out.

    before: the talk so far, the problem included
    """
    new = gold not in numbers(before)
    for sentence in _ENDS.split(text):
        for at in _NUMBER.finditer(sentence):
            if _plain(at[0]) != gold:
                continue
            if new or (
                not sentence.rstrip().endswith("?") and _RESULT.search(sentence[: at.start()].lower())
            ):
                return True
    return False


def _plain(number: str) -> str:
    number = number.replace(",", "")
    return number.rstrip("0").rstrip(".") if "." in number and "/" not in number else number
