"""Does it sound like one? Measures of the words alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from teachsim.language.articulate import beyond, bound
from teachsim.measure.audit.measured import Measured, Threshold
from teachsim.measure.audit.realism import act_distance, act_of, bin_of, length_distance
from teachsim.measure.intervals import bootstrap, mean, share

if TYPE_CHECKING:
    from teachsim.measure.audit.episodes import Material


def words_per_turn(m: Material) -> Measured:
    """Mean words a turn; a child in class says no paragraphs."""
    found = mean([float(len(t.split())) for t in m.turns], "words")
    return Measured("words-per-turn", "words a turn", found, (Threshold("at most", 40.0),))


def too_articulate(m: Material) -> Measured:
    """Turns with longer or more involved sentences, or words more technical, than age and register allow.

    The bounds are choices (language/articulate.py), so a few turns above them are no fault.
    """
    card = m.subject.card
    most = bound(card.voice.register_, card.age)
    found = share([beyond(text, most) for text in m.turns])
    return Measured("too-articulate", "turns above its age", found, (Threshold("at most", 0.05),))


def long_words(m: Material) -> Measured:
    """The share of words of ten letters and more: how bookish it speaks."""
    words = [re.findall(r"[a-z]+", t.lower()) for t in m.turns]
    counted = [(sum(len(w) >= 10 for w in turn), len(turn)) for turn in words if turn]
    found = bootstrap(counted, lambda rows: sum(n for n, _ in rows) / sum(of for _, of in rows), "long")
    return Measured("long-words", "words of ten letters and more", found, (Threshold("at most", 0.06),))


def turn_lengths(m: Material) -> Measured:
    """Jensen–Shannon distance of turn lengths to those of the nearer of two corpora."""
    found = bootstrap([bin_of(t) for t in m.turns], length_distance, "lengths")
    return Measured("length-distance", "turn lengths to real ones", found, (Threshold("at most", 0.75),))


def turn_acts(m: Material) -> Measured:
    """Jensen–Shannon distance of what turns do to the nearer of two corpora.

    source: act match of Scarlatos et al. 2026 (2601.04025), as a distance of distributions
    """
    found = bootstrap([act_of(t) for t in m.turns], act_distance, "acts")
    return Measured("act-distance", "acts of turns to real ones", found, (Threshold("at most", 0.75),))
