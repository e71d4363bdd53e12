"""Understanding a teacher's turn from its words.

Sentence by sentence: mathematics in the words is grounded in the situation first (an item to try,
the key given away, a test of the student's answer, a false claim), since what a number *is* here
says more than any wording. Then come cues of high precision, then the nearest of the domain's own
sentences about an idea. A turn is the set of moves so found; a sentence that nothing explains
lowers the confidence, and below one half the student asks back.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from teachsim.language.acts import ASKING, Move, MoveKind, Situation, Understood
from teachsim.language.phrases import sentences

if TYPE_CHECKING:
    from teachsim.domains.base import Answer, Domain, Item, Span

UNSURE = 0.5
"""Below this the student asks back."""

_CUES: dict[MoveKind, tuple[str, ...]] = {
    "invite-reflection": (
        r"in your own words",
        r"explain (?:it|this|that) to",
        r"what did you (?:change|do differently)",
        r"how (?:do|could|can) you (?:know it's right|be sure)",
    ),
    "probe": (
        r"how did you (?:get|do|work|find|come|figure)",
        r"^(?:please )?explain(?: (?:please|yourself|your (?:answer|steps|thinking)))?[.!]?$",
        r"what did you do",
        r"show me (?:how|what)",
        r"talk me through",
        r"walk me through",
        r"take me through",
        r"tell me (?:how|what) you",
        r"what were your steps",
        r"how (?:do|would) you explain",
        r"in your (?:own )?words, how",
        r"where did (?:the|that|your) \S+ come from",
    ),
    "ask-why": (
        r"\bwhy\b",
        r"are you (?:really |quite )?sure",
        r"is that (?:really )?(?:right|so)\?",
        r"\breally\?",
        r"how come",
        r"what makes you (?:think|say|sure)",
        r"how do you know",
        r"what's the reason",
        r"how can that be",
        r"what does that tell you about your",
    ),
    "seek-strategy": (
        r"try (?:it |that |this |the \w+ )?again",
        r"have another (?:go|look|try)",
        r"another go",
        r"what do you get now",
        r"what would you (?:do|change|write)",
        r"what could you do",
        r"what will you do",
        r"go back to",
        r"what (?:is|would be|comes) (?:the|your) next",
        r"can you fix",
        r"how would you (?:do|start|begin)",
        r"what happens if you",
        r"do (?:this|that) one now",
        r"now what do you (?:get|think)",
        r"over to you",
        r"have a go",
    ),
    "praise-process": (
        r"you (?:found|worked|figured|checked|noticed|spotted|thought|explained|reasoned|tested|saw)\b"
        r".*\b(?:yourself|own|carefully|out|through|that)",
        r"i like how you",
        r"good thinking",
        r"nice (?:reasoning|checking)",
        r"that was careful",
        r"you stayed with it",
        r"you took your time",
        r"you kept (?:at|going)",
    ),
    "praise": (
        r"\b(?:well done|great|good job|excellent|super|brilliant|fantastic|awesome|clever)\b",
        r"\b(?:wonderful|perfect|amazing|you're so smart|good work|nice work|nice one|lovely|bravo)\b",
    ),
    "disconfirm": (
        r"\bnot (?:quite|right|correct|yet)\b",
        r"isn't (?:quite )?(?:right|correct|it)",
        r"that's wrong",
        r"\bincorrect\b",
        r"^no[,.! ]",
        r"^no$",
        r"can't be right",
        r"doesn't (?:work|fit)",
        r"something is off",
        r"a mistake",
    ),
    "confirm": (
        r"that's (?:right|correct|it)",
        r"\bexactly\b",
        r"\bcorrect\b",
        r"you're right",
        r"^yes\b",
        r"^yep",
        r"^right[.,!]",
        r"that works",
        r"spot on",
    ),
    "encourage": (
        r"you can do (?:it|this)",
        r"keep going",
        r"don't worry",
        r"take your time",
        r"nearly there",
        r"you're close",
        r"no rush",
    ),
    "move-on": (
        r"let's (?:move|go) on",
        r"next one",
        r"another one now",
        r"on to the next",
        r"let's leave",
    ),
}
"""Patterns of high precision, on lower-case words; earlier kinds go before later ones."""

_CUES_COMPILED = tuple((kind, re.compile("|".join(patterns))) for kind, patterns in _CUES.items())
_WORD = re.compile(r"[a-z']+")
_STOP = frozenset(
    "the a an to of is it in you your and that this do does what can be so are for on with have i we let's me"
    " if how could would there one now just then at as them they think about moment look remember step"
    " thought thing here here's".split()
)
"""Words that say nothing about what a sentence is about."""
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*|\.\d+")
_IS = re.compile(r"[\s,:]*(?:=|is|are|makes?|gives?|equals?|comes to|would be|must be)[\s:]*(?:just |only )?")
_QUOTES = re.compile(r"\b(?:your|yours|you (?:got|wrote|said|did)|would (?:be|mean|make|give))\b")
"""What the student said or would say is quoted, not claimed."""
_REFUTES = re.compile(r"\bcan't be\b|\byour way (?:doesn't|can't)|\bbut it doesn't work\b")
_NEGATES = re.compile(r"\b(?:never|not|no|don't|doesn't|can't|cannot|isn't|won't|without)\b")
_RULES = re.compile(
    r"\b(?:first|then|always|must|should|have to|need to|find|convert|make|put|take|add|write)\b"
)
_WANTS = re.compile(
    r"\b(?:try|use|what (?:is|does|would|do)|do|work out|your way|same (?:way|thing)|find|answer|about)\b"
)


def understand(text: str, situation: Situation) -> Understood:
    """The moves of a turn in the order in which they are said, with their targets. Never raises."""
    moves: list[Move] = []
    unexplained = 0
    test = _check(text.lower(), situation)  # it may take two sentences: "Think of a pizza. …?"
    for sentence in sentences(text):
        found = _read(sentence, situation)
        if test:
            found = [m for m in found if m.kind not in ASKING and m.kind != "hint"]
        elif not found and len(_words(sentence)) > 1:
            unexplained += 1
        if found and found[0].kind == "worked-example":  # its lines are one example, the last names it
            moves = [m for m in moves if m.kind != "worked-example"]
        moves += [m for m in found if m not in moves]
    if test:
        moves.append(test)
    if _REFUTES.search(text.lower()):
        moves = _refuting(moves, situation)
    if not moves:
        return Understood(moves=(), confidence=0.0 if text.strip() else 0.2)
    asked = [m.confidence for m in moves if m.kind in ASKING]
    certain = min(asked) if asked else min(m.confidence for m in moves)
    return Understood(moves=tuple(moves), confidence=round(certain * (0.85**unexplained), 3))


def _refuting(moves: list[Move], situation: Situation) -> list[Move]:
    """A rule stated against the student's own answer refutes it."""
    answer = situation.main_answer.text if situation.main_answer else None
    return [
        m.model_copy(update={"kind": "refute", "answer": answer}) if m.kind == "state-rule" else m
        for m in moves
    ]


