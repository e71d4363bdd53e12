"""What a sentence is about, and whether it states a misconception: by the words it shares with the catalogue.

The ear (language/nearest.py) decides what a student takes from a sentence and is cautious where it is in
doubt. A critic asks something else, of two sides: is this nearer to what is wrong than to what is right,
nearer to another place than to the one in trouble? Cosine of word weights (inverse document frequency over
the domain's own sentences), so words that every topic uses count for little.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import log, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from teachsim.domains.base import Domain, Item

Weights = dict[str, float]

_WORD = re.compile(r"[a-z]{2,}(?:'[a-z]+)?")
_SMALL = frozenset(
    "a an the it its this that these those there here so and or but then than as if of in on at to "
    "for from with by is are was be been am do does did you your i we he she they me my our one ones "
    "just simply only also very have has had will would can could should must may might remember "
    "look think what which how why when where get got gets make makes made go goes put puts always "
    "whatever let's let say says time way".split()
)
_ENDINGS = ("ings", "ing", "ers", "er", "ied", "ies", "ed", "es", "s")
_NEGATION = re.compile(
    r"\b(?:not|never|no|nothing|cannot|wrong|\w+n't|dont|doesnt|isnt|arent|cant|wont|didnt)\b"
)


_NO_DENIAL = re.compile(
    r"\bdon't forget\b|\b(?:doesn't|don't|won't) matter\b|\bisn't (?:that|it) \w+(?=[?.!]*$)"
    r"|\b(?:don't|isn't|doesn't|aren't|won't) (?:you|it|they|that|we)\b(?=[?.!]?$)"
)


class Nearest(NamedTuple):
    """The sentence of the catalogue that is most alike, and how much, 0 to 1."""

    slot: str
    likeness: float
    negated: bool


class Sides(NamedTuple):
    """The nearest of what is right at each slot, and the nearest misconception."""

    right: Mapping[str, float]
    told: float
    """The likeness to the nearest of what is right and is no question."""
    wrong: Nearest | None


@lru_cache(maxsize=4096)
def sides(
    sentence: str, domain: Domain, kind: str | None = None, among: frozenset[str] | None = None
) -> Sides:
    """How alike a sentence is to the right ideas by slot, and to the misconceptions of this kind of item.

    among: only these misconceptions, where given
    """
    index = _index(domain)
    alike = _cosines(_weighted(sentence, index.rarity), index)
    right = dict.fromkeys((slot for slot, *_ in index.right), 0.0)
    denies = _limits(sentence)
    told = 0.0
    wrong: Nearest | None = None
    for n, likeness in sorted(alike.items()):  # of equals, the first in the catalogue
        if n < len(index.right):
            slot, limited, asked = index.right[n]
            as_meant = likeness * (1.0 if limited == denies else 0.7)
            right[slot] = max(right[slot], as_meant)
            told = told if asked else max(told, as_meant)
            continue
        slot, kinds, negated, name = index.wrong[n - len(index.right)]
        if (
            (kind is None or kind in kinds)
            and (among is None or name in among)
            and (wrong is None or likeness > wrong.likeness)
        ):
            wrong = Nearest(slot, likeness, negated)
    return Sides(right, told, wrong)


def _cosines(mine: Weights, index: _Index) -> dict[int, float]:
    """How alike each sentence of the catalogue is, by its number; those that share no word are left out."""
    shared: dict[int, float] = {}
    for stem, weight in mine.items():
        for n in index.where.get(stem, ()):
            shared[n] = shared.get(n, 0.0) + weight * weight
    length = _length(mine)
    return {n: product / (length * index.lengths[n]) for n, product in shared.items()}


def content_words(sentence: str) -> int:
    """How many different words of it are about something."""
    return len(set(_stems(sentence)))


def negates(text: str) -> bool:
    """Whether something is denied in it."""
    return _NEGATION.search(_NO_DENIAL.sub("", text.lower())) is not None


def _limits(text: str) -> bool:
    """Whether it denies something or restricts it: the opposite of what the same words say without."""
    return negates(text) or re.search(r"\bonly (?:when|if|for|where|while)\b", text.lower()) is not None


@lru_cache(maxsize=512)
def _showing(domain: Domain, item: Item) -> frozenset[str]:
    """The misconceptions that make an answer to this item wrong."""
    return frozenset(
        m for m, one in domain.misconceptions.items() if item.kind in one.kinds and domain.shows(m, item)
    )


def states_misconception(sentence: str, domain: Domain, item: Item, *, by_ear: bool = False) -> bool:
    """Whether a sentence is nearer to a misconception that shows on this item than to anything that is right.

    by_ear: whether the ear took something in the turn for one, so that less likeness will do
    """
    words = content_words(sentence)
    if words < 1 or is_of_the_student(sentence):
        return False
    _, best, wrong = sides(sentence, domain, item.kind, _showing(domain, item))
    if wrong is None or (negates(sentence) and not wrong.negated and wrong.likeness < 0.95):
        return False
    if words < 3 and not (by_ear and wrong.likeness >= 0.95):
        return False
    overstated = _OVERSTATES.search(sentence.lower()) is not None
    likeness = wrong.likeness + (0.1 if overstated else 0.0)
    spare = 0.1 if by_ear or (overstated and best < _IS_RIGHT) else 0.0
    return likeness >= (0.45 if by_ear else 0.5) and likeness >= best - spare


def is_of_the_student(sentence: str) -> bool:
    """Whether it tells what the student did, and so claims nothing."""
    return _OF_THE_STUDENT.search(sentence.lower()) is not None


_OF_THE_STUDENT = re.compile(
    r"\b(?:you|your) (?:(?!need\b|indeed\b)\w+ed|did|got|took|put|wrote|made|way|answer)\b"
)
_IS_RIGHT = 0.7
"""Likeness to what is right from which overstating does not make it wrong."""
_OVERSTATES = re.compile(
    r"\b(?:only|always|just|simply|whatever|whichever|all you|every|never|anyway)\b"
    r"|doesn't matter|can stay|forget"
)


class _Index(NamedTuple):
    """The catalogue's sentences: the right ones, then the wrong ones, numbered throughout."""

    rarity: Mapping[str, float]
    right: tuple[tuple[str, bool, bool], ...]
    wrong: tuple[tuple[str, tuple[str, ...], bool, str], ...]
    lengths: tuple[float, ...]
    where: Mapping[str, tuple[int, ...]]
    """By stem, the sentences that have it: most share no word with what is said."""


