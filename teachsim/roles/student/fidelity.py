"""Whether a language model's words carry the computed act: what the guard asks of a model beyond templates.

A template can only be wrong in what fills it; a model can be wrong in anything. So here words must show that
they are the act: in English, about what the act is about, asking where it asks, stuck where it is stuck. And
they must not do what no act does: praise the speaker, judge the answer, speak for others or of the task,
explain the rule that was not followed. Where it is in doubt it refuses, as a template is at hand.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from teachsim.language.figures import in_figures
from teachsim.language.hearing import answer_in, sounds_stuck
from teachsim.language.phrases import lines, sentences
from teachsim.roles.critic.likeness import content_words, sides
from teachsim.roles.student.guard import LONGEST, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from teachsim.domains.base import Domain, Item
    from teachsim.language.acts import Act

KNOWN_WORDS = 0.6
"""Share of a wording's words that have to be of the lesson or everyday English. Chosen, not measured."""
SHARED = 0.4
"""Share of the words that matter in a sentence of the act's which have to come back in the wording."""
AS_RULE = 0.5
"""Likeness to a right rule from which a sentence counts as stating it (critic/likeness.py)."""
AS_ANY_RULE = 0.7
"""The same of a rule that has nothing to do with what is at work."""
AS_OTHER, CLEARLY = 0.48, 1.5
"""The same of a misconception that is not held, and how much more alike than what is held it has to be."""
AS_CONTENT = 0.4
"""The same of what the act has to say: from here on its rule is one that is to be told."""
SAYS_SOMETHING = 3
"""Different words that matter in a sentence, from which it can state a rule at all."""
MINE = 0.7
"""Share of a sentence's words from which it is taken to say again what was to be said."""
HALF, STRANGE = 0.5, 2
"""A sentence that says less than this of what was to be said may have fewer technical words besides."""
LONGER = 40
"""Words that a wording may have beyond the plain one."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SELF_PRAISE = re.compile(
    r"\b(?:i(?:'m| am)|that makes me|i feel) (?:\w+ )?(?:\w+ )?(?:smart|clever|brilliant|genius|great|awesome"
    r"|amazing|excellent|proud|perfect|good at|the best|an? expert|talented|gifted)\b"
    r"|\b(?:good|great|nice|excellent|amazing|fantastic) (?:job|work|question|answer|explanation)\b"
    r"|\bwell done\b|\bi (?:deserve|nailed|aced|mastered)\b"
    r"|\bi understand (?:it |this )?(?:perfectly|completely)"
    r"|\b(?:\d+|ten|full) (?:points|marks|out of)\b"
)
_JUDGES = re.compile(
    r"\b(?:that|this|it|which|my answer)(?:'s| is|s) (?:\w+ )?(?:correct|the right answer|incorrect"
    r"|a mistake)\b"
    r"|\b(?:the )?(?:correct|right|actual|real|true|proper) (?:answer|result|solution|way|method|rule)\b"
    r"|^(?:correct|incorrect|right|wrong|yes, correct)[.!]"
)
_OF_THE_TASK = re.compile(
    r"^(?:sure|certainly|of course|absolutely|okay|ok)?[,!. ]*(?:here(?:'s| is| are)|as an? |the student"
    r"|student says|i(?:'m| am) (?:sorry,? but|unable|an? (?:ai|assistant|student|pupil|language)))"
    r"|\b(?:as requested|reword\w*|in (?:plain|other|simpler) words:|to say|wording|template|instructions?"
    r"|the (?:user|assistant|system)|let me know if|feel free|hope this helps|ai\b|chatbot|critics?|score"
    r"|rating)"
)
_SPEAKS_FOR = re.compile(
    r"(?:^|[\n.!?]\s*)(?:\W*)(?:teacher|tutor|critic|system|assistant|user|student|pupil|human|note|answer"
    r"|correction)\s*:"
)
_MARKED_UP = re.compile(r"https?://|www\.|```|\*\*|</?\w+[^<>]*>|\\\w+\{|\[/?[a-z]+\]|^\s*[#>{\[]|[{}|]")
_ASKS = re.compile(
    r"\?|\b(?:help|show me|tell me|explain|don't (?:get|understand|follow)|do you mean"
    r"|what (?:do|does|should|is)|how|why|not sure|lost|say (?:it|that) again|again)\b"
)
_DISOWNS = re.compile(
    r"\b(?:wrong|incorrect|mistakes?|misconceptions?|false|untrue)\b"
    r"|\bnot (?:right|true|correct)\b"
)
_SURE = frozenset({"answer", "explain", "justify", "idea", "claim"})
"""Acts in which a student says what it takes to be so; others may find fault with that."""
_STOPS = re.compile(
    r"\b(?:stop|done|enough|break|tired|finish\w*|quit|go home|no more|give up|leave it|bored|later|over)\b"
)
_DOUBTS = re.compile(r"\b(?:don't|doesn't|didn't|can't|not|no|never|isn't|won't)\b")

_EVERYDAY = frozenset(
    "a about actually add added adding after again all also always am an and another answer any"
    " anything are around as ask at away back be because been before best better big bigger bit both"
    " bottom but by came can can't cause check come comes could couldn't count did didn't different"
    " do does doesn't doing don't done each easy else end even every everything feel figure find"
    " first for from front gave get gets getting give gives go goes going gonna good got guess had"
    " hard has have he help her here hey him his hm hmm how i i'd i'll i'm i've if in into is isn't"
    " it it's its just keep kind know left less let let's like little long look looked looks lot made"
    " make makes many math maths maybe me mean means mine more most much multiply must my need new"
    " next no not nothing now number numbers of off oh ok okay on one ones only onto or other our out"
    " over part please point pretty problem put question quite read really reckon right same saw say"
    " says see seems she should show side small smaller so some somehow something sort started stay"
    " still stuck subtract sum suppose sure take takes taking tell than that that's the their them"
    " then there these they they're thing things think this those though thought time times to"
    " together told too took top tried try trying turn two um uh under up us use used using very wait"
    " want was wasn't way we well went were what what's when where which while who why will with"
    " won't wonder work worked works would write wrong wrote yeah yes yet you you you're your zero".split()
)
_SMALL = frozenset(
    "a an the it its it's this that these there here so and or but then than as if of in on at to"
    " for from with by is are was be been am do does did you your i my me we they just only also have"
    " has had will would can could get got gets make makes made one um uh oh well like yeah ok okay"
    " i'm don't think".split()
)


def strays(text: str, act: Act, at_hand: str, domain: Domain, plain: str) -> str | None:
    """Why a model's words do not carry this act, or None when they do.

    at_hand: the item at hand, as text
    plain:   a wording of the act that does carry it
    """
    if len(text) > LONGEST:  # before anything reads it: readers take their time over what is endless
        return "it is too long for a student's turn"
    said = in_figures(text)
    low = said.lower()
    return (
        _form(text, low, plain)
        or refusal(text, act, at_hand, domain)
        or not_english(text, plain, domain)
        or _manners(low, act, plain.lower())
        or _answers_else(text, said, act, at_hand, domain, plain)
        or _act_missing(low, act, plain)
        or _right_rule(text, act, at_hand, domain, plain)
    )


def _form(text: str, low: str, plain: str) -> str | None:
    if "\n" in text:
        return "it is more than one line"
    if _MARKED_UP.search(low) and not _MARKED_UP.search(plain):
        return "it is marked up, and not spoken"
    if len(text.split()) > len(plain.split()) + LONGER:
        return "it is much longer than what is to be said"
    return None


def not_english(text: str, plain: str, domain: Domain) -> str | None:
    """Why it is not English as it is spoken in this lesson, or None when it is."""
    words = [w.replace("’", "'").lower() for w in _WORD.findall(text)]
    if not words:
        return None
    known = _vocabulary(domain)
    mine = {w.lower() for w in _WORD.findall(plain)}
    familiar = sum(w in known or w in mine for w in words)
    return "it is not in the language of the lesson" if familiar < KNOWN_WORDS * len(words) else None


@lru_cache(maxsize=16)
def _vocabulary(domain: Domain) -> frozenset[str]:
    """The words of the templates and of what the domain has to say."""
    texts: list[str] = list(_strings(lines("student")))
    for idea in domain.ideas.values():
        texts += [
            idea.name,
            *idea.rule,
            *idea.rule_heard,
            *idea.asks,
            *idea.answers,
            *idea.strategy,
            *idea.hints,
        ]
    for misconception in domain.misconceptions.values():
        texts += [*misconception.belief, *misconception.notices]
    return _EVERYDAY | {w.lower() for text in texts for w in _WORD.findall(text)}


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _manners(low: str, act: Act, plain: str) -> str | None:
    """What no act of a student's does."""
    for pattern, reason in (
        (_OF_THE_TASK, "it speaks of the task"),
        (_SPEAKS_FOR, "it speaks for somebody else"),
        (_SELF_PRAISE, "it praises"),
        (_JUDGES, "it judges the answer"),
    ):
        if pattern.search(low) and not pattern.search(plain):
            return reason
    if act.kind in _SURE and _DISOWNS.search(low) and not _DISOWNS.search(plain):
        return "it disowns what it says"
    return None


def _answers_else(text: str, said: str, act: Act, at_hand: str, domain: Domain, plain: str) -> str | None:
    """Why the words give an answer that was not computed, to the item at hand or to the one in question."""
    for on in {at_hand, act.on or at_hand}:
        item = domain.parse(on)
        if item is None:
            continue
        mine = {act.answer} if on == act.on else set()
        if on == act.on and act.kind == "answer" and not gives(text, act, domain):
            return f"it does not read as {act.answer}"
        for own in (plain, *act.content):
            heard = answer_in(own, item, domain)
            mine |= {heard.text} if heard else set()
        for words in (text, said):
            heard = answer_in(words, item, domain)
            if heard is not None and heard.text not in mine:
                return f"it reads as an answer, {heard.text}, that was not computed"
        if act.correct and act.on == on:
            continue
        material = " ; ".join((plain, act.answer or "", *act.content, *(s.text for s in act.steps)))
        for span in domain.spans(said):
            if span.answer is None or span.text in material:
                continue
            answer = domain.read_answer(item, span.answer.text)
            if answer is not None and domain.grade(item, answer):
                return "it lets out a right answer that was not computed"
    return None


def gives(text: str, act: Act, domain: Domain) -> bool:
    """Whether a teacher reads an answer's words as that answer."""
    item = domain.parse(act.on or "")
    heard = answer_in(text, item, domain) if item is not None else None
    return heard is not None and heard.text == act.answer


