"""The guard reads a student's words back before they are said: they must carry the computed act.

Nothing may be in them that the act has not: no other number, no right answer that was not computed,
no answer taken back or denied, no rule that the student has not got, no word out of its role. Numbers
said in words are read as figures first.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from teachsim.language.figures import in_figures
from teachsim.language.hearing import answer_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from teachsim.domains.base import Domain, Item
    from teachsim.language.acts import Act

LONGEST = 600
"""Characters; nobody in class says more at once."""

_ANSWERING = frozenset({"answer", "explain", "check"})
"""Acts about an answer, which may name the item's numbers and the steps' results."""
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|\.\d+")
_OUT_OF_ROLE = re.compile(
    r"\b(?:misconceptions?|simulat\w+|language model|as an ai|(?:system )?prompt|persona|role-?play\w*"
    r"|pretend\w*"
    r"|my (?:instructions?|card)|in character)\b"
)
_TAKEN_BACK = re.compile(
    r"\b(?:(?:that|it|this|which)(?:'s| is) (?:wrong|incorrect|not right|false)|(?:that|it"
    r"|this) (?:can't|cannot) be right"
    r"|(?:that|it|this) isn't right|scratch that|i know that \S+ is wrong)"
)
_DENIED = re.compile(r"\b(?:not|isn't|can't be|cannot be|never)(?: it's)? ")
_COMPARED = re.compile(
    r"(?:(?P<number>\d*\.?\d+)|the (?P<place>first|second|left|right|other))(?: one| number)?(?:'s| is"
    r"| must be| has to be)"
    r" (?:the )?(?P<more>bigger|larger|greater|more|higher)?(?P<less>smaller|less|lower)?\b"
)
_FIGURE = re.compile(r"\d")
_CAPITAL_LETTER = re.compile(r"\d[A-Z]|(?<![A-Za-z'])(?:[B-HJ-Z](?![A-Za-z'])|[AI](?= ?[-+=*/^<>\d]))")
"""A letter that stands for a number, written as a capital."""
_GOES_ON = re.compile(r"[\w/]")
_WORD = re.compile(r"[a-z']+")


def refusal(text: str, act: Act, at_hand: str, domain: Domain) -> str | None:
    """Why these words do not carry this act, or None when they do.

    at_hand: the item at hand, as text; its right answer is not to be let out by an act that has
    not computed it
    """
    if not text.strip():
        return "nothing is said"
    if len(text) > LONGEST:
        return "it is too long for a student's turn"
    said = in_figures(text)
    if _OUT_OF_ROLE.search(said):
        return "it speaks of itself as something that is played"
    if act.kind == "answer" and (reason := _other_answer(text, said, act, domain)):
        return reason
    material = in_figures(" ; ".join(_material(act)))
    if reason := _stray_number(said, act, at_hand, material):
        return reason
    # spans are looked for once where they are the same: to find them is most of the guard's work
    seen = text if text.lower() == said and not _CAPITAL_LETTER.search(text) else said
    if (item := domain.parse(at_hand)) and _lets_out(seen, item, act, material, domain):
        return "it lets out a right answer that was not computed"
    return _rule_given_away(said, act, domain)


def _material(act: Act) -> Iterable[str]:
    """All that the act has to say."""
    yield act.answer or ""
    yield from act.content
    for step in act.steps:
        yield step.text
        yield from step.says


def _other_answer(text: str, said: str, act: Act, domain: Domain) -> str | None:
    """Why an answer's words do not give the answer, if they do not, to the ear that the teacher has."""
    item = domain.parse(act.on or "")
    if item is None or act.answer is None:
        return None
    heard = answer_in(text, item, domain)
    if heard is None or heard.text != act.answer:
        return f"it reads as {heard.text if heard else 'no answer'}, not as {act.answer}"
    if _TAKEN_BACK.search(said) or _denied(act.answer.lower(), said):
        return "it takes its answer back"
    return _says_other_side(said, act.answer)


def _denied(answer: str, said: str) -> bool:
    """Whether the words say that it is not this."""
    ends = (match.end() for match in _DENIED.finditer(said))
    return any(said.startswith(answer, end) and not _GOES_ON.match(said, end + len(answer)) for end in ends)


def _says_other_side(said: str, answer: str) -> str | None:
    """Where numbers were compared: why the words say the other one is larger, if they do."""
    written = re.fullmatch(r"(\S+) ([<>=]) (\S+)", answer)
    if written is None:
        return None
    left, sign, right = written.groups()
    for claim in _COMPARED.finditer(said):
        if not (claim["more"] or claim["less"]):
            continue
        of_left = claim["number"] == left if claim["number"] else claim["place"] in ("first", "left")
        if claim["number"] in (None, left, right) and sign != (
            ">" if of_left == bool(claim["more"]) else "<"
        ):
            return f"it says another relation than {answer}"
    return None


def _stray_number(said: str, act: Act, at_hand: str, material: str) -> str | None:
    """A number that the act has not. An act about no answer may name the item, but not a number of it."""
    items = [in_figures(text) for text in {at_hand, act.on or at_hand}]
    if act.kind in _ANSWERING:
        material = " ; ".join((material, *items))
    else:
        for item in items:
            said = said.replace(item, " ")
    known = {_plain(n) for n in _NUMBER.findall(material)}
    stray = next((n for n in _NUMBER.findall(said) if _plain(n) not in known), None)
    return None if stray is None else f"it says {stray}, which was not computed"


def _plain(number: str) -> str:
    """A number without thousands separators and idle zeros."""
    whole, point, places = number.replace(",", "").partition(".")
    return (
        f"{whole.lstrip('0') or '0'}{point}{places}".rstrip("0").rstrip(".")
        if point
        else whole.lstrip("0") or "0"
    )


def _lets_out(said: str, item: Item, act: Act, material: str, domain: Domain) -> bool:
    """Whether a right answer to the item stands in the words and not in the act.

    The steps before a slip may come to it, so no step of theirs excuses it: the hand wrote another.
    """
    if act.correct and act.on == item.text:
        return False
    if act.luck == "slip":
        material = in_figures(act.answer or "")
    if not _FIGURE.search(said) and domain.solve(item).answer.kind == "number":
        return False
    for span in domain.spans(said):
        if span.answer is None or span.text.lower() in material:
            continue
        answer = domain.read_answer(item, span.answer.text)
        if answer is not None and domain.grade(item, answer):
            return True
    return False


@lru_cache(maxsize=1024)
def _words(rule: str) -> frozenset[str]:
    return frozenset(_WORD.findall(rule.lower()))


def _rule_given_away(said: str, act: Act, domain: Domain) -> str | None:
    """The right rule of a slot at which a wrong one was at work, said as if it were known."""
    if act.kind not in ("answer", "explain", "justify"):
        return None
    words = set(_WORD.findall(said))
    for slot in {s.slot for s in act.steps if s.misconception and s.slot in domain.ideas}:
        for rule in (*domain.ideas[slot].rule, *domain.ideas[slot].rule_heard):
            meant = _words(rule)
            if len(meant) >= 6 and len(meant & words) >= 0.85 * len(meant):
                return "it states a rule that it did not follow"
    return None
