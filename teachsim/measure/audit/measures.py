"""The battery: every measure of the audit, each a short function of what was heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teachsim.measure.audit.holding import (
    blind_diagnosis,
    error_consistency,
    leak_rate,
    off_target_accuracy,
    over_competence,
    premature_resolution,
    readability,
    reconfigurability,
    recurrence,
    rule_consistency,
)
from teachsim.measure.audit.moving import (
    doubt_adds,
    doubt_capitulation,
    false_capitulation,
    learning_slope,
    learns_when_told_right,
    learns_when_told_wrong,
    paraphrase_invariance,
    persistence,
    praise_adds,
    relapse_after_finding,
    relapse_after_telling,
    selective_flips,
)
from teachsim.measure.audit.sounding import (
    long_words,
    too_articulate,
    turn_acts,
    turn_lengths,
    words_per_turn,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from teachsim.measure.audit.episodes import Material
    from teachsim.measure.audit.measured import Measured


BATTERY: tuple[Callable[[Material], Measured | list[Measured]], ...] = (
    readability,
    error_consistency,
    rule_consistency,
    off_target_accuracy,
    recurrence,
    blind_diagnosis,
    leak_rate,
    premature_resolution,
    over_competence,
    doubt_capitulation,
    false_capitulation,
    doubt_adds,
    praise_adds,
    selective_flips,
    paraphrase_invariance,
    learns_when_told_right,
    learns_when_told_wrong,
    persistence,
    relapse_after_telling,
    relapse_after_finding,
    learning_slope,
    reconfigurability,
    words_per_turn,
    long_words,
    too_articulate,
    turn_lengths,
    turn_acts,
)


def measured(material: Material) -> list[Measured]:
    """All of them."""
    found: list[Measured] = []
    for measure in BATTERY:
        one = measure(material)
        found += one if isinstance(one, list) else [one]
    return found
