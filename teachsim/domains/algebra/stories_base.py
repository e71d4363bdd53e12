"""What stories share: their answer is a number, and it can be tested by telling the story again."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from teachsim.domains.algebra.stories_answers import NumberForm
from teachsim.domains.algebra.stories_frames import END, Frame, seen, shown
from teachsim.domains.base import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from teachsim.domains.base import Answer, Step
    from teachsim.domains.rules import Hand

WHOLE = r"([1-9][0-9]{0,4})(?![0-9])"


def pattern(form: str) -> re.Pattern[str]:
    """A wording of a story, that may stand in running text."""
    return re.compile(r"(?<![\w.,$])" + form + END, re.IGNORECASE | re.ASCII)


class Story(Frame):
    """A story whose work is done at one slot and whose answer is a number."""

    form = NumberForm()
    slot: str

    def work(self, data: Any, hand: Hand) -> tuple[str, tuple[Step, ...]]:
        """What this student does at the one slot."""
        taken = hand.at(self.slot, data)
        return taken.value.answer, taken.value.steps(taken)

    def back(self, data: Any, value: Fraction) -> tuple[str, str, Fraction, Fraction]:
        """A question that leads back to the story, what is counted then, the count, and what it should be.

        Stories with tests of their own have none.
        """
        raise TypeError(f"{self.kind} is tested in another way")

    def tests(self, data: Any, answer: Answer) -> Iterator[Check]:
        """Going back through the story with the answer."""
        value = Fraction(str(answer.value))
        ask, counted, found, due = self.back(data, value)
        refutes = found != due
        yield Check(
            "tell-it-again",
            (
                f"Tell the story again with your answer in it: {ask}",
                f"With your answer put into the story again, {ask}",
                f"Go through the story again with what you got. So {ask}",
            ),
            seen(
                f"with {answer.text} {counted} {shown(found)}, {'but it should be' if refutes else 'just'}"
                f" {shown(due)}"
            ),
            refutes,
            r"\bstory again\b",
        )
