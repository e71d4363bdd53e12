"""Which idea a sentence is about: the nearest of the domain's own sentences, or the words of a slot."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from teachsim.language.mood import asking
from teachsim.language.normalising import clauses, in_figures

if TYPE_CHECKING:
    from teachsim.domains.base import Domain, Idea, Item
    from teachsim.language.acts import MoveKind

_WORD = re.compile(r"[a-z']+")
_STOP = frozenset(
    "the a an to of is it in you your and that this do does what can be so are for on with have i we let's me"
    " if how could would there one now just then at as them they think about moment look remember step"
    " thought thing here here's".split()
)
"""Words that say nothing about what a sentence is about."""


SURELY = 0.7
"""A misconception's sentence that is this near is taken though a right one is as near as `NEARLY`."""
NEARLY = 0.85
"""A right sentence that is this near, for 1 of a misconception's, is taken instead."""


class Near(NamedTuple):
    """A sentence of the domain's that is like the one said."""

    kind: MoveKind
    slot: str
    phrase: int
    likeness: float
    """The cosine of the two sets of content words."""

    @property
    def sureness(self) -> float:
        """The confidence of a move that rests on this alone."""
        return 0.9 if self.likeness >= 0.7 else 0.65


@lru_cache(maxsize=256)
def _phrasebook(domain: Domain, kind_of_item: str) -> list[tuple[frozenset[str], MoveKind, str, int]]:
    """The content words of all that the domain says about the ideas that matter to a kind of item."""
    book: list[tuple[frozenset[str], MoveKind, str, int]] = []
    for slot in _slots_near(domain, kind_of_item):
        idea = domain.ideas[slot]
        book += [
            (_content(text.lower()), kind, slot, n)
            for kind, texts in _by_kind(idea)
            for n, text in enumerate(texts)
        ]
    # what holders believe is worded like a rule and must not be taken for the right one
    book += [
        (_content(text.lower()), "false-claim", m.slot, n)
        for m in domain.misconceptions.values()
        if kind_of_item in m.kinds and m.slot in domain.ideas
        for n, text in ((-1, m.name), (-1, _without_right(m.description)), *enumerate(m.belief))
    ]
    return book


@lru_cache(maxsize=256)
def _by_word(domain: Domain, kind_of_item: str) -> dict[str, list[int]]:
    """By content word, the places in the phrasebook of the sentences that have it."""
    places: dict[str, list[int]] = {}
    for n, (words, *_) in enumerate(_phrasebook(domain, kind_of_item)):
        for word in words:
            places.setdefault(word, []).append(n)
    return places


def _without_right(description: str) -> str:
    """What is done wrongly, without what it is done instead of."""
    return re.split(r"\b(?:instead of|rather than|although|rightly)\b", description)[0]


@lru_cache(maxsize=256)
def _own_sentences(domain: Domain, kind_of_item: str) -> dict[str, Near]:
    """Each sentence of what the domain says about an idea, as what it is; the first slot counts."""
    book: dict[str, Near] = {}
    for slot in _slots_near(domain, kind_of_item):
        idea = domain.ideas[slot]
        for kind, texts in _by_kind(idea):
            for n, text in enumerate(texts):
                for clause in clauses(text):
                    book.setdefault(clause.low, Near(kind, slot, n, 1.0))
    return book


def own_sentence(low: str, domain: Domain, kind: str) -> Near | None:
    """The idea that this very sentence is about, if it is one of the domain's own."""
    return _own_sentences(domain, kind).get(low)


def _by_kind(idea: Idea) -> tuple[tuple[MoveKind, tuple[str, ...]], ...]:
    return (
        ("recall", idea.asks),
        ("seek-strategy", idea.strategy),
        ("hint", idea.hints),
        ("state-rule", idea.rule),
    )