def _read(sentence: str, situation: Situation) -> list[Move]:
    """The moves of one sentence."""
    low = sentence.lower().strip()
    asks = "?" in low
    spans = situation.domain.spans(sentence)
    if grounded := _grounded(low, spans, situation, asks):
        return grounded
    cued = _cued(low)
    idea = _nearest(low, situation.domain, situation.item.kind)
    if idea and idea.kind == "false-claim" and (asks or cued or idea.likeness < 0.6):
        idea = None  # only a plain statement is held against a teacher
    if idea and idea.kind == "state-rule" and _NEGATES.search(low) and idea.likeness < 0.8:
        idea = None  # "never borrow" shares its words with the rule that it denies
    if idea and (idea.likeness >= 0.8 or not cued):
        kind = idea.kind if asks == (idea.kind in ASKING) else ("recall" if asks else "hint")
        if idea.kind == "false-claim":
            kind = "false-claim"
        extra = [Move(kind=k, confidence=0.9) for k in cued if k in ("disconfirm", "confirm")]
        phrase = idea.phrase if kind == "recall" and idea.kind == "recall" else None
        return [*extra, Move(kind=kind, target=idea.slot, phrase=phrase, confidence=_sureness(idea.likeness))]
    target = idea.slot if idea else _slot_named(low, situation.domain, situation.item.kind)
    if not cued and target is not None:
        return [_about(target, low, asks)]
    return [Move(kind=k, target=target if k in ASKING else None, confidence=0.85) for k in cued]


