"""CLASS's codes for a teacher's turns, from symbolic truth, and whether its table allows them.

CLASS (SPOCK) has a tutor note, before it speaks, an evaluation of the student's response (a–g), an action
(1–12) and the state of the subproblem (w–z). Here the evaluation is no guess: it comes from the act that
the student computed. The problem is the lesson, and each practice item is a subproblem of it.

evaluation  a incorrect, or it cannot say   b correct   c partly correct: a wrong answer with right steps
            d too short to judge   e off-topic   f the student asks   g nothing to evaluate
action      1, 4, 8 hint after a, c, f   2, 5, 9 solution after a, c, f   3 confirm, or ask to complete
            6 ask for clarification   7 redirect   10 go back   11 answer the question   12 none of them
state       w no item   x item in progress   y item finished, next one   z finished, lesson done

A turn of several moves has several actions. Moves that CLASS has no action for (another item to try, a
rule told) have no code; a turn of such alone is not judged.

source: Sonkar et al. 2023, its table; the rules 9 or 10 ⇒ y or z, and z only after every subproblem is
finished, and which of our moves and acts have which code, are ours
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from teachsim.engine.events import Attempt, ItemPresented, SessionStarted, Utterance
from teachsim.measure.moves import PUBLISHED, taught_turns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from teachsim.engine.events import Event
    from teachsim.language.acts import Act, ActKind
    from teachsim.measure.moves import ClassAct, TaughtTurn

Evaluation = Literal["a", "b", "c", "d", "e", "f", "g"]
State = Literal["w", "x", "y", "z"]
Illegal = Literal["action", "solution-too-early", "solution-not-finished", "done-too-early"]

ALLOWED: Mapping[Evaluation, frozenset[int]] = {
    "a": frozenset({1, 2}),
    "b": frozenset({3}),
    "c": frozenset({4, 5}),
    "d": frozenset({6}),
    "e": frozenset({7}),
    "f": frozenset({8, 9, 10, 11}),
    "g": frozenset({12}),
}
"""The actions that CLASS allows after each evaluation."""

REPEATED = 2
"""Failures on an item from which its solution may be given after a wrong answer (2, 5)."""

_BY_EVALUATION: Mapping[ClassAct, Mapping[Evaluation, int]] = {
    "hint": {"a": 1, "c": 4},
    "solution": {"a": 2, "c": 5},
}
_NUMBER: Mapping[ClassAct, int] = {
    "hint": 8,
    "solution": 9,
    "confirm": 3,
    "clarify": 6,
    "redirect": 7,
    "answer": 11,
    "n/a": 12,
}
_SAYS: Mapping[ActKind, Evaluation] = {
    "justify": "a",      # the belief behind a wrong step
    "no-idea": "a",      # what is asked for is not there, though it is clear enough
    "check": "b",        # what a test found is so
    "reflect": "b",      # why its own way failed
    "idea": "b",
    "claim": "d",        # that it understands says nothing of what
    "report": "d",
    "acknowledge": "d",
    "off-topic": "e",
    "question": "f",
    "ask-back": "f",
    "stop": "g",
}  # fmt: skip


class Coded(NamedTuple):
    """A teacher's turn in CLASS's codes, and what is illegal in it."""

    turn: int
    item: int
    evaluation: Evaluation
    """Of what the student had last said."""
    actions: tuple[int, ...]
    """Empty where CLASS has none for it."""
    state: State
    """After the turn."""
    illegal: tuple[Illegal, ...]


def evaluation(act: Act) -> Evaluation:
    """CLASS's evaluation of what a student did, from how it came about.

    Right steps in a wrong answer make it partly correct, and so does a slip in an otherwise right way.
    """
    if act.kind not in ("answer", "explain"):
        return _SAYS[act.kind]
    by_wrong_rules = [step for step in act.steps if step.misconception]
    right = act.correct if act.correct is not None else not by_wrong_rules and act.luck == "none"
    if right:
        return "b"
    partly = len(act.steps) > len(by_wrong_rules) and (by_wrong_rules or act.luck == "slip")
    return "c" if partly else "a"


def actions(turn: TaughtTurn, after: Evaluation) -> tuple[int, ...]:
    """CLASS's action codes of a turn after an evaluation, in the order of its moves.

    A move that may count as several actions counts as the first that is allowed, if one is; one of no
    consequence (12: greetings, praise) counts only where nothing else does.
    """
    found: list[int] = []
    for act in turn.acts:
        codes = [_BY_EVALUATION.get(c, {}).get(after, _NUMBER[c]) for c in PUBLISHED[act].class_acts]
        if codes:
            found.append(next((c for c in codes if c in ALLOWED[after]), codes[0]))
    weighty = [c for c in dict.fromkeys(found) if c != 12]
    judged = weighty or (found[:1] if all(PUBLISHED[a].class_acts for a in turn.acts) else [])
    return tuple(judged)


def coded(events: Sequence[Event], student: str) -> list[Coded]:
    """Every turn of the teacher to this student, in CLASS's codes."""
    turns = {t.turn: t for t in taught_turns(events, student)}
    last_item = next((len(e.plan.practice) for e in events if isinstance(e, SessionStarted)), 0)
    said: Act | None = None
    unfinished: set[int] = set()
    failures = 0
    item, text = 0, ""
    found: list[Coded] = []
    for event in events:
        if event.student != student:
            continue
        match event:
            case ItemPresented(item=int(item), text=text):
                unfinished.add(item)
                said, failures = None, 0
            case Attempt():
                said = event
            case Utterance(role="student") if event.stuck or event.on == text:
                if event.right:
                    unfinished.discard(item)
                failures += not event.right
            case Utterance(role="teacher", turn=int(number)) if number in turns:
                turn = turns[number]
                if "give-answer" in turn.acts:
                    unfinished.discard(item)
                found.append(_judged(turn, said, item, unfinished, failures, last=item == last_item))
    return found


def _judged(
    turn: TaughtTurn, said: Act | None, item: int, unfinished: set[int], failures: int, *, last: bool
) -> Coded:
    before: Evaluation = evaluation(said) if said is not None else "g"
    codes = actions(turn, before)
    state: State = "x"
    if turn.closes or (item not in unfinished and "give-answer" not in turn.acts):
        state = "z" if last else "y"
    illegal: list[Illegal] = []
    if any(code not in ALLOWED[before] for code in codes):
        illegal.append("action")
    if {2, 5} & set(codes) and failures < REPEATED:
        illegal.append("solution-too-early")
    if {9, 10} & set(codes) and state not in ("y", "z"):
        illegal.append("solution-not-finished")
    if state == "z" and unfinished:
        illegal.append("done-too-early")
    return Coded(turn.turn, item, before, codes, state, tuple(illegal))


def violations_per_100(found: Sequence[Coded]) -> float | None:
    """Illegal things in 100 turns that have a code; None where no turn has."""
    judged = [c for c in found if c.actions]
    return 100 * sum(len(c.illegal) for c in judged) / len(judged) if judged else None
