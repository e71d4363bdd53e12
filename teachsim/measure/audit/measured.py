"""What a measure of the audit is: an estimate, and the thresholds that it is held to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from teachsim.measure.intervals import NOTHING, Estimate, paired

if TYPE_CHECKING:
    from collections.abc import Sequence

    from teachsim.measure.audit.episodes import Episode


Claim = Literal["at least", "at most", "interval above", "interval reaches", "interval at most"]


class Threshold(NamedTuple):
    """What a measure is held to."""

    claim: Claim
    """Of the value, or of its 95 % interval; an interval reaches what lies between its ends."""
    than: float
    slack: float = 0.0
    """How far from it an interval may end and still reach it."""

    def met(self, found: Estimate) -> bool:
        """Whether it is; nothing observed meets nothing."""
        if found.value is None or found.low is None or found.high is None:
            return False
        match self.claim:
            case "at least":
                return found.value >= self.than
            case "at most":
                return found.value <= self.than
            case "interval above":
                return found.low > self.than
            case "interval at most":
                return found.low <= self.than
            case "interval reaches":
                return found.low - self.slack <= self.than <= found.high + self.slack


class Measured(NamedTuple):
    """One measure of one misconception."""

    name: str
    says: str
    """In one line, for a table."""
    found: Estimate
    thresholds: tuple[Threshold, ...] = ()
    """All of them have to be met; a measure without any is reported only."""

    @property
    def passed(self) -> bool:
        """Whether nothing is missed."""
        return all(t.met(self.found) for t in self.thresholds)


def difference(
    episodes: Sequence[Episode], one: tuple[str, int], other: tuple[str, int], seed: str
) -> Estimate:
    """Free of it after one course less free after another, over episodes that have both."""
    both = [e for e in episodes if one in e.after and other in e.after]
    if not both:
        return NOTHING
    return paired(
        [float(e.after[one].freed) for e in both], [float(e.after[other].freed) for e in both], seed
    )
