"""Work that is asked for: another item, an example of the student's own, or the item at hand once more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from teachsim.language.acts import Move
from teachsim.language.calculations import calculations
from teachsim.language.cues import cued
from teachsim.language.facts import NUMBER, TERM, facts_of, names_my_answer, numbers_said, terms
from teachsim.language.mood import yes_or_no

if TYPE_CHECKING:
    from teachsim.domains.base import Item, Span
    from teachsim.language.acts import Situation
    from teachsim.language.normalising import Clause

_EXAMPLE = re.compile(
    r"\b(?:give|show|tell|think of|find|make up|come up with|write|try|pick|choose|invent)(?: me| us"
    r"| down| it)?"
    r"(?: with| for)? (?:an?|some|another|two|three|your own|a few|any|other|different|more)(?: \w+)?"
    r" (?:examples?|numbers?|fractions?|sums?|problems?|equations?|values?|tasks?|one like)\b"
    r"|\b(?:next|another) (?:few |practice |one |\w+ )?(?:problems?|questions?|one)\b.{0,40}(?:$|try|go)"
    r"|\b(?:complete|do|start|try|begin) (?:doing )?the next\b|\btwo numbers (?:where|that|for which"
    r"|so that)\b"
)
_PUT = re.compile(
    r"^(?:so|and|put|try|suppose|let|say|now|take|look|if|ok|then|first|in|with|for|,| )*"
    r"[a-z] = -?\d+(?:\.\d+)?(?:(?:,| and) [a-z] = -?\d+(?:\.\d+)?)*(?: in)?\W*$"
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
_TRIAL = re.compile(
    r"\b(?:for|if|with|when|say|let|suppose|make|try|take|assume that|that|imagine|now|and|where|in|put)"
    r" ([b-hj-z]|a(?! \d)) ?(?:=|is|was|were|be|to be) ?-?\d"
    r"|\b(?:put|plug|choose|pick|try|take|use|substitute|swap|set) (?:in )?-?\d+(?:\.\d+)? (?:in )?(?:for"
    r"|as|into) (?:the )?[b-hj-z]\b"
    r"|\b(?:any number|a number|number of your own|some number),? (?:like|say|such as) -?\d"
)
_SUPPOSES = re.compile(r"\b(?:if|suppose|imagine|say|pretend) (?:i|you|we|there|he|she|someone|it)\b")


def puts_a_number(maths: str, now: Situation) -> bool:
    """Whether a sentence does no more than put a number for a letter, to see what comes of it."""
    return takes_a_trial(now) and bool(_PUT.match(maths)) and maths.strip(" .") != now.key


def tries_a_number(low: str, maths: str, now: Situation) -> bool:
    """Whether a number is put for a letter of the item."""
    return bool(_TRIAL.search(maths)) and takes_a_trial(now) and not re.search(r"\byour\b", low)


def takes_a_trial(now: Situation) -> bool:
    """Whether the item has a letter for which any number can be put."""
    return "=" not in now.item.text or re.search(r"always|which is larger|\bif\b", now.item.text) is not None


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
    if tries_a_number(low, maths, now):
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


_WANTS = re.compile(
    r"\b(?:try|use|let's|let us|easier|simpler|smaller|similar|consider|another|again|new|one more"
    r"|what (?:is|does|would|do|are)|what's|do|work out|your way|same (?:way|thing)|find"
    r"|answer|about"
    r"|tell me|how (?:much|many)|calculate|please|now|next|have a go|a go|solve|simplify|expand"
    r"|evaluate|compare)\b"
)
OWN_TURN = re.compile(
    r"\b(?:your (?:turn|go)\b|now you(?: do| try| have a go)\b|off you go|do yours|(?:tell|give"
    r"|show) me (?:your|the) (?:final )?answer"
    r"|what(?:'s| is| was| did you get for) (?:your|the) (?:\w+ )?answer"
    r"|what did you get(?: for (?:this|that|it))?\W*$"
    r"|(?:what|which) (?:did|have) you (?:come up with|got|found)|(?:let's|let me) (?:hear|see) your"
    r"|tell me what you (?:got|have)"
    r"|(?:solve|do|try|finish|complete|answer|redo) (?:now )?(?:the|this|that) (?:\w+ )?(?:problem"
    r"|question|rest|task|calculation"
    r"|sum|exercise)\b(?! says)|(?:can|could|now) you (?:now )?(?:finish|complete)\b|what(?:'s| is"
    r"| will be) (?:the|our|your)"
    r" (?:solution|final (?:answer|number|result))\b|(?:tell|give|show) me (?:the|your) solution"
    r"|what do you get\W*$|what (?:do you think|would) the answer (?:is|be)|(?:can|could) you (?:solve"
    r"|answer|do) (?:it|this)"
    r"|have a go at (?:it|this|the)|(?:tell me|let me know) what you (?:get|make)\b"
    r"|what (?:have you|you) got\b"
    r"|(?<!is that )(?<!is this )(?<!change )your (?:\w+ )?answer(?: is| was| then| now)?\W*\?|then do yours)"
)
"""Words that ask for the item at hand."""


def _part(item: Item) -> Move:
    return Move(kind="compute-this", on=item.text, confidence=0.85)


def _of_ours(item: Item, now: Situation) -> bool:
    """Whether an expression or a power is put together from terms of the item and of its solution."""
    facts = facts_of(now)
    whole = {n for n in TERM.findall(now.item.text.replace("%", "% ")) if len(n) > 1}
    if item.kind == now.item.kind and re.fullmatch(r"[\d.]+% of [\d.]+", item.text):
        return item.text.rpartition(" ")[2] in whole  # 10% of 40 is on the way to 20% of 40
    if not (facts.letters or "^" in now.item.text) or (calculations(item.text) == () and "=" in item.text):
        return False
    ours = now.item.text.replace(" ", "")
    if item.text.replace(" ", "") in ours:
        return True
    parts = [*TERM.findall(item.text)]
    return bool(facts.letters) and "=" not in item.text and {*parts} <= facts.given | facts.made


def asked_about(item: Item, clause: Clause, now: Situation, asks: bool) -> list[Move]:
    """What naming an item without its answer does."""
    low, maths = clause
    kinds = cued(low)
    for kind in ("probe", "ask-why"):
        if kind in kinds:
            return [Move(kind=kind, on=item.text, confidence=0.95)]
    wants = asks or {"seek-strategy", "check-again"} & {*kinds} or _WANTS.search(low)
    tests = "check-again" in kinds or (asks and yes_or_no(low) and names_my_answer(maths, now))
    if item.text == now.item.text and tests and now.main_answer is not None:
        return [Move(kind="check-again", confidence=0.85)]
    if item.text != now.item.text and wants and _of_ours(item, now):
        mine = now.main_answer is not None and item.text.replace(" ", "") in now.main_answer.text.replace(
            " ", ""
        )
        if mine:
            return [Move(kind="focus-on", confidence=0.7)]
        dictated = [Move(kind="give-step", on=item.text, confidence=0.6)] if "%" in item.text else []
        return [_part(item), *dictated]
    if item.text == now.item.text:
        if wants or now.main_answer is None or OWN_TURN.search(low):
            return [Move(kind="seek-strategy", on=item.text, confidence=0.95)]
        return []
    return [Move(kind="try-item", on=item.text, confidence=0.95)] if wants else []
