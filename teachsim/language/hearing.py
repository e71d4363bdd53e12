"""Reading a student's words: which answer they give, and to what.

The teacher hears a student only through this, and the guard reads the student's words back with it
before they are said.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from teachsim.domains.base import Span
from teachsim.language.figures import in_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from teachsim.domains.base import Answer, Domain, Item

_STRONG = re.compile(
    r"(?:"
    r"\bi (?:got|get|make it|made it|ended up with|end up with)"
    r"|\banswer(?:'s| is)"
    r"|\bi (?:think|guess|reckon|suppose)(?: it's| that's)?"
    r"|\bi'd (?:say|guess)|\bi'll try|\bi'm going to say"
    r"|\bcame out as|\bcomes (?:to|out as)"
    r"|\b(?:that|which|it) makes(?: it)?|\bmakes it|\bgives me|\bmy way gives"
    r"|\bit (?:must|has to|might|could) be|\bmine is|\bthat would be|\bthen it'd be"
    r")\W*$"
)
"""Words that announce an answer, and hardly ever a step of one."""
_WEAK = re.compile(r"(?:\bso|\bit's|\bit is|\bthat's|\bthat is|\bmaybe|\bis it|\bis|=|\bput)\W*$")
_BARE = re.compile(r"(?:(?:um+|er|uh|hm+|well|like|ok|let me think)[,.… ]*)*$")


_STUCK = re.compile(
    r"don't (?:know|get it|really)|dunno|no idea|not sure what|can't (?:think|remember|tell)"
    r"|stuck|lost|confused|never really thought|another way|a hard one"
)


_ASKS_REASON = re.compile(
    r"\b(?:why|how come|how (?:can|do)) (?:[\w',-]+ ){3,}(?!that\b|work\b|help\b)[\w'-]+\?"
)


def asks_reason(text: str) -> bool:
    """Whether these words ask for the reason of something in particular.

    "But why?" and "why would you do that?" name nothing that a reason could be given for.
    """
    return bool(_ASKS_REASON.search(text.lower()))


def sounds_stuck(text: str) -> bool:
    """Whether these words say that the student does not know how to go on."""
    return bool(_STUCK.search(text.lower()))


def _equated(spans: list[Span], text: str, item: Item, domain: Domain) -> Iterator[Span]:
    """The spans, two numbers with `=` between them as one where that is an answer to the item.

    It is one where numbers are compared; elsewhere `=` leads from one step to the next.
    """
    left = list(spans)
    while left:
        first = left.pop(0)
        if left and text[first.end : left[0].start].strip() == "=":
            written = text[first.start : left[0].end]
            answer = domain.read_answer(item, written)
            if answer is not None and answer.kind == "relation":
                yield Span(first.start, left.pop(0).end, written, None, answer)
                continue
        yield first


@lru_cache(maxsize=1024)  # the guard reads what the teacher then hears; each entry holds on to its domain
def answer_in(text: str, item: Item, domain: Domain) -> Answer | None:
    """The answer that these words give to this item, in its written form; None if they give none.

    Of several, a clearly announced one counts ("I got 26"), the last of them, as people correct
    themselves; else one that stands alone at the start ("26. I did…"); else the last that a "so" or
    "that's" leads up to; else the last of all. Numbers said in words are put into figures first:
    "three sevenths" is 3/7, and not the 3 in it.
    """
    said = in_figures(text)
    if said != text.lower().replace("’", "'") and (spelled := _answer(said, item, domain)) is not None:
        return spelled
    return _answer(text, item, domain)


def _answer(text: str, item: Item, domain: Domain) -> Answer | None:
    """The answer in words whose numbers are figures."""
    read = [
        (span, answer)
        for span in _equated(domain.spans(text), text, item, domain)
        if (answer := domain.read_answer(item, span.answer.text if span.answer else span.text)) is not None
    ]
    if not read:
        return None
    if len(read) == 1:
        return read[0][1]
    low = text.lower()
    strong = [answer for span, answer in read if _STRONG.search(low[: span.start])]
    if strong:
        return strong[-1]
    first, answer = read[0]
    if _BARE.match(low[: first.start]) and low[first.end : first.end + 1] in (".", "?", "!", ","):
        return answer
    weak = [answer for span, answer in read if _WEAK.search(low[: span.start])]
    return weak[-1] if weak else read[-1][1]
