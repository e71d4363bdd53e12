"""Sentences from templates, never the same twice while another is left.

A template is text with alternatives in brackets, `[I got|It's] {answer}.`, which may nest, and with
fields in braces. `masked` is what counts as the same sentence: numbers, names and fillers do not
make a difference.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from random import Random

_INNERMOST = re.compile(r"\[([^\[\]]*)\]")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_FILLERS = re.compile(r"\b(um+|uh+|hm+|mm+|er+|oh|ah|well|ok|okay|so|like|wait|yeah|yes|hey|now)\b")
_NUMBER = re.compile(r"\d[\d.,/]*|\.\d+")
_NOT_WORD = re.compile(r"[^a-z#@ ]+")


def expand(template: str, fields: Mapping[str, str], rng: Random) -> str:
    """One reading of a template: alternatives drawn, fields filled, the first letter raised.

    >>> from random import Random
    >>> expand("[that's|it's] {answer}.", {"answer": "3/7"}, Random(1))
    "That's 3/7."
    """
    while match := _INNERMOST.search(template):
        options = match[1].split("|")
        template = template[: match.start()] + rng.choice(options) + template[match.end() :]
    text = template.format_map(fields)
    return tidy(text)


def tidy(text: str) -> str:
    """Single spaces, and a capital at the start of each sentence that begins with a letter."""
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"\s+([,.!?])(?!\d)", r"\1", text)
    return " ".join(s[:1].upper() + s[1:] for s in _SENTENCE_END.split(text) if s)


def sentence(clause: str) -> str:
    """A clause as a sentence: a capital first, and an end."""
    return clause[:1].upper() + clause[1:] + ("" if clause[-1:] in ".?!…" or not clause else ".")


def sentences(text: str) -> list[str]:
    """The sentences of a text; a decimal point ends none."""
    return [s for s in _SENTENCE_END.split(text.strip()) if s]


@cache
def masked(sentence: str, names: tuple[str, ...] = ()) -> str:
    """The sentence with numbers as `#`, names as `@`, and fillers and punctuation left out."""
    low = sentence.lower()
    for name in names:
        low = low.replace(name.lower(), "@")
    low = _NUMBER.sub("#", low).replace("'", "")
    low = _FILLERS.sub(" ", low)
    return " ".join(_NOT_WORD.sub(" ", low).split())


def freshest(
    make: Callable[[], str],
    said: Collection[str],
    *,
    tries: int = 14,
    accept: Callable[[str], bool] | None = None,
) -> str | None:
    """The candidate that repeats least of what was said (masked sentences), the first such found.

    A bare answer (`26.`) masks to almost nothing and counts as no repetition. None when `accept`
    refuses every candidate.
    """
    best: tuple[int, str] | None = None
    for _ in range(tries):
        text = make()
        if accept is not None and not accept(text):
            continue
        repeated = sum(1 for s in sentences(text) if masked(s) in said and len(masked(s)) > 1)
        if repeated == 0:
            return text
        if best is None or repeated < best[0]:
            best = (repeated, text)
    return best[1] if best else None


def said_before(texts: Iterable[str]) -> frozenset[str]:
    """The masked sentences of what was said."""
    return frozenset(masked(s) for text in texts for s in sentences(text))


@cache
def lines(name: str) -> dict[str, Any]:
    """The templates of `language/lines/NAME.yaml`."""
    text = files("teachsim.language").joinpath("lines", f"{name}.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded
