"""What a student takes a turn for that it did not understand for sure: "Do you mean how I got it?"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from teachsim.language.acts import Move, MoveKind

_MEANT: Mapping[MoveKind, tuple[str, ...]] = {
    "probe": ("Do you mean how I got it?", "Do you want to know how I did it?"),
    "ask-why": ("Do you mean why I did it like that?", "Do you mean why I think so?"),
    "try-item": ("Do you mean I should do another one?", "Do you want me to try another one?"),
    "ask-check": ("Do you mean I should check it?", "Do you mean I should test my answer?"),
    "ask-understanding": ("Do you mean if I get it?", "Do you mean how sure I am?"),
    "check-again": ("Do you mean I should look at it again?", "Do you want me to go over it again?"),
    "compute-this": ("Do you want me to work something out?", "Do you mean I should work out a bit of it?"),
    "recall": ("Do you mean what the rule is?", "Do you mean how it goes in general?"),
    "seek-strategy": ("Do you mean what I would do next?", "Do you mean how I would start?"),
    "invite-reflection": ("Do you mean what I do now?", "Do you mean how I would say it?"),
    "hint": ("Do you mean there is something I should look at?", "Do you mean that as a hint?"),
    "focus-on": ("Do you mean I should look at one bit of it?", "Do you mean that number there?"),
    "state-rule": ("Do you mean that's the rule?", "Do you mean it always goes like that?"),
    "refute": ("Do you mean my way can't be right?", "Do you mean that shows it's wrong?"),
    "worked-example": ("Do you mean that as an example?", "Do you mean I should do it like that one?"),
    "give-step": ("Do you mean that's a step of it?", "Do you mean I should do that first?"),
    "confirm": ("Do you mean it's right?", "Do you mean that I got it right?"),
    "disconfirm": ("Do you mean it's wrong?", "Do you mean that I got it wrong?"),
    "move-on": ("Do you mean we go on?", "Do you mean the next one?"),
}
"""The best guess as a question, without a number in it, so that no answer is said by accident."""


def best_guess(moves: Sequence[Move]) -> tuple[str, ...]:
    """Ways to ask whether the likeliest of these moves was meant; none where there is none to guess."""
    known = [move for move in moves if move.kind in _MEANT]
    return _MEANT[max(known, key=lambda move: move.confidence).kind] if known else ()
