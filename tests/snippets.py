"""A tiny domain of another kind: predict what a Python snippet prints.

Its answers are no numbers, its items no sums; all of the engine runs on it, so that nothing hardens
around arithmetic. Two forms are enough: a `range` loop and an index into a string.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from teachsim.domains.base import (
    CORRECT,
    UNKNOWN,
    Answer,
    Check,
    Idea,
    Item,
    Misconception,
    Solution,
    Span,
    Way,
    WeightedRule,
)
from teachsim.domains.rules import Hand, Rulebook, ways

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

LOOP, INDEX = "loop-output", "index-output"
_LOOP = re.compile(r"for i in range\((\d), (\d)\): print\(i\)")
_INDEX = re.compile(r"print\('([a-z]{3,8})'\[(\d)\]\)")
_OUTPUT = re.compile(r"\d(?: \d)*|'[a-z]'")

book = Rulebook()


@book.right_rule("range-end")
def end_left_out(start: int, end: int) -> int:
    return end


@book.mal_rule("range-end", source="progmiscon.org: RangeIncludesEnd")
def end_included(start: int, end: int) -> int | None:
    return end + 1


@book.right_rule("range-start")
def start_included(start: int) -> int:
    return start


@book.mal_rule("range-start", source="made for these tests")
def start_left_out(start: int) -> int | None:
    return start + 1


@book.right_rule("first-index")
def from_zero(index: int) -> int:
    return index


@book.mal_rule("first-index", source="Sorva 2012")
def from_one(index: int) -> int | None:
    return max(0, index - 1) if index > 0 else None


def _misconception(name: str, slot: str, kind: str, refuted: str) -> Misconception:
    return Misconception(
        id=name,
        name=name,
        domain="snippets",
        slot=slot,
        kinds=(kind,),
        description=f"{name}.",
        rules=(WeightedRule(name, 1.0),),
        belief=("That's what the numbers say.", "You count it like that.", "It goes like you read it."),
        notices=(
            "I counted one that isn't there.",
            "I started at the wrong place.",
            "It doesn't go that far.",
        ),
        refuted_by=(refuted,),
        labels=(),
        source="tests",
    )


CATALOGUE = {
    m.id: m
    for m in (
        _misconception("end-included", "range-end", LOOP, "for i in range(1, 2): print(i)"),
        _misconception("start-left-out", "range-start", LOOP, "for i in range(1, 3): print(i)"),
        _misconception("from-one", "first-index", INDEX, "print('cat'[1])"),
    )
}


def _idea(slot: str, what: str) -> Idea:
    return Idea(
        slot=slot,
        name=what,
        rule=(f"The rule for {what} is in the manual.", f"With {what} Python does as the manual says."),
        rule_heard=(f"you look up {what}", f"{what} goes by the manual"),
        asks=(f"What does Python say about {what}?", f"Where would you look up {what}?"),
        answers=("It goes by its own rule.", "In the manual."),
        strategy=(f"What would you run first to see {what}?", f"How could you see {what} for yourself?"),
        hints=(f"Run something short and watch {what}.", f"Look at {what} once more."),
        cues=(what,),
    )


IDEAS = {
    "range-end": _idea("range-end", "the end of a range"),
    "range-start": _idea("range-start", "the start of a range"),
    "first-index": _idea("first-index", "the first index"),
}


class Snippets:
    """The domain, in the protocol's order."""

    name = "snippets"
    version = "1"
    kinds = (LOOP, INDEX)
    misconceptions: Mapping[str, Misconception] = CATALOGUE
    ideas: Mapping[str, Idea] = IDEAS

    def parse(self, text: str) -> Item | None:
        text = text.strip()
        if m := _LOOP.fullmatch(text):
            start, end = int(m[1]), int(m[2])
            return Item("snippets", LOOP, text, (start, end)) if 0 < start < end else None
        if m := _INDEX.fullmatch(text):
            word, index = m[1], int(m[2])
            return Item("snippets", INDEX, text, (word, index)) if index < len(word) else None
        return None

    def read_answer(self, item: Item, text: str) -> Answer | None:
        wanted = r"'[a-z]'" if item.kind == INDEX else r"\d(?: \d)*"
        return Answer(text, "output") if re.fullmatch(wanted, text.strip()) else None

    def spans(self, text: str) -> list[Span]:
        found: list[Span] = []
        rest = text
        for pattern in (_LOOP, _INDEX):
            for m in pattern.finditer(text):
                found.append(Span(m.start(), m.end(), m[0], self.parse(m[0]), None))
                rest = rest[: m.start()] + "_" * len(m[0]) + rest[m.end() :]
        for m in _OUTPUT.finditer(rest):
            found.append(Span(m.start(), m.end(), m[0], None, Answer(m[0], "output")))
        return sorted(found)

    def solve(self, item: Item, held: Sequence[str] = ()) -> Solution:
        return self.ways(item, held)[0].solution

    def ways(self, item: Item, held: Sequence[str]) -> list[Way]:
        own = [CATALOGUE[h] for h in held if item.kind in CATALOGUE[h].kinds]
        return ways(own, lambda rules: self._run(item, Hand(book, rules)))

    def _run(self, item: Item, hand: Hand) -> Solution:
        if item.kind == LOOP:
            start, end = item.data
            first = hand.at("range-start", start)
            last = hand.at("range-end", start, end)
            printed = [str(i) for i in range(first.value, last.value) if i < 10]
            steps = (
                first.step(
                    f"starts at {first.value}",
                    f"it starts at {first.value}",
                    f"{first.value} comes first",
                    f"first there is {first.value}",
                ),
                last.step(
                    f"stops before {last.value}",
                    f"it stops before {last.value}",
                    f"{last.value} isn't printed",
                    f"before {last.value} it's over",
                ),
            )
            return Solution(Answer(" ".join(printed) or "0", "output"), steps, tuple(hand.fired))
        word, index = item.data
        at = hand.at("first-index", index)
        letter = word[at.value]
        step = at.step(
            f"letter {at.value}",
            f"I counted to {letter!r}",
            f"that's the letter {letter!r}",
            f"counting gets me to {letter!r}",
        )
        return Solution(Answer(repr(letter), "output"), (step,), tuple(hand.fired))

    def slip(self, item: Item, solution: Solution, rng: Random) -> Solution:
        wrong = self.guess(item, rng)
        while wrong.text == solution.answer.text:
            wrong = self.guess(item, rng)
        return Solution(wrong, solution.steps, solution.fired)

    def guess(self, item: Item, rng: Random) -> Answer:
        if item.kind == INDEX:
            return Answer(repr(rng.choice("abcdefgh")), "output")
        return Answer(" ".join(str(rng.randrange(9)) for _ in range(rng.randrange(1, 4))), "output")

    def predict(self, item: Item, hypotheses: Sequence[str]) -> dict[str, dict[str, float]]:
        table: dict[str, dict[str, float]] = {}
        for h in hypotheses:
            held = () if h == CORRECT else (h,)
            table[h] = (
                {} if h == UNKNOWN else {w.solution.answer.text: w.weight for w in self.ways(item, held)}
            )
        return table

    def predict_together(self, item: Item, held: Sequence[str]) -> dict[str, float]:
        return {w.solution.answer.text: w.weight for w in self.ways(item, held)}

    def grade(self, item: Item, answer: Answer) -> bool:
        return answer.text == self.solve(item).answer.text

    def plausible(self, item: Item) -> int:
        return 20

    def shows(self, misconception: str, item: Item) -> bool:
        if item.kind not in CATALOGUE[misconception].kinds:
            return False
        if misconception == "from-one":
            word, index = item.data
            return index > 0 and word[index] != word[index - 1]
        return not (misconception == "end-included" and item.data[1] == 10)

    def slots(self, item: Item) -> tuple[str, ...]:
        return ("range-start", "range-end") if item.kind == LOOP else ("first-index",)

    def generate(self, kind: str, target: str | None, rng: Random) -> Item:
        while True:
            if kind == LOOP:
                start = rng.randrange(1, 6)
                text = f"for i in range({start}, {rng.randrange(start + 1, 10)}): print(i)"
            else:
                word = rng.choice(["table", "window", "pencil", "garden", "python", "school"])
                text = f"print('{word}'[{rng.randrange(len(word))}])"
            item = self.parse(text)
            if item is not None and (target is None or self.shows(target, item)):
                return item

    def transfer_kinds(self, kind: str, target: str | None) -> tuple[str, ...]:
        return (kind,)

    def checks(self, item: Item, answer: Answer) -> tuple[Check, ...]:
        right = self.solve(item).answer.text
        ask = f"What does Python print when you run {item.text}?"
        return (
            Check(
                "run-it",
                (ask, f"Run {item.text}: is {answer.text} what you see?"),
                (f"it prints {right}", f"I see {right} there", f"Python says {right}"),
                answer.text != right,
                r"\brun\b",
            ),
        )


SNIPPETS = Snippets()