def _about(slot: str, low: str, asks: bool) -> Move:
    """What a sentence does that names a slot in words of its own: a question, a rule, or a hint."""
    if asks:
        return Move(kind="recall", target=slot, confidence=0.6)
    if _NEGATES.search(low):
        return Move(kind="hint", target=slot, confidence=0.3)  # what is denied here is not understood
    kind: MoveKind = "state-rule" if _RULES.search(low) else "hint"
    return Move(kind=kind, target=slot, confidence=0.6)


def _check(low: str, situation: Situation) -> Move | None:
    """Asking for a test of one of the student's answers: the one whose numbers are named."""
    best: tuple[int, Move] | None = None
    named = set(_NUMBER.findall(low))
    for item, answer in ((situation.asked, situation.answer), (situation.item, situation.main_answer)):
        if answer is None:
            continue
        known = set(_NUMBER.findall(f"{item.text} {answer.text}"))
        for check in situation.domain.checks(item, answer):
            shared = len(named & known)
            if (best is None or shared > best[0]) and re.search(check.cue, low):
                move = Move(
                    kind="ask-check", check=check.name, on=item.text, answer=answer.text, confidence=0.95
                )
                best = (shared, move)
    return best[1] if best else None


class _Claim(NamedTuple):
    """An item said to have an answer."""

    item: Item
    answer: Answer


def _claims(low: str, spans: list[Span]) -> list[_Claim]:
    """Every item that is directly followed by what it is said to be."""
    return [
        _Claim(one.item, then.answer)
        for one, then in pairwise(spans)
        if one.item is not None and then.answer is not None and _IS.fullmatch(low[one.end : then.start])
    ]


def _grounded(low: str, spans: list[Span], situation: Situation, asks: bool) -> list[Move]:
    """What the mathematics in a sentence is here."""
    quotes = bool(_QUOTES.search(low))
    if not asks and not quotes and (claims := _claims(low, spans)):
        return _stated(claims, situation)
    items = [s.item for s in spans if s.item is not None]
    if items:
        return _asked_about(items[0], low, situation, asks)
    gives = [s.answer for s in spans if s.answer and _plainly(low, s) and _is_key(s.answer, situation)]
    if gives and not asks and not quotes:
        return [_given(gives[0], situation)]
    return []


def _plainly(low: str, span: Span) -> bool:
    """Whether a span is said as an answer: one in words ("it depends") only if it is most of what is said."""
    return any(c.isdigit() for c in span.text) or len(low.split()) <= len(span.text.split()) + 3


def _stated(claims: list[_Claim], situation: Situation) -> list[Move]:
    """What stating these does: an error, the answer given away, or an example shown."""
    domain = situation.domain
    for claim in claims:
        read = domain.read_answer(claim.item, claim.answer.text)
        if read is not None and not domain.grade(claim.item, read):
            return [Move(kind="false-claim", on=claim.item.text, answer=claim.answer.text, confidence=0.95)]
    for claim in claims:
        if claim.item.text == situation.item.text:
            return [_given(claim.answer, situation)]
    last = claims[-1]
    return [Move(kind="worked-example", on=last.item.text, answer=last.answer.text, confidence=0.9)]


def _asked_about(item: Item, low: str, situation: Situation, asks: bool) -> list[Move]:
    """What naming an item without its answer does."""
    cued = _cued(low)
    for kind in ("probe", "ask-why"):
        if kind in cued:
            return [Move(kind=kind, on=item.text, confidence=0.95)]
    if not (asks or "seek-strategy" in cued or _WANTS.search(low)):
        return []
    if item.text == situation.item.text:
        return [Move(kind="seek-strategy", on=item.text, confidence=0.95)]
    return [Move(kind="try-item", on=item.text, confidence=0.95)]