@lru_cache(maxsize=8)
def _index(domain: Domain) -> _Index:
    good = [
        (idea.slot, text)
        for idea in domain.ideas.values()
        for text in (
            idea.name,
            *idea.rule,
            *idea.rule_heard,
            *idea.hints,
            *idea.asks,
            *idea.strategy,
            *idea.answers,
        )
    ]
    bad = [
        (m.slot, m.kinds, m.id, text)
        for m in domain.misconceptions.values()
        for text in (m.name, m.description, *m.belief)
    ]
    stems = [_stems(text) for _, text in good] + [_stems(text) for *_, text in bad]
    count = len(stems)
    often: dict[str, int] = {}
    for one in stems:
        for stem in set(one):
            often[stem] = often.get(stem, 0) + 1
    rarity = {stem: log((1 + count) / (1 + n)) for stem, n in often.items()}
    vectors = [_weighted(text, rarity) for text in (*(t for _, t in good), *(t for *_, t in bad))]
    where: dict[str, list[int]] = {}
    for n, vector in enumerate(vectors):
        for stem in vector:
            where.setdefault(stem, []).append(n)
    return _Index(
        rarity,
        tuple((slot, _limits(text), text.endswith("?")) for slot, text in good),
        tuple((slot, kinds, negates(text), name) for slot, kinds, name, text in bad),
        tuple(map(_length, vectors)),
        {stem: tuple(places) for stem, places in where.items()},
    )


def _weighted(text: str, rarity: Mapping[str, float]) -> Weights:
    unseen = 0.6 * max(rarity.values(), default=1.0)
    return {stem: rarity.get(stem, unseen) for stem in _stems(text)}


def _length(of: Weights) -> float:
    return sqrt(sum(weight * weight for weight in of.values()))


_SAME = {
    "take": "subtract", "minus": "subtract", "plus": "add", "times": "multiply", "numerator": "top",
    "numerators": "top", "tops": "top", "bottoms": "bottom", "divisor": "divide",
    "denominator": "bottom", "denominators": "bottom", "bigger": "large", "larger": "large",
    "largest": "large", "biggest": "large", "greater": "large", "big": "large",
    "smaller": "small", "less": "small", "lower": "small", "upside": "turn", "flip": "turn",
    "invert": "turn", "reciprocal": "turn", "swap": "turn", "behind": "after", "twice": "double",
    "minuses": "negative", "negatives": "negative",
    "letters": "letter", "variable": "letter", "variables": "letter", "power": "exponent",
    "parentheses": "bracket", "parenthesis": "bracket", "brackets": "bracket",
    "reduce": "simplify", "cancel": "simplify", "nought": "zero", "null": "zero", "zeros": "zero",
    "zeroes": "zero", "percentage": "percent", "per": "percent", "cent": "percent",
    "underneath": "below", "beneath": "below", "under": "below", "combine": "together",
    "combined": "together", "collect": "together", "join": "together", "trade": "borrow",
    "regroup": "borrow", "exchange": "borrow", "distribute": "multiply", "remainder": "left",
    "remaining": "left", "rest": "left", "figure": "digit", "figures": "digit", "longer": "more",
    "term": "thing", "terms": "thing", "each": "every",
}  # fmt: skip
"""Words that mean the same here, by the one that stands for them."""
_PHRASES = (
    (
        re.compile(
            r"\b(?:little|small|tiny|raised|upper) (?:number|one|[2-9])\b|\bnumber up (?:there|high)\b"
        ),
        "exponent",
    ),
    (re.compile(r"\bout front\b|\bin front\b|\boutside\b"), "front"),
    (
        re.compile(r"\b(?:as you read|read(?:ing)? across|in reading order|as they (?:come|stand))\b"),
        "left to right",
    ),
    (re.compile(r"\b(?:the same number|common|that fits both|for both)\b"), "same"),
    (re.compile(r"\b(?:multiply|multiplied|expand) out\b|\bexpand\b"), "multiply out"),
    (re.compile(r"\bmultiplied\b"), "multiply"),
)
"""The same of several words, before the sentence is taken apart."""


def _stems(text: str) -> Iterable[str]:
    low = text.lower()
    for pattern, plain in _PHRASES:
        low = pattern.sub(plain, low)
    return [_stem(_SAME.get(word, word)) for word in _WORD.findall(low) if word not in _SMALL]


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
