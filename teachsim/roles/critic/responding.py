"""Whether a turn takes up the question that the student has just asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from teachsim.language.phrases import sentences
from teachsim.roles.critic.turn import Finding

if TYPE_CHECKING:
    from teachsim.language.acts import MoveKind
    from teachsim.roles.critic.turn import Turn


def question_unanswered(turn: Turn) -> Finding | None:
    """The student asked for help or a reason, and the turn takes no notice of it."""
    mine = [line for line in turn.view.heard if line.role == "student"]
    if not mine or not asks(mine[-1].text):
        return None
    refused = _REFUSES.search(turn.text.lower()) is not None
    if turn.has(*(_TAKES_UP_CLEARLY if refused else _TAKES_UP)) and not _about_nothing(turn.text):
        return None
    if not refused and _answers(turn.text, mine[-1].text):
        return None
    return Finding("minor", mine[-1].text, "Take up the student's question before going on.")


def _about_nothing(text: str) -> bool:
    """Whether it only says what something is like, in so few words that nothing is explained."""
    return _LIKE.fullmatch(text.strip().lower()) is not None


_LIKE = re.compile(
    r"(?:\w+ ){0,3}(?:is|are|can be) (?:\w+ )?(?:funny|tricky|hard|easy|strange|odd|nice|fun"
    r"|interesting|difficult"
    r"|confusing|weird|important|great)(?: \w+){0,2}[.!]"
)


def asks(said: str) -> bool:
    """Whether a student's words ask something that wants an answer, and not whether 26 is right."""
    return any(
        s.endswith("?") and _QUESTION.search(s.lower()) and not _OWN_ANSWER.search(s.lower())
        for s in sentences(said)
    )


_QUESTION = re.compile(
    r"\b(?:why|how|what|which|where|when|who|can (?:you|i|we)|could (?:you|i|we)|do (?:i|you|we)"
    r"|does|did|is (?:it|that|there)"
    r"|are (?:they|there)|am i|should|must|may i|will)\b"
)
_OWN_ANSWER = re.compile(
    r"^(?:um+,? |so,? |oh,? )*(?:is (?:it|that) )?[-\d./x= ]+\?$|\bis (?:that|it)(?: right| ok"
    r"| correct)?\?$"
)


def _answers(text: str, asked: str) -> bool:
    """Whether words that no move explains still answer: a reason, a yes or no with more."""
    low = text.lower()
    spoken = len(low.split())
    shared = set(re.findall(r"[a-z]{4,}", asked.lower())) & set(re.findall(r"[a-z]{4,}", low))
    if spoken >= 5 and "?" in low:
        return True
    return (spoken >= 5 and _REPLIES.search(low) is not None) or (spoken >= 8 and len(shared - _COMMON) > 0)


_REPLIES = re.compile(r"^(?:yes|no|because|it stands for|it means|good question|of course|sure)\b")
_REFUSES = re.compile(
    r"\bbecause i say|\bnever mind\b|\bwe'll see\b|\bleave (?:it|that) there\b|\b(?:not"
    r"|no time) (?:for (?:it|that) )?now\b"
    r"|\banother (?:time|day|lesson)\b|\bsome (?:other|later) (?:time|day)\b|\bmove on\b(?! (?:the"
    r"|a)\b)|\b(?:keep going|carry on|press on)\b"
    r"|\b(?:how|the way) (?:it|that)(?:'s| is) (?:just |simply )?(?:done)?(?=[.,!]|$)"
    r"|\bthat's (?:just|simply) how\b"
    r"|\byou'll (?:see|learn|find out|understand) (?:\w+ ){0,2}(?:later|one day|some day|next year|soon)\b"
    r"|\b(?:don't|needn't|no need to) (?:worry|think|ask|bother)(?: yourself)?(?: about)? (?:that"
    r"|this|it|such)\b"
    r"|\bin a (?:hurry|rush)\b|\bspeed up\b|\brunning (?:late|out of time)\b|\b(?:the )?next (?:one"
    r"|task|problem|page)\b"
    r"|\bjust (?:do|accept|believe|remember) it\b"
)
"""Puts the question off, or forbids it."""
_TAKES_UP_CLEARLY: tuple[MoveKind, ...] = (
    "state-rule", "refute", "worked-example", "give-step", "give-answer", "recall", "ask-check", "try-item",
)  # fmt: skip
_COMMON = frozenset(
    {"what", "does", "that", "this", "where", "which", "with", "have", "here", "always", "same", "when"}
)
_TAKES_UP: tuple[MoveKind, ...] = (
    "hint", "state-rule", "refute", "worked-example", "give-step", "give-answer", "recall",
    "seek-strategy", "ask-check", "try-item", "ask-why", "check-again", "compute-this", "focus-on",
)  # fmt: skip
