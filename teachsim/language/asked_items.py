"""Work that is asked for: another item, an example of the student's own, or the item at hand once more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from teachsim.language.acts import Move
from teachsim.language.facts import NUMBER, facts_of, numbers_said, terms

if TYPE_CHECKING:
    from teachsim.domains.base import Span
    from teachsim.language.acts import Situation

_EXAMPLE = re.compile(
    r"\b(?:give|show|tell|think of|find|make up|come up with|write|try|pick|choose|invent)(?: me| us"
    r"| down| it)?"
    r"(?: with| for)? (?:an?|some|another|two|three|your own|a few|any|other|different|more)(?: \w+)?"
    r" (?:examples?|numbers?|fractions?|sums?|problems?|equations?|values?|tasks?|one like)\b"
)
_BY_YOUR_WAY = re.compile(
    r"\b(?:your|that|this|the same) (?:rule|way|method|idea|trick|reasoning) (?:say|give|tell|make|work"
    r"|do|get)\w*"
    r" (?:for|with|on|when|in|if)\b|\b(?:with|by|using|in) your (?:rule|way|method|idea)\b"
)


def own_example(low: str, maths: str, spans: list[Span]) -> Move | None:
    """Asking for an example of the student's own, or for its way on something that no domain can read."""
    if _EXAMPLE.search(low) and not NUMBER.search(maths):
        return Move(kind="try-item", confidence=0.6)
    if _BY_YOUR_WAY.search(low) and NUMBER.search(maths) and not any(s.item for s in spans):
        return Move(kind="try-item", confidence=NOT_READABLE)
    return None


_UNKNOWN = re.compile(
    r"\b(?:what|how (?:many|much)|which number|what number)\b.{0,30}\b(?:box|blank|gap|empty (?:space|place)"
    r"|missing number|question mark|square)\b|\b(?:what(?:'s| is| must| does| will| would"
    r"| should)(?: the value of)?"
    r"|find|work out|get|solve for) [b-hj-z](?: be| equal| come out as)?\W*$|\b[b-hj-z] (?:is|equals"
    r"|=)\W*(?:what)?\W*$"
)
_LITTLE = frozenset(
    "the a an to of is it in so do does did they we you he she how many much what which are there for and"
    " all"
    " now then be have has had need needs would will that this with on at up get got as by or if one"
    " each".split()
)


def asks_the_item(low: str, now: Situation) -> bool:
    """Whether the question is the item's own: the box, the letter, or its words without new numbers."""
    item = now.item.text.lower()
    if _UNKNOWN.search(low):
        return "__" in item or ("=" in item and bool(facts_of(now).letters))
    if "?" not in item or not re.search(r"\bhow (?:many|much)\b|\bwhat\b|\bwhich\b", low):
        return False
    asked = {w for w in re.findall("[a-z]{2,}", re.split(r"[.:]", item)[-1]) if w not in _LITTLE}
    said = {w for w in re.findall("[a-z]{2,}", low) if w not in _LITTLE}
    return len(asked & said) >= 1 and len(said - asked) <= 1 and not NUMBER.search(low)


_TWO = re.compile(
    r"\bwhich (?:one |number |of them )?is (?:the )?(?:bigger|larger|greater|more|smaller"
    r"|less)\b\D{0,8}(\d+(?:\.\d+)?(?:/\d+)?)\D{0,20}"
    r"\bor\b\D{0,5}(\d+(?:\.\d+)?(?:/\d+)?)"
)
NOT_READABLE = 0.45
"""A request to work on something that no domain can read: the student had better ask what is meant."""
_TRIAL = re.compile(r"\b(?:for|if|with|when|say|let|suppose|make) ([a-z]) ?(?:=|is|was|were|be) ?-?\d")
_SUPPOSES = re.compile(r"\b(?:if|suppose|imagine|say|pretend) (?:i|you|we|there|he|she|someone|it)\b")


_WHAT_IF = re.compile(
    r"(?:so |and |but |now |ok |, )*(?:what (?:if|about|would it be (?:if|with))|(?:and )?(?:for|with) )"
)


def two_compared(low: str, maths: str, now: Situation) -> Move | None:
    """Two numbers to compare: those at hand, or others like them."""
    two = _TWO.search(maths)
    if two is None:
        return None
    if {*two.groups()} <= facts_of(now).given:
        return Move(kind="compute-this", confidence=0.85)
    other = now.domain.parse(f"{two[1]} __ {two[2]}")
    return Move(kind="try-item", on=other.text, confidence=0.9) if other else None


def trial_number(low: str, maths: str, now: Situation) -> Move | None:
    """A number put in for a letter, or a story told with numbers of its own."""
    if _TRIAL.search(maths) and "=" not in now.item.text and not re.search(r"\byour\b", low):
        return Move(kind="try-item", confidence=NOT_READABLE)
    numbers = terms(maths)
    facts = facts_of(now)
    strange = numbers - facts.given - facts.made - facts.mine - numbers_said(now)
    if (_SUPPOSES.search(low) and any(len(n) > 1 for n in strange)) or (_WHAT_IF.match(low) and strange):
        return Move(kind="try-item", confidence=NOT_READABLE)
    return None


_TO_WORK = re.compile(
    r"(?:^and(?! (?:if|what|how|which|where|then|now|the|when)\b)|\b(?:new|another|next|other|last"
    r"|different|\w+er) (?:one|question|problem|example|task|try)? ?(?:now|for you"
    r"|then)?[:,-]|\bone:|\b(?:expand|simplify|solve|try|work out|do|about|evaluate|compare|what(?:'s| is)"
    r"|what would you get for|with))"
    r" (?P<item>[^?!]{3,60}?)(?: for me| please| next| now| first| instead| then)*[.?!\s]*$"
)


def to_work(maths: str, now: Situation) -> Move | None:
    """Another item of the same kind that a sentence asks for in words that only its domain can read."""
    found = _TO_WORK.search(maths) if NUMBER.search(maths) else None
    if found is None or not any(c.isdigit() for c in found["item"]):
        return None
    item = now.domain.parse(found["item"]) or now.domain.parse(found[0].strip(" .?!"))
    if item is None or item.text == now.item.text or item.kind != now.item.kind:
        return None
    return Move(kind="try-item", on=item.text, confidence=0.85)