@lru_cache(maxsize=256)
def _beliefs(domain: Domain, kind_of_item: str) -> dict[str, str]:
    """Each sentence of what holders of a misconception believe, and its slot, if no idea says the same."""
    right = _own_sentences(domain, kind_of_item)
    return {
        clause.low.rstrip("."): m.slot
        for m in domain.misconceptions.values()
        if kind_of_item in m.kinds
        for text in m.belief
        for said in (text, re.sub(r" in an? (?:sum|item|task)\b", "", text))
        for clause in clauses(said)
        if clause.low not in right and len(clause.low.split()) > 2
    }


def belief_said(low: str, domain: Domain, kind: str) -> str | None:
    """The slot of the misconception whose belief this very sentence is, whatever stands before it."""
    return _beliefs(domain, kind).get(_OPENS.sub("", low).rstrip(".! "))


_OPENS = re.compile(r"^(?:remember(?: that)?|so|no|well|listen|look|actually|you know|and|but|[:, ])*")
_LIMITS = re.compile(r"\b(?:only|not|never|no|unless|except)\b|n't\b")
"""Words by which a right sentence keeps off the wrong one that it is like."""


@lru_cache(maxsize=4096)
def nearest(low: str, domain: Domain, kind: str) -> Near | None:
    """The idea sentence that shares most content words with this one, if it shares enough.

    A misconception's is taken only where no right sentence is nearly as near.
    """
    words = _content(low)
    if not words:
        return None
    best: Near | None = None
    told: float = 0.0
    wrong: Near | None = None
    book = _phrasebook(domain, kind)
    shares = Counter(n for word in words for n in _by_word(domain, kind).get(word, ()))
    for n in sorted(shares):
        theirs, move, slot, phrase = book[n]
        shared = shares[n]
        if shared < 2 and words != theirs:
            continue
        likeness = shared / (len(words) * len(theirs)) ** 0.5
        if move == "false-claim":
            vague = (phrase < 0 or len(theirs) > 3) and shared < 3 and words != theirs
            if not vague and (wrong is None or likeness > wrong.likeness):
                wrong = Near(move, slot, phrase, likeness)
            continue
        if move in ("hint", "state-rule"):
            told = max(told, likeness)
        if best is None or likeness > best.likeness:
            best = Near(move, slot, phrase, likeness)
    if wrong is not None and best is not None and not asking(low) and not _LIMITS.search(low):
        # a statement is held against what is told, not against what is asked
        best = (
            wrong
            if told < (wrong.likeness if wrong.likeness >= SURELY else NEARLY * wrong.likeness)
            else best
        )
    elif wrong is not None and (best is None or best.likeness < NEARLY * wrong.likeness):
        best = wrong
    return best if best and best.likeness >= 0.45 else None


@lru_cache(maxsize=4096)
def slot_named(low: str, domain: Domain, kind: str) -> str | None:
    """The slot that most cue words point at, among those that matter to this kind of item."""
    found = _cue_words(domain, kind)
    if found is None or not (said := {*found[0].findall(low)}):
        return None
    hits = Counter(slot for cue in said for slot in found[1].get(cue, ()))
    return max((slot for slot in _slots_near(domain, kind) if slot in hits), key=lambda slot: hits[slot])


@lru_cache(maxsize=256)
def _cue_words(domain: Domain, kind: str) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]] | None:
    """What finds the words of the slots, and whose they are. They are found as whole words only."""
    slots: dict[str, tuple[str, ...]] = {}
    for slot in _slots_near(domain, kind):
        for cue in domain.ideas[slot].cues:
            slots[cue] = (*slots.get(cue, ()), slot)
    if not slots:
        return None
    longest_first = sorted(slots, key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})(?=s?\b|d\b|ing\b)"), slots


@lru_cache(maxsize=256)
def _slots_near(domain: Domain, kind: str) -> tuple[str, ...]:
    """The slots with an idea at which a misconception can show on this kind of item."""
    near = {m.slot for m in domain.misconceptions.values() if kind in m.kinds}
    return tuple(slot for slot in domain.ideas if slot in near)


