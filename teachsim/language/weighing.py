"""How likely each act is in a turn, weighed from all that the rules found in it and from its words.

The rules decide clause by clause and take the first that fits; this part looks at all findings together.
Its features are what the rules found, the mood, and the words and pairs of words with every number
replaced by what it is here (the key, the student's own, made by a right step, given). The weights are a
logistic model for each act, learned offline from labelled turns (benchmarks/listening.py) and kept in
weights.json. What is made of the likelihoods is decided in reading.py.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from math import exp
from typing import TYPE_CHECKING, NamedTuple, cast

from teachsim.language.acts import Move
from teachsim.language.answers import key_named
from teachsim.language.asked_items import NOT_READABLE
from teachsim.language.calculations import calculations
from teachsim.language.cues import cued
from teachsim.language.evidence import evidence
from teachsim.language.facts import Facts, facts_of, names_something, numbers_said
from teachsim.language.mood import asking
from teachsim.language.nearest import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from teachsim.language.acts import MoveKind, Situation
    from teachsim.language.normalising import Clause

LIKELY = 0.4
"""An act that is at least this likely is heard though no rule found it."""
UNLIKELY = 0.4
"""A move of the rules that is less likely than this is not heard."""
RULED_OUT = 0.1
"""The same for a move that rests on a fact: an item, an answer or a test that was named."""
LABEL_OF = {"probe": "ask-why", "check-again": "ask-check"}
"""Our moves that go by another name among the labels (tests/data/teacher_turns.md)."""
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?:/\d+)?%?|[a-z]+(?:'[a-z]+)?|[?=+×÷-]|\.\.\.|_+")
_SIGNS = frozenset("+-×÷")


def proven(move: Move) -> bool:
    """Whether a move rests on something in the words that the domain could read."""
    return move.on is not None or move.answer is not None or move.check is not None


def added(
    likely: Mapping[str, float],
    there: Iterable[str],
    parts: Sequence[tuple[Clause, Sequence[Move]]],
    now: Situation,
) -> list[Move]:
    """A move for each likely act that the rules did not find.

    None gives the answer or a step away where no number of it is named, and where nothing at all was
    found an act must be likelier than not.
    """
    found = {*there}
    read = len(parts) == 1 and any(m.on and m.kind in _READ for m in parts[0][1])
    least = LIKELY if found else 0.5
    moves = []
    for act, chance in likely.items():
        if chance < least or act in found or act == "unclear":
            continue
        if read and act in _ONE_OF_THESE:
            continue
        if act == "give-step" and not any(names_something(clause.maths, now) for clause, _ in parts):
            continue
        if act == "give-answer" and not _names_the_key(parts, now):
            continue
        moves.append(_move(act, chance, parts, now))
    return moves


_READ = frozenset({"try-item", "seek-strategy", "worked-example", "false-claim"})
_ONE_OF_THESE = frozenset({"try-item", "compute-this", "worked-example", "false-claim"})
"""With an item that it names one sentence does one of these, and the domain has read which."""


def _names_the_key(parts: Sequence[tuple[Clause, Sequence[Move]]], now: Situation) -> bool:
    return any(key_named(clause.low, clause.maths, now) for clause, _ in parts)


def _move(act: str, chance: float, parts: Sequence[tuple[Clause, Sequence[Move]]], now: Situation) -> Move:
    sure = round(min(max(chance, 0.55), 0.85), 2)
    if act == "ask-why":
        how = any("how" in clause.low.split() for clause, _ in parts)
        return Move(kind="probe" if how else "ask-why", confidence=sure)
    if act == "ask-check":
        return Move(kind="check-again", confidence=sure)
    if act == "try-item":
        if now.main_answer is None:
            return Move(kind="seek-strategy", on=now.item.text, confidence=sure)
        return Move(kind="try-item", confidence=NOT_READABLE)
    mine = now.main_answer.text if act == "refute" and now.main_answer else None
    return Move(kind=cast("MoveKind", act), answer=mine, confidence=sure)


class Ruled(NamedTuple):
    """What the rules make of a turn (reading.py)."""

    clauses: tuple[tuple[Clause, tuple[Move, ...]], ...]
    """Each sentence by itself."""
    moves: tuple[Move, ...]
    """The turn as a whole."""
    confidence: float
    unexplained: int
    """Sentences that nothing explains."""


class Model(NamedTuple):
    """The learned weights."""

    acts: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[tuple[int, float], ...]]
    """By feature: the acts that it speaks for or against, by their place in `acts`, in log odds."""


@cache
def model() -> Model:
    """The weights as they are shipped; read at the first turn that is understood (4 ms)."""
    import json

    data = json.loads(files("teachsim.language").joinpath("weights.json").read_text(encoding="utf-8"))
    acts = tuple(data["acts"].values())
    place = {code: n for n, code in enumerate(data["acts"])}
    return Model(
        acts,
        tuple(data["bias"].values()),
        {
            feature: tuple((place[code], weight) for code, weight in weights.items())
            for feature, weights in data["weights"].items()
        },
    )


def likelihoods(ruled: Ruled, now: Situation, learned: Model | None = None) -> dict[str, float]:
    """For each act of the manual, how likely it is in this turn, from 0 to 1.

    learned: the shipped model if None
    """
    learned = learned or model()
    odds = list(learned.bias)
    for feature in features(ruled, now):
        for place, weight in learned.weights.get(feature, ()):
            odds[place] += weight
    return {act: 1 / (1 + exp(-z)) for act, z in zip(learned.acts, odds, strict=True)}


def label(move: Move, item: str) -> str:
    """The label that a move goes by: asking for the item at hand is `try-item`."""
    if move.kind == "seek-strategy" and move.on == item:
        return "try-item"
    return LABEL_OF.get(move.kind, move.kind)


def features(ruled: Ruled, now: Situation) -> set[str]:
    """What there is in a turn, as the names of the features that hold."""
    facts = facts_of(now)
    item = now.item.text
    parts = ruled.clauses
    found = {f"n:{min(len(parts), 4)}"}
    if any(move.check for move in ruled.moves):
        found.add("t:check")
    found.add("s:none" if now.main_answer is None else "s:wrong" if facts.wrong else "s:right")
    said = numbers_said(now)
    for place, (clause, heard) in enumerate(parts):
        end = "?" if asking(clause.low) else "."
        found.update(_of_the_rules(heard, item))
        found.update(_of_the_words(clause.maths, facts, said, end))
        found.update(evidence(clause, now))
        found.update(f"c:{kind}" for kind in cued(clause.low))
        found.update(f"calc:{one.true}{end}" for one in calculations(clause.maths))
        words = clause.low.count(" ") + 1
        found.add(f"len:{'s' if words < 4 else 'm' if words < 9 else 'l' if words < 16 else 'xl'}{end}")
        if place == 0:
            found.add("p:first" + end)
        if place == len(parts) - 1:
            found.add("p:last" + end)
    return found


def _of_the_rules(heard: Sequence[Move], item: str) -> Iterable[str]:
    if not heard:
        yield "r:none"
    for move in heard:
        name = label(move, item)
        yield f"r:{name}"
        yield f"r:{name}@{'hi' if move.confidence >= 0.8 else 'mid' if move.confidence > 0.65 else 'lo'}"


def _of_the_words(maths: str, facts: Facts, said: frozenset[str], end: str) -> Iterable[str]:
    before = "^"
    numbers = set()
    for token in _TOKEN.findall(maths):
        word = token
        if token[0].isdigit():
            word = _what_it_is(token.rstrip("%"), facts, said)
            numbers.add(word)
        elif token in facts.letters:
            word = "<x>"
        elif token in _SIGNS:
            if before == "<op>":
                continue
            word = "<op>"
        elif len(token) > 3:
            word = stem(token)
        yield f"w:{word}"
        yield f"b:{before} {word}"
        before = word
    yield f"b:{before} $"
    yield from (f"h:{number}{end}" for number in numbers)
    yield f"h:{len(numbers)}{end}"


def _what_it_is(number: str, facts: Facts, said: frozenset[str]) -> str:
    """What a number is in this situation."""
    if number in facts.given:
        return "<given>"
    if number in facts.key:
        return "<key>"
    if number in facts.mine:
        return "<mine>"
    if number in facts.made:
        return "<made>"
    return "<said>" if number in said else "<other>"
