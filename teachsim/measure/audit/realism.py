"""How long a student's turns are and what they do, against turns of real dialogues.

Only aggregate figures of the real ones are here; `benchmarks/real_turns.py` made them and says how.
Neither source is lessons like ours: pupils type a word or two into a chat, and the students of
MathDial are a language model that works word problems. So the distance to the nearer of the two is
reported, against the distance between them.
"""

from __future__ import annotations

import re
from collections import Counter
from math import log2, sqrt
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TurnAct = Literal["answer", "working", "question", "not-knowing", "acknowledging", "other"]

LENGTHS = (1, 2, 4, 8, 16, 32, 64)
"""Upper bounds of the bins of words a turn; longer turns have a bin of their own."""


class Real(NamedTuple):
    """Turns of pupils or students in a public corpus, as shares."""

    source: str
    turns: int
    lengths: tuple[float, ...]
    """By bin of LENGTHS, the last for longer ones."""
    acts: Mapping[TurnAct, float]


BRIDGE = Real(
    source="Bridge (Wang et al. 2024, MIT licence): pupils of grades 2 to 7 in a tutoring chat",
    turns=701,
    lengths=(0.6748, 0.1155, 0.1284, 0.0599, 0.0171, 0.0043, 0.0, 0.0),
    acts={
        "answer": 0.3894,
        "working": 0.0214,
        "question": 0.0171,
        "not-knowing": 0.0071,
        "acknowledging": 0.3181,
        "other": 0.2468,
    },
)
MATHDIAL = Real(
    source="MathDial (Macina et al. 2023, CC BY-SA 4.0): human teachers, a language model as student",
    turns=1641,
    lengths=(0.0024, 0.0073, 0.011, 0.0701, 0.1554, 0.2907, 0.2974, 0.1658),
    acts={
        "answer": 0.0853,
        "working": 0.7934,
        "question": 0.0024,
        "not-knowing": 0.0055,
        "acknowledging": 0.0079,
        "other": 0.1054,
    },
)

_NOT_KNOWING = re.compile(
    r"\b(?:i don'?t (?:know|get|understand|remember)|don'?t know|dunno|idk|no idea|not sure|confus\w+"
    r"|lost|stuck|can'?t"
    r" (?:tell|think|remember)|forgot|didn'?t get|hard one|tricky)\b"
)
_ASKS = re.compile(r"\?|^\s*(?:can|could|what|how|why|should|do|is|are|which) (?:you|i|we|do|that|it)\b")
_ACKNOWLEDGES = re.compile(
    r"^\W*(?:(?:oh|ah|yes|yeah|yep|ya|ok|okay|k|sure|alright|right|got it|i see|i get it|thanks?"
    r"|thank you|cool|fine|good"
    r"|no|nope|hi|hello|hey|bye|done|ready|uh-?huh|mm-?hm|that makes sense|makes sense|i understand"
    r"|will do|sorry"
    r"|you|so much|now|great|to know|got that|all|then)\W*)+$"
)
_NUMBER = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|third|quarter|zero)\b")
_WORKS = re.compile(
    r"\b(?:because|'?cause|cuz|so|then|i (?:did|added|took|multiplied|divided|put|used|counted|started"
    r"|subtracted))\b|[=×÷*+/]"
    r"|\b(?:plus|minus|times|take away|divided|multiplied|equals|makes)\b"
)


def act_of(text: str) -> TurnAct:
    """What a student's turn does, by its words: the same rules for real ones and for ours.

    >>> act_of("12"), act_of("I added 2 and 3, so it's 5"), act_of("idk"), act_of("ok thanks")
    ('answer', 'working', 'not-knowing', 'acknowledging')
    """
    low = text.lower().replace("’", "'").strip()
    if _ACKNOWLEDGES.match(low):
        return "acknowledging"
    numbers = len(_NUMBER.findall(re.sub(r"\d[\d.,/]*", "1", low)))
    if _NOT_KNOWING.search(low) and numbers == 0:
        return "not-knowing"
    if numbers >= 2 and _WORKS.search(low):
        return "working"
    if numbers and len(low.split()) <= 12:
        return "answer"
    if _ASKS.search(low):
        return "question"
    if _WORKS.search(low) and len(low.split()) >= 4:
        return "working"
    return "other"


ACTS: tuple[TurnAct, ...] = ("answer", "working", "question", "not-knowing", "acknowledging", "other")


def bin_of(text: str) -> int:
    """The bin of LENGTHS that a turn falls in."""
    words = len(text.split())
    return next((n for n, most in enumerate(LENGTHS) if words <= most), len(LENGTHS))


def lengths(bins: Iterable[int]) -> tuple[float, ...]:
    """The share of turns in each bin."""
    counts = Counter(bins)
    return _shares([counts[n] for n in range(len(LENGTHS) + 1)])


def acts(kinds: Iterable[TurnAct]) -> dict[TurnAct, float]:
    """The share of turns that do each."""
    counts = Counter(kinds)
    return dict(zip(ACTS, _shares([counts[kind] for kind in ACTS]), strict=True))


def distance(one: Iterable[float], other: Iterable[float]) -> float:
    """The Jensen–Shannon distance: the root of the divergence in bits, in [0, 1].

    source: Lin 1991; Endres & Schindelin 2003

    >>> distance([1, 0], [0, 1]), distance([0.5, 0.5], [0.5, 0.5])
    (1.0, 0.0)
    """
    divergence = 0.0
    for p, q in zip(one, other, strict=True):
        middle = (p + q) / 2
        divergence += sum(x / 2 * log2(x / middle) for x in (p, q) if x > 0)
    return sqrt(max(0.0, min(1.0, divergence)))


def length_distance(bins: Iterable[int]) -> float:
    """From the lengths of turns, as bins, to the nearer of the real ones."""
    mine = lengths(bins)
    return min(distance(mine, real.lengths) for real in (BRIDGE, MATHDIAL))


def act_distance(kinds: Iterable[TurnAct]) -> float:
    """From what turns do to the nearer of the real ones."""
    mine = tuple(acts(kinds).values())
    return min(distance(mine, real.acts.values()) for real in (BRIDGE, MATHDIAL))


def _shares(counts: list[int]) -> tuple[float, ...]:
    total = sum(counts) or 1
    return tuple(round(c / total, 4) for c in counts)