class Step(NamedTuple):
    """A step of a solution in its own words, right or wrong, that is like what was said."""

    slot: str
    right: bool
    likeness: float


_Told = tuple[frozenset[str], str]
"""The content words and numbers of one way to say a step, and its slot."""


@lru_cache(maxsize=512)
def _right_steps(domain: Domain, item: Item) -> list[_Told]:
    """Every way to say a right step."""
    steps = domain.solve(item).steps
    return [(_with_numbers(said), s.slot) for s in steps for said in (s.text, *s.says)]


@lru_cache(maxsize=512)
def _wrong_steps(domain: Domain, item: Item) -> list[_Told]:
    """Every way to say a step that a mal-rule made and that is no way to say a right one.

    Each misconception of the kind has to be worked for it: in algebra up to 8 ms for an unseen item.
    """
    known = {words for words, _ in _right_steps(domain, item)}
    told: list[_Told] = []
    for m in domain.misconceptions.values():
        if item.kind in m.kinds:
            wrong = [s for s in domain.solve(item, [m.id]).steps if s.misconception]
            told += [(_with_numbers(said), s.slot) for s in wrong for said in (s.text, *s.says)]
    return [one for one in told if one[0] not in known]


@lru_cache(maxsize=4096)
def nearest_step(maths: str, domain: Domain, item: Item) -> Step | None:
    """The step that shares most words and numbers with this statement, if it shares enough of both.

    A wrong step is taken only on a number that no right step has.
    """
    words = _with_numbers(maths)
    numbers = {w for w in words if w[0].isdigit()}
    if not numbers or len(words) < 2:
        return None
    best: Step | None = None
    for theirs, slot in _right_steps(domain, item):
        likeness = _shared(words, theirs, numbers)
        if likeness >= 0.6 and (best is None or likeness > best.likeness):
            best = Step(slot, True, likeness)
    if numbers <= {w for theirs, _ in _right_steps(domain, item) for w in theirs}:
        return best
    for theirs, slot in _wrong_steps(domain, item):
        likeness = _shared(words, theirs, numbers) if numbers <= theirs else 0.0
        if likeness >= 0.6 and (best is None or likeness > best.likeness + 0.1):
            best = Step(slot, False, likeness)
    return best


def _shared(words: frozenset[str], theirs: frozenset[str], numbers: set[str]) -> float:
    """How much two statements share, 0 where they share no number."""
    shared = words & theirs
    return len(shared) / (len(words) * len(theirs)) ** 0.5 if shared & numbers else 0.0


_FIGURES = re.compile(r"\d+(?:\.\d+)?(?:/\d+)?[a-z]?(?:\^\d)?")


def _with_numbers(text: str) -> frozenset[str]:
    low = in_figures(text.lower())
    return _content(low) | {*_FIGURES.findall(low)}


def words_of(low: str) -> list[str]:
    """The words, without figures and punctuation."""
    return _WORD.findall(low)


_SAME = {
    "larger": "bigger", "greater": "bigger", "more": "bigger", "less": "smaller", "fewer": "smaller",
    "lower": "smaller", "multiply": "times", "multiplied": "times", "multiplying": "times",
    "adding": "add", "added": "add", "subtracting": "subtract", "dividing": "divide", "divided": "divide",
    "denominator": "bottom", "numerator": "top", "negative": "minus", "minuses": "minus",
    "negatives": "minus", "minuse": "minus", "positive": "plus", "give": "make", "subtract": "take",
    "answer": "result",
}  # fmt: skip
"""Words that are as good as another."""


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """The word without a final `s`, or the one of its synonyms that stands for all."""
    bare = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    return _SAME.get(bare, bare)


def _content(low: str) -> frozenset[str]:
    return frozenset(stem(w) for w in words_of(low) if w not in _STOP)
