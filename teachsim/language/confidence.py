"""How sure a student sounds, from its words alone. What it is sure of, and whether rightly, is left open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from teachsim.language.hearing import sounds_stuck

if TYPE_CHECKING:
    from collections.abc import Sequence

_DOUBTS = re.compile(
    r"\b(?:i'?m )?not (?:really |so |very |quite )?(?:sure|certain)\b|\bno clue\b|\bdon'?t know\b"
    r"|\b(?:this|it) (?:might|may|could) be wrong\b|\bcould be wrong\b|\bprobably off\b|\bfeels? off\b"
    r"|\blooks? (?:a bit )?(?:funny|odd|wrong)\b|\bis that right\b|\bdon'?t (?:laugh|quote me)\b"
    r"|\b(?:i'?d|i'?ll|just) (?:a )?(?:guess|try)\b"
)
"""Words that take back what they announce."""
_HEDGES = re.compile(
    r"\bi (?:think|guess|suppose|reckon)\b|\bmaybe\b|\b(?:might|could|would|must) be\b"
    r"|\bit'?d be\b|\bum+\b|\buh\b"
)
"""Words that many say out of habit."""
_CERTAIN = re.compile(
    r"\b(?:i know|easy|definitely|of course|sure thing|pretty sure|certainly|i'?m sure)\b|!\s*$"
)
NEUTRAL = 0.6
"""A plain statement, and whatever was not heard yet."""


def sounds_confident(text: str) -> float:
    """How sure these words sound, in [0, 1]: a plain statement .6, a hedge .45, a doubt .2, lost .05.

    The steps between are an order and not a measurement: policies compare them and nothing else.
    """
    low = text.lower()
    if sounds_stuck(low):
        return 0.05
    if _DOUBTS.search(low):
        return 0.2
    asks = low.rstrip().endswith("?")
    if _HEDGES.search(low) or asks:
        return 0.35 if asks else 0.45
    return 0.9 if _CERTAIN.search(low) else NEUTRAL


def confidence(words: Sequence[str]) -> float:
    """How sure the student has sounded on the whole; a plain statement's where nothing was heard."""
    return sum(map(sounds_confident, words)) / len(words) if words else NEUTRAL