def _given(answer: Answer, situation: Situation) -> Move:
    """Stating the key confirms what the student has just said, or else gives it away."""
    mine = situation.main_answer
    if mine is not None and situation.domain.grade(situation.item, mine):
        return Move(kind="confirm", answer=answer.text, confidence=0.95)
    return Move(kind="give-answer", answer=answer.text, confidence=0.95)


def _is_key(answer: Answer, situation: Situation) -> bool:
    """Whether this is the right answer, in any form that would be accepted."""
    if answer.text == situation.key:
        return True
    read = situation.domain.read_answer(situation.item, answer.text)
    return read is not None and situation.domain.grade(situation.item, read)


def _cued(low: str) -> list[MoveKind]:
    """The moves that cues of high precision find; one question is one move."""
    found: list[MoveKind] = []
    for kind, pattern in _CUES_COMPILED:
        if pattern.search(low):
            if kind in ASKING and any(k in ASKING for k in found):
                continue
            if kind == "praise" and "praise-process" in found:
                continue
            if kind == "confirm" and "disconfirm" in found:
                continue
            found.append(kind)
    return found


class _Near(NamedTuple):
    kind: MoveKind
    slot: str
    phrase: int
    likeness: float


@lru_cache(maxsize=256)
def _phrasebook(domain: Domain, kind_of_item: str) -> list[tuple[frozenset[str], MoveKind, str, int]]:
    """The content words of all that the domain says about the ideas that matter to a kind of item."""
    book: list[tuple[frozenset[str], MoveKind, str, int]] = []
    for slot in _slots_near(domain, kind_of_item):
        idea = domain.ideas[slot]
        kinds: tuple[tuple[MoveKind, tuple[str, ...]], ...] = (
            ("recall", idea.asks),
            ("seek-strategy", idea.strategy),
            ("hint", idea.hints),
            ("state-rule", idea.rule),
        )
        book += [
            (_content(text.lower()), kind, slot, n) for kind, texts in kinds for n, text in enumerate(texts)
        ]
    # what holders believe is worded like a rule and must not be taken for the right one
    book += [
        (_content(text.lower()), "false-claim", m.slot, n)
        for m in domain.misconceptions.values()
        if kind_of_item in m.kinds and m.slot in domain.ideas
        for n, text in enumerate((*m.belief, m.description, m.name))
    ]
    return book


@lru_cache(maxsize=4096)
def _nearest(low: str, domain: Domain, kind: str) -> _Near | None:
    """The idea sentence that shares most content words with this one, if it shares enough."""
    words = _content(low)
    if not words:
        return None
    best: _Near | None = None
    for theirs, move, slot, phrase in _phrasebook(domain, kind):
        shared = len(words & theirs)
        if shared >= 2 or words == theirs:
            likeness = shared / (len(words) * len(theirs)) ** 0.5
            if best is None or likeness > best.likeness:
                best = _Near(move, slot, phrase, likeness)
    return best if best and best.likeness >= 0.45 else None


@lru_cache(maxsize=4096)
def _slot_named(low: str, domain: Domain, kind: str) -> str | None:
    """The slot that most cue words point at, among those that matter to this kind of item."""
    hits = {slot: sum(cue in low for cue in domain.ideas[slot].cues) for slot in _slots_near(domain, kind)}
    best = max(hits, key=lambda slot: hits[slot], default=None)
    return best if best is not None and hits[best] else None


@lru_cache(maxsize=256)
def _slots_near(domain: Domain, kind: str) -> tuple[str, ...]:
    """The slots with an idea at which a misconception can show on this kind of item."""
    near = {m.slot for m in domain.misconceptions.values() if kind in m.kinds}
    return tuple(slot for slot in domain.ideas if slot in near)


def _sureness(likeness: float) -> float:
    return 0.9 if likeness >= 0.7 else 0.65


def _words(low: str) -> list[str]:
    return _WORD.findall(low.lower())


def _content(low: str) -> frozenset[str]:
    return frozenset(w for w in _words(low) if w not in _STOP)