def _act_missing(low: str, act: Act, plain: str) -> str | None:
    """Why the words are not this act, whatever else they are."""
    stuck = sounds_stuck(low)
    match act.kind:
        case "answer" if stuck and not sounds_stuck(plain):
            return "it says that it does not know, and an answer was computed"
        case "no-idea" if not stuck:
            return "it does not say that it does not know"
        case "question" | "ask-back" if not _ASKS.search(low):
            return "it asks nothing"
        case "stop" if not _STOPS.search(low):
            return "it does not say that it wants to stop"
        case "acknowledge" if len(low.split()) > 25:
            return "it says more than a word of having heard"
    if act.kind in ("explain", "justify", "check", "reflect", "idea", "claim", "question", "ask-back"):
        return _content_missing(low, act, plain)
    return None


def _content_missing(low: str, act: Act, plain: str) -> str | None:
    """Whether what matters in one of the act's sentences comes back."""
    told = [*act.content, *(way for step in act.steps for way in (step.text, *step.says))]
    if not told:
        return None
    words = _weighty(low)
    best = 0.0
    for sentence in (*told, plain):
        meant = _weighty(in_figures(sentence).lower())
        if meant:
            best = max(best, len(meant & words) / len(meant))
    if best < SHARED:
        return "it does not say what was to be said"
    denied = [bool(_DOUBTS.search(sentence.lower())) for sentence in (*act.content, plain)]
    if (
        act.content
        and act.kind in ("justify", "check", "reflect", "idea", "claim")
        and (bool(_DOUBTS.search(low)) and not any(denied))
    ):
        return "it denies what was to be said"
    return None


