"""Sentences from templates, never the same twice while another is left.

A template is text with alternatives in brackets, `[I got|It's] {answer}.`, which may nest, and with
fields in braces. `masked` is what counts as the same sentence: numbers, names and fillers do not
make a difference. What was said is remembered as masked sentences and their runs of three words, and
of several wordings the one is taken that says least of it again.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from random import Random

FRESH = 0.34
"""Share of a sentence's trigrams that may have been said before without looking for a better one."""
TRIES = 10
"""Wordings drawn before the best of them is taken."""
STALE = 0.65
"""Overlap with a sentence that was said from which the same is said in a shorter form, if it can be: under
the .7 that no two sentences are to exceed, since names are masked only when sessions are measured."""
SHORTEST = 4
"""Words of the shortest sentence whose trigrams are compared: `I got 5.` has only one."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_FILLERS = re.compile(r"\b(um+|uh+|hm+|mm+|er+|oh|ah|well|ok|okay|so|like|wait|yeah|yes|hey|now)\b")
_NUMBER = re.compile(r"\d[\d.,/]*|\.\d+")
_NOT_WORD = re.compile(r"[^a-z#@ ]+")
_VARIABLE = re.compile(r"(?:[b-hj-z]|a(?! [a-z]{2}))(?![A-Za-z'])")
_MARKS = re.compile(r"[\[|\]]")
_NAMING = re.compile(r"[a-z@]{2}")
_SPACES = re.compile(r"\s+")
_SPACE_BEFORE = re.compile(r"\s+([,.!?])(?!\d)")
_ENDS_TWICE = re.compile(r"\?(?:(?P<goes_on>,)|[?.](?!\.))")
"""An item that is a question itself, inside a sentence or at its end."""

Template = tuple["str | tuple[Template, ...]", ...]
"""Text and groups of alternatives, in order."""


def expand(template: str, fields: Mapping[str, str], rng: Random) -> str:
    """One reading of a template: alternatives drawn, fields filled, the first letter raised.

    >>> from random import Random
    >>> expand("[that's|it's] {answer}.", {"answer": "3/7"}, Random(1))
    "That's 3/7."
    """
    return tidy(_drawn(_parsed(template), rng).format_map(fields))


def _drawn(parts: Template, rng: Random) -> str:
    return "".join(
        part if isinstance(part, str) else _drawn(part[int(rng.random() * len(part))], rng) for part in parts
    )


@cache
def _parsed(template: str) -> Template:
    """The template once taken apart: it is drawn from many times in a session."""
    stack: list[list[list[Any]]] = [[[]]]
    at = 0
    for mark in _MARKS.finditer(template):
        stack[-1][-1].append(template[at : mark.start()])
        at = mark.end()
        match mark[0]:
            case "[":
                stack.append([[]])
            case "|":
                stack[-1].append([])
            case _:
                alternatives = tuple(tuple(parts) for parts in stack.pop())
                stack[-1][-1].append(alternatives)
    stack[-1][-1].append(template[at:])
    return tuple(stack[0][0])


def tidy(text: str) -> str:
    """Single spaces, and a capital at the start of each sentence that begins with a word: `x = 3` stays."""
    text = _ENDS_TWICE.sub(lambda end: end["goes_on"] or "?", _SPACES.sub(" ", text).strip())
    text = _SPACE_BEFORE.sub(r"\1", text)
    return " ".join(raised(s) for s in _SENTENCE_END.split(text) if s)


def raised(text: str) -> str:
    """With a capital first, unless it begins with a letter that stands for a number."""
    return text if _VARIABLE.match(text) else text[:1].upper() + text[1:]


def sentence(clause: str) -> str:
    """A clause as a sentence: a capital first, and an end."""
    return raised(clause) + ("" if clause[-1:] in ".?!…" or not clause else ".")


def sentences(text: str) -> list[str]:
    """The sentences of a text; a decimal point ends none."""
    return [s for s in _SENTENCE_END.split(text.strip()) if s]


@lru_cache(maxsize=1 << 14)
def masked(sentence: str, names: tuple[str, ...] = ()) -> str:
    """The sentence with numbers as `#`, names as `@`, and fillers and punctuation left out."""
    low = sentence.lower()
    for name in names:
        low = low.replace(name.lower(), "@")
    low = _NUMBER.sub("#", low).replace("'", "")
    low = _FILLERS.sub(" ", low)
    return " ".join(_NOT_WORD.sub(" ", low).split())


@lru_cache(maxsize=1 << 14)
def trigrams(mask: str) -> frozenset[str]:
    """The runs of three words in a masked sentence; of a shorter one, the whole."""
    words = mask.split()
    return frozenset(" ".join(words[n : n + 3]) for n in range(max(1, len(words) - 2)))


def compared(mask: str) -> bool:
    """Whether a masked sentence is long enough to be compared; a bare calculation (`# # #`) never is."""
    return mask.count(" ") >= SHORTEST - 1 and _NAMING.search(mask) is not None


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The Jaccard index of two sets of trigrams, 0 to 1."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


class Heard(NamedTuple):
    """What was said, as far as it matters for not saying it again."""

    sentences: frozenset[str]
    trigrams: frozenset[str]
    each: tuple[frozenset[str], ...]
    """The trigrams of every sentence that is long enough to be compared."""

    def echo(self, clause: str, with_also: frozenset[str] = frozenset()) -> float:
        """The share of a clause's trigrams that were said before: no less than its overlap with any
        one sentence, and one look instead of one for each.

        with_also: trigrams that are about to be said
        """
        of = trigrams(masked(clause))
        again = len(of & self.trigrams)
        if with_also:
            again += len((of & with_also) - self.trigrams)
        return again / len(of)

    def repeats(self, text: str) -> tuple[bool, int, float]:
        """Whether a sentence of a text is stale, how many were said before, and the greatest echo of one.

        Stale is one that overlaps too much with any one sentence, said or of the text itself; 0 is the best
        of all three. A bare answer or calculation has no words and counts as no repetition.
        """
        again, most, stale = 0, 0.0, False
        in_text: list[str] = []
        trigrams_in_text: set[str] = set()
        for mask in map(masked, sentences(text)):
            again += (mask in self.sentences or mask in in_text) and _NAMING.search(mask) is not None
            of = trigrams(mask)
            if compared(mask):
                echo = sum(t in self.trigrams or t in trigrams_in_text for t in of) / len(of)
                most = max(most, echo)
                # an overlap with one sentence is never above the echo of all, so most are not looked for
                if echo > STALE and not stale:
                    here = (trigrams(one) for one in in_text if compared(one))
                    stale = any(overlap(of, one) > STALE for one in (*self.each, *here))
            in_text.append(mask)
            trigrams_in_text |= of
        return stale, again, most


def remembered(texts: Iterable[str]) -> Heard:
    """What was said in a session, or in a part of it."""
    every = [_remembered(text) for text in texts]
    return Heard(
        frozenset().union(*(one.sentences for one in every)),
        frozenset().union(*(one.trigrams for one in every)),
        tuple(dict.fromkeys(trigrams for one in every for trigrams in one.each)),
    )


@lru_cache(maxsize=1 << 12)
def _remembered(text: str) -> Heard:
    masks = frozenset(map(masked, sentences(text)))
    each = tuple(trigrams(mask) for mask in masks if compared(mask))
    return Heard(masks, frozenset().union(*map(trigrams, masks)), each)


def freshest(
    make: Callable[[], str],
    heard: Heard,
    *,
    shorter: Sequence[Callable[[], str]] = (),
    accept: Callable[[str], bool] | None = None,
    beyond: Callable[[str], bool] | None = None,
    tries: int = TRIES,
) -> str | None:
    """The wording that repeats least of what was said, the first that hardly does.

    shorter: other ways to make one, in turn, where all of the wordings so far are stale
    beyond: wordings that the speaker would not use, taken only where nothing else passes
    accept: refuses wordings; asked of the best alone, since it reads them back, which costs ten times
    what making them does. None when it refuses every one
    """
    worth: dict[str, tuple[bool, bool, int, float]] = {}
    refused = set()

    def passes(text: str) -> bool:
        if accept is None or accept(text):
            return True
        refused.add(text)
        return False

    def best(*, fine: bool) -> str | None:
        left = [
            t for t, (over, stale, *_) in worth.items() if t not in refused and not (fine and (over or stale))
        ]
        return next((text for text in sorted(left, key=worth.__getitem__) if passes(text)), None)

    for way in (make, *shorter):
        for _ in range(tries):
            text = way()
            if text in worth:
                continue
            stale, again, most = heard.repeats(text)
            worth[text] = (beyond is not None and beyond(text), stale, again, most)
            if worth[text] <= (False, False, 0, FRESH) and passes(text):
                return text
        if (found := best(fine=True)) is not None:
            return found
    return best(fine=False)


@cache
def lines(name: str) -> dict[str, Any]:
    """The templates of `language/lines/NAME.yaml`."""
    text = files("teachsim.language").joinpath("lines", f"{name}.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded
