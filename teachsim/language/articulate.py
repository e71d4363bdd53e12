"""How articulate words are, and how articulate a student of this register and age may be.

The bounds and the ages of words are choices, not norms: a child in a lesson speaks in short sentences
and says `the bottom`, whatever its textbook prints. What is computed is never left out for their sake;
of several wordings one within the bounds is taken.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from teachsim.language.phrases import sentences

YOUNG = 8
"""The last age at which the words and bounds of the youngest hold."""

_SUBORDINATE = re.compile(
    r"\b(?:because|'?cause|although|though|unless|until|while|whereas|since|if|when|whenever|which|where"
    r"|who|whose)\b"
)
_WORD = re.compile(r"[^\W_]+(?:['’./][^\W_]+)*")

TECHNICAL: dict[str, int] = {
    "denominators?": 11,
    "numerators?": 11,
    "equivalent": 11,
    "multiples?": 10,
    "common (?:multiple|denominator|factor)s?": 11,
    "lowest terms": 11,
    "decimal places?": 10,
    "place value": 10,
    "quotients?": 12,
    "divisors?": 12,
    "dividends?": 12,
    "reciprocals?": 12,
    "inverses?": 13,
    "invert(?:ed|s)?": 12,
    "integers?": 12,
    "exponents?": 12,
    "coefficients?": 13,
    "variables?": 12,
    "expressions?": 12,
    "like terms": 12,
    "expand(?:ed|s)?": 12,
    "distribut\\w+": 13,
    "simplif\\w+": 11,
    "proportion\\w*": 12,
    "ratios?": 11,
    "cross[- ]multipl\\w+": 12,
    "precedence": 14,
    "regroup\\w*": 12,
    "therefore|hence|thus|furthermore|consequently": 15,
    "misconceptions?|erroneous\\w*|incorrectly|overgenerali\\w+": 99,
}
"""Words and phrases, and the age from which a student says them."""
_TECHNICAL = [(re.compile(rf"\b(?:{words})\b"), age) for words, age in TECHNICAL.items()]
_ANY_TECHNICAL = re.compile(rf"\b(?:{'|'.join(TECHNICAL)})\b")


class Bound(NamedTuple):
    """The most that a speaker says."""

    words: float
    """Mean words of a sentence, numbers included."""
    longest: int
    """Words of the longest sentence."""
    subordinate: int
    """Most subordinate clauses in one sentence."""
    technical: int
    """The age that the most technical word asks for; 0 where none is used."""


_BY_REGISTER = {
    "child": Bound(15, 24, 2, 10),
    "teen": Bound(18, 28, 2, 14),
    "plain": Bound(20, 32, 3, 98),
}
_YOUNG = Bound(11, 16, 1, 8)
_LEARNER = Bound(12, 18, 2, 98)


def bound(register: str, age: int, *, learner: bool = False) -> Bound:
    """The most that a student of this register and age says; the narrower counts.

    learner: of the language, whose sentences are shorter
    """
    narrow = _BY_REGISTER[register]
    narrow = narrow._replace(technical=min(narrow.technical, max(age, YOUNG)))
    if age <= YOUNG:
        narrow = _narrower(narrow, _YOUNG)
    return _narrower(narrow, _LEARNER) if learner else narrow


def _narrower(one: Bound, other: Bound) -> Bound:
    return Bound(
        min(one.words, other.words),
        min(one.longest, other.longest),
        min(one.subordinate, other.subordinate),
        min(one.technical, other.technical),
    )


def _length(text: str) -> tuple[float, int, int]:
    counts = [(len(_WORD.findall(one)), len(_SUBORDINATE.findall(one))) for one in sentences(text.lower())]
    if not counts:
        return 0.0, 0, 0
    words = [n for n, _ in counts]
    return sum(words) / len(words), max(words), max(n for _, n in counts)


@lru_cache(maxsize=1 << 12)
def technical(text: str) -> int:
    """The age that the most technical word of a text asks for; 0 where there is none."""
    low = text.lower()
    if not _ANY_TECHNICAL.search(low):
        return 0
    return max(age for pattern, age in _TECHNICAL if pattern.search(low))


def too_long(text: str, most: Bound) -> bool:
    """Whether the sentences are longer, or more involved, than this bound allows."""
    words, longest, subordinate = _length(text)
    return words > most.words or longest > most.longest or subordinate > most.subordinate


def beyond(text: str, most: Bound) -> bool:
    """Whether a speaker with this bound would not say it like that."""
    return too_long(text, most) or technical(text) > most.technical
