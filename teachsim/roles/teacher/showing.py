"""What a teacher's view looks like to a language model: the view, the card, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from teachsim.engine.cards import TeacherCard
    from teachsim.engine.views import TeacherView
    from teachsim.language.acts import Move

LINES = 12
"""Of what was said last, as many turns reach the prompt."""

NOT_SAID: dict[str, str] = {
    "kind": "says what file it is",
    "id": "names the file",
    "brain": "chooses the prompt",
    "model": "says who is asked",
    "api_base": "says where",
    "sampling": "goes with the request",
    "prompt": "chooses the prompt",
    "policy": "decides before a hybrid teacher is worded, and is not asked where a model decides",
}
"""The fields of a teacher's card that are not in a prompt, and why."""

_MOVES = {
    "probe": "ask how the answer came about",
    "ask-why": "ask for a reason",
    "try-item": "ask for the answer to another item",
    "ask-check": "ask for a test of an answer that does not need the procedure",
    "recall": "ask for the idea behind the procedure",
    "seek-strategy": "ask for the next step, or for another attempt",
    "invite-reflection": "ask what it does now, in its own words",
    "check-again": "ask for another look at an answer",
    "ask-understanding": "ask how well it understands, or how sure it is",
    "compute-this": "ask for one value on the way",
    "focus-on": "point to a number or a term",
    "hint": "narrow the search",
    "state-rule": "tell the right rule",
    "refute": "say what the student did and why it cannot be right",
    "worked-example": "show another item solved",
    "give-step": "give a step away",
    "give-answer": "give the answer away",
    "confirm": "say that an answer is right",
    "disconfirm": "say that an answer is wrong",
    "praise": "praise the outcome",
    "praise-process": "praise what the student did to get there",
    "encourage": "keep the student going",
    "false-claim": "state something untrue",
    "move-on": "leave the item",
    "greet": "say hello",
    "close": "end the lesson",
    "off-task": "speak of something else",
}


def as_seen(card: TeacherCard, view: TeacherView) -> dict[str, Any]:
    """What a prompt of a teacher is given."""
    return {
        "name": card.name,
        "description": card.description,
        "manner": list(card.manner),
        "pedagogy": [rule.replace("-", " ") for rule in view.pedagogy],
        "goal": view.goal,
        "student": {"name": view.student.name, "age": view.student.age},
        "item": {
            "number": view.item.number,
            "of": view.item.of,
            "text": view.item.text,
            "kind": view.item.kind,
            "key": view.item.key,
        },
        "asked": {"text": view.asked.text, "answer": view.asked.answer, "wrong": view.asked.wrong},
        "heard": [{"name": line.name, "text": line.text} for line in view.heard[-LINES:]],
        "advice": [{"kind": a.kind, "suggestion": a.suggestion} for a in view.advice[-3:]],
        "turns_left": view.turns_left,
        "budget_left": view.budget_left,
        "intervening": view.intervening,
    }


def moves_in_words(moves: Iterable[Move]) -> list[str]:
    """What each move does."""
    return [_MOVES[m.kind] for m in moves]


def all_moves() -> dict[str, str]:
    """Every move that a teacher may choose, in words; untruth and idle talk are none."""
    return {kind: says for kind, says in _MOVES.items() if kind not in ("false-claim", "off-task", "greet")}
