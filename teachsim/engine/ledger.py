"""The engine's own fold: where a session stands, and what has been said aloud.

Views are made from it. It folds words, items and public decisions only, and nothing of a mind, a
belief or a computed act, so nothing made from it can leak one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from teachsim.engine.events import (
    Attempt,
    Branched,
    Critique,
    Decision,
    Event,
    ItemPresented,
    ModelCalled,
    SessionStarted,
    UnderstoodEvent,
    Utterance,
)
from teachsim.language.acts import ASKING, Line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from teachsim.engine.cards import Budget


class Asked(NamedTuple):
    """What a student was last asked to answer, and what its words gave as answers."""

    text: str
    """An item: the practice item, or a smaller one that it was asked to try."""
    answer: str | None = None
    """Its last answer to that."""
    main_answer: str | None = None
    """Its last answer to the practice item itself."""
    awaited: bool = True
    """Whether its next words are expected to give an answer."""
    wrong: int = 0
    """Wrong answers to the practice item so far."""
    settled: bool = False
    """Whether its last answer to the practice item is right."""


_TO_ANSWER = ("try-item", "seek-strategy", "check-again", "compute-this")
"""Moves that are answered with an answer to an item."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Where the session stands after the events so far."""

    started: SessionStarted
    lines: tuple[Line, ...] = ()
    turn: int = 0
    """Turns taken, by anybody."""
    item_turn: int = 0
    """The turn count when the present item was put."""
    items: Mapping[str, ItemPresented] = field(default_factory=dict)
    """By student, the item at hand."""
    asked: Mapping[str, Asked] = field(default_factory=dict)
    acts: Mapping[tuple[str, int], int] = field(default_factory=dict)
    """By agent and item number, how many acts there have been."""
    open: frozenset[str] = frozenset()
    """Students with whom an intervention is open."""
    spent: float = 0.0
    critiques: tuple[Critique, ...] = ()
    """What the teacher has been told by critics."""
    tokens: int = 0
    """Of all models' calls so far, in and out."""
    usd: float = 0.0
    """What they cost, as far as they say."""
    say: str | None = None
    """Words that a person put into the teacher's mouth for the next turn."""

    @property
    def budget(self) -> float:
        """How many interventions may be spent in all."""
        return allowance(self.started.scenario.budget, len(self.started.plan.practice))

    @property
    def turns_left(self) -> int:
        """Turns until the practice is over."""
        return self.started.scenario.budget.turns - self.turn

    @property
    def turns_left_on_item(self) -> int:
        """Turns until this item is left, whatever happens."""
        on_item = self.started.scenario.budget.turns_per_item - (self.turn - self.item_turn)
        return min(on_item, self.turns_left)

    def acts_of(self, agent: str, item: int) -> int:
        """How many acts this agent has made on this item."""
        return self.acts.get((agent, item), 0)


def allowance(budget: Budget, practice: int) -> float:
    """Interventions as a number; a share is of the practice items, rounded down."""
    given = budget.interventions
    return math.floor(given * practice + 1e-9) if isinstance(given, float) else given


def record(ledger: Ledger, event: Event) -> Ledger:
    """The ledger once this has happened."""
    match event:
        case ItemPresented(student=str(student)):
            return replace(
                ledger,
                items={**ledger.items, student: event},
                asked={**ledger.asked, student: Asked(event.text)},
                item_turn=ledger.turn,
                open=ledger.open - {student},
            )
        case Attempt(item=int(item)):
            return replace(ledger, acts=_counted(ledger, event.agent, item))
        case Utterance(item=int(item), turn=int(turn)):
            line = Line(event.role, event.name, event.text, item, turn)
            said = replace(ledger, lines=(*ledger.lines, line), turn=turn)
            if event.role == "teacher":
                return replace(said, say=None)
            return _answered(said, event)
        case UnderstoodEvent(student=str(student)):
            asked = ledger.asked[student]
            move = next((m for m in reversed(event.moves) if m.kind in ASKING), None)
            if move is not None and move.kind in ("try-item", "compute-this") and move.on:
                asked = asked._replace(text=move.on, answer=None)
            elif move is not None and move.kind in ("seek-strategy", "check-again"):
                text = ledger.items[student].text
                asked = asked._replace(text=text, answer=asked.main_answer)
            awaited = move is None or move.kind in _TO_ANSWER
            return replace(ledger, asked={**ledger.asked, student: asked._replace(awaited=awaited)})
        case Decision(student=str(student), item=int(item)):
            return replace(
                ledger,
                spent=ledger.spent + event.cost,
                open=ledger.open | {student} if event.opens else ledger.open,
                acts=_counted(ledger, event.agent, item),
            )
        case ModelCalled():
            tokens = (event.tokens_in or 0) + (event.tokens_out or 0)
            return replace(ledger, tokens=ledger.tokens + tokens, usd=ledger.usd + (event.cost_usd or 0.0))
        case Critique(mode="advise" | "gate", objects=True):
            return replace(ledger, critiques=(*ledger.critiques, event))
        case Branched():
            return replace(ledger, say=event.say)
        case _:
            return ledger


def _answered(ledger: Ledger, said: Utterance) -> Ledger:
    """The ledger once a student's words have given an answer, if they have."""
    student = said.student or ""
    asked = ledger.asked[student]
    if said.answer is None:
        return ledger
    asked = asked._replace(answer=said.answer, text=said.on or asked.text)
    if asked.text == ledger.items[student].text:
        asked = asked._replace(
            main_answer=said.answer, wrong=asked.wrong + (said.right is False), settled=bool(said.right)
        )
    return replace(ledger, asked={**ledger.asked, student: asked})


def _counted(ledger: Ledger, agent: str, item: int) -> dict[tuple[str, int], int]:
    key = (agent, item)
    return {**ledger.acts, key: ledger.acts.get(key, 0) + 1}