def _weighty(text: str) -> set[str]:
    """The words and numbers that matter."""
    return {
        _stem(w)
        for w in re.findall(r"[a-z']+|\d[\d./]*", text)
        if w not in _SMALL and (len(w) > 1 or w.isdigit())
    }


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _right_rule(text: str, act: Act, at_hand: str, domain: Domain, plain: str) -> str | None:
    """Why the words state the right rule of a slot at which the student follows a wrong one."""
    at_work = {s.slot for s in act.steps if s.misconception}
    if act.about is not None and act.about in domain.misconceptions:
        at_work.add(domain.misconceptions[act.about].slot)
    at_work |= {domain.misconceptions[m].slot for m in act.held if m in domain.misconceptions}
    item = domain.parse(act.on or at_hand)
    own = _weighty(" ".join(_own(act, at_hand, domain, plain)).lower())
    held = _held(act, domain)
    told = _told(act, item.kind if item else None, domain)
    technical = _technical(domain)
    for sentence in sentences(text):
        words = _weighty(in_figures(sentence))
        mine = len(words & own)
        if mine >= MINE * len(words):
            if content_words(sentence) > SAYS_SOMETHING and _untold(sentence, told, held, item, domain):
                return "it states a rule that was not to be said"
            continue
        if mine < HALF * len(words) and len((words - own) & technical) >= STRANGE:
            return "it speaks of what was not to be said"
        if content_words(sentence) < SAYS_SOMETHING:
            continue  # too little to be a rule: "let me see", "it's 26"
        if reason := _as_rule(sentence, act, at_work, held, told, item, domain):
            return reason
    return None


def _as_rule(
    sentence: str,
    act: Act,
    at_work: set[str],
    held: frozenset[str],
    told: frozenset[str],
    item: Item | None,
    domain: Domain,
) -> str | None:
    """Whose rule a sentence states, if it is not the act's: a right one, or another wrong one."""
    kind = item.kind if item else None
    mine = sides(sentence, domain, kind, held)
    wrong = mine.wrong.likeness if mine.wrong else 0.0
    here = max((mine.right.get(slot, 0.0) for slot in at_work), default=0.0)
    if at_work and act.kind != "idea" and not act.correct and here >= AS_RULE and here > wrong:
        return "it states a rule that it did not follow"
    if _untold(sentence, told, held, item, domain):
        return "it states a rule that was not to be said"
    if held and act.kind in ("answer", "explain", "justify"):
        rest = frozenset(domain.misconceptions) - held
        other = sides(sentence, domain, kind, rest).wrong
        if other is not None and other.likeness >= AS_OTHER and other.likeness >= CLEARLY * wrong:
            return "it states a belief that the student does not hold"
    return None


def _untold(
    sentence: str, told: frozenset[str], held: frozenset[str], item: Item | None, domain: Domain
) -> bool:
    """Whether a sentence is a right rule that the act has not to tell."""
    if content_words(sentence) < SAYS_SOMETHING:
        return False
    near = sides(sentence, domain, item.kind if item else None, held)
    most = max((likeness for slot, likeness in near.right.items() if slot not in told), default=0.0)
    return most >= AS_ANY_RULE and most > (near.wrong.likeness if near.wrong else 0.0)


def _held(act: Act, domain: Domain) -> frozenset[str]:
    """The misconceptions that the act was made with."""
    named = {*act.held, *(s.misconception for s in act.steps), act.about}
    return frozenset(name for name in named if name is not None and name in domain.misconceptions)


def _told(act: Act, kind: str | None, domain: Domain) -> frozenset[str]:
    """The slots whose right rule is to be told: what the content says, and how a right answer came about."""
    told = {s.slot for s in act.steps if s.slot is not None} if act.correct else set()
    for sentence in act.content:
        alike = sides(sentence, domain, kind).right
        told |= {slot for slot, likeness in alike.items() if likeness >= AS_CONTENT}
    return frozenset(told)


def _own(act: Act, at_hand: str, domain: Domain, plain: str) -> Iterable[str]:
    """All that this act may speak of: its words, its item, and the beliefs it was made with."""
    yield from (plain, at_hand, act.on or "", act.answer or "", *act.content)
    for step in act.steps:
        yield from (step.text, *step.says)
        if act.correct and step.slot in domain.ideas:
            yield from domain.ideas[step.slot].rule_heard
    for name in _held(act, domain):
        held = domain.misconceptions[name]
        yield from (held.description, *held.belief)


@lru_cache(maxsize=16)
def _technical(domain: Domain) -> frozenset[str]:
    """The words of the domain's ideas that are not everyday English."""
    texts = [text for idea in domain.ideas.values() for text in (idea.name, *idea.rule, *idea.rule_heard)]
    everyday = {_stem(word) for word in _EVERYDAY}
    return frozenset(_weighty(" ".join(texts).lower()) - everyday)
