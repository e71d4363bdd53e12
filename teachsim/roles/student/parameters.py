"""The figures of the learning model, each with where it comes from: the one place to change them.

How they are used is in `learning`, `mind` and `effects`; `docs/learning.md` prints them as a table.
Sources: *fitted* means found by `python -m benchmarks.anchors --search` so that the population meets
published effects; *chosen* means a choice of ours within what the named work allows. What is fitted in
the population is chosen in a scenario: there it makes a student whose lesson can be watched.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from random import Random

    from teachsim.language.acts import Effort

Setting = Literal["scenario", "population"]


@dataclass(frozen=True, slots=True)
class Learning:
    """The parameters of the learning rule; one set of them is a setting."""

    rate: float
    """λ: learning of the right rule. Fitted."""
    unlearning: float
    """μ: fading of a wrong rule. Fitted."""
    echo: float
    """ε: how much of what is told sticks for a while. Fitted."""
    sharpness: float
    """β: how consistently the stronger rule wins. Chosen: pupils of a population are systematic in about
    half of their errors (López Fernández & Sánchez García 2008: 55 %), the student of a scenario nearly
    always."""
    without_conflict: float = 0.71
    """g₀: learning without dissatisfaction, as a share of that with it. Fitted."""
    without_replacement: float = 0.18
    """w₀: unlearning without a plausible replacement (Posner et al. 1982). Fitted."""
    persistence: float = 0.97
    """ρ: what is left of dissatisfaction from turn to turn. Chosen."""
    echo_days: float = 2.3
    """τₑ: days in which an echo falls to 1/e. Fitted, within 1 to 2.3."""
    kept: float = 0.75
    """Share of what was gained that outlasts a week or more. Fitted."""
    kept_if_found: float = 0.85
    """The same after three generative successes (Slamecka & Graf 1978 for the direction). Fitted."""
    relapse: float = 0.29
    """Share of its loss that a wrong rule regains when nothing generative stands against it: old rules
    are suppressed, not erased (Shtulman & Valcarcel 2012 for the direction). Chosen, .28 to .30."""
    relapse_days: float = 5.0
    """Days in which relapse and forgetting come to 1 − 1/e of what they will be. Chosen."""
    recalled: float = 0.0
    """κ: share of a gain that is lost while all of what was told is still recalled: storage gains little
    where retrieval is easy (Bjork & Bjork 1992). Chosen, all of it, so that what is told
    twice is better told a week apart; 0 in a scenario, which is one sitting."""


POPULATION = Learning(
    rate=0.9,
    unlearning=0.7,
    echo=0.424,
    sharpness=3.0,
    without_conflict=0.701,
    without_replacement=0.035,
    echo_days=1.849,
    kept=0.6,
    kept_if_found=0.933,
    recalled=1.0,
)
"""A class of pupils, as published effects have it."""

SCENARIO = Learning(rate=1.20, unlearning=2.30, echo=1.60, sharpness=6.0)
"""A visibly consistent student. One turn stands for several of the moves of the fitted studies: wrong
rules fade three times, and echoes grow four times, as fast as in the population."""

PARAMETERS: dict[Setting, Learning] = {"scenario": SCENARIO, "population": POPULATION}


class Spread(NamedTuple):
    """A normal distribution, cut off at what a card may say."""

    mean: float
    sd: float
    low: float = 0.0
    high: float = 1.0

    def draw(self, rng: Random) -> float:
        """One student's value."""
        return min(max(rng.gauss(self.mean, self.sd), self.low), self.high)


@dataclass(frozen=True, slots=True)
class Pupils:
    """How the students of a setting differ from one another."""

    wrong: Spread
    """m: strength of a misconception that is held."""
    right: Spread
    """c: strength of the right rule where one is held."""
    pace: Spread
    """A student's own λ, as a multiple of the setting's."""
    engagement: Spread
    """E at first."""
    trust: Spread
    """τ."""
    slip: Spread
    """s."""
    guess: Spread
    """γ: chance that a guess is right."""


PUPILS: dict[Setting, Pupils] = {
    "scenario": Pupils(
        wrong=Spread(0.75, 0.10),
        right=Spread(0.20, 0.08),
        pace=Spread(1.0, 0.0),
        engagement=Spread(0.70, 0.10, 0.4),
        trust=Spread(0.80, 0.10),
        slip=Spread(0.05, 0.02, 0.0, 0.3),
        guess=Spread(0.10, 0.05, 0.0, 0.3),
    ),
    "population": Pupils(
        wrong=Spread(0.62, 0.20),
        right=Spread(0.19, 0.25),
        pace=Spread(1.0, 0.14 / 0.44, 0.25, 3.0),
        engagement=Spread(0.70, 0.0),
        trust=Spread(1.0, 0.0),
        slip=Spread(0.12, 0.0, 0.0, 0.3),
        guess=Spread(0.10, 0.0, 0.0, 0.3),
    ),
}
"""Spreads of m and c make the population's shares right before teaching those of VanLehn 1982 and
Steinle & Stacey 2004 in order of magnitude: somewhat under a quarter right, and unstable."""

EFFORT_GAIN: dict[Effort, float] = {"heard": 0.30, "answered": 0.50, "explained": 0.75, "found": 0.95}
"""g by what the student did: passive, active, constructive (ICAP: Chi & Wylie 2014). Chosen."""

OVERLOADED_BELOW = 0.15
"""c below which acting on what was said overloads working memory (Barbieri et al. 2023 for the
direction; Sweller 1988). Chosen."""
OVERLOADED = 0.5
"""What is left of the gain over mere hearing at c = 0. Chosen."""

CLUELESS = 0.15
"""With neither a right nor a wrong rule above this, the student does not know. Chosen."""
SAYS_SO = 0.5
"""Share of those who do not know, and are not lucky, who say so rather than guess. Chosen."""
READY = 0.35
"""Strength, doubt included, at which an idea that is asked for is found half the time. Chosen."""

ENGAGED_BY_SUCCESS = 0.08
"""E gained by a right answer. Chosen, as are the next three: nothing published settles them."""
TIRED_BY_LISTENING = 0.02
"""E lost by a turn in which the student only listens. Chosen."""
TIRED_BY_CONFLICT = 0.06
"""E lost by conflict piled on conflict without help. Chosen."""
TIRED_PER_40_WORDS = 0.04
"""E lost by every 40 words of a turn beyond 60. Chosen."""
TERSE = 0.35
"""Engagement below which replies become one word. Chosen."""
WANTS_TO_STOP = 0.25
"""Engagement below which the student asks to stop. Chosen."""
SHAKEN = 0.12
"""Dissatisfaction above which a student can say what is wrong with its own way. Chosen."""

PRAISED_WRONG = 0.05
"""Share of what is missing that a wrong rule gains by praise: .03 to .08. Chosen."""
REPORT_NOISE = 0.15
"""Standard deviation of a self-report about what the student believes. Chosen."""
